/** What those who run workers ask over HTTP: whether one lives, whether it can work, and its numbers. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { WorkerMetrics } from './metrics.js';
import type { Queue } from './queue.js';
import type { Store } from './store.js';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds for an answer of the database and the store. */
const PATIENCE = 5_000;

/**
 * Starts to listen. `/healthz` says that the process answers, `/readyz` that database and store do, `/metrics`
 * gives numbers; nothing can be changed there, and no name of an input is told.
 * @param host on which it listens, and the port; 0 for one that is free
 * @throws Error where the port is taken
 */
export async function startHealth(
  { host, port }: { readonly host: string; readonly port: number },
  { queue, store, metrics }: { queue: Queue; store: Store; metrics: WorkerMetrics },
): Promise<HealthServer> {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const late = AbortSignal.timeout(PATIENCE);
    const inTime = new Promise<never>((_, reject) =>
      late.addEventListener('abort', () => reject(new Error('no answer'))),
    );
    const results = await Promise.allSettled([
      Promise.race([queue.ping(), inTime]),
      Promise.race([store.has('blobs/00/none'), inTime]),
    ]);
    const [database, files] = results.map(({ status }) => status === 'fulfilled');
    const ready = database && files;
    return c.json({ database, store: files }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: host, port }, () => resolve(started));
    started.once('error', reject);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
