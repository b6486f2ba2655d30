/** What a table prints → the value that an input has for it. */
import type { AmountUnit } from '../../input/amount.js';
import { Numeral, type Tree } from '../../input/tree.js';
import { Decimal, inYuan, type MoneyUnit, type Span } from '../../model/money.js';
import type { WrittenAs } from '../../model/row-origins.js';
import { PUBLISHERS } from '../../model/terms.js';

/** Where it is printed, and the unit that the input's amounts are written in. */
export interface Printed {
  readonly place: Span;
  readonly unit: AmountUnit;
}

/** Lines without the white space around them and without empty ones between. */
const linesOf = (shown: string): string[] =>
  shown
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Full-width digits and stops as plain ones. */
const plainDigits = (shown: string): string =>
  shown.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** An amount of so many 元 in the input's unit, exact. */
export function amountOf(yuan: Decimal, { place, unit }: Printed): Numeral {
  const value = unit === '万元' ? yuan.div(10_000) : yuan;
  return new Numeral(value.toFixed(), place);
}

/** 30万元, 1,200.5万元 → 元; undefined where it is no amount with its unit. */
export function yuanOf(shown: string): Decimal | undefined {
  const plain = plainDigits(shown).replace(/[\s,]/g, '');
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)(亿元|万元|元)$/.exec(plain) ?? [];
  return digits === undefined ? undefined : inYuan(new Decimal(digits), unit as MoneyUnit);
}

/** One text or a list of them; undefined of none. */
const oneOrMore = (texts: readonly string[]): Tree | undefined =>
  texts.length > 1 ? [...texts] : texts[0];

const DAY = /^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/;

/**
 * @param shown not empty
 * @returns undefined where it is nothing of the kind
 */
export function writtenValue(shown: string, as: WrittenAs, printed: Printed): Tree | undefined {
  const lines = linesOf(shown);
  const plain = plainDigits(lines.join('')).replaceAll(',', '');
  const number = (digits: string | undefined) =>
    digits === undefined ? undefined : new Numeral(digits, printed.place);
  switch (as) {
    case 'text':
      return lines.length === 0 ? undefined : lines.join('\n');
    case 'paragraphs':
      return oneOrMore(lines);
    case 'options':
      return oneOrMore(lines);
    case 'date': {
      const [, year, month = '', day = ''] = DAY.exec(plain) ?? [];
      return year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }
    case 'year':
      return number(/^(\d{4})\s*年?(?:度)?$/.exec(plain)?.[1]);
    case 'count':
      return number(/^(\d+)(?:\.0+)?\s*[^\d.]{0,5}$/.exec(plain)?.[1]);
    case 'points':
      return number(/^\(?(\d+(?:\.\d+)?)分?\)?$/.exec(plain)?.[1]);
    case 'postcode':
      return /^\d{6}$/.exec(plain)?.[0];
    case 'code':
      return /^[0-9A-Za-z -]{1,60}$/.exec(plain)?.[0];
    case 'publisher':
      return PUBLISHERS.find((one) => one === plain);
    case 'yesOrNo':
      return /^[是否]$/.exec(plain)?.[0];
    case 'functional':
      return /^[[【]?(\d{7})(?!\d)/.exec(plain)?.[1];
    case 'economic':
      return /^[[【]?(\d{5})(?!\d)/.exec(plain)?.[1];
    case 'amount': {
      const yuan = yuanOf(shown);
      return yuan && amountOf(yuan, printed);
    }
  }
}
