/** How people name the cells of a table: row labels, codes, column paths, levels. */
import { describe, expect, it } from 'vitest';
import { NO_FIGURE } from '../src/model/money.js';
import { plainLabel } from '../src/model/numerals.js';
import { labelled } from '../src/tables/labels.js';
import { cell, table, text, wan } from './helpers/sample-tables.js';
import { EXAMPLES, exampleContext, tableOf } from './helpers/table-rules.js';

const WUCHANG = exampleContext('wuchang/2026.yaml');
const HONGSHAN = exampleContext('hongshan/2023-final.yaml');

/** `标签|编码|级次|栏目` of some cells. */
const names = (context: typeof WUCHANG, id: string, nth = 0) =>
  labelled(tableOf(context, id, nth)).map(
    ({ rowLabel, code, level, columnPath }) =>
      `${rowLabel}|${code ?? ''}|${level ?? ''}|${columnPath.join('/')}`,
  );

describe('a label is compared', () => {
  it.each([
    ['一、一般公共预算拨款收入', '一般公共预算拨款收入'],
    ['廿一、住房保障支出', '住房保障支出'],
    ['（一）一般公共预算拨款', '一般公共预算拨款'],
    ['(2)其他', '其他'],
    ['1. 财政拨款', '财政拨款'],
    ['2、单位资金', '单位资金'],
    ['收 入 总 计', '收入总计'],
    ['合　　计', '合计'],
    ['一般公共服务支出', '一般公共服务支出'],
    ['“三公”经费合计', '“三公”经费合计'],
    ['2026年', '2026年'],
    ['', ''],
  ])('%s as %s', (label, expected) => {
    expect(plainLabel(label)).toBe(expected);
  });
});

describe('a cell of a list', () => {
  it('is named by what stands below …名称 and …编码, and has its level', () => {
    const found = names(WUCHANG, '预算05-1');
    expect(found.slice(0, 7)).toEqual([
      '合计||-1|合计',
      '合计||-1|基本支出/小计',
      '合计||-1|基本支出/人员经费',
      '合计||-1|基本支出/公用经费',
      '合计||-1|项目支出',
      '科学技术支出|206|0|合计',
      '科学技术支出|206|0|基本支出/小计',
    ]);
    expect(found).toContain('行政运行|2060101|2|项目支出');
  });

  it('of 项目支出表 by its 项目, not by the unit behind it', () => {
    const found = names(WUCHANG, '预算10').filter((name) => name.includes('|3|'));
    expect(found).toContain('网络建设运转维护经费||3|合计');
    // the format has no column for codes, and calls the total nothing
    expect(names(WUCHANG, '预算10')[0]).toBe('||-1|合计');
  });

  it('leaves numbers of columns out of the path', () => {
    expect(names(HONGSHAN, '公开02')[1]).toBe('合计||-1|财政拨款收入');
    expect(names(HONGSHAN, '公开05')[3]).toMatch(/^[^|]+\|\d{3}\|0\|本年支出\/小计$/);
    expect(names(HONGSHAN, '公开09')[2]).toBe('|||预算数/公务用车购置及运行维护费/小计');
  });
});

describe('a cell of a two-sided form', () => {
  it('is named by the nearest text at its left, in its half', () => {
    const found = names(WUCHANG, '预算01');
    expect(found.slice(0, 2)).toEqual([
      '一般公共预算拨款收入|||收入/预算数',
      '一般公共服务支出|||支出/预算数',
    ]);
    expect(found.slice(-2)).toEqual(['收入总计|||收入/预算数', '支出总计|||支出/预算数']);
  });

  it('never by the number of its line', () => {
    const found = names(HONGSHAN, '公开04');
    expect(found[0]).toBe('一般公共预算财政拨款|||收入/决算数');
    expect(found).toContain('年末财政拨款结转和结余|||支出/决算数/政府性基金预算财政拨款');
    expect(found.some((name) => /^\d*\|/.test(name))).toBe(false);
  });

  it('of 公开06 has a code, but for the sums below', () => {
    const found = names(HONGSHAN, '公开06');
    expect(found).toContain('基本工资|30101||人员经费/决算数');
    expect(found).toContain('办公费|30201||公用经费/决算数');
    expect(found.slice(-2)).toEqual([
      '人员经费合计|||人员经费/决算数',
      '公用经费合计|||公用经费/决算数',
    ]);
  });
});

describe('a cell of a form without a header', () => {
  it('is headed by the bold cells that stand above it', () => {
    const found = names(WUCHANG, '预算11');
    expect(found).toContain('财政拨款|||当年金额');
    expect(found).toContain('财政拨款|||近两年收支金额/2025年');
    expect(found).toContain('合计|||近两年收支金额/2024年');
  });

  it('has no headings where none stand there', () => {
    expect(names(WUCHANG, '预算12')).toContain('项目当年预算|||');
  });
});

describe('the levels of a table', () => {
  it('are one for each row of the body, of lists and of forms that go through a tree', () => {
    for (const path of EXAMPLES)
      for (const one of [...exampleContext(path).tables.values()].flat())
        expect(one.levels).toHaveLength(one.rows - one.headerRows);
    expect(tableOf(WUCHANG, '预算02').levels).toEqual([-1, 0, 1, 1]);
    expect(new Set(tableOf(HONGSHAN, '公开03').levels)).toEqual(new Set([-1, 0, 1, 2]));
    expect(new Set(tableOf(WUCHANG, '预算01').levels)).toEqual(new Set([undefined]));
    expect(new Set(tableOf(HONGSHAN, '公开06').levels)).toEqual(new Set([undefined]));
    expect(tableOf(WUCHANG, '预算08').levels).toEqual([undefined]);
  });
});

it('a text that shows a figure is a figure, not a label', () => {
  const cells = [
    cell(0, 0, text('甲')),
    cell(0, 1, { kind: 'text', text: '20%', figure: NO_FIGURE }),
    cell(0, 2, wan('1')),
  ];
  const found = labelled(table({ id: '表', cells, widths: [1, 1, 1], levels: [undefined] }));
  expect(found.map(({ rowLabel }) => rowLabel)).toEqual(['甲', '甲']);
});
