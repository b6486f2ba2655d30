/** What the browser leaves to do on a printed PDF: what archives and screen readers ask, and text that copies as written. */

import { chunk } from 'es-toolkit/array/chunk';
import { MissingGlyphsError, missingIn } from '../glyphs/missing.js';
import type { Typefaces } from '../glyphs/typefaces.js';
import type { Document } from '../narrative/document.js';
import { describe } from './pdf-archive.js';
import { showsBoxes } from './pdf-boxes.js';
import { markContent } from './pdf-content.js';
import { wholeGrids } from './pdf-grids.js';
import { nameOf, type PdfObjects, readPdf, streamBytes } from './pdf-read.js';
import { meaningful } from './pdf-structure.js';
import { type PageMarks, readTags, writeTags } from './pdf-tags.js';
import { PdfFormatError, PdfReference, PdfStream } from './pdf-values.js';
import { deflated, writePdf } from './pdf-write.js';

/** What was printed. */
interface Source {
  readonly characters: ReadonlySet<string>;
  /** Of a character those that look like it. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
}

export interface FinishedPdf {
  readonly bytes: Uint8Array;
  /** PostScript names of the fonts that it holds. */
  readonly typefaces: readonly string[];
}

/**
 * Makes a tagged print one of PDF/A-2a and PDF/UA-1, small, and copied and searched text the text that
 * was written. Author and dates are the document's; the same print gives the same bytes.
 * @param source the body of the page that was printed: every character of the text stands in it
 * @throws PdfFormatError where the print is not as browsers make it
 * @throws MissingGlyphsError where it shows boxes in place of characters
 */
export function finishPdf(
  pdf: Uint8Array,
  doc: Document,
  source: string,
  typefaces: Typefaces,
): FinishedPdf {
  const read = readPdf(pdf);
  if (showsBoxes(read)) throw new MissingGlyphsError(missingIn(doc, typefaces));
  const tags = meaningful(wholeGrids(readTags(read), source));
  markPages(read, writeTags(read, tags));
  describe(read, doc);
  for (const [number, map] of repairText(read, sourceOf(source, typefaces)))
    read.objects.set(number, map);
  return { bytes: writePdf(read), typefaces: typefacesOf(read) };
}

function sourceOf(text: string, { alike }: Typefaces): Source {
  const groups = alike.map((group) => [...group]);
  return {
    characters: new Set(text),
    alike: new Map(groups.flatMap((group) => group.map((one) => [one, group] as const))),
  };
}

/** Names of the fonts, without the tags of their subsets. */
function typefacesOf(pdf: PdfObjects): string[] {
  const names = [...pdf.objects.values()].flatMap((font) =>
    font instanceof Map && nameOf(font.get('Type')) === 'Font' ? nameOf(font.get('BaseFont')) : [],
  );
  return [...new Set(names.map((name) => name.replace(/^[A-Z]{6}\+/, '')))].sort();
}

/** Gives each page's content the marks that the structure has. */
function markPages(pdf: PdfObjects, marks: PageMarks): void {
  for (const [number, page] of pdf.objects) {
    if (!(page instanceof Map) || nameOf(page.get('Type')) !== 'Page') continue;
    const content = page.get('Contents');
    const stream = content instanceof PdfReference ? pdf.objects.get(content.number) : undefined;
    if (!(content instanceof PdfReference) || !(stream instanceof PdfStream)) {
      throw new PdfFormatError('页面没有内容');
    }
    const marked = markContent(
      streamBytes(stream).toString('latin1'),
      marks.get(number) ?? new Map(),
    );
    pdf.objects.set(content.number, deflated(Buffer.from(marked, 'latin1')));
  }
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

/**
 * The character that was written where the browser says `char`. A font does not say which of several that
 * look alike it was, and the browser takes the one with the lowest code: 部门 would be found and copied as
 * 部⻔, with a radical for 门.
 */
function written(char: string, source: Source): string {
  if (source.characters.has(char)) return char;
  const candidates = [...(source.alike.get(char) ?? []), char.normalize('NFKC')];
  return candidates.find((candidate) => source.characters.has(candidate)) ?? char;
}

/** New ToUnicode streams for the fonts whose old ones name characters that nobody wrote. */
function repairText(pdf: PdfObjects, source: Source): [number, PdfStream][] {
  return [...pdf.objects.values()].flatMap((font): [number, PdfStream][] => {
    if (!(font instanceof Map) || nameOf(font.get('Type')) !== 'Font') return [];
    const map = font.get('ToUnicode');
    const stream = map instanceof PdfReference ? pdf.objects.get(map.number) : undefined;
    if (!(map instanceof PdfReference) || !(stream instanceof PdfStream)) return [];
    const old = streamBytes(stream).toString('latin1');
    const repaired = repairMap(old, source);
    return repaired === old ? [] : [[map.number, deflated(Buffer.from(repaired, 'latin1'))]];
  });
}

const BLOCKS = /\d+ beginbf(char|range)\n(.*?)endbf\1/gs;
const BLOCK_SIZE = 100;

/** A CMap with the characters that were written, each glyph on its own. */
function repairMap(map: string, source: Source): string {
  const glyphs: (readonly [glyph: number, char: string])[] = [];
  let wrong = false;
  const add = (glyph: number, char: string): void => {
    const right = written(char, source);
    wrong ||= right !== char;
    glyphs.push([glyph, right]);
  };
  for (const [, kind, body = ''] of map.matchAll(BLOCKS)) {
    const values = [...body.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, hex = '']) => hex);
    for (let at = 0; at < values.length; at += kind === 'char' ? 2 : 3) {
      const first = Number.parseInt(values[at] ?? '', 16);
      const last = kind === 'char' ? first : Number.parseInt(values[at + 1] ?? '', 16);
      const code = decode(values[at + (kind === 'char' ? 1 : 2)] ?? '');
      for (let glyph = first; glyph <= last; glyph += 1) add(glyph, following(code, glyph - first));
    }
  }
  if (!wrong) return map;
  const lines = glyphs.map(
    ([glyph, char]) => `<${glyph.toString(16).toUpperCase().padStart(4, '0')}> <${utf16(char)}>\n`,
  );
  const blocks = chunk(lines, BLOCK_SIZE).map(
    (some) => `${some.length} beginbfchar\n${some.join('')}endbfchar`,
  );
  const start = map.search(/\d+ beginbf/);
  const end = map.lastIndexOf('endcmap');
  return `${map.slice(0, start)}${blocks.join('\n')}\n${map.slice(end)}`;
}

function decode(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function following(text: string, steps: number): string {
  if (steps === 0) return text;
  const code = text.codePointAt(text.length - 1) ?? 0;
  return text.slice(0, -1) + String.fromCodePoint(code + steps);
}
