import type { Document, Part, Run } from '../narrative/document.js';
import { runFigure } from '../narrative/printed-figures.js';
import { cellText, type Table } from '../tables/table.js';
import { contentsLines, tightLine } from './contents-lines.js';
import { DOCUMENT_ORIGIN, type FontSet, WEB_FONTS } from './fonts.js';
import { type Pages, rowLinks, tableViews } from './html-table.js';
import { anchor, codeWidth, endOf, printable } from './html-text.js';
import { type LinePiece, linePieces } from './line-pieces.js';
import {
  type Closer,
  type Flow,
  type FlowSheet,
  type TableFlow,
  TEXT_PITCHES,
} from './page-fit.js';
import { isLead, type PlacedBlock, sheetsByKind } from './page-kinds.js';
import { PAPER_KINDS, type PageKind, roomOf, TEXT_GRID } from './paper.js';
import type { PrintTemplate } from './print-template.js';
import type { PageRoom } from './table-layout.js';
import { coverTitle, partTitleSize } from './title-size.js';

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
  /** What of it may be set closer, in order. */
  readonly sheets: readonly FlowSheet[];
  /** Anchors of rows that are printed differently where pages break at them, from the top. */
  readonly rows: readonly string[];
  /** All anchors whose places make a difference, beside those that the contents name. */
  readonly anchors: readonly string[];
  /** The cover alone. */
  readonly cover: () => string;
  /**
   * @param pages of each anchor as it was laid out before; without them the contents stay without numbers
   * @param closer flows that are set closer
   */
  readonly at: (pages: Pages, closer?: Closer) => BodyText;
}

/** A body as it is printed once. */
export interface BodyText {
  readonly html: string;
  /** The contents, if there are any, and the sheets, as they stand in it: each begins a page. */
  readonly sheets: readonly string[];
}

/**
 * What stands in the page's body, for one layout after another: what pages do not change is rendered
 * once. All text is escaped; only the drawings of figures, which this program makes, go in as they are.
 * @param drawings of each figure by its id, see `drawFigures`; a figure without one shows its words
 * @param marked where each figure of tables and text has its name, for a page that answers for it: the tables that
 * were rendered so before
 */
export function bodyRenderer(
  doc: Document,
  template: PrintTemplate,
  drawings: ReadonlyMap<string, string> = new Map(),
  marked?: MarkedTables,
): Body {
  const { cover, contents } = doc;
  const depths = new Map(contents.map((entry) => [entry.target, entry.level + 1]));
  const parts = doc.parts.map((part, index) => {
    const closing =
      index === doc.parts.length - 1 ? doc.closing.map((text) => linePieces(text)) : [];
    return sheetsOf(part, { depths, drawings, template, marked, index }, closing);
  });
  const sheets = parts.flatMap((part) => part.map(flowsOf));
  const flows = sheets.flatMap(({ text, tables }): readonly Flow[] => tables ?? [text]);
  const rows = doc.parts.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? rowLinks(block.id, block.table) : [])),
  );
  const view = { cover: { title: coverTitle(cover), lines: cover.lines } };
  const entries = contents.map(({ level, text, target }) => {
    return { level, lines: contentsLines(text, level), target: anchor(target) };
  });
  const contentsAt = (pages: Pages): string =>
    template.contents({
      tightLine: tightLine(contents),
      entries: entries.map((entry) => ({ ...entry, page: pages.get(entry.target) })),
    });
  const at = (pages: Pages, closer: Closer = new Map()): BodyText => {
    const first = entries.length > 0 ? printable(contentsAt(pages)) : '';
    // no escaped text can turn into markup by losing a character
    const text = parts.map((sheets) =>
      sheets.map((sheet) => printable(template.sheet(sheetView(sheet, pages, closer)))),
    );
    const html = printable(template.body({ ...view, contents: first, parts: text }));
    return { html, sheets: [...(first ? [first] : []), ...text.flat()] };
  };
  const anchors = [...flows.flatMap(({ start, end }) => [start, end]), ...rows];
  const coverAlone = () => printable(template.body({ ...view, contents: '', parts: [] }));
  return { sheets, rows, anchors, cover: coverAlone, at };
}

interface Context {
  /** Rank as a heading of what the contents name. */
  readonly depths: ReadonlyMap<string, number>;
  readonly drawings: ReadonlyMap<string, string>;
  readonly template: PrintTemplate;
  readonly marked: MarkedTables | undefined;
  /** Of the part. */
  readonly index: number;
}

/** A block as it is printed. */
interface PrintedBlock {
  /** By the pages that an earlier print broke at, and by what is set closer. */
  readonly html: (pages: Pages, closer: Closer) => string;
  /** A table that is set by its own rows. */
  readonly flow?: TableFlow;
}

/** Blocks that are printed on pages of one kind, one below the other. */
interface Sheet {
  readonly id: string;
  readonly kind: PageKind;
  /** The part's label and title, on its first sheet. */
  readonly heading: object | undefined;
  readonly blocks: readonly PrintedBlock[];
  /** Figures and tables. */
  readonly drawn: number;
  /** Whether it ends with lines of text: below a figure or table the mark of its end might take a page more. */
  readonly endsInText: boolean;
  readonly closing: Closing;
}

/** Lines below the last block, each in pieces. */
type Closing = readonly (readonly LinePiece[])[];

/** Blocks in sheets: neighbours on the same kind of page flow on, another kind starts a new page. */
function sheetsOf(part: Part, context: Context, closing: Closing): Sheet[] {
  const { label, title } = part;
  const heading = { id: anchor(part.id), label, title, size: partTitleSize(title) };
  let depth = 1;
  const sheets = sheetsByKind(part).map(({ kind, blocks }, count): Sheet => {
    const printed = blocks.map((placed): PrintedBlock => {
      const deepest = depth + 1;
      if (placed.block.kind === 'heading') depth = placed.block.level + 1;
      return renderBlock(placed, context, deepest, kind);
    });
    const isDrawn = ({ block }: PlacedBlock) => block.kind === 'figure' || block.kind === 'table';
    const last = blocks.at(-1);
    return {
      id: anchor(`${part.id}-sheet-${count}`),
      kind,
      heading: count === 0 ? heading : undefined,
      blocks: printed,
      drawn: blocks.filter(isDrawn).length,
      endsInText: !last || !isDrawn(last),
      closing: [],
    };
  });
  return sheets.map((sheet, i) => (i === sheets.length - 1 ? { ...sheet, closing } : sheet));
}

/** Marked tables by their ids, as one layout without pages has them: what looks the same need not be rendered anew. */
export type MarkedTables = Map<string, { readonly appearance: string; readonly html: string }>;

/** All that a table's markup depends on. */
function appearanceOf(table: Table, rank: number, page: PageRoom): string {
  const { cells, ...others } = table;
  const shown = cells.map(({ row, col, rowSpan, colSpan, align, bold, indent, content }) =>
    [
      row,
      col,
      rowSpan,
      colSpan,
      align,
      bold,
      indent,
      content.kind,
      content.figure ? 1 : 0,
      cellText(content),
    ].join('\t'),
  );
  return JSON.stringify([rank, page, others, shown]);
}

/** What of a sheet may be set closer: its lines of text, or each table by itself. */
function flowsOf({ id, kind, blocks, drawn }: Sheet): FlowSheet {
  if (kind === 'text') return { text: { start: id, end: endOf(id), kind, drawn } };
  return { tables: blocks.flatMap(({ flow }) => flow ?? []) };
}

function sheetView({ blocks, ...sheet }: Sheet, pages: Pages, closer: Closer) {
  const step = closer.get(sheet.id);
  return {
    ...sheet,
    end: sheet.kind === 'text' && sheet.endsInText ? endOf(sheet.id) : undefined,
    pitch: step === undefined ? undefined : TEXT_PITCHES[step],
    blocks: blocks.map(({ html }) => html(pages, closer)),
  };
}

/** @param deepest rank of a heading right below those before it */
function renderBlock(
  { block, index: at, page }: PlacedBlock,
  { depths, drawings, template, marked, index }: Context,
  deepest: number,
  kind: PageKind,
): PrintedBlock {
  const always = (view: object): PrintedBlock => {
    const html = template.block({ kind: block.kind, ...view });
    return { html: () => html };
  };
  switch (block.kind) {
    case 'heading': {
      const { level, text } = block;
      return always({ rank: level + 1, level, id: anchor(block.id), pieces: linePieces(text) });
    }
    case 'paragraph': {
      const text = block.runs.map((run) => run.text).join('');
      if (marked) {
        const nameOf = (run: number) => runFigure(index, at, run);
        const html = template.block({
          kind: 'marked',
          lead: isLead(text),
          stretches: stretchesOf(block.runs, nameOf),
        });
        return { html: () => html };
      }
      return always({ pieces: linePieces(text), lead: isLead(text) });
    }
    case 'table': {
      const rank = Math.max(Math.min(depths.get(block.id) ?? deepest, 6), 2);
      const appearance = marked && appearanceOf(block.table, rank, page);
      const before = marked?.get(block.id);
      if (before && before.appearance === appearance) return { html: () => before.html };
      const views = tableViews(block.id, block.table, rank, page, marked !== undefined);
      const { settings, breaks } = views;
      const start = anchor(block.id);
      const { form } = block.table;
      const made = new Map<string, string>();
      const html = (pages: Pages, closer: Closer): string => {
        const step = closer.get(start) ?? 0;
        const look = `${step}:${breaks(pages)}`;
        const text =
          made.get(look) ?? template.block({ kind: block.kind, ...views.at(pages, step) });
        made.set(look, text);
        if (appearance !== undefined) marked?.set(block.id, { appearance, html: text });
        return text;
      };
      return { html, flow: { start, end: endOf(start), kind, form, settings } };
    }
    case 'figure': {
      const { alt, caption } = block;
      const drawing = drawings.get(block.id);
      return always({
        id: anchor(block.id),
        alt,
        captionPieces: linePieces(caption),
        drawing,
        height: drawing === undefined ? undefined : figureHeight(drawing, caption),
      });
    }
  }
}

/**
 * The pieces of a paragraph by the stretches of text that it is made of: where its lines break is no other than
 * without.
 * @param nameOf name of the figure of a run, by its position
 */
function stretchesOf(runs: readonly Run[], nameOf: (run: number) => string) {
  const stretches = runs.map(({ figure }, i) => {
    return { figure: figure ? nameOf(i) : '', pieces: [] as LinePiece[] };
  });
  let run = 0;
  let left = runs[0]?.text.length ?? 0;
  for (const piece of linePieces(runs.map(({ text }) => text).join(''))) {
    let { text } = piece;
    while (text !== '') {
      while (left === 0 && run < runs.length - 1) {
        run += 1;
        left = runs[run]?.text.length ?? 0;
      }
      const part = left === 0 ? text : text.slice(0, left);
      text = text.slice(part.length);
      left -= part.length;
      // it may be cut where it ends as a whole
      stretches[run]?.pieces.push({
        text: part,
        whole: piece.whole,
        cut: piece.cut && text === '',
      });
    }
  }
  return stretches.filter(({ pieces }) => pieces.length > 0);
}

/** Height of a drawing and its caption, in pt, as 正文.css sets that. */
function figureHeight(drawing: string, caption: string): number {
  const pixels = Number(/ height="([\d.]+)"/.exec(drawing)?.[1] ?? 0);
  const lines = Math.ceil((codeWidth(caption) * CAPTION.size) / roomOf('text'));
  return pixels * 0.75 + lines * CAPTION.line;
}
const CAPTION = { size: 12, line: 20 };
