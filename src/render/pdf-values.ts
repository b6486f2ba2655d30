/** What a PDF is made of (ISO 32000-1, 7.3), and how it is written. */

/** A fault in what the browser wrote: not the plain PDF that is expected of it. */
export class PdfFormatError extends Error {
  constructor(what: string) {
    super(`浏览器生成的 PDF 与预期不符：${what}`);
    this.name = 'PdfFormatError';
  }
}

export class PdfName {
  /** @param text as it is written, without the slash */
  constructor(readonly text: string) {}
}

/** A string's bytes, one a character. */
export class PdfString {
  constructor(readonly bytes: string) {}
}

export class PdfReference {
  constructor(readonly number: number) {}
}

export type PdfDictionary = Map<string, PdfValue>;

export class PdfStream {
  constructor(
    readonly dictionary: PdfDictionary,
    /** As they stand in the file. */
    readonly data: Uint8Array,
  ) {}
}

/** What is written by itself: a file has thousands of such, and a dictionary for each would be dear. */
export abstract class PdfWritten {
  abstract written(numberOf: (object: number) => number): string;
}

export type PdfValue =
  | PdfWritten
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReference
  | readonly PdfValue[]
  | PdfDictionary
  | PdfStream;

/** A dictionary; entries without a value are left out. */
export function dictionary(entries: Readonly<Record<string, PdfValue | undefined>>): PdfDictionary {
  const given: PdfDictionary = new Map();
  for (const [key, value] of Object.entries(entries))
    if (value !== undefined) given.set(key, value);
  return given;
}

/** A text string: ASCII as it is, anything else as UTF-16 with its mark. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(text);
  return new PdfString(Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1'));
}

/**
 * A value as it stands in a file; of a stream its dictionary.
 * @param numberOf what the file calls an object; its own number unless told otherwise
 */
export function writeValue(value: PdfValue, numberOf: (object: number) => number = same): string {
  if (value instanceof PdfName) return `/${value.text}`;
  if (value instanceof PdfReference) return `${numberOf(value.number)} 0 R`;
  if (typeof value === 'number') return writeNumber(value);
  if (value instanceof Map) {
    let text = '<<';
    for (const [key, entry] of value) text += writeEntry(key, entry, numberOf);
    return `${text}>>`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof PdfString) return writeString(value.bytes);
  if (value instanceof PdfStream) return writeValue(value.dictionary, numberOf);
  if (value instanceof PdfWritten) return value.written(numberOf);
  return `[${value.map((one) => writeValue(one, numberOf)).join(' ')}]`;
}

/** An entry of a dictionary, see `writeValue`. */
export function writeEntry(
  key: string,
  value: PdfValue,
  numberOf: (object: number) => number = same,
): string {
  const written = writeValue(value, numberOf);
  return DELIMITERS.has(written[0]) ? `/${key}${written}` : `/${key} ${written}`;
}

const same = (object: number) => object;
/** What begins with one of these need not be set off from the name before it. */
const DELIMITERS = new Set<string | undefined>(['/', '(', '[', '<']);

/** Never with an exponent, which PDF does not know. */
function writeNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(10) : text;
}

function writeString(bytes: string): string {
  if (/^[\x20-\x7e]*$/.test(bytes)) return `(${bytes.replace(/[()\\]/g, '\\$&')})`;
  return `<${Buffer.from(bytes, 'latin1').toString('hex').toUpperCase()}>`;
}
