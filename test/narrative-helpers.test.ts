/** What each helper prints, in sentences of the tests' own. */
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { department } from './helpers/departments.js';
import { compiled, compileText, partLines } from './helpers/world.js';

const PROFILE = `名称: 试
继承: 预算
部分: [{标题: 文, 节: [试句]}]
用语: {增幅.208: 上升, 增幅.2080505: 攀升, 增幅.20805: 增进}
`;

/** The lines that a text prints for a department with these parts. */
function say(text: string, parts: Record<string, unknown> = {}): string[] {
  const files = {
    'profiles/试.yaml': PROFILE,
    'profiles/试.hbs': `{{#*inline "试句"}}\n${text}\n{{/inline}}\n`,
  };
  const input = department({ 格式: '试', ...parts });
  const [part] = compiled(compileText({ '2026.yaml': input }, files)).document.parts;
  return part ? partLines(part) : [];
}
/** The department's 100 万元 beside this amount of the year before, in 万元. */
const before = (amount: number | string) => ({
  上年: { 一般公共预算支出: { '2010301': Number(amount) } },
});

describe('变动', () => {
  const change = (parts: Record<string, unknown>) => say('{{变动 "支出"}}', parts);
  it('tells an increase and a decrease with their percentages', () => {
    expect(change(before(80))).toEqual(['比2025年预算增加20万元，增长25%']);
    expect(change(before(160))).toEqual(['比2025年预算减少60万元，下降37.5%']);
  });
  it('tells equality, also where the change rounds to 0.00', () => {
    expect(change(before(100))).toEqual(['与2025年预算持平']);
    expect(change(before('99.995001'))).toEqual(['与2025年预算持平']);
    // half a unit is a change: 100 − 99.995 = 0.005 → 0.01
    expect(change(before('99.995'))).toEqual(['比2025年预算增加0.01万元']);
  });
  it('has no percentage of nothing, and none that would read 0%', () => {
    expect(change(before(0))).toEqual(['比2025年预算增加100万元']);
    expect(change(before('100.04'))).toEqual(['比2025年预算减少0.04万元']);
    expect(change(before('100.06'))).toEqual(['比2025年预算减少0.06万元，下降0.1%']);
  });
  it('says nothing without a year before', () => {
    expect(say('甲{{变动 "支出"}}乙')).toEqual(['甲乙']);
    expect(say('{{#if (有 "支出" 口径="上年")}}有{{else}}没有{{/if}}')).toEqual(['没有']);
  });
  it('takes another word for the base, and the row’s variant of a word', () => {
    expect(say('{{变动 "支出" 基="全年上年数"}}', before(80))).toEqual([
      '比2025年增加20万元，增长25%',
    ]);
    const rows = {
      上年: { 一般公共预算支出: { '2010301': 10, '2080501': 10, '2080505': 10, '2089999': 10 } },
      基本支出: ['2010301', '2080501', '2080505', '2089999'].map((功能科目) => ({
        单位: '100001',
        功能科目,
        经济科目: { '30101': 25 },
      })),
    };
    // the longest code that fits: 项 before 款 before 类
    expect(say('{{#逐 "项级科目" 间="、"}}{{用语 "增幅"}}{{/逐}}', rows)).toEqual([
      '增长、增进、攀升、上升',
    ]);
    expect(say('{{#逐 "项级科目"}}\n{{变动 "支出"}}\n{{/逐}}', rows)[2]).toBe(
      '比2025年预算增加15万元，攀升150%',
    );
  });
});

describe('原因', () => {
  const because = (收支总体: string, more = '') =>
    say(`甲{{原因 "收支总体"${more}}}。`, { 变动原因: { 收支总体 } });
  it.each([
    ['人员增加', '甲，主要原因是人员增加。'],
    ['人员增加。', '甲，主要原因是人员增加。'],
    ['人员增加；', '甲，主要原因是人员增加。'],
    ['一是增人，二是增项。', '甲，主要原因一是增人，二是增项。'],
    ['主要是增人', '甲，主要是增人。'],
    ['原因是增人', '甲，原因是增人。'],
    ['是增人', '甲，主要原因是增人。'],
    ['是否增人未定', '甲，主要原因是是否增人未定。'],
    ['。', '甲。'],
  ])('%s', (written, printed) => {
    expect(because(written)).toEqual([printed]);
  });
  it('takes another lead and another stop', () => {
    expect(because('增人', ' 前="主要是" 点="；"')).toEqual(['甲；主要是增人。']);
    expect(because('一是增人', ' 前="主要是"')).toEqual(['甲，主要原因一是增人。']);
    expect(because('一是增人', ' 前="其原因是"')).toEqual(['甲，其原因一是增人。']);
    expect(because('是增人', ' 前="主要原因是：" 点=""')).toEqual(['甲主要原因是：增人。']);
    expect(because('是增人', ' 前="主要原因：" 点=""')).toEqual(['甲主要原因：是增人。']);
  });
  it('says nothing where none is written', () => {
    expect(say('甲{{原因 "收支总体"}}。')).toEqual(['甲。']);
    expect(say('{{#if (有原因 "收支总体")}}有{{else}}无{{/if}}')).toEqual(['无']);
  });
  it('of a row is found by the row’s code', () => {
    const parts = { 变动原因: { 功能科目: { '2010301': '调资' } } };
    expect(say('{{#逐 "项级科目"}}{{名称}}{{原因 "功能科目.{编码}"}}{{/逐}}', parts)).toEqual([
      '行政运行，主要原因是调资',
    ]);
  });
});

describe('占比', () => {
  it('is of 支出总计, or of what 总 says, never of the row', () => {
    expect(say('{{占比 "支出" 类别="公用经费"}}')).toEqual(['20%']);
    expect(say('{{占比 "支出" 类别="公用经费" 总=(量 "支出" 类别="人员经费")}}')).toEqual(['25%']);
    expect(say('{{#逐 "款级经济科目" 间="、"}}{{占比 "支出"}}{{/逐}}')).toEqual(['80%、20%']);
  });
  it('of a total of zero is nothing', () => {
    expect(say('占{{占比 "支出" 总=(量 "支出" 资金="单位资金")}}。')).toEqual(['占。']);
  });
});

describe('逐', () => {
  const glossary = { 名词解释: { 甲: '指甲', 乙: '指乙', 丙: '指丙' } };
  it('repeats for each row, numbered', () => {
    expect(say('{{#逐 "补充名词"}}\n（{{@中}}）{{@序}}.{{名称}}\n{{/逐}}', glossary)).toEqual([
      '（一）1.甲',
      '（二）2.乙',
      '（三）3.丙',
    ]);
  });
  it('puts 间 between rows, and not around rows that print nothing', () => {
    expect(say('{{#逐 "补充名词" 间="、"}} {{名称}} {{/逐}}。', glossary)).toEqual([
      '甲、乙、丙。',
    ]);
    expect(say('{{#逐 "收入来源" 间="、"}}{{/逐}}。')).toEqual(['。']);
  });
  it('prints its else where there is no row', () => {
    expect(say('{{#逐 "补充名词"}}{{名称}}{{else}}{{年度}}年没有{{/逐}}')).toEqual(['2026年没有']);
  });
  it('counts', () => {
    expect(say('{{行数 "补充名词"}}', glossary)).toEqual(['3']);
    const more = (n: number) => `{{#if (多于 "补充名词" 数="${n}")}}多{{else}}不多{{/if}}`;
    expect(say(`${more(2)}\n${more(3)}`, glossary)).toEqual(['多', '不多']);
  });
});

describe('补尾, 额, 段', () => {
  it('补尾 adds an ending once', () => {
    const names = { 名词解释: { 甲项目: '一', 乙: '二' } };
    expect(say('{{#逐 "补充名词" 间="、"}}{{补尾 "名称" 尾="项目"}}{{/逐}}', names)).toEqual([
      '甲项目、乙项目',
    ]);
  });
  it('额 is the amount of the row', () => {
    const parts = { 政府购买服务: { 公共服务: 2, 辅助服务: 1234.5 } };
    expect(say('{{#逐 "购买服务" 间="，"}}{{名称}}{{额 "金额"}}{{/逐}}', parts)).toEqual([
      '公共服务2万元，辅助服务1,234.5万元',
    ]);
  });
  it('段 is a paragraph for each that was written', () => {
    const parts = { 概况: { 主要职责: ['一', '二'] } };
    expect(say('{{段 "主要职责"}}\n{{段 "人员构成"}}', parts)).toEqual(['一', '二']);
    expect(say('{{#if (有段 "人员构成")}}有{{else}}无{{/if}}')).toEqual(['无']);
  });
  it('段 连="是": the first text goes on in the line with one stop behind it, others follow', () => {
    const parts = { 概况: { 主要职责: ['一。', '# 二', ' 三； '] } };
    const lines = ['成效：一。', '# 二', '三；'];
    expect(say('成效：{{段 "主要职责" 连="是"}}', parts)).toEqual(lines);
    expect(say('成效：{{段 "人员构成" 连="是"}}完。', parts)).toEqual(['成效：完。']);
  });
});

describe('figures in the text', () => {
  it('are exact and know where they were written', () => {
    const files = {
      'profiles/试.yaml': PROFILE,
      'profiles/试.hbs': '{{#*inline "试句"}}\n共{{金额 "支出"}}，占{{占比 "支出"}}。\n{{/inline}}',
    };
    const input = department({
      格式: '试',
      收入: [{ 单位: '100001', 一般公共预算拨款: '@' }],
      基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': '@' } }],
    }).replaceAll('"@"', '33.333333');
    const { document } = compiled(compileText({ '2026.yaml': input }, files));
    const block = document.parts[0]?.blocks[0];
    const runs = block?.kind === 'paragraph' ? block.runs : [];
    expect(runs.map((run) => run.text)).toEqual(['共', '33.33万元', '，占', '100%', '。']);
    expect(runs[1]?.figure?.value).toEqual(new Decimal('333333.33'));
    const line = input.split('\n').findIndex((text) => text.includes('"30101"')) + 1;
    expect(runs[1]?.figure?.sources.map((span) => span.line)).toEqual([line]);
    expect(runs.filter((run) => run.figure)).toHaveLength(2);
  });
});
