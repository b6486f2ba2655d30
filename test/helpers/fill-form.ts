/**
 * A blank form filled in as a clerk does it: figures beside the labels that the form prints, rows put in above
 * the total where the form has too few, texts in the cells that are there for them. Nothing here knows how
 * a form is read.
 */
import ExcelJS from 'exceljs';
import type { Document } from '../../src/narrative/document.js';
import type { Cell, Table } from '../../src/tables/table.js';

export interface Filling {
  /** What belongs in the forms; each goes to the sheet of its name. */
  readonly tables: readonly Table[];
  /** Whose form it is; empty leaves the line as it is printed. */
  readonly owner: string;
  /** Text by what its sheet is called, in its name or in its title. */
  readonly texts?: ReadonlyMap<string, readonly string[]>;
  /** The project that the sheet of statements is of. */
  readonly project?: string;
  /** What is done to a sheet when it has been filled. */
  readonly afterwards?: (sheet: ExcelJS.Worksheet) => void;
}

/** @param blank the form as its bureau publishes it */
export async function filledForm(blank: Uint8Array, filling: Filling): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(blank.slice().buffer as ArrayBuffer);
  const left = new Set(filling.tables);
  for (const sheet of book.worksheets) {
    const name = sheet.name.trim();
    const table = filling.tables.find((one) => one.name === name);
    if (table) fillTable(sheet, table);
    if (table) left.delete(table);
    const title = sheet.getCell(1, 1).text;
    // 单位主要职能 stands on the sheet 单位职能, below the title XX（单位）主要职能
    for (const [called, lines] of filling.texts ?? [])
      if (title.endsWith(called.slice(2)) && !table) {
        const subject = title.includes('项目') ? (filling.project ?? 'XX') : filling.owner;
        sheet.getCell(1, 1).value = title.replace(/^XX/, subject);
        fillText(sheet, lines);
      }
    if (filling.owner !== '') putOwner(sheet, filling.owner);
    filling.afterwards?.(sheet);
  }
  const lost = [...left].map(({ name }) => name);
  if (lost.length > 0) throw new Error(`the form has no sheet ${lost.join('、')}`);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Text of each part of a document that has no tables, by its title in the contents. */
export function textsOf({ parts, contents }: Document): ReadonlyMap<string, readonly string[]> {
  return new Map(
    parts.flatMap((part): [string, readonly string[]][] => {
      const entry = contents.find(({ target }) => target === part.id);
      const lines = part.blocks.flatMap((block) => {
        if (block.kind === 'heading') return [block.text];
        return block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [];
      });
      const name = entry?.text.replace(/^[一二三四五六七八九]、/, '') ?? part.title;
      return lines.length === 0 ? [] : [[name, lines]];
    }),
  );
}

// ---- labels

const plain = (text: string): string =>
  text.normalize('NFKC').replace(/\s/g, '').replace(/[“”"]/g, '');

const textAt = (sheet: ExcelJS.Worksheet, row: number, col: number): string =>
  plain(sheet.getCell(row, col).text);

/** The row in which a label stands in a column. */
function rowOf(sheet: ExcelJS.Worksheet, label: string, col: number): number {
  for (let row = 1; row <= Math.min(sheet.rowCount, 100); row++)
    if (textAt(sheet, row, col) === plain(label)) return row;
  throw new Error(`${sheet.name} has no ${label} in column ${col}`);
}

const MOST_ROWS = 12;

/** The rows of the headings, both counted from 1: those below the line that says who made it. */
function headerOf(sheet: ExcelJS.Worksheet, table: Table): { top: number; bottom: number } {
  const [first] = table.cells;
  const label = first && first.content.kind === 'text' ? first.content.text : '';
  const top = rowOf(sheet, label, 1);
  return { top, bottom: top + table.headerRows - 1 };
}

/** The template prints what the form does: the same headings above the same columns. */
function checkHeadings(sheet: ExcelJS.Worksheet, table: Table, top: number): void {
  for (const { row, col, content } of table.cells) {
    if (row >= table.headerRows || content.kind !== 'text') continue;
    const own = textAt(sheet, top + row, col + 1);
    if (own !== plain(content.text))
      throw new Error(`${sheet.name} has ${own} where the table has ${content.text}`);
  }
}

// ---- values

/** A value as it is typed: figures as numbers, 类 as a number and 款, 项 as the form has them, in two digits. */
function typed({ content }: Cell): string | number | null {
  if (content.kind === 'blank') return null;
  if (content.kind === 'number') return content.value.toNumber();
  return /^\d{3}$/.test(content.text) ? Number(content.text) : content.text;
}

/** Cells of each row of a table below its headings. */
function bodyOf({ cells, headerRows }: Table): Cell[][] {
  const rows: Cell[][] = [];
  for (const cell of cells)
    if (cell.row >= headerRows) {
      rows[cell.row - headerRows] ??= [];
      rows[cell.row - headerRows]?.push(cell);
    }
  return rows;
}

function fillTable(sheet: ExcelJS.Worksheet, table: Table): void {
  const { top, bottom } = headerOf(sheet, table);
  checkHeadings(sheet, table, top);
  const body = bodyOf(table);
  const label = textOf(body[0]?.[0]);
  if (textAt(sheet, bottom, 1) === '类') fillList(sheet, body, bottom + 1);
  else if (label === '') fillRow(sheet, bottom + 1, body[0] ?? []);
  else if (body.length === 1) fillRow(sheet, bottom + 1, body[0] ?? []);
  else fillStacks(sheet, body, bottom + 1);
}

const textOf = (cell: Cell | undefined): string =>
  cell?.content.kind === 'text' ? cell.content.text : '';

function fillRow(sheet: ExcelJS.Worksheet, row: number, cells: readonly Cell[]): void {
  for (const cell of cells) sheet.getCell(row, cell.col + 1).value = typed(cell);
}

/** Subjects from the first row on, in place of the examples that the form prints; the total stays behind them. */
function fillList(sheet: ExcelJS.Worksheet, body: readonly Cell[][], first: number): void {
  const items = body.slice(0, -1);
  const room = rowOf(sheet, '合计', 1) - first;
  if (items.length > room) insertRows(sheet, first + room, items.length - room);
  const total = Math.max(first + room, first + items.length);
  for (let row = first; row < total; row++)
    for (let col = 1; col <= sheet.columnCount; col++) sheet.getCell(row, col).value = null;
  items.forEach((cells, i) => {
    fillRow(sheet, first + i, cells);
  });
  const [, ...figures] = body.at(-1) ?? [];
  fillRow(sheet, total, figures);
}

/** Two stacks beside each other: the labels of the left are printed, those of the right are typed. */
function fillStacks(sheet: ExcelJS.Worksheet, body: readonly Cell[][], first: number): void {
  const total = body.at(-1) ?? [];
  const last = rowOf(sheet, textOf(total[0]), 1);
  const right = 2;
  for (let row = first; row < last; row++) sheet.getCell(row, right + 1).value = null;
  body.slice(0, -1).forEach((cells, i) => {
    const own = textOf(cells.find(({ col }) => col === 0));
    const figure = cells.find(({ col }) => col === 1);
    if (own !== '' && figure) sheet.getCell(rowOf(sheet, own, 1), 2).value = typed(figure);
    fillRow(
      sheet,
      first + i,
      cells.filter(({ col }) => col >= right),
    );
  });
  fillRow(
    sheet,
    last,
    total.filter(({ content }) => content.kind !== 'text'),
  );
}

/** Rows like the one above a place, with what is merged below moved down, which exceljs leaves where it was. */
function insertRows(sheet: ExcelJS.Worksheet, at: number, count: number): void {
  const below = sheet.model.merges.filter((range) => Number(/\d+/.exec(range)?.[0]) >= at);
  for (const range of below) sheet.unMergeCells(range);
  sheet.insertRows(
    at,
    Array.from({ length: count }, () => []),
    'i',
  );
  for (const range of below)
    sheet.mergeCells(range.replace(/\d+/g, (row) => String(Number(row) + count)));
}

// ---- texts

/** 编制部门： and 预算主管部门：…XX局 say whose form it is. */
function putOwner(sheet: ExcelJS.Worksheet, owner: string): void {
  for (let row = 1; row <= MOST_ROWS; row++) {
    const cell = sheet.getCell(row, 1);
    const said = /^(编制(?:部门|单位)：|预算(?:主管部门|单位)：)/.exec(cell.text);
    if (said) cell.value = `${said[0]}${owner}`;
  }
}

/** Under the title, a line for each paragraph; a cell that stands over several rows has all of them. */
function fillText(sheet: ExcelJS.Worksheet, lines: readonly string[]): void {
  const first = 3;
  const indented = lines.map((line) => `    ${line}`);
  const one = sheet.getCell(first, 1);
  if (one.isMerged) one.value = indented.join('\n');
  else
    indented.forEach((line, i) => {
      sheet.getCell(first + i, 1).value = line;
    });
}
