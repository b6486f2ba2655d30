/** What says where a season's queue and store are: flags, or the environment, which alone may hold secrets. */
import { insistently } from '../season/insistently.js';
import { LEASE } from '../season/lease.js';
import type { Queue } from '../season/queue.js';
import type { Store } from '../season/store.js';
import type { World } from '../world.js';
import { EXIT, Failure } from './terminal.js';

export interface QueueFlags {
  /** postgres://…, or `环境` for GONGKAI_QUEUE. */
  readonly queue?: string;
  /** A folder that all machines share, or s3://bucket/prefix. */
  readonly store?: string;
}

type Surroundings = Pick<World, 'environment'>;

/** What stands for the environment on a command line. */
const FROM_ENVIRONMENT = '环境';

/**
 * Seconds without a word after which a job is somebody else's: GONGKAI_LEASE, the same on all machines.
 * @throws Failure where it is no number
 */
export function leaseOf({ environment = {} }: Surroundings): number {
  const text = environment.GONGKAI_LEASE || String(LEASE);
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1) return seconds;
  throw new Failure(`GONGKAI_LEASE 应是 1–9999 的秒数，不是“${text}”。`, EXIT.usage);
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function queueUsage(
  { queue, store }: QueueFlags,
  { environment = {} }: Surroundings,
): string | undefined {
  if (queue === undefined)
    return store === undefined ? undefined : '--store 只同 --queue 一起用：没有队列的，在本机编';
  if (queue === FROM_ENVIRONMENT) {
    if (!environment.GONGKAI_QUEUE) return '环境变量 GONGKAI_QUEUE 没有设';
  } else if (!/^postgres(ql)?:\/\//.test(queue))
    return '--queue 后面写 postgres://…，或写 环境（由 GONGKAI_QUEUE 给出）';
  else if (/^[^/]*\/\/[^@/]*:[^@/]+@/.test(queue))
    return '密码不要写在命令行里（别人看得到）：设环境变量 PGPASSWORD，或把整个地址放在 GONGKAI_QUEUE、写 --queue 环境';
  if (store === undefined && !environment.GONGKAI_STORE)
    return '用 --queue 的，要写 --store（共用的文件夹，或 s3://桶/前缀），或设 GONGKAI_STORE';
  return undefined;
}

/** @throws Failure where it cannot be used */
export async function storeOf(
  { store }: QueueFlags,
  { environment = {} }: Surroundings,
): Promise<Store> {
  const { openStore } = await import('../season/open-store.js');
  try {
    return await openStore(store ?? environment.GONGKAI_STORE ?? '');
  } catch (error) {
    throw new Failure(`${(error as Error).message}。`, EXIT.environment);
  }
}

/** What PostgreSQL answers of a wrong password, a database that is not there, rights that are missing. */
const ANSWERS = /^(28|3D|42)/;

/**
 * @param program whose jobs these are
 * @param patience milliseconds for a database that does not answer
 * @throws Failure where it cannot be used
 */
export async function queueOf(
  { queue }: QueueFlags,
  world: Surroundings,
  program: string | undefined,
  onError: (error: Error) => void,
  patience = 0,
): Promise<Queue> {
  if (program === undefined)
    throw new Failure('认不出本程序是哪一版，不能用队列；请重新安装。', EXIT.environment);
  const url = queue === FROM_ENVIRONMENT ? (world.environment?.GONGKAI_QUEUE ?? '') : (queue ?? '');
  const lease = leaseOf(world);
  const { openQueue } = await import('../season/queue.js');
  try {
    return await insistently(
      () => openQueue({ url, program, onError, lease }),
      patience,
      (error) => ANSWERS.test(String((error as NodeJS.ErrnoException).code)),
    );
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const why = message === '' ? (code ?? '原因不明') : message;
    throw new Failure(
      `连不上队列的数据库（${why}）；地址写在 --queue 后面，密码设 PGPASSWORD。`,
      EXIT.environment,
    );
  }
}
