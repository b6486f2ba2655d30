/** Where the parts of a table stand on its sheet: the lines above it, the grid, its header, the notes. */
import type { Align, Table } from '../../../tables/table.js';
import { type Area, isEmpty, mapAreas, type Rows } from '../../../workbook/cells.js';
import type { Sheet } from '../../../workbook/sheets.js';
import { isColumnNumbers, isData } from './sheet-figures.js';

/** Title, number and the line above the grid. */
type Captions = Pick<Table, 'title' | 'number' | 'numberPlace' | 'lead' | 'middle' | 'unit'>;

export interface Layout {
  readonly captions: Captions;
  /** What covers each place of the grid, counted from its corner. */
  readonly grid: Rows;
  readonly headerRows: number;
  /** Whether the body is made of labels and values, not of columns. */
  readonly form: boolean;
  readonly widths: readonly number[];
  readonly notes: readonly string[];
}

/** `单位：万元`, also behind other words of the line. */
const UNIT = /单位[：:]?\s*(?:人民币)?[亿万千百]?元|^[（(]?(?:人民币)?[亿万千百]?元[）)]?$/;
/** 公开01表, 表 5-1, 附件2 */
const NUMBER =
  /^(?:公开|预算|决算|财决|附表|附件|表)?\s*[A-Za-z]?\d{1,3}(?:[-－—–.]\d{1,3})*\s*表?$|^(?:附[表件]|表)[一二三四五六七八九十\d]/;
/** What the line above the grid begins with. */
const CAPTION = /^(?:部门|单位|编制|编报|填报|申报|主管|预算)[^：:]{0,8}[：:]/;
const NOTE = /^[（(]?(?:注|备注|说明|附注)[）)]?\s*[：:\d１]/;
/** Lines above the grid, header rows, and columns of a caption line: more are none. */
const MOST_CAPTIONS = 15;
const MOST_HEADERS = 8;
const FEW_AREAS = 3;

export function layOut({ rows, widths, fixed }: Pick<Sheet, 'rows' | 'widths' | 'fixed'>): Layout {
  const above = gridTop(rows);
  // a cover is lines and nothing else
  const top = above < rows.length ? above : 0;
  const bottom = gridBottom(rows, top);
  const used = columnsOf(rows.slice(top, bottom + 1));
  const grid = cut(rows, { top, bottom, left: used[0], right: used[1] });
  return {
    captions: captionsOf(rows.slice(0, top)),
    grid,
    ...headerOf(
      grid,
      fixed.map((n) => n - top),
    ),
    widths: widths.slice(used[0], used[1] + 1),
    notes: rows.slice(bottom + 1).flatMap((row, i) => {
      const texts = beginning(row, bottom + 1 + i).map(({ text }) => text);
      return texts.length > 0 ? [texts.join('　　')] : [];
    }),
  };
}

function cut(rows: Rows, to: Record<'top' | 'left' | 'bottom' | 'right', number>): Rows {
  const inside = rows.slice(to.top, to.bottom + 1).map((row) => row.slice(to.left, to.right + 1));
  return mapAreas(inside, (area) => {
    const top = Math.max(area.row, to.top);
    const left = Math.max(area.col, to.left);
    return {
      ...area,
      row: top - to.top,
      col: left - to.left,
      rowSpan: Math.min(area.row + area.rowSpan, to.bottom + 1) - top,
      colSpan: Math.min(area.col + area.colSpan, to.right + 1) - left,
    };
  });
}

/** Areas with a text that begin in a row, from the left. */
function beginning(row: readonly Area[], r: number): Area[] {
  return [...new Set(row)].filter((area) => area.row === r && !isEmpty(area));
}

// ---- captions

/** What the rows above a grid say. */
function captionsOf(rows: Rows): Captions {
  const lines = rows.map(beginning);
  const found = titleLine(lines);
  const out = { title: '', number: '', lead: '', middle: '', unit: '' };
  let numberPlace: Captions['numberPlace'] = 'above';
  const add = (slot: keyof typeof out, text: string) => {
    out[slot] = out[slot] === '' ? text : `${out[slot]}　${text}`;
  };
  lines.forEach((line, r) => {
    for (const { text, align } of piecesOf(line)) {
      if (r === found) add('title', text);
      else if (UNIT.test(text)) add('unit', text);
      else if (NUMBER.test(text) || (r < found && !/[：:]/.test(text))) {
        if (r > found) numberPlace = 'right';
        add('number', text);
      } else if (align === 'right' && r > found) add('unit', text);
      else add(align === 'center' ? 'middle' : 'lead', text);
    }
  });
  return { ...out, numberPlace };
}

/** The line in the largest type; where all are alike, the first that is no number and no caption. */
function titleLine(lines: readonly (readonly Area[])[]): number {
  const sizes = lines.map((line) => Math.max(0, ...line.map(({ size }) => size)));
  const shown = sizes.filter((size) => size > 0);
  const largest = Math.max(0, ...shown);
  if (shown.some((size) => size < largest)) return sizes.indexOf(largest);
  const plain = ({ text }: Area) =>
    !NUMBER.test(text.trim()) && !UNIT.test(text) && !/[：:]/.test(text);
  return lines.findIndex((line) => line.some(plain));
}

/** The texts of a line with their sides: as they are aligned, else by their order. */
function piecesOf(line: readonly Area[]): { text: string; align: Align }[] {
  const parts = line.flatMap((area) => {
    // two texts in one cell are kept apart by blanks
    const texts = area.text.trim().split(/　{2,}|\s{3,}/);
    return texts.map((text) => ({ text, align: texts.length > 1 ? undefined : area.align }));
  });
  const side = (i: number) => (i === 0 ? 'left' : i === parts.length - 1 ? 'right' : 'center');
  return parts.map(({ text, align }, i) => ({ text, align: align ?? side(i) }));
}

// ---- the grid

function gridTop(rows: Rows): number {
  const lined = rows.findIndex(isLined);
  if (lined > 0) return lined;
  const unit = rows.slice(0, MOST_CAPTIONS).findIndex((row, r) => {
    const texts = beginning(row, r);
    return texts.length <= FEW_AREAS && texts.some(({ text }) => UNIT.test(text.trim()));
  });
  let top = unit + 1;
  const passes = (row: readonly Area[], r: number) => {
    const texts = beginning(row, r);
    const caption = texts.length === 1 || CAPTION.test(texts[0]?.text.trim() ?? '');
    return texts.length === 0 || (unit < 0 && caption);
  };
  while (top < Math.min(rows.length, MOST_CAPTIONS) && passes(rows[top] ?? [], top)) top++;
  return top;
}

function gridBottom(rows: Rows, top: number): number {
  const lined = rows.some(isLined);
  let bottom = rows.findLastIndex((row, r) => {
    const texts = beginning(row, r);
    const figures = texts.length > 1 && texts.some(({ amount }) => amount);
    return lined ? isLined(row) || figures : texts.length > 0;
  });
  const isNote = (r: number) => {
    const [first, ...others] = beginning(rows[r] ?? [], r);
    if (!first || first.amount || others.length > 0) return false;
    return NOTE.test(first.text.trim()) || (!lined && first.colSpan === rows[0]?.length);
  };
  while (bottom > top && isNote(bottom)) bottom--;
  return bottom;
}

const isLined = (row: readonly Area[]): boolean => row.some(({ bordered }) => bordered);

function columnsOf(rows: Rows): [left: number, right: number] {
  const used = (rows[0] ?? []).map((_, c) =>
    rows.some(({ [c]: area }) => area && (!isEmpty(area) || area.bordered)),
  );
  return [Math.max(0, used.indexOf(true)), Math.max(0, used.lastIndexOf(true))];
}

// ---- the header

function headerOf(grid: Rows, fixed: readonly number[]): Pick<Layout, 'headerRows' | 'form'> {
  const told = fixed.find((n) => n > 0 && n <= MOST_HEADERS && isHeader(grid, n));
  if (told !== undefined) return { headerRows: told, form: false };
  const rows = guessHeader(grid);
  const form = (grid[0]?.length ?? 0) < 2 || !isHeader(grid, rows) || !isHeaded(grid, rows);
  return { headerRows: form ? 0 : rows, form: form || grid.slice(rows).every(isProse) };
}

/** Whether each column has a heading of its own, or shares one with columns that the body joins too. */
function isHeaded(grid: Rows, rows: number): boolean {
  const body = grid.slice(rows);
  return (grid[0] ?? []).every((_, c) => {
    const heads = grid.slice(0, rows).flatMap((row) => row[c] ?? []);
    const { col = c, colSpan = 1 } = heads.at(-1) ?? {};
    const alike = body.filter(({ [c]: area }) => area?.col === col && area.colSpan === colSpan);
    return !heads.every(isEmpty) && (colSpan === 1 || alike.length * 2 >= body.length);
  });
}

/** A row in which every place behind the first holds words. */
const isProse = (row: readonly Area[]): boolean =>
  row.slice(1).every((area) => !isEmpty(area) && !area.amount);

/** Whether so many rows may be a header: no figures in them, and nothing that reaches beyond them. */
function isHeader(grid: Rows, rows: number): boolean {
  const head = grid.slice(0, rows);
  return (
    rows < grid.length &&
    head.every((row) => !isData(row) || isColumnNumbers(row)) &&
    head.flat().every(({ row, rowSpan }) => row + rowSpan <= rows)
  );
}

function guessHeader(grid: Rows): number {
  let rows = 0;
  while (rows < Math.min(MOST_HEADERS, grid.length - 1)) {
    const row = grid[rows] ?? [];
    const above = grid[rows - 1];
    if (isData(row) && !isColumnNumbers(row)) break;
    if (above && !continues(row, above)) break;
    rows++;
  }
  return rows;
}

/** Whether a row goes on with the headings of the row above. */
function continues(row: readonly Area[], above: readonly Area[]): boolean {
  if (row.some((one, c) => one === above[c]) || isColumnNumbers(row)) return true;
  const groups = [...new Set(above)].filter(({ colSpan }) => colSpan > 1);
  const below = ({ col, colSpan }: Area) =>
    new Set(row.slice(col, col + colSpan).filter((area) => !isEmpty(area))).size;
  if (groups.some((group) => below(group) > 1)) return true;
  return above.some(isEmpty) && !row.some(isEmpty);
}
