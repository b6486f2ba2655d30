/** What the template prints of a table (templates/print/表.hbs): heading, grids, notes. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { type HeaderRole, headerCells, isHeaderRow, SMALL_SPAN } from './header-cells.js';
import { anchor, rowAnchor } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import { cellRoom, INDENT_EM, layoutTable, unbreakable } from './table-layout.js';

/** A label up to this length is repeated on each page that its rows reach. */
const LONGEST_LABEL = 24;

/** Where pages were seen to break: page of each anchor. */
export type Pages = ReadonlyMap<string, number>;

/**
 * The whole block: number, title, line above the grid, grids, notes.
 * @param rank 2–6, the title's as a heading and so its depth in the bookmarks
 * @param page width and height between the page margins in pt
 * @returns the view by an earlier print's pages; labels over rows of several pages are repeated on each
 */
export function tableViews(
  id: string,
  table: Table,
  rank: number,
  page: { readonly room: number; readonly depth: number },
): (pages: Pages) => object {
  const { title, number, numberPlace, lead, middle, unit, form, notes, widths } = table;
  const layout = layoutTable(table, page.room, page.depth);
  const { fontSize, percents, pages: count } = layout;
  const columns = percents.map((share) => share.toFixed(3));
  const spans = hasSpans(table);
  const kept = keptRows(table);
  const piecesOf = (cell: Cell): readonly LinePiece[] =>
    linePieces(cellText(cell.content), cellRoom(cell, layout, page.room) / fontSize);
  const described = (row: number) => ({
    id: spans && row >= table.headerRows ? rowAnchor(id, row) : undefined,
    kept: kept.has(row),
  });
  const grids = sections(table).map((section) => ({
    section,
    fontSize,
    columns,
    // below the last grid: only rows can be kept on the page of the row before them
    notes: (section.to === table.rows ? notes : []).map((text, i) => ({
      pieces: linePieces(text),
      colSpan: widths.length,
      kept: i < notes.length - 1,
    })),
  }));
  const view = {
    id: anchor(id),
    rank,
    title,
    numberAbove: numberPlace === 'right' ? '' : number,
    numberBelow: numberPlace === 'right' ? number : '',
    // 部门, 年度 and 单位
    line: lead || middle || unit ? [lead, ...(middle ? [middle] : []), unit] : [],
    form,
    spans,
    long: count > 1,
  };
  return (pages) => {
    const divided = dividedAtPages(id, table, pages);
    const roles = headerCells(divided);
    return {
      ...view,
      grids: grids.map((grid) => ({
        ...grid,
        ...rowsOf(divided, grid.section, roles, described, piecesOf),
      })),
    };
  };
}

/** Whether cells span rows of the body, so that it matters where pages break. */
export function hasSpans(table: Table): boolean {
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
  const byRow = groupBy(table.cells, ({ row }) => row);
  const isHeader = (row: number) => isHeaderRow(byRow[row] ?? [], table.widths.length);
  for (let row = table.headerRows; row < table.rows - 1; row += 1) {
    if (!isHeader(row)) continue;
    kept.add(row);
    if (row > table.headerRows && !isHeader(row - 1)) kept.add(row - 1);
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
  const byRow = groupBy(table.cells, ({ row }) => row);
  const isBold = (row: number) => (byRow[row] ?? []).every(({ bold }) => bold);
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? table.rows;
    const isCaption = captions.some((cell) => cell.row === from);
    let headEnd = from;
    while (isCaption && headEnd < to && isBold(headEnd)) headEnd += 1;
    // a section of nothing but bold rows has no head to repeat
    return { from, headEnd: headEnd < to ? headEnd : from, to };
  });
}

interface Row {
  readonly id: string | undefined;
  /** Not the last one on its page. */
  readonly kept: boolean;
  readonly cells: readonly object[];
}

/** Rows of a section. Places that no cell covers get an empty one, and no span passes head or body. */
function rowsOf(
  table: Table,
  { from, headEnd, to }: Section,
  roles: ReadonlyMap<Cell, HeaderRole>,
  described: (row: number) => Omit<Row, 'cells'>,
  piecesOf: (cell: Cell) => readonly LinePiece[],
): { head: Row[]; body: Row[] } {
  const width = table.widths.length;
  const starts = new Map(table.cells.map((cell) => [cell.row * width + cell.col, cell]));
  const covered = new Set<number>();
  const head: Row[] = [];
  const body: Row[] = [];
  for (let row = from; row < to; row += 1) {
    const inHead = row < headEnd;
    const end = inHead ? headEnd : to;
    const cells: object[] = [];
    for (let col = 0; col < width; col += 1) {
      const place = row * width + col;
      if (covered.has(place)) continue;
      const cell = starts.get(place);
      if (!cell) {
        cells.push({ ...NO_CELL, ...NO_TEXT });
        continue;
      }
      const rowSpan = Math.min(cell.rowSpan, end - row);
      const colSpan = Math.min(cell.colSpan, width - col);
      for (let r = 0; r < rowSpan; r += 1) {
        for (let c = 0; c < colSpan; c += 1) covered.add(place + r * width + c);
      }
      const text = cellText(cell.content);
      const pieces = isOneLine(cell, text) ? undefined : piecesOf(cell);
      cells.push({ ...cellView(cell, rowSpan, colSpan, inHead, roles.get(cell)), text, pieces });
    }
    (inHead ? head : body).push({ ...described(row), cells });
  }
  return { head, body };
}

const ALIGN = { left: '', center: 'c', right: 'r' } as const;
const NO_CELL = { head: false, role: '', classes: '', rowSpan: 0, colSpan: 0, padding: 0 };
const NO_TEXT = { text: '', pieces: undefined };

/** Whether a cell's lines need no pieces. */
function isOneLine(cell: Cell, text: string): boolean {
  return unbreakable(cell) || !/[0-9０-９]|[A-Za-z][!-~]{11}|第/.test(text);
}

/** @returns spans only where they are more than one; padding at the left in em, if there is any */
function cellView(
  cell: Cell,
  rowSpan: number,
  colSpan: number,
  head: boolean,
  role: HeaderRole | undefined,
): Record<keyof typeof NO_CELL, unknown> {
  const classes = [
    head ? '' : ALIGN[cell.align],
    cell.bold ? 'b' : '',
    unbreakable(cell) ? 'n' : '',
  ];
  return {
    head,
    role: head ? '' : (role ?? ''),
    classes: classes.filter(Boolean).join(' '),
    rowSpan: rowSpan > 1 ? rowSpan : 0,
    colSpan: colSpan > 1 ? colSpan : 0,
    padding: cell.indent > 0 && !head ? 0.25 + cell.indent * INDENT_EM : 0,
  };
}
