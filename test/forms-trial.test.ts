/** A format whose relations do not hold on the trial department is refused, in the form. */
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { loadProfile } from '../src/forms/library.js';
import { trialProblems } from '../src/trial.js';
import { templates } from './helpers/input.js';
import { brief, type Overlay, overlay, placeIn } from './helpers/world.js';

function tried(files: Overlay): string[] {
  const folder = overlay(files);
  return trialProblems(loadProfile('试', folder), folder).map(brief);
}

describe.each(['预算', '决算'])('the department of the trial: %s', (kind) => {
  const result = compile(`trial/${kind}.yaml`, { read: templates.read, templates });
  const { budget } = result.model ?? {};

  it('is right, and every table of figures is full', () => {
    expect(result.diagnostics.filter(({ severity }) => severity === '错误')).toEqual([]);
    const listed = [...result.tables].filter(([id]) => /^(预算0[1-9]|预算10|公开0[1-9])/.test(id));
    expect(listed.length).toBeGreaterThan(8);
    for (const [, tables] of listed)
      for (const { cells } of tables)
        expect(cells.some(({ content }) => content.figure?.sources.length)).toBe(true);
  });

  it('has no two amounts alike, this year and the years that it is compared with', () => {
    const years = [budget, budget?.prior, budget?.initial].flatMap((year) => year?.facts ?? []);
    const amounts = years.map(({ amount }) => amount.value.toString());
    expect(amounts.length).toBeGreaterThan(200);
    expect(new Set(amounts).size).toBe(amounts.length);
  });
});

describe('a form', () => {
  const TABLE = 'profiles/试/试表.yaml';
  const listed = '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n';
  const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n列宽: [12, 14]\n表头: [[名称, 合计]]\n表体:\n';
  const total = '  - 逐: 合计\n    内容: [{行: [合计, {量: 支出}]}]\n';
  const nested = (inner: string, own = '') =>
    `${HEAD}${total}  - 逐: 所属单位\n    内容: [${own}{${inner}, 内容: [{行: ["{名称}", {量: 支出}]}]}]\n`;
  const row = '{行: ["{名称}", {量: 支出}]}, ';
  const of = (table: string) => tried({ 'profiles/试.yaml': listed, [TABLE]: table });

  it('with a heading over another quantity is refused at its table', () => {
    const own =
      '名称: 试\n继承: 预算\n改表: {预算03: {改列: {基本支出: {名: 基本支出, 量: 支出, 性质: 项目支出}}}}\n';
    const problems = tried({ 'profiles/试.yaml': own });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(
      /^templates\/budget\/预算03\.yaml:\d+:\d+ 用试算的数核对：.*预算03 支出总表.*相差/,
    );
  });

  it.each([
    ['units, each with its subjects', nested('逐: 功能科目', row)],
    ['subjects of each unit, without a row of the unit', nested('逐: 功能科目')],
    [
      'units with their subjects, each by its funds',
      nested('逐: 功能科目', row).replace(
        '量: 支出}]}]}]',
        '量: 支出}]}, {逐: 资金, 内容: [{行: ["{名称}", {量: 支出}]}]}]}]',
      ),
    ],
    [
      'two trees after each other',
      `${HEAD}${total}${['功能科目', '单位'].map((one) => `  - 逐: ${one}\n    内容: [{行: ["{名称}", {量: 支出}]}]\n`).join('')}`,
    ],
    [
      'the department and its units, each with its subjects',
      nested('逐: 功能科目', row).replace('所属单位', '单位'),
    ],
  ])('that lists %s is right', (_, table) => {
    expect(of(table)).toEqual([]);
  });

  it('whose nested rows are not all there is refused', () => {
    const table = nested('逐: 功能科目, 资金: 一般公共预算', row);
    const problems = of(table);
    expect(problems.length).toBeGreaterThan(1);
    for (const problem of problems) {
      expect(problem).toContain(
        `templates/${TABLE}:${placeIn(table, '试表')} 用试算的数核对：试表 试表“试算`,
      );
      expect(problem).toContain('〔请核对格式里这张表的行源是不是列全了下一级的各行〕');
    }
  });

  it('that asks last year more finely than a budget is written is refused at the column', () => {
    const table = `表号: 试表\n名称: 试表\n纸张: 纵向\n列:\n  - {名: 上年, 量: 收入, 科目: "201", 口径: 上年}\n  - {名: 本年, 量: 收入}\n行源: [合计]\n`;
    expect(of(table)).toEqual([
      `templates/${TABLE}:5:5 用试算的数核对：试表 试表的“上年”一栏的数都不知道：上年收入没有按功能科目写〔请把“上年”写得这样细（可以写它的输入文件名），或在格式里去掉这一栏〕`,
    ]);
  });
});
