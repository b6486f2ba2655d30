/** 目录: the first sheet of a workbook with many, which leads to each of them. */
import type { Align, Cell, Table } from '../tables/table.js';
import { CONTENTS_HEADINGS, CONTENTS_SHEET } from '../workbook/contents-sheet.js';
import type { SheetPlan } from './xlsx-layout.js';
import type { SheetLink } from './xlsx-seal.js';
import { columnLetters } from './xlsx-text.js';

/** So many sheets are found by their tabs no more. */
export const LEAST_LISTED = 9;
const WIDTHS = [8, 16, 60];

/**
 * The contents as a table of its own.
 * @param tables in the order of the sheets
 * @param names of the sheets
 */
export function contentsTable(tables: readonly Table[], names: readonly string[]): Table {
  const cell = (row: number, col: number, text: string, align: Align): Cell => ({
    ...{ row, col, rowSpan: 1, colSpan: 1, indent: 0 },
    align,
    bold: row === 0,
    content: { kind: 'text', text },
  });
  const heads = CONTENTS_HEADINGS.map((text, col) => cell(0, col, text, 'center'));
  const lines = tables.flatMap(({ id }, i) => [
    cell(i + 1, 0, String(i + 1), 'center'),
    cell(i + 1, 1, id, 'left'),
    cell(i + 1, 2, names[i] ?? '', 'left'),
  ]);
  return {
    ...{ id: CONTENTS_SHEET, name: CONTENTS_SHEET, title: '目　录', number: '' },
    ...{ numberPlace: 'above', middle: '', lead: '', unit: '', orientation: 'portrait' },
    ...{ preface: [], notes: [], form: false, headerRows: 1 },
    widths: WIDTHS,
    rows: tables.length + 1,
    levels: tables.map(() => undefined),
    cells: [...heads, ...lines],
  };
}

/** The links of the contents: the name of each sheet leads to it. */
export function contentsLinks(plan: SheetPlan, names: readonly string[]): SheetLink[] {
  const column = columnLetters(WIDTHS.length);
  return names.map((sheet, i) => ({ cell: `${column}${plan.headerBottom + 1 + i}`, sheet }));
}
