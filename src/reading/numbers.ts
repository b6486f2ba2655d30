/** Numbers as people and programs leave them in cells: with separators, in full width, with their unit. */
import { readTyped } from '../input/typed.js';
import { type Decimal, MONEY_UNITS, type MoneyUnit } from '../model/money.js';
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

/** The number that an area shows, in the digits of the file; undefined where it shows none. */
export function readNumber(area: Area): ReadNumber | undefined {
  const { amount, text } = area;
  if (!amount) return numberIn(text);
  const { decimals, percent } = amount;
  const exact = exactNumber(area)?.toSignificantDigits(SHOWN);
  // a format may show a number in thousands, or in percent
  const same = exact?.toDecimalPlaces(decimals).eq(amount.value) === true;
  // a format may also write the unit behind it
  const behind = /[亿万千百十]*元$/.exec(text.trim())?.[0];
  const unit = MONEY_UNITS.find((one) => one === behind);
  return { value: exact && same ? exact : amount.value, decimals, percent, unit };
}

/** The number that a text is: 1,234.50, １２３, 30万元, (12.5), 12.5%; none where two stand in it, or a ①. */
export function numberIn(text: string): ReadNumber | undefined {
  const typed = readTyped(text.trim());
  if (!typed || (typed.counts !== undefined && !/^[%％]$/.test(typed.counts))) return undefined;
  return {
    value: typed.value,
    decimals: /\.(\d+)/.exec(text.normalize('NFKC').replace(/。(?=\d)/, '.'))?.[1]?.length ?? 0,
    percent: typed.counts !== undefined,
    unit: typed.unit,
  };
}

/** What stands where there is nothing: —, -, /, 无. */
export const saysNothing = (text: string): boolean =>
  /^(?:[-−–—―─/\\]{1,3}|无|空|\*)?$/.test(text.normalize('NFKC').replace(/\s/g, ''));

/** What Excel shows in place of a result. */
export const isErrorValue = (text: string): boolean =>
  /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)$/.test(text.trim());
