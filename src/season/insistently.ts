/** Work that is done again and again while a network, or what is behind it, does not answer. */
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two tries. */
const BETWEEN_TRIES = 1_000;

/**
 * @param patience milliseconds after which its error is thrown
 * @param isFinal whether an error is an answer, which no further try changes
 */
export async function insistently<T>(
  work: () => Promise<T>,
  patience: number,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || performance.now() - start > patience) throw error;
      await wait(BETWEEN_TRIES);
    }
  }
}
