import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePieces, pieceWidth } from '../src/render/line-pieces.js';

/** A text with its wholes in brackets and a bar where a line may be cut. */
const shown = (text: string, room?: number): string =>
  linePieces(text, room)
    .map((piece) => `${piece.whole ? `[${piece.text}]` : piece.text}${piece.cut ? '|' : ''}`)
    .join('');

describe('the pieces of a text', () => {
  it('keep a number with its unit, its sign and its percent', () => {
    expect(shown('收入总计1,894.39万元，增长12.5%')).toBe('收入总计[1,894.39万元]，增长[12.5%]');
    expect(shown('其中−3.5％的减少')).toBe('其中[−3.5％的]减少');
    expect(shown('比率≥95%以上')).toBe('比率[≥95%以]上');
    expect(shown('面积3千平方米，服务20万人次')).toBe('面积[3千平方米]，服务[20万人次]');
    expect(shown('提高2.1个百分点')).toBe('提高[2.1个百分点]');
    expect(shown('计 12 台')).toBe('计 [12 台]');
    expect(shown('每次80元/人次')).toBe('每次[80元/人]次');
  });

  it('keep ranges, years, products and times whole', () => {
    expect(shown('自2024—2025年起')).toBe('自[2024—2025年]起');
    expect(shown('2024年—2025年1至12月')).toBe('[2024年—2025年][1至12月]');
    expect(shown('按0.1万元×25人×4次计')).toBe('按[0.1万元×25人×4次]计');
    expect(shown('上午9:00开始')).toBe('上午[9:00开]始');
  });

  it('keep 第 with its number and the number of an item with the item', () => {
    expect(shown('依照第 3 条和第十二条办理')).toBe('依照[第 3 条]和[第十二条]办理');
    expect(shown('分两步；2.完成')).toBe('分两步；|[2.完]成');
    expect(shown('目标：（1）办结率')).toBe('目标：（[1）办]结率');
    expect(shown('目标：①办结率')).toBe('目标：|[①办]结率');
  });

  it('come apart at the seams of an address, not within its words', () => {
    expect(shown('见https://www.example.gov.cn/a-b?id=1。')).toBe(
      '见https://|www.|example.|gov.|cn/|a-|b?|id=|1|。',
    );
    expect(shown('a'.repeat(16))).toBe(`a${'a|'.repeat(13)}aa`);
    expect(shown('Administration')).toContain('|');
    expect(shown('Construction')).toBe('Construction|');
  });

  it('break behind punctuation before a whole, where the browser would not look', () => {
    expect(shown('设备（不含车辆）0台')).toBe('设备（不含车辆）|[0台]');
    expect(shown('设备（0台）')).toBe('设备（[0台]）');
  });

  it('break a figure that has no room at its range, else before its unit, else between digits', () => {
    expect(shown('2024年—2025年', 5)).toBe('[2024年—][2025年]');
    expect(shown('1234.56万元', 4.5)).toBe('[1234.56][万元]');
    expect(shown('123456789', 3)).toBe('12|3|4|5|6|7|89');
  });

  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ...'0123456789１２.,，．、%％—–-~～至×/:：（）()第年月万亿元个人次条一二三十百A aз.=\n。；“”①𠮷',
          '百分点',
          'https://',
        ),
        { maxLength: 80 },
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.string({ unit: fc.constantFrom('7', 'x', '八', '-', '—'), maxLength: 400 }))
      .map(([text]) => text),
  );

  it('are the text, one after the other, and whole only where they have room', () => {
    fc.assert(
      fc.property(texts, fc.double({ min: 0.5, max: 40, noNaN: true }), (text, room) => {
        const pieces = linePieces(text, room);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.text).not.toBe('');
          if (piece.whole) expect(pieceWidth(piece.text)).toBeLessThanOrEqual(Math.min(room, 9));
        }
      }),
    );
  });

  it('leave no number at the end of a piece before a unit', () => {
    const figures = fc.tuple(
      fc.constantFrom('增加', '（', '，', '第', '−', '≥'),
      fc.integer({ min: 0, max: 99_999 }),
      fc.constantFrom('万元', '元', '%', '个', '平方米', '年', '辆'),
      fc.constantFrom('，', '其中', '。', '（', '与'),
    );
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1, maxLength: 8 }), (parts) => {
        const pieces = linePieces(parts.flat().join(''));
        pieces.slice(0, -1).forEach(({ text }, index) => {
          if (/\d$/.test(text)) expect(pieces[index + 1]?.text).not.toMatch(/^[\p{Script=Han}%]/u);
        });
      }),
    );
  });
});
