/**
 * The queue of packages in PostgreSQL, by pg-boss. A job is held by whoever has taken it as long as it says so
 * every few seconds; all times are those of the database, so that no machine's clock counts.
 *
 * Two statements go past pg-boss 10, which has no words for them: that a job is still worked on (a later
 * version has heartbeats, but needs a newer Node), and that one is handed back untried.
 */
import PgBoss from 'pg-boss';
import { insistently } from './insistently.js';
import type { StoredJob } from './job.js';
import { LEASE } from './lease.js';

/** Tables of this program in the database. */
const SCHEMA = 'gongkai';
/** Seconds between two looks for such. */
const BETWEEN_LOOKS = 10;
/** Times that a job is tried before it is set aside. */
export const TRIES = 3;
/** Milliseconds until a connection must stand. */
const CONNECTION_TIMEOUT = 20_000;

const DEADLOCK = '40P01';
/** Milliseconds for the queue to be created, by whoever. */
const CREATING = 60_000;

/** A job that was taken. */
export interface Taken {
  readonly id: string;
  readonly data: unknown;
  /** Times that it was begun before and not ended. */
  readonly retries: number;
}

export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';

export interface QueuedJob {
  readonly key: string;
  readonly state: JobState;
  /** Times that it was begun, beyond the first. */
  readonly retries: number;
  /** Why the last try failed, where one did. */
  readonly fault: string | undefined;
}

export interface Queue {
  /** Puts jobs in, but for those that are there; those that were given up are tried once more. */
  add(jobs: readonly StoredJob[]): Promise<void>;
  /** Of jobs that ended, by their keys; absent of all others. */
  ended(keys: readonly string[]): Promise<QueuedJob[]>;
  counts(): Promise<Readonly<Record<JobState, number>>>;
  /** Takes so many jobs at most; none also where the database cannot be reached. */
  take(count: number): Promise<Taken[]>;
  /** Says of jobs that they are worked on. */
  keep(ids: readonly string[]): Promise<void>;
  done(id: string): Promise<void>;
  /** @param message why; the job is tried again until it was tried often enough */
  failed(id: string, message: string): Promise<void>;
  /** Gives jobs back that were not done, as if they had not been taken. */
  handBack(ids: readonly string[]): Promise<void>;
  /** Takes a job out whose result is gone, so that it can be put in anew. */
  forget(keys: readonly string[]): Promise<void>;
  /** @throws Error where the database cannot be reached */
  ping(): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueOptions {
  /** postgres://…; TLS by `sslmode`. What is missing of it comes from PGUSER, PGPASSWORD … */
  readonly url: string;
  /** Which program's jobs these are: workers take those alone that they make to the same bytes. */
  readonly program: string;
  /** Told of what goes wrong beside what is asked for. */
  readonly onError: (error: Error) => void;
  /** Connections at most. */
  readonly connections?: number;
  /** Seconds instead of `LEASE`; the same for all who use the queue. */
  readonly lease?: number;
}

/** A job's id is its key's first part, so that a job is there once whoever puts it in. */
const idOf = (key: string): string =>
  key.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

/** @throws Error where the database cannot be reached */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { url, program, onError, connections = 2, lease = LEASE } = options;
  const name = `packages-${program.slice(0, 16)}`;
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: 'gongkai',
    max: connections,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    // no work of ours is by the clock
    schedule: false,
    maintenanceIntervalSeconds: Math.min(BETWEEN_LOOKS, Math.max(1, Math.ceil(lease / 4))),
    // the results of a season are in the store, not here
    archiveCompletedAfterSeconds: 30 * 86_400,
    archiveFailedAfterSeconds: 30 * 86_400,
  } as PgBoss.ConstructorOptions);
  boss.on('error', onError);
  await boss.start().catch(async (error) => {
    await (boss.getDb() as { close?(): Promise<void> }).close?.().catch(() => {});
    throw error;
  });
  const create = async () => {
    if (await boss.getQueue(name)) return;
    await boss.createQueue(name, {
      name,
      policy: 'standard',
      retryLimit: TRIES - 1,
      retryDelay: 1,
      expireInSeconds: lease,
    });
  };
  // several that create it at once wait for each other's locks, until the database ends one of them
  await insistently(create, CREATING, (error) => (error as { code?: string }).code !== DEADLOCK);
  const db = boss.getDb() as { executeSql(sql: string, values: unknown[]): Promise<Rows> };
  const rows = async <T>(sql: string, values: unknown[]): Promise<T[]> =>
    (await db.executeSql(sql, values)).rows as T[];
  const table = `${SCHEMA}.job`;
  return {
    add: async (jobs) => {
      const all = jobs.map((data) => ({ id: idOf(data.key), name, data, expireInSeconds: lease }));
      await boss.insert(all);
      await rows(
        `UPDATE ${table} SET state = 'created', started_on = NULL, completed_on = NULL, retry_count = 0
         WHERE name = $1 AND id = ANY($2::uuid[]) AND state IN ('failed', 'cancelled')`,
        [name, all.map(({ id }) => id)],
      );
    },
    ended: async (keys) => {
      const found = await rows<EndedRow>(
        `SELECT data->>'key' AS key, state, retry_count AS retries, output FROM ${table}
         WHERE name = $1 AND id = ANY($2::uuid[]) AND state > 'active'`,
        [name, keys.map(idOf)],
      );
      return found.map(({ output, ...one }) => ({ ...one, fault: faultOf(output) }));
    },
    counts: async () => {
      const found = await rows<{ state: JobState; count: string }>(
        `SELECT state, count(*) AS count FROM ${table} WHERE name = $1 GROUP BY state`,
        [name],
      );
      const none = { created: 0, retry: 0, active: 0, completed: 0, cancelled: 0, failed: 0 };
      return { ...none, ...Object.fromEntries(found.map((one) => [one.state, Number(one.count)])) };
    },
    take: async (count) => {
      const found = await boss.fetch<unknown>(name, { batchSize: count, includeMetadata: true });
      return found.map(({ id, data, retryCount: retries }) => ({ id, data, retries }));
    },
    keep: async (ids) => {
      if (ids.length === 0) return;
      await rows(
        `UPDATE ${table} SET started_on = now() WHERE name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`,
        [name, ids],
      );
    },
    done: async (id) => void (await boss.complete(name, id)),
    failed: async (id, message) => void (await boss.fail(name, id, { message })),
    handBack: async (ids) => {
      if (ids.length === 0) return;
      await rows(
        `UPDATE ${table} SET state = 'created', started_on = NULL
         WHERE name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`,
        [name, ids],
      );
    },
    forget: async (keys) => void (await boss.deleteJob(name, keys.map(idOf))),
    ping: async () => void (await rows('SELECT 1', [])),
    stop: () => boss.stop({ graceful: false }),
  };
}

interface Rows {
  readonly rows: readonly unknown[];
}

interface EndedRow {
  readonly key: string;
  readonly state: JobState;
  readonly retries: number;
  readonly output: unknown;
}

/** What pg-boss says where a job's time was over. */
const TIMED_OUT = 'job failed by timeout in active state';

function faultOf(output: unknown): string | undefined {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  const said = message ?? value?.message;
  if (typeof said !== 'string') return undefined;
  return said === TIMED_OUT ? '做这一份的工作进程中途没有了' : said;
}
