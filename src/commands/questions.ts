/** Asks a person at a terminal, a line for each answer. */
import { createInterface } from 'node:readline/promises';

/** @returns the answer without blanks around it; undefined where there will be none any more */
export type Ask = (question: string) => Promise<string | undefined>;

export interface Asker {
  readonly ask: Ask;
  readonly close: () => void;
}

/** Questions go to one stream, answers come from the other, which may end before all is answered. */
export function askerOn(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  const lines = createInterface({ input, output });
  // answers that come before their question wait for it
  const answers: string[] = [];
  let waiting: ((answer: string | undefined) => void) | undefined;
  let ended = false;
  lines.on('line', (line) => {
    if (waiting) waiting(line.trim());
    else answers.push(line.trim());
    waiting = undefined;
  });
  lines.on('close', () => {
    ended = true;
    waiting?.(undefined);
  });
  return {
    ask: (question) => {
      output.write(question);
      const ready = answers.shift();
      if (ready !== undefined || ended) return Promise.resolve(ready);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    close: () => lines.close(),
  };
}
