/** The threads that make packages beside this one, which writes them. */
import { availableParallelism, totalmem } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { MOST_AT_A_TIME } from '../commands/compile-flags.js';
import { type Company, LostError, type Made, type Maker, type Threads } from '../commands/maker.js';
import type { Claim, Task, ThreadData } from './compile-thread.js';

/** Bytes that one thread and its browser take while they make a large package. */
const ROOM = 700 * 2 ** 20;
/** What a thread keeps is let go when it comes to more. */
const KEPT = 256 * 2 ** 20;

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
  start: async (count, flags, form): Promise<Maker> => {
    const { Tinypool } = await import('tinypool');
    const workerData: ThreadData = { flags, form };
    const pool = new Tinypool({
      filename: new URL('./compile-thread.js', import.meta.url).href,
      minThreads: count,
      maxThreads: count,
      // a thread that waits for work must still hear its browser
      useAtomics: false,
      workerData,
      teardown: 'tearDown',
      maxMemoryLimitBeforeRecycle: KEPT,
    });
    const end = () => pool.destroy();
    return {
      make: async (order, company) => {
        const port = portFor(company);
        const task: Task = { order, port: port.theirs };
        try {
          const answer = await pool.run(task, { transferList: [port.theirs] }).catch(lost);
          if ('fault' in answer) throw new Error(answer.fault);
          return answer as Made;
        } finally {
          port.close();
        }
      },
      stop: end,
      kill: end,
    };
  },
};

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
