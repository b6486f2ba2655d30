/** A sheet as it is read by a template: its places, and what stands at them. */
import type { Span } from '../model/money.js';
import { type Area, addressOf, blankAt, mapAreas } from '../workbook/cells.js';
import type { Grid } from '../workbook/grids.js';
import { isPlaceholder } from './labels.js';

/** A sheet of a workbook, or a CSV file, whose grid has no name. */
export interface SheetToRead {
  /** As it was given. */
  readonly file: string;
  readonly grid: Grid;
}

/** What it is called in messages. */
export const sheetName = ({ file, grid }: SheetToRead): string =>
  grid.name === '' ? (file.split(/[\\/]/).at(-1) ?? file).replace(/\.csv$/i, '') : grid.name;

/** Whether nothing was filled in: no text, or only what a blank form has there. */
export const isBlankArea = (area: Area | undefined): boolean =>
  area === undefined || (area.amount === undefined && isPlaceholder(area.text.trim()));

/** In CSV an apostrophe keeps spreadsheets from running a text as a formula; it is no part of it. */
export function withoutApostrophes(sheet: SheetToRead): SheetToRead {
  if (sheet.grid.name !== '') return sheet;
  const rows = mapAreas(sheet.grid.rows, (area) => ({
    ...area,
    text: area.text.replace(/^'(?=[=+@\-－＝＋＠])/, ''),
  }));
  return { ...sheet, grid: { ...sheet.grid, rows } };
}

/** What covers a place, even where the sheet ends before it. */
export const areaAt = ({ grid }: SheetToRead, row: number, col: number): Area =>
  grid.rows[row]?.[col] ?? blankAt(row, col);

/** Where an area begins, as messages tell it. */
export function placeOfArea({ file, grid }: SheetToRead, { row, col, text }: Area): Span {
  const line = grid.numbers[row] ?? row + 1;
  const cell = { sheet: grid.name, address: addressOf(line, col) };
  const at = { line, column: col + 1, start: 0, end: text.length };
  return grid.name === '' ? { file, ...at } : { file, cell, ...at };
}

/** Areas with a text that begin in a row, from the left. */
export const beginningIn = ({ grid }: SheetToRead, row: number): Area[] =>
  [...new Set(grid.rows[row] ?? [])].filter((area) => area.row === row && area.text.trim() !== '');
