/** 科目: the classifications, looked up by code; which years a code holds in, and what took its place. */
import type { ExpenseGroup, UnitKind } from './terms.js';

export interface FunctionalSubject {
  readonly code: string;
  readonly name: string;
  /** What 名词解释 prints; 项 only. */
  readonly definition: string | undefined;
}

export interface EconomicSubject {
  readonly code: string;
  readonly name: string;
  /** 人员经费 or 公用经费, by 类. */
  readonly group: ExpenseGroup;
}

/** A subject of 政府预算支出经济分类. */
export interface GovernmentSubject {
  readonly code: string;
  readonly name: string;
}

/** First and last year of a subject; undefined where it holds without end. */
export interface Validity {
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** Units alike in how their expenditure is classified for the government's budget. */
export const UNIT_NATURES = ['机关', '事业单位'] as const;
export type UnitNature = (typeof UNIT_NATURES)[number];

/** 行政单位 and those managed like them; all other units. */
export const natureOf = (kind: UnitKind): UnitNature => (kind === '事业单位' ? '事业单位' : '机关');

/** What a 款 or a whole 类 of 部门预算支出经济分类 is in 政府预算支出经济分类, or why that is not determined. */
export type GovernmentTarget = { readonly code: string } | { readonly open: string };

/** 部门预算支出经济分类 → 政府预算支出经济分类, by the nature of the unit. */
export type GovernmentMapping = Readonly<Record<UnitNature, ReadonlyMap<string, GovernmentTarget>>>;

/** @returns undefined where the mapping says nothing of a 款 */
export function governmentTarget(
  mapping: GovernmentMapping,
  nature: UnitNature,
  economic: string,
): GovernmentTarget | undefined {
  return mapping[nature].get(economic) ?? mapping[nature].get(economic.slice(0, 3));
}

export interface Subjects {
  readonly functional: ReadonlyMap<string, FunctionalSubject>;
  readonly economic: ReadonlyMap<string, EconomicSubject>;
  readonly government: ReadonlyMap<string, GovernmentSubject>;
  readonly mapping: GovernmentMapping;
  /** Subjects of either classification that do not hold in all years; those below them follow. */
  readonly validity: ReadonlyMap<string, Validity>;
  /** The last year in which a name changed: from then on names are as they stand here. */
  readonly changed: number;
  /** Subjects that the format gives a name of its own: no other list changes it. */
  readonly named: ReadonlySet<string>;
}

/** Code lengths of the functional classification: 类 3, 款 5, 项 7 digits. */
export const FUNCTIONAL_LEVELS = [3, 5, 7] as const;
/** Code lengths of the economic classifications: 类 3, 款 5 digits. */
export const ECONOMIC_LEVELS = [3, 5] as const;

/** The codes above and including `code`: 2060101 → 206, 20601, 2060101. */
export function ancestry(code: string): string[] {
  return FUNCTIONAL_LEVELS.filter((length) => length <= code.length).map((length) =>
    code.slice(0, length),
  );
}

/** 人员经费 or 公用经费 of an economic 款 (its 类 decides). */
export function expenseGroup(subjects: Subjects, economic: string): ExpenseGroup {
  return subjects.economic.get(economic.slice(0, 3))?.group ?? '公用经费';
}

/**
 * Why a subject does not hold in a year: the part of its code that starts later or ended before.
 * @returns undefined where it holds
 */
export function outOfYear(
  { validity }: Subjects,
  code: string,
  year: number,
): { readonly code: string; readonly since?: number; readonly until?: number } | undefined {
  for (const one of ancestry(code)) {
    const { since, until } = validity.get(one) ?? {};
    if (since !== undefined && year < since) return { code: one, since };
    if (until !== undefined && year > until) return { code: one, until };
  }
  return undefined;
}
