/** Which packages a command line means: a file's department, one of its units, or all of them. */
import type { World } from '../world.js';
import { ALL_UNITS } from './compile-flags.js';
import { expand } from './files.js';
import type { Order } from './maker.js';

/** @param unit of --单位, for each of the files; the department where there is none */
export async function targetsOf(
  files: readonly string[],
  unit: string | undefined,
  { disk, read }: Pick<World, 'disk' | 'read'>,
): Promise<Order[]> {
  const all = await expand(files, disk);
  if (unit !== ALL_UNITS)
    return all.map((file) => (unit === undefined ? { file } : { file, unit }));
  const { loadInput, unitsOf } = await import('../kinds/load.js');
  return all.flatMap((file): Order[] => {
    const units = unitsOf(loadInput(file, read));
    return [{ file }, ...units.map(({ code }) => ({ file, unit: code }))];
  });
}
