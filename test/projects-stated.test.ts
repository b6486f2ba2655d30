/** 绩效管理 as it is counted, 项目经费说明 heading by heading: written, printed, checked, told where nothing prints it. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, told } from './helpers/accounts.js';
import { SMALL } from './helpers/input.js';
import {
  brief,
  compiled,
  compileText,
  documentLines,
  placeIn,
  problemsOf,
} from './helpers/world.js';

/** A format of one part with one section; the section's text. */
const format = (base: string, text: string) => ({
  'profiles/甲区.yaml': `名称: 甲区\n继承: ${base}\n部分:\n  - { 标题: 说明, 节: [甲] }\n`,
  'profiles/甲区.hbs': `{{#*inline "甲"}}\n${text}\n{{/inline}}\n`,
});
const printed = (input: string, base: string, text: string) =>
  documentLines(compiled(compileText({ 'a.yaml': input }, format(base, text))).document);

const PROJECT = SMALL.replace('格式: wuchang-2026', '格式: 甲区').replace(
  '金额单位: 元',
  '金额单位: 万元',
);
const MANAGED = `绩效管理:
  绩效目标: { 单位数: 2, 项目数: 5, 金额: 600 }
  绩效自评: { 项目数: 3, 平均得分: 98.5, 优: 2, 良: 1, 合格: 0, 不合格: 0, 发现问题: 2, 完成整改: 1, 正在整改: 1 }
`;
const GOALS =
  '{{绩效目标单位数}}个单位{{绩效目标项目数}}个项目{{金额 "绩效管理金额" 项="绩效目标"}}，自评{{绩效自评项目数}}个，{{自评平均得分}}分，优{{自评优项目数}}良{{自评良项目数}}，问题{{自评发现问题数}}{{#if (有 "绩效管理金额" 项="绩效自评")}}，有金额{{/if}}';

describe('绩效管理', () => {
  it.each([
    ['决算', ACCOUNTS.replace('格式: 决算', '格式: 甲区') + MANAGED],
    ['预算', PROJECT + MANAGED],
  ])('is printed as it is counted, with the amounts that are written: %s', (base, input) => {
    expect(printed(input, base, GOALS).join('\n')).toContain(
      '2个单位5个项目600万元，自评3个，98.5分，优2良1，问题2',
    );
    expect(printed(input, base, GOALS).join('\n')).not.toContain('有金额');
  });

  it('adds up: grades to the projects, mended problems to those that were found', () => {
    const wrong =
      ACCOUNTS + MANAGED.replace('优: 2', '优: 3').replace('完成整改: 1', '完成整改: 2');
    const at = (key: string) => placeIn(wrong, key);
    expect(told(wrong).filter((one) => one.includes('绩效自评的'))).toEqual([
      `a.yaml:${at('项目数: 3')} 绩效自评的“项目数”是 3，“优”、“良”、“合格”、“不合格”合起来是 4〔请核对“绩效管理”的“绩效自评”〕`,
      `a.yaml:${at('发现问题: 2')} 绩效自评的“发现问题”是 2，“完成整改”、“正在整改”合起来是 3〔请核对“绩效管理”的“绩效自评”〕`,
    ]);
    expect(told(ACCOUNTS + MANAGED).filter((one) => one.includes('绩效自评的'))).toEqual([]);
  });
});

const STATED = `项目经费说明:
  - 名称: 甲工程
    项目: [甲项目]
    项目概况: [第一段。, 第二段。]
    绩效目标: 建成。
`;
const TEXT = `{{#逐 "项目经费说明"}}
# {{名称}}{{额 "金额"}}
{{#if (有段 "项目概况")}}
# 概况
{{段 "项目概况"}}
{{/if}}
{{#if (有段 "立项依据")}}
# 依据
{{/if}}
# 目标
{{段 "绩效目标"}}
{{/逐}}`;

describe('项目经费说明', () => {
  it('prints each heading that is written, paragraph by paragraph, with the amount of its projects', () => {
    const input = PROJECT + STATED;
    const lines = printed(input, '预算', TEXT);
    const from = lines.lastIndexOf('# 一、甲工程1,500万元');
    expect(lines.slice(from, -1)).toEqual([
      '# 一、甲工程1,500万元',
      '# 二、概况',
      '第一段。',
      '第二段。',
      '# 三、目标',
      '建成。',
    ]);
  });

  it('its paragraphs are in force in its rows alone', () => {
    const [problem] = problemsOf('甲区', format('预算', '{{段 "实施主体"}}'));
    expect(problem).toMatchObject({ line: 2, column: 5 });
    expect(problem?.message).toBe('没有“实施主体”这个段');
  });

  it('names a project that there is, once', () => {
    const another = PROJECT + STATED.replace('甲项目', '乙项目');
    const twice = `${PROJECT}${STATED}  - { 名称: 甲工程 }\n`;
    const of = (input: string) =>
      compileText({ 'a.yaml': input }, format('预算', TEXT)).diagnostics.map(brief);
    expect(of(another)[0]).toContain(`a.yaml:${placeIn(another, '乙项目')} `);
    expect(of(another)[0]).toContain('乙项目');
    expect(of(twice)[0]).toMatch(/^a\.yaml:\d+:11 .*甲工程/);
  });

  it('is told where the format does not print it', () => {
    const input = PROJECT + STATED;
    const { checks } = compileText({ 'a.yaml': input }, format('预算', '无。'));
    const messages = checks.flatMap(({ outcome }) =>
      'message' in outcome ? [outcome.message] : [],
    );
    expect(messages).toContain('写了“项目经费说明”，格式“甲区”的表和文字都没有用到，不会印出来');
  });
});
