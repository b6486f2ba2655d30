/** The files that an import reads, and the places in them. */
import type { Span } from '../model/money.js';
import { type Area, addressOf } from '../workbook/cells.js';
import type { Grid } from '../workbook/grids.js';

/** A workbook, or a CSV file, which has one sheet without a name. */
export interface Book {
  /** As messages show it. */
  readonly file: string;
  readonly sheets: readonly Sheet[];
  /** A line for each row of each sheet, so that a message can show where it is. */
  readonly text: string;
}

/** A sheet of a book, which knows the places of its cells. */
export interface Sheet {
  readonly file: string;
  /** Empty of a CSV file. */
  readonly name: string;
  readonly grid: Grid;
  /** @param row counted from 0 among the rows of the grid */
  place(row: number, column: number): Span;
}

/** What stands between two cells in the text of a book; a CSV file has its own. */
const BETWEEN = ' ｜ ';
const COMMA = ',';
const onOneLine = (area: Area): string => area.text.replace(/\s+/g, ' ');

/** @param file as messages show it */
export function bookOf(file: string, grids: readonly Grid[]): Book {
  const lines: string[] = [];
  const starts: number[] = [];
  let length = 0;
  const sheets = grids.map((grid): Sheet => {
    const first = lines.length;
    const between = grid.name === '' ? COMMA : BETWEEN;
    for (const row of grid.rows) {
      const line = row.map(onOneLine).join(between);
      lines.push(line);
      starts.push(length);
      length += line.length + 1;
    }
    const place = (r: number, c: number): Span => {
      const row = grid.rows[r] ?? [];
      const before = row
        .slice(0, c)
        .map((area) => onOneLine(area) + between)
        .join('');
      const start = (starts[first + r] ?? 0) + before.length;
      const area = row[c];
      const cell = { sheet: grid.name, address: addressOf(grid.numbers[r] ?? r + 1, c) };
      return {
        file,
        ...(grid.name === '' ? {} : { cell }),
        line: first + r + 1,
        column: [...before].length + 1,
        start,
        end: start + (area ? onOneLine(area).length : 0),
      };
    };
    return { file, name: grid.name, grid, place };
  });
  return { file, sheets, text: lines.join('\n') };
}

/** `工作簿.xlsx › 表名`, or the CSV file. */
export const sheetName = ({ file, name }: Pick<Sheet, 'file' | 'name'>): string =>
  name === '' ? file : `${file} › ${name}`;
