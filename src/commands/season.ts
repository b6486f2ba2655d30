/** `gongkai season 清单.yaml`: the packages of a list, made here or by workers elsewhere. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DiagnosticError } from '../diagnostics.js';
import { diagnosticsText } from '../review/show/diagnostics-text.js';
import type { Engine } from '../season/engine.js';
import { readSeasonList, type SeasonList } from '../season/list.js';
import {
  type PackageDone,
  packageKey,
  packagesOf,
  programOf,
  runSeason,
  type SeasonPackage,
} from '../season/season.js';
import { countsOf, type SeasonState, seasonState, stateFileOf } from '../season/state.js';
import type { World } from '../world.js';
import { AT_A_TIME } from './compile-flags.js';
import { makeJobWith } from './make-job.js';
import type { Maker } from './maker.js';
import { progressOn } from './progress.js';
import { type QueueFlags, queueOf, storeOf } from './season-flags.js';
import { EXIT, type Terminal } from './terminal.js';

export interface SeasonFlags extends QueueFlags {
  /** Where packages are written. */
  readonly output?: string;
  /** How many are made at a time, where they are made here. */
  readonly jobs?: number;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Milliseconds between two writings of the state, which has a line a package, and more for each of them. */
const BETWEEN_STATES = 2_000;
const BETWEEN_STATES_EACH = 1;

/** Milliseconds for a database that does not answer at once. */
const UNTIL_CONNECTED = 10_000;

const WAITING =
  '任务排进队列，由各台机器上的 gongkai worker 编，编好的写到这里。中途停了也不要紧：再运行一次就接着等。\n';

/** Makes the packages of a list and returns the exit code, the worst of theirs; 1 where one has no input yet. */
export async function seasonFile(
  file: string,
  flags: SeasonFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { output = 'out', quiet = false, force = false } = flags;
  const list = listOf(file, world, terminal);
  if (!list) return EXIT.failed;
  await world.disk.putInOrder(output);
  const packages = packagesOf(list, world);
  const engine = await engineFor(packages, flags, world, terminal);
  let stopped = false;
  const ended = terminal.beforeEnd?.(async () => {
    stopped = true;
    await engine.stop();
  });
  if (flags.queue !== undefined && !quiet) terminal.err(WAITING);
  const shown = terminal.interactive && !quiet;
  const progress = shown ? progressOn(terminal, packages.length, world.now) : undefined;
  const say = progress?.terminal ?? terminal;
  const done = new Map<string, PackageDone>();
  const started = new Date().toISOString();
  const start = world.now();
  const store = async (isEnd: boolean) => {
    const state = seasonState(list, packages, done, {
      started,
      now: new Date().toISOString(),
      elapsed: world.now() - start,
      ended: isEnd,
      queue: await engine.state().catch(() => '数据库没有回答'),
    });
    const file = { path: join(output, stateFileOf(list)), content: `${JSON.stringify(state)}\n` };
    // the folder is there with the first of what is written to it
    if (world.disk.kindOf(output) === undefined) await world.disk.writeNew([file]);
    else await world.disk.write(file.path, file.content);
    return state;
  };
  let over = false;
  const storing = (async () => {
    while (!over) {
      await store(false);
      const pause = BETWEEN_STATES + packages.length * BETWEEN_STATES_EACH;
      for (let waited = 0; !over && waited < pause; waited += 100) await wait(100);
    }
  })();
  storing.catch(() => {});
  try {
    const all = await runSeason({
      list,
      packages,
      engine,
      output,
      world,
      force,
      onDone: (one) => {
        done.set(packageKey(one), one);
        if (one.said !== '' && (!quiet || one.failed !== undefined)) say.err(one.said);
        if (one.state === '已生成' && !quiet) say.out(`已生成 ${join(output, one.name ?? '')}\n`);
        progress?.done(one.state);
      },
      isStopped: () => stopped || terminal.isStopped?.() === true,
    });
    over = true;
    await storing;
    progress?.end();
    const state = await store(true);
    if (!quiet) terminal.out(tally(state));
    const codes = all.map(({ state: one, failed = EXIT.done }) =>
      one === '没有报来' ? EXIT.failed : failed,
    );
    // a province has more than a call takes arguments
    return codes.reduce((worst, code) => Math.max(worst, code), EXIT.done);
  } finally {
    over = true;
    progress?.end();
    await engine.stop();
    ended?.();
  }
}

/** Undefined where something is wrong with it, which was told. */
export function listOf(file: string, world: World, terminal: Terminal): SeasonList | undefined {
  try {
    return readSeasonList(file, world);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const textOf = (name: string) => {
      try {
        return new TextDecoder().decode(world.read(name));
      } catch {
        return undefined;
      }
    };
    terminal.err(diagnosticsText(error.diagnostics, textOf));
    return undefined;
  }
}

/** Workers elsewhere where a queue is named, else threads of this process. */
async function engineFor(
  packages: readonly SeasonPackage[],
  flags: SeasonFlags,
  world: World,
  terminal: Terminal,
): Promise<Engine> {
  if (flags.queue !== undefined) {
    const program = await programOf(world);
    const store = await storeOf(flags, world);
    let told = '';
    const onError = ({ message }: Error) => {
      if (message !== told) terminal.err(`队列或存储没有回答，稍后再试：${message}\n`);
      told = message;
    };
    const queue = await queueOf(flags, world, program, onError, UNTIL_CONNECTED);
    const { queueEngine } = await import('../season/engine-queue.js');
    return queueEngine(queue, store, onError);
  }
  const { localEngine } = await import('../season/engine.js');
  const { threads } = terminal;
  const jobs = Math.min(flags.jobs ?? threads?.most ?? AT_A_TIME, packages.length);
  const maker = await makerFor(jobs, world, threads);
  return localEngine(makeJobWith(maker), jobs, maker.stop);
}

/**
 * Threads where there are any, else this one.
 * @param memory megabytes of objects that a package may take
 */
export async function makerFor(
  jobs: number,
  world: World,
  threads: Terminal['threads'],
  memory?: number,
): Promise<Maker> {
  if (threads) return threads.start(jobs, {}, undefined, memory);
  const { createMaker } = await import('./make-package.js');
  return createMaker({}, undefined, world);
}

function tally({ 名称, 各份 }: SeasonState): string {
  const counts = countsOf(各份).map(([state, count]) => `${state} ${count}`);
  return `${名称}：共 ${各份.length} 份，${counts.join('，')}。\n`;
}
