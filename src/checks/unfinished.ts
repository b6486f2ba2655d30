/** What an input itself says is still to be done: 待核 and 待填 in its comments, or in the 备注 of its workbook. */
import { TO_CONFIRM, TO_FILL } from '../input/draft.js';
import type { Unfinished } from '../model/budget.js';
import type { CheckResult, Finding, Rule } from './rule.js';

/** A mark and what is said behind it: 待核：按合计推算, 待核（按合计推算）. */
const SAID = /^..[\s：:（(]*(.*?)[）)]*$/s;

/** Marks of one kind. */
interface MarkRule {
  readonly rule: Rule;
  readonly findings: (remarks: readonly Unfinished[]) => Finding[];
}

function markRule(mark: string, id: string, holds: string, hint: string): MarkRule {
  const findings = (remarks: readonly Unfinished[]) =>
    remarks
      .filter(({ text }) => text.startsWith(mark))
      .map(({ text, span, about = '这里的内容' }): Finding => {
        return { span, message: `${mark}：${SAID.exec(text)?.[1] || about}`, hint };
      });
  const rule: Rule = {
    id,
    code: 'draft-unfinished',
    severity: '警告',
    holds,
    source: '导入、结转或新写的输入里标明的地方',
    early: true,
    run: ({ budget }) => findings(budget.unfinished),
  };
  return { rule, findings };
}

const MARK_RULES: readonly MarkRule[] = [
  markRule(
    TO_CONFIRM,
    '待办-01',
    `没有标着“${TO_CONFIRM}”的数和内容`,
    `核对无误或改好以后，删去这里的“${TO_CONFIRM}”和它后面的说明`,
  ),
  markRule(
    TO_FILL,
    '待办-02',
    `没有标着“${TO_FILL}”的内容`,
    `写好以后，或者没有这项内容的，删去这里的“${TO_FILL}”和它后面的说明`,
  ),
];

export const UNFINISHED_RULES: readonly Rule[] = MARK_RULES.map(({ rule }) => rule);

/** What they find in an input that is not valid, of which no model was made. */
export function unfinishedIn(remarks: readonly Unfinished[]): CheckResult[] {
  return MARK_RULES.flatMap(({ rule, findings }) =>
    findings(remarks).map((outcome) => ({
      rule,
      outcome,
      severity: rule.severity,
      waiver: undefined,
    })),
  );
}
