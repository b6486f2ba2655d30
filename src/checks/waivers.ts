/** 豁免: findings that a department lets stand, with its reason. */
import { suggestion } from '../input/issues.js';
import type { Waiver } from '../model/budget.js';
import { type Finding, isFinding, type Outcome, type Rule } from './rule.js';

/** The waiver that covers an outcome, if it is a finding and one does. */
export function waiverOf(
  rule: Rule,
  outcome: Outcome,
  waivers: readonly Waiver[],
): Waiver | undefined {
  if (!isFinding(outcome)) return undefined;
  return waivers.find(
    ({ rule: id, about }) =>
      id === rule.id && (about === undefined || outcome.message.includes(about)),
  );
}

/** @param ids the numbers of all rules; asked for when the rule runs, since it is one of them */
export function waiversUsed(ids: () => readonly string[]): Rule {
  return {
    id: '豁免-01',
    code: 'value-unknown',
    severity: '错误',
    holds: '“豁免”写的是有的规则',
    source: '豁免须写明规则和理由',
    run: ({ budget }) =>
      budget.waivers.flatMap(({ rule, place }): Finding[] => {
        const known = ids();
        if (known.includes(rule)) return [];
        const hint = suggestion(rule, known, '规则');
        return [{ span: place, message: `没有“${rule}”这条规则`, hint }];
      }),
  };
}
