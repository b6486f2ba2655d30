import { describe, expect, it } from 'vitest';
import {
  about,
  at,
  CODES,
  type Diagnostic,
  DiagnosticError,
  displayWidth,
  hasErrors,
  renderDiagnostic,
  sortDiagnostics,
} from '../src/diagnostics.js';
import { nearest, suggestion } from '../src/input/issues.js';
import { diagnosticsText } from '../src/review/show/diagnostics-text.js';
import { expectSteady } from './helpers/growth.js';
import { compileText, SMALL, small } from './helpers/input.js';

/** A diagnostic at the only place of a text that reads `marked`. */
function marking(text: string, marked: string, hint?: string): Diagnostic {
  const start = text.indexOf(marked);
  const before = text.slice(0, start).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  const span = { file: 'a.yaml', line: before.length, column, start, end: start + marked.length };
  return at(span, 'type-wrong', '不对', hint);
}

/** Source line and caret line as they are printed. */
function shown(text: string, marked: string): string[] {
  return renderDiagnostic(marking(text, marked), text).split('\n').slice(1);
}

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['abc 12', 6],
    ['预算', 4],
    ['a预b', 4],
    ['：，。（）', 10],
    ['“”', 2],
    ['ＡＢ１２', 8],
    ['𠀀', 2],
    ['😀', 2],
    ['한글', 4],
    ['かな', 4],
    ['e\u0301', 1],
    ['～　', 4],
    ['……——', 4],
    ['①☑', 2],
    ['✅⭐', 4],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('renderDiagnostic', () => {
  it('shows the place, the line, a caret and a hint', () => {
    const text = '类型: 预算\n年度: 二〇\n';
    expect(renderDiagnostic(marking(text, '二〇', '例如 2026'), text)).toBe(
      [
        'a.yaml:2:5: 错误：不对 [type-wrong]',
        '  2 | 年度: 二〇',
        '    |       ^^^^',
        '  提示：例如 2026',
      ].join('\n'),
    );
  });

  it('puts the caret below the characters, whatever their width', () => {
    expect(shown('  金额: x # 元\n', 'x')).toEqual(['  1 |   金额: x # 元', '    |         ^']);
    expect(shown('𠀀😀: 值\n', '值')).toEqual(['  1 | 𠀀😀: 值', '    |       ^^']);
    expect(shown('a: é́x\n', 'x')).toEqual(['  1 | a: é́x', '    |     ^']);
  });

  it('makes one column of a tab', () => {
    expect(shown('代码:\t"1"\n', '"1"')).toEqual(['  1 | 代码: "1"', '    |       ^^^']);
  });

  it('keeps the gutter as wide as the number of the line', () => {
    const text = `${'#\n'.repeat(99)}年度: x\n`;
    expect(shown(text, 'x')).toEqual(['  100 | 年度: x', '      |       ^']);
  });

  it('shows a part of a long line, with the place in it', () => {
    const text = `${'长'.repeat(500)}错${'长'.repeat(500)}\n`;
    const [line = '', caret = ''] = shown(text, '错');
    const prefix = '  1 | ';
    expect([...line]).toHaveLength(prefix.length + 120);
    const before = line.slice(prefix.length, line.indexOf('错'));
    expect(before).toBe('长'.repeat(60));
    expect(caret).toBe(`    | ${' '.repeat(120)}^^`);
  });

  it('marks no more than is shown, and no more than the first line', () => {
    const long = `a: ${'x'.repeat(500)}\n`;
    expect(shown(long, 'x'.repeat(500))[1]).toBe(`    | ${' '.repeat(3)}${'^'.repeat(117)}`);
    const block = '部门:\n  甲: 1\n  乙: 2\n';
    expect(shown(block, '甲: 1\n  乙: 2')).toEqual(['  2 |   甲: 1', '    |   ^^^^^']);
  });

  it('has at least one caret, at the end of a line as well', () => {
    const text = '年度:\n';
    const d = at({ file: 'a.yaml', line: 1, column: 4, start: 3, end: 3 }, 'key-missing', '空');
    expect(renderDiagnostic(d, text).split('\n')[2]).toBe('    |      ^');
  });

  it('reads lines as the parser counts them: CRLF is one break, a lone CR is none', () => {
    const text = '甲: 1\r\n乙: a\rb\r\n丙: x\r\n';
    expect(shown(text, 'x')).toEqual(['  3 | 丙: x', '    |     ^']);
  });

  it('lets no control character or direction mark out of the file', () => {
    const text = '用途: \u001b[31m红\u202e\n';
    const d = { ...marking(text, '红'), message: '写的是“\u001b]0;x\u0007”', hint: '\u009b1m' };
    const printed = renderDiagnostic(d, text);
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(printed.split('\n')[1]).toBe('  1 | 用途: \ufffd[31m红\ufffd');
  });

  it('prints a diagnostic of a whole file, or of a text not at hand, without a line', () => {
    expect(renderDiagnostic(about('a.yaml', 'file-empty', '文件是空的'), '')).toBe(
      'a.yaml: 错误：文件是空的 [file-empty]',
    );
    expect(renderDiagnostic(marking('x', 'x'), undefined)).toBe(
      'a.yaml:1:1: 错误：不对 [type-wrong]',
    );
  });

  it('prints what the compiler finds where the eye looks for it', () => {
    const text = small('金额: 1500', '金额: 一千五');
    const [found] = compileText(text).diagnostics;
    expect(found && renderDiagnostic(found, text)).toBe(
      [
        'a.yaml:30:13: 错误：金额应为数字，写的是“一千五” [amount-not-number]',
        '  30 |         金额: 一千五',
        '     |               ^^^^^^',
        '  提示：请写数字，例如 1234567.89',
      ].join('\n'),
    );
  });
});

describe('sortDiagnostics', () => {
  const one = (file: string, line: number, column: number, code: Diagnostic['code']) =>
    at({ file, line, column, start: 0, end: 1 }, code, '');
  it('goes by file, line, column and code, numbers as numbers', () => {
    const sorted = [
      one('a', 2, 9, 'key-missing'),
      one('a', 2, 10, 'key-missing'),
      one('a', 2, 10, 'key-unknown'),
      one('a', 10, 1, 'key-missing'),
      one('b', 1, 1, 'key-missing'),
    ];
    expect(sortDiagnostics([...sorted].reverse())).toEqual(sorted);
  });
  it('leaves its argument alone', () => {
    const given = [one('b', 1, 1, 'key-missing'), one('a', 1, 1, 'key-missing')];
    sortDiagnostics(given);
    expect(given[0]?.file).toBe('b');
  });
});

describe('codes and errors', () => {
  it('each code has its Chinese sentence', () => {
    for (const [code, sentence] of Object.entries(CODES)) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(sentence).toMatch(/\p{Script=Han}/u);
    }
  });
  it('only 错误 stops the work', () => {
    const span = { file: 'a', line: 1, column: 1, start: 0, end: 1 };
    const of = (severity: Diagnostic['severity']) => at(span, 'key-missing', '', '', severity);
    expect(hasErrors([of('警告'), of('提示')])).toBe(false);
    expect(hasErrors([of('警告'), of('错误')])).toBe(true);
    expect(of('警告')).not.toHaveProperty('hint');
  });
  it('an error carries all that was found', () => {
    const error = new DiagnosticError([
      about('a', 'file-empty', '空'),
      about('b', 'file-empty', '空'),
    ]);
    expect(error.message).toBe('a 空\nb 空');
    expect(error.name).toBe('DiagnosticError');
  });
});

describe('nearest and suggestion', () => {
  const keys = ['名称', '编码', '单位', '类别', '用途', '支出', '合计', '功能科目', '编制日期'];
  it.each([
    ['名字', '名称'],
    ['功能科日', '功能科目'],
    ['功能', '功能科目'],
    ['编制日', '编制日期'],
    ['编制的日期', '编制日期'],
    ['合计数', '合计'],
  ])('%s is near to %s', (written, known) => {
    expect(nearest(written, keys)).toBe(known);
    expect(suggestion(written, keys, '键')).toBe(`是不是“${known}”？`);
  });
  it.each(['颜色', '', 'x', '天气预报'])('“%s” is near to nothing', (written) => {
    expect(nearest(written, keys)).toBeUndefined();
  });
  it('one character is not near to another', () => {
    expect(nearest('否', ['是'])).toBeUndefined();
  });
  it('tells what there is, twelve at most', () => {
    expect(suggestion('颜色', ['甲', '乙'], '值')).toBe('可用的值：甲、乙');
    const many = Array.from({ length: 13 }, (_, i) => `第${i}`);
    expect(suggestion('颜色', many, '词')).toBe(`可用的词：${many.slice(0, 12).join('、')}……`);
    expect(suggestion('颜色', [], '值')).toBe('');
  });
});

it('every line and column of a diagnostic stands inside the text', () => {
  const text = SMALL.replaceAll('100001', '100002').replace('"100002"', '"100001"');
  const lines = text.split('\n');
  const { diagnostics } = compileText(text);
  expect(diagnostics.map((d) => d.code)).toEqual(['unit-unknown', 'unit-unknown', 'unit-unknown']);
  for (const d of diagnostics) {
    expect([...(lines[d.line - 1] ?? '')].slice(d.column - 1).join('')).toBe('"100002"');
  }
});

describe('many at once', () => {
  const unknown = (n: number) =>
    compileText(SMALL + Array.from({ length: n }, (_, i) => `键${i}: ${i}\n`).join(''));
  const print = ({ diagnostics, sources }: ReturnType<typeof compileText>) =>
    diagnosticsText(diagnostics, () => sources[0]?.text);

  it('no more than fifty of a kind are shown, the others counted', () => {
    const nameless = (n: number) =>
      SMALL.replace(
        '单位:\n',
        `单位:\n${Array.from({ length: n }, (_, i) => `  - { 代码: "${9000 + i}", 性质: 行政单位 }\n`).join('')}`,
      );
    const told = print(compileText(nameless(180)));
    expect(told.split('\n').filter((one) => one.includes('缺少“名称”'))).toHaveLength(50);
    expect(told).toContain('另有 130 处，改好以上的再看');
    expect(print(compileText(nameless(50)))).not.toContain('另有');
  });

  it('one of another kind is not hidden among them', () => {
    const text = SMALL.replace('年度: 2026', '年度: 二六');
    const many = Array.from({ length: 80 }, (_, i) => `键${i}: ${i}\n`).join('');
    expect(print(compileText(text + many))).toContain('年度应为四位年份');
  });

  it('they take time in step with their number', async () => {
    await expectSteady(unknown, 1000, print);
    await expectSteady(
      (n) => SMALL + Array.from({ length: n }, (_, i) => `键${i}: ${i}\n`).join(''),
      500,
      compileText,
    );
  });

  it('and so do those that all stand in one line', async () => {
    const oneLine = (n: number) =>
      `{类型: 预算, ${Array.from({ length: n }, (_, i) => `𠀀${i}: ${i}`).join(', ')}}`;
    await expectSteady(oneLine, 500, (text) => print(compileText(text)));
    const [first] = print(compileText(oneLine(3000)))
      .split('\n')
      .filter((one) => one.includes('|'));
    expect([...(first ?? '')].length).toBeLessThan(140);
  });
});
