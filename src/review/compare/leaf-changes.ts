/** Which leaves of two inputs are the same one, and which of these are written otherwise. */

import { grouped } from '../../grouped.js';
import type { Leaf } from '../open/edition.js';
import { isNameless } from '../open/leaves.js';
import { align, stretches } from './align.js';
import type { Pair } from './comparison.js';

/** Entries of a list are the same one under another name if so much of them is the same. */
const ALIKE = 0.5;

/** Leaves that differ, in the order of the new input; those that are gone where they stood. */
export function leafChanges(before: readonly Leaf[], now: readonly Leaf[]): Pair<Leaf>[] {
  const moved = renumbered(before, now);
  const old = moved.map(({ leaf }) => leaf);
  const asWritten = new Map(moved.map(({ leaf, written }) => [leaf, written]));
  const pairs = new Map<Leaf, Leaf>();
  matchByPath(old, now, pairs);
  const rest = (): [Leaf[], Leaf[]] => {
    const taken = new Set(pairs.values());
    return [old.filter((leaf) => !taken.has(leaf)), now.filter((leaf) => !pairs.has(leaf))];
  };
  matchLists(...rest(), pairs);
  matchRenamed(...rest(), pairs);
  const matched = new Set(pairs.values());
  const written = (leaf: Leaf) => asWritten.get(leaf) ?? leaf;
  const out: Pair<Leaf>[] = [];
  for (const leaf of now) {
    const mate = pairs.get(leaf);
    if (!mate) out.push({ new: leaf });
    else if (!sameValue(mate, leaf)) out.push({ old: written(mate), new: leaf });
  }
  const gone = old.filter((leaf) => !matched.has(leaf));
  return [...out, ...gone.map((leaf): Pair<Leaf> => ({ old: written(leaf) }))];
}

/** A leaf under the path that it is looked for by, and as it is written. */
interface Moved {
  readonly leaf: Leaf;
  readonly written: Leaf;
}

/**
 * The old leaves under the numbers that their entries have in the new input: entries of a list without
 * names (第1条 …) are the same ones if most of what they hold is.
 */
function renumbered(old: readonly Leaf[], now: readonly Leaf[]): Moved[] {
  const lists = (leaves: readonly Leaf[]) =>
    grouped(
      leaves.filter((leaf) => entryAt(leaf) >= 0),
      (leaf) => keyOf(leaf.path.slice(0, entryAt(leaf))),
    );
  const after = lists(now);
  const numbers = new Map<string, string>();
  for (const [list, leaves] of lists(old)) {
    const entries = (of: readonly Leaf[]) => [
      ...grouped(of, (leaf) => leaf.path[entryAt(leaf)] ?? ''),
    ];
    const pairs = align(
      entries(leaves),
      entries(after.get(list) ?? []),
      ([, own]) => own.map((leaf) => `${restOf(leaf)} ${leaf.text}`).join('\n'),
      ([, a], [, b]) => likeness(a, b),
      ALIKE / 2,
    );
    pairs.forEach((pair, i) => {
      if (pair.old) numbers.set(`${list}\n${pair.old[0]}`, pair.new?.[0] ?? `${GONE}${i}`);
    });
  }
  return old.map((written): Moved => {
    const at = entryAt(written);
    const number = numbers.get(keyOf(written.path.slice(0, at + 1)));
    if (at < 0 || number === undefined) return { leaf: written, written };
    return { leaf: { ...written, path: written.path.with(at, number) }, written };
  });
}

/** In place of the number of an entry that is gone. */
const GONE = '-';
/** Where a path leads through an entry without a name that holds more than a text; −1 where it does not. */
const entryAt = ({ path }: Leaf): number => path.slice(0, -1).findIndex(isNameless);
/** What follows the entry. */
const restOf = (leaf: Leaf): string => keyOf(leaf.path.slice(entryAt(leaf) + 1));

/** Amounts by what they are worth: the same in 元 and in 万元. */
function sameValue(a: Leaf, b: Leaf): boolean {
  return a.amount && b.amount ? a.amount.eq(b.amount) : a.text === b.text;
}

const keyOf = (path: readonly string[]): string => path.join('\n');

function matchByPath(old: readonly Leaf[], now: readonly Leaf[], pairs: Map<Leaf, Leaf>): void {
  const byPath = new Map(old.map((leaf) => [keyOf(leaf.path), leaf]));
  for (const leaf of now) {
    if (isNameless(leaf.path.at(-1))) continue;
    const before = byPath.get(keyOf(leaf.path));
    if (before) pairs.set(leaf, before);
  }
}

/** Lists of texts: what is the same stays, what stands between the same is paired in order. */
function matchLists(old: readonly Leaf[], now: readonly Leaf[], pairs: Map<Leaf, Leaf>): void {
  const listsOf = (leaves: readonly Leaf[]) =>
    grouped(
      leaves.filter(({ path }) => isNameless(path.at(-1))),
      ({ path }) => keyOf(path.slice(0, -1)),
    );
  const before = listsOf(old);
  for (const [key, after] of listsOf(now)) {
    let gone: Leaf[] = [];
    let i = 0;
    let k = 0;
    const own = before.get(key) ?? [];
    const texts = (leaves: readonly Leaf[]) => leaves.map(({ text }) => text);
    for (const { kind, count } of stretches(texts(own), texts(after))) {
      if (kind === '旧') {
        gone = own.slice(i, i + count);
        i += count;
        continue;
      }
      const fresh = after.slice(k, k + count);
      const same = kind === '新' ? gone : own.slice(i, i + count);
      fresh.forEach((leaf, n) => {
        const mate = same[n];
        if (mate) pairs.set(leaf, mate);
      });
      k += count;
      if (kind === '同') i += count;
      gone = [];
    }
  }
}

/** Entries of one list under another name, at whatever depth, the outermost first. */
function matchRenamed(old: readonly Leaf[], now: readonly Leaf[], pairs: Map<Leaf, Leaf>): void {
  const taken = new Set<Leaf>();
  for (let depth = 1; depth <= DEEPEST; depth++) {
    const from = entriesOf(
      old.filter((leaf) => !taken.has(leaf)),
      depth,
    );
    const to = entriesOf(
      now.filter((leaf) => !pairs.has(leaf)),
      depth,
    );
    for (const [list, entries] of to) {
      const rivals = from.get(list) ?? [];
      if (rivals.length * entries.length > MOST_RIVALS) continue;
      for (const entry of entries) {
        const [best] = rivals
          .map((rival, i) => ({ i, score: likeness(rival, entry, depth) }))
          .filter(({ score }) => score >= ALIKE)
          .sort((a, b) => b.score - a.score);
        const mates = best && rivals.splice(best.i, 1)[0];
        if (!mates) continue;
        const byRest = new Map(mates.map((leaf) => [keyOf(leaf.path.slice(depth + 1)), leaf]));
        for (const leaf of entry) {
          const mate = byRest.get(keyOf(leaf.path.slice(depth + 1)));
          if (!mate) continue;
          pairs.set(leaf, mate);
          taken.add(mate);
        }
      }
    }
  }
}

/** Steps of a path at which an entry may have a name. */
const DEEPEST = 7;
/** More entries than these are not tried against each other. */
const MOST_RIVALS = 40_000;

/** Leaves below the same step, where there are several, by what leads to it. */
function entriesOf(leaves: readonly Leaf[], depth: number): Map<string, Leaf[][]> {
  const out = new Map<string, Leaf[][]>();
  const deep = leaves.filter(({ path }) => path.length > depth + 1);
  for (const [list, own] of grouped(deep, ({ path }) => keyOf(path.slice(0, depth))))
    out.set(
      list,
      [...grouped(own, ({ path }) => path[depth] ?? '').values()].filter((one) => one.length > 1),
    );
  return out;
}

/** Share of leaves that are the same but for the name of the entry. */
function likeness(a: readonly Leaf[], b: readonly Leaf[], depth?: number): number {
  const rest = (leaf: Leaf) =>
    depth === undefined ? restOf(leaf) : keyOf(leaf.path.slice(depth + 1));
  const written = new Map(a.map((leaf) => [rest(leaf), leaf]));
  const same = b.filter((leaf) => {
    const mate = written.get(rest(leaf));
    return mate !== undefined && sameValue(mate, leaf);
  });
  return same.length / Math.max(a.length, b.length);
}
