/** What a worker counts, in the text that Prometheus reads. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Queue } from './queue.js';
import type { WorkerEvent } from './worker.js';

export interface WorkerMetrics {
  readonly hear: (event: WorkerEvent) => void;
  /** The numbers as they are now; those of the queue are left out where it does not answer. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** Seconds that packages take. */
const BUCKETS = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600];

export function workerMetrics(queue: Queue, active: () => number): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const done = new Counter({
    name: 'gongkai_packages_total',
    help: 'Packages that this worker has ended, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const failed = new Counter({
    name: 'gongkai_failures_total',
    help: 'Tries that failed for a fault, and not for what an input holds',
    registers,
  });
  const back = new Counter({
    name: 'gongkai_handed_back_total',
    help: 'Jobs that were given back undone',
    registers,
  });
  const seconds = new Histogram({
    name: 'gongkai_package_seconds',
    help: 'Seconds from taking a package to its result in the store',
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 'gongkai_active_jobs',
    help: 'Jobs that this worker holds',
    registers,
    collect() {
      this.set(active());
    },
  });
  const queued = new Gauge({
    name: 'gongkai_queue_jobs',
    help: 'Jobs of the queue, by state',
    labelNames: ['state'],
    registers,
  });
  const outcomes = { 已生成: 'made', 有错: 'invalid', 已有: 'known' } as const;
  return {
    hear: (event) => {
      if (event.kind === 'done') {
        done.inc({ outcome: outcomes[event.outcome] });
        seconds.observe(event.milliseconds / 1000);
      } else if (event.kind === 'failed') failed.inc();
      else if (event.kind === 'back') back.inc(event.count);
    },
    text: async () => {
      queued.reset();
      const counts = await queue.counts().catch(() => ({}));
      for (const [state, count] of Object.entries(counts)) queued.set({ state }, count);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
