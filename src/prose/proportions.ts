/** Amounts of a text beside each other, and beside the department's total: a part is not the larger one. */
import type { Budget } from '../model/budget.js';
import { Decimal, type Figure } from '../model/money.js';
import { OTHER_YEARS } from '../model/terms.js';
import { expenditureTotal, incomeTotal, otherYears } from '../model/totals.js';
import { wan } from '../tables/table.js';
import { isExact, numbersIn } from './numbers.js';
import { originalOf, type Prose, proseOf, type Stretch } from './text.js';
import { type Contradiction, verdictsOn } from './verdicts/verdict.js';

const UNREAD = new Set<string>([
  '豁免',
  '格式',
  '单位',
  '部门',
  '科目补充',
  '名词解释',
  ...OTHER_YEARS,
]);

/** Parts that are larger than their whole, amounts that are many times the department's total. */
export function disproportions(budget: Budget): Contradiction[] {
  const total = largestTotal(budget);
  return budget.passages.flatMap((passage) => {
    const { path, text } = passage;
    if (UNREAD.has(String(path[0])) || path.includes('指标') || !/[\d０-９]/.test(text)) return [];
    const prose = proseOf(text);
    return verdictsOn(
      [...largerParts(prose), ...tooLarge(prose, total)],
      ({ message, hint, ...stretch }): Contradiction[] => {
        const { words, from } = originalOf(prose, stretch);
        return [{ span: passage.place(words, from), message, hint }];
      },
    ).filter(isContradiction);
  });
}

type Told = Stretch & Pick<Contradiction, 'message' | 'hint'>;
const isContradiction = (one: object): one is Contradiction => 'message' in one;

/** An amount of money in 元, or a count of something. */
interface Counted extends Stretch {
  readonly value: Decimal;
  readonly of: string;
}

const COUNTED =
  /(?<![\d.,≥≤~～—–-])(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(亿元|万元|元|人次|人|名|辆|家|户)/g;
const SIZE: Readonly<Record<string, number>> = { 亿元: 100_000_000, 万元: 10_000, 元: 1 };
/** Behind 其中 another figure than a part begins. */
const NO_PART = /[比较增减升降占共]|上年|去年|完成|累计|合计|以上|以内|三年|历年/;
const CHANGE = /[增减升降][^,;]{0,6}$/;

function countedIn(text: string, offset: number): Counted[] {
  return [...text.matchAll(COUNTED)].flatMap(
    ({ 0: words, 1: whole = '', 2: rest = '', 3: unit = '', index }) => {
      if (/^(?:以[上下内]|左右|每|\/|至|[-—–~～])/.test(text.slice(index + words.length)))
        return [];
      const value = new Decimal(whole.replaceAll(',', '') + rest).times(SIZE[unit] ?? 1);
      const start = offset + index;
      return [{ value, of: unit in SIZE ? '元' : unit, start, end: start + words.length }];
    },
  );
}

/** 安排 100 万元，其中办公费 120 万元: more than any amount of the sentence before 其中. */
function largerParts({ text }: Prose): Told[] {
  const found: Told[] = [];
  for (const { 0: sentence, index: start } of text.matchAll(/[^。!！?？\n]+/g)) {
    const [whole = '', ...parts] = sentence.split('其中');
    const wholes = largestByUnit(text, countedIn(whole, start));
    let offset = start + whole.length;
    for (const part of parts) {
      offset += '其中'.length;
      found.push(...partsOf(text, part, offset).flatMap((one) => larger(text, one, wholes)));
      offset += part.length;
    }
  }
  return found;
}

/** The amounts behind 其中, up to what is no part. */
function partsOf(text: string, part: string, offset: number): Counted[] {
  const list = part.split(';')[0] ?? '';
  const counted = countedIn(list, offset);
  const end = counted.findIndex((one, i) =>
    NO_PART.test(text.slice(counted[i - 1]?.end ?? offset, one.start)),
  );
  return end < 0 ? counted : counted.slice(0, end);
}

/** The largest by unit, where anything but changes is of the unit: 比上年增加 5 万元 is no whole. */
function largestByUnit(text: string, counted: readonly Counted[]): Map<string, Counted> {
  const most = new Map<string, Counted>();
  const known = new Set<string>();
  for (const one of counted) {
    const before = most.get(one.of);
    if (!before || one.value.gt(before.value)) most.set(one.of, one);
    if (!CHANGE.test(text.slice(Math.max(0, one.start - 8), one.start))) known.add(one.of);
  }
  return new Map([...most].filter(([of]) => known.has(of)));
}

function larger(text: string, part: Counted, wholes: ReadonlyMap<string, Counted>): Told[] {
  const whole = wholes.get(part.of);
  if (!whole || part.value.lte(whole.value)) return [];
  const words = (one: Stretch) => text.slice(one.start, one.end);
  const message = `“其中”的“${words(part)}”大于前面的总数“${words(whole)}”`;
  const { start, end } = part;
  return [{ start, end, message, hint: '部分不会多于总数，请核对两个数和单位' }];
}

/** More than this many times the total is a slip of the unit. */
const MOST_TIMES = 10;
/** Words before an amount that the department spends or receives. */
const OWN =
  /(?:增加|减少|调增|调减|追加|压减|核减|安排|拨付|经费|预算|支出|拨款|补助|资金|费用?|采购|工资|社保|公积金)[数额]?(?:了|约|为|是|共|达)?$/;
/** What a clause speaks of that is not the department's money. */
const OTHERS =
  /产值|产业|投资|GDP|生产总值|引资|税|营[收业]|销售|利润|贷款|融资|规模|全[市区县国省]|企业|社会|累计|交易|贸易|消费|进出口|项目总/;

/** The largest of the totals that the input knows; undefined where there is none. */
function largestTotal(budget: Budget): Figure | undefined {
  const totals = [budget, ...otherYears(budget)].flatMap((year) => [
    expenditureTotal(year),
    incomeTotal(year),
  ]);
  const most = totals.reduce((a, b) => (b.value.gt(a.value) ? b : a));
  return most.value.gt(0) ? most : undefined;
}

function tooLarge({ text }: Prose, total: Figure | undefined): Told[] {
  if (!total) return [];
  const most = total.value.times(MOST_TIMES);
  return numbersIn(text).flatMap((number): Told[] => {
    if (number.unit === '%' || number.vague || !isExact(number) || number.exact.lte(most))
      return [];
    const clause = /[^,。;!?\n]{0,40}$/.exec(
      text.slice(Math.max(0, number.start - 40), number.start),
    );
    const before = clause?.[0] ?? '';
    const own = OWN.exec(before);
    if (!own || OTHERS.test(before)) return [];
    const { start, end, exact } = number;
    const times = exact.div(total.value).toDecimalPlaces(0);
    const message = `“${own[0]}${text.slice(start, end)}”是部门总数 ${wan(total)}的 ${times} 倍`;
    const yuan = number.unit === '万元' && exact.div(10_000).lte(total.value);
    const hint = yuan ? '是不是把元写成了万元？请核对单位' : '请核对这个数和单位';
    return [{ start: start - own[0].length, end, message, hint }];
  });
}
