/**
 * A worker: takes packages from the queue, makes them, puts what came of them into the store. It may die at any
 * moment: a job that nobody says a word about is taken by another, and a result that is there already is the same.
 *
 * A job that was begun before and not ended may be what killed its worker. It is made while nothing else is
 * here, so that it takes nobody along.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { MakeJob } from './engine.js';
import { insistently } from './insistently.js';
import { hasOutcome, loadJob, storeOutcome } from './job.js';
import { LEASE } from './lease.js';
import type { Queue, Taken } from './queue.js';
import type { Store } from './store.js';

export type WorkerEvent =
  | {
      readonly kind: 'taken';
      readonly id: string;
      readonly input: string;
      readonly retries: number;
    }
  | {
      readonly kind: 'done';
      readonly id: string;
      readonly input: string;
      readonly milliseconds: number;
      /** 已有 where another worker had made it. */
      readonly outcome: '已生成' | '有错' | '已有';
    }
  | { readonly kind: 'failed'; readonly id: string; readonly message: string }
  | { readonly kind: 'back'; readonly count: number };

export interface WorkerOptions {
  readonly queue: Queue;
  readonly store: Store;
  readonly make: MakeJob;
  /** How many at a time. */
  readonly jobs: number;
  /** Milliseconds that one package may take. */
  readonly timeLimit: number;
  readonly onEvent: (event: WorkerEvent) => void;
  /** Milliseconds; only differences mean anything. */
  readonly now: () => number;
  /** Seconds for which a job is held without a word. */
  readonly lease?: number;
}

export interface SeasonWorker {
  /** Resolves when it was told to stop and nothing is left to do; never rejected. */
  readonly ended: Promise<void>;
  /** Jobs that it holds. */
  readonly active: () => number;
  /** Takes no more; gives back what is not done within so many milliseconds. */
  stop(patience: number): Promise<void>;
}

/** Milliseconds between two looks at an empty queue, or at a database that does not answer. */
const IDLE = 500;
/** Milliseconds for which the queue is to be told of a result: what was made is not to be made twice. */
const TELLING = 10 * 60_000;

export function startWorker(options: WorkerOptions): SeasonWorker {
  const { queue, jobs, onEvent, lease = LEASE } = options;
  const active = new Map<string, Promise<void>>();
  let stopping = false;
  let handedBack = false;
  const keeping = setInterval(
    () => void queue.keep([...active.keys()]).catch(() => {}),
    (lease * 1000) / 4,
  );
  /** @param after what is waited for; it is held meanwhile, so that nobody else takes it */
  const begin = (taken: Taken, after: readonly Promise<void>[] = []) => {
    const work = Promise.all(after)
      .then(() => (handedBack ? undefined : doJob(taken, options, () => handedBack)))
      .finally(() => active.delete(taken.id));
    active.set(taken.id, work);
  };
  const back = async (taken: readonly Taken[]) => {
    if (taken.length === 0) return;
    await queue.handBack(taken.map(({ id }) => id)).catch(() => {});
    onEvent({ kind: 'back', count: taken.length });
  };
  const loop = async () => {
    while (!stopping) {
      const free = jobs - active.size;
      const taken = free > 0 ? await queue.take(free).catch(() => []) : [];
      if (stopping) await back(taken);
      else {
        const suspect = taken.find(({ retries }) => retries > 0);
        if (suspect) {
          await back(taken.filter((one) => one !== suspect));
          begin(suspect, [...active.values()]);
          await active.get(suspect.id);
        } else for (const one of taken) begin(one);
      }
      if (taken.length === 0) await Promise.race([...active.values(), wait(IDLE)]);
    }
    await Promise.all(active.values());
  };
  const ended = loop().finally(() => clearInterval(keeping));
  return {
    ended,
    active: () => active.size,
    stop: async (patience) => {
      stopping = true;
      const late = wait(patience).then(() => 'late');
      if ((await Promise.race([ended, late])) !== 'late') return;
      handedBack = true;
      const ids = [...active.keys()];
      await queue.handBack(ids).catch(() => {});
      onEvent({ kind: 'back', count: ids.length });
    },
  };
}

/** Makes one package, or finds that it is made; never rejected. */
async function doJob(
  { id, data, retries }: Taken,
  { queue, store, make, timeLimit, onEvent, now }: WorkerOptions,
  isHandedBack: () => boolean,
): Promise<void> {
  const start = now();
  try {
    const job = await loadJob(data, store);
    const { input } = job.bundle;
    onEvent({ kind: 'taken', id, input, retries });
    const known = await hasOutcome(job.key, store);
    const outcome = known ? undefined : await madeInTime(job, make, timeLimit);
    if (isHandedBack()) return;
    if (outcome) await storeOutcome(job.key, outcome, store);
    await insistently(() => queue.done(id), TELLING);
    onEvent({
      kind: 'done',
      id,
      input,
      milliseconds: now() - start,
      outcome: !outcome ? '已有' : outcome.failed === undefined ? '已生成' : '有错',
    });
  } catch (error) {
    if (isHandedBack()) return;
    const message = error instanceof Error ? error.message : String(error);
    await insistently(() => queue.failed(id, message), TELLING).catch(() => {});
    onEvent({ kind: 'failed', id, message });
  }
}

async function madeInTime(
  job: Parameters<MakeJob>[0],
  make: MakeJob,
  timeLimit: number,
): ReturnType<MakeJob> {
  const signal = AbortSignal.timeout(timeLimit);
  try {
    return await make(job, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`超过了一份的时限（${timeLimit / 1000} 秒）`);
  }
}
