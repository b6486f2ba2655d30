/** A profile of final accounts with a mistake is refused, at its place: 经济科目表, 图, parts, forms. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts } from './helpers/accounts.js';
import { brief, compiled, compileText, placeIn, problemsOf } from './helpers/world.js';

const OWN = 'profiles/试.yaml';
const START = '名称: 试用格式\n继承: 决算\n';
const problems = (own: string) => problemsOf('试', { [OWN]: START + own }).map(brief);

/** Each mistake of a profile: the passage that is marked, what is said, the hint. */
function refused(own: string, ...expected: readonly [string, string, string?][]) {
  const places = expected.map(
    ([passage, message, hint]) =>
      `templates/${OWN}:${placeIn(START + own, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  );
  expect(problems(own).sort()).toEqual(places.sort());
}

/** ACCOUNTS compiled with the profile 试. */
function document(own: string, input = ACCOUNTS) {
  const text = input.replace('格式: 决算', '格式: 试');
  return compiled(compileText({ 'a.yaml': text }, { [OWN]: START + own }));
}

it('a profile that only extends the base is accepted', () => {
  expect(problems('')).toEqual([]);
});

describe('经济科目表', () => {
  it('names classes and divisions of the dictionary, each division under its class', () => {
    refused(
      '经济科目表:\n  "30l": ["30101"]\n  "302": ["3O201", "30101", "302"]\n',
      ['"30l"', '科目字典里没有 30l', '是不是“301”？'],
      ['"3O201"', '科目字典里没有 3O201', '是不是“30201”？'],
      ['"30101"]\n  "302"', '“30101”不是“30l”的款'],
      ['"30101", "302"', '“30101”不是“302”的款'],
      ['"302"]', '“302”不是“302”的款'],
    );
  });
  it('has a list with an item under each class', () => {
    refused(
      '经济科目表:\n  "303": []\n  "310": 31002\n',
      ['"303"', '“303”至少要有一项'],
      ['31002', '“310”应当是以“- ”开头的列表，写的是数字 31002', '请用方括号，写成 "310": [31002]'],
    );
  });
});

describe('图', () => {
  const chart = (text: string) => `图:\n  新图: ${text}\n`;
  const BARS = '柱: [{名: 甲, 量: 支出}], 比: [{名: 甲, 口径: 上年}]';
  const either = '图要写“柱”和“比”，或者写“块”“量”和“总”';

  it('is accepted as bars or as shares, and may change one member of the base', () => {
    expect(problems(chart(`{题: 甲, ${BARS}}`))).toEqual([]);
    expect(problems(chart('{题: 甲, 块: 单位, 量: 支出, 总: {量: 支出}}'))).toEqual([]);
    expect(problems('图:\n  支出结构: {题: 支出}\n')).toEqual([]);
  });
  it.each([
    ['half of one', '{题: 甲, 块: 单位, 量: 支出}'],
    ['half of the other', '{题: 甲, 柱: [{名: 甲, 量: 支出}]}'],
    ['both', `{题: 甲, 块: 单位, 量: 支出, 总: {量: 支出}, ${BARS}}`],
    ['a title alone', '{题: 甲}'],
  ])('%s is told at the chart', (_, text) => {
    refused(chart(text), ['{题', either]);
  });
  it('names fields, quantities, their parameters and words, all told together', () => {
    refused(
      chart(
        '{题: "{年渡}", 柱: [{名: 甲, 量: 支初}, {名: 乙, 量: 支出, 资金: 财政}, {名: 丙, 量: 三公经费, 性质: 项目支出}], 比: [{名: "{部们}", 口径: 上年}]}',
      ),
      ['"{年渡}"', '没有“年渡”这个字段', '是不是“年度”？'],
      ['"{部们}"', '没有“部们”这个字段', '是不是“部门”？'],
      ['支初', '没有“支初”这个量', '是不是“支出”？'],
      ['财政}', '参数“资金”不能是“财政”', '是不是“财政拨款”？'],
      ['项目支出}', '量“三公经费”没有参数“性质”', '可用的参数：项、资金、口径'],
    );
  });
  it('names a row source that stands alone and has names, and a whole', () => {
    refused(
      chart('{题: 甲, 块: 支出够成, 量: 支初, 总: {量: 支出总记}}'),
      ['支出够成', '没有“支出够成”这个行源', '是不是“支出构成”？'],
      ['支初', '没有“支初”这个量', '是不是“支出”？'],
      ['支出总记', '没有“支出总记”这个量', '是不是“支出总计”？'],
    );
    const whole = '量: 支出, 总: {量: 支出}}';
    refused(chart(`{题: 甲, 块: 采购, ${whole}`), ['采购', '行源“采购”只能用在“绩效项目”里面']);
    refused(chart(`{题: 甲, 块: 重点工作, ${whole}`), [
      '重点工作',
      '行源“重点工作”没有名称，不能用作块',
    ]);
  });
  it('compares only what is known of other years, and on the basis of its categories', () => {
    const categories = '比: [{名: 甲, 口径: 本年}, {名: 乙, 口径: 上年}]';
    refused(chart(`{题: 甲, 柱: [{名: 甲, 量: 授予中小企业}], ${categories}}`), [
      '授予',
      '量“授予中小企业”没有别的口径的数，不能用“比”',
    ]);
    refused(chart(`{题: 甲, 柱: [{名: 甲, 量: 支出, 口径: 上年}], ${categories}}`), [
      '上年}], 比',
      '“口径”写在“比”里',
    ]);
  });
  it('has no other keys, words and shapes', () => {
    refused(
      '图:\n  甲: {题: 甲, 饼: 支出}\n  乙: {块: 单位, 量: 支出, 总: 支出}\n  丙: {题: 丙, 柱: [], 比: [{名: 甲, 口径: 去年}]}\n',
      ['饼', '没有“饼”这个键', '可用的键：题、柱、比、块、量、总、分、并入其他'],
      ['乙:', '“乙”里缺少“题”', '请加上“题: ”'],
      ['支出}\n  丙', '“总”应当是若干个“键: 值”，写的是“支出”'],
      ['柱: []', '“柱”至少要有一项'],
      ['去年', '“口径”不能写“去年”', '可用的值：本年、上年、上年执行数、年初预算、全年预算'],
    );
  });
});

describe('groups of tables in a part', () => {
  const part = (groups: string) => `部分:\n  - 标题: 表\n    表: ${groups}\n`;
  const TITLE = '［公开02　公开02表　收入决算表］';
  const blocks = (own: string, input?: string) => {
    const [first] = document(own, input).document.parts;
    return (first?.blocks ?? []).map((block) =>
      block.kind === 'heading'
        ? `# ${block.text}`
        : block.kind === 'table'
          ? `［${block.table.id}　${block.table.number}　${block.table.title}］`
          : '',
    );
  };
  it('without 目录 have no heading; with one they are numbered', () => {
    const other = '［公开03　公开03表　支出决算表］';
    const tables = part('[{表: [公开02]}, {目录: 支出, 表: [公开03]}]');
    expect(blocks(tables)).toEqual([TITLE, '# 一、支出', other]);
  });
  it('with 逐表 have a heading each, the printed number, or the title where there is none', () => {
    const tables = part('[{表: [公开02, 重点工作], 逐表: 是}]');
    expect(blocks(tables)).toEqual([
      '# 公开02表',
      '［公开02　　收入决算表］',
      '# 2024年度重点工作完成情况表',
      '［重点工作　　2024年度重点工作完成情况表］',
    ]);
    const contents = document(tables).document.contents.map(({ text }) => text);
    expect(contents).toEqual(['第一部分　表', '公开02表', '2024年度重点工作完成情况表']);
  });
  it('whose tables have no rows leave no heading', () => {
    const tables = part('[{目录: 整体, 表: [整体自评]}, {目录: 收入, 表: [公开02]}]');
    const without = accounts([ACCOUNTS.slice(ACCOUNTS.indexOf('整体自评:')), '']);
    expect(blocks(tables, without)).toEqual(['# 一、收入', TITLE]);
  });
  it('name tables and fields that there are', () => {
    refused(
      part('[{表: [公开2]}, {目录: "{年渡}", 表: [公开03], 逐表: 是}]'),
      [
        '公开2]',
        '没有“公开2”这张表的模板',
        '是不是“公开02”？表的模板应是 templates/profiles/试/公开2.yaml',
      ],
      ['"{年渡}"', '没有“年渡”这个字段', '是不是“年度”？'],
    );
    refused(part('[{表: [公开02], 逐表: 否}]'), [
      '否}',
      '“逐表”不能写“否”',
      '只能写“是”，否则删去这一行',
    ]);
  });
});

describe('changes of a form', () => {
  it('name columns over one grid column, named rows and texts that there are', () => {
    refused(
      '改表:\n  公开04: {去列: [国有资本], 去行: [空行], 改字: {小记: 合计}}\n  公开01: {去行: [空]}\n',
      ['国有资本]', '表“公开04”没有“国有资本”这一列', '是不是“国有资本经营预算财政拨款”？'],
      ['空行]', '表“公开04”没有“空行”这一行'],
      ['小记', '表“公开04”没有“小记”这句字', '是不是“小计”？'],
      ['空]', '表“公开01”没有“空”这一行', '是不是“空行”？'],
    );
  });
  it('name fields that there are, and one of two places for the number', () => {
    refused(
      '各表: {年度行: "{年渡}"}\n改表:\n  公开01: {年度行: "{部们}", 印号: "{好}"}\n',
      ['"{年渡}"', '没有“年渡”这个字段', '是不是“年度”？'],
      ['"{部们}"', '没有“部们”这个字段', '是不是“部门”？'],
      ['"{好}"', '没有“好”这个字段', FIELDS],
    );
    const either = '可用的值：上、右';
    refused(
      '各表: {印号处: 左}\n改表: {公开01: {印号处: 下}}\n',
      ['左', '“印号处”不能写“左”', either],
      ['下', '“印号处”不能写“下”', either],
    );
  });
});

const FIELDS =
  '可用的字段：车辆总数、年度、上年度、前年度、主体、部门材料、部门、部门全称、部门代码、部门简称、下属单位数、编制日期……';

describe('the kind of a profile', () => {
  it('is one of two', () => {
    refused('种类: 结算\n', ['结算', '“种类”不能写“结算”', '可用的值：预算、决算']);
  });
  it('is that of the base; one that stands alone says it', () => {
    const alone = `名称: 试
种类: 决算
部分: [{标题: 表, 表: [{表: [公开02]}]}]
支出类别: ["201"]
封面: {标题: [甲]}
包名: 甲
`;
    expect(problemsOf('试', { [OWN]: alone })).toEqual([]);
    // the tables of a budget stand in another folder
    const other = alone.replace('决算', '预算');
    expect(problemsOf('试', { [OWN]: other }).map(brief)).toEqual([
      `templates/${OWN}:${placeIn(other, '公开02')} 没有“公开02”这张表的模板〔是不是“预算02”？表的模板应是 templates/budget/公开02.yaml〕`,
    ]);
  });
});
