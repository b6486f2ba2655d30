/**
 * Pages that hardly anything is left over for: what stands before them is set a little closer, as far as
 * is allowed, so that it finds room there. What is left over a first print has told. Text is looked at
 * here, tables in table-fit.ts.
 */
import type { PageKind } from './paper.js';
import { depthOf, linePitch, PAGE_LINES } from './paper.js';

/** Where something was printed. */
export interface Place {
  /** From 1. */
  readonly page: number;
  /** Height of what the page shows above it, in pt: without the margin, as the browser tells it. */
  readonly top: number;
}

export type Places = ReadonlyMap<string, Place>;

/** What is known of a layout or a print. */
export interface Layout {
  /** How many pages there are. */
  readonly pages: number;
  /** Of anchors. */
  readonly places: Places;
}

/** What is set closer as a whole: the text of a sheet, or a table. */
export interface Flow {
  /** Anchors of its beginning and its end. */
  readonly start: string;
  readonly end: string;
  readonly kind: PageKind;
}

/** Text of a sheet. */
export interface TextFlow extends Flow {
  readonly kind: 'text';
  /** Figures and tables in it, which are not set closer. */
  readonly drawn: number;
}

/** A table by itself, with its settings from the one that it has at first to the closest. */
export interface TableFlow extends Flow {
  readonly form: boolean;
  readonly settings: readonly TableHeights[];
}

export interface TableHeights {
  /** Estimated height of its rows, one below the other, in pt. */
  readonly height: number;
  /** Estimated height of its header, in pt. */
  readonly header: number;
  /** Whether its rows are parted among pages from a page's beginning; else they stay together. */
  readonly long: boolean;
}

/** The text of a sheet, or its tables: those follow each other on a page where there is room. */
export type FlowSheet =
  | { readonly text: TextFlow; readonly tables?: undefined }
  | { readonly tables: readonly TableFlow[]; readonly text?: undefined };

/** How many steps closer a flow is set, by the anchor of its beginning; others are not. */
export type Closer = ReadonlyMap<string, number>;

/** Where a flow is expected once the sheet that it is in is set closer. */
export interface Move {
  /** Where it ended before. */
  readonly end: Place;
  /** The page of what stood at a place in it, or in the headings above it; pages before the sheet stay. */
  readonly page: (place: Place) => number;
}

/** How a sheet saves pages. */
export interface Fit {
  /** Anchors of its beginning and its end. */
  readonly start: string;
  readonly end: string;
  readonly closer: Closer;
  /** Of its flows, in order. */
  readonly moves: readonly Move[];
  readonly saved: number;
}

/** A last page that is filled up to this part is pulled back if it can be. */
export const UNDERFULL = 0.5;
/** Where rows or lines break, so much of a page may stay empty, in pt. */
export const LEFT_EMPTY = 6;
/** Text is set at most so close: 25.5 pt for type of 16 pt. */
const MOST_LINES = 25;

/** Distances of lines in pt that text may have, from the loosest on. */
export const TEXT_PITCHES: readonly number[] = Array.from(
  { length: MOST_LINES - PAGE_LINES + 1 },
  (_, step) => linePitch(PAGE_LINES + step),
);

/** The loosest setting of text at which an underfull last page is saved. */
export function fitText(flow: TextFlow, places: Places): Fit | undefined {
  const [start, end] = [places.get(flow.start), places.get(flow.end)];
  if (!start || !end || start.page === end.page) return undefined;
  if (end.top > depthOf('text') * UNDERFULL) return undefined;
  const pages = end.page - start.page;
  const [loose = 0, ...tighter] = TEXT_PITCHES;
  // each figure or table is taken to fill half a page
  const filled = Math.max(pages - flow.drawn / 2, 0);
  const needed = end.top + LEFT_EMPTY * (pages - 1);
  const found = tighter.findIndex((_, index) => (index + 1) * loose * filled >= needed);
  if (found < 0) return undefined;
  const depth = depthOf('text');
  const closeness = (TEXT_PITCHES[found + 1] ?? loose) / loose;
  const page = (place: Place): number => {
    if (!isAfter(place, start)) return place.page;
    const below = (place.page - start.page) * depth + place.top - start.top;
    // a line that touches the foot is on the next page
    return start.page + Math.floor((start.top + below * closeness + LEFT_EMPTY) / depth);
  };
  const closer = new Map([[flow.start, found + 1]]);
  return { start: flow.start, end: flow.end, closer, moves: [{ end, page }], saved: 1 };
}

function isAfter(one: Place, other: Place): boolean {
  return one.page > other.page || (one.page === other.page && one.top > other.top);
}

/** The page that each anchor is expected on when sheets are set closer. */
export function expectedPages(places: Places, fits: readonly Fit[]): ReadonlyMap<string, number> {
  let saved = 0;
  // in the order of their ends
  const moves = fits.flatMap((fit): Move[] => {
    const before = saved;
    saved += fit.saved;
    return fit.moves.map(({ end, page }) => ({ end, page: (place) => page(place) - before }));
  });
  let next = 0;
  const inOrder = [...places].sort(([, a], [, b]) => a.page - b.page || a.top - b.top);
  return new Map(
    inOrder.map(([id, place]) => {
      while (moves[next] && isAfter(place, (moves[next] as Move).end)) next += 1;
      return [id, moves[next]?.page(place) ?? place.page - saved];
    }),
  );
}

/** Steps of all flows that are set closer. */
export function closerBy(fits: readonly Fit[]): Closer {
  return new Map(fits.flatMap(({ closer }) => [...closer]));
}

/** Those that a print has shown to need fewer pages than before. */
export function helpful(fits: readonly Fit[], before: Places, after: Places): Fit[] {
  const pages = ({ start, end }: Fit, places: Places): number =>
    (places.get(end)?.page ?? 0) - (places.get(start)?.page ?? 0);
  return fits.filter((fit) => pages(fit, after) < pages(fit, before));
}
