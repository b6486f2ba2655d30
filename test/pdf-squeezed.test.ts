import { describe, expect, it } from 'vitest';
import { edited, operatorsOf } from '../src/render/pdf-operators.js';
import { tieEdits } from '../src/render/pdf-squeezed.js';

const CHARACTERS = new Map([...'项）：（。甲'].map((char, index) => [index + 1, char]));
const glyph = (char: string): string =>
  `<${[...CHARACTERS]
    .find(([, value]) => value === char)?.[0]
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')}> Tj`;

/** A text object of 20 pt: characters, and how many ems each begins behind the one before. */
const content = (...shown: readonly (readonly [char: string, step?: number])[]): string =>
  [
    'BT',
    '/F7 20 Tf',
    '1 0 0 -1 42 100 Tm',
    ...shown.map(
      ([char, step]) => `${step === undefined ? '' : `${step * 20} 0 Td `}${glyph(char)}`,
    ),
    'ET',
  ].join('\n');

const tied = (text: string): string =>
  edited(
    text,
    tieEdits(text, operatorsOf(text), () => CHARACTERS),
  );

/** What stands for text in content: that of marks, else that of glyphs. */
const marks = (text: string): string[] =>
  [...text.matchAll(/\/ActualText <FEFF([0-9A-F]+)>/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  );

describe('squeezed punctuation', () => {
  it('is marked as one stretch, as long as it is', () => {
    expect(marks(tied(content(['项'], ['）', 1], ['：', 0.5], ['甲', 1])))).toEqual(['）：']);
    expect(marks(tied(content(['）'], ['。', 0.5], ['（', 0.7], ['甲', 1])))).toEqual(['）。（']);
    expect(marks(tied(content(['（'], ['甲', 1], ['）', 1], ['。', 0.5])))).toEqual(['）。']);
  });

  it('leaves everything else as it is', () => {
    for (const text of [
      content(['项'], ['）', 1], ['：', 1.1]),
      content(['项'], ['甲', 0.5]),
      `${content(['）'])}\n${content(['：', 0.5])}`,
      'q\n1 0 0 1 0 0 cm\n0 0 590 850 re\nf\nQ',
    ]) {
      expect(tied(text)).toBe(text);
    }
  });

  it('moves no glyph, and takes over the marks of single ones', () => {
    const before = content(['项'], ['）', 1], ['：', 0.5], ['甲', 1]);
    const one = before.replace(
      '10 0 Td <0003> Tj',
      '/Span<</ActualText <FEFFFF1B> >> BDC\n10 0 Td <0003> Tj\nEMC',
    );
    expect(one).not.toBe(before);
    const after = tied(one);
    expect(marks(after)).toEqual(['）；']);
    const bare = (text: string) => text.replace(/\/Span.*?BDC\s*|\s*EMC/g, '');
    expect(bare(after).replace(/\s+/g, ' ')).toBe(before.replace(/\s+/g, ' '));
    expect(after.match(/BDC/g)).toHaveLength(after.match(/EMC/g)?.length ?? 0);
  });

  it('keeps the end of a mark around several text objects', () => {
    const text = `/P <</MCID 1>> BDC\n${content(['）'], ['：', 0.5])}\nEMC`;
    expect(tied(text)).toMatch(/^\/P <<\/MCID 1>> BDC\nBT.*EMC\nET\nEMC$/s);
  });
});
