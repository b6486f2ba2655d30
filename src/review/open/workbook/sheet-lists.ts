/** The cells of a list, and the tree levels of its rows: by indentation, else by codes. */
import { plainLabel } from '../../../model/numerals.js';
import type { Cell, Table } from '../../../tables/table.js';
import { type Area, isEmpty, type Rows } from '../../../workbook/cells.js';
import {
  figureCell,
  isTotal,
  label,
  namesAmounts,
  namesCodes,
  typedAmount,
  zero,
} from './sheet-figures.js';
import type { Layout } from './sheet-layout.js';

/** A column of a list, by its headings and what stands below them. */
interface Column {
  /** Headings from top to bottom, the numbers of columns too. */
  readonly heads: readonly string[];
  readonly figures: boolean;
  readonly codes: boolean;
}

export function readList(layout: Layout, scale: number): Pick<Table, 'cells' | 'levels'> {
  const { headerRows } = layout;
  const columns = columnsOf(layout.grid, headerRows);
  const grid = withCodes(layout.grid, headerRows, columns, 'short');
  const coded = withCodes(layout.grid, headerRows, columns, 'all');
  return {
    cells: [...new Set(grid.flat())].map((one) =>
      one.row < headerRows ? label(one) : listCell(one, grid[one.row] ?? [], columns, scale),
    ),
    levels: levelsOf(coded.slice(headerRows), columns),
  };
}

function columnsOf(grid: Rows, headerRows: number): Column[] {
  return (grid[0] ?? []).map((_, col) => {
    const heads = [...new Set(grid.slice(0, headerRows).map((row) => row[col]))]
      .map((one) => plainLabel(one?.text ?? ''))
      .filter((head) => head !== '' && head !== '栏次');
    const own = grid
      .slice(headerRows)
      .flatMap((row) => row[col] ?? [])
      .filter(({ colSpan }) => colSpan === 1);
    const others = own.filter((one) => !one.amount && !isEmpty(one));
    const numbers = own.filter(({ amount }) => amount).length;
    const typed = others.filter(({ text }) => typedAmount(text)).length;
    const texts = others.length - typed;
    const amounts = namesAmounts(heads);
    const codes = namesCodes(heads);
    const figures =
      !codes &&
      (numbers + typed > 0
        ? numbers + (amounts || numbers > 0 ? typed : 0) > texts
        : texts === 0 && amounts);
    return { heads, figures, codes };
  });
}

/**
 * Where 类, 款 and 项 have a column each with a part of the code, the last of them gets the whole code. A part
 * that stands above need not be repeated, nor a zero written.
 * @param rows which rows: all, or those short of something, as rows are named from what stands in them
 */
function withCodes(
  grid: Rows,
  headerRows: number,
  columns: readonly Column[],
  rows: 'short' | 'all',
): Rows {
  const parts = columns.flatMap(({ codes, heads }, col) =>
    codes && /^[类款项]$/.test(heads.at(-1) ?? '') ? [col] : [],
  );
  const [first = 0, last = 0] = [parts[0], parts.at(-1)];
  let above: readonly string[] = [];
  return grid.map((row, y) => {
    const own = row.slice(first, last + 1);
    const texts = own.map(({ text }) => text.trim());
    const start = texts.findIndex((text) => text !== '');
    if (y < headerRows || start < 0 || own.length !== parts.length) return row;
    if (!own.every(({ rowSpan, colSpan, text }) => rowSpan * colSpan === 1 && PART.test(text)))
      return row;
    above = [...above.slice(0, start), ...texts.slice(start).filter((text) => text !== '')];
    const text = above.map((part, i) => part.padStart(i === 0 ? 3 : 2, '0')).join('');
    if (rows === 'short' && texts.join('') === text) return row;
    return row.map((one, col) => (col === last ? { ...one, text } : one));
  });
}
const PART = /^\s*\d{0,3}\s*$/;

function listCell(
  one: Area,
  row: readonly Area[],
  columns: readonly Column[],
  scale: number,
): Cell {
  if (!columns[one.col]?.figures) return label(one);
  const amount = one.amount ?? typedAmount(one.text, true);
  if (amount) return figureCell(one, amount, scale);
  return isEmpty(one) && isNamed(one, row, columns) ? zero(one) : label(one);
}

/** Whether an empty place stands for a zero: there is a name or a figure beside it, in its side of the table. */
function isNamed(one: Area, row: readonly Area[], columns: readonly Column[]): boolean {
  const own = (col: number) => columns[col]?.figures === true;
  let from = one.col;
  while (from > 0 && own(from - 1)) from--;
  while (from > 0 && !own(from - 1)) from--;
  let to = one.col;
  while (to < row.length && own(to)) to++;
  return row
    .slice(from, to)
    .some((area, i) => !isEmpty(area) && !isCounter(columns[from + i]?.heads ?? []));
}

/** Whether a column counts rows. */
const isCounter = (heads: readonly string[]): boolean =>
  heads.some((head) => head === '行次' || head === '序号');

// ---- levels

/** Undefined where rows have none: in tables of two sides and in those without names. */
function levelsOf(body: Rows, columns: readonly Column[]): Table['levels'] {
  const named = (pattern: RegExp) =>
    columns.findIndex(
      ({ figures, codes, heads }) => !figures && !codes && heads.some((head) => pattern.test(head)),
    );
  const names = named(/名称$/) < 0 ? named(/^项目$/) : named(/名称$/);
  const leaves = columns.flatMap(({ heads, figures }) => (figures ? [] : (heads.at(-1) ?? [])));
  const codes = columns.findIndex(
    (one, col) => one.codes && !isCounter(one.heads) && !columns[col + 1]?.codes,
  );
  const rows = body.map((row, i) => {
    const labels = row.slice(0, Math.max(names, codes) + 1).map(({ text }) => text.trim());
    const code = /^[\w-]+$/.exec(row[codes]?.text.trim() ?? '')?.[0] ?? '';
    const unnamed = labels.every((text) => text === '');
    const total = (code === '' && labels.some(isTotal)) || (unnamed && i === 0);
    return { total, unnamed, code, indent: row[names]?.indent ?? 0 };
  });
  const two = new Set(leaves).size < leaves.length;
  if (names < 0 || two || rows.every(({ unnamed }) => unnamed)) return body.map(() => undefined);
  const others = rows.filter(({ total }) => !total);
  const indents = [...new Set(others.map(({ indent }) => indent))].sort((a, b) => a - b);
  const known = [...new Set(others.map(({ code }) => code))];
  const above = (code: string) =>
    known.filter((one) => one !== '' && one !== code && code.startsWith(one)).length;
  return rows.map(({ total, code, indent }) => {
    if (total) return -1;
    if (indents.length > 1) return indents.indexOf(indent);
    return code === '' ? undefined : above(code);
  });
}
