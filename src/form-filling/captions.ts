/** What stands above and below the grid of a form, and in its headings, as the compiled table has it. */
import type { Header } from '../reading/headings.js';
import type { AlignedSheet } from '../reading/read-sheet.js';
import { areaAt, beginningIn, type SheetToRead } from '../reading/sheet.js';
import { fixedWords, hasFields, readPattern } from '../reading/text-pattern.js';
import type { Table } from '../tables/table.js';
import type { Area } from '../workbook/cells.js';
import type { Unplaced } from './unplaced.js';

export interface TextWrite {
  /** Of the form, before rows move. */
  readonly area: Area;
  readonly text: string;
}

const MOST_ABOVE = 25;

/** Texts of the form that say something else than the table's: whose it is, of which year, its notes. */
export function* captionWrites(
  table: Table,
  own: AlignedSheet,
  form: AlignedSheet,
): Generator<TextWrite | Unplaced> {
  const { template, header, top, bottom, places } = form;
  const { sheet } = places;
  const above = areasIn(sheet, 0, Math.min(header ? header.top : top, MOST_ABOVE));
  const captions = [
    [template.title, table.title],
    [template.lead, table.lead],
    [template.middle, table.middle],
  ] as const;
  for (const [pattern, text] of captions) {
    if (text === '' || !hasFields(pattern) || fixedWords(pattern).trim() === '') continue;
    const found = above.flatMap((area) => withPart(area, pattern, text) ?? [])[0];
    if (found) yield found;
  }
  yield* headingWrites(own, form);
  yield* noteWrites(table, form, areasIn(sheet, bottom, sheet.grid.rows.length));
}

const areasIn = (sheet: SheetToRead, from: number, to: number): Area[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).flatMap((row) =>
    beginningIn(sheet, row),
  );

/** An area in which a text of the template stands, alone or parted from others by blanks, with a new text. */
function withPart(area: Area, pattern: string, text: string): TextWrite | undefined {
  const parts = area.text.split(/(　{2,}|[ \t]{3,}|\n)/);
  const at = parts.findIndex((part) => part.trim() !== '' && readPattern(pattern, part.trim()));
  const part = parts[at];
  if (part === undefined) return undefined;
  if (sameText(part, text)) return { area, text: area.text };
  parts[at] = part.replace(part.trim(), () => text);
  return { area, text: parts.join('') };
}

/** Headings with a field: 2026年预算数. */
function* headingWrites(own: AlignedSheet, form: AlignedSheet): Generator<TextWrite> {
  const [mine, other] = [own.header, form.header];
  if (!mine || !other) return;
  const done = new Set<Area>();
  for (const [t, { labels }] of form.program.headings.entries()) {
    const [from] = own.places.columns[t] ?? [];
    const [to] = form.places.columns[t] ?? [];
    if (from === undefined || to === undefined) continue;
    for (const [label = ''] of labels) {
      if (!hasFields(label) || fixedWords(label).trim() === '') continue;
      const said = (sheet: SheetToRead, col: number, { top, bottom }: Header): Area | undefined =>
        Array.from({ length: bottom - top + 1 }, (_, i) => areaAt(sheet, top + i, col)).find(
          ({ text }) => readPattern(label, text) !== undefined,
        );
      const wanted = said(own.places.sheet, from, mine);
      const area = said(form.places.sheet, to, other);
      if (!wanted || !area || done.has(area) || sameText(wanted.text, area.text)) continue;
      done.add(area);
      yield { area, text: wanted.text };
    }
  }
}

/** Notes that the template prints with a field, and the statement that there is nothing. */
function* noteWrites(
  table: Table,
  { template }: AlignedSheet,
  below: readonly Area[],
): Generator<TextWrite | Unplaced> {
  const isOf = (pattern: string, text: string) =>
    pattern !== '' &&
    (hasFields(pattern)
      ? readPattern(pattern, text.trim()) !== undefined
      : sameText(pattern, text));
  const { emptyNote, notes } = template;
  const all = [...notes, emptyNote];
  for (const pattern of all) {
    const wanted = table.notes.find((note) => isOf(pattern, note));
    const area = below.find(({ text }) => isOf(pattern, text));
    if (area && (wanted === undefined || !sameText(area.text, wanted)))
      yield { area, text: wanted ?? '' };
  }
  for (const note of table.notes) {
    const placed = below.some(({ text }) => sameText(text, note));
    const own = all.some(
      (pattern) => isOf(pattern, note) && below.some(({ text }) => isOf(pattern, text)),
    );
    if (!placed && !own) yield { address: undefined, message: `表下的话没有填：“${note}”` };
  }
}

const sameText = (one: string, other: string): boolean =>
  one.replace(/\s/g, '') === other.replace(/\s/g, '');
