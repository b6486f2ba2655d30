/** Each rule of src/kinds/rules.ts: one input on which it speaks, one on which it keeps silent. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, runChecks } from '../src/checks/run.js';
import { hasErrors } from '../src/diagnostics.js';
import { loadProfile } from '../src/forms/library.js';
import { listRules, rulesOf } from '../src/kinds/rules.js';
import { compileText, edit, line, problems, SMALL, small, templates } from './helpers/input.js';

const SECOND_UNIT = '  - { 代码: "100002", 名称: 示例中心, 性质: 事业单位 }\n';
/** Two units; `income` of the first, the second has what is left of 3000.50. */
const twoUnits = (first: string, second: string) =>
  [
    ['概况:\n', `${SECOND_UNIT}概况:\n`],
    ['拨款: 3000.50\n', `拨款: ${first}\n  - { 单位: "100002", 一般公共预算拨款: ${second} }\n`],
    ['甲项目\n    单位: "100001"', '甲项目\n    单位: "100002"'],
  ].reduce((text, [from, to]) => edit(text, from ?? '', to ?? ''), SMALL);

describe('each fund: income equals expenditure and what is kept', () => {
  const hint = '请核对“收入”和各项支出，或补写“年终结转结余”';
  const found = (input: string) => problems(input).filter((one) => one.includes('年终结转结余 '));
  it('speaks, to the 分, at the income', () => {
    expect(found(small('3000.50', '3000.49'))).toEqual([
      `17:15 balance-mismatch 一般公共预算收入 0.300049 万元，支出和年终结转结余 0.30005 万元，相差 0.01 元 → ${hint}`,
    ]);
  });
  it('speaks of each fund on its own, though the totals agree', () => {
    const text = small('        金额: 1500', '        资金: 单位资金\n        金额: 1500');
    expect(found(text)).toEqual([
      `17:15 balance-mismatch 一般公共预算收入 0.30005 万元，支出和年终结转结余 0.15005 万元，相差 0.15 万元 → ${hint}`,
      `31:13 balance-mismatch 单位资金收入 0 万元，支出和年终结转结余 0.15 万元，相差 0.15 万元 → ${hint}`,
    ]);
  });
  it('counts what came over from last year and what is kept', () => {
    const text = small(
      '拨款: 3000.50\n',
      '拨款: 3000.50\n    上年结转结余: { 一般公共预算: 100 }\n',
    );
    expect(problems(`${text}年终结转结余:\n  一般公共预算: 100\n`)).toEqual([]);
  });
});

describe('each unit: income equals expenditure', () => {
  const hint = '请核对这个单位的“收入”“基本支出”“项目支出”';
  it('speaks of both units when money stands under the wrong one', () => {
    expect(problems(twoUnits('1500', '1500.50'))).toEqual([
      `18:15 balance-mismatch 示例局本级的一般公共预算收入 0.15 万元，支出 0.15005 万元，相差 0.50 元 → ${hint}`,
      `19:31 balance-mismatch 示例中心的一般公共预算收入 0.15005 万元，支出 0.15 万元，相差 0.50 元 → ${hint}`,
    ]);
  });
  it('keeps silent when they agree', () => {
    expect(problems(twoUnits('1500.50', '1500'))).toEqual([]);
  });
  it('keeps silent when money is kept, for which the input names no unit', () => {
    const text = small('3000.50', '3100.50');
    expect(problems(`${text}年终结转结余: { 一般公共预算: 100 }\n`)).toEqual([]);
  });
});

describe('each 类 is one that the form lists', () => {
  it('speaks once of a 类 that it does not', () => {
    const added =
      '科目补充:\n  功能分类:\n    "299": { 名称: 新类 }\n    "29901": { 名称: 新款 }\n    "2990101": { 名称: 新项, 说明: 反映新项。 }\n    "2990102": { 名称: 另一项, 说明: 反映另一项。 }\n';
    const text = `${small('"2060101"', '"2990101"').replace('"2060199"', '"2990102"')}${added}`;
    expect(problems(text)).toEqual([
      '22:16 subject-unknown 格式“wuchang-2026”的收支总表没有 299 新类这一类 → 请核对科目，或在格式文件的“支出类别”里加上这一类',
    ]);
  });
  it('keeps silent on those that it does', () => {
    expect(problems(small('"2060101"', '"2010101"'))).toEqual([]);
  });
});

describe('the cost lines of a performance project add up to its budget', () => {
  const goals = '    用途: 示例\n    长期目标: [{ 内容: 目标 }]\n    年度目标: [{ 内容: 目标 }]\n';
  const project = (lines: string) =>
    `${SMALL}绩效项目:\n  - 名称: 绩效\n    项目: [甲项目]\n${goals}${lines}`;
  it('speaks, at the first line', () => {
    const lines =
      '    支出明细:\n      - { 活动: 一, 金额: 1000 }\n      - { 活动: 二, 金额: 499.99 }\n';
    expect(problems(project(lines))).toEqual([
      '38:22 balance-mismatch 绩效项目“绩效”的支出明细之和 0.149999 万元，项目支出 0.15 万元，相差 0.01 元 → 请核对“支出明细”和“项目支出”里的金额',
    ]);
  });
  it('keeps silent when they do, and when there are none', () => {
    const lines =
      '    支出明细:\n      - { 活动: 一, 金额: 1000 }\n      - { 活动: 二, 金额: 500 }\n';
    expect(problems(project(lines))).toEqual([]);
    expect(problems(project(''))).toEqual([]);
  });
});

describe('近两年收支: a year’s income equals its expenditure', () => {
  const overall = (entry: string) =>
    `${SMALL}整体绩效:\n  近两年收支: [{ 年度: 2025, ${entry} }]\n  长期目标截止: 2030\n  长期目标: [{ 内容: 目标 }]\n  年度目标: [{ 内容: 目标 }]\n`;
  it('speaks', () => {
    expect(
      problems(overall('财政拨款: 100, 单位资金: 20, 人员类项目支出: 90, 特定目标类项目支出: 40')),
    ).toEqual([
      '32:29 balance-mismatch 2025 年收入 0.012 万元，支出 0.013 万元，相差 10.00 元 → 请核对“近两年收支”',
    ]);
  });
  it('keeps silent', () => {
    expect(
      problems(overall('财政拨款: 100, 单位资金: 30, 人员类项目支出: 90, 特定目标类项目支出: 40')),
    ).toEqual([]);
  });
});

describe('a change against the year before has its reason', () => {
  const before = (amount: string, extra = '') =>
    `${SMALL}上年:\n  一般公共预算支出:\n    "2060101": ${amount}\n    "2060199": 1500\n${extra}`;
  it('warns of an increase and of a decrease, at the first amount of the subject', () => {
    const hint = '请在“变动原因”的“功能科目”的“2060101”后面写原因';
    const total = '请在“变动原因”的“收支总体”后面写原因';
    expect(problems(before('500.50'))).toEqual([
      `22:16 警告 reason-missing 2060101 行政运行比上年增加 0.1 万元，没有写原因 → ${hint}`,
      `22:16 警告 reason-missing 收支总预算比上年增加 0.1 万元，没有写原因 → ${total}`,
    ]);
    expect(problems(before('2500.50'))).toEqual([
      `22:16 警告 reason-missing 2060101 行政运行比上年减少 0.1 万元，没有写原因 → ${hint}`,
      `22:16 警告 reason-missing 收支总预算比上年减少 0.1 万元，没有写原因 → ${total}`,
    ]);
  });
  it('lets the package be made all the same', () => {
    const { compiled, diagnostics } = compileText(before('500.50'));
    expect(hasErrors(diagnostics)).toBe(false);
    expect(compiled).toBeDefined();
  });
  it('keeps silent with a reason, without a change, below what is printed, without a year before', () => {
    expect(
      problems(before('500.50', '变动原因:\n  收支总体: 新增\n  功能科目:\n    "2060101": 新增\n')),
    ).toEqual([]);
    expect(problems(before('1500.50'))).toEqual([]);
    expect(problems(before('1450.51'))).toEqual([]);
    expect(problems(SMALL)).toEqual([]);
  });
});

describe('the list of rules', () => {
  it('says of each what must hold and where that comes from, in Chinese', () => {
    const rules = listRules(templates);
    for (const rule of rules) {
      expect(rule.holds).toMatch(/\p{Script=Han}/u);
      expect(rule.source).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(rules.map((rule) => rule.holds)).size).toBe(rules.length);
  });
  it('is what runChecks runs, with the severity of each rule', () => {
    const { compiled } = compileText(SMALL);
    if (!compiled) throw new Error('SMALL does not compile');
    const profile = loadProfile('wuchang-2026', templates);
    const told = (budget: typeof compiled.budget) =>
      diagnosticsOf(runChecks({ budget, profile, tables: new Map() }, rulesOf(profile))).filter(
        (one) => one.code !== 'section-missing',
      );
    expect(told(compiled.budget)).toEqual([]);
    const facts = compiled.budget.facts.filter((fact) => fact.side === '支出');
    const found = told({ ...compiled.budget, facts });
    expect(found.map((one) => line(one).split('，')[0])).toEqual([
      '22:16 balance-mismatch 一般公共预算收入 0 万元',
    ]);
  });
});
