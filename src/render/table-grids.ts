/**
 * A table as grids of rows, as every printed form has it: which rows are repeated on each page, which stay with the
 * row below, where a cell begins and how far it reaches. A form has several grids, each with a head of its own.
 */
import { groupBy } from 'es-toolkit/array/groupBy';
import { range } from 'es-toolkit/math/range';
import type { Cell, Table } from '../tables/table.js';
import { isHeaderRow, SMALL_SPAN } from './header-cells.js';

export interface Grid {
  readonly head: readonly GridRow[];
  readonly body: readonly GridRow[];
  /** The notes below it, which is the last one. */
  readonly notes: readonly string[];
}

export interface GridRow {
  /** Of the table. */
  readonly row: number;
  /** Not the last one on its page. */
  readonly kept: boolean;
  readonly cells: readonly GridCell[];
}

export interface GridCell {
  /** What stands in it; a place that no cell of the table covers has none. */
  readonly cell?: Cell;
  /** In the grid: no span passes head or body. */
  readonly rowSpan: number;
  readonly colSpan: number;
  /** It goes on below, or is what goes on: a label beside a head that is repeated. */
  readonly joined?: 'below' | 'above';
}

/**
 * The grids of a table, one below the other.
 * @param cells as they are printed: labels may be divided where pages break
 */
export function gridsOf(table: Table, cells: readonly Cell[] = table.cells): Grid[] {
  const width = table.widths.length;
  const kept = keptRows(table);
  const byRow = groupBy(cells, ({ row }) => row);
  const cellsOf = ({ from, to }: Section) => range(from, to).flatMap((row) => byRow[row] ?? []);
  return sections(table).map((section) => ({
    ...rowsOf(cellsOf(section), width, section, kept),
    notes: section.to === table.rows ? table.notes : [],
  }));
}

/** Whether cells span rows of the body, so that it matters where pages break. */
export function hasSpans(table: Table): boolean {
  return table.cells.some((cell) => cell.rowSpan > 1 && cell.row >= table.headerRows);
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

/**
 * Rows of a section. Places that no cell covers get an empty one, and no span passes head or body.
 * @param stated cells that begin in them
 * @param width of the table, in columns
 */
function rowsOf(
  stated: readonly Cell[],
  width: number,
  { from, headEnd, to }: Section,
  kept: ReadonlySet<number>,
): { head: GridRow[]; body: GridRow[] } {
  const starts = new Map(
    stated
      .flatMap((cell) => partedAtHead(cell, from, headEnd))
      .map((one) => [one.cell.row * width + one.cell.col, one]),
  );
  const covered = new Set<number>();
  const head: GridRow[] = [];
  const body: GridRow[] = [];
  for (let row = from; row < to; row += 1) {
    const inHead = row < headEnd;
    const end = inHead ? headEnd : to;
    const cells: GridCell[] = [];
    for (let col = 0; col < width; col += 1) {
      const place = row * width + col;
      if (covered.has(place)) continue;
      const one = starts.get(place);
      if (!one) {
        cells.push({ rowSpan: 1, colSpan: 1 });
        continue;
      }
      const rowSpan = Math.min(one.cell.rowSpan, end - row);
      const colSpan = Math.min(one.cell.colSpan, width - col);
      for (let r = 0; r < rowSpan; r += 1) {
        for (let c = 0; c < colSpan; c += 1) covered.add(place + r * width + c);
      }
      cells.push({ ...one, rowSpan, colSpan });
    }
    (inHead ? head : body).push({ row, kept: kept.has(row), cells });
  }
  return { head, body };
}

/** A cell as a section's head and body have it. */
type PartedCell = Required<Pick<GridCell, 'cell'>> & Pick<GridCell, 'joined'>;

/** A label beside head and body stands in the body; the place beside the head, which is repeated, is open. */
function partedAtHead(cell: Cell, from: number, headEnd: number): PartedCell[] {
  const end = cell.row + cell.rowSpan;
  if (cell.row < from || cell.row >= headEnd || end <= headEnd) return [{ cell }];
  const content: Cell['content'] = { kind: 'blank' };
  return [
    { cell: { ...cell, content, rowSpan: headEnd - cell.row }, joined: 'below' },
    { cell: { ...cell, row: headEnd, rowSpan: end - headEnd }, joined: 'above' },
  ];
}
