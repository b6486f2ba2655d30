/**
 * How long the command takes beside the least that does the same: `npm run bench -- [options] [inputs…]`.
 *
 *   --quick            fewer runs, a minute
 *   --packages <n>     departments of the batch, 30
 *   --pairs <n>        runs of each, in turn, 5
 *   --parts <list>     of 启动、单份、批量、未变、同行、大部门, all but the last unless told otherwise
 *   --program <file>   another checkout's dist/bin/compile.js, to compare two states on the same day
 *
 * Prints medians and ratios of runs made in turn; judges nothing. What a peer needs that is not installed is
 * said, and left out.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBatch, measureUnchanged } from './batch.mjs';
import { capture } from './capture.mjs';
import { phasesOfLarge } from './large-phases.mjs';
import { measureCold, measurePeers, measureStart } from './single.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    packages: { type: 'string' },
    pairs: { type: 'string' },
    parts: { type: 'string', default: '启动,单份,批量,未变,同行' },
    program: { type: 'string', default: here('../../dist/bin/compile.js') },
  },
});
const EXAMPLES = ['wuchang/2026', 'jianghan/2024', 'putuo/2024-final'];
const inputs = (
  positionals.length > 0 ? positionals : EXAMPLES.map((one) => here(`../../inputs/${one}.yaml`))
).map((path) => resolve(path));
const parts = new Set(values.parts.split(/[,，、]/));
const compiler = resolve(values.program);
const bench = {
  compiler,
  gongkai: join(dirname(compiler), 'gongkai.js'),
  inputs,
  pairs: Number(values.pairs ?? (values.quick ? 2 : 5)),
  packages: Number(values.packages ?? (values.quick ? 6 : 30)),
  folder: mkdtempSync(join(tmpdir(), 'gongkai-bench-')),
  fonts: here('../../templates/fonts'),
  /** A fresh folder. */
  fresh: (name) => mkdtempSync(join(bench.folder, `${name}-`)),
};

const rows = [];
/** @param goal of the ratio, where there is one */
function tell(what, { ours, theirs, unit = '秒', other = '', ratio, goal = '' }) {
  const number = (value) => (value === undefined ? '' : `${value.toFixed(2)} ${unit}`);
  rows.push([
    what,
    number(ours),
    number(theirs),
    ratio === undefined ? '' : ratio.toFixed(2),
    other,
    goal,
  ]);
  console.error(`  ${what} ${number(ours)}`);
}

const load = () =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
const memory = Math.round(totalmem() / 1024 ** 3);
console.log(
  `${cpus().length} 核（${cpus()[0]?.model.trim()}），内存 ${memory} GB，node ${process.version}，负载 ${load()}`,
);
console.log(`程序 ${compiler}，各 ${bench.pairs} 次，两边轮流；批量 ${bench.packages} 份`);

try {
  const known = await measureStart(bench, parts.has('启动') ? tell : () => {});
  const made = known.force ? ['--force'] : [];
  const wanted = ['单份', '批量', '同行'].some((part) => parts.has(part));
  const captured = new Map();
  if (wanted)
    for (const [i, input] of inputs.entries()) {
      const folder = join(bench.folder, `capture${i}`);
      mkdirSync(folder);
      captured.set(input, await capture(compiler, made, input, folder));
    }
  if (parts.has('单份')) await measureCold({ ...bench, made, captured }, tell);
  if (parts.has('同行')) measurePeers({ ...bench, made, captured }, tell, isInstalled);
  if (parts.has('批量')) measureBatch({ ...bench, made, captured }, tell);
  if (parts.has('未变')) {
    if (known.force) measureUnchanged(bench, tell);
    else tell('未变的再编一次', { other: '程序没有 --force，每次都重做' });
  }
  if (parts.has('大部门')) phasesOfLarge({ ...bench, made }, tell);
} finally {
  rmSync(bench.folder, { recursive: true, force: true, maxRetries: 5 });
}

printTable([['', '本程序', '对照', '比值', '对照的是', '目标'], ...rows]);
console.log(`测完时负载 ${load()}。只供比较，不作判断。`);

function isInstalled(name) {
  try {
    return Boolean(createRequire(import.meta.url).resolve(name));
  } catch {
    return false;
  }
}

/** Columns side by side; a Chinese character is two wide. */
function printTable(lines) {
  const width = (text) => [...text].reduce((all, char) => all + (char > '\u2000' ? 2 : 1), 0);
  const widths = lines[0].map((_, col) => Math.max(...lines.map((line) => width(line[col]))));
  const pad = (text, col) => text + ' '.repeat(widths[col] - width(text));
  for (const line of lines) console.log(line.map(pad).join('  ').trimEnd());
}
