/** Forms that are made up after those of other provinces: other orders, titles and tables, by data alone. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { department } from './helpers/departments.js';
import { bodyOf } from './helpers/one-table.js';
import { OWN, told } from './helpers/trial.js';
import { compiled, compileText, documentLines, type Overlay } from './helpers/world.js';

const UNIT = '100001';
const OTHER = '100002';
/** Two units, a change that nothing explains, and nothing of what only some provinces publish. */
const INPUT = department({
  格式: '试',
  单位: [
    { 代码: UNIT, 名称: '示例局本级', 性质: '行政单位' },
    { 代码: OTHER, 名称: '示例站', 性质: '事业单位' },
  ],
  收入: [
    { 单位: UNIT, 一般公共预算拨款: 100, 国有资本经营预算拨款: 2 },
    { 单位: OTHER, 一般公共预算拨款: 30 },
  ],
  基本支出: [
    { 单位: UNIT, 功能科目: '2010301', 经济科目: { '30101': 80, '30201': 20 } },
    { 单位: OTHER, 功能科目: '2010350', 经济科目: { '30101': 30 } },
  ],
  项目支出: [
    {
      名称: '甲项目',
      单位: UNIT,
      支出: [{ 功能科目: '2230199', 资金: '国有资本经营预算', 金额: 2 }],
    },
  ],
  上年: { 一般公共预算支出: { '2010301': 90, '2010350': 30 } },
});

function read(files: Overlay, input = INPUT) {
  const result = compileText({ '2026.yaml': input }, files);
  const { tables, document } = compiled(result);
  const warned = result.checks.flatMap(({ rule, outcome, severity }) =>
    severity && severity !== '提示' && isFinding(outcome) ? `${rule.id} ${outcome.message}` : [],
  );
  return { tables, warned, lines: documentLines(document) };
}

const NAMES = {
  预算01: '部门收支总体情况表',
  预算02: '部门收入总体情况表',
  预算03: '部门支出总体情况表',
  预算04: '财政拨款收支总体情况表',
  '预算05-1': '一般公共预算支出情况表',
  预算06: '一般公共预算基本支出情况表',
  预算07: '财政拨款“三公”经费支出情况表',
  预算08: '政府性基金预算支出情况表',
  预算09: '国有资本经营预算支出情况表',
  预算12: '预算项目绩效目标公开表',
};
type TableName = keyof typeof NAMES;
/** Tables in an order, each numbered by its place, with the title that it has there. */
function listed(ids: readonly TableName[], number: (n: string) => string): string {
  const groups = ids.map((id) => `      - {目录: ${NAMES[id]}, 表: [${id}]}\n`).join('');
  const changes = ids.map((id, i) => {
    const n = String(i + 1).padStart(2, '0');
    return `  ${id}: {表号: 公开${n}, 印号: ${number(n)}, 标题: ${NAMES[id]}}\n`;
  });
  return `部分:\n  - 标题: 预算公开表\n    表:\n${groups}改表:\n${changes.join('')}`;
}
const ORDER = Object.keys(NAMES) as TableName[];
const head = (required: readonly string[]) =>
  `名称: 试\n继承: 预算\n公开要求: {必有表: [${required.join(', ')}], 空表须说明: [预算07, 预算08]}\n`;

describe('a form of ten tables, as one autonomous region has it', () => {
  const files = { [OWN]: head(ORDER) + listed(ORDER, (n) => `预算公开${n}表`) };
  const { tables, warned } = read(files);

  it('numbers and titles them in its own way', () => {
    expect(tables.map(({ id, number, title }) => `${id} ${number} ${title}`)).toEqual(
      // 公开10 has a table for each 绩效项目, and there is none
      ORDER.slice(0, 9).map((id, i) => `公开0${i + 1} 预算公开0${i + 1}表 ${NAMES[id]}`),
    );
  });
  it('is not asked for tables, sections and reasons that it does not have', () => {
    expect(warned).toEqual(['公开-01 没有写“绩效项目”：没有项目支出绩效目标表']);
  });
  it('is asked for them where its base requires them and it does not say otherwise', () => {
    const silent = { [OWN]: files[OWN].replace(/公开要求.*\n/, '') };
    expect(read(silent).warned).toContain('公开-07 格式“试”没有公开 预算10');
  });
});

describe('a form in which “三公” is the seventh table, or the ninth', () => {
  const order = (last: boolean): TableName[] => [
    ...ORDER.filter((id) => id !== '预算07' && id !== '预算12').slice(0, 6),
    ...((last ? ['预算08', '预算09', '预算07'] : ['预算07', '预算08', '预算09']) as TableName[]),
  ];
  it.each([
    [false, ['公开07 财政拨款“三公”经费支出情况表', '公开08 政府性基金预算支出情况表']],
    [true, ['公开07 政府性基金预算支出情况表', '公开08 国有资本经营预算支出情况表']],
  ])('%s', (last, expected) => {
    const ids = order(last);
    const { tables, warned, lines } = read({ [OWN]: head(ids) + listed(ids, (n) => `${n}表`) });
    expect(tables.slice(6, 8).map(({ id, title }) => `${id} ${title}`)).toEqual(expected);
    expect(lines.find((line) => line.includes('“三公”'))).toMatch(last ? /^　九、/ : /^　七、/);
    expect(warned).toEqual([]);
  });
});

describe('tables that the base does not have', () => {
  const own = `部分:
  - 标题: 表
    表:
      - {目录: 收支总表, 表: [预算01]}
      - {目录: 国有资本经营预算收支表, 表: [国资收支]}
      - {目录: 分单位收支表, 表: [分单位]}
`;
  const files = {
    [OWN]: head(['预算01', '国资收支', '分单位']).replace('预算07, 预算08', '国资收支') + own,
    'profiles/试/国资收支.yaml': `表号: 国资收支
名称: 国有资本经营预算收支表
纸张: 纵向
空表: 注：没有国有资本经营预算收支
列宽: [30, 16, 30, 16]
表头: [[收入, 预算数, 支出, 预算数]]
表体:
  - 行: [本年收入, {量: 收入, 资金: 国有资本经营预算, 结转: 本年}, 本年支出, {量: 支出, 资金: 国有资本经营预算}]
  - 行: [收入总计, {量: 收入总计, 资金: 国有资本经营预算}, 支出总计, {量: 支出总计, 资金: 国有资本经营预算}]
`,
    'profiles/试/分单位.yaml': `表号: 分单位
名称: 分单位收支表
纸张: 纵向
列:
  - {名: 单位, 文: "{名称}", 缩进: 级次}
  - {名: 收入, 量: 收入总计}
  - {名: 基本支出, 量: 支出, 性质: 基本支出}
  - {名: 项目支出, 量: 支出, 性质: 项目支出}
行源: [合计, 所属单位]
`,
  };
  const { tables, warned } = read(files);
  const body = (id: string) => bodyOf(tables.find((table) => table.id === id) as never);

  it('are one of income and expenditure of a fund, and one by unit', () => {
    expect(body('国资收支')).toEqual([
      '本年收入|2.00|本年支出|2.00',
      '收入总计|2.00|支出总计|2.00',
    ]);
    expect(body('分单位')).toEqual([
      '合计|132.00|130.00|2.00',
      '示例局本级|102.00|100.00|2.00',
      '示例站|30.00|30.00|0.00',
    ]);
    expect(warned).toEqual([]);
  });
  it('may be required, and must then be published', () => {
    told(OWN, { ...files, [OWN]: files[OWN].replace('国资收支, 分单位]', '国资收支, 分部门]') }, [
      '分部门',
      '“公开要求”里的“分部门”不在这个格式的表里',
      '是不是“分单位”？',
    ]);
  });
});

it('classes that the total table does not list are told of only where it lists classes', () => {
  const profile = (ids: string) =>
    `${head([])}部分: [{标题: 表, 表: [{表: [${ids}]}]}]\n支出类别: ["206"]\n`.replace(
      '预算07, 预算08',
      '',
    );
  const errors = (ids: string) =>
    compileText({ '2026.yaml': INPUT }, { [OWN]: profile(ids) })
      .checks.filter(({ rule, severity }) => rule.id === '表内-01' && severity)
      .map(({ severity }) => severity);
  expect(errors('预算01')).toEqual(['错误', '错误']);
  expect(errors('预算03')).toEqual([]);
});
