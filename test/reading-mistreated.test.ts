/** What people do to a workbook before they hand it on changes nothing of what is read from it. */
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbookByFormat, type WorkbookReading } from '../src/reading/read-workbook.js';
import type { SheetToRead } from '../src/reading/sheet.js';
import { renderCsv } from '../src/render/csv.js';
import { renderXlsx } from '../src/render/xlsx.js';
import type { Table } from '../src/tables/table.js';
import { type Grid, readGrids } from '../src/workbook/grids.js';
import { readBackExample } from './helpers/examples-read-back.js';
import {
  asTexts,
  inOtherUnit,
  typedAnew,
  unmerged,
  withColumn,
  withColumnsSwapped,
  withRowsAbove,
} from './helpers/mistreat-grid.js';
import { compareFigures, fixedTexts, textsLost } from './helpers/read-back.js';
import { compiled, compileExample } from './helpers/world.js';

async function gridsOf(bytes: Uint8Array, file = '材料.xlsx'): Promise<readonly Grid[]> {
  const read = await readGrids(bytes, file);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.grids;
}

function compiledOf(file: string) {
  return compiled(compileExample(file.replace(/^inputs\//, '')));
}

const asSheets = (grids: readonly Grid[]): SheetToRead[] =>
  grids.map((grid) => ({ file: '材料.xlsx', grid }));

/** What a reading does not say as it was printed: figures, then texts. */
function lost(tables: readonly Table[], read: WorkbookReading): string[] {
  return tables.flatMap((table) => {
    const own = read.tables.find(({ sheet }) => sheet.startsWith(`${table.id} `));
    const { wrong } = compareFigures(table, own);
    return [...wrong, ...(own ? textsLost(table, own) : [])];
  });
}

const unread = (read: WorkbookReading): string[] =>
  read.tables.flatMap((table) =>
    table.unread.map(({ place, message }) => `${place.cell?.address} ${message}`),
  );

// lists and two-lane tables in 元 with codes in three columns; forms, projects and goals in 万元
describe.each(['inputs/wanli/2025.yaml', 'inputs/wuchang/2026.yaml'])('%s', async (file) => {
  const { tables, profile, grids, reading } = await readBackExample(file.replace(/^inputs\//, ''));
  const read = (change: (grid: Grid) => Grid) =>
    readWorkbookByFormat(asSheets(grids.map(change)), profile);
  const labels = new Set([
    ...tables.flatMap(({ cells, headerRows }) =>
      cells.flatMap(({ row, content }) =>
        row < headerRows && content.kind === 'text' ? [content.text] : [],
      ),
    ),
    ...reading.tables.flatMap((one) => [...fixedTexts(one)]),
  ]);

  it.each<[string, (grid: Grid) => Grid]>([
    ['three rows above the title', (grid) => withRowsAbove(grid, 0, 3, '某局自存')],
    ['ranges parted', unmerged],
    ['labels with breaks, blanks and other brackets', (grid) => typedAnew(grid, labels)],
    ['numbers pasted as texts, with separators, in full width', asTexts],
    ['a column before the first', (grid) => withColumn(grid, 0, () => '')],
    ['元 instead of 万元', (grid) => inOtherUnit(grid, '万元', '元', 10_000)],
  ])('%s', (_, change) => {
    const found = read(change);
    expect(found.others).toEqual([]);
    expect(lost(tables, found)).toEqual([]);
    expect(unread(found)).toEqual([]);
  });

  it('tells of a column of someone’s own, and of a remark in a list, and takes neither', () => {
    const marked = read((grid) => withColumn(grid, 2, (row) => (row > 6 ? '核' : '')));
    expect(lost(tables, marked)).toEqual([]);
    const remarked = read((grid) => withRowsAbove(grid, grid.rows.length - 2, 1, '后来加的一行'));
    expect(lost(tables, remarked)).toEqual([]);
    expect(unread(remarked).length).toBeGreaterThan(0);
    expect(new Set(unread(remarked).map((line) => line.replace(/^\S+ /, '')))).toEqual(
      new Set(['这一行对不上表样的任何一行：后来加的一行']),
    );
  });

  it('the folder of CSV files', async () => {
    const sheets = await Promise.all(
      tables.map(async (table) => {
        const name = `数据/${table.id} ${table.name}.csv`;
        const [grid] = await gridsOf(new TextEncoder().encode(renderCsv(table)), name);
        return { file: name, grid: grid as Grid };
      }),
    );
    const found = readWorkbookByFormat(sheets, profile);
    expect(found.others).toEqual([]);
    expect(lost(tables, found)).toEqual([]);
    expect(unread(found)).toEqual([]);
    const cell = found.tables[0]?.cells[0];
    expect(cell?.place).toMatchObject({ file: sheets[0]?.file, column: 2 });
    expect(cell?.place.cell).toBeUndefined();
  });

  it('saved again by LibreOffice', async () => {
    const name = file.replace('inputs/', '').replace('/', '-').replace('.yaml', '');
    const bytes = readFileSync(`test/fixtures/reading/${name}-libreoffice.xlsx`);
    const found = readWorkbookByFormat(asSheets(await gridsOf(bytes)), profile);
    expect(found.others).toEqual([]);
    expect(lost(tables, found)).toEqual([]);
    expect(unread(found)).toEqual([]);
  });
});

it('columns in another order are those that their headings say', async () => {
  const { tables, profile } = compiledOf('inputs/wanli/2025.yaml');
  const own = tables.filter(({ id }) => id === '预算02' || id === '预算03');
  const meta = { title: '材料', author: '某局', date: '2026-01-01' };
  const grids = await gridsOf(await renderXlsx(own, meta));
  const found = readWorkbookByFormat(
    asSheets(grids.map((grid) => withColumnsSwapped(grid, 5, 6))),
    profile,
  );
  expect(lost(own, found)).toEqual([]);
  expect(unread(found)).toEqual([]);
});

it('rows and columns that are hidden are read all the same', async () => {
  const { tables, profile } = compiledOf('inputs/wanli/2025.yaml');
  const own = tables.filter(({ id }) => id === '预算02');
  const meta = { title: '材料', author: '某局', date: '2026-01-01' };
  const parts = unzipSync(await renderXlsx(own, meta));
  const path = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(parts[path] ?? new Uint8Array());
  const hidden = xml
    .replace(/<row r="(8|9|10)"/g, '<row hidden="1" r="$1"')
    .replace(/<col min="(5|6)"/g, '<col hidden="1" min="$1"');
  expect([...hidden.matchAll(/hidden="1"/g)]).toHaveLength(4);
  const bytes = zipSync({ ...parts, [path]: strToU8(hidden) });
  const found = readWorkbookByFormat(asSheets(await gridsOf(bytes)), profile);
  expect(lost(own, found)).toEqual([]);
  expect(unread(found)).toEqual([]);
});
