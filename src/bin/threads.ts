/** The threads that make packages beside this one, which writes them. */
import { availableParallelism, totalmem } from 'node:os';
import { MessageChannel, type ResourceLimits, type Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { Tinypool as Pool } from 'tinypool';
import { MOST_AT_A_TIME } from '../commands/compile-flags.js';
import {
  type Company,
  LostError,
  type Made,
  type Maker,
  type Order,
  type Threads,
} from '../commands/maker.js';
import type { Claim, Task, ThreadData } from './compile-thread.js';

/** Bytes that one thread and its browser take while they make a large package. */
const ROOM = 700 * 2 ** 20;
/**
 * Megabytes of objects that a thread may have. They are also what makes it tidy up early: with as many as
 * the machine allows it would let rubbish lie that is several times what it needs.
 */
const OBJECTS = 1024;
/** Bytes of objects at the end of a package from which on a thread is replaced by a new one. */
const KEPT = 256 * 2 ** 20;

/** Milliseconds; a run has always something for a thread to do, but at its end. */
const UNTIL_IDLE = 10 * 60_000;

/** A container may have less than the machine. */
const memory = (): number => {
  const allowed = process.constrainedMemory?.() ?? 0;
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
};

export const threads: Threads = {
  get most() {
    const fitting = Math.floor(memory() / 2 / ROOM);
    return Math.max(1, Math.min(availableParallelism(), fitting, MOST_AT_A_TIME));
  },
  start: async (count, flags, form, memory): Promise<Maker> => {
    const { Tinypool } = await import('tinypool');
    const workerData: ThreadData = { flags, form };
    const poolOf = (size: number, resourceLimits?: ResourceLimits) =>
      sound(
        new Tinypool({
          filename: new URL('../bin/compile-thread.js', import.meta.url).href,
          // one by one as they are needed, and then to the end
          minThreads: 1,
          maxThreads: size,
          idleTimeout: UNTIL_IDLE,
          // a thread that waits for work must still hear its browser
          useAtomics: false,
          workerData,
          teardown: 'tearDown',
          maxMemoryLimitBeforeRecycle: KEPT,
          ...(resourceLimits ? { resourceLimits } : {}),
        }),
      );
    const pools = new Set([poolOf(count, { maxOldGenerationSizeMb: memory ?? OBJECTS })]);
    const [usual] = pools;
    // one at a time: what did not fit into a thread may take much
    const alone = pLimit(1);
    /** In a thread of its own, with as much memory as there is. */
    const again = (order: Order, company: Company) =>
      alone(async () => {
        const roomy = poolOf(1);
        pools.add(roomy);
        try {
          return await makeIn(roomy, order, company);
        } finally {
          pools.delete(roomy);
          await roomy.end();
        }
      });
    let over = false;
    const end = async () => {
      over = true;
      await Promise.all([...pools].map((pool) => pool.end()));
    };
    return {
      make: async (order, company) => {
        try {
          return await makeIn(usual as SoundPool, order, company);
        } catch (error) {
          if (over || memory !== undefined || !(error instanceof LostError)) throw error;
          // others must not wait for a name that comes last now
          company.pass();
          return again(order, company);
        }
      },
      stop: end,
      kill: end,
    };
  },
};

/** A pool whose threads may die at any time. */
interface SoundPool {
  /** Rejected where the thread dies, or any that has no task: the pool may then start no others. */
  run(task: Task, port: Task['port'], signal?: AbortSignal): Promise<Made | { fault: string }>;
  /** Waits for the threads' own ends; never rejected. */
  end(): Promise<void>;
}

function sound(pool: Pool): SoundPool {
  const broken = new Promise<never>((_, reject) => pool.on('error', reject));
  broken.catch(() => {});
  return {
    run: (task, port, signal) =>
      Promise.race([
        pool.run(task, { transferList: [port], ...(signal ? { signal } : {}) }),
        broken,
      ]),
    end: async () => {
      const all = pool.threads as unknown as readonly { readonly thread: Worker }[];
      const threads = all.map(({ thread }) => thread);
      const ended = pool.destroy();
      // one that dies meanwhile has ended too; the pool would throw
      for (const thread of threads) thread.removeAllListeners('error').on('error', () => {});
      await ended;
    },
  };
}

/** @throws LostError where the thread ends before the package is made */
async function makeIn(pool: SoundPool, order: Order, company: Company): Promise<Made> {
  const port = portFor(company);
  const task: Task = { order, port: port.theirs };
  try {
    const { signal } = company;
    const answer = await pool.run(task, port.theirs, signal).catch((error) => {
      // ended by who asked for it: it is not tried in another thread
      if (signal?.aborted) throw error;
      return lost(error);
    });
    if ('fault' in answer) throw new Error(answer.fault);
    return answer as Made;
  } finally {
    port.close();
  }
}

/** A port on which a thread asks for the name of its package. */
function portFor({ claim }: Company) {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', async ({ name, label }: Claim) => {
    port1.postMessage(await claim(name, label));
  });
  return { theirs: port2, close: () => port1.close() };
}

/** What a package's own making throws comes as an answer; this is the end of its thread. */
function lost(error: NodeJS.ErrnoException): never {
  throw new LostError(
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? '编到这一份时内存不够'
      : `编这一份的线程中途停了（${error.message}）`,
  );
}
