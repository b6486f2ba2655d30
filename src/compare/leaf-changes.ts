/** Which leaves of two inputs are the same one, and which of these are written otherwise. */
import type { Leaf } from '../edition/edition.js';
import { isNameless } from '../edition/leaves.js';
import { stretches } from './align.js';
import type { Pair } from './comparison.js';

/** Entries of a list are the same one under another name if so much of them is the same. */
const ALIKE = 0.5;

/** Leaves that differ, in the order of the new input; those that are gone where they stood. */
export function leafChanges(old: readonly Leaf[], now: readonly Leaf[]): Pair<Leaf>[] {
  const pairs = new Map<Leaf, Leaf>();
  matchByPath(old, now, pairs);
  const rest = (): [Leaf[], Leaf[]] => {
    const taken = new Set(pairs.values());
    return [old.filter((leaf) => !taken.has(leaf)), now.filter((leaf) => !pairs.has(leaf))];
  };
  matchLists(...rest(), pairs);
  matchRenamed(...rest(), pairs);
  const matched = new Set(pairs.values());
  const out: Pair<Leaf>[] = [];
  const gone = old.filter((leaf) => !matched.has(leaf));
  for (const leaf of now) {
    const before = pairs.get(leaf);
    if (!before) out.push({ new: leaf });
    else if (!sameValue(before, leaf)) out.push({ old: before, new: leaf });
  }
  return [...out, ...gone.map((leaf): Pair<Leaf> => ({ old: leaf }))];
}

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

/** Entries of one list under another name. */
function matchRenamed(old: readonly Leaf[], now: readonly Leaf[], pairs: Map<Leaf, Leaf>): void {
  const from = entriesOf(old);
  for (const entry of entriesOf(now)) {
    const rivals = from.filter(({ list, depth }) => list === entry.list && depth === entry.depth);
    const scored = rivals
      .map((rival) => ({ rival, score: likeness(rival.leaves, entry.leaves, entry.depth) }))
      .filter(({ score }) => score >= ALIKE)
      .sort((a, b) => b.score - a.score);
    const best = scored[0]?.rival;
    if (!best) continue;
    from.splice(from.indexOf(best), 1);
    const byRest = new Map(best.leaves.map((leaf) => [restOf(leaf, entry.depth), leaf]));
    for (const leaf of entry.leaves) {
      const mate = byRest.get(restOf(leaf, entry.depth));
      if (mate) pairs.set(leaf, mate);
    }
  }
}

interface Entry {
  /** The list that it stands in. */
  readonly list: string;
  readonly depth: number;
  readonly leaves: readonly Leaf[];
}

const restOf = ({ path }: Leaf, depth: number): string => keyOf(path.slice(depth + 1));

/** Everything below one step of several leaves that all were added, or all are gone. */
function entriesOf(leaves: readonly Leaf[]): Entry[] {
  const out: Entry[] = [];
  for (const [list, own] of grouped(leaves, ({ path }) => path[0] ?? '')) {
    for (const members of grouped(own, ({ path }) => keyOf(path.slice(0, 2))).values()) {
      if (members.length > 1) out.push({ list, depth: 1, leaves: members });
    }
  }
  return out;
}

/** Share of leaves that are the same but for the name of the entry. */
function likeness(a: readonly Leaf[], b: readonly Leaf[], depth: number): number {
  const written = new Map(a.map((leaf) => [restOf(leaf, depth), leaf]));
  const same = b.filter((leaf) => {
    const mate = written.get(restOf(leaf, depth));
    return mate !== undefined && sameValue(mate, leaf);
  });
  return same.length / Math.max(a.length, b.length);
}

function grouped<T>(items: readonly T[], keyFor: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    const own = out.get(keyFor(item));
    if (own) own.push(item);
    else out.set(keyFor(item), [item]);
  }
  return out;
}
