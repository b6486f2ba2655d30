/** What figures, rules and prints must know of final accounts. */
import type { PackageKind } from '../../model/kind.js';
import { FISCAL_FUNDS, fundsOf, incomesOf } from '../../model/terms.js';

export const FINAL_PACKAGE: PackageKind = {
  name: '决算',
  title: (year, publisher) => `${year}年度${publisher}决算`,
  madeBetween: (year) => [`${year + 1}-01-01`, `${year + 2}-12-31`],
  threePublicFunds: FISCAL_FUNDS,
};

export const FINAL_INCOMES = incomesOf('决算');
export const FINAL_FUNDS = fundsOf('决算');
