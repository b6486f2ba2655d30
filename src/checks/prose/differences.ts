/** A change that a text states, compared with the figures. */
import { type NumberStyle, percentage } from '../../forms/style.js';
import { Decimal, difference, type Figure, toWan } from '../../model/money.js';
import type { Basis } from '../../model/terms.js';
import { formatNumber } from '../../tables/table.js';
import { type Finding, wan } from '../rule.js';
import { rises, type Stated } from './directions.js';
import { exactOf, halfUnit, type Quoted, says } from './figures.js';
import type { Meaning } from './meanings.js';
import type { written } from './reading.js';

export interface Pair {
  readonly meaning: Meaning;
  readonly now: Figure;
  readonly before: Figure;
}

/** The figures of what is meant, where the input knows both. */
export function pairsOf(meanings: readonly Meaning[], basis: Basis): Pair[] {
  return meanings.flatMap((meaning): Pair[] => {
    const now = meaning.of('本年');
    const before = meaning.of(basis);
    return now && before ? [{ meaning, now, before }] : [];
  });
}

/** What is wrong with a statement, for one thing that it may speak of. */
export function problem(
  stated: Stated,
  { meaning, now, before }: Pair,
  basis: Basis,
  { words, span }: ReturnType<typeof written>,
  numbers: NumberStyle,
): Omit<Finding, 'span'> | undefined {
  const off = difference(now, before);
  const size = off.value.abs();
  const truth = `${meaning.what} ${wan(now)}，${basis} ${wan(before)}，${change(off.value)}`;
  const start = `文字里写的是“${words}”，算出来`;
  const hint = `这个数由程序写在情况说明里，可以不写；要写就改为${printedChange(now, before, numbers)}`;
  const exact = stated.amount && exactOf(stated.amount);
  const wrongWay = stated.opposed || !rightWay(stated.word, off.value, exact);
  if (stated.percent && before.value.isZero()) {
    const message = `文字里写的是“${words}”，但${meaning.what}${basis}为 0，没有增减的百分比`;
    return { message, hint: '请删去这个百分比' };
  }
  const base = stated.base && exactOf(stated.base);
  if (stated.base && base && !says(stated.base, before.value)) {
    const left = { name: `文字“${words}”`, figure: { value: base, sources: [span] } };
    const right = { name: `${basis}的${meaning.what}`, figure: before };
    return { message: `${start}${truth}`, hint, sides: { left, right, sign: '=', unit: '元' } };
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

/** A change as the package prints it: 增加 960.28 万元，增长 28.4%. */
export function printedChange(now: Figure, before: Figure, numbers: NumberStyle): string {
  const off = now.value.minus(before.value);
  if (toWan(off.abs()).isZero()) return '持平';
  const [amount, rate] = off.isNegative() ? ['减少', '下降'] : ['增加', '增长'];
  const percent = percentage(off.abs(), before.value, numbers);
  const size = `${amount} ${formatNumber(toWan(off.abs()), 2, true)} 万元`;
  return percent === undefined ? size : `${size}，${rate} ${percent}`;
}

export function change(off: Decimal): string {
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
