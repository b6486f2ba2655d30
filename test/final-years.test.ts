/** The years that final accounts are compared with, given as files: figures arrive, mistakes are told. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { A } from './helpers/final.js';
import { bare, said } from './helpers/final-read.js';
import { compileWhole, edit, type Files, problems } from './helpers/input.js';
import { placeIn } from './helpers/world.js';

const spent = (economic: Record<string, number>) => [
  { 单位: A, 功能科目: '2010301', 经济科目: economic },
];
const carried = (amount: number) => [{ 单位: A, 一般公共预算: { '2010301': amount } }];

/** 5 + 80 = 82 + 3 */
const LAST = bare({
  年度: 2023,
  编制日期: '2024-09-01',
  收入: [{ 单位: A, 一般公共预算拨款: { '2010301': 80 } }],
  年初结转和结余: carried(5),
  基本支出: spent({ '30101': 70, '30217': 12 }),
  年末结转和结余: carried(3),
});
/** 90 of 人员经费 and 35 of 公用经费, and 10 for what was not done. */
const PLAN = department({
  年度: 2024,
  编制日期: '2024-01-15',
  单位: [{ 代码: A, 名称: '示例局本级', 性质: '行政单位' }],
  收入: [{ 单位: A, 一般公共预算拨款: 135 }],
  基本支出: spent({ '30101': 90, '30201': 35 }),
  项目支出: [{ 名称: '甲', 单位: A, 支出: [{ 功能科目: '2010302', 金额: 10 }] }],
});
const LIST = `类型: 上年数
年度: 2024
金额单位: 万元
一般公共预算支出: { "2010301": 80 }
机关运行经费: 30
`;
/** 3 + 100 = 100 + 3, of which 20 are 公用经费. */
const own = (more: object) =>
  bare({
    年初结转和结余: carried(3),
    基本支出: spent({ '30101': 80, '30201': 20 }),
    年末结转和结余: carried(3),
    ...more,
  });

describe('上年 as a file of final accounts', () => {
  const one = said(compileWhole(own({ 上年: '2023.yaml' }), { '2023.yaml': LAST }));

  it('is compared with, the carry-over included', () => {
    // 18 ÷ 85, 20 ÷ 80, 18 ÷ 82
    expect(one.section('、收入支出决算总体')[0]).toBe(
      '2024年度收、支总计均为103万元。与2023年度相比，收、支总计各增加18万元，增长21.2%。',
    );
    expect(one.section('、收入决算情况')[0]).toMatch(/收入合计增加20万元，增长25%。其中/);
    expect(one.section('、支出决算情况')[0]).toMatch(/支出合计增加18万元，增长22%。其中/);
    expect(one.section('、财政拨款收入支出决算总体')[0]).toContain('各增加18万元，增长21.2%。');
  });

  it('has its “三公”经费 from its leaves', () => {
    expect(one.section('）“三公”经费财政拨款支出决算总体')).toEqual([
      '2024年度“三公”经费财政拨款支出决算为0万元。较上年减少12万元，下降100%。',
    ]);
  });

  it('is drawn', () => {
    // income and expenditure consist of one part each, and 财政拨款 is all of both
    expect(one.figures.map((figure) => figure.caption)).toEqual(['图1：收、支决算总计变动情况']);
    // 18 ÷ 85 = 0.2117…
    expect(one.figures[0]?.alt).toBe(
      '收、支决算总计变动情况（单位：万元）。收入总计、支出总计：2023年度85，2024年度103，增加18，增长21.2%。',
    );
  });
});

describe('年初预算 as a file', () => {
  it('of a whole budget: each 项, also what was not done, and 机关运行经费', () => {
    const files = { '2024-预算.yaml': PLAN };
    const result = compileWhole(own({ 年初预算: '2024-预算.yaml' }), files);
    expect(result.sources.map((source) => source.file)).toEqual(['a.yaml', '2024-预算.yaml']);
    const one = said(result);
    const lines = one.section('）一般公共预算财政拨款支出决算具体情况');
    // 100 ÷ 135 = 0.7407
    expect(lines[0]).toContain('年初预算为135万元，支出决算为100万元，完成年初预算的74.1%。');
    expect(lines.slice(2).map((text) => text.replace(/^.*（项）。/, ''))).toEqual([
      '年初预算为125万元，支出决算为100万元，完成年初预算的80%。',
      '年初预算为10万元，支出决算为0万元，完成年初预算的0%。',
    ]);
    // 20 against 35: 15 ÷ 35 = 0.4285
    expect(one.section('、机关运行经费支出')).toEqual([
      '2024年度示例局机关运行经费支出20万元，比年初预算数减少15万元，下降42.9%。',
    ]);
  });

  it('of a list of figures of the same year', () => {
    const one = said(compileWhole(own({ 年初预算: '初.yaml' }), { '初.yaml': LIST }));
    expect(one.section('）一般公共预算财政拨款支出决算具体情况').at(-1)).toMatch(
      /年初预算为80万元，支出决算为100万元，完成年初预算的125%。$/,
    );
    // 10 ÷ 30
    expect(one.section('、机关运行经费支出')[0]).toMatch(/减少10万元，下降33.3%。$/);
  });
});

describe('mistakes', () => {
  const cases: [string, '上年' | '年初预算', Files, string][] = [
    [
      'a budget for the year before',
      '上年',
      { 'x.yaml': PLAN },
      'value-unknown 上年的文件“x.yaml”的类型是预算，应为决算 → 请写决算的输入文件，或在这里直接列出上年数',
    ],
    [
      'a list of figures for the year before',
      '上年',
      { 'x.yaml': LIST },
      'value-unknown 上年的文件“x.yaml”的类型是上年数，应为决算 → 请写决算的输入文件，或在这里直接列出上年数',
    ],
    [
      'final accounts for the plan',
      '年初预算',
      { 'x.yaml': LAST },
      'value-unknown 年初预算的文件“x.yaml”的类型是决算，应为预算或上年数 → 请写预算的输入文件，或在这里直接列出年初预算数',
    ],
    [
      'a year too early',
      '上年',
      { 'x.yaml': edit(LAST, '2023', '2022') },
      'year-mismatch 上年数是 2022 年的，本文件是 2024 年的 → 上年应为 2023 年',
    ],
    [
      'the plan of another year',
      '年初预算',
      { 'x.yaml': edit(PLAN, '年度: 2024', '年度: 2023') },
      'year-mismatch 年初预算是 2023 年的，本文件是 2024 年的 → 应为同一年的部门预算',
    ],
    [
      'a list of figures of another year',
      '年初预算',
      { 'x.yaml': edit(LIST, '2024', '2025') },
      'year-mismatch 年初预算是 2025 年的，本文件是 2024 年的 → 应为同一年的部门预算',
    ],
    [
      'no such file',
      '年初预算',
      {},
      'file-missing 年初预算的文件“x.yaml”：找不到这个文件 → 路径相对本文件；没有年初预算文件时，可在这里直接列出年初预算数',
    ],
  ];
  it.each(cases)('%s, told where the file is named', (_, key, files, message) => {
    const input = own({ [key]: 'x.yaml' });
    const place = placeIn(input, 'x.yaml');
    expect(problems(input, files).filter((text) => !text.includes('警告'))).toEqual([
      `${place} ${message}`,
    ]);
  });

  it('inside the file are told there', () => {
    const broken = edit(LAST, '"30217": 12', '"30217": 十二');
    const text = problems(own({ 上年: 'x.yaml' }), { 'x.yaml': broken });
    expect(text).toEqual([
      `x.yaml:${placeIn(broken, '十二')} amount-not-number 金额应为数字，写的是“十二” → 请写数字，例如 1234567.89`,
    ]);
    const unknown = edit(LIST, '2010301', '2010309');
    expect(problems(own({ 年初预算: 'x.yaml' }), { 'x.yaml': unknown })).toEqual([
      expect.stringMatching(
        `^x.yaml:${placeIn(unknown, '"2010309"')} subject-unknown 科目字典里没有功能科目 2010309`,
      ),
    ]);
  });

  it('in a block: an unknown fund, a year that is not the one before', () => {
    const block = (上年: object) => own({ 上年 });
    const fund = block({ 支出: { 财政专户管理资金: 1 } });
    expect(problems(fund)).toEqual([
      expect.stringMatching(
        `^${placeIn(fund, '财政专户管理资金')} key-unknown 没有“财政专户管理资金”这个键`,
      ),
    ]);
    const year = block({ 年度: 2022 });
    expect(problems(year)).toEqual([
      expect.stringMatching(/year-mismatch 上年数是 2022 年的，本文件是 2024 年的/),
    ]);
  });
});
