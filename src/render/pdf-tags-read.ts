/** Reads the structure tree of a tagged PDF (ISO 32000-1, 14.7). */
import { dictionaryAt, nameOf, type PdfObjects, resolved, UnreadElement } from './pdf-read.js';
import { isTag, type Kid, type Tag } from './pdf-tags.js';
import {
  type PdfDictionary,
  PdfFormatError,
  PdfReference,
  PdfString,
  type PdfValue,
} from './pdf-values.js';

/** @throws PdfFormatError where the PDF is not tagged */
export function readTags(pdf: PdfObjects): Tag {
  const root = dictionaryAt(pdf, dictionaryAt(pdf, pdf.trailer.get('Root')).get('StructTreeRoot'));
  const [top] = readKids(pdf, root, undefined);
  if (!top || !isTag(top)) throw new PdfFormatError('没有标签');
  return top;
}

function readKids(pdf: PdfObjects, parent: PdfDictionary, page: number | undefined): Kid[] {
  const given = parent.get('K');
  if (given === undefined) return [];
  const kids = resolved(pdf, given);
  if (!Array.isArray(kids)) return [readKid(pdf, given, page)];
  return kids.map((kid) => readKid(pdf, kid, page));
}

function readKid(pdf: PdfObjects, value: PdfValue, inherited: number | undefined): Kid {
  if (typeof value === 'number') return { kind: 'mark', page: stated(inherited), id: value };
  if (value instanceof PdfReference) {
    const usual = readUsual(pdf, value.number, inherited);
    if (usual) return usual;
  }
  const entries = dictionaryAt(pdf, value);
  const own = entries.get('Pg');
  const page = own instanceof PdfReference ? own.number : inherited;
  const type = nameOf(entries.get('Type'));
  if (type === 'MCR') return { kind: 'mark', page: stated(page), id: Number(entries.get('MCID')) };
  const object = entries.get('Obj');
  if (type === 'OBJR' && object instanceof PdfReference) {
    return { kind: 'annotation', page: stated(page), object: object.number };
  }
  return readElement(pdf, entries, page, value instanceof PdfReference ? value.number : undefined);
}

const { raw } = String;
const START = raw`<</Type /StructElem\n/S /(\w+)\n/P \d+ 0 R(?:\n/Pg (\d+) 0 R)?`;
const KIDS = raw`\n/K (?:(\d+)|(\d+) 0 R|\[(\d+ 0 R(?: \d+ 0 R)*)\])`;
const HEADERS = raw`<</O /Table\n/(?:Headers \[[^\]]*\]|Scope /(\w+))>> `;
const SPANS = raw`<</O /Table\n/RowSpan (\d+)>> <</O /Table\n/ColSpan (\d+)>>`;
const END = raw`(?:\n/ID (?:\(\w*\)|<\w*>))?>>`;
/**
 * What nearly all elements look like: one mark or other elements, and a cell's attributes. A file has
 * thousands of them, so one expression takes out what the lexer would make objects of.
 */
const USUAL = new RegExp(`${START}(?:${KIDS})?(?:\\n/A \\[(?:${HEADERS})?${SPANS}\\])?${END}`, 'y');

/** The element that an object is; undefined where it looks like anything else. */
function readUsual(
  pdf: PdfObjects,
  object: number,
  inherited: number | undefined,
): Tag | undefined {
  const element = pdf.objects.get(object);
  if (!(element instanceof UnreadElement)) return undefined;
  const found = element.matched(USUAL);
  if (!found) return undefined;
  const [, type = '', own, mark, only, several, scope, rows = '1', columns = '1'] = found;
  const page = own === undefined ? inherited : Number(own);
  const kids: Kid[] = [];
  if (mark !== undefined) kids.push({ kind: 'mark', page: stated(page), id: Number(mark) });
  for (const kid of (only ?? several)?.split(' 0 R') ?? []) {
    if (kid !== '') kids.push(readKid(pdf, new PdfReference(Number(kid)), page));
  }
  return {
    kind: 'tag',
    type,
    object,
    kids,
    alt: undefined,
    language: undefined,
    scope,
    rowSpan: Number(rows),
    colSpan: Number(columns),
  };
}

function stated(page: number | undefined): number {
  if (page === undefined) throw new PdfFormatError('标签没有页');
  return page;
}

function readElement(
  pdf: PdfObjects,
  entries: PdfDictionary,
  page: number | undefined,
  object: number | undefined,
): Tag {
  const attributes = readAttributes(pdf, entries.get('A'));
  return {
    kind: 'tag',
    type: nameOf(entries.get('S')),
    object,
    kids: readKids(pdf, entries, page),
    alt: textOf(entries.get('Alt')),
    language: textOf(entries.get('Lang')),
    scope: nameOf(attributes.get('Scope')) || undefined,
    rowSpan: Number(attributes.get('RowSpan') ?? 1),
    colSpan: Number(attributes.get('ColSpan') ?? 1),
  };
}

const NO_ATTRIBUTES: PdfDictionary = new Map();

function readAttributes(pdf: PdfObjects, value: PdfValue | undefined): PdfDictionary {
  if (value === undefined) return NO_ATTRIBUTES;
  const given = resolved(pdf, value);
  if (!Array.isArray(given)) return dictionaryAt(pdf, given);
  const attributes: PdfDictionary = new Map();
  for (const some of given) {
    for (const [key, one] of dictionaryAt(pdf, some)) attributes.set(key, one);
  }
  return attributes;
}

function textOf(value: PdfValue | undefined): string | undefined {
  return value instanceof PdfString ? stringText(value) : undefined;
}

function stringText({ bytes }: PdfString): string {
  if (!bytes.startsWith('\xfe\xff')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}
