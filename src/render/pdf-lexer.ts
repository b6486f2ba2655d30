/** Reads values of a PDF (ISO 32000-1, 7.3). */
import {
  type PdfDictionary,
  PdfFormatError,
  PdfName,
  PdfReference,
  PdfString,
  type PdfValue,
} from './pdf-values.js';

/** Bytes of values. */
const SPACES = [0, 9, 10, 12, 13, 32];
const OPEN = 0x28;
const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const [ZERO, NINE, CAPITAL_R] = [0x30, 0x39, 0x52];
/** What a byte is: part of a word, white space between words, or a delimiter, which ends a word too. */
const [REGULAR, SPACE, DELIMITER] = [0, 1, 2];
const KINDS = new Uint8Array(256).fill(REGULAR);
for (const code of SPACES) KINDS[code] = SPACE;
for (const one of '()<>[]{}/%') KINDS[one.charCodeAt(0)] = DELIMITER;

/** So many digits are a number exactly. */
const EXACT_DIGITS = 15;
const STRING_END = /[()\\]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

/** Reads values one after another, byte by byte: a file has tens of thousands of them. */
export class PdfLexer {
  /** @param at where the next one begins */
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** The next value. @throws PdfFormatError where there is none */
  value(): PdfValue {
    switch (this.peek()) {
      case SLASH:
        return new PdfName(this.name());
      case BRACKET:
        return this.array();
      case OPEN:
        this.at += 1;
        return new PdfString(this.literal());
      case LESS:
        if (this.text.charCodeAt(this.at + 1) === LESS) return this.dictionary();
        return this.hexString();
      default:
        return this.word();
    }
  }

  /** The byte that comes next after white space; NaN at the end. */
  private peek(): number {
    const { text } = this;
    let { at } = this;
    while (KINDS[text.charCodeAt(at)] === SPACE) at += 1;
    this.at = at;
    return text.charCodeAt(at);
  }

  /** Where the word ends that begins at a place. */
  private wordEnd(from: number): number {
    const { text } = this;
    let end = from;
    while (KINDS[text.charCodeAt(end)] === REGULAR) end += 1;
    return end;
  }

  /** A name's text, of which the slash comes next. */
  private name(): string {
    const from = this.at + 1;
    this.at = this.wordEnd(from);
    return this.text.slice(from, this.at);
  }

  /** A number, a reference or a word that is a value. */
  private word(): PdfValue {
    const from = this.at;
    const end = this.wordEnd(from);
    if (end === from) throw this.unexpected();
    this.at = end;
    const digits = this.digits(from, end);
    if (digits !== undefined) return this.isReference() ? new PdfReference(digits) : digits;
    const word = this.text.slice(from, end);
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    const number = Number(word);
    if (Number.isNaN(number)) throw new PdfFormatError(`“${word.slice(0, 20)}”`);
    return number;
  }

  /** What a word of nothing but digits says. */
  private digits(from: number, end: number): number | undefined {
    if (end - from > EXACT_DIGITS) return undefined;
    let number = 0;
    for (let at = from; at < end; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code < ZERO || code > NINE) return undefined;
      number = number * 10 + code - ZERO;
    }
    return number;
  }

  /** Whether the number that was read is an object's, as in `12 0 R`; then the rest of that is passed. */
  private isReference(): boolean {
    const { text, at } = this;
    if (text.charCodeAt(at + 3) !== CAPITAL_R || !text.startsWith(' 0 R', at)) return false;
    if (this.wordEnd(at + 3) !== at + 4) return false;
    this.at = at + 4;
    return true;
  }

  private dictionary(): PdfDictionary {
    this.at += 2;
    const entries: PdfDictionary = new Map();
    for (let next = this.peek(); next !== GREATER; next = this.peek()) {
      if (next !== SLASH) throw new PdfFormatError('字典不完整');
      entries.set(this.name(), this.value());
    }
    if (this.text.charCodeAt(this.at + 1) !== GREATER) throw new PdfFormatError('字典不完整');
    this.at += 2;
    return entries;
  }

  private array(): PdfValue[] {
    this.at += 1;
    const values: PdfValue[] = [];
    while (this.peek() !== BRACKET_END) values.push(this.value());
    this.at += 1;
    return values;
  }

  private hexString(): PdfString {
    const end = this.text.indexOf('>', this.at);
    const digits = this.text.slice(this.at + 1, Math.max(end, this.at)).replace(/\s/g, '');
    if (end < 0 || /[^0-9A-Fa-f]/.test(digits)) throw this.unexpected();
    this.at = end + 1;
    const even = digits.length % 2 ? `${digits}0` : digits;
    return new PdfString(Buffer.from(even, 'hex').toString('latin1'));
  }

  /** The rest of a literal string whose bracket was read. */
  private literal(): string {
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

  private unexpected(): PdfFormatError {
    const found = this.text.slice(this.at, this.at + 20);
    return new PdfFormatError(found === '' ? '内容不完整' : `“${found}”`);
  }
}
