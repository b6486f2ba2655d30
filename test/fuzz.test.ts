/** A few of the cases that `npm run fuzz` tries for as long as it is told: always the same ones. */
import { expect, it } from 'vitest';
import { KINDS } from './fuzz/cases.js';
import { fuzz } from './fuzz/run.js';
import { runs } from './helpers/runs.js';

const EACH = runs(4);

it('nothing that happens to a file makes the program fail', async () => {
  const faults: string[] = [];
  const counts = await fuzz(
    1,
    (tried) => tried < EACH * KINDS.length,
    ({ kind, error, outcome }, seed) => {
      // how long a case takes is for `npm run fuzz` to judge
      if (outcome === '出错') faults.push(`种子 ${seed} ${kind}：${String(error)}`);
    },
  );
  expect(faults).toEqual([]);
  for (const kind of KINDS) expect([kind, counts[kind].tried]).toEqual([kind, EACH]);
  const all = KINDS.map((kind) => counts[kind]);
  // neither all refused nor all let through
  expect(all.reduce((n, { refused }) => n + refused, 0)).toBeGreaterThan(EACH);
  expect(all.reduce((n, { compiled }) => n + compiled, 0)).toBeGreaterThan(0);
});
