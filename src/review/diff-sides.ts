/** Two inputs, packages or workbooks → what changed and why. */
import type { TemplateFolder } from '../forms/library.js';
import type { InputWorld, World } from '../world.js';
import { compareEditions } from './compare/compare.js';
import type { Edition } from './open/edition.js';
import { openSide, type Side } from './open/open.js';
import type { Opened } from './open/opened.js';
import { diffOutput } from './show/diff-json.js';
import type { DiffOutput } from './show/diff-schema.js';

/**
 * Compares two inputs, packages or workbooks.
 * @param old a name (.yaml, a package's folder, .xlsx), or an input that is compiled already
 * @returns what `gongkai diff --format json` prints
 * @throws DiagnosticError where one of them has errors or cannot be opened
 * @throws ReviewError where the two have nothing in common that could be compared
 */
export async function diff(old: Side, now: Side, world: World): Promise<DiffOutput> {
  return compareOpened(await openSide(old, world), await openSide(now, world), world);
}

/**
 * Compares what was opened without errors.
 * @throws ReviewError where the two have nothing in common that could be compared
 */
export async function compareOpened(old: Opened, now: Opened, world: World): Promise<DiffOutput> {
  const pair =
    old.edition && now.edition
      ? ([old.edition, now.edition] as const)
      : (await import('./open/both-years.js')).yearEditions(old, now, templatesOf(old, now, world));
  const read = await readAlike(...pair);
  const recoded = await recodedOf(...read, templatesOf(old, now, world));
  const comparison = compareEditions(...read, recoded ? { recoded } : {});
  const remarks = [...new Set([...old.remarks, ...now.remarks, ...comparison.remarks])];
  return diffOutput({ ...comparison, remarks }, world.version);
}

/** A Word document is read by what stands beside it, the newer one of two by the older one. */
async function readAlike(old: Edition, now: Edition): Promise<readonly [Edition, Edition]> {
  const isWord = ({ kind }: Edition) => kind === '文稿';
  if (!isWord(old) && !isWord(now)) return [old, now];
  const { readByModel } = await import('./open/word/by-model.js');
  return isWord(now) ? [old, readByModel(now, old)] : [readByModel(old, now), now];
}

/** Templates of the input that is compared, the newer one first: a package does not say where its own were. */
function templatesOf(old: Opened, now: Opened, world: InputWorld): TemplateFolder {
  return (now.compiled ?? old.compiled ?? world).templates;
}

async function recodedOf(old: Edition, now: Edition, templates: TemplateFolder) {
  if (old.year === undefined || now.year === undefined || old.year === now.year) return undefined;
  const { recodedBetween } = await import('./compare/recoded.js');
  return recodedBetween(old.year, now.year, templates);
}
