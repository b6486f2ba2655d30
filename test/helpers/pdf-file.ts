/** A finished PDF taken apart: objects out of object streams, content as operators. */
import { inflateSync } from 'node:zlib';
import { PdfLexer } from '../../src/render/pdf-lexer.js';
import { dictionaryAt, nameOf, type PdfObjects } from '../../src/render/pdf-read.js';
import {
  type PdfReference,
  PdfStream,
  type PdfValue,
  writeValue,
} from '../../src/render/pdf-values.js';

export interface PdfFile extends PdfObjects {
  readonly objects: Map<number, PdfValue>;
  readonly text: string;
  /** Where the objects begin that stand in the file by themselves. */
  readonly offsets: ReadonlyMap<number, number>;
}

export const bytesOf = (stream: PdfStream): Buffer =>
  stream.dictionary.has('Filter') ? inflateSync(stream.data) : Buffer.from(stream.data);

/** By the cross-reference stream alone, as a reader that trusts it. */
export function openFinished(pdf: Uint8Array): PdfFile {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const table = streamAt(bytes, text, start);
  const trailer = table.dictionary;
  const data = bytesOf(table);
  const objects = new Map<number, PdfValue>();
  const offsets = new Map<number, number>();
  const packed: [number, number, number][] = [];
  for (let number = 0; number < Number(trailer.get('Size')); number += 1) {
    const at = number * 7;
    const where = data.readUInt32BE(at + 1);
    if (data[at] === 1) {
      offsets.set(number, where);
      if (!text.startsWith(`${number} 0 obj\n`, where)) throw new Error(`no object ${number}`);
      objects.set(number, streamAt(bytes, text, where));
    } else if (data[at] === 2) packed.push([number, where, data.readUInt16BE(at + 5)]);
  }
  for (const [number, where, index] of packed) {
    const stream = objects.get(where) as PdfStream;
    const inside = bytesOf(stream).toString('latin1');
    const head = inside
      .slice(0, Number(stream.dictionary.get('First')))
      .trim()
      .split(/\s+/);
    if (Number(head[index * 2]) !== number) throw new Error(`object ${number} is elsewhere`);
    const at = Number(stream.dictionary.get('First')) + Number(head[index * 2 + 1]);
    objects.set(number, new PdfLexer(inside, at).value());
  }
  return { text, objects, offsets, trailer };
}

/** A stream whose length is right: the next thing after it is its end. */
function streamAt(bytes: Buffer, text: string, offset: number): PdfStream {
  const lexer = new PdfLexer(text, text.indexOf('obj', offset) + 3);
  const dictionary = lexer.value() as Map<string, PdfValue>;
  if (!text.startsWith('\nstream\n', lexer.at)) throw new Error(`no stream at ${offset}`);
  const begin = lexer.at + '\nstream\n'.length;
  const end = begin + Number(dictionary.get('Length'));
  if (!text.startsWith('\nendstream\nendobj\n', end)) throw new Error(`length at ${offset}`);
  return new PdfStream(dictionary, bytes.subarray(begin, end));
}

export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfValue[];
}

const OPERATOR = /\s*(?!(?:true|false|null)\b)([A-Za-z'"][^\s()<>[\]{}/%]*)/y;

export function operations(content: string): Operation[] {
  const lexer = new PdfLexer(content);
  const end = content.trimEnd().length;
  const found: Operation[] = [];
  let operands: PdfValue[] = [];
  while (lexer.at < end) {
    OPERATOR.lastIndex = lexer.at;
    const operator = OPERATOR.exec(content)?.[1];
    if (operator === undefined) operands.push(lexer.value());
    else {
      lexer.at = OPERATOR.lastIndex;
      found.push({ operator, operands });
      operands = [];
    }
  }
  return found;
}

export interface PdfPage {
  readonly number: number;
  readonly entries: ReadonlyMap<string, PdfValue>;
  readonly content: readonly Operation[];
}

/** The pages in their order. */
export function pagesOf(file: PdfFile): PdfPage[] {
  const walk = (reference: PdfValue): PdfPage[] => {
    const entries = dictionaryAt(file, reference);
    const kids = entries.get('Kids');
    if (Array.isArray(kids)) return kids.flatMap(walk);
    const stream = file.objects.get((entries.get('Contents') as PdfReference).number) as PdfStream;
    const number = (reference as PdfReference).number;
    return [{ number, entries, content: operations(bytesOf(stream).toString('latin1')) }];
  };
  return walk(dictionaryAt(file, file.trailer.get('Root')).get('Pages') ?? null);
}

/** Each dictionary of the file, those of streams and inside of others too. */
export function* dictionariesOf(file: PdfFile): Generator<ReadonlyMap<string, PdfValue>> {
  function* inside(value: PdfValue): Generator<ReadonlyMap<string, PdfValue>> {
    if (value instanceof PdfStream) yield* inside(value.dictionary);
    else if (value instanceof Map) {
      yield value;
      for (const entry of value.values()) yield* inside(entry);
    } else if (Array.isArray(value)) for (const entry of value) yield* inside(entry);
  }
  for (const value of file.objects.values()) yield* inside(value);
}

/** All objects as text; of streams their dictionaries. */
export function writtenObjects(file: PdfFile): string {
  return [...file.objects.values()].map((value) => writeValue(value)).join('\n');
}

export const catalogOf = (file: PdfFile) => dictionaryAt(file, file.trailer.get('Root'));
export { dictionaryAt, nameOf };
