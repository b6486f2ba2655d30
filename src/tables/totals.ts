/**
 * Which cells of a table are the sums of which others as they are printed, so that a spreadsheet can add them
 * up: a total over what the relations of its format say, over the rows of its tree, or over the run beside it.
 */
import { Decimal } from '../model/money.js';
import { columnsOf, type Line, sumsAmong, sumsDown } from './footing.js';
import { amountOf } from './rounding.js';
import type { Cell, Table } from './table.js';

/** Each total with its parts, in their order. */
export type Totals = ReadonlyMap<Cell, readonly Cell[]>;

/** Parts that a total is said to have, the first that add up to it counting. */
export type ToldParts = ReadonlyMap<Cell, readonly (readonly Cell[])[]>;

/**
 * The totals of a table that their printed parts add up to, to the last decimal. Where rounding leaves a
 * difference (尾差) there is none: the published figure stands for itself.
 * @param told what the relations of the format say of its cells
 */
export function totalsOf(table: Table, told: ToldParts = new Map()): Totals {
  const { cells, headerRows, rows, widths, levels } = table;
  const grid = Array.from({ length: rows - headerRows }, () =>
    new Array<Cell | undefined>(widths.length).fill(undefined),
  );
  for (const cell of cells) {
    const line = grid[cell.row - headerRows];
    if (line) line[cell.col] = cell;
  }
  const exact: Line[] = grid.map((line) =>
    line.map((cell) => cell && amountOf(cell.content)?.exact),
  );
  const columns = columnsOf(exact);
  const across = sumsAmong(columns);
  const down = columns.map((column) => sumsDown(column, levels));
  const at = (row: number, col: number): Cell | never[] => grid[row]?.[col] ?? [];
  const totals = new Map<Cell, readonly Cell[]>();
  grid.forEach((line, row) => {
    line.forEach((cell, col) => {
      if (cell?.content.kind !== 'number' || !cell.content.money) return;
      const said = told.get(cell) ?? [];
      const below = down[col]?.parts.get(row)?.flatMap((part) => at(part, col)) ?? [];
      const beside = across.parts.get(col)?.flatMap((part) => at(row, part)) ?? [];
      const candidates: readonly (readonly Cell[])[] = [
        ...said.filter((parts) => parts.every((part) => part.col === cell.col)),
        // one part alone may be the same by chance, but not that of a tree; nothing adds up to nothing
        ...(hasFigures(below, levels[row] === undefined ? 2 : 1) ? [below] : []),
        ...said.filter((parts) => parts.length > 1 && parts.every((part) => part.row === cell.row)),
        ...(hasFigures(beside, 2) ? [beside] : []),
      ];
      const found = candidates.find(
        (parts) => addsUp(cell, parts) && !parts.some((part) => leadsTo(part, cell, totals)),
      );
      if (found) totals.set(cell, found);
    });
  });
  return totals;
}

const hasFigures = (parts: readonly Cell[], least: number): boolean =>
  parts.length >= least &&
  parts.some(({ content }) => content.kind === 'number' && !content.value.isZero());

/** Whether the printed parts come to what is printed of the whole; an empty one counts nothing. */
function addsUp({ content: whole }: Cell, parts: readonly Cell[]): boolean {
  if (whole.kind !== 'number' || parts.length === 0) return false;
  if (parts.some(({ content }) => content.kind === 'text')) return false;
  const values = parts.flatMap(({ content }) => (content.kind === 'number' ? content.value : []));
  return Decimal.sum(0, ...values).eq(whole.value);
}

/** Whether a cell is a total that has another among its parts, or theirs: that one is no sum of it. */
function leadsTo(from: Cell, to: Cell, totals: Totals): boolean {
  return from === to || (totals.get(from) ?? []).some((part) => leadsTo(part, to, totals));
}
