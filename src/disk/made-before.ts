/** What an output folder holds of packages that were made before, and by what they would be made now. */
import { webcrypto } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../output/old-package.js';
import { browserMark } from '../render/find-browser.js';
import type { MadeBefore } from '../world.js';
import { MOST_BYTES, readOrdinaryFile } from './ordinary-file.js';
import { programFingerprint } from './program.js';

/** @param root folder of this program */
export function madeBefore(root: string): MadeBefore {
  return { program: () => programFingerprint(root), browser: browserMark, packages, holds };
}

/** A link to a package is none: nothing is written through it. */
function packages(outDir: string): { name: string; manifest: string }[] {
  try {
    return readdirSync(outDir, { withFileTypes: true }).flatMap((entry) => {
      const bytes = entry.isDirectory() && bytesOf(join(outDir, entry.name, MANIFEST));
      const name = entry.name;
      return bytes ? [{ name, manifest: new TextDecoder().decode(bytes) }] : [];
    });
  } catch {
    return [];
  }
}

/** The threads of node hash several files at a time. */
async function holds(
  folder: string,
  files: readonly { path: string; sha256: string }[],
): Promise<boolean> {
  if (files.some(({ path }) => !isInside(path))) return false;
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
  if (![...folders].every(isFolder)) return false;
  const hashed = files.map(async ({ path, sha256 }) => {
    const bytes = bytesOf(join(folder, path));
    if (!bytes) return false;
    const digest = await webcrypto.subtle.digest('SHA-256', bytes);
    return Buffer.from(digest).toString('hex') === sha256;
  });
  return (await Promise.all(hashed)).every((same) => same);
}

/** Manifests may say anything. */
const isInside = (path: string): boolean =>
  path.split('/').every((step) => !/^\.{0,2}$|[\\\0]/.test(step));

/** A link is not what was written, whatever it leads to. */
function bytesOf(path: string): Uint8Array | undefined {
  try {
    return lstatSync(path).isFile() ? readOrdinaryFile(path, MOST_BYTES) : undefined;
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
