/** Clauses on fonts: ISO 19005-2 clause 6.2.11 (and so ISO 14289-1 clause 7.21). */
import {
  type PdfName,
  PdfReference,
  type PdfStream,
  PdfString,
  type PdfValue,
} from '../../src/render/pdf-values.js';
import { bytesOf, dictionaryAt, nameOf, type PdfFile, type PdfPage } from './pdf-file.js';

/** Glyphs that pages show with each font, and those that say by themselves what they mean. */
type Shown = Map<number, { shown: Set<number>; said: Set<number> }>;

export function fontProblems(file: PdfFile, pages: readonly PdfPage[]): string[] {
  return [...shownGlyphs(file, pages)].flatMap(([number, { shown, said }]) => {
    const font = dictionaryAt(file, new PdfReference(number));
    const name = nameOf(font.get('BaseFont'));
    return [...typeProblems(file, font), ...glyphProblems(file, font, shown, said)].map(
      (problem) => `ISO 19005-2 6.2.11 ${name}: ${problem}`,
    );
  });
}

function shownGlyphs(file: PdfFile, pages: readonly PdfPage[]): Shown {
  const glyphs: Shown = new Map();
  for (const { entries, content } of pages) {
    const resources = dictionaryAt(file, entries.get('Resources'));
    const fonts = resources.has('Font') ? dictionaryAt(file, resources.get('Font')) : new Map();
    let font = 0;
    const said: boolean[] = [];
    for (const { operator, operands } of content) {
      if (operator === 'Tf') font = fonts.get((operands[0] as PdfName).text).number;
      if (operator === 'BDC')
        said.push(operands[1] instanceof Map && operands[1].has('ActualText'));
      if (operator === 'BMC') said.push(false);
      if (operator === 'EMC') said.pop();
      if (operator !== 'Tj' && operator !== 'TJ') continue;
      const uses = glyphs.get(font) ?? { shown: new Set(), said: new Set() };
      glyphs.set(font, uses);
      for (const piece of operands.flat()) {
        if (!(piece instanceof PdfString)) continue;
        for (let at = 0; at < piece.bytes.length; at += 2) {
          const glyph = piece.bytes.charCodeAt(at) * 256 + piece.bytes.charCodeAt(at + 1);
          (said.includes(true) ? uses.said : uses.shown).add(glyph);
        }
      }
    }
  }
  return glyphs;
}

function descendantOf(file: PdfFile, font: ReadonlyMap<string, PdfValue>) {
  const [descendant] = font.get('DescendantFonts') as readonly PdfValue[];
  return dictionaryAt(file, descendant);
}

function typeProblems(file: PdfFile, font: ReadonlyMap<string, PdfValue>): string[] {
  const problems: string[] = [];
  if (nameOf(font.get('Subtype')) !== 'Type0') return ['not a composite font'];
  if (nameOf(font.get('Encoding')) !== 'Identity-H') problems.push('encoding is not predefined');
  const inner = descendantOf(file, font);
  if (nameOf(inner.get('Subtype')) !== 'CIDFontType2') problems.push('type of outlines');
  if (nameOf(inner.get('CIDToGIDMap')) !== 'Identity') problems.push('CIDToGIDMap');
  const system = dictionaryAt(file, inner.get('CIDSystemInfo'));
  if ((system.get('Ordering') as PdfString).bytes !== 'Identity') problems.push('CIDSystemInfo');
  const descriptor = dictionaryAt(file, inner.get('FontDescriptor'));
  if (!descriptor.has('FontFile2')) problems.push('not embedded');
  if (descriptor.has('CIDSet')) problems.push('a CIDSet that nobody checked');
  if (nameOf(inner.get('BaseFont')) !== nameOf(font.get('BaseFont'))) problems.push('names differ');
  return problems;
}

function glyphProblems(
  file: PdfFile,
  font: ReadonlyMap<string, PdfValue>,
  shown: ReadonlySet<number>,
  said: ReadonlySet<number>,
): string[] {
  const problems: string[] = [];
  const texts = toUnicode(file, font);
  const inner = descendantOf(file, font);
  const widths = widthsOf(file, inner);
  const real = advances(file, dictionaryAt(file, inner.get('FontDescriptor')).get('FontFile2'));
  for (const glyph of new Set([...shown, ...said])) {
    if (glyph === 0) problems.push('shows .notdef');
    const width = widths.get(glyph) ?? Number(inner.get('DW') ?? 1000);
    const advance = real[glyph];
    if (advance === undefined) problems.push(`no glyph ${glyph}`);
    else if (Math.abs(width - advance) > 1)
      problems.push(`width of ${glyph}: ${width}, ${advance}`);
  }
  for (const glyph of shown) {
    const text = texts.get(glyph) ?? '';
    if (text === '' || /[\0\ufeff\ufffe\ufffd]/.test(text)) problems.push(`no text for ${glyph}`);
    if (/\p{Co}/u.test(text)) problems.push(`6.2.11.7.3 private text for ${glyph}`);
  }
  return problems;
}

export function toUnicode(file: PdfFile, font: ReadonlyMap<string, PdfValue>): Map<number, string> {
  const stream = file.objects.get((font.get('ToUnicode') as PdfReference).number) as PdfStream;
  const map = bytesOf(stream).toString('latin1');
  const texts = new Map<number, string>();
  const decoded = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, body = ''] of map.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = '', text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      texts.set(Number.parseInt(glyph, 16), decoded(text));
    }
  }
  for (const [, body = ''] of map.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', to = '', text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1) {
        const code = Number.parseInt(text, 16) + glyph - first;
        texts.set(glyph, String.fromCodePoint(code));
      }
    }
  }
  return texts;
}

function widthsOf(file: PdfFile, inner: ReadonlyMap<string, PdfValue>): Map<number, number> {
  const widths = new Map<number, number>();
  const given = inner.get('W');
  const list = (given instanceof PdfReference ? file.objects.get(given.number) : given) ?? [];
  const values = list as readonly PdfValue[];
  for (let at = 0; at < values.length; ) {
    const [first, second, third] = [values[at], values[at + 1], values[at + 2]];
    if (Array.isArray(second)) {
      second.forEach((width, index) => {
        widths.set(Number(first) + index, Number(width));
      });
      at += 2;
    } else {
      for (let glyph = Number(first); glyph <= Number(second); glyph += 1) {
        widths.set(glyph, Number(third));
      }
      at += 3;
    }
  }
  return widths;
}

/** Widths of a TrueType font's glyphs in thousandths of an em. */
function advances(file: PdfFile, reference: PdfValue | undefined): number[] {
  const font = bytesOf(file.objects.get((reference as PdfReference).number) as PdfStream);
  const table = (tag: string): number => {
    for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
      if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
    }
    throw new Error(`no table ${tag}`);
  };
  const em = font.readUInt16BE(table('head') + 18);
  const glyphs = font.readUInt16BE(table('maxp') + 4);
  const own = font.readUInt16BE(table('hhea') + 34);
  const hmtx = table('hmtx');
  return Array.from(
    { length: glyphs },
    (_, glyph) => (font.readUInt16BE(hmtx + Math.min(glyph, own - 1) * 4) * 1000) / em,
  );
}
