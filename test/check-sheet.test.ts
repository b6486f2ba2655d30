/** 勾稽检查表: the last sheet of a workbook that is made with --with-checks. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../src/checks/report.js';
import { CONCLUSIONS, checkSheet } from '../src/checks/sheet.js';
import type { CompileResult } from '../src/compile.js';
import { cellText, type Table } from '../src/tables/table.js';
import { BALANCED, type Folder, folderWith, UNBALANCED } from './helpers/checked.js';
import { compileText } from './helpers/input.js';
import { at, pageOf, type ReadSheet, type ReadWorkbook, readXlsx } from './helpers/read-xlsx.js';

const NAME = '示例局2026年部门预算公开';
const SHEET = '勾稽检查表';
const WAIVED = `${UNBALANCED}  - { 规则: 平衡-01, 理由: 年终结转结余待批复 }
  - { 规则: 表内-04, 理由: 同上 }
  - { 规则: 平衡-02, 理由: 同上 }
`;

interface Made {
  readonly book: ReadWorkbook;
  readonly hash: string;
}

async function make(folder: Folder, output: string, ...flags: string[]): Promise<Made> {
  const args = ['@a.yaml', '-o', `@${output}`, '--only', 'xlsx', ...flags];
  const { code, err } = await folder.run('compile', ...args);
  expect(err).not.toContain('错误');
  expect(code).toBe(0);
  const bytes = readFileSync(join(folder.path, output, NAME, `${NAME}.xlsx`));
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { book: readXlsx(new Uint8Array(bytes)), hash };
}

/** Texts of a sheet's rows from A to K, the blank ones too. */
function rowsOf(sheet: ReadSheet): string[][] {
  return sheet.heights
    .map((_, row) => [...'ABCDEFGHIJK'].map((col) => sheet.cells.get(`${col}${row}`)?.text ?? ''))
    .slice(1);
}
const last = ({ book }: Made) => book.sheets.at(-1) as ReadSheet;

/** The sheet as a table, and its rows by what their cells show. */
function sheetOf(result: CompileResult): { table: Table; rows: string[][] } {
  const table = checkSheet(reportOf('a.yaml', result), (name) => name);
  const rows = Array.from({ length: table.rows }, () => table.widths.map(() => ''));
  for (const { row, col, content } of table.cells) (rows[row] as string[])[col] = cellText(content);
  return { table, rows };
}

describe('the workbook', () => {
  it('has the sheet last, and is otherwise what it is without', async () => {
    const folder = folderWith({ 'a.yaml': BALANCED });
    const plain = await make(folder, 'plain');
    const checked = await make(folder, 'checked', '--with-checks');
    const names = plain.book.sheets.map(({ name }) => name);
    expect(names).not.toContain(SHEET);
    expect(checked.book.sheets.map(({ name }) => name)).toEqual([...names, SHEET]);
    plain.book.sheets.forEach((sheet, i) => {
      // the contents have one line more
      if (sheet.name !== '目录')
        expect(rowsOf(checked.book.sheets[i] as ReadSheet)).toEqual(rowsOf(sheet));
    });
    expect((await make(folder, 'again')).hash).toBe(plain.hash);
  });

  it('is landscape, fits the width, repeats its header and says whose it is', async () => {
    const made = await make(folderWith({ 'a.yaml': BALANCED }), 'out', '--with-checks');
    const sheet = last(made);
    expect(pageOf(sheet, 'pageSetup')).toMatchObject({
      orientation: 'landscape',
      fitToWidth: '1',
      fitToHeight: '0',
    });
    const index = made.book.sheets.length - 1;
    expect(made.book.definedNames.get(`_xlnm.Print_Titles!${index}`)).toMatch(/\$1:\$3$/);
    const rows = rowsOf(sheet);
    expect(rows[0]?.[0]).toBe('示例局2026年部门预算勾稽检查表');
    expect(rows[2]).toEqual(
      '序号 规则 表 应当成立的关系 左边 左边数 右边 右边数 差额 结论 说明'.split(' '),
    );
  });

  it('lists what holds with both amounts as numbers, and what had nothing to compare once', async () => {
    const sheet = last(await make(folderWith({ 'a.yaml': BALANCED }), 'out', '--with-checks'));
    const rows = rowsOf(sheet);
    const row = rows.findIndex((cells) => cells[1] === '平衡-01');
    expect(rows[row]).toEqual([
      rows[row]?.[0],
      '平衡-01',
      '预算01 收支总表',
      '每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余',
      '一般公共预算收入',
      '0.25',
      '支出和年终结转结余',
      '0.25',
      '0',
      '相符',
      '',
    ]);
    expect(at(sheet, `F${row + 1}`)).toMatchObject({ type: '', style: { format: '#,##0.00' } });
    const silent = rows.filter((cells) => cells[1] === '合计-01');
    expect(silent.map((cells) => cells[9])).toEqual(['未见问题']);
    const numbered = rows.flatMap(([n = '']) => (/^\d+$/.test(n) ? [Number(n)] : []));
    expect(numbered).toEqual(numbered.map((_, i) => i + 1));
  });

  it('tells of a waiver with its reason and the line', async () => {
    const folder = folderWith({ 'a.yaml': WAIVED });
    const rows = rowsOf(last(await make(folder, 'out', '--with-checks')));
    const found = rows.find((cells) => cells[1] === '平衡-01');
    expect(found?.slice(5, 10)).toEqual(['0.3', '支出和年终结转结余', '0.25', '0.05', '豁免']);
    expect(found?.[10]).toMatch(/相差 0\.05 万元。理由：年终结转结余待批复（第 10 行）$/);
    const count = rows.filter((cells) => cells[9] === '豁免').length;
    expect(rows.flat().join('\n')).toContain(`豁免 ${count} 项，`);
  });

  it('has the same bytes each time, in any folder, under any path', async () => {
    const prior = '类型: 上年数\n年度: 2025\n金额单位: 元\n支出: { 一般公共预算: 2500 }\n';
    const files = {
      'a.yaml': WAIVED.replace('豁免:', '上年: 2025.yaml\n豁免:'),
      '2025.yaml': prior,
    };
    const hashes = await Promise.all(
      [folderWith(files), folderWith(files)].map(
        async (folder) => (await make(folder, 'out', '--with-checks')).hash,
      ),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('is not in the CSV, and asked for without a workbook it is refused', async () => {
    const folder = folderWith({ 'a.yaml': BALANCED });
    await folder.run('compile', '@a.yaml', '-o', '@out', '--only', 'xlsx,csv', '--with-checks');
    const csv = readdirSync(join(folder.path, 'out', NAME, '数据'));
    expect(csv.some((name) => name.includes(SHEET))).toBe(false);
    for (const only of ['csv', 'pdf', 'pdf,csv']) {
      const args = ['@a.yaml', '-o', '@none', '--only', only, '--with-checks'];
      const { code, err } = await folder.run('compile', ...args);
      expect([code, err]).toEqual([2, expect.stringContaining('--only 里要有 xlsx')]);
    }
    expect(readdirSync(folder.path).sort()).toEqual(['a.yaml', 'out']);
  });
});

describe('the table', () => {
  it('shows a difference below 0.01 and every digit of the amounts', () => {
    const { rows } = sheetOf(compileText(UNBALANCED.replace(': 3000 }', ': 12345678900.01 }')));
    const found = rows.find((cells) => cells[1] === '平衡-01');
    expect(found?.[5]).toBe('1,234,567.890001');
    const small = sheetOf(compileText(UNBALANCED.replace(': 3000 }', ': 2500.01 }'))).rows;
    expect(small.find((cells) => cells[1] === '平衡-01')?.slice(5, 9)).toEqual([
      '0.250001',
      '支出和年终结转结余',
      '0.25',
      '0.000001',
    ]);
  });

  it('never shows as zero what is not, nor cuts a text, nor counts wrong', () => {
    const { table, rows } = sheetOf(compileText(WAIVED));
    for (const { content } of table.cells) {
      if (content.kind !== 'number' || content.value.isZero()) continue;
      expect(cellText(content)).toMatch(/[1-9]/);
    }
    const conclusions = rows.slice(1).map((cells) => cells[9] ?? '');
    const count = (one: string) => conclusions.filter((other) => other === one).length;
    expect(CONCLUSIONS.map(count).reduce((a, b) => a + b, 0)).toBe(conclusions.length);
    const told = ['相符', '尾差', '不符', '豁免'].map((one) => `${one} ${count(one)} 项`);
    const compared = conclusions.length - count('未见问题');
    expect(table.notes[0]).toBe(
      `注：核对 ${compared} 项。${told.join('，')}，未见问题 ${count('未见问题')} 条。`,
    );
    expect(table.rows).toBe(rows.length);
  });
});
