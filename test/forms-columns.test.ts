/** A profile that puts other columns in the place of a table's: 改列, 去列 and what becomes of amounts. */
import { describe, expect, it } from 'vitest';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { OWN, START } from './helpers/trial.js';
import {
  brief,
  compiled,
  compileText,
  type Overlay,
  placeIn,
  problemsOf,
} from './helpers/world.js';

const MIDDLE = 'profiles/中.yaml';
const PARTS = '部分:\n  - 标题: 表\n    表: [{目录: 表, 表: [预算05-1]}]\n';
const own = (changes: string) =>
  `${START}${PARTS}改表:\n  预算05-1:\n${changes.replace(/^(?=.)/gm, '    ')}`;

/** 100 basic (80 for people, 20 for running), 30 of a project of which 10 was carried over, in 万元. */
const INPUT = department({
  格式: '试',
  收入: [{ 单位: '100001', 一般公共预算拨款: 120, 上年结转结余: { 一般公共预算: 10 } }],
  项目支出: [
    {
      名称: '甲',
      单位: '100001',
      支出: [
        { 功能科目: '2010302', 金额: 20 },
        { 功能科目: '2010302', 结转: '是', 金额: 10 },
      ],
    },
  ],
});

function tableOf(profile: string, more: Overlay = {}): Table {
  const { tables } = compiled(compileText({ 'a.yaml': INPUT }, { [OWN]: profile, ...more }));
  if (!tables[0]) throw new Error('no table');
  return tables[0];
}
/** `行,列 行数×列数 文字` of the header's cells. */
const header = ({ cells, headerRows }: Table) =>
  cells
    .filter((c) => c.row < headerRows)
    .map((c) => `${c.row},${c.col} ${c.rowSpan}×${c.colSpan} ${cellText(c.content)}`);
/** The texts of the total's row, the first below the header. */
const total = ({ cells, headerRows }: Table) =>
  cells.filter((c) => c.row === headerRows).map((c) => cellText(c.content));

const CARRIED = `{名: 项目, 子列: [{名: 小计, 量: 支出, 性质: 项目支出}, {名: 结转, 量: 支出, 性质: 项目支出, 结转: 结转}]}`;

describe('改列', () => {
  it('as it is, for comparison', () => {
    const table = tableOf(START + PARTS);
    expect(header(table).slice(3)).toEqual([
      '0,3 1×3 基本支出',
      '0,6 2×1 项目支出',
      '1,3 1×1 小计',
      '1,4 1×1 人员经费',
      '1,5 1×1 公用经费',
    ]);
    expect(total(table)).toEqual(['', '合计', '130.00', '100.00', '80.00', '20.00', '30.00']);
  });

  it('gives a column another name, a group too', () => {
    const table = tableOf(
      own('改列: {科目名称: 科目, 基本支出: "{年度}年基本", 公用经费: 公用}\n'),
    );
    expect(header(table).map((cell) => cell.split(' ')[2])).toEqual([
      '科目编码',
      '科目',
      '合计',
      '2026年基本',
      '项目支出',
      '小计',
      '人员经费',
      '公用',
    ]);
  });

  it('puts one column in the place of a group, and of a column in a group', () => {
    const one = own('改列: {基本支出: {名: 基本, 量: 支出, 性质: 基本支出, 宽: 20}}\n');
    const whole = tableOf(`${one}勾稽: {表内-03: {等式: {分功能科目基本支出: 无}}}\n`);
    expect(header(whole).slice(2)).toEqual(['0,2 1×1 合计', '0,3 1×1 基本', '0,4 1×1 项目支出']);
    expect([whole.headerRows, whole.widths]).toEqual([1, [9, 38, 12, 20, 12]]);
    expect(total(whole)).toEqual(['', '合计', '130.00', '100.00', '30.00']);
    const share = own('改列: {人员经费: {名: 占比, 量: 支出, 占: {量: 支出总计}}}\n');
    const inside = tableOf(`${share}勾稽: {表内-03: {等式: {分功能科目基本支出: 无}}}\n`);
    expect(header(inside)[6]).toBe('1,4 1×1 占比');
    // all of 130 is spent from 一般公共预算, so the total is 100%
    expect(total(inside)[4]).toBe('100%');
  });

  it('puts a group in the place of a column', () => {
    const table = tableOf(own(`改列: {项目支出: ${CARRIED}}\n`));
    expect(header(table).slice(3)).toEqual([
      '0,3 1×3 基本支出',
      '0,6 1×2 项目',
      '1,3 1×1 小计',
      '1,4 1×1 人员经费',
      '1,5 1×1 公用经费',
      '1,6 1×1 小计',
      '1,7 1×1 结转',
    ]);
    expect(total(table).slice(6)).toEqual(['30.00', '10.00']);
  });

  it('puts several columns in the place of one, so that one may be added', () => {
    const two =
      '改列:\n  项目支出:\n    - {名: 项目支出, 量: 支出, 性质: 项目支出}\n    - {名: 备注, 文: ""}\n';
    const table = tableOf(own(two));
    expect(header(table).slice(4, 6)).toEqual(['0,6 2×1 项目支出', '0,7 2×1 备注']);
    expect(total(table).slice(6)).toEqual(['30.00', '']);
    const mixed = tableOf(own(`改列:\n  合计: [${CARRIED}, {名: 总, 称: 合计, 量: 支出}]\n`));
    expect(header(mixed).slice(2, 4)).toEqual(['0,2 1×2 项目', '0,4 2×1 总']);
    expect(total(mixed).slice(2, 5)).toEqual(['30.00', '10.00', '130.00']);
  });
});

describe('mistakes in a replacement', () => {
  const problems = (text: string, more: Overlay = {}) =>
    problemsOf('试', { [OWN]: text, ...more }).map(brief);
  function refused(changes: string, passage: string, message: string, hint?: string) {
    const text = own(changes);
    expect(problems(text)).toEqual([
      `templates/${OWN}:${placeIn(text, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
    ]);
  }

  it('are pointed at in the profile: in one column', () => {
    refused('改列: {合计: {名: 甲, 量: 支初}}\n', '支初', '没有“支初”这个量', '是不是“支出”？');
    refused(
      '改列: {公用经费: {名: 甲, 文: "{名秤}"}}\n',
      '"{名秤}"',
      '没有“名秤”这个字段',
      '是不是“名称”？',
    );
  });

  it('in a group, and in a group of a group', () => {
    const group = CARRIED.replace('结转: 结转', '结转: 结专');
    refused(`改列: {项目支出: ${group}}\n`, '结专', '参数“结转”不能是“结专”', '是不是“结转”？');
    refused(
      `改列: {基本支出: {名: 甲, 子列: [{名: 乙, 子列: [{名: 丙, 额: 金额}]}]}}\n`,
      '金额',
      '这一行没有“金额”这个金额',
    );
    refused(
      '改列: {合计: {名: 甲, 量: 支出, 子列: [{名: 乙, 量: 支出}]}}\n',
      '支出, 子列',
      '“量”不能同“子列”写在一起',
    );
  });

  it('in one of several columns', () => {
    const list =
      '改列:\n  合计:\n    - {名: 甲, 量: 支出}\n    - {名: 乙, 量: 支出, 占: {量: 支初}}\n';
    refused(list, '支初', '没有“支初”这个量', '是不是“支出”？');
  });

  it('of a column that the table does not have', () => {
    refused(
      '改列: {人员经废: {名: 甲, 量: 支出}}\n',
      '人员经废',
      '表“预算05-1”没有“人员经废”这一列',
      '是不是“人员经费”？',
    );
  });

  it('of a table that is written cell by cell', () => {
    const text = `${START}改表:\n  预算01: {改列: {预算数: {名: 甲, 量: 支出}}}\n`;
    expect(problems(text)).toEqual([
      `templates/${OWN}:${placeIn(text, '改列')} 表“预算01”是逐格写的，没有“改列”〔请用“去列”“去行”“改字”〕`,
    ]);
  });

  it('of the profile that it extends are told there', () => {
    const middle = `名称: 中\n继承: 预算\n改表: {预算05-1: {改列: {合计: {名: 甲, 量: 支初}}}}\n`;
    const text = `名称: 试\n继承: 中\n改表: {预算05-1: {改列: {公用经费: 公用}}}\n`;
    expect(problems(text, { [MIDDLE]: middle })).toEqual([
      `templates/${MIDDLE}:${placeIn(middle, '支初')} 没有“支初”这个量〔是不是“支出”？〕`,
    ]);
  });
});

describe('a profile that extends one with 改列', () => {
  const middle = `名称: 中\n继承: 预算\n${PARTS}改表: {预算05-1: {改列: {项目支出: ${CARRIED}, 公用经费: 公用, 合计: 总数}}}\n`;
  const extended = (changes: string, more = '') =>
    tableOf(`名称: 试\n继承: 中\n改表: {预算05-1: {改列: {${changes}}}}\n${more}`, {
      [MIDDLE]: middle,
    });
  const names = (table: Table) => header(table).map((cell) => cell.split(' ')[2]);

  it('keeps what it does not change', () => {
    expect(names(extended('科目名称: 科目'))).toEqual([
      '科目编码',
      '科目',
      '总数',
      '基本支出',
      '项目',
      '小计',
      '人员经费',
      '公用',
      '小计',
      '结转',
    ]);
  });

  it('puts a name, a column or several in the place of a group, which is gone as a whole', () => {
    expect(names(extended('项目支出: 项目')).slice(3)).toEqual([
      '基本支出',
      '项目',
      '小计',
      '人员经费',
      '公用',
    ]);
    const one = extended('项目支出: {名: 项目, 量: 支出, 性质: 项目支出}');
    expect(names(one).slice(3)).toEqual(['基本支出', '项目', '小计', '人员经费', '公用']);
    expect(total(one).at(-1)).toBe('30.00');
    const several = extended(
      '项目支出: [{名: 一, 文: ""}, {名: 二, 文: ""}]',
      '勾稽: {表内-03: {等式: {分功能科目合计: 无}}}\n',
    );
    expect(names(several).slice(4, 6)).toEqual(['一', '二']);
  });

  it('puts a group in the place of a name', () => {
    const group = extended(
      '合计: {名: 组, 子列: [{名: 左, 称: 小计, 量: 支出}, {名: 右, 文: ""}]}',
    );
    expect(header(group)[2]).toBe('0,2 1×2 组');
    expect(total(group).slice(2, 4)).toEqual(['130.00', '']);
  });
});

describe('去列 beside amounts', () => {
  it('in a table with a replaced column keeps those that have an amount', () => {
    const table = tableOf(own(`改列: {项目支出: ${CARRIED}}\n去列: [公用经费, 小计]\n`));
    // 小计 of 基本支出 is a sum and may go; the 20 for running would be lost
    expect(header(table).slice(3)).toEqual([
      '0,3 1×2 基本支出',
      '0,5 1×2 项目',
      '1,3 1×1 人员经费',
      '1,4 1×1 公用经费',
      '1,5 1×1 小计',
      '1,6 1×1 结转',
    ]);
  });

  it('of a column that is replaced as well is refused', () => {
    const text = own(`改列: {项目支出: ${CARRIED}}\n去列: [项目支出]\n`);
    expect(problemsOf('试', { [OWN]: text }).map(brief)).toEqual([
      `templates/${OWN}:${placeIn(text, '项目支出: {')} “项目支出”已经写在“去列”里〔请只留一处〕`,
    ]);
  });

  it.each([
    ['改列: {项目支出: 项目, 基本支出: {名: 基, 量: 支出}, 人员经费: 甲}\n', '人员经费: 甲'],
    ['改列: {基本支出: {名: 基, 量: 支出}}\n去列: [人员经费]\n', '人员经费]'],
  ])('and changes inside of a group that is replaced are refused: %s', (changes, at) => {
    const text = own(changes);
    expect(problemsOf('试', { [OWN]: text }).map(brief)).toEqual([
      `templates/${OWN}:${placeIn(text, at)} “人员经费”在换掉的“基本支出”里面〔请写在“改列”的“基本支出”里，或删去〕`,
    ]);
  });

  it('of a form keeps the column as well, and drops it where it has none', () => {
    const form = `表号: 试表
名称: 试表
纸张: 纵向
列宽: [20, 10, 10, 10]
表头: [[项目, 合计, 一般, 基金]]
表体:
  - 逐: 合计
    内容: [{行: ["{名称}", {量: 支出}, {量: 支出, 资金: 一般公共预算}, {量: 支出, 资金: 政府性基金预算}]}]
`;
    const profile = `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n改表: {试表: {去列: [一般, 基金]}}\n`;
    const table = tableOf(profile, { 'profiles/试/试表.yaml': form });
    expect(header(table).map((cell) => cell.split(' ')[2])).toEqual(['项目', '合计', '一般']);
    expect(total(table)).toEqual(['合计', '130.00', '130.00']);
  });
});
