/** Figures of another year that are not written so finely: never zero, never compared with. */
import { describe, expect, it } from 'vitest';
import type { Budget } from '../src/model/budget.js';
import { type Params, type QuantityName, quantity, whyNotKnown } from '../src/model/quantities.js';
import type { Filter } from '../src/model/totals.js';
import { department } from './helpers/departments.js';
import { full } from './helpers/final.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { brief, compileText, type Overlay } from './helpers/world.js';

type Parts = Readonly<Record<string, unknown>>;

function budgetOf(input: string, others: Readonly<Record<string, string>> = {}): Budget {
  const { model, diagnostics } = compileText({ 'a.yaml': input, ...others });
  if (!model) throw new Error(diagnostics.map(brief).join('\n'));
  return model.budget;
}

/** What a quantity is on another basis: 万元, why it is not known, or nothing where the basis says nothing of it. */
function asked(budget: Budget, name: QuantityName, params: Params, filter: Filter = {}) {
  const figure = quantity({ budget, filter }, name, params);
  const why = whyNotKnown({ budget, filter }, name, params);
  expect(figure && why).toBeUndefined();
  return figure ? figure.value.div(10_000).toNumber() : why;
}

/** 100 万元 of 一般公共预算 and 7 of 单位资金. */
const TWO_FUNDS: Parts = {
  收入: [{ 单位: '100001', 一般公共预算拨款: 100, 其他收入: 7 }],
  项目支出: [
    {
      名称: '甲项目',
      单位: '100001',
      用途: '甲',
      支出: [{ 功能科目: '2010302', 金额: 7, 资金: '单位资金' }],
    },
  ],
};

describe('of a list by subject', () => {
  const budget = budgetOf(
    department({
      ...TWO_FUNDS,
      上年: {
        一般公共预算支出: { '2010301': 60, '2010302': 5 },
        政府性基金预算支出: {},
        支出: { 国有资本经营预算: 0 },
        其他资金支出: { '2010302': 3 },
        年终结转结余: 2,
        三公经费: { 公务接待费: 1 },
        机关运行经费: 4,
        政府采购: 6,
      },
    }),
  );
  const row: Filter = { units: ['100001'] };
  it.each<[QuantityName, Params, Filter, number | string | undefined]>([
    ['支出', {}, {}, 68],
    ['支出', { 资金: '一般公共预算' }, {}, 65],
    ['支出', { 科目: '201', 资金: '一般公共预算' }, {}, 65],
    ['支出', { 科目: '2010302' }, {}, 8],
    ['支出', { 科目: '2089999' }, {}, 0],
    ['支出', { 资金: ['财政专户管理资金', '单位资金'] }, {}, 3],
    ['支出', { 资金: '单位资金' }, {}, '上年没有写财政专户管理资金、单位资金各是多少'],
    ['支出', { 经济科目: '30215' }, {}, '上年支出没有按经济科目写'],
    [
      '支出',
      { 性质: '基本支出', 类别: '公用经费' },
      {},
      '上年支出没有按支出性质、人员经费和公用经费写',
    ],
    ['支出', { 结转: '结转' }, {}, '上年支出没有分本年和结转写'],
    ['支出', { 级次: '上级' }, {}, '上年的项目没有写是本级还是上级的'],
    ['支出', {}, row, '上年支出没有按单位写'],
    ['支出', {}, { projects: ['甲项目'] }, '上年支出没有按项目写'],
    // of a fund of which there was nothing all parts are nothing
    ['支出', { 资金: '政府性基金预算', 经济科目: '30215' }, row, 0],
    ['支出', { 资金: '国有资本经营预算', 性质: '项目支出' }, {}, 0],
    ['支出总计', {}, {}, 70],
    // of which fund the carry-over is, the list does not say
    [
      '支出总计',
      { 资金: '一般公共预算' },
      {},
      '上年没有写一般公共预算、政府性基金预算、国有资本经营预算、财政专户管理资金、单位资金各是多少',
    ],
    ['收入', {}, {}, '上年没有写收入'],
    ['收入总计', {}, {}, '上年没有写收入'],
    ['三公经费', { 项: '公务接待费' }, {}, 1],
    ['三公经费', { 项: '公务接待费' }, row, '上年的三公经费没有按单位写'],
    ['机关运行经费', {}, {}, 4],
    ['机关运行经费', {}, row, '上年的机关运行经费没有按单位写'],
    ['政府采购', {}, {}, 6],
    ['政府采购', { 项: '货物' }, {}, '上年的政府采购没有分货物、工程、服务写'],
  ])('%s %j %j', (name, params, filter, expected) => {
    expect(asked(budget, name, { ...params, 口径: '上年' }, filter)).toBe(expected);
  });
});

describe('of a list of totals', () => {
  const of = (上年: unknown) => budgetOf(department({ ...TWO_FUNDS, 上年 }));
  it.each<[unknown, Params, number | string | undefined]>([
    [{ 支出: { 一般公共预算: 65, 单位资金: 3 } }, {}, 68],
    [{ 支出: { 一般公共预算: 65, 单位资金: 0 } }, {}, 65],
    [{ 支出: { 一般公共预算: 65 } }, {}, '上年没有写单位资金的支出'],
    [{ 支出: { 一般公共预算: 65 } }, { 资金: '财政拨款' }, 65],
    [{ 支出: { 一般公共预算: 65 } }, { 资金: '政府性基金预算' }, '上年没有写政府性基金预算支出'],
    [
      { 支出: { 一般公共预算: 65 } },
      { 资金: '一般公共预算', 科目: '201' },
      '上年支出没有按功能科目写',
    ],
    [{ 机关运行经费: 4 }, {}, '上年没有写支出'],
    [undefined, {}, undefined],
  ])('%j, %j', (上年, params, expected) => {
    expect(asked(of(上年), '支出', { ...params, 口径: '上年' })).toBe(expected);
  });
});

describe('of a complete input of that year', () => {
  const before = department({
    年度: 2025,
    编制日期: '2025-01-15',
    政府采购: { 货物: 3, 工程: 0, 服务: 2 },
  });
  const budget = budgetOf(department({ ...TWO_FUNDS, 上年: 'b.yaml' }), { 'b.yaml': before });
  it.each<[QuantityName, Params, Filter, number | string]>([
    ['支出', { 经济科目: '30201', 性质: '基本支出' }, { units: ['100001'] }, 20],
    ['支出', { 资金: '单位资金' }, {}, 0],
    ['支出', {}, { projects: ['甲项目'] }, 0],
    ['支出总计', {}, {}, 100],
    ['收入', {}, { units: ['100001'] }, 100],
    ['收入', { 科目: '201' }, {}, '上年收入没有按功能科目写'],
    ['政府采购', { 项: '货物' }, {}, 3],
    ['三公经费', {}, {}, 0],
    ['三公经费', {}, { units: ['100001'] }, '上年的三公经费没有按单位写'],
  ])('%s %j %j', (name, params, filter, expected) => {
    expect(asked(budget, name, { ...params, 口径: '上年' }, filter)).toBe(expected);
  });
});

describe('of final accounts', () => {
  const budget = budgetOf(full());
  it.each<[QuantityName, Params, Filter, number | string]>([
    ['收入', { 来源: '事业收入', 口径: '上年' }, {}, 18],
    ['收入', { 来源: '上级补助收入', 口径: '上年' }, {}, '上年没有写上级补助收入'],
    ['收入', { 结转: '结转', 口径: '上年' }, {}, 5],
    ['收入', { 科目: '201', 口径: '上年' }, {}, '上年收入没有按功能科目写'],
    ['收入总计', { 口径: '上年' }, {}, 300],
    ['年终结转结余', { 资金: '单位资金', 口径: '上年' }, {}, 1],
    ['年终结转结余', { 口径: '全年预算' }, {}, '全年预算没有写年终结转结余'],
    ['支出', { 口径: '全年预算' }, {}, '全年预算没有写支出'],
    ['支出', { 资金: '一般公共预算', 口径: '年初预算' }, {}, 225],
    [
      '支出',
      { 资金: '一般公共预算', 性质: '基本支出', 口径: '年初预算' },
      {},
      '年初预算支出没有按支出性质写',
    ],
  ])('%s %j %j', (name, params, filter, expected) => {
    expect(asked(budget, name, params, filter)).toBe(expected);
  });
});

describe('a column of a table', () => {
  const COLUMNS = `列:
  - {名: 名称, 文: "{名称}"}
  - {名: 上年, 量: 支出, 性质: 基本支出, 口径: 上年}
  - {名: 本年, 量: 支出, 性质: 基本支出}
行源: [合计]
`;
  const FILES: Overlay = {
    'profiles/试.yaml': '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n',
    'profiles/试/试表.yaml': `表号: 试表\n名称: 试表\n纸张: 纵向\n${COLUMNS}`,
  };
  const errors = (上年: unknown, others: Readonly<Record<string, string>> = {}) =>
    compileText({ 'a.yaml': department({ 格式: '试', 上年 }), ...others }, FILES)
      .diagnostics.filter(({ severity }) => severity === '错误')
      .map(brief);

  it('of nothing that is known is a mistake of the form, told at the column', () => {
    expect(errors({ 支出: { 一般公共预算: 65 } })).toEqual([
      'templates/profiles/试/试表.yaml:6:5 试表 试表的“上年”一栏的数都不知道：上年支出没有按支出性质写' +
        '〔请把“上年”写得这样细（可以写它的输入文件名），或在格式里去掉这一栏〕',
    ]);
  });

  it('of a year that is not written at all is blank, of one that is written it has its figures', () => {
    expect(errors(undefined)).toEqual([]);
    expect(bodyOf(tableFor(COLUMNS))).toEqual(['合计||100.00']);
    const before = { 'b.yaml': department({ 年度: 2025, 编制日期: '2025-01-15' }) };
    expect(errors('b.yaml', before)).toEqual([]);
  });

  it('some rows of which are known leaves the others blank', () => {
    const rows = COLUMNS.replace('行源: [合计]', '行源: [合计, 资金]').replaceAll(
      ', 性质: 基本支出',
      '',
    );
    const table = tableFor(rows, { ...TWO_FUNDS, 上年: { 支出: { 一般公共预算: 65 } } });
    expect(bodyOf(table)).toEqual(['合计||107.00', '一般公共预算|65.00|100.00', '单位资金||7.00']);
    const [cell] = table.cells.filter(({ content }) => content.kind === 'blank');
    expect(cell?.content).toEqual({ kind: 'blank', unknown: '上年没有写单位资金的支出' });
  });
});

describe('a sentence', () => {
  const said = (上年: unknown, files: Overlay = {}, 格式 = 'hongshan-2025') => {
    const input = department({ ...TWO_FUNDS, 格式, 上年 });
    const { compiled, diagnostics } = compileText({ 'a.yaml': input }, files);
    const blocks = compiled?.document.parts.flatMap((part) => part.blocks) ?? [];
    const text = blocks.flatMap((block) =>
      block.kind === 'paragraph' ? block.runs.map((run) => run.text).join('') : [],
    );
    const errors = diagnostics.filter(({ severity }) => severity === '错误').map(brief);
    return { text: text.find((one) => one.includes('部门收支总预算')), errors };
  };

  it('does not compare with a year that lacks a fund which this one has', () => {
    const whole = '2026年部门收支总预算107万元';
    const { text } = said({ 支出: { 一般公共预算: 65 } });
    expect(text?.endsWith(`${whole}。`)).toBe(true);
    expect(said({ 支出: { 一般公共预算: 65, 单位资金: 0 } }).text).toContain(
      `${whole}，比2025年预算增加42万元，增长64.62%`,
    );
  });

  it('that needs what is not known, and does not ask first, is a mistake at its place', () => {
    const files = {
      'profiles/试.yaml': '名称: 试\n继承: hongshan-2025\n',
      'profiles/试.hbs':
        '{{#*inline "收支总体"}}\n基本支出{{#if (相差 "支出" 性质="基本支出")}}变了{{else}}持平{{/if}}。\n{{/inline}}\n',
    };
    const { errors } = said({ 支出: { 一般公共预算: 65, 单位资金: 0 } }, files, '试');
    expect(errors).toEqual([
      'templates/profiles/试.hbs:2:11 这里要的数不知道：上年支出没有按支出性质写' +
        '〔请在语句里先用 {{#if (有 "…" …)}} 问有没有这个数，参数同这里一样；或在输入里写得更细〕',
    ]);
  });
});

describe('a row of this year', () => {
  const budget = budgetOf(
    department({
      单位: [
        { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
        { 代码: '100002', 名称: '示例中心', 性质: '事业单位' },
      ],
      收入: [
        { 单位: '100001', 一般公共预算拨款: 100 },
        { 单位: '100002', 一般公共预算拨款: 10 },
      ],
      基本支出: [
        { 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 80, '30217': 20 } },
        { 单位: '100002', 功能科目: '2010350', 经济科目: { '30201': 3, '30217': 7 } },
      ],
      政府采购: { 货物: 5 },
      政府购买服务: { 公共服务: 4 },
    }),
  );
  const of = (name: QuantityName, filter: Filter, params: Params = {}) =>
    asked(budget, name, params, filter);

  it('of a unit has its own “三公” and office expenses', () => {
    expect(of('三公经费', {})).toBe(27);
    expect(of('三公经费', { units: ['100002'] })).toBe(7);
    expect(of('三公经费', { units: ['100002'] }, { 项: '因公出国（境）费' })).toBe(0);
    expect(of('机关运行经费', { units: ['100001'] })).toBe(20);
    expect(of('机关运行经费', { units: ['100002'] })).toBe(0);
  });
  it('of a fund or a subject has what is of both', () => {
    expect(of('三公经费', { funds: ['单位资金'] })).toBe(0);
    expect(of('三公经费', { functional: '2010301' })).toBe(20);
    expect(of('三公经费', { economic: '301' })).toBe(0);
    expect(of('三公经费', { economic: '302' })).toBe(27);
  });
  it('does not have what is written of the department as a whole', () => {
    expect(of('政府采购', {})).toBe(5);
    expect(of('政府采购', { units: ['100001'] })).toBe('本年的政府采购没有按单位写');
    expect(of('政府购买服务', { units: ['100001'] })).toBe('本年的政府购买服务没有按单位写');
  });
});
