/** What amounts must come to whatever is printed: of each kind of money as much is spent and kept as is received. */
import { grouped } from '../../grouped.js';
import { type Decimal, ZERO } from '../../model/money.js';
import { FISCAL_FUNDS, type PackageName } from '../../model/terms.js';
import type { Equation } from './equations.js';
import type { Leaf, Section } from './leaves.js';

const RECEIVED: readonly Section[] = [
  '收入',
  '上年结转结余',
  '年初结转和结余',
  '使用非财政拨款结余',
];

/**
 * An equation for each unit and fund, and for each subject where the public treasury's money is told apart by it.
 * What is kept by no unit in particular makes one of all units.
 * @param nothing which of the amounts are known to be nothing
 * @param step of the tables' amounts
 */
export function balances(
  leaves: readonly Leaf[],
  nothing: Uint8Array,
  kind: PackageName,
  step: Decimal,
): Equation[] {
  const some = [...leaves.keys()].filter((i) => !nothing[i]);
  const whole = new Set(
    leaves.flatMap(({ section, unit, fund }, i) =>
      section === '年终结转结余' && unit === undefined && !nothing[i] ? [fund] : [],
    ),
  );
  const bySubject = (fund: Leaf['fund']): boolean =>
    fund !== undefined &&
    (kind === '预算' || FISCAL_FUNDS.includes(fund)) &&
    leaves.some((leaf) => leaf.section === '收入' && leaf.fund === fund && leaf.functional);
  const known = new Map<Leaf['fund'], boolean>();
  const subjectOf = ({ fund, functional }: Leaf): string | undefined => {
    const told = known.get(fund) ?? bySubject(fund);
    known.set(fund, told);
    return told ? functional : undefined;
  };
  const key = (leaf: Leaf) => {
    const { fund = '单位资金', unit } = leaf;
    return [fund, whole.has(fund) ? '' : unit, subjectOf(leaf)].join();
  };
  return [...grouped(some, (i) => key(leaves[i] as Leaf)).values()].map((own) => ({
    leaves: own,
    factors: own.map((i) => (RECEIVED.includes((leaves[i] as Leaf).section) ? 1 : -1)),
    printed: ZERO,
    step,
    place: undefined,
    exact: true as const,
    balance: true as const,
  }));
}
