/** What a 决算 input names and how its parts are shaped; each mistake is told where it stands. */
import { describe, expect, it } from 'vitest';
import { accounts, allTold, at, type Case, told } from './helpers/accounts.js';
import { department } from './helpers/departments.js';

describe('keys and shapes', () => {
  it('a key that there is not, with the nearest', () => {
    const unknown = (from: string, to: string, meant: string): Case => [
      [from, to],
      to,
      `没有“${to}”这个键`,
      `是不是“${meant}”？`,
    ];
    allTold([
      unknown('运行费明细', '运行费明系', '运行费明细'),
      unknown('重点工作', '重点工做', '重点工作'),
      unknown('小微企业', '小微企', '小微企业'),
      unknown('效益指标', '效果指标', '效益指标'),
      [
        ['功能科目: "2010302", ', '功能科目: "2010302", 结转: 是, '],
        '结转: 是',
        '没有“结转”这个键',
        '可用的键：单位、功能科目、经济科目、政府经济科目、资金、金额',
      ],
    ]);
  });
  it('a number or a list where keys belong, and a list with an item that is no text', () => {
    allTold([
      [
        ['一般公共预算拨款: { "2010301": 900, "2010302": 500 }', '一般公共预算拨款: 1400'],
        '1400',
        '“一般公共预算拨款”应当是若干个“键: 值”，写的是数字 1400',
        '例如 一般公共预算拨款: { "2010301": 1400 }',
      ],
      [
        ['运行费明细: { 燃料费: 40, 保险费: 20.00 }', '运行费明细: 60'],
        '60\n  接待',
        '“运行费明细”应当是若干个“键: 值”，写的是数字 60',
        '例如 运行费明细: { 名称: 60 }',
      ],
      [
        ['全年预算: { 三公经费: { 公务接待费: 30.00, 公务用车运行维护费: 60 } }', '全年预算: 90'],
        '90\n',
        '“全年预算”应当是若干个“键: 值”，写的是数字 90',
        '例如 全年预算: { 三公经费: … }，可用的键：三公经费',
      ],
      [
        ['大型设备: 0', '大型设备: 1.5'],
        '1.5',
        '单价 100 万元（含）以上设备台（套）数应为整数，写的是数字 1.5〔只写数字，不加引号，不写单位；没有的写 0〕',
      ],
      [
        ['项目: [甲项目]\n', '项目: [甲项目]\n    项目类别: [部门预算项目, [区级专项]]\n'],
        '[区级专项',
        '这里应当写文字，写的是一个列表',
        '以“- ”或“键: ”开头的内容请改为一段文字，或加引号',
      ],
    ]);
  });
});

describe('profiles', () => {
  it('of the other kind are refused where the input names them', () => {
    const final = accounts(['格式: 决算', '格式: wuchang-2026']);
    expect(told(final)).toEqual([
      at(
        final,
        'wuchang-2026',
        '格式“wuchang-2026”是部门预算的，本文件的类型是决算',
        '请写部门决算的格式，或改正“类型”',
      ),
    ]);
    const budget = department({ 格式: 'hongshan-2023' });
    expect(told(budget)).toEqual([
      at(
        budget,
        'hongshan-2023',
        '格式“hongshan-2023”是部门决算的，本文件的类型是预算',
        '请写部门预算的格式，或改正“类型”',
      ),
    ]);
  });
});

describe('主要用途', () => {
  it('names classes and items of the dictionary', () => {
    const level = '这里的科目要写类级（3 位数字）或项级（7 位数字），写的是';
    const uses = '"201": 甲, "2010301": 甲, "2O1": 甲, "20103": 甲, "291": 甲, "2010388": 甲';
    const change: Case[0] = ['重点工作:', `主要用途: { ${uses} }\n重点工作:`];
    const input = accounts(change);
    const expected = [
      at(input, '"2O1"', `${level} 2O1`, '例如 "201" 或 "2010301"'),
      at(input, '"20103"', `${level} 20103`, '例如 "201" 或 "2010301"'),
      at(input, '"291"', '科目字典里没有功能科目 291', '是不是“201”？'),
      at(
        input,
        '"2010388"',
        '科目字典里没有功能科目 2010388',
        '确有这个科目时，在“科目补充”的“功能分类”里写 "2010388": {名称: …, 说明: …}；全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里',
      ),
    ];
    expect(told(input).sort()).toEqual(expected.sort());
  });
});

describe('an invalid file', () => {
  it('of another kind than its format is told of that alone', () => {
    const input = accounts(['格式: 决算', '格式: wuchang-2026'], ['"30101": 800', '"30101": 八百']);
    expect(told(input)).toEqual([
      at(
        input,
        'wuchang-2026',
        '格式“wuchang-2026”是部门预算的，本文件的类型是决算',
        '请写部门决算的格式，或改正“类型”',
      ),
    ]);
  });
  it('knows the subjects that it adds itself', () => {
    const added =
      '科目补充: { 功能分类: { "2010388": { 名称: 甲 } }, 经济分类: { "30188": { 名称: 乙 } } }\n';
    const input = accounts(
      ['重点工作:', `${added}重点工作:`],
      ['支出: [{ 功能科目: "2010302", 金额', '支出: [{ 功能科目: "2010388", 金额'],
      ['"30101": 800', '"30188": 800'],
      ['货物: 20.00', '货物: 二十'],
    );
    expect(told(input)).toEqual([
      at(input, '二十', '金额应为数字，写的是“二十”', '请写数字，例如 1234567.89'),
    ]);
  });
  it('with a comma between thousands is told what to write', () => {
    allTold([
      [
        ['结余分配: { "', '合计: { 收入总计: 2,270 }\n结余分配: { "'],
        '2,270 }',
        '花括号里的金额不能写千分位逗号：“2,270”',
        '请写成 2270',
      ],
    ]);
  });
});

describe('years', () => {
  it('that are compared with are the one before', () => {
    allTold([
      [
        ['上年:\n', '上年:\n  年度: 2022\n'],
        '年度: 2022',
        '上年数是 2022 年的，本文件是 2024 年的',
        '上年应为 2023 年',
      ],
    ]);
  });
});

describe('self-evaluation', () => {
  it('names projects of the input', () => {
    allTold([
      [
        ['项目: [甲项目]', '项目: [丙项目]'],
        '丙项目]',
        '“项目支出”里没有“丙项目”',
        '是不是“甲项目”？',
      ],
    ]);
  });
  it('names a project once, in one form or in two, and a form once', () => {
    const twice = accounts(['项目: [甲项目]', '项目: [甲项目, 甲项目]']);
    expect(told(twice)).toEqual([at(twice, '甲项目]', '项目“甲项目”已经列在项目自评“甲自评”里')]);
    const forms = accounts([
      '项目自评:\n',
      '项目自评:\n  - { 名称: 甲自评, 项目: [甲项目], 全年预算: 1, 目标: [{}] }\n',
    ]);
    expect(told(forms)).toEqual([
      at(forms, '甲自评\n', '“项目自评”里名称“甲自评”重复了', '请改正，或把重复的合并为一项'),
      at(forms, '甲项目]\n', '项目“甲项目”已经列在项目自评“甲自评”里'),
    ]);
  });
});

it('lines are counted also where the parser gives up', () => {
  // a list with further keys behind it: the colon of the third line is what does not fit
  const lines = told('- 类型：决算\n格式：决算\n年度: 2024\n').map((line) => line.split(' ')[0]);
  expect(lines).toEqual(['a.yaml:2:1', 'a.yaml:3:3']);
});
