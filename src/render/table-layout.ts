/** Type size and column widths of a table so that it fits its page. */
import { sum } from 'es-toolkit/math/sum';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { codeWidth } from './html-text.js';

export interface TableLayout {
  /** pt */
  readonly fontSize: number;
  /** Column widths in percent of the page, 100 together. */
  readonly percents: readonly number[];
  /** Pages that it is estimated to take. */
  readonly pages: number;
}

const SIZES = [12, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5] as const;
const SMALLEST = 5;
const LARGEST_FORM = 10.5;
/** Below these sizes text is wrapped rather than made smaller; figures never wrap. */
const READABLE = 7;
const READABLE_FORM = 9;
/** Room at the sides of a cell and its border, in em and pt. */
const PADDING_EM = 0.7;
const BORDER = 1.5;
export const INDENT_EM = 1;
/** Codes and the like up to this length stay whole. */
const LONGEST_CODE = 14;
/** Other typefaces may be a little wider. */
const RESERVE = 1.03;
/** Heights as 表.css has them, in em of the table's type and in pt. */
const LINE_EM = 1.3;
const ROW_PADDING_EM = 0.44;
const ROW_BORDER = 0.5;
const ABOVE_ROWS = 86;
const NOTE_LINE = 17;
/** The estimate may be off by so much, a page. */
const SLACK = 10;
const NOTE_SIZE = 10.5;

/**
 * The largest type size at which the table's columns fit a width, and the columns' shares of it.
 * A column is never narrower than its longest number or code.
 * @param room width between the page margins in pt
 * @param depth height between the page margins in pt
 */
export function layoutTable(
  table: Table,
  room: number,
  depth = Number.POSITIVE_INFINITY,
): TableLayout {
  const cells = measured(table);
  const numbers = longestNumbers(table, cells);
  const least = (size: number): number[] =>
    numbers.map((em) => (Math.max(em, 2) + PADDING_EM) * size + BORDER);
  const wanted = (size: number): number[] => {
    const floor = least(size);
    return table.widths.map((width, col) =>
      Math.max((width / 2 + PADDING_EM) * size + BORDER, floor[col] ?? 0),
    );
  };
  const sizes = SIZES.filter((size) => !table.form || size <= LARGEST_FORM);
  const readable = table.form ? READABLE_FORM : READABLE;
  const layout = (size: number): TableLayout => {
    const percents = shares(wanted(size), least(size), room);
    return { fontSize: size, percents, pages: pagesOf(table, cells, size, percents, room, depth) };
  };
  const wide = sizes.filter((size) => size >= readable && sum(wanted(size)) <= room);
  const narrow = sizes.find((size) => size <= readable && sum(least(size)) <= room);
  const largest = layout(wide[0] ?? narrow ?? SMALLEST);
  if (table.form || largest.pages === 1) return largest;
  // rather in slightly smaller type than a few rows left over for another page
  const layouts = wide.map(layout);
  const fewest = Math.min(largest.pages, ...layouts.map((one) => one.pages));
  return layouts.find((one) => one.pages === fewest) ?? largest;
}

interface Measured {
  readonly cell: Cell;
  /** Width of its text. */
  readonly em: number;
}

/** Cells of one row first: what a taller cell needs beyond its rows, its last row gives. */
function measured({ cells }: Table): Measured[] {
  return cells
    .map((cell) => ({ cell, em: codeWidth(cellText(cell.content)) }))
    .sort((a, b) => a.cell.rowSpan - b.cell.rowSpan);
}

/** How many pages the block takes: heading, number, title and line above the rows, notes below them. */
function pagesOf(
  table: Table,
  cells: readonly Measured[],
  fontSize: number,
  percents: readonly number[],
  room: number,
  depth: number,
): number {
  const heights = rowHeights(table.rows, cells, fontSize, percents, room);
  const header = sum(heights.slice(0, table.headerRows));
  const notes = sum(
    table.notes.map((note) => Math.ceil((codeWidth(note) * NOTE_SIZE) / room) * NOTE_LINE),
  );
  let pages = 1;
  let left = depth - SLACK - ABOVE_ROWS - (table.number ? NOTE_LINE : 0);
  heights.forEach((height, row) => {
    // the last row stays with the notes
    const needed = row === heights.length - 1 ? height + notes : height;
    if (needed > left && row >= table.headerRows) {
      pages++;
      left = depth - header - SLACK;
    }
    left -= height;
  });
  return pages;
}

/** Estimated heights of the rows in pt. */
function rowHeights(
  rows: number,
  cells: readonly Measured[],
  fontSize: number,
  percents: readonly number[],
  room: number,
): number[] {
  const lines = new Array<number>(rows).fill(1);
  for (const { cell, em } of cells) {
    const last = cell.row + cell.rowSpan - 1;
    const width = cellRoom(cell, { fontSize, percents }, room);
    const needed = Math.ceil((em * fontSize) / Math.max(width, 1));
    const others = sum(lines.slice(cell.row, last));
    lines[last] = Math.max(lines[last] ?? 1, needed - others);
  }
  return lines.map((count) => (count * LINE_EM + ROW_PADDING_EM) * fontSize + ROW_BORDER);
}

/**
 * Width in pt that a cell has for its text.
 * @param room width between the page margins in pt
 */
export function cellRoom(
  cell: Cell,
  { fontSize, percents }: Pick<TableLayout, 'fontSize' | 'percents'>,
  room: number,
): number {
  const share = sum(percents.slice(cell.col, cell.col + cell.colSpan)) / 100;
  return share * room - (PADDING_EM + cell.indent * INDENT_EM) * fontSize - BORDER;
}

/** Spreads room over columns: what they want if there is enough, else above the least they need. */
function shares(wanted: readonly number[], least: readonly number[], room: number): number[] {
  const spare = room - sum(least);
  const extra = sum(wanted) - sum(least);
  const narrowed = sum(wanted) > room && spare > 0 && extra > 0;
  const widths = narrowed
    ? least.map((width, col) => width + (((wanted[col] ?? width) - width) * spare) / extra)
    : wanted;
  const all = sum(widths);
  return widths.map((width) => (width / all) * 100);
}

/** Longest number or code of each column, in em. */
function longestNumbers(table: Table, cells: readonly Measured[]): number[] {
  const longest = table.widths.map(() => 0);
  for (const { cell, em } of cells) {
    if (cell.colSpan !== 1 || !unbreakable(cell)) continue;
    const width = em * RESERVE;
    longest[cell.col] = Math.max(longest[cell.col] ?? 0, width + cell.indent * INDENT_EM);
  }
  return longest;
}

export function unbreakable({ content }: Cell): boolean {
  if (content.kind === 'number') return true;
  if (content.kind === 'blank') return false;
  const { text } = content;
  return text.length <= LONGEST_CODE && (/^[\w.,%+-]+$/.test(text) || content.figure !== undefined);
}
