/**
 * A package → the workbook that a bureau gives out for it, filled in. Its sheets are read by the templates of
 * the format, as an import reads them; only cells that the package has something for are written.
 */
import type { Diagnostic } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import type { TableTemplate } from '../forms/template.js';
import { Decimal, ZERO } from '../model/money.js';
import type { Document } from '../narrative/document.js';
import { alignSheet } from '../reading/read-sheet.js';
import type { ReadTable } from '../reading/read-table.js';
import { readWorkbookByFormat } from '../reading/read-workbook.js';
import { type SheetToRead, sheetName } from '../reading/sheet.js';
import type { Table } from '../tables/table.js';
import { BookEdit } from '../workbook/book-edit.js';
import { addressOf } from '../workbook/cells.js';
import { readGrids } from '../workbook/grids.js';
import { Unreadable } from '../workbook/guard.js';
import { recompute } from '../workbook/recompute.js';

import { type CellWrite, editSheet, type SheetEdit, shiftProblem } from '../workbook/sheet-edit.js';
import { fillTable, type TableFill } from './fill-table.js';
import { fillCover, fillPart, type TextFill } from './fill-texts.js';
import { lockedCells } from './locked.js';
import type { Unplaced } from './unplaced.js';
import { textValue } from './values.js';

/** A workbook that a bureau gives out. */
export interface OfficialForm {
  /** As messages call it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What of a package goes into a form. */
export interface Filling {
  readonly profile: Profile;
  readonly tables: readonly Table[];
  readonly document: Document;
}

export interface FilledForm {
  readonly bytes: Uint8Array;
  /** Names of the sheets that the package is in now. */
  readonly filled: readonly string[];
  /** In Chinese, each with its sheet and cell: what was not put in, and why. */
  readonly left: readonly string[];
}

/**
 * Fills a form.
 * @param form from anyone
 * @returns what is wrong where it is no workbook, or none of its sheets is one of the format
 */
export async function fillForm(
  { file, bytes }: OfficialForm,
  { profile, tables, document }: Filling,
): Promise<FilledForm | { readonly problem: Pick<Diagnostic, 'message' | 'hint'> }> {
  try {
    return await filledForm({ file, bytes }, { profile, tables, document });
  } catch (error) {
    // of parts that the reader of its tables does not look into
    if (!(error instanceof Unreadable)) throw error;
    return { problem: { message: error.message, ...(error.hint ? { hint: error.hint } : {}) } };
  }
}

async function filledForm(
  { file, bytes }: OfficialForm,
  { profile, tables, document }: Filling,
): ReturnType<typeof fillForm> {
  const read = await readGrids(bytes, file);
  if ('problem' in read) return read;
  const sheets = read.grids.map((grid): SheetToRead => ({ file, grid }));
  const reading = readWorkbookByFormat(sheets, profile);
  if (reading.tables.length === 0) return { problem: notRecognised(profile) };
  const filler = new FormFiller(new BookEdit(bytes));
  const pairs = pairsOf(reading.tables, tables);
  for (const { sheet, template } of reading.tables) {
    const table = pairs.get(sheet);
    const own = sheets.find((one) => sheetName(one) === sheet);
    if (own) filler.table(own, template, table);
  }
  for (const table of tables)
    if (![...pairs.values()].includes(table))
      filler.left.push(`${table.id} ${table.name}：官方工作簿里没有这张表，没有填`);
  const known = new Set(reading.tables.map(({ sheet }) => sheet));
  let cover = false;
  for (const sheet of sheets) {
    if (known.has(sheetName(sheet))) continue;
    const texts = fillPart(sheet, profile, document);
    const own: TextFill | undefined =
      texts ?? (cover ? undefined : fillCover(sheet, profile, document));
    cover ||= texts === undefined && own !== undefined;
    filler.texts(sheet, own);
  }
  return { bytes: filler.bytes(), filled: filler.filled, left: filler.left };
}

function notRecognised({ name, tables }: Profile) {
  const named = [...tables.values()].map((one) => one.name).slice(0, 5);
  return {
    message: `没有一张工作表是“${name}”的表`,
    hint: `按表名、标题和栏目找的是：${named.join('、')}等；请用这个格式的官方空表，或改输入的“格式”`,
  };
}

/** The table of the package for each sheet: those of one template by what they are of, else in their order. */
function pairsOf(read: readonly ReadTable[], tables: readonly Table[]): Map<string, Table> {
  const pairs = new Map<string, Table>();
  const taken = new Set<Table>();
  const pair = (one: ReadTable, table: Table | undefined) => {
    if (!table || pairs.has(one.sheet)) return;
    pairs.set(one.sheet, table);
    taken.add(table);
  };
  const isOf = ({ template }: ReadTable, { id }: Table) =>
    template.each
      ? id === template.id || new RegExp(`^${escaped(template.id)}-\\d+$`).test(id)
      : id === template.id;
  for (const one of read)
    if (one.key !== '')
      pair(
        one,
        tables.find((table) => isOf(one, table) && table.subject === one.key),
      );
  for (const one of read)
    pair(
      one,
      tables.find((table) => isOf(one, table) && !taken.has(table)),
    );
  return pairs;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a row of a form shows in one line. */
const SHORT = 40;

class FormFiller {
  readonly filled: string[] = [];
  readonly left: string[] = [];

  constructor(private readonly book: BookEdit) {}

  bytes(): Uint8Array {
    return this.book.bytes();
  }

  private tell(sheet: string, { address, message }: Unplaced): void {
    this.left.push(`“${sheet}”${address === undefined ? '' : `!${address}`}：${message}`);
  }

  table(sheet: SheetToRead, template: TableTemplate, table: Table | undefined): void {
    const name = sheetName(sheet);
    const aligned = alignSheet(sheet, template);
    if (!table || !aligned) {
      this.tell(name, { address: undefined, message: '材料里没有这张表，没有填' });
      return;
    }
    const made = fillTable(table, aligned, () => this.shiftProblem(sheet.grid.name));
    if ('problem' in made) {
      this.tell(name, { address: undefined, message: `没有填：${made.problem}` });
      return;
    }
    for (const one of made.left) this.tell(name, one);
    const { writes, shifts, merges, expected } = made;
    this.write(sheet.grid.name, { writes, shifts, ...(merges ? { merges } : {}) }, expected);
    this.filled.push(name);
  }

  texts(sheet: SheetToRead, made: (TextFill & { missing?: boolean }) | undefined): void {
    const name = sheetName(sheet);
    if (!made || made.missing) {
      const message = made
        ? '材料里没有这一部分，没有填'
        : '不是这个格式的表，也不是它的文字，没有填';
      this.tell(name, { address: undefined, message });
      return;
    }
    const problem = made.shifts.length > 0 ? this.shiftProblem(sheet.grid.name) : undefined;
    if (problem !== undefined) {
      this.tell(name, {
        address: undefined,
        message: `没有填：段落比官方表的行多，要插入行，但${problem}`,
      });
      return;
    }
    const { numbers } = sheet.grid;
    const writes = new Map<string, CellWrite>();
    const fitted = new Set<number>();
    for (const { area, text } of made.writes) {
      const row = numbers[area.row] ?? (numbers.at(-1) ?? 0) + area.row - numbers.length + 1;
      const address = addressOf(row, area.col);
      if (area.formula) this.tell(name, { address, message: '这一格是公式，没有改' });
      else {
        writes.set(address, { value: textValue(text) });
        // a paragraph of several lines, in a row that is as high as one
        if (area.rowSpan === 1 && text.length > SHORT) fitted.add(row);
      }
    }
    this.write(sheet.grid.name, { writes, shifts: made.shifts, fitted }, new Map());
    this.filled.push(name);
  }

  private shiftProblem(name: string): string | undefined {
    if (this.book.hasPivots) return '工作簿里有数据透视表，不能增减行';
    return shiftProblem(this.book.sheet(name));
  }

  /** Writes into a sheet, has its formulas computed, and tells of those that come to something else. */
  private write(
    name: string,
    { writes, ...others }: Omit<SheetEdit, 'name'>,
    expected: TableFill['expected'],
  ): void {
    const before = this.book.sheet(name);
    const locked = lockedCells(before, this.book.part('xl/styles.xml') ?? '');
    const open = new Map<string, CellWrite>();
    for (const [address, write] of writes)
      if (locked(address)) this.tell(name, { address, message: '这一格受保护，没有填' });
      else open.set(address, write);
    const { shifts } = others;
    if (open.size === 0 && shifts.length === 0) return;
    const edited = editSheet(before, { name, writes: open, ...others });
    const { xml, known, unknown } = recompute(edited);
    this.book.putSheet(name, xml);
    if (shifts.length > 0) {
      this.book.follow(name, shifts);
      this.book.dropChain();
    }
    for (const [address, value] of expected) {
      const own = known.get(address);
      const wanted = value.kind === 'number' ? new Decimal(value.digits) : ZERO;
      if (own?.eq(wanted)) continue;
      const message = own
        ? `这一格是公式，算出来是 ${own.toFixed()}，材料里是 ${wanted.toFixed()}；公式没有改`
        : `这一格是公式，不能算；存的是材料里的 ${wanted.toFixed()}，公式没有改，请打开核对`;
      this.tell(name, { address, message });
    }
    if (unknown.length > 0) this.book.computeOnLoad();
  }
}
