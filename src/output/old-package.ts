/** The package that stood in a place before: which of its files a person has put there, and how they are kept. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type Changes, lookAt, makeFolders } from './changes.js';
import { PublishError } from './problem.js';

/** Lists the files of a package, and stands beside them. */
export const MANIFEST = 'manifest.json';
/** Who released it; goes with the manifest that it is of. */
export const SIGNATURE = 'manifest.json.minisig';

/** Something in a package that this program has not written. */
export interface Kept {
  /** From the package's folder on, with `/`. */
  readonly path: string;
  /** A folder with nothing in it. */
  readonly folder: boolean;
}

/**
 * What an old package holds that this program did not write; undefined where there is no package.
 * @throws PublishError when the place is taken by something else
 */
export function keptIn(target: string): readonly Kept[] | undefined {
  const found = lookAt(target);
  if (!found) return undefined;
  if (found.isSymbolicLink())
    throw new PublishError(
      `输出位置上有一个同名的链接（指向 ${readlinkSync(target)}），没有写出。请移开，或用 -o 改用别的输出文件夹：${target}`,
    );
  if (!found.isDirectory()) throw new PublishError(`输出位置上有一个同名的文件，请移开：${target}`);
  const present = entriesOf(target);
  if (present.every(({ folder }) => folder)) return present;
  const own = writtenFiles(target);
  if (!own)
    throw new PublishError(
      `输出位置上有一个同名文件夹，不是本程序生成的（没有 ${MANIFEST}，或它已损坏），请移开或改用别的输出文件夹：${target}`,
    );
  return present.filter(({ path }) => !own.has(path));
}

/** What people work on: a file of these that is not as it was written was edited. */
const EDITED = /\.docx$/;

/** Files of a package that this program wrote and somebody has edited since. */
export function editedIn(target: string): readonly Kept[] {
  const own = writtenFiles(target);
  return entriesOf(target).filter(({ path }) => {
    const hash = own?.get(path);
    const place = join(target, ...path.split('/'));
    if (hash === undefined || !EDITED.test(path) || !lookAt(place)?.isFile()) return false;
    return createHash('sha256').update(readFileSync(place)).digest('hex') !== hash;
  });
}

/** Files, links and all else that is no folder, and folders with nothing in them. */
function entriesOf(folder: string): Kept[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const pathOf = (parent: string, name: string) =>
    relative(folder, join(parent, name)).split(sep).join('/');
  const filled = new Set(entries.map(({ parentPath }) => pathOf(parentPath, '')));
  return entries
    .map((entry) => ({ path: pathOf(entry.parentPath, entry.name), folder: entry.isDirectory() }))
    .filter(({ path, folder: empty }) => !(empty && filled.has(path)));
}

/** Paths that a package's manifest lists with their hashes, and its own; undefined where there is none to read. */
function writtenFiles(folder: string): ReadonlyMap<string, string> | undefined {
  const path = join(folder, MANIFEST);
  // to read anything else might never end
  if (!lookAt(path)?.isFile()) return undefined;
  try {
    const { 输出 } = JSON.parse(readFileSync(path, 'utf8')) as {
      输出: { 文件: string; sha256: string }[];
    };
    return new Map([
      [MANIFEST, ''],
      [SIGNATURE, ''],
      ...输出.map(({ 文件, sha256 }) => [文件, sha256] as const),
    ]);
  } catch {
    return undefined;
  }
}

/**
 * Puts what a person has put into one package into another one as well; beside its place where that has
 * the name itself.
 */
export function carryOver(from: string, to: string, kept: readonly Kept[], changes: Changes): void {
  for (const { path, folder } of kept) {
    const place = freePlace(to, path, folder);
    if (folder) makeFolders(place, changes);
    else {
      makeFolders(dirname(place), changes);
      carryFile(join(from, path), place, changes);
    }
  }
}

/** As `carryOver`, but for what the other package has already: for what was put there a moment ago. */
export function carryLate(from: string, to: string, changes: Changes): void {
  const late = (keptIn(from) ?? []).filter(({ path, folder }) => {
    const [there, here] = [lookAt(join(from, path)), lookAt(join(to, path))];
    if (!there || !here) return there !== undefined;
    if (folder) return !here.isDirectory();
    return there.ino !== here.ino && (there.size !== here.size || !sameTime(there, here));
  });
  carryOver(from, to, late, changes);
}

/** Some systems keep times to two seconds. */
const sameTime = (one: { mtimeMs: number }, other: { mtimeMs: number }) =>
  Math.abs(one.mtimeMs - other.mtimeMs) <= 2000;

function freePlace(to: string, path: string, folder: boolean): string {
  const steps = path.split('/');
  // a folder of the package where the file stood, or a file where its folder stood
  const clash = steps.findIndex((_, i) => {
    const found = lookAt(join(to, ...steps.slice(0, i + 1)));
    return found && !(found.isDirectory() && (folder || i < steps.length - 1));
  });
  if (clash < 0) return join(to, ...steps);
  const beside = besides(join(to, ...steps.slice(0, clash + 1)));
  return join(beside, ...steps.slice(clash + 1));
}

/** A free name beside one that is taken: 局.pdf.原有, 局.原有.docx */
export function besides(path: string): string {
  const [ending = ''] = EDITED.exec(path) ?? [];
  const stem = path.slice(0, path.length - ending.length);
  const names = function* () {
    yield `${stem}.原有${ending}`;
    for (let n = 2; ; n++) yield `${stem}.原有${n}${ending}`;
  };
  for (const name of names()) if (!lookAt(name)) return name;
  return path;
}

/** By a second name where the system has such: at once, and whatever it is. */
function carryFile(from: string, place: string, changes: Changes): void {
  const found = lookAt(from);
  if (!found?.isSymbolicLink()) {
    try {
      changes.link(from, place);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!code || !NO_LINKS.has(code)) throw error;
    }
  }
  if (found && !found.isFile() && !found.isSymbolicLink())
    throw new PublishError(`材料文件夹里有一个不是普通文件的“${from}”，不能保留，请移开`);
  changes.copy(from, place);
}

/** File systems that give a file one name alone, and files that their owner alone may give another. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EINVAL',
  'UNKNOWN',
]);
