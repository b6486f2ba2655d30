/** A workbook takes as much longer as its tables are longer. */
import { it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import type { Table } from '../src/tables/table.js';
import { totalsOf } from '../src/tables/totals.js';
import { expectSteady } from './helpers/growth.js';
import { cell, table, text, wan } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';

const rowsOf = (rows: number, form: boolean): Table =>
  table({
    id: 'a',
    form,
    levels: Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? 0 : 1)),
    cells: Array.from({ length: rows }, (_, row) => [
      cell(row, 0, text(`第${row}行，信息化建设和运行维护的各项支出`)),
      cell(row, 1, wan(`${row}.50`)),
      cell(row, 2, wan(`${row}.25`)),
    ]).flat(),
  });

it.each([
  ['list', false],
  ['form', true],
])('a %s', async (_, form) => {
  await expectSteady(
    (rows) => rowsOf(rows, form),
    200,
    (made) => renderXlsx([made], META, { totals: totalsOf }),
  );
});
