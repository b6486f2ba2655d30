/**
 * A workbook alone → the tables that it shows, by the labels on its own sheets: workbooks that gongkai wrote,
 * that a clerk went over in Excel or WPS, or that were made by hand in the usual layout of these forms.
 *
 *     bytes ──guard──────▶ parts of the file, within bounds
 *           ──cells──────▶ Sheet     what each place shows
 *           ──layout─────▶ Layout    lines above, grid, header, notes
 *           ──lists,forms▶ Table     which cells are figures, tree levels
 */
import { basename } from 'node:path';
import { about, type Diagnostic } from '../../../diagnostics.js';
import type { Table } from '../../../tables/table.js';
import { isEmpty } from '../../../workbook/cells.js';
import { damaged, Unreadable, unpack } from '../../../workbook/guard.js';
import { readSheets, type Sheet } from '../../../workbook/sheets.js';
import { readForm } from './sheet-forms.js';
import { type Layout, layOut } from './sheet-layout.js';
import { readList } from './sheet-lists.js';

/** Written by --with-checks; no table of the package. */
const CHECK_SHEET = '勾稽检查表';

/**
 * Reads the tables of an .xlsx workbook.
 * @param bytes from anyone: a file that is too large, damaged or no workbook is told as such
 * @param file how the workbook is called in what is told about it
 * @returns the tables of the visible sheets in their order, and the title: the document's property, else the
 * file's name
 */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
): Promise<{ tables: readonly Table[]; title: string } | { problem: Diagnostic }> {
  try {
    const { title, sheets } = await readSheets(unpack(bytes));
    const shown = sheets.filter(
      ({ name, rows }) => name.trim() !== CHECK_SHEET && !rows.flat().every(isEmpty),
    );
    if (shown.length === 0) throw new Unreadable('file-empty', '工作簿里没有内容');
    const ids = identify(shown.map(({ name }) => name));
    const tables = shown.map((sheet, i) => tableOf(sheet, ids[i] as Identity));
    return { tables, title: title || basename(file).replace(/\.xlsx$/i, '') };
  } catch (error) {
    // what the libraries throw tells a clerk nothing
    const { code, message, hint } = error instanceof Unreadable ? error : damaged();
    return { problem: about(file, code, message, hint) };
  }
}

/** A table by the labels on its sheet. */
export function tableOf(
  sheet: Pick<Sheet, 'name' | 'rows' | 'widths' | 'fixed' | 'landscape'>,
  { id, name }: Identity,
): Table {
  const layout = layOut(sheet);
  const { captions, grid, headerRows, form, widths, notes } = layout;
  const scale = scaleOf(captions.unit);
  return {
    id,
    name: (name && uncut(sheet.name, name, layout)) || captions.title || id,
    ...captions,
    orientation: sheet.landscape ? 'landscape' : 'portrait',
    widths,
    headerRows,
    rows: grid.length,
    preface: [],
    notes,
    form,
    ...(form ? readForm(layout, scale) : readList(layout, scale)),
  };
}

/** 元 that one of the unit is. */
function scaleOf(unit: string): number {
  const word = /([亿万千百]?)元/.exec(unit)?.[1] ?? '';
  return { 亿: 100_000_000, 万: 10_000, 千: 1_000, 百: 100 }[word] ?? 1;
}

// ---- names of sheets

/** Excel's limit; what is as long has been cut, if only at a blank. */
const LONGEST_NAME = 31;

/** The whole name, where a sheet's name had no room for it and the sheet says it: a project's form does. */
function uncut(sheetName: string, name: string, { grid, captions }: Layout): string {
  if (sheetName.length < LONGEST_NAME - 1) return name;
  const texts = grid.flat().map(({ text }) => text);
  const whole = [...texts, captions.title].find((text) => text.startsWith(name));
  return whole && whole.length <= 2 * LONGEST_NAME ? whole : name;
}

interface Identity {
  readonly id: string;
  /** Empty where the sheet's name tells nothing but a number. */
  readonly name: string;
}

/** 预算05-1 收支总表, 公开01表收入总表, 3.支出总表, 表一 收支总表; not 2024年收支总表. */
const NUMBERED =
  /^((?:预算|公开|决算|附表|附件|表)?\s*[A-Za-z]{0,2}\d{1,3}(?:[-－—–_.]\d{1,3})*|(?:附?表|附件)[一二三四五六七八九十]{1,3})(?![\d年月季])表?[\s.、．:：_—－-]*(.*)$/;
/** What spreadsheets call a sheet that nobody named. */
const NAMELESS = /^(?:sheet|工作表|表格?)\s*\d*(?:\s*\(\d+\))?$/i;

/** 表号 and name of each sheet; the whole name where it has no number or another sheet has the same. */
function identify(names: readonly string[]): Identity[] {
  const drafts = names.map((name): Identity => {
    const whole = name.trim();
    if (NAMELESS.test(whole)) return { id: whole, name: '' };
    const [, id = '', rest = ''] = NUMBERED.exec(whole) ?? /^(\S{2,}) (\S.*)$/.exec(whole) ?? [];
    return id === '' ? { id: whole, name: whole } : { id: id.replace(/\s/g, ''), name: rest };
  });
  const times = new Map<string, number>();
  for (const { id } of drafts) times.set(id, (times.get(id) ?? 0) + 1);
  return drafts.map((draft, i) => {
    const whole = (names[i] ?? '').trim();
    return times.get(draft.id) === 1 ? draft : { id: whole, name: draft.name || whole };
  });
}
