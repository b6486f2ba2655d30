/** Which column of a sheet is which of a template: by the headings above it, wherever they stand. */
import type { Area } from '../workbook/cells.js';
import { labelDistance, sameLabel } from './labels.js';
import { beginningIn, isBlankArea, type SheetToRead } from './sheet.js';
import type { HeadingPath } from './steps.js';
import { hasFields, readPattern } from './text-pattern.js';

/** Rows of a header, both ends included. */
export interface Header {
  readonly top: number;
  readonly bottom: number;
}

/** Sheet columns of each grid column of a template; none where the sheet does not have it. */
export type ColumnMap = readonly (readonly number[])[];

/** Forms have their header in the first rows, and no taller. */
const MOST_ABOVE = 60;
const MOST_ROWS = 9;

/** What a heading of a sheet says, next to a template's label; 0 the same, undefined another. */
export function headingDistance(labels: readonly string[], text: string): number | undefined {
  const distances = labels.flatMap((label) => {
    if (!hasFields(label)) return labelDistance(label, text) ?? [];
    return readPattern(label, text) ? 0 : [];
  });
  return distances.length === 0 ? undefined : Math.min(...distances);
}

/** A heading of a template, and over how many runs of columns it stands. */
interface HeadingCount {
  readonly labels: readonly string[];
  times: number;
}

function countHeadings(headings: readonly HeadingPath[]): HeadingCount[] {
  const counts = new Map<string, HeadingCount>();
  headings.forEach(({ labels: path }, t) => {
    path.forEach((labels, i) => {
      const name = labels[0] ?? '';
      const before = headings[t - 1]?.labels;
      const goes = before
        ?.slice(0, i + 1)
        .map(([one]) => one)
        .join('/');
      if (
        i < path.length - 1 &&
        goes ===
          path
            .slice(0, i + 1)
            .map(([one]) => one)
            .join('/')
      )
        return;
      const count = counts.get(name) ?? { labels, times: 0 };
      count.times++;
      counts.set(name, count);
    });
  });
  return [...counts.values()];
}

/** The line below the headings that numbers the columns: 栏次 1 2 3, 甲 1 2. */
export function isNumbering(texts: readonly Area[]): boolean {
  const plain = texts.map(({ text }) => sameLabel(text));
  const numbers = plain.filter((text) => /^\d{1,2}$/.test(text)).map(Number);
  const first = plain.includes('栏次') || numbers.length > 1;
  return first && numbers.length > 0 && numbers.every((n, i) => n === (numbers[0] ?? 1) + i);
}
/** What is no heading in a header: numbers of columns, and what stands before them. */
const isNumber = (text: string): boolean => /^(?:\d{1,2}|栏次)$/.test(sameLabel(text));

/** The rows in which the headings of a template stand: those that have the most of them. */
export function findHeader(
  sheet: SheetToRead,
  headings: readonly HeadingPath[],
): Header | undefined {
  const counts = countHeadings(headings);
  const last = Math.min(sheet.grid.rows.length, MOST_ABOVE);
  const rows = Array.from({ length: last }, (_, r) => {
    const all = beginningIn(sheet, r);
    const texts = isNumbering(all) ? all.filter(({ text }) => !isNumber(text)) : all;
    const numbers = texts.filter(({ amount }) => amount).length;
    const known = texts.map(({ text }) =>
      counts.filter(({ labels }) => headingDistance(labels, text) !== undefined),
    );
    return { known, numbers };
  });
  const most = Math.max(2, ...headings.map(({ labels: own }) => own.length)) + 2;
  let best: (Header & { score: number }) | undefined;
  rows.forEach((first, top) => {
    if (first.known.every(({ length }) => length === 0)) return;
    let score = 0;
    const met = new Map<HeadingCount, number>();
    for (let bottom = top; bottom < Math.min(last, top + Math.min(most, MOST_ROWS)); bottom++) {
      const row = rows[bottom];
      if (!row) break;
      let known = 0;
      for (const candidates of row.known) {
        // a heading that has been met as often as the template has it is a label of the body
        const one = candidates.find((count) => (met.get(count) ?? 0) < count.times);
        if (!one) continue;
        met.set(one, (met.get(one) ?? 0) + 1);
        known++;
      }
      // a body begins where a row is more figures than headings
      if (row.numbers > 0 && known <= row.numbers) break;
      score += known - (row.known.length - known) / 2;
      if (known > 0 && score > (best?.score ?? 0)) best = { top, bottom, score };
    }
  });
  return best;
}

// ---- headings of a sheet

interface SheetHeading {
  readonly text: string;
  /** Taken from the left: headings of groups that are not merged stand above their first column. */
  readonly inherited: boolean;
}

/** Headings above each column of a sheet, from the top down. */
function pathsOf(sheet: SheetToRead, { top, bottom }: Header): SheetHeading[][] {
  const { rows } = sheet.grid;
  const width = rows[top]?.length ?? 0;
  const at = (r: number, c: number) => rows[r]?.[c];
  const hasBelow = (r: number, c: number) => {
    for (let y = r + 1; y <= bottom; y++)
      if (at(y, c) !== at(r, c) && !isBlankArea(at(y, c))) return true;
    return false;
  };
  return Array.from({ length: width }, (_, c) => {
    const path: SheetHeading[] = [];
    for (let r = top; r <= bottom; r++) {
      const area = at(r, c);
      if (!area || (r > top && area === at(r - 1, c))) continue;
      if (!isBlankArea(area) || area.text.trim() !== '') {
        if (isNumber(area.text)) continue;
        path.push({ text: area.text, inherited: false });
        continue;
      }
      if (!hasBelow(r, c)) continue;
      let left = c - 1;
      while (left >= 0 && isBlankArea(at(r, left))) left--;
      const group = at(r, left);
      if (group && group.rowSpan === 1 && hasBelow(r, left))
        path.push({ text: group.text, inherited: true });
    }
    return path.some(({ inherited }) => !inherited) ? path : [];
  });
}

/** How well a column of a sheet is one of a template; undefined where it is not. */
function likeness(
  { labels }: HeadingPath,
  path: readonly SheetHeading[],
  known: readonly (readonly string[])[],
): number | undefined {
  const leaf = labels.at(-1);
  if (!leaf || path.length === 0) return undefined;
  let best: number | undefined;
  path.forEach(({ text, inherited }, i) => {
    const distance = inherited ? undefined : headingDistance(leaf, text);
    if (distance === undefined) return;
    // a heading that has others below it is that of a group
    const own = 4 - 2 * distance - (i < path.length - 1 ? 1.5 : 0);
    const above = path.slice(0, i);
    const parents = labels.slice(0, -1);
    const met = parents.filter((parent) =>
      above.some((one) => headingDistance(parent, one.text) !== undefined),
    ).length;
    const others = above.filter(
      (one) => !parents.some((parent) => headingDistance(parent, one.text) !== undefined),
    );
    // a group of the template that is not this column's speaks against it
    const wrong = others.filter((one) =>
      known.some((label) => headingDistance(label, one.text) === 0),
    ).length;
    const score = own + met - 0.25 * others.length - 1.5 * wrong;
    if (best === undefined || score > best) best = score;
  });
  return best;
}

/** Codes that are divided have a column for each of their parts. */
const PARTS = new Set(['类', '款', '项', '目']);

/**
 * The columns of a sheet by the template's headings. Each is taken once, the best likeness first; of those
 * that are as like as each other, in their order.
 */
export function matchColumns(
  sheet: SheetToRead,
  header: Header,
  headings: readonly HeadingPath[],
): number[][] {
  const paths = pathsOf(sheet, header);
  const groups = [
    ...new Map(
      headings.flatMap(({ labels }) => labels.slice(0, -1).map((one) => [one[0], one] as const)),
    ).values(),
  ];
  const pairs = headings.flatMap((heading, t) =>
    paths.flatMap((path, c) => {
      const score = likeness(heading, path, groups);
      return score === undefined || score < 1 ? [] : [{ t, c, score }];
    }),
  );
  pairs.sort((a, b) => b.score - a.score || a.t - b.t || a.c - b.c);
  const found = headings.map((): number[] => []);
  const taken = new Set<number>();
  for (const { t, c } of pairs) {
    const own = found[t];
    if (!own || own.length > 0 || taken.has(c)) continue;
    own.push(c);
    taken.add(c);
  }
  joinParts(headings, paths, found, taken);
  fillUnnamed(headings, paths, found, taken);
  return found;
}

/** A code in one column where the template has one for each part of it, and the other way about. */
function joinParts(
  headings: readonly HeadingPath[],
  paths: readonly (readonly SheetHeading[])[],
  found: number[][],
  taken: Set<number>,
): void {
  headings.forEach(({ labels }, t) => {
    const leaf = sameLabel(labels.at(-1)?.[0] ?? '');
    const own = found[t] ?? [];
    if (own.length === 0 && PARTS.has(leaf)) {
      const group = labels.at(-2);
      const whole = paths.findIndex(
        (path) => group && headingDistance(group, path.at(-1)?.text ?? '') !== undefined,
      );
      if (whole >= 0) {
        found[t] = [whole];
        taken.add(whole);
      }
    }
    const [first] = own;
    if (first === undefined || PARTS.has(leaf)) return;
    const isPart = (c: number) => PARTS.has(sameLabel(paths[c]?.at(-1)?.text ?? ''));
    const top = paths[first]?.at(-2)?.text;
    for (let c = first + 1; isPart(first) && isPart(c) && paths[c]?.at(-2)?.text === top; c++) {
      if (taken.has(c)) break;
      own.push(c);
      taken.add(c);
    }
  });
}

/** A column without a heading is the one beside its neighbour, if that has no heading either. */
function fillUnnamed(
  headings: readonly HeadingPath[],
  paths: readonly (readonly SheetHeading[])[],
  found: number[][],
  taken: Set<number>,
): void {
  headings.forEach(({ labels }, t) => {
    if (labels.length > 0) return;
    const before = found[t - 1]?.at(-1);
    const behind = found[t + 1]?.[0];
    const c = before === undefined ? (behind ?? 0) - 1 : before + 1;
    if (c < 0 || taken.has(c) || (paths[c]?.length ?? 1) > 0) return;
    found[t] = [c];
    taken.add(c);
  });
}

/** Headings of columns that the template does not have. */
export function unknownColumns(
  sheet: SheetToRead,
  header: Header,
  found: readonly (readonly number[])[],
): { readonly col: number; readonly heading: string }[] {
  const used = new Set(found.flat());
  return pathsOf(sheet, header).flatMap((path, col) => {
    const heading = path.findLast(({ inherited }) => !inherited)?.text.trim();
    return heading === undefined || used.has(col) ? [] : [{ col, heading }];
  });
}
