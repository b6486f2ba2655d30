/** What the browser leaves to do on a printed PDF: what archives and screen readers ask, and text that copies as written. */

import { chunk } from 'es-toolkit/array/chunk';
import { memoize } from 'es-toolkit/function/memoize';
import type { Document } from '../narrative/document.js';
import { describe } from './pdf-archive.js';
import { markContent } from './pdf-content.js';
import { wholeGrids } from './pdf-grids.js';
import {
  dictionaryAt,
  nameOf,
  type PdfObjects,
  readPdf,
  resolved,
  streamBytes,
} from './pdf-read.js';
import { tieSqueezed } from './pdf-squeezed.js';
import { meaningful } from './pdf-structure.js';
import { type PageMarks, readTags, writeTags } from './pdf-tags.js';
import { charactersOf, utf16 } from './pdf-unicode.js';
import { type PdfDictionary, PdfFormatError, PdfReference, PdfStream } from './pdf-values.js';
import { deflated, writePdf } from './pdf-write.js';

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
 */
export function finishPdf(pdf: Uint8Array, doc: Document, source: string): FinishedPdf {
  const read = readPdf(pdf);
  const tags = meaningful(wholeGrids(readTags(read), source));
  markPages(read, writeTags(read, tags));
  describe(read, doc);
  for (const [number, map] of repairText(read, new Set(source))) read.objects.set(number, map);
  tiePages(read);
  return { bytes: writePdf(read), typefaces: typefacesOf(read) };
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
 * Characters that share a glyph. A font does not say which of them was written, and the browser takes
 * the one with the lowest code: 部门 would be found and copied as 部⻔, with a radical for 门.
 */
const SHARED_GLYPHS: readonly string[] = [
  ...`⺂乛 ⺃乚 ⺅亻 ⺉刂 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺫罒
⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺹耂 ⺺肀 ⺾艹 ⻁虎 ⻂衤 ⻃覀 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻘青
⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
⼾户戶 㫚曶 㬵胶 㬺幐 㮣槩 〜～ ·•‧・ …⋯`.split(/\s+/),
  '\u2003\u3000',
  '\u2012\u2013',
  '\u2015\u2014',
  '\u2215\uff0f',
  '\u2329\u3008',
  '\u232a\u3009',
];
const OTHERS = new Map(SHARED_GLYPHS.map((group) => [[...group][0] ?? '', [...group].slice(1)]));

/** The character that was written where the browser says `char`. */
function written(char: string, source: ReadonlySet<string>): string {
  if (source.has(char)) return char;
  const candidates = [...(OTHERS.get(char) ?? []), char.normalize('NFKC')];
  return candidates.find((candidate) => source.has(candidate)) ?? char;
}

/** New ToUnicode streams for the fonts whose old ones name characters that nobody wrote. */
function repairText(pdf: PdfObjects, source: ReadonlySet<string>): [number, PdfStream][] {
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
function repairMap(map: string, source: ReadonlySet<string>): string {
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
