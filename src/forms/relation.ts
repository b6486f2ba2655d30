/**
 * Relations between the tables of a package (勾稽关系) as the rest of the program knows them: sums of
 * printed cells that must be equal. Cells are addressed by the stable names of their rows and columns.
 */
import type { Severity } from '../diagnostics.js';
import type { Fund } from '../model/terms.js';
import type { QuantityRef } from './template.js';

/** Which rows of a table a term sums. */
export type RowSelector =
  | { readonly kind: 'all' }
  /** Rows of these names; a row that a row source made has the source's name. */
  | { readonly kind: 'named'; readonly names: ReadonlySet<string> }
  /** Rows of a tree that no deeper row follows (末级). */
  | { readonly kind: 'leaves' }
  /** Rows of one subject code. */
  | { readonly kind: 'code'; readonly code: string }
  /** Rows of one level of a tree, 0 the highest. */
  | { readonly kind: 'level'; readonly level: number }
  /** Rows of the same group above, or below, a row; an 其中 line counts in the line that it is part of. */
  | { readonly kind: 'above' | 'below'; readonly name: string };

export interface CellsTerm {
  readonly kind: 'cells';
  /** Template that prints the cells. */
  readonly table: string;
  readonly rows: RowSelector;
  /** Full names of columns; undefined for all. */
  readonly columns: ReadonlySet<string> | undefined;
  /** As messages call it. */
  readonly label: string;
}

/** What no table shows: a quantity of the budget. */
export interface QuantityTerm {
  readonly kind: 'quantity';
  readonly quantity: QuantityRef;
  readonly label: string;
}

export type Term = CellsTerm | QuantityTerm;

/** What the two sides are compared under, one by one. */
export const COMPARISON_KEYS = ['科目', '类', '绩效项目', '栏', '行', '表'] as const;
export type ComparisonKey = (typeof COMPARISON_KEYS)[number];

/** Rules that tell of a difference at the place to mend, so that no relation says it again. */
export const REPORTING_RULES = [
  '平衡-01',
  '平衡-03',
  '平衡-10',
  '平衡-11',
  '表内-01',
  '绩效-01',
  '公开-02',
] as const;
export type ReportingRule = (typeof REPORTING_RULES)[number];

export interface Equation {
  readonly name: string;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** Undefined where only the two sums are compared. */
  readonly by: ComparisonKey | undefined;
  /** Keys that are compared: of either side, of the left one, or only those that both sides have. */
  readonly keys: 'any' | 'left' | 'both';
  readonly reported: { readonly rule: ReportingRule; readonly funds: readonly Fund[] } | undefined;
}

export interface Relation {
  /** 表间-01 */
  readonly id: string;
  /** What must hold. */
  readonly holds: string;
  /** Where it comes from. */
  readonly source: string;
  readonly hint: string;
  readonly severity: Severity;
  readonly equations: readonly Equation[];
  /** Equations that are not compared, with why: the profile does not publish a table, or leaves out a sum. */
  readonly inapplicable: readonly { readonly equation: string; readonly reason: string }[];
}
