/** What a rule is, what it finds, and how it speaks of amounts and places. */
import type { Code, Severity } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import type { Budget, Waiver } from '../model/budget.js';
import type { Decimal, Figure, Sides, Span } from '../model/money.js';
import { type Table, wan } from '../tables/table.js';

export interface RuleContext {
  readonly budget: Budget;
  readonly profile: Profile;
  /** The tables that each template gave, by the template's number (预算05-1, also where a format renumbers it). */
  readonly tables: ReadonlyMap<string, readonly Table[]>;
  /** Results of the rules before. */
  readonly before?: readonly CheckResult[];
}

export interface Rule {
  /** 平衡-01: what waivers, reports and code-review tools know it by. Never used again for another rule. */
  readonly id: string;
  readonly code: Code;
  readonly severity: Severity;
  /** What must hold. */
  readonly holds: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** It needs the input alone, so that it also speaks of one that has other mistakes. */
  readonly early?: true;
  readonly run: (context: RuleContext) => readonly Outcome[];
}

/** Something that an input does not say, as it is to be written. */
export interface Missing {
  /** Keys that lead to it. */
  readonly path: readonly [string, ...string[]];
  /** What stands there until it is filled in: a text, or a map or a list of them. */
  readonly value: unknown;
  /** What it is about, with the amounts. */
  readonly note: string;
}

/** What a writer puts something else for; 文字-01 tells of it where it is left. */
export const toFill = (what: string): string => `（请填写${what}）`;

/** Something that does not hold, with the place to mend. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
  /** The figures that were compared, where it was a comparison. */
  readonly sides?: Sides;
  /** What makes it go, where something is to be added to the input. */
  readonly missing?: Missing;
  /** The number of the table that shows it, where it is not the rule's own. */
  readonly table?: string;
  /** Where it is not the rule's: a difference that rounding explains. */
  readonly severity?: Severity;
}

/** A comparison that holds. */
export interface Agreement {
  readonly sides: Sides;
  readonly table?: string;
}

export type Outcome = Finding | Agreement;

/** What a rule found in one place, and what follows from it. */
export interface CheckResult {
  readonly rule: Rule;
  readonly outcome: Outcome;
  /** Of a finding that no waiver covers. */
  readonly severity: Severity | undefined;
  /** Why a finding may stand. */
  readonly waiver: Waiver | undefined;
}

export const isFinding = (outcome: Outcome): outcome is Finding => 'message' in outcome;

/** A value of a comparison with its unit: 1,234.5678 万元, 95 分, 12 辆. */
export function measure(value: Decimal, unit: Sides['unit']): string {
  return unit === '元' ? wan({ value }) : `${value} ${unit}`;
}

/** How far amounts are apart: in 元 where 万元 would show nothing but decimals. */
export function gap(value: Decimal): string {
  return value.abs().lt(100) ? `${value.abs().toFixed(2)} 元` : wan({ value: value.abs() });
}

/** Two amounts that must be equal, exactly; nothing where neither was written. */
export function equal(
  left: Figure,
  leftName: string,
  right: Figure,
  rightName: string,
  hint: string,
): Outcome[] {
  const sides: Sides = {
    left: { name: leftName, figure: left },
    right: { name: rightName, figure: right },
    sign: '=',
    unit: '元',
  };
  const span = place(left, right);
  if (!span) return [];
  if (left.value.eq(right.value)) return [{ sides }];
  const off = gap(left.value.minus(right.value));
  const message = `${leftName} ${wan(left)}，${rightName} ${wan(right)}，相差 ${off}`;
  return [{ span, message, hint, sides }];
}

/** An amount that must not be larger than another; nothing where one of them is not known. */
export function within(
  part: Figure | undefined,
  partName: string,
  whole: Figure | undefined,
  wholeName: string,
  hint: string,
): Outcome[] {
  const span = part && place(part);
  if (!part || !whole || !span) return [];
  const sides: Sides = {
    left: { name: partName, figure: part },
    right: { name: wholeName, figure: whole },
    sign: '≤',
    unit: '元',
  };
  if (part.value.lte(whole.value)) return [{ sides }];
  const message = `${partName} ${wan(part)}，超过了${wholeName} ${wan(whole)}`;
  return [{ span, message, hint, sides }];
}

/** Where the first of some figures was written. */
export function place(...figures: readonly Figure[]): Span | undefined {
  return figures.find(({ sources }) => sources.length > 0)?.sources[0];
}

/** The input file as a whole. */
export function wholeFile(budget: Budget): Span {
  const first = budget.facts.find(({ amount }) => amount.sources.length > 0);
  const file = first?.amount.sources[0]?.file ?? '';
  return { file, line: 0, column: 0, start: 0, end: 0 };
}
