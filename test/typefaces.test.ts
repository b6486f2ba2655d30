/**
 * What the program knows of its typefaces is what their files say. `UPDATE=1` writes templates/fonts/字符.json
 * anew where the files have changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typefacesOf } from '../src/glyphs/typefaces.js';
import { FONT_FACES, type FontFace, fontFile } from '../src/render/fonts.js';
import { templates } from './helpers/input.js';
import { glyphsOf } from './helpers/typeface-file.js';
import { ROOT, template } from './helpers/world.js';

const STORED = new URL('templates/fonts/字符.json', ROOT);

/** Controls, what is no character, and what means something in one typeface alone. */
const MEANT_BY_NOBODY = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufffd]/u;

/** Lists of families by their role, as the style sheet has them: those of the program, and of the machine. */
const STACKS = (() => {
  const css = template('print/字体.css');
  const declared = [...css.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => {
    return { name, value };
  });
  const expand = (value: string): string =>
    value.replace(/var\((--[\w-]+)\)/g, (_, name: string) =>
      expand(declared.find((one) => one.name === name)?.value ?? ''),
    );
  const lists = declared.filter(({ name, value }) => name !== '--rare' && /[a-z]/i.test(value));
  return lists.map(({ value }) =>
    expand(value)
      .split(/,\s*/)
      .map((name) => name.replaceAll('"', '')),
  );
})();

const inRange = ({ range }: FontFace, code: number): boolean => {
  const [, first = '', last = first] = /^U\+(\w+)(?:-(\w+))?$/.exec(range ?? '') ?? [];
  return first === '' || (Number.parseInt(first, 16) <= code && code <= Number.parseInt(last, 16));
};

/** The glyphs of what is printed with a typeface. */
const faces = FONT_FACES.map((face) => {
  const file = fontFile(face);
  const glyphs = [...glyphsOf(file)]
    .filter(([code]) => inRange(face, code) && !MEANT_BY_NOBODY.test(String.fromCodePoint(code)))
    .sort(([a], [b]) => a - b);
  return { face, name: basename(file), glyphs };
});

/** What a browser finds in a list of families: it looks nowhere else. */
function ofStack(stack: readonly string[]): Set<number> {
  const own = faces.filter(({ face }) => stack.includes(face.family));
  return new Set(own.flatMap(({ glyphs }) => glyphs.map(([code]) => code)));
}
/** Characters that all lists have. */
const [first = new Set<number>(), ...others] = STACKS.map(ofStack);
const printed = [...first]
  .filter((code) => others.every((stack) => stack.has(code)))
  .sort((a, b) => a - b);

/** `20-7E A9` */
function rangesOf(codes: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const hex = (code: number) => code.toString(16).toUpperCase();
  return ranges.map(([a, b]) => (a === b ? hex(a) : `${hex(a)}-${hex(b)}`)).join(' ');
}

/** Characters that have a glyph in common in some typeface, and what these have in common in others. */
function alikeOf(): string[] {
  const groups = new Map<number, Set<number>>();
  for (const { glyphs } of faces) {
    const byGlyph = new Map<number, number[]>();
    for (const [code, glyph] of glyphs) byGlyph.set(glyph, [...(byGlyph.get(glyph) ?? []), code]);
    for (const codes of byGlyph.values()) {
      if (codes.length < 2) continue;
      const all = new Set(codes.flatMap((code) => [code, ...(groups.get(code) ?? [])]));
      for (const code of all) groups.set(code, all);
    }
  }
  return [...new Set(groups.values())]
    .map((group) => [...group].sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b)
    .map((group) => String.fromCodePoint(...group));
}

const derived = `${JSON.stringify({ 能印: rangesOf(printed), 同形: alikeOf() }, null, 1)}\n`;
if (process.env.UPDATE === '1') writeFileSync(STORED, derived);

describe('字符.json', () => {
  it('says what the files of the typefaces have', () => {
    expect(readFileSync(STORED, 'utf8')).toBe(derived);
  });
});

describe('what is known of the typefaces', () => {
  const { has, alike } = typefacesOf(templates);

  it('has every character that is printed in each role, and no other', () => {
    expect(STACKS.length).toBeGreaterThanOrEqual(12);
    expect(printed.length).toBeGreaterThan(30_000);
    const all = new Set(printed);
    const wrong: number[] = [];
    for (let code = 0; code < 0x110000; code += 1)
      if (has(String.fromCodePoint(code)) !== all.has(code)) wrong.push(code);
    expect(wrong).toEqual([]);
  });

  it('leaves out nothing that one of the typefaces has', () => {
    const any = new Set(faces.flatMap(({ glyphs }) => glyphs.map(([code]) => code)));
    const left = [...any].map((code) => String.fromCodePoint(code)).filter((one) => !has(one));
    expect(left.join('')).toBe('');
  });

  it('has names, numbers, punctuation and the symbols of forms', () => {
    const names = '𠮷𰻝㑇䶮㐂喆堃翀龘犇玥垚𬭊𬱖〇';
    const signs = '“”‘’（）《》〈〉【】〔〕—…·、。，；：？！％‰℃①⑳㈠㊿☑☐□■√×÷±≤≥≠′″αДéⅣ';
    expect([...names, ...signs].filter((one) => !has(one))).toEqual([]);
  });

  it('has nothing that only one machine would know', () => {
    const strange = ['\ue000', '\u{f0000}', '\ufffd', '\0', '\u{10ffff}', '😀'];
    expect(strange.filter(has)).toEqual([]);
  });

  it('knows what looks alike, each character once', () => {
    const characters = alike.flatMap((group) => [...group]);
    expect(new Set(characters).size).toBe(characters.length);
    expect(alike.every((group) => [...group].length > 1)).toBe(true);
    expect(alike.some((group) => group.includes('门') && group.includes('⻔'))).toBe(true);
  });
});
