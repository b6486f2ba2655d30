/** Accounts that compare office expenses with the year before, and “三公” with the budget at the start. */
import { describe, expect, it } from 'vitest';
import { accounts, type Change, told } from './helpers/accounts.js';
import { compiled, compileText, documentLines } from './helpers/world.js';

const FORMAT = {
  'profiles/甲区.yaml': `名称: 甲区
继承: 决算
部分:
  - { 标题: 说明, 节: [甲] }
`,
  'profiles/甲区.hbs': `{{#*inline "甲"}}
机关运行经费{{金额 "机关运行经费"}}{{#if (有 "机关运行经费" 口径="上年")}}，比{{上年度}}年{{增减 "机关运行经费"}}{{差额 "机关运行经费"}}{{原因 "机关运行经费比上年"}}{{/if}}。
“三公”年初预算{{金额 "三公经费" 口径="年初预算"}}{{#if (相差 "三公经费" 对="年初预算")}}，{{增减 "三公经费" 对="年初预算" 增="大于" 减="小于"}}预算{{原因 "三公经费预算执行.合计"}}{{/if}}。
支出{{#if (相差 "支出" 资金="一般公共预算" 对="年初预算")}}{{增减 "支出" 资金="一般公共预算" 对="年初预算" 增="大于" 减="小于"}}预算{{原因 "一般公共预算支出预算执行"}}{{/if}}。
{{/inline}}
`,
};
const IN_FORMAT: Change = ['格式: 决算', '格式: 甲区'];
/** No adjusted budget: 60 for cars and 30 for guests were spent, 80 planned at the start. */
const AT_START: readonly Change[] = [
  ['全年预算: { 三公经费: { 公务接待费: 30.00, 公务用车运行维护费: 60 } }\n', ''],
  [
    '  机关运行经费: 150\n',
    '  机关运行经费: 150\n  三公经费: { 公务接待费: 20, 公务用车运行维护费: 60 }\n',
  ],
];
const LAST_YEAR: Change = [
  '三公经费: { 公务用车运行维护费: 60, 公务接待费: 30 }\n',
  '三公经费: { 公务用车运行维护费: 60, 公务接待费: 30 }\n  机关运行经费: 140\n',
];
const asked = (input: string) =>
  told(input, {}, FORMAT).filter((one) => /没有写原因|超过/.test(one));

describe('office expenses of accounts', () => {
  it('are said beside those of the year before, which want a reason where the format says one', () => {
    const input = accounts(IN_FORMAT, LAST_YEAR, ...AT_START);
    expect(documentLines(compiled(compileText({ 'a.yaml': input }, FORMAT)).document)).toContain(
      '机关运行经费150万元，比2023年增加10万元。',
    );
    expect(asked(input).join('\n')).toContain(
      '机关运行经费比上年增加 10 万元，没有写原因〔请在“变动原因”的“机关运行经费比上年”后面写原因〕',
    );
    // the base format compares them with the budget at the start alone
    expect(told(accounts(LAST_YEAR)).join()).not.toContain('机关运行经费比上年');
  });
});

describe('“三公” without an adjusted budget', () => {
  it('is compared with that of the start of the year, line by line', () => {
    const input = accounts(IN_FORMAT, ...AT_START);
    const said = asked(input).join('\n');
    expect(said).toContain('“三公”经费合计比年初预算增加 10 万元，没有写原因');
    expect(said).toMatch(/公务接待费决算.*年初预算/);
    expect(said).not.toContain('全年预算');
  });
  it('and a reason that says it the wrong way round is told', () => {
    const input = (reason: string) =>
      `${accounts(IN_FORMAT, ...AT_START)}变动原因: { 三公经费预算执行: { 合计: ${reason} } }\n`;
    const said = (reason: string) =>
      told(input(reason), {}, FORMAT).filter((one) => one.includes('文字里写的是'));
    expect(said('“三公”经费支出比年初预算减少10万元').join()).toContain('年初预算');
    expect(said('“三公”经费支出比年初预算增加10万元')).toEqual([]);
  });
});

describe('expenditure beside the budget at the start', () => {
  it('has a reason of its own', () => {
    const more: Change = [
      '一般公共预算支出: { "2010301": 950, "2010302": 500.0 }',
      '一般公共预算支出: { "2010301": 900, "2010302": 500.0 }',
    ];
    expect(asked(accounts(IN_FORMAT, more)).join('\n')).toContain(
      '一般公共预算财政拨款支出比年初预算增加 50 万元，没有写原因',
    );
    const explained = `${accounts(IN_FORMAT, more)}变动原因: { 一般公共预算支出预算执行: 追加任务 }\n`;
    expect(asked(explained).join('\n')).not.toContain('一般公共预算财政拨款支出');
  });
});
