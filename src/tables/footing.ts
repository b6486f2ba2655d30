/**
 * Totals that foot: the parts of a table are rounded so that they add up to its totals as printed.
 *
 * The outermost total is rounded by itself. What it is the sum of gets it dealt out by the largest
 * remainder, part by part, down to the last: each printed part is its exact amount rounded up or down.
 * Columns are dealt out first, in the rows that are part of no other; then each column down its rows; a
 * column that is the sum of others is added up from them.
 */
import { Decimal, inYuan, type MoneyStyle, stepOf } from '../model/money.js';
import type { DraftRow } from './grid.js';
import { type Levels, partsOf } from './levels.js';
import { amountOf } from './rounding.js';

/** Which positions are sums of which others; a position is part of at most one whole. */
export interface Sums {
  readonly parts: ReadonlyMap<number, readonly number[]>;
  readonly isPart: ReadonlySet<number>;
}
export type Line = readonly (Decimal | undefined)[];

/**
 * @param rows of a table's body
 * @param money of its amounts
 * @returns the rows with the amounts that they are printed with
 */
export function footed(rows: readonly DraftRow[], levels: Levels, money: MoneyStyle): DraftRow[] {
  const width = Math.max(0, ...rows.flatMap((row) => row.map((cell) => cell.col + 1)));
  const exact = rows.map((row) => {
    const line = new Array<Decimal | undefined>(width).fill(undefined);
    for (const { col, content } of row) line[col] = amountOf(content)?.exact;
    return line;
  });
  const printed = dealtOut(exact, levels, money);
  return rows.map((row, r) =>
    row.map((cell) => {
      const value = printed[r]?.[cell.col];
      if (cell.content.kind !== 'number' || !value || value.eq(cell.content.value)) return cell;
      return { ...cell, content: { ...cell.content, value } };
    }),
  );
}

/** How many amounts are printed otherwise than each rounded by itself. */
export const adjustedAmounts = (rounded: readonly DraftRow[], shown: readonly DraftRow[]): number =>
  shown.flatMap((row, r) => row.filter((cell, i) => cell !== rounded[r]?.[i])).length;

export const adjustedNote = (adjusted: number): string =>
  `注：为使各项之和等于合计，本表有 ${adjusted} 个数按最大余数法调整了末位。`;

/** The printed amounts, in the unit of the table. */
function dealtOut(exact: readonly Line[], levels: Levels, money: MoneyStyle): Line[] {
  const step = stepOf(money);
  const columns = columnsOf(exact);
  const across = sumsAmong(columns);
  const leaves = columns.flatMap((_, col) => (across.parts.has(col) ? [] : [col]));
  const down = new Map(leaves.map((col) => [col, sumsDown(columns[col] ?? [], levels)]));
  /** Of each cell, how many of the least amounts that can be printed. */
  const steps = exact.map((line) => line.map((amount) => amount?.div(step)));
  const rounded = exact.map((line) => line.map((): Decimal | undefined => undefined));
  const assign = (row: number, col: number, value: Decimal) => {
    const line = rounded[row];
    if (line) line[col] = value;
  };
  steps.forEach((line, row) => {
    const isRoot = leaves.some((col) => line[col] && !down.get(col)?.isPart.has(row));
    if (!isRoot) return;
    line.forEach((amount, col) => {
      if (!amount || across.isPart.has(col)) return;
      deal(across, col, amount.toDecimalPlaces(0), line, (part, value) => assign(row, part, value));
    });
  });
  for (const [col, found] of down) {
    const column = steps.map((line) => line[col]);
    column.forEach((amount, row) => {
      if (!amount || found.isPart.has(row)) return;
      const value = rounded[row]?.[col] ?? amount.toDecimalPlaces(0);
      deal(found, row, value, column, (part, own) => assign(part, col, own));
    });
  }
  const addedUp = (row: number, col: number): Decimal | undefined => {
    const parts = across.parts.get(col);
    if (!parts) return rounded[row]?.[col];
    return Decimal.sum(0, ...parts.flatMap((part) => addedUp(row, part) ?? []));
  };
  const one = inYuan(new Decimal(1), money.unit);
  return exact.map((line, row) =>
    line.map((amount, col) => amount && addedUp(row, col)?.times(step).div(one)),
  );
}

/** A whole's steps, dealt out among its parts, and theirs among the parts that they have. */
function deal(
  found: Sums,
  whole: number,
  total: Decimal,
  amounts: Line,
  assign: (position: number, value: Decimal) => void,
): void {
  assign(whole, total);
  const parts = (found.parts.get(whole) ?? []).filter((part) => amounts[part]);
  const shares = byLargestRemainder(
    total,
    parts.flatMap((part) => amounts[part] ?? []),
  );
  for (const [i, part] of parts.entries()) deal(found, part, shares[i] ?? total, amounts, assign);
}

/** So many whole steps dealt out among amounts that come to about as many: each gets its own, up or down. */
export function byLargestRemainder(total: Decimal, amounts: readonly Decimal[]): Decimal[] {
  const floors = amounts.map((amount) => amount.floor());
  const missing = total.minus(Decimal.sum(0, ...floors)).toNumber();
  const order = amounts
    .map((amount, i) => ({ i, rest: amount.minus(amount.floor()) }))
    .filter(({ rest }) => !rest.isZero())
    .sort((a, b) => b.rest.comparedTo(a.rest) || a.i - b.i);
  const raised = new Set(order.slice(0, Math.max(0, missing)).map(({ i }) => i));
  return floors.map((floor, i) => (raised.has(i) ? floor.plus(1) : floor));
}

export const columnsOf = (rows: readonly Line[]): Line[] =>
  Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, col) =>
    rows.map((row) => row[col]),
  );

/** Which columns are the sum of the ones beside them, in every row. */
export function sumsAmong(columns: readonly Line[]): Sums {
  const filled = columns.flatMap((column, col) =>
    column.some((amount) => amount && !amount.isZero()) ? [col] : [],
  );
  return sumsBeside(filled, (whole, parts) =>
    (columns[whole] ?? []).every((amount, row) => {
      const values = parts.flatMap((part) => columns[part]?.[row] ?? []);
      if (!amount) return values.every((value) => value.isZero());
      return Decimal.sum(0, ...values).eq(amount);
    }),
  );
}

/** Which rows of a column are the sum of others: those one level deeper, or in forms those above or below. */
export function sumsDown(column: Line, levels: Levels): Sums {
  const exactly = (whole: number, parts: readonly number[]) =>
    Decimal.sum(0, ...parts.flatMap((part) => column[part] ?? [])).eq(column[whole] ?? Number.NaN);
  if (levels.every((level) => level === undefined)) {
    const filled = column.flatMap((amount, row) => (amount && !amount.isZero() ? [row] : []));
    return sumsBeside(filled, exactly);
  }
  const found = column.flatMap((amount, row): [number, readonly number[]][] => {
    const parts = partsOf(levels, row).filter((child) => column[child]);
    return amount && parts.length > 0 && exactly(row, parts) ? [[row, parts]] : [];
  });
  return sumsOf(new Map(found));
}

const sumsOf = (parts: Sums['parts']): Sums => ({
  parts,
  isPart: new Set([...parts.values()].flat()),
});

type Exactly = (whole: number, parts: readonly number[]) => boolean;

/**
 * Wholes with the shortest runs beside them that they are the sums of. What is a part counts no more among
 * the others, so that totals of totals are found too; but it may have parts of its own, however many: the
 * expenditure of the year is two parts of the grand total's and has a dozen.
 */
function sumsBeside(positions: readonly number[], exactly: Exactly): Sums {
  const found = new Map<number, readonly number[]>();
  const wholeOf = new Map<number, number>();
  for (;;) {
    const left = positions.filter((position) => !wholeOf.has(position));
    const candidates = positions.filter((position) => !found.has(position));
    const next = shortest(candidates, left, wholeOf, exactly);
    if (!next) return sumsOf(found);
    found.set(next.whole, next.parts);
    for (const part of next.parts) wholeOf.set(part, next.whole);
  }
}

function shortest(
  candidates: readonly number[],
  left: readonly number[],
  wholeOf: ReadonlyMap<number, number>,
  exactly: Exactly,
): { whole: number; parts: readonly number[] } | undefined {
  // a total is no part of what it is the sum of
  const above = (position: number | undefined): readonly number[] =>
    position === undefined ? [] : [position, ...above(wholeOf.get(position))];
  for (let length = 2; length <= left.length; length++)
    for (const whole of candidates) {
      const own = above(whole);
      const behind = left.filter((position) => position > whole).slice(0, length);
      const before = left.filter((position) => position < whole).slice(-length);
      const parts = [behind, before].find(
        (run) =>
          run.length === length &&
          !run.some((position) => own.includes(position)) &&
          exactly(whole, run),
      );
      if (parts) return { whole, parts };
    }
  return undefined;
}
