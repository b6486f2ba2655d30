/** Characters that no typeface prints are told where they were written, before anything is printed. */
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import type { Diagnostic } from '../src/diagnostics.js';
import { example, type Files, SMALL, small, world } from './helpers/input.js';
import { compileText, edited, placeIn } from './helpers/world.js';

const told = (found: readonly Diagnostic[]) =>
  found
    .filter(({ code }) => code === 'glyph-missing')
    .map((one) => `${one.file}:${one.line}:${one.column} ${one.severity} ${one.message}`);
const inText = (input: string, others: Files = {}) =>
  told(compile('a.yaml', world({ 'a.yaml': input, ...others })).diagnostics);
const missing = (shown: string, code: string) =>
  `错误 没有字体能印“${shown}”（${code}），PDF 里会是方框`;
const EMOJI = missing('😀', 'U+1F600');

describe('a character that typefaces have', () => {
  it.each([
    ['of names, in none of the usual typefaces', '𠮷𰻝㑇䶮'],
    ['written as letter and mark, as some systems do', 'e\u0301'],
    ['of compatibility', '﨑\uf900'],
    ['of forms', '☑□√≥①㊿'],
    ['of 彝文', 'ꀀ'],
  ])('%s, is taken', (_, text) => {
    expect(inText(small('示例局本级', `示例${text}局本级`))).toEqual([]);
  });
});

describe('a character that no typeface has', () => {
  it('is told at its place, with its code and what to do', () => {
    const { diagnostics, compiled } = compile(
      'a.yaml',
      world({ 'a.yaml': small('示例局本级', '示例局😀本级') }),
    );
    expect(told(diagnostics)).toEqual([`a.yaml:11:12 ${EMOJI}`]);
    const [found] = diagnostics.filter(({ code }) => code === 'glyph-missing');
    expect(found?.hint).toMatch(/打错.*--fonts 系统.*--only xlsx,csv/);
    expect(compiled).toBeUndefined();
  });

  it('is told at each of its places, and each character for itself', () => {
    const input = small('示例局本级', '😀局𓀀级😀').replace('负责示例', '负责😀示例');
    expect(inText(input)).toEqual([
      `a.yaml:11:9 ${EMOJI}`,
      `a.yaml:11:13 ${EMOJI}`,
      `a.yaml:14:11 ${EMOJI}`,
      `a.yaml:11:11 ${missing('𓀀', 'U+13000')}`,
    ]);
  });

  it('is told where it is written as an escape, or in a text of several lines', () => {
    expect(inText(small('示例局本级', '"示例\\U0001F600局"'))).toEqual([`a.yaml:11:9 ${EMOJI}`]);
    const folded = small('负责示例工作。', '|\n    负责示例工作。\n    负责😀工作。');
    expect(inText(folded)).toEqual([`a.yaml:16:7 ${EMOJI}`]);
  });

  it('is told as a mark on its letter, which has no place of its own', () => {
    expect(inText(small('示例局本级', '示例x\u0303局'))).toEqual([
      `a.yaml:11:12 ${missing('◌\u0303', 'U+0303')}`,
    ]);
  });

  it('that stands for what was lost is told as that', () => {
    expect(inText(small('示例局本级', '示例\ufffd局'))).toEqual([
      'a.yaml:11:11 错误 文字里有丢失的字（U+FFFD）',
    ]);
  });

  it('is no matter in a comment', () => {
    expect(inText(`# 😀\n${SMALL}`)).toEqual([]);
  });

  it('is told in the file of the format that prints it', () => {
    const path = 'profiles/wuchang-2026.yaml';
    const changed = edited(path, '  印号: 表 {序}', '  印号: 表😀{序}');
    const { diagnostics } = compileText({ 'a.yaml': SMALL }, { [path]: changed });
    expect(told(diagnostics)).toEqual([`templates/${path}:${placeIn(changed, '😀')} ${EMOJI}`]);
  });

  it('is taken where no PDF is made, or one with the typefaces of the machine', () => {
    const input = small('示例局本级', '示例局😀本级');
    const result = compile('a.yaml', world({ 'a.yaml': input }), { anyCharacters: true });
    expect(told(result.diagnostics)).toEqual([]);
    expect(result.compiled).toBeDefined();
  });
});

describe('a selector of a form', () => {
  it('is a warning: what is printed is the usual form', () => {
    const { diagnostics, compiled } = compile(
      'a.yaml',
      world({ 'a.yaml': small('示例局本级', '示例葛\u{e0100}局本级') }),
    );
    expect(told(diagnostics)).toEqual([
      'a.yaml:11:11 警告 “葛”后面有异体选择符（U+E0100），PDF 按“葛”通行的字形印',
    ]);
    expect(compiled).toBeDefined();
  });
});

describe('the examples', () => {
  it.each(['wuchang/2026.yaml', 'putuo/2024-final.yaml'])('%s has none', (path) => {
    const others = { 'wuchang/2025.yaml': example('wuchang/2025.yaml') };
    const result = compile(path, world({ [path]: example(path), ...others }));
    expect(told(result.diagnostics)).toEqual([]);
    expect(result.compiled).toBeDefined();
  });
});
