/** 文字-04: increases and decreases against another year or the initial budget, as a text states them. */
import type { Budget } from '../../model/budget.js';
import { Decimal, difference, type Figure, toWan } from '../../model/money.js';
import type { Basis } from '../../model/terms.js';
import { type Finding, type Outcome, wan } from '../rule.js';
import { exactOf, halfUnit, type Quoted, says } from './figures.js';
import type { Meaning } from './names.js';
import {
  frameOf,
  nameBefore,
  outcomesOf,
  type Reading,
  readingsOf,
  type Spoken,
  written,
} from './reading.js';
import { topicOf } from './subject.js';

export function statedChanges(budget: Budget): Outcome[] {
  return readingsOf(budget).flatMap((reading) => [
    ...outcomesOf(reading.prose.text.matchAll(COMPARISON), (found) => compare(reading, found)),
    ...bare(reading),
  ]);
}

const COMPARISON =
  /[比较同与](?:上年|去年|上一年|(\d{4})(?:年|(?=[预决]算))|(年初|全年|调整后?的?)预算)/g;
/** Words between what is compared with and the change. */
const FILL =
  /^(?:度|年初|部门|预算|决算|执行|支出|收入|数额?|金额|总额|合计|均|各|同期|相比|相较|比|有所|略有|略微|大幅|小幅|基本|总体|共|,)/;
const RISE = ['增加', '增长', '上升', '提高', '追加'];
const FALL = ['减少', '下降', '降低', '压减', '压缩'];
const EVEN = ['不持平', '持平'];
const DIRECTION = new RegExp(`^(?:${[...RISE, ...FALL, ...EVEN].join('|')})`);
const BEHIND = /^(?:了|额|幅度?|率|为|约|达到?|:|\()/;

/** What a text says of a change. */
interface Stated {
  readonly word: string;
  readonly amount: Quoted | undefined;
  readonly percent: Quoted | undefined;
  readonly about: boolean;
  /** 增加 5 万元，下降 1%. */
  readonly opposed: boolean;
  readonly end: number;
}

function compare(reading: Reading, found: RegExpExecArray): Outcome[] {
  const { text } = reading.prose;
  const behind = found.index + found[0].length;
  const named = nameBehind(reading, behind);
  const from = skip(text, named?.end ?? behind, FILL);
  const basis = basisOf(reading.budget, found, text.slice(behind, named?.start ?? from));
  const stated = basis && statedAt(reading, from);
  if (!basis || !stated) return [];
  const subject = named
    ? { meanings: named.named.meanings, start: found.index }
    : subjectBefore(reading, found.index);
  const pairs = (subject?.meanings ?? []).flatMap((meaning): Pair[] => {
    const now = meaning.of('本年');
    const before = meaning.of(basis);
    return now && before ? [{ meaning, now, before }] : [];
  });
  const first = pairs[0];
  if (!first || !subject) return [];
  const { words, span } = written(reading, subject.start, stated.end);
  const wrong = pairs.map((pair) => problem(stated, pair, basis, { words, span }));
  const right = wrong.indexOf(undefined);
  const told = wrong[0];
  if (right < 0 && told) return [{ span, ...told }];
  const { now, before } = pairs[right] ?? first;
  const exact = stated.amount && exactOf(stated.amount);
  if (!exact) return [];
  const size = { ...difference(now, before), value: now.value.minus(before.value).abs() };
  const left = { name: `文字“${words}”`, figure: { value: exact, sources: [span] } };
  return [{ sides: { left, right: { name: '增减额', figure: size }, sign: '=', unit: '元' } }];
}

/** What is compared, where it is named behind: 与上年相比，收、支总计各增加. */
function nameBehind(reading: Reading, behind: number): Spoken | undefined {
  const { text } = reading.prose;
  const start = skip(text, behind, /^(?:度|预算|决算|数|相比|相较|比|,)/, 4);
  if (text.charAt(start - 1) !== ',') return undefined;
  const found = /^[^,;。:\n]{2,24}?(?=增加|增长|减少|下降|降低|持平)/.exec(
    text.slice(start, start + 30),
  );
  const spoken = found ? nameBefore(reading, start + found[0].length) : undefined;
  return spoken && spoken.start >= start && frameOf(reading, spoken) === '本年'
    ? spoken
    : undefined;
}

function skip(text: string, offset: number, word: RegExp, most = 8): number {
  let end = offset;
  for (let i = 0; i < most; i++) {
    const found = word.exec(text.slice(end, end + 8));
    if (!found) break;
    end += found[0].length;
  }
  return end;
}

/** Which figures are compared with; undefined where the input does not have them. */
function basisOf(budget: Budget, found: RegExpExecArray, fill: string): Basis | undefined {
  const [, year, plan] = found;
  const planned = /预算/.test(fill);
  if (plan) return plan === '年初' ? '年初预算' : '全年预算';
  if (year && Number(year) === budget.year && budget.kind === '决算') {
    if (!planned) return undefined;
    return fill.includes('年初') ? '年初预算' : undefined;
  }
  if (year && Number(year) !== budget.prior?.year) return undefined;
  // the year before of a budget is its budget, that of final accounts its final accounts
  const other = budget.kind === '预算' ? /决算|执行/.test(fill) : planned;
  return other ? undefined : '上年';
}

/** A direction, an amount and a percentage, or some of them. */
function statedAt(reading: Reading, from: number): Stated | undefined {
  const { text } = reading.prose;
  const word = DIRECTION.exec(text.slice(from, from + 4))?.[0];
  if (!word) return undefined;
  const next = (offset: number) => {
    const end = skip(text, offset, BEHIND, 4);
    return { number: reading.starts.get(end), end };
  };
  const one = next(from + word.length);
  const { number } = one;
  // of something that is not money: 增加 1 辆, 下降 2 个百分点
  if (number?.vague || (!number && /^[\d一二三四五六七八九十两]/.test(text.slice(one.end))))
    return undefined;
  const about = (offset: number) => text.slice(from, offset).includes('约');
  if (!number) {
    const end = from + word.length;
    return { word, amount: undefined, percent: undefined, about: false, opposed: false, end };
  }
  if (number.unit === '%') {
    const { end, start } = number;
    return { word, amount: undefined, percent: number, about: about(start), opposed: false, end };
  }
  const second = skip(text, number.end, /^[,、(]/, 1);
  const again =
    DIRECTION.exec(text.slice(second, second + 4))?.[0] ??
    /^[增降]幅/.exec(text.slice(second))?.[0] ??
    '';
  const percent = again === '' ? undefined : next(second + again.length).number;
  const known = percent?.unit === '%' && !percent.vague ? percent : undefined;
  const opposed = known !== undefined && rises(again) !== rises(word);
  const end = known?.end ?? number.end;
  return {
    word,
    amount: number,
    opposed,
    percent: known,
    about: about(number.start),
    end,
  };
}

const rises = (word: string) => RISE.includes(word) || word.startsWith('增');

interface Subject {
  readonly meanings: readonly Meaning[];
  /** Where the words begin that the finding shows. */
  readonly start: number;
}

/** Words for what a reason is about, without its name. */
const ITSELF =
  /^(?:因此|所以|故|导致|使|致使|使得|本年度?|今年|当年|我?本?部门|\d{4}年度?|的)*(?:年初|全年)?(?:财政拨款|收支|收入|支出|经费|资金|预算|决算|总额|总|数|规模|安排|执行|合计){0,4}$/;

/** What is compared: named before, or told by the place of the text. */
function subjectBefore(reading: Reading, index: number): Subject | undefined {
  const { text } = reading.prose;
  const pause = text.charAt(index - 1) === ',';
  const end = pause ? index - 1 : index;
  const before = reading.ends.get(end);
  const amount = before?.unit === '%' ? undefined : before;
  const spoken = nameBefore(reading, amount?.start ?? end);
  if (spoken) {
    const frame = frameOf(reading, spoken);
    if (frame !== '本年') return undefined;
    return { meanings: spoken.named.meanings, start: spoken.start };
  }
  if (amount) return undefined;
  const topic = topicOf(reading);
  const start = Math.max(reading.clause[index] ?? 0, index - 40);
  const lead = text.slice(start, index);
  if (!topic || !ITSELF.test(lead) || otherYear(reading.budget, lead)) return undefined;
  return { meanings: topic.meanings, start };
}

function otherYear(budget: Budget, text: string): boolean {
  return [...text.matchAll(/(\d{4})年/g)].some(([, year]) => Number(year) !== budget.year);
}

interface Pair {
  readonly meaning: Meaning;
  readonly now: Figure;
  readonly before: Figure;
}

/** What is wrong with a statement, for one thing that it may speak of. */
function problem(
  stated: Stated,
  { meaning, now, before }: Pair,
  basis: Basis,
  { words, span }: ReturnType<typeof written>,
): Omit<Finding, 'span'> | undefined {
  const off = difference(now, before);
  const size = off.value.abs();
  const truth = `${meaning.what} ${wan(now)}，${basis} ${wan(before)}，${change(off.value)}`;
  const start = `文字里写的是“${words}”，算出来`;
  const hint = `这个数由程序写在情况说明里，可以不写；要写就改为${change(off.value)}`;
  const exact = stated.amount && exactOf(stated.amount);
  const wrongWay = stated.opposed || !rightWay(stated.word, off.value, exact);
  if (stated.percent && before.value.isZero()) {
    const message = `文字里写的是“${words}”，但${meaning.what}${basis}为 0，没有增减的百分比`;
    return { message, hint: '请删去这个百分比' };
  }
  if (wrongWay) return { message: `${start}${truth}`, hint };
  if (stated.amount && exact && !says(stated.amount, size, stated.about)) {
    const figure = { value: size, sources: off.sources };
    const left = { name: `文字“${words}”`, figure: { value: exact, sources: [span] } };
    const sides = { left, right: { name: '增减额', figure }, sign: '=', unit: '元' } as const;
    return { message: `${start}${truth}`, hint, sides };
  }
  if (stated.percent && !percentAgrees(stated.percent, now, before, stated.about)) {
    const percent = size.div(before.value).times(100).toDecimalPlaces(2);
    const value = stated.percent.value ?? percent;
    const left = { name: `文字“${words}”`, figure: { value, sources: [span] } };
    const right = { name: '增减幅度', figure: { value: percent, sources: off.sources } };
    const message = `${start}${truth}，${off.value.isNegative() ? '下降' : '增长'} ${percent}%`;
    return {
      message,
      hint: `请核对；幅度应为 ${percent}%`,
      sides: { left, right, sign: '=', unit: '%' },
    };
  }
  return undefined;
}

function change(off: Decimal): string {
  if (off.isZero()) return '持平';
  return `${off.isNegative() ? '减少' : '增加'} ${wan({ value: off.abs() })}`;
}

/** Whether it went the way that is said; what cannot be seen in a printed figure counts as no change. */
function rightWay(word: string, off: Decimal, stated: Decimal | undefined): boolean {
  const even = toWan(off.abs()).isZero();
  if (word === '持平') return even;
  if (word === '不持平') return !even;
  if (even) return stated?.isZero() ?? false;
  return rises(word) === off.isPositive();
}

/** As computed from exact figures, or from those that are printed. */
function percentAgrees(quoted: Quoted, now: Figure, before: Figure, about: boolean): boolean {
  const exact = now.value.minus(before.value).abs().div(before.value).times(100);
  const base = toWan(before.value);
  if (says(quoted, exact, about)) return true;
  if (base.isZero()) return false;
  const printed = toWan(now.value).minus(base).abs().div(base).times(100);
  if (says(quoted, printed, about)) return true;
  const stated = exactOf(quoted) ?? new Decimal(0);
  return about && stated.minus(exact).abs().lt(halfUnit(quoted, true).times(2));
}

/** A whole that is said to rise or to fall, without what it is compared with: 预算减少. */
const BARE =
  /^(?:因此|所以|故|导致|致使|使得|本年度?|今年|当年|\d{4}年度?){0,3}(?:(?:收支)?总预算|(?:收支|预算|支出|经费|收入)总额|总额|预算|总支出|支出|总收入|收入)(?:总体|规模)?(?:有所|略有|相应|大幅|小幅)?(增加|增长|上升|减少|下降|降低)$/;

function bare(reading: Reading): Finding[] {
  const topic = topicOf(reading);
  if (!topic || reading.passage.path[0] === '项目自评') return [];
  const { text } = reading.prose;
  let start = 0;
  return text.split(/[,;。:\n]/).flatMap((clause): Finding[] => {
    const from = start;
    start += clause.length + 1;
    const word = clause.length <= 30 ? BARE.exec(clause)?.[1] : undefined;
    if (!word || otherYear(reading.budget, clause)) return [];
    const pairs = topic.meanings.flatMap((meaning): Pair[] => {
      const now = meaning.of('本年');
      const before = meaning.of(topic.basis);
      return now && before ? [{ meaning, now, before }] : [];
    });
    const first = pairs[0];
    const against = ({ now, before }: Pair) => {
      const off = now.value.minus(before.value);
      return !toWan(off.abs()).isZero() && rises(word) !== off.isPositive();
    };
    if (!first || !pairs.every(against)) return [];
    const { words, span } = written(reading, from, from + clause.length);
    const off = first.now.value.minus(first.before.value);
    const message = `原因里写的是“${words}”，但${first.meaning.what}比${topic.basis}${change(off)}`;
    return [{ span, message, hint: '请核对原因', severity: '提示' }];
  });
}
