/** Numbers of a text whose unit is missing: a matter of the words alone, whatever they claim. */
import type { Budget, Passage } from '../model/budget.js';
import { named } from './blanks.js';
import { type Contradiction, type Verdict, verdictsOn } from './verdicts/verdict.js';

/** Sections without figures of the year, and fields that hold a value alone. */
const UNREAD = new Set(['豁免', '格式', '单位', '部门', '科目补充', '名词解释']);
const VALUES = new Set(['指标', '数量', '计量单位', '联系电话', '咨询电话', '单位地址']);
/** What a number stands before that is all there is. */
const END = '(?=[，。；;）)]|$)';
const SHARE = new RegExp(
  `(?:占(?![地用编道线有])[^，。；,;、（()\\d\\n]{0,14}|比[例重](?:约|为|达到?|是)|(?:增长|下降|增幅|降幅)(?:了|约|为|达到?)?|完成(?:年初|全年|调整)?预算数?的?约?|(?:执行|完成)率(?:约|为|达到?|是)?)(?<!第)\\s?(\\d{1,3}(?:\\.\\d+)?)${END}`,
  'g',
);
const AMOUNT = new RegExp(
  `(增加|减少|调增|调减|追加|压减|核减|安排|拨付|投入|共计|合计|总计|总额|金额|支出|收入|拨款|经费|资金|预算|决算|费用|补助)[数额]?(?:了|约|为|是|达|共|[:：])?\\s?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)${END}`,
  'g',
);
/** Verbs behind which a single digit is a number, not one of a list. */
const CHANGED = /^(?:增加|减少|调增|调减|追加|压减|核减)$/;
/** The unit of all numbers of a text. */
const UNIT_TOLD = /单位[:：]?\s?[（(]?[万亿]?元/;

/** Shares without % and amounts without 万元. */
export function unitsLeft(budget: Budget): Verdict[] {
  return budget.passages.flatMap((passage) => {
    const { path, text } = passage;
    if (UNREAD.has(String(path[0])) || path.some((step) => VALUES.has(String(step)))) return [];
    if (!/\d(?:[，。；;）)]|$)/.test(text) || UNIT_TOLD.test(text)) return [];
    const shares = [...text.matchAll(SHARE)];
    const amounts = [...text.matchAll(AMOUNT)].filter(([, word = '', digits = '']) =>
      isAmount(budget, word, digits),
    );
    return [
      ...told(passage, shares, '是比例的请写“%”，是金额的请写“万元”'),
      ...told(passage, amounts, '请写上单位，如“万元”“人”'),
    ];
  });
}

/** Not a year, not a subject, not the number of an item in a list. */
function isAmount({ subjects }: Budget, word: string, digits: string): boolean {
  if (/^(?:19|20)\d\d$/.test(digits)) return false;
  if (subjects.functional.has(digits) || subjects.economic.has(digits)) return false;
  return digits.length > 1 || CHANGED.test(word);
}

function told(passage: Passage, found: readonly RegExpExecArray[], hint: string): Verdict[] {
  return verdictsOn(found, ({ 0: words, index }): Contradiction[] => {
    const message = `“${named(passage)}”里的“${words.trim()}”没有写单位`;
    return [{ span: passage.place(words, index), message, hint }];
  });
}
