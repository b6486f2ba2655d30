/**
 * How people name the cells of a table: by the label of the row and the headings of the column.
 * Works on the grid alone, as it is printed, and knows nothing of how its figures were computed.
 */
import type { Figure } from '../model/money.js';
import { plainLabel } from '../model/numerals.js';
import type { Cell, Content, Table } from './table.js';

/** A cell that shows a figure, or an empty zero, with the names that the table gives it. */
export interface LabelledCell {
  readonly row: number;
  readonly col: number;
  /** Label of the row, normalised; empty where it has none. */
  readonly rowLabel: string;
  /** The label as printed. */
  readonly rowText: string;
  /** 科目编码, 单位代码 … of the row, where it has one. */
  readonly code: string | undefined;
  /** Headings above the cell, top to bottom, normalised. */
  readonly columnPath: readonly string[];
  /** Tree level of the row. */
  readonly level: number | undefined;
  readonly figure: Figure;
  readonly content: Content;
}

const known = new WeakMap<Table, readonly LabelledCell[]>();

/** All cells with figures, row by row. A table is gone through once. */
export function labelled(table: Table): readonly LabelledCell[] {
  const cells = known.get(table) ?? labelCells(table);
  known.set(table, cells);
  return cells;
}

function labelCells(table: Table): LabelledCell[] {
  const grid = gridOf(table);
  const paths = columnPaths(table, grid);
  const names = headedBefore(paths, (col) => isHeaded(paths[col], NAME));
  const codes = headedBefore(paths, (col) => isHeaded(paths[col], CODE) || inParts(paths, col));
  const inlinePath = inlinePaths(grid);
  return table.cells.flatMap((cell): LabelledCell[] => {
    const { row, col, content } = cell;
    if (!content.figure || row < table.headerRows) return [];
    const line = grid[row] ?? [];
    const rowText = labelText(line[names[col] ?? -1]) || nearestText(line, col);
    const code = codeOf(line, partsOfCode(paths, codes[col]));
    return [
      {
        row,
        col,
        rowLabel: plainLabel(rowText),
        rowText,
        code,
        columnPath: table.headerRows > 0 ? (paths[col] ?? []) : inlinePath(cell),
        level: table.levels[row - table.headerRows],
        figure: content.figure,
        content,
      },
    ];
  });
}

/** The cell that covers each place. */
type Grid = readonly (readonly (Cell | undefined)[])[];

function gridOf({ rows, widths, cells }: Table): Grid {
  const grid = Array.from({ length: rows }, () => new Array<Cell | undefined>(widths.length));
  for (const cell of cells)
    for (let y = cell.row; y < cell.row + cell.rowSpan; y++)
      grid[y]?.fill(cell, cell.col, cell.col + cell.colSpan);
  return grid;
}

/** What a cell says, if it is a label: neither a figure nor empty. */
function labelText(cell: Cell | undefined): string {
  const content = cell?.content;
  return content?.kind === 'text' && !content.figure ? content.text.trim() : '';
}

const isNumber = (text: string) => /^\d+$/.test(text);

/** Headings of every grid column, top to bottom, without 栏次 and the numbers of columns. */
export function columnPaths(
  table: Table,
  grid: Grid = gridOf(table),
): readonly (readonly string[])[] {
  return table.widths.map((_, col) => {
    const heads = new Set(grid.slice(0, table.headerRows).map((row) => row[col]));
    return [...heads]
      .map((cell) => plainLabel(labelText(cell)))
      .filter((text) => text !== '' && !isNumber(text) && text !== '栏次' && text !== '行次');
  });
}

/**
 * In a form without a header: the bold cells that stand nearest above a cell, one upon the other. Cells are
 * asked for from the top down: what is above the last one of a column is not gone through again.
 */
function inlinePaths(grid: Grid): (cell: Cell) => readonly string[] {
  const last = new Map<number, { row: number; path: string[] }>();
  return ({ row, col }) => {
    const heading = (y: number) => {
      const cell = grid[y]?.[col];
      return cell?.bold && labelText(cell) !== '' ? cell : undefined;
    };
    const known = last.get(col);
    const before = known && known.row <= row ? known : { row: 0, path: [] };
    let y = row - 1;
    while (y >= before.row && !heading(y)) y--;
    const path = y < before.row ? before.path : [];
    for (let cell = heading(y); cell && y >= before.row; cell = heading(cell.row - 1))
      path.unshift(plainLabel(labelText(cell)));
    last.set(col, { row, path });
    return path;
  };
}

type Paths = readonly (readonly string[])[];

const NAME = /名称$/;
const CODE = /(编码|代码)$/;
/** Headings of columns that hold a part of a code each. */
const PART = /^[类款项]$/;

const isHeaded = (path: readonly string[] = [], heading: RegExp): boolean =>
  path.some((head) => heading.test(head));

/** For each column the nearest one at its left of a kind. */
function headedBefore(paths: Paths, isKind: (col: number) => boolean): (number | undefined)[] {
  let nearest: number | undefined;
  return paths.map((_, col) => {
    const before = nearest;
    if (isKind(col)) nearest = col;
    return before;
  });
}

/** The columns, from the left, in which the code stands that ends in one: 类, 款 and 项, or that one alone. */
function partsOfCode(paths: Paths, last: number | undefined): number[] {
  if (last === undefined) return [];
  const above = (col: number) => paths[col]?.slice(0, -1).join('/');
  const isPart = (col: number) => PART.test(paths[col]?.at(-1) ?? '');
  let first = last;
  while (isPart(last) && isPart(first - 1) && above(first - 1) === above(last)) first--;
  return paths.flatMap((_, col) => (col >= first && col <= last ? [col] : []));
}

/** Whether a column ends a code that is divided into parts. */
const inParts = (paths: Paths, col: number): boolean => partsOfCode(paths, col).length > 1;

/** The grid columns of a table that hold codes in parts: 类, 款 and 项 beside each other under one heading. */
export function partColumns(paths: Paths): ReadonlySet<number> {
  return new Set(paths.flatMap((_, col) => (inParts(paths, col) ? partsOfCode(paths, col) : [])));
}

/** A part of a code has three digits at most: what is longer is a whole code. */
const LONGEST_PART = 3;

/** The code of a row, put together of its parts; where a whole code stands in one of them, that. */
function codeOf(line: readonly (Cell | undefined)[], columns: readonly number[]) {
  const cells = [...new Set(columns.map((col) => line[col]))];
  const code = cells
    .map(labelText)
    .reduce(
      (before, part) =>
        part.startsWith(before) || part.length > LONGEST_PART ? part : before + part,
      '',
    );
  return /^[\w-]+$/.test(code) ? code : undefined;
}

/** The nearest text at the left that is not a line number. */
function nearestText(line: readonly (Cell | undefined)[], col: number): string {
  for (let x = col - 1; x >= 0; x--) {
    const text = labelText(line[x]);
    if (text !== '' && !isNumber(text)) return text;
  }
  return '';
}
