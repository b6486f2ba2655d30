/**
 * 尾差: each published cell is rounded on its own, so printed parts need not add up to the printed
 * total. A table says so only where it happens.
 */
import { type Decimal, type Figure, toWan, ZERO } from '../model/money.js';
import type { DraftRow } from './grid.js';

/**
 * Looks at every total that stands beside its parts: a row over the rows one level deeper, a cell
 * over the run of cells before or behind it in its row, and, in tables without levels, in its column.
 * @param levels tree level of each row; the children of a row are the following rows one level
 * deeper, up to the next row of its own level or above
 * @returns the note, or undefined where all printed sums close
 */
export function roundingNote(
  rows: readonly DraftRow[],
  levels: readonly (number | undefined)[],
): string | undefined {
  const width = Math.max(0, ...rows.flatMap((row) => row.map((cell) => cell.col + 1)));
  const columns = Array.from({ length: width }, (_, col) => rows.map((row) => figureAt(row, col)));
  const across = rows.map((row) => columns.map((_, col) => figureAt(row, col)));
  const differences = columns.flatMap((column) => treeDifferences(column, levels));
  const lines = levels.every((level) => level === undefined) ? columns : across;
  differences.push(...lines.flatMap(runDifferences));
  const largest = differences.reduce((a, b) => (b.gt(a) ? b : a), ZERO);
  if (largest.isZero()) return undefined;
  return `注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 ${largest.toFixed(2)} 万元的尾差。`;
}

type Line = readonly (Figure | undefined)[];

/** The exact figure of a cell that shows an amount, or an empty zero. */
function figureAt(row: DraftRow, col: number): Figure | undefined {
  const content = row.find((cell) => cell.col === col)?.content;
  return content?.kind === 'number' || content?.kind === 'blank' ? content.figure : undefined;
}

/** How far the printed parts are off the printed whole, in 万元. */
function difference(whole: Figure, parts: readonly Figure[]): Decimal {
  const printed = parts.reduce((sum, part) => sum.plus(toWan(part.value)), ZERO);
  return printed.minus(toWan(whole.value)).abs();
}

/** Of each row over its children in one column. */
function treeDifferences(column: Line, levels: readonly (number | undefined)[]): Decimal[] {
  return column.flatMap((whole, i) => {
    const level = levels[i];
    if (!whole || level === undefined) return [];
    const children: Figure[] = [];
    for (let k = i + 1; k < column.length; k++) {
      const own = levels[k];
      if (own === undefined || own <= level) break;
      const part = column[k];
      if (own === level + 1 && part) children.push(part);
    }
    return children.length === 0 ? [] : [difference(whole, children)];
  });
}

/** Of each cell over the shortest unbroken run beside it that makes up exactly its sum. */
function runDifferences(line: Line): Decimal[] {
  return line.flatMap((whole, i) => {
    if (!whole || whole.value.isZero()) return [];
    const runs = [line.slice(i + 1), line.slice(0, i).reverse()];
    return runs.flatMap((cells) => {
      const parts: Figure[] = [];
      let exact = ZERO;
      for (const part of cells) {
        if (!part) break;
        if (!part.value.isZero()) parts.push(part);
        exact = exact.plus(part.value);
        if (parts.length > 1 && exact.eq(whole.value)) return [difference(whole, parts)];
      }
      return [];
    });
  });
}
