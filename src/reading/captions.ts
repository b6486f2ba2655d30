/** What stands above and below the grid of a sheet: title, number, who made it, the unit of its amounts. */
import type { TableTemplate } from '../forms/template.js';
import type { MoneyUnit } from '../model/money.js';
import { labelDistance } from './labels.js';
import { beginningIn, type SheetToRead } from './sheet.js';
import { fixedWords, hasFields, readPattern } from './text-pattern.js';
import { unitSaidIn } from './unit-said.js';

export interface Captions {
  /** Fields of the template's texts around the grid. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of its amounts; undefined where no line says it, `unknown` where it says one that is not known. */
  readonly unit: MoneyUnit | 'unknown' | undefined;
  /** Whether the title is there. */
  readonly titled: boolean;
}

const MOST_LINES = 25;

/** The texts of some rows; two in one cell are kept apart by blanks. */
export function textsIn(sheet: SheetToRead, from: number, to: number): string[] {
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return rows.flatMap((row) =>
    beginningIn(sheet, row).flatMap(({ text }) => {
      const parts = text.trim().split(/　{2,}|[ \t]{3,}/);
      return parts.length > 1 ? [text.trim(), ...parts] : parts;
    }),
  );
}

/** What the rows of a sheet above its grid say, by the template's own captions. */
export function readCaptions(sheet: SheetToRead, template: TableTemplate, top: number): Captions {
  const texts = textsIn(sheet, 0, Math.min(top, MOST_LINES));
  const { title, lead, middle, unit, number } = template;
  const fields: Record<string, string> = {};
  for (const pattern of [lead, middle, unit, number, title]) {
    if (!hasFields(pattern) || fixedWords(pattern).trim() === '') continue;
    const text = texts.find((one) => readPattern(pattern, one) !== undefined);
    if (text !== undefined) Object.assign(fields, readPattern(pattern, text));
  }
  return {
    fields,
    unit: texts.flatMap((text) => unitSaidIn(text) ?? [])[0],
    titled: texts.some((text) => isTitle(text, title)),
  };
}

/** Whether a text is a template's title, whatever its fields say. */
export function isTitle(text: string, title: string): boolean {
  if (title.trim() === '') return false;
  if (!hasFields(title)) return labelDistance(text, title) === 0;
  return fixedWords(title).trim().length >= 3 && readPattern(title, text) !== undefined;
}
