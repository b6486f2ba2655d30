/**
 * Tells of changes on the disk. Programs save in many ways (in place, as a new file under the old name, in several
 * goes), so a change is told when nothing has happened for a moment; what is the same as before is for others to see.
 */
import { statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { watch } from 'chokidar';

export interface Watch {
  /** Also files that lie elsewhere, such as those of the year before. */
  follow(files: readonly string[]): void;
  close(): Promise<void>;
}

/** Milliseconds without another event after which a change is told. */
const QUIET = 20;
/** Milliseconds between two looks at followed files: shares of other machines send no events. */
const BETWEEN_LOOKS = 1_000;
/** Folders below the opened one whose changes are told. */
const DEPTH = 8;
/** Never an input: what is made, and what programs keep for themselves. */
const PASSED_OVER = /[\\/](node_modules|\.[^\\/]*)([\\/]|$)/;

/**
 * @param root the opened folder
 * @param without a folder below it whose changes are of no interest
 * @param onChange with absolute paths
 */
export function watchFolder(
  root: string,
  without: string,
  onChange: (files: readonly string[]) => void,
): Watch {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (file: string) => {
    changed.add(resolve(file));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed];
      changed.clear();
      onChange(files);
    }, QUIET);
  };
  const passed = (path: string) =>
    PASSED_OVER.test(path.slice(root.length)) || resolve(path) === resolve(without);
  const watcher = watch(root, {
    depth: DEPTH,
    ignoreInitial: true,
    followSymlinks: false,
    ignored: passed,
    atomic: false,
  });
  watcher.on('all', (event, path) => {
    if (event !== 'addDir') note(path);
  });
  // what may not be looked at is seen by the looks below, or told when it is opened
  watcher.on('error', () => {});
  const followed = new Map<string, string>();
  const look = setInterval(() => {
    for (const [file, before] of followed) {
      const now = stampOf(file);
      followed.set(file, now);
      if (now !== before) note(file);
    }
  }, BETWEEN_LOOKS);
  return {
    follow: (files) => {
      for (const file of files.map((one) => resolve(one))) {
        if (followed.has(file)) continue;
        followed.set(file, stampOf(file));
        if (!file.startsWith(`${root}${sep}`)) watcher.add(dirname(file));
      }
    },
    close: async () => {
      clearTimeout(timer);
      clearInterval(look);
      await watcher.close();
    },
  };
}

/** Changes when the file does; empty where nobody may look. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}
