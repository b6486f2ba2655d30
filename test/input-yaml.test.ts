/** What a clerk, an editor or an attacker may do to the YAML text itself. */
import { describe, expect, it } from 'vitest';
import { expectSteady } from './helpers/growth.js';
import { compileText, problems, SMALL, small } from './helpers/input.js';

type Case = readonly [name: string, input: string | Uint8Array, expected: readonly string[]];

const bytes = (...list: number[]) => new Uint8Array(list);
const NEEDS_YAML = '请写 .yaml 文本文件的名字';
const NEEDS_UTF8 = '请在编辑器里“另存为”，编码选 UTF-8';
const COLON =
  '键和值之间要用半角冒号加一个空格，例如“年度: 2026”；不要用全角“：”，也不要漏掉冒号后面的空格';
const INDENT = '同一层的各行要左对齐，下一层多缩进两个空格';
const PAIR = '请检查引号和括号是否成对';
const TAG = '请删去感叹号开头的标签；内容以感叹号开头时请加引号';
const ANYTHING =
  '请检查这一行的缩进、引号、括号和冒号；引号外面不能再有文字，“- ”开头的列表要另起一行';
const EMPTY = '请填写，或删去这一行；“#”后面的字是说明，不算内容';

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });
}

it('finds nothing wrong with the input that all cases start from', () => {
  const { compiled, diagnostics } = compileText(SMALL);
  expect(diagnostics).toEqual([]);
  expect(compiled?.tables.map((table) => table.id)).toContain('预算01');
});

describe('files that are not a text of keys and values', () => {
  const empty = '0:0 file-empty 文件是空的';
  const onlyComments = '0:0 file-empty 文件里没有内容，只有注释或空行';
  const notMap = (hint: string) => `1:1 type-wrong 文件内容应当是若干个“键: 值” → ${hint}`;
  const first = '第一行应当像“类型: 预算”这样';
  check([
    ['nothing', '', [empty]],
    ['blanks and line breaks', ' \n\t\r\n', [empty]],
    ['a byte order mark alone', '\ufeff', [empty]],
    ['only comments', '# 年度: 2026\n# 说明\n', [onlyComments]],
    ['only a document mark', '---\n', [onlyComments]],
    [
      'binary',
      bytes(1, 2, 0, 3),
      ['0:0 file-not-text 这不是文本文件 → 请用记事本或代码编辑器另存为 UTF-8 文本'],
    ],
    [
      'the beginning of an xlsx',
      bytes(0x50, 0x4b, 3, 4, 0x14, 0),
      [
        '0:0 workbook-invalid 工作簿不完整，可能没有下载完 → 请用 Excel 或 WPS 打开，另存为 .xlsx 再试',
      ],
    ],
    [
      'xls',
      bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      [`0:0 file-not-text 这是旧版 Excel 或 Word 文件，不是 YAML 文本 → ${NEEDS_YAML}`],
    ],
    [
      'pdf',
      '%PDF-1.7\n1 0 obj\n',
      [`0:0 file-not-text 这是 PDF 文件，不是 YAML 文本 → ${NEEDS_YAML}`],
    ],
    [
      'GBK',
      // 预算 alone: a list of keys would be told as incomplete
      bytes(0xd4, 0xa4, 0xcb, 0xe3),
      [
        `0:0 提示 file-coding 文件是 GBK 编码，已照这种编码读取 → ${NEEDS_UTF8}，以后就不再提示`,
        notMap(first),
      ],
    ],
    [
      'UTF-16, as Notepad’s “Unicode”',
      bytes(0xff, 0xfe, 0x84, 0x98, 0x97, 0x7b),
      [
        `0:0 提示 file-coding 文件是 UTF-16 编码（记事本里叫 Unicode），已照这种编码读取 → ${NEEDS_UTF8}，以后就不再提示`,
        notMap(first),
      ],
    ],
    [
      'UTF-16 that is cut short',
      bytes(0xff, 0xfe, 0x84),
      [`0:0 file-not-text 文件是 UTF-16 编码（记事本里叫 Unicode） → ${NEEDS_UTF8}`],
    ],
    [
      'a text whose first letters are those of a zip file is still a text',
      'PK: 1\n',
      ['1:1 key-missing 缺少“类型” → 请在开头加上“类型: 预算”'],
    ],
    [
      'old line breaks',
      SMALL.replaceAll('\n', '\r'),
      ['0:0 yaml-syntax 文件的换行符只有 CR，不能识别 → 请在编辑器里把换行符改为 LF 或 CRLF'],
    ],
    ['a sentence', '今年预算是一百万元。\n', [notMap(first)]],
    ['a number', '2026\n', [notMap(first)]],
    ['a list', '- 类型\n- 预算\n', [notMap(first)]],
    [
      'a full-width colon alone',
      '年度：2026\n',
      [notMap('键和值之间要用半角冒号加空格“: ”，不能用全角“：”')],
    ],
    [
      'over the bound',
      new Uint8Array(4 * 1024 * 1024 + 1).fill(0x23),
      ['0:0 file-too-large 文件有 4.1 MB，超过 4 MB 的上限'],
    ],
    ['at the bound', new Uint8Array(4 * 1024 * 1024).fill(0x23), [onlyComments]],
  ]);
});

describe('slips of the keyboard', () => {
  check([
    [
      'full-width colon',
      small('年度: 2026', '年度：2026'),
      [`3:1 yaml-syntax 这一行缺少冒号 → ${COLON}`],
    ],
    [
      'full-width colon on the last line',
      small('        金额: 1500', '        金额：1500'),
      [`30:9 yaml-syntax 这一行缺少冒号 → ${COLON}`],
    ],
    [
      'no space behind the colon',
      small('    性质: 行政单位', '    性质:行政单位'),
      [`12:5 yaml-syntax 这一行缺少冒号 → ${COLON}`],
    ],
    [
      'indented with a tab',
      small('    名称: 示例局本级', '  \t名称: 示例局本级'),
      ['11:3 yaml-syntax 缩进用了制表符（Tab） → 请改用空格缩进'],
    ],
    ['a tab behind the colon does no harm', small('  代码: "100"', '  代码:\t"100"'), []],
    [
      'one space too many',
      small('  名称: 示例局\n', '   名称: 示例局\n'),
      [`8:1 yaml-syntax 缩进不对 → ${INDENT}`],
    ],
    [
      'one space too few in a list',
      small('    性质: 行政单位', '   性质: 行政单位'),
      ['12:1 yaml-syntax 缩进不对 → 列表的每一项以“- ”开头，项内各行同第一个键左对齐'],
    ],
    [
      'a double quote missing: told where the quotation opens',
      small('"100001"\n    名称', '"100001\n    名称'),
      [`10:9 yaml-syntax “"”没有配对 → ${PAIR}`],
    ],
    [
      'a single quote missing',
      small('名称: 示例局\n', "名称: '示例局\n"),
      [`8:7 yaml-syntax “'”没有配对 → ${PAIR}`],
    ],
    [
      'a bracket missing: told where it opens, and nothing of what follows from it',
      small('    经济科目:\n', '    经济科目: {\n'),
      [`21:11 yaml-syntax “{”没有配对 → ${PAIR}`],
    ],
    [
      'a bracket missing in the last value of a line',
      small('用途: 示例', '用途: [示例'),
      [`27:9 yaml-syntax “[”没有配对 → ${PAIR}`],
    ],
    [
      'a full-width comma between the members of a bracket',
      small('用途: 示例', '用途: { 甲: 一，乙: 二 }'),
      [
        '27:14 yaml-syntax 花括号里的各项要用半角逗号“,”分开，不能用全角“，” → 请改成半角逗号再加空格',
      ],
    ],
    [
      'two colons in a line',
      small('用途: 示例', '用途: 示例: 一'),
      ['27:9 yaml-syntax 一行里有两处“: ” → 内容里有冒号加空格时，请给内容加引号'],
    ],
    [
      'text behind a quotation',
      small('用途: 示例', '用途: "示例" 二'),
      [`27:14 yaml-syntax 这里的写法不对 → ${ANYTHING}`],
    ],
    [
      'a list on the line of its key',
      small('金额: 1500', '金额: - 1500'),
      [`30:13 yaml-syntax 这里的写法不对 → ${ANYTHING}`],
    ],
    [
      'a text that begins with @',
      small('用途: 示例', '用途: @示例'),
      ['27:9 yaml-syntax 内容不能以“@”开头 → 请给这段内容加引号'],
    ],
    [
      'a text that begins with *',
      small('用途: 示例', '用途: *示例'),
      ['27:9 yaml-alias 别名“*示例”没有对应的锚点 → 内容以 * 开头时请加引号'],
    ],
    [
      'a text that begins with !',
      small('用途: 示例', '用途: !示例'),
      ['27:10 yaml-syntax 标签（!）或锚点（&）的写法不对 → 内容以 ! 或 & 开头时请加引号'],
    ],
    [
      'a text that begins with #',
      small('用途: 示例', '用途: #示例'),
      [`27:5 key-missing “用途”后面没有内容 → ${EMPTY}`],
    ],
    [
      'a backslash in double quotes',
      small('用途: 示例', '用途: "示\\q例"'),
      ['27:11 yaml-syntax 双引号里反斜杠的写法不对 → 反斜杠要写两个，或把双引号改为单引号'],
    ],
    [
      'Chinese quotes around a code',
      small('代码: "100"', '代码: “100”'),
      ['7:7 yaml-syntax 用了全角的引号，引号要用半角的 " → 请写成 "100"'],
    ],
  ]);

  it('tells at most one mistake of a line and twenty of a file', () => {
    const many = Array.from({ length: 50 }, (_, i) => `键${i}: @\n`).join('');
    const found = problems(many);
    expect(found).toHaveLength(20);
    expect(found[19]).toBe('20:6 yaml-syntax 内容不能以“@”开头 → 请给这段内容加引号');
  });
});

describe('what YAML can do beyond this format', () => {
  const tag = (place: string, name: string) =>
    `${place} yaml-syntax 不能使用标签“${name}” → ${TAG}`;
  check([
    [
      'a second document, which a parser would drop',
      `${SMALL}---\n${SMALL}`,
      [
        '31:1 yaml-syntax 一个文件里只能有一份内容，这里开始了第二份 → 请删去多余的部分，或分成两个文件',
      ],
    ],
    ['a document mark at the start', `---\n${SMALL}`, []],
    [
      '%YAML, which would change the meaning of words and dates',
      `%YAML 1.1\n---\n${SMALL}`,
      ['1:1 yaml-syntax 不能写 %YAML 指令 → 请删去这一行'],
    ],
    [
      'another directive',
      `%FOO bar\n---\n${SMALL}`,
      ['1:1 yaml-syntax 不能写 % 开头的指令 → 请删去这一行'],
    ],
    [
      '!!js/function',
      small('用途: 示例', '用途: !!js/function "function () {}"'),
      [tag('27:9', '!!js/function')],
    ],
    ['!!binary', small('用途: 示例', '用途: !!binary aGVsbG8='), [tag('27:9', '!!binary')]],
    [
      '!!timestamp',
      small('编制日期: 2026', '编制日期: !!timestamp 2026'),
      [tag('4:7', '!!timestamp')],
    ],
    ['!!set', small('名称: 甲项目', '名称: !!set { 甲, 乙 }'), [tag('25:9', '!!set')]],
    ['a list tag on a map', small('部门:', '部门: !!seq'), [tag('6:5', '!!seq')]],
    ['a tag of one’s own', small('用途: 示例', '用途: !x 示例'), [tag('27:9', '!x')]],
    [
      'an alias of nothing',
      small('金额: 1500', '金额: *钱'),
      ['30:13 yaml-alias 别名“*钱”没有对应的锚点 → 内容以 * 开头时请加引号'],
    ],
    [
      'an alias that holds itself',
      `${SMALL}名词解释: &a\n  词: *a\n`,
      ['32:6 yaml-alias 别名“*a”指向了它自己所在的内容'],
    ],
    [
      'brackets too deep',
      `${SMALL}名词解释: ${'['.repeat(41)}${']'.repeat(41)}\n`,
      ['31:47 yaml-depth 层次超过 40 层'],
    ],
    [
      'indentation too deep',
      Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      ['42:42 yaml-depth 层次超过 40 层'],
    ],
  ]);

  it('anchors used normally are only a way of writing', () => {
    const shared = small('金额: 1500', '金额: &钱 1500').replace('拨款: 3000.50', '拨款: 4500.50');
    const more = `  - 名称: 乙项目\n    单位: "100001"\n    支出:\n      - { 功能科目: "2060199", 金额: *钱 }\n`;
    const { compiled, diagnostics } = compileText(shared + more);
    expect(diagnostics).toEqual([]);
    const amounts = compiled?.budget.facts.filter((fact) => fact.nature === '项目支出');
    expect(amounts?.map((fact) => [fact.project, fact.amount.value.toString()])).toEqual([
      ['甲项目', '1500'],
      ['乙项目', '1500'],
    ]);
  });

  it('stops an alias bomb and shows the alias where it passed the bound', () => {
    const lines = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${lines.join('\n')}\n`;
    const found = problems(SMALL + bomb);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^3\d:\d+ yaml-alias 内容过多：展开后超过 200000 项 → 请检查别名（\*）是否层层嵌套$/,
    );
  });

  it.each<[string, (size: number) => string]>([
    ['unknown keys', (n) => SMALL + Array.from({ length: n }, (_, i) => `键${i}: 1\n`).join('')],
    ['aliases', (n) => `a: &a0 1\n${Array.from({ length: n }, (_, i) => `b${i}: *a0\n`).join('')}`],
    ['open braces', (n) => '{'.repeat(n)],
    ['brackets in brackets', (n) => '['.repeat(n) + ']'.repeat(n)],
    ['lists in lists', (n) => '- '.repeat(n)],
    ['keys without commas', (n) => `用途: ${'": '.repeat(n)}`],
  ])('answers to more %s in no more than their share of time', (_, made) =>
    expectSteady(made, 3000, (text) =>
      expect(compileText(text).diagnostics.length).toBeGreaterThan(0),
    ));
});

describe('blanks, quotation marks and commas that YAML takes for something else', () => {
  const WIDE = (rest: string) => `行首用了全角空格 → 请改用半角空格：“${rest}”`;
  const TABS = '这一行像是从表格里粘贴来的，各格之间是制表符（Tab）';
  const SUBJECTS = '    经济科目:\n      "30101": 1000\n      "30201": 500.50';
  check([
    [
      'full-width blanks before an entry of a list',
      small('基本支出:\n  - 单位', '基本支出:\n　　- 单位'),
      [`19:1 yaml-syntax ${WIDE('  - 单位: "100001"')}`],
    ],
    [
      'before a key, one for two blanks',
      small('    功能科目: "2060101"', '　　功能科目: "2060101"'),
      [`20:1 yaml-syntax ${WIDE('    功能科目: "2060101"')}`],
    ],
    [
      'before the first key',
      small('年度: 2026', '　年度: 2026'),
      [`3:1 yaml-syntax ${WIDE('年度: 2026')}`],
    ],
    [
      'behind blanks of the right kind',
      small('    性质: 行政单位', '  　性质: 行政单位'),
      [`12:3 yaml-syntax ${WIDE('    性质: 行政单位')}`],
    ],
    [
      'a no-break space behind a colon',
      small('年度: 2026', '年度:\u00a02026'),
      [
        '3:4 yaml-syntax 冒号后面用了不间断空格（U+00A0，多是从网页或 Word 复制来的） → 请改用半角空格：“年度: 2026”',
      ],
    ],
    [
      'a full-width blank behind a colon, in brackets',
      small('部门:\n  代码: "100"\n  名称: 示例局', '部门: { 代码:　"100", 名称: 示例局 }'),
      ['6:10 yaml-syntax 冒号后面用了全角空格 → 请改用半角空格：“代码: "100"”'],
    ],
    [
      'two slips in two places, and a mistake that follows from neither',
      small('年度: 2026', '　年度: 2026')
        .replace('用途: 示例', '用途:　示例')
        .replace('编制日期: ', '编制日期：'),
      [
        `3:1 yaml-syntax ${WIDE('年度: 2026')}`,
        `4:1 yaml-syntax 这一行缺少冒号 → ${COLON}`,
        '27:8 yaml-syntax 冒号后面用了全角空格 → 请改用半角空格：“用途: 示例”',
      ],
    ],
    [
      'full-width quotation marks around the code of a key',
      small('"30101": 1000', '“30101”: 1000'),
      ['22:7 yaml-syntax 用了全角的引号，引号要用半角的 " → 请写成 "30101"'],
    ],
    [
      'around an amount, one of them half-width',
      small('金额: 1500', '金额: “1500"'),
      ['30:13 yaml-syntax 用了全角的引号，引号要用半角的 " → 请写成 "1500"'],
    ],
    [
      'around the word of a key',
      small('    用途: 示例', '    “用途”: 示例'),
      ['27:5 yaml-syntax 用了全角的引号，引号要用半角的 " → 请写成 用途'],
    ],
    [
      'separators of thousands in brackets',
      small(SUBJECTS, '    经济科目: { "30101": 1,000, "30201": 1,000,500.50 }'),
      [
        '21:22 yaml-syntax 花括号里的金额不能写千分位逗号：“1,000” → 请写成 1000',
        '21:38 yaml-syntax 花括号里的金额不能写千分位逗号：“1,000,500.50” → 请写成 1000500.50',
      ],
    ],
    [
      'a row pasted from a workbook',
      small('      "30101": 1000\n', '30101\t工资\t1,000\n'),
      [`22:1 yaml-syntax ${TABS} → 请写成“"30101": 1000”的样子`],
    ],
    [
      'several of them',
      small(SUBJECTS, '    经济科目:\n      30101\t1000\n      30201\t500.50'),
      [
        `22:7 yaml-syntax ${TABS} → 请写成“"30101": 1000”的样子`,
        `23:7 yaml-syntax ${TABS} → 请写成“"30201": 500.50”的样子`,
      ],
    ],
    [
      'prose that begins with full-width blanks',
      small('负责示例工作。', '|\n    　　一、负责：　示例\n    　　二、工作。'),
      [],
    ],
    ['prose of several lines', small('负责示例工作。', '负责示例，\n    　　注:　工作。'), []],
    ['quoted prose', small('负责示例工作。', '"负责示例，\n    　　- 甲: 乙"'), []],
    ['a name in quotation marks of prose', small('名称: 甲项目', '名称: “放管服”改革'), []],
    [
      'codes in brackets without blanks',
      small(SUBJECTS, '    经济科目: {"30101": 1000,"30201": 500.50}'),
      [],
    ],
    ['a tab in prose', small('用途: 示例', '用途: 示\t例'), []],
  ]);

  it('more than may be written is not parsed', () => {
    const many = (n: number, one: string) => `${SMALL}x: &a [${`${one},`.repeat(n)}]\n`;
    const hint = '请检查是不是误贴了别的内容';
    expect(problems(many(500_000, '*a'))[0]).toMatch(
      /^31:\d+ yaml-alias 内容过多：写了超过 10000 处别名（\*）/,
    );
    expect(problems(many(250_000, '1'))[0]).toContain(`内容过多：写了超过 200000 项 → ${hint}`);
  });
});
