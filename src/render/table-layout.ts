/** Type size and column widths of a table so that it fits its page. */
import { sum } from 'es-toolkit/math/sum';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { codeWidth } from './html-text.js';

export interface TableLayout {
  /** pt */
  readonly fontSize: number;
  /** Column widths in percent of the page, 100 together. */
  readonly percents: readonly number[];
  readonly rows: RowStyle;
  /** Pages that it is estimated to take. */
  readonly pages: number;
  /** Estimated height of its rows, one below the other, in pt. */
  readonly height: number;
}

/** Height of a line, and room above and below the lines of a row, in em of the table's type. */
export interface RowStyle {
  readonly line: number;
  readonly padding: number;
}

/** The size between the margins that a table has, in pt. */
export interface PageRoom {
  readonly room: number;
  readonly depth: number;
}

const SIZES = [12, 11, 10.5, 10, 9.5, 9] as const;
/** 小五. Text is wrapped, rows are set closer and then go to a further page rather than have smaller type. */
const SMALLEST = 9;
/** Only where the numbers of a row, which never wrap, do not fit the page otherwise. */
const UNREADABLE = [8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5] as const;
const LARGEST_FORM = 10.5;
/** Rows from loose to tight. */
const LIST_ROWS: readonly RowStyle[] = [
  { line: 1.3, padding: 0.22 },
  { line: 1.25, padding: 0.14 },
  { line: 1.2, padding: 0.07 },
];
const FORM_ROWS: readonly RowStyle[] = [
  { line: 1.4, padding: 0.22 },
  { line: 1.3, padding: 0.16 },
  { line: 1.25, padding: 0.09 },
];
/** Room at the sides of a cell and its border, in em and pt. */
const PADDING_EM = 0.7;
const BORDER = 1.5;
export const INDENT_EM = 1;
/** Codes and the like up to this length stay whole. */
const LONGEST_CODE = 14;
/** A label up to this length stays on one line where it can, up to twice this on two. */
const LONGEST_WORD = 6;
/** What a column of longer text needs at least, in em. */
const LEAST_TEXT = 4;
/** A label beside so many rows runs down them. */
const UPRIGHT_ROWS = 3;
/** Other typefaces may be a little wider. */
const RESERVE = 1.03;
/** Heights as 表.css has them, in pt. */
const ROW_BORDER = 0.5;
const ABOVE_ROWS = 86;
const NOTE_LINE = 17;
/** The estimate may be off by so much, a page. */
const SLACK = 10;
const NOTE_SIZE = 10.5;

/** The settings that a table may have, from the loosest to the tightest, and which of them it has at first. */
export interface TableLayouts {
  readonly all: readonly TableLayout[];
  readonly chosen: number;
}

/**
 * The setting of a table: the largest type size at which its columns fit a width, and the columns' shares
 * of it. A column is never narrower than its longest number or code.
 */
export function layoutTable(table: Table, page: PageRoom): TableLayout {
  const { all, chosen } = tableLayouts(table, page);
  return all[chosen] as TableLayout;
}

/**
 * All settings of a table. Chosen is the loosest of those that take the fewest pages: rather smaller type,
 * not below 小五, or closer rows than a few rows left over for another page.
 */
export function tableLayouts(table: Table, { room, depth }: PageRoom): TableLayouts {
  const cells = measured(table);
  const needs = columnNeeds(table, cells);
  const rows = table.form ? FORM_ROWS : LIST_ROWS;
  const layout = (fontSize: number, style: RowStyle): TableLayout => {
    const percents = shares(needs, fontSize, room);
    const heights = rowHeights(table.rows, cells, fontSize, style, percents, room);
    const pages = pagesOf(table, heights, room, depth);
    return { fontSize, percents, rows: style, pages, height: sum(heights) };
  };
  const sizes = SIZES.filter((size) => !table.form || size <= LARGEST_FORM);
  const fitting = sizes.filter((size) => size > SMALLEST && widthOf(needs.wanted, size) <= room);
  const smallest =
    [SMALLEST, ...UNREADABLE].find((size) => widthOf(needs.numbers, size) <= room) ??
    Math.min(...UNREADABLE);
  const all = [
    ...fitting.map((size) => layout(size, rows[0] as RowStyle)),
    ...rows.map((style) => layout(smallest, style)),
  ];
  const fewest = Math.min(...all.map(({ pages }) => pages));
  return { all, chosen: all.findIndex(({ pages }) => pages === fewest) };
}

/** Whether a table has the widths of its template at a readable size. */
export function fitsUnbroken(table: Table, room: number): boolean {
  return widthOf(columnNeeds(table, measured(table)).wanted, SMALLEST) <= room;
}

/** Widths of columns in pt, by what stands in them in em. */
const pointsOf = (em: readonly number[], size: number): number[] =>
  em.map((width) => (width + PADDING_EM) * size + BORDER);
const widthOf = (em: readonly number[], size: number): number => sum(pointsOf(em, size));

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
function pagesOf(table: Table, heights: readonly number[], room: number, depth: number): number {
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
  { line, padding }: RowStyle,
  percents: readonly number[],
  room: number,
): number[] {
  const lines = new Array<number>(rows).fill(1);
  for (const { cell, em } of cells) {
    const last = cell.row + cell.rowSpan - 1;
    const share = sum(percents.slice(cell.col, cell.col + cell.colSpan)) / 100;
    const width = share * room - (PADDING_EM + cell.indent * INDENT_EM) * fontSize - BORDER;
    const needed = Math.ceil((em * fontSize) / Math.max(width, 1));
    const others = sum(lines.slice(cell.row, last));
    lines[last] = Math.max(lines[last] ?? 1, needed - others);
  }
  return lines.map((count) => (count * line + 2 * padding) * fontSize + ROW_BORDER);
}

/** What the columns need, in em without the room at their sides. */
interface ColumnNeeds {
  /** Longest number or code. */
  readonly numbers: readonly number[];
  /** So that labels are not broken, or in two even lines. */
  readonly labels: readonly number[];
  /** As the template has the widths. */
  readonly wanted: readonly number[];
}

function columnNeeds(table: Table, cells: readonly Measured[]): ColumnNeeds {
  const numbers = table.widths.map(() => 2);
  const labels = table.widths.map(() => 2);
  const raise = (widths: number[], col: number, width: number) => {
    widths[col] = Math.max(widths[col] ?? 0, width);
  };
  for (const { cell } of cells) {
    if (cell.colSpan !== 1) continue;
    const indent = cell.indent * INDENT_EM;
    const text = cellText(cell.content);
    if (unbreakable(cell)) raise(numbers, cell.col, codeWidth(text) * RESERVE + indent);
    else raise(labels, cell.col, labelNeed(text, cell.rowSpan) + indent);
  }
  const whole = labels.map((width, col) => Math.max(width, numbers[col] ?? 0));
  const wanted = table.widths.map((width, col) => Math.max(width / 2, whole[col] ?? 0));
  return { numbers, labels: whole, wanted };
}

/** The width in em at which a text leaves no single character on a line of its own. */
function labelNeed(text: string, rowSpan: number): number {
  const longest = Math.max(...text.split('\n').map(codeWidth));
  if (rowSpan >= UPRIGHT_ROWS) return Math.min(longest, longest % 2 === 0 ? 2 : 3);
  if (longest <= LONGEST_WORD) return longest;
  return longest <= 2 * LONGEST_WORD ? Math.ceil(longest / 2) : LEAST_TEXT;
}

/**
 * Spreads room over columns, in percent: what they want if there is enough, else above what their labels
 * need, else above what their numbers need.
 */
function shares({ numbers, labels, wanted }: ColumnNeeds, size: number, room: number): number[] {
  const points = (em: readonly number[]) => pointsOf(em, size);
  const between = (from: readonly number[], to: readonly number[]): number[] => {
    const part = (room - sum(from)) / Math.max(sum(to) - sum(from), 1);
    const share = Math.max(Math.min(part, 1), 0);
    return from.map((width, col) => width + ((to[col] ?? width) - width) * share);
  };
  const enough = sum(points(labels)) <= room;
  const widths = enough
    ? between(points(labels), points(wanted))
    : between(points(numbers), points(labels));
  const all = sum(widths);
  return widths.map((width) => (width / all) * 100);
}

export function unbreakable({ content }: Cell): boolean {
  if (content.kind === 'number') return true;
  if (content.kind === 'blank') return false;
  const { text } = content;
  return text.length <= LONGEST_CODE && (/^[\w.,%+-]+$/.test(text) || content.figure !== undefined);
}
