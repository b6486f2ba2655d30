/** Reads a PDF as browsers write it: one cross-reference table, no object streams, no encryption. */
import { inflateSync } from 'node:zlib';
import {
  type PdfDictionary,
  PdfFormatError,
  PdfName,
  PdfReference,
  PdfStream,
  PdfString,
  type PdfValue,
} from './pdf-values.js';

/** A PDF's objects by their numbers, and what leads to them. */
export interface PdfObjects {
  readonly objects: Map<number, PdfValue>;
  readonly trailer: PdfDictionary;
}

/** @throws PdfFormatError where it is not such a file */
export function readPdf(pdf: Uint8Array): PdfObjects {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const tail = Number.isNaN(start) ? '' : text.slice(start);
  const [, first, count] = /^xref\s+(\d+) (\d+)\s+/.exec(tail) ?? [];
  const trailerAt = tail.lastIndexOf('trailer');
  if (first === undefined || trailerAt < 0) throw new PdfFormatError('没有交叉引用表');
  const entries = [...tail.slice(0, trailerAt).matchAll(/(\d{10}) \d{5} ([nf])/g)];
  if (entries.length !== Number(count)) throw new PdfFormatError('交叉引用表不完整');
  const objects = new Map<number, PdfValue>();
  entries.forEach(([, offset, kind], index) => {
    const number = Number(first) + index;
    if (kind === 'n') objects.set(number, readObject(bytes, text, number, Number(offset)));
  });
  const trailer = new PdfLexer(text, start + trailerAt + 'trailer'.length).value();
  if (!(trailer instanceof Map)) throw new PdfFormatError('没有文件尾');
  return { objects, trailer };
}

function readObject(bytes: Buffer, text: string, number: number, offset: number): PdfValue {
  const head = /(\d+) 0 obj/y;
  head.lastIndex = offset;
  if (Number(head.exec(text)?.[1]) !== number) throw new PdfFormatError(`没有对象 ${number}`);
  const lexer = new PdfLexer(text, head.lastIndex);
  const value = lexer.value();
  if (!(value instanceof Map)) return value;
  const stream = /\s*stream\r?\n/y;
  stream.lastIndex = lexer.at;
  if (!stream.test(text)) return value;
  const length = value.get('Length');
  if (typeof length !== 'number') throw new PdfFormatError(`对象 ${number} 不是数据流`);
  return new PdfStream(value, bytes.subarray(stream.lastIndex, stream.lastIndex + length));
}

/** The bytes that a stream stands for. */
export function streamBytes({ dictionary, data }: PdfStream): Buffer {
  const filter = dictionary.get('Filter');
  if (filter === undefined) return Buffer.from(data);
  if (filter instanceof PdfName && filter.text === 'FlateDecode') return inflateSync(data);
  throw new PdfFormatError('数据流的压缩方法');
}

/** The object that a value is or refers to. */
export function resolved(
  { objects }: PdfObjects,
  value: PdfValue | undefined,
): PdfValue | undefined {
  return value instanceof PdfReference ? objects.get(value.number) : value;
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

const REFERENCE = /[\s]*(\d+) 0 R(?![^\s()<>[\]{}/%])/y;
const TOKEN = /\s*(<<|>>|[[\]]|\(|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+)/y;
const STRING_END = /[()\\]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

/** Reads values and operators one after another. */
export class PdfLexer {
  /** @param at where the next one begins */
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** The next token; undefined at the end. Of a literal string only its bracket, see `literal`. */
  token(): string | undefined {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found) return undefined;
    this.at = TOKEN.lastIndex;
    return found[1];
  }

  /** The next value. @throws PdfFormatError where there is none */
  value(): PdfValue {
    REFERENCE.lastIndex = this.at;
    const reference = REFERENCE.exec(this.text);
    if (reference) {
      this.at = REFERENCE.lastIndex;
      return new PdfReference(Number(reference[1]));
    }
    const token = this.token();
    if (token === undefined) throw new PdfFormatError('内容不完整');
    return this.from(token);
  }

  private from(token: string): PdfValue {
    if (token === '<<') return this.dictionary();
    if (token === '[') return this.array();
    if (token === '(') return new PdfString(this.literal());
    if (token.startsWith('/')) return new PdfName(token.slice(1));
    if (token.startsWith('<')) return hexString(token.slice(1, -1));
    if (token === 'null') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    const number = Number(token);
    if (Number.isNaN(number)) throw new PdfFormatError(`“${token.slice(0, 20)}”`);
    return number;
  }

  private dictionary(): PdfDictionary {
    const entries: PdfDictionary = new Map();
    for (let key = this.token(); key !== '>>'; key = this.token()) {
      if (!key?.startsWith('/')) throw new PdfFormatError('字典不完整');
      entries.set(key.slice(1), this.value());
    }
    return entries;
  }

  private array(): PdfValue[] {
    const values: PdfValue[] = [];
    while (!this.closes()) values.push(this.value());
    return values;
  }

  /** Whether an array ends here; then it is passed. */
  private closes(): boolean {
    const before = this.at;
    const token = this.token();
    if (token === undefined) throw new PdfFormatError('数组不完整');
    if (token === ']') return true;
    this.at = before;
    return false;
  }

  /** The rest of a literal string whose bracket was read. */
  literal(): string {
    let bytes = '';
    for (let depth = 1; ; ) {
      STRING_END.lastIndex = this.at;
      const end = STRING_END.exec(this.text);
      if (!end) throw new PdfFormatError('字符串不完整');
      bytes += this.text.slice(this.at, end.index);
      this.at = STRING_END.lastIndex;
      if (end[0] === '\\') {
        bytes += this.escaped();
        continue;
      }
      depth += end[0] === '(' ? 1 : -1;
      if (depth === 0) return bytes;
      bytes += end[0];
    }
  }

  private escaped(): string {
    const octal = /[0-7]{1,3}/y;
    octal.lastIndex = this.at;
    const digits = octal.exec(this.text)?.[0];
    const char = this.text[this.at] ?? '';
    this.at += digits?.length ?? 1;
    if (digits) return String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
    // a line that goes on in the next one
    if (char === '\r' || char === '\n') return '';
    return ESCAPES[char] ?? char;
  }
}

function hexString(digits: string): PdfString {
  const even = digits.replace(/\s/g, '');
  return new PdfString(Buffer.from(even.length % 2 ? `${even}0` : even, 'hex').toString('latin1'));
}
