/** Which table of one edition is which of the other: numbers, names and titles move from year to year. */
import type { Table } from '../../tables/table.js';
import { alikeTexts } from './align.js';
import type { Pair } from './comparison.js';

/** The same number alone is no sign: districts number other tables by it. */
const ALIKE = 0.5;

const family = (table: Table): string => table.id.replace(/-\d+$/, '');

/** Each table with its mate in the other edition, in the order of the new one; what is gone comes last. */
export function pairTables(
  old: readonly Table[],
  now: readonly Table[],
  years: Pair<number>,
): Pair<Table>[] {
  const timeless = (text: string, year: number | undefined) =>
    text.replace(/(?<!\d)20\d\d(?!\d)/g, (found) =>
      year === undefined ? found : `{${Number(found) - year}}`,
    );
  const titleOf = (side: 'old' | 'new') => (table: Table) =>
    timeless(`${table.name}\n${table.title}`, years[side]);
  const ways: ((side: 'old' | 'new') => (table: Table) => string)[] = [
    (side) => (table) => `${table.id}\n${titleOf(side)(table)}`,
    (side) => (table) => `${family(table)}\n${titleOf(side)(table)}`,
    (side) => (table) => timeless(table.name, years[side]),
    () => (table) => table.id,
  ];
  const mates = new Map<Table, Table>();
  const taken = new Set<Table>();
  for (const way of ways) {
    const byKey = new Map<string, Table>();
    for (const table of old)
      if (!taken.has(table) && !byKey.has(way('old')(table))) byKey.set(way('old')(table), table);
    for (const table of now) {
      const mate = mates.has(table) ? undefined : byKey.get(way('new')(table));
      if (!mate || taken.has(mate) || alikeTexts(mate.name, table.name) < ALIKE) continue;
      mates.set(table, mate);
      taken.add(mate);
    }
  }
  return [
    ...now.map((table): Pair<Table> => {
      const mate = mates.get(table);
      return mate ? { old: mate, new: table } : { new: table };
    }),
    ...old.filter((table) => !taken.has(table)).map((table): Pair<Table> => ({ old: table })),
  ];
}
