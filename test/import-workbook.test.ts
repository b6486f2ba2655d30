/** Lists in real workbooks: merged headings; and an example's own amounts, exported and imported again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { parseSource } from '../src/input/source.js';
import { Numeral, type Tree } from '../src/input/tree.js';
import { type Cell, listed } from './helpers/lists.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

type Row = readonly (string | number | undefined)[];

/** Imports a workbook of one sheet and gives the text that is written. */
async function imported(
  name: string,
  {
    rows,
    merge,
    format = '预算',
  }: { rows: readonly Row[]; merge: readonly string[]; format?: string },
) {
  const folder = temporaryFolder();
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(name);
  for (const row of rows) sheet.addRow([...row]);
  for (const range of merge) sheet.mergeCells(range);
  for (const column of ['E', 'F', 'G', 'H']) sheet.getColumn(column).numFmt = '#,##0';
  await book.xlsx.writeFile(join(folder, '甲.xlsx'));
  const output = join(folder, '新.yaml');
  const args = [
    '--格式',
    format,
    '--年度',
    '2027',
    '--部门',
    '示例局',
    '--代码',
    '328',
    '-o',
    output,
  ];
  const run = await gongkai(['import', join(folder, '甲.xlsx'), ...args]);
  const text = run.code === 0 ? readFileSync(output, 'utf8') : '';
  return { ...run, tree: parseSource(text, output).source?.tree as { [key: string]: Tree } };
}
const texts = (tree: Tree | undefined): unknown =>
  JSON.parse(
    JSON.stringify(tree ?? null, (_, value) => (value instanceof Numeral ? value.text : value)),
  );

it('this year’s money and that carried over below merged headings; digits behind what is shown', async () => {
  const { err, tree } = await imported('明细', {
    rows: [
      ['示例局支出明细'],
      ['单位', '功能科目', '经济科目', '项目', '本年', undefined, '上年结转结余', undefined],
      [
        undefined,
        undefined,
        undefined,
        undefined,
        '一般公共预算',
        '政府性基金预算',
        '一般公共预算',
        '政府性基金预算',
      ],
      ['328001 示例局', 2010301, 30101, undefined, 1234.56, undefined, 0.4, undefined],
      [undefined, 2010302, 30201, '信息化', undefined, 7.5, undefined, 1000.01],
    ],
    merge: ['A1:H1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:F2', 'G2:H2', 'A4:A5'],
  });
  expect(err).toBe('');
  expect(texts(tree.基本支出)).toEqual([
    { 单位: '328001', 功能科目: '2010301', 经济科目: { '30101': '1234.56' } },
    { 单位: '328001', 功能科目: '2010301', 结转: '是', 经济科目: { '30101': '0.4' } },
  ]);
  expect(texts(tree.项目支出)).toMatchObject([
    {
      支出: [
        { 资金: '政府性基金预算', 金额: '7.5' },
        { 资金: '政府性基金预算', 结转: '是', 金额: '1000.01' },
      ],
    },
  ]);
});

it('the software’s detail table with merged headings and codes over three columns', async () => {
  const { err, tree } = await imported('Z08_1', {
    rows: [
      ['一般公共预算财政拨款基本支出决算明细表'],
      [
        '项目',
        undefined,
        undefined,
        undefined,
        '合计',
        '工资福利支出',
        undefined,
        '商品和服务支出',
      ],
      [
        '支出功能分类科目编码',
        undefined,
        undefined,
        '科目名称',
        undefined,
        '小计',
        '基本工资',
        '办公费',
      ],
      ['类', '款', '项', '栏次', 1, 2, 3, 4],
      [undefined, undefined, undefined, '合计', 12.5, 10.5, 10.5, 2],
      ['201', undefined, undefined, '一般公共服务支出', 12.5, 10.5, 10.5, 2],
      ['20103', undefined, undefined, '政府办公厅', 12.5, 10.5, 10.5, 2],
      ['2010301', undefined, undefined, '行政运行', 12.5, 10.5, 10.5, 2],
    ],
    merge: ['A2:D2', 'A3:C3', 'E2:E3', 'F2:G2', 'A6:C6', 'A7:C7', 'A8:C8'],
    format: '决算',
  });
  expect(err).toBe('');
  expect(texts(tree.基本支出)).toEqual([
    { 单位: '328', 功能科目: '2010301', 经济科目: { '30101': '10.5', '30201': '2' } },
  ]);
});

it('an example’s expenditure, a line an amount as a platform has it, comes back as it is written', () => {
  const { source } = parseSource(readFileSync('inputs/wanli/2025.yaml', 'utf8'), '2025.yaml');
  const input = texts(source?.tree) as {
    单位: { 代码: string; 名称: string }[];
    收入: Record<string, string>[];
    基本支出: { 单位: string; 功能科目: string; 经济科目: Record<string, string> }[];
    项目支出: {
      名称: string;
      单位: string;
      支出: { 功能科目: string; 经济科目?: string; 金额: string }[];
    }[];
  };
  const unit = (code: string) => `${code}-${input.单位.find((one) => one.代码 === code)?.名称}`;
  const rows: Cell[][] = [
    ['预算单位', '功能分类', '部门经济分类', '项目名称', '资金性质', '金额（元）'],
  ];
  for (const { 单位, 功能科目, 经济科目 } of input.基本支出)
    for (const [economic, amount] of Object.entries(经济科目))
      rows.push([unit(单位), 功能科目, economic, '', '一般公共预算', amount]);
  for (const { 名称, 单位, 支出 } of input.项目支出)
    for (const { 功能科目, 经济科目 = '', 金额 } of 支出)
      rows.push([unit(单位), 功能科目, 经济科目, 名称, '一般公共预算', 金额]);
  const { plain, told } = listed({ 明细: rows });
  expect(told).toEqual([]);
  expect(plain.基本支出).toEqual(input.基本支出);
  expect(plain.单位).toEqual(input.单位.map(({ 代码, 名称 }) => ({ 代码, 名称 })));
  const byName = <T extends { 名称: string }>(all: T[]) =>
    new Map(all.map((one) => [one.名称, one]));
  expect(byName(plain.项目支出 as typeof input.项目支出)).toEqual(byName(input.项目支出));
  // each unit spends what it receives
  expect(plain.收入).toEqual(input.收入.map(({ 按支出科目: _, ...one }) => one));
});
