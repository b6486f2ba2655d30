/** The opened folder: what a request may name lies in it. */
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

export interface Folder {
  /** Absolute. */
  readonly root: string;
  /**
   * A file of it, as the library and the person's terminal call it: from the current folder where it lies below
   * that.
   * @param path from the opened folder, with `/`
   * @returns undefined where it leads out of the folder, also by a link, or is no input
   */
  fileOf(path: string): string | undefined;
  /** The path from the opened folder, with `/`, of a file that `fileOf` gave, or of an absolute one. */
  pathOf(file: string): string;
}

/** What is opened here. */
const INPUT = /\.(ya?ml|xlsx)$/i;

/**
 * @param root the opened folder
 * @param current the folder that paths are told from
 */
export function openFolder(root: string, current: string): Folder {
  const top = resolve(root);
  return {
    root: top,
    fileOf: (path) => {
      if (isAbsolute(path) || path.includes('\\') || path.includes('\0') || !INPUT.test(path))
        return undefined;
      const place = resolve(top, path);
      if (!isBelow(place, top) || !isBelow(realPlace(place), realPlace(top))) return undefined;
      return shownFrom(current, place);
    },
    pathOf: (file) => relative(top, resolve(current, file)).split(sep).join('/'),
  };
}

const isBelow = (place: string, top: string) => {
  const path = relative(top, place);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
};

/** Links followed; of what is not there, those of the folder that is. */
function realPlace(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    const above = join(place, '..');
    return above === place ? place : join(realPlace(above), relative(above, place));
  }
}

/** As a person would write it. */
function shownFrom(current: string, place: string): string {
  const path = relative(current, place);
  return path.startsWith('..') || isAbsolute(path) ? place : path;
}
