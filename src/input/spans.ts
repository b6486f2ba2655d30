/** Offsets in a text → lines and columns, as a person counts them. */
import type { Span } from '../model/money.js';

/** Gives places of one text, each in the time that looking up a word takes: a line may be the whole file. */
export function spanner(text: string, file: string): (start: number, end: number) => Span {
  const starts = lineStarts(text);
  // a character may be two units of the text: the second of them is no column of its own
  const pairs = [...text.matchAll(/[\ud800-\udbff](?=[\udc00-\udfff])/g)].map(
    ({ index }) => index + 1,
  );
  return (start, end) => {
    const line = countUpTo(starts, start);
    const from = starts[line - 1] ?? 0;
    const seconds = countUpTo(pairs, start - 1) - countUpTo(pairs, from - 1);
    return { file, line: Math.max(1, line), column: start - from - seconds + 1, start, end };
  };
}

/** Where each line begins. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

/** How many of some ascending numbers are not above a bound. */
export function countUpTo(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
