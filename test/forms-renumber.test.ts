/** A profile that gives tables other numbers: 表号 of 改表. */
import { expect, it } from 'vitest';
import { renderAll } from '../src/render/renderers.js';
import { department } from './helpers/departments.js';
import { readXlsx } from './helpers/read-xlsx.js';
import { OWN, START } from './helpers/trial.js';
import { brief, compiled, compileText, overlay, placeIn, problemsOf } from './helpers/world.js';

const PARTS = '部分:\n  - 标题: 表\n    表: [{目录: 表, 表: [预算03, 预算01, 预算02, 预算05-1]}]\n';

const tablesOf = (changes: string, more = {}) =>
  compiled(compileText({ 'a.yaml': department({ 格式: '试' }) }, { [OWN]: changes, ...more }))
    .tables;
/** The one problem of the profile, told where the passage stands. */
function refused(text: string, passage: string, message: string) {
  expect(problemsOf('试', { [OWN]: text }).map(brief)).toEqual([
    `templates/${OWN}:${placeIn(text, passage)} ${message}`,
  ]);
}
const numbered = (changes: string, more = {}) =>
  tablesOf(START + PARTS + changes, more).map(({ id, number, name }) => `${id} ${number} ${name}`);

it('each table moves up by one, one takes the number of the next', () => {
  expect(
    numbered('改表: {预算01: {表号: 预算02}, 预算02: {表号: 预算03}, 预算03: {表号: 预算04}}\n'),
  ).toEqual([
    '预算04 表4 支出总表',
    '预算02 表2 收支总表',
    '预算03 表3 收入总表',
    '预算05-1 表5-1 一般公共预算支出表（分功能科目）',
  ]);
});

it('two change places, three go round; the order stays that of 部分', () => {
  expect(numbered('改表: {预算01: {表号: 预算02}, 预算02: {表号: 预算01}}\n').slice(1, 3)).toEqual([
    '预算02 表2 收支总表',
    '预算01 表1 收入总表',
  ]);
  const round = '改表: {预算01: {表号: 预算02}, 预算02: {表号: 预算03}, 预算03: {表号: 预算01}}\n';
  expect(numbered(round).slice(0, 3)).toEqual([
    '预算01 表1 支出总表',
    '预算02 表2 收支总表',
    '预算03 表3 收入总表',
  ]);
});

it('printed numbers are made from the new one', () => {
  const caption =
    '各表: {印号: "附表{序}（{号}）"}\n改表: {预算05-1: {表号: 公开07-2, 注: ["见表{序}"]}}\n';
  const last = tablesOf(START + PARTS + caption).at(-1);
  expect([last?.id, last?.number, last?.notes]).toEqual([
    '公开07-2',
    '附表7-2（07-2）',
    ['见表7-2'],
  ]);
});

it('a profile may take back, or change again, what the one that it extends did', () => {
  const middle =
    '名称: 中\n继承: 预算\n改表: {预算01: {表号: 预算08}, 预算02: {表号: 预算09, 零: 空白}}\n';
  const own = `名称: 试\n继承: 中\n${PARTS}改表: {预算01: {表号: 预算01}, 预算02: {表号: 预算07}}\n`;
  const tables = tablesOf(own, { 'profiles/中.yaml': middle });
  expect(tables.map(({ id }) => id)).toEqual(['预算03', '预算01', '预算07', '预算05-1']);
});

it('names the sheets and the files of figures', async () => {
  const swap = '改表: {预算01: {表号: 预算02, 名称: 收支表}, 预算02: {表号: 预算01}}\n';
  const result = compiled(
    compileText({ 'a.yaml': department({ 格式: '试' }) }, { [OWN]: START + PARTS + swap }),
  );
  const job = {
    ...result,
    sheets: [],
    templates: overlay({}),
    fonts: 'bundled' as const,
    browser: () => Promise.reject(new Error('no browser is needed')),
  };
  const files = (await renderAll(job, ['xlsx', 'csv'])).flatMap((one) => one.files);
  const names = [
    '预算03 支出总表',
    '预算02 收支表',
    '预算01 收入总表',
    '预算05-1 一般公共预算支出表（分功能科目）',
  ];
  expect(files.map(({ path }) => path).slice(1)).toEqual([
    ...names.map((name) => `数据/${name}.csv`),
    '数据/datapackage.json',
  ]);
  const book = readXlsx(files[0]?.bytes ?? new Uint8Array());
  expect(book.sheets.map(({ name }) => name)).toEqual(names);
});

it('a number that another table has is refused where it is written', () => {
  // 预算03 comes first in 部分 and keeps its number
  const taken = `${START}${PARTS}改表:\n  预算02: {表号: 预算03}\n`;
  refused(taken, '预算03}', '表号“预算03”已经用于“支出总表”');
  const both = `${START}${PARTS}改表:\n  预算01: {表号: 预算08}\n  预算02: {表号: 预算08, 零: 空白}\n`;
  refused(both, '预算08, 零', '表号“预算08”已经用于“收支总表”');
});

it('is refused at the number that was changed, whichever of the two tables comes first', () => {
  const first = `${START}${PARTS}改表:\n  预算01: {表号: 预算02}\n`;
  refused(first, '预算02}', '表号“预算02”已经用于“收入总表”');
});

it('a number that differs in case alone is refused: sheets could not be told apart', () => {
  const text = `${START}${PARTS}改表:\n  预算01: {表号: 表a}\n  预算02: {表号: 表A}\n`;
  refused(text, '表A}', '表号“表A”已经用于“收支总表”');
});

it('a number that one of the tables for each row will have is refused', () => {
  const parts = PARTS.replace('预算05-1', '预算05-1, 预算12');
  const text = `${START}${parts}改表:\n  预算05-1: {表号: 预算12-1}\n`;
  refused(text, '预算12-1}', '表号“预算12-1”已经用于“预算12”的各张表');
});

it('a number that could not name a file is refused', () => {
  const message = '表号只能用文字、数字、“-”“.”“_”';
  for (const id of ['../预算02', '预算 02', '-2'])
    refused(`${START}改表:\n  预算02: {表号: "${id}"}\n`, `"${id}"`, message);
});

it('a table is spoken of by the number of its file, not by its new one', () => {
  const text = `${START}${PARTS}改表:\n  预算01: {表号: 预算08}\n  预算08: {零: 空白}\n`;
  const [problem] = problemsOf('试', { [OWN]: text }).map(brief);
  expect(problem).toContain(
    `${OWN}:${placeIn(text, '预算08: {零')} “改表”里的“预算08”不在这个格式的表里`,
  );
});
