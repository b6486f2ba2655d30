/** Bytes that are no text in UTF-8: which of them, and what the file probably is instead. */
import { about, at, type Diagnostic } from '../diagnostics.js';
import { spanner } from './spans.js';

export const TO_UTF8 = '请在编辑器里“另存为”，编码选 UTF-8';

interface Problem {
  readonly problem: Diagnostic;
  /** The text with a mark where a byte could not be read. */
  readonly shown?: string;
}

/** More of these bytes than one in so many are not slips of the keyboard. */
const FEW = 50;

/** What to say of a file with NUL in it: of a text, where; undefined where there is none. */
export function binaryProblem(bytes: Uint8Array, file: string): Problem | undefined {
  const first = bytes.indexOf(0);
  if (first < 0) return undefined;
  const hint = '请用记事本或代码编辑器另存为 UTF-8 文本';
  const many = bytes.reduce((n, byte) => (byte === 0 ? n + 1 : n), 0);
  if (many * FEW > bytes.length)
    return { problem: about(file, 'file-not-text', '这不是文本文件', hint) };
  const retype = '多是从别的软件复制来的，请删去这个字符；在编辑器里看不见时，请把这一行重新输入';
  return placed(bytes, first, file, '这里有空字符（U+0000）', retype);
}

/** How the first bytes of a file tell what it is coded in, where it is not UTF-8. */
const MARKED = [
  { start: [0xff, 0xfe], coding: 'utf-16le' },
  { start: [0xfe, 0xff], coding: 'utf-16be' },
] as const;

/**
 * The text of a file in another coding than UTF-8: one that says so, or that can be nothing else than GBK; with
 * what is told of it. Undefined where it is neither.
 */
export function decodedOtherwise(
  bytes: Uint8Array,
  file: string,
): { text: string; remark: Diagnostic } | undefined {
  const marked = MARKED.find(({ start }) => start.every((byte, i) => bytes[i] === byte))?.coding;
  if (!marked && !looksLikeGbk(bytes)) return undefined;
  // GB 18030 holds GBK, and what newer programs write
  const text = decodedIn(marked ?? 'gb18030', bytes);
  if (text === undefined || text.includes('\0')) return undefined;
  const name = marked ? 'UTF-16 编码（记事本里叫 Unicode）' : 'GBK 编码';
  const message = `文件是 ${name}，已照这种编码读取`;
  const told = about(file, 'file-coding', message, `${TO_UTF8}，以后就不再提示`);
  return { text: text.replace(/^\ufeff/, ''), remark: { ...told, severity: '提示' } };
}

function decodedIn(coding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(coding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What to say of bytes that are not UTF-8. */
export function encodingProblem(bytes: Uint8Array, file: string): Problem {
  if (looksLikeGbk(bytes))
    return {
      problem: about(file, 'file-not-text', '文件不是 UTF-8 编码', `可能是 GBK 编码；${TO_UTF8}`),
    };
  const bad = firstBad(bytes);
  const byte = (bytes[bad] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const message = `这里有一个不是 UTF-8 的字节（0x${byte}）`;
  const hint = `多是文件没有传完或被别的程序改坏了：请把这里的字重新输入；${TO_UTF8}`;
  return placed(bytes, bad, file, message, hint);
}

/** Of a byte, with the text as far as it can be shown. */
function placed(
  bytes: Uint8Array,
  byte: number,
  file: string,
  message: string,
  hint: string,
): Problem {
  const shown = new TextDecoder().decode(bytes);
  // the byte begins a character: what stands before it decodes alone
  const start = new TextDecoder().decode(bytes.subarray(0, byte)).length;
  const place = spanner(shown, file)(start, start + 1);
  return { problem: at(place, 'file-not-text', message, hint), shown };
}

/** Whether a text reads as GBK, and in UTF-8 would have more unreadable characters than others beside ASCII. */
function looksLikeGbk(bytes: Uint8Array): boolean {
  if (decodedIn('gb18030', bytes) === undefined) return false;
  const shown = new TextDecoder().decode(bytes);
  const unreadable = shown.match(/\ufffd/g)?.length ?? 0;
  const others = shown.match(/[^\u0000-\u007f\ufffd]/gu)?.length ?? 0;
  return unreadable > others;
}

/** The first byte of the first character that is none; the file has one. */
function firstBad(bytes: Uint8Array): number {
  // the longest beginning that may still become a text
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayBeUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  let start = good;
  // back over a character that was begun and not finished
  while (start > 0 && good - start < 3 && !isWhole(bytes.subarray(0, start))) start--;
  return start;
}

function mayBeUtf8(bytes: Uint8Array): boolean {
  return decodes(bytes, true);
}

function isWhole(bytes: Uint8Array): boolean {
  return decodes(bytes, false);
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
