/**
 * Text as spreadsheets need it: only characters that XML can hold, names that Excel accepts for a
 * sheet, and an estimate of the room that a text takes.
 */

/** Characters that a cell of Excel holds at most; a longer one makes Excel offer to repair the file. */
export const MAX_CELL_TEXT = 32_767;
const MAX_SHEET_NAME = 31;
/** Excel shows a long text of number format `@` as ####. */
const MAX_AT_FORMAT = 255;

const LINE_END = /\r\n?/g;
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What clean text has none of. */
const UNCLEAN = /[\u0000-\u0008\u000B-\u001F\u007F\uD800-\uDFFF\uFFFE\uFFFF]/;
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * The same text with `\n` as its only line end, without the characters that XML 1.0 forbids; half a
 * surrogate pair becomes U+FFFD.
 */
export function cleanText(text: string): string {
  // of nearly every text this is all there is to do
  if (!UNCLEAN.test(text)) return text;
  // halves first: dropping what stands between two of them would make a pair
  return text.replace(LONE_SURROGATE, '\uFFFD').replace(LINE_END, '\n').replace(FORBIDDEN, '');
}

/** Clean text as a shared string stores it: Excel reads `_x0041_` as an escape, so a real one is escaped. */
export function escapeText(clean: string): string {
  return clean.replace(ESCAPE_LIKE, '_x005F_');
}

/**
 * Whether a text must carry the number format `@`, so that editing the cell in Excel does not turn it
 * into a number, a date or a formula: codes, shares, dates, anything that starts with an operator.
 */
export function needsTextFormat(clean: string): boolean {
  return clean.length <= MAX_AT_FORMAT && /^\s*[-+=@.,(%$¥￥＝＋－＠\d]/.test(clean);
}

const SHEET_NAME_SUBSTITUTES: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  ':': '：',
  '*': '＊',
  '?': '？',
  '/': '／',
  '\\': '＼',
  "'": '’',
};

/** A valid, unique sheet name for each wanted one; forbidden characters become their full-width forms. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>(['history']); // reserved by Excel
  return wanted.map((name) => {
    const base = validSheetName(name);
    let unique = base;
    for (let n = 2; taken.has(nameKey(unique)); n += 1) {
      const suffix = ` (${n})`;
      unique = cut(base, MAX_SHEET_NAME - suffix.length) + suffix;
    }
    taken.add(nameKey(unique));
    return unique;
  });
}

function validSheetName(name: string): string {
  const safe = cleanText(name)
    .replace(/[[\]:*?/\\']/g, (char) => SHEET_NAME_SUBSTITUTES[char] ?? ' ')
    .replace(ESCAPE_LIKE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(safe, MAX_SHEET_NAME) || '表';
}

/** Excel compares sheet names without regard to case. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** At most `limit` UTF-16 units, never half a character. */
function cut(text: string, limit: number): string {
  return text.slice(0, limit).replace(LONE_SURROGATE, '').trim();
}

/**
 * Width of a text in half-width characters. In Chinese fonts everything outside Latin-1 is a full-width
 * character, also the dashes and quotation marks that Unicode calls ambiguous.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0xff ? 2 : 1;
  return width;
}

/** Width of the longest piece that a line break cannot divide: a number, a code, a Latin word. */
export function longestWord(text: string): number {
  let longest = 0;
  for (const word of text.match(/[!-~]+/g) ?? []) longest = Math.max(longest, word.length);
  return longest;
}

/**
 * Lines that a text takes when it is wrapped: no line begins with closing punctuation, none ends with an
 * opening bracket, numbers and Latin words stay whole where a line holds them.
 * @param text with `\n` between paragraphs
 * @param capacity half-width characters a line, at least 2
 */
export function lineCount(text: string, capacity: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) lines += paragraphLines(paragraph, capacity);
  return lines;
}

const OPENING = '“‘（《〈【〔［｛「『';
const CLOSING = '”’）》〉】〕］｝」』，。、；：？！％…—·';
/** What stays on one line: a word or a character with the punctuation that clings to it. */
const PIECE = new RegExp(`[${OPENING}]*(?:[!-~]+|[^!-~])[${CLOSING}]*`, 'gu');

function paragraphLines(paragraph: string, capacity: number): number {
  // what fits on one line needs no pieces
  if (displayWidth(paragraph) <= capacity) return 1;
  let lines = 1;
  let used = 0;
  for (const piece of paragraph.match(PIECE) ?? []) {
    const width = displayWidth(piece);
    if (used + width <= capacity) {
      used += width;
    } else if (width <= capacity) {
      lines += 1;
      used = width;
    } else {
      const rest = width - (capacity - used);
      lines += Math.ceil(rest / capacity);
      used = rest % capacity || capacity;
    }
  }
  return lines;
}

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Text within an attribute of XML. */
export function escapeXml(clean: string): string {
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
