/** The published package of the example, read back by other readers than wrote it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onlyBundled } from '../src/render/renderers.js';
import { dataRows, differences, linedTables } from './helpers/lined-tables.js';
import { archiveProblems } from './helpers/pdf-archive.js';
import { openFinished, writtenObjects } from './helpers/pdf-file.js';
import { at, attributes, pageOf, type ReadWorkbook, readXlsx } from './helpers/read-xlsx.js';
import { gongkai } from './helpers/terminal.js';

const NAME = '武昌区经济信息化和科技创新局2026年部门预算公开';
const HOSTILE = '<b onclick="x">粗</b>&amp;=cmd()|{{金额 "支出"}}';

interface Package {
  readonly folder: string;
  readonly pdf: Buffer;
  readonly xlsx: Buffer;
  readonly pages: readonly string[];
}

const root = mkdtempSync(join(tmpdir(), 'gongkai-package-'));
let example: Package;
let workbook: ReadWorkbook;

/** @param warned what the program must say beside what is waived */
async function compilePackage(input: string, output: string, warned?: RegExp): Promise<Package> {
  const { code, err } = await gongkai(['compile', input, '-o', join(root, output)]);
  const [first = ''] = err.replace(/^已豁免 \S+-\d+：.+\n/gm, '').split('\n');
  expect(first).toMatch(warned ?? /^$/);
  expect(code).toBe(0);
  const folder = join(root, output, NAME);
  const pdf = readFileSync(join(folder, `${NAME}.pdf`));
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
  const pages: string[] = [];
  for (let n = 1; n <= document.numPages; n++) {
    const content = await (await document.getPage(n)).getTextContent();
    pages.push(
      content.items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s+/g, ''),
    );
  }
  await document.loadingTask.destroy();
  return { folder, pdf, xlsx: readFileSync(join(folder, `${NAME}.xlsx`)), pages };
}

beforeAll(async () => {
  example = await compilePackage('inputs/wuchang/2026.yaml', 'a');
  workbook = readXlsx(new Uint8Array(example.xlsx));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the package', () => {
  it('holds workbook, PDF, Word document, a CSV for each table and a manifest that fits them', () => {
    expect(readdirSync(example.folder).sort()).toEqual(
      [
        'manifest.json',
        ...['pdf', 'xlsx', 'docx'].map((end) => `${NAME}.${end}`),
        '审核',
        '数据',
      ].sort(),
    );
    const csv = readdirSync(join(example.folder, '数据'));
    expect(csv.filter((name) => name.endsWith('.csv'))).toHaveLength(15);
    expect(csv).toContain('datapackage.json');
    expect(csv).toContain('预算05-1 一般公共预算支出表（分功能科目）.csv');
    const manifest = JSON.parse(
      readFileSync(join(example.folder, 'manifest.json'), 'utf8'),
    ) as Record<string, { 文件: string; sha256: string }[]>;
    const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    const [input, prior] = ['2026.yaml', '2025.yaml'].map((file) => ({
      文件: file,
      sha256: hash(`inputs/wuchang/${file}`),
    }));
    expect(manifest.输入).toEqual([input, { ...prior, 路径: '2025.yaml', 类型: '上年数' }]);
    expect(manifest.输出).toHaveLength(20);
    for (const { 文件, sha256 } of manifest.输出 ?? [])
      expect(hash(join(example.folder, 文件))).toBe(sha256);
    for (const { 文件, sha256 } of manifest.模板 ?? [])
      expect(hash(`templates/${文件}`)).toBe(sha256);
    const templates = manifest.模板?.map((one) => one.文件);
    expect(templates).toEqual(
      expect.arrayContaining(['profiles/wuchang-2026.yaml', 'print/文件.hbs', 'print/表.css']),
    );
  });

  it('prints markup, formulas and template marks of an input as the text that they are', async () => {
    const folder = join(root, 'hostile');
    const text = readFileSync('inputs/wuchang/2026.yaml', 'utf8')
      .replace('某某', () => `'${HOSTILE}'`)
      .replace('一是新招录人员', () => `'一是${HOSTILE}，`)
      .replace('二是新增云平台改造项目', () => "二是新增云平台改造项目'");
    writeFileSync(`${folder}.yaml`, text);
    writeFileSync(join(root, '2025.yaml'), readFileSync('inputs/wuchang/2025.yaml'));
    const hostile = await compilePackage(`${folder}.yaml`, 'c', /像是没有填完 \[文字-01\]$/);
    const printed = HOSTILE.replace(/\s/g, '');
    expect(hostile.pages.join('').split(printed).length - 1).toBe(3);
    const book = readXlsx(new Uint8Array(hostile.xlsx));
    const sheet = book.sheets.find((one) => one.name.startsWith('预算11'));
    expect(
      [...(sheet?.cells.values() ?? [])].filter(
        (cell) => cell.text === HOSTILE && cell.type === 's',
      ),
    ).toHaveLength(1);
    for (const [path, xml] of book.parts)
      if (path.includes('worksheets/sheet')) expect(xml).not.toContain('<f>');
  });
});

describe('the PDF', () => {
  it('has the pages that its contents say', () => {
    const [cover = '', contents = ''] = example.pages;
    expect(cover).toContain('武昌区经济信息化和科技创新局');
    expect(cover).toContain('2026年部门预算');
    expect(cover).toContain('2025年12月17日');
    const entries = [
      ...contents.matchAll(
        /([一二三四五六七八九十]+、[^0-9]*?)(\d+)(?=[一二三四五六七八九十]+、|第|—|$)/g,
      ),
    ];
    expect(entries.length).toBe(2 + 12 + 11);
    for (const [, title = '', page = ''] of entries) {
      expect(example.pages[Number(page) - 1], title).toContain(title);
      expect(example.pages[Number(page) - 1]).toContain(`—${page}—`);
    }
  });

  it('says what the tables say', () => {
    const text = example.pages.join('');
    expect(text).toContain(
      '2026年部门收支总预算4,335.95万元，比2025年预算增加960.28万元，增长28.4%',
    );
    expect(text).toContain(
      '住房公积金（项）2026年预算数131.51万元，比2025预算增加17.36万元，增长15.2%',
    );
    expect(text).toContain('2026年没有使用政府性基金预算拨款安排的支出。');
    expect(text).toContain('（项）：反映财政部门安排的公务员医疗补助经费。');
    expect(text).toContain('四舍五入可能存在尾差');
  });

  it('embeds real fonts, is tagged, has bookmarks and a fixed date', () => {
    const raw = writtenObjects(openFinished(example.pdf));
    expect(raw).toContain('/FontFile2');
    expect(raw).not.toMatch(/\/Subtype\s*\/Type3/);
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toContain('/Outlines');
    expect(raw).toMatch(/\/CreationDate\s*\(D:20251217/);
  });

  it('tells its own typefaces from those of a system', () => {
    const raw = writtenObjects(openFinished(example.pdf));
    const names = [...raw.matchAll(/\/BaseFont\/[A-Z]{6}\+([\w-]+)/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThanOrEqual(4);
    expect(onlyBundled(names)).toBe(true);
    expect(onlyBundled([...names, 'FangSong_GB2312'])).toBe(false);
  });

  it('is one for archives and for everyone', () => {
    expect(archiveProblems(example.pdf)).toEqual([]);
  });

  it('has tables that programs tell apart by their lines, with the rows of the data', () => {
    const found = linedTables(example.pdf);
    expect(found.length).toBeGreaterThan(15);
    expect(differences(found, dataRows(join(example.folder, '数据')))).toEqual([]);
  });

  it('lays wide tables across', async () => {
    const document = await getDocumentProxy(new Uint8Array(example.pdf), { verbosity: 0 });
    const wide: number[] = [];
    for (let n = 1; n <= document.numPages; n++) {
      const { width, height } = (await document.getPage(n)).getViewport({ scale: 1 });
      if (width > height) wide.push(n);
    }
    await document.loadingTask.destroy();
    const titles = wide.map((n) => example.pages[n - 1] ?? '');
    expect(titles).toHaveLength(2);
    expect(titles[0]).toContain('收入总表');
    expect(titles[1]).toContain('项目支出表');
  });
});

describe('the workbook', () => {
  it('has a sheet a table, named by number and title, behind the contents', () => {
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual([
      '目录',
      '预算01 收支总表',
      '预算02 收入总表',
      '预算03 支出总表',
      '预算04 财政拨款收支总表',
      '预算05-1 一般公共预算支出表（分功能科目）',
      '预算05-2 一般公共预算支出表（分单位）',
      '预算06 一般公共预算基本支出表',
      '预算07 一般公共预算“三公”经费支出表',
      '预算08 政府性基金预算支出表',
      '预算09 国有资本经营预算支出表',
      '预算10 项目支出表',
      '预算11 整体支出绩效目标表',
      '预算12-1 网络建设运转维护经费',
      '预算12-2 新生路政务中心（大数据中心区域）办公用房租赁',
      '预算12-3 产业促进经费',
    ]);
  });

  it('keeps codes as text and amounts as the numbers that the cells show', () => {
    const sheet = workbook.sheets[5];
    if (!sheet) throw new Error('no sheet');
    const row = [...sheet.cells.values()].find((cell) => cell.text === '2060101')?.ref.slice(1);
    expect(at(sheet, `A${row}`)).toMatchObject({ type: 's', text: '2060101' });
    const amount = at(sheet, `C${row}`);
    expect(amount).toMatchObject({ type: '', raw: '723.35' });
    expect(amount.style).toMatchObject({ format: '#,##0.00', alignment: { horizontal: 'right' } });
    expect(amount.style.borders).toEqual(['thin', 'thin', 'thin', 'thin']);
    expect(at(sheet, `B${row}`).style.alignment.indent).toBe('2');
  });

  it('is set up to print on A4, one page wide, with its header on each page', () => {
    workbook.sheets.forEach((sheet, i) => {
      const setup = pageOf(sheet, 'pageSetup');
      expect(setup).toMatchObject({ paperSize: '9', fitToWidth: '1' });
      // as many pages as it needs, or one less where a few rows were left over
      expect(setup.fitToHeight).toMatch(/^\d$/);
      expect(setup.orientation).toBe(
        ['预算02', '预算10'].includes(sheet.name.slice(0, 4)) ? 'landscape' : 'portrait',
      );
      if (i < 12)
        expect(workbook.definedNames.get(`_xlnm.Print_Titles!${i}`)).toMatch(/\$\d+:\$\d+$/);
    });
    const pane = workbook.sheets[5]?.xml.getElementsByTagName('pane')[0];
    expect(attributes(pane ?? undefined)).toMatchObject({ state: 'frozen' });
  });
});
