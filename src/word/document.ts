/** What is read of a Word document. */
import type { WordComment } from './styles.js';

/** A tracked change that has not been accepted or refused. */
export interface Revision {
  readonly author: string;
  readonly kind: '增' | '删';
  readonly text: string;
}

export interface WordText {
  /** Lines are parted by \n, columns of a line by \t. */
  readonly text: string;
  readonly revisions: readonly Revision[];
  readonly comments: readonly WordComment[];
}

export interface WordParagraph extends WordText {
  readonly kind: 'paragraph';
  /** Name of its style in small letters; empty where it has none. */
  readonly style: string;
  /** Level of a heading, from 1. */
  readonly heading?: number;
  /** Part of a contents field. */
  readonly listed: boolean;
}

export interface WordCell extends WordText {
  readonly col: number;
  readonly colSpan: number;
  /** It begins a cell that goes on below, or goes on with the one above. */
  readonly merged: 'start' | 'on' | undefined;
  readonly align: 'left' | 'center' | 'right' | undefined;
  readonly bold: boolean;
  /** Room at the left, in twentieths of a point. */
  readonly left: number;
}

export interface WordRow {
  readonly cells: readonly WordCell[];
  /** Repeated on each page. */
  readonly head: boolean;
}

export interface WordTable {
  readonly kind: 'table';
  readonly rows: readonly WordRow[];
  /** Of its columns, in twentieths of a point. */
  readonly widths: readonly number[];
  /** What the document calls it, unseen; empty where it does not. */
  readonly caption: string;
}

export type WordBlock = WordParagraph | WordTable;

export interface WordDocument {
  /** Of its properties; empty where it has none. */
  readonly title: string;
  readonly blocks: readonly WordBlock[];
  readonly macros: boolean;
  /** Text boxes, whose text is not read. */
  readonly boxes: number;
}
