/** Tables of a PDF as programs extract them: by the lines that are drawn, with what stands between. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type PdfName, type PdfReference, PdfString } from '../../src/render/pdf-values.js';
import { dictionaryAt, openFinished, type PdfFile, type PdfPage, pagesOf } from './pdf-file.js';
import { toUnicode } from './pdf-fonts.js';

/** Rows of the texts that begin in each, of cells that have one. */
export type LinedTable = readonly (readonly string[])[];

interface Segment {
  readonly upright: boolean;
  /** Where it lies, and from where to where it goes. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}
interface Glyph {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
type Matrix = readonly [number, number, number, number, number, number];

/** What is thinner is a line, else a rectangle with four. */
const THIN = 1.2;
/** Lines so near to each other meet, as extractors have it. */
const NEAR = 3;

/** The tables of each page in the order in which they stand there. */
export function linedTables(pdf: Uint8Array): LinedTable[] {
  const file = openFinished(pdf);
  const texts = new Map<number, Map<number, string>>();
  return pagesOf(file).flatMap((page) => {
    const { segments, glyphs } = drawn(file, page, texts);
    return connected(wholeLines(segments))
      .sort((a, b) => top(b) - top(a))
      .flatMap((lines) => rowsBetween(lines, glyphs));
  });
}

const top = (lines: readonly Segment[]) =>
  Math.max(...lines.map(({ upright, at, to }) => (upright ? to : at)));

function drawn(
  file: PdfFile,
  { entries, content }: PdfPage,
  texts: Map<number, Map<number, string>>,
) {
  const resources = dictionaryAt(file, entries.get('Resources'));
  const fonts = resources.has('Font') ? dictionaryAt(file, resources.get('Font')) : new Map();
  const segments: Segment[] = [];
  const glyphs: Glyph[] = [];
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let text: Matrix = matrix;
  let rectangles: (readonly number[])[] = [];
  let map = new Map<number, string>();
  const said: (string | undefined)[] = [];
  for (const { operator, operands } of content) {
    const numbers = operands.map(Number);
    switch (operator) {
      case 'q':
        stack.push(matrix);
        break;
      case 'Q':
        matrix = stack.pop() ?? matrix;
        break;
      case 'cm':
        matrix = product(numbers as unknown as Matrix, matrix);
        break;
      case 're':
        rectangles.push(numbers);
        break;
      case 'f':
        for (const rectangle of rectangles) segments.push(...edges(rectangle, matrix));
        rectangles = [];
        break;
      case 'n':
        rectangles = [];
        break;
      case 'Tf': {
        const { number } = fonts.get((operands[0] as PdfName).text) as PdfReference;
        map =
          texts.get(number) ??
          toUnicode(file, dictionaryAt(file, fonts.get((operands[0] as PdfName).text)));
        texts.set(number, map);
        break;
      }
      case 'Tm':
        text = numbers as unknown as Matrix;
        break;
      case 'Td':
        text = product([1, 0, 0, 1, numbers[0] ?? 0, numbers[1] ?? 0], text);
        break;
      case 'BDC': {
        const stated = operands[1] instanceof Map ? operands[1].get('ActualText') : undefined;
        said.push(stated instanceof PdfString ? textOf(stated) : undefined);
        break;
      }
      case 'EMC':
        said.pop();
        break;
      case 'Tj': {
        const [, , , , x, y] = product(text, matrix);
        // what is said of several glyphs stands at the first
        const stated = said.at(-1);
        if (stated !== undefined) said[said.length - 1] = '';
        glyphs.push({ x, y, text: stated ?? decoded(operands[0] as PdfString, map) });
        break;
      }
    }
  }
  return { segments, glyphs };
}

function textOf({ bytes }: PdfString): string {
  if (!bytes.startsWith('\xfe\xff')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

function decoded({ bytes }: PdfString, map: ReadonlyMap<number, string>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    text += map.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '';
  }
  return text;
}

function product(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

function edges([x = 0, y = 0, width = 0, height = 0]: readonly number[], m: Matrix): Segment[] {
  const [left, right] = [m[0] * x + m[4], m[0] * (x + width) + m[4]].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const [low, high] = [m[3] * y + m[5], m[3] * (y + height) + m[5]].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const across = (at: number): Segment => ({ upright: false, at, from: left, to: right });
  const up = (at: number): Segment => ({ upright: true, at, from: low, to: high });
  if (high - low < THIN) return [across((low + high) / 2)];
  if (right - left < THIN) return [up((left + right) / 2)];
  return [across(low), across(high), up(left), up(right)];
}

/** Pieces that go on in one another as one: a browser draws a border cell by cell. */
function wholeLines(segments: readonly Segment[]): Segment[] {
  const whole: Segment[] = [];
  const order = (a: Segment, b: Segment) =>
    Number(a.upright) - Number(b.upright) || a.at - b.at || a.from - b.from;
  for (const line of [...segments].sort(order)) {
    const last = whole.at(-1);
    const goesOn =
      last?.upright === line.upright && line.at - last.at < 0.1 && line.from - last.to < THIN;
    if (last && goesOn) whole[whole.length - 1] = { ...last, to: Math.max(last.to, line.to) };
    else whole.push(line);
  }
  return whole;
}

/** Lines in groups that hold together. */
function connected(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  let left = [...segments];
  while (left.length > 0) {
    const group = left.splice(0, 1);
    for (const line of group) {
      const touching = left.filter((other) => touch(line, other));
      group.push(...touching);
      if (touching.length > 0) left = left.filter((other) => !touching.includes(other));
    }
    groups.push(group);
  }
  return groups;
}

function touch(a: Segment, b: Segment): boolean {
  const overlap = (from: number, to: number, other: Segment) =>
    from <= other.to + NEAR && to >= other.from - NEAR;
  if (a.upright === b.upright) return Math.abs(a.at - b.at) <= NEAR && overlap(a.from, a.to, b);
  return overlap(a.at, a.at, b) && overlap(b.at, b.at, a);
}

/** @returns nothing where the lines enclose no cell */
function rowsBetween(lines: readonly Segment[], glyphs: readonly Glyph[]): LinedTable[] {
  const ys = places(lines.filter(({ upright }) => !upright)).reverse();
  const xs = places(lines.filter(({ upright }) => upright));
  if (ys.length < 2 || xs.length < 2) return [];
  const between = (values: readonly number[], value: number, sign: number) =>
    values.findIndex(
      (one, i) => sign * (value - one) >= 0 && sign * ((values[i + 1] ?? one) - value) > 0,
    );
  const parted = (upright: boolean, at: number, middle: number) =>
    lines.some(
      (line) =>
        line.upright === upright &&
        Math.abs(line.at - at) <= NEAR &&
        line.from < middle + 1 &&
        line.to > middle - 1,
    );
  const middleOf = (values: readonly number[], i: number) =>
    ((values[i] ?? 0) + (values[i + 1] ?? 0)) / 2;
  // where the cell begins of each place: without a line towards its neighbour above or left it is the same
  const width = xs.length - 1;
  const begins: number[] = [];
  for (let row = 0; row < ys.length - 1; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const place = row * width + column;
      const joinsLeft = column > 0 && !parted(true, xs[column] ?? 0, middleOf(ys, row));
      const joinsAbove = row > 0 && !parted(false, ys[row] ?? 0, middleOf(xs, column));
      const first = joinsAbove ? begins[place - width] : joinsLeft ? begins[place - 1] : place;
      begins.push(first ?? place);
    }
  }
  const cells = new Map<number, string>();
  for (const { x, y, text } of glyphs) {
    // half a character above and right of where it is put
    const [row, column] = [between(ys, y + 2, -1), between(xs, x + 2, 1)];
    if (row < 0 || column < 0) continue;
    const place = begins[row * width + column] ?? 0;
    cells.set(place, (cells.get(place) ?? '') + text);
  }
  return [
    Array.from({ length: ys.length - 1 }, (_, row) =>
      [...cells]
        .filter(([place]) => Math.floor(place / width) === row)
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text),
    ),
  ];
}

/** Where lines lie, each place once, from low to high. */
function places(lines: readonly Segment[]): number[] {
  const found: number[] = [];
  for (const { at } of [...lines].sort((a, b) => a.at - b.at)) {
    if (at - (found.at(-1) ?? Number.NEGATIVE_INFINITY) > NEAR) found.push(at);
  }
  return found;
}

/**
 * How the tables of a PDF differ from the rows that they should have: each begins where one of the
 * PDF's tables does, and goes on in the next ones below heads, and labels, that are printed again.
 * @param expected each table's rows of texts, in any order of the tables
 */
export function differences(
  found: readonly LinedTable[],
  expected: readonly LinedTable[],
): string[] {
  const problems: string[] = [];
  // bars of figures have an amount beside them at most
  const pieces = found.map(plainRows).filter((rows) => rows.some((row) => row.length > 1));
  const waiting = expected.map(plainRows);
  let rows: LinedTable = [];
  let at = 0;
  for (const piece of pieces) {
    let row = 0;
    let goesOn = at < rows.length;
    if (goesOn) {
      // a head beside a label is printed again without it
      const again = new Set(
        rows.slice(0, at).flatMap((one) => [joined(one), joined(one.slice(1))]),
      );
      while (row < piece.length && again.has(joined(piece[row]))) row += 1;
    } else {
      const alike = (table: LinedTable) =>
        table.findIndex((one, i) => joined(one) !== joined(piece[i])) >>> 0;
      rows = waiting.toSorted((a, b) => alike(b) - alike(a))[0] ?? [];
      waiting.splice(waiting.indexOf(rows), 1);
      at = 0;
    }
    for (; row < piece.length; row += 1, at += 1, goesOn = false) {
      const [is = [], should = ['（没有）']] = [piece[row], rows[at]];
      const same = goesOn ? holds(is, should) : joined(is) === joined(should);
      if (!same)
        problems.push(`${joined(rows[0])} 第${at + 1}行：${joined(is)} ≠ ${joined(should)}`);
    }
  }
  if (at !== rows.length) problems.push(`${joined(rows[0])}：${at} 行，应为 ${rows.length} 行`);
  return [...problems, ...waiting.map((table) => `没有 ${joined(table[0])}`)];
}

/** The rows of the tables in a package's data, of each file without its title and notes. */
export function dataRows(folder: string): string[][][] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
  return files.map((file) => {
    const options = { bom: true, relax_column_count: true };
    const records = parse(readFileSync(join(folder, file)), options) as string[][];
    const width = Math.max(...records.map((record) => record.length));
    return records.filter((record) => record.length === width);
  });
}

const joined = (row: readonly string[] | undefined): string => (row ?? []).join('|');
const plainRows = (table: LinedTable): LinedTable =>
  table.map((row) => row.map(plain).filter(Boolean));

/** Whether some texts stand among others in their order: labels may be printed again between them. */
function holds(texts: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const text of texts) if (text === wanted[at]) at += 1;
  return at === wanted.length;
}

/** Without blanks, separators of thousands and what keeps spreadsheets from calculating. */
const plain = (text: string) => text.replace(/[\s,]/g, '').replace(/^'/, '');
