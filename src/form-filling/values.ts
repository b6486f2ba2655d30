/** What a cell of a compiled table is in a cell of a form: a number in the form's unit, or a text. */

import { inYuan, type MoneyUnit, printedIn } from '../model/money.js';
import { isBlankArea } from '../reading/sheet.js';
import { cleanText } from '../render/xlsx-text.js';
import type { Content } from '../tables/table.js';
import type { Area } from '../workbook/cells.js';
import { exactNumber } from '../workbook/exact.js';
import type { CellValue } from '../workbook/sheet-edit.js';

export const BLANK: CellValue = { kind: 'blank' };

export const textValue = (text: string): CellValue =>
  text === '' ? BLANK : { kind: 'text', text: cleanText(text) };

/** Decimals that an amount in a unit may have: it is whole in 分. */
const MOST_DECIMALS: Readonly<Record<string, number>> = { 元: 2, 万元: 6, 亿元: 10 };

/**
 * @param unit of the form's amounts
 * @returns undefined where an amount cannot be written in that unit without rounding it
 */
export function cellValue(content: Content, unit: MoneyUnit | undefined): CellValue | undefined {
  if (content.kind === 'blank') return BLANK;
  if (content.kind === 'text') return textValue(content.text);
  const { value, money, figure } = content;
  if (!money || unit === undefined || money.unit === unit)
    return { kind: 'number', digits: value.toFixed() };
  const decimals = MOST_DECIMALS[unit] ?? 0;
  const converted = printedIn(figure.value, { unit, decimals });
  return inYuan(converted, unit).eq(figure.value)
    ? { kind: 'number', digits: converted.toFixed() }
    : undefined;
}

/** Whether a cell of a form has a value already. */
export function stands(area: Area, value: CellValue): boolean {
  if (value.kind === 'number') return exactNumber(area)?.eq(value.digits) === true;
  if (area.amount) return false;
  if (value.kind === 'blank') return area.text === '';
  return area.text.trim() === value.text.trim();
}

/** Whether a cell of a form is still to be filled in, or has what a form has in such a place. */
export const isOpen = (area: Area): boolean => isBlankArea(area);
