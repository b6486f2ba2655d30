/** 政府采购明细 and 购买服务明细: each mistake with its place and what to do, and what right ones come to. */
import { describe, expect, it } from 'vitest';
import { compileText, edit, problems, SMALL } from './helpers/input.js';
import { placeIn } from './helpers/world.js';

const EXAMPLE = '请写数字，例如 1234567.89';
const RECHECK = '请核对明细；合计可以不写，由程序计算';

/** What is told, and the passage of the input at which it is. */
type Told = readonly [passage: string, message: string];
type Case = readonly [name: string, input: string, expected: readonly Told[]];
function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(
      expected.map(([passage, message]) => `${placeIn(input, passage)} ${message}`),
    );
  });
}

/** Lines in flow style: the list is line 31, its first item line 32. */
const list = (key: string, items: readonly string[], more = '') =>
  `${SMALL}${key}:\n${items.map((item) => `  - { ${item} }\n`).join('')}${more}`;
const bought = (items: readonly string[], more = '') => list('政府采购明细', items, more);
const services = (items: readonly string[], more = '') => list('购买服务明细', items, more);

const PAPER = '单位: "100001", 品目编码: A07100300, 品目: 纸制品, 数量: 40, 单价: 200';
const REPAIR = '单位: "100001", 品目编码: B0801, 品目: 修缮工程, 金额: 2500.50';
const AUDIT = '单位: "100001", 内容: 财务审计, 金额: 300, 一级目录: 辅助性服务';

describe('政府采购明细', () => {
  const nothing =
    'key-missing “纸制品”没有写金额，也没有写数量和单价 → 请写“金额”，或写“数量”和“单价”';
  const wrongCode = 'type-wrong 品目编码应为 A（货物）、B（工程）或 C（服务）开头的编码，写的是';
  check([
    [
      'without its unit, its code or its name, told at the line',
      bought(['数量: 1, 单价: 2']),
      ['单位', '品目编码', '品目'].map((key) => [
        '{ 数量: 1',
        `key-missing “政府采购明细”第 1 项里缺少“${key}” → 请加上“${key}: ”`,
      ]),
    ],
    [
      'without an amount or a unit price',
      bought([PAPER.replace(', 单价: 200', '')]),
      [['{ 单位', nothing]],
    ],
    [
      'without an amount or a number of things',
      bought([PAPER.replace('数量: 40, ', '')]),
      [['{ 单位', nothing]],
    ],
    [
      'an amount, a unit price and a part that are no numbers',
      bought([REPAIR.replace('2500.50', '两千五'), `${PAPER}元, 小微企业: "30"`]),
      [
        ['两千五', `amount-not-number 金额应为数字，写的是“两千五” → ${EXAMPLE}`],
        ['200元', 'amount-not-number 金额应为数字，写的是“200元” → 数字后面写了“元”，请写成 200'],
        ['"30"', 'amount-not-number 金额应为数字，写的是“30” → 请去掉引号，写成 30'],
      ],
    ],
    [
      'a number of things that is none',
      bought([PAPER.replace('40', '1.5')]),
      [
        [
          '1.5',
          'type-wrong 采购数量应为整数，写的是数字 1.5 → 只写数字，不加引号，不写单位；没有的写 0',
        ],
      ],
    ],
    [
      'a code that says neither goods nor works nor services, or is too short',
      bought([PAPER.replace('A07100300', 'D0710'), PAPER.replace('A07100300', 'A7')]),
      [
        ['D0710', `${wrongCode}“D0710”`],
        ['A7', `${wrongCode}“A7”`],
      ],
    ],
    [
      'a key that there is not',
      bought([`${PAPER}, 小徽企业: 30`]),
      [['小徽企业', 'key-unknown 没有“小徽企业”这个键 → 是不是“小微企业”？']],
    ],
    [
      'a unit and subjects that are not listed',
      bought([`${PAPER.replace('100001', '100002')}, 功能科目: "2060109", 经济科目: "302"`]),
      [
        ['"100002"', 'unit-unknown “单位”里没有列出代码 100002 → 是不是“100001”？'],
        [
          '"2060109"',
          'subject-unknown 科目字典里没有功能科目 2060109 → 是不是 2060101 行政运行、2060102 一般行政管理事务、2060103 机关服务？确有这个科目时，在“科目补充”的“功能分类”里写 "2060109": {名称: …, 说明: …}；全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里',
        ],
        [
          '"302"',
          'subject-level 经济科目要写到款级（5 位数字），写的是 302（商品和服务支出） → 例如 30201 办公费、30202 印刷费、30203 咨询费',
        ],
      ],
    ],
    [
      'an amount that is not its number times its unit price',
      bought([`${PAPER}, 金额: 8000.21`]),
      [
        [
          '8000.21',
          `total-mismatch “纸制品”的金额写的是 8000.21 元，数量 × 单价是 8000.00 元，相差 0.21 元 → ${RECHECK}`,
        ],
      ],
    ],
    [
      // 40 × 0.005: what a unit price that was rounded to 分 may be off
      'an amount that is off by no more than the rounding of its unit price',
      bought([`${PAPER}, 金额: 8000.20`]),
      [],
    ],
    [
      'parts that are more than what they are parts of',
      bought([
        `${PAPER}, 中小企业: 8000.01`,
        `${PAPER}, 中小企业: 4800, 小微企业: 4800.01`,
        `${PAPER}, 中小企业: 8000, 小微企业: 8000`,
        `${PAPER}, 小微企业: 8000.02`,
      ]),
      [
        ['8000.01', 'balance-mismatch “中小企业”是“金额”的一部分，不能比它多'],
        ['4800.01', 'balance-mismatch “小微企业”是“中小企业”的一部分，不能比它多'],
        ['8000.02', 'balance-mismatch “小微企业”是“金额”的一部分，不能比它多'],
      ],
    ],
  ]);

  it('is of the kind that the letter of its code says, its amount 数量 × 单价 where none is written', () => {
    const { compiled, diagnostics } = compileText(
      bought([PAPER, REPAIR, PAPER.replace('单价: 200', '单价: 0.30')]),
    );
    expect(diagnostics).toEqual([]);
    const kinds = [...(compiled?.budget.procurementByKind ?? [])];
    // 40 × 200 + 40 × 0.30, and 2500.50; each sum knows where its parts were written, 数量 and 单价
    expect(
      kinds.map(([kind, { value, sources }]) => [kind, value.toFixed(2), sources.length]),
    ).toEqual([
      ['货物', '8012.00', 4],
      ['工程', '2500.50', 1],
    ]);
  });
});

describe('政府采购 stated beside its lines', () => {
  const stated = (kinds: string) => bought([PAPER, REPAIR], `政府采购: { ${kinds} }\n`);
  check([
    ['that is right, in full', stated('货物: 8000, 工程: 2500.5, 服务: 0'), []],
    ['that is right, of one kind alone', stated('工程: 2500.50'), []],
    [
      'that is not, kind by kind',
      stated('货物: 8000.01, 工程: 2500, 服务: 1'),
      [
        [
          '8000.01',
          `total-mismatch “政府采购”的货物写的是 8000.01 元，明细之和是 8000.00 元，相差 0.01 元 → ${RECHECK}`,
        ],
        [
          '2500, 服务',
          `total-mismatch “政府采购”的工程写的是 2500.00 元，明细之和是 2500.50 元，相差 0.50 元 → ${RECHECK}`,
        ],
        [
          '1 }\n',
          `total-mismatch “政府采购”的服务写的是 1.00 元，明细之和是 0.00 元，相差 1.00 元 → ${RECHECK}`,
        ],
      ],
    ],
    [
      'as the total of all',
      bought([PAPER, REPAIR], '合计: { 政府采购: 10500 }\n'),
      [
        [
          '10500',
          `total-mismatch “政府采购”写的是 10500.00 元，明细之和是 10500.50 元，相差 0.50 元 → ${RECHECK}`,
        ],
      ],
    ],
  ]);
});

describe('购买服务明细', () => {
  check([
    [
      'without its unit, its content, its amount or its category',
      services(['项目: 甲']),
      ['单位', '内容', '金额', '一级目录'].map((key) => [
        '{ 项目: 甲',
        `key-missing “购买服务明细”第 1 项里缺少“${key}” → 请加上“${key}: ”`,
      ]),
    ],
    [
      'an amount that is no number, and an answer that is neither yes nor no',
      services([`${AUDIT.replace('300', '三百')}, 包含政府采购: 有`]),
      [
        ['三百', `amount-not-number 金额应为数字，写的是“三百” → ${EXAMPLE}`],
        ['有 }', 'value-unknown “包含政府采购”不能写“有” → 可用的值：是、否'],
      ],
    ],
    [
      'a unit that is not listed',
      services([AUDIT.replace('"100001"', '"200"')]),
      [['"200"', 'unit-unknown “单位”里没有列出代码 200 → 可用的单位代码：100001']],
    ],
    [
      'with totals beside it that its lines do not come to, and of a category that no line is of',
      services(
        [AUDIT, AUDIT.replace('300', '0.30')],
        '政府购买服务: { 辅助性服务: 301, 公共服务: 5 }\n',
      ),
      [
        [
          '301,',
          `total-mismatch “政府购买服务”的辅助性服务写的是 301.00 元，明细之和是 300.30 元，相差 0.70 元 → ${RECHECK}`,
        ],
        [
          '5 }\n',
          `total-mismatch “政府购买服务”的公共服务写的是 5.00 元，明细之和是 0.00 元，相差 5.00 元 → ${RECHECK}`,
        ],
      ],
    ],
    [
      'with totals beside it that are right',
      services([AUDIT, AUDIT], '政府购买服务: { 辅助性服务: 600, 公共服务: 0 }\n'),
      [],
    ],
  ]);

  it('comes to a total for each 一级目录, in the order of the lines', () => {
    const other = edit(AUDIT, '辅助性服务', '公共服务');
    const { compiled } = compileText(services([AUDIT, other, AUDIT]));
    const totals = [...(compiled?.budget.services ?? [])];
    expect(totals.map(([name, { value }]) => [name, value.toFixed(2)])).toEqual([
      ['辅助性服务', '600.00'],
      ['公共服务', '300.00'],
    ]);
  });
});
