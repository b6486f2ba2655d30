/**
 * Last pages that only a few lines or rows are left over for: what stands before them is set a little
 * closer, as far as is allowed, so that they find room there. What is left over an earlier print has told.
 */
import { sumBy } from 'es-toolkit/math/sumBy';
import { depthOf, linePitch, PAGE_LINES, type PageKind } from './paper.js';

/** Where something was printed. */
export interface Place {
  /** From 1. */
  readonly page: number;
  /** Height of what the page shows above it, in pt: without the margin, as the browser tells it. */
  readonly top: number;
}

/** What is set closer as a whole: the text of a part, or a table. */
export interface Flow {
  /** Anchors of its beginning and its end. */
  readonly start: string;
  readonly end: string;
  /** Anchor of what may follow on its last page. */
  readonly next?: string | undefined;
  readonly kind: PageKind;
  /**
   * Height in pt that each closer setting makes room for, from the loosest to the closest.
   * @param pages full ones before the last
   */
  readonly saved: (pages: number) => readonly number[];
}

/** How many steps closer a flow is set, by the anchor of its beginning; others are not. */
export type Closer = ReadonlyMap<string, number>;

/** A last page that is filled up to this part is pulled back if it can be. */
const UNDERFULL = 0.5;
/** Where rows break, so much of a page may stay empty, in pt. */
const LEFT_EMPTY = 6;
/** Below a table, in pt, as 表.css has it. */
const BETWEEN_TABLES = 18;
/** Text is set at most so close: 25.5 pt for type of 16 pt. */
const MOST_LINES = 25;

/** Distances of lines in pt that text may have, from the loosest on. */
export const TEXT_PITCHES: readonly number[] = Array.from(
  { length: MOST_LINES - PAGE_LINES + 1 },
  (_, step) => linePitch(PAGE_LINES + step),
);

/**
 * Lines that closer text makes room for, in pt of the loosest.
 * @param drawn figures and tables, which are not set closer; each is taken to fill half a page
 */
export function savedByText(drawn: number): Flow['saved'] {
  const [loose = 0, ...closer] = TEXT_PITCHES;
  return (pages) => {
    const filled = Math.max(pages - drawn / 2, 0);
    return closer.map((_, step) => (step + 1) * loose * filled);
  };
}

/** Flows that save a page together when they are set closer. */
interface Wish {
  readonly flows: readonly Flow[];
  readonly step: number;
}

type Places = ReadonlyMap<string, Place>;

/**
 * What should be set closer: the loosest setting that saves an underfull last page, or a page that holds
 * nothing but a short table which finds room below the one before it.
 */
export function wishes(flows: readonly Flow[], places: Places): Wish[] {
  return flows.flatMap((flow, index) => {
    const joined = joinedToTables(aboveInSheet(flows, index), flow, places);
    return joined ?? endOfFlow(flow, places) ?? [];
  });
}

function endOfFlow(flow: Flow, places: Places): Wish | undefined {
  const [start, end] = [places.get(flow.start), places.get(flow.end)];
  if (!start || !end || start.page === end.page || !isUnderfull(flow, end, places))
    return undefined;
  const pages = end.page - start.page;
  const empty = LEFT_EMPTY * (flow.kind === 'text' ? pages - 1 : pages);
  return loosest([flow], end.top + empty, pages);
}

function joinedToTables(before: readonly Flow[], flow: Flow, places: Places): Wish | undefined {
  const [start, end] = [places.get(flow.start), places.get(flow.end)];
  const above = places.get(before.at(-1)?.end ?? '');
  if (!start || !end || !above || above.page !== start.page - 1 || start.page !== end.page) return;
  if (!isUnderfull(flow, end, places)) return undefined;
  const beside = before.filter((one) => places.get(one.start)?.page === above.page);
  const needed = above.top + BETWEEN_TABLES + end.top - depthOf(flow.kind);
  return loosest([...beside, flow], needed + LEFT_EMPTY, 1);
}

/** The flows that stand above one in its sheet, without a page break that must be. */
function aboveInSheet(flows: readonly Flow[], index: number): Flow[] {
  let first = index;
  while (first > 0 && flows[first - 1]?.next === flows[first]?.start) first -= 1;
  return flows.slice(first, index);
}

function isUnderfull({ kind, next }: Flow, end: Place, places: Places): boolean {
  const shared = next !== undefined && places.get(next)?.page === end.page;
  return !shared && end.top <= depthOf(kind) * UNDERFULL;
}

function loosest(flows: readonly Flow[], needed: number, pages: number): Wish | undefined {
  const saved = flows.map((flow) => flow.saved(pages));
  const steps = Math.max(...saved.map(({ length }) => length));
  for (let step = 1; step <= steps; step += 1) {
    const together = sumBy(saved, (heights) => heights[step - 1] ?? heights.at(-1) ?? 0);
    if (together >= needed) return { flows, step };
  }
  return undefined;
}

/** Steps by the flows that take them: all that are wished, or those that a print has shown to save a page. */
export function closerBy(wished: readonly Wish[], before?: Places, after?: Places): Closer {
  const pages = ({ flows }: Wish, places: Places): number => {
    const [first, last] = [flows[0]?.start ?? '', flows.at(-1)?.end ?? ''];
    return (places.get(last)?.page ?? 0) - (places.get(first)?.page ?? 0);
  };
  const helpful = wished.filter(
    (wish) => !before || !after || pages(wish, after) < pages(wish, before),
  );
  return new Map(helpful.flatMap(({ flows, step }) => flows.map(({ start }) => [start, step])));
}
