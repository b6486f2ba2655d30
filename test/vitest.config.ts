import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/setup.ts'],
    // for what hangs alone: a busy machine must not make a test fail
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
  },
});
