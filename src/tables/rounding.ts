/**
 * 尾差: each published cell is rounded on its own, so printed parts need not add up to the printed
 * total, nor need two printed figures be as far apart as the printed change between them. A table says so
 * only where it happens.
 */
import { isEqual } from 'es-toolkit/predicate/isEqual';
import { Decimal, inYuan, type MoneyStyle, stepOf, ZERO } from '../model/money.js';
import type { Basis } from '../model/terms.js';
import type { DraftRow } from './grid.js';
import { type Levels, partsOf } from './levels.js';
import type { Cell, Content, Table } from './table.js';

/** What a cell stands for, in 元, and what it shows, in its unit. */
export interface Amount {
  readonly exact: Decimal;
  readonly printed: Decimal;
  /** Undefined of an empty zero. */
  readonly money?: MoneyStyle;
}
type Line = readonly (Amount | undefined)[];

/** A total that its printed parts do not add up to, though the exact ones do; or a change (增减). */
export interface Difference {
  readonly kind: '合计' | '增减';
  /** Place of the total, or of the change; rows count from the first of the body. */
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
  const found = roundingDifferences(lines, levels, rows.map(comparisonsIn));
  const largest = Decimal.max(0, ...found.map(({ off }) => off));
  if (largest.isZero()) return undefined;
  const between = (['合计', '增减'] as const)
    .filter((kind) => found.some((one) => one.kind === kind))
    .map((kind) => BETWEEN[kind])
    .join('、');
  const { unit, decimals } = money;
  const rounded = unit === '元' ? `四舍五入到 ${smallest(money)}` : `由元换算为${unit}并四舍五入`;
  return `注：本表各数分别${rounded}，${between}最大有 ${largest.toFixed(decimals)} ${unit}的尾差。`;
}

const BETWEEN = { 合计: '分项之和与合计之间', 增减: '增减与所比的两数之差之间' } as const;

/** The least that printed amounts differ by: 0.01 万元, 1 元. */
export const smallest = ({ unit, decimals }: MoneyStyle): string =>
  `${new Decimal(10).pow(-decimals).toFixed(decimals)} ${unit}`;

/** The differences of a table as it is printed. */
export function tableDifferences({ cells, headerRows, rows, widths, levels }: Table): Difference[] {
  const lines = Array.from({ length: rows - headerRows }, () =>
    new Array<Amount | undefined>(widths.length).fill(undefined),
  );
  const named = lines.map((): Named[] => []);
  for (const cell of cells) {
    const { row, col, content } = cell;
    const line = lines[row - headerRows];
    if (line) line[col] = amountOf(content);
    named[row - headerRows]?.push(cell);
  }
  return roundingDifferences(lines, levels, named.map(comparisonsIn));
}

/** Columns of a row: a figure, the one that it is compared with, and what is printed of their difference. */
interface Comparison {
  readonly now: number;
  readonly base: number;
  readonly change: number;
}
type Named = Pick<Cell, 'name' | 'col' | 'content'>;

/** The comparisons of a row whose both sides it shows too. */
function comparisonsIn(row: readonly Named[]): Comparison[] {
  const quantities = row.flatMap(({ name, col, content }) =>
    name && 'quantity' in name.asked && amountOf(content)
      ? [{ ...name.asked, item: name.item, col }]
      : [],
  );
  const columnOf = (one: (typeof quantities)[number], basis: Basis) =>
    quantities.find(
      ({ quantity, params, against, item }) =>
        against === undefined &&
        quantity === one.quantity &&
        item === one.item &&
        isEqual({ ...params, 口径: params.口径 ?? '本年' }, { ...one.params, 口径: basis }),
    )?.col;
  return quantities.flatMap((one) => {
    if (one.against === undefined) return [];
    const now = columnOf(one, one.params.口径 ?? '本年');
    const base = columnOf(one, one.against);
    return now === undefined || base === undefined ? [] : [{ now, base, change: one.col }];
  });
}

/**
 * Looks at every total that stands beside its parts: a row over the rows that it adds up, a cell
 * over the run of cells before or behind it in its row, and, in tables without levels, in its column.
 * Looks at every change beside the two figures that it is between as well.
 * @param levels tree level of each row
 * @param comparisons of each row
 */
export function roundingDifferences(
  rows: readonly Line[],
  levels: Levels,
  comparisons: readonly (readonly Comparison[])[] = [],
): Difference[] {
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
        ofOneKind(line, comparisons[row] ?? [])
          .flatMap(runDifferences)
          .map(({ at, ...one }) => ({ ...one, row, col: at })),
      );
  const changes = rows.flatMap((line, row) =>
    (comparisons[row] ?? []).flatMap(({ now, base, change }) => {
      const [whole, ...parts] = [line[now], line[base], line[change]];
      if (!whole || !isKnown(parts)) return [];
      return difference(whole, parts, change).map(({ at, ...one }) => ({ ...one, row, col: at }));
    }),
  );
  return [
    ...[...down, ...beside].map((one) => ({ ...one, kind: '合计' as const })),
    ...changes.map((one) => ({ ...one, kind: '增减' as const })),
  ];
}

const isKnown = (amounts: readonly (Amount | undefined)[]): amounts is readonly Amount[] =>
  amounts.every((one) => one !== undefined);

/** A row without its changes, and with them alone: no total adds up both. */
function ofOneKind(line: Line, comparisons: readonly Comparison[]): Line[] {
  if (comparisons.length === 0) return [line];
  const changes = new Set(comparisons.map(({ change }) => change));
  return [
    line.map((one, col) => (changes.has(col) ? undefined : one)),
    line.map((one, col) => (changes.has(col) ? one : undefined)),
  ];
}

/** The amount that a cell shows, or that of an empty zero; none where it shows a share, or counts things. */
export function amountOf(content: Content): Amount | undefined {
  if (content.kind === 'text' || !content.figure || content.figure.counted) return undefined;
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

/** Of each row over its children in one column. */
function treeDifferences(column: Line, levels: Levels): LineDifference[] {
  return column.flatMap((whole, i) => {
    if (!whole || levels[i] === undefined) return [];
    const children = partsOf(levels, i).flatMap((k) => column[k] ?? []);
    return children.length === 0 ? [] : difference(whole, children, i);
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
