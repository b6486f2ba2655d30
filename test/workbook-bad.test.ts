/**
 * Files that are no workbooks, or do harm, as the reader of inputs and lists meets them: each a clear message in
 * Chinese, soon, within bounds. What a workbook's tables are is another test's: edition-workbook-bad.
 */
import {
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LISTS } from '../src/workbook/bounds.js';
import { type Grids, readGrids } from '../src/workbook/grids.js';
import { expectSteady } from './helpers/growth.js';
import { BOOK, bookOf, sheetXml } from './helpers/raw-workbook.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>';
const zip = (path: string) => zipSync({ [path]: strToU8('a') });
const ole = (name: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from(name, 'utf16le')]);

/** Two styles of cells. */
const STYLES = {
  'xl/styles.xml':
    '<styleSheet><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf/><xf/></cellXfs></styleSheet>',
};

/** What is told of a file that is not read. */
async function told(bytes: Uint8Array, file = '坏.xlsx'): Promise<string> {
  const read = await readGrids(bytes, file);
  if (!('problem' in read)) throw new Error('read');
  const { message, hint } = read.problem;
  return hint ? `${message} → ${hint}` : message;
}
async function grids(bytes: Uint8Array, options = {}): Promise<Grids> {
  const read = await readGrids(bytes, '甲.xlsx', options);
  if ('problem' in read) throw new Error(read.problem.message);
  return read;
}
const RESAVE = '请用 Excel 或 WPS 打开，另存为 .xlsx 再试';
const TOO_MUCH =
  '工作簿的内容过多，不像部门预算、决算的表格 → 请删去用不着的工作表、空行和空列再试';

describe('a file of another kind', () => {
  it.each<[string, Uint8Array, string]>([
    ['.xls', ole('Workbook'), `这是旧版 Excel 文件（.xls）或 WPS 文件（.et），不能读 → ${RESAVE}`],
    ['.doc', ole('WordDocument'), `这是旧版 Word 文件（.doc），不是 Excel 工作簿 → ${RESAVE}`],
    ['encrypted', ole('EncryptedPackage'), '工作簿设了打开密码，不能读 → 请先去掉密码再试'],
    ['.ods', zip('content.xml'), `这是 OpenDocument 文件，不是 Excel 工作簿 → ${RESAVE}`],
    ['.xlsb', zip('xl/workbook.bin'), `这是 .xlsb 二进制工作簿，不能读 → ${RESAVE}`],
    ['.docx', zip('word/document.xml'), `这是 Word 文件，不是 Excel 工作簿 → ${RESAVE}`],
    [
      '.pdf',
      strToU8('%PDF-1.7\n'),
      '这是 PDF 文件，不是 Excel 工作簿 → 请用同一份材料的工作簿（.xlsx）或 CSV',
    ],
    ['a web page', strToU8('<html><table>'), `这是网页或 XML 表格，不是 .xlsx 工作簿 → ${RESAVE}`],
    ['a text', strToU8('年度: 2026'), '这不是 Excel 工作簿（.xlsx）'],
    ['a zip', zip('照片.jpg'), `这是压缩文件，里面没有 Excel 工作簿 → ${RESAVE}`],
    ['nothing', new Uint8Array(), '文件是空的'],
  ])('%s is told as what it is', async (_, bytes, message) => {
    expect(await told(bytes)).toBe(message);
  });

  it('a zip with a password is told as one', async () => {
    const bytes = bookOf({ sheet: sheetXml(ONE) });
    bytes[6] = (bytes[6] ?? 0) | 1;
    expect(await told(bytes)).toBe('工作簿设了打开密码，不能读 → 请先去掉密码再试');
  });

  it('a workbook that is called .csv is told as no text', async () => {
    const bytes = bookOf({ sheet: sheetXml(ONE) });
    expect(await told(bytes, '坏.csv')).toBe(
      `这不是 CSV 文本 → 请用 Excel 或 WPS 打开，另存为 .xlsx 再试`,
    );
  });

  it('one that is cut short is told as such, wherever it is cut', async () => {
    const bytes = bookOf({ sheet: sheetXml(ONE.repeat(50)) });
    for (const part of [0.3, 0.6, 0.9, 0.99])
      expect(await told(bytes.slice(0, part * bytes.length))).toBe(
        `工作簿不完整，可能没有下载完 → ${RESAVE}`,
      );
  });
});

describe('a workbook that is read all the same', () => {
  it('has macros: they are left alone, and it is said so', async () => {
    const bytes = bookOf({
      sheet: sheetXml(ONE),
      more: { 'xl/vbaProject.bin': 'Sub Auto_Open()' },
    });
    const { grids: read, remarks } = await grids(bytes);
    expect(read[0]?.rows[0]?.[0]?.text).toBe('1');
    expect(remarks.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      '提示 这是带宏的工作簿：只读了格子，宏没有读取，也没有运行',
    ]);
  });

  it('has a million rows with nothing but formats', async () => {
    const rows = Array.from(
      { length: 1_000_000 },
      (_, r) => `<row r="${r + 2}" spans="1:3" s="1" customFormat="1" ht="15" customHeight="1"/>`,
    );
    const bytes = bookOf({ sheet: sheetXml(ONE + rows.join('')), more: STYLES });
    const before = process.memoryUsage().arrayBuffers;
    const { grids: read } = await grids(bytes);
    expect(read[0]?.rows).toHaveLength(1);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('has a value far below such rows: that is too much, and no row is lost', async () => {
    const empty = Array.from(
      { length: 40_000 },
      (_, r) => `<row r="${r + 2}" s="1" customFormat="1" ht="15"/>`,
    );
    const last = '<row r="50000"><c r="A50000" s="1"/><c r="B50000"><v>7</v></c></row>';
    const bytes = bookOf({ sheet: sheetXml(ONE + empty.join('') + last), more: STYLES });
    expect(await told(bytes)).toMatch('工作表“表”超过 2,000 行或 200 列的上限');
    const { grids: read } = await grids(bytes, LISTS);
    expect(read[0]?.rows).toHaveLength(50_000);
    expect(read[0]?.rows.at(-1)?.[1]?.exact).toBe('7');
  });

  it('names entries of a zip that would lead out of a folder: they are not looked at', async () => {
    const folder = temporaryFolder();
    const tricks = {
      '../../../tmp/坏': 'x',
      '/etc/坏': 'x',
      'xl/worksheets/../坏.xml': 'x',
      'C:\\坏': 'x',
    };
    const { grids: read } = await grids(bookOf({ sheet: sheetXml(ONE), more: tricks }));
    expect(read).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a workbook that is meant to do harm', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  ).join('');
  it.each<[string, string]>([
    ['entities in entities', `<!DOCTYPE worksheet [<!ENTITY l0 "哈">${laughs}]>`],
    ['entities of other files', '<!DOCTYPE worksheet [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'],
  ])('by %s is not read', async (_, type) => {
    const sheet = `${type}${sheetXml('<row r="1"><c r="A1" t="str"><v>&l9;</v></c></row>')}`;
    const refused = `工作簿里有 DOCTYPE 声明，Excel 和 WPS 不写这个，没有读取 → ${RESAVE}`;
    expect(await told(bookOf({ sheet }))).toBe(refused);
    const strings = { 'xl/sharedStrings.xml': `${type}<sst><si><t>&l9;</t></si></sst>` };
    expect(await told(bookOf({ sheet: sheetXml(ONE), more: strings }))).toBe(refused);
  });

  it('by entities that nobody declared is told as damaged', async () => {
    const sheet = sheetXml('<row r="1"><c r="A1" t="str"><v>&l9;</v></c></row>');
    expect(await told(bookOf({ sheet }))).toBe(`工作簿不能读，可能已经损坏 → ${RESAVE}`);
  });

  it('by unpacking to more than anybody reads is refused', async () => {
    expect(await told(bookOf({ sheet: sheetXml(' '.repeat(17 * 1024 * 1024)) }))).toBe(TOO_MUCH);
    expect(await told(bookOf({ sheet: sheetXml(' '.repeat(97 * 1024 * 1024)) }))).toBe(TOO_MUCH);
    const text = {
      'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(20 * 1024 * 1024)}</t></si></sst>`,
    };
    expect(await told(bookOf({ sheet: sheetXml(ONE), more: text }))).toBe(TOO_MUCH);
  });

  it.each([
    ['表', 'SHEET', '工作表“Sheet”和“SHEET”只有大小写不同，分不清是哪一张'],
    ['表', 'Sheet', '有两张工作表都叫“Sheet”，分不清是哪一张'],
  ])('or by chance has two sheets of one name: %#', async (_, other, message) => {
    const book = `<workbook><sheets><sheet name="Sheet" sheetId="1" r:id="a"/><sheet name="${other}" sheetId="2" r:id="b"/></sheets></workbook>`;
    const relations =
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="worksheets/sheet2.xml"/></Relationships>';
    const more = {
      ...{ 'xl/workbook.xml': book, 'xl/_rels/workbook.xml.rels': relations },
      'xl/worksheets/sheet2.xml': sheetXml(ONE),
    };
    expect(await told(bookOf({ sheet: sheetXml(ONE), more }))).toBe(
      `${message} → 请改其中一张的名字再试`,
    );
  });

  /** Formulas that each take the one before, the last of which closes the circle. */
  const chain = (length: number) => {
    const cell = (r: number) =>
      `<row r="${r}"><c r="A${r}"><f>A${r === 1 ? length : r - 1}+1</f><v>0</v></c></row>`;
    return bookOf({ sheet: sheetXml(Array.from({ length }, (_, r) => cell(r + 1)).join('')) });
  };
  it('by a long circle of formulas is told as one', async () => {
    const { remarks } = await grids(chain(1500));
    expect(remarks.map(({ message, span }) => [span?.cell?.address, message])).toEqual([
      ['A1', '公式循环引用（A1 → A1500 → A1499 → A1498 → A1497 → A1496 → ……），存下的数不可信'],
    ]);
  });

  const sums = (size: number) => {
    const cell = (r: number) =>
      `<row r="${r}"><c r="A${r}"><f>SUM(B1:Z${size})+SUM(A${r + 1}:A${size + 1})</f><v>0</v></c></row>`;
    return bookOf({
      sheet: sheetXml(Array.from({ length: size }, (_, r) => cell(r + 1)).join('')),
    });
  };
  const names = (size: number) =>
    bookOf({
      sheet: sheetXml(
        `<row r="1"><c r="A1"><f>${"'".repeat(size)}A2</f><v>0</v></c><c r="B1"><f>${'甲.'.repeat(size)}A2</f><v>0</v></c></row>`,
      ),
    });
  it.each<[string, number, (size: number) => Uint8Array]>([
    ['a circle of formulas', 230, chain],
    ['long names in formulas', 20_000, names],
    [
      'empty rows',
      100_000,
      (size) =>
        bookOf({ sheet: sheetXml(ONE + '<row r="5000" s="1" customFormat="1"/>'.repeat(size)) }),
    ],
  ])('by more of %s takes no more than its share of time', (_, size, made) =>
    expectSteady(made, size, (bytes) => grids(bytes)));

  it('by ranges that all formulas take is looked through as far as anybody waits', async () => {
    expect((await grids(sums(1900))).grids[0]?.rows).toHaveLength(1900);
  });
});

describe('the command', () => {
  it('refuses a file of 100 MB before it reads it, and writes nothing', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '大 文件.xlsx');
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 100 * 1024 * 1024);
    const out = join(folder, '新.yaml');
    const before = process.memoryUsage().arrayBuffers;
    const { code, err } = await gongkai(['import', '--科目', file, '-o', out]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
    expect(code).toBe(1);
    expect(err).toContain('文件有 100.0 MB，超过 20 MB 的上限');
    expect(existsSync(out)).toBe(false);
    const diff = await gongkai(['diff', file, file]);
    expect(diff.err).toContain('文件有 100.0 MB，超过 20 MB 的上限');
  });

  it('tells a folder, a link that leads nowhere and a file that is not there', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, '无'), join(folder, '链接.xlsx'));
    for (const [name, message] of [
      ['.', '这是一个文件夹，不是文件'],
      ['链接.xlsx', '找不到这个文件'],
      ['没有.xlsx', '找不到这个文件'],
    ] as const)
      expect((await gongkai(['import', '--科目', join(folder, name)])).err).toContain(message);
  });

  it('writes nothing of a bad workbook', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '坏.xlsx');
    writeFileSync(
      file,
      bookOf({ sheet: sheetXml(ONE), more: { 'xl/workbook.xml': BOOK.slice(0, 30) } }),
    );
    const { code, err } = await gongkai(['import', '--科目', file, '-o', join(folder, '新.yaml')]);
    expect([code, readdirSync(folder)]).toEqual([1, ['坏.xlsx']]);
    expect(err).toContain('工作簿不能读，可能已经损坏');
  });
});
