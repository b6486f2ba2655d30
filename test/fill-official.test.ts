/** A package written into the workbook that its bureau gives out, and read back from there. */
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isPublishable } from '../src/compile.js';
import { type FilledForm, fillForm, type OfficialForm } from '../src/form-filling/fill-form.js';
import { renderPackage } from '../src/package.js';
import { readWorkbookByFormat } from '../src/reading/read-workbook.js';
import type { Format } from '../src/render/renderers.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { readGrids } from '../src/workbook/grids.js';
import { cutSheet } from '../src/workbook/sheet-parts.js';
import { example, templates } from './helpers/input.js';
import { compareFigures, textsLost } from './helpers/read-back.js';
import { compiled, compileText, ROOT } from './helpers/world.js';

const BLANK = {
  'putuo-2026': 'test/fixtures/forms/putuo-2026-department.xlsx',
  'putuo-2026-unit': 'test/fixtures/forms/putuo-2026-unit.xlsx',
} as const;
const blank = (format: keyof typeof BLANK): Uint8Array =>
  new Uint8Array(readFileSync(new URL(BLANK[format], ROOT)));

/** The street office's input as one of 2026. */
const INPUT = example('wanli/2025.yaml')
  .replace(/^格式: .*/m, '格式: putuo-2026')
  .replace(/^单位格式: .*/m, '单位格式: putuo-2026-unit')
  .replace(/^年度: 2025/m, '年度: 2026')
  .replace(/^编制日期: 2025/m, '编制日期: 2026')
  .replace(/^( +)年度: 2024/gm, '$1年度: 2025');

type Package = ReturnType<typeof packageOf>;
function packageOf(unit?: string, input = INPUT) {
  return compiled(compileText({ '2026.yaml': input }, {}, unit));
}
const department = packageOf();

async function filledBy(bytes: Uint8Array, made: Package): Promise<FilledForm> {
  const filled = await fillForm({ file: '官方空表.xlsx', bytes }, made);
  if ('problem' in filled) throw new Error(filled.problem.message);
  return filled;
}

/** What a workbook says otherwise than the tables of a package, and how many figures these have. */
async function differences(bytes: Uint8Array, { tables, profile }: Package) {
  const found = await readGrids(bytes, '填表.xlsx');
  if ('problem' in found) throw new Error(found.problem.message);
  const sheets = found.grids.map((grid) => ({ file: '填表.xlsx', grid }));
  const read = readWorkbookByFormat(sheets, profile).tables;
  const pairs = tables.map((table) => ({
    table,
    own: read.find(({ template }) => template.id === table.id),
  }));
  const compared = pairs.map(({ table, own }) => compareFigures(table, own));
  return {
    figures: compared.reduce((sum, one) => sum + one.figures, 0),
    wrong: [
      ...compared.flatMap((one) => one.wrong),
      ...pairs.flatMap(({ table, own }) => (own ? textsLost(table, own) : [`${table.id} 没有`])),
      ...read.flatMap(({ unread }) => unread.map(({ message }) => message)),
    ],
  };
}

/** Parts of a workbook that are not the same in another, by their paths. */
function changedParts(one: Uint8Array, other: Uint8Array): string[] {
  const [a, b] = [unzipSync(one), unzipSync(other)];
  expect(Object.keys(b)).toEqual(Object.keys(a));
  return Object.keys(a).filter(
    (path) => Buffer.compare(a[path] ?? Buffer.of(), b[path] ?? Buffer.of()) !== 0,
  );
}

const partOf = (bytes: Uint8Array, path: string): string =>
  strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());
function withPart(bytes: Uint8Array, path: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  parts[path] = strToU8(change(strFromU8(parts[path] ?? new Uint8Array())));
  return zipSync(parts);
}

/** The department's form as if it had some of its sheets alone: reading and filling all takes much longer. */
const blankOf = (...names: readonly string[]): Uint8Array =>
  withPart(blank('putuo-2026'), 'xl/workbook.xml', (xml) => {
    const kept = xml.replace(/<sheet name="([^"]*)"[^>]*\/>/g, (tag, name: string) =>
      names.includes(name.trim()) ? tag : '',
    );
    expect(kept.match(/<sheet /g)).toHaveLength(names.length);
    // names of places count the sheets
    return kept.replace(/<definedNames>.*<\/definedNames>/, '');
  });

describe.each([
  ['putuo-2026', undefined, 908, 16],
  ['putuo-2026-unit', '551001', 844, 15],
] as const)('the blank form %s', (format, unit, figures, sheets) => {
  const made = packageOf(unit);
  const filling = filledBy(blank(format), made);

  it('has every figure and every text of its package', async () => {
    const { bytes, filled, left } = await filling;
    expect(filled).toHaveLength(sheets);
    expect(await differences(bytes, made)).toEqual({ figures, wrong: [] });
    // notes have no place in the form, and nobody made its contents
    expect(left.filter((line) => !/表下的话没有填/.test(line))).toEqual([
      '“目录”：不是这个格式的表，也不是它的文字，没有填',
    ]);
  });

  it('keeps all else as it is, to the byte', async () => {
    const form = blank(format);
    const { bytes } = await filling;
    const changed = changedParts(form, bytes);
    // neither styles nor texts, names, properties, contents
    expect(changed.every((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path))).toBe(true);
    expect(changed.length).toBeLessThanOrEqual(sheets);
    expect((await filledBy(form, made)).bytes).toEqual(bytes);
  });
});

describe('a sheet that is filled in', () => {
  it('differs in the cells alone that were written; each keeps its looks', async () => {
    const form = blank('putuo-2026');
    const { bytes } = await filledBy(form, department);
    // 部门收支总表 has room for all
    const path = 'xl/worksheets/sheet7.xml';
    const [before, after] = [cutSheet(partOf(form, path)), cutSheet(partOf(bytes, path))];
    expect([after.head, after.tail]).toEqual([before.head, before.tail]);
    const looks = ({ rows }: typeof before) =>
      rows.map(({ number, attributes, cells }) => [
        number,
        attributes,
        cells.map(({ col, style }) => [col, style]),
      ]);
    expect(looks(after)).toEqual(looks(before));
    const written = after.rows.flatMap(({ cells }, r) =>
      cells.filter(({ xml }, c) => xml !== before.rows[r]?.cells[c]?.xml).map(({ xml }) => xml),
    );
    // the line of who made it, figures, names of classes in place of dots
    expect(written.length).toBeGreaterThan(20);
    expect(written.every((xml) => /<v>\d+<\/v>|t="inlineStr"|\/>$/.test(xml))).toBe(true);
  });

  it('takes a text for a text, whatever it begins with', async () => {
    const name = '=HYPERLINK(A1)办事处';
    const made = packageOf(undefined, INPUT.replaceAll('上海市普陀区人民政府万里街道办事处', name));
    const { bytes } = await filledBy(blankOf('封面', '部门收支总表'), made);
    const sheets = Object.keys(unzipSync(bytes)).filter((path) => path.includes('/worksheets/'));
    expect(sheets.some((path) => partOf(bytes, path).includes('=HYPERLINK('))).toBe(true);
    expect(sheets.filter((path) => partOf(bytes, path).includes('<f'))).toEqual([]);
  });
});

describe("last year's workbook", () => {
  const meta = { title: '材料', author: '某局', date: '2026-01-01' };
  const lastYear = example('wanli/2025.yaml').replace(/^单位格式: .*\n/m, '');
  const asUnit = INPUT.replace('单位格式: putuo-2026-unit', '单位格式: putuo-2026');

  it('is left as it is where it is of the same package', async () => {
    const form = await renderXlsx(department.tables, meta);
    const { bytes, left } = await filledBy(form, department);
    expect(changedParts(form, bytes)).toEqual([]);
    expect(left).toEqual([]);
  });

  it('has the new figures, years and rows; lists may be longer or shorter', async () => {
    const old = compiled(compileText({ '2025.yaml': lastYear }));
    const unit = packageOf('551001', asUnit);
    for (const [one, other] of [
      [old, department],
      [unit, department],
      [department, unit],
    ] as const) {
      const { bytes } = await filledBy(await renderXlsx(one.tables, meta), other);
      expect((await differences(bytes, other)).wrong).toEqual([]);
      expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/2025年/);
      const { head } = cutSheet(partOf(bytes, 'xl/worksheets/sheet3.xml'));
      const rows = other.tables[2]?.rows ?? 0;
      // title, line of who made it, grid: no row too many where a list is shorter
      expect(Number(/ref="A1:[A-Z]+(\d+)"/.exec(head)?.[1])).toBeLessThanOrEqual(rows + 5);
    }
  });
});

describe('formulas of a form', () => {
  /** 部门收入总表 with a total that adds up its column, and one that does not. */
  const withTotal = (formula: string) =>
    withPart(blankOf('部门收入总表'), 'xl/worksheets/sheet8.xml', (xml) =>
      xml.replace(
        /<c r="E20"( s="\d+")?\/>/,
        (_, style = '') => `<c r="E20"${style}><f>${formula}</f><v>0</v></c>`,
      ),
    );
  const total = (bytes: Uint8Array) =>
    cutSheet(partOf(bytes, 'xl/worksheets/sheet8.xml'))
      .rows.flatMap(({ number, cells }) => cells.map((cell) => ({ ...cell, number })))
      .find(({ formula }) => formula);
  const whole = department.tables[1]?.cells.filter(({ col }) => col === 4).at(-1)?.content;

  it('stay where they come to the figure, which is stored', async () => {
    const items = department.tables[1]?.cells.filter(
      ({ col, content }) => col === 0 && content.kind === 'text',
    );
    expect(items?.length).toBeGreaterThan(20);
    // 类, 款 and 项 of each amount are added up, each rounded by itself
    const { bytes, left } = await filledBy(withTotal('SUM(E9:E19)/3'), department);
    const cell = total(bytes);
    // rows were put in within what is summed
    expect(cell?.formula?.text).toMatch(/^SUM\(E9:E\d{2}\)\/3$/);
    expect(cell?.formula?.text).not.toBe('SUM(E9:E19)/3');
    const shown = whole?.kind === 'number' ? whole.value.toNumber() : 0;
    expect(Math.abs(Number(cell?.value) - shown)).toBeLessThan(2);
    expect(left.filter((line) => line.includes('公式')).length).toBeLessThanOrEqual(1);
  });

  it('are told of where they come to something else, and where nobody can compute them', async () => {
    const other = await filledBy(withTotal('SUM(E9:E19)'), department);
    expect(
      other.left.filter((line) =>
        /这一格是公式，算出来是 \d+，材料里是 189767551；公式没有改/.test(line),
      ),
    ).toHaveLength(1);
    const unknown = await filledBy(withTotal('SUMPRODUCT(E9:E19*1)'), department);
    expect(
      unknown.left.filter((line) => /这一格是公式，不能算；存的是材料里的 189767551/.test(line)),
    ).toHaveLength(1);
    expect(total(unknown.bytes)?.value).toBe('189767551');
    expect(partOf(unknown.bytes, 'xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
  });
});

describe('a form in which not everything can be written', () => {
  const sheet = (change: (xml: string) => string, name = 'sheet8') =>
    withPart(blankOf('部门收支总表', '部门收入总表'), `xl/worksheets/${name}.xml`, change);

  it('keeps a sheet whose rows must not move, and says why', async () => {
    const drawn = sheet((xml) => xml.replace('</worksheet>', '<drawing r:id="rId9"/></worksheet>'));
    const { bytes, left } = await filledBy(drawn, department);
    expect(changedParts(drawn, bytes)).not.toContain('xl/worksheets/sheet8.xml');
    expect(left).toContain(
      '“部门收入总表”：没有填：清单比官方表的行多，要插入行，但工作表里有图片、图形或批注，不能增减行',
    );
  });

  it('keeps locked cells of a protected sheet', async () => {
    const locked = sheet(
      (xml) => xml.replace('</sheetData>', '</sheetData><sheetProtection sheet="1"/>'),
      'sheet7',
    );
    const { bytes, left } = await filledBy(locked, department);
    expect(changedParts(locked, bytes)).not.toContain('xl/worksheets/sheet7.xml');
    expect(
      left.filter((line) => /^“部门收支总表”!\w+：这一格受保护，没有填$/.test(line)).length,
    ).toBeGreaterThan(20);
  });

  it('keeps a sheet in a unit that nobody reads', async () => {
    const texts = withPart(blankOf('部门收支总表'), 'xl/sharedStrings.xml', (xml) =>
      xml.replaceAll('单位：元', '单位：千元'),
    );
    const { left } = await filledBy(texts, department);
    expect(left).toContain('“部门收支总表”：没有填：表上写的金额单位不是元、万元、亿元');
  });

  it('has amounts in its own unit', async () => {
    const texts = withPart(blankOf('部门收支总表'), 'xl/sharedStrings.xml', (xml) =>
      xml.replaceAll('单位：元', '单位：万元'),
    );
    const { bytes } = await filledBy(texts, department);
    const first = department.tables[0]?.cells.find(({ name }) => name)?.content;
    const exact = first?.figure?.value;
    // to the 分, although the package prints whole 元
    expect(exact?.div(10_000).toFixed(2)).toBe('18976.76');
    expect(partOf(bytes, 'xl/worksheets/sheet7.xml')).toContain(`<v>${exact?.div(10_000)}</v>`);
  });

  it('is refused where it is of another format, or no workbook', async () => {
    const { tables, ...others } = department;
    const foreign = withPart(blank('putuo-2026'), 'xl/sharedStrings.xml', (xml) =>
      xml.replace(/[\u4e00-\u9fff]/g, '甲'),
    );
    const renamed = withPart(foreign, 'xl/workbook.xml', (xml) =>
      xml.replace(/name="[^"]*(?=" sheetId="(\d+))/g, 'name="第$1张'),
    );
    const made = await fillForm({ file: 'x.xlsx', bytes: renamed }, { ...others, tables });
    expect(made).toMatchObject({
      problem: { message: '没有一张工作表是“普陀区2026年部门预算公开格式”的表' },
    });
    const bomb = unzipSync(blank('putuo-2026'));
    bomb['xl/media/image1.png'] = new Uint8Array(97 * 1024 * 1024);
    const large = await fillForm(
      { file: 'x.xlsx', bytes: zipSync(bomb, { level: 1 }) },
      department,
    );
    expect(large).toMatchObject({
      problem: { message: expect.stringContaining('工作簿的内容过多') },
    });
    const none = await fillForm({ file: 'x.xlsx', bytes: strToU8('%PDF-1.7') }, department);
    expect(none).toMatchObject({ problem: { message: '这是 PDF 文件，不是 Excel 工作簿' } });
  });
});

describe('a package with a form', () => {
  const result = compileText({ '2026.yaml': INPUT });
  const packaged = async (form: OfficialForm, formats: readonly Format[] = []) => {
    if (!isPublishable(result)) throw new Error('not compiled');
    return renderPackage(result, { version: '1', templates }, { formats, form, review: false });
  };

  it('holds it under its own name, tells what it was made from, and what was not put in', async () => {
    const form = { file: '区财政局/空表.xlsx', bytes: blank('putuo-2026') };
    const { files, info, remarks, warnings } = await packaged(form);
    expect(files.map(({ path }) => path)).toEqual(['空表.xlsx']);
    expect(info.inputs.map(({ file }) => file)).toContain('区财政局/空表.xlsx');
    expect(remarks).toEqual(['填表 16 张']);
    expect(warnings).toContain('空表.xlsx › “目录”：不是这个格式的表，也不是它的文字，没有填');
  });

  it('keeps its own workbook where both have one name', async () => {
    const title = `${department.document.title}.xlsx`;
    const { files } = await packaged({ file: title, bytes: blankOf('部门收入总表') }, ['xlsx']);
    expect(files.map(({ path }) => path)).toEqual([title, title.replace('.xlsx', '（填表）.xlsx')]);
  });

  it('is not made where the form is none', async () => {
    const form = { file: 'x.xlsx', bytes: strToU8('%PDF-1.7') };
    await expect(packaged(form)).rejects.toThrow(
      /^“x\.xlsx”没有填：这是 PDF 文件，不是 Excel 工作簿。/,
    );
  });
});
