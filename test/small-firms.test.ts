/** What is reserved for small firms and what they won; vehicles and equipment that are to be bought. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { ACCOUNTS } from './helpers/accounts.js';
import { department } from './helpers/departments.js';
import { brief, compiled, compileText, type Overlay, placeIn } from './helpers/world.js';

type Parts = Readonly<Record<string, unknown>>;

const format = (base: string, text: string): Overlay => ({
  'profiles/试.yaml': `名称: 试\n继承: ${base}\n部分: [{标题: 文, 节: [试文]}]\n`,
  'profiles/试.hbs': `{{#*inline "试文"}}\n${text}\n{{/inline}}\n`,
});
function said(input: string, files: Overlay): string {
  const { document } = compiled(compileText({ 'a.yaml': input }, files));
  return document.parts
    .flatMap(({ blocks }) => blocks)
    .flatMap((one) => (one.kind === 'paragraph' ? one.runs.map(({ text }) => text).join('') : []))
    .join('\n');
}

const RESERVED =
  '本部门面向中小企业预留政府采购项目预算金额{{金额 "采购预留"}}，其中，预留给小型和微型企业的政府采购项目预算为{{金额 "采购预留" 项="小微企业"}}。';
const PLANNED =
  '单价100万元（含）以上设备{{大型设备}}台（套）。部门预算安排购置车辆{{购置车辆}}辆，其中：{{#逐 "计划购置车辆" 间="、"}}{{名称}}{{数量}}辆{{/逐}}；部门预算安排购置单价100万元（含）以上设备（不含车辆）{{计划购置大型设备}}台（套）。';
const PARTS: Parts = {
  政府采购: {
    货物: 57.43,
    工程: 3780.72,
    服务: 983.05,
    预留: { 中小企业: 1928.48, 小微企业: 1349.94 },
  },
  国有资产: {
    车辆: { 其他用车: 8 },
    大型设备: 0,
    计划购置: { 车辆: { 部级领导干部用车: 0, 其他用车: 1 }, 大型设备: 2 },
  },
};

describe('a budget', () => {
  it('says what is reserved, and what is to be bought', () => {
    const input = department({ 格式: '试', ...PARTS });
    expect(said(input, format('预算', RESERVED))).toBe(
      '本部门面向中小企业预留政府采购项目预算金额1,928.48万元，其中，预留给小型和微型企业的政府采购项目预算为1,349.94万元。',
    );
    expect(said(input, format('预算', PLANNED))).toBe(
      '单价100万元（含）以上设备0台（套）。部门预算安排购置车辆1辆，其中：部级领导干部用车0辆、其他用车1辆；部门预算安排购置单价100万元（含）以上设备（不含车辆）2台（套）。',
    );
  });

  it('takes it from its lines, and compares what is stated beside them', () => {
    const lines = {
      政府采购明细: [
        {
          单位: '100001',
          品目编码: 'A02010105',
          品目: '计算机',
          金额: 10,
          中小企业: 6,
          小微企业: 2,
        },
        { 单位: '100001', 品目编码: 'C0101', 品目: '服务', 金额: 5, 中小企业: 5 },
      ],
    };
    const input = (more: Parts) => department({ 格式: '试', ...lines, ...more });
    expect(
      said(input({}), format('预算', '{{金额 "采购预留"}}，{{金额 "采购预留" 项="小微企业"}}')),
    ).toBe('11万元，2万元');
    const stated = input({ 政府采购: { 预留: { 中小企业: 12 } } });
    const found = compileText({ 'a.yaml': stated }, format('预算', RESERVED)).diagnostics.filter(
      ({ rule }) => rule === '合计-04',
    );
    expect(found.map(brief)).toEqual([
      `a.yaml:${placeIn(stated, '12\n')} “政府采购”的“预留”里的中小企业写的是 12 万元，明细之和是 11 万元，相差 1 万元〔请核对明细；合计可以不写，由程序计算〕`,
    ]);
  });

  it('reserves no more than it buys, and for 小微企业 no more than for all', () => {
    const rule = (预留: object) => {
      const input = department({ 格式: '试', 政府采购: { 货物: 10, 预留 } });
      return compileText({ 'a.yaml': input }, format('预算', RESERVED))
        .diagnostics.filter(({ rule }) => rule === '平衡-12')
        .map((one) => `${one.severity} ${brief(one)}`);
    };
    expect(rule({ 中小企业: 10, 小微企业: 10 })).toEqual([]);
    expect(rule({ 中小企业: 10.01, 小微企业: 10 })).toEqual([
      expect.stringMatching(
        /^错误 a\.yaml:\d+:\d+ 面向中小企业预留的政府采购 10\.01 万元，超过了政府采购预算 10 万元/,
      ),
    ]);
    expect(rule({ 中小企业: 4, 小微企业: 5 })).toEqual([
      expect.stringMatching(
        /^错误 .*预留给小微企业的政府采购 5 万元，超过了预留给中小企业的 4 万元/,
      ),
    ]);
    expect(rule({ 小微企业: 11 })).toEqual([
      expect.stringMatching(/超过了预留给中小企业的 10 万元/),
    ]);
  });

  it('hears of what its format does not print', () => {
    const input = department({
      格式: '预算',
      ...PARTS,
      三公经费说明: { 接待批次: 1, 接待人次: 2 },
    });
    const found = compileText({ 'a.yaml': input }).checks.flatMap(({ rule, outcome }) =>
      rule.id === '公开-19' && isFinding(outcome) ? [/写了“(.*?)”/.exec(outcome.message)?.[1]] : [],
    );
    expect(found.sort()).toEqual([
      '三公经费说明.接待人次',
      '三公经费说明.接待批次',
      '国有资产.大型设备',
      '国有资产.计划购置.大型设备',
      '国有资产.计划购置.车辆',
      '政府采购.预留',
    ]);
  });
});

describe('final accounts', () => {
  const SAID =
    '预留{{金额 "采购预留"}}，小微{{金额 "采购预留" 项="小微企业"}}；成交{{金额 "预留成交"}}、{{金额 "预留成交" 项="小微企业"}}、{{金额 "预留成交" 项="其他项目"}}';
  const accounts = (more: string) =>
    ACCOUNTS.replace('格式: 决算', '格式: 试').replace('货物: 18 } }', `货物: 18 }, ${more} }`);
  const rule = (more: string) =>
    compileText({ 'a.yaml': accounts(more) }, format('决算', SAID))
      .diagnostics.filter(({ rule = '' }) => /^平衡-1[23]/.test(rule))
      .map((one) => `${one.rule} ${one.severity} ${one.message}`);

  it('say what was reserved, and what was won of it and of other purchases', () => {
    const more =
      '预留: { 中小企业: 24, 小微企业: 0 }, 预留成交: { 中小企业: 20, 小微企业: 0, 其他项目: 5 }';
    expect(said(accounts(more), format('决算', SAID))).toBe(
      '预留24万元，小微0万元；成交20万元、0万元、5万元',
    );
    expect(rule(more)).toEqual([]);
  });

  it('reserve as much as they like; but no more was won of it, and in all no more than was bought', () => {
    // 30 万元 was bought: a reserve is of what was to be bought
    expect(rule('预留: { 中小企业: 40 }')).toEqual([]);
    expect(rule('预留: { 中小企业: 20 }, 预留成交: { 中小企业: 21, 其他项目: 10 }')).toEqual([
      '平衡-13 警告 预留给中小企业的采购成交 21 万元，超过了预留的预算 20 万元',
      '平衡-13 警告 中小企业成交的采购 31 万元，超过了政府采购支出 30 万元',
    ]);
    expect(rule('预留: { 中小企业: 20, 小微企业: 21 }')).toEqual([
      '平衡-12 错误 预留给小微企业的政府采购 21 万元，超过了预留给中小企业的 20 万元',
    ]);
  });
});
