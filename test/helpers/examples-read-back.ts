/** The example packages' workbooks, printed and read back by their own formats: once for all who look at them. */
import type { Compiled } from '../../src/compile.js';
import { readWorkbookByFormat, type WorkbookReading } from '../../src/reading/read-workbook.js';
import { renderXlsx } from '../../src/render/xlsx.js';
import { type Grid, readGrids } from '../../src/workbook/grids.js';
import { compiled, compileExample } from './world.js';

export interface ReadBack extends Pick<Compiled, 'tables' | 'profile'> {
  readonly grids: readonly Grid[];
  readonly reading: WorkbookReading;
}

const read = new Map<string, Promise<ReadBack>>();

/** @param file of the folder inputs: wuchang/2026.yaml */
export function readBackExample(file: string): Promise<ReadBack> {
  const known = read.get(file) ?? readBack(file);
  read.set(file, known);
  return known;
}

async function readBack(file: string): Promise<ReadBack> {
  const { tables, profile } = compiled(compileExample(file));
  const meta = { title: '材料', author: '某局', date: '2026-01-01' };
  const found = await readGrids(await renderXlsx(tables, meta), '材料.xlsx');
  if ('problem' in found) throw new Error(found.problem.message);
  const sheets = found.grids.map((grid) => ({ file: '材料.xlsx', grid }));
  return { tables, profile, grids: found.grids, reading: readWorkbookByFormat(sheets, profile) };
}
