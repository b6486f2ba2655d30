/** 封面栏目: what a format has the input write for its cover. */
import { describe, expect, it } from 'vitest';
import { reportOf } from '../src/checks/report.js';
import { loadProfile } from '../src/forms/library.js';
import { editionOf } from '../src/review/open/edition-of.js';
import { formatText } from '../src/review/show/format-text.js';
import { skeletonText } from '../src/review/show/skeleton.js';
import { trialProblems } from '../src/trial.js';
import { htmlOf } from './helpers/print.js';
import { compileIn, inputWith, PROFILE, province, SENTENCES } from './helpers/schedules.js';
import { brief, compiled, overlay, placeIn, problemsOf } from './helpers/world.js';

const COVER = `封面:
  上方: ["监督索引号{监督索引号}"]
  落款: ["公开时间：{公开时间}", "保密审查情况：{保密审查}　审签：{审签人}", "{编制日期}"]
  栏目:
    监督索引号: {类: 编号, 位数: 20, 必填: 是}
    公开时间: 日期
    保密审查: {选项: [已审查, 未审查]}
    审签人: 文字
`;
const FILES = province([PROFILE, '公开要求', `${COVER}公开要求`]);
const NUMBER = '监督索引号: "53042400136002000000"';
const parts = (cover: string) => `${cover}附表: { 新增资产: [] }\n`;
const compileCover = (cover: string) => compileIn(FILES, parts(cover));
const errors = (cover: string) =>
  compileCover(cover)
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief);
const at = (cover: string, passage: string) => placeIn(inputWith(parts(cover)), passage);

describe('the cover', () => {
  it('shows what is written, above the title and below it', () => {
    const { document } = compiled(
      compileCover(`封面: { ${NUMBER}, 公开时间: 2026-02-09, 保密审查: 已审查, 审签人: 张三 }\n`),
    );
    expect(document.cover).toEqual({
      above: ['监督索引号53042400136002000000'],
      title: ['示例局', '2026年部门预算'],
      lines: ['公开时间：2026年2月9日', '保密审查情况：已审查　审签：张三', '2026年1月15日'],
    });
    const page = htmlOf(document);
    expect(page.indexOf('监督索引号5304')).toBeGreaterThan(0);
    expect(page.indexOf('监督索引号5304')).toBeLessThan(page.indexOf('2026年部门预算</div>'));
  });

  it('leaves out a line of which nothing is written', () => {
    const { document } = compiled(compileCover(`封面: { ${NUMBER}, 审签人: 张三 }\n`));
    expect(document.cover.lines).toEqual(['保密审查情况：　审签：张三', '2026年1月15日']);
  });

  it('takes no text for markup', () => {
    const { document } = compiled(compileCover(`封面: { ${NUMBER}, 审签人: "<b>张三</b>" }\n`));
    expect(htmlOf(document)).toContain('&lt;b&gt;张三&lt;/b&gt;');
  });

  it('stands in sentences as well, and in what diff compares', () => {
    const files = province(
      [PROFILE, '公开要求', `${COVER}公开要求`],
      [SENTENCES, '没有。', '索引号{{监督索引号}}。'],
    );
    const result = compileIn(files, parts(`封面: { ${NUMBER} }\n`));
    const own = editionOf('a.yaml', compiled(result), result.sources, '1.0.0');
    const texts = own.parts?.flatMap(({ blocks }) =>
      blocks.flatMap((one) => (one.kind === 'paragraph' ? one.runs.map(({ text }) => text) : [])),
    );
    expect(texts).toContain('监督索引号53042400136002000000');
    expect(texts).toContain('索引号53042400136002000000。');
  });
});

describe('an input', () => {
  it('that lacks what must be there is refused, with the place', () => {
    const told = '“封面”里缺少“监督索引号”，格式“甲省”要求写〔请加上“封面: {监督索引号: …}”〕';
    expect(errors('')).toEqual([`a.yaml:1:1 ${told}`]);
    const cover = '封面: { 公开时间: 2026-02-09 }\n';
    expect(errors(cover)).toEqual([`a.yaml:${at(cover, '封面')} ${told}`]);
    const skeleton = skeletonText(reportOf('a.yaml', compileCover('')));
    expect(skeleton).toContain('封面:\n  监督索引号: （请填写监督索引号）  # 印在封面上\n');
  });

  it('has no field that the format does not have', () => {
    const cover = `封面: { ${NUMBER}, 公开时期: 2026-02-09 }\n`;
    expect(errors(cover)).toEqual([
      `a.yaml:${at(cover, '公开时期')} 格式“甲省”没有“公开时期”这个封面栏目〔是不是“公开时间”？〕`,
    ]);
  });

  it('has values of the kind that the format says, and is told of each once', () => {
    const cover = '封面: { 监督索引号: "5304", 公开时间: 二月, 保密审查: 审过 }\n';
    expect(errors(cover)).toEqual([
      `a.yaml:${at(cover, '"5304"')} 监督索引号应为 20 位数字或字母，写的是“5304”`,
      `a.yaml:${at(cover, '二月')} 公开时间应写成 2025-12-17 的样子`,
      `a.yaml:${at(cover, '审过')} “保密审查”不能写“审过”〔可用的值：已审查、未审查〕`,
    ]);
  });
});

describe('a format', () => {
  it('is tried with made-up fields, and tells them', () => {
    const folder = overlay(FILES);
    const profile = loadProfile('甲省', folder);
    expect(trialProblems(profile, folder)).toEqual([]);
    expect(formatText(profile)).toContain(
      '封面栏目：监督索引号（编号，20 位，必填）、公开时间（日期）、保密审查（已审查/未审查）、审签人（文字）\n',
    );
  });

  const told = (from: string, to: string) => {
    const text = COVER.replace(from, to);
    expect(text).not.toBe(COVER);
    const files = province([PROFILE, '公开要求', `${text}公开要求`]);
    return problemsOf('甲省', files).map(brief);
  };

  it('prints every field, under a name that nothing else has', () => {
    expect(told('　审签：{审签人}', '')).toEqual([
      'templates/profiles/甲省.yaml:13:5 封面栏目“审签人”没有印出来〔请在“封面”的“上方”“标题”“落款”或“文末”里写 {审签人}〕',
    ]);
    expect(told('    审签人: 文字', '    审签人: 文字\n    年度: 文字')[0]).toBe(
      'templates/profiles/甲省.yaml:14:5 “年度”已经是别处写的字段，请换一个名字',
    );
    expect(told('公开时间：{公开时间}', '公开时间：{公开时刻}')[0]).toMatch(
      /^templates\/profiles\/甲省\.yaml:8:8 没有“公开时刻”这个字段〔是不是“公开时间”？〕/,
    );
  });

  it('has no amounts on its cover', () => {
    expect(told('公开时间: 日期', '公开时间: 金额')[0]).toMatch(/“公开时间”不能写“金额”/);
  });
});
