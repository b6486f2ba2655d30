/** What the template prints of a table (templates/print/表.hbs): heading, grids, notes. */
import { range } from 'es-toolkit/math/range';
import { cellFigure, isPrintedFigure } from '../narrative/printed-figures.js';
import { type Cell, cellText, placeOf, type Table } from '../tables/table.js';
import { type HeaderRole, headerCells } from './header-cells.js';
import { anchor, endOf, rowAnchor } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import type { TableFlow } from './page-fit.js';
import { type GridCell, type GridRow, gridsOf, hasSpans } from './table-grids.js';
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
  const idOf = (row: number) => (spans && row >= table.headerRows ? rowAnchor(id, row) : undefined);
  const figureOf = (cell: Cell): string =>
    marked && isPrintedFigure(table, cell) ? cellFigure(placeOf(table, cell)) : '';
  // below the last grid: only rows can be kept on the page of the row before them
  const noteViews = notes.map((text, i) => ({
    pieces: linePieces(text),
    colSpan: widths.length,
    kept: i < notes.length - 1,
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
    const words = { idOf, roles: headerCells(divided), piecesOf, figureOf };
    return {
      ...view,
      long: layout.pages > 1,
      outset,
      grids: gridsOf(table, divided.cells).map(({ head, body, notes }) => ({
        ...setting,
        notes: notes.length > 0 ? noteViews : [],
        head: rowViews(head, true, words),
        body: rowViews(body, false, words),
      })),
    };
  };
  const breaks = (pages: Pages) => (spans ? pageBreaks(id, table, pages).join() : '');
  return {
    settings: settings.map((layout) => ({ ...layout, long: layout.pages > 1 })),
    breaks,
    at,
  };
}

/** Rows of the body that begin a page. */
function pageBreaks(id: string, table: Table, pages: Pages): number[] {
  const page = (row: number): number | undefined => pages.get(rowAnchor(id, row));
  return range(table.headerRows + 1, table.rows).filter((row) => page(row) !== page(row - 1));
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

/** What is said of rows and cells beside their texts. */
interface RowWords {
  /** Anchor of a row; undefined where nobody looks for it. */
  readonly idOf: (row: number) => string | undefined;
  readonly roles: ReadonlyMap<Cell, HeaderRole>;
  readonly piecesOf: (cell: Cell) => readonly LinePiece[];
  /** Name of its figure; empty where it has none, or is not marked. */
  readonly figureOf: (cell: Cell) => string;
}

/** Rows as the template prints them. */
function rowViews(rows: readonly GridRow[], inHead: boolean, words: RowWords) {
  return rows.map(({ row, kept, cells }) => ({
    id: words.idOf(row),
    kept,
    cells: cells.map((one) => cellView(one, inHead, words)),
  }));
}

const ALIGN = { left: '', center: 'c', right: 'r' } as const;
const NO_CELL = {
  ...{ head: false, role: '', classes: '', rowSpan: 0, colSpan: 0, padding: 0 },
  ...{ figure: '', text: '', pieces: undefined },
};

/** Whether a cell's lines need no pieces. */
function isOneLine(cell: Cell, text: string): boolean {
  return unbreakable(cell) || !/[0-9０-９]|[A-Za-z][!-~]{11}|第/.test(text);
}

/** @returns spans only where they are more than one; padding at the left in em, if there is any */
function cellView(
  { cell, rowSpan, colSpan, joined }: GridCell,
  head: boolean,
  { roles, piecesOf, figureOf }: RowWords,
) {
  if (!cell) return NO_CELL;
  const classes = [
    head ? '' : ALIGN[cell.align],
    cell.bold ? 'b' : '',
    unbreakable(cell) ? 'n' : '',
    joined ?? '',
  ];
  const text = cellText(cell.content);
  return {
    // what goes on in the body heads nothing
    head: head && joined === undefined,
    role: head ? '' : (roles.get(cell) ?? ''),
    classes: classes.filter(Boolean).join(' '),
    rowSpan: rowSpan > 1 ? rowSpan : 0,
    colSpan: colSpan > 1 ? colSpan : 0,
    padding: cell.indent > 0 && !head ? 0.25 + cell.indent * INDENT_EM : 0,
    figure: figureOf(cell),
    text,
    pieces: isOneLine(cell, text) ? undefined : piecesOf(cell),
  };
}
