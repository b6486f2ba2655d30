/** The real world: files as they are, templates of this package. */
import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TemplateFolder } from '../forms/library.js';
import { LIMITS } from '../input/limits.js';
import type { Disk, World } from '../world.js';
import { assertNoLinkOut, MOST_BYTES, readOrdinaryFile } from './ordinary-file.js';
import { templatesBeside, templatesIn } from './own-folder.js';

/** Path of a file of this package. */
const fileOf = (path: string) => join(PACKAGE, path);
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
/** Of formats that the build has made; nothing stands there for a program that runs from its sources. */
const AHEAD = fileURLToPath(new URL('../ahead', import.meta.url));
const templates: TemplateFolder = {
  read: (path) => readFileSync(fileOf(`templates/${path}`)),
  list: (folder) => readdirSync(fileOf(`templates/${folder}`)),
  ahead: (format) => {
    try {
      return readFileSync(join(AHEAD, format));
    } catch {
      return undefined;
    }
  },
};

const disk: Disk = {
  kindOf: (path) => {
    const found = statOf(path);
    return found && (found.isDirectory() ? 'folder' : 'file');
  },
  isSame: (one, other) => {
    const [a, b] = [statOf(one), statOf(other)];
    return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
  },
  list: (folder) => {
    try {
      accessSync(folder, constants.R_OK | constants.X_OK);
      return readdirSync(folder);
    } catch {
      return undefined;
    }
  },
  filesBelow: (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
  readOrdinary: (path, links) => {
    try {
      if (!links && lstatSync(path).isSymbolicLink()) return undefined;
      return readOrdinaryFile(path, MOST_BYTES);
    } catch {
      return undefined;
    }
  },
  readUpTo: readOrdinaryFile,
  templatesIn: (folder) => templatesIn(folder, process.cwd()),
  glob: async (pattern) => {
    const { glob } = await import('tinyglobby');
    return glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) });
  },
  write: async (path, text) => (await import('./output-file.js')).writeWhole(path, text),
  writeNew: async (files) => (await import('./output-file.js')).writeNew(files),
  putInOrder: async (outDir) => (await import('../publish.js')).putInOrder(outDir),
  publish: async (...args) => (await import('../publish.js')).publish(...args),
};

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * The disk of this machine, the templates of this package, the clock. Formats that lie beside an input are
 * read when they are first needed and kept as long as this world is: after a change make another.
 */
export function diskWorld(): World {
  const { version } = JSON.parse(readFileSync(fileOf('package.json'), 'utf8')) as {
    version: string;
  };
  const folder = process.cwd();
  return {
    version,
    folder,
    templatesFolder: fileOf('templates'),
    now: () => performance.now(),
    read: (file, from) => {
      if (from !== undefined) assertNoLinkOut(file, from);
      return readOrdinaryFile(file, LIMITS.bytes);
    },
    templates,
    templatesAt: templatesBeside(folder, templates),
    disk,
    environment: process.env,
    madeBefore: async () => (await import('./made-before.js')).madeBefore(PACKAGE),
  };
}
