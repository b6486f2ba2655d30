/** Which rows of a tree a row adds up. */

/** Tree level of each row, as `Table.levels` has them. */
export type Levels = readonly (number | undefined)[];

/** Whether grand totals stand below what they add up: the first row of a tree is none. */
const totalsBelow = (levels: Levels): boolean =>
  (levels.find((level) => level !== undefined) ?? -1) >= 0;

/**
 * The rows one level deeper that a row adds up: those that follow it; of a grand total that stands below
 * its parts, those before it, back to the one before.
 * @returns positions, from the top
 */
export function partsOf(levels: Levels, at: number): number[] {
  const level = levels[at];
  if (level === undefined) return [];
  const following: number[] = [];
  for (let i = at + 1; i < levels.length; i++) {
    const own = levels[i];
    if (own === undefined || own <= level) break;
    if (own === level + 1) following.push(i);
  }
  if (level >= 0 || (following.length > 0 && !totalsBelow(levels))) return following;
  const before: number[] = [];
  for (let i = at - 1; i >= 0; i--) {
    const own = levels[i];
    if (own === undefined || own < 0) break;
    if (own === level + 1) before.unshift(i);
  }
  return before;
}
