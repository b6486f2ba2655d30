/** Packages that workers elsewhere make: jobs go into the queue, what came of them is found in the store. */
import { setTimeout as wait } from 'node:timers/promises';
import { chunk } from 'es-toolkit/array/chunk';
import pLimit from 'p-limit';
import { type Engine, LostJob } from './engine.js';
import { hasOutcome, loadOutcome, type PackageOutcome, type StoredJob, storeJob } from './job.js';
import { type Queue, TRIES } from './queue.js';
import type { Store } from './store.js';

/** Milliseconds between two looks at what has ended. */
const BETWEEN_LOOKS = 500;
/** Packages whose files are on their way to the store or from it. */
const TRAVELLING = 8;
/** Jobs of one statement. */
const AT_ONCE = 500;

interface Waiting {
  readonly job: StoredJob;
  readonly ended: (fault: Error | undefined) => void;
}

/**
 * @param onError told where the database or the store does not answer; it is tried again
 */
export function queueEngine(queue: Queue, store: Store, onError: (error: Error) => void): Engine {
  const waiting = new Map<string, Waiting>();
  const travelling = pLimit(TRAVELLING);
  /** Put in together a moment later: one statement for many. */
  let toAdd: StoredJob[] = [];
  let stopped = false;
  let turns = 0;
  /** The oldest, which end first, and some others in turn: as many at each look, however many wait. */
  const lookedFor = (): string[][] => {
    const [oldest = [], ...others] = chunk([...waiting.keys()], AT_ONCE);
    const other = others[turns++ % Math.max(1, others.length)];
    return [oldest, ...(other ? [other] : [])].filter((some) => some.length > 0);
  };

  const look = async () => {
    const added = toAdd;
    toAdd = [];
    try {
      for (const some of chunk(added, AT_ONCE)) await queue.add(some);
      for (const some of lookedFor()) {
        for (const { key, state, fault } of await queue.ended(some)) {
          const found = waiting.get(key);
          if (!found) continue;
          if (state !== 'completed') {
            const why = fault === undefined ? '' : `：${fault}`;
            waiting.delete(key);
            found.ended(new LostJob(`试了 ${TRIES} 次都没有做成，已放下${why}`));
          } else if (await hasOutcome(key, store)) {
            waiting.delete(key);
            found.ended(undefined);
          } else {
            // somebody has cleared the store: it is made again
            await queue.forget([key]);
            toAdd.push(found.job);
          }
        }
      }
    } catch (error) {
      toAdd.push(...added);
      onError(error as Error);
    }
  };
  const looking = (async () => {
    while (!stopped) {
      await look();
      await wait(BETWEEN_LOOKS);
    }
  })();

  return {
    atATime: Number.POSITIVE_INFINITY,
    make: async (plan): Promise<PackageOutcome> => {
      const asked = await travelling(async () => {
        const job = await plan();
        const known = await loadOutcome(job.key, store);
        return known ? { known } : { job: await storeJob(job, store) };
      });
      if ('known' in asked) return asked.known;
      const { job } = asked;
      await new Promise<void>((resolve, reject) => {
        const ended = (fault: Error | undefined) => (fault ? reject(fault) : resolve());
        waiting.set(job.key, { job, ended });
        toAdd.push(job);
      });
      const made = await travelling(() => loadOutcome(job.key, store));
      if (!made) throw new LostJob('做好的结果在存储里找不到了，请再运行一次');
      return made;
    },
    state: async () => {
      const { created, retry, active, failed } = await queue.counts();
      return [
        `排队 ${created + retry}`,
        `在做 ${active}`,
        ...(failed > 0 ? [`放下 ${failed}`] : []),
      ].join('，');
    },
    stop: async () => {
      stopped = true;
      await looking;
      await queue.stop();
      await store.close();
    },
  };
}
