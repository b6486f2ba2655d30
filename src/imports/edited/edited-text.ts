/**
 * A package that was edited in Word, beside the input that it was made of: the department's own words that were
 * changed, at their places in the input, and what may not be taken over: figures, and the form's wording.
 */
import { grouped } from '../../grouped.js';
import type { Passage } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { align, alikeTexts } from '../../review/compare/align.js';
import { pairedTables } from '../../review/open/word/pair-tables.js';
import type { DraftTable, DraftTexts } from './draft-texts.js';
import { amountsIn, changedAmounts, type Edit, editsBetween, sortedEdits } from './edits.js';
import type { PrintedPackage, PrintedTable, PrintedText } from './printed-texts.js';

/** A text of the input that becomes another. */
export interface NewText {
  readonly passage: Passage;
  readonly text: string;
  /** Where it was changed. */
  readonly place: string;
}

/** Paragraphs that a list of the input gets or loses. */
export interface NewItem {
  /** The entry that they stand behind. */
  readonly behind: Passage;
  readonly texts: readonly string[];
  readonly place: string;
}

export interface GoneItem {
  readonly passage: Passage;
  readonly place: string;
}

/** What was changed and is not taken over. */
export type Left = { readonly place: string } & (
  | { readonly kind: '数'; readonly old: string; readonly now: string; readonly figure: Figure }
  | { readonly kind: '金额'; readonly old: string; readonly now: string; readonly passage: Passage }
  | { readonly kind: '字'; readonly old: string; readonly now: string }
  | {
      readonly kind: '几处';
      readonly passage: Passage;
      readonly all: number;
      readonly changed: number;
    }
  | { readonly kind: '段'; readonly old?: string; readonly now?: string }
  | { readonly kind: '行'; readonly old?: string; readonly now?: string }
  | { readonly kind: '表'; readonly title: string }
  | { readonly kind: '稿' }
);

export interface EditedText {
  readonly taken: readonly NewText[];
  readonly added: readonly NewItem[];
  readonly removed: readonly GoneItem[];
  readonly left: readonly Left[];
}

/** Paragraphs that are less alike are another's. */
const ALIKE = 0.4;

export function editedText(base: PrintedPackage, draft: DraftTexts): EditedText {
  const notes = new Notes(base);
  const pairs = align<{ text: string; printed?: PrintedText }>(
    base.texts.map((printed) => ({ text: printed.text, printed })),
    draft.texts.map((text) => ({ text })),
    ({ text }) => comparable(text),
    (a, b) => alikeTexts(a.text, b.text),
    ALIKE,
  );
  // nothing is read out of a document that is another one
  const shared = pairs.filter(({ old, new: now }) => old && now).length;
  if (shared * 2 < base.texts.length)
    return { taken: [], added: [], removed: [], left: [{ kind: '稿', place: '全文' }] };
  let above: PrintedText | undefined;
  let gone: PrintedText[] = [];
  let come: string[] = [];
  const flush = () => {
    notes.replaced(above, gone, come);
    [gone, come] = [[], []];
  };
  for (const { old, new: now } of pairs) {
    const printed = old?.printed;
    if (printed && now) {
      flush();
      notes.changed(printed, now.text);
      above = printed;
    } else if (printed) gone.push(printed);
    else if (now) come.push(now.text);
  }
  flush();
  for (const [table, other] of tablePairs(base.tables, draft.tables)) {
    if (other) notes.table(table, other);
    else notes.left.push({ kind: '表', place: table.title, title: table.title });
  }
  return notes.result();
}

/** Spaces and what programs put in their place do not matter. */
const comparable = (text: string): string => text.replace(/[\s\u00a0\u200b]+/g, ' ').trim();

/** Each table with the one of the document that it became. */
function tablePairs(
  base: readonly PrintedTable[],
  draft: readonly DraftTable[],
): [PrintedTable, DraftTable | undefined][] {
  const textOf = (lines: readonly string[], rows: readonly (readonly string[])[]) =>
    comparable([...lines, ...rows.flat()].join(' '));
  const ours = base.map((table) => {
    const rows = table.rows.map((cells) => cells.map(({ text }) => text));
    return { id: table.id, text: textOf([table.title], rows), table };
  });
  const theirs = draft.map((table) => {
    return { id: table.id, text: textOf(table.above, table.rows), table };
  });
  const pairs = pairedTables(ours, theirs);
  return ours.map((one) => [one.table, pairs.get(one)?.table]);
}

class Notes {
  readonly left: Left[] = [];
  private readonly removed: GoneItem[] = [];
  private readonly added: { behind: Passage; texts: string[]; place: string }[] = [];
  /** New texts of what the input says, by where it is printed. */
  private readonly texts = new Map<Passage, { text: string; place: string }[]>();
  private readonly printings = new Map<Passage, number>();

  constructor({ texts, tables }: PrintedPackage) {
    for (const { passages } of [...texts, ...tables.flatMap(({ rows }) => rows.flat())])
      for (const { passage } of passages)
        this.printings.set(passage, (this.printings.get(passage) ?? 0) + 1);
  }

  /** A paragraph or cell that says something else. */
  changed(printed: PrintedText, now: string): void {
    if (comparable(printed.text) === comparable(now)) return;
    const { place } = printed;
    const { figures, passages, fixed } = sortedEdits(printed, editsBetween(printed.text, now));
    for (const { edit, of } of figures)
      this.left.push({ kind: '数', place, old: edit.old, now: edit.now, figure: of.figure });
    for (const { old, now: other } of fixed) this.left.push({ kind: '字', place, old, now: other });
    for (const [{ passage, from, to }, edits] of grouped(passages, ({ of }) => of)) {
      const before = printed.text.slice(from, to);
      const text = applied(
        printed.text,
        from,
        to,
        edits.map(({ edit }) => edit),
      );
      this.rewritten(passage, before, text, place);
    }
  }

  /** @param before what was printed of the passage */
  private rewritten(passage: Passage, before: string, text: string, place: string): void {
    const amounts = changedAmounts(before, text);
    if (amounts) this.left.push({ kind: '金额', place, ...amounts, passage });
    else {
      const known = this.texts.get(passage) ?? [];
      this.texts.set(passage, [...known, { text: withEnds(passage.text, before, text), place }]);
    }
  }

  /**
   * Paragraphs that others stand for, between two that both have: an entry of a list is written anew where another
   * paragraph stands in its place, and goes or comes where there are fewer or more.
   * @param above the paragraph before them
   */
  replaced(
    above: PrintedText | undefined,
    gone: readonly PrintedText[],
    come: readonly string[],
  ): void {
    let behind = above;
    gone.forEach((printed, i) => {
      const passage = wholeEntry(printed);
      const now = come[i];
      const { place, text } = printed;
      if (passage && now !== undefined) this.rewritten(passage, text, now, place);
      else if (passage && this.printings.get(passage) === 1) this.removed.push({ passage, place });
      else this.left.push({ kind: '段', place, old: text, ...(now === undefined ? {} : { now }) });
      if (now !== undefined) behind = printed;
    });
    for (const text of come.slice(gone.length)) this.come(text, behind);
  }

  private come(text: string, above: PrintedText | undefined): void {
    const behind = above && wholeEntry(above);
    const place = above?.place ?? '';
    if (!behind || amountsIn(text).length > 0) this.left.push({ kind: '段', place, now: text });
    else {
      const last = this.added.at(-1);
      if (last?.behind === behind) last.texts.push(text);
      else this.added.push({ behind, texts: [text], place });
    }
  }

  table({ rows, title }: PrintedTable, draft: DraftTable): void {
    type Row = { cells: readonly string[]; printed?: readonly PrintedText[] };
    const key = ({ cells }: Row) => cells.map(comparable).join('\t');
    const pairs = align<Row>(
      rows.map((printed) => ({ cells: printed.map(({ text }) => text), printed })),
      draft.rows.map((cells) => ({ cells })),
      key,
      (a, b) => alikeTexts(key(a), key(b)),
      ALIKE,
    );
    // a table that shares few rows is another one: nothing is read out of what does not belong together
    const shared = pairs.filter(({ old, new: now }) => old && now).length;
    if (shared * 2 < rows.length) {
      this.left.push({ kind: '表', place: title, title });
      return;
    }
    for (const { old, new: now } of pairs) {
      const printed = old?.printed;
      if (printed && now && printed.length === now.cells.length)
        for (const [i, cell] of printed.entries()) this.changed(cell, now.cells[i] ?? '');
      else
        this.left.push({
          ...{ kind: '行', place: title },
          ...(old ? { old: old.cells.filter(Boolean).join('　') } : {}),
          ...(now ? { now: now.cells.filter(Boolean).join('　') } : {}),
        } as Left);
    }
  }

  result(): EditedText {
    const taken: NewText[] = [];
    for (const [passage, changes] of this.texts) {
      const [first] = changes;
      const all = this.printings.get(passage) ?? 0;
      const alike = changes.every(({ text }) => text === first?.text);
      if (!first) continue;
      if (alike && changes.length === all) taken.push({ passage, ...first });
      else
        this.left.push({ kind: '几处', place: first.place, passage, all, changed: changes.length });
    }
    return { taken, added: this.added, removed: this.removed, left: this.left };
  }
}

/** The entry of a list that a paragraph is, with nothing of the form beside it. */
function wholeEntry({ text, passages }: PrintedText): Passage | undefined {
  const [only, ...others] = passages;
  if (!only || others.length > 0 || typeof only.passage.path.at(-1) !== 'number') return undefined;
  return text.length - (only.to - only.from) <= MOST_BESIDE ? only.passage : undefined;
}
/** A stop at the end. */
const MOST_BESIDE = 1;

function applied(text: string, from: number, to: number, edits: readonly Edit[]): string {
  let out = '';
  let at = from;
  for (const edit of edits) {
    out += text.slice(at, edit.from) + edit.now;
    at = edit.to;
  }
  return out + text.slice(at, to);
}

/** The new text with what its sentence had left out at the ends of the old one. */
function withEnds(written: string, printed: string, text: string): string {
  const at = written.indexOf(printed);
  if (at < 0) return text;
  return `${written.slice(0, at)}${text}${written.slice(at + printed.length)}`;
}
