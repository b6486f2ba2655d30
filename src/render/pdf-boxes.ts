/** Characters that no font had: what a browser shows for them is the first glyph of some font, a box. */
import { MissingGlyphsError } from '../glyphs/missing.js';
import {
  dictionaryAt,
  nameOf,
  type PdfObject,
  type PdfObjects,
  resolved,
  streamText,
} from './pdf-read.js';
import { charactersOf } from './pdf-unicode.js';
import { type PdfDictionary, PdfStream } from './pdf-values.js';

/** A font that is taken, and the strings that are shown with it. */
const SHOWN =
  /\/([^\s/<>[\]()]+)\s+-?[\d.]+\s+Tf\b|<([0-9A-Fa-f\s]*)>\s*Tj\b|\[((?:<[0-9A-Fa-f\s]*>|[^\]<(])*)\]\s*TJ\b/g;

type ContentOf = (stream: PdfStream) => string;

/**
 * @param pdf as the browser wrote it
 * @param contentOf see `showsBoxes`
 * @param doubtful the characters that our own typefaces lack; called where the print shows a box
 * @throws MissingGlyphsError with those of them that no other font has, where it does
 */
export function refuseBoxes(
  pdf: PdfObjects,
  contentOf: ContentOf,
  doubtful: () => readonly string[],
): void {
  if (!showsBoxes(pdf, contentOf)) return;
  const shown = new Set([...pdf.objects.values()].flatMap((object) => shownWith(pdf, object)));
  throw new MissingGlyphsError(doubtful().filter((one) => !shown.has(one)));
}

/** The characters that are shown with a font; none where an object is no font. */
function shownWith(pdf: PdfObjects, font: PdfObject): string[] {
  const map = font instanceof Map ? resolved(pdf, font.get('ToUnicode')) : undefined;
  return map instanceof PdfStream ? [...charactersOf(streamText(map)).values()] : [];
}

/**
 * Whether a print shows such a box anywhere.
 * @param pdf as the browser wrote it, which has strings in hexadecimal
 * @param contentOf the bytes that a stream stands for, as characters
 */
export function showsBoxes(pdf: PdfObjects, contentOf: ContentOf = streamText): boolean {
  for (const object of pdf.objects.values()) {
    const drawn = drawnBy(pdf, object);
    if (drawn && hasFirstGlyph(contentOf(drawn.stream), sizesOf(pdf, drawn.fonts))) return true;
  }
  return false;
}

interface Drawn {
  readonly stream: PdfStream;
  readonly fonts: PdfDictionary;
}

/** What a page draws, or a piece that pages draw; undefined where an object is neither, or has no font. */
function drawnBy(pdf: PdfObjects, object: PdfObject): Drawn | undefined {
  const isStream = object instanceof PdfStream;
  const entries = isStream ? object.dictionary : object;
  if (!(entries instanceof Map)) return undefined;
  const stream = isStream ? object : resolved(pdf, entries.get('Contents'));
  const resources = resolved(pdf, entries.get('Resources'));
  if (!(stream instanceof PdfStream) || !(resources instanceof Map)) return undefined;
  const fonts = resolved(pdf, resources.get('Font'));
  if (!(fonts instanceof Map)) return undefined;
  return { stream, fonts };
}

/** Hexadecimal digits of one glyph by the name of the font. */
function sizesOf(pdf: PdfObjects, fonts: PdfDictionary): Map<string, number> {
  return new Map(
    [...fonts].map(([name, font]) => [
      name,
      nameOf(dictionaryAt(pdf, font).get('Subtype')) === 'Type0' ? 4 : 2,
    ]),
  );
}

function hasFirstGlyph(content: string, sizes: ReadonlyMap<string, number>): boolean {
  // nearly every page: none has so many zeros
  if (!mayHaveFirst(content, sizes)) return false;
  let size = DEFAULT_SIZE;
  for (const [, font, string, strings] of content.matchAll(SHOWN)) {
    if (font !== undefined) size = sizes.get(font) ?? DEFAULT_SIZE;
    else if (shownOf(string, strings).some((digits) => isFirst(digits, size))) return true;
  }
  return false;
}

/** Of a font that the page does not name. */
const DEFAULT_SIZE = 4;

/** A string with zeros as many as one glyph has digits. */
const ZEROS = { 2: /<[0-9A-Fa-f]*00/, 4: /<[0-9A-Fa-f]*0000/ } as const;

function mayHaveFirst(content: string, sizes: ReadonlyMap<string, number>): boolean {
  const bytes = [...sizes.values()].includes(2);
  return content.includes(bytes ? '00' : '0000') && ZEROS[bytes ? 2 : 4].test(content);
}

const shownOf = (string: string | undefined, strings: string | undefined): string[] =>
  string === undefined
    ? [...(strings ?? '').matchAll(/<([^>]*)>/g)].map(([, digits = '']) => digits)
    : [string];

/** Whether one of the glyphs of a string is the first of its font. */
function isFirst(digits: string, size: number): boolean {
  const first = '0'.repeat(size);
  const even = digits.replace(/\s/g, '');
  for (let at = 0; at < even.length; at += size) if (even.startsWith(first, at)) return true;
  return false;
}
