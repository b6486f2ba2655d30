/** What people type and how their editors save it: read where it is certain, told with the mend where not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at } from '../src/diagnostics.js';
import { columnsFolded } from '../src/input/pasted.js';
import { readTyped, typedAmountHint } from '../src/input/typed.js';
import { diagnosticsText } from '../src/review/show/diagnostics-text.js';
import { compileText, problems, SMALL, small } from './helpers/input.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

describe('a number that was typed', () => {
  it.each([
    ['1234.5', '1234.5', []],
    ['１２３．４５', '123.45', ['用了全角数字或符号']],
    ['1，234，567.89', '1234567.89', ['用了全角数字或符号', '有千分位逗号']],
    ['1,234', '1234', ['有千分位逗号']],
    ['\u00a012\u3000', '12', ['有空格']],
    ['1 234 567', '1234567', ['有空格']],
    ['(1,234.50)', '-1234.5', ['用括号表示负数', '有千分位逗号']],
    ['（12）元', '-12', ['用括号表示负数', '数字后面写了“元”']],
    ['—12', '-12', ['负号不是半角的“-”']],
    ['－１２', '-12', ['用了全角数字或符号']],
    ['+12', '12', ['写了加号']],
    ['￥12.50', '12.5', ['写了货币符号']],
    ['“12”', '12', ['带引号']],
    ['12。5', '12.5', ['小数点是句号']],
    ['0', '0', []],
  ])('%s is %s', (text, value, slips) => {
    const typed = readTyped(text);
    expect(typed?.value.toFixed()).toBe(value);
    expect(typed?.slips).toEqual(slips);
  });

  it.each([
    '',
    '元',
    '1,23',
    '12 34',
    '1.2.3',
    '十二',
    '1e5',
    '-',
    '()',
    '①',
    'A12',
    '12+3',
    '1'.repeat(99),
  ])('is not guessed of %s', (text) => expect(readTyped(text)).toBeUndefined());

  it.each([
    ['12万元', '元', '数字后面写了“万元”，请写成 120000（金额单位是元）'],
    ['0.03亿', '万元', '数字后面写了“亿”，请写成 300（金额单位是万元）'],
    ['120,000元', '万元', '有千分位逗号，数字后面写了“元”，请写成 12（金额单位是万元）'],
    ['12 万元', '万元', '有空格，数字后面写了“万元”，请写成 12'],
    ['12辆', '元', undefined],
    ['12%', '元', undefined],
    ['12', '元', undefined],
  ] as const)('%s where amounts are in %s', (text, unit, hint) => {
    expect(typedAmountHint(text, unit)).toBe(hint);
  });

  it('is told with the mend wherever a number belongs', () => {
    expect(
      problems(small('    一般公共预算拨款: 3000.50', '    一般公共预算拨款: ３０００．５０')),
    ).toEqual([
      '17:15 amount-not-number 金额应为数字，写的是“３０００．５０” → 用了全角数字或符号，请写成 3000.5',
    ]);
    expect(problems(small('代码: "100"', '代码: "１００"'))).toEqual([
      expect.stringContaining('请用半角、不空格，写成 "100"'),
    ]);
  });
});

/** The bytes of a text in GBK, which JavaScript reads and does not write: what each pair of bytes stands for. */
function inGbk(text: string): Uint8Array {
  const pairs = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('gbk');
  for (let first = 0x81; first < 0xff; first++)
    for (let second = 0x40; second < 0xff; second++)
      pairs.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  return Uint8Array.from([...text].flatMap((ch) => pairs.get(ch) ?? [ch.charCodeAt(0)]));
}
const inUtf16 = (text: string) => Buffer.from(text, 'utf16le');
const marked = (mark: readonly number[], bytes: Uint8Array) => Uint8Array.of(...mark, ...bytes);

describe('a file as editors save it', () => {
  const tables = (input: string | Uint8Array) => {
    const { compiled, diagnostics } = compileText(input);
    return {
      tables: compiled?.tables.map(({ cells }) =>
        cells.map(({ content }) => ('value' in content ? content.value.toFixed() : content)),
      ),
      told: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
    };
  };
  const plain = tables(SMALL);
  const texts = (of: typeof plain) =>
    JSON.stringify(
      of.tables?.map((cells) =>
        cells.map((one) => (typeof one === 'string' ? one : one.kind === 'text' ? one.text : '')),
      ),
    );

  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['with CRLF', SMALL.replaceAll('\n', '\r\n'), []],
    ['with a byte order mark', `\ufeff${SMALL}`, []],
    ['with both', `\ufeff${SMALL.replaceAll('\n', '\r\n')}`, []],
    ['in GBK', inGbk(SMALL), ['提示 file-coding']],
    ['in GBK with CRLF', inGbk(SMALL.replaceAll('\n', '\r\n')), ['提示 file-coding']],
    ['in UTF-16', marked([0xff, 0xfe], inUtf16(SMALL)), ['提示 file-coding']],
    [
      'in UTF-16, the other way',
      marked([0xfe, 0xff], inUtf16(SMALL).swap16()),
      ['提示 file-coding'],
    ],
  ])('%s compiles to the same', (_, input, told) => {
    const read = tables(input);
    expect(plain.tables?.length).toBeGreaterThan(5);
    expect(texts(read)).toBe(texts(plain));
    expect(read.told).toEqual(told);
  });

  it('in GBK has its mistakes at the same places', () => {
    const wrong = small('名称: 示例局\n', '名称: 示例局\n  地趾: 某路\n');
    const [place] = problems(wrong);
    expect(place).toMatch(/^9:3 key-unknown/);
    expect(problems(inGbk(wrong)).slice(1)).toEqual([place]);
    const { diagnostics, sources } = compileText(inGbk(wrong));
    const shown = diagnosticsText(diagnostics, () => sources[0]?.text);
    expect(shown).toContain('9 |   地趾: 某路');
    expect(shown).toContain('  |   ^^^^\n');
  });

  it('that is neither stays an error, at the byte', () => {
    const bytes = new TextEncoder().encode(SMALL);
    bytes[40] = 0xff;
    expect(problems(bytes)).toEqual([
      expect.stringMatching(/^\d+:\d+ file-not-text 这里有一个不是 UTF-8 的字节/),
    ]);
  });
});

describe('a column in the wrong place', () => {
  const MANY = 200;
  /** An input with so many projects, each with an amount of one’s own making. */
  const projects = (amount: (n: number) => string) => {
    const [head, body = ''] = SMALL.split('项目支出:\n');
    return `${head}项目支出:\n${Array.from({ length: MANY }, (_, n) =>
      body.replace('甲项目', `项目${n}`).replace('1500', amount(n)),
    ).join('')}`;
  };

  it('is one message with its count and all places, in text, JSON and SARIF', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.yaml');
    writeFileSync(
      file,
      projects((n) => `${n + 1}千元`),
    );
    const { diagnostics } = compileText(projects((n) => `${n + 1}千元`));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'amount-not-number', line: 30 });
    expect(diagnostics[0]?.others).toHaveLength(MANY - 1);
    const { err } = await gongkai(['compile', file, '-o', join(folder, 'out')]);
    expect(err).toContain('金额应为数字，写的是“1千元”；这一列同样的问题共 200 处');
    expect(err).toMatch(/其余在第 [\d、–]+ 行等?，共 199 处/);
    expect(err.split('amount-not-number')).toHaveLength(2);
    const json = JSON.parse((await gongkai(['check', file, '--format', 'json'])).out);
    expect(json.文件[0].结果).toHaveLength(1);
    expect(json.文件[0].结果[0].其余位置).toHaveLength(199);
    const sarif = JSON.parse((await gongkai(['check', file, '--format', 'sarif'])).out);
    expect(sarif.runs[0].results).toHaveLength(1);
    expect(sarif.runs[0].results[0].relatedLocations).toHaveLength(20);
  });

  it('of units that nobody listed is one message as well', () => {
    const text = projects(() => '1').replaceAll(
      '    单位: "100001"\n    用途',
      '    单位: "30101"\n    用途',
    );
    const { diagnostics } = compileText(text);
    const units = diagnostics.filter(({ code }) => code === 'unit-unknown');
    expect(units.map(({ others = [] }) => others.length)).toEqual([MANY - 1]);
  });

  it('is not made of a few mistakes, nor of those of different keys, nor of what a rule found', () => {
    /** A mistake at the value of each line. */
    const wrongIn = (text: string) => {
      let start = 0;
      return text.split('\n').flatMap((line, n) => {
        const from = start + line.indexOf('1');
        start += line.length + 1;
        if (line === '') return [];
        const column = line.indexOf('1') + 1;
        return at(
          { file: 'a', line: n + 1, column, start: from, end: from + 1 },
          'type-wrong',
          '不对',
        );
      });
    };
    const two = Array.from({ length: 30 }, (_, n) => `${n % 2 === 0 ? '甲' : '乙乙'}: 1\n`).join(
      '',
    );
    const one = '甲: 1\n'.repeat(30);
    const wrong = wrongIn(one);
    expect(columnsFolded(wrongIn(two), () => two)).toHaveLength(30);
    expect(columnsFolded(wrong.slice(0, 19), () => one)).toHaveLength(19);
    expect(columnsFolded(wrong, () => one)).toHaveLength(1);
    const ruled = wrong.map((found) => ({ ...found, rule: '平衡-01' }));
    expect(columnsFolded(ruled, () => one)).toHaveLength(30);
  });

  it('of a workbook is one by its column', () => {
    const cells = Array.from({ length: 40 }, (_, n) => ({
      ...{ file: 'a.xlsx', line: n + 2, column: 3, start: n, end: n },
      cell: { sheet: '基本支出', address: `${n % 2 === 0 ? 'D' : 'E'}${n + 2}` },
    }));
    const folded = columnsFolded(
      cells.map((span) => at(span, 'amount-not-number', '不对')),
      () => '',
    );
    expect(folded.map(({ span, others = [] }) => [span?.cell?.address, others.length])).toEqual([
      ['D2', 19],
      ['E3', 19],
    ]);
  });
});

it('a path may have blanks, brackets and Chinese characters in it', async () => {
  const folder = join(temporaryFolder(), '我的 文档（预算）', '2026 年 [终稿]');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '部门 预算(1) 定稿.yaml');
  writeFileSync(file, SMALL);
  const { code, err } = await gongkai([
    'check',
    file,
    '--format',
    'json',
    '-o',
    join(folder, '检查 结果.json'),
  ]);
  expect(err).toBe('');
  expect(code).toBeLessThan(2);
  const compiled = await gongkai([
    'compile',
    file,
    '-o',
    join(folder, '输 出'),
    '--only',
    'csv',
    '-q',
  ]);
  expect(compiled.err).not.toMatch(/找不到|不能/);
});
