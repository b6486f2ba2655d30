/** The published package of final accounts, read back by other readers than wrote it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataRows, differences, linedTables } from './helpers/lined-tables.js';
import { archiveProblems } from './helpers/pdf-archive.js';
import { openFinished, writtenObjects } from './helpers/pdf-file.js';
import { at, pageOf, type ReadWorkbook, readXlsx } from './helpers/read-xlsx.js';
import { gongkai } from './helpers/terminal.js';

const INPUT = 'inputs/wuchang/2024-final.yaml';
const NAME = '2024年度武昌区经济信息化和科技创新局（武昌区数据局）部门决算公开';
const root = mkdtempSync(join(tmpdir(), 'gongkai-final-'));
const folder = join(root, 'a', NAME);
let told = '';
let pages: string[] = [];
let wide: number[] = [];
let pdf: Buffer;
let workbook: ReadWorkbook;

beforeAll(async () => {
  const { code, err } = await gongkai(['compile', INPUT, '-o', join(root, 'a')]);
  expect(code).toBe(0);
  told = err;
  pdf = readFileSync(join(folder, `${NAME}.pdf`));
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const { items } = await page.getTextContent();
    pages = [...pages, items.map((item) => ('str' in item ? item.str : '')).join('')];
    const { width, height } = page.getViewport({ scale: 1 });
    if (width > height) wide = [...wide, n];
  }
  pages = pages.map((page) => page.replace(/\s+/g, ''));
  await document.loadingTask.destroy();
  workbook = readXlsx(new Uint8Array(readFileSync(join(folder, `${NAME}.xlsx`))));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SHEETS = [
  '公开01 收入支出决算总表',
  '公开02 收入决算表',
  '公开03 支出决算表',
  '公开04 财政拨款收入支出决算总表',
  '公开05 一般公共预算财政拨款支出决算表',
  '公开06 一般公共预算财政拨款基本支出决算明细表',
  '公开07 政府性基金预算财政拨款收入支出决算表',
  '公开08 国有资本经营预算财政拨款支出决算表',
  '公开09 财政拨款“三公”经费支出决算表',
];

it('is a workbook, a PDF, a Word document, a CSV for each table and a manifest', () => {
  expect(readdirSync(folder).sort()).toEqual(
    [
      'manifest.json',
      ...['pdf', 'xlsx', 'docx'].map((end) => `${NAME}.${end}`),
      '审核',
      '数据',
    ].sort(),
  );
  const csv = readdirSync(join(folder, '数据'));
  // 公开01–09, 重点工作, 整体自评, 8 × 项目自评
  expect(csv.filter((name) => name.endsWith('.csv'))).toHaveLength(19);
  expect(csv).toContain('datapackage.json');
  for (const name of SHEETS) expect(csv).toContain(`${name}.csv`);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    输入: { 文件: string }[];
    模板: { 文件: string }[];
    输出: unknown[];
  };
  expect(manifest.输入.map((one) => one.文件)).toEqual(['2024-final.yaml']);
  expect(manifest.输出).toHaveLength(24);
  const templates = manifest.模板.map((one) => one.文件);
  for (const file of ['final/决算.yaml', 'final/公开01.yaml', 'profiles/wuchang-2024.yaml'])
    expect(templates).toContain(file);
  expect(templates.filter((file) => file.startsWith('budget/'))).toEqual([]);
});

it('is told with warnings at most', () => {
  expect(told).not.toMatch(/错误：/);
});

describe('the PDF', () => {
  it('has each table, sentence and figure', () => {
    // a sentence may go on behind the page number
    const text = pages.join('').replace(/—\d+—/g, '');
    for (let n = 1; n <= 9; n++) expect(text).toContain(`公开0${n}表`);
    expect(text).toContain('2024年度收、支总计均为4,291.37万元。');
    // 4,255.83 ÷ 1,894.39 = 2.2465…
    expect(text).toContain('支出决算为4,255.83万元，完成年初预算的224.7%。');
    for (const caption of ['图1：收、支', '图2：支出', '图3：财政拨款'])
      expect(text.split(caption)).toHaveLength(2);
    // all income is 财政拨款, which the sentence says
    expect(text).not.toContain('收入决算结构');
    expect(text).toContain('1、部门预算项目☑');
  });
  it('draws figures as vectors in real fonts, tagged, with a fixed date', () => {
    const raw = writtenObjects(openFinished(pdf));
    expect(raw).not.toMatch(/\/Subtype\s*\/Image/);
    expect(raw).not.toMatch(/\/Subtype\s*\/Type3/);
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toMatch(/\/CreationDate\s*\(D:20251120/);
  });
  it('has tables that programs tell apart by their lines, with the rows of the data', () => {
    const found = linedTables(pdf);
    expect(found.length).toBeGreaterThan(15);
    expect(differences(found, dataRows(join(folder, '数据')))).toEqual([]);
  });
  it('is one for archives and for everyone', () => {
    expect(archiveProblems(pdf)).toEqual([]);
  });
  it('lays across the tables that the form has so', () => {
    const titles = wide.map((n) => /公开0\d表/.exec(pages[n - 1] ?? '')?.[0]);
    expect(titles).toContain('公开02表');
    expect(titles).toContain('公开03表');
    expect(titles).not.toContain('公开01表');
  });
});

describe('the workbook', () => {
  it('has a sheet a table', () => {
    const [contents, ...names] = workbook.sheets.map((sheet) => sheet.name);
    expect(contents).toBe('目录');
    expect(names).toHaveLength(19);
    expect(names.slice(0, 9).map((name, i) => SHEETS[i]?.startsWith(name))).toEqual(
      Array(9).fill(true),
    );
  });
  it('has codes and line numbers as text, amounts as numbers, both totals alike', () => {
    const [, sheet] = workbook.sheets;
    if (!sheet) throw new Error('no sheet');
    const rows = [...sheet.cells.values()].filter((cell) => cell.text === '总计');
    expect(rows).toHaveLength(2);
    const row = rows[0]?.ref.slice(1);
    for (const column of ['C', 'F']) {
      const total = at(sheet, `${column}${row}`);
      expect(total).toMatchObject({ type: '', raw: '4291.37' });
      expect(total.style).toMatchObject({ format: '#,##0.00' });
    }
    expect(at(sheet, `B${row}`)).toMatchObject({ type: 's', text: '30' });
    expect(at(sheet, `E${row}`)).toMatchObject({ type: 's', text: '60' });
  });
  it('is set up to print on A4, one page wide', () => {
    for (const sheet of workbook.sheets)
      expect(pageOf(sheet, 'pageSetup')).toMatchObject({ paperSize: '9', fitToWidth: '1' });
  });
});
