/** Lists of details as platforms export them, made up, and what an import makes of them. */
import { loadProfile } from '../../src/forms/library.js';
import { bookOf } from '../../src/imports/books.js';
import type { Imported } from '../../src/imports/imported.js';
import { findLists, importLists, type ListsAsked } from '../../src/imports/lists/import-lists.js';
import type { ListLayout } from '../../src/imports/lists/layout.js';
import { loadMappings } from '../../src/imports/lists/mapping-files.js';
import { Numeral, type Tree } from '../../src/input/tree.js';
import { blankAt } from '../../src/workbook/cells.js';
import type { Grid } from '../../src/workbook/grids.js';
import { templates } from './input.js';

/** A number stands in its cell as a number, with the digits that it has here. */
export type Cell = string | number | undefined;
export type Rows = readonly (readonly Cell[])[];

/** A sheet as it is read of a workbook. */
export function gridOf(name: string, rows: Rows): Grid {
  const width = Math.max(...rows.map((row) => row.length));
  return {
    name,
    rows: rows.map((row, r) =>
      Array.from({ length: width }, (_, c) => {
        const cell = row[c];
        const number = typeof cell === 'number' ? { exact: String(cell) } : {};
        return { ...blankAt(r, c), text: cell === undefined ? '' : String(cell), ...number };
      }),
    ),
    numbers: rows.map((_, r) => r + 1),
    ...{ hidden: false, hiddenRows: new Set<number>(), hiddenColumns: new Set<number>() },
  };
}

export interface ListsImported extends Imported {
  readonly layouts: readonly ListLayout[];
  /** The draft with the digits of its amounts as texts. */
  readonly plain: { readonly [key: string]: unknown };
  /** Errors and warnings, each with its cell. */
  readonly told: readonly string[];
  readonly remarks: readonly string[];
}

const DEPARTMENT: ListsAsked = { year: 2027, department: { code: '328', name: '示例局' } };

/** Imports the sheets of a workbook as lists, without anything else. */
export function listed(
  sheets: Readonly<Record<string, Rows>>,
  asked: Partial<ListsAsked> = {},
  format = '预算',
): ListsImported {
  const grids = Object.entries(sheets).map(([name, rows]) => gridOf(name, rows));
  return listedGrids(grids, asked, format);
}

/** The same of sheets that are read of a workbook. */
export function listedGrids(
  grids: readonly Grid[],
  asked: Partial<ListsAsked> = {},
  format = '预算',
): ListsImported {
  const profile = loadProfile(format, templates);
  const book = bookOf('甲.xlsx', grids);
  const mappings = { given: undefined, known: loadMappings(templates) };
  const layouts = findLists(book.sheets, mappings, profile);
  const imported = importLists(layouts, { ...DEPARTMENT, ...asked }, profile);
  return {
    ...imported,
    layouts,
    plain: plainOf(imported.draft.tree) as ListsImported['plain'],
    told: imported.problems.map(
      ({ severity, message, span }) =>
        `${severity} ${span?.cell?.sheet}!${span?.cell?.address} ${message}`,
    ),
    remarks: imported.draft.remarks.map(({ path, text }) => `${path.join('.')} ${text}`),
  };
}

/** A tree with the digits of its amounts as texts. */
export function plainOf(tree: Tree): unknown {
  if (tree instanceof Numeral) return tree.text;
  if (Array.isArray(tree)) return tree.map(plainOf);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plainOf(value)]));
}
