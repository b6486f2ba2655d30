/** `gongkai compile`: files in, packages out, a line for each. */
import pLimit, { type LimitFunction } from 'p-limit';
import { type CompileResult, compileInTurns } from '../compile.js';
import { DiagnosticError } from '../diagnostics.js';
import { nameProblem } from '../file-names.js';
import { labelOf } from '../kinds/load.js';
import { isPublishable, renderPackage } from '../package.js';
import { FORMATS, type Format, needsBrowser } from '../render/renderers.js';
import { type BrowserHolder, createBrowserHolder } from '../render/session.js';
import {
  packageLine,
  problemsText,
  type Timing,
  timingTable,
} from '../review/show/compile-text.js';
import { priorLine, type Tally, tallyLine } from '../review/show/kept-text.js';
import type { Kept } from '../unchanged.js';
import type { World } from '../world.js';
import { AT_A_TIME, type CompileFlags } from './compile-flags.js';
import { inOrder } from './in-order.js';
import { type Before, lineOf } from './made-before.js';
import { type Target, targetsOf } from './targets.js';
import { EXIT, failureOf, type Terminal } from './terminal.js';

/** What the files of one run share. */
interface Run extends CompileFlags, Before {
  readonly formats: readonly Format[];
  readonly world: World;
  /** Shows a person at once what is being done. */
  readonly progress: (text: string) => void;
  readonly browser: BrowserHolder;
  /** One file after the other, in their order: the first to make a name has it. */
  readonly computing: LimitFunction;
  /** Package name → file that makes it. */
  readonly names: Map<string, string>;
  readonly tally: Tally;
}

/**
 * Compiles all files but for what need not be made again, tells of them in their order and returns the exit code,
 * the worst of theirs.
 */
export async function compileFiles(
  files: readonly string[],
  flags: CompileFlags,
  before: Before,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const run: Run = {
    ...flags,
    ...before,
    formats: flags.only ?? FORMATS,
    world,
    progress: terminal.interactive && !flags.quiet ? terminal.err : () => {},
    browser: createBrowserHolder(flags.fonts ?? 'bundled'),
    computing: pLimit(1),
    names: new Map(),
    tally: { kept: 0, made: 0, failed: 0 },
  };
  const all = await targetsOf(files, flags.unit, world);
  const ended = terminal.beforeEnd?.(run.browser.kill);
  try {
    const codes = await inOrder(all, flags.jobs ?? AT_A_TIME, terminal, (target, own) =>
      tallied(compileFile(target, run, own), run.tally),
    );
    if (!flags.quiet) terminal.out(tallyLine(run.tally));
    return Math.max(...codes);
  } finally {
    await run.browser.stop();
    ended?.();
  }
}

async function tallied(code: Promise<number>, tally: Tally): Promise<number> {
  if ((await code) !== EXIT.done) tally.failed++;
  return code;
}

async function compileFile(target: Target, run: Run, terminal: Terminal): Promise<number> {
  const { world, quiet = false, verbose, output = 'out', formats } = run;
  const { file } = target;
  const timings: Timing[] = [];
  const onPhase = (phase: string) => {
    timings.push([phase, world.now()]);
    run.progress(`${file}  ${phase}……\n`);
  };
  const basis = run.basisOf(file);
  const result = await run.computing(() => compute(target, run, onPhase));
  if (result === 'prior') {
    if (!quiet) terminal.out(priorLine(file));
    return EXIT.done;
  }
  if ('told' in result) {
    run.tally.kept++;
    if (!quiet) terminal.out(lineOf(result, output, world));
    return EXIT.done;
  }
  terminal.err(problemsText(result, quiet));
  if (result.diagnostics.some(({ severity }) => severity === '错误')) return EXIT.failed;
  if (!isPublishable(result)) {
    if (!quiet) terminal.out(priorLine(file));
    return EXIT.done;
  }
  const earlier = run.names.get(result.compiled.document.title);
  if (earlier !== labelOf(result)) {
    terminal.err(
      `${labelOf(result)}：同 ${earlier} 的部门名称和年度相同，输出会互相覆盖，没有写出。\n`,
    );
    return EXIT.failed;
  }
  const { title } = result.compiled.document;
  const problem = nameProblem(title);
  if (problem) {
    const hint = '请改短部门名称，或改格式的“包名”';
    terminal.err(`${file}：材料的文件夹不能叫“${title}”：${problem}。${hint}。\n`);
    return EXIT.failed;
  }
  try {
    const { name, files, info, remarks, warnings } = await renderPackage(result, world, {
      ...run,
      basis,
      onPhase,
    });
    for (const warning of warnings) terminal.err(`警告：${warning}\n`);
    onPhase('写出');
    const folder = await world.disk.publish(output, name, files, info);
    run.tally.made++;
    if (verbose) terminal.err(timingTable(file, timings, world.now()));
    const only = formats.length < FORMATS.length ? formats : [];
    if (!quiet) terminal.out(packageLine(folder, world.folder, result.compiled, remarks, only));
    return EXIT.done;
  } catch (error) {
    if (error instanceof DiagnosticError) {
      terminal.err(problemsText({ ...result, checks: [], diagnostics: error.diagnostics }, quiet));
      return EXIT.failed;
    }
    const failure = failureOf(error);
    if (!failure) throw error;
    terminal.err(`${file}：${failure.message}\n`);
    return failure.exitCode;
  }
}

/** All but the files of the package, where it is to be made; its name is taken, unless an earlier file has it. */
async function compute(
  { file, unit, load }: Target,
  { formats, fonts, browser, names, world, find }: Run,
  onPhase: (phase: string) => void,
): Promise<CompileResult | Kept | 'prior'> {
  const kept = await find({ file, unit });
  if (kept === 'prior') return kept;
  // where an earlier file has the name, this one is told why it is not made
  if (kept && !names.has(kept.name)) {
    names.set(kept.name, kept.label);
    return kept;
  }
  onPhase('读取');
  const read = load();
  const prints = needsBrowser(formats);
  if (read.input?.kind.published && prints) await browser.begin();
  const anyCharacters = !prints || fonts === 'system';
  const result = await compileInTurns(read, world, { onPhase, anyCharacters });
  const name = result.compiled?.document.title;
  if (name !== undefined && !names.has(name)) names.set(name, labelOf(result));
  return result;
}
