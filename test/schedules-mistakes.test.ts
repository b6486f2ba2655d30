/** What is told of 附表 that are declared wrongly, and of lines that are not as they are declared. */
import { describe, expect, it } from 'vitest';
import {
  compileIn,
  FILES,
  inputWith,
  LINES,
  PROFILE,
  province,
  SENTENCES,
  TABLE,
} from './helpers/schedules.js';
import { brief, compileText, type Overlay, placeIn, problemsOf } from './helpers/world.js';

/** All errors of an input, each with where its passage stands. */
function errors(parts: string, ...expected: readonly (readonly [passage: string, told: string])[]) {
  const found = compileIn(FILES, parts).diagnostics.filter(({ severity }) => severity === '错误');
  expect(found.map(brief)).toEqual(
    expected.map(([passage, told]) => `a.yaml:${placeIn(inputWith(parts), passage)} ${told}`),
  );
}
const lines = (from: string, to: string) => {
  expect(LINES.split(from)).toHaveLength(2);
  return LINES.replace(from, to);
};

describe('lines of an input', () => {
  it('have no list that no table asks for', () => {
    errors('附表: { 新增资金: [] }\n', [
      '新增资金',
      '格式“甲省”没有“新增资金”这个附表〔是不是“新增资产”？〕',
    ]);
  });

  it('are told where the format asks for none at all', () => {
    const input = inputWith().replace('格式: 甲省', '格式: wuchang-2026');
    const told = compileText({ 'a.yaml': input }).diagnostics.filter(
      ({ severity }) => severity === '错误',
    );
    expect(told.map(brief)).toEqual([
      `a.yaml:${placeIn(input, '新增资产:')} 格式“wuchang-2026”没有“新增资产”这个附表〔请删去；要有的，在格式里这张表的“附表”里说明〕`,
    ]);
  });

  it('have no column that is not declared, and all that must be there', () => {
    errors(
      lines('名称: 仪器', '名秤: 仪器'),
      ['{ 单位: "100002"', '“新增资产”第 2 项里缺少“名称”〔请加上“名称: ”〕'],
      ['名秤', '没有“名秤”这个键〔是不是“名称”？〕'],
    );
  });

  it('have values of the kind of their column', () => {
    errors(lines('数量: 3,', '数量: 3.5,'), [
      '3.5,',
      '数量应为整数，写的是数字 3.5〔只写数字，不加引号，不写“台”；没有的写 0〕',
    ]);
    errors(lines('数量: 3,', '数量: 3台,'), [
      '3台',
      '数量应为整数，写的是“3台”〔数字后面写了“台”，请写成 3〕',
    ]);
    errors(lines('面积: 12.50', '面积: 12.505'), [
      '12.505',
      '面积应为数字，最多 2 位小数，写的是数字 12.505〔只写数字，不加引号，不写“平方米”；没有的写 0〕',
    ]);
    errors(lines('金额: 30000.5', '金额: 30000.505'), [
      '30000.505',
      '金额 30000.505 有 3 位小数，以元为单位最多 2 位（精确到分）',
    ]);
    errors(lines('2026-03-01', '2026-02-30'), ['2026-02-30', '没有 2026-02-30 这一天']);
    errors(lines('种类: 通用', '种类: 通用的'), [
      '通用的',
      '“种类”不能写“通用的”〔可用的值：通用、专用〕',
    ]);
  });

  it('name units and subjects that there are', () => {
    errors(lines('"100002", 名', '"100003", 名'), [
      '"100003"',
      '“单位”里没有列出代码 100003〔是不是“100001”？〕',
    ]);
    errors(lines('"2010301", 购', '"20103", 购'), [
      '"20103", 购',
      '功能科目要写到项级（7 位数字），写的是 20103（政府办公厅（室）及相关机构事务）〔例如 2010301 行政运行、2010302 一般行政管理事务、2010303 机关服务〕',
    ]);
  });

  it('are looked at where the rest of the file is wrong too', () => {
    const input = inputWith(lines('数量: 3,', '数量: 三,')).replace('\n收入:', '\n收人:');
    const told = compileText({ 'a.yaml': input }, FILES).diagnostics.map(brief);
    expect(told).toContain(
      `a.yaml:${placeIn(input, '三,')} 数量应为整数，写的是“三”〔只写数字，不加引号，不写“台”；没有的写 0〕`,
    );
  });

  it('may be of another year, which is only compared with', () => {
    const input = inputWith('上年: b.yaml\n附表: { 新增资产: [] }\n');
    const before = inputWith('附表: { 别的: [{ 甲: 1 }] }\n').replace('年度: 2026', '年度: 2025');
    const result = compileText({ 'a.yaml': input, 'b.yaml': before }, FILES);
    expect(result.diagnostics.filter(({ severity }) => severity === '错误')).toEqual([]);
  });
});

describe('a template', () => {
  /** All that is told of one file of the province. */
  const told = (path: string, files: Overlay, ...expected: (readonly [string, string])[]) =>
    expect(problemsOf('甲省', files).map(brief)).toEqual(
      expected.map(
        ([passage, message]) =>
          `templates/${path}:${placeIn(files[path] ?? '', passage)} ${message}`,
      ),
    );
  const table = (from: string, to: string) => province([TABLE, from, to]);

  it('is right as it is', () => {
    expect(problemsOf('甲省', FILES)).toEqual([]);
  });

  it('says what is counted, and only of counts', () => {
    told(TABLE, table('计: 台, ', ''), [
      '{类: 数量, 必填',
      '“类: 数量”还要写“计”〔例如 {类: 数量, 计: 台}〕',
    ]);
    told(TABLE, table('单价: {类: 金额', '单价: {类: 金额, 计: 元'), [
      '元, 合计',
      '“计”只能同“类: 数量”一起写',
    ]);
  });

  it('names kinds, keys and columns that there are', () => {
    told(TABLE, table('类: 金额, 合计', '类: 余额, 合计'), [
      '余额, 合',
      '“类”不能写“余额”〔是不是“金额”？〕',
    ]);
    told(
      TABLE,
      table('    单价: {类: 金额, 合计: 否}', '    单.价: {类: 金额, 合计: 否}'),
      ['单.价', '“单.价”不能作栏名〔只用文字、数字和“_”，不全是数字，最多 40 字〕'],
      ['单价}', '这一行没有“单价”这个金额〔是不是“单.价”？〕'],
    );
    told(TABLE, table('额: 金额}', '额: 全额}'), [
      '全额}',
      '这一行没有“全额”这个金额〔是不是“金额”？〕',
    ]);
    told(TABLE, table('{种类}', '{种累}'), ['"{种累}"', '没有“种累”这个字段〔是不是“种类”？〕']);
  });

  it('groups by a column of words that is always written', () => {
    const column = '    金额: {类: 金额, 必填: 是}\n';
    const grouped = (name: string) => table(column, `${column}  小计: ${name}\n`);
    told(TABLE, grouped('金额'), [
      '金额\n列',
      '不能按“金额”小计〔可用的栏：单位、名称、种类、功能科目、购置日期〕',
    ]);
    told(TABLE, grouped('种类'), ['种类\n列', '按“种类”小计，这一栏要写“必填: 是”']);
  });

  it('goes through its lines, and only through its own', () => {
    told(TABLE, table('行源: [合计, 附表]', '行源: [合计]'), [
      '附表:',
      '写了“附表”，行源里却没有“附表”〔例如 行源: [合计, 附表]〕',
    ]);
    const without = FILES[TABLE].replace(/附表:\n {2}键[\s\S]*?列:/, '列:');
    const found = problemsOf('甲省', { ...FILES, [TABLE]: without }).map(brief);
    expect(found[0]).toBe(
      `templates/${TABLE}:${placeIn(without, '附表]')} 行源“附表”要说明是哪一张附表〔表里写“附表: {栏: {…}}”；语句里写 {{#逐 "附表" 项="…"}}〕`,
    );
  });

  it('has counts under the unit that it counts, amounts under that of money', () => {
    told(TABLE, table('名: 金额,', '名: 金额（台）,'), [
      '金额（台）',
      '这里写的单位是“台”，表里的金额是万元〔请改正这里的字，或换上这一栏该印的数〕',
    ]);
    told(TABLE, table('名: 数量（台）', '名: 数量（辆）'), [
      '数量（辆）',
      '这里写的单位是“辆”，附表“新增资产”的“数量”以台计〔请改正这里的字，或附表里的“计”〕',
    ]);
    told(TABLE, table('名: 面积（平方米）', '名: 面积（万元）'), [
      '面积（万元）',
      '这里写的单位是“万元”，附表“新增资产”的“面积”以平方米计〔请改正这里的字，或附表里的“计”〕',
    ]);
  });

  it('is the only one of its key', () => {
    const other = 'profiles/甲省/另表.yaml';
    const files = {
      ...province([PROFILE, '表: [资产]}]}', '表: [资产, 另表]}]}']),
      [other]: FILES[TABLE].replace('表号: 资产', '表号: 另表'),
    };
    told(other, files, ['附表:', '附表“新增资产”已经由表“资产”说明〔请写不同的“键”〕']);
  });

  it('asks for columns that there are, in cells and in relations', () => {
    told(TABLE, table('{名: 单价, 额: 单价}', '{名: 单价, 量: 附表, 项: 新增资产.单价额}'), [
      '新增资产.单价额',
      '没有“新增资产.单价额”这个附表的金额或数量〔是不是“新增资产.金额”？〕',
    ]);
    told(TABLE, table('{名: 单价, 额: 单价}', '{名: 单价, 量: 附表, 项: 新增资产.单价}'), [
      '新增资产.单价',
      '“新增资产.单价”不相加（合计: 否），没有合计〔可用的项：新增资产.数量、新增资产.面积、新增资产.金额〕',
    ]);
    const relation = `勾稽: {表间-91: {应当: 甲, 依据: 乙, 等式: {丙: {左: {量: 附表, 项: 新增资产.名称}, 右: {量: 附表}}}}}\n`;
    told(
      PROFILE,
      province([PROFILE, '公开要求', `${relation}公开要求`]),
      ['新增资产.名称', '没有“新增资产.名称”这个附表的金额或数量〔是不是“新增资产.数量”？〕'],
      [
        '{量: 附表}',
        '“附表”要写“项”：哪一张附表的哪一栏〔可用的项：新增资产.数量、新增资产.面积、新增资产.金额〕',
      ],
    );
    const chart = '图: {甲: {题: 甲, 柱: [{名: 乙, 量: 附表}], 比: [{名: 丙, 口径: 本年}]}}\n';
    told(PROFILE, province([PROFILE, '公开要求', `${chart}公开要求`]), [
      '附表}], 比',
      '图里不能用“附表”这个量',
    ]);
  });

  it('says so of sentences', () => {
    const told = (text: string) =>
      problemsOf('甲省', province([SENTENCES, '没有。', text])).map(
        ({ message, hint }) => `${message}〔${hint}〕`,
      );
    expect(told('{{#逐 "附表" 项="新增资金"}}{{名称}}{{/逐}}')).toEqual([
      '格式的表里没有“新增资金”这张附表〔是不是“新增资产”？〕',
    ]);
    expect(told('{{#逐 "附表"}}{{名称}}{{/逐}}')).toEqual([
      '行源“附表”要说明是哪一张附表〔表里写“附表: {栏: {…}}”；语句里写 {{#逐 "附表" 项="…"}}〕',
    ]);
    expect(told('{{#逐 "附表" 项="新增资产"}}{{名秤}}{{/逐}}')).toEqual([
      '没有“名秤”这个字段〔是不是“名称”？〕',
    ]);
    expect(told('{{金额 "附表" 项="新增资产.数量"}}')).toEqual([
      '“新增资产.数量”是数量，不是金额〔请写 {{数 "附表" 项="新增资产.数量"}}〕',
    ]);
    expect(told('{{数 "附表" 项="新增资产.金额"}}')).toEqual([
      '“新增资产.金额”是金额〔请写 {{金额 "附表" 项="新增资产.金额"}}〕',
    ]);
    expect(told('{{数 "支出"}}')).toEqual(['“数”后面要写“附表”〔别的量请用“金额”〕']);
    expect(told('{{变动 "附表" 项="新增资产.金额"}}')).toEqual([
      '量“附表”没有上年数，不能用“变动”〔undefined〕',
    ]);
  });
});
