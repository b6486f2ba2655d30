/**
 * What kinds of package differ in as far as figures, rules and prints depend on it. The values stand in
 * src/kinds, a folder each; a budget carries its own.
 */
import type { Fund, PackageName, Publisher } from './terms.js';

export interface PackageKind {
  readonly name: PackageName;
  /** What is disclosed of a year, of a department or of a unit: 2026年部门预算. */
  readonly title: (year: number, publisher: Publisher) => string;
  /** The first and the last day on which the package of a year is likely to be made, as 2025-12-17. */
  readonly madeBetween: (year: number) => readonly [first: string, last: string];
  /** Funds whose expenditure counts as “三公”经费. */
  readonly threePublicFunds: readonly Fund[];
}
