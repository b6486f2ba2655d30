/** 自评表 and 重点工作: rates, points and totals reckoned by hand. */
import { describe, expect, it } from 'vitest';
import { A, full } from './helpers/final.js';
import { bare, said } from './helpers/final-read.js';
import { compileWhole, line } from './helpers/input.js';

const base = said(compileWhole(full()));
const wuchang = said(compileWhole(full({ 格式: 'wuchang-2024' })));
const hongshan = said(compileWhole(full({ 格式: 'hongshan-2023' })));

/** The filled cells of the row that has a text among its cells. */
const rowOf = (one: typeof base, id: string, text: string) =>
  one
    .rows(id)
    .find((row) => row.includes(text))
    ?.filter(Boolean);

describe.each([
  ['base', base],
  ['wuchang', wuchang],
])('%s', (_, one) => {
  it('整体: 312 of 400 is 78%, of 20 points 15.6; 15.6 + 8 + 25 + 20 + 19.5', () => {
    expect(rowOf(one, '整体自评', '部门整体支出总额')).toEqual(
      expect.arrayContaining(['400', '312', '78%', '15.6']),
    );
    expect(rowOf(one, '整体自评', '基本支出总额')).toEqual([
      '基本支出总额',
      '215万元',
      '项目支出总额',
      '82万元',
    ]);
    expect(rowOf(one, '整体自评', '履行职责')).toEqual(['年度目标1', '履行职责', '8']);
    expect(rowOf(one, '整体自评', '平台数')?.slice(-4)).toEqual(['平台数', '2个', '1个', '25']);
    // full points where only the score is written; a second level without any indicator
    expect(rowOf(one, '整体自评', '培训')).toEqual(['培训', '3场', '3场', '20']);
    expect(rowOf(one, '整体自评', '时效指标')).toEqual(['时效指标', '无']);
    expect(rowOf(one, '整体自评', '总分')).toEqual(['总分', '88.1分']);
    expect(rowOf(one, '整体自评', '改进措施及结果应用方案')?.[1]).toBe('加快建设。');
  });

  it('项目: more than the budget earns no more than 20; two decimals; other full points', () => {
    const scores = [1, 2, 3].map((n) => [
      ...(rowOf(one, `项目自评-${n}`, '年度财政资金总额')?.slice(-4) ?? []),
      rowOf(one, `项目自评-${n}`, '总分')?.[1],
    ]);
    expect(scores).toEqual([
      ['40', '44', '110%', '20', '95分'], // 20 + 45 + 30
      ['24', '18', '75%', '15', '75分'], // 15 + 60
      ['27', '9', '33.3%', '3.33', '93.33分'], // 9 ÷ 27 × 10 + 90
    ]);
    const first = (id: string) => one.rows(id).flatMap((row) => row[0] || []);
    expect(first('整体自评')).toContain('预算执行情况（万元）（20分）');
    expect(first('项目自评-1')).toContain('年度绩效目标（80分）'); // 50 + 30
    expect(first('项目自评-3')).toContain('预算执行情况（万元）（10分）');
    const header = rowOf(one, '项目自评-3', '预算数（A）');
    expect(header?.at(-1)).toBe('得分（10分×执行率）');
  });

  it('boxes are ticked; a word that the form has not stands behind', () => {
    expect(rowOf(one, '项目自评-1', '项目类型')?.[1]).toBe(
      '1、常年性项目☑　2、延续性项目□　3、一次性项目□　4、试点项目☑',
    );
    expect(rowOf(one, '项目自评-2', '项目属性')?.[1]).toBe('1、持续性项目□　2、新增性项目□');
  });
});

it('hongshan: each form is an attachment with its total above; rates with two decimals', () => {
  expect(hongshan.table('整体自评')).toMatchObject({
    title: '2024年度示例部门整体绩效自评表',
    lead: '单位名称（盖章）：示例局',
    middle: '填报日期：2025年3月31日',
    unit: '总分：88.1分',
  });
  expect(hongshan.table('项目自评-3').unit).toBe('自评得分：93.33分');
  expect(hongshan.table('整体自评').preface).toEqual([
    '一、部门整体绩效评价自评报告',
    '（一）部门整体绩效自评得分88.1分',
    '（二）预算执行情况。部门整体支出总额预算数为400万元，执行数为312万元，执行率为78%。',
    '二、部门整体绩效自评表',
  ]);
  const blocks = (n: number) => hongshan.rows(`项目自评-${n}`).flatMap((row) => row[0] || []);
  expect(blocks(1)).toEqual(expect.arrayContaining(['项目绩效总目标', '项目年度绩效指标（80分）']));
  expect(blocks(2)).toContain('项目绩效总目标（80分）');
  expect(blocks(3)).toContain('预算执行情况（万元）（10分）');
  expect(hongshan.rows('整体自评').flat()).toContain('年度目标1（10分）履行职责');
  expect(hongshan.rows('项目自评-3').find((row) => row.includes('33.33%'))).toContain('3.33');
  expect(hongshan.all.filter((text) => text.startsWith('# 附件'))).toEqual([
    '# 附件1　2024年度示例局整体绩效评价自评结果',
    '# 附件2　2024年度信息化项目绩效评价自评结果',
    '# 附件3　2024年度公益项目绩效评价自评结果',
    '# 附件4　2024年度改革和服务项目绩效评价自评结果',
  ]);
});

it('重点工作: the column of goals only where the form has it', () => {
  const tasks = [
    ['1', '平台建设', '建一个平台', '已建成'],
    ['2', '体育设施', '', '已交付'],
  ];
  expect(base.rows('重点工作')).toEqual(tasks);
  expect(hongshan.rows('重点工作')).toEqual(tasks.map(([n, what, , done]) => [n, what, done]));
});

describe('forms that are not scored, or wrongly', () => {
  const indicator = (more: object) => [
    { 指标: { 产出指标: { 数量指标: [{ 名称: '户', 目标值: '1', 完成值: '1', ...more }] } } },
  ];
  const project = (more: object) => ({
    收入: [{ 单位: A, 一般公共预算拨款: { '2010302': 30 } }],
    基本支出: [],
    项目支出: [{ 名称: '甲', 单位: A, 支出: [{ 功能科目: '2010302', 金额: 30 }] }],
    项目自评: [{ 名称: '甲', 项目: ['甲'], 全年预算: 60, ...more }],
  });
  const found = (parts: object) =>
    compileWhole(bare({ ...parts }))
      .diagnostics.filter((d) => d.code === 'score-mismatch')
      .map(line);

  it('no scores: neither points nor a total are printed', () => {
    const one = said(compileWhole(bare(project({ 目标: indicator({}) }))));
    const texts = one.rows('项目自评-1').flat();
    expect(rowOf(one, '项目自评-1', '年度财政资金总额')?.slice(-3)).toEqual(['60', '30', '50%']);
    expect(texts.filter((text) => /得分|总分|（\d*分）/.test(text))).toEqual([]);
    const other = bare({ ...project({ 目标: indicator({}) }), 格式: 'hongshan-2023' });
    const cells = said(compileWhole(other)).rows('项目自评-1').flat();
    expect(cells.filter((text) => /得分|（\d*分）/.test(text))).toEqual([]);
    expect(cells).toContain('项目年度绩效指标');
  });

  it('a budget of nothing has no rate, in the form and in the sentence', () => {
    const input = bare(project({ 全年预算: 0, 目标: indicator({}) }));
    const one = said(compileWhole(input));
    expect(one.section('）项目支出自评结果').at(-1)).toBe(
      '1.甲绩效自评综述：项目全年预算数为0万元，执行数为30万元。',
    );
    expect(rowOf(one, '项目自评-1', '年度财政资金总额')?.filter((text) => /%/.test(text))).toEqual(
      [],
    );
  });

  it('a budget of nothing has no rate in front of the form either', () => {
    const 整体自评 = { 全年预算: 0, 目标: indicator({ 得分: 80 }) };
    const one = said(compileWhole(bare({ 整体自评, 格式: 'hongshan-2023' })));
    expect(one.table('整体自评').preface[2]).toBe(
      '（二）预算执行情况。部门整体支出总额预算数为0万元，执行数为100万元。',
    );
  });

  it('full points that are not 100 in all, and a stated total that is not the sum', () => {
    const wrong = { 目标: indicator({ 分值: 70, 得分: 60 }), 总分: 71 };
    expect(found(project(wrong))).toEqual([
      expect.stringMatching(/“甲”自评表的分值合计 90 分，应为 100 分/),
      expect.stringMatching(/“甲”自评表的总分写的是 71，各项得分之和是 70/), // 30 ÷ 60 × 20 + 60
    ]);
    expect(found(project({ 目标: indicator({ 分值: 80, 得分: 60 }), 总分: 70 }))).toEqual([]);
  });
});
