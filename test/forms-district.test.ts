/** A district's form is data alone: everything that a profile can change, in one made-up profile. */
import { describe, expect, it } from 'vitest';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { compiled, compileText, documentLines, partLines } from './helpers/world.js';

const PROFILE = `名称: 甲区2027年格式
继承: 中间
部分:
  - 标题: 名词解释
    编号: （一）
    节: [名词_基本支出, 名词_项目支出]
  - 标题: "{年度}年说明"
    节: [支出, 收支总体]
  - 标题: 表
    表:
      - {目录: "{部门}支出表", 表: [预算03]}
      - {目录: 收支表, 表: [预算01]}
      - {目录: 绩效, 表: [预算12]}
      - {目录: 自有表, 表: [自有]}
各表: {印号: "附表{序}", 单位行: 金额单位：万元}
改表:
  预算03:
    名称: 支出表
    标题: "{部门}支出情况表"
    注: [本表按支出性质列示。]
    去列: [上缴上级支出, 对附属单位补助支出]
    改列: {合计: "{年度}年合计", 基本支出: 基本}
支出类别: ["206", "201"]
数字: {零: 空白, 表内千分位: 无, 文内千分位: 无, 文内末尾的零: 保留, 百分比小数: 2, 百分比末尾的零: 保留}
用语: {上年数: 年初预算, 增幅: 提高}
科目: {"2010301": {名称: 行政运转}}
封面: {标题: ["{部门}公开"], 落款: []}
包名: "{年度}{部门}"
文末: []
`;
const FILES = {
  'profiles/甲区.yaml': PROFILE,
  'profiles/中间.yaml': `名称: 中间\n继承: 预算\n改表:\n  预算03:\n    纸张: 纵向\n    去列: [事业单位经营支出]\n`,
  'profiles/甲区.hbs': `{{#*inline "支出"}}
# {{部门}}支出
共支出{{金额 "支出总计"}}，{{用语 "增幅"}}见下。
{{/inline}}
`,
  'profiles/甲区/自有.yaml': `表号: 自有\n名称: 自有表\n纸张: 纵向\n列:\n  - {名: 名称, 文: "{名称}"}\n  - {名: 金额, 量: 支出}\n行源: [类级科目]\n`,
};
const INPUT = department({
  格式: '甲区',
  上年: { 一般公共预算支出: { 2010301: 1160 } },
  变动原因: { 收支总体: '人员增加' },
  收入: [{ 单位: '100001', 一般公共预算拨款: 1234.5 }],
  基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 1234.5 } }],
});

describe('a profile of data alone', () => {
  const { tables, document } = compiled(compileText({ '2026.yaml': INPUT }, FILES));
  const table = (id: string): Table => {
    const found = tables.find((one) => one.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  const row = ({ cells }: Table, n: number) =>
    cells.filter((cell) => cell.row === n).map((cell) => cellText(cell.content));

  it('orders the parts, titles them, and sets cover, contents, name and closing', () => {
    expect(document.title).toBe('2026示例局');
    expect(documentLines(document).slice(1, 11)).toEqual([
      '示例局公开',
      '目录',
      '第一部分　名词解释',
      '第二部分　2026年说明',
      '　一、示例局支出',
      '　二、收支预算总体安排情况',
      '第三部分　表',
      '　一、示例局支出表',
      '　二、收支表',
      // no 绩效项目, so no table and no gap in the numbers
      '　三、自有表',
    ]);
    expect(document.closing).toEqual([]);
  });

  it('numbers items in its own style', () => {
    expect(
      document.parts[0] && partLines(document.parts[0]).map((line) => line.slice(0, 8)),
    ).toEqual(['（一）基本支出：', '（二）项目支出：']);
  });

  it('rewords one sentence in its own file and leaves the others', () => {
    const lines = document.parts[1] ? partLines(document.parts[1]) : [];
    expect(lines.slice(0, 2)).toEqual(['# 一、示例局支出', '共支出1234.50万元，提高见下。']);
    // (1234.50 − 1160) ÷ 1160 = 6.4224… %
    expect(lines.at(-1)).toBe(
      '2026年部门收支总预算1234.50万元，比2025年初预算增加74.50万元，提高6.42%，主要原因是人员增加。',
    );
  });

  it('renames a table and its columns, drops columns, and keeps what its base changed', () => {
    const spent = table('预算03');
    expect([spent.name, spent.title, spent.number, spent.lead, spent.unit]).toEqual([
      '支出表',
      '示例局支出情况表',
      '附表3',
      '部门：示例局',
      '金额单位：万元',
    ]);
    expect(spent.orientation).toBe('portrait');
    expect(spent.notes).toEqual(['本表按支出性质列示。']);
    // its own 去列 replaces the list of its base
    expect(row(spent, 0)).toEqual([
      '科目编码',
      '科目名称',
      '2026年合计',
      '基本',
      '项目支出',
      '事业单位经营支出',
    ]);
  });

  it('prints numbers and names in its own style', () => {
    expect(row(table('预算03'), 4)).toEqual(['2010301', '行政运转', '1234.50', '1234.50', '', '']);
  });

  it('lists its own classes in its own order, and its own tables', () => {
    const both = table('预算01');
    expect([row(both, 2)[2], row(both, 3)[2]]).toEqual([
      '一、科学技术支出',
      '二、一般公共服务支出',
    ]);
    expect(row(both, 3)[3]).toBe('1234.50');
    expect([row(table('自有'), 0), row(table('自有'), 1)]).toEqual([
      ['名称', '金额'],
      ['一般公共服务支出', '1234.50'],
    ]);
    expect(tables.map(({ id }) => id)).toEqual(['预算03', '预算01', '自有']);
  });
});
