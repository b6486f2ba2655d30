/** What the text of a Word document is made of: the cover, headings, paragraphs, figures, tables. */
import { ImageRun, type ParagraphChild, TextRun } from 'docx';
import { sum } from 'es-toolkit/math/sum';
import type { Block, Cover, Part } from '../narrative/document.js';
import { entryField, type Listing } from './docx-contents.js';
import type { Picture } from './docx-pictures.js';
import { type Piece, paragraph, widthOf } from './docx-pieces.js';
import { halves, headingStyle, STYLE } from './docx-styles.js';
import { type SetTable, tableBlock } from './docx-tables.js';
import { atPlace, type Bookmarks, textRuns } from './docx-text.js';
import { printable } from './html-text.js';
import { isLead, type SheetOfBlocks } from './page-kinds.js';
import { depthOf, type PageKind, roomOf } from './paper.js';
import { coverTitle, partTitleSize } from './title-size.js';

/** What blocks are made with. */
export interface Making {
  readonly bookmarks: Bookmarks;
  readonly listing: Listing;
  /** Tables and figures by their blocks' ids. */
  readonly tables: ReadonlyMap<string, SetTable>;
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** Where the cover's title begins below the type area's edge, and how high its lines are, as 封面目录.css has them. */
const ABOVE_TITLE = 119;
const TITLE_LINE = 1.6;
/** Bold digits and letters may be wider than half an em, and Word may have another typeface. */
const RESERVE = 1.06;
/** A cover that is a line too long would go on on a second page. */
const SPARE = 6;

/** The title in the upper half of the page, the other lines at its foot. */
export function coverPieces(cover: Cover): Piece[] {
  const room = roomOf('text');
  const linesOf = (text: string, size: number) => Math.ceil(widthOf(text, size) / room);
  const title = coverTitle(cover).map(({ text, size }) => {
    const fitting = Math.floor((room / widthOf(text, RESERVE)) * 2) / 2;
    const chosen = linesOf(text, size) > 1 ? size : Math.min(size, fitting);
    return { text, size: chosen, count: linesOf(text, chosen) };
  });
  const { size: lineSize, line: lineHeight = 0 } = STYLE.coverLine.look;
  const filled = sum([
    ABOVE_TITLE,
    ...title.map(({ size, count }) => count * size * TITLE_LINE),
    ...cover.lines.map((text) => linesOf(text, lineSize) * lineHeight),
  ]);
  const between = Math.max(depthOf('text') - filled - SPARE, 0);
  return [
    ...title.map(({ text, size, count }, i) => {
      const width = count > 1 ? lineWidth(text, count) * size : room;
      const side = Math.max((room - width) / 2, 0);
      const look = {
        line: size * TITLE_LINE,
        ...(i === 0 ? { before: ABOVE_TITLE } : {}),
        ...(side > 0 ? { left: side, right: side } : {}),
      };
      return paragraph(STYLE.coverTitle, text, room, textRuns(text, { size: halves(size) }), {
        look,
      });
    }),
    ...cover.lines.map((text, i) =>
      paragraph(
        STYLE.coverLine,
        text,
        room,
        textRuns(text),
        i === 0 ? { look: { before: between } } : {},
      ),
    ),
  ];
}

/**
 * How wide the lines of a title are that takes several, in em: up to a bracket where that leaves two lines of what fits,
 * else all about the same.
 */
function lineWidth(text: string, count: number): number {
  const bracket = text.search(/[（(《]/);
  const halves = [text.slice(0, bracket), text.slice(bracket)].map((half) => widthOf(half, 1));
  const widest = Math.max(...halves);
  const all = widthOf(text, 1);
  return bracket > 0 && count === 2 && widest < (all * 3) / 4 ? widest + SPARE_EM : all / count + 1;
}
const SPARE_EM = 0.4;

/** 第一部分 with the part's title below it. */
export function partHeading({ id, label, title }: Part, kind: PageKind, making: Making): Piece {
  const size = partTitleSize(title);
  const titled = label
    ? [...textRuns(label), new TextRun({ text: printable(title), break: 1, size: halves(size) })]
    : textRuns(title);
  const room = roomOf(kind);
  const lines = label ? { lines: 1 + Math.ceil(widthOf(title, size) / room) } : {};
  return paragraph(
    headingStyle(1, making.listing.byStyle.has(id)),
    label ? `${label}\n${title}` : title,
    room,
    place(id, titled, making),
    { places: [id], ...lines, ...(kind === 'text' ? {} : { look: { after: ABOVE_TABLES } }) },
  );
}

/** Content at a place that the contents may lead to, with the words that they have for it where it has others. */
function place(id: string, content: readonly ParagraphChild[], { bookmarks, listing }: Making) {
  const entry = listing.byEntry.get(id);
  return atPlace(id, bookmarks, entry ? [...entryField(entry), ...content] : content);
}

/** Below a part's title before tables, below a table, around the headings of tables, in pt, as the sheets of styles have it. */
const ABOVE_TABLES = 10;
const BELOW_TABLE = 18;
const AROUND_HEADING = 4;

/** The blocks of a sheet, one below the other. */
export function sheetPieces({ kind, blocks }: SheetOfBlocks, making: Making): Piece[] {
  return blocks.flatMap(({ block }, i) =>
    blockPieces(block, { before: blocks[i - 1]?.block, after: blocks[i + 1]?.block, kind, making }),
  );
}

interface Surroundings {
  readonly before: Block | undefined;
  readonly after: Block | undefined;
  readonly kind: PageKind;
  readonly making: Making;
}

function blockPieces(block: Block, { before, after, kind, making }: Surroundings): Piece[] {
  const room = roomOf(kind);
  const above = before?.kind === 'table' ? BELOW_TABLE : 0;
  const isLong = (one: Block | undefined): boolean =>
    one?.kind === 'table' && (making.tables.get(one.id)?.layout.pages ?? 1) > 1;
  switch (block.kind) {
    case 'heading': {
      const { level, text, id } = block;
      const style = headingStyle(level + 1, making.listing.byStyle.has(id));
      // a table that fills pages begins one, with what stands above it
      const beginsPage = level === 1 && isLong(after) && before !== undefined;
      const beside = { indented: false, before: above + AROUND_HEADING, after: AROUND_HEADING };
      const look = kind === 'text' ? apart(above) : beside;
      return [
        paragraph(style, text, room, place(id, textRuns(text), making), {
          look,
          beginsPage,
          places: [id],
        }),
      ];
    }
    case 'paragraph': {
      const text = block.runs.map((run) => run.text).join('');
      const look = { ...apart(above), ...(isLead(text) ? { kept: true } : {}) };
      return [paragraph(STYLE.text, text, room, textRuns(text), { look })];
    }
    case 'table': {
      const set = making.tables.get(block.id);
      const titled = (title: readonly ParagraphChild[]) => place(block.id, title, making);
      const beginsPage = isLong(block) && before?.kind === 'table';
      return set ? tableBlock(set, { beginsPage, above, id: block.id, titled }) : [];
    }
    case 'figure':
      return figure(block, room, making);
  }
}

const apart = (above: number) => (above > 0 ? { before: above } : {});

function figure(
  { id, alt, caption }: Block & { readonly kind: 'figure' },
  room: number,
  { pictures }: Making,
): Piece[] {
  const picture = pictures.get(id);
  if (!picture) return [];
  const { svg, png, width, height } = picture;
  const drawn = new ImageRun({
    type: 'svg',
    data: svg,
    transformation: { width: Math.round(width), height: Math.round(height) },
    fallback: { type: 'png', data: png },
    altText: { name: printable(caption), title: printable(caption), description: printable(alt) },
  });
  return [
    paragraph(STYLE.picture, '', room, [drawn], { picture: height * POINTS_PER_PIXEL }),
    paragraph(STYLE.caption, caption, room),
  ];
}

const POINTS_PER_PIXEL = 0.75;
