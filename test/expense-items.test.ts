/** “三公”经费 as an open family: further items, by fund, of the year before, with counts and office expenses. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from './helpers/accounts.js';
import { department } from './helpers/departments.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { OWN, START, told } from './helpers/trial.js';
import { brief, compiled, compileText, type Overlay, placeIn } from './helpers/world.js';

type Parts = Readonly<Record<string, unknown>>;

/** 100 万元 of 一般公共预算, 6 of 政府性基金预算: 会议费 3 + 1 of the fund, 培训费 2, 接待 5 + 2 of the fund, 购车 15. */
const ITEMS: Parts = {
  收入: [{ 单位: '100001', 一般公共预算拨款: 100, 政府性基金预算拨款: 6 }],
  基本支出: [
    {
      单位: '100001',
      功能科目: '2010301',
      经济科目: { '30101': 75, '30215': 3, '30216': 2, '30217': 5, '31013': 15 },
    },
    {
      单位: '100001',
      功能科目: '2120803',
      资金: '政府性基金预算',
      经济科目: { '30215': 1, '30217': 2, '30201': 3 },
    },
  ],
};
const COLUMNS = `列:
  - {名: 合计, 量: 三公经费, 项: [合计, 会议费, 培训费]}
  - {名: 三公, 量: 三公经费}
  - {名: 接待, 量: 三公经费, 项: 公务接待费}
  - {名: 会议, 量: 三公经费, 项: 会议费}
  - {名: 培训, 量: 三公经费, 项: 培训费}
  - {名: 办公费, 量: 三公经费, 项: "30201"}
行源: [合计]
`;
const files = (table: string): Overlay => ({
  'profiles/试.yaml': '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n',
  'profiles/试/试表.yaml': `表号: 试表\n名称: 试表\n纸张: 纵向\n${table}`,
});

describe('会议费 and 培训费', () => {
  it('stand beside “三公”经费 and are no part of its total; a list of items is their sum', () => {
    expect(bodyOf(tableFor(COLUMNS, ITEMS))).toEqual(['25.00|20.00|5.00|3.00|2.00|0.00']);
    const twice = COLUMNS.replace(
      '[合计, 会议费, 培训费]',
      '[合计, 公务接待费, 公务接待费, 会议费]',
    );
    expect(bodyOf(tableFor(twice, ITEMS))[0]).toMatch(/^23\.00\|/);
  });

  it('are of the fund that a table is of, or that a column asks for', () => {
    const ofFund = COLUMNS.replace('列:', '范围: {资金: 政府性基金预算}\n列:');
    expect(bodyOf(tableFor(ofFund, ITEMS))).toEqual(['3.00|2.00|2.00|1.00|0.00|3.00']);
    const columns = `列:
  - {名: 一般, 量: 三公经费}
  - {名: 基金, 量: 三公经费, 资金: 政府性基金预算}
  - {名: 拨款, 量: 三公经费, 资金: 财政拨款}
行源: [合计]
`;
    expect(bodyOf(tableFor(columns, ITEMS))).toEqual(['20.00|2.00|22.00']);
  });

  it('of the year before are those of its input, or those that are listed', () => {
    const before = COLUMNS.replaceAll('量: 三公经费', '量: 三公经费, 口径: 上年');
    const print = (
      上年: unknown,
      others: Readonly<Record<string, string>> = {},
      table = before,
    ) => {
      const input = department({ 格式: '试', ...ITEMS, 上年 });
      return compileText({ 'a.yaml': input, ...others }, files(table));
    };
    const body = (...args: Parameters<typeof print>) =>
      compiled(print(...args)).tables.map(bodyOf)[0];
    const last = { 'b.yaml': department({ 年度: 2025, 编制日期: '2025-01-15', ...ITEMS }) };
    expect(body('b.yaml', last)).toEqual(['25.00|20.00|5.00|3.00|2.00|0.00']);
    const fund = before.replace('列:', '范围: {资金: 政府性基金预算}\n列:');
    expect(body('b.yaml', last, fund)).toEqual(['3.00|2.00|2.00|1.00|0.00|3.00']);
    const listed = {
      支出: { 一般公共预算: 90, 政府性基金预算: 0 },
      三公经费: { 公务接待费: 4, 会议费: 1, 培训费: 0.5 },
    };
    const named = before.replace('  - {名: 办公费, 量: 三公经费, 口径: 上年, 项: "30201"}\n', '');
    expect(body(listed, {}, named)).toEqual(['5.50|4.00|4.00|1.00|0.50']);
    const errors = (...args: Parameters<typeof print>) =>
      print(...args).diagnostics.flatMap(({ rule, message }) =>
        rule === '表内-05' ? [message] : [],
      );
    // what a list does not write is not known, and never the figure of another fund
    expect(errors({ ...listed, 三公经费: { 公务接待费: 4 } }, {}, named)).toEqual([
      '试表 试表的“合计”一栏的数都不知道：上年没有写会议费',
      '试表 试表的“会议”一栏的数都不知道：上年没有写会议费',
      '试表 试表的“培训”一栏的数都不知道：上年没有写培训费',
    ]);
    const ofFund = named.replace('列:', '范围: {资金: 政府性基金预算}\n列:');
    expect(errors(listed, {}, ofFund)[0]).toBe(
      '试表 试表的“合计”一栏的数都不知道：上年的三公经费没有按资金写',
    );
    expect(errors({ 支出: { 一般公共预算: 90, 政府性基金预算: 0 } }, {}, named)[0]).toBe(
      '试表 试表的“合计”一栏的数都不知道：上年没有写三公经费',
    );
  });

  it('have reasons that sentences may print, and no rule asks for', () => {
    const sentence = {
      [OWN]: '名称: 试\n继承: 预算\n部分: [{标题: 文, 节: [会议]}]\n',
      'profiles/试.hbs':
        '{{#*inline "会议"}}\n会议费{{金额 "三公经费" 项="会议费"}}{{原因 "三公经费.会议费"}}。\n{{/inline}}\n',
    };
    const input = department({
      格式: '试',
      ...ITEMS,
      变动原因: { 三公经费: { 会议费: '会议增加' } },
    });
    const { document } = compiled(compileText({ 'a.yaml': input }, sentence));
    const texts = document.parts.flatMap(({ blocks }) =>
      blocks.flatMap((one) =>
        one.kind === 'paragraph' ? one.runs.map(({ text }) => text).join('') : [],
      ),
    );
    expect(texts).toContain('会议费3万元，主要原因是会议增加。');
  });

  it('are words that a template must write right', () => {
    const table = 'profiles/试/试表.yaml';
    const own = { [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n` };
    const of = (column: string) =>
      `表号: 试表\n名称: 试表\n纸张: 纵向\n列:\n  - ${column}\n行源: [合计]\n`;
    told(table, { ...own, [table]: of('{名: 数, 量: 三公经费, 项: [会议费, 接待费]}') }, [
      '[会议费',
      '参数“项”不能是“接待费”',
      '是不是“公务接待费”？',
    ]);
    told(table, { ...own, [table]: of('{名: 数, 量: 政府采购, 项: [货物, 工程]}') }, [
      '[货物',
      '量“政府采购”的“项”只能写一个',
      '可用的词：货物、工程、服务',
    ]);
  });
});

describe('a table of “三公”经费 with counts and 机关运行经费', () => {
  const TABLE = `列:
  - {名: 三公, 量: 三公经费}
  - {名: 购置数（辆）, 量: 数目, 项: 购置车辆}
  - {名: 保有量（辆）, 量: 数目, 项: 车辆保有量}
  - {名: 接待人次, 量: 数目, 项: 接待人次}
  - {名: 大型设备（台）, 量: 数目, 项: 大型设备}
  - {名: 机关运行经费, 量: 机关运行经费}
行源: [合计]
`;
  const COUNTED: Parts = {
    ...ITEMS,
    三公经费说明: { 车辆保有量: 2, 接待批次: 100, 接待人次: 1200 },
    国有资产: {
      车辆: { 其他用车: 2 },
      大型设备: 0,
      计划购置: { 车辆: { 执法执勤用车: 0, 其他用车: 1 } },
    },
  };

  it('prints counts as numbers, never as amounts', () => {
    const table = tableFor(TABLE, COUNTED);
    expect(bodyOf(table)).toEqual(['20.00|1|2|1,200|0|25.00']);
    const kinds = table.cells
      .filter(({ row }) => row === table.headerRows)
      .map(({ content }) => content);
    expect(kinds.map(({ kind }) => kind)).toEqual(Array(6).fill('number'));
    expect(kinds[3]).toMatchObject({ decimals: 0, figure: { counted: '人次' } });
    // they are no parts of a sum, and no rounding note is due
    expect(table.notes).toEqual([]);
  });

  it('leaves a count empty that is not written, and knows those of the year before', () => {
    expect(bodyOf(tableFor(TABLE, ITEMS))).toEqual(['20.00|||||25.00']);
    const before = TABLE.replaceAll('量: 数目', '量: 数目, 口径: 上年');
    const compile = (prior: Parts) =>
      compileText(
        {
          'a.yaml': department({ 格式: '试', ...COUNTED, 上年: 'b.yaml' }),
          'b.yaml': department({ 年度: 2025, 编制日期: '2025-01-15', ...prior }),
        },
        files(before),
      );
    expect(bodyOf(compiled(compile(COUNTED)).tables[0] as never)).toEqual([
      '20.00|1|2|1,200|0|25.00',
    ]);
    const unknown = compile(ITEMS).diagnostics.filter(({ rule }) => rule === '表内-05');
    expect(unknown[0]?.message).toBe('试表 试表的“购置数（辆）”一栏的数都不知道：上年没有写数目');
  });

  it('is of final accounts as well', () => {
    const table = TABLE.replace('  - {名: 机关运行经费, 量: 机关运行经费}\n', '');
    const profile = '名称: 试\n继承: 决算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n';
    const input = ACCOUNTS.replace('格式: 决算', '格式: 试').replace(
      '  车辆保有量: 1\n',
      '  车辆保有量: 1\n  接待人次: 20\n',
    );
    const { tables } = compiled(
      compileText({ 'a.yaml': input }, { ...files(table), 'profiles/试.yaml': profile }),
    );
    expect(tables.map(bodyOf)).toEqual([['90.00||1|20|0']]);
  });

  it('has no money beside a count in a sentence', () => {
    const piece = {
      [OWN]: `${START}部分: [{标题: 文, 节: [试文]}]\n`,
      'profiles/试.hbs': '{{#*inline "试文"}}\n{{金额 "数目" 项="接待人次"}}\n{{/inline}}\n',
    };
    told('profiles/试.hbs', piece, [
      '"数目"',
      '量“数目”是数目，不是金额，不能用“金额”',
      '请直接写字段，例如 {{出国团组}}',
    ]);
  });
});

describe('counts and amounts of a budget', () => {
  const rules = (parts: Parts) =>
    compileText({ 'a.yaml': department({ 格式: '试', ...ITEMS, ...parts }) }, files(COLUMNS))
      .diagnostics.filter(({ rule = '' }) => /^公开-(15|16|21)|^合计/.test(rule))
      .map((one) => `${one.rule} ${one.severity} ${brief(one)}`);
  const place = (parts: Parts, passage: string) =>
    placeIn(department({ 格式: '试', ...ITEMS, ...parts }), passage);
  const planned = (车辆: object) => ({ 国有资产: { 计划购置: { 车辆 } } });

  it('agree: cars to be bought with what is provided for them, either way', () => {
    expect(rules(planned({ 其他用车: 1 }))).toEqual([]);
    expect(rules({})).toEqual([]);
    const none = planned({ 其他用车: 0 });
    expect(rules(none)).toEqual([
      `公开-21 警告 a.yaml:${place(none, '其他用车: 0').replace(/\d+$/, (col) => String(Number(col) + 6))} 有公务用车购置费 15 万元，“国有资产”的“计划购置”却是 0 辆〔请核对“计划购置”的“车辆”，和经济科目 31013〕`,
    ]);
    const unpaid = {
      ...planned({ 其他用车: 2 }),
      基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 100 } }],
    };
    expect(rules(unpaid)).toEqual([
      expect.stringMatching(/^公开-15 警告 .* “计划购置”的“车辆”是 2，公务用车购置费却没有支出/),
    ]);
  });

  it('add up by the kinds of cars', () => {
    expect(rules(planned({ 其他用车: 1, 执法执勤用车: 2, 合计: 3 }))).toEqual([]);
    expect(rules(planned({ 其他用车: 1, 执法执勤用车: 2, 合计: 4 }))).toEqual([
      expect.stringMatching(
        /^合计-04 错误 .*“计划购置的车辆”的合计写的是 4 辆，明细之和是 3 辆，相差 1 辆/,
      ),
    ]);
  });

  it('of receptions and trips go with what is paid, and fit each other', () => {
    const wrong = { 三公经费说明: { 出国团组: 1, 接待批次: 5, 接待人次: 3 } };
    expect(rules(wrong)).toEqual([
      `公开-15 警告 a.yaml:${place(wrong, '出国团组')} “出国团组”是 1，因公出国（境）费却没有支出〔请核对“三公经费说明”；别的经费支付的，在“豁免”里写明理由〕`,
      `公开-16 警告 a.yaml:${place(wrong, '接待批次')} “接待批次” 5，比“接待人次” 3 还多〔请核对“三公经费说明”〕`,
    ]);
  });
});
