/**
 * Publishing: a package appears whole or not at all.
 *
 * Everything is written to a folder of its own, then renamed. An old package goes only when the new one
 * stands; what a person has put into it, or edited in Word, is carried over. See output/work-folder.ts for what happens where
 * a run is killed in between, or two work on one folder.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { nameProblem } from './file-names.js';
import { type Changes, diskChanges, makeFolders } from './output/changes.js';
import { type ManifestInfo, manifest, type OutputFile } from './output/manifest.js';
import { carryOver, editedIn, keptIn, MANIFEST } from './output/old-package.js';
import { PublishError, publishError } from './output/problem.js';
import { alone, isWorkedOn, type Patience } from './output/work-folder.js';

export { type ManifestInfo, manifest, type OutputFile, PublishError };

/** What a test may want otherwise. */
export interface PublishOptions {
  readonly changes?: Changes;
  /** How long to wait for another run that writes to the same folder. */
  readonly patience?: Patience;
}

/**
 * Writes a package to `outDir/name`; waits where another run writes to the folder.
 * @param info what its manifest is made of; undefined where the manifest is among the files
 * @returns the package's folder
 * @throws PublishError; then nothing in outDir has changed
 */
export async function publish(
  outDir: string,
  name: string,
  files: readonly OutputFile[],
  info: ManifestInfo | undefined,
  { changes = diskChanges, patience }: PublishOptions = {},
): Promise<string> {
  const out = resolve(outDir);
  const problem = nameProblem(name);
  if (problem) throw new PublishError(`“${name.slice(0, MOST_SHOWN)}”不能作文件夹名：${problem}`);
  const target = join(out, name);
  const all = info
    ? [...files, { path: MANIFEST, bytes: Buffer.from(manifest(files, info, name)) }]
    : files;
  try {
    makeFolders(out, changes);
    return await alone(
      out,
      changes,
      (work) => {
        const kept = keptIn(target);
        const draft = work.draft(name);
        for (const { path, bytes } of all) writeFile(draft, path, bytes, changes);
        const edited = kept === undefined ? [] : editedIn(target);
        carryOver(target, draft, [...(kept ?? []), ...edited], changes);
        work.exchange(name, kept !== undefined);
        return target;
      },
      patience,
    );
  } catch (error) {
    throw publishError(error, out);
  }
}

/**
 * Puts in order what a killed run has left in an output folder; does nothing where it left nothing.
 * @throws PublishError
 */
export async function putInOrder(outDir: string, options: PublishOptions = {}): Promise<void> {
  const out = resolve(outDir);
  if (!isWorkedOn(out)) return;
  try {
    await alone(out, options.changes ?? diskChanges, () => {}, options.patience);
  } catch (error) {
    throw publishError(error, out);
  }
}

/** Characters of a name that are shown where it is refused. */
const MOST_SHOWN = 100;

function writeFile(folder: string, path: string, bytes: Uint8Array, changes: Changes): void {
  const place = resolve(folder, path);
  if (relative(folder, place).startsWith(`..${sep}`)) throw new PublishError(`文件名不对：${path}`);
  makeFolders(dirname(place), changes);
  changes.write(place, bytes);
}
