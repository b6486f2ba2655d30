/**
 * The folder in which an output folder is worked on, `.gongkai`, for one run at a time:
 *
 *     .gongkai/<mark>     the run that has it, see running.ts
 *     .gongkai/新/<name>  a package that is being written
 *     .gongkai/旧/<name>  the package that stood in its place, while the new one is put there
 *     .gongkai/弃/<name>  one that nobody needs any longer
 *
 * No system that we know exchanges two folders in one step for a program without native code. So there is a
 * moment when neither stands in its place; the run that next gets the folder goes by what stands where.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  clearLeftBehind,
  discardAtExit,
  isGone,
  isMark,
  type Mark,
  markedRun,
  newMark,
} from '../running.js';
import { type Changes, lookAt } from './changes.js';
import { besides, carryLate } from './old-package.js';
import { PublishError } from './problem.js';

const WORK = '.gongkai';
/** What is named so and a mark is a work folder before or after its use. */
const ASIDE = `${WORK}-`;
const [NEW, OLD, WASTE] = ['新', '旧', '弃'];

/** How often one asks again whether the other run is done, and milliseconds between. */
export interface Patience {
  readonly times: number;
  readonly pause: number;
}
const PATIENCE: Patience = { times: 1200, pause: 50 };

/** An output folder that nobody else works on. */
export interface WorkFolder {
  /** Where a package is written before it is put in its place. */
  readonly draft: (name: string) => string;
  /**
   * Puts the draft in the place of the package of its name, if there is one; on failure that is put back.
   * @param replacing whether there is one
   */
  readonly exchange: (name: string, replacing: boolean) => void;
}

/**
 * Does some work in an output folder, alone: waits for whoever works on it, first puts in order what a
 * killed run has left, and leaves nothing behind.
 * @param out an output folder that is there
 * @throws PublishError where another run does not end; else what `work` or node:fs throws
 */
export async function alone<T>(
  out: string,
  changes: Changes,
  work: (folder: WorkFolder) => T,
  patience = PATIENCE,
): Promise<T> {
  const mark = newMark();
  const aside = join(out, `${ASIDE}${mark}`);
  const place = join(out, WORK);
  const forget = discardAtExit(aside);
  try {
    changes.makeFolder(aside);
    changes.write(join(aside, mark), new Uint8Array());
    for (let asked = 0; !enter(place, aside, mark, changes); asked++) {
      if (asked >= patience.times) throw new PublishError(busyMessage(out, place));
      await sleep(patience.pause);
    }
  } catch (error) {
    removeQuietly(aside, changes);
    throw error;
  } finally {
    forget();
  }
  // from here on nothing waits: neither another run nor a signal comes in between
  try {
    removeQuietly(aside, changes);
    putInOrder(out, place, changes);
    clearLeftBehind(out, ASIDE, join(place, mark));
    return work({
      draft: (name) => {
        const parent = join(place, NEW as string);
        changes.makeFolder(parent);
        changes.makeFolder(join(parent, name));
        return join(parent, name);
      },
      exchange: (name, replacing) => exchange(out, place, name, replacing, changes),
    });
  } finally {
    leave(place, aside, mark, changes);
  }
}

/** Whether there is something that a killed run may have left. */
export function isWorkedOn(out: string): boolean {
  try {
    return readdirSync(out).some((name) => name === WORK || name.startsWith(ASIDE));
  } catch {
    // where there is no folder that can be read there is nothing to put in order
    return false;
  }
}

/** Whether the folder is ours now: it was free, or who had it is gone. */
function enter(place: string, aside: string, mark: Mark, changes: Changes): boolean {
  try {
    changes.rename(aside, place);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const taken = code === 'ENOTEMPTY' || code === 'EEXIST';
    // Windows says so where a folder is taken
    if (!taken && !(code === 'EPERM' && process.platform === 'win32')) throw error;
  }
  const fresh = join(aside, mark);
  const others = marksIn(place)?.filter((one) => one !== mark);
  const isUsed = (one: Mark) => !isGone(one, join(place, one), fresh);
  if (!others || others.some(isUsed)) return false;
  const [gone] = others;
  try {
    // the first who renames it has it
    if (gone) changes.rename(join(place, gone), join(place, mark));
    else changes.write(join(place, mark), new Uint8Array());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const claimed = marksIn(place)?.filter((one) => one !== mark) ?? [];
  if (!claimed.some(isUsed)) return true;
  changes.remove(join(place, mark));
  return false;
}

/** Undefined where the folder is no longer there. */
function marksIn(place: string): Mark[] | undefined {
  try {
    return readdirSync(place).filter(isMark);
  } catch {
    return undefined;
  }
}

/** Finishes or takes back what a killed run was about. */
function putInOrder(out: string, place: string, changes: Changes): void {
  for (const name of namesIn(join(place, OLD as string))) {
    const old = join(place, OLD as string, name);
    const target = join(out, name);
    if (!lookAt(target)) changes.rename(old, target);
    // someone has put another one there
    else if (lookAt(join(place, NEW as string, name))) changes.rename(old, besides(target));
    else finish(place, name, target, changes);
  }
  for (const one of [NEW, WASTE] as string[]) changes.remove(join(place, one));
}

/** The new package stands: what was put into the old one late goes over, and that goes. */
function finish(place: string, name: string, target: string, changes: Changes): void {
  const old = join(place, OLD as string, name);
  carryLate(old, target, changes);
  const waste = join(place, WASTE as string);
  if (!lookAt(waste)) changes.makeFolder(waste);
  // in one step: of what is half removed nobody could tell which files were a person's
  changes.rename(old, join(waste, name));
  changes.remove(waste);
}

function exchange(
  out: string,
  place: string,
  name: string,
  replacing: boolean,
  changes: Changes,
): void {
  const target = join(out, name);
  const draft = join(place, NEW as string, name);
  if (!replacing) {
    changes.rename(draft, target);
    return;
  }
  const olds = join(place, OLD as string);
  if (!lookAt(olds)) changes.makeFolder(olds);
  changes.rename(target, join(olds, name));
  try {
    changes.rename(draft, target);
  } catch (error) {
    changes.rename(join(olds, name), target);
    throw error;
  }
  try {
    finish(place, name, target, changes);
  } catch {
    // the new package stands; the next run looks after what is left of the old one
  }
}

/** Gives the folder to others; an old package that could not be put back stays in it for the next run. */
function leave(place: string, aside: string, mark: Mark, changes: Changes): void {
  try {
    if (namesIn(join(place, OLD as string)).length > 0) changes.remove(join(place, mark));
    else {
      changes.rename(place, aside);
      changes.remove(aside);
    }
  } catch {
    // the next run clears it
  }
}

function removeQuietly(path: string, changes: Changes): void {
  try {
    changes.remove(path);
  } catch {
    // the next run clears it
  }
}

const namesIn = (folder: string): readonly string[] =>
  lookAt(folder)?.isDirectory() ? readdirSync(folder) : [];

function busyMessage(out: string, place: string): string {
  const [mark] = marksIn(place) ?? [];
  if (!mark) return `另一个程序正在写这个输出文件夹，没有写出，请稍后再试：${out}`;
  const { pid, computer, here } = markedRun(mark);
  const where = here ? '' : `电脑“${computer}”上的`;
  return (
    `另一个程序（${where}进程 ${pid}）正在写这个输出文件夹，没有写出，请等它写完再试：${out}\n` +
    `如果确定它已不在运行，请删除文件“${join(place, mark)}”再试。`
  );
}
