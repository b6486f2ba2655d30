/**
 * The departments of a folder: each input is read, checked and looked up among the packages, one after the other
 * with turns for other work between; what is kept of one is its line of the list.
 */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type CompileResult,
  type InputSummary,
  KEY_FIGURES,
  type PackageMade,
  type PackagesMade,
  packagesMade,
  summarize,
  type World,
} from '../index.js';
import { departmentOf, type Looked, notHandedIn, notStarted } from './department-lines.js';
import type { DepartmentList } from './departments-wire.js';
import { type InputFiles, inputFiles } from './input-files.js';
import type { OpenedSeason } from './opened-season.js';

export interface Departments {
  readonly list: () => DepartmentList;
  /**
   * Looks again: at the inputs that files belong to, or at everything, packages included.
   * @param files absolute
   */
  readonly refresh: (files?: readonly string[]) => void;
  /** Folder of the package of a compiled input in the output folder, be it of an earlier version of the input. */
  readonly packageOf: (result: CompileResult) => string | undefined;
  readonly close: () => void;
}

export interface DepartmentsOptions {
  /** The opened folder. */
  readonly root: string;
  /** Where packages are written. */
  readonly output: string;
  /** With the formats as they are now; another object where these have changed. */
  readonly worldNow: () => World;
  /** ISO 8601 day. */
  readonly deadline?: string;
  /** Of a season whose list was opened: its departments alone, and those that have not handed in. */
  readonly season?: OpenedSeason;
  /** Called when the list is not what it was, but not more often than pages can follow. */
  readonly onChange: () => void;
}

/** Milliseconds without a change after which inputs are read again: the file that is written comes first. */
const QUIET = 400;
/** Milliseconds between two calls of `onChange`. */
const BETWEEN_CHANGES = 400;
/** Milliseconds between two looks how far a season is. */
const BETWEEN_ASKED = 2_000;

/** What is kept of an input; `summary` is absent where the file is none. */
interface Kept {
  readonly summary: Looked['summary'] | undefined;
  readonly package: PackageMade | undefined;
  readonly read: readonly { readonly file: string; readonly hash: string }[];
  /** In which it was read. */
  readonly world: World;
}

export function createDepartments(options: DepartmentsOptions): Departments {
  const { root, output, worldNow, deadline, season, onChange } = options;
  const kept = new Map<string, Kept>();
  const waiting = new Set<string>();
  const look = () => filesOf(options);
  let found = look();
  let closed = false;
  let working = false;
  let timer: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const told = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!closed) onChange();
    }, BETWEEN_CHANGES);
  };
  const work = async () => {
    if (working) return;
    working = true;
    let made: { readonly world: World; readonly packages: PackagesMade } | undefined;
    for (const path of waiting) {
      await turn();
      if (closed) return;
      waiting.delete(path);
      const world = worldNow();
      if (made?.world !== world) made = { world, packages: await packagesMade(output, world) };
      const file = join(root, path);
      const looked = await lookAt(file, kept.get(path), world, made.packages).catch((error) =>
        faulty(file, error, world),
      );
      kept.set(path, looked);
      told();
    }
    working = false;
  };
  const refresh = (files?: readonly string[]) => {
    found = look();
    const known = new Set(found.paths);
    for (const path of kept.keys()) if (!known.has(path)) kept.delete(path);
    for (const path of waiting) if (!known.has(path)) waiting.delete(path);
    const changed = files && new Set(files.map((file) => resolve(file)));
    for (const path of found.paths) {
      const before = kept.get(path);
      const concerned =
        !before ||
        !changed ||
        before.world !== worldNow() ||
        changed.has(resolve(root, path)) ||
        before.read.some(({ file }) => changed.has(resolve(file))) ||
        // it may have missed a file that is there now
        (before.summary?.counts.错误 ?? 0) > 0;
      if (concerned) waiting.add(path);
    }
    told();
    clearTimeout(quiet);
    quiet = setTimeout(() => void work(), QUIET);
  };
  for (const path of found.paths) waiting.add(path);
  void work();
  let progress = season?.progress() ?? '';
  const asking =
    season &&
    setInterval(() => {
      const before = progress;
      progress = season.progress();
      if (progress !== before) told();
    }, BETWEEN_ASKED);

  return {
    list: () => {
      const lines = found.paths.flatMap((path): Looked[] => {
        const one = kept.get(path);
        if (!one) return [{ path }];
        return one.summary ? [{ path, summary: one.summary, package: one.package }] : [];
      });
      return {
        departments: [
          ...lines.map((one) => departmentOf(one, lines)),
          ...(season ? notHandedIn(season, found.paths) : notStarted(lines)),
        ],
        figures: KEY_FIGURES,
        ...(deadline === undefined ? {} : { deadline }),
        ...(progress === '' ? {} : { progress }),
        ...(found.truncated ? { truncated: true } : {}),
      };
    },
    refresh,
    packageOf: ({ compiled }) => {
      if (!compiled) return undefined;
      const { disk, folder: here } = worldNow();
      const folder = join(resolve(here, output), compiled.document.title);
      return disk.kindOf(join(folder, 'manifest.json')) === 'file' ? folder : undefined;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(quiet);
      clearInterval(asking);
    },
  };
}

/** The inputs of a folder, or those of a season's list that are there. */
function filesOf({ root, output, worldNow, season }: DepartmentsOptions): InputFiles {
  const { folder, disk } = worldNow();
  if (!season) return inputFiles(root, resolve(folder, output));
  const paths = season.departments.map(({ path }) => path);
  return {
    paths: paths.filter((path) => disk.kindOf(join(root, ...path.split('/'))) === 'file').sort(),
    truncated: false,
  };
}

/** A fault of this program costs the others nothing. */
function faulty(file: string, error: unknown, world: World): Kept {
  const detail = error instanceof Error ? error.message : String(error);
  const message = `程序内部出错，没有读成。请把这句话和输入文件告诉维护者：${detail}`;
  const counts = { 错误: 1, 警告: 0, 提示: 0, 待核: 0 };
  const summary = { units: 0, counts, first: { message, line: 0 }, blank: false };
  return { summary, package: undefined, read: [{ file, hash: hashOf(file, world) ?? '' }], world };
}

/** What has not changed is not read anew; its package is looked up in any case. */
async function lookAt(
  file: string,
  before: Kept | undefined,
  world: World,
  packages: PackagesMade,
): Promise<Kept> {
  const isSame =
    before?.world === world &&
    before.read.length > 0 &&
    before.read.every((one) => hashOf(one.file, world) === one.hash);
  const { summary, read } = isSame ? before : readAnew(file, world);
  const made =
    summary && summary.counts.错误 === 0 && summary.packageName !== undefined
      ? await packages.find(file, summary.packageName)
      : undefined;
  return { summary, package: made, read, world };
}

function readAnew(file: string, world: World): Pick<Kept, 'summary' | 'read'> {
  const found = summarize(file, world);
  if (!found) return { summary: undefined, read: [{ file, hash: hashOf(file, world) ?? '' }] };
  const { sources, ...summary }: InputSummary = found;
  return { summary, read: sources.map((one) => ({ file: one.file, hash: sha256(one.bytes) })) };
}

function hashOf(file: string, { read }: Pick<World, 'read'>): string | undefined {
  try {
    return sha256(read(file));
  } catch {
    return undefined;
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
