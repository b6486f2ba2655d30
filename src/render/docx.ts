/**
 * A Document as a Word document that people edit and sign off: every kind of page a section, headings and text in named
 * styles, the contents a field with page numbers. The same document gives the same bytes on any machine. Import this
 * module lazily: its library takes long to load.
 */
import {
  DocumentDefaults,
  DocumentGridType,
  Footer,
  type ISectionOptions,
  NumberFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
  Document as WordDocument,
} from 'docx';
import type { Block, Document, Part } from '../narrative/document.js';
import { CONTENTS_LINE, tightLine } from './contents-lines.js';
import { coverPieces, type Making, partHeading, sheetPieces } from './docx-blocks.js';
import { contentsPieces, listingOf } from './docx-contents.js';
import { pagesOfPlaces } from './docx-pages.js';
import { pictures } from './docx-pictures.js';
import { type Piece, paragraph } from './docx-pieces.js';
import { sealDocx } from './docx-seal.js';
import {
  contentsStyle,
  headingStyle,
  type NamedLook,
  NUMBER_SIZE,
  STYLE,
  styleOptions,
  TEXT_DEFAULTS,
  twips,
} from './docx-styles.js';
import { setTable } from './docx-tables.js';
import { bookmarksOf } from './docx-text.js';
import { printable } from './html-text.js';
import { type SheetOfBlocks, sheetsByKind } from './page-kinds.js';
import {
  ABOVE_NUMBER,
  depthOf,
  PAPER,
  PAPER_KINDS,
  type PageKind,
  POINTS_PER_MM,
  roomOf,
  TEXT_GRID,
} from './paper.js';

/** What the properties of the file say of it. */
export interface AboutDocx {
  readonly subject: string;
  readonly keywords: readonly string[];
}

/** The whole package as a .docx. */
export async function renderDocx(doc: Document, about: AboutDocx): Promise<Uint8Array> {
  const parts = doc.parts.map((part) => ({ part, sheets: sheetsByKind(part) }));
  const placed = parts.flatMap(({ sheets }) => sheets.flatMap(({ blocks }) => blocks));
  const making: Making = {
    bookmarks: bookmarksOf(doc.contents.map(({ target }) => target)),
    listing: listingOf(doc),
    tables: new Map(
      placed.flatMap(({ block, page }) =>
        block.kind === 'table' ? [[block.id, setTable(block.table, page)] as const] : [],
      ),
    ),
    pictures: await picturesOf(placed.map(({ block }) => block)),
  };
  const contentsLine = tightLine(doc.contents) ?? CONTENTS_LINE;
  const sheets = allSheets(doc, parts, making, contentsLine);
  const word = new WordDocument({
    title: printable(doc.title),
    creator: printable(doc.author),
    lastModifiedBy: printable(doc.author),
    subject: printable(about.subject),
    keywords: printable(about.keywords.join('、')),
    styles: {
      default: {},
      // in place of the library's own, which are those of an English text
      importedStyles: [new DocumentDefaults(TEXT_DEFAULTS)],
      paragraphStyles: stylesOf(making, contentsLine).map(styleOptions),
    },
    sections: sheets.map((sheet, i) => section(sheet, i === 1)),
  });
  const grids = sheets.flatMap(({ pieces }) => pieces.flatMap(({ grid }) => grid ?? []));
  return sealDocx(new Uint8Array(await Packer.toBuffer(word)), doc, grids);
}

interface PartInSheets {
  readonly part: Part;
  readonly sheets: readonly SheetOfBlocks[];
}

/** Cover, contents with the pages of what they name, and the parts. */
function allSheets(
  { cover, contents, closing }: Document,
  parts: readonly PartInSheets[],
  making: Making,
  contentsLine: number,
): Sheet[] {
  const text = parts.flatMap(({ part, sheets }) =>
    sheets.map((sheet, i): Sheet => {
      const heading = i === 0 ? [partHeading(part, sheet.kind, making)] : [];
      return { kind: sheet.kind, pieces: [...heading, ...sheetPieces(sheet, making)] };
    }),
  );
  const last = text.pop() ?? { kind: 'text', pieces: [] };
  const below = closing.map((line) => paragraph(STYLE.closing, line, roomOf(last.kind)));
  text.push({ ...last, pieces: [...last.pieces, ...below] });
  const first: Sheet = { kind: 'text', pieces: coverPieces(cover) };
  const listed = (pages?: ReadonlyMap<string, number>): Sheet[] => {
    const pieces = contentsPieces(contents, making, contentsLine, pages);
    return contents.length > 0 ? [{ kind: 'text', pieces }] : [];
  };
  const pages = pagesOfPlaces([first, ...listed(), ...text].map(boxesOf));
  return [first, ...listed(pages), ...text];
}

/** Pieces on pages of one kind. */
interface Sheet {
  readonly kind: PageKind;
  readonly pieces: readonly Piece[];
}

const boxesOf = ({ kind, pieces }: Sheet) => ({
  depth: depthOf(kind),
  boxes: pieces.map(({ box }) => box),
});

async function picturesOf(blocks: readonly Block[]): Promise<Making['pictures']> {
  const figures = blocks.filter((block) => block.kind === 'figure');
  if (figures.length === 0) return new Map();
  const draw = await pictures();
  return new Map(figures.map(({ id, chart }) => [id, draw(chart)]));
}

/** All styles, those of cells from the largest type on. */
function stylesOf({ tables }: Making, contentsLine: number): NamedLook[] {
  const cells = new Map([...tables.values()].map(({ style }) => [style.id, style]));
  const headings = [
    ...[1, 2, 3].map((level) => headingStyle(level, true)),
    ...[1, 2, 3, 4].map((level) => headingStyle(level, false)),
  ];
  return [
    ...Object.values(STYLE),
    ...headings,
    ...[0, 1, 2].map((level) => contentsStyle(level, contentsLine)),
    ...[...cells.values()].sort((a, b) => b.look.size - a.look.size),
  ];
}

// ---- pages

const inTwips = (mm: number): number => twips(mm * POINTS_PER_MM);

const marginsOf = (kind: PageKind) =>
  PAPER_KINDS.find((one) => one.kind === kind) as (typeof PAPER_KINDS)[number];

/** From the paper's foot to that of the page number, whose line is as high as its type. */
const FOOTER = inTwips(marginsOf('text').bottom - ABOVE_NUMBER) - twips(NUMBER_SIZE);

/** @param isNumbered from here on pages have numbers */
function section({ kind, pieces }: Sheet, isNumbered: boolean): ISectionOptions {
  const { top, right, bottom, left, inset, landscape } = marginsOf(kind);
  const children = pieces.map(({ child }) => child);
  const size = { width: inTwips(PAPER.short), height: inTwips(PAPER.long) };
  const orientation = landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  const margin = {
    ...{ top: inTwips(top), right: inTwips(right + inset), bottom: inTwips(bottom) },
    ...{ left: inTwips(left + inset), header: inTwips(top / 2), footer: FOOTER, gutter: 0 },
  };
  const linePitch = Math.floor(TEXT_GRID.pitch * 20);
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: { ...size, orientation },
        margin,
        pageNumbers: { formatType: NumberFormat.DECIMAL },
      },
      ...(kind === 'text' ? { grid: { type: DocumentGridType.LINES, linePitch } } : {}),
    },
    ...(isNumbered ? { footers: { default: footer() } } : {}),
    // after a table a paragraph has to follow
    children: pieces.at(-1)?.grid
      ? [...children, new Paragraph({ style: STYLE.gap.id })]
      : children,
  };
}

/** — 3 —; the sections below have the same. */
function footer(): Footer {
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({ children: [new Paragraph({ style: STYLE.footer.id, children: [number] })] });
}
