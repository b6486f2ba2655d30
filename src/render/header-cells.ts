/** Which cells of a table's body say what others are: a reader hears them before a figure. */
import { groupBy } from 'es-toolkit/array/groupBy';
import type { Cell, Table } from '../tables/table.js';

/** What a body cell is to those beside or below it, as HTML calls it. */
export type HeaderRole = 'rowheader' | 'columnheader';

/**
 * Labels of the body: the words before a figure, labels over several rows, in a form the first cell of
 * each row and rows of bold headings.
 */
export function headerCells(table: Table): Map<Cell, HeaderRole> {
  const roles = new Map<Cell, HeaderRole>();
  const body = table.cells.filter(({ row }) => row >= table.headerRows);
  for (const cells of Object.values(groupBy(body, ({ row }) => row))) {
    const row = cells.toSorted((a, b) => a.col - b.col);
    if (table.form && isHeaderRow(row, table.widths.length)) {
      for (const cell of row.filter(isLabel)) roles.set(cell, 'columnheader');
      continue;
    }
    row.forEach((cell, index) => {
      const next = row.slice(index + 1).find((other) => !isLabel(other));
      const first = table.form && index === 0 && row.length > 1;
      const named = first || cell.rowSpan > 1 || (next !== undefined && isFigure(next));
      if (named && isLabel(cell)) roles.set(cell, 'rowheader');
    });
  }
  return roles;
}

const isFigure = ({ name, content }: Cell) => name !== undefined || content.kind === 'number';
const isLabel = (cell: Cell) =>
  cell.content.kind === 'text' && cell.content.text.trim() !== '' && !isFigure(cell);

/** Cells that span so many rows keep them on one page. */
export const SMALL_SPAN = 3;

/** Whether all cells that begin in a row are bold, but for a label that goes on further down. */
export function isHeaderRow(cells: readonly Cell[], width: number): boolean {
  const own = cells.filter(({ rowSpan }) => rowSpan <= SMALL_SPAN);
  return own.length > 0 && own.every(({ bold, colSpan }) => bold && colSpan < width);
}
