/** The sheets of a workbook as they are seen: merged ranges joined, rows that were parted put together. */

import { type Bounds, FORMS } from './bounds.js';
import {
  type Area,
  areaOf,
  blankAt,
  mapAreas,
  type ParsedCell,
  placeOf,
  type Rows,
} from './cells.js';
import { isContents } from './contents-sheet.js';
import { damaged, not, type Parts, tooLarge } from './guard.js';
import { readSheetXml, type SheetFacts } from './sheet-xml.js';

export interface Sheet {
  readonly name: string;
  readonly rows: Rows;
  /** Number of each row in the file, from 1. */
  readonly numbers: readonly number[];
  readonly widths: readonly number[];
  /** How many rows print repeats, and how many stay in view, counted from the top. */
  readonly fixed: readonly number[];
  readonly landscape: boolean;
  /** Whether the sheet itself is hidden. */
  readonly hidden: boolean;
  /** Numbers of the rows that are hidden, from 1. */
  readonly hiddenRows: ReadonlySet<number>;
  /** Columns that are hidden, from 0. */
  readonly hiddenColumns: ReadonlySet<number>;
  /** Text of each formula by its address; empty where it is that of another cell, moved. */
  readonly formulas: ReadonlyMap<string, string>;
}

export interface SheetOptions {
  readonly bounds?: Bounds;
  /** Also the sheets that are hidden. */
  readonly hiddenSheets?: boolean;
}

// ---- what exceljs reads

interface ParsedSheet {
  readonly id: number;
  /** Of its part in the package. */
  readonly sheetNo: string;
  readonly rows: readonly { readonly cells: readonly ParsedCell[] }[];
  readonly mergeCells: readonly string[] | null;
  readonly cols: readonly { min: number; max: number; width?: number }[] | null;
  readonly views: readonly { state?: string; ySplit?: number }[] | null;
  readonly pageSetup: { orientation?: string; printTitlesRow?: string };
}

interface Parsed {
  readonly title?: string;
  readonly sheets: readonly { id: number; name: string; state?: string }[];
  readonly worksheets: readonly ParsedSheet[];
}

/** Tells nothing of what is read, or is not at hand. */
const IGNORED =
  'conditionalFormatting dataValidations drawing extLst hyperlinks picture tableParts'.split(' ');

/**
 * What exceljs 4.4 has read before it makes a workbook of it: then it would write out merged ranges, columns
 * and names place by place, however large someone made them.
 */
async function parse(zip: Uint8Array): Promise<Parsed> {
  const { Workbook } = await import('./library.js');
  const workbook = new Workbook();
  let parsed: Parsed | undefined;
  const set = (model: Parsed) => {
    parsed = model;
  };
  Object.defineProperty(workbook, 'model', { set });
  await workbook.xlsx.load(zip.buffer as ArrayBuffer, { ignoreNodes: IGNORED });
  if (!parsed) throw damaged();
  return parsed;
}

// ---- sheets

const DEFAULT_WIDTH = 9;

/**
 * The sheets of a workbook, and the title among its properties.
 * @throws Unreadable if there is more than its bounds allow; whatever the library throws
 */
export async function readSheets(
  parts: Parts,
  { bounds = FORMS, hiddenSheets = false }: SheetOptions = {},
): Promise<{ title: string; sheets: Sheet[] }> {
  const { title, sheets, worksheets } = await parse(parts.zip);
  const byId = new Map(worksheets.map((one) => [one.id, one]));
  const shown = sheets.filter(({ state = 'visible' }) => hiddenSheets || state === 'visible');
  if (shown.length > bounds.sheets) throw tooLarge(`工作簿的工作表超过 ${bounds.sheets} 张的上限`);
  checkNames(sheets.map(({ name }) => name));
  const left: Left = { ...bounds };
  const read = shown.flatMap(({ id, name, state = 'visible' }): Sheet[] => {
    const parsed = byId.get(id);
    if (!parsed) return [];
    const facts = readSheetXml(parts.worksheet(parsed.sheetNo));
    const sheet = sheetOf(name, parsed, facts, left);
    return isContents(name, textsOf(sheet.rows)) ? [] : [{ ...sheet, hidden: state !== 'visible' }];
  });
  return { title: title?.trim() ?? '', sheets: read };
}

/** Row by row, as they are asked for. */
function* textsOf(rows: Rows): Generator<string[]> {
  for (const row of rows) yield row.map(({ text }) => text);
}

/** What may still be read of a workbook. */
type Left = { -readonly [Name in keyof Bounds]: Bounds[Name] };

/** Excel lets no two sheets have one name, whatever their case. */
function checkNames(names: readonly string[]): void {
  const known = new Map<string, string>();
  for (const name of names) {
    const other = known.get(name.toLowerCase());
    known.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    const message =
      other === name
        ? `有两张工作表都叫“${name}”，分不清是哪一张`
        : `工作表“${other}”和“${name}”只有大小写不同，分不清是哪一张`;
    throw not(message, '请改其中一张的名字再试');
  }
}

function sheetOf(
  name: string,
  parsed: ParsedSheet,
  facts: SheetFacts,
  left: Left,
): Omit<Sheet, 'hidden'> {
  if (facts.uncomputed > 0)
    throw not(
      `工作表“${name}”有 ${facts.uncomputed} 个公式没有存下结果`,
      '请用 Excel 或 WPS 打开，保存一次再试',
    );
  const { cells: factsOf, zeros, hiddenRows } = facts;
  const areas = parsed.rows.flatMap(({ cells }) =>
    cells.map((cell) => {
      const area = areaOf(cell, zeros, factsOf.get(cell.address ?? ''));
      left.characters -= area.text.length;
      if (left.characters < 0) throw tooLarge('工作簿里的文字过多，不像部门预算、决算的表格');
      return area;
    }),
  );
  const rows = joined(merged(blockOf(name, areas, left), parsed.mergeCells ?? []));
  const { printTitlesRow, orientation } = parsed.pageSetup;
  const view = parsed.views?.[0];
  const fixed = [
    Number(printTitlesRow?.split(':')[1] ?? 0),
    view?.state === 'frozen' ? (view.ySplit ?? 0) : 0,
  ];
  const width = (column: number) =>
    parsed.cols?.find(({ min, max }) => min <= column && column <= max)?.width ?? DEFAULT_WIDTH;
  return {
    name,
    rows: rows.areas,
    numbers: rows.numbers,
    widths: (rows.areas[0] ?? []).map((_, c) => width(c + 1)),
    fixed: fixed.map((n) => rows.before[Math.min(n, rows.before.length - 1)] ?? 0),
    landscape: orientation === 'landscape',
    hiddenRows,
    hiddenColumns: columnsIn(facts.hiddenColumns, rows.areas[0]?.length ?? 0),
    formulas: new Map(
      [...factsOf].flatMap(([address, { formula }]) =>
        formula === undefined ? [] : [[address, formula]],
      ),
    ),
  };
}

/** Ranges of columns from 1 as columns from 0, as far as the sheet goes. */
function columnsIn(
  ranges: readonly (readonly [first: number, last: number])[],
  width: number,
): ReadonlySet<number> {
  const columns = Array.from({ length: width }, (_, col) => col);
  return new Set(
    columns.filter((col) => ranges.some(([first, last]) => first <= col + 1 && col + 1 <= last)),
  );
}

/** Rows without holes, up to the last place that something stands in. */
function blockOf(name: string, areas: readonly Area[], left: Left): Area[][] {
  let height = 0;
  let width = 0;
  for (const { text, bordered, row, col } of areas) {
    const far = row >= left.rows || col >= left.columns;
    if (text !== '' && far)
      throw tooLarge(
        `工作表“${name}”超过 ${left.rows.toLocaleString('en')} 行或 ${left.columns} 列的上限`,
      );
    if (far || (text === '' && !bordered)) continue;
    height = Math.max(height, row + 1);
    width = Math.max(width, col + 1);
  }
  left.places -= height * width;
  if (left.places < 0) throw tooLarge('工作簿里的表格过大，不像部门预算、决算的表格');
  const rows = Array.from({ length: height }, () => new Array<Area | undefined>(width));
  for (const area of areas) {
    const row = rows[area.row];
    if (row && area.col < width) row[area.col] = area;
  }
  return rows.map((row, r) => Array.from(row, (area, col) => area ?? blankAt(r, col)));
}

/** Spreads the first place of each merged range over the others, as far as the sheet goes. */
function merged(rows: Area[][], ranges: readonly string[]): Area[][] {
  const width = rows[0]?.length ?? 0;
  let budget = 4 * rows.length * width; // ranges that overlap are no use to anyone
  for (const range of ranges) {
    const [from, to] = range.split(':').map(placeOf);
    const first = from && rows[from.row]?.[from.col];
    if (!first || !to) continue;
    const rowSpan = Math.min(to.row + 1, rows.length) - from.row;
    const colSpan = Math.min(to.col + 1, width) - from.col;
    budget -= rowSpan * colSpan;
    if (rowSpan < 1 || colSpan < 1 || budget < 0) continue;
    const area = { ...first, ...from, rowSpan, colSpan };
    for (const row of rows.slice(from.row, from.row + rowSpan))
      row.fill(area, from.col, from.col + colSpan);
  }
  return rows;
}

/**
 * Leaves out rows that are nothing but the rest of the one above, as gongkai parts tall ones.
 * @returns also how many rows are left of the first 0, 1, 2 …
 */
function joined(rows: Rows): {
  areas: Rows;
  before: readonly number[];
  numbers: readonly number[];
} {
  const kept = rows.map((row, r) => r === 0 || row.some((area) => area.row === r));
  const before = [0];
  for (const own of kept) before.push((before.at(-1) ?? 0) + Number(own));
  const counted = (n: number) => before[n] ?? 0;
  const numbers = kept.flatMap((own, r) => (own ? [r + 1] : []));
  if (numbers.length === rows.length) return { areas: rows, before, numbers };
  const areas = mapAreas(
    rows.filter((_, r) => kept[r]),
    (area) => ({
      ...area,
      row: counted(area.row),
      rowSpan: counted(area.row + area.rowSpan) - counted(area.row),
    }),
  );
  return { areas, before, numbers };
}
