/** Text of a Word document: runs with their line breaks, and the places that the contents lead to. */
import { BookmarkEnd, BookmarkStart, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import { printable } from './html-text.js';

/** A text as runs, a break between its lines. */
export function textRuns(text: string, look: IRunOptions = {}): TextRun[] {
  return printable(text)
    .split('\n')
    .map((line, i) => new TextRun({ ...look, text: line, ...(i > 0 ? { break: 1 } : {}) }));
}

/** Places of the document that the contents name, by their ids: bookmarks as Word itself makes them for contents. */
export type Bookmarks = ReadonlyMap<string, { readonly name: string; readonly number: number }>;

/** @param targets in the order of the contents */
export function bookmarksOf(targets: readonly string[]): Bookmarks {
  return new Map(
    targets.map((target, i) => [target, { name: `_Toc${FIRST_BOOKMARK + i}`, number: i + 1 }]),
  );
}

/** Word's own have nine digits too. */
const FIRST_BOOKMARK = 100_000_001;

/** Content at a place that the contents may lead to. */
export function atPlace(
  id: string,
  bookmarks: Bookmarks,
  content: readonly ParagraphChild[],
): readonly ParagraphChild[] {
  const bookmark = bookmarks.get(id);
  if (!bookmark) return content;
  const { name, number } = bookmark;
  // a paragraph takes them, though the library's types do not say so
  const marks = [new BookmarkStart(name, number), new BookmarkEnd(number)] as unknown[];
  const [start, end] = marks as [ParagraphChild, ParagraphChild];
  return [start, ...content, end];
}
