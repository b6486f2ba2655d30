/** A table as HTML: type size and column widths so that it fits its page, then heading, grid, notes. */
import { type Cell, cellText, type Table } from '../tables/table.js';
import { anchor, codeWidth, escapeHtml, rowAnchor } from './html-text.js';

export interface TableLayout {
  /** pt */
  readonly fontSize: number;
  /** Column widths in percent of the page, 100 together. */
  readonly percents: readonly number[];
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
const INDENT_EM = 1;
/** Codes and the like up to this length stay whole. */
const LONGEST_CODE = 14;
/** Other typefaces may be a little wider. */
const RESERVE = 1.03;
/** Cells that span so many rows keep them on one page. */
const SMALL_SPAN = 3;
/** Down to this size type may shrink for a table to stay on one page. */
const READABLE_WHOLE = 8.5;
/** Heights as style.ts has them, in em of the table's type and in pt. */
const LINE_EM = 1.3;
const ROW_PADDING_EM = 0.44;
const ROW_BORDER = 0.5;
const ABOVE_ROWS = 108;
const NOTE_LINE = 19;
/** A label up to this length is repeated on each page that its rows reach. */
const LONGEST_LABEL = 24;

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
  const numbers = longestNumbers(table);
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
  const layout = (size: number): TableLayout => ({
    fontSize: size,
    percents: shares(wanted(size), least(size), room),
  });
  const wide = sizes.filter((size) => size >= readable && total(wanted(size)) <= room);
  const size = wide[0] ?? sizes.find((size) => size <= readable && total(least(size)) <= room);
  // rather one page in slightly smaller type than a few rows left over for a second page
  const whole = table.form
    ? undefined
    : wide.find((size) => size >= READABLE_WHOLE && heightOf(table, layout(size), room) <= depth);
  return layout(whole ?? size ?? SMALLEST);
}

/** Estimated height of the block in pt: heading, number, title, line and notes above and below the rows. */
function heightOf(table: Table, { fontSize, percents }: TableLayout, room: number): number {
  const lines = new Array<number>(table.rows).fill(1);
  for (const cell of table.cells) {
    if (cell.rowSpan > 1) continue;
    const share = total(percents.slice(cell.col, cell.col + cell.colSpan)) / 100;
    const width = share * room - (PADDING_EM + cell.indent * INDENT_EM) * fontSize - BORDER;
    const needed = Math.ceil((codeWidth(cellText(cell.content)) * fontSize) / Math.max(width, 1));
    lines[cell.row] = Math.max(lines[cell.row] ?? 1, needed);
  }
  const row = (count: number) => (count * LINE_EM + ROW_PADDING_EM) * fontSize + ROW_BORDER;
  return ABOVE_ROWS + total(lines.map(row)) + table.notes.length * NOTE_LINE;
}

/** Spreads room over columns: what they want if there is enough, else above the least they need. */
function shares(wanted: readonly number[], least: readonly number[], room: number): number[] {
  const spare = room - total(least);
  const extra = total(wanted) - total(least);
  const narrowed = total(wanted) > room && spare > 0 && extra > 0;
  const widths = narrowed
    ? least.map((width, col) => width + (((wanted[col] ?? width) - width) * spare) / extra)
    : wanted;
  const all = total(widths);
  return widths.map((width) => (width / all) * 100);
}

/** Longest number or code of each column, in em. */
function longestNumbers(table: Table): number[] {
  const longest = table.widths.map(() => 0);
  for (const cell of table.cells) {
    if (cell.colSpan !== 1 || !unbreakable(cell)) continue;
    const width = codeWidth(cellText(cell.content)) * RESERVE;
    longest[cell.col] = Math.max(longest[cell.col] ?? 0, width + cell.indent * INDENT_EM);
  }
  return longest;
}

function unbreakable({ content }: Cell): boolean {
  if (content.kind === 'number') return true;
  if (content.kind === 'blank') return false;
  const { text } = content;
  return text.length <= LONGEST_CODE && (/^[\w.,%+-]+$/.test(text) || content.figure !== undefined);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Where pages were seen to break: page of each anchor. */
export type Pages = ReadonlyMap<string, number>;

/**
 * The whole block: number, title, line above the grid, grid, notes.
 * @param level 2–6, the title's rank as a heading and so its depth in the bookmarks
 * @param page width and height between the page margins in pt
 * @param pages an earlier print's pages; labels over rows of several pages are repeated on each
 */
export function renderTable(
  id: string,
  table: Table,
  level: number,
  page: { readonly room: number; readonly depth: number },
  pages: Pages,
): string {
  const marked = hasSpans(table);
  const { fontSize, percents } = layoutTable(table, page.room, page.depth);
  const columns = percents.map((share) => `<col style="width:${share.toFixed(3)}%">`).join('');
  const divided = dividedAtPages(id, table, pages);
  const kept = keptRows(table);
  const line =
    table.lead || table.unit
      ? `<div class="line"><span>${escapeHtml(table.lead)}</span><span>${escapeHtml(table.unit)}</span></div>`
      : '';
  const number = table.number ? `<span class="number">${escapeHtml(table.number)}　</span>` : '';
  return [
    `<section class="block${table.form ? ' form' : ''}${marked ? ' spans' : ''}">`,
    `<h${level} id="${anchor(id)}">${number}<span class="title">${escapeHtml(table.title)}</span></h${level}>`,
    line,
    ...sections(table).map(
      (section) =>
        `<table style="font-size:${fontSize}pt"><colgroup>${columns}</colgroup>` +
        `${renderRows(id, divided, section, marked, kept)}</table>`,
    ),
    ...table.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
    '</section>',
  ].join('');
}

/** Whether cells span rows of the body, so that it matters where pages break. */
function hasSpans(table: Table): boolean {
  return table.cells.some((cell) => cell.rowSpan > 1 && cell.row >= table.headerRows);
}

/** Ids that the browser tells the pages of; it does so for what a link leads to, seen or not. */
export function rowLinks(id: string, table: Table): string[] {
  if (!hasSpans(table)) return [];
  const rows = Array.from(
    { length: table.rows - table.headerRows },
    (_, i) => i + table.headerRows,
  );
  return rows.map((row) => rowAnchor(id, row));
}

/** The table with each label that spans several pages' rows divided and repeated. */
function dividedAtPages(id: string, table: Table, pages: Pages): Table {
  const page = (row: number): number | undefined => pages.get(rowAnchor(id, row));
  const divide = (cell: Cell): Cell[] => {
    const label = cellText(cell.content).length <= LONGEST_LABEL;
    if (cell.rowSpan === 1 || cell.row < table.headerRows || !label) return [cell];
    const pieces: Cell[] = [];
    let row = cell.row;
    for (let next = row + 1; next <= cell.row + cell.rowSpan; next += 1) {
      if (next < cell.row + cell.rowSpan && page(next) === page(row)) continue;
      pieces.push({ ...cell, row, rowSpan: next - row });
      row = next;
    }
    return pieces;
  };
  return { ...table, cells: table.cells.flatMap(divide) };
}

/** Rows of a form that must not stand last on a page: captions, and headers of two or three rows. */
function keptRows(table: Table): Set<number> {
  const kept = new Set<number>();
  for (const cell of table.cells) {
    const caption = cell.bold && cell.colSpan === table.widths.length;
    const small = cell.rowSpan > 1 && cell.rowSpan <= SMALL_SPAN;
    const last = caption ? cell.row : small ? cell.row + cell.rowSpan - 2 : -1;
    for (let row = cell.row; row <= last; row += 1) kept.add(row);
  }
  return kept;
}

/** Rows from `from` up to `to` that share a head: its rows are repeated on each page. */
interface Section {
  readonly from: number;
  readonly headEnd: number;
  readonly to: number;
}

/** A list is one section; a form has one below each caption, headed by it and the bold rows after it. */
function sections(table: Table): Section[] {
  if (!table.form) return [{ from: 0, headEnd: table.headerRows, to: table.rows }];
  const width = table.widths.length;
  const captions = table.cells.filter((cell) => cell.bold && cell.colSpan === width);
  const starts = [...new Set([0, ...captions.map((cell) => cell.row)])].sort((a, b) => a - b);
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? table.rows;
    const isCaption = captions.some((cell) => cell.row === from);
    let headEnd = from;
    while (isCaption && headEnd < to && isBold(table, headEnd)) headEnd += 1;
    // a section of nothing but bold rows has no head to repeat
    return { from, headEnd: headEnd < to ? headEnd : from, to };
  });
}

/** Whether all cells that begin in a row are bold. */
function isBold(table: Table, row: number): boolean {
  return table.cells.every((cell) => cell.row !== row || cell.bold);
}

/** Rows of a section. Places that no cell covers get an empty one, and no span passes head or body. */
function renderRows(
  id: string,
  table: Table,
  { from, headEnd, to }: Section,
  marked: boolean,
  kept: ReadonlySet<number>,
): string {
  const starts = new Map(
    table.cells.map((cell) => [cell.row * table.widths.length + cell.col, cell]),
  );
  const covered = new Set<number>();
  let head = '';
  let body = '';
  for (let row = from; row < to; row += 1) {
    const inHead = row < headEnd;
    const end = inHead ? headEnd : to;
    let html = '';
    for (let col = 0; col < table.widths.length; col += 1) {
      const place = row * table.widths.length + col;
      if (covered.has(place)) continue;
      const cell = starts.get(place);
      if (!cell) {
        html += '<td></td>';
        continue;
      }
      const rowSpan = Math.min(cell.rowSpan, end - row);
      const colSpan = Math.min(cell.colSpan, table.widths.length - col);
      for (let r = 0; r < rowSpan; r += 1) {
        for (let c = 0; c < colSpan; c += 1) covered.add(place + r * table.widths.length + c);
      }
      html += renderCell(cell, rowSpan, colSpan, inHead);
    }
    const name = marked && row >= table.headerRows ? ` id="${rowAnchor(id, row)}"` : '';
    const line = `<tr${name}${kept.has(row) ? ' class="k"' : ''}>${html}</tr>`;
    if (inHead) head += line;
    else body += line;
  }
  return `${head && `<thead>${head}</thead>`}<tbody>${body}</tbody>`;
}

const ALIGN = { left: '', center: 'c', right: 'r' } as const;

function renderCell(cell: Cell, rowSpan: number, colSpan: number, head: boolean): string {
  const classes = [
    head ? '' : ALIGN[cell.align],
    cell.bold ? 'b' : '',
    cell.content.kind === 'number' || (cell.content.kind === 'text' && unbreakable(cell))
      ? 'n'
      : '',
  ].filter(Boolean);
  const attributes = [
    head ? ` scope="${colSpan > 1 ? 'colgroup' : 'col'}"` : '',
    classes.length > 0 ? ` class="${classes.join(' ')}"` : '',
    rowSpan > 1 ? ` rowspan="${rowSpan}"` : '',
    colSpan > 1 ? ` colspan="${colSpan}"` : '',
    cell.indent > 0 && !head ? ` style="padding-left:${0.25 + cell.indent * INDENT_EM}em"` : '',
  ].join('');
  const tag = head ? 'th' : 'td';
  return `<${tag}${attributes}>${escapeHtml(cellText(cell.content))}</${tag}>`;
}
