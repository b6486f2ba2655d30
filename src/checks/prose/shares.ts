/** 文字-03: shares of a whole, and how far a budget was carried out, as a text states them. */
import type { Budget } from '../../model/budget.js';
import type { Decimal, Figure } from '../../model/money.js';
import type { Basis } from '../../model/terms.js';
import { type Finding, type Outcome, wan } from '../rule.js';
import { broken } from './amounts.js';
import { exactOf, halfUnit, type Quoted, says } from './figures.js';
import type { Meaning } from './names.js';
import {
  candidatesOf,
  frameOf,
  nameBefore,
  outcomesOf,
  type Reading,
  readingsOf,
  written,
} from './reading.js';
import { topicOf } from './subject.js';

/** The part of a share: an amount as it is written, or a figure. */
interface Part {
  readonly low: Decimal;
  readonly high: Decimal;
  readonly start: number;
}

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

function share(reading: Reading, quoted: Quoted): Outcome[] {
  const { prose } = reading;
  const end = stripped(reading, quoted.start, BEFORE_SHARE);
  const whole = nameBefore(reading, end);
  if (!whole) return [];
  const sign = stripped(reading, whole.start, OF_WHOLE) - 1;
  if (prose.text[sign] !== '占') return [];
  const clause = prose.text.slice(reading.clause[sign] ?? 0, quoted.end + 3);
  if (clause.includes('分别') || /^(?:、|和|及|与)\d/.test(prose.text.slice(quoted.end))) return [];
  const frame = frameOf(reading, whole);
  const part = frame && partBefore(reading, sign);
  if (!frame || !part) return [];
  const wholes = candidatesOf(whole.named, frame);
  const first = wholes[0];
  if (!first) return [];
  const { words, span } = written(reading, part.start, quoted.end);
  const known = wholes.filter(({ figure }) => !figure.value.isZero());
  if (known.length === 0) {
    const message = `文字里写的是“${words}”，但${first.meaning.what}为 0，没有占比`;
    return [{ span, message, hint: '请核对，或删去这个比例' }];
  }
  const about = /约|近/.test(prose.text.slice(end, quoted.start));
  const meant = known.find(({ figure }) => agrees(quoted, part, figure, about));
  const right = meant ?? known[0] ?? first;
  const percent = percentOf(part, right.figure);
  const sides = sidesOf(quoted, words, span, `占${right.meaning.what}`, percent, right.figure);
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来占${right.meaning.what} ${wan(right.figure)}的 ${percent}%`;
  return [{ span, message, hint: `请核对；写比例的话应为 ${percent}%`, sides }];
}

function sidesOf(
  quoted: Quoted,
  words: string,
  span: Finding['span'],
  name: string,
  percent: Decimal,
  whole: Figure,
): NonNullable<Finding['sides']> {
  const value = exactOf(quoted) ?? percent;
  return {
    left: { name: `文字“${words}”`, figure: { value, sources: [span] } },
    right: { name, figure: { value: percent, sources: whole.sources } },
    sign: '=',
    unit: '%',
  };
}

/** As messages show it. */
function percentOf({ low, high }: Part, whole: Figure): Decimal {
  return low.plus(high).div(2).div(whole.value).times(100).toDecimalPlaces(2);
}

/** Whether a written percentage is that of a part that itself may have been rounded. */
function agrees(quoted: Quoted, { low, high }: Part, whole: Figure, about: boolean): boolean {
  const [least, most] = [low, high].map((part) => part.div(whole.value).times(100));
  const stated = exactOf(quoted);
  if (!least || !most || !stated) return false;
  if (says(quoted, least, about) || says(quoted, most, about)) return true;
  return stated.gte(least) && stated.lte(most);
}

/** The amount, or the named quantity, that a share speaks of; `sign` is the offset of 占. */
function partBefore(reading: Reading, sign: number): Part | undefined {
  const { text } = reading.prose;
  const pause = /[,、(]/.test(text.charAt(sign - 1));
  const end = pause ? sign - 1 : sign;
  const from = reading.sentence[sign] ?? 0;
  const amounts = reading.quoted.filter(
    (one) => one.unit !== '%' && one.end <= end && one.start >= Math.max(from, sign - 200),
  );
  const last = amounts.at(-1);
  if (last?.end === end || (pause && last)) return last.vague ? undefined : partOf(reading, last);
  const spoken = nameBefore(reading, end);
  const frame = spoken && frameOf(reading, spoken);
  const figure = frame && candidatesOf(spoken.named, frame)[0]?.figure;
  return figure && { low: figure.value, high: figure.value, start: spoken.start };
}

/** An amount as a part: of 0.01 万元 half is rounded off. */
function partOf(reading: Reading, quoted: Quoted): Part | undefined {
  const exact = exactOf(quoted);
  if (!exact) return undefined;
  const half = halfUnit(quoted, /约|近/.test(reading.prose.text.charAt(quoted.start - 1)));
  const name = nameBefore(reading, quoted.start);
  return { low: exact.minus(half), high: exact.plus(half), start: name?.start ?? quoted.start };
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

const CARRIED_OUT =
  /(?:只|仅|实际|已)?完成了?(年初|全年|年度|调整后?的?)?(?:部门|支出|收入)?预算(?:数|总额)?(?:的|为|大?约|是|:|达到?){0,3}$/;
const RATE = /(?:^|[,;。:\n]|资金|项目|年度|全年)(?:预算)?执行率(?:为|是|:|达到?|大?约){0,3}$/;

/** 完成预算的 x%, 完成年初预算的 x%, and 执行率 x% of a project's form. */
function carriedOut(reading: Reading, quoted: Quoted): Outcome[] {
  const { text } = reading.prose;
  if (reading.budget.kind !== '决算') return [];
  const lead = text.slice(Math.max(0, quoted.start - 24), quoted.start);
  const found = CARRIED_OUT.exec(lead) ?? RATE.exec(lead);
  if (!found) return [];
  const start = quoted.start - lead.length + found.index;
  const isRate = found[0].includes('执行率');
  if (isRate && reading.passage.path[0] !== '项目自评') return [];
  const subject = isRate ? undefined : subjectBefore(reading, start);
  if (subject === 'unknown') return [];
  const meanings = subject?.meanings ?? topicOf(reading)?.meanings ?? [];
  const basis: readonly Basis[] =
    found[1] === '年初' ? ['年初预算'] : found[1] ? ['全年预算'] : ['年初预算', '全年预算'];
  const pairs = meanings.flatMap((meaning) =>
    basis.flatMap((one) => {
      const base = meaning.of(one);
      const spent = meaning.of('本年');
      const part = subject?.part ?? (spent && { low: spent.value, high: spent.value, start });
      return base && part ? [{ meaning, base, part, basis: one }] : [];
    }),
  );
  const first = pairs[0];
  if (!first) return [];
  const { words, span } = written(reading, first.part.start, quoted.end);
  const known = pairs.filter(({ base }) => !base.value.isZero());
  if (known.length === 0) {
    if (quoted.value?.isZero() && !first.part.low.gt(0)) return []; // 0 of 0
    const message = `文字里写的是“${words}”，但${first.meaning.what}的${first.basis}为 0，没有完成的百分比`;
    return [{ span, message, hint: '请删去这个百分比，写明是年中安排的' }];
  }
  const about = lead.includes('约');
  const meant = known.find(({ base, part }) => agrees(quoted, part, base, about));
  const { base, part, meaning, basis: of } = meant ?? known[0] ?? first;
  const percent = percentOf(part, base);
  const name = `${meaning.what}完成${of}的百分比`;
  const sides = sidesOf(quoted, words, span, name, percent, base);
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来是${of} ${wan(base)}的 ${percent}%`;
  return [{ span, message, hint: `请核对；写百分比的话应为 ${percent}%`, sides }];
}

interface Subject {
  readonly meanings: readonly Meaning[];
  readonly part: Part | undefined;
}

/** What is said to be carried out; undefined where the text leaves that to its place. */
function subjectBefore(reading: Reading, start: number): Subject | 'unknown' | undefined {
  const { text } = reading.prose;
  const pause = text.charAt(start - 1) === ',';
  const end = pause ? start - 1 : start;
  const before = reading.ends.get(end);
  const amount = before?.unit === '%' ? undefined : before;
  const spoken = nameBefore(reading, amount?.start ?? end);
  const frame = spoken && frameOf(reading, spoken);
  if (spoken && frame === '本年') {
    const part = amount && partOf(reading, amount);
    return { meanings: spoken.named.meanings, part };
  }
  const opens = end === (reading.sentence[start] ?? 0) || (pause && !amount);
  return opens ? undefined : 'unknown';
}
