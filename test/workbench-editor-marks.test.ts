/** Findings on the text of the editor: offsets of the file are its positions, also where they differ. */
import { Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesTo } from '../src/workbench/page/editor/changes.js';
import { marksOf } from '../src/workbench/page/editor/marks.js';
import { lineBreakOf, positionsIn, unitsBefore } from '../src/workbench/page/editor/offsets.js';
import type { Findings } from '../src/workbench/wire.js';

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', '字', '𠮷', ' ', ':') }), {
  minLength: 1,
  maxLength: 12,
});

describe('offsets', () => {
  it('of a file lead to the same character in the editor', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.nat(200), (parts, lineBreak, at) => {
        const file = parts.join(lineBreak);
        const doc = Text.of(parts);
        const offset = Math.min(at, file.length);
        if (file[offset - 1] === '\r') return;
        const rest = doc.sliceString(positionsIn(file)(offset), doc.length, lineBreak);
        expect(rest).toBe(file.slice(offset));
      }),
    );
  });

  it('are found by the column, in which a character counts once', () => {
    expect([1, 2, 3, 9].map((column) => unitsBefore('𠮷a', column))).toEqual([0, 2, 3, 3]);
  });

  it.each([
    ['a\r\nb', '\r\n'],
    ['a\nb', '\n'],
    ['', '\n'],
  ])('line breaks of %j', (text, lineBreak) => {
    expect(lineBreakOf(text)).toBe(lineBreak);
  });
});

describe('another text', () => {
  it('is reached by changes', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const [from, to] = [Text.of(one), Text.of(other)];
        expect(changesTo(from, to).apply(from).toString()).toBe(to.toString());
      }),
    );
  });

  it('is reached by few: what is between them stays', () => {
    const from = Text.of(['a: 1', 'b: 2', 'c: 3']);
    const changes = changesTo(from, Text.of(['a: 10', 'b: 2', 'c: 30']));
    expect(changes.mapPos(6, 1)).toBe(7);
    let count = 0;
    changes.iterChanges(() => count++);
    expect(count).toBe(2);
  });
});

describe('marks', () => {
  const place = (文件: string, 起: number, 止: number) => ({ 文件, 行: 1, 列: 1, 起, 止 });
  const finding = {
    规则: '平衡-01',
    级别: '错误',
    内容: '不等',
    改法: '请改',
    位置: place('a.yaml', 8, 10),
    其余位置: [place('a.yaml', 0, 1), place('b.yaml', 0, 1)],
    左: { 名: '左', 数: '1', 单位: '万元', 位置: [place('a.yaml', 8, 10), place('b.yaml', 0, 2)] },
    右: { 名: '右', 数: '2', 单位: '万元', 位置: [place('a.yaml', 8, 10), place('a.yaml', 1, 2)] },
  };
  const findings = (...结果: unknown[]) => ({ 结果 }) as unknown as Findings;

  it('stand where the finding and its sides are, in this file alone', () => {
    const { diagnostics, sides } = marksOf(findings(finding), 'a.yaml', 'ab: 1\r\ncd: 2', 11);
    expect(diagnostics.map(({ from, to, severity }) => [from, to, severity])).toEqual([
      [7, 9, 'error'],
      [0, 1, 'error'],
    ]);
    expect(diagnostics[0]).toMatchObject({ source: '错误 平衡-01', message: '不等\n改法：请改' });
    expect(sides).toEqual([
      { from: 7, to: 9 },
      { from: 1, to: 2 },
    ]);
  });

  it('are none of what holds or is waived, and never beyond the text', () => {
    const waived = { ...finding, 级别: '豁免' };
    expect(marksOf(findings(waived), 'a.yaml', 'ab', 2).diagnostics).toEqual([]);
    for (const { from, to } of marksOf(findings(finding), 'a.yaml', 'ab', 2).diagnostics)
      expect([from, to].every((at) => at >= 0 && at <= 2)).toBe(true);
  });
});
