/** `gongkai compile`: what has not changed is told at once, and only for the rest is the compiler loaded. */
import { priorLine, tallyLine } from '../review/show/kept-text.js';
import type { World } from '../world.js';
import { ALL_UNITS, type CompileFlags } from './compile-flags.js';
import { expand } from './files.js';
import { lineOf, lookedUp } from './made-before.js';
import { progressCounter } from './progress.js';
import { EXIT, type Terminal } from './terminal.js';

/** Compiles what has changed of some files; tells of all of them in their order. @returns the worst exit code */
export async function compileChanged(
  files: readonly string[],
  flags: CompileFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { fill, unit, output = 'out', quiet = false } = flags;
  const form =
    fill === undefined
      ? undefined
      : (await import('./official-form.js')).officialForm(fill, world.disk);
  const all = await expand(files, world.disk);
  await world.disk.putInOrder(output);
  const before = await lookedUp(all, form, flags, world);
  // the units of a file are known when it is read
  const found =
    unit === ALL_UNITS ? [] : await Promise.all(all.map((file) => before.find({ file, unit })));
  const names = found.flatMap((one) => (typeof one === 'object' ? one.name : []));
  const isDone = found.length > 0 && found.every((one) => one) && isEachOnce(names);
  if (!isDone) {
    const { compileFiles } = await import('./compile.js');
    return compileFiles(all, flags, before, world, terminal);
  }
  const tell = progressCounter(terminal.onPackage, all.length, world.now);
  for (const [i, one] of found.entries()) {
    const file = all[i] ?? '';
    const isKept = typeof one === 'object';
    if (!quiet) terminal.out(isKept ? lineOf(one, output, world) : priorLine(file));
    tell(file, isKept ? '未变' : '不单独生成');
  }
  if (!quiet) terminal.out(tallyLine({ 未变: names.length }));
  return EXIT.done;
}

const isEachOnce = (names: readonly string[]) => new Set(names).size === names.length;
