/** 公开-19, 公开-20: what a format never asks for, and subjects that it lists without a definition. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { loadProfile } from '../src/forms/library.js';
import { ROW_SOURCE_NAMES } from '../src/model/rows.js';
import { askedBy } from '../src/narrative/asked.js';
import { ACCOUNTS } from './helpers/accounts.js';
import { compileWhole, line, SMALL, templates } from './helpers/input.js';
import { compileExample } from './helpers/world.js';

/** `行:列 消息`, with the hint. */
function found(rule: string, input: string): string[] {
  return compileWhole(input).checks.flatMap(({ rule: { id }, outcome, severity }) => {
    if (id !== rule || !isFinding(outcome) || !severity) return [];
    const { span, message, hint } = outcome;
    return [`${span.line}:${span.column} ${severity} ${message}${hint ? ` → ${hint}` : ''}`];
  });
}

const IN_FORMAT = (format: string) => SMALL.replace('wuchang-2026', format);
const MORE = `人员: { 编制: { 行政: 20 }, 在职: { 行政: 19 }, 退休: 7 }
主要用途: { "206": 日常运转, "2060101": 发放工资 }
政府采购明细:
  - { 单位: "100001", 品目编码: A02010105, 品目: 计算机, 数量: 10, 单价: 50, 资金来源: 预算安排 }
名词解释: { 甲名词: 解释 }
国有资产: { 车辆: { 其他用车: 1 } }
`;
const unprinted = (format: string, more: string) =>
  found('公开-19', IN_FORMAT(format) + more).map((one) => /写了“(.*?)”/.exec(one)?.[1]);

describe('a part of the input that the format does not print', () => {
  it('is told once, with the name that a format would print it by', () => {
    expect(found('公开-19', SMALL + MORE)).toEqual([
      '32:1 提示 写了“主要用途”，格式“wuchang-2026”的表和文字都没有用到，不会印出来 → 不用改；要印出来，在格式的表或语句里用原因“主要用途.{编码}”',
      '31:1 提示 写了“人员”，格式“wuchang-2026”的表和文字都没有用到，不会印出来 → 不用改；要印出来，在格式的表或语句里用行源“人员构成”',
      '33:1 提示 写了“政府采购明细”，格式“wuchang-2026”的表和文字都没有用到，不会印出来 → 不用改；要印出来，在格式的表或语句里用行源“政府采购明细”',
    ]);
  });
  it('is none where another format prints it', () => {
    expect(unprinted('jianghan-2024', MORE)).not.toContain('人员');
    expect(unprinted('jianghan-2024', MORE)).not.toContain('政府采购明细');
    expect(unprinted('hongshan-2025', MORE)).not.toContain('主要用途');
  });
  it('may be waived, and is no warning', () => {
    expect(
      compileWhole(SMALL + MORE)
        .diagnostics.map(line)
        .join(),
    ).not.toContain('不会印出来');
    const waiver = '豁免: [{ 规则: 公开-19, 内容: 人员, 理由: 留存备查 }]\n';
    expect(found('公开-19', SMALL + MORE + waiver)).toHaveLength(2);
  });
  it('nothing is told of accounts whose parts are all printed', () => {
    expect(found('公开-19', ACCOUNTS)).toEqual([]);
  });
  it('a text that another field is made with is printed by that', () => {
    const { checks, asked, sources } = compileExample('jianghan/2024.yaml');
    expect(sources[0]?.text).toContain('变动理由:');
    expect(asked.map(({ id }) => id)).toContain('公开-19');
    expect(checks.filter(({ rule }) => rule.id === '公开-19')).toEqual([]);
  });
});

describe('what a format asks for', () => {
  it('is read from its tables, charts and the sentences that its sections lead to', () => {
    const asked = askedBy(loadProfile('hongshan-2025', templates));
    expect(asked?.rows).toContain('项级科目');
    expect(asked?.quantities).toContain('三公经费');
    expect(asked?.bases).toContain('上年');
    expect(asked?.fields).toContain('负责人');
    expect(asked?.paragraphs).toContain('主要职责');
    for (const name of asked?.rows ?? []) expect(ROW_SOURCE_NAMES).toContain(name);
  });
});

describe('a subject that 名词解释 lists', () => {
  const added = (subject: string) =>
    `${SMALL.replace('"2060199"', '"2050302"')}科目补充:
  功能分类:
    "20503": { 名称: 职业教育 }
    "2050302": ${subject}
`;
  it('without a definition is told where it was added', () => {
    expect(found('公开-20', added('{ 名称: 中等职业教育 }'))).toEqual([
      '34:5 警告 2050302 中等职业教育没有说明，名词解释里“中等职业教育（项）”后面是空的 → 请在“科目补充”的“功能分类”里给 "2050302" 写“名称: 中等职业教育”和“说明: ……”，照《政府收支分类科目》的解释',
    ]);
  });
  it('whose definition is nothing but a stop is told too', () => {
    expect(found('公开-20', added('{ 名称: 中等职业教育, 说明: 。 }'))).toHaveLength(1);
  });
  it('with one, or of the dictionary, is not', () => {
    expect(found('公开-20', added('{ 名称: 中等职业教育, 说明: 反映中专支出。 }'))).toEqual([]);
    expect(found('公开-20', SMALL)).toEqual([]);
  });
  it('and an own term with no word behind it is', () => {
    expect(found('公开-20', `${SMALL}名词解释: { 甲: 。, 乙: 指乙。 }\n`)).toEqual([
      '31:9 警告 “名词解释”里的“甲”没有解释，只写了“。” → 请写解释；用不到的请删去',
    ]);
  });
});
