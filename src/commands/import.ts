/** `gongkai import`: what a bureau has in workbooks and Word documents → files of ours. Each kind of thing is a mode of its own. */
import type { World } from '../world.js';
import type { ImportFlags } from './import-flags.js';
import type { Terminal } from './terminal.js';

/** Imports the files and returns the exit code. */
export async function importFiles(
  files: readonly string[],
  flags: ImportFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  if (flags.subjects)
    return (await import('./import-subjects.js')).importSubjects(files, flags, world, terminal);
  if (flags.text)
    return (await import('./import-text.js')).importText(files, flags, world, terminal);
  return (await import('./import-input.js')).importInput(files, flags, world, terminal);
}
