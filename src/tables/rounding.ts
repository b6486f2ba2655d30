/**
 * 尾差: each published cell is rounded on its own, so printed parts need not add up to the printed
 * total. A table says so only where it happens.
 */
import { Decimal, ZERO } from '../model/money.js';
import type { DraftRow } from './grid.js';

/**
 * @param levels tree level of each row; the children of a row are the following rows one level
 * deeper, up to the next row of its own level or above
 * @returns the note, or undefined where all printed sums close
 */
export function roundingNote(
  rows: readonly DraftRow[],
  levels: readonly (number | undefined)[],
): string | undefined {
  let largest = ZERO;
  rows.forEach((row, i) => {
    const level = levels[i];
    if (level === undefined) return;
    for (const cell of row) {
      if (cell.content.kind !== 'number') continue;
      const children = childValues(rows, levels, i, level, cell.col);
      if (children.length === 0) continue;
      const off = Decimal.sum(...children)
        .minus(cell.content.value)
        .abs();
      if (off.gt(largest)) largest = off;
    }
  });
  if (largest.isZero()) return undefined;
  return `注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 ${largest.toFixed(2)} 万元的尾差。`;
}

function childValues(
  rows: readonly DraftRow[],
  levels: readonly (number | undefined)[],
  parent: number,
  level: number,
  col: number,
): Decimal[] {
  const values: Decimal[] = [];
  for (let i = parent + 1; i < rows.length; i++) {
    const own = levels[i];
    if (own === undefined || own <= level) break;
    if (own !== level + 1) continue;
    const content = rows[i]?.find((cell) => cell.col === col)?.content;
    if (content?.kind === 'number') values.push(content.value);
  }
  return values;
}
