/** Which packages a command line means: a file's department, one of its units, or all of them. */
import { type LoadResult, loadInput, loadUnit, unitsOf } from '../kinds/load.js';
import type { World } from '../world.js';
import { expand } from './files.js';

export interface Target {
  readonly file: string;
  /** The input, narrowed to the unit where one is meant. */
  readonly load: () => LoadResult;
}

/** The word for the department and all of its units. */
const ALL = '全部';

/** @param unit of --单位, for each of the files; the department where there is none */
export async function targetsOf(
  files: readonly string[],
  unit: string | undefined,
  { disk, read }: Pick<World, 'disk' | 'read'>,
): Promise<Target[]> {
  const all = await expand(files, disk);
  if (unit !== ALL) {
    return all.map((file) => ({
      file,
      load: () => {
        const loaded = loadInput(file, read);
        return unit === undefined ? loaded : loadUnit(loaded, unit);
      },
    }));
  }
  // read once for all packages that are made of it
  return all.flatMap((file): Target[] => {
    const loaded = loadInput(file, read);
    const units = unitsOf(loaded).map(
      ({ code }) =>
        () =>
          loadUnit(loaded, code),
    );
    return [() => loaded, ...units].map((load) => ({ file, load }));
  });
}
