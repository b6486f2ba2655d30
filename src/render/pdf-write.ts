/** Writes a PDF compactly: object streams and a cross-reference stream (ISO 32000-1, 7.5.7, 7.5.8). */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PdfObjects } from './pdf-read.js';
import {
  dictionary,
  PdfName,
  PdfReference,
  PdfStream,
  PdfString,
  type PdfValue,
  writeValue,
} from './pdf-values.js';

/** Objects of one object stream: a reader unpacks it whole. */
const TOGETHER = 200;
/** What tells programs that the file is not text. */
const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');

/** Compressed bytes, as a stream. */
export function deflated(
  data: Uint8Array,
  entries: Parameters<typeof dictionary>[0] = {},
): PdfStream {
  const packed = deflateSync(data, { level: 9 });
  return new PdfStream(dictionary({ ...entries, Filter: new PdfName('FlateDecode') }), packed);
}

/**
 * The file of what the trailer's Root and Info lead to, numbered in that order; its ID is drawn from its
 * content, so the same objects give the same bytes.
 */
export function writePdf(pdf: PdfObjects): Uint8Array {
  const { values, root, info } = numbered(pdf);
  const packed: number[] = [];
  const chunks: Buffer[] = [HEADER];
  let size = HEADER.length;
  /** By number: where it stands, or in which object stream at which place. */
  const places: (readonly [kind: number, where: number, index: number])[] = [[0, 0, 0xffff]];
  const add = (number: number, { dictionary: entries, data }: PdfStream): void => {
    const whole = new Map(entries).set('Length', data.length);
    places[number] = [1, size, 0];
    const chunk = Buffer.concat([
      Buffer.from(`${number} 0 obj\n${writeValue(whole)}\nstream\n`, 'latin1'),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
    chunks.push(chunk);
    size += chunk.length;
  };
  values.forEach((value, index) => {
    if (value instanceof PdfStream) add(index + 1, value);
    else packed.push(index + 1);
  });
  let next = values.length + 1;
  for (let from = 0; from < packed.length; from += TOGETHER) {
    const some = packed.slice(from, from + TOGETHER);
    some.forEach((number, index) => {
      places[number] = [2, next, index];
    });
    add(next, objectStream(some, values));
    next += 1;
  }
  const start = size;
  places[next] = [1, start, 0];
  const id = new PdfString(digest(chunks));
  const table = crossReferences(places, {
    Root: root,
    Info: info,
    ID: [id, id],
  });
  add(next, table);
  chunks.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(chunks));
}

function digest(chunks: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest().toString('latin1', 0, 16);
}

function objectStream(numbers: readonly number[], values: readonly PdfValue[]): PdfStream {
  const written = numbers.map((number) => writeValue(values[number - 1] ?? null));
  let at = 0;
  const head = numbers.map((number, index) => {
    const entry = `${number} ${at}`;
    at += (written[index]?.length ?? 0) + 1;
    return entry;
  });
  const first = `${head.join(' ')}\n`;
  return deflated(Buffer.from(`${first}${written.join('\n')}`, 'latin1'), {
    Type: new PdfName('ObjStm'),
    N: numbers.length,
    First: first.length,
  });
}

/** Widths in bytes of the cross-reference stream's columns. */
const WIDTHS = [1, 4, 2] as const;

function crossReferences(
  places: readonly (readonly [number, number, number])[],
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

/** What can be reached, numbered from 1 in the order in which it is. */
function numbered({ objects, trailer }: PdfObjects): {
  values: PdfValue[];
  root: PdfValue | undefined;
  info: PdfValue | undefined;
} {
  const numbers = new Map<number, number>();
  const order: number[] = [];
  const renumbered = (value: PdfValue): PdfValue => {
    if (value instanceof PdfReference) {
      let number = numbers.get(value.number);
      if (number === undefined) {
        order.push(value.number);
        number = order.length;
        numbers.set(value.number, number);
      }
      return new PdfReference(number);
    }
    if (value instanceof PdfStream) {
      return new PdfStream(renumberedEntries(value.dictionary), value.data);
    }
    if (value instanceof Map) return renumberedEntries(value);
    return Array.isArray(value) ? value.map(renumbered) : value;
  };
  const renumberedEntries = (entries: ReadonlyMap<string, PdfValue>) =>
    new Map([...entries].map(([key, value]) => [key, renumbered(value)] as const));
  const root = trailer.get('Root');
  const info = trailer.get('Info');
  const start = { root: root && renumbered(root), info: info && renumbered(info) };
  const values: PdfValue[] = [];
  for (let at = 0; at < order.length; at += 1) {
    values.push(renumbered(objects.get(order[at] ?? 0) ?? null));
  }
  return { values, ...start };
}
