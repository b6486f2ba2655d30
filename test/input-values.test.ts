/** Values of the wrong kind: amounts, dates, years, names, texts, lists and maps. */
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { compileText, edit, problems, SMALL, small } from './helpers/input.js';

const EXAMPLE = '请写数字，例如 1234567.89';
const UNQUOTE = '请去掉引号，写成 1500';
const ONLY_DIGITS = '只写数字，不写“元”“万元”“%”；单位由 金额单位 统一说明';
const PLAIN = '请写成 1234567.89 的样子，不能用科学计数法、十六进制、.inf 或 .nan';
const GROUPS = '千分位逗号的位置不对；逗号可以不写，例如 1234567.89';
const EMPTY = '请填写，或删去这一行；“#”后面的字是说明，不算内容';

type Refused = readonly [written: string, expected: string];

/** SMALL in 万元, with an amount of one’s own in the project. */
const inWan = (amount: string) =>
  [
    ['金额单位: 元', '金额单位: 万元'],
    ['3000.50', '0.30005'],
    ['"30101": 1000', '"30101": 0.1'],
    ['500.50', '0.05005'],
    ['金额: 1500', `金额: ${amount}`],
  ].reduce((text, [from, to]) => edit(text, from ?? '', to ?? ''), SMALL);

describe('an amount', () => {
  const notNumber: readonly Refused[] = [
    ['"1500"', `写的是“1500” → ${UNQUOTE}`],
    ['"1,500"', `写的是“1,500” → ${UNQUOTE}`],
    ['!!str 1500', `写的是“1500” → ${UNQUOTE}`],
    ['12万元', '写的是“12万元” → 数字后面写了“万元”，请写成 120000（金额单位是元）'],
    ['1500元', '写的是“1500元” → 数字后面写了“元”，请写成 1500'],
    ['￥1500', '写的是“￥1500” → 写了货币符号，请写成 1500'],
    ['50%', `写的是“50%” → ${ONLY_DIGITS}`],
    ['１２３', '写的是“１２３” → 用了全角数字或符号，请写成 123'],
    ['1，234', '写的是“1，234” → 用了全角数字或符号，有千分位逗号，请写成 1234'],
    ['1,23', `写的是“1,23” → ${GROUPS}`],
    ['1500,00', `写的是“1500,00” → ${GROUPS}`],
    ['1 500', '写的是“1 500” → 有空格，请写成 1500'],
    ['15 00', `写的是“15 00” → ${EXAMPLE}`],
    ['1500　', '写的是“1500 ” → 有空格，请写成 1500'],
    ['1500 元', '写的是“1500 元” → 有空格，数字后面写了“元”，请写成 1500'],
    ['1_000', `写的是“1_000” → ${EXAMPLE}`],
    ['1500#一千五', `写的是“1500#一千五” → ${EXAMPLE}`],
    ['一千五百', `写的是“一千五百” → ${EXAMPLE}`],
    ['（1500）', '写的是“（1500）” → 用括号表示负数，请写成 -1500'],
    ['−1500', '写的是“−1500” → 负号不是半角的“-”，请写成 -1500'],
    ['=SUM(A1)', `写的是“=SUM(A1)” → ${EXAMPLE}`],
    ['2026-01-01', `写的是“2026-01-01” → ${EXAMPLE}`],
    ['NaN', `写的是“NaN” → ${EXAMPLE}`],
    ['true', `写的是“true” → ${EXAMPLE}`],
    ['[1500]', `写的是一个列表 → ${EXAMPLE}`],
    ['{ 元: 1500 }', `写的是若干个“键: 值” → ${EXAMPLE}`],
    ['长'.repeat(200), `写的是“${'长'.repeat(30)}……” → ${EXAMPLE}`],
  ];
  it.each(notNumber)('%s is not a number', (written, expected) => {
    const place = written.startsWith('!!str ') ? '30:19' : '30:13';
    expect(problems(small('1500', written))).toEqual([
      `${place} amount-not-number 金额应为数字，${expected}`,
    ]);
  });

  it.each([
    '1e5',
    '1.5E+3',
    '0x1F',
    '0o17',
    '.nan',
    '.inf',
    '-.inf',
    '1500.',
    '.5',
  ])('%s is a number for YAML, not for people', (written) => {
    expect(problems(small('1500', written))).toEqual([
      `30:13 amount-not-number 金额“${written}”不是普通的十进制数 → ${PLAIN}`,
    ]);
  });

  it.each(['', '~', 'null', '# 1500'])('is left empty: “%s”', (written) => {
    expect(problems(small('1500', written))).toEqual([
      `30:9 key-missing “金额”后面没有内容 → ${EMPTY}`,
    ]);
  });

  const NEGATIVE =
    '负数只能写在决算的收入、支出（冲减、退回）、结余分配和结转结余（经营亏损）里，以及预算里单位资金的结转结余';
  const refused: readonly Refused[] = [
    ['1500.123', 'amount-decimals 金额 1500.123 有 3 位小数，以元为单位最多 2 位（精确到分）'],
    ['0.0000001', 'amount-decimals 金额 0.0000001 有 7 位小数，以元为单位最多 2 位（精确到分）'],
    ['-1500', `amount-negative 金额不能为负：-1500 → ${NEGATIVE}`],
    ['-0.01', `amount-negative 金额不能为负：-0.01 → ${NEGATIVE}`],
    [
      '10000000000000',
      'amount-too-large 金额 10000000000000 元过大 → 请检查小数点，以及 金额单位 是元还是万元',
    ],
    [
      '9'.repeat(400),
      `amount-too-large 金额 ${'9'.repeat(30)}…… 元过大 → 请检查小数点，以及 金额单位 是元还是万元`,
    ],
  ];
  it.each(refused)('%s cannot be', (written, expected) => {
    expect(problems(small('1500', written))).toEqual([`30:13 ${expected}`]);
  });

  it('of 万元 has six decimals, that is 分', () => {
    expect(problems(inWan('0.1500001'))).toEqual([
      '30:13 amount-decimals 金额 0.1500001 有 7 位小数，以万元为单位最多 6 位（精确到分）',
    ]);
    expect(problems(inWan('1000000000'))).toEqual([
      '30:13 amount-too-large 金额 1000000000 万元过大 → 请检查小数点，以及 金额单位 是元还是万元',
    ]);
  });

  const accepted: readonly [written: string, yuan: string][] = [
    ['1500', '1500'],
    ['1,500', '1500'],
    ['1,234,567.50', '1234567.5'],
    ['+1500', '1500'],
    ['1500.10', '1500.1'],
    ['1500.1000', '1500.1'],
    ['01500', '1500'],
    ['0', '0'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['0.01', '0.01'],
    ['9999999998499.49', '9999999998499.49'],
  ];
  it.each(accepted)('%s is %s 元, exactly', (written, yuan) => {
    // 收入 follows, so that the balance holds
    const income = new Decimal(yuan).plus('1500.50').toFixed(2);
    const text = edit(small('金额: 1500', `金额: ${written}`), '3000.50', income);
    const { compiled, diagnostics } = compileText(text);
    expect(diagnostics).toEqual([]);
    const fact = compiled?.budget.facts.find((one) => one.nature === '项目支出');
    expect(fact?.amount.value.toString()).toBe(yuan);
    expect(fact?.amount.value.isNegative()).toBe(false);
  });

  it.each(['0.15', '0.1500000000', '0.150000'])('%s 万元 is 1500 元', (written) => {
    const { compiled, diagnostics } = compileText(inWan(written));
    expect(diagnostics).toEqual([]);
    const fact = compiled?.budget.facts.find((one) => one.nature === '项目支出');
    expect(fact?.amount.value.toString()).toBe('1500');
  });
});

describe('a date', () => {
  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
  ])('%s does not exist', (written) => {
    expect(problems(small('2026-01-15', written))).toEqual([
      `4:7 date-invalid 没有 ${written} 这一天`,
    ]);
  });
  it.each([
    ['2026-1-5', ' → 请写成 2026-01-05'],
    ['2026/01/05', ' → 请写成 2026-01-05'],
    ['2026年1月5日', ' → 请写成 2026-01-05'],
    ['２０２６．１．５', ' → 请写成 2026-01-05'],
    ['20260105', ''],
    ['1999-01-01', ''],
    ['今天', ''],
    ['[1]', ''],
  ])('%s is written otherwise', (written, hint) => {
    expect(problems(small('2026-01-15', written))).toEqual([
      `4:7 date-invalid 材料的编制日期应写成 2025-12-17 的样子${hint}`,
    ]);
  });
  it('knows leap years', () => {
    const leap = small('2026-01-15', '2024-02-29').replace('年度: 2026', '年度: 2024');
    expect(problems(leap)).toEqual([]);
  });
});

describe('a year', () => {
  const HINT = '例如 2026，不加引号，不写“年”';
  it.each([
    ['二〇二六', '“二〇二六”'],
    ['"2026"', '“2026”'],
    ['26', '数字 26'],
    ['3026', '数字 3026'],
    ['2026.0', '数字 2026.0'],
    ['2,026', '数字 2,026'],
    ['[2026]', '一个列表'],
    ['2026年', '“2026年”', '数字后面写了“年”，请写成 2026'],
    ['２０２６', '“２０２６”', '用了全角数字或符号，请写成 2026'],
  ])('%s is not one', (written, shown, hint = HINT) => {
    expect(problems(small('年度: 2026', `年度: ${written}`))).toEqual([
      `3:5 type-wrong 预算年度应为四位年份，写的是${shown} → ${hint}`,
    ]);
  });
});

describe('a name', () => {
  const bad = '8:7 text-unsafe 部门名称里有不能用于文件名的字符';
  const hint = '不能含有 / \\ : * ? " < > |、换行或“..”，不能以“.”开头或结尾';
  it.each([
    '../../etc/x',
    '..',
    '.x',
    'x.',
    'a/b',
    'a\\b',
    'a:b',
    'a*b',
    '<b>x</b>',
    '"a\\nb"',
  ])('%s cannot become a file name', (written) => {
    expect(problems(small('名称: 示例局\n', `名称: ${written}\n`))).toEqual([`${bad} → ${hint}`]);
  });
  it.each(['con.局', 'NUL', 'com1.x', 'con'])('%s is none that Windows takes', (written) => {
    const device = written.split('.')[0];
    expect(problems(small('名称: 示例局\n', `名称: ${written}\n`))).toEqual([
      `8:7 text-unsafe 部门名称“${written}”不能用于文件名：以“${device}”开头，Windows 把它留给设备`,
    ]);
  });
  it('only begins like one', () => {
    expect(problems(small('名称: 示例局\n', '名称: console局\n'))).toEqual([]);
  });
  it('has a bound', () => {
    expect(problems(small('名称: 示例局\n', `名称: ${'局'.repeat(61)}\n`))).toEqual([
      '8:7 text-unsafe 部门名称超过 60 字',
    ]);
    expect(problems(small('名称: 示例局\n', `名称: ${'局'.repeat(60)}\n`))).toEqual([]);
  });
  it('is not blank', () => {
    expect(problems(small('名称: 示例局\n', '名称: ""\n'))).toEqual([
      '8:7 text-empty 文字是空的：部门名称',
    ]);
    expect(problems(small('名称: 示例局\n', '名称: "  "\n'))).toEqual([
      '8:7 text-empty 文字是空的：部门名称',
    ]);
  });
});

describe('a text', () => {
  const LIST = '以“- ”或“键: ”开头的内容请改为一段文字，或加引号';
  it.each([
    ['true', '“true” → 请加引号'],
    ['[示例]', `一个列表 → ${LIST}`],
    ['{ 示例: 一 }', `若干个“键: 值” → ${LIST}`],
  ])('%s is not one', (written, shown) => {
    expect(problems(small('用途: 示例', `用途: ${written}`))).toEqual([
      `27:9 type-wrong 这里应当写文字，写的是${shown}`,
    ]);
  });
  it('has a bound', () => {
    expect(problems(small('用途: 示例', `用途: ${'长'.repeat(20_001)}`))).toEqual([
      '27:9 type-wrong 文字有 20001 字，超过 20000 字的上限',
    ]);
  });
  it.each([
    '<script>alert(1)</script>',
    '=cmd()|x',
    '+1+1',
    '@sum',
    "'单引号",
    '{{年度}}',
    '100',
    '1,200',
    '../../x',
  ])('%s is a text like any other', (written) => {
    const { compiled, diagnostics } = compileText(
      small('用途: 示例', `用途: ${JSON.stringify(written)}`),
    );
    // braces look like a place that was not filled in
    expect(diagnostics.map(({ rule }) => rule)).toEqual(written.includes('{{') ? ['文字-01'] : []);
    expect(compiled?.budget.projects[0]?.purpose).toBe(written);
  });
  it('keeps the separators of a number', () => {
    const { compiled } = compileText(small('用途: 示例', '用途: 1,200'));
    expect(compiled?.budget.projects[0]?.purpose).toBe('1,200');
  });
  it('of several paragraphs is told paragraph by paragraph', () => {
    const text = small(
      '  主要职责: 负责示例工作。',
      '  主要职责:\n    - 一\n    - { 二: 三 }\n    -\n    - ""',
    );
    const hint = '部门主要职责可以写一段文字，或以“- ”开头的若干段文字';
    expect(problems(text)).toEqual([
      `16:7 type-wrong 这里应当写一段文字，写的是若干个“键: 值” → ${hint}`,
      `17:6 key-missing “主要职责”第 3 项是空的 → ${EMPTY}`,
      `18:7 text-empty 这里应当写一段文字，写的是空的 → ${hint}`,
    ]);
  });
});

describe('a list, a map or nothing where something else should be', () => {
  const PART = '部门:\n  代码: "100"\n  名称: 示例局\n';
  const INCOME = '收入:\n  - 单位: "100001"\n    一般公共预算拨款: 3000.50\n';
  const NO_DASH = '请删去各行开头的“- ”';
  const DASH = '每一项的第一行前面要加“- ”';
  it.each<[string, string, string]>([
    [
      'a list for a map',
      small(PART, '部门:\n  - 代码: "100"\n  - 名称: 示例局\n'),
      `7:3 type-wrong “部门”应当是若干个“键: 值”，写的是一个列表 → ${NO_DASH}`,
    ],
    [
      'a list for subjects',
      small('      "30101": 1000\n', '      - "30101": 1000\n').replace(
        '      "30201"',
        '      - "30201"',
      ),
      `22:7 type-wrong “经济科目”应当是若干个“键: 值”，写的是一个列表 → ${NO_DASH}`,
    ],
    [
      'a map for a list',
      small('  - 代码: "100001"', '    代码: "100001"'),
      `10:5 type-wrong “单位”应当是以“- ”开头的列表，写的是若干个“键: 值” → ${DASH}`,
    ],
    [
      'a map for a list within a list',
      small('      - 功能科目', '        功能科目'),
      `29:9 type-wrong “支出”应当是以“- ”开头的列表，写的是若干个“键: 值” → ${DASH}`,
    ],
    [
      'a text for a map',
      small(PART, '部门: 示例局\n'),
      '6:5 type-wrong “部门”应当是若干个“键: 值”，写的是“示例局”',
    ],
    [
      'a text for a map, with full-width colons inside',
      small(PART, '部门:\n  代码：100\n  名称：示例局\n'),
      '7:3 type-wrong “部门”应当是若干个“键: 值”，写的是“代码：100 名称：示例局” → 键和值之间要用半角冒号加空格“: ”，不能用全角“：”',
    ],
    [
      'a number for a list',
      small(INCOME, '收入: 3000.50\n'),
      '15:5 type-wrong “收入”应当是以“- ”开头的列表，写的是数字 3000.50',
    ],
    [
      'a text for an item',
      small(INCOME, '收入:\n  - 示例局本级\n'),
      '16:5 type-wrong “收入”第 1 项应当是若干个“键: 值”，写的是“示例局本级”',
    ],
    ['no map', small(PART, '部门:\n'), `6:1 key-missing “部门”后面没有内容 → ${EMPTY}`],
    ['no list', small(INCOME, '收入:\n'), `15:1 key-missing “收入”后面没有内容 → ${EMPTY}`],
    ['an empty list', small(INCOME, '收入: []\n'), '15:1 key-missing “收入”至少要有一项'],
    [
      'no value',
      small('  名称: 示例局\n', '  名称:\n'),
      `8:3 key-missing “名称”后面没有内容 → ${EMPTY}`,
    ],
    [
      'no word of a closed list',
      small('性质: 行政单位', '性质:'),
      `12:5 key-missing “性质”后面没有内容 → ${EMPTY}`,
    ],
    [
      'no key: told at the key that it belongs under',
      small('  名称: 示例局\n', ''),
      '6:1 key-missing “部门”里缺少“名称” → 请加上“名称: ”',
    ],
    [
      'no key in an item: told at the item',
      small('    性质: 行政单位\n', ''),
      '10:5 key-missing “单位”第 1 项里缺少“性质” → 请加上“性质: ”',
    ],
    ['no key at the root', small(PART, ''), '1:1 key-missing 缺少“部门” → 请加上“部门: ”'],
  ])('%s', (_, input, expected) => {
    expect(problems(input)).toEqual([expected]);
  });

  it('an empty item is told at its dash', () => {
    expect(problems(small('收入:\n', '收入:\n  -\n'))).toEqual([
      `16:4 key-missing “收入”第 1 项是空的 → ${EMPTY}`,
    ]);
  });
});

describe('a word of a closed list', () => {
  it.each<[string, string, string]>([
    ['类型: 预算', '类型: 予算', '1:5 value-unknown “类型”不能写“予算” → 是不是“预算”？'],
    [
      '类型: 预算',
      '类型: 12',
      '1:5 value-unknown “类型”不能写数字 12 → 可用的类型：预算、决算、上年数',
    ],
    ['类型: 预算', '类型:', '1:1 key-missing “类型”后面没有内容 → 例如“类型: 预算”'],
    ['类型: 预算\n', '', '1:1 key-missing 缺少“类型” → 请在开头加上“类型: 预算”'],
    [
      '性质: 行政单位',
      '性质: 行政机关',
      '12:9 value-unknown “性质”不能写“行政机关” → 可用的值：行政单位、参公事业单位、事业单位',
    ],
    [
      '性质: 行政单位',
      '性质: { 甲: 1 }',
      '12:9 value-unknown “性质”不能写若干个“键: 值” → 可用的值：行政单位、参公事业单位、事业单位',
    ],
    [
      '        金额: 1500',
      '        资金: 一般预算\n        金额: 1500',
      '30:13 value-unknown “资金”不能写“一般预算” → 可用的值：一般公共预算、政府性基金预算、国有资本经营预算、财政专户管理资金、单位资金；事业收入、事业单位经营收入、上级补助收入、附属单位上缴收入、其他收入安排的支出写“单位资金”',
    ],
    [
      '        金额: 1500',
      '        结转: 否\n        金额: 1500',
      '30:13 value-unknown “结转”不能写“否” → 只能写“是”，否则删去这一行',
    ],
    [
      '        金额: 1500',
      '        结转: true\n        金额: 1500',
      '30:13 value-unknown “结转”不能写“true” → 只能写“是”，否则删去这一行',
    ],
  ])('%s → %s', (from, to, expected) => {
    expect(problems(small(from, to))).toEqual([expected]);
  });

  it('a profile that there is not is told where the input names it', () => {
    expect(problems(small('wuchang-2026', 'wuchang-2025'))).toEqual([
      '2:5 profile-unknown 没有“wuchang-2025”这个格式 → 是不是“wuchang-2026”？',
    ]);
    expect(problems(small('wuchang-2026', '../../etc/passwd'))[0]).toMatch(
      /^2:5 profile-unknown 没有“\.\.\/\.\.\/etc\/passwd”这个格式 → 可用的格式：/,
    );
  });
});

describe('a count', () => {
  it.each([
    ['1.5', '数字 1.5'],
    ['-1', '数字 -1'],
    ['一辆', '“一辆”'],
  ])('%s is not one', (written, shown) => {
    expect(problems(`${SMALL}国有资产:\n  车辆:\n    轿车: ${written}\n`)).toEqual([
      `33:9 type-wrong 辆数应为整数，写的是${shown} → 只写数字，不加引号，不写单位；没有的写 0`,
    ]);
  });
});

describe('how many there may be', () => {
  it('of anything is bounded, and told at the list', () => {
    const waiver = '  - { 规则: 公开-01, 理由: 试 }\n';
    expect(problems(`${SMALL}豁免:\n${waiver.repeat(201)}`)[0]).toBe(
      '31:1 value-unknown “豁免”的项数过多（最多 200 项）',
    );
  });
});
