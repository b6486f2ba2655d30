/** Formats and subjects of a bureau's own on the disk, found beside its inputs. Nobody has looked at them before. */
import { opendirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { TemplateFolder } from '../forms/library.js';
import { laidOver, OWN_FOLDERS, ownTemplates } from '../forms/own-templates.js';
import { LIMITS } from '../input/limits.js';
import { UnreadError } from '../input/unread.js';
import { readOrdinaryFile } from './ordinary-file.js';

/** Names in one folder: a bureau has a few formats with a dozen tables each. */
const MOST_NAMES = 500;
/** Folders with formats of their own that are kept: what was read from them takes megabytes. */
const MOST_KEPT = 8;

/**
 * For each folder, the templates with the formats that lie in it or in a folder above it, as far as the
 * current one; the nearest come first. For a folder elsewhere only its own are looked for. The same object
 * for the same templates, until many others were asked for.
 * @param here the current folder
 * @param templates that are under all of them
 */
export function templatesBeside(
  here: string,
  templates: TemplateFolder,
): (folder: string) => TemplateFolder {
  const known = new Map<string, TemplateFolder>();
  const from = (folder: string): TemplateFolder => {
    const goesOn = folder !== here && isInside(folder, here);
    const under = goesOn ? from(dirname(folder)) : templates;
    if (!hasOwnFolders(folder)) return under;
    const all = known.get(folder) ?? laidOver(folderTemplates(folder, here), under);
    // those that were asked for last stand last
    known.delete(folder);
    known.set(folder, all);
    const [oldest] = known.keys();
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
    return all;
  };
  return (folder) => from(resolve(here, folder));
}

/**
 * The templates of a folder that a person names: 格式/ and 科目/ in it, or the formats themselves.
 * @returns undefined where it is no folder
 */
export function templatesIn(folder: string, here: string): TemplateFolder | undefined {
  const home = resolve(here, folder);
  if (!isFolder(home)) return undefined;
  return folderTemplates(home, here, hasOwnFolders(home) ? undefined : OWN_FOLDERS.profiles);
}

const hasOwnFolders = (home: string) =>
  Object.values(OWN_FOLDERS).some((name) => isFolder(join(home, name)));

/** @param itself the folder of a bureau's that `home` is itself */
function folderTemplates(home: string, here: string, itself?: string): TemplateFolder {
  const fileOf = (path: string) => {
    const steps = path.split('/');
    if (steps.some((step) => !isPlainName(step))) throw missing(path);
    return join(home, ...(steps[0] === itself ? steps.slice(1) : steps));
  };
  return ownTemplates(
    {
      read: (path) => readOrdinaryFile(placeInside(fileOf(path), home), LIMITS.bytes),
      list: (path) => namesIn(placeInside(fileOf(path), home)),
    },
    (path) => shownFrom(here, fileOf(path)),
  );
}

/** A step of a path that leads to what stands in a folder, and nowhere else. */
const isPlainName = (name: string) => name !== '' && !/^\.{1,2}$|[\\/\0]/.test(name);

/**
 * Where a path leads in truth.
 * @throws UnreadError where that is not in the folder; as node:fs does where nothing is
 */
function placeInside(path: string, home: string): string {
  const place = realpathSync(path);
  if (!isInside(place, realpathSync(home))) throw new UnreadError('outside');
  return place;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** @throws UnreadError where there are more than anybody has */
function namesIn(folder: string): string[] {
  const names: string[] = [];
  const opened = opendirSync(folder);
  try {
    for (let entry = opened.readSync(); entry; entry = opened.readSync()) {
      if (names.length === MOST_NAMES) throw new UnreadError('many');
      names.push(entry.name);
    }
  } finally {
    opened.closeSync();
  }
  return names.sort();
}

/** A path as messages show it: from the current folder on, unless that leads out of it. */
function shownFrom(here: string, path: string): string {
  return (isInside(path, here) ? relative(here, path) : path).split(sep).join('/');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const missing = (path: string) => Object.assign(new Error(path), { code: 'ENOENT' });
