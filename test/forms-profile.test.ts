/** A profile with a mistake is refused, in the file where the mistake is. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { brief, compileText, edited, type Overlay, placeIn, problemsOf } from './helpers/world.js';

const OWN = 'profiles/试.yaml';
const MIDDLE = 'profiles/中.yaml';
const START = '名称: 试用格式\n继承: 预算\n';

/** Problems of the profile 试 with this text. */
const problems = (text: string, files: Overlay = {}) =>
  problemsOf('试', { ...files, [OWN]: text }).map(brief);

function refused(own: string, passage: string, message: string, hint?: string) {
  const text = START + own;
  expect(problems(text)).toEqual([
    `templates/${OWN}:${placeIn(text, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  ]);
}

it('a profile that only extends the base is accepted', () => {
  expect(problems(START)).toEqual([]);
});

it('what is wrong with a file is told each time that it is loaded, and no longer when it is mended', () => {
  const wrong = edited('budget/预算03.yaml', '量: 支出, 宽: 14', '量: 支初, 宽: 14');
  const shape = edited('budget/预算03.yaml', '纸张: 横向', '纸张: 斜向');
  for (const _ of ['first', 'again']) {
    expect(problems(START, { 'budget/预算03.yaml': wrong })).toEqual([
      `templates/budget/预算03.yaml:${placeIn(wrong, '支初')} 没有“支初”这个量〔是不是“支出”？〕`,
    ]);
    expect(problems(START, { 'budget/预算03.yaml': shape })).toEqual([
      `templates/budget/预算03.yaml:${placeIn(shape, '斜向')} “纸张”不能写“斜向”〔可用的值：纵向、横向〕`,
    ]);
    expect(problems(START)).toEqual([]);
  }
});

describe('changes of tables', () => {
  it('of a table that the profile does not have', () => {
    const hint = '是不是“预算05-1”？';
    refused(
      '改表:\n  预算05-3: {零: 空白}\n',
      '预算05-3',
      '“改表”里的“预算05-3”不在这个格式的表里',
      hint,
    );
  });
  it('of a table that it leaves out, but not where the profile that it extends has changed it', () => {
    const parts = '部分: [{标题: 表, 表: [{目录: 表, 表: [预算03]}]}]\n';
    const middle = '名称: 中\n继承: 预算\n改表: {预算05-1: {零: 空白}}\n';
    const own = `名称: 试\n继承: 中\n${parts}`;
    expect(problems(own, { 'profiles/中.yaml': middle })).toEqual([]);
    expect(
      problems(`${own}改表: {预算05-1: {零: 空白}}\n`, { 'profiles/中.yaml': middle }),
    ).toEqual([expect.stringContaining('“改表”里的“预算05-1”不在这个格式的表里')]);
  });
  it('that drop or rename a column that the table does not have', () => {
    const none = '表“预算03”没有“基本支初”这一列';
    refused('改表:\n  预算03: {去列: [合计, 基本支初]}\n', '基本支初', none, '是不是“基本支出”？');
    refused(
      '改表:\n  预算03:\n    改列: {基本支初: 基本}\n',
      '基本支初',
      none,
      '是不是“基本支出”？',
    );
    const form = '表“预算01”没有“合计”这一列';
    refused('改表:\n  预算01: {去列: [合计]}\n', '合计', form);
  });
  it('that drop a column whose text stands over two', () => {
    // 预算数 stands over income and over expenditure
    refused('改表:\n  预算01: {去列: [预算数]}\n', '预算数', '表“预算01”没有“预算数”这一列');
  });
  it('that drop all columns', () => {
    const all = '[科目编码, 科目名称, 合计, 基本支出, 人员经费, 公用经费, 项目支出, 小计]';
    refused(`改表:\n  预算05-1: {去列: ${all}}\n`, '[科目', '表“预算05-1”的列都去掉了');
  });
  it('whose texts name a field that does not exist', () => {
    const message = '没有“年渡”这个字段';
    refused('改表:\n  预算08: {空表: "{年渡}年没有"}\n', '"{年渡}', message, '是不是“年度”？');
    refused('改表:\n  预算03: {改列: {合计: "{年渡}"}}\n', '"{年渡}', message, '是不是“年度”？');
  });
});

describe('what the profile names', () => {
  it('tables without a file, each where it is named', () => {
    const parts = '部分:\n  - 标题: 表\n    表: [{目录: 表, 表: [预算01, 预算99, ../预算01]}]\n';
    const text = START + parts;
    expect(problems(text)).toEqual([
      `templates/${OWN}:${placeIn(text, '预算99')} 没有“预算99”这张表的模板〔是不是“预算09”？表的模板应是 templates/profiles/试/预算99.yaml〕`,
      `templates/${OWN}:${placeIn(text, '../预')} 没有“../预算01”这张表的模板〔是不是“预算01”？〕`,
    ]);
  });
  it('a table twice', () => {
    const parts = '部分:\n  - 标题: 表\n    表: [{目录: 表, 表: [预算02, 预算02]}]\n';
    const text = START + parts;
    const place = `${placeIn(text, '- 标题').split(':')[0]}`;
    expect(Number(place) + 1).toBe(5);
    expect(problems(text)).toEqual([`templates/${OWN}:5:27 表“预算02”列了两次`]);
  });
  it('a section that no sentence file defines', () => {
    const hint = '是不是“收入”？';
    refused('部分:\n  - {标题: 文, 节: [收人]}\n', '收人', '语句文件里没有“收人”这一节', hint);
  });
  it('fields in titles, cover, package name and the lines around tables', () => {
    const message = '没有“部们”这个字段';
    const hint = '是不是“部门”？';
    refused('包名: "{部们}预算"\n', '"{部们}', message, hint);
    refused('封面: {标题: ["{部们}"]}\n', '"{部们}', message, hint);
    refused('文末: ["{部们}"]\n', '"{部们}', message, hint);
    refused('各表: {部门行: "{部们}"}\n', '"{部们}', message, hint);
    refused('部分: [{标题: "{部们}", 节: [收入]}]\n', '"{部们}', message, hint);
  });
  it('subjects that the dictionary does not have', () => {
    refused('支出类别: ["206", "2O8"]\n', '"2O8"', '科目字典里没有 2O8', '是不是“208”？');
    refused(
      '科目:\n  "2060498": {名称: 甲}\n',
      '"2060498"',
      '科目字典里没有 2060498',
      '是不是“2060499”？',
    );
  });
  it('words and keys', () => {
    refused('数字: {零: 显视}\n', '显视', '“零”不能写“显视”', '可用的值：显示、空白');
    refused('数字: {百分比小数: 7}\n', '7}', '百分比小数位数最多 6 位');
    refused('用於: {}\n', '用於', '没有“用於”这个键', '是不是“用语”？');
    refused('用语: {增服: 增加}\n', '增服', '没有“增服”这个用语', '是不是“增幅”？');
    refused('用语: {增服.206: 增加}\n', '增服.206', '没有“增服.206”这个用语', '是不是“增幅”？');
  });
});

describe('inheritance', () => {
  it('of a profile that does not exist points at 继承 and offers the nearest', () => {
    const text = START.replace('预算', '预祘');
    expect(problems(text)).toEqual([
      `templates/${OWN}:${placeIn(text, '预祘')} 没有“预祘”这个格式〔是不是“预算”？〕`,
    ]);
  });
  it('in a ring shows the ring', () => {
    const own = '名称: 试\n继承: 中\n';
    const middle = '名称: 中\n继承: 试\n';
    expect(problems(own, { [MIDDLE]: middle })).toEqual([
      `templates/${MIDDLE}:2:5 格式“试”的继承成了环〔试 → 中 → 试〕`,
    ]);
    expect(problems('名称: 试\n继承: 试\n')).toEqual([
      `templates/${OWN}:2:5 格式“试”的继承成了环〔试 → 试；要继承别处同名的格式，请给这个格式换一个名字〕`,
    ]);
  });
  it('reports a mistake of the base in the file of the base', () => {
    const middle = `${START}改表:\n  预算03: {去列: [没有的列]}\n用语: {}\n`;
    const own = '名称: 试\n继承: 中\n改表:\n  预算03: {纸张: 横向}\n';
    expect(problems(own, { [MIDDLE]: middle })).toEqual([
      `templates/${MIDDLE}:${placeIn(middle, '没有的列')} 表“预算03”没有“没有的列”这一列〔可用的列：科目编码、科目名称、合计、基本支出、项目支出、事业单位经营支出、上缴上级支出、对附属单位补助支出〕`,
    ]);
    const base = edited('budget/预算.yaml', '[主要职责, 机构设置]', '[主要职责, 机构没置]');
    expect(problems(START, { 'budget/预算.yaml': base })).toEqual([
      `templates/budget/预算.yaml:${placeIn(base, '机构没置')} 语句文件里没有“机构没置”这一节〔是不是“机构设置”？〕`,
    ]);
  });
  it('is not needed by a profile that has everything, and missing parts are named together', () => {
    const missing = problems('名称: 试\n改表: {预算01: {零: 空白}}\n支出类别: ["206"]\n');
    expect(missing).toEqual(
      ['部分', '封面', '包名'].map(
        (key) => `templates/${OWN}:1:1 格式里缺少“${key}”〔请补上，或写“继承: 预算”“继承: 决算”〕`,
      ),
    );
    const whole = `名称: 试
部分: [{标题: 表, 表: [{目录: 支出, 表: [预算03]}]}]
支出类别: ["201"]
封面: {标题: [甲]}
包名: 甲
`;
    expect(problems(whole)).toEqual([]);
  });
});

describe('an input', () => {
  const errors = (格式: string, files: Overlay = {}) =>
    compileText({ 'in/2026.yaml': department({ 格式 }) }, files)
      .diagnostics.filter((d) => d.severity === '错误')
      .map(brief);
  it('that names no profile is told at 格式, with the nearest name', () => {
    expect(errors('wuchang-2062')).toEqual([
      'in/2026.yaml:2:5 没有“wuchang-2062”这个格式〔是不是“wuchang-2026”？〕',
    ]);
    expect(errors('../预算')[0]).toContain('in/2026.yaml:2:5 没有“../预算”这个格式');
    // a table's file is no profile
    expect(errors('预算01')[0]).toContain('in/2026.yaml:2:5 没有“预算01”这个格式');
  });
  it('may use the base as it is, and any profile of the folder', () => {
    expect(errors('预算')).toEqual([]);
    expect(errors('试', { [OWN]: START })).toEqual([]);
  });
});
