/**
 * What cells leave to be found: amounts that are nothing are left out, those that no cell tells apart are one column.
 */
import { grouped } from '../../grouped.js';
import { Decimal } from '../../model/money.js';
import type { Equation } from './equations.js';

/** Amounts that the cells cannot tell apart, and those that are nothing. */
export interface Reduced {
  /** Position of the amount that stands for each column that is left. */
  readonly columns: readonly number[];
  /** How many amounts each stands for. */
  readonly alike: readonly number[];
  readonly rows: readonly Row[];
  /** The smallest printed step, in 元. */
  readonly step: Decimal;
}
export interface Row {
  readonly equation: Equation;
  /** Columns and factors. */
  readonly terms: readonly (readonly [column: number, factor: number])[];
}

/**
 * Which amounts must be nothing: those that add up to a printed nothing.
 * @param count of amounts
 */
export function zeros(equations: readonly Equation[], count: number): Uint8Array {
  const zero = new Uint8Array(count);
  const sums = equations.filter(({ factors }) => factors.every((factor) => factor > 0));
  for (const { leaves, printed, exact } of sums)
    if (printed.isZero() && !exact) for (const leaf of leaves) zero[leaf] = 1;
  return zero;
}

/** Which amounts are nothing: those that cells say to be, and those that no cell shows. */
export function nothing(equations: readonly Equation[], count: number): Uint8Array {
  const zero = withRests(equations, zeros(equations, count));
  const shown = new Uint8Array(count);
  for (const { leaves, exact } of equations) if (!exact) for (const leaf of leaves) shown[leaf] = 1;
  return zero.map((one, leaf) => (one || !shown[leaf] ? 1 : 0));
}

/**
 * Which amounts must be nothing besides: where a part is printed as large as the whole, so is the rest of the whole.
 * Only true of all the amounts that there may be, and where nothing is paid back.
 */
function withRests(equations: readonly Equation[], zero: Uint8Array): Uint8Array {
  if (equations.some(({ printed }) => printed.isNegative())) return zero;
  const sums = equations.filter(({ factors }) => factors.every((factor) => factor > 0));
  const alike = [...grouped(sums, ({ printed, step }) => `${printed}/${step}`).values()];
  const mark = new Int32Array(zero.length).fill(-1);
  let marks = 0;
  for (let more = true; more; ) {
    more = false;
    for (const group of alike) {
      const sets = group.map(({ leaves }) => leaves.filter((leaf) => !zero[leaf]));
      sets.sort((a, b) => a.length - b.length);
      sets.forEach((whole, w) => {
        marks++;
        for (const leaf of whole) mark[leaf] = marks;
        const part = sets
          .slice(0, w)
          .find((one) => one.length < whole.length && one.every((leaf) => mark[leaf] === marks));
        if (!part) return;
        for (const leaf of part) mark[leaf] = -1;
        for (const leaf of whole)
          if (mark[leaf] === marks && !zero[leaf]) {
            zero[leaf] = 1;
            more = true;
          }
      });
    }
  }
  return zero;
}

export function reduce(equations: readonly Equation[], count: number): Reduced {
  const zero = nothing(equations, count);
  const once = new Map<string, Equation>();
  for (const one of equations) {
    const key = one.leaves.map((leaf, i) => `${leaf}*${one.factors[i]}`).join();
    // cells that show the same sum say the same; where they do not, both are kept
    const both = `${key}=${one.printed}/${one.step}/${one.exact}/${one.footed}`;
    if (!once.has(both)) once.set(both, one);
  }
  const distinct = [...once.values()];
  const seen: string[][] = Array.from({ length: count }, () => []);
  distinct.forEach(({ leaves, factors }, r) => {
    leaves.forEach((leaf, i) => {
      seen[leaf]?.push(`${r}*${factors[i]}`);
    });
  });
  const columnOf = new Map<string, number>();
  const columns: number[] = [];
  const alike: number[] = [];
  const column = new Int32Array(zero.length).fill(-1);
  for (let leaf = 0; leaf < count; leaf++) {
    // an amount that no cell shows is not known; one that a cell says is nothing is nothing
    if (zero[leaf]) continue;
    const signature = seen[leaf]?.join(' ') ?? '';
    const known = columnOf.get(signature);
    if (known === undefined) {
      columnOf.set(signature, columns.length);
      column[leaf] = columns.length;
      columns.push(leaf);
      alike.push(1);
    } else alike[known] = (alike[known] ?? 0) + 1;
  }
  const rows = distinct.map((equation): Row => {
    const terms = equation.leaves.flatMap((leaf, i): [number, number][] => {
      const at = column[leaf] ?? -1;
      return at < 0 ? [] : [[at, equation.factors[i] ?? 0]];
    });
    return { equation, terms };
  });
  const step = rows.reduce(
    (least, { equation }) => (equation.step.lt(least) ? equation.step : least),
    rows[0]?.equation.step ?? new Decimal(1),
  );
  return { columns, alike, rows, step };
}

/**
 * Which columns the rows determine, were they exact: those that a combination of rows gives alone.
 * Elimination on the small whole factors of the rows; no amount is in it.
 */
export function determinedColumns({ columns, rows }: Reduced): boolean[] {
  const pivots = new Map<number, Map<number, number>>();
  for (const { terms } of rows) {
    const row = new Map(terms);
    for (;;) {
      const lead = [...row.keys()].find((column) => pivots.has(column));
      if (lead === undefined) break;
      subtract(row, pivots.get(lead) as Map<number, number>, lead);
    }
    const [pivot] = row.keys();
    if (pivot === undefined) continue;
    const factor = row.get(pivot) as number;
    for (const [column, value] of row) row.set(column, value / factor);
    for (const other of pivots.values()) if (other.has(pivot)) subtract(other, row, pivot);
    pivots.set(pivot, row);
  }
  const known = columns.map(() => false);
  for (const [pivot, row] of pivots) if (row.size === 1) known[pivot] = true;
  return known;
}

/** Takes off a row as often as its pivot is in another. */
function subtract(
  row: Map<number, number>,
  other: ReadonlyMap<number, number>,
  pivot: number,
): void {
  const times = row.get(pivot) ?? 0;
  for (const [column, value] of other) {
    const left = (row.get(column) ?? 0) - times * value;
    if (Math.abs(left) < 1e-9) row.delete(column);
    else row.set(column, left);
  }
}
