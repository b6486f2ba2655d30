/** 豁免: findings that a department lets stand, with its reason. */
import { suggestion } from '../input/issues.js';
import { clip } from '../input/tree.js';
import type { Waiver } from '../model/budget.js';
import { type CheckResult, type Finding, isFinding, type Outcome, type Rule } from './rule.js';

/** The waiver that covers an outcome, if it is a finding and one does. Waivers themselves are not waived. */
export function waiverOf(
  rule: Rule,
  outcome: Outcome,
  waivers: readonly Waiver[],
): Waiver | undefined {
  if (!isFinding(outcome) || isOfWaivers(rule.id)) return undefined;
  return waivers.find(
    ({ rule: id, about }) =>
      id === rule.id && (about === undefined || speaksOf(outcome.message, about)),
  );
}

const isOfWaivers = (id: string) => id.startsWith('豁免');

/** Words as they are compared: 1,055.02 万元 is 1055.02万元. */
const plain = (text: string) => text.replace(/[\s,，]/g, '');

/** Whether a message holds some words; a number among them is not the end or the beginning of another. */
function speaksOf(message: string, about: string): boolean {
  const [text, words] = [plain(message), plain(about)];
  if (words === '') return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = /^\d/.test(words) && /[\d.]$/.test(text.slice(0, at));
    const behind = /\d$/.test(words) && /^(\d|\.\d)/.test(text.slice(at + words.length));
    if (!before && !behind) return true;
  }
  return false;
}

const SOURCE = '豁免须写明规则和理由';

/**
 * They run behind all others, whose results they look at.
 * @param rules all others
 */
export function waiverRules(rules: readonly Rule[]): readonly Rule[] {
  const known = rules.map(({ id }) => id);
  return [
    {
      id: '豁免-01',
      code: 'value-unknown',
      severity: '错误',
      holds: '“豁免”写的是有的规则',
      source: SOURCE,
      run: ({ budget }) =>
        budget.waivers.flatMap(({ rule, place }): Finding[] => {
          if (known.includes(rule)) return [];
          const hint = suggestion(rule, known, '规则');
          const message = isOfWaivers(rule)
            ? `关于豁免的规则不能豁免：${clip(rule)}`
            : `部门${budget.kind.name}没有“${clip(rule)}”这条规则`;
          return [{ span: place, message, hint }];
        }),
    },
    {
      id: '豁免-02',
      code: 'text-unused',
      severity: '警告',
      holds: '写明的豁免都用到了',
      source: SOURCE,
      run: ({ budget, before = [] }) =>
        budget.waivers.flatMap((waiver): Finding[] => {
          const { rule, about, place } = waiver;
          const used = before.some((one) => one.waiver === waiver);
          if (used || !known.includes(rule)) return [];
          const of = about === undefined ? '' : `、内容“${clip(about)}”`;
          const message = `规则“${rule}”${of}的豁免没有用到`;
          return [{ span: place, message, hint: unusedHint(rule, before) }];
        }),
    },
    {
      id: '豁免-03',
      code: 'value-unknown',
      severity: '警告',
      holds: '豁免错误的，内容里写明数，如“相差 5 万元”',
      source: SOURCE,
      run: ({ budget, before = [] }) =>
        budget.waivers.flatMap((waiver): Finding[] => {
          const covered = before.find((one) => one.waiver === waiver);
          if (covered?.rule.severity !== '错误' || /\d/.test(waiver.about ?? '')) return [];
          const { outcome } = covered;
          const found = isFinding(outcome) ? outcome.message : '';
          const message = `规则“${waiver.rule}”的豁免没有写明数，数再变了也不会指出来`;
          const off = /相差 [\d,.]+ \S+/.exec(found)?.[0] ?? found;
          return [{ span: waiver.place, message, hint: `请写“内容: ${off}”` }];
        }),
    },
  ];
}

/** What the rule did find, in its own words, since a waiver's must be among them. */
function unusedHint(rule: string, before: readonly CheckResult[]): string {
  const finding = before.find((one) => one.rule.id === rule && one.severity !== undefined);
  return finding && isFinding(finding.outcome)
    ? `“内容”要是这句话里的字：${finding.outcome.message}`
    : '没有要豁免的，请删去';
}
