/** One file that a command writes where a person asks for it: whole or not at all. */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { clearLeftBehind, newMark } from '../running.js';
import type { NewFile } from '../world.js';

/** The file cannot be written: the environment is at fault, or the name. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/**
 * Writes a file beside its place, then puts it there.
 * @throws OutputError in Chinese; then what stood there has not changed
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const old = lookAt(path);
  if (old?.isDirectory()) throw new OutputError(`“${path}”是一个文件夹，请写文件名`);
  if (old && !old.isFile()) throw new OutputError(`“${path}”不是普通的文件，没有写出`);
  const folder = dirname(path);
  const fresh = join(folder, `${DRAFT}${newMark()}`);
  try {
    writeFileSync(fresh, content, { flag: 'wx' });
    clearLeftBehind(folder, DRAFT, fresh);
    renameSync(fresh, path);
  } catch (error) {
    discard(fresh);
    throw new OutputError(explain(error, path));
  }
}

/**
 * Writes files where none are, with their folders.
 * @throws OutputError in Chinese, also where something stands in one of their places; then none is written
 */
export function writeNew(files: readonly NewFile[]): void {
  const written: string[] = [];
  for (const { path, content, secret = false } of files) {
    try {
      if (isThere(path)) throw taken(path);
      mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, 'wx', secret ? OWNERS_ALONE : undefined));
      written.push(path);
      writeFileSync(path, content);
    } catch (error) {
      for (const one of written) discard(one);
      throw error instanceof OutputError ? error : new OutputError(explain(error, path));
    }
  }
}

/** Rights of a file that nobody else may read. */
const OWNERS_ALONE = 0o600;
/** Files that are being written are named so and a mark. */
const DRAFT = '.gongkai-file-';

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // where nothing could be written, nothing is there
  }
}

const taken = (path: string) => new OutputError(`已经有“${path}”，没有写出；请换一个名字`);

/** Whether a name is taken, be it by a link that leads nowhere. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function explain(error: unknown, path: string): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `没有“${dirname(path)}”这个文件夹，请先建好`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `“${dirname(path)}”不是文件夹`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `没有权限写“${path}”`;
    case 'ENOSPC':
      return `磁盘满了，不能写“${path}”`;
    case 'ENAMETOOLONG':
      return `文件名过长：${path}`;
    default:
      return `不能写“${path}”（${code ?? '原因不明'}）`;
  }
}
