/** Tables → a workbook → what an import makes of it → the tables of that. */
import type { Profile } from '../../src/forms/library.js';
import { type Book, bookOf } from '../../src/imports/books.js';
import { importForms } from '../../src/imports/forms.js';
import type { Imported } from '../../src/imports/imported.js';
import { yamlText } from '../../src/input/yaml-text.js';
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
