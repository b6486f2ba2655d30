/** What an output folder holds of packages that were made before, and by what they would be made now. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../output/old-package.js';
import { browserMark } from '../render/find-browser.js';
import type { MadeBefore } from '../world.js';
import { MOST_BYTES } from './ordinary-file.js';
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
    return createHash('sha256').update(bytes).digest('hex') === sha256;
  });
  return (await Promise.all(hashed)).every((same) => same);
}

/** Manifests may say anything. */
const isInside = (path: string): boolean =>
  path.split('/').every((step) => !/^\.{0,2}$|[\\\0]/.test(step));

/** A link is not what was written, whatever it leads to; of what is no file, or larger than any of ours, nothing is read. */
function bytesOf(path: string): Uint8Array | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= MOST_BYTES ? readFileSync(path) : undefined;
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
