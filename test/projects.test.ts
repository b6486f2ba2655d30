/** Projects: told apart by unit or code, spent on in several units, listed with the subjects they are spent under. */
import { describe, expect, it } from 'vitest';
import { projectNames } from '../src/input/project-names.js';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { OWN } from './helpers/trial.js';
import { brief, compiled, compileText } from './helpers/world.js';

const UNITS = [
  { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
  { 代码: '100002', 名称: '示例中心', 性质: '事业单位' },
];
const project = (单位: string, more: object = {}, line: object = {}) => ({
  名称: '房屋维修',
  单位,
  用途: '维修办公用房',
  支出: [{ 功能科目: '2010302', 金额: 20, ...line }],
  ...more,
});
const two = (more: object) =>
  department({
    格式: '预算',
    单位: UNITS,
    收入: [
      { 单位: '100001', 一般公共预算拨款: 120 },
      { 单位: '100002', 一般公共预算拨款: 20 },
    ],
    项目支出: [project('100001'), project('100002')],
    ...more,
  });
const errors = (text: string) =>
  compileText({ 'a.yaml': text })
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief)
    .map((one) => one.replace(/^a\.yaml:\d+:\d+ /, ''));
const rows = (table: Table | undefined) =>
  Array.from({ length: table?.rows ?? 0 }, (_, r) =>
    (table?.cells ?? []).filter((c) => c.row === r).map((c) => cellText(c.content)),
  ).slice(table?.headerRows);
const tableOf = (text: string, id: string, files = {}) =>
  compiled(compileText({ 'a.yaml': text }, files)).tables.find((one) => one.id === id);

describe('names of projects', () => {
  it('are enough where they are one of a kind; else the unit’s code stands before them, else their own', () => {
    const named = projectNames([
      { name: '甲', unit: '1', code: '' },
      { name: '乙', unit: '1', code: '' },
      { name: '乙', unit: '2', code: '' },
      { name: '丙', unit: '2', code: 'A1' },
      { name: '丙', unit: '2', code: 'A2' },
    ]);
    expect(named.keys).toEqual(['甲', '1/乙', '2/乙', 'A1', 'A2']);
    expect(named.called.get('乙')).toEqual([1, 2]);
    expect(named.called.get('1/甲')).toEqual([0]);
  });
});

describe('two units', () => {
  it('may have a project of one name, each with its own amount', () => {
    const text = two({ 项目支出: [project('100001'), project('100002', {}, { 金额: 20 })] });
    expect(errors(text)).toEqual([]);
    const amounts = rows(tableOf(text, '预算10')).map(([, name, unit, sum]) => [name, unit, sum]);
    expect(amounts.filter(([name]) => name === '房屋维修')).toEqual([
      ['房屋维修', '示例局本级', '20.00'],
      ['房屋维修', '示例中心', '20.00'],
    ]);
  });

  it('of one unit only by their codes', () => {
    const once = (code: string) => project('100001', code ? { 编码: code } : {}, { 金额: 10 });
    const both = (first: string, second: string) =>
      errors(two({ 项目支出: [once(first), once(second), project('100002')] }));
    expect(both('A1', 'A2')).toEqual([]);
    expect(both('', '')).toEqual([
      '“项目支出”里同一个单位有几个“房屋维修”〔请合并为一项，或改正名称；确是几个项目的，各写“编码”〕',
    ]);
  });

  it('have the unit said where a form names such a project', () => {
    const form = (...names: string[]) => ({
      绩效项目: [
        {
          名称: '维修',
          项目: names,
          用途: '维修',
          长期目标: [{ 内容: '完成' }],
          年度目标: [{ 内容: '完成' }],
        },
      ],
    });
    expect(errors(two(form('房屋维修')))).toEqual([
      '“项目支出”里有几个“房屋维修”〔请写明是哪一个：100001/房屋维修、100002/房屋维修〕',
    ]);
    const text = two(form('100002/房屋维修'));
    expect(errors(text)).toEqual([]);
    const { budget } = compiled(compileText({ 'a.yaml': text }));
    expect(budget.performance[0]?.projects).toEqual(['100002/房屋维修']);
  });
});

describe('a project', () => {
  const lines = [
    { 功能科目: '2010302', 经济科目: '30201', 金额: 5 },
    { 功能科目: '2010302', 金额: 7 },
    { 功能科目: '2060499', 经济科目: '30227', 单位: '100002', 金额: 20 },
  ];
  const text = two({
    收入: [
      { 单位: '100001', 一般公共预算拨款: 112 },
      { 单位: '100002', 一般公共预算拨款: 20 },
    ],
    项目支出: [project('100001', { 支出: lines })],
  });

  it('may be spent on in several units, each of which balances', () => {
    expect(errors(text)).toEqual([]);
    const listed = rows(tableOf(text, '预算10')).map(([, name, unit, sum]) => [name, unit, sum]);
    expect(listed.filter(([name]) => name === '房屋维修')).toEqual([
      ['房屋维修', '示例局本级', '12.00'],
      ['房屋维修', '示例中心', '20.00'],
    ]);
    const [, first] = rows(tableOf(text, '预算10'));
    expect(first?.[3]).toBe('32.00');
  });

  it('knows its subjects, and shows them line by line where the form asks for it', () => {
    const column = '{名: 项目单位, 文: "{单位编码} {功能科目}；{经济科目}", 宽: 20}';
    const own = `名称: 试\n继承: 预算\n改表: {预算10: {改列: {项目单位: ${column}}}}\n`;
    const of = (table: Table | undefined) =>
      rows(table).flatMap(([, name, unit]) => (name === '房屋维修' ? unit : []));
    expect(of(tableOf(text.replace('格式: 预算', '格式: 试'), '预算10', { [OWN]: own }))).toEqual([
      '100001 2010302 一般行政管理事务；30201 办公费',
      '100002 2060499 其他技术研究与开发支出；30227 委托业务费',
    ]);
    const list = `表号: 明细
名称: 项目明细
标题: 项目明细
纸张: 纵向
范围: {性质: 项目支出}
列:
  - {名: 项目, 文: "{名称}", 宽: 20}
  - {名: 科目, 文: "{单位编码} {功能科目编码} {经济科目编码}", 宽: 20}
  - {名: 金额, 量: 支出, 宽: 12}
行源: [合计, 项目科目]
`;
    const parts = '部分: [{标题: 表, 表: [{目录: 表, 表: [明细]}]}]\n公开要求: {必有表: []}\n';
    const listed = tableOf(text.replace('格式: 预算', '格式: 试'), '明细', {
      [OWN]: `名称: 试\n继承: 预算\n${parts}`,
      'profiles/试/明细.yaml': list,
    });
    expect(rows(listed)).toEqual([
      ['合计', '  ', '32.00'],
      ['房屋维修', '100001 2010302 30201', '5.00'],
      ['房屋维修', '100001 2010302 ', '7.00'],
      ['房屋维修', '100002 2060499 30227', '20.00'],
    ]);
  });
});

describe('what is kept for the next year', () => {
  const kept = (more: object, whole?: object) =>
    two({
      收入: [
        { 单位: '100001', 一般公共预算拨款: 120 },
        { 单位: '100002', 一般公共预算拨款: 25, ...more },
      ],
      ...(whole ? { 年终结转结余: whole } : {}),
    });
  it('is of a unit where the unit says so, and the unit balances with it', () => {
    expect(errors(kept({ 年终结转结余: { 一般公共预算: 5 } }))).toEqual([]);
    expect(errors(kept({ 年终结转结余: { 一般公共预算: 4 } })).join()).toMatch(
      /示例中心的一般公共预算收入 25 万元，支出和年终结转结余 24 万元/,
    );
  });
  it('is written once', () => {
    expect(errors(kept({ 年终结转结余: { 一般公共预算: 5 } }, { 一般公共预算: 5 }))).toContain(
      '一般公共预算的年终结转结余，有单位已经写在“收入”里〔请只留一处：各单位都写在“收入”里，或者合起来写在“年终结转结余”里〕',
    );
  });
});

describe('an amount below zero', () => {
  it('is what a plan can’t have, but for what a department’s own money leaves', () => {
    expect(errors(two({ 项目支出: [project('100001', {}, { 金额: -20 })] })).join()).toMatch(
      /金额不能为负：-20〔负数只能写在决算的收入、支出/,
    );
    const loss = two({
      收入: [
        { 单位: '100001', 一般公共预算拨款: 120 },
        { 单位: '100002', 一般公共预算拨款: 20, 其他收入: 3, 上年结转结余: { 单位资金: -3 } },
      ],
    });
    expect(errors(loss)).toEqual([]);
    expect(errors(loss.replace('单位资金: -3', '一般公共预算: -3')).join()).toContain(
      '金额不能为负：-3',
    );
  });
});
