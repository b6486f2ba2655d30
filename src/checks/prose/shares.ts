/** 文字-03: shares of a whole, as a text states them. */
import type { Budget } from '../../model/budget.js';
import { type Outcome, wan } from '../rule.js';
import { broken } from './amounts.js';
import { carriedOut } from './carried.js';
import type { Quoted } from './figures.js';
import { type Candidate, candidatesOf, frameOf, nameBefore, PART } from './naming.js';
import { agrees, type Part, partOf, percentOf, sidesOf } from './parts.js';
import { outcomesOf, type Reading, readingsOf, written } from './reading.js';

export function statedShares(budget: Budget): Outcome[] {
  return readingsOf(budget).flatMap((reading) =>
    outcomesOf(reading.quoted, (quoted): Outcome[] => {
      if (quoted.unit !== '%') return [];
      if (quoted.value === undefined) return [broken(reading, quoted)];
      if (quoted.vague) return [];
      const found = [...share(reading, quoted), ...carriedOut(reading, quoted)];
      return found.length > 0 ? found : tooLarge(reading, quoted);
    }),
  );
}

/** Words between a whole and its share. */
const BEFORE_SHARE = /(?:的|所占|比例|比重|份额|为|是|大?约|近|达到?|:)$/;

/** Offset behind what is left of the text before an offset when such words are taken off its end. */
function stripped({ prose }: Reading, offset: number, word: RegExp, most = 6): number {
  let end = offset;
  for (let i = 0; i < most; i++) {
    const found = word.exec(prose.text.slice(Math.max(0, end - 24), end));
    if (!found) break;
    end -= found[0].length;
  }
  return end;
}

/** What may stand between 占 and the name of the whole. */
const OF_WHOLE = /(?:\d{4}年度?|[我本]?部门|[我本]局|全年|本年度?|当年|年度|全部|整个|同期)$/;

/** 占 61.47%: a share whose whole stands elsewhere. */
const UNNAMED = /占(?:比(?:例|重)?|的)?(?:为|是|大?约|近|达到?|:)?$/;

function share(reading: Reading, quoted: Quoted): Outcome[] {
  const { prose } = reading;
  const lead = prose.text.slice(Math.max(0, quoted.start - 8), quoted.start);
  const unnamed = UNNAMED.exec(lead);
  const found = unnamed
    ? { sign: quoted.start - lead.length + unnamed.index, wholes: undefined, end: quoted.start }
    : namedWhole(reading, quoted);
  if (!found) return [];
  const { sign, end } = found;
  const clause = prose.text.slice(reading.clause[sign] ?? 0, quoted.end + 3);
  if (clause.includes('分别') || /^(?:、|和|及|与)\d/.test(prose.text.slice(quoted.end))) return [];
  const part = partBefore(reading, sign, unnamed !== null);
  if (!part) return [];
  // of what is not named only that can be the whole which is not smaller
  const wholes =
    found.wholes ??
    wholesBefore(reading, part.start).filter(({ figure }) => figure.value.gte(part.low));
  const first = wholes[0];
  if (!first) return [];
  const { words, span } = written(reading, part.start, quoted.end);
  const known = wholes.filter(({ figure }) => !figure.value.isZero());
  if (known.length === 0) {
    if (unnamed) return [];
    const message = `文字里写的是“${words}”，但${first.meaning.what}为 0，没有占比`;
    return [{ span, message, hint: '请核对，或删去这个比例' }];
  }
  const about = /约|近/.test(unnamed?.[0] ?? prose.text.slice(end, quoted.start));
  const meant = known.find(({ figure }) => agrees(quoted, part, figure, about));
  const right = meant ?? known[0] ?? first;
  const percent = percentOf(part, right.figure);
  const sides = sidesOf(quoted, words, span, `占${right.meaning.what}`, percent, right.figure);
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来占${right.meaning.what} ${wan(right.figure)}的 ${percent}%`;
  return [{ span, message, hint: `请核对；写比例的话应为 ${percent}%`, sides }];
}

interface Share {
  /** Offset of 占. */
  readonly sign: number;
  /** Offset behind the whole. */
  readonly end: number;
  /** What the whole may be; undefined where it is not named. */
  readonly wholes: readonly Candidate[] | undefined;
}

/** 占 W 的 5%. */
function namedWhole(reading: Reading, quoted: Quoted): Share | undefined {
  const end = stripped(reading, quoted.start, BEFORE_SHARE);
  const whole = nameBefore(reading, end);
  if (!whole) return undefined;
  const sign = stripped(reading, whole.start, OF_WHOLE) - 1;
  const frame = reading.prose.text[sign] === '占' ? frameOf(reading, whole) : undefined;
  return frame && { sign, end, wholes: candidatesOf(whole.named, frame) };
}

/** Of one period; a longer list goes on with the same whole. */
const MOST_WHOLES = 6;
const LONGEST_PERIOD = 600;
/** What a whole is divided by: 其中, 用于以下方面. */
const DIVIDED = new RegExp(`${PART.source}|用于|按`, 'g');

/** Whether a list goes on behind its first semicolon: one of shares does, unless it is within another. */
function reaches({ prose, quoted }: Reading, whole: Quoted, mark: number, start: number): boolean {
  const { text } = prose;
  const stop = text.indexOf(';', mark);
  if (stop < 0 || stop >= start) return true;
  const within = /^[,、(]?占/.test(text.slice(whole.end, whole.end + 2));
  return !within && quoted.some(({ unit, end }) => unit === '%' && end > mark && end <= stop);
}

/** What a share without a whole may be of: what was divided before it, or what was the whole before. */
function wholesBefore(reading: Reading, start: number): Candidate[] {
  const { text } = reading.prose;
  const from = Math.max(reading.period[start] ?? 0, start - LONGEST_PERIOD);
  const before = reading.quoted.filter((one) => one.start >= from && one.end <= start);
  const amounts = before.filter(({ unit }) => unit !== '%');
  const divided = [...text.slice(from, start).matchAll(DIVIDED)].flatMap(({ index }) => {
    const mark = from + index;
    const whole = amounts.filter(({ end }) => end <= mark).at(-1);
    return whole && mark - whole.end <= 30 && reaches(reading, whole, mark, start) ? [whole] : [];
  });
  const wholes = [...new Set(divided)]
    .slice(-MOST_WHOLES)
    .map((one) => nameBefore(reading, one.start));
  const named = wholes.flatMap((spoken) => {
    const frame = spoken && frameOf(reading, spoken);
    return frame ? candidatesOf(spoken.named, frame) : [];
  });
  const shared = before
    .filter(({ unit }) => unit === '%')
    .slice(-MOST_WHOLES)
    .flatMap((one) => namedWhole(reading, one)?.wholes ?? []);
  return [...shared, ...named];
}

/**
 * The amount, or the named quantity, that a share speaks of.
 * @param sign the offset of 占
 * @param adjacent an amount must stand right before it
 */
function partBefore(reading: Reading, sign: number, adjacent: boolean): Part | undefined {
  const { text } = reading.prose;
  const pause = /[,、(]/.test(text.charAt(sign - 1));
  const end = pause ? sign - 1 : sign;
  const from = reading.sentence[sign] ?? 0;
  const amounts = reading.quoted.filter(
    (one) => one.unit !== '%' && one.end <= end && one.start >= Math.max(from, sign - 200),
  );
  const last = amounts.at(-1);
  if (adjacent && last?.end !== end && pause) return undefined;
  if (last?.end === end || (pause && last)) return last.vague ? undefined : partOf(reading, last);
  const spoken = nameBefore(reading, end);
  const frame = spoken && frameOf(reading, spoken);
  const figure = frame && candidatesOf(spoken.named, frame)[0]?.figure;
  return figure && { low: figure.value, high: figure.value, start: spoken.start };
}

const NO_SHARE = /目标|任务|计划|预算|定额|上年|去年|同期|增长|提高|完成|超|比/;

/** A share of more than all. */
function tooLarge(reading: Reading, quoted: Quoted): Outcome[] {
  const { text } = reading.prose;
  if (!quoted.value?.gt(100)) return [];
  const from = Math.max(reading.clause[quoted.start] ?? 0, quoted.start - 40);
  const lead = text.slice(from, quoted.start);
  const sign = lead.search(/占(?!地|用|有|压|道|领|据)[^%]*$/);
  if (
    sign < 0 ||
    NO_SHARE.test(lead.slice(sign).replace(/一般公共预算|政府性基金预算|占比|比[例重]/g, ''))
  )
    return [];
  const { words, span } = written(reading, from + sign, quoted.end);
  return [{ span, message: `“${words}”超过了 100%`, hint: '部分不会多于总数，请核对' }];
}
