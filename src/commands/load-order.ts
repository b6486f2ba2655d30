/** Reads the input of one package after the other. */
import type { ReadFile } from '../input/load.js';
import { type LoadResult, loadInput, loadUnit } from '../kinds/load.js';
import type { Order } from './maker.js';

/** A file is read once for all packages that follow each other; the one before it is not kept. */
export function loaderOf(read: ReadFile): (order: Order) => LoadResult {
  let last: LoadResult | undefined;
  return ({ file, unit }) => {
    const loaded = last?.file === file ? last : loadInput(file, read);
    last = loaded;
    return unit === undefined ? loaded : loadUnit(loaded, unit);
  };
}
