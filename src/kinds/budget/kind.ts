/** What figures, rules and prints must know of a budget. */
import type { PackageKind } from '../../model/kind.js';

export const BUDGET_PACKAGE: PackageKind = {
  name: '预算',
  title: (year, publisher) => `${year}年${publisher}预算`,
  madeBetween: (year) => [`${year - 1}-07-01`, `${year}-12-31`],
  threePublicFunds: ['一般公共预算'],
};
