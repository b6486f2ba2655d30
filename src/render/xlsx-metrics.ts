/**
 * Room: how wide a column and how high a row must be. The workbook's default font is 宋体 of 10 pt
 * (xlsx-seal.ts), in which also its cells are set: a digit, Excel's measure of columns, is half an em of it, 7
 * pixels on the screen, and a Chinese character a whole em, so that both are known without any font file.
 *
 * Heights are for the highest lines of the programs that open the workbook: Excel and WPS set 宋体 of 10 pt in
 * lines of 12 pt, LibreOffice without that font sets what it takes instead (Noto) in lines of 14.5 pt. A row that
 * fits the first cuts the text of the second off.
 */
import { sum } from 'es-toolkit/math/sum';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { shownNumber } from './xlsx-numbers.js';
import { cleanText, displayWidth, lineCount, longestWord } from './xlsx-text.js';

const BODY = 10;
/** Pixels of a digit, which is a column unit. */
const DIGIT = 7;
/**
 * Unused room at the sides of a cell, in column units: five pixels, and two more, as printers and the
 * programs differ a little.
 */
export const PADDING = 1;
/** What one step of indentation takes: nine pixels. */
const INDENT = 1.4;
/** Digits of substitute fonts are wider than half an em. */
const DIGIT_RESERVE = 1.15;
/** Longer words may be divided. */
const LONGEST_WORD = 24;
/** A column shows at least two Chinese characters. */
const LEAST_WIDTH = 4 * half(BODY) + PADDING;
/** Column units that fit between the margins of A4 without shrinking. */
const PAGE_WIDTH = { portrait: 96, landscape: 142 } as const;
/** How far a wide table may pass the page (print then shrinks it) before its columns are narrowed. */
const OVERHANG = 1.3;
/** The least part of its natural width that a column keeps when others need more room. */
const LEAST_SHARE = 0.6;
/** Of the type size. */
const LINE_HEIGHT = 1.45;
/** Above and below the lines of a row, in points. */
const ROW_PADDING = 5.5;

/** Width of a half-width character of a type size in column units. */
export function half(size: number): number {
  return (size * 96) / 72 / 2 / DIGIT;
}

/** Height in points of a text wrapped in a width of column units. */
export function textHeight(text: string, width: number, size: number, indent = 0): number {
  const room = width - PADDING - indent * INDENT;
  return lineCount(text, Math.max(2, room / half(size))) * size * LINE_HEIGHT + ROW_PADDING;
}

/**
 * Column widths: the table's proportions spread over the width of the page, but no column narrower than
 * its widest number or code, since Excel shows a number that does not fit as ####. What that takes is given
 * up by columns that have more than they need.
 */
export function columnWidths(table: Table): number[] {
  const natural = table.widths.map((width) => Math.max(width, 1));
  const page = PAGE_WIDTH[table.orientation];
  const target = Math.min(Math.max(sum(natural), page), page * OVERHANG);
  const scale = target / sum(natural);
  const least = leastWidths(table);
  const widths = natural.map((width, col) => Math.max(width * scale, least[col] ?? 0));
  const excess = sum(widths) - target;
  const slack = widths.map((width, col) => width - (least[col] ?? 0));
  const share = excess > 0 ? Math.min(1, excess / Math.max(sum(slack), 1)) : 0;
  return widths.map((width, col) => inPixels(width - (slack[col] ?? 0) * share));
}

/** Whole pixels, as Excel draws a column: a part of one would be missing in each column that a text is over. */
const inPixels = (width: number): number => {
  const pixels = Math.ceil(Math.round(width * DIGIT * 1000) / 1000);
  return Math.ceil((pixels / DIGIT) * 100) / 100;
};

/** What each column needs for its numbers and words; a merged cell's need is shared by its columns. */
function leastWidths(table: Table): number[] {
  const least = table.widths.map((width) => Math.max(LEAST_WIDTH, width * LEAST_SHARE));
  const byColSpan = [...table.cells].sort((a, b) => a.colSpan - b.colSpan);
  for (const cell of byColSpan) spread(least, cell.col, cell.colSpan, leastWidth(cell));
  return least;
}

function leastWidth(cell: Cell): number {
  const text = cleanText(cellText(cell.content));
  const unbreakable =
    cell.content.kind === 'number' || shownNumber(cell.content)
      ? displayWidth(text)
      : Math.min(longestWord(text), LONGEST_WORD);
  return unbreakable * half(BODY) * DIGIT_RESERVE + PADDING + cell.indent * INDENT;
}

/** Height in points of each row of the grid; a cell over several rows shares its need among them. */
export function rowHeights(table: Table, widths: readonly number[]): number[] {
  const heights = Array.from({ length: table.rows }, () => textHeight('', 0, BODY));
  const byRowSpan = [...table.cells].sort((a, b) => a.rowSpan - b.rowSpan);
  for (const cell of byRowSpan) {
    if (cell.content.kind !== 'text') continue;
    const width = sum(widths.slice(cell.col, cell.col + cell.colSpan));
    const height = textHeight(cleanText(cell.content.text), width, BODY, cell.indent);
    spread(heights, cell.row, cell.rowSpan, height);
  }
  return heights;
}

/** Raises the `count` sizes from `start` evenly, so that together they reach `need`. */
function spread(sizes: number[], start: number, count: number, need: number): void {
  const end = Math.min(start + count, sizes.length);
  let given = 0;
  for (let at = start; at < end; at += 1) given += sizes[at] ?? 0;
  const missing = need - given;
  if (missing <= 0) return;
  for (let at = start; at < end; at += 1) sizes[at] = (sizes[at] ?? 0) + missing / (end - start);
}
