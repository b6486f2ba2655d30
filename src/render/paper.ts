/**
 * The kinds of page and the grid of text. Text pages are those of GB/T 9704-2012 (5.2, 6, 7.5): a type area
 * of 156 × 225 mm with 22 lines of 28 characters of 三号, and the page number 7 mm below it. Tables may use
 * more of the paper, but the number keeps its distance from the paper's foot on every page, in 横 as in 竖.
 */

export type PageKind = 'text' | 'table' | 'wide';

/** Page margins in mm, and the room inside of them at both sides that only some tables use. */
const MARGINS = {
  text: { top: 37, right: 26, bottom: 35, left: 28, inset: 0 },
  table: { top: 14, right: 11, bottom: 31, left: 11, inset: 5 },
  wide: { top: 14, right: 11, bottom: 31, left: 11, inset: 5 },
} as const;
export const PAPER = { short: 210, long: 297 } as const;
export const POINTS_PER_MM = 72 / 25.4;

/** 三号, in pt. */
const TYPE_SIZE = 16;
const LINE_CHARACTERS = 28;
export const PAGE_LINES = 22;
/** From the type area of text down to the page number, in mm. */
export const ABOVE_NUMBER = 7;
/** The browser lays out in 64ths of a pixel; a line more would not fit for so much. */
const ROUNDING = 0.01;

/** Width of what a kind of page prints, in pt. */
export function roomOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.long : PAPER.short;
  const { left, right, inset } = MARGINS[kind];
  return (paper - left - right - 2 * inset) * POINTS_PER_MM;
}

/** How much further a table on a page of its own may reach at either side, in pt. */
export const MOST_OUTSET = Math.floor(MARGINS.table.inset * POINTS_PER_MM * 10) / 10;

/** Height between the margins of a kind of page, in pt. */
export function depthOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.short : PAPER.long;
  return (paper - MARGINS[kind].top - MARGINS[kind].bottom) * POINTS_PER_MM;
}

/** Distance of lines in pt at which so many fill a page of text. */
export function linePitch(lines: number): number {
  return Math.floor((depthOf('text') / lines) * 100) / 100;
}

/** What the template sets text by, in pt. */
export const TEXT_GRID = {
  size: TYPE_SIZE,
  pitch: linePitch(PAGE_LINES),
  /** Added to each character: 28 of them are a little wider than the line otherwise. */
  spacing: Math.floor((roomOf('text') / LINE_CHARACTERS - TYPE_SIZE - ROUNDING) * 1000) / 1000,
};

/** What a kind of page has between its margins, in the browser's pixels: it takes whole ones, rounded up. */
function areaOf(kind: PageKind): { readonly width: number; readonly height: number } {
  const pixels = (points: number) => Math.ceil((points / 72) * 96);
  const insets = 2 * MARGINS[kind].inset * POINTS_PER_MM;
  return { width: pixels(roomOf(kind) + insets), height: pixels(depthOf(kind)) };
}

/** What the template's page rules are made of: margins, and the room above the page number, in mm. */
export const PAPER_KINDS = (['text', 'table', 'wide'] as const).map((kind) => ({
  kind,
  landscape: kind === 'wide',
  ...MARGINS[kind],
  area: areaOf(kind),
  aboveNumber: ABOVE_NUMBER - (MARGINS.text.bottom - MARGINS[kind].bottom),
}));
