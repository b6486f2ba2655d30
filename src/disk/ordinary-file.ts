/** Bytes of ordinary files alone: a pipe or a device may never end, and no file of ours is that large. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UnreadError } from '../input/unread.js';

/** The largest file that any of ours may be: a workbook. */
export const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file of which nothing is read before it is known to be ordinary and of a size that is allowed.
 * @param most bytes that it may have
 * @throws UnreadError where it is not; else as node:fs does
 */
export function readOrdinaryFile(path: string, most: number): Uint8Array {
  // a link is what it leads to; opening a pipe would wait for somebody to write into it
  const place = realpathSync(path);
  assertOrdinary(lstatSync(place), most);
  const file = openSync(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    assertOrdinary(found, most);
    return readAtMost(file, found.size, most);
  } finally {
    closeSync(file);
  }
}

interface Kind {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

function assertOrdinary(found: Kind, most: number): void {
  if (found.isDirectory()) throw new UnreadError('folder');
  if (!found.isFile()) throw new UnreadError('special');
  if (found.size > most) throw new UnreadError('large', found.size, most);
}

/** Some files of the system say that they are empty and never end. */
function readAtMost(file: number, size: number, most: number): Uint8Array {
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const n = readSync(file, bytes, length, bytes.length - length, null);
    if (n === 0) return bytes.subarray(0, length);
    length += n;
    if (length > most) throw new UnreadError('large', length, most);
    if (length < bytes.length) continue;
    const more = new Uint8Array(Math.min(2 * bytes.length, most + 1));
    more.set(bytes);
    bytes = more;
  }
}

/**
 * A file that another one names stands where it is named, or at least in that one's folder.
 * @param path that is named
 * @param from the file that names it
 * @throws UnreadError where only a link leads there, and out of the folder of `from`: nobody who reads `from`
 * would know what is read; else as node:fs does
 */
export function assertNoLinkOut(path: string, from: string): void {
  const folder = realpathSync(dirname(from));
  const named = resolve(folder, relative(resolve(dirname(from)), resolve(path)));
  const real = realpathSync(path);
  const way = relative(folder, real);
  const inside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  if (real !== named && !inside) throw new UnreadError('link');
}
