/** The sample tables as a workbook, read back. */
import { beforeAll } from 'vitest';
import { renderXlsx } from '../../src/render/xlsx.js';
import type { Table } from '../../src/tables/table.js';
import { type ReadSheet, type ReadWorkbook, readXlsx } from './read-xlsx.js';
import { samples } from './sample-tables.js';

export const META = {
  title: '某区数据管理局2026年部门预算公开',
  author: '某区数据管理局',
  date: '2026-02-01',
};

export async function render(tables: readonly Table[]): Promise<ReadWorkbook> {
  return readXlsx(await renderXlsx(tables, META));
}

/** Renders all samples once for a test file. */
export function sampleWorkbook(): {
  book: () => ReadWorkbook;
  sheetOf: (sample: Table) => ReadSheet;
} {
  let book: ReadWorkbook;
  beforeAll(async () => {
    book = await render(samples);
  });
  return {
    book: () => book,
    sheetOf: (sample) => book.sheets[samples.indexOf(sample)] as ReadSheet,
  };
}
