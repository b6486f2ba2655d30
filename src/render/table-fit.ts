/**
 * The tables of a sheet on as few pages as their closer settings allow. A first print has told how high each
 * is; how much lower closer settings make it is estimated.
 */
import { sumBy } from 'es-toolkit/math/sumBy';
import {
  type Fit,
  LEFT_EMPTY,
  type Move,
  type Place,
  type Places,
  type TableFlow,
  UNDERFULL,
} from './page-fit.js';
import { depthOf } from './paper.js';

/** Below a table, in pt, as 表.css has it. */
const BETWEEN_TABLES = 18;

/** A table as it was printed. */
interface Printed {
  readonly flow: TableFlow;
  readonly start: Place;
  readonly end: Place;
  /** Height of the headings above it, in pt. */
  readonly above: number;
  /** Height without headings above it, and with its header once, in pt. */
  readonly height: number;
}

/** Tables from one on until the next begins a page, all set equally close. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly pages: number;
}

/** The end of a table on a page that it may share with the next one. */
interface Filled {
  readonly pages: number;
  /** Of the last page, in pt. */
  readonly top: number;
}

/** What of a sheet should be set closer: the loosest setting of its tables that takes the fewest pages. */
export function fitTables(tables: readonly TableFlow[], places: Places): Fit | undefined {
  const printed = printedTables(tables, places);
  const [first, last] = [printed[0], printed.at(-1)];
  if (!first || !last) return undefined;
  const groups = fewestPages(printed, depthOf(first.flow.kind));
  const pages = sumBy(groups, (group) => group.pages);
  const saved = last.end.page - first.start.page + 1 - pages;
  const closer = groups.filter(({ step }) => step > 0);
  if (saved <= 0 || closer.length === 0) return undefined;
  return {
    wishes: closer.map(({ from, to, step }) => ({ flows: tables.slice(from, to), step })),
    moves: movesOf(printed, groups, first.start.page),
    saved,
  };
}

/** @param page that the first group begins on */
function movesOf(tables: readonly Printed[], groups: readonly Group[], page: number): Move[] {
  let begins = page;
  return groups.flatMap(({ from, to, pages }) => {
    const [first, last] = [begins, begins + pages - 1];
    begins = last + 1;
    return tables.slice(from, to).map(({ start, end }, index): Move => {
      const shift = start.page - (index === 0 ? first : last);
      return { end, page: (place) => Math.min(place.page - shift, last) };
    });
  });
}

function printedTables(tables: readonly TableFlow[], places: Places): Printed[] {
  const printed: Printed[] = [];
  for (const flow of tables) {
    const [start, end] = [places.get(flow.start), places.get(flow.end)];
    if (!start || !end) return [];
    const before = printed.at(-1)?.end;
    const follows = before !== undefined && before.page === start.page;
    const above = follows ? start.top - before.top - BETWEEN_TABLES : start.top;
    const pages = end.page - start.page;
    const { header = 0 } = flow.settings[0] ?? {};
    const height = pages * (depthOf(flow.kind) - header) + end.top - start.top;
    printed.push({ flow, start, end, above, height });
  }
  return printed;
}

/** Groups that take the fewest pages together; of equal ones those that are set the least closer. */
function fewestPages(tables: readonly Printed[], depth: number): Group[] {
  const most = Math.max(...tables.map(({ flow }) => flow.settings.length));
  // the best for all tables from one on, the last ones first
  const best: { groups: Group[]; pages: number; steps: number }[] = [];
  best[tables.length] = { groups: [], pages: 0, steps: 0 };
  for (let from = tables.length - 1; from >= 0; from -= 1) {
    for (let step = 0; step < most; step += 1) {
      for (const group of groupsFrom(tables, from, step, depth)) {
        const rest = best[group.to] ?? { groups: [], pages: 0, steps: 0 };
        const pages = group.pages + rest.pages;
        const steps = step * (group.to - from) + rest.steps;
        const found = best[from];
        const better =
          !found || pages < found.pages || (pages === found.pages && steps < found.steps);
        if (better) best[from] = { groups: [group, ...rest.groups], pages, steps };
      }
    }
  }
  return best[0]?.groups ?? [];
}

/** Groups of one table and more that begin on a new page, set so many steps closer. */
function groupsFrom(
  tables: readonly Printed[],
  from: number,
  step: number,
  depth: number,
): Group[] {
  const groups: Group[] = [];
  let filled: Filled | undefined;
  for (let index = from; index < tables.length; index += 1) {
    const table = tables[index] as Printed;
    filled = filled ? below(filled, table, step, depth) : onNewPage(table, step, depth);
    if (!filled) break;
    groups.push({ from, to: index + 1, step, pages: filled.pages });
  }
  return groups;
}

/** @returns undefined where closer rows do not save a page, or one that is well filled */
function onNewPage(table: Printed, step: number, depth: number): Filled | undefined {
  const { start, end, above } = table;
  const before = end.page - start.page + 1;
  const height = heightAt(table, step);
  if (before === 1) return { pages: 1, top: above + height };
  if (step === 0) return { pages: before, top: end.top };
  const header = table.flow.settings[0]?.header ?? 0;
  const further = depth - header - LEFT_EMPTY;
  const pages = 1 + Math.max(Math.ceil((above + height + LEFT_EMPTY - depth) / further), 0);
  if (pages > 1 && end.top > depth * UNDERFULL) return undefined;
  if (pages >= before) return undefined;
  return { pages, top: above + height - (pages - 1) * further };
}

function below(filled: Filled, table: Printed, step: number, depth: number): Filled | undefined {
  const { settings } = table.flow;
  const setting = settings[step] ?? settings.at(-1);
  const top = filled.top + BETWEEN_TABLES + table.above + heightAt(table, step);
  return setting?.long || top + LEFT_EMPTY > depth ? undefined : { ...filled, top };
}

/** Height in pt of a table without its headings that is set so many steps closer. */
function heightAt({ flow, height }: Printed, step: number): number {
  const [first, closer] = [flow.settings[0], flow.settings[step] ?? flow.settings.at(-1)];
  if (!first || !closer) return height;
  // an estimate that was too high promises too much
  const part = Math.min(height / Math.max(first.height, 1), 1);
  return height - Math.max(first.height - closer.height, 0) * part;
}
