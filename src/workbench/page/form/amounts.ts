/** Amounts as a person types, pastes and reads them: digits, never a float. */
import { Decimal } from 'decimal.js';
import type { Node } from 'yaml';
import { scalarText } from '../../../yaml-edit/source.js';
import { grouped } from '../grouped.js';

/** Full-width digits and signs as the plain ones. */
const narrow = (text: string): string =>
  text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[−–﹣]/g, '-')
    .replace(/[￥¥]/g, '');

/**
 * What is written for what a person has typed, or copied from a worksheet: 1,000.50, （100）, －5, ￥3.
 * @returns undefined where it is no number
 */
export function typedAmount(typed: string): string | undefined {
  const text = narrow(typed).trim();
  const [, bracketed] = /^\(\s*([\d.,]+)\s*\)$/.exec(text) ?? [];
  const signed = bracketed === undefined ? text : `-${bracketed}`;
  // commas part thousands or nothing: 1,2 and 1.234,50 are no numbers here
  return /^-?(\d{1,20}|\d{1,3}(,\d{3}){1,6})?(\.\d{1,10})?$/.test(signed) && /\d/.test(signed)
    ? signed.replaceAll(',', '').replace(/^(-?)\./, '$10.')
    : undefined;
}

/** What stands for a sum of which a part is not written yet. */
export const UNKNOWN = '—';

/** What is written as an amount; one without a value is none that a sum can be made of. */
export const writtenAmount = (node: Node | undefined): string =>
  node === undefined ? '' : scalarText(node) || UNKNOWN;

/** The exact sum of what is written; undefined where something is no number. */
export function total(written: readonly string[]): string | undefined {
  const numbers = written.filter((one) => one !== '').map(typedAmount);
  if (numbers.includes(undefined)) return undefined;
  return numbers.reduce((sum, one) => sum.plus(one ?? 0), new Exact(0)).toFixed();
}

/** As many digits as twenty-digit amounts add up to. */
const Exact = Decimal.clone({ precision: 60 });

/** The same amount in 万元, for one that is written in 元. */
export const inWan = (yuan: string): string => grouped(new Exact(yuan).div(10_000).toFixed());
