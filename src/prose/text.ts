/** A text made comparable, and where its words stand in what was written. Pure, one pass over the text. */

/** A text without spaces and quotation marks, full-width signs as half-width ones. */
export interface Prose {
  readonly original: string;
  readonly text: string;
  /** Offset in the original of every character of the text, and of its end. */
  readonly at: readonly number[];
}

/** A stretch of a prose, by its offsets there. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const DROPPED = new Set(' \t\r\u00a0\u3000\u200b“”"\'‘’「」');
/** What stands for what; full-width digits as well. */
const HALF: ReadonlyMap<string, string> = new Map([
  ['，', ','],
  ['．', '.'],
  ['（', '('],
  ['）', ')'],
  ['：', ':'],
  ['；', ';'],
  ['％', '%'],
  ['﹪', '%'],
  ...Array.from('０１２３４５６７８９', (ch, i): [string, string] => [ch, String(i)]),
]);

/** The text without what does not matter to its meaning. */
export function proseOf(original: string): Prose {
  const at: number[] = [];
  let text = '';
  let last = '';
  for (let i = 0; i < original.length; i++) {
    const ch = original.charAt(i);
    if (DROPPED.has(ch)) {
      // two numbers stay two numbers
      const parts = /[\d.]/.test(last) && /\d/.test(original.charAt(i + 1));
      if (!parts) continue;
    }
    last = HALF.get(ch) ?? ch;
    text += last;
    at.push(i);
  }
  at.push(original.length);
  return { original, text, at };
}

/** The words of the original that a stretch of its prose comes from, and the offset where they begin there. */
export function originalOf(
  { original, at }: Prose,
  { start, end }: Stretch,
): { words: string; from: number } {
  const from = at[start] ?? original.length;
  return { words: original.slice(from, (at[end - 1] ?? from) + 1), from };
}

/** Offsets at which the stretch begins that a character, or the end of the text, stands in. */
export interface Bounds {
  readonly sentence: Int32Array;
  readonly clause: Int32Array;
  /** It goes on behind a semicolon, and on a new line behind a colon. */
  readonly period: Int32Array;
}

/** Where the sentences, clauses and periods of a prose begin. */
export function boundsOf(text: string): Bounds {
  const sentence = new Int32Array(text.length + 1);
  const clause = new Int32Array(text.length + 1);
  const period = new Int32Array(text.length + 1);
  for (let i = 1; i <= text.length; i++) {
    const ch = text.charAt(i - 1);
    const stop = '。;!！?？\n'.includes(ch);
    const pause = ch === ',' && !/^\d,\d{3}/.test(text.slice(Math.max(0, i - 2), i + 3));
    sentence[i] = stop ? i : (sentence[i - 1] ?? 0);
    const ends = '。!！?？'.includes(ch) || (ch === '\n' && !/[:;]/.test(text.charAt(i - 2)));
    period[i] = ends ? i : (period[i - 1] ?? 0);
    clause[i] = stop || pause || ch === ':' ? i : (clause[i - 1] ?? 0);
  }
  return { sentence, clause, period };
}
