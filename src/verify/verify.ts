/**
 * Whether a package is what its manifest says: its files are those that were written, and made again from the
 * inputs that the manifest names they come out the same, byte for byte.
 */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { hasErrors } from '../diagnostics.js';
import type { OfficialForm } from '../form-filling/fill-form.js';
import { OWN_FOLDERS } from '../forms/own-templates.js';
import { nameIn } from '../forms/template-folder.js';
import {
  type BrowserHolder,
  compile,
  createBrowserHolder,
  FORMATS,
  type Format,
  isPublishable,
  packageFiles,
  render,
  type World,
} from '../index.js';
import { isSealed, type Manifest, readManifest, sha256 } from '../output/manifest.js';
import { MANIFEST, SIGNATURE } from '../output/old-package.js';
import { needsBrowser } from '../render/renderers.js';
import { optionsText, unchangedIn } from '../unchanged.js';
import { templatesFor } from '../world.js';

/** An input that the manifest names. */
export interface FoundInput {
  /** As the manifest names it. */
  readonly name: string;
  /** Where a file of that content is; undefined where none was found. */
  readonly path: string | undefined;
}

export interface FileFound {
  /** From the package's folder on, with `/`. */
  readonly path: string;
  readonly state: '不同' | '缺少' | '多出';
}

export interface Verified {
  /** Version of the program that made it. */
  readonly version: string;
  /** Files that are not as they were written, or that nobody has written. */
  readonly files: readonly FileFound[];
  readonly inputs: readonly FoundInput[];
  /** What came of making it again; absent where an input is missing or has errors. */
  readonly again?: {
    /** Whether program, templates and options are those that it was made with. */
    readonly sealed: boolean;
    readonly files: readonly FileFound[];
    /** Templates that are other ones now. */
    readonly templates: readonly string[];
  };
  /** Why it could not be made again, where all inputs are there. */
  readonly problem?: string;
}

/** Why a folder cannot be verified at all, in Chinese. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError';
}

/** Files that are looked through for one input. */
const MOST_FILES = 20_000;

export interface Verifier {
  /**
   * @param folder of a package
   * @throws VerifyError where it is none; BrowserError
   */
  verify(folder: string): Promise<Verified>;
  stop(): Promise<void>;
}

/** What many packages are verified with. */
interface Desk {
  readonly world: World;
  /** Folders and files in which inputs are looked for, and nowhere else. */
  readonly places: readonly string[];
  /** The files there. */
  readonly below: readonly string[];
  readonly browser: BrowserHolder;
}

/** @param places folders and files in which inputs are looked for, and nowhere else */
export function createVerifier(places: readonly string[], world: World): Verifier {
  const browser = createBrowserHolder('bundled');
  const below = places.flatMap((place) => filesIn(place, world));
  const desk = { world, places, below, browser };
  return { verify: (folder) => verifyPackage(folder, desk), stop: browser.stop };
}

async function verifyPackage(folder: string, desk: Desk): Promise<Verified> {
  const { world } = desk;
  const { disk } = world;
  const bytes = disk.readOrdinary(join(folder, MANIFEST));
  const text = bytes && new TextDecoder().decode(bytes);
  const manifest = text === undefined ? undefined : readManifest(text);
  if (text === undefined || !manifest)
    throw new VerifyError(`“${folder}”不是本程序编出的材料：没有 ${MANIFEST}，或它已损坏`);
  const base = {
    version: manifest.版本 ?? '',
    files: filesOf(folder, manifest, world),
  };
  const { inputs, main, form } = findInputs(manifest, desk);
  if (main === undefined || inputs.some(({ path }) => path === undefined))
    return { ...base, inputs };
  const made = await madeAgain(folder, text, manifest, main, form, desk);
  return typeof made === 'string'
    ? { ...base, inputs, problem: made }
    : { ...base, inputs, again: made };
}

/** Of what stands in the folder, all that is not as the manifest says. */
function filesOf(folder: string, manifest: Manifest, { disk }: World): Verified['files'] {
  const known = new Set([MANIFEST, SIGNATURE]);
  const told = manifest.输出.flatMap(({ 文件: path, sha256: hash }): FileFound[] => {
    known.add(path);
    if (!isInside(join(folder, path), folder)) return [{ path, state: '缺少' }];
    const bytes = disk.readOrdinary(join(folder, ...path.split('/')));
    if (!bytes) return [{ path, state: '缺少' }];
    return sha256(bytes) === hash ? [] : [{ path, state: '不同' }];
  });
  const more = disk
    .filesBelow(folder)
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !known.has(path))
    .sort()
    .map((path): FileFound => ({ path, state: '多出' }));
  return [...told, ...more];
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

interface Inputs {
  readonly inputs: readonly FoundInput[];
  /** The input itself. */
  readonly main: string | undefined;
  readonly form: OfficialForm | undefined;
}

/** By content: a file of the same name may have been changed since. */
function findInputs({ 输入: all }: Manifest, { places, below, world }: Desk): Inputs {
  const [first, ...others] = all;
  const find = (name: string, hash: string): string | undefined =>
    below.find((path) => basename(path) === name && hashOf(path, world) === hash);
  const main = first && find(first.文件, first.sha256);
  let form: OfficialForm | undefined;
  const named = others.map(({ 文件: name, 路径: path, sha256: hash }): FoundInput => {
    if (path === undefined) {
      // a bureau's workbook that is filled in
      const found = find(name, hash);
      const bytes = found === undefined ? undefined : world.disk.readOrdinary(found);
      if (bytes) form = { file: name, bytes };
      return { name, path: found };
    }
    const at = main === undefined ? undefined : join(dirname(main), ...path.split('/'));
    const isThere =
      at !== undefined && places.some((one) => isInside(at, one)) && hashOf(at, world) === hash;
    return { name: path, path: isThere ? at : undefined };
  });
  return { inputs: [...(first ? [{ name: first.文件, path: main }] : []), ...named], main, form };
}

function filesIn(place: string, { disk }: World): string[] {
  if (disk.kindOf(place) === 'file') return [place];
  if (disk.kindOf(place) === undefined) return [];
  return disk
    .filesBelow(place)
    .filter((path) => /\.(ya?ml|xlsx|xlsm)$/i.test(path))
    .slice(0, MOST_FILES)
    .map((path) => join(place, path));
}

function hashOf(path: string, { disk }: World): string | undefined {
  const bytes = disk.readOrdinary(path, 'followed');
  return bytes && sha256(bytes);
}

/** What of a package's making its files tell, and what they do not. */
interface Options {
  readonly formats: readonly Format[];
  readonly review: boolean;
  readonly withChecks: boolean;
  readonly formulas: boolean;
}

/** Of a package: its printed files have it, also where somebody has renamed the folder. */
function nameOf(folder: string, { 输出: files }: Manifest): string {
  const printed = files.flatMap(
    ({ 文件: path }) => /^([^/]+)\.(?:xlsx|pdf|docx)$/.exec(path)?.[1] ?? [],
  );
  return printed[0] ?? basename(resolve(folder));
}

/** @returns what differs, or why it could not be made */
async function madeAgain(
  folder: string,
  text: string,
  manifest: Manifest,
  main: string,
  form: OfficialForm | undefined,
  { world, browser }: Desk,
): Promise<NonNullable<Verified['again']> | string> {
  const name = nameOf(folder, manifest);
  const { options, basis, sealed } = await optionsOf(text, manifest, main, form, name, world);
  const [unit] = manifest.单位 ?? [];
  const anyCharacters = !needsBrowser(options.formats);
  const result = compile(main, world, { anyCharacters, ...(unit === undefined ? {} : { unit }) });
  if (!isPublishable(result) || hasErrors(result.diagnostics)) {
    const first = result.diagnostics.find(({ severity }) => severity === '错误');
    return `现在编它的输入有错误${first ? `：${first.message}` : ''}（编它的程序是 ${manifest.版本 ?? '不知哪一版'}，现在是 ${world.version}）`;
  }
  const made = await render(result, world, { ...options, form, basis, browser });
  const now = new Map(packageFiles(made).map((one) => [one.path, one.bytes]));
  const written = new Map([
    ...manifest.输出.map((one) => [one.文件, one.sha256] as const),
    [MANIFEST, sha256(text)] as const,
  ]);
  const files = [...written].flatMap(([path, hash]): FileFound[] => {
    const bytes = now.get(path);
    if (!bytes) return [{ path, state: '缺少' }];
    return sha256(bytes) === hash ? [] : [{ path, state: '不同' }];
  });
  const more = [...now.keys()]
    .filter((path) => !written.has(path))
    .map((path): FileFound => ({ path, state: '多出' }));
  return { sealed, files: [...files, ...more], templates: otherTemplates(manifest, main, world) };
}

/**
 * The options that it was made with. Those that no file tells are tried: with the right ones the seal of the
 * manifest closes, if program and templates are those that made it.
 */
async function optionsOf(
  text: string,
  manifest: Manifest,
  main: string,
  form: OfficialForm | undefined,
  name: string,
  world: World,
): Promise<{ options: Options; basis: string | undefined; sealed: boolean }> {
  const paths = manifest.输出.map(({ 文件: path }) => path);
  const has = (test: (path: string) => boolean) => paths.some(test);
  const formats = FORMATS.filter((one) =>
    has((path) => (one === 'csv' ? path.startsWith('数据/') : path === `${name}.${one}`)),
  );
  const review = has((path) => path.startsWith('审核/'));
  const prints = needsBrowser(formats);
  const madeBefore = await world.madeBefore?.();
  const basisOf = ({ withChecks, formulas }: Options): string | undefined => {
    if (!madeBefore) return undefined;
    const given = Object.entries({ withChecks, formulas }).filter(([, value]) => value);
    const about = form ? [form.file, sha256(form.bytes)] : [];
    const wanted = { options: optionsText(formats, review, about, given), prints };
    return unchangedIn('', wanted, world, madeBefore).basisOf(main);
  };
  const usual: Options = { formats, review, withChecks: false, formulas: false };
  for (const withChecks of [false, true])
    for (const formulas of [false, true]) {
      const options = { ...usual, withChecks, formulas };
      const basis = basisOf(options);
      if (basis !== undefined && isSealed(text, manifest, basis, name))
        return { options, basis, sealed: true };
    }
  return { options: usual, basis: basisOf(usual), sealed: false };
}

/** Templates that the manifest names and that have other contents now, or are not there. */
function otherTemplates({ 模板: named = [] }: Manifest, main: string, world: World): string[] {
  const folder = templatesFor(dirname(main), world);
  return named.flatMap(({ 文件: stored, sha256: hash }) => {
    const [top = '', ...below] = stored.split('/');
    const own = Object.entries(OWN_FOLDERS).find(([, name]) => name === top)?.[0];
    const path = [own ?? top, ...below].join('/');
    try {
      if (nameIn(folder, path).stored === stored && sha256(folder.read(path)) === hash) return [];
    } catch {
      // it is not there
    }
    return [stored];
  });
}
