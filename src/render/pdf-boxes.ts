/** Characters that no font had: what a browser shows for them is the first glyph of some font, a box. */
import { MissingGlyphsError } from '../glyphs/missing.js';
import { dictionaryAt, nameOf, type PdfObjects, resolved, streamBytes } from './pdf-read.js';
import { charactersOf } from './pdf-unicode.js';
import { type PdfDictionary, PdfStream, type PdfValue } from './pdf-values.js';

/** A font that is taken, and the strings that are shown with it. */
const SHOWN =
  /\/([^\s/<>[\]()]+)\s+-?[\d.]+\s+Tf\b|<([0-9A-Fa-f\s]*)>\s*Tj\b|\[((?:<[0-9A-Fa-f\s]*>|[^\]<(])*)\]\s*TJ\b/g;

/**
 * @param pdf as the browser wrote it
 * @param doubtful characters that our own typefaces lack
 * @throws MissingGlyphsError with those of them that no other font has, where the print shows a box
 */
export function refuseBoxes(pdf: PdfObjects, doubtful: readonly string[]): void {
  if (!showsBoxes(pdf)) return;
  const shown = new Set([...pdf.objects.values()].flatMap((object) => shownWith(pdf, object)));
  throw new MissingGlyphsError(doubtful.filter((one) => !shown.has(one)));
}

/** The characters that are shown with a font; none where an object is no font. */
function shownWith(pdf: PdfObjects, font: PdfValue): string[] {
  const map = font instanceof Map ? resolved(pdf, font.get('ToUnicode')) : undefined;
  return map instanceof PdfStream
    ? [...charactersOf(streamBytes(map).toString('latin1')).values()]
    : [];
}

/**
 * Whether a print shows such a box anywhere. Each page is read once.
 * @param pdf as the browser wrote it, which has strings in hexadecimal
 */
export function showsBoxes(pdf: PdfObjects): boolean {
  return [...pdf.objects.values()].some((object) => {
    const content = contentOf(pdf, object);
    return content !== undefined && hasFirstGlyph(content.text, sizesOf(pdf, content.fonts));
  });
}

interface Content {
  readonly text: string;
  readonly fonts: PdfDictionary;
}

/** What a page draws, or a piece that pages draw; undefined where an object is neither, or has no font. */
function contentOf(pdf: PdfObjects, object: PdfValue): Content | undefined {
  const isStream = object instanceof PdfStream;
  const entries = isStream ? object.dictionary : object;
  if (!(entries instanceof Map)) return undefined;
  const stream = isStream ? object : resolved(pdf, entries.get('Contents'));
  const resources = resolved(pdf, entries.get('Resources'));
  if (!(stream instanceof PdfStream) || !(resources instanceof Map)) return undefined;
  const fonts = resolved(pdf, resources.get('Font'));
  if (!(fonts instanceof Map)) return undefined;
  return { text: streamBytes(stream).toString('latin1'), fonts };
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
  let size = 4;
  for (const [, font, string, strings] of content.matchAll(SHOWN)) {
    if (font !== undefined) size = sizes.get(font) ?? 4;
    else if (shownOf(string, strings).some((digits) => isFirst(digits, size))) return true;
  }
  return false;
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
