/** The pages that are open: what they are told by themselves, and whether there are any. */
import type { Event } from './wire.js';

export interface Pages {
  /** Tells all of them. */
  tell(event: Event): void;
  /**
   * A page that listens.
   * @param hear takes a line of JSON
   * @returns to be called when it is gone
   */
  add(hear: (line: string) => void): () => void;
  /** Milliseconds since a page was open or asked something; 0 while one is open. */
  idle(): number;
  /** A page has asked something. */
  seen(): void;
}

/** @param now milliseconds; only differences mean anything */
export function openPages(now: () => number): Pages {
  const listening = new Set<(line: string) => void>();
  let last = now();
  const seen = () => {
    last = now();
  };
  return {
    tell: (event) => {
      const line = `${JSON.stringify(event)}\n`;
      for (const hear of listening) hear(line);
    },
    add: (hear) => {
      listening.add(hear);
      return () => {
        listening.delete(hear);
        seen();
      };
    },
    idle: () => (listening.size > 0 ? 0 : now() - last),
    seen,
  };
}
