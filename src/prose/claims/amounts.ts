/** Amounts that a text gives to what it names, and counts of projects with what they cost. */
import { isAmount, isExact } from '../numbers.js';
import { type Claim, isReferent } from './claim.js';
import { isPart, mentionBefore } from './mentions.js';
import { clauseBefore, type Reading, sentenceBefore } from './reading.js';

/** What an amount is for: it is then a part of what is named before it. */
const SPENT = /^(?:用于|用来|用以|支付|购买|购置|补助|奖励|缺口|差额|标准|限额|上限|的)/;

/** Each amount that has a name of its own, and each that is no number. */
export function amountClaims(reading: Reading): Claim<'是' | '不是数'>[] {
  return reading.numbers.flatMap((value): Claim<'是' | '不是数'>[] => {
    const { start, end, unit } = value;
    if (!isAmount(value) || value.vague) return [];
    if (!isExact(value)) return [{ relation: '不是数', unit, start, end }];
    if (SPENT.test(reading.text.slice(end, end + 6))) return [];
    const what = mentionBefore(reading, start);
    if (!isReferent(what) || isPart(reading, what)) return [];
    const about = what.between.includes('约');
    return [{ relation: '是', what, value, about, start: what.start, end }];
  });
}

const COUNT = /(?<!\d)(\d{1,3})个项目(?:支出)?|(?<=项目(?:支出)?共?)(\d{1,3})个/g;
const SUM = /^,?(?:预算|资金|支出|金额|总额|共计?|合计|总计|计|为|安排|涉及|:){0,5}/;
/** What may stand before, in the clause and in the sentence, where the projects of the department are meant. */
const LEAD =
  /^(?:\d{4}年度?|本年度?|全年|我?本?部门|[我本]局|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|共|预算|项目支出|项目|安排|编制|纳入|有|设立?|的){0,8}$/;
const OTHERS =
  /评|抽|重点|其中|新增|完工|取消|延续|结转|采购|企业|申报|立项|招商|签约|引进|落地|全区|转移支付|上级|本级|单位|中心|\d[\d,.]*[万亿]?元/;

/** How many projects the department has, and what they cost together: 10个项目共100万元. */
export function countClaims(reading: Reading): Claim<'个数'>[] {
  const { text, clause, starts, lexicon } = reading;
  if (reading.ofProject) return [];
  return [...text.matchAll(COUNT)].flatMap((found): Claim<'个数'>[] => {
    const { index: start } = found;
    if (!LEAD.test(clauseBefore(reading, start, 40))) return [];
    if (OTHERS.test(sentenceBefore(reading, clause[start] ?? 0, 100))) return [];
    const behind = start + found[0].length;
    const between = SUM.exec(text.slice(behind, behind + 24))?.[0].length ?? 0;
    const value = starts.get(behind + between);
    if (!value || !isAmount(value) || !isExact(value) || value.vague) return [];
    const count = Number(found[1] ?? found[2]);
    const all = '项目支出';
    const meanings = lexicon.nameBefore(all, all.length)?.meanings ?? [];
    return [{ relation: '个数', meanings, count, value, start, end: value.end }];
  });
}
