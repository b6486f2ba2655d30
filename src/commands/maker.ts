/**
 * Who makes packages for `gongkai compile`: this thread, or others beside it. What goes to a maker and what
 * comes back is plain data, as threads can hand it over.
 */
import type { OfficialForm } from '../form-filling/fill-form.js';
import type { Package } from '../package.js';
import type { Bundle } from '../season/bundle.js';
import type { CompileFlags } from './compile-flags.js';
import type { Place } from './names.js';

/** Which package: a file's department, or one of its units. */
export interface Order {
  readonly file: string;
  /** Its code or its name, or 本级. */
  readonly unit?: string;
  /** What the package rests on, taken before anything of it is read; see unchanged.ts. */
  readonly basis?: string | undefined;
  /** What it is compiled from, where that is not on the disk; `file` is its input. */
  readonly bundle?: Bundle;
  /** Instead of those of the command line. */
  readonly flags?: MakeFlags;
}

/** What a maker must know of a command line. */
export interface MakeFlags
  extends Pick<CompileFlags, 'only' | 'fonts' | 'quiet' | 'withChecks' | 'formulas' | 'review'> {
  /** The folder of --formats. */
  readonly formats?: string;
}

/** What a maker asks and tells on the way. */
export interface Company extends Place {
  /** Called as each phase begins, by a maker of the same thread. */
  readonly onPhase?: (phase: string) => void;
  /** Ends the thread that makes it. */
  readonly signal?: AbortSignal | undefined;
}

export interface Made {
  /** What is wrong with the input, what is waived, and why nothing is written where nothing is. */
  readonly said: string;
  /** Absent where there is nothing to write. */
  readonly package?: Package & { readonly tables: number };
  /** The exit code, where something is wrong. */
  readonly failed?: number;
  /** When each phase began, in milliseconds of the maker's clock. */
  readonly timings: readonly (readonly [phase: string, start: number])[];
  /** What its clock says now. */
  readonly now: number;
}

export interface Maker {
  /** @throws LostError where the thread that made it is gone; else faults of this program */
  make(order: Order, company: Company): Promise<Made>;
  /** When everything is made. */
  stop(): Promise<void>;
  /** At once and for good. */
  kill(): Promise<void>;
}

/** Other threads, each with a browser of its own. They see the disk of this machine. */
export interface Threads {
  /** As many as the machine has cores and memory for. */
  readonly most: number;
  readonly start: (
    count: number,
    flags: MakeFlags,
    form: OfficialForm | undefined,
    /** Megabytes of objects that a package may take; none is tried again with more where it is given. */
    memory?: number,
  ) => Promise<Maker>;
}

/** The thread that made a package is gone: it was short of memory, or worse. */
export class LostError extends Error {
  override readonly name = 'LostError';
}
