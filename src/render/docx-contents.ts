/**
 * The contents as a field of Word: with the entries and page numbers that it has, and such that F9 makes the same
 * entries anew.
 */
import {
  BuilderElement,
  InternalHyperlink,
  LeaderType,
  type ParagraphChild,
  Run,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import type { ContentsEntry, Document } from '../narrative/document.js';
import { type Piece, paragraph } from './docx-pieces.js';
import { contentsStyle, STYLE, twips } from './docx-styles.js';
import type { Bookmarks } from './docx-text.js';
import { printable } from './html-text.js';
import { roomOf } from './paper.js';

/** How the contents find what they list. */
export interface Listing {
  /** Headings that are listed in their own words: the field lists their styles. */
  readonly byStyle: ReadonlySet<string>;
  /** What is listed in other words, and tables: a hidden field with those words stands there. */
  readonly byEntry: ReadonlyMap<string, ContentsEntry>;
}

/** A field looks at words without their spaces and line breaks. */
const words = (text: string): string => text.replace(/\s+/g, '');

export function listingOf({ contents, parts }: Document): Listing {
  const headings = new Map<string, { readonly level: number; readonly text: string }>(
    parts.flatMap(({ id, label, title, blocks }) => [
      [id, { level: 0, text: label + title }] as const,
      ...blocks.flatMap((block) =>
        block.kind === 'heading'
          ? [[block.id, { level: block.level, text: block.text }] as const]
          : [],
      ),
    ]),
  );
  const isOwn = ({ target, level, text }: ContentsEntry): boolean => {
    const heading = headings.get(target);
    return heading?.level === level && words(heading.text) === words(text);
  };
  return {
    byStyle: new Set(contents.filter(isOwn).map(({ target }) => target)),
    byEntry: new Map(contents.filter((one) => !isOwn(one)).map((one) => [one.target, one])),
  };
}

const element = (
  name: string,
  attributes: Record<string, string>,
  children: readonly unknown[] = [],
) =>
  new BuilderElement({
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, { key, value }]),
    ),
    children: children as never[],
  });

/** A run of the field's own marks. */
const mark = (...children: readonly BuilderElement[]) => new Run({ children });
const fieldMark = (type: 'begin' | 'separate' | 'end') =>
  mark(element('w:fldChar', { 'w:fldCharType': type }));
const instruction = (text: string) =>
  mark(element('w:instrText', { 'xml:space': 'preserve' }, [text]));

/** The hidden words under which something is listed. */
export function entryField({ level, text }: ContentsEntry): ParagraphChild[] {
  const quoted = printable(text).replaceAll('"', '”');
  return [
    fieldMark('begin'),
    instruction(` TC "${quoted}" \\f C \\l ${level + 1} `),
    fieldMark('end'),
  ];
}

/**
 * @param line height of an entry's lines in pt
 * @param pages of what they lead to; without them the entries take the same room
 */
export function contentsPieces(
  contents: readonly ContentsEntry[],
  { listing: { byEntry }, bookmarks }: { readonly listing: Listing; readonly bookmarks: Bookmarks },
  line: number,
  pages: ReadonlyMap<string, number> = new Map(),
): Piece[] {
  const room = roomOf('text');
  const field = ` TOC \\o "1-3"${byEntry.size > 0 ? ' \\f C' : ''} \\h \\z `;
  const tab = { type: TabStopType.RIGHT, leader: LeaderType.DOT, position: twips(room) };
  const entries = contents.map(({ level, text, target }, i) => {
    const name = bookmarks.get(target)?.name ?? '';
    const entry = new InternalHyperlink({
      anchor: name,
      children: [
        new TextRun({ children: [printable(text), new Tab()] }),
        ...[fieldMark('begin'), instruction(` PAGEREF ${name} \\h `), fieldMark('separate')],
        new TextRun(String(pages.get(target) ?? '')),
        fieldMark('end'),
      ],
    });
    const first = i === 0 ? [fieldMark('begin'), instruction(field), fieldMark('separate')] : [];
    const last = i === contents.length - 1 ? [fieldMark('end')] : [];
    const children = [...first, entry, ...last];
    return paragraph(contentsStyle(level, line), text, room, children, { tabStops: [tab] });
  });
  // the field ends in a paragraph of the section: the one that ends the section is read while it is open otherwise
  const end = paragraph(STYLE.gap, '', room, []);
  return [paragraph(STYLE.contentsTitle, '目录', room), ...entries, end];
}
