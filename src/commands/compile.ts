/** `gongkai compile`: files in, packages out, a line for each. */
import { countBy } from 'es-toolkit/array/countBy';
import type { OfficialForm } from '../form-filling/fill-form.js';
import { FORMATS } from '../render/renderers.js';
import { priorLine, tallyLine } from '../review/show/kept-text.js';
import { packageLine, timingTable } from '../review/show/package-text.js';
import type { World } from '../world.js';
import { AT_A_TIME, type CompileFlags } from './compile-flags.js';
import { inOrder } from './in-order.js';
import { type Before, lineOf } from './made-before.js';
import type { Company, MakeFlags, Maker, Order } from './maker.js';
import { type Place, placesInOrder } from './names.js';
import type { FormatsFlag } from './own-formats.js';
import { progressCounter, progressOn } from './progress.js';
import { targetsOf } from './targets.js';
import { EXIT, failureOf, type Outcome, type Terminal } from './terminal.js';

type Flags = CompileFlags & FormatsFlag;

/** What the packages of one run share. */
interface Run {
  readonly flags: Flags;
  readonly before: Before;
  readonly world: World;
  readonly maker: Maker;
  /** Where there is but one package a person is shown at once what is being done. */
  readonly watched: Pick<Company, 'onPhase'>;
}

/** What has come of one package. */
interface Done {
  readonly outcome: Outcome;
  readonly code: number;
}

/**
 * Compiles all files but for what need not be made again, tells of them in their order and returns the exit code,
 * the worst of theirs. Here they are written and told of; they are made in this thread, or in others where
 * there are several and threads for them.
 */
export async function compileFiles(
  files: readonly string[],
  flags: Flags,
  before: Before,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { form } = before;
  const targets = await targetsOf(files, flags.unit, world);
  const many = targets.length > 1;
  const threads = many ? terminal.threads : undefined;
  const jobs = Math.min(flags.jobs ?? threads?.most ?? AT_A_TIME, targets.length);
  const maker = lateMaker(() =>
    threads
      ? threads.start(jobs, makeFlags(flags), form)
      : makerHere(makeFlags(flags), form, world),
  );
  const ended = terminal.beforeEnd?.(maker.kill);
  const shown = terminal.interactive && !flags.quiet;
  const progress = many && shown ? progressOn(terminal, targets.length, world.now) : undefined;
  const tell = progressCounter(terminal.onPackage, targets.length, world.now);
  const onPhase = (phase: string) => terminal.err(`${targets[0]?.file}  ${phase}……\n`);
  const run: Run = { flags, before, world, maker, watched: many || !shown ? {} : { onPhase } };
  const placeOfNext = placesInOrder();
  const places = new Map(targets.map((target) => [target, placeOfNext()]));
  const outcomes: Outcome[] = [];
  try {
    const codes = await inOrder(
      targets,
      // the next is there when a thread is done with one
      threads ? jobs + 1 : jobs,
      progress?.terminal ?? terminal,
      async (target, own) => {
        const place = places.get(target) as Place;
        const made = terminal.isStopped?.()
          ? Promise.resolve<Done>({ outcome: '没有编', code: EXIT.failed })
          : compileTarget(target, place, run, own);
        const { outcome, code } = await made
          .catch((error) => (many ? faulty(target, error, own) : Promise.reject(error)))
          .finally(place.pass);
        outcomes.push(outcome);
        progress?.done(outcome);
        tell(target.file, outcome);
        return code;
      },
    );
    progress?.end();
    if (!flags.quiet) terminal.out(tallyLine(countBy(outcomes, (one) => one)));
    return Math.max(...codes);
  } finally {
    progress?.end();
    await maker.stop();
    ended?.();
  }
}

const makeFlags = ({ only, fonts, quiet, withChecks, formulas, review, formats }: Flags) =>
  Object.fromEntries(
    Object.entries({ only, fonts, quiet, withChecks, formulas, review, formats }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as MakeFlags;

/** One that starts when the first package is to be made. */
function lateMaker(start: () => Promise<Maker>): Maker {
  let started: Promise<Maker> | undefined;
  return {
    make: async (order, company) => {
      started ??= start();
      return (await started).make(order, company);
    },
    stop: async () => (await started)?.stop(),
    kill: async () => (await started)?.kill(),
  };
}

async function makerHere(...args: [MakeFlags, OfficialForm | undefined, World]): Promise<Maker> {
  const { createMaker } = await import('./make-package.js');
  return createMaker(...args);
}

/** Makes one package, writes it and tells of it. */
async function compileTarget(
  target: Order,
  place: Place,
  run: Run,
  terminal: Terminal,
): Promise<Done> {
  const { quiet = false, verbose, output = 'out', only = FORMATS } = run.flags;
  const { before, world } = run;
  const kept = await before.find(target);
  if (kept === 'prior') {
    if (!quiet) terminal.out(priorLine(target.file));
    return { outcome: '不单独生成', code: EXIT.done };
  }
  // where an earlier file has the name, this one is told why it is not made
  if (kept && (await place.claim(kept.name, kept.label)) === kept.label) {
    if (!quiet) terminal.out(lineOf(kept, output, world));
    return { outcome: '未变', code: EXIT.done };
  }
  const order = { ...target, basis: before.basisOf(target.file) };
  const made = await run.maker.make(order, { ...place, ...run.watched });
  terminal.err(made.said);
  if (made.failed !== undefined) return { outcome: '有错', code: made.failed };
  if (!made.package) {
    if (!quiet) terminal.out(priorLine(target.file));
    return { outcome: '不单独生成', code: EXIT.done };
  }
  const { name, files, info, remarks, tables } = made.package;
  const writing = world.now();
  run.watched.onPhase?.('写出');
  try {
    const folder = await world.disk.publish(output, name, files, info);
    if (verbose) {
      // the maker's clock may have started with its thread
      const timings = made.timings.map(
        ([phase, start]) => [phase, start + writing - made.now] as const,
      );
      terminal.err(timingTable(target.file, [...timings, ['写出', writing]], world.now()));
    }
    const some = only.length < FORMATS.length ? only : [];
    if (!quiet) terminal.out(packageLine(folder, world.folder, tables, remarks, some));
    return { outcome: '已生成', code: EXIT.done };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    terminal.err(`${target.file}：${failure.message}\n`);
    return { outcome: '有错', code: failure.exitCode };
  }
}

/** A fault of this program costs the others nothing. */
function faulty({ file }: Order, error: unknown, terminal: Terminal): Done {
  const detail = error instanceof Error ? error.message : String(error);
  const lost = error instanceof Error && error.name === 'LostError';
  terminal.err(
    lost
      ? `${file}：没有写出：${detail}。\n`
      : `${file}：程序内部出错，没有写出。请把这句话和输入文件告诉维护者：${detail}\n`,
  );
  return { outcome: '有错', code: EXIT.environment };
}
