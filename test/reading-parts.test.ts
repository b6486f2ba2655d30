/** The parts that reading a sheet is made of: labels, patterns, numbers, boxes, codes; a blank form filled in. */
import { describe, expect, it } from 'vitest';
import { diskWorld } from '../src/disk/disk-world.js';
import { loadFormat } from '../src/load-format.js';
import { Decimal } from '../src/model/money.js';
import { codeOfParts } from '../src/reading/keys.js';
import { isTotalLabel, labelDistance, sameLabel } from '../src/reading/labels.js';
import { numberIn, readNumber } from '../src/reading/numbers.js';
import { readWorkbookByFormat } from '../src/reading/read-workbook.js';
import { readPattern } from '../src/reading/text-pattern.js';
import { tickedWords } from '../src/reading/ticked.js';
import { unitSaidIn } from '../src/reading/unit-said.js';
import { blankAt } from '../src/workbook/cells.js';
import { readGrids } from '../src/workbook/grids.js';

describe('labels', () => {
  it('are the same whatever blanks, brackets, quotes and numbers they have', () => {
    expect(sameLabel('一、因公出国\n（境）费')).toBe(sameLabel('（1）因公出国 (境)费：'));
    expect(labelDistance('“三公”经费', '"三公" 经费')).toBe(0);
    expect(labelDistance('1. 一般公共预算资金', '1、一般公共预算')).toBeGreaterThan(0);
    expect(labelDistance('基本支出', '项目支出')).toBeUndefined();
  });

  it('of totals are known by themselves', () => {
    expect(['合　计', '总计', '收入总计'].every(isTotalLabel)).toBe(true);
    expect(['合计数', '基本支出合计说明'].some(isTotalLabel)).toBe(false);
  });
});

describe('patterns', () => {
  it('say what the words between them part', () => {
    expect(readPattern('申报日期：{填报日期}', '申报日期: 2026年1月5日 ')).toEqual({
      填报日期: '2026年1月5日',
    });
    expect(readPattern('{序号}、{名称}', '二十一、住房保障支出')).toEqual({
      序号: '二十一',
      名称: '住房保障支出',
    });
    expect(readPattern('目标{序号}：{目标}', '指标1：甲')).toBeUndefined();
  });

  it('that nothing parts are told by their shape, or not at all', () => {
    const goal = '年度目标{目标序号}{目标分值注}{目标}';
    expect(readPattern(goal, '年度目标2（0.2分）完成考核')).toEqual({
      目标序号: '2',
      目标分值注: '（0.2分）',
      目标: '完成考核',
    });
    expect(readPattern('{甲}{乙}', '说不清')).toEqual({});
  });
});

describe('numbers', () => {
  it.each([
    ['1,234.50', '1234.5', 2],
    ['１２３．４ ', '123.4', 1],
    ['（12.5）', '-12.5', 1],
    ['－3', '-3', 0],
  ])('%s', (text, value, decimals) => {
    const found = numberIn(text);
    expect([found?.value.toFixed(), found?.decimals]).toEqual([value, decimals]);
  });

  it('have the unit that is written behind them, and nothing else', () => {
    expect(numberIn('30万元')).toMatchObject({ unit: '万元', percent: false });
    expect(numberIn('97.98%')).toMatchObject({ percent: true });
    expect(['2025年', '1,23', '≥5', '约30万元', '1.2.3'].map(numberIn)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('are none where two stand in a cell, or a mark of a note behind them', () => {
    expect(['1000\n2000', '12 34', '1 000 20', '12.5①', '100²'].map(numberIn)).toEqual(
      Array(5).fill(undefined),
    );
    expect(numberIn('1 234 567.5')?.value.toFixed()).toBe('1234567.5');
  });

  it.each([
    ['1000.0', '10000000', 1, '1000', undefined],
    ['12.00万元', '12', 2, '12', '万元'],
    ['12.35', '12.3456', 2, '12.3456', undefined],
  ])('of a cell that shows %s and holds %s', (text, exact, decimals, value, unit) => {
    const shown = new Decimal(text.replace('万元', ''));
    const amount = { value: shown, decimals, grouping: false, percent: false };
    const found = readNumber({ ...blankAt(0, 0), text, exact, amount });
    expect([found?.value.toFixed(), found?.unit]).toEqual([value, unit]);
  });
});

it.each([
  ['单位：万元', '万元'],
  ['编制部门：某局　金额单位：人民币元', '元'],
  ['2027年支出明细表（万元）', '万元'],
  ['（元）', '元'],
  ['金额:万元', '万元'],
  ['单位:元、%', '元'],
  ['单位：千元', 'unknown'],
  ['单位：百万元', 'unknown'],
  ['单位：元旦晚会组', undefined],
  ['100万元', undefined],
  ['预算数', undefined],
])('the unit of amounts that “%s” says', (text, unit) => {
  expect(unitSaidIn(text)).toBe(unit);
});

it('check boxes say the words that are ticked, before or behind them', () => {
  const options = ['部门预算项目', '区级专项'];
  expect(tickedWords('1、部门预算项目☑　2、区级专项□', options)).toBe('部门预算项目');
  expect(tickedWords('□部门预算项目 √区级专项', options)).toBe('区级专项');
  expect(tickedWords('区级专项', options)).toBe('区级专项');
  expect(tickedWords('不知道', options)).toBeUndefined();
});

it('parts of a code that stand above need not be repeated', () => {
  expect(codeOfParts(['205', '', ''], [])).toEqual(['205']);
  expect(codeOfParts(['', '2', ''], ['205'])).toEqual(['205', '02']);
  expect(codeOfParts(['', '', '05'], ['205', '02'])).toEqual(['205', '02', '05']);
  expect(codeOfParts(['205', '02', '2050205'], [])).toEqual(['205', '02', '05']);
});

describe('a blank form of a district, filled in by hand', () => {
  const text = [
    ',,,,,,,,',
    '2026年部门收入预算总表,,,,,,,,',
    '编制部门：某局,,,,,,,,单位：万元',
    '项目,,,,收入预算,,,,',
    '功能分类科目编码,,,功能分类科目名称,合计,财政拨款收入,事业收入,"事业单位\n经营收入",其他收入',
    '类,款,项,,,,,,',
    '205,,,教育支出,30,30,,,',
    ',2,,普通教育,30,30,—,,',
    ',,05,高等教育,"1,0.5",30,#REF!,,',
    '…,,,…,,,,,',
    '这一行是说明,,,,,,,,',
    '合计,,,,30,30,,,',
  ].join('\n');
  const read = async () => {
    const file = '收入总表.csv';
    const found = await readGrids(new TextEncoder().encode(text), file);
    if ('problem' in found) throw new Error(found.problem.message);
    const profile = loadFormat('putuo-2026', diskWorld().templates);
    const [grid] = found.grids;
    return readWorkbookByFormat(grid ? [{ file, grid }] : [], profile);
  };

  it('is read: codes, amounts in 元, totals', async () => {
    const [table] = (await read()).tables;
    expect(table?.template.id).toBe('预算02');
    const rows = table?.rows.map(({ source, key, total }) => [source, key, total]);
    expect(rows).toEqual([
      ['收入科目', '205', false],
      ['收入科目', '20502', false],
      ['收入科目', '2050205', false],
      ['合计', '', true],
    ]);
    const [first] = table?.rows[0]?.cells ?? [];
    expect(first).toMatchObject({ row: '收入科目', column: '收入预算/合计', text: '30' });
    expect(first?.value?.toFixed()).toBe('300000');
    expect(first?.money).toEqual({ unit: '万元', decimals: 0 });
    const dash = table?.rows[1]?.cells.find(({ column }) => column === '收入预算/事业收入');
    expect([dash?.text, dash?.value]).toEqual(['—', undefined]);
  });

  it('and what is not understood is listed with its place', async () => {
    const [table] = (await read()).tables;
    expect(table?.unread.map(({ place, message }) => [place.line, place.column, message])).toEqual([
      [9, 5, '这一格应是数，写的是“1,0.5”'],
      [9, 7, '这一格是公式的错误值 #REF!'],
      [11, 1, '这一行对不上表样的任何一行：这一行是说明'],
    ]);
  });

  it('a sheet that no template knows is told as such', async () => {
    const found = await readGrids(new TextEncoder().encode('名词解释\n甲,乙\n'), '名词解释.csv');
    if ('problem' in found) throw new Error(found.problem.message);
    const profile = loadFormat('putuo-2026', diskWorld().templates);
    const [grid] = found.grids;
    const { others, tables } = readWorkbookByFormat(
      grid ? [{ file: '名词解释.csv', grid }] : [],
      profile,
    );
    expect(tables).toEqual([]);
    expect(others.map(({ sheet, message }) => `${sheet} ${message}`)).toEqual([
      '名词解释 不像这个格式的任何一张表',
    ]);
  });
});
