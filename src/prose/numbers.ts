/** Numbers in Chinese prose: amounts and percentages as they stand. One pass; no pattern can backtrack over more of it. */
import { Decimal } from '../model/money.js';
import type { Stretch } from './text.js';

export type NumberUnit = '元' | '万元' | '亿元' | '%';

/** A number with its unit, which its stretch includes: 1,702.38万元, 40%. */
export interface WrittenNumber extends Stretch {
  readonly unit: NumberUnit;
  /** As it is written: digits, commas, points. */
  readonly digits: string;
  /** Exact, in 元 or %; undefined where the digits are no number: 1.2.4. */
  readonly exact: Decimal | undefined;
  readonly decimals: number;
  /** No statement of how much it is: ≥ 5 %, 3 万元以内, 5 万元/年, 1–2 万元. */
  readonly vague: boolean;
}
export type ExactNumber = WrittenNumber & { readonly exact: Decimal };

export const isExact = (number: WrittenNumber): number is ExactNumber => number.exact !== undefined;
/** Of money, not a percentage. */
export const isAmount = ({ unit }: Pick<WrittenNumber, 'unit'>) => unit !== '%';

/** Longer than any amount. */
const MOST_DIGITS = 30;
/** In 元, or in %. */
const SIZE: Readonly<Record<NumberUnit, number>> = {
  亿元: 100_000_000,
  万元: 10_000,
  元: 1,
  '%': 1,
};
const UNITS = Object.keys(SIZE) as NumberUnit[];
const BEFORE = /[-−–—~～至≥≤<>＜＞±+＋≧≦]$/;
/** Behind an amount that is a limit or a rate. */
export const AFTER = /^(?:以上|以下|以内|之内|左右|上下|\/|每|起|[-−–—~～至到](?=\d))/;

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
/** What nobody means as a number; with other separators it may be two that stand together. */
const BROKEN = /^\d+(?:\.\d+){2,}$/;

/** All amounts and percentages of a prose, in their order. */
export function numbersIn(text: string): WrittenNumber[] {
  const out: WrittenNumber[] = [];
  for (const { 0: digits, index: start } of text.matchAll(/\d[\d,.]*/g)) {
    const behind = start + digits.length;
    const unit = UNITS.find((one) => text.startsWith(one, behind));
    const known = NUMBER.test(digits);
    if (!unit || digits.length > MOST_DIGITS || !(known || BROKEN.test(digits))) continue;
    const plain = digits.replaceAll(',', '');
    const end = behind + unit.length;
    out.push({
      start,
      end,
      unit,
      digits,
      exact: known ? new Decimal(plain).times(SIZE[unit]) : undefined,
      decimals: known ? (plain.split('.')[1]?.length ?? 0) : 0,
      vague: BEFORE.test(text.charAt(start - 1)) || AFTER.test(text.slice(end, end + 3)),
    });
  }
  return out;
}

/** Half of what the last written digit counts, in 元 or %. @param about only digits that are not 0 count */
export function halfUnit({ exact, decimals, unit, digits }: WrittenNumber, about = false): Decimal {
  const round = about && exact && !exact.isZero() && !digits.includes('.');
  const zeros = round ? (/0*$/.exec(digits.replaceAll(',', ''))?.[0].length ?? 0) : 0;
  return new Decimal(10)
    .pow(zeros - decimals)
    .times(SIZE[unit])
    .div(2);
}

/**
 * Whether a figure, rounded half up to the digits that are written, is what is written.
 * @param figure in 元 or %
 * @param about it may be cut off or rounded, further than it is written: 约 2,300 万元
 */
export function says(number: WrittenNumber, figure: Decimal, about = false): boolean {
  const { exact, decimals, unit } = number;
  if (!exact) return false;
  if (about) return exact.minus(figure).abs().lt(halfUnit(number, true).times(2));
  const size = SIZE[unit];
  const rounded = figure.div(size).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  return rounded.times(size).eq(exact);
}
