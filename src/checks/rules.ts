/**
 * What must hold, one small rule each: from the budget and its tables to results.
 * The list of rules is the validator; `gongkai check --list` prints it.
 */
import { at, type Diagnostic, type Severity } from '../diagnostics.js';
import type { Waiver } from '../model/budget.js';
import { BUDGET_RULES } from './budget.js';
import { DISCLOSURE_RULES } from './disclosure.js';
import { FINAL_RULES } from './final.js';
import { FINAL_DISCLOSURE_RULES } from './final-disclosure.js';
import { PERFORMANCE_RULES } from './performance.js';
import { PROSE_RULES } from './prose/rules.js';
import { PUBLISHED_RULES } from './published.js';
import { isFinding, type Outcome, type Rule, type RuleContext } from './rule.js';
import { STATED_RULES } from './stated.js';
import { TABLE_RULES } from './tables/rules.js';
import { waiverOf, waiverRules } from './waivers.js';
import { YEAR_RULES } from './years.js';

export const RULES: readonly Rule[] = [
  ...STATED_RULES,
  ...BUDGET_RULES,
  ...YEAR_RULES,
  ...PERFORMANCE_RULES,
  ...FINAL_RULES,
  ...DISCLOSURE_RULES,
  ...FINAL_DISCLOSURE_RULES,
  ...PUBLISHED_RULES,
  ...TABLE_RULES,
  ...PROSE_RULES,
  ...waiverRules(() => RULES.map((rule) => rule.id)),
];

/** What a rule found in one place, and what follows from it. */
export interface CheckResult {
  readonly rule: Rule;
  readonly outcome: Outcome;
  /** Of a finding that no waiver covers. */
  readonly severity: Severity | undefined;
  /** Why a finding may stand. */
  readonly waiver: Waiver | undefined;
}

/** All results of all rules, or of some; waivers of the input applied. */
export function runChecks(context: RuleContext, rules: readonly Rule[] = RULES): CheckResult[] {
  const { kind, waivers } = context.budget;
  const used = new Set<Waiver>();
  const mine = rules.filter((rule) => (rule.kind ?? kind) === kind);
  return mine.flatMap((rule) =>
    rule.run({ ...context, used }).map((outcome): CheckResult => {
      const waiver = waiverOf(rule, outcome, waivers);
      if (waiver) used.add(waiver);
      const told = isFinding(outcome) && !waiver;
      const severity = told ? (outcome.severity ?? rule.severity) : undefined;
      return { rule, outcome, severity, waiver };
    }),
  );
}

/** The findings that no waiver covers, as diagnostics. */
export function diagnosticsOf(results: readonly CheckResult[]): Diagnostic[] {
  return results.flatMap(({ rule, outcome, severity }) => {
    if (!severity || !isFinding(outcome)) return [];
    const { span, message, hint, sides } = outcome;
    const found = at(span, rule.code, message, hint, severity);
    return [{ ...found, rule: rule.id, ...(sides ? { sides } : {}) }];
  });
}
