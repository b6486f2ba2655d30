/** What a format asks for although its kind of package can never have it: told at its place, no empty table. */
import { describe, expect, it } from 'vitest';
import { quantityKindProblem, sourceKindProblem } from '../src/forms/kinds.js';
import { QUANTITY_NAMES } from '../src/model/quantities.js';
import { ROW_SOURCE_NAMES } from '../src/model/rows.js';
import { OWN, START, told } from './helpers/trial.js';

const TABLE = 'profiles/试/试表.yaml';
const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n';
const LISTED = '部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n';
const FINAL_START = '名称: 试用格式\n继承: 决算\n';
const columns = (column: string, source = '合计') =>
  `${HEAD}列:\n  - {名: 名称, 文: "{名称}"}\n  - ${column}\n行源: [${source}]\n`;
const inBudget = (table: string) => ({ [OWN]: START + LISTED, [TABLE]: table });
const inFinal = (table: string) => ({ [OWN]: FINAL_START + LISTED, [TABLE]: table });

describe('a table asks for rows that its kind of package never has', () => {
  it('as a list, as a loop, as a table for each', () => {
    const message = '行源“重点工作”的行，部门预算里没有';
    const hint = '只有部门决算有；请改用别的，或删去';
    const list = `${HEAD}列:\n  - {名: 事项, 文: "{事项}"}\n行源: [重点工作]\n`;
    told(TABLE, inBudget(list), ['重点工作]', message, hint]);
    const loop = `${HEAD}列宽: [10]\n表体:\n  - 逐: 重点工作\n    内容: [{行: ["{事项}"]}]\n`;
    told(TABLE, inBudget(loop), ['重点工作\n', message, hint]);
    const each = `${HEAD}逐: 项目自评\n列宽: [10]\n表体: [{行: ["{项目名称}"]}]\n`;
    told(TABLE, inBudget(each), ['项目自评\n', '行源“项目自评”的行，部门预算里没有', hint]);
    const final = `${HEAD}列:\n  - {名: 内容, 文: "{内容}"}\n行源: [购买服务明细]\n`;
    told(TABLE, inFinal(final), [
      '购买服务明细',
      '行源“购买服务明细”的行，部门决算里没有',
      '只有部门预算有；请改用别的，或删去',
    ]);
  });

  it('or narrows them to what it never has', () => {
    told(TABLE, inFinal(columns('{名: 数, 量: 支出}', '{逐: 功能科目, 资金: 财政专户管理资金}')), [
      '财政专户管理资金',
      '部门决算里没有“财政专户管理资金”这种资金',
      '部门决算里的资金：一般公共预算、政府性基金预算、国有资本经营预算、单位资金、财政拨款',
    ]);
    told(
      TABLE,
      inFinal(columns('{名: 数, 量: 支出}').replace('列:', '范围: {资金: 财政专户管理资金}\n列:')),
      [
        '财政专户管理资金',
        '部门决算里没有“财政专户管理资金”这种资金',
        '部门决算里的资金：一般公共预算、政府性基金预算、国有资本经营预算、单位资金、财政拨款',
      ],
    );
  });
});

describe('a table asks for figures that its kind of package never has', () => {
  it.each([
    ['{名: 数, 量: 结余分配}', '结余分配', '量“结余分配”，部门预算里没有'],
    ['{名: 数, 量: 授予中小企业}', '授予中小企业', '量“授予中小企业”，部门预算里没有'],
    ['{名: 数, 量: 支出, 口径: 年初预算}', '年初预算', '“口径: 年初预算”的数，部门预算里没有'],
    ['{名: 数, 量: 支出, 占: {量: 结余分配}}', '结余分配', '量“结余分配”，部门预算里没有'],
  ])('in a budget: %s', (column, passage, message) => {
    told(TABLE, inBudget(columns(column)), [
      passage,
      message,
      '只有部门决算有；请改用别的，或删去',
    ]);
  });

  it('in final accounts', () => {
    told(TABLE, inFinal(columns('{名: 数, 量: 政府购买服务}')), [
      '政府购买服务',
      '量“政府购买服务”，部门决算里没有',
      '只有部门预算有；请改用别的，或删去',
    ]);
    told(TABLE, inFinal(columns('{名: 数, 量: 收入, 来源: 财政专户管理资金}')), [
      '财政专户管理资金',
      '部门决算里没有“财政专户管理资金”这种来源',
      '部门决算里的来源：一般公共预算拨款、政府性基金预算拨款、国有资本经营预算拨款、事业收入、事业单位经营收入、上级补助收入、附属单位上缴收入、其他收入',
    ]);
    told(TABLE, inFinal(columns('{名: 数, 量: 支出, 结转: 结转}')), [
      '结转}',
      '部门决算的支出不分本年和结转，“结转: 结转”的数总是 0',
      '请删去“结转”；年初、年末的结转结余用量“收入”（结转: 结转）和“年终结转结余”',
    ]);
  });

  it('in a column that a profile puts in place of another: told in the profile', () => {
    const profile = `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [预算03]}]}]\n改表: {预算03: {改列: {项目支出: {名: 分配, 量: 结余分配}}}}\n`;
    told(OWN, { [OWN]: profile }, [
      '结余分配',
      '量“结余分配”，部门预算里没有',
      '只有部门决算有；请改用别的，或删去',
    ]);
  });

  it('in a chart, in a relation', () => {
    const charts = `${START}图:\n  甲: {题: 甲, 柱: [{名: 一, 量: 支出}], 比: [{名: 二, 口径: 全年预算}]}\n`;
    told(OWN, { [OWN]: charts }, [
      '全年预算',
      '“口径: 全年预算”的数，部门预算里没有',
      '只有部门决算有；请改用别的，或删去',
    ]);
    const relation = `${START}勾稽:\n  表间-91: {应当: 相等, 依据: 试, 等式: {甲: {左: {表: 预算03, 行: 合计, 列: 合计}, 右: {量: 结余分配}}}}\n`;
    told(OWN, { [OWN]: relation }, [
      '结余分配',
      '量“结余分配”，部门预算里没有',
      '只有部门决算有；请改用别的，或删去',
    ]);
  });
});

describe('a field that its kind of package can never fill', () => {
  const hint = '只有部门决算有；请改用别的，或删去';
  it('in a cell, in a caption, on the cover', () => {
    told(TABLE, inBudget(columns('{名: 团组, 文: "{出国内容}"}')), [
      '"{出国内容}"',
      '字段“出国内容”，部门预算里没有',
      hint,
    ]);
    told(
      TABLE,
      inBudget(columns('{名: 数, 量: 支出}').replace('列:', '注: ["电话{咨询电话}"]\n列:')),
      ['"电话', '字段“咨询电话”，部门预算里没有', hint],
    );
    const cover = `${START}封面: {标题: [甲], 落款: ["{咨询电话}"]}\n`;
    told(OWN, { [OWN]: cover }, ['"{咨询电话}"', '字段“咨询电话”，部门预算里没有', hint]);
  });

  it('is no mistake where a row has a field of that name', () => {
    const row = `${HEAD}逐: 绩效项目\n列宽: [10]\n表体: [{行: ["{联系电话}"]}]\n`;
    told(TABLE, inBudget(row));
    const final = `${HEAD}逐: 项目自评\n列宽: [10]\n表体: [{行: ["{填报日期}"]}]\n`;
    told(TABLE, inFinal(final));
  });
});

describe('a sentence of the wrong kind', () => {
  const piece = (text: string) => ({
    [OWN]: `${START}部分: [{标题: 文, 节: [试文]}]\n`,
    'profiles/试.hbs': `{{#*inline "试文"}}\n${text}\n{{/inline}}\n`,
  });
  const hint = '只有部门决算有；请改用别的，或删去';
  it.each([
    ['{{#逐 "重点工作"}}{{事项}}{{/逐}}', '"重点工作"', '行源“重点工作”的行，部门预算里没有'],
    [
      '{{#if (多于 "运行费明细" 数="0")}}有{{/if}}',
      '"运行费明细"',
      '行源“运行费明细”的行，部门预算里没有',
    ],
    ['{{金额 "结余分配"}}', '"结余分配"', '量“结余分配”，部门预算里没有'],
    ['{{金额 "支出" 口径="年初预算"}}', '口径=', '“口径: 年初预算”的数，部门预算里没有'],
    ['{{差额 "支出" 对="全年预算"}}', '对=', '“口径: 全年预算”的数，部门预算里没有'],
    ['{{出国内容}}', '出国内容', '字段“出国内容”，部门预算里没有'],
    ['{{#if 接待内容}}有{{/if}}', '接待内容', '字段“接待内容”，部门预算里没有'],
    ['{{补尾 "咨询电话" 尾="。"}}', '"咨询电话"', '字段“咨询电话”，部门预算里没有'],
  ])('%s', (text, passage, message) => {
    told('profiles/试.hbs', piece(text), [passage, message, hint]);
  });

  it('asks for reasons and paragraphs that an input of its kind cannot write', () => {
    const reason = piece('{{原因 "三公经费预算执行.合计"}}');
    told('profiles/试.hbs', reason, [
      '"三公经费预算执行.合计"',
      '没有“三公经费预算执行.合计”这个原因',
      '是不是“三公经费.合计”？',
    ]);
    const paragraph = piece('{{段 "自评结果应用"}}');
    told('profiles/试.hbs', paragraph, [
      '"自评结果应用"',
      '没有“自评结果应用”这个段',
      '可用的段：主要职责、机构说明、人员构成、国有资产说明',
    ]);
  });
});

describe('every quantity and row source', () => {
  it('can be had in one kind of package at least', () => {
    for (const name of QUANTITY_NAMES)
      expect(
        quantityKindProblem(name, {}, '预算') && quantityKindProblem(name, {}, '决算'),
      ).toBeUndefined();
    for (const name of ROW_SOURCE_NAMES)
      expect(sourceKindProblem(name, '预算') && sourceKindProblem(name, '决算')).toBeUndefined();
  });
});
