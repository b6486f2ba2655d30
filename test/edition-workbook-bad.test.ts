/**
 * Files that are no workbooks, or that are meant to do harm: told in Chinese, and never thrown. Some of them
 * would take for ever where a bound is missing.
 */

import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { readWorkbook } from '../src/review/open/workbook/read-workbook.js';
import { labelled } from '../src/tables/labels.js';
import { cellText, type Table } from '../src/tables/table.js';
import { expectSteady } from './helpers/growth.js';
import { BOOK, bookOf, sheetXml } from './helpers/raw-workbook.js';
import { runs } from './helpers/runs.js';
import { samples } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';

/** What is told of a file, or how large its tables are. */
async function told(bytes: Uint8Array): Promise<string | string[]> {
  const read = await readWorkbook(bytes, '坏.xlsx');
  if ('problem' in read) return read.problem.message;
  for (const one of read.tables) labelled(one);
  return read.tables.map(({ rows, widths }) => `${rows}×${widths.length}`);
}

const parts = (sheet: string, more: Record<string, string> = {}, level: 0 | 1 = 1) =>
  bookOf({ sheet, more, level });
const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>';
/** So many rows of cells in columns from A. */
const cells = (rows: number, cols: number, cell: (ref: string) => string) =>
  Array.from({ length: rows }, (_, r) => {
    const refs = Array.from({ length: cols }, (_, c) => `${String.fromCharCode(65 + c)}${r + 1}`);
    return `<row r="${r + 1}">${refs.map(cell).join('')}</row>`;
  }).join('');
const UNREADABLE = '工作簿不能读，可能已经损坏';

describe('a file that is no workbook', () => {
  const ole = (name: string) =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from(name, 'utf16le')]);
  const zip = (path: string) => zipSync({ [path]: strToU8('a') });
  it.each<[Uint8Array, string, string]>([
    [new Uint8Array(), 'file-empty', '文件是空的'],
    [ole('Workbook'), 'workbook-invalid', '这是旧版 Excel 文件（.xls）或 WPS 文件（.et），不能读'],
    [ole('EncryptedPackage'), 'workbook-invalid', '工作簿设了打开密码，不能读'],
    [strToU8('%PDF-1.7'), 'workbook-invalid', '这是 PDF 文件，不是 Excel 工作簿'],
    [strToU8('\ufeff<html>'), 'workbook-invalid', '这是网页或 XML 表格，不是 .xlsx 工作簿'],
    [strToU8('年度: 2026'), 'workbook-invalid', '这不是 Excel 工作簿（.xlsx）'],
    [zip('a.txt'), 'workbook-invalid', '这是压缩文件，里面没有 Excel 工作簿'],
    [zip('constructor'), 'workbook-invalid', '这是压缩文件，里面没有 Excel 工作簿'],
    [zip('word/document.xml'), 'workbook-invalid', '这是 Word 文件，不是 Excel 工作簿'],
    [zip('xl/workbook.bin'), 'workbook-invalid', '这是 .xlsb 二进制工作簿，不能读'],
    [new Uint8Array(21 * 1024 * 1024), 'file-too-large', '文件超过 20 MB 的上限'],
    [parts(sheetXml('')), 'file-empty', '工作簿里没有内容'],
    [parts(sheetXml('<row r="1"><c r="A1"><v>1</c>')), 'workbook-invalid', UNREADABLE],
    [parts(`<x:worksheet>${ONE}</x:worksheet>`), 'workbook-invalid', UNREADABLE],
    [parts(sheetXml('<row><c><v>1</v></c></row>')), 'workbook-invalid', UNREADABLE],
    [parts(sheetXml(ONE.replace('><v>1', ' t="s"><v>7'))), 'workbook-invalid', UNREADABLE],
  ])('is told as what it is: %#', async (bytes, code, message) => {
    const problem = { code, message, file: '坏.xlsx', line: 0 };
    expect(await readWorkbook(bytes, '坏.xlsx')).toMatchObject({ problem });
  });

  it('is told as cut short', async () => {
    const bytes = await renderXlsx(samples, META);
    expect(await told(bytes.slice(0, -100))).toBe('工作簿不完整，可能没有下载完');
  });

  it('is told how to mend formulas that nobody computed', async () => {
    const rows =
      '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>B2</f><v></v></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1</f><v>1</v></c></row>';
    expect(await readWorkbook(parts(sheetXml(rows)), 'a.xlsx')).toMatchObject({
      problem: {
        message: '工作表“表”有 2 个公式没有存下结果',
        hint: '请用 Excel 或 WPS 打开，保存一次再试',
      },
    });
  });
});

describe('a workbook that is meant to do harm', () => {
  const TOO_MUCH = '工作簿的内容过多，不像部门预算、决算的表格';

  it('unpacks no more than it may, whatever sizes it declares', async () => {
    /** Changes a size in the directory of a zip: of a part as packed at 20, as unpacked at 24. */
    const declare = (bytes: Uint8Array, at: 20 | 24, size: number) => {
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < bytes.byteLength - 30; i++)
        if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + at, size, true);
      return bytes;
    };
    const bomb = sheetXml(' '.repeat(17 * 1024 * 1024));
    expect(await told(parts(bomb))).toBe(TOO_MUCH);
    expect(await told(declare(parts(bomb), 24, 100))).toBe(UNREADABLE);
    expect(await told(declare(parts(sheetXml(ONE)), 20, 2 ** 22))).toBe(TOO_MUCH);
    expect(await told(declare(parts(sheetXml(ONE), {}, 0), 20, 2 ** 27))).toBe(TOO_MUCH);
  });

  const LISTS =
    '<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf/><xf numFmtId="200"/></cellXfs>';
  const styled = (code: string, sheet: string) =>
    parts(sheet, {
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts>${LISTS}</styleSheet>`,
    });
  const named = (book: string) => parts(sheetXml(ONE), { 'xl/workbook.xml': book });
  const sheets = '<sheet name="a" sheetId="1" r:id="a"/>'.repeat(201);
  const names = '<definedName name="x">表!$A$1:$XFD$1048576</definedName>';
  const merges = '<mergeCell ref="A1:XFD1048576"/>'.repeat(999);
  const far = (ref: string) => `<row r="${ref.slice(2)}"><c r="${ref}"><v>1</v></c></row>`;
  const long = { 'xl/sharedStrings.xml': `<sst><si><t>${'长'.repeat(20_000)}</t></si></sst>` };
  /** A heading of so many words over one figure. */
  const headed = (words: number) => {
    const heads = `<row r="1"><c r="A1" t="str"><v>项目</v></c><c r="B1" t="str"><v>${'起目标（'.repeat(words)}</v></c></row>`;
    return parts(sheetXml(heads + ONE.replaceAll('1"', '2"')));
  };
  const numbers = (rows: number) =>
    parts(sheetXml(cells(rows, 6, (ref) => `<c r="${ref}"><v>1.5</v></c>`)));
  const BEYOND = '工作表“表”超过 2,000 行或 200 列的上限';
  it.each<[string, Uint8Array, string | string[]]>([
    ['ranges', parts(sheetXml(ONE, `<mergeCells>${merges}</mergeCells>`)), ['1×1']],
    [
      'rules',
      parts(
        sheetXml(ONE, '<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>'),
      ),
      ['1×1'],
    ],
    ['names', named(BOOK.replace('</sheets>', `$&<definedNames>${names}</definedNames>`)), ['1×1']],
    [
      'columns',
      parts(`<worksheet><cols><col min="1" max="999999999"/></cols>${sheetXml(ONE).slice(11)}`),
      ['1×1'],
    ],
    [
      'empty places',
      styled('0', sheetXml(`${ONE}<row r="1048576"><c r="XFD1048576" s="1"/></row>`)),
      ['1×1'],
    ],
    ['tags', parts(sheetXml('<row r="1"/>'.repeat(500_001))), TOO_MUCH],
    ['rows', parts(sheetXml(far('AA2001'))), BEYOND],
    ['columns with content', parts(sheetXml(far('GS1'))), BEYOND],
    [
      'corners',
      parts(sheetXml(ONE + far('GR2000'))),
      '工作簿里的表格过大，不像部门预算、决算的表格',
    ],
    [
      'one long text',
      parts(sheetXml(cells(500, 1, (ref) => `<c r="${ref}" t="s"><v>0</v></c>`)), long),
      '工作簿里的文字过多，不像部门预算、决算的表格',
    ],
    [
      'sheets',
      named(`<workbook><sheets>${sheets}</sheets></workbook>`),
      '工作簿的工作表超过 200 张的上限',
    ],
    ['a format', styled('#'.repeat(300), sheetXml(ONE)), UNREADABLE],
    ['brackets', styled('['.repeat(100), sheetXml(ONE)), UNREADABLE],
    ['numbers without headings', numbers(2000), ['2000×6']],
    ['a heading', headed(3e5), ['2×2']],
  ])('by %s without end', async (_, bytes, expected) => {
    expect(await told(bytes)).toEqual(expected);
  });

  it.each<[string, number, (size: number) => Uint8Array]>([
    ['numbers without headings', 250, numbers],
    ['words in a heading', 37_500, headed],
    ['tags', 62_000, (size) => parts(sheetXml(`${ONE}${'<row r="2"/>'.repeat(size)}`))],
    [
      'merged cells',
      5000,
      (size) =>
        parts(
          sheetXml(
            ONE,
            `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(size)}</mergeCells>`,
          ),
        ),
    ],
  ])('by more %s takes no more than their share of time', (_, size, made) =>
    expectSteady(made, size, told));

  it('never brings the reader down', async () => {
    const words = '<c r="A2" t="inlineStr"><is><t>二</t></is></c><c r="B2"><v>1.5</v></c>';
    const whole = parts(sheetXml(`${ONE}<row r="2">${words}</row>`), {}, 0);
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    const spoiled = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
      const out = whole.slice();
      for (const [place, byte] of changes) out[place % out.byteLength] = byte;
      return out;
    });
    const cut = fc.nat(whole.byteLength).map((end) => whole.slice(0, end));
    const noise = fc.uint8Array({ maxLength: 200 });
    const zipped = noise.map((bytes) => Uint8Array.of(0x50, 0x4b, 3, 4, ...bytes));
    const pieces =
      '<row r="1">|</row>|<row r="9">|<c r="A1">|<c r="B2" t="s" s="1">|<c>|</c>|<v>|</v>|<f/>|<f>|</f>|<is>|</is>|<t>|</t>|1|-5.5|&lt;|&|一';
    const xml = fc
      .array(fc.constantFrom(...pieces.split('|')), { maxLength: 14 })
      .map((some) => parts(sheetXml(some.join('')), {}, 0));
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoiled, cut, noise, zipped, xml), async (file) => {
        const what = await told(file);
        if (typeof what === 'string') expect(what).toMatch(/[\p{Script=Han}）]$/u);
      }),
      { numRuns: runs(120) },
    );
  });

  it('loses nothing of what a sheet says, however it is laid out', async () => {
    const texts =
      '科目编码|科目名称|合计|金额|占比|单位：万元|注：无|部门：某局|2025年|一、收入|　行政运行|206|2060101|12.5%|30万元|1,234.50|栏次|表1|—';
    const word = fc.constantFrom(...texts.split('|'));
    const number = fc.integer({ min: -1e8, max: 1e8 }).map((n) => n / 100);
    const empty = { weight: 3, arbitrary: fc.constant('') };
    const row = fc.array(fc.oneof(empty, word, number), { maxLength: 6 });
    const place = fc.tuple(fc.nat(5), fc.nat(7), fc.nat(3), fc.nat(3));
    const ref = (col: number, line: number) => `${'ABCDEFGHI'[col]}${line + 1}`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(place, { maxLength: 3 }),
        async (rows, ranges) => {
          const drawn = rows.map((values, r) => {
            const own = values.map((value, c) =>
              typeof value === 'number'
                ? `<c r="${ref(c, r)}"><v>${value}</v></c>`
                : value && `<c r="${ref(c, r)}" t="str"><v>${value}</v></c>`,
            );
            return `<row r="${r + 1}">${own.join('')}</row>`;
          });
          const merges = ranges.map(
            ([c, r, w, h]) => `<mergeCell ref="${ref(c, r)}:${ref(c + w, r + h)}"/>`,
          );
          const xml = sheetXml(drawn.join(''), `<mergeCells>${merges.join('')}</mergeCells>`);
          const read = await readWorkbook(parts(xml, {}, 0), 'x.xlsx');
          const said = rows.flat().filter((value) => value !== '');
          if ('problem' in read) expect(said.length === 0 || ranges.length > 0).toBe(true);
          else if (ranges.length === 0)
            expect(sayings(read.tables[0] as Table)).toEqual(words(said.map(String)));
          else labelled(read.tables[0] as Table);
        },
      ),
      { numRuns: runs(120) },
    );
  });
});

/** All that a table says, sorted, without blanks. */
function sayings({ title, number, lead, middle, unit, notes, cells: all }: Table): string[] {
  const texts = all.map(({ content }) => cellText(content));
  return words([title, number, lead, middle, unit, ...notes, ...texts]);
}
const words = (texts: readonly string[]) =>
  texts
    .flatMap((one) => one.split(/[\s　]+/))
    .filter((one) => one !== '')
    .sort();
