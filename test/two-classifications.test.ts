/**
 * A form of another province, by data alone: expenditure by both economic classifications — and what forms
 * like it need: columns that some departments do without, figures among labels, goals of one year.
 */
import { describe, expect, it } from 'vitest';
import type { LabelledCell } from '../src/tables/labels.js';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { cellAt, exampleContext, found, tableOf, tampered } from './helpers/table-rules.js';
import { OWN, START } from './helpers/trial.js';
import { brief, compileText, placeIn, problemsOf } from './helpers/world.js';

const HUNAN = 'hunan/2026.yaml';

/** 10 万元 more, of a project. */
const PROJECT = {
  收入: [{ 单位: '100001', 一般公共预算拨款: 110 }],
  项目支出: [
    {
      名称: '甲项目',
      单位: '100001',
      支出: [{ 功能科目: '2010302', 经济科目: '30227', 金额: 10 }],
    },
  ],
};

/** A cell by what the template calls its row and its column. */
const named = ({ cells }: Table, row: string, column: string) =>
  cells.find(({ name }) => name?.row === row && name.column === column) as LabelledCell | undefined;

describe('a package by both classifications', () => {
  const context = exampleContext(HUNAN);
  const line = (id: string, name: string) =>
    bodyOf(tableOf(context, id)).find((row) => row.split('|').includes(name));

  it('puts the wages of a government office under 501, those of an institution under 505', () => {
    // 类|款|项|名称|总计|501 and its 款|505 and its 款
    expect(line('工资福利政府', '行政运行')).toBe(
      '207|01|01|行政运行|333.30|333.30|331.20|2.10|||||',
    );
    expect(line('工资福利政府', '图书馆')).toBe('207|01|04|图书馆|110.20||||||110.20|110.20|');
  });
  it('shows one project in capital of the office, another in that of institutions', () => {
    const funded = '用于体育事业的彩票公益金支出';
    // 合计, 502 and 503 of 健身器材, 505 and 506 of 维修改造
    expect(line('基金政府分类', funded)).toBe(
      `229|60|03|${funded}|120.00||5.00|45.00||10.00|60.00|||||||||`,
    );
    expect(line('基金部门分类', funded)).toBe(
      `229|60|03|${funded}|120.00|||||120.00||15.00||||105.00||||`,
    );
  });
  it('leaves out the 款 of 302 that the department has not', () => {
    const heads = new Set(
      tableOf(context, '公用部门').cells.map(({ content }) => cellText(content)),
    );
    expect(['办公费', '会议费', '劳务费'].filter((one) => !heads.has(one))).toEqual([]);
    expect(['咨询费', '取暖费', '专用燃料费'].filter((one) => heads.has(one))).toEqual([]);
  });

  it.each([
    ['表间-91', '政府分类', '2070104', '对事业单位经常性补助'],
    ['表间-91', '部门分类', '2070104', '总计'],
    ['表间-92', '预算01', '本年支出合计', '支出/政府经济分类'],
    ['表间-93', '工资福利政府', '2070104', '对事业单位经常性补助/工资福利支出'],
    ['表间-93', '公用部门', '2070101', '总计'],
    ['表间-94', '基金政府分类', '2296003', '机关资本性支出（一）'],
    ['表间-95', '专项资金', '群众文化活动', '资金总额'],
    ['表内-03', '预算04', '支出总计', '支出/政府性基金预算'],
  ])('%s ties %s to the others', (id, template, row, column) => {
    const table = tableOf(context, template);
    const at = named(table, row, column) ?? cellAt(table, row, column);
    expect(found(context)).toEqual([]);
    expect(found(tampered(context, table, at, '1000')).join('\n')).toContain(`${id} 错误`);
  });
});

describe('a column of a list that is 可略', () => {
  const TABLE = `列:
  - {名: 科目名称, 文: "{名称}"}
  - {名: 合计, 量: 支出}
  - 名: 其中
    子列:
      - {名: 工资福利支出, 量: 支出, 经济科目: "301"}
      - {名: 资本性支出, 量: 支出, 经济科目: "310", 可略: 是}
行源: [合计]
`;
  const buys = {
    基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 80, '31002': 20 } }],
  };
  it('is left out where nothing stands in it, with zeros shown or not', () => {
    for (const zero of ['', '数字: {零: 空白}\n']) {
      const table = tableFor(TABLE, {}, zero);
      expect(table.widths).toHaveLength(3);
      expect(bodyOf(table)).toEqual(['合计|100.00|80.00']);
    }
  });
  it('is there where there is an amount', () => {
    expect(bodyOf(tableFor(TABLE, buys))).toEqual(['合计|100.00|80.00|20.00']);
  });
});

describe('figures among the labels at a side', () => {
  const form = (relation: string) => ({
    [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 总表, 表: [预算01]}, {目录: 申请, 表: [申请]}]}]
公开要求: {必有表: [预算01], 空表须说明: []}
勾稽:
  表间-90: {应当: 申请的资金等于收入总计, 依据: 试, 等式: {资金: ${relation}}}
`,
    'profiles/试/申请.yaml': `表号: 申请
名称: 申请表
纸张: 纵向
列宽: [20, 12, 12, 20, 12]
表头: [[部门, 资金总额, 基本支出, 各科目, 金额]]
表体:
  - 左栏: ["{部门}", {量: 收入总计}, {量: 支出, 性质: 基本支出}]
    内容: [{逐: 项级科目, 内容: [{行: ["{名称}", {量: 支出}]}]}]
`,
  });
  const SUM = '{表: 预算01, 行: 收入总计, 列: 收入/预算数}';
  const errors = (relation: string) =>
    compileText(
      { 'a.yaml': department({ 格式: '试', ...PROJECT }) },
      form(relation),
    ).diagnostics.filter(({ severity }) => severity === '错误');

  it('are found by a relation under their headings', () => {
    const relation = `{左: ${SUM}, 右: {表: 申请, 列: 资金总额}}`;
    expect(problemsOf('试', form(relation))).toEqual([]);
    expect(errors(relation)).toEqual([]);
  });
  it('are compared as they are printed', () => {
    // 10 of 110 are of a project
    const wrong = `{左: ${SUM}, 右: {表: 申请, 列: 基本支出}}`;
    expect(errors(wrong).map(({ rule, message }) => [rule, message])).toEqual([
      [
        '表间-90',
        '预算01 收支总表的收入总计 110 万元，申请 申请表的“基本支出” 100 万元，相差 10 万元',
      ],
    ]);
  });
  it('are told of by name where another is meant; rows without names are not', () => {
    const text = (relation: string) => problemsOf('试', form(relation)).map(brief);
    const column = `{左: ${SUM}, 右: {表: 申请, 列: 资金总颔}}`;
    const dropped = '请在格式里改写用到它的等式，或去掉：勾稽: {表间-90: {等式: {资金: 无}}}';
    const at = (relation: string, passage: string) =>
      `templates/${OWN}:${placeIn(form(relation)[OWN] ?? '', passage)}`;
    expect(text(column)).toEqual([
      `${at(column, '资金总颔')} 表“申请”没有“资金总颔”这一列〔是不是“资金总额”？；${dropped}〕`,
    ]);
    // this column has figures in rows of no name alone: there is nothing to suggest
    const row = `{左: ${SUM}, 右: {表: 申请, 行: 部门, 列: 资金总额}}`;
    expect(text(row)).toEqual([`${at(row, '部门, 列')} 表“申请”没有“部门”这一行〔${dropped}〕`]);
  });
});

describe('长期目标', () => {
  const goals = { 年度目标: [{ 内容: '一年' }] };
  const input = (form: string) =>
    department({
      格式: form,
      ...PROJECT,
      整体绩效: goals,
      绩效项目: [{ 名称: '甲项目', 项目: ['甲项目'], 用途: '示例', ...goals }],
    });
  const missing = (form: string) => {
    const text = input(form);
    return compileText({ 'a.yaml': text }).diagnostics.flatMap((one) =>
      one.code === 'key-missing' ? [brief(one)] : [],
    );
  };
  it('need not be written where the tables of the format list goals of one year alone', () => {
    expect(missing('hunan-2026')).toEqual([]);
  });
  it('are asked for, at their place, where the tables of the format list them', () => {
    const text = input('wuchang-2026');
    const at = (passage: string) => `a.yaml:${placeIn(text, passage)}`;
    const hint = '请加上“长期目标: [{ 内容: … }]”';
    expect(missing('wuchang-2026')).toEqual([
      `${at('整体绩效')} “整体绩效”里缺少“长期目标截止”，格式“wuchang-2026”要求写〔请加上“长期目标截止: …”〕`,
      `${at('整体绩效')} “整体绩效”里缺少“长期目标”，格式“wuchang-2026”要求写〔${hint}〕`,
      `${at('名称: 甲项目\n    项目')} 绩效项目“甲项目”里缺少“长期目标”，格式“wuchang-2026”要求写〔${hint}〕`,
    ]);
  });
});
