/** The calls that change an output folder; the tests of what a killed run leaves hand in others. */
import {
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Each throws as node:fs does. */
export interface Changes {
  makeFolder(path: string): void;
  /** @throws where there is something already */
  write(path: string, bytes: Uint8Array): void;
  rename(from: string, to: string): void;
  /** A second name for a file. */
  link(from: string, to: string): void;
  /** A file, or a link as it is. */
  copy(from: string, to: string): void;
  /** With all that is in it; not an error where nothing is. */
  remove(path: string): void;
}

export const diskChanges: Changes = {
  makeFolder: (path) => void mkdirSync(path),
  write: (path, bytes) => writeFileSync(path, bytes, { flag: 'wx' }),
  rename: renameSync,
  link: linkSync,
  copy: (from, to) => cpSync(from, to, { verbatimSymlinks: true, preserveTimestamps: true }),
  remove: (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 }),
};

/** What stands at a path, a link as itself; undefined where nothing is. */
export const lookAt = (path: string): Stats | undefined =>
  lstatSync(path, { throwIfNoEntry: false });

/** As mkdir -p; node's own goes round for ever where a parent takes no folders (/proc). */
export function makeFolders(path: string, changes: Changes): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
  makeFolders(dirname(path), changes);
  try {
    changes.makeFolder(path);
  } catch (error) {
    // another run may have made it just now
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
