/** Who makes the packages of a season: this process, or workers on any machine. Same code, same bytes. */
import type { Job, PackageOutcome } from './job.js';

export interface Engine {
  /** How many jobs may be begun and not yet done: what is more waits for nothing. */
  readonly atATime: number;
  /**
   * What comes of a job.
   * @param plan reads what it is made from; called when there is room for it
   * @throws LostJob where nobody could make it, though it was tried several times; what `plan` throws
   */
  make(plan: () => Promise<Job>): Promise<PackageOutcome>;
  /** How far it is, in a few words, for who watches; empty where there is nothing to tell. */
  state(): Promise<string>;
  stop(): Promise<void>;
}

/** A job that was given up: whoever began it died, or could not go on. */
export class LostJob extends Error {
  override readonly name = 'LostJob';
}

/** Makes a job here. Faults are thrown: tried again they may be gone. */
export type MakeJob = (job: Job, signal?: AbortSignal) => Promise<PackageOutcome>;

export function localEngine(make: MakeJob, jobs: number, stop: () => Promise<void>): Engine {
  return {
    // the next is there when one is done
    atATime: jobs + 1,
    make: async (plan) => make(await plan()),
    state: async () => '',
    stop,
  };
}
