/** Puts two sequences beside each other: what is the same, what became of what, what came and went. */
import { diffArrays } from 'diff';
import { distance } from 'fastest-levenshtein';
import type { Pair } from './comparison.js';

/** Blocks beyond this are paired in their order. */
const MOST_CELLS = 40_000;

/**
 * @param keyOf items with the same key are the same
 * @param alike how much one item is like another, 0 to 1; what is less alike than `least` is no pair
 */
export function align<T>(
  old: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string,
  alike: (a: T, b: T) => number,
  least: number,
): Pair<T>[] {
  const out: Pair<T>[] = [];
  let i = 0;
  let k = 0;
  let gone: readonly T[] = [];
  const flush = (fresh: readonly T[]) => {
    out.push(...pairUp(gone, fresh, alike, least));
    gone = [];
  };
  for (const { added, removed, count = 0 } of diffArrays(old.map(keyOf), now.map(keyOf))) {
    if (removed) {
      flush([]);
      gone = old.slice(i, i + count);
      i += count;
    } else if (added) {
      flush(now.slice(k, k + count));
      k += count;
    } else {
      flush([]);
      for (let n = 0; n < count; n++) out.push({ old: old[i + n] as T, new: now[k + n] as T });
      i += count;
      k += count;
    }
  }
  flush([]);
  return out;
}

/** The pairs of two blocks that are most alike altogether, without crossing. */
function pairUp<T>(
  old: readonly T[],
  now: readonly T[],
  alike: (a: T, b: T) => number,
  least: number,
): Pair<T>[] {
  if (old.length === 0 || now.length === 0 || old.length * now.length > MOST_CELLS)
    return [
      ...old.map((one): Pair<T> => ({ old: one })),
      ...now.map((one): Pair<T> => ({ new: one })),
    ];
  const width = now.length + 1;
  const score = old.map((a) =>
    now.map((b) => {
      const how = alike(a, b);
      return how >= least ? how : 0;
    }),
  );
  const best = new Float64Array((old.length + 1) * width);
  const at = (i: number, k: number) => best[i * width + k] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let k = now.length - 1; k >= 0; k--) {
      const own = score[i]?.[k] ?? 0;
      best[i * width + k] = Math.max(
        at(i + 1, k),
        at(i, k + 1),
        own > 0 ? own + at(i + 1, k + 1) : 0,
      );
    }
  const out: Pair<T>[] = [];
  let i = 0;
  let k = 0;
  while (i < old.length || k < now.length) {
    const own = score[i]?.[k] ?? 0;
    if (own > 0 && at(i, k) === own + at(i + 1, k + 1)) {
      out.push({ old: old[i] as T, new: now[k] as T });
      i++;
      k++;
    } else if (i < old.length && (k >= now.length || at(i, k) === at(i + 1, k))) {
      out.push({ old: old[i] as T });
      i++;
    } else {
      out.push({ new: now[k] as T });
      k++;
    }
  }
  return out;
}

/** How much two texts are alike, 0 to 1. */
export function alikeTexts(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - distance(a, b) / longest;
}
