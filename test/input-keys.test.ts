/** Keys, characters and places of an input. */
import { describe, expect, it } from 'vitest';
import { compileText, problems, SMALL, small } from './helpers/input.js';

type Case = readonly [name: string, input: string | Uint8Array, expected: readonly string[]];

const PASTED = '多是从网页或别的软件复制来的，请删去后重新输入';

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });
}

describe('keys', () => {
  const twice = '同一层里一个键只能写一次，请合并或删去一处';
  check([
    [
      'unknown',
      small('    用途: 示例\n', '    用途: 示例\n    颜色: 红\n'),
      ['28:5 key-unknown 没有“颜色”这个键 → 可用的键：名称、编码、单位、类别、用途、支出、合计'],
    ],
    [
      'misspelt',
      small('金额单位: 元', '金额单未: 元'),
      [
        '1:1 key-missing 缺少“金额单位” → 请加上“金额单位: ”',
        '5:1 key-unknown 没有“金额单未”这个键 → 是不是“金额单位”？',
      ],
    ],
    [
      'misspelt in a list',
      small('功能科目: "2060101"', '功能科日: "2060101"'),
      [
        '19:5 key-missing “基本支出”第 1 项里缺少“功能科目” → 请加上“功能科目: ”',
        '20:5 key-unknown 没有“功能科日”这个键 → 是不是“功能科目”？',
      ],
    ],
    [
      'twice',
      small('    用途: 示例\n', '    用途: 示例\n    用途: 示例二\n'),
      [`28:5 yaml-duplicate-key 键“用途”重复了 → ${twice}`],
    ],
    [
      'twice, quoted',
      small('      "30201": 500.50', '      "30101": 500.50'),
      [`23:7 yaml-duplicate-key 键“30101”重复了 → ${twice}`],
    ],
    [
      'twice, once quoted and once not, which YAML takes for two keys',
      small('      "30201": 500.50', '      30101: 500.50'),
      [`23:7 yaml-duplicate-key 键“30101”重复了 → ${twice}`],
    ],
    [
      'a list as a key',
      small('用途: 示例', '? [用途]\n    : 示例'),
      ['27:7 yaml-syntax 冒号前面的键必须是文字 → 键是“true”“null”之类的词时请加引号'],
    ],
    [
      'no key before the colon',
      small('用途: 示例', ': 示例'),
      ['27:1 yaml-syntax 冒号前面的键必须是文字 → 键是“true”“null”之类的词时请加引号'],
    ],
    [
      'an empty key',
      small('用途: 示例', '"": 示例'),
      ['27:5 key-unknown 没有“”这个键 → 可用的键：名称、编码、单位、类别、用途、支出、合计'],
    ],
    [
      'a merge key',
      small('用途: 示例', '<<: { 用途: 示例 }'),
      ['27:5 key-unknown 没有“<<”这个键 → 可用的键：名称、编码、单位、类别、用途、支出、合计'],
    ],
    ['__proto__ at the root', `${SMALL}__proto__: 1\n`, ['31:1 key-unknown 不能用“__proto__”作键']],
    [
      '__proto__ where any key may stand',
      `${SMALL}名词解释:\n  __proto__: 解释\n`,
      ['32:3 key-unknown 不能用“__proto__”作键'],
    ],
    [
      '__proto__ instead of a subject',
      small('"30101"', '__proto__'),
      ['22:7 key-unknown 不能用“__proto__”作键'],
    ],
    [
      'constructor instead of a subject',
      small('"30101"', 'constructor'),
      [
        '22:7 subject-level 经济科目要写到款级（5 位数字），写的是 constructor → 请写 5 位数字的代码',
      ],
    ],
    [
      'constructor as a total',
      `${SMALL}合计:\n  constructor: 1\n`,
      [
        '32:3 key-unknown 没有“constructor”这个键 → 可用的键：收入总计、本年收入合计、支出总计、本年支出合计、基本支出、人员经费、公用经费、项目支出、三公经费、政府采购',
      ],
    ],
  ]);

  it('words of JavaScript are ordinary words where any key may stand', () => {
    const { compiled } = compileText(
      `${SMALL}名词解释:\n  constructor: 解释\n  toString: 另一个解释\n`,
    );
    expect([...(compiled?.budget.glossary ?? [])]).toEqual([
      ['constructor', '解释'],
      ['toString', '另一个解释'],
    ]);
  });
});

describe('characters that nobody sees', () => {
  check([
    [
      'a control character, raw: the column is its own',
      small('用途: 示例', '用途: 示\u001b[31m例'),
      [`27:10 text-unsafe 文字里有看不见的字符（U+001B） → ${PASTED}`],
    ],
    [
      'a control character, escaped: the column is the text’s',
      small('用途: 示例', '用途: "示\\u0001例"'),
      [`27:9 text-unsafe 文字里有看不见的字符（U+0001） → ${PASTED}`],
    ],
    [
      'a zero-width space from a web page, in a name',
      small('名称: 甲项目', '名称: 甲\u200b项目'),
      [`25:10 text-unsafe 文字里有看不见的字符（U+200B） → ${PASTED}`],
    ],
    [
      'text turned around',
      small('用途: 示例', '用途: 示例\u202e'),
      [`27:11 text-unsafe 文字里有看不见的字符（U+202E） → ${PASTED}`],
    ],
    [
      'half a character',
      small('用途: 示例', '用途: "\\ud800"'),
      [`27:9 text-unsafe 文字里有看不见的字符（U+D800） → ${PASTED}`],
    ],
    [
      'in a key',
      small('用途: 示例', '"用\\u0007途": 示例'),
      [
        '27:5 key-unknown 没有“用\u0007途”这个键 → 是不是“用途”？',
        `27:5 text-unsafe 文字里有看不见的字符（U+0007） → ${PASTED}`,
      ],
    ],
  ]);
});

describe('characters that no name is written with', () => {
  const INVISIBLE = [
    0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x2028, 0x2061, 0x3164, 0xfeff,
    0xffa0, 0xfff9, 0xfdd0, 0xffff, 0x1fffe, 0xe0001, 0xe0041, 0x10ffff,
  ];
  const named = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const told = (code: number) =>
    (0xe000 <= code && code <= 0xf8ff) || (0xf0000 <= code && code <= 0x10fffd)
      ? `文字里有自造的字，别处显示不出（${named(code)}）`
      : `文字里有看不见的字符（${named(code)}）`;
  const FIELDS = [
    '名称: 示例局\n',
    '名称: 示例局本级',
    '用途: 示例',
    '主要职责: 负责',
    '代码: "100001"',
  ];

  it.each([...INVISIBLE, 0xe000, 0xf0b7, 0xf0000])('U+%s', (code) => {
    for (const written of FIELDS) {
      // behind the first letter
      const to = written.replace(/(: "?.)/, (head) => head + String.fromCodePoint(code));
      const text = small(written, to);
      const before = text.slice(0, text.indexOf(String.fromCodePoint(code))).split('\n');
      const place = `${before.length}:${[...(before.at(-1) ?? '')].length + 1}`;
      const found = problems(text).filter((one) => one.includes('text-unsafe'));
      expect(found).toEqual([`${place} text-unsafe ${told(code)} → ${PASTED}`]);
    }
  });

  it.each(['葛\u{e0100}', '☑\ufe0f', '𠮷', 'e\u0301', '·'])('%s is let through', (name) => {
    const found = problems(small('名称: 示例局\n', `名称: 示例局${name}\n`));
    // that a print does not show the form that a selector asks for is said, and no more
    expect(found.filter((one) => !/ 警告 glyph-missing .*异体选择符/.test(one))).toEqual([]);
  });
});

describe('places', () => {
  const wrong = (place: string) =>
    `${place} amount-not-number 金额应为数字，写的是“x” → 请写数字，例如 1234567.89`;
  const flow = (extra: string) =>
    small(
      '      - 功能科目: "2060199"\n        金额: 1500',
      `      - { 功能科目: "2060199", ${extra}金额: x }`,
    );
  check([
    ['columns count characters: Chinese ones are one each', flow(''), [wrong('29:32')]],
    [
      'and so are those that UTF-16 writes in two',
      flow('资金: 𠀀, '),
      [
        '29:32 value-unknown “资金”不能写“𠀀” → 可用的值：一般公共预算、政府性基金预算、国有资本经营预算、财政专户管理资金、单位资金；事业收入、事业单位经营收入、上级补助收入、附属单位上缴收入、其他收入安排的支出写“单位资金”',
        wrong('29:39'),
      ],
    ],
    [
      'a byte order mark is no column',
      `\ufeff${small('类型: 预算', '类型: 予算')}`,
      ['1:5 value-unknown “类型”不能写“予算” → 是不是“预算”？'],
    ],
    [
      'lines end with CRLF as well',
      small('金额: 1500', '金额: x').replaceAll('\n', '\r\n'),
      [wrong('30:13')],
    ],
    [
      'a very long line',
      flow(`资金: "${'长'.repeat(5000)}", `),
      [
        `29:32 value-unknown “资金”不能写“${'长'.repeat(30)}……” → 可用的值：一般公共预算、政府性基金预算、国有资本经营预算、财政专户管理资金、单位资金；事业收入、事业单位经营收入、上级补助收入、附属单位上缴收入、其他收入安排的支出写“单位资金”`,
        wrong('29:5040'),
      ],
    ],
  ]);
});

describe('all mistakes of a file', () => {
  it('are told in one run, in the order of the file', () => {
    const text = small('年度: 2026', '年度: 二〇二六')
      .replace('编制日期: 2026-01-15', '编制日期: 2026-02-30')
      .replace('性质: 行政单位', '性质: 机关')
      .replace('"30201": 500.50', '"30201": 500.505')
      .replace('    用途: 示例\n', '    用途: 示例\n    用途: 示例二\n    颜色: 红\n')
      .replace('金额: 1500', '金额: 一千五百');
    expect(problems(text)).toEqual([
      '3:5 type-wrong 预算年度应为四位年份，写的是“二〇二六” → 例如 2026，不加引号，不写“年”',
      '4:7 date-invalid 没有 2026-02-30 这一天',
      '12:9 value-unknown “性质”不能写“机关” → 可用的值：行政单位、参公事业单位、事业单位',
      '23:16 amount-decimals 金额 500.505 有 3 位小数，以元为单位最多 2 位（精确到分）',
      '28:5 yaml-duplicate-key 键“用途”重复了 → 同一层里一个键只能写一次，请合并或删去一处',
      '29:5 key-unknown 没有“颜色”这个键 → 可用的键：名称、编码、单位、类别、用途、支出、合计',
      '32:13 amount-not-number 金额应为数字，写的是“一千五百” → 请写数字，例如 1234567.89',
    ]);
  });
});
