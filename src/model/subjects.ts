/** 科目: the two classifications, looked up by code. */
import type { ExpenseGroup } from './terms.js';

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

export interface Subjects {
  readonly functional: ReadonlyMap<string, FunctionalSubject>;
  readonly economic: ReadonlyMap<string, EconomicSubject>;
}

/** A dictionary with the subjects that only another has: names of what a form shows of another year. */
export function withMissing(subjects: Subjects, others: Subjects): Subjects {
  const both = <T>(own: ReadonlyMap<string, T>, more: ReadonlyMap<string, T>) => {
    const missing = [...more].filter(([code]) => !own.has(code));
    return missing.length === 0 ? own : new Map([...own, ...missing]);
  };
  const functional = both(subjects.functional, others.functional);
  const economic = both(subjects.economic, others.economic);
  const same = functional === subjects.functional && economic === subjects.economic;
  return same ? subjects : { functional, economic };
}

/** Code lengths of the functional classification: 类 3, 款 5, 项 7 digits. */
export const FUNCTIONAL_LEVELS = [3, 5, 7] as const;
/** Code lengths of the economic classification: 类 3, 款 5 digits. */
export const ECONOMIC_LEVELS = [3, 5] as const;

/** The codes above and including `code`: 2060101 → 206, 20601, 2060101. */
export function ancestry(code: string): string[] {
  return FUNCTIONAL_LEVELS.filter((length) => length <= code.length).map((length) =>
    code.slice(0, length),
  );
}

/** Fields of a subject's code in parts, as forms print it in columns of their own. */
export const ECONOMIC_PARTS = ['类码', '款码'] as const;
export const FUNCTIONAL_PARTS = [...ECONOMIC_PARTS, '项码'] as const;

/** 2060101 → 206, 01, 01; 206 → 206 and two empty ones. */
export function codeParts(code: string): Record<(typeof FUNCTIONAL_PARTS)[number], string> {
  return { 类码: code.slice(0, 3), 款码: code.slice(3, 5), 项码: code.slice(5, 7) };
}

/** 人员经费 or 公用经费 of an economic 款 (its 类 decides). */
export function expenseGroup(subjects: Subjects, economic: string): ExpenseGroup {
  return subjects.economic.get(economic.slice(0, 3))?.group ?? '公用经费';
}
