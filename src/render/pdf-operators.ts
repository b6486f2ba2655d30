/** The operators of a page's content (ISO 32000-1, 7.8.2), and changes to it. */
import { sortBy } from 'es-toolkit/array/sortBy';
import { PdfFormatError } from './pdf-values.js';

/** Operators as they follow each other: of each its code, see `codeOf`, and where it ends. */
export interface Operators {
  readonly codes: readonly number[];
  readonly ends: readonly number[];
}

/** An operator's letters as one number: a page has thousands, and most of them nobody asks about. */
export function codeOf(operator: string): number {
  let code = 0;
  for (let at = 0; at < operator.length; at += 1) code = code * 256 + operator.charCodeAt(at);
  return code;
}

const [OPEN, CLOSE, LESS, SLASH, ZERO, ONE, STAR] = [0x28, 0x29, 0x3c, 0x2f, 0x30, 0x31, 0x2a];
/** What a byte is: of an operator, of a name or number, or what ends a name. */
const [LETTER, OTHER, NAME_END] = [0, 1, 2];
const KINDS = new Uint8Array(256).fill(OTHER);
for (const one of '\0\t\n\f\r ()<>[]{}/%') KINDS[one.charCodeAt(0)] = NAME_END;
for (const one of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\'"')
  KINDS[one.charCodeAt(0)] = LETTER;
const STRING = /\((?:[^()\\]|\\[\s\S])*\)/y;
const INLINE_IMAGE = codeOf('BI');

/**
 * Reads a content. Letters in strings and names are no operators.
 * @param content bytes as characters
 * @throws PdfFormatError where it is not the content that browsers write
 */
export function operatorsOf(content: string): Operators {
  const codes: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < content.length; ) {
    const byte = content.charCodeAt(at);
    if (KINDS[byte] === LETTER) {
      let code = 0;
      let next = byte;
      const take = () => {
        code = code * 256 + next;
        at += 1;
        next = content.charCodeAt(at);
      };
      while (KINDS[next] === LETTER) take();
      if (next === ZERO || next === ONE) take();
      if (next === STAR) take();
      if (code === INLINE_IMAGE) throw new PdfFormatError('页面内容');
      codes.push(code);
      ends.push(at);
    } else if (byte === SLASH) {
      at += 1;
      while (at < content.length && KINDS[content.charCodeAt(at)] !== NAME_END) at += 1;
    } else if (byte === LESS && content.charCodeAt(at + 1) !== LESS) {
      at = content.indexOf('>', at);
      if (at < 0) throw new PdfFormatError('页面内容');
    } else if (byte === LESS) at += 2;
    else if (byte === OPEN || byte === CLOSE) {
      STRING.lastIndex = at;
      if (!STRING.test(content)) throw new PdfFormatError('页面内容');
      at = STRING.lastIndex;
    } else at += 1;
  }
  return { codes, ends };
}

/** What stands in the place of a stretch of content. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A content with all its changes made; those at one place in their order. */
export function edited(content: string, edits: readonly Edit[]): string {
  let text = '';
  let copied = 0;
  for (const { from, to, text: other } of sortBy(edits, ['from'])) {
    text += content.slice(copied, from) + other;
    copied = to;
  }
  return text + content.slice(copied);
}
