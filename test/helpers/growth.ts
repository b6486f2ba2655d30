/** How work grows with what there is to do, in processor time: other programs make no difference to it. */
import { expect } from 'vitest';

/** What is done with eight times as much: work in step with it takes 8 times as long, with its square 64 times. */
const MORE = 8;
const MOST = 24;
const TURNS = 5;

/** Seconds of this process, in all its threads. */
async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Eight times as much must take much less than 64 times as long. The best of several turns counts, so that
 * what the process does besides, such as collecting garbage, does not.
 * @param make what there is to do, of a size
 * @param size the smaller of the two sizes
 */
export async function expectSteady<T>(
  make: (size: number) => T,
  size: number,
  work: (made: T) => unknown,
): Promise<void> {
  const [little, much] = [make(size), make(size * MORE)];
  await work(little); // a program is slow at first
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < TURNS; turn++) {
    least = Math.min(least, await processorTime(() => work(little)));
    most = Math.min(most, await processorTime(() => work(much)));
    if (most <= MOST * least) return;
  }
  expect.fail(`${size} takes ${least} s, ${size * MORE} takes ${most} s`);
}
