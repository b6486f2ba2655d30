/**
 * Amounts that meet every printed cell. Where the cells say it, an amount is theirs; where they leave it open,
 * one of those that fit is taken, and marked. What is computed here with floats is only which of the exact
 * amounts to try: each is rounded to the grid of what is printed, and compared with the cells exactly.
 */
import type { LegacyHighs } from 'highs/legacy-types';
import { grouped } from '../../grouped.js';
import { Decimal, ZERO } from '../../model/money.js';
import type { Equation } from './equations.js';

export interface Solution {
  /** In 元, by the position of the amount; zero where there is none. */
  readonly amounts: readonly Decimal[];
  /** Whether the cells determine each, as exactly as they are printed. */
  readonly determined: readonly boolean[];
  /** Cells that no amounts meet together with all the others. */
  readonly unmet: readonly Equation[];
}

/** Amounts that the cells cannot tell apart, and those that are nothing. */
interface Reduced {
  /** Position of the amount that stands for each column that is left. */
  readonly columns: readonly number[];
  /** How many amounts each stands for. */
  readonly alike: readonly number[];
  readonly rows: readonly Row[];
  /** The smallest printed step, in 元. */
  readonly step: Decimal;
}
interface Row {
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

/**
 * @param count of amounts
 * @param preference the less, the rather an amount is used where it is open which
 */
export async function solve(
  equations: readonly Equation[],
  count: number,
  preference: (leaf: number) => number = () => 0,
): Promise<Solution> {
  const reduced = reduce(equations, count);
  const { columns, alike } = reduced;
  const preferences = columns.map(preference);
  const first = await tried(reduced, equations, count, preferences, new Set());
  // a crumb that only makes up for rounding is no line of a budget
  const crumbs = new Set(
    columns.flatMap((leaf, i) => {
      const amount = first.amounts[leaf] ?? ZERO;
      return !amount.isZero() && amount.abs().lt(reduced.step) ? [i] : [];
    }),
  );
  const second =
    crumbs.size > 0 ? await tried(reduced, equations, count, preferences, crumbs) : first;
  const { amounts, unmet } = second.unmet.length <= first.unmet.length ? second : first;
  const known = determinedColumns(reduced);
  const determined = Array.from({ length: count }, () => true);
  columns.forEach((leaf, i) => {
    determined[leaf] = known[i] === true && alike[i] === 1;
  });
  return { amounts, determined, unmet };
}

/** @param without columns that are to be nothing */
async function tried(
  reduced: Reduced,
  equations: readonly Equation[],
  count: number,
  preferences: readonly number[],
  without: ReadonlySet<number>,
): Promise<Pick<Solution, 'amounts' | 'unmet'>> {
  const { columns, step } = reduced;
  const floats = await linear(reduced, preferences, without);
  const amounts = Array.from({ length: count }, () => ZERO);
  // fine enough for what rounding leaves open
  const grid = step.div(GRID);
  columns.forEach((leaf, i) => {
    amounts[leaf] = new Decimal(Math.round((floats[i] ?? 0) * GRID)).times(grid);
  });
  balance(equations, amounts, step);
  return { amounts, unmet: equations.filter((one) => !one.exact && !isMet(one, amounts)) };
}

/**
 * Makes what is received and what is spent equal to the last cent, where rounding to the grid has parted them: each
 * amount is in one balance, so that each can be mended by itself.
 */
function balance(equations: readonly Equation[], amounts: Decimal[], step: Decimal): void {
  const cells = new Map<number, Equation[]>();
  for (const one of equations)
    if (!one.balance)
      for (const leaf of one.leaves) {
        const list = cells.get(leaf);
        if (list) list.push(one);
        else cells.set(leaf, [one]);
      }
  for (const { balance: must, leaves, factors } of equations) {
    if (!must) continue;
    const off = sumOf(leaves, factors, amounts);
    if (off.isZero() || off.abs().gte(step)) continue;
    const largest = [...leaves.keys()].sort((a, b) => {
      const [x, y] = [a, b].map((i) => amounts[leaves[i] ?? 0] ?? ZERO) as [Decimal, Decimal];
      return y.cmp(x) || a - b;
    });
    for (const i of largest) {
      const leaf = leaves[i] as number;
      const before = amounts[leaf] ?? ZERO;
      if (before.isZero()) break;
      const of = (cells.get(leaf) ?? []).filter((one) => isMet(one, amounts));
      amounts[leaf] = before.minus(off.times(factors[i] ?? 1));
      if (of.every((one) => isMet(one, amounts))) break;
      amounts[leaf] = before;
    }
  }
}

/** Parts of the smallest printed step that amounts are whole numbers of. */
const GRID = 100;

/** Whether amounts make what a cell shows, rounded half up. */
export function isMet(
  { leaves, factors, printed, step, footed, exact }: Equation,
  amounts: readonly Decimal[],
): boolean {
  const sum = sumOf(leaves, factors, amounts);
  if (exact) return sum.eq(printed);
  if (footed) return sum.minus(printed).abs().lt(step.times(1.5));
  return sum.div(step).toDecimalPlaces(0).times(step).eq(printed);
}

function sumOf(
  leaves: readonly number[],
  factors: readonly number[],
  amounts: readonly Decimal[],
): Decimal {
  let sum = ZERO;
  leaves.forEach((leaf, i) => {
    const amount = amounts[leaf];
    if (amount && !amount.isZero()) sum = sum.plus(amount.times(factors[i] ?? 0));
  });
  return sum;
}

function reduce(equations: readonly Equation[], count: number): Reduced {
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

/** What being off a printed amount costs: within its rounding nearly nothing, beyond it more than anything. */
const TIERS: readonly { readonly within: number; readonly cost: number }[] = [
  { within: 0.4, cost: 1 },
  { within: 0.09, cost: 20 },
  { within: Number.POSITIVE_INFINITY, cost: 10_000 },
];

/** An amount that was adjusted says where it was nearest to. */
const FOOTED = [
  { within: 1.4, cost: 10 },
  { within: Number.POSITIVE_INFINITY, cost: 10_000 },
];

/** What must be is so to the last cent, unless the cells say otherwise. */
const EXACT = { within: Number.POSITIVE_INFINITY, cost: 1_000 };

/** As the package exports it to modules; its types speak of the other kind. */
type HighsLoader = () => Promise<LegacyHighs>;

/** Amounts in steps, by a linear program: as near to what is printed as all cells together allow. */
async function linear(
  { columns, rows, step: scale }: Reduced,
  preferences: readonly number[],
  without: ReadonlySet<number>,
): Promise<number[]> {
  if (columns.length === 0) return [];
  const { default: load } = (await import('highs')) as unknown as { default: HighsLoader };
  const highs = await load();
  const objective: string[] = [];
  const constraints: string[] = [];
  const bounds: string[] = [];
  const negative = new Set<number>();
  rows.forEach(({ equation, terms }, r) => {
    if (terms.length === 0) return;
    const step = equation.step.div(scale).toNumber();
    const sum = terms.map(([column, factor]) => signed(factor, `x${column}`));
    const tiers = equation.exact ? [EXACT] : equation.footed ? FOOTED : TIERS;
    tiers.forEach(({ within, cost }, t) => {
      for (const [side, sign] of [
        ['u', '+'],
        ['d', '-'],
      ] as const) {
        const name = `${side}${t}_${r}`;
        sum.push(`${sign} ${name}`);
        objective.push(`+ ${cost / step} ${name}`);
        if (Number.isFinite(within)) bounds.push(`${name} <= ${within * step}`);
      }
    });
    if (equation.printed.isNegative() && !equation.exact)
      for (const [column] of terms) negative.add(column);
    constraints.push(`r${r}: ${sum.join('\n ')} = ${equation.printed.div(scale).toFixed()}`);
  });
  preferences.forEach((preference, column) => {
    if (preference !== 0) objective.push(signed(preference * TINY, `x${column}`));
  });
  for (const column of negative) bounds.push(`x${column} >= -1e15`);
  for (const column of without) bounds.push(`x${column} = 0`);
  const model = [
    'Minimize',
    `obj: ${objective.join('\n ')}`,
    'Subject To',
    ...constraints,
    'Bounds',
    ...bounds,
    'End',
    '',
  ].join('\n');
  const { Columns } = highs.solve(model);
  return columns.map((_, i) => (Columns[`x${i}`] as { Primal?: number } | undefined)?.Primal ?? 0);
}

/** Beside a step that an amount is off, what is likelier hardly counts. */
const TINY = 1e-7;
const signed = (factor: number, name: string): string =>
  `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`;

/**
 * Which columns the rows determine, were they exact: those that a combination of rows gives alone.
 * Elimination on the small whole factors of the rows; no amount is in it.
 */
function determinedColumns({ columns, rows }: Reduced): boolean[] {
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
