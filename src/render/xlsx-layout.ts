/**
 * Where everything of a table stands on its sheet: a pure plan of areas, column widths and row heights
 * that xlsx.ts only has to write down. Excel fits neither columns nor merged rows by itself, so both are
 * computed here from the texts.
 *
 *     number                         (where the form has one)
 *     title
 *     lead                  unit     (where the form has one of them)
 *     grid: header, body
 *     notes
 */
import { sum } from 'es-toolkit/math/sum';
import { Decimal } from '../model/money.js';
import { type Align, type Cell, type Content, cellText, type Table } from '../tables/table.js';
import { columnWidths, half, PADDING, rowHeights, textHeight } from './xlsx-metrics.js';
import {
  cleanText,
  displayWidth,
  escapeText,
  MAX_CELL_TEXT,
  needsTextFormat,
} from './xlsx-text.js';

/** Points; Excel allows 409.5. */
const MAX_ROW_HEIGHT = 409;
/** A grid row that would be higher becomes rows of about this height, so that print can break between them. */
const PART_HEIGHT = 145;
/** An Excel number keeps so many digits. */
const EXACT_DIGITS = 15;
export const BODY_SIZE = 10;
export const TITLE_SIZE = 16;

export type Value =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number };

/** How an area looks; plain data, so that equal looks share one style of the workbook. */
export interface Look {
  readonly role: 'title' | 'caption' | 'grid';
  readonly align: Align;
  readonly bold: boolean;
  readonly indent: number;
  readonly wrap: boolean;
  /** Number format; empty for General. */
  readonly format: string;
}

/** Rows and columns count from 1, both ends included. */
interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A cell or a merged range. */
export interface Area extends Range {
  readonly value: Value;
  readonly look: Look;
}

export interface SheetPlan {
  /** Width of each column in Excel's unit (a digit of the default font). */
  readonly widths: readonly number[];
  /** Height of each row in points. */
  readonly heights: readonly number[];
  readonly areas: readonly Area[];
  readonly titleRow: number;
  /** First row of the grid, last row of its header (the row before the grid if there is none), last row of all. */
  readonly gridTop: number;
  readonly headerBottom: number;
  readonly gridBottom: number;
}

const CAPTION: Look = {
  role: 'caption',
  align: 'left',
  bold: false,
  indent: 0,
  wrap: true,
  format: '',
};
const TITLE: Look = { ...CAPTION, role: 'title', align: 'center', bold: true };
const UNIT: Look = { ...CAPTION, align: 'right' };
const MIDDLE: Look = { ...CAPTION, align: 'center' };

/**
 * The plan of a table's sheet.
 * @throws Error in Chinese if a text is longer than a cell of Excel can hold
 */
export function planSheet(table: Table): SheetPlan {
  const widths = columnWidths(table);
  const sheet = new Rows(table.id, widths);
  const above = table.numberPlace === 'above';
  if (table.number !== '' && above) sheet.line(table.number, CAPTION);
  const titleRow = sheet.next;
  sheet.line(table.title, TITLE);
  if (table.number !== '' && !above) sheet.line(table.number, UNIT);
  captionLine(sheet, table);

  const gridTop = sheet.next;
  const tops = rowHeights(table, widths).map((height) => sheet.open(height));
  const bottomOf = (row: number): number => (tops[row + 1] ?? sheet.next) - 1;
  const gridBottom = sheet.next - 1;
  for (const cell of withHoles(table)) {
    const value = cellValue(cell.content, `${table.id} 第${cell.row + 1}行第${cell.col + 1}列`);
    sheet.areas.push({
      top: tops[cell.row] ?? gridTop,
      left: cell.col + 1,
      bottom: bottomOf(cell.row + cell.rowSpan - 1),
      right: cell.col + cell.colSpan,
      value,
      look: gridLook(cell, value),
    });
  }
  const headerBottom = table.headerRows > 0 ? bottomOf(table.headerRows - 1) : gridTop - 1;
  for (const note of table.notes) sheet.line(note, CAPTION);
  const { areas, heights } = sheet;
  return { widths, heights, areas, titleRow, gridTop, headerBottom, gridBottom };
}

/** The rows of a sheet as they are filled from the top. */
class Rows {
  readonly heights: number[] = [];
  readonly areas: Area[] = [];

  constructor(
    private readonly name: string,
    readonly widths: readonly number[],
  ) {}

  /** Number of the row that is opened next. */
  get next(): number {
    return this.heights.length + 1;
  }

  /** Opens a row; one higher than Excel allows becomes several equal ones. Returns the first one's number. */
  open(height: number): number {
    const top = this.next;
    const parts = height > MAX_ROW_HEIGHT ? Math.ceil(height / PART_HEIGHT) : 1;
    for (let part = 0; part < parts; part += 1) this.heights.push(round(height / parts));
    return top;
  }

  /** A text over the full width, in a row of its own. */
  line(text: string, look: Look): void {
    const columns = this.widths.length;
    const top = this.open(this.heightOf(text, look, 1, columns));
    this.place(text, look, { top, left: 1, bottom: this.next - 1, right: columns });
  }

  /** Height that a text needs over the columns `left` … `right`, from 1. */
  heightOf(text: string, look: Look, left: number, right: number): number {
    const size = look.role === 'title' ? TITLE_SIZE : BODY_SIZE;
    return textHeight(cleanText(text), sum(this.widths.slice(left - 1, right)), size);
  }

  place(text: string, look: Look, range: Range): void {
    const value = cellValue({ kind: 'text', text }, this.name);
    this.areas.push({ ...range, value, look: { ...look, format: textFormat(value) } });
  }
}

/** Lead left and unit right in one row, the columns shared out by the room that the unit needs. */
function captionLine(sheet: Rows, { lead, middle, unit }: Table): void {
  const columns = sheet.widths.length;
  const { widths } = sheet;
  /** First column of an area that ends at a column and holds a text on one line. */
  const firstOf = (text: string, last: number): number => {
    const need = displayWidth(text) * half(BODY_SIZE) + PADDING;
    let first = last;
    while (first > 2 && sum(widths.slice(first - 1, last)) < need) first -= 1;
    return first;
  };
  const texts = [lead, middle, unit].filter((text) => text !== '');
  if (texts.length < 2 || columns === 1) {
    for (const text of texts) sheet.line(text, text === unit ? UNIT : CAPTION);
    return;
  }
  const right = unit === '' ? columns + 1 : firstOf(unit, columns);
  const centre = middle === '' ? right : firstOf(middle, right - 1);
  const areas: [string, Look, number, number][] =
    centre > 1
      ? [
          [lead, CAPTION, 1, centre - 1],
          [middle, MIDDLE, centre, right - 1],
          [unit, UNIT, right, columns],
        ]
      : [
          [`${lead}　　${middle}`, CAPTION, 1, right - 1],
          [unit, UNIT, right, columns],
        ];
  const shown = areas.filter(([text, , from, to]) => text !== '' && from <= to);
  const heights = shown.map(([text, look, from, to]) => sheet.heightOf(text, look, from, to));
  const top = sheet.open(Math.max(...heights));
  const bottom = sheet.next - 1;
  for (const [text, look, left, last] of shown)
    sheet.place(text, look, { top, left, bottom, right: last });
}

/** The table's cells, and a blank one for each place that no cell covers: every place has its borders. */
function withHoles(table: Table): Cell[] {
  const covered = Array.from({ length: table.rows }, () => table.widths.map(() => false));
  for (const cell of table.cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      covered[row]?.fill(true, cell.col, cell.col + cell.colSpan);
    }
  }
  const blank = { rowSpan: 1, colSpan: 1, content: { kind: 'blank' } } as const;
  const plain = { align: 'left', bold: false, indent: 0 } as const;
  const holes = covered.flatMap((row, r) =>
    row.flatMap((is, c) => (is ? [] : [{ row: r, col: c, ...blank, ...plain }])),
  );
  return [...table.cells, ...holes];
}

/** What stands in the cell: the shown number where Excel can hold it exactly, else its text. */
function cellValue(content: Content, place: string): Value {
  if (content.kind === 'number') {
    const shown = content.value.toDecimalPlaces(content.decimals, Decimal.ROUND_HALF_UP);
    if (shown.isFinite() && shown.precision() <= EXACT_DIGITS) {
      return { kind: 'number', number: shown.isZero() ? 0 : shown.toNumber() };
    }
  }
  const text = escapeText(cleanText(cellText(content)));
  if (text === '') return { kind: 'blank' };
  if (text.length > MAX_CELL_TEXT) {
    throw new Error(
      `${place}：文字有 ${text.length} 个字符，Excel 一个单元格最多 ${MAX_CELL_TEXT} 个，请缩短。`,
    );
  }
  return { kind: 'text', text };
}

function gridLook(cell: Cell, value: Value): Look {
  const { align, bold, content } = cell;
  const indent = align === 'center' ? 0 : cell.indent;
  const look = { role: 'grid', align, bold, indent } as const;
  if (content.kind === 'number') {
    const format = value.kind === 'number' ? numberFormat(content) : '@';
    return { ...look, wrap: false, format };
  }
  return { ...look, wrap: true, format: textFormat(value) };
}

function textFormat(value: Value): string {
  return value.kind === 'text' && needsTextFormat(value.text) ? '@' : '';
}

function numberFormat(content: { decimals: number; grouping: boolean }): string {
  const fraction = content.decimals > 0 ? `.${'0'.repeat(content.decimals)}` : '';
  return (content.grouping ? '#,##0' : '0') + fraction;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
