import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/fuzz/desk.ts'],
    reporters: [['default', { summary: false }]],
    disableConsoleIntercept: true,
    pool: 'forks',
    maxWorkers: 1,
  },
});
