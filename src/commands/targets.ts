/** Which packages a command line means: a file's department, one of its units, or all of them. */
import { type LoadResult, loadInput, loadUnit, unitsOf } from '../kinds/load.js';
import type { World } from '../world.js';
import { ALL_UNITS } from './compile-flags.js';
import { expand } from './files.js';

export interface Target {
  readonly file: string;
  /** A word for the unit whose package it is. */
  readonly unit?: string | undefined;
  /** The input, narrowed to the unit where one is meant. */
  readonly load: () => LoadResult;
}

/** @param unit of --单位, for each of the files; the department where there is none */
export async function targetsOf(
  files: readonly string[],
  unit: string | undefined,
  { disk, read }: Pick<World, 'disk' | 'read'>,
): Promise<Target[]> {
  const all = await expand(files, disk);
  if (unit !== ALL_UNITS) {
    return all.map((file) => ({
      file,
      unit,
      load: () => {
        const loaded = loadInput(file, read);
        return unit === undefined ? loaded : loadUnit(loaded, unit);
      },
    }));
  }
  // read once for all packages that are made of it
  return all.flatMap((file): Target[] => {
    const loaded = loadInput(file, read);
    const units = unitsOf(loaded).map(({ code }) => ({
      file,
      unit: code,
      load: () => loadUnit(loaded, code),
    }));
    return [{ file, load: () => loaded }, ...units];
  });
}
