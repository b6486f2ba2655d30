/** The sheets of a workbook as they are seen: merged ranges joined, rows that were parted put together. */
import {
  type Area,
  areaOf,
  blankAt,
  mapAreas,
  type ParsedCell,
  placeOf,
  type Rows,
} from './cells.js';
import { damaged, not, type Parts, tooLarge } from './guard.js';

export interface Sheet {
  readonly name: string;
  readonly rows: Rows;
  /** Number of each row in the file, from 1. */
  readonly numbers: readonly number[];
  readonly widths: readonly number[];
  /** How many rows print repeats, and how many stay in view, counted from the top. */
  readonly fixed: readonly number[];
  readonly landscape: boolean;
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
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
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

/** Beyond this a sheet is no disclosure form; places and characters are those of all sheets together. */
export const MOST = {
  sheets: 200,
  rows: 2_000,
  columns: 200,
  places: 200_000,
  characters: 5_000_000,
};
const DEFAULT_WIDTH = 9;

/**
 * The visible sheets of a workbook, and the title among its properties.
 * @throws Unreadable if there is more than forms have; whatever the library throws
 */
export async function readSheets(parts: Parts): Promise<{ title: string; sheets: Sheet[] }> {
  const { title, sheets, worksheets } = await parse(parts.zip);
  const byId = new Map(worksheets.map((one) => [one.id, one]));
  const shown = sheets.filter(({ state = 'visible' }) => state === 'visible');
  if (shown.length > MOST.sheets) throw tooLarge(`工作簿的工作表超过 ${MOST.sheets} 张的上限`);
  const left = { ...MOST };
  const read = shown.flatMap(({ id, name }): Sheet[] => {
    const parsed = byId.get(id);
    return parsed ? [sheetOf(name, parsed, parts.worksheet(parsed.sheetNo), left)] : [];
  });
  return { title: title?.trim() ?? '', sheets: read };
}

function sheetOf(name: string, parsed: ParsedSheet, xml: string, left: typeof MOST): Sheet {
  checkFormulas(name, xml);
  // the library does not read this
  const zeros = !/<sheetView\b[^<>]*\bshowZeros="(?:0|false)"/.test(xml);
  const areas = parsed.rows.flatMap(({ cells }) =>
    cells.map((cell) => {
      const area = areaOf(cell, zeros);
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
  };
}

/** Rows without holes, up to the last place that something stands in. */
function blockOf(name: string, areas: readonly Area[], left: typeof MOST): Area[][] {
  let height = 0;
  let width = 0;
  for (const { text, bordered, row, col } of areas) {
    const far = row >= MOST.rows || col >= MOST.columns;
    if (text !== '' && far)
      throw tooLarge(
        `工作表“${name}”超过 ${MOST.rows.toLocaleString('en')} 行或 ${MOST.columns} 列的上限`,
      );
    if (far || (text === '' && !bordered)) continue;
    height = Math.max(height, row + 1);
    width = Math.max(width, col + 1);
  }
  left.places -= height * width;
  if (left.places < 0) throw tooLarge('工作簿里的表格过大，不像部门预算、决算的表格');
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, col) => blankAt(row, col)),
  );
  for (const area of areas) {
    const row = rows[area.row];
    if (row && area.col < width) row[area.col] = area;
  }
  return rows;
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
  areas: Area[][];
  before: readonly number[];
  numbers: readonly number[];
} {
  const kept = rows.map((row, r) => r === 0 || row.some((area) => area.row === r));
  const before = [0];
  for (const own of kept) before.push((before.at(-1) ?? 0) + Number(own));
  const counted = (n: number) => before[n] ?? 0;
  const areas = mapAreas(
    rows.filter((_, r) => kept[r]),
    (area) => ({
      ...area,
      row: counted(area.row),
      rowSpan: counted(area.row + area.rowSpan) - counted(area.row),
    }),
  );
  const numbers = kept.flatMap((own, r) => (own ? [r + 1] : []));
  return { areas, before, numbers };
}

/** A formula that nobody computed: Excel stores what it shows behind it, at least an empty text. */
const UNCOMPUTED =
  /<c\b([^<>]*)>\s*<f\b[^<>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>\s*|<v>\s*<\/v>\s*)?<\/c>/g;

function checkFormulas(name: string, xml: string): void {
  const all = [...xml.matchAll(UNCOMPUTED)].filter(([, tag = '']) => !/\bt="str"/.test(tag));
  if (all.length > 0)
    throw not(
      `工作表“${name}”有 ${all.length} 个公式没有存下结果`,
      '请用 Excel 或 WPS 打开，保存一次再试',
    );
}
