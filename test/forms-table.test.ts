/** A table template with a mistake is refused, with the place of the mistake and what to do. */
import { describe, expect, it } from 'vitest';
import { brief, placeIn, problemsOf } from './helpers/world.js';

const PROFILE = `名称: 试用格式
继承: 预算
部分:
  - 标题: 表
    表:
      - {目录: 试表, 表: [试表]}
`;
const FILE = 'templates/profiles/试/试表.yaml';
const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n';
const list = (columns: string, sources = '[合计]') =>
  `${HEAD}列:\n  - ${columns}\n行源: ${sources}\n`;
const form = (body: string, header = '') =>
  `${HEAD}列宽: [10, 10, 10]\n${header}表体:\n  - ${body}\n`;
const grid = (rows: string) => form('行: [甲, 乙, 丙]', `表头:\n  - ${rows}\n`);

function problems(table: string | undefined): string[] {
  const files = { 'profiles/试.yaml': PROFILE, 'profiles/试/试表.yaml': table };
  return problemsOf('试', files).map(brief);
}

/** The one problem stands where `passage` stands, reads `message` and hints at `hint`. */
function refused(table: string, passage: string, message: string, hint?: string) {
  expect(problems(table)).toEqual([
    `${FILE}:${placeIn(table, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  ]);
}

it('a table without a mistake is accepted', () => {
  expect(problems(list('{名: 名称, 文: "{名称}"}', '[合计, {逐: 单位, 资金: 单位资金}]'))).toEqual(
    [],
  );
  expect(
    problems(
      form('逐: 绩效项目\n    内容: [{逐: 采购, 内容: [{行: ["{品名}", "{数量}", {额: 金额}]}]}]'),
    ),
  ).toEqual([]);
});

describe('names that do not exist', () => {
  it('a quantity', () => {
    refused(list('{名: 甲, 量: 支初}'), '支初', '没有“支初”这个量', '是不是“支出”？');
  });
  it('a parameter', () => {
    refused(
      list('{名: 甲, 量: 三公经费, 性质: 基本支出}'),
      '基本支出',
      '量“三公经费”没有参数“性质”',
      '可用的参数：项、资金、口径',
    );
  });
  it('a key', () => {
    refused(
      list('{名: 甲, 量: 支出, 资今: 单位资金}'),
      '资今',
      '没有“资今”这个键',
      '是不是“资金”？',
    );
  });
  it('a word of a parameter', () => {
    refused(
      list('{名: 甲, 量: 支出, 资金: [单位资金, 一般公共预祘]}'),
      '[单位资金, 一般',
      '参数“资金”不能是“一般公共预祘”',
      '是不是“一般公共预算”？',
    );
  });
  it('a word of 范围, and a parameter that narrows no rows', () => {
    const table = `${list('{名: 甲, 量: 支出}')}范围: {性质: 基本}\n`;
    refused(table, '基本}', '“性质”不能是“基本”', '是不是“基本支出”？');
    const year = `${list('{名: 甲, 量: 支出}')}范围: {口径: 上年}\n`;
    expect(problems(year)).toEqual([
      `${FILE}:${placeIn(year, '上年}')} 行不能按“口径”选取〔可用的参数：资金、性质、类别、科目、经济科目、政府经济科目、结转、来源〕`,
    ]);
  });
  it('a row source, also one named like a member of every object', () => {
    refused(
      list('{名: 甲, 量: 支出}', '[合计, 功能科木]'),
      '功能科木',
      '没有“功能科木”这个行源',
      '是不是“功能科目”？',
    );
    expect(problems(list('{名: 甲, 量: 支出}', '[constructor]'))[0]).toContain(
      '没有“constructor”这个行源',
    );
  });
  it('a row source outside of its parent, also beside it', () => {
    const message = '行源“采购”只能用在“绩效项目”里面';
    refused(form('逐: 采购\n    内容: [{行: [甲, 乙, 丙]}]'), '采购', message);
    refused(list('{名: 甲, 文: 乙}', '[绩效项目, 采购]'), '采购', message);
  });
  it('a field', () => {
    refused(list('{名: 甲, 文: "{名秤}"}'), '"{名秤}"', '没有“名秤”这个字段', '是不是“名称”？');
    refused(
      `${list('{名: 甲, 量: 支出}')}注: ["见{部们}"]\n`,
      '"见{部们}"',
      '没有“部们”这个字段',
      '是不是“部门”？',
    );
  });
  it('a field that only some of the rows have', () => {
    refused(
      list('{名: 甲, 文: "{单位名称}"}', '[合计, 单位]'),
      '"{单位名称}"',
      '没有“单位名称”这个字段',
      '是不是“名称”？',
    );
  });
  it('an amount', () => {
    const table = form('逐: 绩效项目\n    内容: [{行: [甲, 乙, {额: 当年预祘}]}]');
    refused(table, '当年预祘', '这一行没有“当年预祘”这个金额', '是不是“当年预算”？');
  });
});

describe('cells', () => {
  it('of two kinds', () => {
    refused(form('行: [甲, 乙, {文: 丙, 量: 支出}]'), '{文: 丙', '一格里只能写“文”“量”中的一个');
  });
  it('with members that mean nothing there', () => {
    refused(form('行: [甲, 乙, {文: 丙, 资金: 单位资金}]'), '单位资金', '“资金”要同“量”一起写');
    refused(
      form('行: [甲, 乙, {文: 丙, 占: {量: 支出}}]'),
      '{量: 支出}',
      '写了“占”还要写“量”或“额”',
    );
    refused(
      form('行: [甲, 乙, {量: 收入, 占: {量: 支出}, 配平: [{量: 支出}, {量: 收入, 结转: 本年}]}]'),
      '[{量: 支出}',
      '“配平”要列出总数的各个部分，其中有这一格自己的量',
    );
    const two = list('{名: 甲, 量: 支出, 子列: [{名: 乙, 量: 支出}]}');
    refused(two, '支出, 子列', '“量”不能同“子列”写在一起');
  });
  it('of no width', () => {
    refused(form('行: [甲, 乙, {文: 丙, 列: 0}, 丁]'), '0}', '跨列数至少是 1');
  });
});

describe('layout', () => {
  const SHORT = '请补上缺的格（空的格写 ""），或改大“列”';
  it('a row that is too short or too wide', () => {
    refused(form('行: [甲, 乙]'), '[甲, 乙]', '这一行的格共占 2 列，应为 3 列', SHORT);
    refused(
      form('行: [甲, {文: 乙, 列: 3}]'),
      '[甲, {',
      '这一行的格共占 4 列，应为 3 列',
      '请减去多的格，或改小“列”',
    );
  });
  it('header cells that overlap, are short or reach too far', () => {
    const overlap = grid('[甲, {文: 乙, 行: 2}, 丙]\n  - [{文: 丁, 列: 2}, 戊]');
    refused(
      overlap,
      '[{文: 丁',
      '第 2 行的格同别的格重叠',
      '上面有格用“行”跨到这里，这一行不要再写它占的列；也不能有格横跨它',
    );
    refused(grid('[甲, 乙]'), '[甲, 乙]', '第 1 行没有占满 3 列', SHORT);
    refused(
      grid('[甲, {文: 乙, 列: 3}]'),
      '[甲, {',
      '第 1 行超出了 3 列',
      '这一行各格的“列”，连同上面各行跨下来的格，加起来不能多于列数',
    );
    refused(
      grid('[甲, 乙, {文: 丙, 行: 2}]'),
      '[甲, 乙, {',
      '第 1 行有格跨行超出了最后一行',
      '请改小这一格的“行”，或在下面补上一行',
    );
  });
  it('左栏 that leaves no column', () => {
    const table = form('左栏: [甲, {文: 乙, 列: 2}]\n    内容: [{行: [丙]}]');
    refused(table, '[甲, {', '左栏占了 3 列，右边没有列了');
  });
  it('并列 whose lanes do not make the width', () => {
    const lane = (n: number) => `{列数: ${n}, 内容: [{行: [{文: 甲, 列: ${n}}]}]}`;
    refused(form(`并列: [${lane(1)}, ${lane(1)}]`), '[{列数', '并列各栏共 2 列，应为 3 列');
  });
  it('合并 of a column that is not there', () => {
    const table = form('逐: 车辆\n    合并: [1, 4]\n    内容: [{行: [甲, 乙, 丙]}]');
    refused(table, '[1, 4]', '没有第 4 列');
  });
  it('a block of two kinds, of none, or with a member of another', () => {
    const kinds = '这里要在“行”“格”“逐”“左栏”“并列”中写一个';
    refused(form('行: [甲, 乙, 丙]\n    逐: 车辆'), '行: [', kinds, '写了行、逐');
    refused(form('内容: [{行: [甲, 乙, 丙]}]'), '内容', kinds);
    refused(form('行: [甲, 乙, 丙]\n    合并: [1]'), '[1]', '“合并”不能同“行”写在一起');
    refused(form('逐: 车辆'), '逐', '缺少“内容”');
  });
});

describe('a table as a whole', () => {
  it('is a list or a form', () => {
    refused(
      `${list('{名: 甲, 量: 支出}')}表体: [{行: [甲]}]\n`,
      '- {名',
      '写了“列”就不能再写“列宽”“表头”“表体”',
    );
    refused(`${HEAD}列: [{名: 甲, 量: 支出}]\n`, '[{名', '写了“列”还要写“行源”');
    refused(HEAD, '表号', '表要写“列”和“行源”，或者写“列宽”和“表体”');
  });
  it('bears the number that its file is named after', () => {
    const table = list('{名: 甲, 量: 支出}').replace('表号: 试表', '表号: 预算01');
    refused(table, '预算01', '表号应当同文件名一样，写“试表”');
  });
  it('has a file', () => {
    const place = placeIn(PROFILE, '试表]');
    expect(problems(undefined)).toEqual([
      `templates/profiles/试.yaml:${place} 没有“试表”这张表的模板〔表的模板应是 templates/profiles/试/试表.yaml〕`,
    ]);
  });
  it('reports every mistake, not the first alone', () => {
    const table = list('{名: 甲, 量: 支初}\n  - {名: 乙, 文: "{名秤}"}', '[合计, 合计计]');
    expect(problems(table)).toHaveLength(3);
  });
});
