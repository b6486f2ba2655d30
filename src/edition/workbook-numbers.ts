/** What a number or a date shows by its number format. */
import { format, getFormatInfo } from 'numfmt';
import { Decimal } from '../model/money.js';

/** A number as it is shown. */
export interface Amount {
  readonly value: Decimal;
  readonly decimals: number;
  readonly grouping: boolean;
  readonly percent: boolean;
}

/** What a cell shows; `amount` where a number stands in it, even if a zero is shown as nothing. */
export interface Shown {
  readonly text: string;
  readonly amount?: Amount;
}

/** The formats of a date that follow the country; the library takes them for American. */
const DATES: Readonly<Record<string, string>> = {
  'mm-dd-yy': 'yyyy/m/d',
  'm/d/yy "h":mm': 'yyyy/m/d h:mm',
};

/** A format as the library reads it: Chinese programs also write G/通用格式, [红色], and `!` for `\`. */
function common(code: string): string {
  if (code.length > 120) return 'General'; // nobody writes this
  return (DATES[code] ?? code)
    .replaceAll('G/通用格式', 'General')
    .replace(/\[\p{Script=Han}+\d*\]/gu, '')
    .replace(/!(.)/g, '\\$1');
}

export function showDate(date: Date, code: string): string {
  if (Number.isNaN(date.getTime())) return '####';
  return format(common(code), date, { ignoreTimezone: true, throws: false });
}

/** What is known of formats: the library goes through a faulty one anew each time. */
const known = new Map<string, ReturnType<typeof examine>>();

function examine(code: string) {
  const pattern = common(code);
  const { type, maxDecimals, scale, grouped } = getFormatInfo(pattern);
  const plain = /^@|general/i.test(pattern) || /error|scientific|fraction/.test(type);
  const info = { pattern, plain, decimals: maxDecimals, scale, grouping: !plain && grouped > 0 };
  known.set(code, info);
  return info;
}

/** Signs of currencies, and of negative numbers: these are told by a minus. */
const SIGNS = /[-+¥￥$()（）△▲\s]/g;

/** A number in digits of Excel, rounded half up. */
export function showNumber(number: number, code: string, zeros = true): Shown {
  if (!Number.isFinite(number)) return { text: '#NUM!' };
  const exact = new Decimal(number.toPrecision(15));
  const { pattern, plain, scale, decimals, grouping } = known.get(code) ?? examine(code);
  // the library rounds binary fractions, which is a cent less now and then
  const rounded = plain
    ? exact.toDecimalPlaces(Math.max(0, 10 - exact.abs().trunc().toFixed().length))
    : exact.times(scale).toDecimalPlaces(decimals).div(scale);
  const shown = plain ? rounded.toFixed() : format(pattern, rounded.toNumber()).trim();
  const percent = shown.includes('%');
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(shown)?.[0];
  const hidden = exact.isZero() && !zeros;
  if (digits === undefined)
    return { text: hidden ? '' : shown, amount: { value: rounded, decimals, grouping, percent } };
  const size = new Decimal(digits.replaceAll(',', ''));
  const minus = rounded.isNegative() && !size.isZero() ? '-' : '';
  const text = shown.replace(SIGNS, '').replace(digits, `${minus}${digits}`);
  const fraction = digits.split('.')[1] ?? '';
  return {
    text: hidden ? '' : text,
    amount: { value: minus ? size.neg() : size, decimals: fraction.length, grouping, percent },
  };
}
