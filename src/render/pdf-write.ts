/** Writes a PDF compactly: object streams and a cross-reference stream (ISO 32000-1, 7.5.7, 7.5.8). */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { chunk } from 'es-toolkit/array/chunk';
import { type PdfObjects, resolved } from './pdf-read.js';
import {
  dictionary,
  PdfName,
  PdfReference,
  PdfStream,
  PdfString,
  writeValue,
} from './pdf-values.js';

/** Objects of one object stream: a reader unpacks it whole. */
const TOGETHER = 200;
/** What tells programs that the file is not text. */
const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');
const STREAM_END = Buffer.from('\nendstream\nendobj\n');

/** Of zlib's: the highest takes more than twice as long, for a file that is less than 2 % smaller. */
const LEVEL = 6;

/** Compressed bytes, as a stream. */
export function deflated(
  data: Uint8Array,
  entries: Parameters<typeof dictionary>[0] = {},
): PdfStream {
  const packed = deflateSync(data, { level: LEVEL });
  return new PdfStream(dictionary({ ...entries, Filter: new PdfName('FlateDecode') }), packed);
}

/** By number: where an object stands, or in which object stream at which place. */
type Place = readonly [kind: number, where: number, index: number];

/**
 * The file of what the trailer's Root and Info lead to, numbered in that order; its ID is drawn from its
 * content, so the same objects give the same bytes.
 */
export function writePdf(pdf: PdfObjects): Uint8Array {
  const { trailer } = pdf;
  const chunks: Uint8Array[] = [HEADER];
  let size = HEADER.length;
  const places: Place[] = [[0, 0, 0xffff]];
  const { order, numberOf } = numbering();
  const add = (number: number, { dictionary: entries, data }: PdfStream): void => {
    const whole = new Map(entries).set('Length', data.length);
    places[number] = [1, size, 0];
    const head = `${number} 0 obj\n${writeValue(whole, numberOf)}\nstream\n`;
    for (const part of [Buffer.from(head, 'latin1'), data, STREAM_END]) {
      chunks.push(part);
      size += part.length;
    }
  };
  const [root = null, info = null] = [trailer.get('Root'), trailer.get('Info')];
  // they have the first numbers, and what is written leads to more
  for (const first of [root, info]) writeValue(first, numberOf);
  const packed: Packed[] = [];
  for (let at = 0; at < order.length; at += 1) {
    const value = resolved(pdf, new PdfReference(order[at] ?? 0)) ?? null;
    if (value instanceof PdfStream) add(at + 1, value);
    else packed.push({ number: at + 1, text: writeValue(value, numberOf) });
  }
  let next = order.length + 1;
  for (const some of chunk(packed, TOGETHER)) {
    some.forEach(({ number }, index) => {
      places[number] = [2, next, index];
    });
    add(next, objectStream(some));
    next += 1;
  }
  const start = size;
  places[next] = [1, start, 0];
  const id = new PdfString(digest(chunks));
  add(next, crossReferences(places, { Root: root, Info: info, ID: [id, id] }));
  chunks.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(chunks));
}
function digest(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest().toString('latin1', 0, 16);
}

/** An object of an object stream, as it stands there. */
interface Packed {
  readonly number: number;
  readonly text: string;
}

function objectStream(objects: readonly Packed[]): PdfStream {
  let at = 0;
  const head = objects.map(({ number, text }) => {
    const entry = `${number} ${at}`;
    at += text.length + 1;
    return entry;
  });
  const first = `${head.join(' ')}\n`;
  const texts = objects.map(({ text }) => text).join('\n');
  return deflated(Buffer.from(first + texts, 'latin1'), {
    Type: new PdfName('ObjStm'),
    N: objects.length,
    First: first.length,
  });
}

/** Widths in bytes of the cross-reference stream's columns. */
const WIDTHS = [1, 4, 2] as const;

function crossReferences(
  places: readonly Place[],
  trailer: Parameters<typeof dictionary>[0],
): PdfStream {
  const row = WIDTHS[0] + WIDTHS[1] + WIDTHS[2];
  const data = Buffer.alloc(places.length * row);
  places.forEach(([kind, where, index], number) => {
    data.writeUInt8(kind, number * row);
    data.writeUInt32BE(where, number * row + WIDTHS[0]);
    data.writeUInt16BE(index, number * row + WIDTHS[0] + WIDTHS[1]);
  });
  return deflated(data, {
    Type: new PdfName('XRef'),
    Size: places.length,
    W: [...WIDTHS],
    ...trailer,
  });
}

/** Numbers objects from 1, in the order in which they are asked for. */
function numbering() {
  const numbers = new Map<number, number>();
  const order: number[] = [];
  const numberOf = (object: number): number => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    order.push(object);
    numbers.set(object, order.length);
    return order.length;
  };
  return { order, numberOf };
}
