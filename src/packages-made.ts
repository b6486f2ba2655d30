/** Packages that `compile` makes with its usual options: which are there, and what one would rest on now. */
import { join } from 'node:path';
import { FORMATS, needsBrowser } from './render/renderers.js';
import { optionsText, unchangedIn } from './unchanged.js';
import type { World } from './world.js';

export interface PackageMade {
  /** Its folder. */
  readonly folder: string;
  /** Whether it would be made again as it stands there, byte for byte. */
  readonly same: boolean;
}

export interface PackagesMade {
  /** What the manifest rests on if the package is made now; undefined where that cannot be told. */
  readonly basisOf: (file: string) => string | undefined;
  /**
   * The package of an input that stands in the output folder.
   * @param name of the package's folder, as the input gives it now; absent where it has errors
   */
  readonly find: (file: string, name: string | undefined) => Promise<PackageMade | undefined>;
}

/** Looks at the output folder once; for another look make another. */
export async function packagesMade(output: string, world: World): Promise<PackagesMade> {
  const madeBefore = await world.madeBefore?.();
  if (!madeBefore) return { basisOf: () => undefined, find: async () => undefined };
  const wanted = { options: optionsText(FORMATS), prints: needsBrowser(FORMATS) };
  const { basisOf, find } = unchangedIn(output, wanted, world, madeBefore);
  let names: ReadonlySet<string> | undefined;
  return {
    basisOf,
    find: async (file, name) => {
      const kept = await find({ file });
      if (kept) return { folder: join(output, kept.name), same: true };
      names ??= new Set(madeBefore.packages(output).map((one) => one.name));
      return name !== undefined && names.has(name)
        ? { folder: join(output, name), same: false }
        : undefined;
    },
  };
}
