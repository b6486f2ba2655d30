/**
 * What must hold, one small rule each: from the budget and its tables to results.
 * The list of rules is the validator; `gongkai check --list` prints it.
 */
import { at, type Diagnostic } from '../diagnostics.js';
import { BUDGET_RULES } from './budget.js';
import { DISCLOSURE_RULES } from './disclosure.js';
import { FINAL_RULES } from './final.js';
import { FINAL_DISCLOSURE_RULES } from './final-disclosure.js';
import { PERFORMANCE_RULES } from './performance.js';
import { PROSE_RULES } from './prose.js';
import { PUBLISHED_RULES } from './published.js';
import { type CheckResult, isFinding, type Rule, type RuleContext } from './rule.js';
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
  ...waiverRules(() => RULES),
];

/** All results of all rules, or of some; waivers of the input applied. */
export function runChecks(context: RuleContext, rules: readonly Rule[] = RULES): CheckResult[] {
  const { kind, waivers } = context.budget;
  const mine = rules.filter((rule) => (rule.kind ?? kind) === kind);
  const results: CheckResult[] = [];
  for (const rule of mine) {
    const outcomes = rule.run({ ...context, before: results });
    for (const outcome of outcomes) {
      const waiver = waiverOf(rule, outcome, waivers);
      const told = isFinding(outcome) && !waiver;
      const severity = told ? (outcome.severity ?? rule.severity) : undefined;
      results.push({ rule, outcome, severity, waiver });
    }
  }
  return results;
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
