/**
 * The tables of a sheet on as few pages as their closer settings allow. A first print has told how high each
 * is; how much lower closer settings make it is estimated.
 */
import { sum } from 'es-toolkit/math/sum';
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

/** The part that is counted on of what closer settings are estimated to save. */
const SURE = 0.95;

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
  /** How many steps closer each of them is set. */
  readonly steps: readonly number[];
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
  const depth = depthOf(first.flow.kind);
  const steps = fewestPages(printed, depth).flatMap((group) => group.steps);
  const moves = movesOf(printed, steps, depth);
  const saved = last.end.page - (moves.at(-1)?.page(last.end) ?? last.end.page);
  if (saved <= 0 || sum(steps) === 0) return undefined;
  const closer = printed.flatMap(({ flow }, index): [string, number][] => {
    const step = steps[index] ?? 0;
    return step > 0 ? [[flow.start, step]] : [];
  });
  return { start: first.flow.start, end: last.flow.end, closer: new Map(closer), moves, saved };
}

/** Tables go on a page as long as there is room, whether they were taken together or not. */
function movesOf(tables: readonly Printed[], steps: readonly number[], depth: number): Move[] {
  const moves: Move[] = [];
  let last = (tables[0]?.start.page ?? 1) - 1;
  let filled: Filled | undefined;
  tables.forEach((table, index) => {
    const { start, end } = table;
    const step = steps[index] ?? 0;
    const joined = filled && below(filled, table, step, depth);
    filled = joined ?? onNewPage(table, step, depth);
    const begins = joined ? last : last + 1;
    if (!joined) last += filled?.pages ?? end.page - start.page + 1;
    const until = last;
    moves.push({
      end,
      page: ({ page }) => (page < start.page ? page : Math.min(page - start.page + begins, until)),
    });
  });
  return moves;
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
  const levels = tables.reduce((most, { flow }) => Math.max(most, flow.settings.length), 0);
  // the best for all tables from one on, the last ones first, by the group that begins with it
  const best: { group?: Group; pages: number; steps: number }[] = [];
  best[tables.length] = { pages: 0, steps: 0 };
  for (let from = tables.length - 1; from >= 0; from -= 1) {
    for (let level = 0; level < levels; level += 1) {
      for (const group of groupsFrom(tables, from, level - levels, depth)) {
        const rest = best[group.to] ?? { pages: 0, steps: 0 };
        const pages = group.pages + rest.pages;
        const steps = sum(group.steps) + rest.steps;
        const found = best[from];
        const better =
          !found || pages < found.pages || (pages === found.pages && steps < found.steps);
        if (better) best[from] = { group, pages, steps };
      }
    }
  }
  const groups: Group[] = [];
  for (let group = best[0]?.group; group; group = best[group.to]?.group) groups.push(group);
  return groups;
}

/**
 * Groups of one table and more that begin on a new page.
 * @param level of their settings, from the closest, -1: those with larger type come down to the others first
 */
function groupsFrom(
  tables: readonly Printed[],
  from: number,
  level: number,
  depth: number,
): Group[] {
  const groups: Group[] = [];
  const steps: number[] = [];
  let filled: Filled | undefined;
  for (let index = from; index < tables.length; index += 1) {
    const table = tables[index] as Printed;
    const step = Math.max(table.flow.settings.length + level, 0);
    // a form that fills its page well keeps it
    const well = table.flow.form && table.end.top > depth * UNDERFULL;
    if (filled && well && step > 0) break;
    filled = filled ? below(filled, table, step, depth) : onNewPage(table, step, depth);
    if (!filled) break;
    steps.push(step);
    groups.push({ from, to: index + 1, steps: [...steps], pages: filled.pages });
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
  const part = Math.min(height / Math.max(first.height, 1), 1) * SURE;
  return height - Math.max(first.height - closer.height, 0) * part;
}
