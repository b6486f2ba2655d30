/** Runs rules over a budget and its tables; waivers of the input applied. */
import { at, type Diagnostic } from '../diagnostics.js';
import { type CheckResult, isFinding, type Rule, type RuleContext } from './rule.js';
import { waiverOf } from './waivers.js';

/** All results of some rules, in their order. */
export function runChecks(context: RuleContext, rules: readonly Rule[]): CheckResult[] {
  const { waivers } = context.budget;
  const results: CheckResult[] = [];
  for (const rule of rules) {
    const outcomes = rule.run({ ...context, before: results });
    for (const outcome of outcomes) {
      const waiver = waiverOf(rule, outcome, waivers);
      const open = isFinding(outcome) && !waiver;
      const severity = open ? (outcome.severity ?? rule.severity) : undefined;
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
