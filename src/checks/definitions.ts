/** Subjects that 名词解释 lists without a word of what they are. */
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import { askedBy } from '../narrative/asked.js';
import { type Finding, type Missing, type Rule, toFill, wholeFile } from './rule.js';

/** The row source and the field by which sentences explain subjects. */
const LISTED = '项级科目';
const DEFINITION = '定义';

/** Nothing but stops and spaces. */
const EMPTY = /^[\s\p{P}\p{S}]*$/u;

export const subjectsDefined: Rule = {
  id: '公开-20',
  code: 'text-placeholder',
  severity: '警告',
  holds: '名词解释里的每个科目、每个名词都有解释',
  source: '名词解释',
  run: ({ budget, profile }) => [
    ...(askedBy(profile)?.fields.has(DEFINITION) ? undefinedSubjects(budget, profile) : []),
    ...[...budget.glossary].flatMap(([name, text]): Finding[] => {
      if (!EMPTY.test(text)) return [];
      const message = `“名词解释”里的“${name}”没有解释，只写了“${text.trim()}”`;
      return [
        { span: budget.placeOf(['名词解释', name]), message, hint: '请写解释；用不到的请删去' },
      ];
    }),
  ],
};

type Context = Parameters<Rule['run']>[0];

/** Each 项 that is used and has no definition, at 科目补充, which most often adds it. */
function undefinedSubjects(budget: Context['budget'], profile: Context['profile']): Finding[] {
  const rows = rowsOf(rootScope(budget, profile.rows), LISTED, {});
  return rows.flatMap(({ fields: { 编码: code = '' } }): Finding[] => {
    const { name = '', definition = '' } = budget.subjects.functional.get(code) ?? {};
    if (!EMPTY.test(definition)) return [];
    const path = ['科目补充', '功能分类', code] as const;
    const added = budget.passages.some(({ path: at }) => path.every((step, i) => at[i] === step));
    const message = `${code} ${name}没有说明，名词解释里“${name}（项）”后面是空的`;
    const hint = `请在“科目补充”的“功能分类”里给 "${code}" 写“名称: ${name}”和“说明: ……”，照《政府收支分类科目》的解释`;
    const value = toFill('说明');
    const missing: Missing = added
      ? { path: [...path, '说明'], value, note: message }
      : { path, value: { 名称: name, 说明: value }, note: message };
    return [{ missing, span: added ? budget.placeOf(path) : wholeFile(budget), message, hint }];
  });
}
