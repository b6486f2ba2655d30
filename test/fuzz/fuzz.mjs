/**
 * Mistreats files at random for some time: `npm run fuzz -- --seconds 60 [--seed 1] [--cases 1]`.
 * Prints the seed, what nobody foresaw, and how many of each kind were tried; `--seed N --cases 1` repeats one.
 */
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    cases: { type: 'string' },
  },
});
process.env.FUZZ_SECONDS = values.seconds;
process.env.FUZZ_SEED = values.seed;
if (values.cases !== undefined) process.env.FUZZ_CASES = values.cases;
const vitest = await startVitest('test', [], {
  config: new URL('vitest.config.ts', import.meta.url).pathname,
  watch: false,
});
await vitest.close();
