/** What a Word document is made of: a paragraph or table of the library, and what it takes of a page. */
import { type FileChild, Paragraph, type ParagraphChild, type TabStopDefinition } from 'docx';
import type { LateGrid } from './docx-grids.js';
import { type Look, type NamedLook, paragraphOptions } from './docx-styles.js';
import { textRuns } from './docx-text.js';
import { codeWidth, printable } from './html-text.js';
import { lineCount } from './xlsx-text.js';

export interface Piece {
  readonly child: FileChild;
  readonly box: Box;
  /** A table that goes there. */
  readonly grid?: LateGrid;
}

/** Its room on a page: lines or rows that no page divides, one below the other. Heights in pt. */
export interface Box {
  /** It begins a page. */
  readonly beginsPage: boolean;
  /** Above it; not at a page's beginning. */
  readonly before: number;
  readonly after: number;
  readonly parts: readonly BoxPart[];
  /** What is repeated where its parts go on on a page. */
  readonly header: number;
  /** Ids of what the contents lead to. */
  readonly places: readonly string[];
}

export interface BoxPart {
  readonly height: number;
  /** On the page of the next part, or of the next box. */
  readonly kept: boolean;
}

export interface ParagraphMore {
  /** Other than its style. */
  readonly look?: Partial<Look>;
  readonly tabStops?: readonly TabStopDefinition[];
  readonly beginsPage?: boolean;
  readonly places?: readonly string[];
  /** Height of a picture in it. */
  readonly picture?: number;
  /** How many lines it takes, where its type is not all of one size. */
  readonly lines?: number;
}

/**
 * A paragraph in a style.
 * @param text what it shows, by which its lines are counted
 * @param room width that it has, in pt
 */
export function paragraph(
  style: NamedLook,
  text: string,
  room: number,
  children: readonly ParagraphChild[] = textRuns(text),
  { look = {}, tabStops, beginsPage = false, places = [], picture, lines }: ParagraphMore = {},
): Piece {
  const whole = { ...style.look, ...look };
  const child = new Paragraph({
    style: style.id,
    children,
    ...paragraphOptions(look),
    ...(tabStops ? { tabStops } : {}),
    ...(beginsPage ? { pageBreakBefore: true } : {}),
  });
  const { before = 0, after = 0, line = whole.size * SINGLE, kept = false } = whole;
  const heights =
    picture === undefined
      ? Array.from({ length: lines ?? countLines(text, whole, room) }, () => line)
      : [picture];
  const parts =
    whole.outline === undefined
      ? heldLines(heights, kept)
      : [{ height: heights.length * line, kept }];
  return { child, box: { beginsPage, before, after, parts, header: 0, places } };
}

/** Height of a line that is as high as its type. */
const SINGLE = 1.3;

function countLines(
  text: string,
  { size, spacing = 0, left = 0, right = 0, indented }: Look,
  room: number,
): number {
  // half a character is the least that a character takes
  const capacity = Math.floor(((room - left - right) / (size + spacing)) * 2 + 0.01);
  return lineCount(`${indented ? '　　' : ''}${printable(text)}`, Math.max(capacity, 2));
}

/** Lines as pages divide them: neither the first nor the last one stands alone. */
function heldLines(heights: readonly number[], kept: boolean): BoxPart[] {
  const last = heights.length - 1;
  return heights.map((height, i) => {
    const held = (i === 0 && last > 0) || i === last - 1;
    return { height, kept: i === last ? kept : held };
  });
}

/** How wide a text is on one line, in pt. */
export const widthOf = (text: string, size: number): number => codeWidth(text) * size;
