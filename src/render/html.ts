/** A Document as one self-contained HTML page that prints as the package should look. */
import type { Block, ContentsEntry, Document, Part } from '../narrative/document.js';
import type { Table } from '../tables/table.js';
import { DOCUMENT_ORIGIN, type FontSet } from './fonts.js';
import { type Pages, renderTable, rowLinks } from './html-table.js';
import { anchor, codeWidth, escapeHtml, renderRuns } from './html-text.js';
import { depthOf, type PageKind, roomOf, styleSheet } from './style.js';
import { layoutTable } from './table-layout.js';

export interface HtmlOptions {
  readonly fonts?: FontSet;
  /** Page of each anchor as an earlier print had it; the contents stay without numbers otherwise. */
  readonly pageNumbers?: Pages;
  /** Drawing of each figure by its id, see `drawFigures`; a figure without one shows its words. */
  readonly drawings?: ReadonlyMap<string, string>;
  /** Name the bundled fonts as web fonts, for a browser that can't be told of them otherwise. */
  readonly webFonts?: boolean;
}

/**
 * Renders a document. Pure: the same document gives the same text. All text is escaped; only the
 * drawings of figures, which this program makes, go in as they are.
 */
export function renderHtml(doc: Document, options: HtmlOptions = {}): string {
  const { fonts = 'bundled', pageNumbers: pages = new Map(), webFonts = false } = options;
  const { drawings = new Map() } = options;
  const fontSource = webFonts ? ` font-src ${DOCUMENT_ORIGIN};` : '';
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:;${fontSource} form-action 'none'; base-uri 'none'`;
  const depths = new Map(doc.contents.map((entry) => [entry.target, entry.level + 1]));
  return [
    `<!DOCTYPE html><html lang="${escapeHtml(doc.language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${escapeHtml(doc.title)}</title>`,
    `<meta name="author" content="${escapeHtml(doc.author)}">`,
    `<style>${styleSheet(fonts, webFonts)}</style></head><body>`,
    renderCover(doc),
    renderContents(doc.contents, pages),
    ...doc.parts.map((part, index) =>
      renderPart(
        part,
        { depths, pages, drawings },
        index === doc.parts.length - 1 ? doc.closing : [],
      ),
    ),
    renderRowLinks(doc),
    '</body></html>',
  ].join('\n');
}

interface Context {
  /** Rank as a heading of what the contents name. */
  readonly depths: ReadonlyMap<string, number>;
  readonly pages: Pages;
  readonly drawings: ReadonlyMap<string, string>;
}

function renderCover({ cover }: Document): string {
  const name = cover.title
    .map((line) => `<div style="${titleSize(line, COVER_SIZES)}">${escapeHtml(line)}</div>`)
    .join('');
  const lines = cover.lines.map((line) => `<div>${escapeHtml(line)}</div>`).join('');
  return `<section class="cover"><div class="name">${name}</div><div class="lines">${lines}</div></section>`;
}

/** Type sizes in pt of a title: the largest, the smallest for one line, and the one when it is broken. */
interface TitleSizes {
  readonly largest: number;
  readonly smallest: number;
  readonly broken: number;
}
const COVER_SIZES: TitleSizes = { largest: 36, smallest: 22, broken: 28 };
const PART_SIZES: TitleSizes = { largest: 18, smallest: 15, broken: 18 };

/** The size at which a title keeps to one line of a text page, if it can; longer ones break evenly. */
function titleSize(title: string, { largest, smallest, broken }: TitleSizes): string {
  const fitting = Math.floor((roomOf('text') / Math.max(codeWidth(title) * RESERVE, 1)) * 2) / 2;
  return `font-size:${fitting < smallest ? broken : Math.min(fitting, largest)}pt`;
}
/** Bold digits and letters are a little wider than half an em. */
const RESERVE = 1.02;

function renderContents(contents: readonly ContentsEntry[], pages: Pages): string {
  if (contents.length === 0) return '';
  const entries = contents.map(
    ({ level, text, target }) =>
      `<li class="l${level}"><a href="#${anchor(target)}"><span>${escapeHtml(text)}</span>` +
      `<span class="dots"></span><span class="page">${pages.get(anchor(target)) ?? ''}</span></a></li>`,
  );
  return `<nav class="contents text"><h1>目录</h1><ol${contentsStyle(contents)}>${entries.join('')}</ol></nav>`;
}

/** Height of the contents' lines in pt, as style.ts has it, and the least that one page is worth. */
const CONTENTS_LINE = 19;
const TIGHTEST_LINE = 15;
/** Heading, and the room above each part. */
const CONTENTS_HEAD = 50;
const ABOVE_PART = 4;

/** Rather one page of tighter lines than a few lines left over for a second page. */
function contentsStyle(contents: readonly ContentsEntry[]): string {
  const room = roomOf('text') / 12 - 4;
  const lines = contents.map(({ level, text }) => Math.ceil(codeWidth(text) / (room - level)));
  const count = lines.reduce((sum, n) => sum + n, 0);
  const parts = contents.filter(({ level }) => level === 0).length;
  const left = depthOf('text') - CONTENTS_HEAD - parts * ABOVE_PART;
  const line = Math.floor((left / count) * 2) / 2;
  if (line >= CONTENTS_LINE || line < TIGHTEST_LINE) return '';
  return ` class="tight" style="line-height:${line}pt"`;
}

/** Links that are not shown: a print tells the page of whatever is linked to. */
function renderRowLinks(doc: Document): string {
  const tables = doc.parts.flatMap((part) => part.blocks.filter((block) => block.kind === 'table'));
  const links = tables.flatMap((block) => rowLinks(block.id, block.table));
  return links.length > 0
    ? `<div hidden>${links.map((name) => `<a href="#${name}"></a>`).join('')}</div>`
    : '';
}

/** Blocks in sheets: neighbours on the same kind of page flow on, another kind starts a new page. */
function renderPart(part: Part, context: Context, closing: readonly string[]): string {
  const kinds = pageKinds(part.blocks);
  const title = part.label
    ? `${escapeHtml(part.label)}　<span style="${titleSize(part.title, PART_SIZES)}">${escapeHtml(part.title)}</span>`
    : escapeHtml(part.title);
  const sheets: { kind: PageKind; html: string }[] = [
    { kind: kinds[0] ?? 'text', html: `<h1 id="${anchor(part.id)}">${title}</h1>` },
  ];
  let depth = 1;
  part.blocks.forEach((block, index) => {
    const kind = kinds[index] ?? 'text';
    const deepest = depth + 1;
    if (block.kind === 'heading') depth = block.level + 1;
    // the part's title stands above its first table
    const first = block.kind === 'table' && !part.blocks.slice(0, index).some(isContent);
    const above = first ? partTitleHeight(part.title) : 0;
    const html = renderBlock(block, context, deepest, kind, above);
    const last = sheets.at(-1);
    if (last?.kind === kind) last.html += html;
    else sheets.push({ kind, html });
  });
  const end = closing.map((line) => `<p class="closing">${escapeHtml(line)}</p>`).join('');
  return `<section class="part">${sheets
    .map(({ kind, html }, index) => {
      const tail = index === sheets.length - 1 ? end : '';
      return `<div class="${kind}">${html}${tail}</div>`;
    })
    .join('')}</section>`;
}

const isContent = (block: Block) => block.kind !== 'heading';

/** Height of a part's label and title, in pt, as style.ts sets them. */
function partTitleHeight(title: string): number {
  const lines = Math.ceil((codeWidth(title) * PART_SIZES.broken) / roomOf('text'));
  return 34 + 27 * lines + 10;
}

/** @param above height on the page that stands above a table already, in pt */
function renderBlock(
  block: Block,
  context: Context,
  deepest: number,
  kind: PageKind,
  above: number,
): string {
  switch (block.kind) {
    case 'heading': {
      const tag = `h${block.level + 1}`;
      return `<${tag} class="h${block.level}" id="${anchor(block.id)}">${escapeHtml(block.text)}</${tag}>`;
    }
    case 'paragraph':
      return `<p>${renderRuns(block.runs)}</p>`;
    case 'table': {
      const level = Math.min(context.depths.get(block.id) ?? deepest, 6);
      return renderTable(
        block.id,
        block.table,
        Math.max(level, 2),
        { room: roomOf(kind), depth: depthOf(kind) - above },
        context.pages,
      );
    }
    case 'figure':
      return (
        `<figure id="${anchor(block.id)}"><div role="img" aria-label="${escapeHtml(block.alt)}">` +
        `${context.drawings.get(block.id) ?? escapeHtml(block.alt)}</div>` +
        `<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`
      );
  }
}

/** A small table beside text stays on the text's page if its type is at least this large there, in pt. */
const COMFORTABLE = 9;
const SMALL_ROWS = 16;
/** A remark of this length stays on the page of the table before it. */
const SHORT_REMARK = 120;

/** What page each block is printed on. A heading goes with what follows it. */
function pageKinds(blocks: readonly Block[]): PageKind[] {
  const kinds: PageKind[] = [];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    const previous = kinds[index - 1];
    if (block.kind === 'table') kinds.push(tableKind(block.table, besideText(blocks, index)));
    else if (block.kind === 'paragraph' && before?.kind === 'table' && previous && isShort(block)) {
      kinds.push(previous);
    } else kinds.push('text');
  });
  for (let index = blocks.length - 2; index >= 0; index -= 1) {
    if (blocks[index]?.kind === 'heading') kinds[index] = kinds[index + 1] ?? 'text';
  }
  return kinds;
}

function tableKind(table: Table, besideText: boolean): PageKind {
  if (table.orientation === 'landscape') return 'wide';
  const small = besideText && !table.form && table.rows <= SMALL_ROWS;
  return small && layoutTable(table, roomOf('text')).fontSize >= COMFORTABLE ? 'text' : 'table';
}

function besideText(blocks: readonly Block[], index: number): boolean {
  const isText = (block: Block | undefined): boolean =>
    block?.kind === 'figure' || (block?.kind === 'paragraph' && !isShort(block));
  const before = blocks.slice(0, index).findLast((block) => block.kind !== 'heading');
  return isText(before) || isText(blocks[index + 1]);
}

function isShort(block: Block & { kind: 'paragraph' }): boolean {
  return block.runs.reduce((length, run) => length + run.text.length, 0) <= SHORT_REMARK;
}
