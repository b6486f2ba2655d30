/** Lists that would give a wrong amount which looks right: units, formats, merged cells, codes that are numbers. */
import type { Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readGrids } from '../src/workbook/grids.js';
import { listed, listedGrids, type Rows } from './helpers/lists.js';

const HEAD = ['单位', '功能科目', '经济科目', '项目名称', '资金性质', '金额'];
const line = (amount: string | number, economic = '30101') => [
  ...['328001-示例局本级', '2010301', economic, '', '一般公共预算资金', amount],
];

/** What is made of a worksheet with formats and merged cells. */
async function listedSheet(rows: Rows, change: (sheet: Worksheet) => void) {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('支出');
  for (const row of rows) sheet.addRow([...row]);
  change(sheet);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const read = await readGrids(bytes, '甲.xlsx');
  if ('problem' in read) throw new Error(read.problem.message);
  return listedGrids(read.grids);
}

const basic = (amounts: Readonly<Record<string, string>>) => [
  { 单位: '328001', 功能科目: '2010301', 经济科目: amounts },
];

describe('the unit of amounts', () => {
  it.each([
    ['in a title', [['2027年支出明细表（万元）'], HEAD, line('12')]],
    ['without the word 单位', [['金额：万元'], HEAD, line('12')]],
    ['below the list', [HEAD, line('12'), ['单位：万元']]],
    ['in the heading', [[...HEAD.slice(0, 5), '金额（万元）'], line('12')]],
  ])('%s', (_, rows) => {
    const { plain, told, remarks } = listed({ 支出: rows });
    expect(told).toEqual([]);
    expect([plain.金额单位, plain.基本支出]).toEqual(['万元', basic({ '30101': '12' })]);
    expect(remarks.filter((text) => text.startsWith('金额单位'))).toEqual([]);
  });

  it('that is none of ours, or two of them, is refused; no line is taken, not even with --跳过', () => {
    const thousand = listed({ 支出: [['单位：千元'], HEAD, line('12')] });
    expect(thousand.told).toEqual(['错误 支出!A1 “单位：千元”：明细的金额单位只能是元或万元']);
    expect(thousand.plain.基本支出).toEqual([]);
    const both = listed({
      支出: [['单位：元'], [...HEAD.slice(0, 5), '金额（万元）'], line('12')],
    });
    expect(both.told).toEqual([
      '错误 支出!A1 金额的单位有两种说法：标题“金额（万元）”和“单位：元”',
    ]);
    expect(both.plain.基本支出).toEqual([]);
  });

  it('that nothing says is marked where it is written', () => {
    expect(listed({ 支出: [HEAD, line('12')] }).remarks).toContain(
      '金额单位 待核：甲.xlsx › 支出 里没有写金额的单位，按元',
    );
  });
});

describe('an amount', () => {
  it('in which two numbers stand, or the mark of a note, is none', () => {
    const { told, plain } = listed({
      支出: [HEAD, line('1000\n2000'), line('1 000 20', '30201'), line('12①', '30202')],
    });
    expect(told.map((text) => text.slice(0, 9))).toEqual(
      ['错误 支出!F2 ', '错误 支出!F3 ', '错误 支出!F4 '].map((text) => text.slice(0, 9)),
    );
    expect(plain.基本支出).toEqual([]);
  });

  it.each([
    '0!.0,',
    '#,##0.00,',
    '0.00"万元"',
  ])('shown otherwise than it is, by %s', async (format) => {
    const { told, plain } = await listedSheet(
      [HEAD, line(12345678), line(20, '30201')],
      (sheet) => {
        sheet.getCell('F2').numFmt = format;
      },
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^错误 支出!F2 格里显示的是“.*”，存的数是 12345678$/);
    expect(plain.基本支出).toEqual(basic({ '30201': '20' }));
  });

  it('that a format only rounds or parts is taken whole', async () => {
    const { told, plain } = await listedSheet([HEAD, line(12345678.125)], (sheet) => {
      sheet.getCell('F2').numFmt = '#,##0.00';
    });
    expect(told).toEqual([]);
    expect(plain.基本支出).toEqual(basic({ '30101': '12345678.125' }));
  });

  it('in a cell over several rows or columns is not counted once for each', async () => {
    const rows = await listedSheet([HEAD, line(300), line('', '30201')], (sheet) =>
      sheet.mergeCells('F2:F3'),
    );
    expect(rows.told).toEqual(['错误 支出!F2 这个金额的格子合并了 2 行，分不清是哪一行的']);
    const heads = [...HEAD.slice(0, 4), '一般公共预算', '政府性基金预算'];
    const columns = await listedSheet([heads, [...line('').slice(0, 4), 20]], (sheet) =>
      sheet.mergeCells('E2:F2'),
    );
    expect(columns.told).toEqual(['错误 支出!E2 这个金额的格子合并了 2 列，分不清是哪一列的']);
  });

  it('in a row that is hidden is taken, and that is said', async () => {
    const { taken, plain } = await listedSheet([HEAD, line(1), line(2, '30201')], (sheet) => {
      sheet.getRow(3).hidden = true;
    });
    expect(taken[0]?.what).toBe('2 个金额；1 行是隐藏的，也取了');
    expect(plain.基本支出).toEqual(basic({ '30101': '1', '30201': '2' }));
  });
});

describe('codes', () => {
  it('that are numbers keep the zeros that their format shows', async () => {
    const rows = [HEAD, [1001, ...line(1).slice(1)], ['001001', ...line(2, '30201').slice(1)]];
    const { plain } = await listedSheet(rows, (sheet) => {
      sheet.getCell('A2').numFmt = '000000';
    });
    expect(plain.单位).toEqual([{ 代码: '001001' }]);
  });

  it('that a spreadsheet has shortened are refused', () => {
    const head = [...HEAD, '项目编码'];
    const { told } = listed({
      支出: [head, [...line('1'), '4.20106E+17'], [...line('2', '30201'), 420106000000000000]],
    });
    expect(told).toEqual([
      '错误 支出!G2 “4.20106E+17”是存成了数字的编码，第 15 位以后已经丢了',
      '错误 支出!G3 “420106000000000000”是存成了数字的编码，第 15 位以后已经丢了',
    ]);
  });

  it('beside the name of another subject are told', () => {
    const head = ['单位', '功能科目编码', '功能科目名称', ...HEAD.slice(2)];
    const named = (name: string) => {
      const [unit, code, ...rest] = line('1');
      return [unit, code, name, ...rest];
    };
    expect(listed({ 支出: [head, named('一般行政管理事务')] }).told).toEqual([
      '警告 支出!B2 功能科目 2010301 叫“行政运行”，这一行写的是“一般行政管理事务”',
    ]);
    const same = ['行政运行', '行政 运行', '政府办公厅（室）及相关机构事务-行政运行'];
    expect(same.flatMap((name) => listed({ 支出: [head, named(name)] }).told)).toEqual([]);
  });
});
