/** `gongkai worker`: makes packages of seasons that run elsewhere, until it is told to stop. */
import { pino } from 'pino';
import { startHealth } from '../season/health.js';
import { workerMetrics } from '../season/metrics.js';
import { programOf } from '../season/season.js';
import { startWorker, type WorkerEvent } from '../season/worker.js';
import type { World } from '../world.js';
import { AT_A_TIME } from './compile-flags.js';
import { makeJobWith } from './make-job.js';
import { makerFor } from './season.js';
import { leaseOf, type QueueFlags, queueOf, storeOf } from './season-flags.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface WorkerFlags extends QueueFlags {
  /** How many packages at a time. */
  readonly jobs?: number;
  /** Seconds that one package may take. */
  readonly timeLimit?: number;
  /** Megabytes of objects that one package may take. */
  readonly memory?: number;
  /** Where health and metrics are asked: a port, or host:port. */
  readonly health?: string;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function workerUsage({ health }: WorkerFlags): string | undefined {
  if (health === undefined || addressOf(health)) return undefined;
  return `--health 后面写端口（如 9400），或 地址:端口（如 0.0.0.0:9400），不能是“${health}”`;
}

/** Seconds: a department of two hundred units and two thousand projects takes four minutes. */
const TIME_LIMIT = 900;
/** Milliseconds for a database that does not answer when the worker starts: both may start at once. */
const UNTIL_STARTED = 120_000;
/** Milliseconds for what is being made when the worker is told to stop; then it is given back. */
const PATIENCE = 8_000;

/** Works until it is told to end. @throws Failure where database, store or port cannot be used */
export async function runWorker(
  flags: WorkerFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const log = pino(
    { base: { worker: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: terminal.log ?? terminal.out },
  );
  const { jobs = terminal.threads?.most ?? AT_A_TIME, timeLimit = TIME_LIMIT, memory } = flags;
  const store = await storeOf(flags, world);
  const onError = ({ message }: Error) => log.warn({ message }, '数据库没有回答');
  const program = await programOf(world);
  const queue = await queueOf(flags, world, program, onError, UNTIL_STARTED);
  const maker = await makerFor(jobs, world, terminal.threads, memory);
  let active = () => 0;
  const metrics = workerMetrics(queue, () => active());
  const address = flags.health === undefined ? undefined : addressOf(flags.health);
  const health = address && (await startHealth(address, { queue, store, metrics }).catch(taken));
  const onEvent = (event: WorkerEvent) => {
    metrics.hear(event);
    const { kind, ...about } = event;
    log[kind === 'failed' ? 'error' : 'info'](about, WORDS[kind]);
  };
  const worker = startWorker({
    queue,
    store,
    make: makeJobWith(maker),
    jobs,
    timeLimit: timeLimit * 1000,
    onEvent,
    now: world.now,
    lease: leaseOf(world),
  });
  active = worker.active;
  log.info({ jobs, store: store.name, ...(health ? { port: health.port } : {}) }, '开始');
  let told = () => {};
  const stopped = new Promise<void>((resolve) => {
    told = resolve;
  });
  const end = terminal.beforeEnd?.(async () => {
    log.info({ active: worker.active() }, '停：做完手上的，来不及的交回');
    await worker.stop(PATIENCE);
    await Promise.allSettled([health?.close(), queue.stop(), store.close(), maker.kill()]);
    log.info('已停');
    told();
  }, '做完手上的就停，来不及的交回。');
  await stopped;
  end?.();
  return EXIT.done;
}

const WORDS: Readonly<Record<WorkerEvent['kind'], string>> = {
  taken: '取到',
  done: '做完',
  failed: '没有做成',
  back: '交回',
};

function taken(error: NodeJS.ErrnoException): never {
  throw new Failure(`--health 的端口不能用（${error.code ?? error.message}）。`, EXIT.environment);
}

function addressOf(text: string): { host: string; port: number } | undefined {
  const [, host = '127.0.0.1', port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  return port !== '' && Number(port) <= 65_535 ? { host, port: Number(port) } : undefined;
}
