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
  const names = headedBefore(paths, /名称$/);
  const codes = headedBefore(paths, /(编码|代码)$/);
  const inlinePath = inlinePaths(grid);
  return table.cells.flatMap((cell): LabelledCell[] => {
    const { row, col, content } = cell;
    if (!content.figure || row < table.headerRows) return [];
    const line = grid[row] ?? [];
    const rowText = labelText(line[names[col] ?? -1]) || nearestText(line, col);
    const code = labelText(line[codes[col] ?? -1]);
    return [
      {
        row,
        col,
        rowLabel: plainLabel(rowText),
        rowText,
        code: /^[\w-]+$/.test(code) ? code : undefined,
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

/** For each column the nearest one at its left whose heading is of a kind. */
function headedBefore(
  paths: readonly (readonly string[])[],
  heading: RegExp,
): (number | undefined)[] {
  let nearest: number | undefined;
  return paths.map((path, col) => {
    const before = nearest;
    if (path.some((head) => heading.test(head))) nearest = col;
    return before;
  });
}

/** The nearest text at the left that is not a line number. */
function nearestText(line: readonly (Cell | undefined)[], col: number): string {
  for (let x = col - 1; x >= 0; x--) {
    const text = labelText(line[x]);
    if (text !== '' && !isNumber(text)) return text;
  }
  return '';
}
