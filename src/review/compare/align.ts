/** Puts two sequences beside each other: what is the same, what became of what, what came and went. */
import { diffArrays } from 'diff';
import { distance } from 'fastest-levenshtein';
import type { Pair } from './comparison.js';

/** Larger blocks are told as gone and come. */
const MOST_CELLS = 40_000;
/** Sequences that differ in more places are told as gone and come as a whole. */
const MOST_EDITS = 4000;
/** Of longer texts the beginnings tell how much they are alike. */
const MOST_CHARACTERS = 1000;

/** A stretch of two sequences: of both, of the old one alone, of the new one alone. */
export interface Stretch {
  readonly kind: '同' | '旧' | '新';
  readonly count: number;
}

/** What is the same in two sequences and what is not; what is gone stands before what came. */
export function stretches(old: readonly string[], now: readonly string[]): Stretch[] {
  const found = diffArrays([...old], [...now], { maxEditLength: MOST_EDITS });
  if (!found)
    return [
      { kind: '旧', count: old.length },
      { kind: '新', count: now.length },
    ];
  return found.map(({ added, removed, count = 0 }) => ({
    kind: removed ? '旧' : added ? '新' : '同',
    count,
  }));
}

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
  for (const { kind, count } of stretches(old.map(keyOf), now.map(keyOf))) {
    if (kind === '旧') {
      flush([]);
      gone = old.slice(i, i + count);
      i += count;
    } else if (kind === '新') {
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
  const [one, other] = [a.slice(0, MOST_CHARACTERS), b.slice(0, MOST_CHARACTERS)];
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distance(one, other) / longest;
}
