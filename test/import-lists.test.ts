/** Details that finance platforms and accounting software export, a line an amount → the sections of an input. */
import { describe, expect, it } from 'vitest';
import { listed, type Rows } from './helpers/lists.js';

const HEAD = ['单位', '功能科目', '经济科目', '项目名称', '资金性质', '金额'];
const LINES: Rows = [
  HEAD,
  ['328001-示例局本级', '2010301', '30101', '', '一般公共预算资金', 1000.1],
  ['328001-示例局本级', '2010301', '30201', '', '一般公共预算资金', 20],
  ['328002-示例中心', '2010302', '30201', '信息化', '政府性基金预算', 300],
];
const BASIC = [
  { 单位: '328001', 功能科目: '2010301', 经济科目: { '30101': '1000.1', '30201': '20' } },
];
const PROJECTS = [
  {
    名称: '信息化',
    单位: '328002',
    支出: [{ 功能科目: '2010302', 经济科目: '30201', 资金: '政府性基金预算', 金额: '300' }],
  },
];

it('a line with a project is 项目支出, one without is 基本支出; units are named once', () => {
  const { plain, told } = listed({ 支出: LINES });
  expect(told).toEqual([]);
  expect(plain.基本支出).toEqual(BASIC);
  expect(plain.项目支出).toEqual(PROJECTS);
  expect(plain.单位).toEqual([
    { 代码: '328001', 名称: '示例局本级' },
    { 代码: '328002', 名称: '示例中心' },
  ]);
  expect([plain.年度, plain.金额单位, plain.部门]).toEqual([
    '2027',
    '元',
    { 代码: '328', 名称: '示例局' },
  ]);
});

it('income that no list has is proposed as what is spent, to be confirmed', () => {
  const { plain, remarks } = listed({ 支出: LINES });
  expect(plain.收入).toEqual([
    { 单位: '328001', 一般公共预算拨款: '1020.1' },
    { 单位: '328002', 政府性基金预算拨款: '300' },
  ]);
  expect(remarks).toContain('收入 待核：没有收入的表，按各种资金安排的支出推算，收入等于支出');
});

describe('recognition', () => {
  const same = (sheet: Rows, more: Record<string, Rows> = {}) => {
    const { plain, told } = listed({ 支出: sheet, ...more });
    expect(told).toEqual([]);
    expect([plain.基本支出, plain.项目支出]).toEqual([BASIC, PROJECTS]);
  };

  it('codes and names in columns of their own, below a title and a line for the unit', () => {
    const { plain, told } = listed({
      支出: [
        ['2027年支出预算明细表'],
        ['编制部门：示例局', '', '', '', '', '', '', '', '', '单位：万元'],
        [
          ...['序号', '单位编码', '单位名称', '科目编码', '科目名称', '部门经济分类编码'],
          ...['部门经济分类名称', '项目', '资金来源', '预算数'],
        ],
        [
          1,
          '328001',
          '示例局本级',
          2010301,
          '行政运行',
          30101,
          '基本工资',
          '',
          '一般公共预算',
          0.1,
        ],
        [2, '328002', '示例中心', 2010302, '项目管理', 30201, '办公费', '信息化', '经费拨款', '3'],
      ],
    });
    expect(told).toEqual([]);
    expect([plain.金额单位, plain.基本支出, plain.项目支出]).toEqual([
      '万元',
      [{ 单位: '328001', 功能科目: '2010301', 经济科目: { '30101': '0.1' } }],
      [
        {
          ...{ 名称: '信息化', 单位: '328002' },
          支出: [{ 功能科目: '2010302', 经济科目: '30201', 金额: '3' }],
        },
      ],
    ]);
  });

  it('类, 款, 项 in three columns, whole or the last digits', () => {
    same([
      ['单位', '功能科目', '', '', '经济科目', '项目名称', '资金', '金额'],
      ['', '类', '款', '项', '', '', '', ''],
      ['328001 示例局本级', '201', '03', '01', '30101', '', '一般公共预算', 1000.1],
      ['328001 示例局本级', '201', '20103', '2010301', '30201', '', '一般公共预算', 20],
      ['[328002]示例中心', '201', 3, 2, '30201', '信息化', '政府性基金', 300],
    ]);
  });

  it('a column for each kind of money, with a total that is compared', () => {
    same([
      ['单位', '功能科目', '经济科目', '项目名称', '合计', '一般公共预算', '政府性基金预算'],
      ['328001-示例局本级', '2010301', '30101', '', 1000.1, 1000.1, ''],
      ['328001-示例局本级', '2010301', '30201', '', 20, 20, 0],
      ['328002-示例中心', '2010302', '30201', '信息化', 300, '', 300],
    ]);
  });

  it('a column whose heading says nothing, by its values', () => {
    const { layouts } = listed({ 支出: [['甲', '乙', '丙', ...HEAD.slice(3)], ...LINES.slice(1)] });
    expect(layouts[0]?.columns.slice(0, 3).map(({ meaning, by }) => [meaning, by])).toEqual([
      [{ role: '单位' }, '数据'],
      [{ role: '功能科目' }, '数据'],
      [{ role: '经济科目' }, '数据'],
    ]);
    same([['甲', '乙', '丙', ...HEAD.slice(3)], ...LINES.slice(1)]);
  });

  it('the two economic classifications, which headings do not tell apart', () => {
    const { plain, told } = listed({
      支出: [
        ['单位', '功能科目', '经济分类', '经济科目', '项目名称', '金额'],
        ['328002-示例中心', '2010302', '50201', '30201', '信息化', 300],
      ],
    });
    expect(told).toEqual([]);
    expect(plain.项目支出).toMatchObject([
      { 支出: [{ 经济科目: '30201', 政府经济科目: '50201', 金额: '300' }] },
    ]);
  });

  it('field names of the integrated budget system', () => {
    same([
      [
        'fiscal_year',
        'agency_code',
        'agency_name',
        'pro_name',
        'exp_func_code',
        'dep_bgt_eco_code',
        'fund_type_name',
        'appr_amt',
        'pro_cat_name',
      ],
      [
        '2027',
        '328001',
        '示例局本级',
        '人员经费',
        '2010301',
        '30101',
        '一般公共预算资金',
        1000.1,
        '人员类',
      ],
      [
        '2027',
        '328001',
        '示例局本级',
        '公用经费',
        '2010301',
        '30201',
        '一般公共预算资金',
        20,
        '运转类-公用经费',
      ],
      [
        '2027',
        '328002',
        '示例中心',
        '信息化',
        '2010302',
        '30201',
        '政府性基金预算资金',
        300,
        '特定目标类',
      ],
    ]);
  });

  it('several sheets; those that are no lists are left', () => {
    const { sheets } = listed({ 说明: [['填报说明'], ['请如实填报']], 支出: LINES });
    expect([...sheets].map(({ name }) => name)).toEqual(['支出']);
    same([HEAD, ...LINES.slice(1, 3)], { 项目: [HEAD, ...LINES.slice(3)] });
  });
});

describe('names alone', () => {
  const HEADINGS = ['预算单位', '功能科目', '经济科目', '项目名称', '金额'];
  it('of a subject that there is once', () => {
    const { plain, told } = listed({
      支出: [HEADINGS, ['示例局本级', '住房公积金', '住房公积金', '', 5]],
    });
    expect(told).toEqual([]);
    expect(plain.基本支出).toEqual([
      { 单位: '328001', 功能科目: '2210201', 经济科目: { '30113': '5' } },
    ]);
  });
  it('of a subject that there is several times are told with all of them', () => {
    const { told } = listed({ 支出: [HEADINGS, ['示例局本级', '行政运行', '办公费', '', 5]] });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^错误 支出!B2 叫“行政运行”的功能科目有 \d+ 个：2010101、/);
  });
  it('with those above them are those of one', () => {
    const { told, plain } = listed({
      支出: [HEADINGS, ['示例局本级', '一般公共服务支出/财政事务/行政运行', '办公费', '', 5]],
    });
    expect(told).toEqual([]);
    expect(plain.基本支出).toMatchObject([{ 功能科目: '2010601' }]);
  });
});

describe('what is not understood is told by its place, and keeps the file from being written', () => {
  it.each([
    ['an amount that is none', 5, '一千', '错误 支出!F2 这里应当是金额，写的是“一千”'],
    [
      'a tail of binary fractions',
      5,
      0.30000000000000004,
      '错误 支出!F2 “0.30000000000000004”像是电脑算出来的尾数',
    ],
    ['a kind of money', 4, '专项债', '错误 支出!E2 “资金”写的“专项债”没有认出'],
    ['a subject', 1, '2019999X', '错误 支出!B2 科目字典里没有功能科目 2019998'],
    ['no economic subject', 2, '', '错误 支出!F2 基本支出的这一行没有经济科目'],
    ['no unit', 0, '', '错误 支出!F2 这一行没有单位'],
  ])('%s', (_, column, value, message) => {
    const row = [...(LINES[1] ?? [])];
    row[column] = value === '2019999X' ? '2019998' : value;
    const { told } = listed({ 支出: [HEAD, row, ...LINES.slice(2)] });
    expect(told).toEqual([message]);
  });
  it('a row whose total is more than its parts: a column was not understood', () => {
    const { told } = listed({
      支出: [
        ['单位', '功能科目', '经济科目', '合计', '一般公共预算', '专项资金', '项目'],
        ['328001-示例局本级', '2010301', '30101', 12, 10, 2, ''],
      ],
    });
    expect(told).toEqual(['错误 支出!D2 “合计”是 12 元，认出的各列加起来是 10 元']);
  });
  it('a subject that the dictionary does not have is taken with its name, to be confirmed', () => {
    const row = [...(LINES[1] ?? [])];
    row[1] = '2010398-新设的科目';
    const { told, plain, remarks } = listed({ 支出: [HEAD, row] });
    expect(told).toEqual([]);
    expect(plain.科目补充).toEqual({ 功能分类: { '2010398': { 名称: '新设的科目' } } });
    expect(remarks).toContain('科目补充 待核：字典里没有的科目，名称取自表里');
  });
});

describe('rows that are no lines', () => {
  it('totals are left and compared; lines of nothing are counted; equal lines are added', () => {
    const { plain, told, taken } = listed({
      支出: [
        HEAD,
        ['合计', '', '', '', '', 1040.1],
        ...LINES.slice(1, 3),
        ['328001-示例局本级', '2010301', '30201', '', '一般公共预算资金', 20],
        ['328001-示例局本级', '201', '', '', '', 1040.1],
        ['328001-示例局本级', '2010301', '30202', '', '一般公共预算资金', 0],
        ['本页小计', '', '', '', '', 1040.1],
      ],
    });
    expect(told).toEqual([]);
    expect(plain.基本支出).toMatchObject([{ 经济科目: { '30101': '1000.1', '30201': '40' } }]);
    expect(taken[0]?.what).toBe('3 个金额；3 行合计不取，已同明细核对；1 行没有金额或是零');
  });
  it('a total that is not the sum is told with both', () => {
    const { told } = listed({ 支出: [...LINES, ['合计', '', '', '', '', 1320]] });
    expect(told).toEqual(['警告 支出!F5 “合计”是 1320 元，明细加起来是 1320.1 元，相差 -0.1 元']);
  });
});

describe('what may be a total or a line', () => {
  const PROJECT = ['328002-示例中心', '2010302', '', '信息化', '一般公共预算'];
  it('a line of a class alone is no total: its amount is not lost', () => {
    const { told } = listed({
      支出: [...LINES, ['328002-示例中心', '2010302', '302', '信息化', '一般公共预算', 50]],
    });
    expect(told).toEqual([
      '错误 支出!F5 科目 302 的合计是 50 元，明细加起来是 300 元，相差 -250 元',
    ]);
  });
  it('the sum of a project above its economic subjects is not counted twice', () => {
    const detail = (economic: string, amount: number) => [
      ...PROJECT.map((cell, c) => (c === 2 ? economic : cell)),
      amount,
    ];
    const { plain, told, taken } = listed({
      支出: [HEAD, [...PROJECT, 50], detail('30201', 20), detail('31002', 30)],
    });
    expect(told).toEqual([]);
    expect(taken[0]?.what).toBe('2 个金额；1 行合计不取，已同明细核对');
    expect(plain.收入).toEqual([{ 单位: '328002', 一般公共预算拨款: '50' }]);
  });
  it('two columns of units that differ are told', () => {
    const head = ['预算单位', ...HEAD, '用款单位'].filter((text) => text !== '单位');
    const row = ['328001-示例局', '2010301', '30101', '', '一般公共预算', 5, '328002-示例中心'];
    expect(listed({ 支出: [head, row] }).told).toEqual([
      '错误 支出!A2 这一行有几个单位：328001、328002',
    ]);
  });
});

describe('carry-over, other natures, years', () => {
  it('by the kind of money or a column of its own', () => {
    const { plain } = listed({
      支出: [
        [...HEAD, '是否结转'],
        ['328001-示例局本级', '2010301', '30101', '', '一般公共预算上年结转资金', 7, ''],
        ['328001-示例局本级', '2010301', '30102', '', '一般公共预算', 8, '是'],
        ['328001-示例局本级', '2010301', '30103', '', '一般公共预算', 9, '否'],
      ],
    });
    expect(plain.基本支出).toEqual([
      { 单位: '328001', 功能科目: '2010301', 经济科目: { '30103': '9' } },
      { 单位: '328001', 功能科目: '2010301', 结转: '是', 经济科目: { '30101': '7', '30102': '8' } },
    ]);
    expect(plain.收入).toEqual([
      { 单位: '328001', 一般公共预算拨款: '9', 上年结转结余: { 一般公共预算: '15' } },
    ]);
  });
  it('其他支出 by its nature', () => {
    const { plain, told } = listed({
      支出: [
        ['单位', '功能科目', '经济科目', '支出性质', '资金', '金额'],
        ['328001-示例局本级', '2010350', '30201', '经营支出', '单位资金', 7],
      ],
    });
    expect(told).toEqual([]);
    expect(plain.其他支出).toEqual([
      {
        单位: '328001',
        性质: '事业单位经营支出',
        功能科目: '2010350',
        经济科目: '30201',
        金额: '7',
      },
    ]);
  });
  it('lines of other years are left, and told', () => {
    const rows = [
      [...HEAD, '年度'],
      ...LINES.slice(1).map((row, i) => [...row, i === 2 ? '2026年' : '2027']),
    ];
    const { plain, left, told } = listed({ 支出: rows });
    expect(told).toEqual([]);
    expect([plain.基本支出, plain.项目支出]).toEqual([BASIC, undefined]);
    expect(left.map(({ what }) => what)).toEqual([
      '不是 2027 年的 1 个金额没有取（表里的年度：2026、2027）',
    ]);
    expect(listed({ 支出: rows }, { year: undefined }).told).toContain(
      '错误 支出!F2 表里有几个年度：2026、2027',
    );
  });
});

it('income lists: each unit by its sources, carry-over by its kind of money', () => {
  const { plain, told } = listed({
    收入: [
      ['单位编码', '单位名称', '收入来源', '资金性质', '金额（万元）'],
      ['328001', '示例局本级', '一般公共预算拨款', '', 12.345678],
      ['328001', '示例局本级', '事业收入', '', '1,000'],
      ['328001', '示例局本级', '上年结转', '一般公共预算', 3],
    ],
  });
  expect(told).toEqual([]);
  expect([plain.金额单位, plain.收入]).toEqual([
    '万元',
    [
      {
        单位: '328001',
        一般公共预算拨款: '12.345678',
        事业收入: '1000',
        上年结转结余: { 一般公共预算: '3' },
      },
    ],
  ]);
});

it('purchases are taken where a line says what is bought; else their sum is to be divided', () => {
  const head = [...HEAD, '是否政府采购', '采购品目', '数量', '单价'];
  const { plain, remarks } = listed({
    支出: [
      head,
      [
        '328002-示例中心',
        '2010302',
        '31002',
        '设备',
        '一般公共预算',
        300,
        '是',
        'A02010105 台式计算机',
        3,
        100,
      ],
      ['328002-示例中心', '2010302', '30227', '设备', '一般公共预算', 50, '是', '', '', ''],
      ['328002-示例中心', '2010302', '30201', '设备', '一般公共预算', 1, '否', '', '', ''],
    ],
  });
  expect(plain.政府采购明细).toEqual([
    {
      ...{ 单位: '328002', 项目: '设备', 品目编码: 'A02010105', 品目: '台式计算机' },
      ...{ 功能科目: '2010302', 经济科目: '31002', 数量: '3', 金额: '300' },
    },
  ]);
  expect(remarks).toContain(
    '政府采购 待填：表里有 1 行、50 元标明是政府采购而没有品目编码，请写各类的金额',
  );
});
