/** Amounts as a person types, pastes and reads them: digits, never a float. */
import { Decimal } from 'decimal.js';
import { grouped } from '../grouped.js';

/** Full-width digits and signs as the plain ones. */
const narrow = (text: string): string =>
  text.replace(/[０-９．，－]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));

/** What is written for what a person has typed; undefined where it is no number. */
export function typedAmount(typed: string): string | undefined {
  // commas part thousands or nothing: 1,2 and 1.234,50 are no numbers here
  const text = narrow(typed).trim();
  return /^-?(\d{1,20}|\d{1,3}(,\d{3}){1,6})(\.\d{1,10})?$/.test(text)
    ? text.replaceAll(',', '')
    : undefined;
}

/** The exact sum of what is written; undefined where something is no number. */
export function total(written: readonly string[]): string | undefined {
  const numbers = written.filter((one) => one !== '');
  if (numbers.some((one) => typedAmount(one) === undefined)) return undefined;
  return numbers.reduce((sum, one) => sum.plus(one), new Exact(0)).toFixed();
}

/** As many digits as twenty-digit amounts add up to. */
const Exact = Decimal.clone({ precision: 60 });

/** The same amount in 万元, for one that is written in 元. */
export const inWan = (yuan: string): string => grouped(new Exact(yuan).div(10_000).toFixed());

/** A column that was copied from a worksheet: a line for each cell, the first column of several. */
export const pastedColumn = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t')[0]?.trim() ?? '');
