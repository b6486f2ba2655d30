/** The columns of a form without a header: they stand as in the template, from where the labels say. */
import { labelDistance, sameLabel } from './labels.js';
import type { SheetToRead } from './sheet.js';
import type { PlacedCell, Program, Step } from './steps.js';
import { hasFields } from './text-pattern.js';

/** So many of the labels must stand where they would in the template, moved together. */
const MOSTLY = 0.9;

const cellsIn = (steps: readonly Step[]): PlacedCell[] =>
  steps.flatMap((step) => {
    if (step.kind === 'row' || step.kind === 'side') return step.cells;
    return step.kind === 'parallel' ? step.lanes.flatMap((lane) => cellsIn(lane.steps)) : [];
  });

/** Labels that stand in one place of a form alone, with their columns. */
function uniqueLabels(steps: readonly Step[]): PlacedCell[] {
  const labels = cellsIn(steps).filter(
    ({ cell: { content } }) =>
      content.kind === 'text' && !hasFields(content.text) && sameLabel(content.text).length > 1,
  );
  const times = new Map<string, number>();
  const label = ({ cell: { content } }: PlacedCell) =>
    content.kind === 'text' ? sameLabel(content.text) : '';
  for (const one of labels) times.set(label(one), (times.get(label(one)) ?? 0) + 1);
  return labels.filter((one) => times.get(label(one)) === 1);
}

/**
 * The sheet's column of each grid column of a form, by the columns that its labels stand in.
 * @param dropped columns that the format leaves out
 */
export function placeColumns(
  sheet: SheetToRead,
  { steps, width }: Program,
  dropped: readonly number[],
): number[][] {
  const areas = [...new Set(sheet.grid.rows.flat())].filter(({ text }) => text.trim() !== '');
  const found = new Map<string, typeof areas>();
  for (const area of areas) {
    const label = sameLabel(area.text);
    found.set(label, [...(found.get(label) ?? []), area]);
  }
  const votes = uniqueLabels(steps).flatMap(({ cell, col }) => {
    const text = cell.content.kind === 'text' ? cell.content.text : '';
    const own = found.get(sameLabel(text)) ?? [];
    const [only] = own;
    return only && own.length === 1 && labelDistance(text, only.text) === 0
      ? [{ col, at: only.col }]
      : [];
  });
  const optional = optionalColumns(steps, found);
  const gone = new Set([...dropped, ...optional]);
  // where each column would be, if the form begins at the sheet's first column
  let next = 0;
  const plain = Array.from({ length: width }, (_, col) => (gone.has(col) ? -1 : next++));
  const shifts = votes.flatMap(({ col, at }) => {
    const own = plain[col] ?? -1;
    return own < 0 ? [] : [at - own];
  });
  const usual = mostFrequent(shifts) ?? 0;
  const agreeing = shifts.filter((one) => one === usual).length;
  if (agreeing >= shifts.length * MOSTLY)
    return plain.map((col) => (col < 0 ? [] : [Math.max(0, col + usual)]));
  return byVotes(votes, plain, width);
}

/** Columns whose heading the sheet does not have, where the template may leave them out. */
function optionalColumns(steps: readonly Step[], found: ReadonlyMap<string, unknown>): number[] {
  return cellsIn(steps).flatMap(({ cell, col }) => {
    if (!cell.optional || cell.content.kind !== 'text') return [];
    const { text } = cell.content;
    const said = hasFields(text)
      ? [...found.keys()].some((label) => label.startsWith(sameLabel(text.split('{')[0] ?? '')))
      : found.has(sameLabel(text));
    return said ? [] : [col];
  });
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const times = new Map<number, number>();
  for (const n of numbers) times.set(n, (times.get(n) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}

/** Columns between two whose labels tell where they are, counted from the one at the left. */
function byVotes(
  votes: readonly { readonly col: number; readonly at: number }[],
  plain: readonly number[],
  width: number,
): number[][] {
  const told = Array.from({ length: width }, (_, col) =>
    mostFrequent(votes.filter((one) => one.col === col).map(({ at }) => at)),
  );
  let last = { col: 0, at: 0 };
  return told.map((at, col) => {
    if (plain[col] === -1) return [];
    if (at !== undefined && at >= last.at) last = { col, at };
    return [last.at + col - last.col];
  });
}
