/**
 * A season: every package of a list, made by an engine and written to the output folder, in the list's order.
 *
 *     list ──▶ packages ──bundle──▶ job ──engine──▶ outcome ──▶ output folder
 *
 * A package that would come out as it stands there is left alone, so that a season that is run again does what
 * has changed. It may be stopped at any moment: what is written is whole.
 */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { loadInput, unitsOf } from '../kinds/load.js';
import { sha256 } from '../output/manifest.js';
import { needsBrowser } from '../render/renderers.js';
import { optionsText, unchangedIn } from '../unchanged.js';
import type { World } from '../world.js';
import { bundleOf } from './bundle.js';
import { type Engine, LostJob } from './engine.js';
import { jobOf, type PackageOptions, type PackageOutcome } from './job.js';
import type { SeasonDepartment, SeasonList } from './list.js';

/** A package of a season. */
export interface SeasonPackage {
  readonly department: SeasonDepartment;
  /** The unit whose it is; the department's without one. */
  readonly unit?: string;
}

export type PackageState = '已生成' | '未变' | '有错' | '没有报来' | '不单独生成' | '放下';

/** How a package of a season has ended. */
export interface PackageDone extends SeasonPackage {
  readonly state: PackageState;
  /** Name of its folder, where it is there. */
  readonly name?: string;
  /** What is wrong with the input, and what is waived; or why it is not made. */
  readonly said: string;
  /** The exit code, where something is wrong. */
  readonly failed?: number;
}

export interface SeasonRun {
  readonly list: SeasonList;
  readonly packages: readonly SeasonPackage[];
  readonly engine: Engine;
  /** Where packages are written. */
  readonly output: string;
  readonly world: World;
  /** Makes also what has not changed. */
  readonly force: boolean;
  /** Called as each ends, in no order. */
  readonly onDone: (done: PackageDone) => void;
  /** Whether what is not begun is to be left. */
  readonly isStopped: () => boolean;
}

/** The packages that a list asks for, in its order. Inputs of which all units are asked for are read for them. */
export function packagesOf({ root, departments }: SeasonList, world: World): SeasonPackage[] {
  return departments.flatMap((department): SeasonPackage[] => {
    if (department.units !== '全部') {
      const { units } = department;
      return units.length === 0 ? [{ department }] : units.map((unit) => ({ department, unit }));
    }
    const file = join(root, ...department.input.split('/'));
    const units = unitsOf(loadInput(file, world.read));
    return [{ department }, ...units.map(({ code }) => ({ department, unit: code }))];
  });
}

/** What tells one package of a season from the others. */
export const packageKey = ({ department, unit }: SeasonPackage): string =>
  JSON.stringify([department.input, unit ?? null]);

/** What a package is called in messages. */
export const labelOf = ({ department, unit }: SeasonPackage): string =>
  unit === undefined ? department.input : `${department.input}（${unit}）`;

/** Which program this is, and which browser prints: machines with the same make the same bytes. */
export async function programOf(world: World): Promise<string | undefined> {
  const made = await world.madeBefore?.();
  const program = made?.program();
  return program === undefined
    ? undefined
    : sha256(JSON.stringify([world.version, program, made?.browser()]));
}

/** Packages that are looked at at a time, whether they have changed. */
const LOOKED_AT_ONCE = 4;

/** Makes all packages. @returns how each ended, in the list's order */
export async function runSeason(run: SeasonRun): Promise<PackageDone[]> {
  const { packages, engine, output, world, list } = run;
  const madeBefore = await world.madeBefore?.();
  const prints = needsBrowser(list.options.only);
  const wanted = { options: optionsOf(list.options), prints };
  const before = madeBefore && unchangedIn(output, wanted, world, madeBefore);
  const names = createNames();
  const looking = pLimit(LOOKED_AT_ONCE);
  const making = pLimit(engine.atATime);
  const one = async (asked: SeasonPackage, i: number): Promise<PackageDone> => {
    const done = await doPackage(asked, i, { ...run, before, names, looking }).catch(
      (error): PackageDone => ({ ...asked, ...faultOf(asked, error) }),
    );
    run.onDone(done);
    return done;
  };
  const all = await Promise.all(packages.map((asked, i) => making(() => one(asked, i))));
  for (const [i, first] of names.displaced) {
    const [asked, earlier] = [packages[i], packages[first]];
    // it says so itself where it came to know of it
    if (!asked || !earlier || all[i]?.state === '有错') continue;
    const done = sameName(asked, earlier, all[i]?.said);
    all[i] = done;
    run.onDone(done);
  }
  return all;
}

interface Shared extends SeasonRun {
  readonly before: ReturnType<typeof unchangedIn> | undefined;
  readonly names: Names;
  readonly looking: ReturnType<typeof pLimit>;
}

async function doPackage(asked: SeasonPackage, i: number, shared: Shared): Promise<PackageDone> {
  const { list, world, engine, output, before, names, force, isStopped, looking } = shared;
  const { department, unit } = asked;
  const file = join(list.root, ...department.input.split('/'));
  const ended = (state: PackageState, said = '', more: Partial<PackageDone> = {}): PackageDone => ({
    ...asked,
    state,
    said,
    ...more,
  });
  if (isStopped()) return ended('放下', '停下了，没有编。\n');
  if (world.disk.kindOf(file) === undefined) return ended('没有报来');
  const kept = force ? undefined : await looking(async () => before?.find({ file, unit }));
  if (kept && (await names.take(i, kept.name, async () => {})) === i)
    return ended('未变', '', { name: kept.name });
  const basis = before?.basisOf(file);
  if (basis === undefined) throw new Error('认不出本程序是哪一版，请重新安装');
  const outcome = await engine.make(async () => {
    const bundle = bundleOf(list.root, department.input, world);
    const { format = list.format } = bundle;
    if (format !== list.format && list.format !== undefined)
      throw new WrongFormat(`清单要求用格式“${list.format}”，写的是“${format}”，没有编`);
    return jobOf(bundle, unit, list.options, basis);
  });
  return written(outcome, asked, i, { ...shared, output, names });
}

/** Writes a package that was made. */
async function written(
  { said, failed, package: made }: PackageOutcome,
  asked: SeasonPackage,
  i: number,
  { output, names, world, packages }: Shared,
): Promise<PackageDone> {
  if (failed !== undefined) return { ...asked, state: '有错', said, failed };
  if (!made) return { ...asked, state: '不单独生成', said };
  const write = () => world.disk.publish(output, made.name, made.files);
  const earlier = packages[await names.take(i, made.name, write)];
  if (earlier && earlier !== asked) return sameName(asked, earlier, said);
  return { ...asked, state: '已生成', said, name: made.name };
}

/** @param earlier the package of the list that has its name */
function sameName(asked: SeasonPackage, earlier: SeasonPackage, said = ''): PackageDone {
  const why = `${labelOf(asked)}：同 ${labelOf(earlier)} 的部门名称和年度相同，输出会互相覆盖，没有写出。\n`;
  return { ...asked, state: '有错', said: said + why, failed: 1 };
}

/** The options of a package as `gongkai compile` with the same ones has them. */
function optionsOf({ only, review, withChecks, formulas }: PackageOptions): string {
  const given = Object.entries({ withChecks, formulas }).filter(([, value]) => value);
  return optionsText(only, review, [], given);
}

/** An input has another format than the list wants. */
class WrongFormat extends Error {
  override readonly name = 'WrongFormat';
}

/** A fault costs the others nothing. */
function faultOf(
  asked: SeasonPackage,
  error: unknown,
): Pick<PackageDone, 'state' | 'said' | 'failed'> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WrongFormat)
    return { state: '有错', said: `${labelOf(asked)}：${message}。\n`, failed: 1 };
  const { name } = error as Error;
  const known = error instanceof LostJob || ['StoreError', 'PublishError'].includes(name);
  const what = known ? '没有写出' : '程序内部出错，没有写出';
  return { state: '放下', said: `${labelOf(asked)}：${what}：${message}。\n`, failed: 3 };
}

/**
 * Names of packages. The first of the list that makes one has it, whichever is done first: one that comes
 * later gives way, also where it stands there already.
 */
interface Names {
  /**
   * Takes a name, unless a package before it has it.
   * @param write puts the package there; called when nobody else of the name is being written
   * @returns who has the name
   */
  take(i: number, name: string, write: () => Promise<unknown>): Promise<number>;
  /** Packages that had a name until one before them came, with that one. */
  readonly displaced: ReadonlyMap<number, number>;
}

function createNames(): Names {
  const owners = new Map<string, { owner: number; written: Promise<unknown> }>();
  const displaced = new Map<number, number>();
  return {
    displaced,
    take: async (i, name, write) => {
      const before = owners.get(name);
      if (before && before.owner < i) return before.owner;
      if (before) displaced.set(before.owner, i);
      const written = (before?.written ?? Promise.resolve())
        .catch(() => {})
        .then(() => (owners.get(name)?.owner === i ? write() : undefined));
      owners.set(name, { owner: i, written });
      await written;
      return owners.get(name)?.owner ?? i;
    },
  };
}
