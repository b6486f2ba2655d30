/** Where each anchor was printed that something in the document links to. */
import type { Layout, Place } from './page-fit.js';
import { dictionaryAt, nameOf, type PdfObjects, resolved } from './pdf-read.js';
import { type PdfDictionary, PdfFormatError, PdfReference, type PdfValue } from './pdf-values.js';

/** @throws PdfFormatError where the print is not as browsers make it */
export function destinations(pdf: PdfObjects): Layout {
  const root = dictionaryAt(pdf, pdf.trailer.get('Root'));
  const numbers = pageNumbers(pdf, root.get('Pages'));
  const pages = new Map(numbers.map((number, index) => [number, index + 1]));
  const named = root.get('Dests');
  const found = named === undefined ? [] : [...dictionaryAt(pdf, named)];
  const places = new Map(
    found.map(([name, value]): [string, Place] => {
      // [page, /XYZ, left, bottom, zoom]
      const target = resolved(pdf, value);
      const [to, , , bottom] = Array.isArray(target) ? (target as PdfValue[]) : [];
      const page = to instanceof PdfReference ? pages.get(to.number) : undefined;
      if (page === undefined) throw new PdfFormatError('链接没有页');
      return [name, { page, top: heightOf(pdf, dictionaryAt(pdf, to)) - Number(bottom ?? 0) }];
    }),
  );
  return { pages: numbers.length, places };
}

/** Numbers of the pages' objects in the order of the pages. */
function pageNumbers(pdf: PdfObjects, at: PdfValue | undefined): number[] {
  const node = dictionaryAt(pdf, at);
  if (nameOf(node.get('Type')) === 'Page') return at instanceof PdfReference ? [at.number] : [];
  const kids = resolved(pdf, node.get('Kids'));
  return Array.isArray(kids) ? (kids as PdfValue[]).flatMap((kid) => pageNumbers(pdf, kid)) : [];
}

/** Height of a page, in pt. */
function heightOf(pdf: PdfObjects, page: PdfDictionary): number {
  const box = resolved(pdf, page.get('MediaBox'));
  return Array.isArray(box) ? Number(box[3]) : 0;
}
