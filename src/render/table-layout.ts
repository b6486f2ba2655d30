/** Type size and column widths of a table so that it fits its page. */
import { sum } from 'es-toolkit/math/sum';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { codeWidth } from './html-text.js';
import { linePieces, pieceWidth } from './line-pieces.js';
import { MOST_OUTSET } from './paper.js';

export interface TableLayout {
  /** pt */
  readonly fontSize: number;
  /** Column widths in percent of the page, 100 together. */
  readonly percents: readonly number[];
  readonly rows: RowStyle;
  /** How far it stands out into the page's margin at each side, in pt. */
  readonly outset: number;
  /** Pages that it is estimated to take. */
  readonly pages: number;
  /** Estimated heights of its rows, in pt. */
  readonly heights: readonly number[];
  /** Estimated height of its header, in pt. */
  readonly header: number;
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
  { line: 1.15, padding: 0.05 },
  { line: 1.1, padding: 0.03 },
];
const FORM_ROWS: readonly RowStyle[] = [
  { line: 1.4, padding: 0.22 },
  { line: 1.3, padding: 0.16 },
  { line: 1.2, padding: 0.07 },
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
/** A figure within a text is kept whole up to this width by its column, in em; wider ones by the text's own. */
const WIDEST_FIGURE = 5;
/** Longer texts are broken wherever room is needed, in em. */
const LONGEST_TEXT = 16;
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
 * All settings of a table. Chosen is the largest type with which it is estimated to take the fewest pages;
 * rows are set closer only where a print shows that it saves a page.
 */
export function tableLayouts(table: Table, { room, depth }: PageRoom): TableLayouts {
  const cells = measured(table);
  const needs = columnNeeds(table, cells);
  const rows = table.form ? FORM_ROWS : LIST_ROWS;
  const layout = (fontSize: number, style: RowStyle, outset = 0): TableLayout => {
    const width = room + 2 * outset;
    const percents = shares(needs, fontSize, width);
    const heights = rowHeights(table.rows, cells, fontSize, style, percents, width);
    const pages = pagesOf(table, heights, width, depth);
    const header = sum(heights.slice(0, table.headerRows));
    return {
      ...{ fontSize, percents, rows: style, outset, pages },
      ...{ heights, header, height: sum(heights) },
    };
  };
  const sizes = SIZES.filter((size) => !table.form || size <= LARGEST_FORM);
  const fitting = sizes.filter((size) => size > SMALLEST && widthOf(needs.wanted, size) <= room);
  const smallest =
    [SMALLEST, ...UNREADABLE].find((size) => widthOf(needs.numbers, size) <= room) ??
    Math.min(...UNREADABLE);
  const [loose, ...closer] = rows as readonly [RowStyle, ...RowStyle[]];
  const readable = [...fitting, smallest].map((size) => layout(size, loose));
  const fewest = Math.min(...readable.map(({ pages }) => pages));
  const all = [
    ...readable,
    ...closer.map((style) => layout(smallest, style)),
    layout(smallest, rows.at(-1) ?? loose, MOST_OUTSET),
  ];
  const chosen = table.form ? 0 : readable.findIndex(({ pages }) => pages === fewest);
  return { all, chosen };
}

/** Whether a table has the widths of its template at a readable size. */
export function fitsUnbroken(table: Table, room: number): boolean {
  return widthOf(columnNeeds(table, measured(table)).wanted, SMALLEST) <= room;
}

/** Widths of columns in pt, by what stands in them in em. */
const pointsOf = (em: readonly number[], size: number): number[] =>
  em.map((width) => (width + PADDING_EM) * size + BORDER);
const mostOf = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((width, col) => Math.max(width, other[col] ?? 0));
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
    const width = cellRoom(cell, { fontSize, percents }, room);
    const needed = Math.ceil((em * fontSize) / Math.max(width, 1));
    const others = sum(lines.slice(cell.row, last));
    lines[last] = Math.max(lines[last] ?? 1, needed - others);
  }
  return lines.map((count) => (count * line + 2 * padding) * fontSize + ROW_BORDER);
}

/**
 * Width in pt that a cell has for its text.
 * @param room width of the table in pt
 */
export function cellRoom(
  cell: Cell,
  { fontSize, percents }: Pick<TableLayout, 'fontSize' | 'percents'>,
  room: number,
): number {
  const share = sum(percents.slice(cell.col, cell.col + cell.colSpan)) / 100;
  return share * room - (PADDING_EM + cell.indent * INDENT_EM) * fontSize - BORDER;
}

/** What the columns need, in em without the room at their sides; each list at least what those before it are. */
interface ColumnNeeds {
  /** For their longest number or code. */
  readonly numbers: readonly number[];
  /** So that labels are not broken, or in even lines. */
  readonly labels: readonly number[];
  /** So that few texts are broken. */
  readonly texts: readonly number[];
  /** For the labels, and as the template has the widths. */
  readonly wanted: readonly number[];
}

function columnNeeds(table: Table, cells: readonly Measured[]): ColumnNeeds {
  const numbers = table.widths.map(() => 2);
  const labels = [...numbers];
  const texts = [...numbers];
  const raise = (widths: number[], col: number, width: number) => {
    widths[col] = Math.max(widths[col] ?? 0, width);
  };
  for (const { cell } of cells) {
    if (cell.colSpan !== 1) continue;
    const { col, rowSpan } = cell;
    const indent = cell.indent * INDENT_EM;
    const text = cellText(cell.content);
    const longest = Math.max(...text.split('\n').map(codeWidth));
    if (unbreakable(cell)) raise(numbers, col, longest * RESERVE + indent);
    else if (rowSpan >= UPRIGHT_ROWS) raise(labels, col, Math.min(longest, longest % 2 ? 3 : 2));
    else if (cell.row < table.headerRows) raise(labels, col, headingNeed(longest));
    else {
      raise(numbers, col, longestFigure(text) + indent);
      raise(labels, col, labelNeed(longest) + indent);
      raise(texts, col, Math.min(longest, LONGEST_TEXT) + indent);
    }
  }
  const whole = mostOf(labels, numbers);
  const wanted = mostOf(
    whole,
    table.widths.map((width) => width / 2),
  );
  return { numbers, labels: whole, texts: mostOf(texts, whole), wanted };
}

/** Of the figures in a text, each with its sign and unit, those that a column has to make room for, in em. */
function longestFigure(text: string): number {
  const widths = linePieces(text).flatMap((piece) => (piece.whole ? pieceWidth(piece.text) : []));
  return Math.max(0, ...widths.filter((width) => width <= WIDEST_FIGURE));
}

/** The width in em at which a label leaves no single character on a line of its own. */
function labelNeed(longest: number): number {
  if (longest <= LONGEST_WORD) return longest;
  return longest <= 2 * LONGEST_WORD ? Math.ceil(longest / 2) : LEAST_TEXT;
}

/** The same for a column's heading, which may take three lines. */
function headingNeed(longest: number): number {
  if (longest <= LEAST_TEXT) return longest;
  return Math.min(Math.ceil(longest / (longest <= LONGEST_WORD ? 2 : 3)), LEAST_TEXT);
}

/**
 * Spreads room over columns, in percent: as the template has them if there is enough, else above what their
 * texts need, their labels, their numbers.
 */
function shares(
  { numbers, labels, texts, wanted }: ColumnNeeds,
  size: number,
  room: number,
): number[] {
  const stages = [numbers, labels, texts].map((em) => pointsOf(em, size));
  const between = (from: readonly number[], to: readonly number[]): number[] => {
    const part = (room - sum(from)) / Math.max(sum(to) - sum(from), 1);
    const share = Math.max(Math.min(part, 1), 0);
    return from.map((width, col) => width + ((to[col] ?? width) - width) * share);
  };
  const next = stages.findIndex((stage) => sum(stage) > room);
  const from = stages[Math.max(next - 1, 0)] ?? [];
  const template = pointsOf(wanted, size);
  const widths =
    sum(template) <= room
      ? template
      : next < 0
        ? between(stages[2] ?? [], mostOf(template, stages[2] ?? []))
        : between(from, stages[next] ?? from);
  const all = sum(widths);
  return widths.map((width) => (width / all) * 100);
}

export function unbreakable({ content }: Cell): boolean {
  if (content.kind === 'number') return true;
  if (content.kind === 'blank') return false;
  const { text } = content;
  return text.length <= LONGEST_CODE && (/^[\w.,%+-]+$/.test(text) || content.figure !== undefined);
}
