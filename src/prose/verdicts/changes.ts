/** Changes that a text states, against the differences of the figures. */
import { type NumberStyle, percentage } from '../../forms/style.js';
import { Decimal, difference, printedIn } from '../../model/money.js';
import { formatNumber, wan } from '../../tables/table.js';
import { type Claim, claimsOf, type Direction } from '../claims/claim.js';
import { halfUnit, says, type WrittenNumber } from '../numbers.js';
import { type Pair, pairsOf } from './figures.js';
import {
  type Case,
  type Contradiction,
  type Quote,
  sidesOf,
  type Verdict,
  verdictsOn,
} from './verdict.js';

/** Verdicts on the increases and decreases of a text. */
export function judgeChanges(text: Case): Verdict[] {
  return [
    ...verdictsOn(claimsOf(text.claims, '增减'), (claim) => change(text, claim)),
    ...verdictsOn(claimsOf(text.claims, '变动'), (claim) => move(text, claim)),
    ...claimsOf(text.claims, '方向').flatMap((claim) => direction(text, claim)),
  ];
}

function change({ figure, numbers, quote }: Case, claim: Claim<'增减'>): Verdict[] {
  const pairs = pairsOf(claim, figure);
  const [first] = pairs;
  if (!first) return [];
  const quoted = quote(claim);
  const wrong = pairs.map((pair) => contradiction(claim, pair, quoted, numbers));
  const right = wrong.indexOf(undefined);
  if (right < 0 && wrong[0]) return [wrong[0]];
  const { now, before } = pairs[right] ?? first;
  if (!claim.amount) return [];
  const size = { ...difference(now, before), value: now.value.minus(before.value).abs() };
  return [{ sides: sidesOf(quoted, claim.amount.exact, '增减额', size) }];
}

/** What is wrong with a change, for one thing that it may be of. */
function contradiction(
  claim: Claim<'增减'>,
  pair: Pair,
  quoted: Quote,
  numbers: NumberStyle,
): Contradiction | undefined {
  const { basis, amount, percent, about } = claim;
  const { now, before, meaning } = pair;
  const { words, span } = quoted;
  const off = difference(now, before);
  const size = { value: off.value.abs(), sources: off.sources };
  if (percent && before.value.isZero()) {
    const message = `文字里写的是“${words}”，但${meaning.what}${basis}为 0，没有增减的百分比`;
    return { span, message, hint: '请删去这个百分比' };
  }
  const message = () => `文字里写的是“${words}”，算出来${truthOf(pair, basis)}`;
  const found = () => ({ span, message: message(), hint: hintOf(pair, numbers) });
  if (claim.before && !says(claim.before, before.value)) {
    const name = `${basis}的${meaning.what}`;
    return { ...found(), sides: sidesOf(quoted, claim.before.exact, name, before) };
  }
  if (claim.opposed || !rightWay(claim.direction, off.value, amount?.exact, numbers))
    return found();
  if (amount && !says(amount, size.value, about))
    return { ...found(), sides: sidesOf(quoted, amount.exact, '增减额', size) };
  if (percent && !percentAgrees(percent, pair, about, numbers)) {
    const value = size.value.div(before.value).times(100).toDecimalPlaces(2);
    const figure = { value, sources: off.sources };
    return {
      span,
      message: `${message()}，${off.value.isNegative() ? '下降' : '增长'} ${value}%`,
      hint: `请核对；幅度应为 ${value}%`,
      sides: sidesOf(quoted, percent.exact ?? value, '增减幅度', figure, '%'),
    };
  }
  return undefined;
}

const truthOf = ({ meaning, now, before }: Pair, basis: string) =>
  `${meaning.what} ${wan(now)}，${basis} ${wan(before)}，${sizeOf(now.value.minus(before.value))}`;

function sizeOf(off: Decimal): string {
  if (off.isZero()) return '持平';
  return `${off.isNegative() ? '减少' : '增加'} ${wan({ value: off.abs() })}`;
}

/** The change as the package prints it: 增加 960.28 万元，增长 28.4%. */
function hintOf({ now, before }: Pair, numbers: NumberStyle): string {
  const off = now.value.minus(before.value);
  const [amount, rate] = off.isNegative() ? ['减少', '下降'] : ['增加', '增长'];
  const percent = percentage(off.abs(), before.value, numbers);
  const { unit, decimals } = numbers.proseMoney;
  const shown = printedIn(off.abs(), numbers.proseMoney);
  const size = `${amount} ${formatNumber(shown, decimals, true)} ${unit}`;
  const printed = percent === undefined ? size : `${size}，${rate} ${percent}`;
  return `这个数由程序写在情况说明里，可以不写；要写就改为${shown.isZero() ? '持平' : printed}`;
}

/** Whether it went the way that is said; what cannot be seen in a printed figure counts as no change. */
function rightWay(
  said: Direction,
  off: Decimal,
  stated: Decimal | undefined,
  { proseMoney }: NumberStyle,
): boolean {
  const even = printedIn(off.abs(), proseMoney).isZero();
  if (said === '持平') return even;
  if (said === '不持平') return !even;
  if (even) return stated?.isZero() ?? false;
  return (said === '增') === off.isPositive();
}

/** As computed from exact figures, or from those that are printed. */
function percentAgrees(
  stated: WrittenNumber,
  { now, before }: Pair,
  about: boolean,
  { proseMoney }: NumberStyle,
): boolean {
  const exact = now.value.minus(before.value).abs().div(before.value).times(100);
  const base = printedIn(before.value, proseMoney);
  if (says(stated, exact, about)) return true;
  if (base.isZero()) return false;
  const printed = printedIn(now.value, proseMoney).minus(base).abs().div(base).times(100);
  if (says(stated, printed, about)) return true;
  const value = stated.exact ?? new Decimal(0);
  return about && value.minus(exact).abs().lt(halfUnit(stated, true).times(2));
}

function move({ figure, numbers, quote }: Case, claim: Claim<'变动'>): Verdict[] {
  const { of, from, to } = claim;
  const risen = to.exact.comparedTo(from.exact);
  const against =
    (claim.direction === '增' && risen <= 0) || (claim.direction === '减' && risen >= 0);
  const pairs = of ? pairsOf(of, figure) : [];
  const [first] = pairs;
  const { words, span } = quote(claim);
  if (!first || !of) {
    const way = risen === 0 ? '同前面的一样' : risen < 0 ? '更小' : '更大';
    const message = `“${words}”：后面的数${way}`;
    return against ? [{ span, message, hint: '请核对这两个数' }] : [];
  }
  const agreed = pairs.some(({ now, before }) => says(from, before.value) && says(to, now.value));
  if (agreed && !against) return [];
  const message = `文字里写的是“${words}”，算出来${truthOf(first, of.basis)}`;
  return [{ span, message, hint: hintOf(first, numbers) }];
}

function direction({ figure, numbers, quote }: Case, claim: Claim<'方向'>): Verdict[] {
  const { meanings, basis, consequence } = claim;
  const pairs = pairsOf(claim, figure);
  const offs = pairs.map(({ now, before }) => now.value.minus(before.value));
  const opposite = (off: Decimal) =>
    !printedIn(off.abs(), numbers.proseMoney).isZero() &&
    (claim.direction === '增') !== off.isPositive();
  const [first] = pairs;
  const [off] = offs;
  if (!first || !off || pairs.length < meanings.length || !offs.every(opposite)) return [];
  const { words, span } = quote(claim);
  const message = `原因里写的是“${words}”，但${first.meaning.what}比${basis}${sizeOf(off)}`;
  const severity = consequence ? { severity: '提示' as const } : {};
  return [{ span, message, hint: '请核对原因', ...severity }];
}
