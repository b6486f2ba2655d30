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
 * An equation for each fund; in final accounts for each subject of the public treasury's money; and for each unit
 * whose income and expenditure are told apart.
 * @param step of the tables' amounts
 */
export function balances(leaves: readonly Leaf[], kind: PackageName, step: Decimal): Equation[] {
  const keys: readonly ((leaf: Leaf) => string)[] = [
    ({ fund = '单位资金' }) => fund,
    ({ fund = '单位资金', functional }) =>
      kind === '决算' && FISCAL_FUNDS.includes(fund) ? `${fund} ${functional}` : '',
  ];
  return keys.flatMap((key) =>
    [...grouped([...leaves.keys()], (i) => key(leaves[i] as Leaf))].flatMap(([name, own]) => {
      if (name === '') return [];
      return {
        leaves: own,
        factors: own.map((i) => (RECEIVED.includes((leaves[i] as Leaf).section) ? 1 : -1)),
        printed: ZERO,
        step,
        place: undefined,
        balance: true as const,
      };
    }),
  );
}
