/** Numbers as people and programs leave them in cells: with separators, in full width, with their unit. */
import { Decimal, MONEY_UNITS, type MoneyUnit } from '../model/money.js';
import type { Area } from '../workbook/cells.js';
import { exactNumber } from '../workbook/exact.js';

export interface ReadNumber {
  readonly value: Decimal;
  readonly decimals: number;
  readonly percent: boolean;
  /** Written behind it. */
  readonly unit: MoneyUnit | undefined;
}

/** So many digits of a number spreadsheets show; behind them is what binary fractions leave. */
const SHOWN = 15;

const NUMBER =
  /^(?<open>\()?(?:人民币|[¥￥])?(?<sign>[-−–])?(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?(?<unit>%|亿元|万元|元)?(?<close>\))?$/;

/** The number that an area shows, in the digits of the file; undefined where it shows none. */
export function readNumber(area: Area): ReadNumber | undefined {
  const { amount, text } = area;
  if (!amount) return numberIn(text);
  const { decimals, percent } = amount;
  const exact = exactNumber(area)?.toSignificantDigits(SHOWN);
  // a format may show a number in thousands, or in percent
  const same = exact?.toDecimalPlaces(decimals).eq(amount.value) === true;
  return { value: exact && same ? exact : amount.value, decimals, percent, unit: undefined };
}

/** The number that a text is: 1,234.50, １２３, 30万元, (12.5), 12.5%. */
export function numberIn(text: string): ReadNumber | undefined {
  const found = NUMBER.exec(text.normalize('NFKC').replace(/\s/g, ''))?.groups;
  if (!found || (found.open === undefined) !== (found.close === undefined)) return undefined;
  const { digits = '', fraction = '', unit, sign, open } = found;
  const size = new Decimal(digits.replaceAll(',', '') + fraction);
  return {
    value: sign !== undefined || open !== undefined ? size.negated() : size,
    decimals: Math.max(0, fraction.length - 1),
    percent: unit === '%',
    unit: MONEY_UNITS.find((one) => one === unit),
  };
}

/** What stands where there is nothing: —, -, /, 无. */
export const saysNothing = (text: string): boolean =>
  /^(?:[-−–—―─/\\]{1,3}|无|空|\*)?$/.test(text.normalize('NFKC').replace(/\s/g, ''));

/** What Excel shows in place of a result. */
export const isErrorValue = (text: string): boolean =>
  /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)$/.test(text.trim());
