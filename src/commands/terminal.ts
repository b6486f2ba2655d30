/** What commands share: exit codes, where they print, and how they end where they cannot go on. */

import type { Threads } from './maker.js';
import type { Asker } from './questions.js';

/** 0 done · 1 the input or a check failed · 2 wrong usage · 3 the environment */
export const EXIT = { done: 0, failed: 1, usage: 2, environment: 3 } as const;

/** What has come of a package. */
export type Outcome = '已生成' | '未变' | '有错' | '不单独生成' | '没有编';

/** How far a run is after a package, for who shows it otherwise than as a line of a terminal. */
export interface RunProgress {
  /** As the command was given it. */
  readonly file: string;
  readonly outcome: Outcome;
  readonly done: number;
  readonly total: number;
  readonly line: string;
}

/** Where the program prints; the real one in bin/, a recorder in tests. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** As `out`, but also while the program ends. */
  readonly log?: (text: string) => void;
  /** Progress lines are for a person at a terminal. */
  readonly interactive: boolean;
  /** Whether packages that are not begun are to be left; asked before each. */
  readonly isStopped?: () => boolean;
  /** Is told of each package that `compile` is done with. */
  readonly onPackage?: (told: RunProgress) => void;
  /** Asks the person; absent where nobody can answer. */
  readonly questions?: () => Asker;
  /**
   * Has something done first where the program is told to end (Ctrl-C).
   * @param usual told where that is how the command ends; else it was interrupted
   * @returns to be called when there is nothing left to do
   */
  readonly beforeEnd?: (cleanUp: () => Promise<void>, usual?: string) => () => void;
  /** Threads for what takes long; absent where all is done in this one, in whatever world it is handed. */
  readonly threads?: Threads;
}

/** Ends a command with a sentence for the person and an exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** What to tell of an error that a person can do something about; undefined for all others. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  // told by their names: to load the modules that they come from takes time
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (name === 'ReviewError' || name === 'FormError') return new Failure(message, EXIT.failed);
  if (name === 'OutputError') return new Failure(`${message}。`, EXIT.environment);
  if (name === 'PublishError' || name === 'BrowserError')
    return new Failure(message, EXIT.environment);
  return undefined;
}
