/** The blank forms that a bureau publishes for a department and for a unit, filled in as a clerk does it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bookOf } from '../src/imports/books.js';
import { importForms } from '../src/imports/forms.js';
import type { Imported } from '../src/imports/imported.js';
import { parseSource } from '../src/input/source.js';
import { yamlText } from '../src/input/yaml-text.js';
import { cellText, type Table } from '../src/tables/table.js';
import { readGrids } from '../src/workbook/grids.js';
import { type Filling, filledForm, textsOf } from './helpers/fill-form.js';
import { example, templates } from './helpers/input.js';
import { plainOf } from './helpers/lists.js';
import { brief, compiled, compileText, profileOf, ROOT } from './helpers/world.js';

const PROJECT = '万里街道社区公共服务中心新建工程';
const BLANK = {
  'putuo-2026': 'test/fixtures/forms/putuo-2026-department.xlsx',
  'putuo-2026-unit': 'test/fixtures/forms/putuo-2026-unit.xlsx',
} as const;
type Format = keyof typeof BLANK;

/** The street office's input as one of 2026. */
const INPUT = example('wanli/2025.yaml')
  .replace(/^格式: .*/m, '格式: putuo-2026')
  .replace(/^单位格式: .*/m, '单位格式: putuo-2026-unit')
  .replace(/^年度: 2025/m, '年度: 2026')
  .replace(/^编制日期: 2025/m, '编制日期: 2026')
  .replace(/^( +)年度: 2024/gm, '$1年度: 2025');

const packageOf = (unit?: string) => compiled(compileText({ '2026.yaml': INPUT }, {}, unit));

async function filled(format: Format, filling: Filling): Promise<Uint8Array> {
  return filledForm(readFileSync(new URL(BLANK[format], ROOT)), filling);
}

async function imported(bytes: Uint8Array, format: Format): Promise<Imported> {
  const read = await readGrids(bytes, '填好.xlsx');
  if ('problem' in read) throw new Error(read.problem.message);
  const books = [bookOf('填好.xlsx', read.grids)];
  const world = {
    templates,
    read: () => {
      throw new Error('nothing is read');
    },
  };
  const made = await importForms(books, profileOf(format), {}, world);
  if (!made || made === 'year') throw new Error('not imported');
  return made;
}

/** A table as lines: what stands around it, then its rows. */
const linesOf = ({ title, lead, unit, notes, cells }: Table): string[] => {
  const rows: string[][] = [];
  for (const { row, content } of cells) {
    rows[row] ??= [];
    rows[row]?.push(cellText(content));
  }
  return [title, lead, unit, ...rows.map((row) => row.join('|')), ...notes];
};

const allLines = (tables: readonly Table[]): string[] =>
  tables.flatMap((table) => linesOf(table).map((line) => `${table.id} ${line}`));

/** What the tables of a draft have otherwise than those that were filled in. */
function differences(made: Imported, wanted: readonly Table[]): readonly string[] {
  const result = compileText({ '导入.yaml': yamlText(made.draft) });
  const wrong = result.diagnostics.filter(({ severity }) => severity === '错误').map(brief);
  const own = allLines(compiled(result).tables);
  const lines = allLines(wanted);
  return [
    ...wrong,
    ...lines.filter((line, i) => line !== own[i]),
    ...(own.length === lines.length ? [] : [`${own.length} ≠ ${lines.length}`]),
  ];
}

describe('the form of a department', () => {
  const { tables, document } = packageOf();
  const owner = '上海市普陀区人民政府万里街道办事处';

  it('imports to an input that compiles to the same tables and has the texts', async () => {
    const texted = textsOf(document);
    expect(texted.size).toBe(6);
    const bytes = await filled('putuo-2026', { tables, owner, texts: texted, project: PROJECT });
    const made = await imported(bytes, 'putuo-2026');
    expect(differences(made, tables)).toEqual([]);
    expect(allLines(tables).length).toBe(313);
    expect(made.left).toEqual([]);
    // all sheets are known but for the contents
    expect([...made.sheets].map(({ name }) => name)).toHaveLength(16);

    const own = plainOf(made.draft.tree) as Record<string, unknown>;
    const written = plainOf(parseSource(INPUT, '2026.yaml').source?.tree ?? null) as Record<
      string,
      Record<string, unknown>
    >;
    expect(own.概况).toEqual(written.概况);
    expect((own.单位 as { 名称: string }[]).map(({ 名称 }) => 名称)).toEqual(
      (written.单位 as unknown as { 名称: string }[]).map(({ 名称 }) => 名称),
    );
    expect(own.变动原因).toEqual(written.变动原因);
    const { 项目: _, ...statement } = (written.项目经费说明 as unknown as object[])[0] as {
      项目: unknown;
    };
    const plain = Object.entries(statement).map(([name, lines]) => [
      name,
      Array.isArray(lines) && lines.length === 1 ? lines[0] : lines,
    ]);
    expect(own.项目经费说明).toEqual([Object.fromEntries(plain)]);
    // what a subject is for need not be written where it is what the subject is called
    const purposes = own.主要用途 as Record<string, string>;
    expect(Object.keys(purposes)).toHaveLength(11);
    for (const [code, text] of Object.entries(purposes))
      expect([code, text]).toEqual([code, written.主要用途?.[code]]);
  }, 60_000);
});

describe('the form of a unit', () => {
  it('imports to an input of a unit that compiles to the same tables', async () => {
    const { tables, document } = packageOf('551001');
    const owner = '上海市普陀区人民政府万里街道办事处（本部）';
    const bytes = await filled('putuo-2026-unit', { tables, owner, texts: textsOf(document) });
    const made = await imported(bytes, 'putuo-2026-unit');
    expect(differences(made, tables)).toEqual([]);
    expect(allLines(tables).length).toBe(286);
    expect(made.left).toEqual([]);
    const { 主体, 概况 } = plainOf(made.draft.tree) as {
      主体: string;
      概况: { 主要职责: string[]; 机构说明: string };
    };
    expect(主体).toBe('单位');
    expect(概况.主要职责).toHaveLength(5);
    expect(概况.机构说明).toContain('设7个内设机构');
  }, 60_000);
});

describe('a form that is half filled', () => {
  /** 类、款、项 and the name. */
  const LABELS = 4;
  const SHEETS = ['部门收入总表', '部门支出总表', '部门一般公共预算拨款表'];

  /** One subject above the examples' dots, the other examples taken out; amounts as people leave them. */
  const clerk: Filling['afterwards'] = (sheet) => {
    const put = (address: string, value: string | number | null) => {
      sheet.getCell(address).value = value;
    };
    if (SHEETS.includes(sheet.name)) {
      // income is of the appropriation, expenditure of projects
      const second = sheet.name === '部门收入总表' ? 'F' : 'G';
      for (const row of [9, 10, 11])
        for (const column of ['E', second])
          put(`${column}${row}`, row === 9 ? '１２，０００' : ' 12,000 ');
      for (let row = 13; row <= 14; row++)
        for (let col = 1; col <= LABELS; col++) sheet.getCell(row, col).value = null;
      const total = sheet.name === '部门一般公共预算拨款表' ? 21 : 20;
      put(`E${total}`, 12000);
      put(`${second}${total}`, 12000);
    }
    if (
      sheet.name === '部门政府性基金拨款表' ||
      sheet.name.startsWith('部门国有资本经营预算拨款表')
    ) {
      for (let row = 9; row <= 13; row++)
        for (let col = 1; col <= LABELS; col++) sheet.getCell(row, col).value = null;
      put('A9', '无');
    }
    if (sheet.name === '部门收支总表') {
      for (const cell of ['B8', 'B9', 'B21', 'D8', 'D21']) put(cell, 12000);
      for (const cell of ['B10', 'B12', 'B13']) put(cell, 0);
      put('B11', '—');
      put('C8', '一、教育支出');
    }
    if (sheet.name === '部门财政拨款收支总表') {
      for (const cell of ['B8', 'B21', 'D8', 'E8', 'D21', 'E21']) put(cell, 12000);
      put('C8', '一、教育支出');
    }
  };

  it('gives the amounts that are there; dots, dashes and zeros are nothing', async () => {
    const owner = '示例局';
    const bytes = await filled('putuo-2026', { tables: [], owner, afterwards: clerk });
    const made = await imported(bytes, 'putuo-2026');
    const { 收入, 项目支出, 部门, 金额单位, 科目补充 } = plainOf(made.draft.tree) as Record<
      string,
      unknown
    >;
    expect(部门).toEqual({ 代码: '000', 名称: '示例局' });
    expect(金额单位).toBe('元');
    expect(科目补充).toBeUndefined();
    expect(收入).toMatchObject([{ 单位: '000001' }]);
    expect(项目支出).toMatchObject([{ 支出: [{ 功能科目: '2050205', 金额: '12000' }] }]);
    // what is still the form's own is told, and not taken
    const left = made.left.map(({ what }) => what);
    expect(left.every((what) => /还没有填完，没有取|无/.test(what))).toBe(true);
    expect(left.filter((what) => what.includes('还没有填完'))).toHaveLength(7);
    const { 概况 } = plainOf(made.draft.tree) as { 概况: { 主要职责: string } };
    expect(概况.主要职责).toBe('（请填写主要职责）');
  }, 60_000);

  it('with nothing in it has no amounts and no names', async () => {
    const bytes = await filled('putuo-2026', { tables: [], owner: '' });
    const made = await imported(bytes, 'putuo-2026');
    const { 收入, 部门, 金额单位, 变动原因, 主要用途, 项目经费说明 } = plainOf(
      made.draft.tree,
    ) as Record<string, unknown>;
    expect([部门, 金额单位]).toEqual([{ 代码: '000' }, '元']);
    expect(收入).toEqual([{ 单位: '000001' }]);
    expect([变动原因, 主要用途, 项目经费说明]).toEqual([undefined, undefined, undefined]);
  }, 60_000);
});
