/** What this program is, by its content: the same version built anew may write other bytes. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';

const known = new Map<string, string | undefined>();

/**
 * The fingerprint of the code as it was built, of the versions of what it uses and of its fonts: the same on
 * every machine, as the manifests that hold it are. Taken once: what a program is does not change while it runs.
 * @param root folder of the package
 * @returns undefined where it cannot be told
 */
export function programFingerprint(root: string): string | undefined {
  if (!known.has(root)) known.set(root, taken(root));
  return known.get(root);
}

function taken(root: string): string | undefined {
  const hash = createHash('sha256');
  const tell = (name: string, content: string | Uint8Array) =>
    hash.update(`${name}\0${content.length}\0`).update(content);
  try {
    const stated = readFileSync(join(root, 'package.json'), 'utf8');
    const { version: own, dependencies = {} } = JSON.parse(stated) as PackageInfo;
    tell('gongkai', own);
    for (const name of Object.keys(dependencies).sort()) tell(name, versionOf(name, root));
    const code = join(root, 'dist');
    for (const path of filesBelow(code)) tell(path, readFileSync(join(code, path)));
    const fonts = join(root, 'templates', 'fonts');
    for (const path of filesBelow(fonts)) tell(path, beginning(join(fonts, path)));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

interface PackageInfo {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The version of a package that is loaded from a folder; empty where it is not installed. */
function versionOf(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(text) as PackageInfo).version;
    } catch {
      if (dirname(folder) === folder) return '';
    }
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.([cm]?js|json|wasm|ttf)$/.test(path))
    .sort();

/** Enough of a font: it begins with the checksums of all its tables. */
const BEGINNING = 64 * 1024;

function beginning(path: string): Uint8Array {
  const bytes = new Uint8Array(BEGINNING);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(file);
  }
}
