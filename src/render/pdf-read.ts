/** Reads a PDF as browsers write it: one cross-reference table, no object streams, no encryption. */
import { inflateSync } from 'node:zlib';
import { PdfLexer } from './pdf-lexer.js';
import {
  type PdfDictionary,
  PdfFormatError,
  PdfName,
  PdfReference,
  PdfStream,
  type PdfValue,
} from './pdf-values.js';

/** A PDF's objects by their numbers, and what leads to them. */
export interface PdfObjects {
  readonly objects: Map<number, PdfObject>;
  readonly trailer: PdfDictionary;
}

export type PdfObject = PdfValue | UnreadElement;

/** A structure element as it stands in the file. Nearly all objects are such, and each is asked for once. */
export class UnreadElement {
  constructor(
    private readonly text: string,
    private readonly at: number,
  ) {}

  /** @param form what it may look like, which is sticky */
  matched(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.at;
    return form.exec(this.text);
  }

  /** @throws PdfFormatError */
  read(): PdfValue {
    return new PdfLexer(this.text, this.at).value();
  }
}

const ELEMENT = '<</Type /StructElem';

/** An entry of the cross-reference table (ISO 32000-1, 7.5.4): `0000002771 00000 n` and the end of its line. */
const ENTRY = 20;
const OFFSET_DIGITS = 10;
const IN_USE = 17;

/** @throws PdfFormatError where it is not such a file */
export function readPdf(pdf: Uint8Array): PdfObjects {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const table = /xref\s+(\d+) (\d+)\s+/y;
  table.lastIndex = Number.isNaN(start) ? text.length : start;
  const [, first, count] = table.exec(text) ?? [];
  if (first === undefined) throw new PdfFormatError('没有交叉引用表');
  const objects = new Map<number, PdfObject>();
  const lexer = new PdfLexer(text);
  const entries = table.lastIndex;
  for (let index = 0; index < Number(count); index += 1) {
    const entry = entries + index * ENTRY;
    const kind = text[entry + IN_USE];
    const offset = Number(text.slice(entry, entry + OFFSET_DIGITS));
    if ((kind !== 'n' && kind !== 'f') || Number.isNaN(offset)) {
      throw new PdfFormatError('交叉引用表不完整');
    }
    if (kind === 'f') continue;
    const number = Number(first) + index;
    const head = `${number} 0 obj`;
    if (!text.startsWith(head, offset)) throw new PdfFormatError(`没有对象 ${number}`);
    const start = offset + head.length + 1;
    lexer.at = start;
    objects.set(
      number,
      text.startsWith(ELEMENT, start)
        ? new UnreadElement(text, start)
        : readObject(bytes, text, number, lexer),
    );
  }
  const end = entries + Number(count) * ENTRY;
  if (!text.startsWith('trailer', end)) throw new PdfFormatError('交叉引用表不完整');
  lexer.at = end + 'trailer'.length;
  const trailer = lexer.value();
  if (!(trailer instanceof Map)) throw new PdfFormatError('没有文件尾');
  return { objects, trailer };
}

/** The line that begins a stream's bytes, behind its dictionary. */
const STREAM = /\s*stream\r?\n/y;

/** @param lexer stands where the object's value begins */
function readObject(bytes: Buffer, text: string, number: number, lexer: PdfLexer): PdfValue {
  const value = lexer.value();
  if (!(value instanceof Map)) return value;
  STREAM.lastIndex = lexer.at;
  if (!STREAM.test(text)) return value;
  const start = STREAM.lastIndex;
  const length = value.get('Length');
  if (typeof length !== 'number') throw new PdfFormatError(`对象 ${number} 不是数据流`);
  return new PdfStream(value, bytes.subarray(start, start + length));
}

/** The bytes that a stream stands for. */
export function streamBytes({ dictionary, data }: PdfStream): Buffer {
  const filter = dictionary.get('Filter');
  if (filter === undefined) return Buffer.from(data);
  if (filter instanceof PdfName && filter.text === 'FlateDecode') return inflateSync(data);
  throw new PdfFormatError('数据流的压缩方法');
}

/** The same, as characters. */
export function streamText(stream: PdfStream): string {
  return streamBytes(stream).toString('latin1');
}

/** A number above those of all objects. */
export function nextNumber({ objects }: PdfObjects): number {
  let last = 0;
  for (const number of objects.keys()) last = Math.max(last, number);
  return last + 1;
}

/** Adds an object under a number of its own. */
export function addObject(pdf: PdfObjects, value: PdfValue): PdfReference {
  const number = nextNumber(pdf);
  pdf.objects.set(number, value);
  return new PdfReference(number);
}

/** The object that a value is or refers to. */
export function resolved(
  { objects }: PdfObjects,
  value: PdfValue | undefined,
): PdfValue | undefined {
  if (!(value instanceof PdfReference)) return value;
  const object = objects.get(value.number);
  return object instanceof UnreadElement ? object.read() : object;
}

/** The dictionary that a value is or refers to. @throws PdfFormatError where it is none */
export function dictionaryAt(pdf: PdfObjects, value: PdfValue | undefined): PdfDictionary {
  const found = resolved(pdf, value);
  if (found instanceof PdfStream) return found.dictionary;
  if (!(found instanceof Map)) throw new PdfFormatError('缺少字典');
  return found;
}

/** A name's text; empty where the value is none. */
export function nameOf(value: PdfValue | undefined): string {
  return value instanceof PdfName ? value.text : '';
}
