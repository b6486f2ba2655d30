/**
 * Which packages need not be made again. A package is known by its manifest, which is sealed with the
 * fingerprint of all that decides what a package is like:
 *
 *     basis      program, browser, templates, options     before anything of them is read
 *     manifest   inputs, templates, outputs, by content   as they were read
 *     seal       basis, name and manifest in one hash
 *
 * What cannot be told is made.
 */
import { dirname, join, resolve } from 'node:path';
import { fingerprintOf } from './forms/fingerprint.js';
import { isSealed, type Manifest, readManifest, sha256, type Told } from './output/manifest.js';
import { type MadeBefore, templatesFor, type World } from './world.js';

/** A package that is asked for. */
export interface Asked {
  readonly file: string;
  /** A word for the unit whose it is; the department's without one. */
  readonly unit?: string | undefined;
}

/** A package that would be written again as it is. */
export interface Kept {
  /** Of its folder, which stands in the output folder. */
  readonly name: string;
  /** What it is the package of, for messages. */
  readonly label: string;
  /** What was told as it was made. */
  readonly told: Told;
  /** Files that the input names and that make no package themselves, as `resolve` gives them. */
  readonly priors: readonly string[];
}

/** The options that packages depend on. */
export interface Wanted {
  /** All of them, but for those that say where to write, how fast and what to show. */
  readonly options: string;
  /** Whether a browser prints. */
  readonly prints: boolean;
}

/**
 * The options of packages in one text, the same for the same.
 * @param form the workbook to be filled in: its name and its hash
 * @param others those beside, with what they are given
 */
export const optionsText = (
  formats: readonly string[],
  review = true,
  form: readonly string[] = [],
  others: readonly (readonly [string, unknown])[] = [],
): string =>
  JSON.stringify([formats, review, form, [...others].sort(([a], [b]) => (a < b ? -1 : 1))]);

export interface Unchanged {
  /** What a package rests on if it is made now; undefined where that cannot be told. */
  readonly basisOf: (file: string) => string | undefined;
  /** The package that stands there and need not be made. */
  readonly find: (asked: Asked) => Promise<Kept | undefined>;
}

/**
 * Which of some files are named by packages that are kept and make none themselves: they were read with those,
 * and nothing is to be told of them.
 */
export function priorsAmong(
  files: readonly string[],
  kept: readonly (Kept | undefined)[],
): ReadonlySet<string> {
  const named = new Set(kept.flatMap((one) => one?.priors ?? []));
  return new Set(files.filter((file) => named.has(resolve(file))));
}

interface Stored {
  readonly name: string;
  readonly text: string;
  readonly manifest: Manifest;
}

/** Looks at an output folder once, when it is first asked; each package is looked at once. */
export function unchangedIn(
  outDir: string,
  { options, prints }: Wanted,
  world: Omit<World, 'madeBefore'>,
  madeBefore: MadeBefore,
): Unchanged {
  const program = madeBefore.program();
  const browser = prints ? madeBefore.browser() : '';
  const basisOf = (file: string): string | undefined => {
    const templates = fingerprintOf(templatesFor(dirname(file), world));
    if (program === undefined || templates === undefined) return undefined;
    return sha256(JSON.stringify([world.version, program, browser, options, templates]));
  };
  let stored: Map<string, Stored[]> | undefined;
  const look = async ({ file, unit }: Asked): Promise<Kept | undefined> => {
    const basis = basisOf(file);
    const hash = hashOf(() => world.read(file));
    if (basis === undefined || hash === undefined) return undefined;
    stored ??= byInput(madeBefore.packages(outDir));
    for (const { name, text, manifest } of stored.get(hash) ?? []) {
      const same =
        isOf(manifest, unit) &&
        isSealed(text, manifest, basis, name) &&
        hasInputs(manifest, file, world);
      if (same && (await isWhole(join(outDir, name), manifest, madeBefore)))
        return {
          name,
          label: labelOf(manifest, file),
          told: manifest.核对 ?? {},
          priors: priorsOf(manifest, file),
        };
    }
    return undefined;
  };
  const found = new Map<string, Promise<Kept | undefined>>();
  const find = (asked: Asked) => {
    const key = JSON.stringify([asked.file, asked.unit]);
    const known = found.get(key) ?? look(asked);
    found.set(key, known);
    return known;
  };
  return { basisOf, find };
}

/** By the content of the input. */
function byInput(packages: ReturnType<MadeBefore['packages']>): Map<string, Stored[]> {
  const all = new Map<string, Stored[]>();
  for (const { name, manifest: text } of packages) {
    const manifest = readManifest(text);
    const hash = manifest?.输入[0]?.sha256;
    if (manifest && hash) all.set(hash, [...(all.get(hash) ?? []), { name, text, manifest }]);
  }
  return all;
}

const isOf = ({ 单位: words }: Manifest, unit: string | undefined): boolean =>
  unit === undefined ? words === undefined : words?.includes(unit) === true;

/** Whether the files that the input names are what they were, and it is called what it was. */
function hasInputs(
  { 输入: [input, ...others] }: Manifest,
  file: string,
  { read }: Pick<World, 'read'>,
): boolean {
  if (input?.文件 !== file.split(/[\\/]/).at(-1)) return false;
  return others.every(({ 路径: path, sha256: hash }) => {
    // others are templates, or belong to the options
    if (path === undefined) return true;
    return hashOf(() => read(join(dirname(file), path), file)) === hash;
  });
}

/** As a compile tells of it. */
function labelOf({ 单位: words }: Manifest, file: string): string {
  const [code, name = code] = words ?? [];
  return name === undefined ? file : `${file}（${name}）`;
}

const isWhole = (folder: string, { 输出: files }: Manifest, { holds }: MadeBefore) =>
  holds(
    folder,
    files.map(({ 文件: path, sha256: hash }) => ({ path, sha256: hash })),
  );

const priorsOf = ({ 输入: inputs }: Manifest, file: string): string[] =>
  inputs.flatMap(({ 路径: path, 类型: kind }) =>
    path !== undefined && kind !== undefined ? [resolve(dirname(file), path)] : [],
  );

function hashOf(read: () => Uint8Array): string | undefined {
  try {
    return sha256(read());
  } catch {
    return undefined;
  }
}
