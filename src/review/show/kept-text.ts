/** What `gongkai compile` prints of packages that it leaves as they are, and of all of them in the end. */
import { relative, sep } from 'node:path';

/** A folder as it is told of. @param here the current folder, from which it is told unless that leads elsewhere */
export function folderText(folder: string, here: string): string {
  const path = relative(here, folder);
  return `${path.startsWith('..') ? folder : path}${sep}`;
}

/**
 * `未变 out/…公开/（上次：警告 2 处，可用 gongkai check 再看）`
 * @param told how much was told of it as it was made, by what it is called
 */
export function keptLine(
  folder: string,
  here: string,
  told: Readonly<Partial<Record<string, number>>>,
): string {
  const parts = Object.entries(told).map(([what, count]) => `${what} ${count} 处`);
  const more = parts.length > 0 ? `（上次：${parts.join('、')}，可用 gongkai check 再看）` : '';
  return `未变 ${folderText(folder, here)}${more}\n`;
}

export const priorLine = (file: string): string =>
  `${file}：是上年数，供对比用，不单独生成材料。\n`;

/**
 * `共 300 份：299 份未变，1 份已生成。要都重做，加 --重做。`; nothing where none is kept, or there is one alone.
 * @param counts how many packages came to what
 */
export function tallyLine(counts: Readonly<Partial<Record<string, number>>>): string {
  const { 未变: kept = 0, 已生成: made = 0, 有错: failed = 0, 没有编: left = 0 } = counts;
  const all = kept + made + failed + left;
  if (kept === 0 || all === 1) return '';
  const parts = [
    `${kept} 份未变`,
    ...(made > 0 ? [`${made} 份已生成`] : []),
    ...(failed > 0 ? [`${failed} 份没有写出`] : []),
    ...(left > 0 ? [`${left} 份没有编`] : []),
  ];
  return `共 ${all} 份：${parts.join('，')}。要都重做，加 --重做。\n`;
}
