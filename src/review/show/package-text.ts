/** What `gongkai compile` prints of a package that it has written. */
import { folderText } from './kept-text.js';

/** When a phase began, in milliseconds. */
export type Timing = readonly [phase: string, start: number];

/**
 * `已生成 out/…公开/（15 张表，PDF 43 页）`
 * @param here the current folder, from which the package is told unless that leads elsewhere
 * @param tables how many
 * @param only the formats, where not all were asked for
 */
export function packageLine(
  folder: string,
  here: string,
  tables: number,
  remarks: readonly string[],
  only: readonly string[],
): string {
  const parts = [
    `${tables} 张表`,
    ...remarks,
    ...(only.length > 0 ? [`只有 ${only.join('、')}`] : []),
  ];
  return `已生成 ${folderText(folder, here)}（${parts.join('，')}）\n`;
}

/** How long each phase took. */
export function timingTable(file: string, timings: readonly Timing[], now: number): string {
  const lines = timings.map(([phase, start], i) => {
    const end = timings[i + 1]?.[1] ?? now;
    return `  ${phase.padEnd(6, '　')}${((end - start) / 1000).toFixed(2)} 秒\n`;
  });
  return `${file}\n${lines.join('')}`;
}
