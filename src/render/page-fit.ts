/**
 * Last pages that only a few lines or rows are left over for: what stands before them is set a little
 * closer, as far as is allowed, so that they find room there. What is left over an earlier print has told.
 */
import { depthOf, linePitch, PAGE_LINES, type PageKind, topOf } from './paper.js';

/** Where something was printed. */
export interface Place {
  /** From 1. */
  readonly page: number;
  /** Distance from the upper edge of the paper, in pt. */
  readonly top: number;
}

/** Blocks between two forced page breaks: text, or a long table with what stands around it. */
export interface Flow {
  /** Anchors of its beginning and its end. */
  readonly start: string;
  readonly end: string;
  readonly kind: PageKind;
  /**
   * Height in pt that each closer setting saves, from the loosest to the closest.
   * @param pages full ones before the last
   */
  readonly saved: (pages: number) => readonly number[];
}

/** How many steps closer a flow is set, by the anchor of its beginning; others are not. */
export type Closer = ReadonlyMap<string, number>;

/** A last page that is filled up to this part is pulled back if it can be. */
const UNDERFULL = 0.5;
/** Where rows and lines break, so much of a page may stay empty, in pt. */
const LEFT_EMPTY = 10;
/** Text is set at most so close: 26.5 pt for type of 16 pt. */
const MOST_LINES = 24;

/** Distances of lines in pt that text may have, from the loosest on. */
export const TEXT_PITCHES: readonly number[] = Array.from(
  { length: MOST_LINES - PAGE_LINES + 1 },
  (_, step) => linePitch(PAGE_LINES + step),
);

/**
 * What closer text saves.
 * @param figures figures and tables, which are not set closer; each is taken to fill half a page
 */
export function savedByText(figures: number): Flow['saved'] {
  const [loose = 0, ...closer] = TEXT_PITCHES;
  return (pages) => {
    const lines = Math.max(pages - figures / 2, 0) * PAGE_LINES;
    return closer.map((pitch) => (loose - pitch) * lines);
  };
}

/** The loosest setting for each flow that saves it an underfull last page. */
export function closerSettings(flows: readonly Flow[], places: ReadonlyMap<string, Place>): Closer {
  const settings = flows.flatMap(({ start, end, kind, saved }): [string, number][] => {
    const [first, last] = [places.get(start), places.get(end)];
    if (!first || !last || first.page === last.page) return [];
    const leftOver = last.top - topOf(kind);
    if (leftOver > depthOf(kind) * UNDERFULL) return [];
    const pages = last.page - first.page;
    const needed = leftOver + LEFT_EMPTY * pages;
    const step = saved(pages).findIndex((height) => height >= needed);
    return step < 0 ? [] : [[start, step + 1]];
  });
  return new Map(settings);
}

/** Those of the settings that did save a page. */
export function helpful(
  settings: Closer,
  flows: readonly Flow[],
  before: ReadonlyMap<string, Place>,
  after: ReadonlyMap<string, Place>,
): Closer {
  const pages = ({ start, end }: Flow, places: ReadonlyMap<string, Place>): number =>
    (places.get(end)?.page ?? 0) - (places.get(start)?.page ?? 0);
  const helped = flows.filter((flow) => pages(flow, after) < pages(flow, before));
  const kept = new Set(helped.map(({ start }) => start));
  return new Map([...settings].filter(([start]) => kept.has(start)));
}
