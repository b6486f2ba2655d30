/** Tables that the software of final accounts exports: a functional subject a line, an economic one a column. */
import { describe, expect, it } from 'vitest';
import { listed, type Rows } from './helpers/lists.js';

const ASKED = { year: 2026 };
const final = (sheets: Record<string, Rows>) => listed(sheets, ASKED, '决算');

/** Headings of a table with economic subjects side by side, as they stand in the file: merged ones once. */
const detail = (title: string, rows: Rows): Rows => [
  [title],
  ['部门：示例局', '', '', '', '', '', '', '', '金额单位：元'],
  ['项目', '', '', '', '合计', '工资福利支出', '', '', '商品和服务支出'],
  [
    '支出功能分类科目编码',
    '',
    '',
    '科目名称',
    '',
    '小计',
    '基本工资',
    '津贴补贴',
    '小计',
    '办公费',
  ],
  ['类', '款', '项', '栏次', 1, 2, 3, 4, 5, 6],
  ['', '', '', '合计', ...sums(rows)],
  ...rows,
];
const sums = (rows: Rows) =>
  [4, 5, 6, 7, 8, 9].map((c) =>
    rows
      .filter(([code]) => String(code).length === 7)
      .reduce((sum, row) => sum + Number(row[c] ?? 0), 0),
  );

const BASIC = detail('基本支出决算明细表', [
  ['201', '201', '201', '一般公共服务支出', 163, 150, 100, 50, 13, 13],
  ['20103', '20103', '20103', '政府办公厅（室）及相关机构事务', 163, 150, 100, 50, 13, 13],
  ['2010301', '2010301', '2010301', '行政运行', 150, 150, 100, 50, 0, 0],
  ['2010350', '2010350', '2010350', '事业运行', 13, '', '', '', 13, 13],
]);
const OF_BUDGET = detail('一般公共预算财政拨款基本支出决算明细表', [
  ['2010301', '2010301', '2010301', '行政运行', 150, 150, 100, 50, 0, 0],
  ['2010350', '2010350', '2010350', '事业运行', 3.5, '', '', '', 3.5, 3.5],
]);

describe('a detail table', () => {
  it('gives groups of economic subjects; classes and totals are left', () => {
    const { plain, told, layouts } = final({ Z08_1: OF_BUDGET });
    expect(layouts.map(({ mapping }) => mapping.name)).toEqual([
      '一般公共预算财政拨款基本支出决算明细表',
    ]);
    expect(told).toEqual([]);
    expect(plain.基本支出).toEqual([
      { 单位: '328', 功能科目: '2010301', 经济科目: { '30101': '100', '30102': '50' } },
      { 单位: '328', 功能科目: '2010350', 经济科目: { '30201': '3.5' } },
    ]);
  });

  it('of all kinds of money, beside that of one: what is left is the units’ own', () => {
    const { plain, told, remarks } = final({ Z05_1: BASIC, Z08_1: OF_BUDGET });
    expect(told).toEqual([]);
    expect(plain.基本支出).toEqual([
      { 单位: '328', 功能科目: '2010301', 经济科目: { '30101': '100', '30102': '50' } },
      { 单位: '328', 功能科目: '2010350', 经济科目: { '30201': '3.5' } },
      { 单位: '328', 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': '9.5' } },
    ]);
    expect(remarks).toContain(
      '基本支出 待核：“单位资金”的数由各种资金合起来的表减去写明资金的表得来',
    );
  });

  it('is no part of it where it has more: told', () => {
    const more = OF_BUDGET.map((row) => row.map((cell) => (cell === 3.5 ? 14 : cell)));
    const { told } = final({ Z05_1: BASIC, Z08_1: more });
    expect(told.filter((text) => text.includes('合起来'))).toEqual([
      '错误 Z08_1!J8 1 元在各种资金合起来的表里没有',
    ]);
  });

  it('alone, of all kinds of money: which is to be confirmed', () => {
    const { plain, remarks } = final({ Z05_1: BASIC });
    expect(plain.基本支出).toMatchObject([
      { 功能科目: '2010301' },
      { 经济科目: { '30201': '13' } },
    ]);
    expect(remarks).toContain('基本支出 待核：表里没有写资金的，按一般公共预算');
  });

  it('of projects without their names: one, to be divided', () => {
    const rows = detail('项目支出决算明细表', [
      ['2010302', '2010302', '2010302', '一般行政管理事务', 7, '', '', '', 7, 7],
    ]);
    const { plain, remarks } = final({ 'Z08-2 一般公共预算财政拨款项目支出决算明细表': rows });
    expect(plain.项目支出).toEqual([
      {
        名称: '项目支出',
        单位: '328',
        支出: [{ 功能科目: '2010302', 经济科目: '30201', 金额: '7' }],
      },
    ]);
    expect(remarks).toContain('项目支出.0.名称 待填：表里没有项目名称，请分成各个项目');
  });
});

it('income by source and subject; what one table has whole, others divide', () => {
  const { plain, told } = final({
    'Z03 收入决算表(财决03表)': [
      ['收入决算表'],
      [
        '支出功能分类科目编码',
        '科目名称',
        '本年收入合计',
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '',
        '经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
      ['', '', '', '', '', '小计', '其中：教育收费', '', '', ''],
      ['', '合计', 175, 163, '', 10, '', '', '', 2],
      ['2010301', '行政运行', 150, 150, '', '', '', '', '', ''],
      ['2010350', '事业运行', 25, 13, '', 10, '', '', '', 2],
    ],
    Z07: [
      ['一般公共预算财政拨款收入支出决算表'],
      [
        '支出功能分类科目编码',
        '科目名称',
        '年初结转和结余',
        '',
        '',
        '本年收入',
        '',
        '',
        '本年支出',
        '',
        '',
        '年末结转和结余',
        '',
        '',
      ],
      [
        '',
        '',
        '合计',
        '基本支出结转',
        '项目支出结转和结余',
        '合计',
        '基本支出',
        '项目支出',
        '合计',
        '基本支出',
        '项目支出',
        '合计',
        '基本支出结转',
        '项目支出结转和结余',
      ],
      ['2010301', '行政运行', 5, 5, '', 150, 150, '', 154, 154, '', 1, 1, ''],
      ['2010350', '事业运行', '', '', '', 13, 13, '', 13, 13, '', '', '', ''],
    ].map((row, r) =>
      r === 1
        ? row.map((text, c) =>
            c > 2 && text === '' ? (row[c - (c % 3) + (c % 3 === 2 ? 0 : -1)] ?? text) : text,
          )
        : row,
    ),
  });
  expect(told).toEqual([]);
  expect(plain.收入).toEqual([
    {
      单位: '328',
      一般公共预算拨款: { '2010301': '150', '2010350': '13' },
      事业收入: { '2010350': '10' },
      其他收入: { '2010350': '2' },
    },
  ]);
  expect([plain.年初结转和结余, plain.年末结转和结余]).toEqual([
    [{ 单位: '328', 一般公共预算: { '2010301': '5' } }],
    [{ 单位: '328', 一般公共预算: { '2010301': '1' } }],
  ]);
});

it('what the accounting software has of a year: the debit of each combination', () => {
  const { plain, told } = final({
    支出余额: [
      ['核算单位', '会计科目', '功能科目', '经济科目', '项目', '本期借方', '借方累计', '贷方累计'],
      ['001001 示例局', '7201 业务活动费用', '2010301 行政运行', '30201 办公费', '', 10, 120, 0],
      [
        '001001 示例局',
        '7201 业务活动费用',
        '2010302 一般行政管理事务',
        '30201 办公费',
        '信息化',
        0,
        30,
        0,
      ],
    ],
  });
  expect(told).toEqual([]);
  expect([plain.基本支出, plain.项目支出]).toMatchObject([
    [{ 单位: '001001', 功能科目: '2010301', 经济科目: { '30201': '120' } }],
    [{ 名称: '信息化', 支出: [{ 金额: '30' }] }],
  ]);
});
