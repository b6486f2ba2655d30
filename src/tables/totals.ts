/**
 * Which cells of a table are the sums of which others as they are printed, so that a spreadsheet can add them
 * up: a total over the rows of its tree, or over the run beside it; a column over its columns.
 */
import { Decimal } from '../model/money.js';
import { columnsOf, type Line, sumsAmong, sumsDown } from './footing.js';
import { amountOf } from './rounding.js';
import type { Cell, Table } from './table.js';

/** A place of the grid, both from 0; rows count header and body together. */
export interface Place {
  readonly row: number;
  readonly col: number;
}

/** Each total with the places of its parts, in their order. */
export type Totals = ReadonlyMap<Cell, readonly Place[]>;

/**
 * The totals of a table that their printed parts add up to, to the last decimal. Where rounding leaves a
 * difference (尾差) there is none: the published figure stands for itself.
 */
export function totalsOf(table: Table): Totals {
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
  const printed = ({ row, col }: Place): Decimal | undefined => {
    const cell = grid[row]?.[col];
    return cell && amountOf(cell.content)?.printed;
  };
  const totals = new Map<Cell, readonly Place[]>();
  grid.forEach((line, row) => {
    line.forEach((cell, col) => {
      if (cell?.content.kind !== 'number' || !cell.content.money) return;
      const below = down[col]?.parts.get(row)?.map((part) => ({ row: part, col }));
      const beside = across.parts.get(col)?.map((part) => ({ row, col: part }));
      const whole = cell.content.value;
      const found = [below, beside].find((parts) => {
        const values = parts?.map(printed) ?? [];
        const known = values.filter((value) => value !== undefined);
        // one part alone may be the same by chance, but not that of a tree; nothing adds up to nothing
        const least = parts === below && levels[row] !== undefined ? 1 : 2;
        if (known.length < least || known.length < values.length) return false;
        return Decimal.sum(...known).eq(whole) && !known.every((value) => value.isZero());
      });
      if (found)
        totals.set(
          cell,
          found.map((part) => ({ ...part, row: part.row + headerRows })),
        );
    });
  });
  return totals;
}
