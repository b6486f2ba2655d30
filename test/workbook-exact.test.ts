/** Numbers of a workbook in their own digits, formulas, what is hidden: what a reader of inputs gets of cells. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTS } from '../src/workbook/bounds.js';
import { exactNumber, looksLikeFloat } from '../src/workbook/exact.js';
import { type Grids, readGrids } from '../src/workbook/grids.js';
import { bookOf, sheetXml } from './helpers/raw-workbook.js';
import { runs } from './helpers/runs.js';

async function read(bytes: Uint8Array, options = {}): Promise<Grids> {
  const result = await readGrids(bytes, '甲.xlsx', options);
  if ('problem' in result) throw new Error(result.problem.message);
  return result;
}
/** The only row of a workbook of these cells. */
async function cellsOf(cells: string) {
  const { grids } = await read(bookOf({ sheet: sheetXml(`<row r="1">${cells}</row>`) }));
  return grids[0]?.rows[0] ?? [];
}

describe('a number', () => {
  it.each([
    ['1234.56', '1234.56', undefined],
    ['1E-2', '0.01', undefined],
    ['1.5e3', '1500', undefined],
    ['-0.05', '-0.05', undefined],
    // how Excel stores 1.1 and 0.1 that somebody typed
    ['1.1000000000000001', '1.1', undefined],
    ['0.10000000000000001', '0.1', undefined],
    ['4335.9499999999998', '4335.95', undefined],
    // what is left of 0.1 + 0.2, of 1.1 × 3, and of 1234.56 added up
    ['0.30000000000000004', '0.30000000000000004', '0.3'],
    ['3.3000000000000003', '3.3000000000000003', '3.3'],
    ['1234.5600000000002', '1234.5600000000002', '1234.56'],
    ['123456789012345678', '123456789012345678', '123456789012346000'],
  ])('of digits %s is %s, meant %s', async (digits, exact, meant) => {
    const [cell] = await cellsOf(`<c r="A1"><v>${digits}</v></c>`);
    expect(cell?.exact).toBe(digits);
    expect(exactNumber(cell ?? {})?.toFixed()).toBe(exact);
    expect(looksLikeFloat(cell ?? {})?.toFixed()).toBe(meant);
  });

  it('that somebody typed comes back whatever program stored it', () => {
    const typed = fc
      .tuple(fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 }), fc.nat(2))
      .map(([digits, decimals]) => digits / 10 ** decimals);
    fc.assert(
      fc.property(typed, (number) => {
        for (const exact of [String(number), number.toPrecision(17), number.toExponential()])
          expect(exactNumber({ exact })?.toNumber()).toBe(number);
        for (const exact of [String(number), number.toPrecision(17)]) {
          expect(looksLikeFloat({ exact })).toBeUndefined();
          expect(exactNumber({ exact })?.toFixed()).toBe(
            new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 2 })
              .format(number)
              .replace(/^-0$/, '0'),
          );
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('is none where a text, a yes or an error stands', async () => {
    const cells = await cellsOf(
      '<c r="A1" t="str"><v>12</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="inlineStr"><is><t>3</t></is></c>',
    );
    expect(cells.map(exactNumber)).toEqual([undefined, undefined, undefined, undefined]);
    expect(cells.map(({ text }) => text)).toEqual(['12', 'TRUE', '#REF!', '3']);
    expect(exactNumber({ exact: '9'.repeat(500) })).toBeUndefined();
    expect(exactNumber({ exact: '1e999' })).toBeUndefined();
    expect(exactNumber({ exact: '0x10' })).toBeUndefined();
  });

  it('keeps its digits where cells are merged and where a format rounds what is shown', async () => {
    const { grids } = await read(
      bookOf({
        sheet: sheetXml(
          '<row r="1"><c r="A1" s="1"><v>1234.567</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
          '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
        more: {
          'xl/styles.xml':
            '<styleSheet><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf/><xf numFmtId="3"/></cellXfs></styleSheet>',
        },
      }),
    );
    const [first] = grids[0]?.rows ?? [];
    expect(first?.map(({ text, exact }) => [text, exact])).toEqual([['1,235', '1234.567']]);
  });
});

describe('a formula', () => {
  it('is taken for what it showed when the file was saved, and marked', async () => {
    const [sum, text, plain] = await cellsOf(
      '<c r="A1"><f>B1*2</f><v>2.5</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c><c r="C1"><v>1</v></c>',
    );
    expect(sum).toMatchObject({ exact: '2.5', formula: true, text: '2.5' });
    expect(text).toMatchObject({ formula: true, text: 'x' });
    expect(plain).not.toHaveProperty('formula');
  });

  const remarksOf = async (rows: string) => {
    const { remarks } = await read(bookOf({ sheet: sheetXml(rows) }));
    return remarks.map(({ severity, span, message }) => [severity, span?.cell?.address, message]);
  };

  it('that failed is told at its cell, all of a sheet together', async () => {
    const failed = (ref: string) => `<c r="${ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>`;
    expect(await remarksOf(`<row r="4">${failed('B4')}${failed('C4')}</row>`)).toEqual([
      ['警告', 'B4', '公式出错，格子里是 #DIV/0!（B4、C4，共 2 处）'],
    ]);
  });

  it('that another workbook feeds is told, and its stored number taken', async () => {
    const linked =
      '<c r="A1"><f>[1]表一!A1+1</f><v>7</v></c><c r="B1"><f>表1[金额]+A1</f><v>8</v></c>';
    expect(await remarksOf(`<row r="1">${linked}</row>`)).toEqual([
      ['提示', 'A1', '公式引用别的工作簿，用的是上次保存时的数'],
    ]);
  });

  it.each([
    ['itself', '<c r="A1"><f>A1+1</f><v>0</v></c>', 'A1 → A1'],
    [
      'another in turn',
      '<c r="A1"><f>$B$1</f><v>0</v></c><c r="B1"><f>SUM(A1:A1)</f><v>0</v></c>',
      'A1 → B1 → A1',
    ],
    ['a range with itself', '<c r="A1"><f>SUM(A1:C9)</f><v>0</v></c>', 'A1 → A1'],
    ['its own sheet by name', '<c r="A1"><f>\'表\'!A1</f><v>0</v></c>', 'A1 → A1'],
  ])('that takes %s is told as a circle', async (_, cells, way) => {
    expect(await remarksOf(`<row r="1">${cells}</row>`)).toEqual([
      ['警告', 'A1', `公式循环引用（${way}），存下的数不可信`],
    ]);
  });

  it('is no circle where it only looks like one', async () => {
    const cells =
      '<c r="A1"><f>B1+别的表!A1</f><v>1</v></c><c r="B1"><f>"A1"&amp;A10(1)</f><v>1</v></c><c r="C1"><f>SUM(A1:B1)</f><v>1</v></c>';
    expect(await remarksOf(`<row r="1">${cells}</row>`)).toEqual([]);
  });
});

describe('what is hidden', () => {
  const hidden = sheetXml(
    '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>',
  ).replace('<sheetData>', '<cols><col min="2" max="2" hidden="1"/></cols>$&');

  it('is read and told as hidden', async () => {
    const [grid] = (await read(bookOf({ sheet: hidden }))).grids;
    expect(grid?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['1', '', '3'],
      ['2', '', ''],
    ]);
    expect([...(grid?.hiddenRows ?? [])]).toEqual([2]);
    expect([...(grid?.hiddenColumns ?? [])]).toEqual([1]);
  });

  it('is a whole sheet only where somebody asks for it', async () => {
    const book =
      '<workbook><sheets><sheet name="表" sheetId="1" r:id="a" state="hidden"/></sheets></workbook>';
    const bytes = bookOf({ sheet: hidden, more: { 'xl/workbook.xml': book } });
    expect((await read(bytes)).grids).toEqual([]);
    expect((await read(bytes, { hiddenSheets: true })).grids).toMatchObject([
      { name: '表', hidden: true },
    ]);
  });
});

describe('bounds', () => {
  const rows = Array.from(
    { length: 2001 },
    (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>1</v></c></row>`,
  );
  const long = bookOf({ sheet: sheetXml(rows.join('')) });

  it('are those of forms, unless a list is read', async () => {
    expect(await readGrids(long, '长.xlsx')).toMatchObject({
      problem: { message: '工作表“表”超过 2,000 行或 200 列的上限' },
    });
    expect((await read(long, LISTS)).grids[0]?.rows).toHaveLength(2001);
    expect((await read(long, { rows: 5000 })).grids[0]?.rows).toHaveLength(2001);
  });

  it('hold for CSV as well', async () => {
    const csv = new TextEncoder().encode('1\n'.repeat(2001));
    expect(await readGrids(csv, '长.csv')).toMatchObject({
      problem: { message: 'CSV 文件超过 2000 行或 200 列的上限' },
    });
    expect(await readGrids(csv, '长.csv', LISTS)).toHaveProperty('grids');
    const commas = new TextEncoder().encode(','.repeat(4_000_000));
    expect(await readGrids(commas, '长.csv')).toMatchObject({
      problem: { code: 'file-too-large', message: 'CSV 文件的内容过多' },
    });
  });
});
