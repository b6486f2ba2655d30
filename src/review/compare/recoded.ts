/** What became of subjects between the years of two editions, as rows of tables are put to each other by it. */
import type { TemplateFolder } from '../../forms/library.js';
import { type Recoded as Found, recodingBetween } from '../../forms/recoded.js';
import { loadRecoding } from '../../forms/recoding-file.js';
import type { Recoded } from './row-changes.js';

/** @returns for a code what it was before or became, undefined where nothing is known to have changed */
export function recodedBetween(
  from: number,
  to: number,
  templates: TemplateFolder,
): (code: string) => Recoded | undefined {
  const recoding = recodingBetween(loadRecoding(templates), from, to);
  return (code) => {
    // functional codes begin with 2, economic ones with 3
    const found = recoding.of(code.startsWith('2') ? '功能分类' : '经济分类', code);
    if (!found) return undefined;
    const { now, mergedWith } = found;
    // rows are one row only where each of them became the other alone
    const alone = now.length === 1 && mergedWith.length === 0;
    return { code: alone ? now[0]?.code : undefined, note: noteOf(found, from < to) };
  };
}

function noteOf({ now, year, note }: Found, onward: boolean): string {
  const names = now.map(({ code, name = '' }) => `${code} ${name}`.trim()).join('、');
  const since = onward ? `自 ${year} 年起` : `${year} 年以前`;
  const became = now.length === 0 ? `${since}没有这个科目` : `${since}为 ${names}`;
  return [became, note].filter(Boolean).join('；');
}
