/**
 * Amounts that meet every printed cell. Where the cells say it, an amount is theirs; where they leave it open,
 * one of those that fit is taken, and marked. What is computed here with floats is only which of the exact
 * amounts to try: each is rounded to the grid of what is printed, and compared with the cells exactly.
 */
import { Decimal, ZERO } from '../../model/money.js';
import type { Equation } from './equations.js';
import { linear } from './linear.js';
import { determinedColumns, type Reduced, reduce } from './reduced.js';

export interface Solution {
  /** In 元, by the position of the amount; zero where there is none. */
  readonly amounts: readonly Decimal[];
  /** Whether the cells determine each, as exactly as they are printed. */
  readonly determined: readonly boolean[];
  /** Cells that no amounts meet together with all the others. */
  readonly unmet: readonly Equation[];
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
    const steps = Math.round((floats[i] ?? 0) * GRID);
    amounts[leaf] = steps === 0 ? ZERO : new Decimal(steps).times(grid);
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
      const mended = before.minus(off.times(factors[i] ?? 1));
      if (mended.isNegative() !== before.isNegative()) continue;
      amounts[leaf] = mended;
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
