/**
 * How long the command takes as a whole, several times over: `npm run bench [-- inputs…]`.
 * Prints minimum, median and maximum wall seconds for each choice of formats, for checking and for comparing;
 * judges nothing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = 5;
const inputs = process.argv.length > 2 ? process.argv.slice(2) : ['inputs/wuchang/2026.yaml'];
const out = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));

/** 核对 checks alone, 对比 compares two packages; anything else is a choice of formats. */
function seconds(what) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argumentsOf(what), { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - start) / 1000;
}

function argumentsOf(what) {
  if (what === '核对') return ['dist/bin/gongkai.js', 'check', ...inputs, '-q'];
  if (what === '对比') {
    const folder = join(out, readdirSync(out)[0]);
    return ['dist/bin/gongkai.js', 'diff', folder, folder, '-q'];
  }
  return ['dist/bin/compile.js', ...inputs, '-o', out, '-q', '--force', '--only', what];
}

try {
  for (const formats of ['核对', 'csv', '对比', 'xlsx', 'pdf', 'xlsx,pdf,csv']) {
    seconds(formats); // warm-up
    const times = Array.from({ length: RUNS }, () => seconds(formats)).sort((a, b) => a - b);
    const [least, middle, most] = [times[0], times[Math.floor(RUNS / 2)], times[RUNS - 1]];
    const show = (value) => value.toFixed(2).padStart(6);
    console.log(
      `${formats.padEnd(14)} 最短${show(least)} 秒  中位${show(middle)} 秒  最长${show(most)} 秒`,
    );
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
