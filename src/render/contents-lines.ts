/** The lines of the contents: how high they are, and where a long entry breaks. */
import { sumBy } from 'es-toolkit/math/sumBy';
import type { ContentsEntry } from '../narrative/document.js';
import { codeWidth } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import { depthOf, roomOf } from './paper.js';

/** Height of the contents' lines in pt, as 封面目录.css has it, and the least that one page is worth. */
export const CONTENTS_LINE = 19;
const TIGHTEST_LINE = 15;
/** Heading, and the room above each part. */
const CONTENTS_HEAD = 50;
const ABOVE_PART = 4;

/**
 * Rather one page of tighter lines than a few lines left over for a second page.
 * @returns the lines' height in pt; undefined where they stay as they are
 */
export function tightLine(contents: readonly ContentsEntry[]): number | undefined {
  const room = roomOf('text') / 12 - 4;
  const count = sumBy(contents, ({ level, text }) => Math.ceil(codeWidth(text) / (room - level)));
  const parts = contents.filter(({ level }) => level === 0).length;
  const left = depthOf('text') - CONTENTS_HEAD - parts * ABOVE_PART;
  const line = Math.floor((left / count) * 2) / 2;
  return line >= CONTENTS_LINE || line < TIGHTEST_LINE ? undefined : line;
}

/** What a line of the contents has room for, in em, beside the page number and a few dots. */
const CONTENTS_WIDTH = Math.floor(roomOf('text') / 12 - 5);

/** How far from its even length a line may end before a bracket, in em. */
const NEAR_MIDDLE = 6;
const OPENING = /^[（(“‘《〈「『【〔[]$/;

/** A line of an entry of the contents. */
interface ContentsLine {
  readonly pieces: readonly LinePiece[];
  readonly last: boolean;
}

/**
 * An entry of the contents in lines of about the same length: dots and page number follow on the last.
 * No line begins with a mark or ends with what opens a bracket; it rather ends before a bracket than
 * within a word.
 */
export function contentsLines(text: string, level: number): ContentsLine[] {
  const room = CONTENTS_WIDTH - 2 * level;
  const count = Math.ceil(codeWidth(text) / room);
  const length = codeWidth(text) / count;
  const lines: string[] = [''];
  const parts = linePieces(text).flatMap((piece) => (piece.whole ? [piece.text] : [...piece.text]));
  parts.forEach((part, index) => {
    const line = lines.at(-1) ?? '';
    const lengthHere = codeWidth(line);
    const fits = codeWidth(parts.slice(index).join('')) <= room * (count - lines.length);
    // a bracket that opens a little before or behind the middle begins the next line
    const opens = OPENING.test(part) && lengthHere >= length - NEAR_MIDDLE;
    const soon = parts.slice(index, index + NEAR_MIDDLE).findIndex((next) => OPENING.test(next));
    const wait =
      soon > 0 && lengthHere + codeWidth(parts.slice(index, index + soon).join('')) <= room;
    const even = lengthHere >= length && !wait && !/^[\p{P}\w]$/u.test(part);
    if (lines.length < count && fits && (opens || (even && !OPENING.test(line.slice(-1))))) {
      lines.push('');
    }
    lines.push(`${lines.pop() ?? ''}${part}`);
  });
  return lines.map((line, i) => ({ pieces: linePieces(line), last: i === lines.length - 1 }));
}
