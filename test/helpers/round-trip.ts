/** Tables → a workbook → what an import makes of it → the tables of that. */
import ExcelJS from 'exceljs';
import type { Profile } from '../../src/forms/library.js';
import { type Book, bookOf } from '../../src/imports/books.js';
import { importForms } from '../../src/imports/forms.js';
import type { Imported } from '../../src/imports/imported.js';
import { yamlText } from '../../src/input/yaml-text.js';
import { readWorkbookByFormat } from '../../src/reading/read-workbook.js';
import { renderCsv } from '../../src/render/csv.js';
import { renderXlsx } from '../../src/render/xlsx.js';
import { cellText, type Table } from '../../src/tables/table.js';
import { LISTS } from '../../src/workbook/bounds.js';
import { readGrids } from '../../src/workbook/grids.js';
import { templates } from './input.js';
import { brief, compileText } from './world.js';

const META = { title: '材料', author: '某局', date: '2026-01-01' };

export const workbookOf = (tables: readonly Table[]): Promise<Uint8Array> =>
  renderXlsx(tables, META);

/** A file as an import reads it, under the name that it goes by. */
export async function bookFrom(bytes: Uint8Array, file: string): Promise<Book> {
  const read = await readGrids(bytes, file, LISTS);
  if ('problem' in read) throw new Error(read.problem.message);
  return bookOf(file, read.grids);
}

export interface Round {
  readonly imported: Imported;
  /** The input that is written. */
  readonly text: string;
  /** The lines of all tables of that input. */
  readonly lines: readonly string[];
  /** What is wrong with it. */
  readonly errors: readonly string[];
}

/** Imports books and compiles what is written. */
export async function roundOf(books: readonly Book[], profile: Profile): Promise<Round> {
  const read = (file: string): Uint8Array => {
    throw new Error(`${file} is not read`);
  };
  const imported = await importForms(books, profile, {}, { templates, read });
  if (!imported || imported === 'year') throw new Error('nothing imported');
  const text = yamlText(imported.draft);
  const { tables, diagnostics } = compileText({ '新.yaml': text });
  return {
    imported,
    text,
    lines: linesOf([...tables.values()].flat()),
    errors: diagnostics.filter(({ severity }) => severity === '错误').map(brief),
  };
}

/** All that tables print: what stands around the grid, a line for each row, notes. */
export const linesOf = (tables: readonly Table[]): string[] =>
  tables.flatMap((table) => {
    const { id, name, number, title, middle, lead, unit, notes, cells, rows } = table;
    const grid: string[][] = Array.from({ length: rows }, () => []);
    for (const { row, content } of cells) grid[row]?.push(cellText(content));
    return [[name, number, title, middle, lead, unit], ...grid, notes].map((texts) =>
      [id, ...texts].join('|'),
    );
  });

/** What people do to a workbook all at once: sheets in another order, by other names; notes above; texts for numbers. */
export async function handledWorkbook(bytes: Uint8Array): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const sheets = [...book.worksheets];
  sheets.forEach((sheet, i) => {
    sheet.name = `表（${sheets.length - i}）`;
    (sheet as unknown as { orderNo: number }).orderNo = sheets.length - i;
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (typeof cell.value === 'number') cell.value = ` ${cell.text} `;
      });
    });
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A workbook with other values in some cells. */
export async function editedWorkbook(
  bytes: Uint8Array,
  edits: readonly (readonly [sheet: string, cell: string, value: number])[],
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  for (const [name, address, value] of edits) {
    const cell = book.worksheets.find((one) => one.name.startsWith(name))?.getCell(address);
    if (typeof cell?.value !== 'number') throw new Error(`${name} ${address} is no number`);
    cell.value = value;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The CSV folder of a package, a book for each file. */
export const csvBooks = (tables: readonly Table[], folder: string): Promise<Book[]> =>
  Promise.all(
    tables.map((table) =>
      bookFrom(
        new TextEncoder().encode(renderCsv(table)),
        `${folder}/数据/${table.id} ${table.name}.csv`,
      ),
    ),
  );

/**
 * What a format reads of books, wherever it stands and however its numbers are shown. How far a name is moved to
 * the right is left out: a CSV file cannot say it.
 */
export function saidBy(books: readonly Book[], profile: Profile) {
  const { tables, others } = readWorkbookByFormat(
    books.flatMap(({ sheets }) => sheets),
    profile,
  );
  return {
    others: others.map(({ message }) => message),
    tables: tables.map(({ sheet: _, unread, ...table }) =>
      withoutPlaces({ ...table, template: table.template.id, unread: unread.length }),
    ),
  };
}

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (key === 'place' || key === 'indent') return undefined;
      // whether 合计 is the name of a total or stands over its line depends on merged ranges
      if (one?.total === true) return { ...one, fields: {} };
      return one?.value !== undefined && 'text' in one ? { ...one, text: '' } : one;
    }),
  );
