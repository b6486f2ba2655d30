/** What the browser leaves to do on a printed PDF: what archives and screen readers ask, and text that copies as written. */

import { chunk } from 'es-toolkit/array/chunk';
import { memoize } from 'es-toolkit/function/memoize';
import { missingIn } from '../glyphs/missing.js';
import type { Typefaces } from '../glyphs/typefaces.js';
import type { Document } from '../narrative/document.js';
import { describe } from './pdf-archive.js';
import { refuseBoxes } from './pdf-boxes.js';
import { markContent } from './pdf-content.js';
import { wholeGrids } from './pdf-grids.js';
import { dictionaryAt, nameOf, type PdfObjects, resolved, streamBytes } from './pdf-read.js';
import { tieSqueezed } from './pdf-squeezed.js';
import { meaningful } from './pdf-structure.js';
import { type PageMarks, readTags, writeTags } from './pdf-tags.js';
import { charactersOf, utf16 } from './pdf-unicode.js';
import { type PdfDictionary, PdfFormatError, PdfReference, PdfStream } from './pdf-values.js';
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
 * @param read the print, which is changed
 * @param source the body of the page that was printed: every character of the text stands in it
 * @throws PdfFormatError where the print is not as browsers make it
 * @throws MissingGlyphsError where it shows boxes in place of characters
 */
export function finishPdf(
  read: PdfObjects,
  doc: Document,
  source: string,
  typefaces: Typefaces,
): FinishedPdf {
  refuseBoxes(read, missingIn(doc, typefaces));
  const tags = meaningful(wholeGrids(readTags(read), source));
  markPages(read, writeTags(read, tags));
  describe(read, doc);
  for (const [number, map] of repairText(read, sourceOf(source, typefaces)))
    read.objects.set(number, map);
  tiePages(read);
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
  rewritePages(pdf, (content, number) => markContent(content, marks.get(number) ?? new Map()));
}

/** Keeps squeezed punctuation together for whoever reads the text. */
function tiePages(pdf: PdfObjects): void {
  const charactersIn = memoize((map: PdfStream) =>
    charactersOf(streamBytes(map).toString('latin1')),
  );
  rewritePages(pdf, (content, _, page) => {
    return tieSqueezed(content, (name) => {
      const fonts = dictionaryAt(pdf, dictionaryAt(pdf, page.get('Resources')).get('Font'));
      const map = resolved(pdf, dictionaryAt(pdf, fonts.get(name)).get('ToUnicode'));
      return map instanceof PdfStream ? charactersIn(map) : new Map();
    });
  });
}

/** @param rewritten a page's content as it should be, by the content that it has and the page */
function rewritePages(
  pdf: PdfObjects,
  rewritten: (content: string, number: number, page: PdfDictionary) => string,
): void {
  for (const [number, page] of pdf.objects) {
    if (!(page instanceof Map) || nameOf(page.get('Type')) !== 'Page') continue;
    const content = page.get('Contents');
    const stream = content instanceof PdfReference ? pdf.objects.get(content.number) : undefined;
    if (!(content instanceof PdfReference) || !(stream instanceof PdfStream)) {
      throw new PdfFormatError('页面没有内容');
    }
    const before = streamBytes(stream).toString('latin1');
    const after = rewritten(before, number, page);
    pdf.objects.set(content.number, deflated(Buffer.from(after, 'latin1')));
  }
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

const BLOCK_SIZE = 100;

/** A CMap with the characters that were written, each glyph on its own. */
function repairMap(map: string, source: Source): string {
  const found = [...charactersOf(map)];
  const glyphs = found.map(([glyph, char]) => [glyph, written(char, source)] as const);
  if (glyphs.every(([, char], index) => char === found[index]?.[1])) return map;
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
