/** Subjects have years: a code that an input's year does not have, and the names of the year. */
import { describe, expect, it } from 'vitest';
import { outOfYear } from '../src/model/subjects.js';
import { edit, SMALL, small } from './helpers/input.js';
import { brief, compiled, compileText, profileOf } from './helpers/world.js';

const told = (input: string, others: Readonly<Record<string, string>> = {}) =>
  compileText({ 'a.yaml': input, ...others })
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief);
const inYear = (year: number, code: string, more = '') =>
  `${edit(edit(SMALL, '年度: 2026', `年度: ${year}`), '"2060101"', `"${code}"`)}${more}`;

describe('a code', () => {
  it.each([
    [2023, '2010308', []],
    [
      2024,
      '2010308',
      [
        'a.yaml:20:11 2024 年没有科目 2010308 信访事务，只用到 2023 年〔改为 2014004 信访业务（信访事务改为单独的款）；确在用的，在“科目补充”里写上 "2010308": {名称: …}〕',
      ],
    ],
    [2024, '2014004', []],
    [
      2023,
      '2014004',
      [
        'a.yaml:20:11 2023 年没有科目 20140 信访事务，2024 年起才有〔以前是 2010308 信访事务（信访事务改为单独的款）；确在用的，在“科目补充”里写上 "20140": {名称: …}〕',
      ],
    ],
    [2018, '2240101', ['a.yaml:20:11 2018 年没有科目 224 灾害防治及应急管理支出，2019 年起才有']],
  ])('in %i: %s', (year, code, expected) => {
    const found = told(inYear(year, code));
    expect(found).toHaveLength(expected.length);
    for (const [i, words] of expected.entries()) expect(found[i]).toContain(words);
  });

  it('holds where the input says so itself', () => {
    const kept = '科目补充: { 功能分类: { "2010308": { 名称: 信访事务 } } }\n';
    expect(told(inYear(2026, '2010308', kept))).toEqual([]);
  });

  it('of the year before is one of that year', () => {
    const before = (year: number) =>
      inYear(year, '2060101', '上年:\n  一般公共预算支出: { "2010308": 100, "2060101": 20 }\n');
    expect(told(before(2024))).toEqual([]);
    const [first, ...others] = told(before(2025));
    expect(others).toEqual([]);
    expect(first).toContain('2024 年没有科目 2010308 信访事务，只用到 2023 年');
  });

  it('of a file that stands for the year before, too', () => {
    const now = inYear(2024, '2014004', '上年: b.yaml\n');
    expect(told(now, { 'b.yaml': inYear(2023, '2010308') })).toEqual([]);
    expect(told(now, { 'b.yaml': inYear(2023, '2014004') })[0]).toContain(
      'b.yaml:20:11 2023 年没有科目 20140 信访事务',
    );
  });

  it('of a change may be one of either year', () => {
    const reason = '变动原因:\n  功能科目:\n    "2010308": 机构改革\n';
    const has = (found: readonly string[]) => found.some((one) => one.includes('年没有科目'));
    expect(has(told(inYear(2024, '2060101', reason)))).toBe(false);
    expect(has(told(inYear(2025, '2060101', reason)))).toBe(true);
  });
});

describe('names', () => {
  const namesIn = (year: number, more = '') => {
    const input = inYear(year, '2060101', more);
    return compiled(compileText({ 'a.yaml': input })).budget.subjects.functional;
  };
  it.each([
    [2026, '巩固脱贫攻坚成果衔接乡村振兴'],
    [2023, '巩固脱贫攻坚成果衔接乡村振兴'],
    [2022, '巩固脱贫衔接乡村振兴'],
    [2021, '扶贫'],
  ])('in %i 21305 is %s', (year, name) => {
    expect(namesIn(year).get('21305')?.name).toBe(name);
  });
  it('of a class, an item and one that was renamed twice go back together', () => {
    const names = namesIn(2018);
    expect(['207', '2079999', '20805', '2130599'].map((code) => names.get(code)?.name)).toEqual([
      '文化体育与传媒支出',
      '其他文化体育与传媒支出',
      '行政事业单位离退休',
      '其他扶贫支出',
    ]);
    expect(names.get('2060101')?.name).toBe('行政运行');
  });
  it('that the input gives itself must be those of its year', () => {
    const own = (name: string) => `科目补充: { 功能分类: { "21305": { 名称: ${name} } } }\n`;
    expect(told(inYear(2021, '2060101', own('扶贫')))).toEqual([]);
    expect(told(inYear(2024, '2060101', own('扶贫')))[0]).toContain(
      '科目字典里 21305 是“巩固脱贫攻坚成果衔接乡村振兴”，这里写的是“扶贫”',
    );
  });
});

it('what is below a subject follows it', () => {
  const { subjects } = profileOf('预算');
  expect(outOfYear(subjects, '2013950', 2023)).toEqual({ code: '20139', since: 2024 });
  expect(outOfYear(subjects, '2013950', 2024)).toBeUndefined();
  expect(outOfYear(subjects, '2060101', 2001)).toBeUndefined();
});

it('a code that has ended is not suggested', () => {
  expect(told(small('"2060101"', '"2010388"'))[0]).not.toContain('2010308');
});
