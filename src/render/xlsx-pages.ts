/**
 * The printed pages of a form's sheet. A list breaks between any rows and repeats its header; a form is made of
 * blocks, and Excel would cut them wherever a page is full. So each page ends where the fewest cells are
 * cut, and not below a heading. How wide a column is differs with the typefaces of a machine, so print stays
 * fitted to one page across; breaks are kept as long as the pages down are not fixed as well.
 */
import { sum } from 'es-toolkit/math/sum';

/** Inches, as Excel keeps them. */
export const MARGINS = {
  left: 0.59,
  right: 0.59,
  top: 0.75,
  bottom: 0.75,
  header: 0.3,
  footer: 0.4,
};
/** Points. */
const A4 = { short: 595.28, long: 841.89 };
const INCH = 72;
/** Points that a column unit takes: seven pixels of 96 an inch. */
const UNIT = 5.25;
/** Printers, and the programs, differ a little in what fits on a page. */
const RESERVE = 0.97;
/** A page is filled to this part before a better place to break is worth its white rest. */
const LEAST_FILLED = 0.55;
/** What is no more than this over one page is shrunk to it. */
const MOST_SHRUNK = 1.15;
/** A last page filled less than this is not worth its paper. */
const LEAST_LAST = 0.2;
/** What fills its pages to this part of one, another program may carry over. */
const ALMOST_OVER = 0.03;
/** A heading at the foot of a page is as bad as so many cells cut in two. */
const HEADING_COST = 4;

/** A cell or a merged range, rows from 1, both ends included. */
interface Range {
  readonly top: number;
  readonly bottom: number;
}

export interface PrintedSheet {
  readonly orientation: 'portrait' | 'landscape';
  /** Column units. */
  readonly widths: readonly number[];
  /** Points; of the row with number 1 first. */
  readonly heights: readonly number[];
  readonly areas: readonly Range[];
  /** Rows that say what stands below them, by their numbers. */
  readonly headings: ReadonlySet<number>;
  /** Rows that each page repeats: so many points. */
  readonly repeated: number;
}

export interface PagePlan {
  /** Numbers of the rows that end a page; the last page's is not among them. */
  readonly breaks: readonly number[];
  /** So many pages it is fitted to; 0 for as many as it takes. */
  readonly down: number;
}

/** Where the pages of a form end that is printed as wide as its page at most. */
export function planPages(sheet: PrintedSheet): PagePlan {
  const depth = depthOf(sheet);
  if (sum(sheet.heights) <= depth * MOST_SHRUNK) return { breaks: [], down: 1 };
  return { breaks: withoutShortLast(pageEnds(sheet, depth), sheet, depth), down: 0 };
}

/**
 * The pages of a list, which breaks anywhere: what would stand alone on a last page, a few rows or the notes, is
 * shrunk onto the pages before.
 */
export function planList(sheet: PrintedSheet): PagePlan {
  const depth = depthOf(sheet);
  const rows = sum(sheet.heights) - sheet.repeated;
  const room = depth - sheet.repeated;
  const pages = Math.floor(rows / room + ALMOST_OVER);
  const over = rows - pages * room;
  const fits = pages > 0 && over < room * LEAST_LAST && rows <= pages * room * MOST_SHRUNK;
  return { breaks: [], down: fits ? pages : 0 };
}

/** Points of the rows that a page holds, at the scale that it is printed in. */
function depthOf({ orientation, widths }: PrintedSheet): number {
  const [across, down] = orientation === 'portrait' ? [A4.short, A4.long] : [A4.long, A4.short];
  const room = across - (MARGINS.left + MARGINS.right) * INCH;
  const scale = Math.min(1, room / (sum(widths) * UNIT));
  return ((down - (MARGINS.top + MARGINS.bottom) * INCH) * RESERVE) / scale;
}

/** What a page costs that ends with a row: cells that it cuts, a heading without what it stands over. */
function costsOf({ heights, areas, headings }: PrintedSheet): (row: number) => number {
  const cut = cellsCutBelow(areas, heights.length);
  return (row) => (cut[row] ?? 0) + (headings.has(row) ? HEADING_COST : 0);
}

/** The same, but for a last page with a few rows, which gets some of the page before. */
function withoutShortLast(ends: readonly number[], sheet: PrintedSheet, depth: number): number[] {
  const { heights } = sheet;
  const below = (row: number) => sum(heights.slice(row));
  const last = ends.at(-1) ?? 0;
  if (ends.length === 0 || below(last) >= depth * LEAST_LAST) return [...ends];
  const cost = costsOf(sheet);
  const first = (ends.at(-2) ?? 0) + 1;
  let best: number | undefined;
  for (let row = last - 1; row >= first && below(row) <= depth * LEAST_FILLED; row -= 1) {
    const enough = below(row) >= depth * LEAST_LAST;
    if (enough && (best === undefined || cost(row) < cost(best))) best = row;
  }
  return [...ends.slice(0, -1), best ?? last];
}

function pageEnds(sheet: PrintedSheet, depth: number): number[] {
  const { heights, repeated } = sheet;
  const cost = costsOf(sheet);
  const ends: number[] = [];
  let filled = 0;
  let best: number | undefined;
  for (let row = 1; row <= heights.length; row += 1) {
    const height = heights[row - 1] ?? 0;
    if (filled + height > depth && filled > 0) {
      const end = best ?? row - 1;
      ends.push(end);
      filled = repeated + sum(heights.slice(end, row - 1));
      best = undefined;
    }
    filled += height;
    const isFull = filled >= depth * LEAST_FILLED;
    if (isFull && (best === undefined || cost(row) <= cost(best))) best = row;
  }
  return ends;
}

/** How many cells stand on both sides of the line below each row. */
function cellsCutBelow(areas: readonly Range[], rows: number): number[] {
  const change = new Array<number>(rows + 2).fill(0);
  for (const { top, bottom } of areas) {
    change[top] = (change[top] ?? 0) + 1;
    change[bottom] = (change[bottom] ?? 0) - 1;
  }
  let open = 0;
  return change.map((by) => {
    open += by;
    return open;
  });
}
