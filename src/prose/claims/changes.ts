/** Increases and decreases against another year or the budget: 公用经费比上年增加 5 万元，增长 2%. */
import type { Basis } from '../../model/terms.js';
import type { Lexicon } from '../lexicon.js';
import type { Meaning } from '../meanings.js';
import { AFTER, type ExactNumber, isAmount, isExact } from '../numbers.js';
import type { Claim, Mention } from './claim.js';
import { CHANGED, directionOf } from './directions.js';
import { otherYear } from './frames.js';
import { mentionBefore, saidBefore } from './mentions.js';
import { clauseBefore, type Reading, skip } from './reading.js';

const COMPARISON =
  /[比较同与](?:上年|去年|上一年|(\d{4})(?:年|(?=[预决]算))|(年初|全年|调整后?的?)预算)|(?<!上年|去年|同期|相)同比(?!例)/g;
/** Words between what is compared with and the change. */
const FILL =
  /^(?:度|年初|部门|预算|决算|执行|支出|收入|数额?|金额|总额|合计|均|各|同期|同比|的|相比|相较|比|有所|略有|略微|大幅|小幅|基本|总体|共|,)/;

/** Each comparison that says which way it went. */
export function changeClaims(reading: Reading): Claim<'增减'>[] {
  const { text, lexicon } = reading;
  return [...text.matchAll(COMPARISON)].flatMap((found): Claim<'增减'>[] => {
    const { index } = found;
    const behind = index + found[0].length;
    const mention = mentionBehind(reading, behind);
    const from = skip(text, mention?.end ?? behind, FILL);
    const basis = basisOf(lexicon, found, text.slice(behind, mention?.start ?? from));
    const base = baseAt(reading, from);
    const change = basis && changeAt(reading, base ? skip(text, base.behind, FILL) : from);
    if (!basis || !change) return [];
    const { sized, end, ...stated } = change;
    const what = mention
      ? { meanings: mention.name.meanings, start: index }
      : comparedBefore(reading, index, sized);
    return what ? [{ relation: '增减', ...what, basis, ...stated, before: base?.amount, end }] : [];
  });
}

/** What is compared, where it is named behind: 与上年相比，收、支总计各增加. */
function mentionBehind(reading: Reading, behind: number): Mention | undefined {
  const { text } = reading;
  const start = skip(text, behind, /^(?:度|预算|决算|数|相比|相较|比|,)/, 4);
  if (text.charAt(start - 1) !== ',') return undefined;
  const found = /^[^,;。:\n]{2,24}?(?=增加|增长|减少|下降|降低|持平)/.exec(
    text.slice(start, start + 30),
  );
  const mention = found ? mentionBefore(reading, start + found[0].length) : undefined;
  return mention && mention.start >= start && mention.frame === '本年' ? mention : undefined;
}

/**
 * Which figures are compared with; undefined where the input does not have them.
 * @param found the year and the plan (年初, 全年) that are named
 * @param fill words between that and the change
 */
function basisOf(
  { kind, year, priorYear }: Lexicon,
  [, named, plan]: readonly (string | undefined)[],
  fill: string,
): Basis | undefined {
  const planned = /预算/.test(fill);
  if (plan) return plan === '年初' ? '年初预算' : '全年预算';
  if (named && Number(named) === year && kind === '决算')
    return planned && fill.includes('年初') ? '年初预算' : undefined;
  if (named && Number(named) !== priorYear) return undefined;
  // the year before of a budget is its budget, that of final accounts its final accounts
  const other = kind === '预算' ? /决算|执行/.test(fill) : planned;
  return other ? undefined : '上年';
}

/** The amount that is compared with, where it is written: 比2025年的 4.28 万元增加. */
function baseAt(
  { text, starts }: Reading,
  from: number,
): { amount: ExactNumber; behind: number } | undefined {
  const open = text.charAt(from) === '(' ? 1 : 0;
  const amount = starts.get(from + open);
  if (!amount || !isAmount(amount) || amount.vague || !isExact(amount)) return undefined;
  const close = open && text.charAt(amount.end) === ')' ? 1 : 0;
  return close === open ? { amount, behind: amount.end + close } : undefined;
}

const DIRECTION = new RegExp(`^(?:${CHANGED}|不持平|持平)`);
const AGAIN = new RegExp(`${DIRECTION.source}|^[增降]幅`);
const BEHIND = /^(?:了|额|幅度?|率|为|约|达到?|:|\()/;

/** A direction, an amount and a percentage, or some of them. @property sized an amount stands there, be it no number */
function changeAt({ text, starts }: Reading, from: number) {
  const word = DIRECTION.exec(text.slice(from, from + 4))?.[0] ?? '';
  const direction = directionOf(word);
  if (!direction) return undefined;
  const behind = skip(text, from + word.length, BEHIND, 4);
  const number = starts.get(behind);
  // of something that is not money: 增加 1 辆, 下降 2 个百分点
  if (number ? number.vague : /^[\d一二三四五六七八九十两]/.test(text.charAt(behind)))
    return undefined;
  const about = text.slice(from, number?.start ?? from).includes('约');
  const none = { direction, amount: undefined, percent: undefined, opposed: false, about };
  if (!number) return { ...none, sized: false, end: from + word.length };
  if (!isAmount(number)) return { ...none, percent: number, sized: false, end: number.end };
  const second = skip(text, number.end, /^[,、(]/, 1);
  const again = AGAIN.exec(text.slice(second, second + 4));
  const other = again && starts.get(skip(text, second + again[0].length, BEHIND, 4));
  const percent = other && !isAmount(other) && !other.vague ? other : undefined;
  const rises = again !== null && directionOf(again[0]) === '增';
  return {
    direction,
    amount: isExact(number) ? number : undefined,
    percent,
    about,
    opposed: percent !== undefined && rises !== (direction === '增'),
    sized: true,
    end: percent?.end ?? number.end,
  };
}

/** Words for what a reason is about, without its name. */
const ITSELF =
  /^(?:因此|所以|故|导致|使|致使|使得|本年度?|今年|当年|我?本?部门|\d{4}年度?|的)*(?:年初|全年)?(?:财政拨款|收支|收入|支出|经费|资金|预算|决算|总额|总|数|规模|安排|执行|合计){0,4}$/;
/** A clause that ends in how many of something there are: what follows is of that. */
const COUNTED = /[\d一二三四五六七八九十两百千万亿]+[^\d元%,;。:\n]{1,4},$/;

/**
 * What is compared, named before or told by the place of the text, and where the words begin that say it.
 * @param sized whether the change is told as an amount of money
 */
function comparedBefore(
  reading: Reading,
  index: number,
  sized: boolean,
): { meanings: readonly Meaning[]; start: number } | undefined {
  const { text, lexicon, topic } = reading;
  const { amount, mention } = saidBefore(reading, index);
  if (mention)
    return mention.frame === '本年'
      ? { meanings: mention.name.meanings, start: mention.start }
      : undefined;
  // 2026年预算 5 万元，比上年: the amount is of what the place speaks of
  const at = amount?.start ?? index;
  const lead = clauseBefore(reading, at, 40);
  if (!topic || (amount && lead === '')) return undefined;
  if (!ITSELF.test(lead) || otherYear(lexicon, lead)) return undefined;
  const start = at - lead.length;
  if (lead === '' && !sized && COUNTED.test(text.slice(Math.max(0, start - 12), start)))
    return undefined;
  return { meanings: topic.meanings, start };
}

const FROM = /[由从]/g;
const BASE =
  /^(?:上年|去年|上一年|(\d{4})年|(年初|全年|调整后?的?)预算)?((?:度|年初|预算|决算|执行|数|的|约){0,6})/;
const TO = new RegExp(
  `^,?(${CHANGED}|调整|变|增|升|减|降)(?:到|至|为)了?(?:(\\d{4})年度?的?|今年的?|本年度?的?)?约?`,
);

/** From one amount to another: 由2025年的 160.32 万元增加到 330.77 万元. */
export function moveClaims(reading: Reading): Claim<'变动'>[] {
  const { text, starts, lexicon } = reading;
  return [...text.matchAll(FROM)].flatMap(({ index }): Claim<'变动'>[] => {
    const base = BASE.exec(text.slice(index + 1, index + 30));
    const from = base && starts.get(index + 1 + base[0].length);
    const moved = from && TO.exec(text.slice(from.end, from.end + 16));
    const to = moved && starts.get(from.end + moved[0].length);
    if (!to || from.vague || !isAmount(from) || !isAmount(to)) return [];
    // 至 330.77 万元 is no range here
    if (AFTER.test(text.slice(to.end, to.end + 3)) || !isExact(from) || !isExact(to)) return [];
    const other = moved[2] !== undefined && Number(moved[2]) !== lexicon.year;
    const what = other ? undefined : comparedBefore(reading, index, true);
    const basis = base[0] === '' ? undefined : basisOf(lexicon, base, base[3] ?? '');
    const of = what && basis && { meanings: what.meanings, basis };
    const direction = directionOf(moved[1] ?? '');
    const stretch = { start: what?.start ?? index, end: to.end };
    return [{ relation: '变动', of, from, to, direction, ...stretch }];
  });
}
