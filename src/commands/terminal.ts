/** What commands share: exit codes and where they print. */

/** 0 done · 1 the input or a check failed · 2 wrong usage · 3 the environment */
export const EXIT = { done: 0, failed: 1, usage: 2, environment: 3 } as const;

/** Where the program prints; the real one in bin/, a recorder in tests. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Progress lines are for a person at a terminal. */
  readonly interactive: boolean;
}
