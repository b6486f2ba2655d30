import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { columnWidths, rowHeights } from '../src/render/xlsx-metrics.js';
import { cleanText, lineCount } from '../src/render/xlsx-text.js';
import { all, at, pageOf, type ReadCell, type ReadSheet } from './helpers/read-xlsx.js';
import {
  cell,
  form,
  HOSTILE_TEXTS,
  hostile,
  PARAGRAPH,
  table,
  text,
  tree,
  twoSided,
  wan,
} from './helpers/sample-tables.js';
import { META, render, sampleWorkbook } from './helpers/sample-workbook.js';

const { book, sheetOf } = sampleWorkbook();

describe('numbers', () => {
  it('are numeric cells of exactly the shown value, right-aligned, in the shown format', () => {
    const sheet = sheetOf(twoSided);
    const negative = at(sheet, 'B7');
    expect(negative).toMatchObject({ type: '', raw: '-1234567.8' });
    expect(negative.style.format).toBe('#,##0.00');
    expect(negative.style.alignment.horizontal).toBe('right');
    expect(at(sheetOf(tree), 'D5')).toMatchObject({ raw: '1168.18', style: { format: '0.00' } });
    expect(at(sheetOf(tree), 'E5')).toMatchObject({ raw: '100', style: { format: '0.0' } });
    expect(at(sheetOf(form), 'E10')).toMatchObject({ raw: '30', style: { format: '#,##0' } });
  });

  it('never show digits that a float would add or lose', async () => {
    const values = ['0.1', '4335.95', '1.005', '9999999999999.99', '123456789012345.67', '-0.00'];
    const cells = values.map((value, row) => cell(row, 0, wan(value)));
    const { sheets } = await render([table({ id: 'a', cells })]);
    const read = values.map((_, row) => at(sheets[0] as ReadSheet, `A${row + 2}`));
    expect(read.map(({ type, text: shown }) => [type, shown])).toEqual([
      ['', '0.1'],
      ['', '4335.95'],
      ['', '1.01'],
      ['', '9999999999999.99'],
      ['s', '123,456,789,012,345.67'], // more digits than Excel's numbers keep
      ['', '0'],
    ]);
  });

  it('write every amount of up to fifteen digits as that very decimal', async () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), {
      minLength: 1,
      maxLength: 50,
    });
    await fc.assert(
      fc.asyncProperty(amounts, async (cents) => {
        const cells = cents.map((amount, row) => cell(row, 0, wan(decimal(amount))));
        const { sheets } = await render([table({ id: 'a', cells })]);
        cents.forEach((amount, row) => {
          const [, sign, whole = '', fraction = ''] =
            /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(at(sheets[0] as ReadSheet, `A${row + 2}`).raw) ?? [];
          expect(BigInt(`${sign}${whole}${fraction.padEnd(2, '0')}`)).toBe(amount);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('have room: no column is narrower than its widest number, heading and code', () => {
    const numbers = table({
      id: 'a',
      widths: [1, 1, 60],
      cells: [
        cell(0, 0, wan('-123456789.01'), { bold: true }),
        cell(0, 1, text('2060101')),
        cell(0, 2, text(PARAGRAPH)),
      ],
    });
    // ten-point digits of half an em are 0.95 of Excel's column unit
    const [first = 0, second = 0] = columnWidths(numbers);
    expect(first).toBeGreaterThan('-123,456,789.01'.length * 0.95 + 1);
    expect(second).toBeGreaterThan('2060101'.length * 0.95 + 1);
  });

  it('take room from wide columns first, and leave a name column legible on a crowded sheet', () => {
    const figures = Array.from({ length: 18 }, (_, i) => cell(0, 1 + i, wan('123456.78')));
    const crowded = table({
      id: 'a',
      orientation: 'landscape',
      widths: [30, ...figures.map(() => 10)],
      cells: [cell(0, 0, text('某区数据管理局本级')), ...figures],
    });
    const [name = 0, ...others] = columnWidths(crowded);
    expect(Math.min(...others)).toBeGreaterThan('123,456.78'.length * 0.95 + 1);
    expect(name).toBeGreaterThanOrEqual(18);
    expect(name).toBeLessThan(30);
  });

  it('fill the page in the proportions of the table where there is room', () => {
    const [a = 0, b = 0] = columnWidths(table({ id: 'a', widths: [10, 30], cells: [] }));
    expect(b / a).toBeCloseTo(3, 1);
    expect(a + b).toBeGreaterThan(90);
    expect(a + b).toBeLessThan(98); // 180 mm at 7 pixels a unit, or print would shrink the sheet
  });
});

describe('text', () => {
  it('stays text: codes, shares and formulas are strings in a text format', () => {
    const codes = ['A6', 'A8', 'E6'].map((ref) => at(sheetOf(tree), ref));
    expect(codes.map(({ type, text: shown }) => [type, shown])).toEqual([
      ['s', '206'],
      ['s', '2060101'],
      ['s', '20.5%'],
    ]);
    expect(new Set(codes.map((code) => code.style.format))).toEqual(new Set(['@']));
    expect(at(sheetOf(tree), 'B6').style.format).toBe('General');
    const ignored = pageOf(sheetOf(tree), 'ignoredError');
    expect(ignored).toEqual({ sqref: 'A4:E10', numberStoredAsText: '1' });
  });

  it('is never a formula or a link, in whatever place it stands', () => {
    const sheet = sheetOf(hostile);
    expect(at(sheet, 'A2')).toMatchObject({ type: 's', text: '=1+1', style: { format: '@' } });
    for (const { xml } of book().sheets) {
      for (const tag of ['f', 'hyperlink', 'legacyDrawing']) expect(all(xml, tag)).toEqual([]);
    }
    const body = HOSTILE_TEXTS.map((_, row) => at(sheet, `A${row + 5}`));
    expect(new Set(body.map(({ type }) => type))).toEqual(new Set(['s']));
    expect(body.map((each) => each.text)).toEqual(HOSTILE_TEXTS.map(expectedText));
    const risky = body.filter((each) => /^[-+=@\s＝]/.test(each.text) && /\S/.test(each.text));
    expect(risky.length).toBeGreaterThan(6);
  });

  it('is well formed before anything encodes it', () => {
    expect(cleanText('\uD800孤\uDC00 \uD842\uDFB7')).toBe('\uFFFD孤\uFFFD 𠮷');
    expect(cleanText('a\r\nb\rc\u0000\u007F\t')).toBe('a\nb\nc\t');
  });

  it('comes back as it was written, but for what XML cannot hold', async () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0, max: 0x2f }).map((code) => String.fromCharCode(code)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('_x000D_', '_x0041_', '_', 'x', '&lt;', ']]>', '=', '\r\n', '\uD83D', '中'),
    );
    const texts = fc.array(
      fc.array(unit, { maxLength: 12 }).map((units) => units.join('')),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (written) => {
        const cells = written.map((value, row) => cell(row, 0, text(value)));
        const { sheets, parts } = await render([table({ id: 'a', cells })]);
        const read = written.map((_, row) => at(sheets[0] as ReadSheet, `A${row + 2}`).text);
        expect(read).toEqual(written.map(expectedText));
        const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
        for (const xml of parts.values()) expect(xml).not.toMatch(forbidden);
      }),
      { numRuns: 60 },
    );
  });

  it('longer than a cell can hold is an error that says where', async () => {
    const fits = table({ id: '预算12-1', cells: [cell(0, 0, text('长'.repeat(32_767)))] });
    const { sheets } = await render([fits]);
    expect(at(sheets[0] as ReadSheet, 'A2').text).toHaveLength(32_767);
    const tooLong = table({ id: '预算12-1', cells: [cell(0, 0, text('长'.repeat(32_768)))] });
    await expect(renderXlsx([tooLong], META)).rejects.toThrow(
      '预算12-1 第1行第1列：文字有 32768 个字符',
    );
  });
});

describe('row heights', () => {
  it('count wrapped lines: Chinese anywhere, words whole, paragraphs apart', () => {
    expect(lineCount('', 10)).toBe(1);
    expect(lineCount('一二三四五', 10)).toBe(1);
    expect(lineCount('一二三四五六', 10)).toBe(2);
    expect(lineCount('一二三 abcdefgh', 10)).toBe(2);
    expect(lineCount('a\n\nb', 10)).toBe(3);
    expect(lineCount('x'.repeat(25), 10)).toBe(3);
  });

  it('make room for a paragraph in a merged cell, which Excel does not do', () => {
    const sheet = sheetOf(form);
    const width = sheet.widths.slice(1, 5).reduce((sum, each) => sum + each, 0);
    // two equal paragraphs; a ten-point Chinese character is 1.9 column units wide and needs 12 points
    const lines = 2 * Math.ceil((PARAGRAPH.length * 1.8) / width);
    expect(sheet.heights[5]).toBeGreaterThan(lines * 12);
    expect(sheet.heights[5]).toBeLessThan(lines * 24);
    expect(sheet.heights[4]).toBeLessThan(25);
  });

  it('share out what a cell over several rows needs', () => {
    const tall = cell(0, 0, text('字\n'.repeat(9)), { rowSpan: 3 });
    const nested = cell(0, 1, text('字\n'.repeat(5)), { rowSpan: 2 });
    const heights = rowHeights(table({ id: 'a', widths: [9, 9], cells: [tall, nested] }), [9, 9]);
    const [first = 0, second = 0, third = 0] = heights;
    expect(first + second).toBeGreaterThanOrEqual(6 * 12);
    expect(first + second + third).toBeGreaterThanOrEqual(10 * 12);
    expect(third).toBeLessThan(first);
  });

  it('divide a row that is higher than Excel allows, and keep the text whole', async () => {
    const long = PARAGRAPH.repeat(20);
    const cells = [
      cell(0, 0, text('自评综述')),
      cell(0, 1, text(long)),
      cell(1, 0, text('末行')),
      cell(1, 1, text('=1')),
    ];
    const { sheets } = await render([table({ id: 'a', form: true, widths: [14, 60], cells })]);
    const sheet = sheets[0] as ReadSheet;
    expect(at(sheet, 'B2').text).toBe(long);
    const last = [...sheet.cells.values()].find((each) => each.text === '末行') as ReadCell;
    const bottom = Number(last.ref.slice(1)) - 1;
    expect(bottom).toBeGreaterThan(3);
    expect(sheet.merges).toEqual(expect.arrayContaining([`A2:A${bottom}`, `B2:B${bottom}`]));
    const heights = sheet.heights.slice(2, bottom + 1);
    expect(Math.max(...heights)).toBeLessThanOrEqual(409);
    const room = heights.reduce((sum, each) => sum + each, 0);
    expect(room).toBeGreaterThan(12 * ((long.length * 1.8) / (sheet.widths[1] ?? 0)));
  });
});

/** What XML 1.0 can hold of a text, with \n for every line end; written apart from the code under test. */
function expectedText(written: string): string {
  const kept = Array.from(written.split(/\r\n|\r/).join('\n'), (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
    const allowed = code === 9 || code === 10 || (code >= 0x20 && code !== 0x7f);
    return allowed && code !== 0xfffe && code !== 0xffff ? char : '';
  });
  return kept.join('');
}

function decimal(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
