/** The cells of a workbook or of a CSV file, sheet by sheet, for whoever looks for a list in them. */
import { Readable } from 'node:stream';
import { about, type Diagnostic } from '../diagnostics.js';
import { type Bounds, FORMS } from './bounds.js';
import { type Area, blankAt } from './cells.js';
import { damaged, not, tooLarge, Unreadable, unpack } from './guard.js';
import { remarksOn } from './remarks.js';
import { readSheets } from './sheets.js';

/** A sheet's cells; a merged range covers each of its places. */
export interface Grid {
  /** Of the sheet; empty of a CSV file. */
  readonly name: string;
  readonly rows: readonly (readonly Area[])[];
  /** Number of each row in the file, from 1. */
  readonly numbers: readonly number[];
  /** Whether the sheet itself is hidden. */
  readonly hidden: boolean;
  /** Numbers of the rows that are hidden, from 1. */
  readonly hiddenRows: ReadonlySet<number>;
  /** Columns that are hidden, from 0. */
  readonly hiddenColumns: ReadonlySet<number>;
}

export interface GridOptions extends Partial<Bounds> {
  /** Also the sheets that are hidden. */
  readonly hiddenSheets?: boolean;
}

/** The cells of a file, and what is told of it although it is read: each at its cell. */
export interface Grids {
  readonly grids: readonly Grid[];
  readonly remarks: readonly Diagnostic[];
}

/**
 * Reads the sheets of an .xlsx or .xlsm workbook, or the lines of a .csv file.
 * @param bytes from anyone: what is too large, damaged or neither is told as such
 * @param file its name, which says which of them it is
 * @param options bounds other than those of a department's tables, `LISTS` for instance
 */
export async function readGrids(
  bytes: Uint8Array,
  file: string,
  { hiddenSheets = false, ...more }: GridOptions = {},
): Promise<Grids | { problem: Diagnostic }> {
  const bounds = { ...FORMS, ...more };
  try {
    if (/\.csv$/i.test(file)) return { grids: [await readCsv(bytes, bounds)], remarks: [] };
    const parts = unpack(bytes, bounds);
    const { sheets } = await readSheets(parts, { bounds, hiddenSheets });
    return { grids: sheets, remarks: remarksOn(file, parts.macros, sheets) };
  } catch (error) {
    // what the libraries throw tells a clerk nothing
    const { code, message, hint } = error instanceof Unreadable ? error : damaged();
    return { problem: about(file, code, message, hint) };
  }
}

/** As Excel and WPS save it: in UTF-8, or in the coding of Chinese Windows. */
function textIn(bytes: Uint8Array, { characters }: Bounds): string {
  if (bytes.byteLength === 0) throw new Unreadable('file-empty', '文件是空的');
  if (bytes.byteLength > characters) throw tooLarge('CSV 文件过大');
  for (const coding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(coding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // the other, then
    }
  }
  throw not('这不是 CSV 文本', '请用 Excel 或 WPS 打开，另存为 .xlsx 再试');
}

/** Commas and line ends for each place: some stand in numbers and texts. */
const MOST_MARKS = 3;

async function readCsv(bytes: Uint8Array, bounds: Bounds): Promise<Grid> {
  const text = textIn(bytes, bounds);
  // the library makes an object of each cell before anybody can count them
  if ((text.match(/[,\n]/g)?.length ?? 0) > MOST_MARKS * bounds.places)
    throw tooLarge('CSV 文件的内容过多');
  const { Workbook } = await import('./library.js');
  const csv = new Workbook().csv;
  const sheet = await csv.read(Readable.from([text]), { map: (value: string) => value });
  // the library counts anew at each question
  const { rowCount, columnCount } = sheet;
  if (rowCount > bounds.rows || columnCount > bounds.columns)
    throw tooLarge(`CSV 文件超过 ${bounds.rows} 行或 ${bounds.columns} 列的上限`);
  const numbers = Array.from({ length: rowCount }, (_, r) => r + 1);
  const rows = numbers.map((n) => {
    const row = sheet.getRow(n);
    return Array.from({ length: columnCount }, (_, c) => ({
      ...blankAt(n - 1, c),
      text: String(row.getCell(c + 1).value ?? ''),
    }));
  });
  const shown = { hidden: false, hiddenRows: new Set<number>(), hiddenColumns: new Set<number>() };
  return { name: '', rows, numbers, ...shown };
}
