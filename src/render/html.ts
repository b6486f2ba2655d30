/** A Document as one self-contained HTML page that prints as the package should look. */
import { sumBy } from 'es-toolkit/math/sumBy';
import type { Block, ContentsEntry, Document, Part } from '../narrative/document.js';
import { DOCUMENT_ORIGIN, type FontSet, WEB_FONTS } from './fonts.js';
import { hasSpans, type Pages, rowLinks, tableViews } from './html-table.js';
import { anchor, codeWidth, printable } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import { pageKinds } from './page-kinds.js';
import { depthOf, PAPER_KINDS, type PageKind, roomOf } from './paper.js';
import type { PrintTemplate } from './print-template.js';

export interface PageOptions {
  readonly fonts?: FontSet;
  /** Name the bundled fonts as web fonts, for a browser that can't be told of them otherwise. */
  readonly webFonts?: boolean;
}

/**
 * The page around a body. Pure, as `bodyRenderer` is: the same document gives the same text.
 * @param body see `bodyRenderer`
 */
export function renderPage(
  doc: Document,
  body: string,
  template: PrintTemplate,
  { fonts = 'bundled', webFonts = false }: PageOptions = {},
): string {
  const { language, title, author } = doc;
  return template.page({
    language,
    title: printable(title),
    author: printable(author),
    systemFonts: fonts === 'system',
    webFonts: webFonts ? WEB_FONTS : [],
    origin: DOCUMENT_ORIGIN,
    paper: PAPER_KINDS.map((paper) => ({ ...paper, room: roomOf(paper.kind) })),
    style: template.style,
    body,
  });
}

/**
 * What stands in the page's body, for one print after another: what pages do not change is rendered
 * once. All text is escaped; only the drawings of figures, which this program makes, go in as they are.
 * @param drawings of each figure by its id, see `drawFigures`; a figure without one shows its words
 * @returns the body by the page of each anchor as an earlier print had it; without pages the contents
 * stay without numbers
 */
export function bodyRenderer(
  doc: Document,
  template: PrintTemplate,
  drawings: ReadonlyMap<string, string> = new Map(),
): (pages: Pages) => string {
  const { cover, contents } = doc;
  const depths = new Map(contents.map((entry) => [entry.target, entry.level + 1]));
  const parts = doc.parts.map((part, index) => {
    const closing =
      index === doc.parts.length - 1 ? doc.closing.map((text) => linePieces(text)) : [];
    return sheetsOf(part, { depths, drawings, template }, closing);
  });
  const view = {
    cover: {
      title: [
        ...(cover.above ?? []).map((text) => ({ text, size: ABOVE_SIZE })),
        ...cover.title.map((text) => ({ text, size: titleSize(text, COVER_SIZES) })),
      ],
      lines: cover.lines,
    },
    tightLine: tightLine(contents),
    // links that are not shown: a print tells the page of whatever is linked to
    links: doc.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'table' ? rowLinks(block.id, block.table) : [])),
    ),
  };
  const entries = contents.map(({ level, text, target }) => {
    return { level, pieces: linePieces(text), target: anchor(target) };
  });
  return (pages) => {
    const body = template.body({
      ...view,
      contents: entries.map((entry) => ({ ...entry, page: pages.get(entry.target) })),
      parts: parts.map((sheets) =>
        sheets.map((sheet) => ({ ...sheet, blocks: sheet.blocks.map((block) => block(pages)) })),
      ),
    });
    // no escaped text can turn into markup by losing a character
    return printable(body);
  };
}

interface Context {
  /** Rank as a heading of what the contents name. */
  readonly depths: ReadonlyMap<string, number>;
  readonly drawings: ReadonlyMap<string, string>;
  readonly template: PrintTemplate;
}

/** Type sizes in pt of a title: the largest, the smallest for one line, and the one when it is broken. */
interface TitleSizes {
  readonly largest: number;
  readonly smallest: number;
  readonly broken: number;
}
const COVER_SIZES: TitleSizes = { largest: 36, smallest: 22, broken: 28 };
/** Of the lines above the title, in pt. */
const ABOVE_SIZE = 14;
const PART_SIZES: TitleSizes = { largest: 18, smallest: 15, broken: 18 };

/** The size in pt at which a title keeps to one line of a text page, if it can; longer ones break evenly. */
function titleSize(title: string, { largest, smallest, broken }: TitleSizes): number {
  const fitting = Math.floor((roomOf('text') / Math.max(codeWidth(title) * RESERVE, 1)) * 2) / 2;
  return fitting < smallest ? broken : Math.min(fitting, largest);
}
/** Bold digits and letters are a little wider than half an em. */
const RESERVE = 1.02;

/** Height of the contents' lines in pt, as 封面目录.css has it, and the least that one page is worth. */
const CONTENTS_LINE = 19;
const TIGHTEST_LINE = 15;
/** Heading, and the room above each part. */
const CONTENTS_HEAD = 50;
const ABOVE_PART = 4;

/**
 * Rather one page of tighter lines than a few lines left over for a second page.
 * @returns the lines' height in pt; undefined where they stay as they are
 */
function tightLine(contents: readonly ContentsEntry[]): number | undefined {
  const room = roomOf('text') / 12 - 4;
  const count = sumBy(contents, ({ level, text }) => Math.ceil(codeWidth(text) / (room - level)));
  const parts = contents.filter(({ level }) => level === 0).length;
  const left = depthOf('text') - CONTENTS_HEAD - parts * ABOVE_PART;
  const line = Math.floor((left / count) * 2) / 2;
  return line >= CONTENTS_LINE || line < TIGHTEST_LINE ? undefined : line;
}

/** HTML of a block by the pages that an earlier print broke at. */
type HtmlAt = (pages: Pages) => string;

/** Blocks that are printed on pages of one kind, one below the other. */
interface Sheet {
  readonly kind: PageKind;
  /** The part's label and title, on its first sheet. */
  readonly heading: object | undefined;
  readonly blocks: HtmlAt[];
  readonly closing: Closing;
}

/** Lines below the last block, each in pieces. */
type Closing = readonly (readonly LinePiece[])[];

/** Blocks in sheets: neighbours on the same kind of page flow on, another kind starts a new page. */
function sheetsOf(part: Part, context: Context, closing: Closing): Sheet[] {
  const kinds = pageKinds(part.blocks);
  const { label, title } = part;
  const heading = { id: anchor(part.id), label, title, size: titleSize(title, PART_SIZES) };
  const sheets: Sheet[] = [{ kind: kinds[0] ?? 'text', heading, blocks: [], closing: [] }];
  let depth = 1;
  part.blocks.forEach((block, index) => {
    const kind = kinds[index] ?? 'text';
    const deepest = depth + 1;
    if (block.kind === 'heading') depth = block.level + 1;
    // the part's title stands above its first table
    const first = block.kind === 'table' && !part.blocks.slice(0, index).some(isContent);
    const above = first ? partTitleHeight(title) : 0;
    const html = renderBlock(block, context, deepest, kind, above);
    const last = sheets.at(-1);
    if (last?.kind === kind) last.blocks.push(html);
    else sheets.push({ kind, heading: undefined, blocks: [html], closing: [] });
  });
  const end = sheets.pop();
  return end ? [...sheets, { ...end, closing }] : sheets;
}

const isContent = (block: Block) => block.kind !== 'heading';

/** Height of a part's label and title, in pt, as 正文.css sets them. */
function partTitleHeight(title: string): number {
  const lines = Math.ceil((codeWidth(title) * PART_SIZES.broken) / roomOf('text'));
  return 34 + 27 * lines + 10;
}

/** @param above height on the page that stands above a table already, in pt */
function renderBlock(
  block: Block,
  { depths, drawings, template }: Context,
  deepest: number,
  kind: PageKind,
  above: number,
): HtmlAt {
  const always = (view: object): HtmlAt => {
    const html = template.block({ kind: block.kind, ...view });
    return () => html;
  };
  switch (block.kind) {
    case 'heading': {
      const { level, text } = block;
      return always({ rank: level + 1, level, id: anchor(block.id), pieces: linePieces(text) });
    }
    case 'paragraph': {
      const text = block.runs.map((run) => run.text).join('');
      return always({ pieces: linePieces(text), lead: isLead(text) });
    }
    case 'table': {
      const rank = Math.max(Math.min(depths.get(block.id) ?? deepest, 6), 2);
      const page = { room: roomOf(kind), depth: depthOf(kind) - above };
      const viewAt = tableViews(block.id, block.table, rank, page);
      if (!hasSpans(block.table)) return always(viewAt(new Map()));
      return (pages) => template.block({ kind: block.kind, ...viewAt(pages) });
    }
    case 'figure': {
      const { alt, caption } = block;
      return always({
        id: anchor(block.id),
        alt,
        captionPieces: linePieces(caption),
        drawing: drawings.get(block.id),
      });
    }
  }
}

/** Whether a paragraph leads to what stands below it, and so does not end a page. */
function isLead(text: string): boolean {
  return /[:：]\s*$/.test(text);
}
