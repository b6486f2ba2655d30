/**
 * Changing a few objects of a finished PDF by an incremental update (ISO 32000-1, 7.5.6): new versions
 * of the objects and a second cross-reference table are appended; what stands before stays as it is.
 */

export interface PdfFile {
  readonly bytes: Buffer;
  /** Offset of each object. */
  readonly offsets: ReadonlyMap<number, number>;
  /** Entries of the trailer dictionary, without its brackets. */
  readonly trailer: string;
  /** Offset of the cross-reference table. */
  readonly start: number;
}

/** A fault in what the browser wrote: not the plain PDF that is expected of it. */
export class PdfFormatError extends Error {
  constructor(what: string) {
    super(`浏览器生成的 PDF 与预期不符：${what}`);
    this.name = 'PdfFormatError';
  }
}

/** Reads the cross-reference table of a PDF as browsers write it: one table, no object streams. */
export function openPdf(pdf: Uint8Array): PdfFile {
  const bytes = Buffer.from(pdf);
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', -64))?.[1]);
  const tail = Number.isNaN(start) ? '' : bytes.toString('latin1', start);
  const [, first, count] = /^xref\s+(\d+) (\d+)\s+/.exec(tail) ?? [];
  const trailer = /trailer\s*<<(.*)>>\s*startxref/s.exec(tail)?.[1];
  if (first === undefined || trailer === undefined) throw new PdfFormatError('没有交叉引用表');
  const offsets = new Map<number, number>();
  let number = Number(first);
  for (const [, offset, kind] of tail.matchAll(/(\d{10}) \d{5} ([nf])/g)) {
    if (kind === 'n') offsets.set(number, Number(offset));
    number += 1;
  }
  if (number !== Number(first) + Number(count)) throw new PdfFormatError('交叉引用表不完整');
  return { bytes, offsets, trailer, start };
}

/** Dictionary of an object, and where its stream begins if it has one. */
export function readObject(pdf: PdfFile, number: number): { dictionary: string; end: number } {
  const offset = pdf.offsets.get(number);
  if (offset === undefined) throw new PdfFormatError(`没有对象 ${number}`);
  const object = pdf.bytes.indexOf('endobj', offset);
  // looked for no further than the object goes: in most there is none
  const stream = pdf.bytes.subarray(offset, object).indexOf('stream');
  const end = stream >= 0 ? offset + stream : object;
  return { dictionary: pdf.bytes.toString('latin1', offset, end), end };
}

/** Bytes of an object's stream, as they stand in the file. */
export function readStream(pdf: PdfFile, number: number): Buffer {
  const { dictionary, end } = readObject(pdf, number);
  const length = Number(/\/Length (\d+)\b(?! \d+ R)/.exec(dictionary)?.[1]);
  const eol = pdf.bytes[end + 6] === 0x0d ? 2 : 1;
  const begin = end + 'stream'.length + eol;
  if (Number.isNaN(length)) throw new PdfFormatError(`对象 ${number} 不是数据流`);
  return pdf.bytes.subarray(begin, begin + length);
}

/** The file with new versions of some objects; each is what stands between `obj` and `endobj`. */
export function appendObjects(pdf: PdfFile, objects: ReadonlyMap<number, Buffer>): Uint8Array {
  const chunks: Buffer[] = [pdf.bytes];
  let size = pdf.bytes.length;
  let table = 'xref\n';
  const add = (chunk: Buffer): void => {
    chunks.push(chunk);
    size += chunk.length;
  };
  for (const [number, body] of [...objects].sort(([a], [b]) => a - b)) {
    table += `${number} 1\n${String(size).padStart(10, '0')} 00000 n \n`;
    add(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  }
  const end = `trailer\n<<${pdf.trailer}\n/Prev ${pdf.start}>>\nstartxref\n${size}\n%%EOF\n`;
  add(Buffer.from(table + end, 'latin1'));
  return new Uint8Array(Buffer.concat(chunks, size));
}
