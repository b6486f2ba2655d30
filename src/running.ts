/**
 * Which run made a thing, and whether that run still goes on: things that a run needs for a while carry its
 * mark in their names, so that a later run can tell what a killed one has left from what another is using.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** `4711.1f3k2.2fv0m3.desk.9f86d081`: process, its start, its process space, computer, one thing of it. */
export type Mark = string;

const MARK = /^(\d+)\.([\da-z]*)\.([\da-z]*)\.([\w-]*)\.[\da-f]{8}$/;

/** Milliseconds after which a run that cannot be asked is taken for gone: publishing takes less than one second. */
const LONG_GONE = 10 * 60_000;

/** A mark of this run, another one at each call. */
export function newMark(): Mark {
  const { space, computer } = here();
  const nonce = randomBytes(4).toString('hex');
  return [process.pid, startOf(process.pid) ?? '', space, computer, nonce].join('.');
}

export const isMark = (name: string): name is Mark => MARK.test(name);

/** Process number and computer of a mark, for messages. */
export function markedRun(mark: Mark): { pid: number; computer: string; here: boolean } {
  const [, pid, , space, computer = ''] = MARK.exec(mark) ?? [];
  const us = here();
  return {
    pid: Number(pid),
    computer,
    here: space === us.space && computer === us.computer,
  };
}

/**
 * Whether the run that made a thing is gone. One on another computer cannot be asked: it is gone when its
 * thing is much older than one just made, by the clock of the folder that both stand in.
 * @param place where the thing is
 * @param fresh something that was just made in the same folder
 */
export function isGone(mark: Mark, place: string, fresh: string): boolean {
  const [, pid = '', start = '', space, computer] = MARK.exec(mark) ?? [];
  const us = here();
  const same = space === us.space && computer === us.computer;
  if (same && !isAlive(Number(pid))) return true;
  // the number of a process that ended is given to another one
  const now = same ? startOf(Number(pid)) : undefined;
  if (start !== '' && now !== undefined) return now !== start;
  return timeOf(fresh) - timeOf(place) > LONG_GONE;
}

/**
 * Removes what runs that are gone have left in a folder: all that is named `prefix` and a mark.
 * What cannot be removed stays, and so does what belongs to another user.
 * @param fresh something that was just made in the folder
 */
export function clearLeftBehind(folder: string, prefix: string, fresh: string): void {
  for (const name of namesIn(folder)) {
    const mark = name.slice(prefix.length);
    const path = join(folder, name);
    const left = name.startsWith(prefix) && isMark(mark) && isOurs(path);
    if (left && isGone(mark, path, fresh)) discard(path);
  }
}

/** Removes a file or a folder with all that is in it; what cannot be removed stays. */
export function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
  } catch {
    // a later run tries again
  }
}

const atExit = new Set<string>();
const discardAll = () => atExit.forEach(discard);

/**
 * Has something removed when this process ends, however soon that is, unless it is killed.
 * @returns to be called when it is gone
 */
export function discardAtExit(path: string): () => void {
  if (atExit.size === 0) process.once('exit', discardAll);
  atExit.add(path);
  return () => {
    atExit.delete(path);
    if (atExit.size === 0) process.removeListener('exit', discardAll);
  };
}

const namesIn = (folder: string): readonly string[] => attempt(() => readdirSync(folder)) ?? [];
const isOurs = (path: string): boolean =>
  process.getuid === undefined || attempt(() => lstatSync(path).uid) === process.getuid();
const timeOf = (path: string): number => attempt(() => lstatSync(path).mtimeMs) ?? 0;

function here(): { space: string; computer: string } {
  // processes in two containers have numbers of their own
  const link = attempt(() => readlinkSync('/proc/self/ns/pid'));
  const space = Number(/\d+/.exec(link ?? '')?.[0] ?? 0).toString(36);
  return {
    space,
    computer: hostname()
      .replaceAll(/[^\w-]/g, '')
      .slice(0, 12),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When a process started, in ticks since the machine did; undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // the name of the program, in brackets, may hold anything
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields?.[19]);
  return Number.isFinite(ticks) ? ticks.toString(36) : undefined;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
