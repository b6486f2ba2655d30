/** One sheet read by one template. */
import type { Profile } from '../forms/library.js';
import { fieldsNamed } from '../forms/style.js';
import type { TableTemplate } from '../forms/template.js';
import { type Area, addressOf } from '../workbook/cells.js';
import { Alignment, type Found } from './align.js';
import { type Captions, readCaptions, textsIn } from './captions.js';
import { clip, type FigureContext } from './figures.js';
import { findHeader, type Header, isNumbering, matchColumns, unknownColumns } from './headings.js';
import { keyOf } from './keys.js';
import { sameLabel } from './labels.js';
import { placeColumns } from './place-columns.js';
import { RowReader } from './read-rows.js';
import type { ReadTable, Unread } from './read-table.js';
import { Places } from './row-cost.js';
import {
  areaAt,
  beginningIn,
  isBlankArea,
  placeOfArea,
  type SheetToRead,
  sheetName,
} from './sheet.js';
import { type Program, programOf } from './steps.js';
import { hasFields, readPattern } from './text-pattern.js';

/** What a sheet says in a template's words, and how far it is from what the template prints. */
export interface SheetReading {
  readonly table: ReadTable;
  /** Rows of the sheet that are rows of the template. */
  readonly rows: number;
}

/** Lines below a grid that are no part of it. */
const NOTE = /^[（(]?(?:注|备注|说明|附注)[）)]?\s*\d*\s*[：:]/;

/** Which rows and columns of a sheet are which of a template. */
export interface AlignedSheet {
  readonly template: TableTemplate;
  readonly program: Program;
  readonly places: Places;
  /** Of the grid, from the top down. */
  readonly found: readonly Found[];
  /** Rows of its headings, both ends included; none where the form has no header. */
  readonly header: Header | undefined;
  /** The first row below the headings and the row behind the last of the grid. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * Finds the places of a template on a sheet, whether something was filled in there or not.
 * @returns undefined where the sheet is none of the template's
 */
export function alignSheet(sheet: SheetToRead, template: TableTemplate): AlignedSheet | undefined {
  const program = programOf(template);
  const headed = program.headings.length > 0;
  const header = headed ? findHeader(sheet, program.headings) : undefined;
  if (headed && !header) return undefined;
  const columns = header
    ? matchColumns(sheet, header, program.headings)
    : placeColumns(sheet, program, template.dropped);
  const places = new Places(sheet, columns);
  const top = header ? belowHeader(sheet, header.bottom + 1) : 0;
  const bottom = endOfGrid(sheet, top, template);
  const used = columns.flat();
  if (used.length === 0) return undefined;
  const found = new Alignment(program.steps, places, used, top, bottom).foundBefore(bottom);
  return { template, program, places, found, header, top, bottom };
}

/** What stands above the grid of an aligned sheet. */
export function captionsOf({ places, template, header, found, top }: AlignedSheet): Captions {
  return readCaptions(places.sheet, template, header ? header.top : (firstRow(found) ?? top));
}

/**
 * Reads a sheet by a template.
 * @param profile that the template is of
 * @returns undefined where the sheet is none of the template's
 */
export function readTable(
  sheet: SheetToRead,
  template: TableTemplate,
  profile: Profile,
): SheetReading | undefined {
  const aligned = alignSheet(sheet, template);
  if (!aligned) return undefined;
  const { program, places, found, header, top, bottom } = aligned;
  const first = firstRow(found) ?? top;
  const captions = captionsOf(aligned);
  const money = template.money ?? profile.numbers.tableMoney;
  const context: FigureContext = {
    sheet,
    unit: captions.unit === 'unknown' ? undefined : (captions.unit ?? money.unit),
    schedules: profile.schedules,
    schedule: template.schedule,
  };
  const reader = new RowReader(places, context, profile, captions.fields);
  // lines above a form without a header are no part of it
  const inside = found.filter(
    (one) => one.kind !== 'unknown' || header !== undefined || one.row > first,
  );
  const read = reader.read(inside, program.steps);
  const notes = textsIn(sheet, bottom, sheet.grid.rows.length);
  const { each } = template;
  const table: ReadTable = {
    template,
    fields: read.fields,
    key: each === undefined ? '' : keyOf(each, read.fields, profile, template.schedule, ''),
    cells: read.cells,
    rows: read.rows,
    empty: saysEmpty(template, [...notes, ...textsIn(sheet, top, bottom)]),
    unread: [
      ...(header ? extraColumns(sheet, header, places.columns, top, bottom) : []),
      ...read.unread,
    ],
    sheet: sheetName(sheet),
  };
  return { table, rows: found.filter(({ kind }) => kind === 'row').length + lanesRows(found) };
}

const lanesRows = (found: readonly Found[]): number =>
  found.reduce(
    (sum, one) =>
      one.kind === 'parallel'
        ? sum + one.lanes.flat().filter(({ kind }) => kind === 'row').length
        : sum,
    0,
  );

/** The first row of a sheet that is one of the template's. */
function firstRow(found: readonly Found[]): number | undefined {
  const rows = found.flatMap((one): number[] => {
    if (one.kind === 'row') return [one.row];
    if (one.kind !== 'parallel') return [];
    return one.lanes.flatMap((lane) => firstRow(lane) ?? []);
  });
  return rows.length === 0 ? undefined : Math.min(...rows);
}

/** What the line says that numbers columns: 栏次 1 2 3, 甲 乙 1, 3=1+2. */
const COUNTER = /^(?:\d{1,2}|\d{1,2}[=＝].*|\d{2,6}|栏次|行次|[甲乙丙丁类款项]?)$/;

/** Below a header the numbers of its columns may stand. */
function belowHeader(sheet: SheetToRead, row: number): number {
  const texts = beginningIn(sheet, row);
  return texts.length > 0 &&
    isNumbering(texts) &&
    texts.every(({ text }) => COUNTER.test(sameLabel(text)))
    ? row + 1
    : row;
}

/** The row behind the last of the grid: notes stand below it, each alone in its row. */
function endOfGrid({ grid }: SheetToRead, top: number, template: TableTemplate): number {
  const { rows } = grid;
  const width = rows[0]?.length ?? 0;
  const said = (row: number) =>
    [...new Set(rows[row] ?? [])].filter((area) => area.row === row && !isBlankArea(area));
  const isNote = ([area]: readonly Area[]): boolean =>
    area !== undefined &&
    !area.amount &&
    (NOTE.test(area.text.trim()) ||
      isNoteOf(template, area.text) ||
      (width > 1 && area.colSpan === width && !area.bordered));
  // below the first note nothing but notes stands
  let end = rows.length;
  for (let row = rows.length - 1; row >= top; row--) {
    const texts = said(row);
    if (texts.length > 1) break;
    if (texts.length === 0 ? end === row + 1 : isNote(texts)) end = row;
  }
  return end;
}

/** Whether a text is one that a template prints below its grid. */
function isNoteOf({ notes, emptyNote }: TableTemplate, text: string): boolean {
  return [...notes, emptyNote].some((note) => {
    if (note === '') return false;
    return hasFields(note) ? readPattern(note, text) !== undefined : sameText(note, text);
  });
}

const sameText = (one: string, other: string): boolean =>
  one.replace(/\s/g, '') === other.replace(/\s/g, '');

/** Whether a sheet states that there is nothing to show. */
function saysEmpty({ emptyNote }: TableTemplate, texts: readonly string[]): boolean {
  if (emptyNote === '') return false;
  return fieldsNamed(emptyNote).length === 0
    ? texts.some((text) => sameText(text, emptyNote))
    : texts.some((text) => readPattern(emptyNote, text) !== undefined);
}

/** Columns with something in them that the template does not have. */
function extraColumns(
  sheet: SheetToRead,
  header: { readonly top: number; readonly bottom: number },
  columns: readonly (readonly number[])[],
  top: number,
  bottom: number,
): Unread[] {
  return unknownColumns(sheet, header, columns).flatMap(({ col, heading }) => {
    const rows = Array.from({ length: bottom - top }, (_, i) => top + i);
    const filled = rows
      .map((row) => areaAt(sheet, row, col))
      .filter((area) => area.col === col && !isBlankArea(area));
    const [first] = filled;
    const letters = addressOf(1, col).slice(0, -1);
    const message = `${letters} 列（${clip(heading)}）表样没有，${new Set(filled).size} 格没有取`;
    return first ? [{ place: placeOfArea(sheet, first), message }] : [];
  });
}
