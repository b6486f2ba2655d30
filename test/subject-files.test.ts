/** 科目补充: 文件 — subjects that all inputs of a bureau share. */
import { describe, expect, it } from 'vitest';
import { edit, SMALL, small } from './helpers/input.js';
import { brief, compiled, compileText, type Overlay, placeIn } from './helpers/world.js';

const FILE = `# 本局的科目
功能分类:
  "201": |
    20107 税收事务
    2010701 行政运行
    2010706 代扣代收代征税款手续费 ｜ 反映手续费。
  "2069801": { 名称: 本市科技专项, 说明: 反映专项。 }
  "20698": { 名称: 本市科技 }
经济分类:
  "302": |
    30298 本市专用费
政府经济分类:
  "508": |
    50803 资本金注入
政府经济科目:
  "30107": { 机关: "50199" }
`;
const BUREAU: Overlay = { 'subjects/我市2026.yaml': FILE };
const SHARED = '科目补充: { 文件: 我市2026 }\n';

const told = (
  input: string,
  files: Overlay = BUREAU,
  others: Readonly<Record<string, string>> = {},
) =>
  compileText({ 'a.yaml': input, ...others }, files)
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief);

describe('a file of subjects', () => {
  const input = edit(small('"2060101"', '"2010706"'), '"30201": 500.50', '"30298": 500.50');

  it('is added to the dictionary, as lines or as an input writes them', () => {
    expect(told(`${input}${SHARED}`)).toEqual([]);
    const { subjects } = compiled(compileText({ 'a.yaml': `${input}${SHARED}` }, BUREAU)).budget;
    expect(subjects.functional.get('2010706')).toEqual({
      code: '2010706',
      name: '代扣代收代征税款手续费',
      definition: '反映手续费。',
    });
    expect(subjects.functional.get('2069801')?.name).toBe('本市科技专项');
    expect(subjects.economic.get('30298')).toMatchObject({ name: '本市专用费', group: '公用经费' });
    expect(subjects.government.get('50803')?.name).toBe('资本金注入');
    expect(subjects.mapping.机关.get('30107')).toEqual({ code: '50199' });
    expect(subjects.mapping.事业单位.get('30107')).toBeUndefined();
  });

  it('is among the files of the package', () => {
    const { sources } = compileText({ 'a.yaml': `${input}${SHARED}` }, BUREAU);
    expect(sources.map(({ file }) => file)).toEqual(['a.yaml', 'templates/subjects/我市2026.yaml']);
  });

  it('stands beside additions of the input, and beside other files: the last has its way', () => {
    const files = { ...BUREAU, 'subjects/本区.yaml': '功能分类:\n  "20107": { 名称: 税务 }\n' };
    const more = `${input}科目补充:\n  文件: [我市2026, 本区]\n  功能分类: { "2010799": { 名称: 其他税务支出 } }\n`;
    expect(told(more, files)).toEqual([]);
    const { functional } = compiled(compileText({ 'a.yaml': more }, files)).budget.subjects;
    expect(functional.get('20107')?.name).toBe('税务');
    expect(functional.get('2010701')?.name).toBe('行政运行');
    expect(functional.get('2010799')?.name).toBe('其他税务支出');
  });

  it('has the names of an official list: they come before the dictionary, but not before the format', () => {
    const names = '功能分类:\n  "206": |\n    2060101 科技行政\n    2060199 其他科技\n';
    const files = {
      'subjects/甲.yaml': names,
      'profiles/试.yaml': '名称: 试\n继承: 预算\n科目: { "2060199": { 名称: 格式的名称 } }\n',
    };
    const own = `${edit(SMALL, '格式: wuchang-2026', '格式: 试')}科目补充: { 文件: 甲 }\n`;
    const { functional } = compiled(compileText({ 'a.yaml': own }, files)).budget.subjects;
    expect(functional.get('2060101')?.name).toBe('科技行政');
    expect(functional.get('2060199')?.name).toBe('格式的名称');
  });

  it('may be shared by the year before, and stands once among the files', () => {
    const before = `${edit(input, '年度: 2026', '年度: 2025')}${SHARED}`;
    const now = `${input}${SHARED}上年: b.yaml\n`;
    expect(told(now, BUREAU, { 'b.yaml': before })).toEqual([]);
    const { sources } = compileText({ 'a.yaml': now, 'b.yaml': before }, BUREAU);
    expect(sources.map(({ file }) => file)).toEqual([
      'a.yaml',
      'templates/subjects/我市2026.yaml',
      'b.yaml',
    ]);
  });
});

const HOW = '科目文件由“gongkai import --科目 官方清单.xlsx -o 科目/名字.yaml”生成，这里写名字';

describe('mistakes', () => {
  it.each([
    ['上海2025', '没有科目文件“上海2025”', `是不是“我市2026”？；${HOW}`],
    ['功能分类', '没有科目文件“功能分类”', HOW],
    ['../我市2026', '没有科目文件“../我市2026”', HOW],
  ])('a file that there is not: %s', (name, message, hint) => {
    const input = `${SMALL}科目补充: { 文件: ${name} }\n`;
    const [first, ...others] = told(input);
    expect(others).toEqual([]);
    expect(first).toContain(`a.yaml:${placeIn(input, name)} ${message}`);
    expect(first).toContain(hint.split('；').at(-1));
  });

  const wrong = (from: string, to: string) =>
    told(`${SMALL}${SHARED}`, { 'subjects/我市2026.yaml': edit(FILE, from, to) });
  it.each([
    [
      '2010701 行政运行',
      '201070 行政运行',
      '5:5 科目编码“201070”不对〔以 2 开头，3、5、7 位数字〕',
    ],
    ['2010701 行政运行', '行政运行 2010701', '5:5 这一行不是“编码 名称”：行政运行 2010701'],
    ['2010701 行政运行', '2010701 行政运行 〔始2020〕', '5:5 〔〕里不能写“始2020”'],
    ['20107 税收事务\n    ', '', '4:5 科目 2010701 的上级 20107 不在前面〔请先写上级科目〕'],
    [
      '    2010701 行政运行\n',
      '    2010701 行政运行\n    2010701 行政运行\n',
      '6:5 科目 2010701 写了两次',
    ],
    ['2010701 行政运行', '2020101 行政运行', '5:5 2020101 不在 201 类'],
    ['  "20698": { 名称: 本市科技 }\n', '', '7:3 科目 2069801 的上级 20698 不在字典里'],
    ['"30107": {', '"30197": {', '16:3 科目字典里没有经济科目 30197'],
    ['"50199"', '"50198"', '16:18 科目字典里没有政府经济科目 50198'],
    ['政府经济科目:', '政府科目:', '15:1 没有“政府科目”这个键'],
  ])('%j written %j', (from, to, message) => {
    const [first] = wrong(from, to);
    expect(first).toContain(`templates/subjects/我市2026.yaml:${message}`);
  });

  it('an unknown code says how it may be added', () => {
    expect(told(small('"2060101"', '"2010706"'))[0]).toContain(
      '全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里',
    );
  });

  it('where the input has other mistakes, what the file has is known all the same', () => {
    const broken = edit(small('"2060101"', '"2010706"'), '编制日期: 2026-01-15', '编制日期: 某日');
    const found = told(`${broken}${SHARED}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('a.yaml:4:');
  });
});
