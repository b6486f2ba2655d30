/** What `npm run fuzz` runs inside vitest, which reads TypeScript; fuzz.mjs asks for it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { KINDS } from './cases.js';
import { fuzz } from './run.js';

it('fuzz', { timeout: 24 * 3600 * 1000 }, async () => {
  const seconds = Number(process.env.FUZZ_SECONDS);
  const seed = Number(process.env.FUZZ_SEED);
  const most = Number(process.env.FUZZ_CASES ?? Number.POSITIVE_INFINITY);
  const out = mkdtempSync(join(tmpdir(), 'gongkai-fuzz-'));
  process.stdout.write(`种子 ${seed}，${seconds} 秒；出错的输入写到 ${out}\n`);
  const end = Date.now() + seconds * 1000;
  const counts = await fuzz(
    seed,
    (tried) => Date.now() < end && tried < most,
    ({ kind, bytes, error, seconds: took }, own) => {
      writeFileSync(join(out, `${own}-${kind}`), bytes);
      const why = error instanceof Error ? error.stack : String(error ?? '慢');
      process.stdout.write(`种子 ${own} ${kind} ${took.toFixed(1)} 秒：${why}\n`);
    },
  );
  for (const kind of KINDS) {
    const { tried, refused, compiled, uncaught, slow } = counts[kind];
    const list = [...uncaught, ...slow].slice(0, 10).join('、');
    process.stdout.write(
      `${kind}：试 ${tried}，拒绝 ${refused}，编译 ${compiled}，没有料到 ${uncaught.length}，超过 5 秒 ${slow.length}${list ? `（种子 ${list}）` : ''}\n`,
    );
  }
});
