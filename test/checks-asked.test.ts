/** What a format does not print is not asked of an input, and is told where it is written all the same. */
import { describe, expect, it } from 'vitest';
import { accounts, type Change, told } from './helpers/accounts.js';

/** A district's format without 重点工作, self-evaluations and the income that each appropriation gives. */
const SHORT = {
  'profiles/甲区.yaml': `名称: 甲区决算
继承: 决算
部分:
  - 标题: 决算表
    表:
      - 表: [公开01, 公开02, 公开03, 公开04, 公开05, 公开06, 公开07, 公开08, 公开09]
  - 标题: 情况说明
    节: [主要职责, 机构设置, 决算收支总体, 决算政府采购]
`,
};
const IN_SHORT: Change = ['格式: 决算', '格式: 甲区'];
const NO_TASKS: Change = ['重点工作: { 事项: [{ 事项: 甲事, 完成情况: 已经完成 }] }\n', ''];
const MORE_GIVEN: readonly Change[] = [
  ['一般公共预算拨款: 1400', '一般公共预算拨款: 1390'],
  ['事业收入: 400.0', '事业收入: 410'],
];

const about = (said: readonly string[], words: string) => said.filter((one) => one.includes(words));

describe('a section that the format does not print', () => {
  it('is not asked for; one that it prints is', () => {
    expect(about(told(accounts(NO_TASKS)), '没有写')).toEqual([
      'a.yaml:0:0 没有写“重点工作”：没有重点工作完成情况表',
    ]);
    expect(about(told(accounts(IN_SHORT, NO_TASKS), {}, SHORT), '没有写')).toEqual([]);
    const noPurchases: Change = [
      '政府采购: { 货物: 20.00, 服务: 10, 中小企业: { 合同金额: 25, 小微企业: 15, 货物: 18 } }\n',
      '',
    ];
    expect(about(told(accounts(IN_SHORT, noPurchases), {}, SHORT), '没有写')).toEqual([
      'a.yaml:0:0 没有写“政府采购”：情况说明写成没有政府采购支出〔确实没有的写“政府采购: { 货物: 0, 工程: 0, 服务: 0 }”〕',
    ]);
  });
});

describe('a reason that the format does not print', () => {
  it('is not asked for', () => {
    const message = '一般公共预算财政拨款收入比上年增加 10 万元，没有写原因';
    expect(about(told(accounts(...MORE_GIVEN)), message)).toHaveLength(1);
    expect(about(told(accounts(IN_SHORT, ...MORE_GIVEN), {}, SHORT), message)).toEqual([]);
  });
});
