/**
 * 尾差: each published cell is rounded on its own, so printed parts need not add up to the printed
 * total. A table says so only where it happens.
 */
import { Decimal, inYuan, type MoneyStyle, stepOf, ZERO } from '../model/money.js';
import type { DraftRow } from './grid.js';
import type { Content, Table } from './table.js';

/** What a cell stands for, in 元, and what it shows, in its unit. */
export interface Amount {
  readonly exact: Decimal;
  readonly printed: Decimal;
  /** Undefined of an empty zero. */
  readonly money?: MoneyStyle;
}
type Line = readonly (Amount | undefined)[];
export type Levels = readonly (number | undefined)[];

/** A total that its printed parts do not add up to, though the exact ones do. */
export interface Difference {
  /** Place of the total; rows count from the first of the body. */
  readonly row: number;
  readonly col: number;
  /** How many parts there are that are not zero. */
  readonly parts: number;
  /** In the table's unit. */
  readonly off: Decimal;
}

/**
 * The note of a table, or undefined where all printed sums close.
 * @param money of its amounts
 */
export function roundingNote(
  rows: readonly DraftRow[],
  levels: Levels,
  money: MoneyStyle,
): string | undefined {
  const width = Math.max(0, ...rows.flatMap((row) => row.map((cell) => cell.col + 1)));
  const lines = rows.map((row) => {
    const line = new Array<Amount | undefined>(width).fill(undefined);
    for (const { col, content } of row) line[col] = amountOf(content);
    return line;
  });
  const largest = Decimal.max(0, ...roundingDifferences(lines, levels).map(({ off }) => off));
  if (largest.isZero()) return undefined;
  const { unit, decimals } = money;
  const rounded = unit === '元' ? `四舍五入到 ${smallest(money)}` : `由元换算为${unit}并四舍五入`;
  return `注：本表各数分别${rounded}，分项之和与合计之间最大有 ${largest.toFixed(decimals)} ${unit}的尾差。`;
}

/** The least that printed amounts differ by: 0.01 万元, 1 元. */
export const smallest = ({ unit, decimals }: MoneyStyle): string =>
  `${new Decimal(10).pow(-decimals).toFixed(decimals)} ${unit}`;

/** The differences of a table as it is printed. */
export function tableDifferences({ cells, headerRows, rows, widths, levels }: Table): Difference[] {
  const lines = Array.from({ length: rows - headerRows }, () =>
    new Array<Amount | undefined>(widths.length).fill(undefined),
  );
  for (const { row, col, content } of cells) {
    const line = lines[row - headerRows];
    if (line) line[col] = amountOf(content);
  }
  return roundingDifferences(lines, levels);
}

/**
 * Looks at every total that stands beside its parts: a row over the rows one level deeper, a cell
 * over the run of cells before or behind it in its row, and, in tables without levels, in its column.
 * @param levels tree level of each row; the children of a row are the following rows one level
 * deeper, up to the next row of its own level or above
 */
export function roundingDifferences(rows: readonly Line[], levels: Levels): Difference[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, col) => rows.map((row) => row[col]));
  const down = columns.flatMap((column, col) =>
    treeDifferences(column, levels).map(({ at, ...one }) => ({ ...one, row: at, col })),
  );
  const beside = levels.every((level) => level === undefined)
    ? columns.flatMap((column, col) =>
        runDifferences(column).map(({ at, ...one }) => ({ ...one, row: at, col })),
      )
    : rows.flatMap((line, row) =>
        runDifferences(line).map(({ at, ...one }) => ({ ...one, row, col: at })),
      );
  return [...down, ...beside];
}

/** The amount that a cell shows, or that of an empty zero; none where it shows a share. */
export function amountOf(content: Content): Amount | undefined {
  if (content.kind === 'text' || !content.figure) return undefined;
  const exact = content.figure.value;
  if (content.kind === 'number')
    return content.money && { exact, printed: content.value, money: content.money };
  // a share of nothing is empty too, though its amount is not zero
  return exact.isZero() ? { exact, printed: ZERO } : undefined;
}

interface LineDifference {
  readonly at: number;
  readonly parts: number;
  readonly off: Decimal;
}

/** How far the printed parts are off the printed whole; nothing where exact sums do not close either. */
function difference(whole: Amount, parts: readonly Amount[], at: number): LineDifference[] {
  const total = (key: 'exact' | 'printed') =>
    parts.reduce((sum, part) => sum.plus(part[key]), ZERO);
  const off = total('printed').minus(whole.printed).abs();
  if (off.isZero() || !total('exact').eq(whole.exact)) return [];
  const filled = parts.filter(({ exact, printed }) => !(exact.isZero() && printed.isZero()));
  return [{ at, parts: filled.length, off }];
}

/** The rows one level deeper than a row that stand below it, up to the next one of its own level or above. */
export function childrenOf(levels: Levels, row: number): number[] {
  const level = levels[row];
  const children: number[] = [];
  if (level === undefined) return children;
  for (let k = row + 1; k < levels.length; k++) {
    const own = levels[k];
    if (own === undefined || own <= level) break;
    if (own === level + 1) children.push(k);
  }
  return children;
}

/** Of each row over its children in one column. */
function treeDifferences(column: Line, levels: Levels): LineDifference[] {
  return column.flatMap((whole, i) => {
    const children = whole ? childrenOf(levels, i).flatMap((child) => column[child] ?? []) : [];
    return whole && children.length > 0 ? difference(whole, children, i) : [];
  });
}

/** Of each cell over the shortest unbroken run beside it that makes up exactly its sum. */
function runDifferences(line: Line): LineDifference[] {
  return line.flatMap((whole, i) => {
    if (!whole || whole.exact.isZero()) return [];
    const runs = [line.slice(i + 1), line.slice(0, i).reverse()];
    return runs.flatMap((cells) => {
      const parts: Amount[] = [];
      let exact = ZERO;
      for (const part of cells) {
        if (!part) break;
        if (!part.exact.isZero()) parts.push(part);
        exact = exact.plus(part.exact);
        if (parts.length > 1 && exact.eq(whole.exact)) return difference(whole, parts, i);
      }
      return [];
    });
  });
}

/**
 * Whether a cell shows its exact amount, but for what rounding takes.
 * @param places how much of its last place that is
 */
export function isRounded({ exact, printed, money }: Amount, places: number): boolean {
  if (!money) return printed.eq(exact);
  return inYuan(printed, money.unit).minus(exact).abs().lte(stepOf(money).times(places));
}
