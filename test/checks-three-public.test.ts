/** 公开-18: “三公”经费 that a project names and no economic subject shows. */
import { describe, expect, it } from 'vitest';
import { threePublicWords } from '../src/prose/three-public.js';
import { compileWhole, line, SMALL } from './helpers/input.js';

const told = (text: string) => threePublicWords(text).map(({ words }) => words);

describe('words of “三公”经费', () => {
  it.each([
    ['公务用车购置', ['公务用车购置']],
    ['购置公务用车2辆', ['购置公务用车']],
    ['更新一辆公务用车', ['更新一辆公务用车']],
    ['公务用车运行维护、保险等', ['公务用车运行']],
    ['用于保障公务用车', ['公务用车']],
    ['公车加油', ['公车加油']],
    ['因公出国（境）培训', ['因公出国']],
    ['出国（境）团组费用', ['出国（境）']],
    ['公务接待、差旅费', ['公务接待']],
    ['招商接待费', ['接待费']],
    ['不含差旅费，公务接待费据实列支', ['公务接待']],
    ['办公费、餐费等', ['餐费']],
    ['差旅费，公务用车运行费，接待费', ['公务用车运行', '接待费']],
  ])('%s', (text, words) => {
    expect(told(text)).toEqual(words);
  });
  it.each([
    '群众来访接待中心建设',
    '出国留学人员服务',
    '出入境管理',
    '公务用车平台租赁',
    '租用车辆，公务用车租赁费',
    '公务用车信息化管理系统',
    '公务用车充电桩建设',
    '学生营养餐费补助',
    '老年人助餐费',
    '职工食堂餐费',
    '不含公务接待费',
    '不得用于公务用车、公务接待',
    '接待咨询群众2000人次',
    '信访接待费',
  ])('nothing in %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

/** SMALL with a project of a name and a purpose, and what stands in its line. */
const project = (name: string, purpose: string, more = '') =>
  SMALL.slice(0, SMALL.indexOf('项目支出:')) +
  [
    '项目支出:',
    `  - 名称: ${name}`,
    '    单位: "100001"',
    `    用途: ${purpose}`,
    '    支出:',
    `      - { 功能科目: "2060199", ${more}金额: 1500 }`,
    '',
  ].join('\n');
const warned = (input: string) =>
  compileWhole(input)
    .diagnostics.filter(({ rule }) => rule === '公开-18')
    .map(line);

describe('a project that names them', () => {
  it('without the economic subject is told at the word, with the subject to write', () => {
    const input = project('车辆更新', '购置公务用车2辆');
    expect(warned(input)).toEqual([
      expect.stringMatching(
        /警告 balance-mismatch 项目“车辆更新”的“用途”说到“购置公务用车”，支出 0\.15 万元里没有经济科目 31013 公务用车购置费，“三公”经费里没有算 → 是“三公”经费的，那一部分在“支出”里单列一行，写“经济科目: "31013"”；/,
      ),
    ]);
    const row = input.split('\n').findIndex((text) => text.includes('购置公务用车2辆')) + 1;
    expect(warned(input)[0]).toMatch(new RegExp(`^${row}:9 `));
  });
  it('each item is told once, wherever it is named', () => {
    expect(warned(project('公务接待', '公务接待、公务用车运行维护'))).toEqual([
      expect.stringContaining('“名称”说到“公务接待”'),
      expect.stringContaining('“用途”说到“公务用车运行”'),
    ]);
  });
  it('with the subject, of other money, or waived is not', () => {
    expect(warned(project('车辆更新', '购置公务用车', '经济科目: "31013", '))).toEqual([]);
    expect(warned(project('车辆更新', '保障公务用车', '经济科目: "30231", '))).toEqual([]);
    expect(warned(project('车辆更新', '购置公务用车', '经济科目: "30231", '))).toHaveLength(1);
    expect(warned(project('车辆更新', '购置公务用车', '资金: 单位资金, '))).toEqual([]);
    const waiver = '豁免:\n  - { 规则: 公开-18, 内容: 购置公务用车, 理由: 特种车辆 }\n';
    expect(warned(project('车辆更新', '购置公务用车') + waiver)).toEqual([]);
  });
});
