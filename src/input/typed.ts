/**
 * What people type where a number belongs, in a file or in a cell: １，２３４, 1,234.50元, （12）, 12 万元. It is
 * never taken for the number; the message says what to write instead.
 */
import { Decimal, inYuan, MONEY_UNITS, type MoneyUnit } from '../model/money.js';

/** A number as it was meant. */
export interface Typed {
  readonly value: Decimal;
  /** The unit that stands behind it, of money. */
  readonly unit?: MoneyUnit;
  /** Another word behind it: 辆, 年, %. */
  readonly counts?: string;
  /** What keeps it from being a number as it should be written, in words; empty where nothing does. */
  readonly slips: readonly string[];
}

/** Longer texts are no numbers. */
const MOST_CHARACTERS = 60;
const BLANK = /[\s\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/;
const BLANKS = new RegExp(BLANK, 'g');
const WIDE = /[０-９．，－＋％]/;
/** Dashes that are typed for a minus. */
const DASHES = /^[−–—‒‐﹣]/;
const CURRENCY = /^(?:人民币|RMB|CNY|[¥￥])/i;
/** 万 and 亿 alone are said of money as well. */
const UNITS: Readonly<Record<string, MoneyUnit>> = {
  ...Object.fromEntries(MONEY_UNITS.map((unit) => [unit, unit])),
  万: '万元',
  亿: '亿元',
  圆: '元',
};
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** Thousands that blanks part. */
const PARTED = /^\D*\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*$/;
/** The number, and what stands behind it. */
const PARTS = /^([-+]?\d[\d,]*(?:\.\d+)?)(\D*)$/;

/**
 * Reads what somebody typed for a number.
 * @returns undefined where it is not certain which number is meant: commas that part no thousands, two
 * numbers, words
 */
export function readTyped(text: string): Typed | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const slips: string[] = [];
  const note = (found: boolean, slip: string) => {
    if (found) slips.push(slip);
    return found;
  };
  note(WIDE.test(text), '用了全角数字或符号');
  // of full-width signs alone: NFKC would make ① and ² digits as well
  let rest = text.replace(/[！-～￥]/g, (wide) => (wide === '￥' ? '¥' : half(wide)));
  // 1 234 567 is one number, 12 34 is not certain to be
  if (/\d\s+\d/.test(rest) && !PARTED.test(rest)) return undefined;
  note(BLANK.test(rest), '有空格');
  rest = rest.replace(BLANKS, '');
  const quoted = /^(["'“”])(.+)["'“”]$/.exec(rest)?.[2];
  if (note(quoted !== undefined, '带引号')) rest = quoted ?? rest;
  if (note(DASHES.test(rest), '负号不是半角的“-”')) rest = rest.replace(DASHES, '-');
  // a full stop of the Chinese keyboard between digits
  if (note(/\d。\d/.test(rest), '小数点是句号')) rest = rest.replace(/(\d)。(?=\d)/g, '$1.');
  if (note(CURRENCY.test(rest), '写了货币符号')) rest = rest.replace(CURRENCY, '');
  const inside = /^\((.+)\)(\D*)$/.exec(rest);
  if (note(inside !== null, '用括号表示负数')) rest = `-${inside?.[1] ?? ''}${inside?.[2] ?? ''}`;
  const [, digits = '', behind = ''] = PARTS.exec(rest) ?? [];
  if (digits === '' || (digits.includes(',') && !GROUPED.test(digits))) return undefined;
  note(digits.includes(','), '有千分位逗号');
  note(digits.startsWith('+'), '写了加号');
  const unit = Object.hasOwn(UNITS, behind) ? UNITS[behind] : undefined;
  note(behind !== '', `数字后面写了“${behind}”`);
  const value = new Decimal(digits.replaceAll(',', '').replace(/^\+/, ''));
  return {
    value,
    slips,
    ...(unit === undefined ? {} : { unit }),
    ...(behind !== '' && unit === undefined ? { counts: behind } : {}),
  };
}

const half = (wide: string): string => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);

/**
 * What is wrong with an amount that was typed, and what to write: `有千分位逗号，数字后面写了“元”，请写成 1234.5`.
 * @param unit of the file's amounts, in which it should be written
 * @returns undefined where no amount is meant, or nothing is wrong with it
 */
export function typedAmountHint(text: string, unit: '元' | '万元'): string | undefined {
  const typed = readTyped(text);
  if (!typed || typed.counts !== undefined || typed.slips.length === 0) return undefined;
  const { value, unit: written = unit } = typed;
  const amount = inYuan(value, written).div(inYuan(new Decimal(1), unit));
  const converted = written === unit ? '' : `（金额单位是${unit}）`;
  return `${typed.slips.join('，')}，请写成 ${amount.toFixed()}${converted}`;
}

/** The same of another number, without what stands behind it: `数字后面写了“辆”，请写成 12`. */
export function typedNumberHint(text: string): string | undefined {
  const typed = readTyped(text);
  if (!typed || typed.slips.length === 0) return undefined;
  return `${typed.slips.join('，')}，请写成 ${typed.value.toFixed()}`;
}

/** A day as people write it: 2026年2月1日, 2026/2/1, ２０２６.2.1. */
const DAY = /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** `请写成 2026-02-01` of a day that was written otherwise; undefined where none is meant. */
export function typedDateHint(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const plain = text.replace(/[！-～]/g, half).replace(BLANKS, '');
  const [, year, month = '', day = ''] = DAY.exec(plain) ?? [];
  if (year === undefined) return undefined;
  return `请写成 ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A code without blanks, in half-width characters. */
export const plainCode = (text: string): string =>
  text
    .slice(0, MOST_CHARACTERS)
    .replace(/[！-～]/g, half)
    .replace(BLANKS, '');
