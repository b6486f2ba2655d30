/** What the browser leaves to do on a printed PDF: what archives and screen readers ask, and text that copies as written. */
import { memoize } from 'es-toolkit/function/memoize';
import { missingIn } from '../glyphs/missing.js';
import type { Typefaces } from '../glyphs/typefaces.js';
import type { Document } from '../narrative/document.js';
import { describe } from './pdf-archive.js';
import { refuseBoxes } from './pdf-boxes.js';
import { markEdits } from './pdf-content.js';
import { wholeGrids } from './pdf-grids.js';
import { edited, operatorsOf } from './pdf-operators.js';
import { dictionaryAt, nameOf, type PdfObjects, streamText } from './pdf-read.js';
import { tieEdits } from './pdf-squeezed.js';
import { meaningful } from './pdf-structure.js';
import { writeTags } from './pdf-tags.js';
import { readTags } from './pdf-tags-read.js';
import { type FontTexts, repairText } from './pdf-text.js';
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
  const contentOf = memoize(streamText);
  refuseBoxes(read, contentOf, () => missingIn(doc, typefaces));
  const marks = writeTags(read, meaningful(wholeGrids(readTags(read), source)));
  describe(read, doc);
  const texts = repairText(read, source, typefaces);
  rewritePages(read, (stream, number, page) => {
    const content = contentOf(stream);
    const operators = operatorsOf(content);
    return edited(content, [
      ...markEdits(content, operators, marks.get(number) ?? new Map()),
      ...tieEdits(content, operators, memoize(fontsOf(read, page, texts))),
    ]);
  });
  return { bytes: writePdf(read), typefaces: typefacesOf(read) };
}

/** The characters of a font by the name that a page has for it. */
function fontsOf(pdf: PdfObjects, page: PdfDictionary, texts: FontTexts) {
  return (name: string): ReadonlyMap<number, string> => {
    const fonts = dictionaryAt(pdf, dictionaryAt(pdf, page.get('Resources')).get('Font'));
    const map = dictionaryAt(pdf, fonts.get(name)).get('ToUnicode');
    return (map instanceof PdfReference ? texts.get(map.number) : undefined) ?? new Map();
  };
}

/** @param rewritten a page's content as it should be */
function rewritePages(
  pdf: PdfObjects,
  rewritten: (content: PdfStream, number: number, page: PdfDictionary) => string,
): void {
  for (const [number, page] of pdf.objects) {
    if (!(page instanceof Map) || nameOf(page.get('Type')) !== 'Page') continue;
    const content = page.get('Contents');
    const stream = content instanceof PdfReference ? pdf.objects.get(content.number) : undefined;
    if (!(content instanceof PdfReference) || !(stream instanceof PdfStream)) {
      throw new PdfFormatError('页面没有内容');
    }
    const text = rewritten(stream, number, page);
    pdf.objects.set(content.number, deflated(Buffer.from(text, 'latin1')));
  }
}

/** Names of the fonts, without the tags of their subsets. */
function typefacesOf(pdf: PdfObjects): string[] {
  const names = [...pdf.objects.values()].flatMap((font) =>
    font instanceof Map && nameOf(font.get('Type')) === 'Font' ? nameOf(font.get('BaseFont')) : [],
  );
  return [...new Set(names.map((name) => name.replace(/^[A-Z]{6}\+/, '')))].sort();
}
