/** A form that prints another unit than its amounts have is refused where it says so. */
import { describe, expect, it } from 'vitest';
import { OWN, START, told } from './helpers/trial.js';
import { brief, problemsOf } from './helpers/world.js';

const HINT = (unit: string) =>
  unit.endsWith('元')
    ? `请写“{金额单位}”，由程序印出；要印成${unit}，写这张表的“金额”，或格式的“表内金额”`
    : '请改正这里的字，或换上这一栏该印的数';
const wrong = (unit: string) => `这里写的单位是“${unit}”，表里的金额是万元`;
const TABLE = 'profiles/试/试表.yaml';
const LISTED = `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n`;
const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n';

describe('a unit line', () => {
  it.each([
    '单位：元',
    '金额单位:元',
    '单位：千元',
    '单位：亿元',
    '单位：人民币元',
  ])('%s of all tables', (line) => {
    const unit = /[千亿]?元/.exec(line)?.[0] ?? '';
    told(OWN, { [OWN]: `${START}各表: { 单位行: ${line} }\n` }, [line, wrong(unit), HINT(unit)]);
  });

  it('of a table that the profile changes', () => {
    told(OWN, { [OWN]: `${START}改表: { 预算03: { 单位行: 单位：元 } }\n` }, [
      '单位：元',
      wrong('元'),
      HINT('元'),
    ]);
  });

  it('of a table of its own, and what else around a grid says so', () => {
    const table = `${HEAD}单位行: 单位：元\n标题: 支出（单位：千元）\n注: [本表金额单位为元。]\n列: [{名: 支出, 量: 支出}]\n行源: [合计]\n`;
    told(
      TABLE,
      { [OWN]: LISTED, [TABLE]: table },
      ['支出（单位：千元）', wrong('千元'), HINT('千元')],
      ['单位：元\n', wrong('元'), HINT('元')],
      ['本表金额单位为元。', wrong('元'), HINT('元')],
    );
  });

  it.each([
    '各表: { 单位行: 金额单位：万元 }',
    '各表: { 单位行: "" }',
    '改表: { 预算03: { 单位行: 单位：万元（人民币）, 注: [单价满 5000 元的另列。] } }',
  ])('%s is right', (more) => {
    expect(problemsOf('试', { [OWN]: `${START}${more}\n` }).map(brief)).toEqual([]);
  });

  const IN_YUAN = '数字: { 表内金额: { 单位: 元, 小数: 0 } }';
  it.each([
    `${IN_YUAN}\n各表: { 单位行: 单位：元 }`,
    `${IN_YUAN}\n各表: { 单位行: "金额：{金额单位}" }`,
    `${IN_YUAN}\n改表: { 预算07: { 金额: { 单位: 万元 }, 单位行: 单位：万元 } }`,
    '改表: { 预算03: { 金额: { 单位: 亿元, 小数: 6 }, 单位行: 单位：亿元 } }',
    '改表: { 预算03: { 金额: { 单位: 元 } } }',
  ])('%s is right', (more) => {
    expect(problemsOf('试', { [OWN]: `${START}${more}\n` }).map(brief)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [`${IN_YUAN}\n各表: { 单位行: 单位：万元 }`, '单位：万元', '万元'],
    ['改表: { 预算03: { 金额: { 单位: 元 }, 单位行: 单位：万元 } }', '单位：万元', '万元'],
    [
      '各表: { 单位行: 单位：万元 }\n改表: { 预算03: { 金额: { 单位: 元 } } }',
      '{ 单位: 元 }',
      '万元',
    ],
  ])('%s contradicts the unit that is set', (more, passage, unit) => {
    told(OWN, { [OWN]: `${START}${more}\n` }, [
      passage,
      `这里写的单位是“${unit}”，表里的金额是元`,
      HINT(unit),
    ]);
  });

  it('may be any in a table without amounts', () => {
    const table = `${HEAD}单位行: 单位：元\n列: [{名: 名称, 文: "{名称}"}]\n行源: [合计]\n`;
    expect(problemsOf('试', { [OWN]: LISTED, [TABLE]: table }).map(brief)).toEqual([]);
  });
});

describe('a heading', () => {
  const list = (columns: string) => `${HEAD}列: [${columns}]\n行源: [合计]\n`;
  const form = (header: string, row: string) =>
    `${HEAD}列宽: [9, 9]\n表头: [[${header}]]\n表体: [${row}]\n`;
  it.each<[string, string, string, string]>([
    ['of a column', list('{名: 支出（元）, 量: 支出}'), '支出（元）', '元'],
    [
      'of a group',
      list('{名: 预算数（千元）, 子列: [{名: 支出, 量: 支出}]}'),
      '预算数（千元）',
      '千元',
    ],
    ['that counts something else', list('{名: 数量（辆）, 量: 支出}'), '数量（辆）', '辆'],
    ['of a percentage over an amount', list('{名: 占比（%）, 量: 支出}'), '占比（%）', '%'],
    ['of a form', form('项目, 金额（元）', '{行: [支出, {量: 支出}]}'), '金额（元）', '元'],
    [
      'at the side',
      form('项目, 金额', '{左栏: [资金（元）], 内容: [{行: [{量: 支出}]}]}'),
      '资金（元）',
      '元',
    ],
    [
      'left of it',
      form('项目, 金额', '{行: [支出(元), {量: 支出, 式: 金额文字}]}'),
      '支出(元)',
      '元',
    ],
  ])('%s', (_, table, passage, unit) => {
    told(TABLE, { [OWN]: LISTED, [TABLE]: table }, [passage, wrong(unit), HINT(unit)]);
  });

  it('that the profile gives a column, or the words of a form', () => {
    const own = `${START}改表:\n  预算03: { 改列: { 合计: 合计（元） } }\n  预算07: { 去列: [] }\n`;
    told(OWN, { [OWN]: own }, ['合计（元）', wrong('元'), HINT('元')]);
  });

  it.each([
    list('{名: 支出（万元）, 量: 支出}, {名: 占比（%）, 量: 支出, 占: {量: 支出总计}}'),
    list('{名: 单价（元）, 文: "{名称}"}, {名: 支出, 量: 支出}'),
    list('{名: 多元经营, 量: 支出}, {名: 满 5 元的, 量: 支出}'),
    form('项目（元）, 金额', '{行: ["{部门}", {量: 支出}]}'),
  ])('%s is right', (table) => {
    expect(problemsOf('试', { [OWN]: LISTED, [TABLE]: table }).map(brief)).toEqual([]);
  });
});
