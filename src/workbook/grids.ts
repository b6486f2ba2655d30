/** The cells of a workbook or of a CSV file, sheet by sheet, for whoever looks for a list in them. */
import { Readable } from 'node:stream';
import { about, type Diagnostic } from '../diagnostics.js';
import { type Area, blankAt } from './cells.js';
import { damaged, not, tooLarge, Unreadable, unpack } from './guard.js';
import { MOST, readSheets } from './sheets.js';

/** A sheet's cells; a merged range covers each of its places. */
export interface Grid {
  /** Of the sheet; empty of a CSV file. */
  readonly name: string;
  readonly rows: readonly (readonly Area[])[];
  /** Number of each row in the file, from 1. */
  readonly numbers: readonly number[];
}

/**
 * Reads the visible sheets of an .xlsx workbook, or the lines of a .csv file.
 * @param bytes from anyone: what is too large, damaged or neither is told as such
 * @param file its name, which says which of them it is
 */
export async function readGrids(
  bytes: Uint8Array,
  file: string,
): Promise<{ grids: readonly Grid[] } | { problem: Diagnostic }> {
  try {
    if (/\.csv$/i.test(file)) return { grids: [await readCsv(bytes)] };
    return { grids: (await readSheets(unpack(bytes))).sheets };
  } catch (error) {
    // what the libraries throw tells a clerk nothing
    const { code, message, hint } = error instanceof Unreadable ? error : damaged();
    return { problem: about(file, code, message, hint) };
  }
}

/** As Excel and WPS save it: in UTF-8, or in the coding of Chinese Windows. */
function textIn(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) throw new Unreadable('file-empty', '文件是空的');
  if (bytes.byteLength > MOST.characters) throw tooLarge('CSV 文件过大');
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

async function readCsv(bytes: Uint8Array): Promise<Grid> {
  const text = textIn(bytes);
  const { default: ExcelJS } = await import('exceljs');
  const csv = new ExcelJS.Workbook().csv;
  const sheet = await csv.read(Readable.from([text]), { map: (value: string) => value });
  if (sheet.rowCount > MOST.rows || sheet.columnCount > MOST.columns)
    throw tooLarge(`CSV 文件超过 ${MOST.rows} 行或 ${MOST.columns} 列的上限`);
  const numbers = Array.from({ length: sheet.rowCount }, (_, r) => r + 1);
  const rows = numbers.map((n) => {
    const row = sheet.getRow(n);
    return Array.from({ length: sheet.columnCount }, (_, c) => ({
      ...blankAt(n - 1, c),
      text: String(row.getCell(c + 1).value ?? ''),
    }));
  });
  return { name: '', rows, numbers };
}
