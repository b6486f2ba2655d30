/** What is known of packages before anything is compiled: which need not be made, and what the others rest on. */
import { resolve } from 'node:path';
import type { OfficialForm } from '../form-filling/fill-form.js';
import { sha256 } from '../output/manifest.js';
import { FORMATS, type Format, needsBrowser } from '../render/renderers.js';
import { keptLine } from '../review/show/kept-text.js';
import {
  type Asked,
  type Kept,
  optionsText,
  priorsAmong,
  type Unchanged,
  unchangedIn,
} from '../unchanged.js';
import type { World } from '../world.js';
import { ALL_UNITS, type CompileFlags } from './compile-flags.js';

/** Packages that are known before anything is compiled. */
export interface Before {
  readonly form: OfficialForm | undefined;
  /** What a package rests on if it is made now; undefined where that cannot be told. */
  readonly basisOf: Unchanged['basisOf'];
  /** The package that need not be made, or that none is made of the file, which has not changed either. */
  readonly find: (asked: Asked) => Promise<Kept | 'prior' | undefined>;
}

/** What is told of a package that stays as it is. */
export const lineOf = ({ name, told }: Kept, output: string, { folder }: World): string =>
  keptLine(resolve(folder, output, name), folder, told);

/** Looks at the packages of some files, but for those of all units, which are looked at in their turn. */
export async function lookedUp(
  files: readonly string[],
  form: OfficialForm | undefined,
  flags: CompileFlags,
  world: World,
): Promise<Before> {
  const { only, fonts, output = 'out', unit, force = false } = flags;
  const formats = FORMATS.filter((one) => !only || only.includes(one));
  const prints = needsBrowser(formats);
  const madeBefore = await world.madeBefore?.();
  // which typefaces a machine has is not known
  if (!madeBefore || (prints && fonts === 'system'))
    return { form, basisOf: () => undefined, find: async () => undefined };
  const options = optionsOf(flags, formats, form);
  const { basisOf, find } = unchangedIn(output, { options, prints }, world, madeBefore);
  if (force) return { form, basisOf, find: async () => undefined };
  const kept = unit === ALL_UNITS ? [] : await inTurn(files, (file) => find({ file, unit }));
  const priors = priorsAmong(files, kept);
  return {
    form,
    basisOf,
    find: async (asked) => (await find(asked)) ?? (priors.has(asked.file) ? 'prior' : undefined),
  };
}

/** One after the other: the files of each are looked at all at once. */
async function inTurn<I, T>(items: readonly I[], work: (item: I) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

/** What packages depend on of all that a command line says, in one text that is the same for the same. */
function optionsOf(
  flags: CompileFlags,
  formats: readonly Format[],
  form: OfficialForm | undefined,
): string {
  // whatever is not named here may make a difference
  const { output, unit, only, jobs, quiet, verbose, fill, force, review = true, ...others } = flags;
  // the folder of --formats is known by its content; the typefaces are those of this program
  const { formats: _, fonts, ...more } = others as Record<string, unknown>;
  const given = Object.entries(more).filter(([, value]) => value !== undefined && value !== false);
  return optionsText(formats, review, form ? [form.file, sha256(form.bytes)] : [], given);
}
