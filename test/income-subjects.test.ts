/** Income of a budget by functional subject: written, divided as it is spent, printed, closed; never half known. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { brief, compiled, compileText, type Overlay, placeIn } from './helpers/world.js';

type Parts = Readonly<Record<string, unknown>>;

const UNITS = [
  { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
  { 代码: '100002', 名称: '示例中心', 性质: '事业单位' },
];
/** 80 + 20 of 2010301 and 40 of 2080505 in the first unit, 30 of 2010350 in the second, of which 10 its own money. */
const SPENDING: Parts = {
  单位: UNITS,
  基本支出: [
    { 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 80, '30201': 20 } },
    { 单位: '100001', 功能科目: '2080505', 经济科目: { '30108': 40 } },
    { 单位: '100002', 功能科目: '2010350', 经济科目: { '30101': 20 } },
    { 单位: '100002', 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': 10 } },
  ],
};
const BY_SUBJECT: Parts = {
  ...SPENDING,
  收入: [
    { 单位: '100001', 一般公共预算拨款: { '2010301': 100, '2080505': 40 } },
    {
      单位: '100002',
      一般公共预算拨款: { '2010350': 20 },
      事业收入: { '2010350': 6 },
      其他收入: { '2010350': 4 },
    },
  ],
};
const AMOUNTS: Parts = {
  ...SPENDING,
  收入: [
    { 单位: '100001', 一般公共预算拨款: 140 },
    { 单位: '100002', 一般公共预算拨款: 20, 事业收入: 6, 其他收入: 4 },
  ],
};

/** 部门收入预算总表: rows of subjects, then the total. */
const TABLE = `列:
  - {名: 编码, 文: "{编码}"}
  - {名: 合计, 量: 收入, 结转: 本年}
  - {名: 财政拨款收入, 量: 收入, 资金: 财政拨款, 结转: 本年}
  - {名: 事业收入, 量: 收入, 来源: 事业收入, 结转: 本年}
  - {名: 其他收入, 量: 收入, 来源: 其他收入, 结转: 本年}
行源: [收入科目, 合计]
`;
const files = (table = TABLE): Overlay => ({
  'profiles/试.yaml': '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n',
  'profiles/试/试表.yaml': `表号: 试表\n名称: 收入表\n纸张: 纵向\n${table}`,
});
const ROWS = [
  '201|130.00|120.00|6.00|4.00',
  '20103|130.00|120.00|6.00|4.00',
  '2010301|100.00|100.00|0.00|0.00',
  '2010350|30.00|20.00|6.00|4.00',
  '208|40.00|40.00|0.00|0.00',
  '20805|40.00|40.00|0.00|0.00',
  '2080505|40.00|40.00|0.00|0.00',
  '|170.00|160.00|6.00|4.00',
];

/** What is told of an input, as errors and warnings of some rules. */
const told = (parts: Parts, table?: string): string[] =>
  compileText({ 'a.yaml': department({ 格式: '试', ...parts }) }, files(table))
    .diagnostics.filter(({ severity, rule = '' }) => severity === '错误' || /^平衡/.test(rule))
    .map((one) => `${one.rule ?? one.code} ${one.severity} ${brief(one)}`);
const place = (parts: Parts, passage: string) =>
  placeIn(department({ 格式: '试', ...parts }), passage);

describe('income by subject', () => {
  it('is a table of its subjects, with what was received of each source', () => {
    expect(told(BY_SUBJECT)).toEqual([]);
    expect(bodyOf(tableFor(TABLE, BY_SUBJECT))).toEqual(ROWS);
  });

  it('is by unit as well: rows of subjects within rows of units', () => {
    const table = `列宽: [20, 10, 10]
表体:
  - 逐: 所属单位
    内容:
      - 行: ["{名称}", {量: 收入}, {量: 收入, 来源: 事业收入}]
      - 逐: 收入科目
        内容: [{行: ["{编码}", {量: 收入}, {量: 收入, 来源: 事业收入}]}]
`;
    expect(bodyOf(tableFor(table, BY_SUBJECT))).toEqual([
      '示例局本级|140.00|0.00',
      ...['201|100.00|0.00', '20103|100.00|0.00', '2010301|100.00|0.00'],
      ...['208|40.00|0.00', '20805|40.00|0.00', '2080505|40.00|0.00'],
      '示例中心|30.00|6.00',
      ...['201|30.00|6.00', '20103|30.00|6.00', '2010350|30.00|6.00'],
    ]);
    expect(told(BY_SUBJECT, table)).toEqual([]);
  });

  it('prints the same in tables that do not ask for subjects as amounts do', () => {
    const bodies = [BY_SUBJECT, AMOUNTS].map((parts) =>
      compiled(compileText({ 'a.yaml': department({ 格式: '预算', ...parts }) })).tables.map(
        bodyOf,
      ),
    );
    expect(bodies[0]?.length).toBeGreaterThan(5);
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it('names subjects of the dictionary alone, and amounts are amounts', () => {
    const wrong = (written: unknown) =>
      told({ ...BY_SUBJECT, 收入: [{ 单位: '100001', 一般公共预算拨款: written }] });
    const at = (written: unknown, passage: string) =>
      place({ ...BY_SUBJECT, 收入: [{ 单位: '100001', 一般公共预算拨款: written }] }, passage);
    expect(wrong({ '2010399x': 1 })[0]).toContain(
      `a.yaml:${at({ '2010399x': 1 }, '2010399x')} 功能科目要写到项级`,
    );
    expect(wrong({ '2010301': -1 })[0]).toContain('金额不能为负：-1');
    expect(wrong({ '2010301': '一元' })[0]).toContain(
      `a.yaml:${at({ '2010301': '一元' }, '一元')} 金额应为数字`,
    );
    expect(wrong('一元')[0]).toContain('金额应为数字，写的是“一元”');
    expect(wrong([1])[0]).toContain('金额应为数字，写的是');
  });
});

describe('income that is not by subject', () => {
  it('has no table by subject, and is told where it stands with how to write it', () => {
    const [first, ...others] = told(AMOUNTS);
    expect(first).toMatch(
      /^表内-06 错误 a\.yaml:\d+:\d+ 试表 收入表有的数不知道：本年收入没有按功能科目写（示例局本级的一般公共预算拨款）〔请按功能科目写，例如 一般公共预算拨款: \{ "2010301": 金额 \}/,
    );
    expect(first).toContain(`a.yaml:${place(AMOUNTS, '140')} `);
    expect(others).toEqual([]);
  });

  it('is not half known where other income is by subject', () => {
    const mixed = {
      ...BY_SUBJECT,
      收入: [(BY_SUBJECT.收入 as object[])[0], (AMOUNTS.收入 as object[])[1]],
    };
    const found = told(mixed);
    expect(found.length).toBeGreaterThan(0);
    for (const one of found)
      expect(one).toMatch(/^表内-06 错误 .*本年收入没有按功能科目写（示例中心的/);
  });

  it('is told of the rows of spending as well: no 0 stands beside what was spent', () => {
    const beside = TABLE.replace('收入科目', '功能科目');
    expect(told(AMOUNTS, beside)[0]).toMatch(/^表内-06 .*本年收入没有按功能科目写/);
    expect(told(BY_SUBJECT, beside)).toEqual([]);
  });

  it('is told to a sentence that goes through its subjects', () => {
    const sentence = {
      'profiles/试.yaml': '名称: 试\n继承: 预算\n部分: [{标题: 文, 节: [收入科目们]}]\n',
      'profiles/试.hbs':
        '{{#*inline "收入科目们"}}\n{{#逐 "收入科目" 间="、"}}{{名称}}{{/逐}}。\n{{/inline}}\n',
    };
    const input = (parts: Parts) => ({ 'a.yaml': department({ 格式: '试', ...parts }) });
    const errors = compileText(input(AMOUNTS), sentence).diagnostics.filter(
      ({ severity }) => severity === '错误',
    );
    expect(errors.map(brief)[0]).toContain('这里要的数不知道：本年收入没有按功能科目写');
    expect(
      compileText(input(BY_SUBJECT), sentence).diagnostics.filter(
        ({ severity }) => severity === '错误',
      ),
    ).toEqual([]);
  });

  it('of the year before is not known by subject where a part of it is not', () => {
    const table = TABLE.replaceAll('结转: 本年', '结转: 本年, 口径: 上年');
    const before = { 年度: 2025, 编制日期: '2025-01-15' };
    const compile = (prior: Parts) =>
      compileText(
        {
          'a.yaml': department({ 格式: '试', ...BY_SUBJECT, 上年: 'b.yaml' }),
          'b.yaml': department({ ...before, ...prior }),
        },
        files(table),
      ).diagnostics.filter(({ rule }) => rule === '表内-05');
    const mixed = {
      ...BY_SUBJECT,
      收入: [(BY_SUBJECT.收入 as object[])[0], (AMOUNTS.收入 as object[])[1]],
    };
    expect(compile(BY_SUBJECT)).toEqual([]);
    expect(compile(mixed).map(({ message }) => message)[0]).toContain(
      '“合计”一栏的数都不知道：上年收入没有按功能科目写',
    );
  });
});

describe('按支出科目', () => {
  const divided = (more: object = {}, parts: Parts = {}): Parts => ({
    ...SPENDING,
    收入: [
      { 单位: '100001', 一般公共预算拨款: 140, 按支出科目: '是', ...more },
      { 单位: '100002', 一般公共预算拨款: { '2010350': 20 }, 其他收入: 10, 按支出科目: '是' },
    ],
    ...parts,
  });

  it('divides what is all spent, under the subjects that it is spent on', () => {
    const parts = divided();
    expect(told(parts)).toEqual([]);
    expect(bodyOf(tableFor(TABLE, parts))).toEqual(
      ROWS.map((row) => row.replace('|6.00|4.00', '|0.00|10.00')),
    );
  });

  it('takes the lines and the amount for where a figure comes from', () => {
    const { cells } = tableFor(TABLE, divided());
    const total = cells.find(({ name, col }) => name?.key === '2010301' && col === 1);
    const figure = total?.content.kind === 'number' ? total.content.figure : undefined;
    expect(figure?.sources.length).toBe(3);
    const [whole, ...lines] = figure?.factors?.map(String) ?? [];
    expect([whole, lines]).toEqual(['0', ['1', '1']]);
  });

  it.each<[string, Parts, RegExp]>([
    ['carry-over', divided({ 上年结转结余: { 一般公共预算: 5 } }), /一般公共预算有上年结转结余/],
    ['what is kept', divided({ 年终结转结余: { 一般公共预算: 5 } }), /一般公共预算有年终结转结余/],
    [
      'what a department keeps',
      divided({}, { 年终结转结余: { 一般公共预算: 5 } }),
      /有年终结转结余/,
    ],
    [
      'another source',
      {
        ...AMOUNTS,
        收入: [
          (AMOUNTS.收入 as object[])[0],
          { ...(AMOUNTS.收入 as object[])[1], 按支出科目: '是' },
        ],
      },
      /单位资金里还有其他收入/,
    ],
    [
      'another amount',
      divided({ 一般公共预算拨款: 141 }),
      /一般公共预算拨款 141 万元，本单位一般公共预算安排的支出 140 万元/,
    ],
  ])('is refused beside %s', (_, parts, why) => {
    const [first] = told(parts);
    expect(first).toMatch(/^balance-mismatch 错误 a\.yaml:\d+:\d+ .*不能“按支出科目”分：/);
    expect(first).toMatch(why);
  });
});

describe('closing by subject', () => {
  const rule = (parts: Parts) => told(parts).filter((one) => one.startsWith('平衡-11'));
  const first = { 单位: '100001', 一般公共预算拨款: { '2010301': 90, '2080505': 50 } };
  const second = (BY_SUBJECT.收入 as object[])[1];
  const moved: Parts = { ...BY_SUBJECT, 收入: [first, second] };

  it('finds what is received under one subject and spent under another, although the totals agree', () => {
    expect(told(moved)).toEqual([
      `平衡-11 错误 a.yaml:${place(moved, '90')} 示例局本级：2010301 行政运行的一般公共预算收入（含上年结转结余） 90 万元，支出（含年终结转结余） 100 万元，相差 10 万元〔请核对“收入”里这个科目的数和这个科目的支出〕`,
      expect.stringContaining('2080505'),
    ]);
  });

  it('only warns of money of a unit’s own', () => {
    const own = { ...(second as object), 其他收入: { '2010301': 4.0 } };
    const found = rule({ ...BY_SUBJECT, 收入: [(BY_SUBJECT.收入 as object[])[0], own] });
    expect(found.length).toBe(2);
    for (const one of found) expect(one).toMatch(/^平衡-11 警告 .*的单位资金收入/);
  });

  it('takes carry-over by subject into account, exactly', () => {
    const with10 = { ...first, 一般公共预算拨款: { '2010301': 90, '2080505': 40 } };
    const over = (written: unknown) => ({ ...with10, 上年结转结余: { 一般公共预算: written } });
    expect(rule({ ...BY_SUBJECT, 收入: [over({ '2010301': 10 }), second] })).toEqual([]);
    expect(rule({ ...BY_SUBJECT, 收入: [over({ '2080505': 10 }), second] }).length).toBe(2);
  });

  it('of carry-over without a subject says only what is certain', () => {
    const over = (received: object) => ({
      单位: '100001',
      一般公共预算拨款: received,
      上年结转结余: { 一般公共预算: 10 },
    });
    // it may be spent under either
    expect(rule({ ...BY_SUBJECT, 收入: [over({ '2010301': 90, '2080505': 40 }), second] })).toEqual(
      [],
    );
    expect(
      rule({ ...BY_SUBJECT, 收入: [over({ '2010301': 100, '2080505': 30 }), second] }),
    ).toEqual([]);
    // but nothing that was received is left
    expect(rule({ ...BY_SUBJECT, 收入: [over({ '2010301': 88, '2080505': 42 }), second] })).toEqual(
      [expect.stringMatching(/2080505 .*收入 42 万元，超过了支出（含年终结转结余） 40 万元/)],
    );
  });

  it('is exact again where all of it is marked', () => {
    const over = (received: object) => ({
      单位: '100001',
      一般公共预算拨款: received,
      上年结转结余: { 一般公共预算: 40 },
    });
    const marked = {
      ...BY_SUBJECT,
      基本支出: (SPENDING.基本支出 as { 功能科目: string }[]).map((one) =>
        one.功能科目 === '2080505' ? { ...one, 结转: '是' } : one,
      ),
    };
    expect(rule({ ...marked, 收入: [over({ '2010301': 100 }), second] })).toEqual([]);
    const found = rule({ ...marked, 收入: [over({ '2010301': 95, '2080505': 5 }), second] });
    expect(found.length).toBe(2);
    expect(found[0]).toMatch(/2010301 .*本年收入 95 万元，没有写明“结转: 是”的支出 100 万元/);
  });

  it('of what is kept without a subject says only what is certain', () => {
    const kept = (received: object) => ({
      ...BY_SUBJECT,
      收入: [{ 单位: '100001', 一般公共预算拨款: received }, second],
      年终结转结余: { 一般公共预算: 10 },
    });
    expect(rule(kept({ '2010301': 110, '2080505': 40 }))).toEqual([]);
    expect(rule(kept({ '2010301': 112, '2080505': 38 }))).toEqual([
      expect.stringMatching(/示例局：2080505 .*支出 40 万元，超过了收入 38 万元/),
    ]);
  });

  it('says nothing of income that is not by subject', () => {
    expect(rule(AMOUNTS)).toEqual([]);
  });
});
