/**
 * Sheets that hold a part of the text of a package: the blank form has such sheets, and people fill them in.
 * What the part's sentences print of the input's own words is read from the lines of its sheet.
 */
import type { Profile, ProfilePart } from '../forms/library.js';
import type { Span } from '../model/money.js';
import { withoutOrdinal } from '../model/numerals.js';
import { ROW_SOURCES, type RowSourceName } from '../model/rows.js';
import type { RowSource } from '../model/scope.js';
import type { Subjects } from '../model/subjects.js';
import { type OutlineItem, outlineOf } from '../narrative/outline.js';
import { isUnfilled } from '../prose/blanks.js';
import type { Area } from '../workbook/cells.js';
import { clip } from './figures.js';
import { sameLabel } from './labels.js';
import type { Unread } from './read-table.js';
import { beginningIn, placeOfArea, type SheetToRead, sheetName } from './sheet.js';
import { fixedWords, hasFields, readPattern } from './text-pattern.js';

/** Paragraphs that stand below a heading, or alone on a sheet. */
export interface ReadTexts {
  /** As 段 asks for them. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly place: Span;
}

/** An entry of a list that is told heading by heading. */
export interface ReadEntry {
  readonly source: RowSourceName;
  /** Empty where the sheet does not say it. */
  readonly name: string;
  readonly texts: readonly ReadTexts[];
  readonly place: Span;
}

/** A reason of a change, or what a subject is mainly for. */
export interface ReadReason {
  /** Below 变动原因: 三公经费.公务接待费; or 主要用途.2010301. */
  readonly key: string;
  readonly text: string;
  readonly place: Span;
}

export interface TextSheet {
  readonly sheet: SheetToRead;
  /** Title of the part. */
  readonly title: string;
  readonly texts: readonly ReadTexts[];
  readonly entries: readonly ReadEntry[];
  readonly reasons: readonly ReadReason[];
  /** Units that a list of them names. */
  readonly units: readonly { readonly name: string; readonly place: Span }[];
  readonly unread: readonly Unread[];
}

/** A title stands above everything else, in one of the first rows. */
const MOST_ABOVE = 5;

/**
 * Reads the sheets that are parts of a format's text; others are left out.
 * @param sheets that are no tables
 */
export function readTextSheets(sheets: readonly SheetToRead[], profile: Profile): TextSheet[] {
  const taken = new Set<ProfilePart>();
  return sheets.flatMap((sheet): TextSheet[] => {
    const found = partOf(sheet, profile);
    if (!found || taken.has(found.part)) return [];
    taken.add(found.part);
    const outline = found.part.sections.flatMap(({ name }) => outlineOf(profile, name));
    const lines = linesBelow(sheet, found.row);
    const read = new TextReader(outline, profile.subjects, found.before).read(lines);
    return [{ sheet, title: found.part.contents ?? found.part.title, ...read }];
  });
}

/** A cover, and the fields that its lines say. */
export interface ReadCover<T extends SheetToRead> {
  readonly sheet: T | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** The first of some sheets that has a line of the format's cover. */
export function readCover<T extends SheetToRead>(
  sheets: readonly T[],
  { cover }: Pick<Profile, 'cover'>,
): ReadCover<T> {
  const patterns = coverPatterns(cover);
  for (const sheet of sheets) {
    const rows = sheet.grid.rows.slice(0, MOST_OF_COVER).map((_, r) => r);
    const texts = rows.flatMap((r) => beginningIn(sheet, r));
    const found = patterns.flatMap((pattern) =>
      texts.flatMap(({ text }) => {
        const said = readPattern(pattern, text);
        return said ? [said] : [];
      }),
    );
    if (found.length === 0) continue;
    const said = Object.entries(Object.assign({}, ...found) as Record<string, string>);
    const fields = said.filter(([, text]) => text.trim() !== '' && !isUnfilled(text));
    return { sheet, fields: Object.fromEntries(fields) };
  }
  return { sheet: undefined, fields: {} };
}

/** Lines of a cover that say something of whose it is. */
export const coverPatterns = ({ title, lines }: Profile['cover']): string[] =>
  [...title, ...lines].filter((line) => hasFields(line) && fixedWords(line).trim().length > 1);

/** A cover has no more rows. */
export const MOST_OF_COVER = 60;

export interface FoundPart {
  readonly part: ProfilePart;
  /** Of the title; −1 where the sheet's name alone says which part it is. */
  readonly row: number;
  /** What stands before the words of the title. */
  readonly before: string;
}

/** The part whose title stands above a sheet, or is its name. */
export function partOf(sheet: SheetToRead, { parts }: Profile): FoundPart | undefined {
  const texts = parts.filter(({ sections }) => sections.length > 0);
  const called = sameLabel(sheetName(sheet));
  const named = texts.find(
    ({ title, contents = title }) => !hasFields(contents) && sameLabel(contents) === called,
  );
  const rows = Array.from({ length: Math.min(MOST_ABOVE, sheet.grid.rows.length) }, (_, r) => r);
  // the contents have the titles of all parts, but below their own
  const row = rows.find((r) => beginningIn(sheet, r).length > 0);
  const [first] = row === undefined ? [] : beginningIn(sheet, row);
  if (row !== undefined && first)
    for (const part of named ? [named] : texts) {
      const before = beforeTitle(part, first.text);
      if (before !== undefined) return { part, row, before };
    }
  return named && { part: named, row: -1, before: '' };
}

/** @returns what a text has before a part's title; undefined where it is another text */
function beforeTitle({ title, contents }: ProfilePart, text: string): string | undefined {
  const said = withoutOrdinal(text);
  if (hasFields(title) && fixedWords(title).trim().length > 3 && readPattern(title, said))
    return '';
  for (const one of [title, contents]) {
    if (one === undefined || hasFields(one)) continue;
    if (sameLabel(said) === sameLabel(one)) return '';
    if (said.endsWith(one)) return said.slice(0, -one.length).trim();
  }
  return undefined;
}

interface Line {
  readonly text: string;
  readonly place: Span;
}

/** The lines of the cells below a row, without those that say nothing. */
function linesBelow(sheet: SheetToRead, row: number): Line[] {
  const rows = Array.from({ length: sheet.grid.rows.length - row - 1 }, (_, i) => row + 1 + i);
  const ofArea = (area: Area): Line[] =>
    area.text
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter((line) => withoutOrdinal(line) !== '')
      .map((text) => ({ text, place: placeOfArea(sheet, area) }));
  return rows.flatMap((r) => beginningIn(sheet, r).flatMap(ofArea));
}

// ---- lines

/** A heading, with the paragraphs that stand below it. */
interface Slot {
  /** Undefined of what stands before the first heading. */
  readonly heading: string | undefined;
  /** Undefined where more than paragraphs of one name stand there. */
  readonly texts: string | undefined;
  readonly source: RowSourceName | undefined;
}

interface Sentence {
  readonly pattern: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly counted: boolean;
  readonly source: RowSourceName | undefined;
}

function slotsIn(items: readonly OutlineItem[], source?: RowSourceName): Slot[] {
  const slots: Slot[] = [];
  let heading: string | undefined;
  let below: OutlineItem[] = [];
  const close = () => {
    const [only] = below;
    const texts = below.length === 1 && only?.kind === 'texts' ? only.name : undefined;
    if (heading !== undefined || texts !== undefined) slots.push({ heading, texts, source });
    below = [];
  };
  for (const item of items) {
    if (item.kind === 'heading') {
      close();
      heading = item.text;
    } else if (item.kind === 'rows') {
      const inside = slotsIn(item.items, item.source);
      if (inside.length > 0) slots.push(...inside);
      else below.push(item);
    } else below.push(item);
  }
  close();
  return slots;
}

const sentencesIn = (items: readonly OutlineItem[], source?: RowSourceName): Sentence[] =>
  items.flatMap((item): Sentence[] => {
    if (item.kind === 'rows') return sentencesIn(item.items, item.source);
    if (item.kind !== 'sentence' || fixedWords(item.pattern).trim() === '') return [];
    const { pattern, reasons, counted } = item;
    return [{ pattern: withoutOrdinal(pattern), reasons, counted, source }];
  });

interface OpenEntry {
  readonly source: RowSourceName;
  readonly name: string;
  readonly place: Span;
  readonly lines: Map<string, Line[]>;
}

class TextReader {
  private readonly slots: readonly Slot[];
  private readonly sentences: readonly Sentence[];
  /** Of entries, the headings that the first of them stands below. */
  private readonly inEntries: readonly Slot[];
  private readonly entries: OpenEntry[] = [];
  private readonly unread: Unread[] = [];
  private readonly units: TextSheet['units'][number][] = [];

  /** @param title what the title of the sheet says before its own words: the name of an only entry */
  constructor(
    outline: readonly OutlineItem[],
    private readonly subjects: Subjects,
    private readonly title: string,
  ) {
    this.slots = slotsIn(outline);
    this.sentences = sentencesIn(outline);
    this.inEntries = this.slots.filter(
      ({ heading, source, texts }) => source !== undefined && texts && !hasFields(heading ?? '{'),
    );
  }

  read(lines: readonly Line[]): Omit<TextSheet, 'sheet' | 'title'> {
    const texts = new Map<string, Line[]>();
    const reasons: ReadReason[] = [];
    const opening = this.slots.filter(({ heading }) => heading === undefined);
    let slot = opening.length === 1 ? opening[0] : undefined;
    let entry: OpenEntry | undefined;
    for (const [i, line] of lines.entries()) {
      const headed = this.headed(line.text);
      if (headed) {
        slot = headed.slot;
        if (slot.source !== undefined)
          entry ??= this.open(slot.source, isUnfilled(this.title) ? '' : this.title, line);
        if (headed.rest !== '') this.put(slot, { ...line, text: headed.rest }, texts, entry);
        continue;
      }
      const name = this.entryBefore(lines[i + 1]);
      if (name !== undefined) {
        entry = this.open(name, withoutOrdinal(line.text), line);
        slot = undefined;
        continue;
      }
      const found = this.sentence(line);
      if (found) reasons.push(...found);
      else this.put(slot, line, texts, entry);
    }
    return {
      texts: [...texts].flatMap(([name, own]) => this.filled(name, own)),
      entries: this.entries.flatMap((one) => this.filledEntry(one)),
      reasons,
      units: this.units,
      unread: this.unread,
    };
  }

  /** The heading that a line is, and what stands behind it in the same line: 立项依据：…. */
  private headed(text: string): { slot: Slot; rest: string } | undefined {
    const said = withoutOrdinal(text);
    for (const slot of this.slots) {
      const { heading } = slot;
      if (heading === undefined || fixedWords(heading).trim() === '') continue;
      if (hasFields(heading) ? readPattern(heading, said) : sameLabel(said) === sameLabel(heading))
        return { slot, rest: '' };
      const [head = '', ...rest] = said.split(/[：:]/);
      if (rest.length > 0 && !hasFields(heading) && sameLabel(head) === sameLabel(heading))
        return { slot, rest: said.slice(head.length + 1).trim() };
    }
    return undefined;
  }

  /** The source of which another entry begins before a line: its first heading comes next. */
  private entryBefore(next: Line | undefined): RowSourceName | undefined {
    const headed = next && this.headed(next.text);
    const [first] = this.inEntries;
    const named = this.slots.some(
      ({ heading, source }) => source !== undefined && fixedWords(heading ?? '').trim() === '',
    );
    if (!named || !first || headed?.slot.heading !== first.heading) return undefined;
    return first.source;
  }

  private open(source: RowSourceName, name: string, { place }: Line): OpenEntry {
    const entry: OpenEntry = { source, name, place, lines: new Map() };
    this.entries.push(entry);
    return entry;
  }

  private put(
    slot: Slot | undefined,
    line: Line,
    texts: Map<string, Line[]>,
    entry: OpenEntry | undefined,
  ): void {
    if (slot?.texts === undefined) return;
    const own = slot.source === undefined ? texts : entry?.lines;
    own?.set(slot.texts, [...(own.get(slot.texts) ?? []), line]);
  }

  /** What a line says of reasons, if it is a sentence of the format. */
  private sentence({ text, place }: Line): ReadReason[] | undefined {
    const said = withoutOrdinal(text);
    for (const { pattern, reasons, source, counted } of this.sentences) {
      const fields = readPattern(pattern, said) ?? readPattern(pattern, `${said}。`);
      if (!fields || (counted && said === text)) continue;
      const { 名称: name = '' } = fields;
      if (source === '所属单位' && !isUnfilled(name) && name !== '')
        this.units.push({ name, place });
      return Object.entries(reasons).flatMap(([name, key]): ReadReason[] => {
        const own = fields[name]?.trim() ?? '';
        if (own === '' || isUnfilled(own)) return [];
        const code = key.includes('{') ? this.codeOf(source, fields) : '';
        if (code === undefined || own === fields.名称) return [];
        return [{ key: key.replace('{编码}', code), text: own, place }];
      });
    }
    return undefined;
  }

  /** The subject that a sentence names, with those that it stands below. */
  private codeOf(
    source: RowSourceName | undefined,
    fields: Readonly<Record<string, string>>,
  ): string | undefined {
    const { subjects: which }: RowSource = ROW_SOURCES[source ?? '合计'];
    if (fields.编码 !== undefined) return fields.编码;
    if (which !== 'functional') return undefined;
    const names = this.subjects.functional;
    const called = (code: string, name: string | undefined) =>
      name === undefined || sameLabel(names.get(code)?.name ?? '') === sameLabel(name);
    const all = [...names.keys()].filter(
      (code) =>
        code.length === 7 &&
        called(code, fields.名称 ?? '') &&
        called(code.slice(0, 3), fields.类) &&
        called(code.slice(0, 5), fields.款),
    );
    return all.length === 1 ? all[0] : undefined;
  }

  /** Paragraphs, none where one of them still has a blank of the form. */
  private filled(name: string, lines: readonly Line[]): ReadTexts[] {
    const [first] = lines;
    if (!first) return [];
    const blank = lines.find(({ text }) => isUnfilled(withoutOrdinal(text)));
    if (!blank) return [{ name, lines: lines.map(({ text }) => text), place: first.place }];
    const message = `“${name}”还没有填完，没有取：“${clip(blank.text)}”`;
    this.unread.push({ place: blank.place, message });
    return [];
  }

  private filledEntry({ source, name, place, lines }: OpenEntry): ReadEntry[] {
    const texts = [...lines].flatMap(([own, said]) => this.filled(own, said));
    // a form prints some of its texts itself
    return texts.length < lines.size || lines.size === 0 ? [] : [{ source, name, texts, place }];
  }
}
