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
import { type Align, type Cell, type Content, cellText, type Table } from '../tables/table.js';
import type { Totals } from '../tables/totals.js';
import { columnWidths, half, PADDING, rowHeights, textHeight } from './xlsx-metrics.js';
import { shownNumber } from './xlsx-numbers.js';
import { type PagePlan, planList, planPages } from './xlsx-pages.js';
import {
  cleanText,
  columnLetters,
  displayWidth,
  escapeText,
  MAX_CELL_TEXT,
  needsTextFormat,
} from './xlsx-text.js';

/** Points; Excel allows 409.5. */
const MAX_ROW_HEIGHT = 409;
/** A grid row that would be higher becomes rows of about this height, so that print can break between them. */
const PART_HEIGHT = 145;
export const BODY_SIZE = 10;
export const TITLE_SIZE = 16;

export type Value =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'number';
      readonly number: number;
      readonly format: string;
      /** Of a total that Excel adds up itself; the number is what comes of it. */
      readonly formula?: string;
    };

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
  readonly pages: PagePlan;
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
 * @param totals cells that are formulas, with the cells that they add up
 * @throws Error in Chinese if a text is longer than a cell of Excel can hold
 */
export function planSheet(table: Table, totals: Totals = new Map()): SheetPlan {
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
  const refOf = ({ row, col }: Cell) => `${columnLetters(col + 1)}${tops[row] ?? gridTop}`;
  for (const cell of withHoles(table)) {
    const place = `${table.id} 第${cell.row + 1}行第${cell.col + 1}列`;
    const value = withFormula(cellValue(cell.content, place), cell, totals, refOf);
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
  const plan = { widths, heights, areas, titleRow, gridTop, headerBottom, gridBottom };
  const { orientation } = table;
  if (table.form) return { ...plan, pages: formPages(plan, orientation) };
  const repeated = sum(heights.slice(titleRow - 1, headerBottom));
  const printed = { orientation, widths, heights, areas, headings: new Set<number>(), repeated };
  return { ...plan, pages: planList(printed) };
}

/** The pages of a form: each repeats its title and the line above its grid. */
function formPages(plan: Omit<SheetPlan, 'pages'>, orientation: Table['orientation']): PagePlan {
  const { areas, heights, widths, titleRow, gridTop } = plan;
  const rows = new Map<number, Area[]>();
  for (const area of areas) {
    if (area.top < gridTop || area.value.kind === 'blank') continue;
    rows.set(area.top, [...(rows.get(area.top) ?? []), area]);
  }
  const headings = [...rows].flatMap(([row, own]) => (isHeadingRow(own, widths) ? [row] : []));
  return planPages({
    orientation,
    widths,
    heights,
    areas,
    headings: new Set(headings),
    repeated: sum(heights.slice(titleRow - 1, gridTop - 1)),
  });
}

/** Words in bold alone, a short line over the whole width, or what begins with a lead-in: 年度目标2：. */
function isHeadingRow(areas: readonly Area[], widths: readonly number[]): boolean {
  const [first] = areas;
  const over =
    areas.length === 1 && first?.left === 1 && first.right === widths.length && isShort(first);
  const leadIn = first?.value.kind === 'text' && /[：:]$/.test(first.value.text);
  return over || leadIn || areas.every(({ look }) => look.bold);
}

const SHORT = 20;
const isShort = ({ value }: Area): boolean => value.kind === 'text' && value.text.length <= SHORT;

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
  const shown = shownNumber(content);
  if (shown) return { kind: 'number', ...shown };
  const text = escapeText(cleanText(cellText(content)));
  if (text === '') return { kind: 'blank' };
  if (text.length > MAX_CELL_TEXT) {
    throw new Error(
      `${place}：文字有 ${text.length} 个字符，Excel 一个单元格最多 ${MAX_CELL_TEXT} 个，请缩短。`,
    );
  }
  return { kind: 'text', text };
}

/** Of a total: the sum of its parts, rounded to what it shows, as sums of binary fractions are a little off. */
function withFormula(
  value: Value,
  cell: Cell,
  totals: Totals,
  refOf: (part: Cell) => string,
): Value {
  const parts = totals.get(cell);
  if (!parts || value.kind !== 'number' || cell.content.kind !== 'number') return value;
  const formula = `ROUND(SUM(${rangesOf(parts).map((run) => runRef(run, refOf))}),${cell.content.decimals})`;
  return formula.length > MOST_FORMULA ? value : { ...value, formula };
}

/** Excel takes formulas of 8192 characters; longer than this nobody reads them. */
const MOST_FORMULA = 2000;

/** Places side by side or below each other are one range. */
function rangesOf(parts: readonly Cell[]): Cell[][] {
  const runs: Cell[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const first = run?.[0];
    const down = last && part.col === last.col && part.row === last.row + 1;
    const across = last && part.row === last.row && part.col === last.col + 1;
    const straight =
      run?.length === 1 || (down ? first?.col === part.col : first?.row === part.row);
    if (run && straight && (down || across)) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

function runRef(run: readonly Cell[], refOf: (part: Cell) => string): string {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return '';
  return first === last ? refOf(first) : `${refOf(first)}:${refOf(last)}`;
}

function gridLook({ align, bold, content, indent }: Cell, value: Value): Look {
  const figure = content.kind === 'number';
  return {
    role: 'grid',
    align,
    bold,
    indent: align === 'center' ? 0 : indent,
    wrap: value.kind !== 'number' && !figure,
    format: value.kind === 'number' ? value.format : figure ? '@' : textFormat(value),
  };
}

function textFormat(value: Value): string {
  return value.kind === 'text' && needsTextFormat(value.text) ? '@' : '';
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
