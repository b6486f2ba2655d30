/** A table of the package in a Word document: its number, title, line above the grid, grids, notes. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  type ParagraphChild,
  Tab,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
  Table as WordTable,
} from 'docx';
import { sum } from 'es-toolkit/math/sum';
import { cellText, type Table } from '../tables/table.js';
import { gridPlace } from './docx-grids.js';
import { type ParagraphMore, type Piece, paragraph } from './docx-pieces.js';
import { cellStyle, type NamedLook, paragraphOptions, STYLE, twips } from './docx-styles.js';
import { textRuns } from './docx-text.js';
import { printable } from './html-text.js';
import { type Grid, type GridCell, type GridRow, gridsOf } from './table-grids.js';
import {
  INDENT_EM,
  type PageRoom,
  type TableLayout,
  type TableLayouts,
  tableLayouts,
} from './table-layout.js';

/** A table as it is set on its page. */
export interface SetTable {
  readonly table: Table;
  readonly layout: TableLayout;
  readonly page: PageRoom;
  /** Of its cells. */
  readonly style: NamedLook;
}

export function setTable(table: Table, page: PageRoom): SetTable {
  const layout = closeEnough(tableLayouts(table, page));
  const { fontSize, rows } = layout;
  return { table, layout, page, style: cellStyle(fontSize, fontSize * rows.line) };
}

/** Rows of a short table are rather set closer than that a few are left over for a page more. */
function closeEnough({ all, chosen }: TableLayouts): TableLayout {
  const first = all[chosen] as TableLayout;
  const closer = all
    .slice(chosen + 1)
    .find(({ pages, outset }) => outset === 0 && pages < first.pages);
  return closer && first.pages <= SHORT ? closer : first;
}
const SHORT = 3;

/** Where a table begins. */
export interface TableStart {
  readonly beginsPage: boolean;
  /** Room above it in pt. */
  readonly above: number;
  /** Its id, and its title at the place that the contents lead to. */
  readonly id: string;
  readonly titled: (title: readonly ParagraphChild[]) => readonly ParagraphChild[];
}

/** The whole block; what stands above the grid stays with it. */
export function tableBlock(set: SetTable, { beginsPage, above, id, titled }: TableStart): Piece[] {
  const { title, number, numberPlace, lead, middle, unit } = set.table;
  const { room } = set.page;
  const isAbove = number !== '' && numberPlace === 'above';
  const isBeside = number !== '' && numberPlace === 'right';
  const start: ParagraphMore = { beginsPage, ...(above > 0 ? { look: { before: above } } : {}) };
  const ofTitle = { ...(isAbove ? {} : start), places: [id] };
  const line = [lead, ...(middle ? [middle] : []), unit];
  return [
    ...(isAbove ? [paragraph(STYLE.tableNumber, number, room, textRuns(number), start)] : []),
    paragraph(STYLE.tableTitle, title, room, titled(textRuns(title)), ofTitle),
    ...(isBeside
      ? [paragraph(STYLE.tableLine, number, room, textRuns(number), { look: { align: 'right' } })]
      : []),
    ...(line.some((text) => text !== '') ? [lineAbove(line, room)] : []),
    ...grids(set),
  ];
}

/** 部门, 年度 and 单位 on one line: at the left, in the middle, at the right. */
function lineAbove(texts: readonly string[], room: number): Piece {
  const center = { type: TabStopType.CENTER, position: twips(room / 2) };
  const right = { type: TabStopType.RIGHT, position: twips(room) };
  const children = texts.map((text, i) => {
    const said = printable(text);
    return new TextRun({ children: i > 0 ? [new Tab(), said] : [said] });
  });
  const tabStops = texts.length > 2 ? [center, right] : [right];
  return paragraph(STYLE.tableLine, texts.join(''), room, children, { tabStops });
}

/** Grids one below the other with the notes: Word repeats the first rows of a table alone, so each is one. */
function grids(set: SetTable): Piece[] {
  const { table, layout, page } = set;
  // a table that is taken to fit stays on one page
  const isWhole = layout.pages <= 1;
  const made = gridsOf(table);
  return made.flatMap((grid, i) => {
    const isLast = i === made.length - 1;
    return [
      gridPiece(grid, set, isWhole),
      ...(isLast
        ? []
        : [paragraph(STYLE.gap, '', page.room, [], { look: isWhole ? { kept: true } : {} })]),
      ...grid.notes.map((text) => paragraph(STYLE.tableNote, text, page.room)),
    ];
  });
}

function gridPiece({ head, body }: Grid, set: SetTable, isWhole: boolean): Piece {
  const { table, layout } = set;
  const heightOf = ({ row }: GridRow) => layout.heights[row] ?? 0;
  const isKept = ({ row, kept }: GridRow) => kept || (isWhole && row < table.rows - 1);
  const make = () =>
    gridTable(
      [
        ...head.map((row) => gridRow(row, set, true, true)),
        ...body.map((row) => gridRow(row, set, false, isKept(row))),
      ],
      set,
    );
  const parts = [
    ...head.map((row) => ({ height: heightOf(row), kept: true })),
    ...body.map((row) => ({ height: heightOf(row), kept: isKept(row) })),
  ];
  const header = sum(head.map(heightOf));
  const name = printable(`${table.id} ${table.name}`);
  return {
    child: gridPlace(),
    grid: { name, rows: parts.length, make },
    box: { beginsPage: false, before: 0, after: 0, parts, header, places: [] },
  };
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NO_LINE = { style: BorderStyle.NIL, size: 0, color: 'auto' };
/** Room at the sides of a cell, in em. */
const AT_SIDES = 0.35;

function gridTable(rows: readonly TableRow[], set: SetTable): WordTable {
  const { fontSize, rows: rowStyle } = set.layout;
  const columnWidths = columnsOf(set);
  return new WordTable({
    rows,
    columnWidths,
    width: { size: sum(columnWidths), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: {
      left: twips(AT_SIDES * fontSize),
      right: twips(AT_SIDES * fontSize),
      top: twips(rowStyle.padding * fontSize),
      bottom: twips(rowStyle.padding * fontSize),
    },
    borders: {
      ...{ top: LINE, bottom: LINE, left: LINE, right: LINE },
      ...{ insideHorizontal: LINE, insideVertical: LINE },
    },
  });
}

/** Widths of the columns in twips; the last one takes what rounding leaves. */
function columnsOf({ layout, page }: SetTable): number[] {
  const all = twips(page.room + 2 * layout.outset);
  const ends = layout.percents.map((_, i) =>
    Math.round((sum(layout.percents.slice(0, i + 1)) / 100) * all),
  );
  return ends.map((end, i) => end - (ends[i - 1] ?? 0));
}

function gridRow(row: GridRow, set: SetTable, head: boolean, keepNext: boolean): TableRow {
  const { layout, page } = set;
  const { fontSize, rows } = layout;
  const height = layout.heights[row.row] ?? 0;
  return new TableRow({
    ...(head ? { tableHeader: true } : {}),
    ...(keepNext ? { keepNext } : {}),
    // a row that fills a page has to be parted
    cantSplit: height < page.depth * MOST_OF_PAGE,
    height: {
      value: twips((rows.line + 2 * rows.padding) * fontSize),
      rule: HeightRule.ATLEAST,
    },
    children: row.cells.map((one) => gridCell(one, set, head)),
  });
}

const MOST_OF_PAGE = 0.9;

function gridCell(
  { cell, rowSpan, colSpan, joined }: GridCell,
  { style }: SetTable,
  head: boolean,
): TableCell {
  const { align = 'left', indent = 0 } = cell ?? {};
  const side = head ? 'center' : align;
  const look = {
    ...(side === 'left' ? {} : { align: side }),
    ...(indent > 0 && !head ? { left: (indent * INDENT_EM - LESS) * style.look.size } : {}),
  };
  return new TableCell({
    ...(rowSpan > 1 ? { rowSpan } : {}),
    ...(colSpan > 1 ? { columnSpan: colSpan } : {}),
    verticalAlign: VerticalAlignTable.CENTER,
    ...(joined ? { borders: { [joined === 'below' ? 'bottom' : 'top']: NO_LINE } } : {}),
    children: [
      new Paragraph({
        style: style.id,
        ...paragraphOptions(look),
        children: cell ? textRuns(cellText(cell.content), cell.bold ? { bold: true } : {}) : [],
      }),
    ],
  });
}

/** An indented cell has less room at its side, in em, as 表.css has it. */
const LESS = AT_SIDES - 0.25;
