/** Values that name something else: subjects, units, projects, totals, the year before. */
import { describe, expect, it } from 'vitest';
import { edit, problems, SMALL, small } from './helpers/input.js';

type Case = readonly [name: string, input: string, expected: readonly string[]];

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });
}

/** What to do where more inputs need the subject. */
const FILE =
  '；全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里';
const functionalAdd = (code: string) =>
  `确有这个科目时，在“科目补充”的“功能分类”里写 "${code}": {名称: …, 说明: …}${FILE}`;
const economicAdd = (code: string) =>
  `确有这个科目时，在“科目补充”的“经济分类”里写 "${code}": {名称: …}${FILE}`;
const SCIENCE = '例如 2060101 行政运行、2060102 一般行政管理事务、2060103 机关服务';

describe('functional subjects', () => {
  check([
    [
      'one that does not exist, near to one that does',
      small('"2060101"', '"2060111"'),
      [
        `20:11 subject-unknown 科目字典里没有功能科目 2060111 → 是不是 2060101 行政运行？${functionalAdd('2060111')}`,
      ],
    ],
    [
      'one that is near to nothing',
      small('"2060101"', '"9999999"'),
      [
        `20:11 subject-unknown 科目字典里没有功能科目 9999999 → 确有这个科目时，在“科目补充”的“功能分类”里写 "999": {名称: …}、"99999": {名称: …}、"9999999": {名称: …, 说明: …}（上级也没有，一并写上）${FILE}`,
      ],
    ],
    [
      '类 instead of 项',
      small('"2060101"', '"206"'),
      [
        `20:11 subject-level 功能科目要写到项级（7 位数字），写的是 206（科学技术支出） → ${SCIENCE}`,
      ],
    ],
    [
      '款 instead of 项',
      small('"2060101"', '20601'),
      [
        `20:11 subject-level 功能科目要写到项级（7 位数字），写的是 20601（科学技术管理事务） → ${SCIENCE}`,
      ],
    ],
    [
      'a digit too many',
      small('"2060101"', '"20601011"'),
      ['20:11 subject-level 功能科目要写到项级（7 位数字），写的是 20601011 → 请写 7 位数字的代码'],
    ],
    [
      'its name instead of its code',
      small('"2060101"', '住房公积金'),
      [
        '20:11 subject-level 功能科目要写到项级（7 位数字），写的是 住房公积金 → 例如 2210201 住房公积金',
      ],
    ],
    [
      'a list of them',
      small('"2060101"', '["2060101"]'),
      ['20:11 type-wrong 功能科目代码应为 7 位数字（项级），写的是一个列表'],
    ],
    ['one without quotes is the same', small('"2060101"', '2060101'), []],
    [
      'of a project',
      small('"2060199"', '"206"'),
      [
        `29:15 subject-level 功能科目要写到项级（7 位数字），写的是 206（科学技术支出） → ${SCIENCE}`,
      ],
    ],
    [
      'of a reason: told at its key',
      `${SMALL}变动原因:\n  功能科目:\n    "206": 新增\n`,
      [
        `33:5 subject-level 功能科目要写到项级（7 位数字），写的是 206（科学技术支出） → ${SCIENCE}`,
      ],
    ],
  ]);
});

describe('economic subjects', () => {
  check([
    [
      'one that does not exist: the nearest of the same 类',
      small('"30101"', '"30121"'),
      [
        `22:7 subject-unknown 科目字典里没有经济科目 30121 → 是不是 30101 基本工资、30111 公务员医疗补助缴费？${economicAdd('30121')}`,
      ],
    ],
    [
      '类 instead of 款',
      small('"30101"', '"301"'),
      [
        '22:7 subject-level 经济科目要写到款级（5 位数字），写的是 301（工资福利支出） → 例如 30101 基本工资、30102 津贴补贴、30103 奖金',
      ],
    ],
    [
      'its name instead of its code',
      small('"30101"', '基本工资'),
      ['22:7 subject-level 经济科目要写到款级（5 位数字），写的是 基本工资 → 例如 30101 基本工资'],
    ],
    [
      'of a project: told at its value',
      small('        金额: 1500', '        经济科目: "302"\n        金额: 1500'),
      [
        '30:15 subject-level 经济科目要写到款级（5 位数字），写的是 302（商品和服务支出） → 例如 30201 办公费、30202 印刷费、30203 咨询费',
      ],
    ],
  ]);
});

describe('科目补充', () => {
  const added = (lines: string) => `${SMALL}科目补充:\n${lines}`;
  check([
    [
      'a code of no level, one without its parent',
      added(
        '  功能分类:\n    "206010": { 名称: 甲 }\n    "2999901": { 名称: 乙 }\n  经济分类:\n    "3": { 名称: 丙 }\n',
      ),
      [
        '33:5 subject-level 科目代码“206010”的位数不对 → 类 3 位、款 5 位、项 7 位',
        '34:5 subject-unknown 科目 2999901 的上级 29999 不在字典里 → 请在“科目补充”里一并写上级科目',
        '36:5 subject-level 科目代码“3”的位数不对 → 类 3 位、款 5 位',
      ],
    ],
    [
      'what is added may be used',
      `${small('"2060101"', '"2060155"')}科目补充:\n  功能分类:\n    "2060155": { 名称: 新科目, 说明: 反映新事。 }\n`,
      [],
    ],
  ]);
});

describe('units', () => {
  const listed = (place: string, code: string) =>
    `${place} unit-unknown “单位”里没有列出代码 ${code} → 是不是“100001”？`;
  check([
    [
      'of income, not listed',
      small('收入:\n  - 单位: "100001"', '收入:\n  - 单位: "100002"'),
      [listed('16:9', '100002')],
    ],
    [
      'of basic expenditure, not listed',
      small('基本支出:\n  - 单位: "100001"', '基本支出:\n  - 单位: "200001"'),
      [listed('19:9', '200001')],
    ],
    [
      'of a project, not listed and unlike any',
      small('甲项目\n    单位: "100001"', '甲项目\n    单位: ABCDEF'),
      ['26:9 unit-unknown “单位”里没有列出代码 ABCDEF → 可用的单位代码：100001'],
    ],
    [
      'a name instead of a code',
      small('甲项目\n    单位: "100001"', '甲项目\n    单位: 示例局本级'),
      ['26:9 type-wrong 单位代码应为 20 位以内的数字或字母，写的是“示例局本级”'],
    ],
    [
      'listed twice by code',
      small(
        '    性质: 行政单位\n',
        '    性质: 行政单位\n  - { 代码: "100001", 名称: 另一家, 性质: 事业单位 }\n',
      ),
      ['13:11 name-duplicate “单位”里代码“100001”重复了 → 请改正，或把重复的合并为一项'],
    ],
    [
      'listed twice by name',
      small(
        '    性质: 行政单位\n',
        '    性质: 行政单位\n  - { 代码: "100002", 名称: 示例局本级, 性质: 事业单位 }\n',
      ),
      ['13:25 name-duplicate “单位”里名称“示例局本级”重复了 → 请改正，或把重复的合并为一项'],
    ],
    [
      'with two entries of income',
      small('基本支出:\n', '  - { 单位: "100001", 其他收入: 1 }\n基本支出:\n'),
      ['18:11 name-duplicate “收入”里单位“100001”重复了 → 请改正，或把重复的合并为一项'],
    ],
    [
      'with two groups of the same subject',
      small(
        '项目支出:\n',
        '  - { 单位: "100001", 功能科目: "2060101", 经济科目: { "30102": 1 } }\n项目支出:\n',
      ),
      [
        '24:27 name-duplicate 单位 100001 的功能科目 2060101 写了两组 → 请合并到一组里；资金不同的，各自写明“资金”',
      ],
    ],
  ]);
});

describe('projects', () => {
  const goals = '    用途: 示例\n    长期目标: [{ 内容: 目标 }]\n    年度目标: [{ 内容: 目标 }]\n';
  const performance = (projects: string) =>
    `${SMALL}绩效项目:\n  - 名称: 绩效\n    项目: ${projects}\n${goals}`;
  check([
    [
      'twice',
      small(
        '项目支出:\n',
        '项目支出:\n  - { 名称: 甲项目, 单位: "100001", 支出: [{ 功能科目: "2060199", 金额: 0 }] }\n',
      ),
      [
        '26:9 name-duplicate “项目支出”里同一个单位有几个“甲项目” → 请合并为一项，或改正名称；确是几个项目的，各写“编码”',
      ],
    ],
    [
      'not listed, near to one that is',
      performance('[乙项目]'),
      ['33:10 project-unknown “项目支出”里没有“乙项目” → 是不是“甲项目”？'],
    ],
    [
      'not listed, unlike any',
      performance('[购置车辆]'),
      ['33:10 project-unknown “项目支出”里没有“购置车辆” → 可用的项目：甲项目'],
    ],
    [
      'listed twice',
      performance('[甲项目, 甲项目]'),
      ['33:15 name-duplicate 项目“甲项目”已经列在绩效项目“绩效”里'],
    ],
    [
      'an indicator of no level',
      edit(
        performance('[甲项目]'),
        '年度目标: [{ 内容: 目标 }]',
        '年度目标: [{ 内容: 目标, 指标: { 产出: { 数量指标: [] } } }]',
      ),
      ['36:28 key-unknown 没有“产出”这个键 → 是不是“产出指标”？'],
    ],
  ]);

  const history = (years: string) =>
    `${SMALL}整体绩效:\n  近两年收支: ${years}\n  长期目标截止: 2030\n  长期目标: [{ 内容: 目标 }]\n  年度目标: [{ 内容: 目标 }]\n`;
  check([
    [
      'a year of 近两年收支 that the form has no place for',
      history('[{ 年度: 2025 }, { 年度: 2023 }]'),
      ['32:31 year-mismatch 2023 年不是本文件年度的前两年 → 应为 2025 年或 2024 年'],
    ],
    [
      'a year of 近两年收支 twice',
      history('[{ 年度: 2025 }, { 年度: 2025 }]'),
      ['32:31 name-duplicate “近两年收支”里年度“2025”重复了 → 请改正，或把重复的合并为一项'],
    ],
    [
      'three years of 近两年收支',
      history('[{ 年度: 2025 }, { 年度: 2024 }, { 年度: 2023 }]'),
      ['32:3 value-unknown “近两年收支”的项数过多（最多 2 项）'],
    ],
  ]);
});

describe('stated totals', () => {
  const hint = '请核对明细；合计可以不写，由程序计算';
  const wrong = (place: string, what: string, stated: string, computed: string, off: string) =>
    `${place} total-mismatch ${what}写的是 ${stated}，明细之和是 ${computed}，相差 ${off} → ${hint}`;
  const inWan = [
    ['金额单位: 元', '金额单位: 万元'],
    ['3000.50', '0.30005'],
    ['"30101": 1000', '"30101": 0.1'],
    ['500.50', '0.05005'],
    ['金额: 1500', '金额: 0.15'],
  ].reduce((text, [from, to]) => edit(text, from ?? '', to ?? ''), SMALL);
  check([
    [
      'that are right, all of them',
      `${SMALL}合计:\n  收入总计: 3,000.50\n  本年收入合计: 3000.5\n  支出总计: 3000.50\n  本年支出合计: 3000.50\n  基本支出: 1500.50\n  人员经费: 1000\n  公用经费: 500.50\n  项目支出: 1500\n  三公经费: 0\n  政府采购: 0\n`,
      [],
    ],
    [
      'at the root, each on its own, to the 分',
      `${SMALL}合计:\n  收入总计: 3000.51\n  支出总计: 3000.50\n  人员经费: 999.99\n  项目支出: 0\n`,
      [
        wrong('32:9', '“收入总计”', '3000.51 元', '3000.50 元', '0.01 元'),
        wrong('34:9', '“人员经费”', '999.99 元', '1000.00 元', '0.01 元'),
        wrong('35:9', '“项目支出”', '0.00 元', '1500.00 元', '1500.00 元'),
      ],
    ],
    [
      'of a group',
      small('    经济科目:\n', '    合计: 1500\n    经济科目:\n'),
      [
        wrong(
          '21:9',
          '单位 100001 的功能科目 2060101 的基本支出合计',
          '1500.00 元',
          '1500.50 元',
          '0.50 元',
        ),
      ],
    ],
    [
      'of a project',
      small('    用途: 示例\n', '    用途: 示例\n    合计: 1500.01\n'),
      [wrong('28:9', '项目“甲项目”的合计', '1500.01 元', '1500.00 元', '0.01 元')],
    ],
    [
      'of an entry of income',
      small('基本支出:\n', '    合计: 3000\n基本支出:\n'),
      [wrong('18:9', '单位 100001 的收入合计', '3000.00 元', '3000.50 元', '0.50 元')],
    ],
    [
      'in 万元: as published, so the same to two decimals',
      `${inWan}合计:\n  收入总计: 0.3\n  公用经费: 0.05\n  支出总计: 0.31\n`,
      [],
    ],
    [
      'in 万元, further off than rounding each amount to 0.01 can bring them',
      `${inWan}合计:\n  支出总计: 0.32\n`,
      [wrong('32:9', '“支出总计”', '0.32 万元', '0.30005 万元', '0.01995 万元')],
    ],
    [
      'that there are not',
      `${SMALL}合计:\n  收入合计: 3000.50\n`,
      ['32:3 key-unknown 没有“收入合计”这个键 → 是不是“收入总计”？'],
    ],
  ]);
});
