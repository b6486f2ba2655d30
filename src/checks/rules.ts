/**
 * What must hold, one small rule each: from the budget and its tables to results.
 * The list of rules is the validator; `gongkai check --list` prints it.
 */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import { BUDGET_RULES } from './budget.js';
import { DISCLOSURE_RULES } from './disclosure.js';
import { FINAL_RULES } from './final.js';
import { FINAL_DISCLOSURE_RULES } from './final-disclosure.js';
import { PERFORMANCE_RULES } from './performance.js';
import { PROSE_RULES } from './prose/rules.js';
import { PUBLISHED_RULES } from './published.js';
import { relationRules } from './relations.js';
import { roundingRule } from './rounding.js';
import { type CheckResult, isFinding, type Rule, type RuleContext } from './rule.js';
import { STATED_RULES } from './stated.js';
import { treeSums } from './tree-sums.js';
import { waiverOf, waiverRules } from './waivers.js';
import { YEAR_RULES } from './years.js';

const BEFORE: readonly Rule[] = [
  ...STATED_RULES,
  ...BUDGET_RULES,
  ...YEAR_RULES,
  ...PERFORMANCE_RULES,
  ...FINAL_RULES,
  ...DISCLOSURE_RULES,
  ...FINAL_DISCLOSURE_RULES,
  ...PUBLISHED_RULES,
];
const known = new WeakMap<Profile, readonly Rule[]>();

/** All rules of a profile: those that look at any package, and its own relations between tables. */
export function rulesOf(profile: Profile): readonly Rule[] {
  const rules = known.get(profile) ?? makeRules(profile);
  known.set(profile, rules);
  return rules;
}

function makeRules(profile: Profile): readonly Rule[] {
  const rules = [...BEFORE, ...tableRules(profile), ...PROSE_RULES];
  return [...rules, ...waiverRules(rules)];
}

/** They look at tables alone: a bare input has none to look at. */
export function tableRules({ relations }: Profile): readonly Rule[] {
  return [treeSums, ...relationRules(relations), roundingRule];
}

/** All results of all rules, or of some; waivers of the input applied. */
export function runChecks(
  context: RuleContext,
  rules: readonly Rule[] = rulesOf(context.profile),
): CheckResult[] {
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
