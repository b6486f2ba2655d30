/** Rows of read tables by their sources. */
import type { RowSourceName } from '../../model/rows.js';
import type { ReadRow, ReadTable } from '../../reading/read-table.js';

/** The rows of a source in each table that has it, with all that stands inside other rows. */
export function rowsBySource(tables: readonly ReadTable[], source: RowSourceName): ReadRow[][] {
  return tables
    .map(({ rows }) => rows.flatMap((row) => within(row, source)))
    .filter((rows) => rows.length > 0);
}

const within = (row: ReadRow, source: RowSourceName): ReadRow[] => [
  ...(row.source === source ? [row] : []),
  ...row.rows.flatMap((inner) => within(inner, source)),
];
