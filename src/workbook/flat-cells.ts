/**
 * The cells of a workbook one by one, read at once and without the library of the other readers: for sheets of
 * our own making, where each cell is a value and nothing is merged. Numbers keep the digits of the file.
 */
import { getFormatInfo } from 'numfmt';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { placeOf } from './cells.js';
import { damaged, type Parts, tooLarge, unpack } from './guard.js';

export interface FlatCell {
  /** Both from 0. */
  readonly row: number;
  readonly col: number;
  readonly address: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error';
  /** A number in the digits of the file (1E-2), a day as 2026-01-15, TRUE or FALSE, #REF!, a text as it is. */
  readonly text: string;
  /** Whether a formula makes it; then it is what was computed when the file was saved. */
  readonly formula: boolean;
}

export interface FlatSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows in which something stands, in their order; each with its cells from left to right. */
  readonly rows: readonly (readonly FlatCell[])[];
  /** Addresses of formulas whose results were not stored. */
  readonly uncomputed: readonly string[];
}

/** More than a department writes. */
const MOST = { sheets: 200, rows: 50_000, columns: 200, characters: 8_000_000 };

/**
 * All sheets of an .xlsx workbook, in its order.
 * @throws Unreadable with a Chinese message where the bytes are no workbook, or one that is too large
 */
export function readFlatSheets(bytes: Uint8Array): FlatSheet[] {
  const parts = unpack(bytes);
  const texts = sharedTexts(parts.part('xl/sharedStrings.xml') ?? '');
  const styles = dateStyles(parts.part('xl/styles.xml') ?? '');
  const { sheets, from1904 } = sheetList(parts);
  if (sheets.length > MOST.sheets) throw tooLarge(`工作簿的工作表超过 ${MOST.sheets} 张的上限`);
  const left = { characters: MOST.characters };
  return sheets.map(({ name, hidden, path }) => {
    const xml = parts.part(path);
    if (xml === undefined) throw damaged();
    return { name, hidden, ...cellsOf(name, xml, { texts, styles, from1904, left }) };
  });
}

/**
 * Names of the sheets of an .xlsx workbook.
 * @throws Unreadable as `readFlatSheets` does
 */
export const sheetNamesIn = (bytes: Uint8Array): string[] =>
  sheetList(unpack(bytes)).sheets.map(({ name }) => name);

// ---- XML

interface Handlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** The name of an element without the prefix that some programs write. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function walk(xml: string, { open, text, close }: Handlers): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw damaged();
  });
  if (open)
    parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => open(local(name), attributes));
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', ({ name }) => close(local(name)));
  parser.write(xml).close();
}

/** Characters that XML cannot hold are written _x000D_. */
const decoded = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\r\n/g, '\n');

/** Texts of cells, by number; what is read out beside Chinese characters is left out. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let own = '';
  let [within, phonetic] = [false, false];
  walk(xml, {
    open: (name) => {
      if (name === 'si') own = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') within = !phonetic;
    },
    text: (text) => {
      if (within) own += text;
    },
    close: (name) => {
      if (name === 'si') texts.push(decoded(own));
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') within = false;
    },
  });
  return texts;
}

/** Formats of dates that are known by number alone. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  id === 36 ||
  (id >= 50 && id <= 58);

/** For each style of cells whether it shows a day. */
function dateStyles(xml: string): boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let within = false;
  walk(xml, {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      else if (name === 'cellXfs') within = true;
      else if (name === 'xf' && within) {
        const code = codes.get(Number(numFmtId));
        styles.push(code === undefined ? isBuiltInDate(Number(numFmtId)) : isDate(code));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') within = false;
    },
  });
  return styles;
}

function isDate(code: string): boolean {
  if (!/[yd年日]/i.test(code)) return false;
  try {
    return getFormatInfo(code).type.startsWith('date');
  } catch {
    return false;
  }
}

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  /** Of its part in the package. */
  readonly path: string;
}

/** The sheets of a workbook in its order, and from when it counts days. */
export function sheetList(parts: Pick<Parts, 'part'>): { sheets: SheetEntry[]; from1904: boolean } {
  const targets = new Map<string, string>();
  walk(parts.part('xl/_rels/workbook.xml.rels') ?? '', {
    open: (name, { Id = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  walk(parts.part('xl/workbook.xml') ?? '', {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const { name = '', state = 'visible' } = attributes;
      const id = Object.entries(attributes).find(([key]) => local(key) === 'id')?.[1] ?? '';
      const path = targets.get(id);
      // sheets of charts and of macros hold no cells
      if (path?.startsWith('xl/worksheets/'))
        sheets.push({ name, hidden: state !== 'visible', path });
    },
  });
  return { sheets, from1904 };
}

// ---- cells

interface Book {
  readonly texts: readonly string[];
  readonly styles: readonly boolean[];
  readonly from1904: boolean;
  /** Of all sheets together. */
  readonly left: { characters: number };
}

interface CellDraft {
  readonly address: string;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  value: string;
  inline: string | undefined;
}

function cellsOf(sheet: string, xml: string, book: Book): Pick<FlatSheet, 'rows' | 'uncomputed'> {
  const rows = new Map<number, FlatCell[]>();
  const uncomputed: string[] = [];
  let draft: CellDraft | undefined;
  let within = '';
  let phonetic = false;
  walk(xml, {
    open: (name, { r = '', t = 'n', s = '0' }) => {
      if (name === 'c')
        draft = {
          address: r,
          type: t,
          style: Number(s),
          formula: false,
          value: '',
          inline: undefined,
        };
      else if (name === 'rPh') phonetic = true;
      else if (draft && (name === 'v' || name === 't' || name === 'f')) {
        within = phonetic ? '' : name;
        if (name === 'f') draft.formula = true;
        if (name === 't') draft.inline ??= '';
      }
    },
    text: (text) => {
      if (!draft) return;
      if (within === 'v') draft.value += text;
      else if (within === 't') draft.inline = (draft.inline ?? '') + text;
    },
    close: (name) => {
      if (name === within) within = '';
      if (name === 'rPh') phonetic = false;
      if (name !== 'c' || !draft) return;
      const cell = cellOf(draft, book);
      if (draft.formula && !cell && draft.type !== 'str') uncomputed.push(draft.address);
      draft = undefined;
      if (!cell) return;
      if (cell.row >= MOST.rows || cell.col >= MOST.columns)
        throw tooLarge(`工作表“${sheet}”超过 ${MOST.rows} 行或 ${MOST.columns} 列的上限`);
      book.left.characters -= cell.text.length;
      if (book.left.characters < 0) throw tooLarge('工作簿里的文字过多');
      const row = rows.get(cell.row);
      if (row) row.push(cell);
      else rows.set(cell.row, [cell]);
    },
  });
  const ordered = [...rows].sort(([a], [b]) => a - b);
  return { rows: ordered.map(([, cells]) => cells.sort((a, b) => a.col - b.col)), uncomputed };
}

/** Undefined where nothing stands. */
function cellOf(draft: CellDraft, book: Book): FlatCell | undefined {
  const { address, type, style, formula, value, inline } = draft;
  const shown = (kind: FlatCell['kind'], text: string): FlatCell | undefined =>
    text === '' ? undefined : { ...placeOf(address), address, kind, text, formula };
  if (type === 's') {
    const text = value === '' ? '' : book.texts[Number(value)];
    if (text === undefined) throw damaged();
    return shown('text', text);
  }
  if (type === 'inlineStr') return shown('text', decoded(inline ?? ''));
  if (type === 'str') return shown('text', decoded(value));
  if (type === 'b') return shown('boolean', value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE');
  if (type === 'e') return shown('error', value);
  if (type === 'd') return shown('date', value.slice(0, 10));
  const digits = value.trim();
  if (digits !== '' && book.styles[style])
    return shown('date', dayOf(Number(digits), book.from1904));
  return shown('number', digits);
}

const A_DAY = 86_400_000;

/** The day of a serial number. */
function dayOf(serial: number, from1904: boolean): string {
  const day = new Date(
    Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30) +
      Math.floor(serial) * A_DAY,
  );
  return Number.isNaN(day.getTime()) ? '####' : day.toISOString().slice(0, 10);
}
