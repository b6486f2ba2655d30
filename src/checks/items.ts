/** Which row of which row source the rows of a table are, and which rows they are nested in. */
import type { Table } from '../tables/table.js';

/** The item of each grid row that a row source made; see `CellName`. */
export function itemsOf({ cells }: Table): ReadonlyMap<number, string> {
  return new Map(cells.flatMap(({ row, name }) => (name ? [[row, name.item] as const] : [])));
}

/** The row source of an item, in the row around it: rows of one tree have the same. */
export const treeOf = (item = ''): string => item.replace(/:\d+\/$/, '');
