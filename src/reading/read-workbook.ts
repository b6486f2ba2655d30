/** The sheets of a workbook, or the files of a CSV folder, read by the templates of a format. */
import type { Profile } from '../forms/library.js';
import type { TableTemplate } from '../forms/template.js';
import { type Likeness, likely, scoreOf } from './choose.js';
import { readTable, type SheetReading } from './read-sheet.js';
import type { ReadTable, Unread } from './read-table.js';
import {
  beginningIn,
  placeOfArea,
  type SheetToRead,
  sheetName,
  withoutApostrophes,
} from './sheet.js';

/** A sheet that was not read, and why. */
export interface OtherSheet extends Unread {
  readonly sheet: string;
}

export interface WorkbookReading {
  /** In the order of the sheets. */
  readonly tables: readonly ReadTable[];
  readonly others: readonly OtherSheet[];
}

/** Two templates that are as likely as this to each other are not told apart by their labels. */
const CLEARLY = 0.25;
/** So many are looked at closely. */
const MOST_TRIED = 4;

interface Candidate {
  readonly sheet: number;
  readonly likeness: Likeness;
}

/**
 * Reads sheets by the templates of a format; each template is read from one sheet, but those that make a
 * table for each row of a source.
 * @param given the sheets of one workbook, or the files of one folder
 * @param profile its tables are those that are looked for
 */
export function readWorkbookByFormat(
  given: readonly SheetToRead[],
  profile: Profile,
): WorkbookReading {
  const sheets = given.map(withoutApostrophes);
  const templates = [...profile.tables.values()];
  const all = sheets.map((sheet) => likely(sheet, templates).slice(0, MOST_TRIED));
  const candidates = all
    .flatMap((list, sheet) => list.map((likeness): Candidate => ({ sheet, likeness })))
    .sort((a, b) => scoreOf(b.likeness) - scoreOf(a.likeness) || a.sheet - b.sheet);
  const tables = new Map<number, ReadTable>();
  const taken = new Map<TableTemplate, number>();
  const reasons = new Map<number, string>();
  for (const { sheet, likeness } of candidates) {
    const { template } = likeness;
    const one = sheets[sheet];
    if (!one || tables.has(sheet) || reasons.has(sheet)) continue;
    const other = template.each ? undefined : taken.get(template);
    if (other !== undefined) continue;
    const rival = all[sheet]?.find(
      (two) =>
        two.template !== template &&
        (two.template.each !== undefined || !taken.has(two.template)) &&
        scoreOf(likeness) - scoreOf(two) < CLEARLY,
    );
    const reading = rival
      ? closer(one, [likeness, rival], profile)
      : readTable(one, template, profile);
    if (reading === 'alike') {
      const names = [likeness, rival].flatMap((two) => (two ? [`“${two.template.name}”`] : []));
      reasons.set(sheet, `像${names.join('，也像')}，分不清是哪一张`);
      continue;
    }
    if (!reading) continue;
    tables.set(sheet, reading.table);
    taken.set(reading.table.template, sheet);
  }
  const others = sheets.flatMap((one, i): OtherSheet[] => {
    if (tables.has(i)) return [];
    const first = all[i]?.[0]?.template;
    const before = first && taken.get(first);
    const same = before === undefined ? undefined : sheets[before];
    const message =
      reasons.get(i) ??
      (first && same
        ? `同“${sheetName(same)}”一样像“${first.name}”，取了那一张`
        : '不像这个格式的任何一张表');
    return [{ sheet: sheetName(one), place: placeOfSheet(one), message }];
  });
  return { tables: sheets.flatMap((_, i) => tables.get(i) ?? []), others };
}

/** Of two templates that a sheet is as like as each other, the one by which more of it is understood. */
function closer(
  sheet: SheetToRead,
  [one, two]: readonly [Likeness, Likeness],
  profile: Profile,
): SheetReading | 'alike' | undefined {
  const [a, b] = [one, two].map(({ template }) => readTable(sheet, template, profile));
  if (!a || !b) return a ?? b;
  const understood = ({ table, rows }: SheetReading) => rows - 2 * table.unread.length;
  const difference = understood(a) - understood(b);
  // a name that speaks for one of them is enough
  if (difference === 0) return one.named > two.named ? a : one.named < two.named ? b : 'alike';
  return difference > 0 ? a : b;
}

function placeOfSheet(sheet: SheetToRead) {
  const rows = sheet.grid.rows.length;
  for (let row = 0; row < rows; row++) {
    const [first] = beginningIn(sheet, row);
    if (first) return placeOfArea(sheet, first);
  }
  return { file: sheet.file, line: 1, column: 1, start: 0, end: 0 };
}
