/** The workbook of a whole package: forms, the contents, the order of the parts, totals as formulas. */
import { describe, expect, it } from 'vitest';
import { partsTold } from '../src/checks/relation-parts.js';
import { Decimal } from '../src/model/money.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { planList, planPages } from '../src/render/xlsx-pages.js';
import { readWorkbook } from '../src/review/open/workbook/read-workbook.js';
import { type Cell, cellText, type Table } from '../src/tables/table.js';
import { totalsOf } from '../src/tables/totals.js';
import { addressOf, placeOf } from '../src/workbook/cells.js';
import { readFlatSheets } from '../src/workbook/flat-cells.js';
import { type Grid, readGrids } from '../src/workbook/grids.js';
import { all, readXlsx } from './helpers/read-xlsx.js';
import { cell, table, text, wan } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';
import { compiled, compileExample } from './helpers/world.js';

const EXAMPLES = ['wuchang/2026.yaml', 'wuchang/2024-final.yaml', 'hongshan/2023-final.yaml'];
const totalsIn = (file: string) => {
  const result = compileExample(file);
  const told = partsTold({ ...compiled(result), tables: result.tables });
  return (one: Table) => totalsOf(one, told);
};
const tablesOf = (file: string): readonly Table[] => compiled(compileExample(file)).tables;

async function gridsOf(bytes: Uint8Array): Promise<readonly Grid[]> {
  const found = await readGrids(bytes, '材料.xlsx');
  if ('problem' in found) throw new Error(found.problem.message);
  return found.grids;
}

describe.each(EXAMPLES)('figures in the forms of %s', (file) => {
  const tables = tablesOf(file);

  it('are numbers that show the very text of the form', async () => {
    const grids = await gridsOf(await renderXlsx(tables, META));
    let numbers = 0;
    tables.forEach((one, i) => {
      const shown = new Set(grids[i]?.rows.flat().map((area) => area.text));
      const areas = grids[i]?.rows.flat() ?? [];
      for (const { content } of one.cells) {
        if (content.kind !== 'text' || !(content.figure || content.points)) continue;
        expect(shown).toContain(content.text);
        if (!/^-?[\d,]+(\.\d+)?(万元|)$/.test(content.text)) continue;
        numbers += 1;
        const holding = areas.find((area) => area.text === content.text && area.amount);
        expect(holding, content.text).toBeDefined();
      }
    });
    expect(numbers).toBeGreaterThan(5);
  });
});

describe('what is no figure', () => {
  it('stays text: aims, dates, years, telephone numbers, a lone zero that was typed', async () => {
    const words = ['≤910.02万元', '≥95%', '100%', '2026年', '430071', '027-00000000', '0'];
    const cells = words.map((word, row) => cell(row, 0, text(word)));
    const { sheets } = readXlsx(await renderXlsx([table({ id: 'a', cells, form: true })], META));
    const types = words.map((_, row) => sheets[0]?.cells.get(`A${row + 2}`)?.type);
    expect(types).toEqual(words.map(() => 's'));
  });

  it('nor is what a format cannot show again: 007 points, minus nothing', async () => {
    const points = ['007', '-0', '19.67', '20'].map((word, row) =>
      cell(row, 0, { kind: 'text', text: word, points: true }),
    );
    const bytes = await renderXlsx([table({ id: 'a', cells: points, form: true })], META);
    const [sheet] = readXlsx(bytes).sheets;
    const types = points.map((_, row) => sheet?.cells.get(`A${row + 2}`)?.type);
    expect(types).toEqual(['s', 's', '', '']);
  });
});

describe('the contents', () => {
  const tables = tablesOf('wuchang/2026.yaml');

  it('lead to every sheet of a workbook with more than eight, and to none of a smaller one', async () => {
    const { sheets } = readXlsx(await renderXlsx(tables, META));
    expect(sheets[0]?.name).toBe('目录');
    const links = all((sheets[0] as (typeof sheets)[0]).xml, 'hyperlink');
    expect(links.map((link) => link.getAttribute('location'))).toEqual(
      sheets.slice(1).map(({ name }) => `'${name}'!A1`),
    );
    const few = readXlsx(await renderXlsx(tables.slice(0, 8), META));
    expect(few.sheets).toHaveLength(8);
  });

  it('are no table to whoever reads the workbook', async () => {
    const bytes = await renderXlsx(tables, META);
    expect(await gridsOf(bytes)).toHaveLength(tables.length);
    const read = await readWorkbook(bytes, '材料.xlsx');
    if ('problem' in read) throw new Error(read.problem.message);
    expect(read.tables.map(({ id }) => id)).toEqual(tables.map(({ id }) => id));
  });

  it('are told from another list that is called 目录', async () => {
    const own = table({ id: '目录', name: '', cells: [cell(0, 0, text('科目编码'))] });
    const named = readXlsx(await renderXlsx([own], META)).sheets[0]?.name;
    expect(named?.trim()).toBe('目录');
    expect(await gridsOf(await renderXlsx([own], META))).toHaveLength(1);
  });
});

describe('pages of a form', () => {
  const block = (top: number, bottom: number) => ({ top, bottom });
  const sheet = (rows: number, areas: { top: number; bottom: number }[], headings: number[] = []) =>
    planPages({
      orientation: 'portrait',
      widths: [96],
      heights: Array.from({ length: rows }, () => 20),
      areas,
      headings: new Set(headings),
      repeated: 0,
    });

  it('end between blocks, where one would be cut', () => {
    const blocks = [block(1, 10), block(11, 28), block(29, 45), block(46, 60)];
    expect(sheet(60, blocks).breaks).toEqual([28]);
  });

  it('end not below a heading', () => {
    const rows = Array.from({ length: 60 }, (_, i) => block(i + 1, i + 1));
    const [free = 0] = sheet(60, rows).breaks;
    expect(sheet(60, rows, [free]).breaks[0]).toBe(free - 1);
  });

  it('leave no last page with a row or two', () => {
    const rows = Array.from({ length: 75 }, (_, i) => block(i + 1, i + 1));
    const ends = sheet(75, rows).breaks;
    expect(75 - (ends.at(-1) ?? 0)).toBeGreaterThan(6);
    expect(ends[0]).toBe(35);
  });

  it('of a list are fewer by one, where it would be a page for a few rows', () => {
    const list = (rows: number) =>
      planList({
        orientation: 'portrait',
        widths: [96],
        heights: Array.from({ length: rows }, () => 20),
        areas: [],
        headings: new Set(),
        repeated: 60,
      }).down;
    // a page holds 35 rows and a half, 3 of which are the header's
    expect([30, 36, 38, 42, 68, 69, 80].map(list)).toEqual([0, 1, 1, 0, 2, 2, 0]);
  });

  it('are one, where little more than one is needed', () => {
    expect(sheet(38, [])).toEqual({ breaks: [], down: 1 });
    expect(sheet(60, []).down).toBe(0);
  });
});

/** B2:B4 → B2, B3, B4. */
function placesIn(range: string): string[] {
  const [from, to = from] = range.split(':').map((ref) => placeOf(ref));
  if (!from || !to) return [];
  const places: string[] = [];
  for (let row = from.row; row <= to.row; row += 1)
    for (let col = from.col; col <= to.col; col += 1) places.push(addressOf(row + 1, col));
  return places;
}

describe('totals as formulas', () => {
  it.each(EXAMPLES)('show of %s what is published, and nothing else changes', async (file) => {
    const tables = tablesOf(file);
    const [plain = [], live = []] = [
      readFlatSheets(await renderXlsx(tables, META)),
      readFlatSheets(await renderXlsx(tables, META, { totals: totalsOf })),
    ];
    const values = (sheets: typeof plain) =>
      sheets.map(({ rows }) => rows.flat().map(({ address, text: shown }) => [address, shown]));
    expect(values(live)).toEqual(values(plain));
    const formulas = live.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula);
    expect(formulas.length).toBe(tables.reduce((sum, one) => sum + totalsOf(one).size, 0));
    expect(formulas.length).toBeGreaterThan(20);
  });

  it.each(
    EXAMPLES,
  )('come of %s, added up anew by the cells that they name, to what is stored of them', async (file) => {
    const bytes = await renderXlsx(tablesOf(file), META, { totals: totalsIn(file) });
    let formulas = 0;
    for (const { xml, cells, name } of readXlsx(bytes).sheets) {
      const partsOf = new Map<string, readonly string[]>();
      for (const f of all(xml, 'f')) {
        const [, ranges = '', decimals = ''] =
          /^ROUND\(SUM\(([A-Z0-9:,]+)\),(\d)\)$/.exec(f.textContent ?? '') ?? [];
        const parts = ranges.split(',').flatMap((range) => placesIn(range));
        const sum = parts.reduce(
          (before, ref) => before.plus(cells.get(ref)?.raw || 0),
          new Decimal(0),
        );
        const cell = f.parentNode as typeof f;
        const stored = cell.getElementsByTagName('v')[0]?.textContent ?? '';
        expect(sum.toDecimalPlaces(Number(decimals)).toString(), f.textContent ?? '').toBe(stored);
        partsOf.set(cell.getAttribute('r') ?? '', parts);
        formulas += 1;
      }
      // Excel refuses a workbook whose formulas go in a circle
      const reaches = (from: string, to: string): boolean =>
        (partsOf.get(from) ?? []).some((part) => part === to || reaches(part, to));
      for (const ref of partsOf.keys()) expect(reaches(ref, ref), `${name}!${ref}`).toBe(false);
    }
    expect(formulas).toBeGreaterThan(20);
  });

  it.each([
    'wuchang/2026.yaml',
    'hongshan/2025.yaml',
    'jianghan/2024.yaml',
  ])('are in 收支总表 of %s what its relations say, empty lines among the parts', (file) => {
    const sheet = tablesOf(file).find(({ id }) => id === '预算01') as Table;
    const totals = totalsIn(file)(sheet);
    const partsOf = (wanted: string, col: number) => {
      const whole = sheet.cells.find(({ name, ...at }) => name?.row === wanted && at.col === col);
      return (totals.get(whole as Cell) ?? []).map(({ name }) => name?.row);
    };
    expect(partsOf('收入总计', 1)).toEqual(['本年收入合计', '上年结转结余']);
    expect(partsOf('支出总计', 3)).toEqual(['本年支出合计', '年终结转结余']);
    expect(partsOf('本年收入合计', 1)).toContain('政府性基金预算拨款收入');
    const lines = sheet.cells.filter(({ name }) => name?.row === '支出类别');
    expect(partsOf('本年支出合计', 3)).toHaveLength(lines.length);
  });

  it('have no parts by a relation that they do not add up to, nor in a circle', () => {
    const sums = tree(['1.10', '2.20', '3.31'], '6.60');
    const [whole, first, second] = sums.cells as [Cell, Cell, Cell];
    expect(totalsOf(sums, new Map([[whole, [[first, second]]]])).size).toBe(0);
    const alike = tree(['6.60', '0.00'], '6.60');
    const [total, same, nothing] = alike.cells as [Cell, Cell, Cell];
    const told = new Map([
      [total, [[same, nothing]]],
      [same, [[total, nothing]]],
    ]);
    expect([...totalsOf({ ...alike, levels: [] }, told).keys()]).toEqual([total]);
  });

  const tree = (parts: readonly string[], total: string): Table => {
    const cells = [total, ...parts].map((value, row) => {
      const content = wan(value);
      if (content.kind !== 'number') throw new Error('no number');
      const figure = { ...content.figure, value: content.value.times(10_000) };
      return cell(row, 0, { ...content, money: { unit: '万元', decimals: 2 }, figure });
    });
    return table({ id: 'a', cells, levels: [-1, ...parts.map(() => 0)] });
  };

  it('are those that the printed parts add up to, to the cent', async () => {
    const sums = tree(['1.10', '2.20', '3.30'], '6.60');
    const bytes = await renderXlsx([sums], META, { totals: totalsOf });
    const xml = readXlsx(bytes).parts.get('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<f>ROUND(SUM(A3:A5),2)</f><v>6.6</v>');
    expect(totalsOf(tree(['1.10', '2.20', '3.31'], '6.60')).size).toBe(0);
  });

  it('have parts among the cells of their own row or column', () => {
    for (const one of tablesOf('wuchang/2026.yaml'))
      for (const [whole, parts] of totalsOf(one)) {
        const same = parts.every(({ row, col }) => row === whole.row || col === whole.col);
        expect(same, `${one.id} ${cellText(whole.content)}`).toBe(true);
        expect(parts).not.toContainEqual({ row: whole.row, col: whole.col });
      }
  });
});
