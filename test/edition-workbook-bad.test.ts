/** Files that are no workbook, damaged, or meant to do harm: told in Chinese, in time, never thrown. */
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../src/edition/workbook.js';

/** A small sheet in the usual layout. */
async function smallBook(change: (sheet: ExcelJS.Worksheet) => void = () => {}) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('预算01 收支总表');
  sheet.addRows([['收支总表'], ['单位：万元'], ['项目', '金额'], ['合计', 3.5], ['基本支出', 3.5]]);
  change(sheet);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

const told = async (bytes: Uint8Array): Promise<string> => {
  const read = await readWorkbook(bytes, 'a.xlsx');
  if (!('problem' in read)) return `${read.tables.length} 张表`;
  const { code, message, hint = '' } = read.problem;
  return `${code} ${message} → ${hint}`;
};

let good: Uint8Array;
beforeAll(async () => {
  good = await smallBook();
});

/** The good file with one of its parts replaced. */
const withPart = (path: string, change: (text: string) => string): Uint8Array => {
  const parts = unzipSync(good);
  const text = new TextDecoder().decode(parts[path] ?? new Uint8Array());
  return zipSync({ ...parts, [path]: strToU8(change(text)) });
};
const SHEET = 'xl/worksheets/sheet1.xml';

describe('a file that is no workbook', () => {
  const zip = (path: string) => zipSync({ [path]: strToU8('x') });
  const cases: [string, () => Uint8Array, RegExp][] = [
    ['empty', () => new Uint8Array(), /^file-empty 文件是空的/],
    ['a PDF', () => strToU8('%PDF-1.7'), /PDF 文件/],
    ['a web page', () => strToU8('<!DOCTYPE html><table>'), /网页或 XML 表格.*另存为 \.xlsx/],
    ['text', () => strToU8('项目,金额\n'), /这不是 Excel 工作簿/],
    ['an old workbook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), /旧版 Excel.*\.xls/],
    [
      'locked',
      () =>
        new Uint8Array([
          ...[0xd0, 0xcf, 0x11, 0xe0],
          ...Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      /打开密码.*去掉密码/,
    ],
    ['a zip', () => zip('a.txt'), /压缩文件，里面没有 Excel 工作簿/],
    ['Word', () => zip('word/document.xml'), /Word 文件/],
    ['OpenDocument', () => zip('content.xml'), /OpenDocument 文件/],
    ['cut short', () => good.subarray(0, good.length - 200), /不完整|已损坏/],
    ['broken XML', () => withPart(SHEET, (xml) => xml.slice(0, 300)), /已损坏/],
  ];
  it.each(cases)('%s is told as what it is', async (_, bytes, message) => {
    expect(await told(bytes())).toMatch(message);
  });
});

describe('a workbook that is meant to do harm', () => {
  const cases: [string, () => Uint8Array | Promise<Uint8Array>][] = [
    ['unpacks without end', () => zipSync({ 'xl/workbook.xml': new Uint8Array(64 * 1024 * 1024) })],
    [
      'merges everything',
      () =>
        withPart(SHEET, (xml) =>
          xml.replace(
            '</sheetData>',
            '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
          ),
        ),
    ],
    [
      'has rules for everything',
      () =>
        withPart(SHEET, (xml) =>
          xml.replace(
            '</sheetData>',
            '</sheetData><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"1"</formula1></dataValidation></dataValidations>',
          ),
        ),
    ],
    [
      'names everything',
      () =>
        withPart('xl/workbook.xml', (xml) =>
          xml.replace(
            '</sheets>',
            '</sheets><definedNames><definedName name="x">\'预算01 收支总表\'!$A$1:$XFD$1048576</definedName></definedNames>',
          ),
        ),
    ],
    [
      'has a cell far away',
      () =>
        withPart(SHEET, (xml) =>
          xml.replace(
            '</sheetData>',
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
          ),
        ),
    ],
    [
      'has too many cells',
      () =>
        smallBook((sheet) =>
          sheet.addRows(Array.from({ length: 3000 }, () => Array.from({ length: 100 }, () => 1))),
        ),
    ],
  ];
  it.each(cases)(
    '%s is told or read in time',
    async (_, make) => {
      const bytes = await make();
      const begun = performance.now();
      expect(await told(bytes)).toMatch(/^(file-too-large|workbook-invalid|1 张表)/);
      expect(performance.now() - begun).toBeLessThan(5000);
    },
    20_000,
  );

  it('of any bytes never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 255 }), async (at, byte) => {
        const bytes = good.slice();
        bytes[at % bytes.length] = byte;
        expect(await told(bytes)).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });
});
