/**
 * The tables of a Word document as rows of areas, with the lines above and the notes below: the same as the sheets of a
 * workbook are read from, so that one reader reads both.
 */
import type {
  WordBlock,
  WordCell,
  WordParagraph,
  WordRow,
  WordTable,
} from '../../../word/document.js';
import { tooMuch } from '../../../word/parts.js';
import { type Area, blankAt } from '../../../workbook/cells.js';
import type { Sheet } from '../../../workbook/sheets.js';
import { typedAmount } from '../workbook/sheet-figures.js';

/** A table with what stands around it. */
export interface TableInText {
  /** Its title and the lines above the grid. */
  readonly above: readonly WordParagraph[];
  readonly grids: readonly WordTable[];
  readonly notes: readonly WordParagraph[];
}

/** Text of a part, or a table. */
export type TextOrTable =
  | { readonly kind: 'text'; readonly paragraph: WordParagraph }
  | ({ readonly kind: 'table' } & TableInText);

/** Styles of what this program writes around a table. */
const CAPTIONS: ReadonlySet<string> = new Set(['表号', '表题', '表前行']);
const NOTE = '表注';
/** Between the grids of a table. */
const GAP = '表间';
/** A note without a style. */
const LOOKS_NOTE = /^\s*[（(]?(?:注|备注|说明)[）)]?\s*[：:\d]/;
/** Lines above a table that have no style: the unit at the end, before it the title and its number. */
const UNIT = /单位[：:]/;
const MOST_CAPTIONS = 4;
const LONGEST_CAPTION = 60;

/** Paragraphs and tables in order, each table with its lines; grids with nothing between are one table. */
export function textsAndTables(blocks: readonly WordBlock[]): TextOrTable[] {
  const out: TextOrTable[] = [];
  for (let i = 0; i < blocks.length; i += 1) {
    const block = blocks[i] as WordBlock;
    if (block.kind === 'paragraph') {
      if (block.text.trim() !== '') out.push({ kind: 'text', paragraph: block });
      continue;
    }
    const grids = [block];
    for (let next = nextGrid(blocks, i, block); next > 0; next = nextGrid(blocks, i, block)) {
      grids.push(blocks[next] as WordTable);
      i = next;
    }
    const above = takeCaptions(out);
    const notes: WordParagraph[] = [];
    for (
      let next = blocks[i + 1];
      next?.kind === 'paragraph' && isNote(next);
      next = blocks[i + 1]
    ) {
      notes.push(next);
      i += 1;
    }
    out.push({ kind: 'table', above, grids, notes });
  }
  return out;
}

const isNote = ({ style, text }: WordParagraph): boolean => style === NOTE || LOOKS_NOTE.test(text);

/** Where a table goes on with a further grid; 0 where it does not. */
function nextGrid(blocks: readonly WordBlock[], i: number, { caption }: WordTable): number {
  const gap = blocks[i + 1];
  const isGap = gap?.kind === 'paragraph' && gap.text.trim() === '';
  const next = blocks[isGap ? i + 2 : i + 1];
  if (next?.kind !== 'table' || next.caption !== caption) return 0;
  return caption !== '' || !isGap || gap.style === GAP ? (isGap ? i + 2 : i + 1) : 0;
}

/** The lines above a table, taken from the end of what was read. */
function takeCaptions(out: TextOrTable[]): WordParagraph[] {
  const above: WordParagraph[] = [];
  const styled = (one: TextOrTable | undefined) =>
    one?.kind === 'text' && CAPTIONS.has(one.paragraph.style);
  const isStyled = styled(out.at(-1));
  const passes = (one: TextOrTable | undefined): boolean => {
    if (one?.kind !== 'text' || above.length >= MOST_CAPTIONS) return false;
    if (isStyled) return styled(one);
    const { text, heading } = one.paragraph;
    if (heading !== undefined || text.length > LONGEST_CAPTION || /[。；]\s*$/.test(text))
      return false;
    return above.length > 0 ? !/[：:]\s*$/.test(text) : UNIT.test(text);
  };
  for (let last = out.at(-1); last?.kind === 'text' && passes(last); last = out.at(-1)) {
    above.unshift(last.paragraph);
    out.pop();
  }
  return above;
}

/** What is read of a sheet of a workbook. */
export type SheetRows = Pick<Sheet, 'rows' | 'widths' | 'fixed'>;

/**
 * A table as a sheet of a workbook has it.
 * @param most places, rows times columns, that it may have
 * @throws Unreadable where it has more: a cell may say that it is as wide as many
 */
export function sheetRows({ above, grids, notes }: TableInText, most: number): SheetRows {
  const { rows: body, widths } = onOneGrid(grids);
  const width = Math.max(1, widths.length);
  if ((above.length + body.length + notes.length) * width > most) throw tooMuch();
  const lines = above.map((paragraph, row) => captionRow(paragraph, row, width));
  const grid = gridRows(body, above.length, width);
  const end = above.length + body.length;
  const below = notes.map(({ text }, i) => lineRow([text], end + i, width, LINE_SIZE));
  const heads = headRows(grids[0]?.rows ?? []);
  return {
    rows: [...lines, ...grid, ...below],
    widths: widths.map((one) => one / TWIPS_A_DIGIT),
    fixed: heads > 0 ? [above.length + heads] : [],
  };
}

/** Edges of columns that lie so close are one, in twentieths of a point: programs round them. */
const CLOSE = 30;

/**
 * The rows of several grids by the columns of all: a program that saves a document anew leaves out of each grid the
 * columns that it does not need. Where no widths are known, columns are counted.
 */
function onOneGrid(grids: readonly WordTable[]): { rows: WordRow[]; widths: number[] } {
  const edgesOf = ({ widths, rows }: WordTable): number[] => {
    const count = rows.reduce((most, { cells }) => {
      const last = cells.at(-1);
      return last ? Math.max(most, last.col + last.colSpan) : most;
    }, widths.length);
    const known = widths.length === count && widths.every((one) => one > 0);
    return Array.from({ length: count + 1 }, (_, i) =>
      known ? widths.slice(0, i).reduce((all, one) => all + one, 0) : i * UNKNOWN_WIDTH,
    );
  };
  const own = grids.map(edgesOf);
  const edges: number[] = [];
  for (const edge of own.flat().sort((a, b) => a - b))
    if (edges.length === 0 || edge - (edges.at(-1) ?? 0) > CLOSE) edges.push(edge);
  const indexOf = (edge: number): number =>
    Math.max(
      edges.findLastIndex((one) => one <= edge),
      0,
    );
  const rows = grids.flatMap((grid, g) =>
    grid.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const col = indexOf(own[g]?.[cell.col] ?? 0);
        const end = indexOf(own[g]?.[cell.col + cell.colSpan] ?? 0);
        return { ...cell, col, colSpan: Math.max(end - col, 1) };
      }),
    })),
  );
  return { rows, widths: edges.slice(1).map((edge, i) => edge - (edges[i] ?? 0)) };
}

/** Of a column, where the document states none. */
const UNKNOWN_WIDTH = 1000;

/** Of a column's width, as a workbook measures it. */
const TWIPS_A_DIGIT = 105;
/** Sizes that tell the title from the other lines. */
const TITLE_SIZE = 16;
const LINE_SIZE = 10;

function headRows(rows: readonly WordRow[]): number {
  const first = rows.findIndex(({ head }) => !head);
  return first < 0 ? 0 : first;
}

function captionRow({ text, style }: WordParagraph, row: number, width: number): Area[] {
  const isTitle = style === '表题';
  const size = isTitle ? TITLE_SIZE : CAPTIONS.has(style) ? LINE_SIZE : 0;
  return lineRow(text.split('\t'), row, width, size);
}

/** A line over the whole width in up to as many pieces as there are columns. */
function lineRow(texts: readonly string[], row: number, width: number, size: number): Area[] {
  const pieces = width < texts.length ? [texts.join('　　')] : texts;
  const ends = pieces.map((_, i) => Math.round(((i + 1) * width) / pieces.length));
  const areas = pieces.map((text, i): Area => {
    const col = ends[i - 1] ?? 0;
    const side = i === 0 ? undefined : i === pieces.length - 1 ? 'right' : 'center';
    const align = pieces.length > 1 ? (side ?? 'left') : undefined;
    return {
      ...blankAt(row, col),
      text: text.trim(),
      colSpan: (ends[i] ?? width) - col,
      size,
      align,
    };
  });
  return areas.flatMap((area) => Array.from({ length: area.colSpan }, () => area));
}

/** What covers each place of the rows; cells that go on below are one area. */
function gridRows(rows: readonly WordRow[], top: number, width: number): Area[][] {
  const placed: Area[][] = [];
  rows.forEach(({ cells }, r) => {
    const line: Area[] = [];
    for (const cell of cells) {
      const above = placed[r - 1]?.[cell.col];
      const goesOn =
        cell.merged === 'on' && above?.col === cell.col && above.colSpan === cell.colSpan;
      const area = goesOn && above ? above : areaOf(cell, top + r, width);
      if (goesOn && above) (above as { rowSpan: number }).rowSpan += 1;
      for (let col = cell.col; col < Math.min(cell.col + cell.colSpan, width); col += 1)
        line[col] = area;
    }
    placed.push(
      Array.from(
        { length: width },
        (_, col) => line[col] ?? { ...blankAt(top + r, col), bordered: true },
      ),
    );
  });
  return placed;
}

/** What is an amount wherever it stands; a whole number may be a code, a year, a score. */
const DECIMAL = /^\s*[-－−]?[\d,]+\.\d+\s*$/;
/** Room at the left of one step of indentation, in twentieths of a point. */
const INDENT = 200;

function areaOf(
  { text, col, colSpan, align, bold, left }: WordCell,
  row: number,
  width: number,
): Area {
  return {
    ...blankAt(row, col),
    text,
    amount: DECIMAL.test(text) ? typedAmount(text) : undefined,
    colSpan: Math.min(colSpan, width - col),
    align,
    bold,
    size: LINE_SIZE,
    indent: Math.round(left / INDENT),
    bordered: true,
  };
}
