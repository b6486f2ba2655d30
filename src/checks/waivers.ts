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

const SOURCE = '豁免须写明规则和理由';

/**
 * They run behind all others, which tell them what they needed.
 * @param ids the numbers of all rules; asked for when they run, since theirs are among them
 */
export function waiverRules(ids: () => readonly string[]): readonly Rule[] {
  return [
    {
      id: '豁免-01',
      code: 'value-unknown',
      severity: '错误',
      holds: '“豁免”写的是有的规则',
      source: SOURCE,
      run: ({ budget }) =>
        budget.waivers.flatMap(({ rule, place }): Finding[] => {
          const known = ids();
          if (known.includes(rule)) return [];
          const hint = suggestion(rule, known, '规则');
          return [{ span: place, message: `没有“${rule}”这条规则`, hint }];
        }),
    },
    {
      id: '豁免-02',
      code: 'text-unused',
      severity: '警告',
      holds: '写明的豁免都用到了',
      source: SOURCE,
      run: ({ budget, used }) =>
        budget.waivers.flatMap((waiver): Finding[] => {
          const { rule, about, place } = waiver;
          if (!used || used.has(waiver) || !ids().includes(rule)) return [];
          const of = about === undefined ? '' : `、内容“${about}”`;
          const message = `规则“${rule}”${of}的豁免没有用到`;
          const hint = '要么没有要豁免的，请删去；要么“内容”同指出的话不符';
          return [{ span: place, message, hint }];
        }),
    },
  ];
}
