/** Percentages of a text: shares of a whole, how far a budget was carried out. */
import type { Basis } from '../../model/terms.js';
import { type ExactNumber, isAmount, isExact, type WrittenNumber } from '../numbers.js';
import { type Claim, isReferent, type Part, type Referent } from './claim.js';
import { mentionBefore, PARTS, saidBefore } from './mentions.js';
import { clauseBefore, numbersWithin, type Reading } from './reading.js';

/** Of one percentage that it is more than all stands behind what else it says. */
export function percentageClaims(reading: Reading): Claim<'占' | '完成' | '超过' | '不是数'>[] {
  return reading.numbers.flatMap((value): Claim<'占' | '完成' | '超过' | '不是数'>[] => {
    const { start, end, unit } = value;
    if (isAmount(value)) return [];
    if (!isExact(value)) return [{ relation: '不是数', unit, start, end }];
    if (value.vague) return [];
    const claims = [share(reading, value), execution(reading, value), excess(reading, value)];
    return claims.filter((claim) => claim !== undefined);
  });
}

/** An amount as a part of a whole; undefined where it is no number. */
function partOf(reading: Reading, amount: WrittenNumber): Part | undefined {
  if (!isExact(amount)) return undefined;
  const about = /约|近/.test(reading.text.charAt(amount.start - 1));
  const { start } = mentionBefore(reading, amount.start) ?? amount;
  return { amount, about, start, end: amount.end };
}

/** Words between a whole and its share. */
const BEFORE_SHARE = /(?:的|所占|比例|比重|份额|为|是|大?约|近|达到?|:)$/;

/** Offset behind what is left of the text before an offset when such words are taken off its end. */
function stripped({ text }: Reading, offset: number, word: RegExp, most = 6): number {
  let end = offset;
  for (let i = 0; i < most; i++) {
    const found = word.exec(text.slice(Math.max(0, end - 24), end));
    if (!found) break;
    end -= found[0].length;
  }
  return end;
}

/** What may stand between 占 and the name of the whole. */
const OF_WHOLE = /(?:\d{4}年度?|[我本]?部门|[我本]局|全年|本年度?|当年|年度|全部|整个|同期)$/;

/** 占 61.47%: a share whose whole stands elsewhere. */
const UNNAMED = /占(?:比(?:例|重)?|的)?(?:为|是|大?约|近|达到?|:)?$/;

function share(reading: Reading, value: ExactNumber): Claim<'占'> | undefined {
  const { text, clause } = reading;
  const lead = text.slice(Math.max(0, value.start - 8), value.start);
  const unnamed = UNNAMED.exec(lead);
  const whole = unnamed ? undefined : namedWhole(reading, value);
  const sign = unnamed ? value.start - lead.length + unnamed.index : whole?.sign;
  if (sign === undefined) return undefined;
  const { end } = value;
  if (text.slice(clause[sign] ?? 0, end + 3).includes('分别')) return undefined;
  if (/^(?:、|和|及|与)\d/.test(text.slice(end, end + 2))) return undefined;
  const part = partBefore(reading, sign, unnamed !== null);
  if (!part) return undefined;
  const { start } = part;
  const wholes = whole ? [whole.what] : wholesBefore(reading, start);
  const about = /约|近/.test(unnamed?.[0] ?? text.slice(whole?.end, value.start));
  return { relation: '占', part, wholes, named: unnamed === null, value, about, start, end };
}

/** 占 W 的 5%: the offset of 占, that behind the whole, and what the whole is. */
function namedWhole(
  reading: Reading,
  value: WrittenNumber,
): { sign: number; end: number; what: Referent } | undefined {
  const end = stripped(reading, value.start, BEFORE_SHARE);
  const what = mentionBefore(reading, end);
  if (!isReferent(what)) return undefined;
  const sign = stripped(reading, what.start, OF_WHOLE) - 1;
  return reading.text[sign] === '占' ? { sign, end, what } : undefined;
}

/** Of one period; a longer list goes on with the same whole. */
const MOST_WHOLES = 6;
const LONGEST_PERIOD = 600;
/** What a whole is divided by: 其中, 用于以下方面. */
const DIVIDED = new RegExp(`${PARTS.source}|用于|按`, 'g');

/** Whether a list goes on behind its first semicolon: one of shares does, unless it is within another. */
function reaches(reading: Reading, whole: WrittenNumber, mark: number, start: number): boolean {
  const { text } = reading;
  const stop = text.slice(mark, start).indexOf(';');
  if (stop < 0) return true;
  const within = /^[,、(]?占/.test(text.slice(whole.end, whole.end + 2));
  return !within && numbersWithin(reading, mark, mark + stop).some((number) => !isAmount(number));
}

/** What a share without a whole may be of: what was divided before it, or what was the whole before. */
function wholesBefore(reading: Reading, start: number): Referent[] {
  const from = Math.max(reading.period[start] ?? 0, start - LONGEST_PERIOD);
  const before = numbersWithin(reading, from, start);
  const amounts = before.filter(isAmount);
  const divided = [...reading.text.slice(from, start).matchAll(DIVIDED)].flatMap(({ index }) => {
    const mark = from + index;
    const whole = amounts.filter(({ end }) => end <= mark).at(-1);
    return whole && mark - whole.end <= 30 && reaches(reading, whole, mark, start) ? [whole] : [];
  });
  const named = [...new Set(divided)]
    .slice(-MOST_WHOLES)
    .map((amount) => mentionBefore(reading, amount.start));
  const shared = before
    .filter((number) => !isAmount(number))
    .slice(-MOST_WHOLES)
    .map((number) => namedWhole(reading, number)?.what);
  return [...shared, ...named].filter(isReferent);
}

/**
 * The amount, or what is named, that a share speaks of.
 * @param sign the offset of 占
 * @param adjacent an amount must stand right before it
 */
function partBefore(
  reading: Reading,
  sign: number,
  adjacent: boolean,
): Part | Referent | undefined {
  const pause = /[,、(]/.test(reading.text.charAt(sign - 1));
  const end = pause ? sign - 1 : sign;
  const from = Math.max(reading.sentence[sign] ?? 0, sign - 200);
  const last = numbersWithin(reading, from, end).filter(isAmount).at(-1);
  if (last && (last.end === end || (pause && !adjacent)))
    return last.vague ? undefined : partOf(reading, last);
  if (pause && adjacent) return undefined;
  const mention = mentionBefore(reading, end);
  return isReferent(mention) ? mention : undefined;
}

const CARRIED_OUT =
  /(?:只|仅|实际|已)?完成了?(年初|全年|年度|调整后?的?)?(?:部门|支出|收入)?预算(?:数|总额)?(?:的|为|大?约|是|:|达到?){0,3}$/;
const RATE = /(?:^|[,;。:\n]|资金|项目|年度|全年)(?:预算)?执行率(?:为|是|:|达到?|大?约){0,3}$/;

/** 完成预算的 x%, 完成年初预算的 x%, and 执行率 x% of a project's form. */
function execution(reading: Reading, value: ExactNumber): Claim<'完成'> | undefined {
  const { text, lexicon, section, topic } = reading;
  if (lexicon.kind !== '决算') return undefined;
  const lead = text.slice(Math.max(0, value.start - 24), value.start);
  const found = CARRIED_OUT.exec(lead) ?? RATE.exec(lead);
  if (!found) return undefined;
  const begin = value.start - lead.length + found.index;
  const isRate = found[0].includes('执行率');
  if (isRate && section !== '项目自评') return undefined;
  const spent = isRate ? undefined : spentBefore(reading, begin);
  if (spent === 'unknown') return undefined;
  const { meanings, part } = spent ?? { meanings: topic?.meanings ?? [], part: undefined };
  const bases: Basis[] =
    found[1] === '年初' ? ['年初预算'] : found[1] ? ['全年预算'] : ['年初预算', '全年预算'];
  const about = lead.includes('约');
  const stretch = { start: part?.start ?? begin, end: value.end };
  return { relation: '完成', meanings, part, bases, value, about, ...stretch };
}

/** What is said to be carried out; undefined where the text leaves that to its place. */
function spentBefore(reading: Reading, start: number) {
  const { pause, end, amount, mention } = saidBefore(reading, start);
  if (mention?.frame === '本年')
    return { meanings: mention.name.meanings, part: amount && partOf(reading, amount) };
  const opens = end === (reading.sentence[start] ?? 0) || (pause && !amount);
  return opens ? undefined : 'unknown';
}

const NO_SHARE = /目标|任务|计划|预算|定额|上年|去年|同期|增长|提高|完成|超|比/;

/** A share of more than all. */
function excess(reading: Reading, value: ExactNumber): Claim<'超过'> | undefined {
  if (!value.exact.gt(100)) return undefined;
  const lead = clauseBefore(reading, value.start, 40);
  const sign = lead.search(/占(?!地|用|有|压|道|领|据)[^%]*$/);
  const whole = lead
    .slice(Math.max(0, sign))
    .replace(/一般公共预算|政府性基金预算|占比|比[例重]/g, '');
  if (sign < 0 || NO_SHARE.test(whole)) return undefined;
  return { relation: '超过', value, start: value.start - lead.length + sign, end: value.end };
}
