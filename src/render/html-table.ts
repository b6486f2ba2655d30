/** What the template prints of a table (templates/print/表.hbs): heading, grids, notes. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { range } from 'es-toolkit/math/range';
import { cellFigure, isPrintedFigure } from '../narrative/printed-figures.js';
import { type Cell, cellText, placeOf, type Table } from '../tables/table.js';
import { type HeaderRole, headerCells, isHeaderRow, SMALL_SPAN } from './header-cells.js';
import { anchor, endOf, rowAnchor } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import type { TableFlow } from './page-fit.js';
import {
  cellRoom,
  INDENT_EM,
  type PageRoom,
  type TableLayout,
  tableLayouts,
  unbreakable,
} from './table-layout.js';

/** A label up to this length is repeated on each page that its rows reach. */
const LONGEST_LABEL = 24;

/** Where pages were seen to break: page of each anchor. */
export type Pages = ReadonlyMap<string, number>;

/** A table as it is printed. */
export interface TableViews {
  /** Of its settings from the one that it has at first to the closest. */
  readonly settings: TableFlow['settings'];
  /** Tells views of one step apart: rows that begin a page, where that matters. */
  readonly breaks: (pages: Pages) => string;
  /**
   * The view by the pages of an earlier layout: labels over rows of several pages are repeated on each.
   * @param step how many steps closer it is set; the closest setting where there are not as many
   */
  readonly at: (pages: Pages, step: number) => object;
}

/**
 * The whole block: number, title, line above the grid, grids, notes.
 * @param rank 2–6, the title's as a heading and so its depth in the bookmarks
 * @param marked whether cells with figures have their names
 */
export function tableViews(
  id: string,
  table: Table,
  rank: number,
  page: PageRoom,
  marked = false,
): TableViews {
  const { title, number, numberPlace, lead, middle, unit, form, notes, widths } = table;
  const { all, chosen } = tableLayouts(table, page);
  const settings = all.slice(chosen);
  const spans = hasSpans(table);
  const kept = keptRows(table);
  const described = (row: number) => ({
    id: spans && row >= table.headerRows ? rowAnchor(id, row) : undefined,
    kept: kept.has(row),
  });
  const figureOf = (cell: Cell): string =>
    marked && isPrintedFigure(table, cell) ? cellFigure(placeOf(table, cell)) : '';
  const grids = sections(table).map((section) => ({
    section,
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
    end: endOf(anchor(id)),
  };
  const at = (pages: Pages, step: number) => {
    const divided = dividedAtPages(id, table, pages);
    const layout = settings[step] ?? (settings.at(-1) as TableLayout);
    const { fontSize, percents, rows, outset } = layout;
    const setting = {
      fontSize,
      line: rows.line,
      padding: rows.padding,
      columns: percents.map((share) => share.toFixed(3)),
    };
    const room = page.room + 2 * outset;
    const piecesOf = (cell: Cell): readonly LinePiece[] =>
      linePieces(cellText(cell.content), cellRoom(cell, layout, room) / fontSize);
    const roles = headerCells(divided);
    const byRow = groupBy(divided.cells, (cell) => cell.row);
    const cellsOf = ({ from, to }: Section) => range(from, to).flatMap((row) => byRow[row] ?? []);
    return {
      ...view,
      long: isLong(layout),
      outset,
      grids: grids.map((grid) => ({
        ...grid,
        ...setting,
        ...rowsOf(cellsOf(grid.section), widths.length, grid.section, roles, {
          described,
          piecesOf,
          figureOf,
        }),
      })),
    };
  };
  const breaks = (pages: Pages) => (spans ? pageBreaks(id, table, pages).join() : '');
  return { settings: settings.map((layout) => ({ ...layout, long: isLong(layout) })), breaks, at };
}

/** Rows of the body that begin a page. */
function pageBreaks(id: string, table: Table, pages: Pages): number[] {
  const page = (row: number): number | undefined => pages.get(rowAnchor(id, row));
  return range(table.headerRows + 1, table.rows).filter((row) => page(row) !== page(row - 1));
}

/** Whether a table is taken to need more than a page. */
function isLong({ pages }: TableLayout): boolean {
  return pages > 1;
}

/** Whether cells span rows of the body, so that it matters where pages break. */
function hasSpans(table: Table): boolean {
  return table.cells.some((cell) => cell.rowSpan > 1 && cell.row >= table.headerRows);
}

/** Anchors of the rows that a label may be divided at. */
export function rowLinks(id: string, table: Table): string[] {
  if (!hasSpans(table)) return [];
  return range(table.headerRows, table.rows).map((row) => rowAnchor(id, row));
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

/**
 * A list is one section. A form has one below each caption, headed by it and the bold rows after it, and
 * one for each label that stands beside a header and the rows below it, headed by that header.
 */
function sections(table: Table): Section[] {
  if (!table.form) return [{ from: 0, headEnd: table.headerRows, to: table.rows }];
  const width = table.widths.length;
  const captions = table.cells.filter((cell) => cell.bold && cell.colSpan === width);
  const byRow = groupBy(table.cells, ({ row }) => row);
  const isBold = (row: number) => (byRow[row] ?? []).every(({ bold }) => bold);
  const beside = besideLabels(table, byRow);
  const starts = new Set([0, ...captions.map(({ row }) => row)]);
  for (const { from, to } of beside) starts.add(from).add(to);
  const sorted = [...starts].filter((row) => row < table.rows).sort((a, b) => a - b);
  return sorted.map((from, i) => {
    const labelled = beside.find((section) => section.from === from);
    if (labelled) return labelled;
    const to = sorted[i + 1] ?? table.rows;
    const isCaption = captions.some((cell) => cell.row === from);
    let headEnd = from;
    while (isCaption && headEnd < to && isBold(headEnd)) headEnd += 1;
    // a section of nothing but bold rows has no head to repeat
    return { from, headEnd: headEnd < to ? headEnd : from, to };
  });
}

/** Headers with one label beside them that goes on further down, over rows without another header. */
function besideLabels(table: Table, byRow: Record<number, readonly Cell[]>): Section[] {
  const isHeader = (row: number) => isHeaderRow(byRow[row] ?? [], table.widths.length);
  return table.cells.flatMap(({ row: from, rowSpan, col }) => {
    const to = from + rowSpan;
    if (col > 0 || rowSpan <= SMALL_SPAN || !isHeader(from)) return [];
    let headEnd = from + 1;
    while (headEnd < to && isHeader(headEnd)) headEnd += 1;
    const rows = Array.from({ length: to - headEnd }, (_, i) => headEnd + i);
    const crossed = table.cells.some(
      (cell) => cell.row < to && cell.row + cell.rowSpan > to && cell.row + cell.rowSpan > from,
    );
    const others = (byRow[from] ?? []).filter((cell) => cell.col > 0);
    const plain = others.every((cell) => from + cell.rowSpan <= headEnd);
    return rows.length > 0 && !crossed && plain && !rows.some(isHeader)
      ? [{ from, headEnd, to }]
      : [];
  });
}

interface Row {
  readonly id: string | undefined;
  /** Not the last one on its page. */
  readonly kept: boolean;
  readonly cells: readonly object[];
}

/** What is said of rows and cells beside their texts. */
interface RowWords {
  readonly described: (row: number) => Omit<Row, 'cells'>;
  readonly piecesOf: (cell: Cell) => readonly LinePiece[];
  /** Name of its figure; empty where it has none, or is not marked. */
  readonly figureOf: (cell: Cell) => string;
}

/**
 * Rows of a section. Places that no cell covers get an empty one, and no span passes head or body.
 * @param stated cells that begin in them
 * @param width of the table, in columns
 */
function rowsOf(
  stated: readonly Cell[],
  width: number,
  { from, headEnd, to }: Section,
  roles: ReadonlyMap<Cell, HeaderRole>,
  { described, piecesOf, figureOf }: RowWords,
): { head: Row[]; body: Row[] } {
  const starts = new Map(
    stated
      .flatMap((cell) => partedAtHead(cell, from, headEnd))
      .map((cell) => [cell.row * width + cell.col, cell]),
  );
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
      const figure = figureOf(cell);
      cells.push({
        ...cellView(cell, rowSpan, colSpan, inHead, roles.get(cell)),
        figure,
        text,
        pieces,
      });
    }
    (inHead ? head : body).push({ ...described(row), cells });
  }
  return { head, body };
}

/** A cell as a section's head and body have it. */
type PartedCell = Cell & {
  /** It goes on below, or is what goes on. */
  readonly joined?: 'below' | 'above';
};

/** A label beside head and body stands in the body; the place beside the head, which is repeated, is open. */
function partedAtHead(cell: Cell, from: number, headEnd: number): PartedCell[] {
  const end = cell.row + cell.rowSpan;
  if (cell.row < from || cell.row >= headEnd || end <= headEnd) return [cell];
  const content: Cell['content'] = { kind: 'blank' };
  return [
    { ...cell, content, rowSpan: headEnd - cell.row, joined: 'below' },
    { ...cell, row: headEnd, rowSpan: end - headEnd, joined: 'above' },
  ];
}

const ALIGN = { left: '', center: 'c', right: 'r' } as const;
const NO_CELL = { head: false, role: '', classes: '', rowSpan: 0, colSpan: 0, padding: 0 };
const NO_TEXT = { figure: '', text: '', pieces: undefined };

/** Whether a cell's lines need no pieces. */
function isOneLine(cell: Cell, text: string): boolean {
  return unbreakable(cell) || !/[0-9０-９]|[A-Za-z][!-~]{11}|第/.test(text);
}

/** @returns spans only where they are more than one; padding at the left in em, if there is any */
function cellView(
  cell: PartedCell,
  rowSpan: number,
  colSpan: number,
  head: boolean,
  role: HeaderRole | undefined,
): Record<keyof typeof NO_CELL, unknown> {
  const classes = [
    head ? '' : ALIGN[cell.align],
    cell.bold ? 'b' : '',
    unbreakable(cell) ? 'n' : '',
    cell.joined ?? '',
  ];
  return {
    // what goes on in the body heads nothing
    head: head && cell.joined === undefined,
    role: head ? '' : (role ?? ''),
    classes: classes.filter(Boolean).join(' '),
    rowSpan: rowSpan > 1 ? rowSpan : 0,
    colSpan: colSpan > 1 ? colSpan : 0,
    padding: cell.indent > 0 && !head ? 0.25 + cell.indent * INDENT_EM : 0,
  };
}
