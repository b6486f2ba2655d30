/** A table as HTML: heading, grid, notes. */
import { type Cell, cellText, type Table } from '../tables/table.js';
import { anchor, escapeHtml, rowAnchor } from './html-text.js';
import { INDENT_EM, layoutTable, unbreakable } from './table-layout.js';

/** Cells that span so many rows keep them on one page. */
const SMALL_SPAN = 3;
/** A label up to this length is repeated on each page that its rows reach. */
const LONGEST_LABEL = 24;

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
  const { fontSize, percents, pages: count } = layoutTable(table, page.room, page.depth);
  const columns = percents.map((share) => `<col style="width:${share.toFixed(3)}%">`).join('');
  const divided = dividedAtPages(id, table, pages);
  const kept = keptRows(table);
  const number = captionOf(table);
  return [
    `<section class="block${table.form ? ' form' : ''}${marked ? ' spans' : ''}${count > 1 ? ' long' : ''}">`,
    `<h${level} id="${anchor(id)}">${number.above}<span class="title">${escapeHtml(table.title)}</span></h${level}>`,
    number.below,
    captionLine(table),
    ...sections(table).map(
      (section) =>
        `<table style="font-size:${fontSize}pt"><colgroup>${columns}</colgroup>` +
        `${renderRows(id, divided, section, marked, kept)}</table>`,
    ),
    '</section>',
  ].join('');
}

/** The printed number: at the left above the title, or at the right below it. */
function captionOf({ number, numberPlace }: Table): { above: string; below: string } {
  if (!number) return { above: '', below: '' };
  const text = escapeHtml(number);
  return numberPlace === 'right'
    ? { above: '', below: `<div class="line end"><span>${text}</span></div>` }
    : { above: `<span class="number">${text}　</span>`, below: '' };
}

/** 部门, 年度 and 单位 on the line above the grid. */
function captionLine({ lead, middle, unit }: Table): string {
  if (!lead && !middle && !unit) return '';
  const spans = [lead, ...(middle ? [middle] : []), unit];
  return `<div class="line">${spans.map((text) => `<span>${escapeHtml(text)}</span>`).join('')}</div>`;
}

/** Notes are rows without borders: only rows can be kept on the page of the row before them. */
function renderNotes({ notes, widths }: Table): string {
  const cell = (note: string) => `<td colspan="${widths.length}">${escapeHtml(note)}</td>`;
  const rows = notes.map(
    (note, i) => `<tr class="note${i < notes.length - 1 ? ' k' : ''}">${cell(note)}</tr>`,
  );
  return rows.join('');
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

/**
 * Rows of a form that must not stand last on a page: captions, headers of two or three rows, headers
 * beside a label and the row above them.
 */
function keptRows(table: Table): Set<number> {
  const kept = new Set<number>();
  if (table.notes.length > 0) kept.add(table.rows - 1);
  for (const cell of table.cells) {
    const caption = cell.bold && cell.colSpan === table.widths.length;
    const small = cell.rowSpan > 1 && cell.rowSpan <= SMALL_SPAN;
    const last = caption ? cell.row : small ? cell.row + cell.rowSpan - 2 : -1;
    for (let row = cell.row; row <= last; row += 1) kept.add(row);
  }
  for (let row = table.headerRows; row < table.rows - 1; row += 1) {
    if (!isHeader(table, row)) continue;
    kept.add(row);
    if (row > table.headerRows && !isHeader(table, row - 1)) kept.add(row - 1);
  }
  return kept;
}

/** Whether all cells that begin in a row are bold, but for a label that goes on further down. */
function isHeader({ cells, widths }: Table, row: number): boolean {
  const own = cells.filter((cell) => cell.row === row && cell.rowSpan <= SMALL_SPAN);
  return own.length > 0 && own.every((cell) => cell.bold && cell.colSpan < widths.length);
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
  const notes = to === table.rows ? renderNotes(table) : '';
  return `${head && `<thead>${head}</thead>`}<tbody>${body}${notes}</tbody>`;
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
