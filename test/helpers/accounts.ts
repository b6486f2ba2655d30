/** Small final accounts on which no rule speaks; amounts in 万元, easy to add. */
import { expect } from 'vitest';
import { brief, compileText, type Overlay, placeIn } from './world.js';

/**
 * 一般公共预算 1400 + 年初 100 = 支出 950 + 500 + 年末 50；政府性基金 300 = 200 + 100；
 * 单位资金 400 + 年初 50 + 使用结余 20 = 410 + 结余分配 10 + 年末 50。支出总计 2060 + 10 + 200 = 2270。
 * 上年逐项相同，所以没有增减要说明。
 */
export const ACCOUNTS = `类型: 决算
格式: 决算
年度: 2024
编制日期: 2025-09-01
金额单位: 万元
部门: { 代码: "100", 名称: 示例局 }
单位:
  - { 代码: "100001", 名称: 示例局本级, 性质: 行政单位 }
  - { 代码: "100002", 名称: 示例中心, 性质: 事业单位 }
概况: { 主要职责: 负责示例工作。 }
收入:
  - 单位: "100001"
    一般公共预算拨款: { "2010301": 900, "2010302": 500 }
    政府性基金预算拨款: { "2120803": 300 }
  - 单位: "100002"
    事业收入: { "2010350": 400 }
年初结转和结余:
  - { 单位: "100001", 一般公共预算: { "2010301": 100 } }
  - { 单位: "100002", 单位资金: { "2010350": 50 } }
使用非财政拨款结余: { "100002": 20 }
基本支出:
  - 单位: "100001"
    功能科目: "2010301"
    经济科目: { "30101": 800, "30201": 60, "30217": 30, "30231": 60.00 }
  - { 单位: "100002", 功能科目: "2010350", 资金: 单位资金, 经济科目: { "30101": 410 } }
项目支出:
  - { 名称: 甲项目, 单位: "100001", 支出: [{ 功能科目: "2010302", 金额: 500.00 }] }
  - 名称: 乙项目
    单位: "100001"
    支出: [{ 功能科目: "2120803", 资金: 政府性基金预算, 金额: 200 }]
结余分配: { "100002": 10 }
年末结转和结余:
  - { 单位: "100001", 一般公共预算: { "2010301": 50.00 }, 政府性基金预算: { "2120803": 100.00 } }
  - { 单位: "100002", 单位资金: { "2010350": 50.0 } }
年初预算:
  一般公共预算支出: { "2010301": 950, "2010302": 500.0 }
  机关运行经费: 150
全年预算: { 三公经费: { 公务接待费: 30.00, 公务用车运行维护费: 60 } }
上年:
  收入: { 一般公共预算拨款: 1400, 政府性基金预算拨款: 300, 事业收入: 400.0 }
  年初结转和结余: { 一般公共预算: 100, 单位资金: 50 }
  使用非财政拨款结余: 20
  支出: { 一般公共预算: 1450, 政府性基金预算: 200, 单位资金: 410.0 }
  结余分配: 10
  年末结转和结余: { 一般公共预算: 50, 政府性基金预算: 100, 单位资金: 50 }
  三公经费: { 公务用车运行维护费: 60, 公务接待费: 30 }
三公经费说明:
  车辆保有量: 1
  运行费明细: { 燃料费: 40, 保险费: 20.00 }
  接待批次: 2
政府采购: { 货物: 20.00, 服务: 10, 中小企业: { 合同金额: 25, 小微企业: 15, 货物: 18 } }
国有资产: { 车辆: { 其他用车: 1 }, 大型设备: 0 }
重点工作: { 事项: [{ 事项: 甲事, 完成情况: 已经完成 }] }
整体自评:
  全年预算: 2060
  总分: 100
  目标:
    - 内容: 目标
      指标: { 产出指标: { 数量指标: [{ 名称: 甲, 目标值: 1, 完成值: 1, 分值: 80, 得分: 80 }] } }
项目自评:
  - 名称: 甲自评
    项目: [甲项目]
    全年预算: 1000 # 500 ÷ 1000 × 20 = 10
    总分: 85
    目标:
      - 分值: 30
        得分: 25
        指标: { 效益指标: { 社会效益: [{ 名称: 乙, 目标值: 1, 完成值: 1, 分值: 50 , 得分: 50.0 }] } }
`;

/** ACCOUNTS with passages replaced; each must be there, once. */
export function accounts(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`${text.split(from).length - 1} × ${from}`);
    return text.replace(from, () => to);
  }, ACCOUNTS);
}

/** Everything that is told of an input, in order; errors and warnings alike. */
export function told(input: string, others: Overlay = {}, templates: Overlay = {}): string[] {
  const files = Object.fromEntries(
    Object.entries(others).flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])),
  );
  return compileText({ 'a.yaml': input, ...files }, templates).diagnostics.map(brief);
}

/** `a.yaml:行:列 消息〔提示〕`, at the place where a passage stands. */
export function at(input: string, passage: string, message: string, hint?: string): string {
  return `a.yaml:${placeIn(input, passage)} ${message}${hint ? `〔${hint}〕` : ''}`;
}

export type Change = readonly [from: string, to: string];

/** What is told of ACCOUNTS with these changes; each expectation a passage, a message and a hint. */
export function speaks(
  changes: readonly Change[],
  ...expected: readonly (readonly [passage: string, message: string, hint?: string])[]
): void {
  const input = accounts(...changes);
  expect(told(input)).toEqual(
    expected.map(([passage, message, hint]) => at(input, passage, message, hint)),
  );
}

/** Change of ACCOUNTS, the passage that is marked, what is said of it. */
export type Case = readonly [change: Change, passage: string, message: string, hint?: string];

/** All mistakes stand in one input: each is told, and nothing else. */
export function allTold(cases: readonly Case[]): void {
  const input = accounts(...cases.map(([change]) => change));
  const expected = cases.map(([, passage, message, hint]) => at(input, passage, message, hint));
  expect(told(input).sort()).toEqual(expected.sort());
}
