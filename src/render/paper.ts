/** The kinds of page: A4 with the margins of GB/T 9704 for text, narrower ones for tables. */

export type PageKind = 'text' | 'table' | 'wide';

/** Page margins in mm. */
const MARGINS = {
  text: { top: 37, right: 26, bottom: 35, left: 28 },
  table: { top: 22, right: 16, bottom: 22, left: 16 },
  wide: { top: 20, right: 16, bottom: 20, left: 16 },
} as const;
const PAPER = { short: 210, long: 297 } as const;
const POINTS_PER_MM = 72 / 25.4;

/** Width between the margins of a kind of page, in pt. */
export function roomOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.long : PAPER.short;
  return (paper - MARGINS[kind].left - MARGINS[kind].right) * POINTS_PER_MM;
}

/** Height between the margins of a kind of page, in pt. */
export function depthOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.short : PAPER.long;
  return (paper - MARGINS[kind].top - MARGINS[kind].bottom) * POINTS_PER_MM;
}

/** What the template's page rules are made of: margins in mm. */
export const PAPER_KINDS = (['text', 'table', 'wide'] as const).map((kind) => ({
  kind,
  landscape: kind === 'wide',
  ...MARGINS[kind],
}));
