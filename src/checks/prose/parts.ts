/** Parts of a whole, as a text writes them, and percentages of them. */
import type { Decimal, Figure } from '../../model/money.js';
import type { Finding } from '../rule.js';
import { exactOf, halfUnit, type Quoted, says } from './figures.js';
import { nameBefore } from './naming.js';
import type { Reading } from './reading.js';

/** The part of a share: an amount as it is written, or a figure. */
export interface Part {
  readonly low: Decimal;
  readonly high: Decimal;
  readonly start: number;
}

/** An amount as a part: of 0.01 万元 half is rounded off. */
export function partOf(reading: Reading, quoted: Quoted): Part | undefined {
  const exact = exactOf(quoted);
  if (!exact) return undefined;
  const half = halfUnit(quoted, /约|近/.test(reading.prose.text.charAt(quoted.start - 1)));
  const name = nameBefore(reading, quoted.start);
  return { low: exact.minus(half), high: exact.plus(half), start: name?.start ?? quoted.start };
}

/** As messages show it. */
export function percentOf({ low, high }: Part, whole: Figure): Decimal {
  return low.plus(high).div(2).div(whole.value).times(100).toDecimalPlaces(2);
}

/** Whether a written percentage is that of a part that itself may have been rounded. */
export function agrees(
  quoted: Quoted,
  { low, high }: Part,
  whole: Figure,
  about: boolean,
): boolean {
  const [least, most] = [low, high].map((part) => part.div(whole.value).times(100));
  const stated = exactOf(quoted);
  if (!least || !most || !stated) return false;
  if (says(quoted, least, about) || says(quoted, most, about)) return true;
  return stated.gte(least) && stated.lte(most);
}

export function sidesOf(
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
