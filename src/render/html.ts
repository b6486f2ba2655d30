/** A Document as one self-contained HTML page that prints as the package should look. */
import { sumBy } from 'es-toolkit/math/sumBy';
import type { Block, ContentsEntry, Document, Part } from '../narrative/document.js';
import { DOCUMENT_ORIGIN, type FontSet, WEB_FONTS } from './fonts.js';
import { hasSpans, type Pages, rowLinks, tableViews } from './html-table.js';
import { anchor, codeWidth, printable } from './html-text.js';
import { type Closer, type Flow, savedByText, TEXT_PITCHES } from './page-fit.js';
import { pageKinds } from './page-kinds.js';
import { depthOf, PAPER_KINDS, type PageKind, roomOf, TEXT_GRID } from './paper.js';
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
    paper: PAPER_KINDS,
    grid: TEXT_GRID,
    style: template.style,
    body,
  });
}

/** What stands in the page's body. */
export interface Body {
  /** Parts of it that may be set closer. */
  readonly flows: readonly Flow[];
  /**
   * @param pages of each anchor as an earlier print had them; without them the contents stay without numbers
   * @param closer flows that are set closer
   */
  readonly at: (pages: Pages, closer?: Closer) => string;
}

/**
 * What stands in the page's body, for one print after another: what pages do not change is rendered
 * once. All text is escaped; only the drawings of figures, which this program makes, go in as they are.
 * @param drawings of each figure by its id, see `drawFigures`; a figure without one shows its words
 */
export function bodyRenderer(
  doc: Document,
  template: PrintTemplate,
  drawings: ReadonlyMap<string, string> = new Map(),
): Body {
  const { cover, contents } = doc;
  const depths = new Map(contents.map((entry) => [entry.target, entry.level + 1]));
  const parts = doc.parts.map((part, index) => {
    const closing = index === doc.parts.length - 1 ? doc.closing : [];
    return sheetsOf(part, { depths, drawings, template }, closing);
  });
  const flows = parts.flatMap((sheets) => sheets.flatMap((sheet) => sheet.flows.map(flowOf)));
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
    links: [
      ...flows.flatMap(({ start, end }) => [start, end]),
      ...doc.parts.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? rowLinks(block.id, block.table) : [])),
      ),
    ],
  };
  const at = (pages: Pages, closer: Closer = new Map()): string => {
    const body = template.body({
      ...view,
      contents: contents.map(({ level, text, target }) => {
        const id = anchor(target);
        return { level, text, target: id, page: pages.get(id) };
      }),
      parts: parts.map((sheets) =>
        sheets.map((sheet) => ({
          ...sheet,
          flows: sheet.flows.map((flow) => flowView(flow, pages, closer)),
        })),
      ),
    });
    // no escaped text can turn into markup by losing a character
    return printable(body);
  };
  return { flows, at };
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

/** A block by the pages that an earlier print broke at, and by how much closer it is set. */
interface PrintedBlock {
  readonly html: (pages: Pages, step: number) => string;
  /** A table that needs pages of its own. */
  readonly long: boolean;
  /** Height in pt that each closer setting saves; of what is set by lines of text, none. */
  readonly saved: readonly number[];
  /** A figure or a table. */
  readonly drawn: boolean;
}

/** Blocks one below the other, up to where a page must break. */
interface PrintedFlow {
  readonly id: string;
  readonly kind: PageKind;
  readonly blocks: PrintedBlock[];
  readonly closing: readonly string[];
}

/** Flows that are printed on pages of one kind. */
interface Sheet {
  readonly kind: PageKind;
  /** The part's label and title, on its first sheet. */
  readonly heading: object | undefined;
  readonly flows: PrintedFlow[];
}

/** Blocks in sheets: neighbours on the same kind of page flow on, another kind starts a new page. */
function sheetsOf(part: Part, context: Context, closing: readonly string[]): Sheet[] {
  const kinds = pageKinds(part.blocks);
  const { label, title } = part;
  const heading = { id: anchor(part.id), label, title, size: titleSize(title, PART_SIZES) };
  const flow = (kind: PageKind, count: number): PrintedFlow => {
    return { id: anchor(`${part.id}-flow-${count}`), kind, blocks: [], closing: [] };
  };
  const first = kinds[0] ?? 'text';
  const sheets: Sheet[] = [{ kind: first, heading, flows: [flow(first, 0)] }];
  let depth = 1;
  let count = 0;
  part.blocks.forEach((block, index) => {
    const kind = kinds[index] ?? 'text';
    const deepest = depth + 1;
    if (block.kind === 'heading') depth = block.level + 1;
    // the part's title stands above its first table
    const isFirst = block.kind === 'table' && !part.blocks.slice(0, index).some(isContent);
    const above = isFirst ? partTitleHeight(title) : 0;
    const printed = renderBlock(block, context, deepest, kind, above);
    let sheet = sheets.at(-1) as Sheet;
    if (sheet.kind !== kind) {
      sheet = { kind, heading: undefined, flows: [flow(kind, ++count)] };
      sheets.push(sheet);
    }
    const blocks = (sheet.flows.at(-1) as PrintedFlow).blocks;
    // a long table begins a page, with the headings above it
    const before = part.blocks.slice(0, index).findLastIndex(isContent);
    const headings = printed.long ? Math.min(index - before - 1, blocks.length) : 0;
    if (printed.long && blocks.length > headings) {
      const moved = blocks.splice(blocks.length - headings);
      sheet.flows.push({ ...flow(kind, ++count), blocks: moved });
    }
    (sheet.flows.at(-1) as PrintedFlow).blocks.push(printed);
  });
  const end = sheets.pop() as Sheet;
  return [
    ...sheets,
    {
      ...end,
      flows: end.flows.map((one, i) => (i < end.flows.length - 1 ? one : { ...one, closing })),
    },
  ];
}

function flowOf({ id, kind, blocks }: PrintedFlow): Flow {
  const steps = Math.max(...blocks.map(({ saved }) => saved.length), 0);
  const ofTables = Array.from({ length: steps }, (_, step) =>
    sumBy(blocks, ({ saved }) => saved[step] ?? saved.at(-1) ?? 0),
  );
  const drawn = blocks.filter((block) => block.drawn).length;
  const saved = kind === 'text' ? savedByText(drawn) : () => ofTables;
  return { start: id, end: endOf(id), kind, saved };
}

function flowView({ id, kind, blocks, closing }: PrintedFlow, pages: Pages, closer: Closer) {
  const step = closer.get(id) ?? 0;
  const isText = kind === 'text';
  return {
    id,
    end: endOf(id),
    pitch: isText && step > 0 ? TEXT_PITCHES[step] : undefined,
    blocks: blocks.map(({ html }) => html(pages, isText ? 0 : step)),
    closing,
  };
}

const endOf = (flow: string): string => `${flow}-end`;

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
): PrintedBlock {
  const always = (view: object): PrintedBlock => {
    const html = template.block({ kind: block.kind, ...view });
    return { html: () => html, long: false, saved: [], drawn: block.kind === 'figure' };
  };
  switch (block.kind) {
    case 'heading': {
      const { level, text } = block;
      return always({ rank: level + 1, level, id: anchor(block.id), text });
    }
    case 'paragraph':
      return always({ pieces: piecesOf(block.runs.map(({ text }) => text).join('')) });
    case 'table': {
      const rank = Math.max(Math.min(depths.get(block.id) ?? deepest, 6), 2);
      const page = { room: roomOf(kind), depth: depthOf(kind) - above };
      const { long, saved, at } = tableViews(block.id, block.table, rank, page);
      const html = (pages: Pages, step: number) =>
        template.block({ kind: block.kind, ...at(pages, step) });
      if (hasSpans(block.table)) return { html, long, saved, drawn: true };
      const once = new Map<number, string>();
      const kept = (_: Pages, step: number): string => {
        const known = once.get(step) ?? html(new Map(), step);
        once.set(step, known);
        return known;
      };
      return { html: kept, long, saved, drawn: true };
    }
    case 'figure': {
      const { alt, caption } = block;
      return always({ id: anchor(block.id), alt, caption, drawing: drawings.get(block.id) });
    }
  }
}

/** A paragraph's text where lines may break: never between 万 and 元. */
function piecesOf(text: string) {
  return text
    .split(/(万元)/)
    .filter(Boolean)
    .map((piece) => ({ text: piece, whole: piece === '万元' }));
}
