/**
 * Publishing: a package appears whole or not at all.
 *
 * Everything is written to a fresh folder beside its place, then renamed. An old package goes only
 * when the new one stands; files that a person has put into it are carried over.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** The output folder cannot take the package (no space, no permission, something else in its place). */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

export interface OutputFile {
  /** Relative to the package folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ManifestInfo {
  readonly version: string;
  readonly inputs: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly templates: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

const MANIFEST = 'manifest.json';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The manifest: what the package was made from and what it holds, by content; no times, no folders. */
export function manifest(files: readonly OutputFile[], info: ManifestInfo): string {
  const entry = (path: string, bytes: Uint8Array) => ({ 文件: path, sha256: sha256(bytes) });
  const byPath = <T extends { 文件: string }>(list: T[]) =>
    list.sort((a, b) => (a.文件 < b.文件 ? -1 : 1));
  return `${JSON.stringify(
    {
      工具: 'gongkai',
      版本: info.version,
      输入: info.inputs.map(({ file, bytes }) => entry(basename(file), bytes)),
      模板: byPath(info.templates.map(({ path, bytes }) => entry(path, bytes))),
      输出: byPath(files.map(({ path, bytes }) => entry(path, bytes))),
    },
    null,
    2,
  )}\n`;
}

/**
 * Writes a package to `outDir/name`.
 * @returns the package's folder
 * @throws PublishError; then nothing in outDir has changed
 */
export function publish(
  outDir: string,
  name: string,
  files: readonly OutputFile[],
  info: ManifestInfo,
): string {
  const out = resolve(outDir);
  const target = join(out, name);
  if (dirname(target) !== out || !isFolderName(name))
    throw new PublishError(`“${name.slice(0, MOST_NAME)}”不能作文件夹名`);
  const old = existing(target);
  let fresh: string | undefined;
  try {
    makeFolder(out);
    fresh = join(out, `.gongkai-${randomUUID()}`);
    mkdirSync(fresh);
    for (const { path, bytes } of [
      ...files,
      { path: MANIFEST, bytes: Buffer.from(manifest(files, info)) },
    ]) {
      const place = resolve(fresh, path);
      if (relative(fresh, place).startsWith(`..${sep}`))
        throw new PublishError(`文件名不对：${path}`);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
    }
    for (const path of old?.foreign ?? []) carryOver(target, fresh, path);
    swap(fresh, target, old !== undefined);
    return target;
  } catch (error) {
    if (fresh && existsSync(fresh)) rmSync(fresh, { recursive: true, force: true });
    throw error instanceof PublishError ? error : new PublishError(explain(error, out));
  }
}

const MOST_NAME = 100;

/** A name that every file system takes, and that stays within its folder. */
function isFolderName(name: string): boolean {
  return (
    name.length <= MOST_NAME &&
    !/[\\/:*?"<>|\u0000-\u001f\u007f]|^[.\s]|[.\s]$|^$/.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
  );
}

/** As mkdir -p; node's own goes round for ever where a parent takes no folders (/proc). */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Copies a person's file into the new package; beside its place where the package has that name itself. */
function carryOver(from: string, to: string, path: string): void {
  const steps = path.split('/');
  const taken = (at: string) => existsSync(join(to, at));
  // a folder of the package where the file stood, or a file where its folder stood
  const clash = steps.findIndex((_, i) => {
    const at = join(to, ...steps.slice(0, i + 1));
    return existsSync(at) && (i === steps.length - 1 || !lstatSync(at).isDirectory());
  });
  if (clash >= 0) {
    const step = steps[clash] as string;
    let n = 1;
    const renamed = () => [...steps.slice(0, clash), `${step}.原有${n > 1 ? n : ''}`].join('/');
    while (taken(renamed())) n++;
    steps[clash] = `${step}.原有${n > 1 ? n : ''}`;
  }
  const place = join(to, ...steps);
  makeFolder(dirname(place));
  cpSync(join(from, path), place, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
}

/** Files of an old package that this program did not write; an error when the place is taken by something else. */
function existing(target: string): { foreign: string[] } | undefined {
  if (!existsSync(target)) return undefined;
  if (!lstatSync(target).isDirectory())
    throw new PublishError(`输出位置上有一个同名的文件，请移开：${target}`);
  const own = new Set<string>([MANIFEST]);
  const present = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(target, join(entry.parentPath, entry.name)).split(sep).join('/'));
  if (present.length === 0) return { foreign: [] };
  try {
    const old = JSON.parse(readFileSync(join(target, MANIFEST), 'utf8')) as {
      输出: { 文件: string }[];
    };
    for (const { 文件 } of old.输出) own.add(文件);
  } catch {
    throw new PublishError(
      `输出位置上有一个同名文件夹，不是本程序生成的（没有 ${MANIFEST}），请移开或改用别的输出文件夹：${target}`,
    );
  }
  return { foreign: present.filter((path) => !own.has(path)) };
}

/** Puts the new folder in place of the old one; on failure the old one is put back. */
function swap(fresh: string, target: string, replacing: boolean): void {
  if (!replacing) {
    renameSync(fresh, target);
    return;
  }
  const aside = `${fresh}.old`;
  renameSync(target, aside);
  try {
    renameSync(fresh, target);
  } catch (error) {
    renameSync(aside, target);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function explain(error: unknown, out: string): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
      return `磁盘已满，没有写出：${out}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `没有权限写到输出文件夹：${out}（文件正被 Excel 或 WPS 打开时也会这样，请先关闭）`;
    case 'EBUSY':
      return `输出文件夹正被占用，请先关闭其中打开的文件：${out}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `输出位置不是文件夹：${out}`;
    case 'ENAMETOOLONG':
      return `文件名过长：${out}`;
    default:
      return `不能写到输出文件夹：${out}（${code ?? '原因不明'}）`;
  }
}
