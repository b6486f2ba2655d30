/** Files that are not read: there are none, or they must not be. Loads nothing of the parser. */
import { LIMITS } from './limits.js';

/** A file that is there and that is not read ('many': a folder with more in it than is looked at). */
export class UnreadError extends Error {
  /**
   * @param size in bytes, of a file that is too large
   * @param most bytes that it may have
   */
  constructor(
    readonly reason: 'folder' | 'special' | 'large' | 'link' | 'outside' | 'many',
    readonly size = 0,
    readonly most: number = LIMITS.bytes,
  ) {
    super(reason);
    this.name = 'UnreadError';
  }
}

/** Whether an error of reading says that nothing is there, and not that it must not be read. */
export function isMissing(error: unknown): boolean {
  if (error instanceof UnreadError) return false;
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined || MISSING.has(code);
}

/** What node:fs says of a name that leads nowhere. */
const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);
