/** What is left once every change has been asked for its causes: causes without effect, changes without cause. */
import type { Cause, Comparison, Due } from './comparison.js';

type Changes = Pick<Comparison, 'causes' | 'tables' | 'sections' | 'sentences'>;

/** More causes than these without any effect of their own tell nothing. */
const MOST_ORPHANS = 3;

/**
 * Changes that no cause was found for are put to the causes that no change was found for, if these are
 * few: what a unit is, a date, a score stands in no figure's sources. They still have to be looked at.
 * Causes with effects come before those without, each kind in its order.
 * @param alone whether nothing but the inputs differs
 */
export function attachIdleCauses(changes: Changes, alone: boolean): Changes {
  const touched = new Set(allCauses(changes));
  const orphans = changes.causes.map((_, i) => i).filter((i) => !touched.has(i));
  const adopted = alone && orphans.length <= MOST_ORPHANS ? orphans : [];
  const order = [...changes.causes.keys()].sort(
    (a, b) => Number(orphans.includes(a)) - Number(orphans.includes(b)) || a - b,
  );
  const place = new Map(order.map((old, i) => [old, i]));
  const moved = (causes: readonly number[]) =>
    (causes.length > 0 ? causes : adopted).map((i) => place.get(i) ?? i).sort((a, b) => a - b);
  const due = <T extends Pick<Due, 'causes'>>(one: T): T => ({ ...one, causes: moved(one.causes) });
  return {
    causes: order.map((i) => changes.causes[i] as Cause),
    tables: changes.tables.map((table) => ({
      ...table,
      rows: table.rows.map(due),
      columns: table.columns.map(due),
      texts: table.texts.map(due),
      cells: table.cells.map(due),
    })),
    sections: changes.sections.map(due),
    sentences: changes.sentences.map(due),
  };
}

function allCauses({ tables, sections, sentences }: Changes): number[] {
  return [
    ...tables.flatMap(({ rows, columns, texts, cells }) => [
      ...rows,
      ...columns,
      ...texts,
      ...cells,
    ]),
    ...sections,
    ...sentences,
  ].flatMap(({ causes }) => causes);
}
