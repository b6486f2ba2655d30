/** 人员, 上年.支出, 主要用途, 房屋面积 and what the performance forms are filled with: mistakes and their places. */
import { describe, expect, it } from 'vitest';
import { compileText, type Files, problems, SMALL } from './helpers/input.js';
import { placeIn } from './helpers/world.js';

const EXAMPLE = '请写数字，例如 1234567.89';
const RECHECK = '请核对明细；合计可以不写，由程序计算';
const WHOLE = '只写数字，不加引号，不写单位；没有的写 0';
const ONE_TEXT = '以“- ”或“键: ”开头的内容请改为一段文字，或加引号';

/** What is told, and the passage of the input at which it is. */
type Told = readonly [passage: string, message: string];
const placed = (input: string, expected: readonly Told[], file = '') =>
  expected.map(([passage, message]) => `${file}${placeIn(input, passage)} ${message}`);
type Case = readonly [name: string, input: string, expected: readonly Told[]];
function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(placed(input, expected));
  });
}
/** What is wrong in the input itself; whether sources and weights agree is looked at in checks-performance.test.ts. */
const errors = (input: string) => problems(input).filter((one) => !one.includes(' 警告 '));
/** The small input with another part behind it. */
const more = (part: string) => `${SMALL}${part}\n`;

describe('the year before, of which only the total is known', () => {
  const before = (parts: string) => more(`上年:\n${parts}`);
  const subjects = '一般公共预算支出: { "2060101": 1500.50, "2060199": 1500 }';
  check([
    [
      'a fund that there is not',
      before('  支出: { 一般公共预祘: 3000 }'),
      [['一般公共预祘', 'key-unknown 没有“一般公共预祘”这个键 → 是不是“一般公共预算”？']],
    ],
    [
      'a total that is no number',
      before('  支出: { 单位资金: 三千 }'),
      [['三千', `amount-not-number 金额应为数字，写的是“三千” → ${EXAMPLE}`]],
    ],
    [
      'beside figures by subject that come to another sum, each fund on its own',
      before(
        `  ${subjects}\n  政府性基金预算支出: { "2060101": 20 }\n  支出: { 一般公共预算: 3000.05, 政府性基金预算: 20.01, 国有资本经营预算: 7 }`,
      ),
      [
        [
          '3000.05',
          `total-mismatch 上年一般公共预算支出写的是 3000.05 元，明细之和是 3000.50 元，相差 0.45 元 → ${RECHECK}`,
        ],
        [
          '20.01',
          `total-mismatch 上年政府性基金预算支出写的是 20.01 元，明细之和是 20.00 元，相差 0.01 元 → ${RECHECK}`,
        ],
      ],
    ],
    [
      'beside figures that come to it',
      before(`  ${subjects}\n  支出: { 一般公共预算: 3000.5 }`),
      [],
    ],
    [
      'of the two funds that 其他资金 stands for, beside its subjects',
      before(
        `  ${subjects}\n  其他资金支出: { "2060101": 10 }\n  支出: { 财政专户管理资金: 4, 单位资金: 6 }`,
      ),
      [],
    ],
    [
      'of one of them alone, where the subjects are of both',
      before(`  ${subjects}\n  其他资金支出: { "2060101": 40 }\n  支出: { 财政专户管理资金: 1 }`),
      [
        [
          '1 }',
          `total-mismatch 上年财政专户管理资金和单位资金支出写的是 1.00 元，明细之和是 40.00 元，相差 39.00 元 → ${RECHECK}`,
        ],
      ],
    ],
    // 3000.50 元 now, 103000.50 元 before; which subjects changed is not known, so none is asked about
    [
      'alone: the total is compared, the subjects are not',
      before('  支出: { 一般公共预算: 103000.50 }'),
      [
        [
          // the first amount of expenditure
          '1000\n',
          '警告 reason-missing 收支总预算比上年减少 10 万元，没有写原因 → 请在“变动原因”的“收支总体”后面写原因',
        ],
      ],
    ],
  ]);

  it('in a file of its own is told at its place there', () => {
    const other = `类型: 上年数\n年度: 2025\n金额单位: 元\n${subjects}\n支出: { 一般公共预算: 2 }\n`;
    const files: Files = { 'b.yaml': other };
    const message = `total-mismatch 上年一般公共预算支出写的是 2.00 元，明细之和是 3000.50 元，相差 2998.50 元 → ${RECHECK}`;
    expect(problems(more('上年: b.yaml'), files)).toEqual(
      placed(other, [['2 }\n', message]], 'b.yaml:'),
    );
  });
});

describe('人员', () => {
  check([
    [
      'without 编制 and 在职',
      more('人员: { 退休: 3 }'),
      ['编制', '在职'].map((key) => [
        '人员:',
        `key-missing “人员”里缺少“${key}” → 请加上“${key}: ”`,
      ]),
    ],
    [
      'numbers of people that are none',
      more('人员:\n  编制: { 行政: 11人, 事业: 1.5 }\n  在职: { 行政: -1, 参公事业: "6" }'),
      [
        ['11人', `type-wrong 行政编制应为整数，写的是“11人” → 数字后面写了“人”，请写成 11`],
        ['1.5', `type-wrong 事业编制（含参公）应为整数，写的是数字 1.5 → ${WHOLE}`],
        ['-1,', `type-wrong 行政人员应为整数，写的是数字 -1 → ${WHOLE}`],
        ['"6"', `type-wrong 其中参公事业人员应为整数，写的是“6” → ${WHOLE}`],
      ],
    ],
    [
      'kinds of people that there are not',
      more('人员: { 编制: {}, 在职: { 参公: 1 }, 退修: 2 }'),
      [
        ['参公:', 'key-unknown 没有“参公”这个键 → 是不是“参公事业”？'],
        ['退修', 'key-unknown 没有“退修”这个键 → 是不是“退休”？'],
      ],
    ],
    [
      'more of those managed like civil servants than there are in institutions',
      more('人员: { 编制: {}, 在职: { 事业: 6, 参公事业: 7 } }'),
      [['7 } }', 'balance-mismatch “参公事业”是“事业”的一部分，不能比它多']],
    ],
    ['all of an institution', more('人员: { 编制: {}, 在职: { 事业: 6, 参公事业: 6 } }'), []],
  ]);
});

describe('主要用途', () => {
  const level = (code: string) =>
    `subject-level 这里的科目要写类级（3 位数字）或项级（7 位数字），写的是 ${code} → 例如 "201" 或 "2010301"`;
  check([
    [
      'of classes of both kinds and of items',
      more('主要用途: { "206": 甲, "301": 乙, "2060101": 丙 }'),
      [],
    ],
    [
      'of what the dictionary does not have',
      more('主要用途:\n  "296": 甲\n  "304": 乙\n  "2060109": 丙'),
      [
        ['"296"', 'subject-unknown 科目字典里没有功能科目 296 → 是不是“206”？'],
        ['"304"', 'subject-unknown 科目字典里没有经济科目 304 → 是不是“301”？'],
        [
          '"2060109"',
          'subject-unknown 科目字典里没有功能科目 2060109 → 是不是 2060101 行政运行、2060102 一般行政管理事务、2060103 机关服务？确有这个科目时，在“科目补充”的“功能分类”里写 "2060109": {名称: …, 说明: …}；全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里',
        ],
      ],
    ],
    [
      'of another level, or by name',
      more('主要用途: { "20601": 甲, "30102": 乙, 科学技术支出: 丙 }'),
      [
        ['"20601"', level('20601')],
        ['"30102"', level('30102')],
        ['科学技术支出', level('科学技术支出')],
      ],
    ],
    [
      'that says nothing',
      more('主要用途: { "206": "", "301": [甲] }'),
      [
        ['"", "301"', 'text-empty 文字是空的：主要用于什么'],
        ['[甲]', `type-wrong 这里应当写文字，写的是一个列表 → ${ONE_TEXT}`],
      ],
    ],
  ]);
});

describe('房屋面积', () => {
  const area = (written: string) => more(`国有资产:\n  房屋面积: ${written}`);
  it.each([
    ['1248平方米', '“1248平方米”'],
    ['"1248"', '“1248”'],
    ['1248.125', '数字 1248.125'],
    ['-1248', '数字 -1248'],
  ])('%s is none', (written, shown) => {
    const hint = shown.includes('平方米')
      ? '数字后面写了“平方米”，请写成 1248'
      : '例如 1248.5，不加引号，不写单位';
    const message = `type-wrong 房屋面积应为数字，最多两位小数，写的是${shown} → ${hint}`;
    expect(problems(area(written))).toEqual(placed(area(written), [[written, message]]));
  });
  it.each([
    ['1,248.50', '1248.5'],
    ['0', '0'],
    ['1248', '1248'],
  ])('%s is %s', (written, printed) => {
    const { compiled, diagnostics } = compileText(area(written));
    expect([diagnostics, compiled?.budget.floorArea]).toEqual([[], printed]);
  });
});

const goals = (by: string) => `${by}长期目标: [{ 内容: 目标 }]\n${by}年度目标: [{ 内容: 目标 }]\n`;
/** 绩效项目 of one project, with more keys. */
const project = (part: string) =>
  more(
    `绩效项目:\n  - 名称: 绩效\n    项目: [甲项目]\n    用途: 示例\n${goals('    ')}${part.replace(/^/gm, '    ')}`,
  );
/** The overall form, with more keys. */
const overall = (part: string) =>
  more(`整体绩效:\n  长期目标截止: 2030\n${goals('  ')}${part.replace(/^/gm, '  ')}`);

describe('the texts of 绩效项目', () => {
  it.each(['项目年度', '安排频度', '支出方向'])('%s is one text', (key) => {
    const list = project(`${key}: [甲, 乙]`);
    expect(problems(list)).toEqual(
      placed(list, [['[甲, 乙]', `type-wrong 这里应当写文字，写的是一个列表 → ${ONE_TEXT}`]]),
    );
    const none = project(`${key}:`);
    const message = `key-missing “${key}”后面没有内容 → 请填写，或删去这一行；“#”后面的字是说明，不算内容`;
    expect(problems(none)).toEqual(placed(none, [[key, message]]));
    expect(problems(project(`${key}: 甲`))).toEqual([]);
  });

  it.each([
    ['立项依据', '立项依据'],
    ['实施方案', '项目实施方案'],
    ['评价结果', '上年绩效评价结果、整改及应用'],
    ['预算执行情况', '前两年预算安排、调整和执行情况'],
  ])('%s is one text or several', (key, meaning) => {
    const hint = `${meaning}可以写一段文字，或以“- ”开头的若干段文字`;
    const told = (written: string, at: string, message: string) => {
      const input = project(`${key}: ${written}`);
      expect(problems(input)).toEqual(placed(input, [[at, message]]));
    };
    const map = 'type-wrong 这里应当写一段文字，写的是若干个“键: 值”';
    told('{ 甲: 乙 }', '{ 甲', `${map} → ${hint}`);
    told('[甲, ""]', '""', `text-empty 这里应当写一段文字，写的是空的 → ${hint}`);
    told('[]', '[]', `text-empty 文字是空的：${meaning}`);
    expect(problems(project(`${key}:\n  - 甲\n  - 乙`))).toEqual([]);
  });
});

describe('the lines of 支出明细', () => {
  const lines = (source: string) =>
    project(`支出明细:\n  - { 活动: 一, 来源: ${source}, 金额: 1500 }`);
  it('say where their money comes from in one of three words', () => {
    const input = lines('中央财政');
    const message =
      'value-unknown “来源”不能写“中央财政” → 可用的值：本级财政拨款、上级转移支付、其他资金';
    expect(problems(input)).toEqual(placed(input, [['中央财政', message]]));
    for (const source of ['本级财政拨款', '上级转移支付', '其他资金'])
      expect(errors(lines(source))).toEqual([]);
  });
});

describe('weights', () => {
  const goal = (weight: string, indicator: string) =>
    `{ 内容: 甲, 权重: ${weight}, 指标: { 产出指标: { 数量指标: [{ 名称: 乙, 值: 一, 权重: ${indicator} }] } } }`;
  it.each([
    ['整体绩效', overall('')],
    ['绩效项目', project('')],
  ])('of %s are whole numbers up to a hundred', (_, form) => {
    const weighing = (weight: string, indicator: string) =>
      form.replace('长期目标: [{ 内容: 目标 }]', `长期目标: [${goal(weight, indicator)}]`);
    expect(errors(weighing('100', '0'))).toEqual([]);
    const over = weighing('101', '1e2');
    expect(problems(over)).toEqual(
      placed(over, [
        ['101,', 'type-wrong 指标权重比例不能超过 100'],
        ['1e2', `type-wrong 分值权重应为整数，写的是数字 1e2 → ${WHOLE}`],
      ]),
    );
    const share = weighing('40%', '102');
    expect(problems(share)).toEqual(
      placed(share, [
        ['40%', `type-wrong 指标权重比例应为整数，写的是“40%” → 数字后面写了“%”，请写成 40`],
        ['102', 'type-wrong 分值权重不能超过 100'],
      ]),
    );
  });
});

describe('项目次序', () => {
  const order = (names: string) =>
    `${overall(`项目次序: ${names}`)}${project('').slice(SMALL.length)}`;
  check([
    ['of projects that have forms', order('[绩效]'), []],
    [
      'of a project that has none, near to one that has',
      order('[绩效, 绩郊]'),
      [['绩郊', 'project-unknown “绩效项目”里没有“绩郊” → 是不是“绩效”？']],
    ],
    [
      'of a project of 项目支出 that has no form of its own',
      order('[绩效, 甲项目 ]'),
      [['甲项目 ]', 'project-unknown “绩效项目”里没有“甲项目” → 可用的项目：绩效']],
    ],
    ['of no project', order('[]'), [['项目次序', 'key-missing “项目次序”至少要有一项']]],
    [
      'that is one text',
      order('只有一个'),
      [['只有一个', 'type-wrong “项目次序”应当是以“- ”开头的列表，写的是“只有一个”']],
    ],
  ]);
});
