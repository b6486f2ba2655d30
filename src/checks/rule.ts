/** What a rule is, and how it speaks of amounts and places. */
import type { Code, Severity } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import type { Budget } from '../model/budget.js';
import type { Figure, Span } from '../model/money.js';
import { formatNumber } from '../tables/table.js';

export interface RuleContext {
  readonly budget: Budget;
  readonly profile: Profile;
}

export interface Rule {
  /** The kind of package that it is about; both, if absent. */
  readonly kind?: Budget['kind'];
  readonly code: Code;
  readonly severity: Severity;
  /** What must hold. */
  readonly holds: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly run: (context: RuleContext) => readonly Finding[];
}

export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

/** An amount, exact: 1,234.5678 万元. */
export function wan({ value }: Pick<Figure, 'value'>): string {
  const exact = value.div(10_000);
  return `${formatNumber(exact, exact.decimalPlaces(), true)} 万元`;
}

/** A finding when two figures that must be equal are not. */
export function unequal(
  left: Figure,
  leftName: string,
  right: Figure,
  rightName: string,
  hint: string,
): Finding[] {
  if (left.value.eq(right.value)) return [];
  const span = place(left, right);
  if (!span) return [];
  const size = { value: left.value.minus(right.value).abs() };
  const message = `${leftName} ${wan(left)}，${rightName} ${wan(right)}，相差 ${wan(size)}`;
  return [{ span, message, hint }];
}

/** Where the first of some figures was written. */
export function place(...figures: readonly Figure[]): Span | undefined {
  return figures.flatMap((figure) => figure.sources)[0];
}

/** The input file as a whole. */
export function wholeFile(budget: Budget): Span {
  const file = place(...budget.facts.map((fact) => fact.amount))?.file ?? '';
  return { file, line: 0, column: 0, start: 0, end: 0 };
}
