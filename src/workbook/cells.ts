/** What a cell shows: its number format applied, rich text made plain. */
import type { Style, ValueType } from 'exceljs';
import { format, getFormatInfo } from 'numfmt';
import { Decimal } from '../model/money.js';
import { damaged } from './guard.js';
import type { CellFacts } from './sheet-xml.js';

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

/** A cell or a merged range, by its place among the rows that it is in, from 0. */
export interface Area extends Shown {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly align: 'left' | 'center' | 'right' | undefined;
  readonly bold: boolean;
  readonly size: number;
  /** Indentation in steps, by the format or by blanks before the text. */
  readonly indent: number;
  /** Whether it has a line at its side, as cells of a grid have. */
  readonly bordered: boolean;
  /** Of a number: its digits as the file has them, 1E-2; `exactNumber` reads them. */
  readonly exact?: string;
  /** Whether a formula makes what it shows, as it was when the file was saved. */
  readonly formula?: true;
  /** What a formula that failed shows: #REF!. */
  readonly error?: string;
}

/** What covers each place, row by row. */
export type Rows = readonly (readonly Area[])[];

export const isEmpty = ({ text }: Area): boolean => text.trim() === '';

/** The same rows, each area changed once, however many places it covers. */
export function mapAreas(rows: Rows, change: (area: Area) => Area): Area[][] {
  const changed = new Map<Area, Area>();
  return rows.map((row) =>
    row.map((area) => {
      const own = changed.get(area) ?? change(area);
      changed.set(area, own);
      return own;
    }),
  );
}

/** A cell as exceljs reads it. */
export interface ParsedCell {
  readonly address?: string;
  readonly type?: ValueType;
  readonly value?: unknown;
  /** Of a formula. */
  readonly result?: unknown;
  readonly style?: Partial<Style>;
}

/** AB12 → row 11, column 27. */
export function placeOf(address: string | undefined): { row: number; col: number } {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address ?? '') ?? [];
  if (!letters) throw damaged();
  const col = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row) - 1, col: col - 1 };
}

/** AB12, from a row's number from 1 and a column from 0. */
export function addressOf(row: number, col: number): string {
  let letters = '';
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row}`;
}

export const blankAt = (row: number, col: number): Area => ({
  ...{ row, col, rowSpan: 1, colSpan: 1, text: '' },
  ...{ align: undefined, bold: false, size: 0, indent: 0, bordered: false },
});

/** @param zeros whether the sheet shows zeros */
export function areaOf(cell: ParsedCell, zeros: boolean, facts: CellFacts = {}): Area {
  const { row, col } = placeOf(cell.address);
  const { alignment, border, font } = cell.style ?? {};
  const shown = shownOf(cell, zeros);
  const align = alignment?.horizontal;
  return {
    ...{ row, col, rowSpan: 1, colSpan: 1 },
    ...shown,
    align: align === 'left' || align === 'center' || align === 'right' ? align : undefined,
    bold: font?.bold === true,
    size: font?.size ?? 0,
    indent: (alignment?.indent ?? 0) || blanksBefore(shown.text),
    bordered: border?.left?.style !== undefined || border?.right?.style !== undefined,
    ...(facts.exact === undefined ? {} : { exact: facts.exact }),
    ...(facts.formula === undefined ? {} : { formula: true }),
    ...errorOf(cell),
  };
}

function errorOf({ value, result }: ParsedCell): Pick<Area, 'error'> {
  const { error } = ((result ?? value) || {}) as { readonly error?: unknown };
  return typeof error === 'string' ? { error } : {};
}

/** A full-width blank counts as two. */
function blanksBefore(text: string): number {
  const [blanks = ''] = /^\s*(?=\S)/.exec(text) ?? [];
  return blanks.replaceAll('　', '  ').length;
}

const TEXT: ValueType.String = 3;

function shownOf({ type, value, result, style }: ParsedCell, zeros: boolean): Shown {
  const shown = result ?? value;
  // the number of a text among those that are missing
  if (type === TEXT && typeof shown === 'number') throw damaged();
  if (typeof shown === 'number') return showNumber(shown, style?.numFmt ?? 'General', zeros);
  if (shown instanceof Date) return { text: showDate(shown, style?.numFmt ?? '') };
  if (typeof shown === 'boolean') return { text: shown ? 'TRUE' : 'FALSE' };
  return { text: plainText(shown).replace(/\r\n?/g, '\n') };
}

/** The text of what the library makes of texts: plain, in runs, or an error. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { richText, text, error } = (value ?? {}) as Record<string, unknown>;
  return Array.isArray(richText) ? richText.map(plainText).join('') : String(text ?? error ?? '');
}

// ---- number formats

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

function showDate(date: Date, code: string): string {
  if (Number.isNaN(date.getTime())) return '####';
  return format(common(code), date, { ignoreTimezone: true, throws: false });
}

/** What is known of formats: the library goes through a faulty one anew each time. */
const MOST_KNOWN = 1000;
const known = new Map<string, ReturnType<typeof examine>>();

function examine(code: string) {
  const pattern = common(code);
  const { type, maxDecimals, scale, grouped } = getFormatInfo(pattern);
  const plain = /^@|general/i.test(pattern) || /error|scientific|fraction/.test(type);
  const info = { pattern, plain, decimals: maxDecimals, scale, grouping: !plain && grouped > 0 };
  if (known.size >= MOST_KNOWN) known.clear();
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
