/** 文字-02: how many projects a department has, and what they cost together: 10个项目共100万元. */
import type { Budget } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { quantity } from '../../model/quantities.js';
import { type Finding, type Outcome, wan } from '../rule.js';
import { exactOf, says } from './figures.js';
import { namesOf } from './names.js';
import { OF_PROJECT, outcomesOf, type Reading, readingsOf, written } from './reading.js';

const COUNT = /(?<!\d)(\d{1,3})个项目(?:支出)?|(?<=项目(?:支出)?共?)(\d{1,3})个/g;
const SUM = /^,?(?:预算|资金|支出|金额|总额|共计?|合计|总计|计|为|安排|涉及|:){0,5}/;
/** What may stand before, in the clause and in the sentence, where the projects of the department are meant. */
const LEAD =
  /^(?:\d{4}年度?|本年度?|全年|我?本?部门|[我本]局|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|共|预算|项目支出|项目|安排|编制|纳入|有|设立?|的){0,8}$/;
const OTHERS =
  /评|抽|重点|其中|新增|完工|取消|延续|结转|采购|企业|申报|立项|招商|签约|引进|落地|全区|转移支付|上级|本级|单位|中心|\d[\d,.]*[万亿]?元/;

export function projectCounts(budget: Budget): Outcome[] {
  return readingsOf(budget).flatMap((reading) =>
    OF_PROJECT.has(String(reading.passage.path[0]))
      ? []
      : outcomesOf(reading.prose.text.matchAll(COUNT), (found) => compare(reading, found)),
  );
}

function compare(reading: Reading, found: RegExpExecArray): Finding[] {
  const { budget, prose, starts } = reading;
  const { text } = prose;
  const from = reading.clause[found.index] ?? 0;
  const sentence = text.slice(Math.max(reading.sentence[from] ?? 0, from - 100), from);
  const lead = text.slice(Math.max(from, found.index - 40), found.index);
  if (!LEAD.test(lead) || OTHERS.test(sentence)) return [];
  const end = found.index + found[0].length;
  const amount = starts.get(end + (SUM.exec(text.slice(end, end + 24))?.[0].length ?? 0));
  const count = Number(found[1] ?? found[2]);
  const counted = countsOf(budget).includes(count);
  if (!amount || amount.unit === '%' || amount.vague || !amount.value) return [];
  const exact = exactOf(amount);
  const totals = totalsOf(budget);
  const total = totals[0];
  if (!exact || !total) return [];
  const summed = totals.some(({ value }) => says(amount, value));
  // neither: something else may be spoken of
  if (counted === summed) return [];
  const { words, span } = written(reading, found.index, amount.end);
  if (!counted) {
    const message = `文字里写的是“${words}”，部门的项目是 ${budget.projects.length} 个`;
    return [{ span, message, hint: '请核对项目数' }];
  }
  const left = { name: `文字“${words}”`, figure: { value: exact, sources: [span] } };
  const right = { name: '项目支出', figure: total };
  const message = `文字里写的是“${words}”，算出来项目支出是 ${wan(total)}`;
  return [{ span, message, hint: '请核对', sides: { left, right, sign: '=', unit: '元' } }];
}

/** How many projects there are, as lists of them are made: all, those with a form, those that were evaluated. */
function countsOf({ projects, performance, final }: Budget): number[] {
  return [projects.length, performance.length, final?.projects.length ?? 0].filter((n) => n > 0);
}

/** What projects cost together, of each fund, in all forms. */
function totalsOf(budget: Budget): Figure[] {
  const word = '项目支出';
  const of = namesOf(budget).endingAt(word, word.length)?.meanings ?? [];
  const evaluated = quantity({ budget, filter: {} }, '自评项目支出', {});
  return [...of.flatMap((one) => one.of('本年') ?? []), ...(evaluated ? [evaluated] : [])];
}
