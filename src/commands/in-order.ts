/** Several files at a time, told of one after the other. */
import pLimit from 'p-limit';
import type { Terminal } from './terminal.js';

/**
 * Does some work for each file, so many at a time. What each prints appears when those before it are done,
 * so that the order is that of the files however long each takes.
 * @returns what each work returned, in the order of the files
 */
export async function inOrder<I, T>(
  files: readonly I[],
  atATime: number,
  terminal: Terminal,
  work: (file: I, terminal: Terminal) => Promise<T>,
): Promise<T[]> {
  const limit = pLimit(atATime);
  let printed: Promise<unknown> = Promise.resolve();
  const results = files.map((file) => {
    const own = after(printed, terminal);
    const result = limit(() => work(file, own));
    printed = Promise.allSettled([printed, result]);
    return result;
  });
  await printed;
  return Promise.all(results);
}

/** A terminal that prints when those before have had their turn. */
function after(turn: Promise<unknown>, { out, err, interactive }: Terminal): Terminal {
  return {
    out: (text) => void turn.then(() => out(text)),
    err: (text) => void turn.then(() => err(text)),
    interactive,
  };
}
