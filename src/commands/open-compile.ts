/** What `gongkai open` compiles for the page: as the command line does, told to the page instead of a terminal. */
import type { CompileEvent } from '../workbench/departments-wire.js';
import type { World } from '../world.js';
import { compileChanged } from './compile-changed.js';
import type { CompileFlags } from './compile-flags.js';
import { type FormatsFlag, worldWith } from './own-formats.js';
import type { Terminal } from './terminal.js';

/**
 * @param isStopped whether packages that are not begun are to be left
 * @returns the exit code of the command line
 */
export type CompileForPage = (
  files: readonly string[],
  say: (event: CompileEvent) => void,
  isStopped: () => boolean,
) => Promise<number>;

/**
 * @param makeWorld the outside world with the formats as they are now, without those of --formats
 * @param terminal of the run, for its threads and for how it ends; nothing is printed there
 */
export function compileFor(
  { output, formats }: Pick<CompileFlags, 'output'> & FormatsFlag,
  makeWorld: () => World,
  { threads, beforeEnd }: Terminal,
): CompileForPage {
  const flags = {
    ...(output === undefined ? {} : { output }),
    ...(formats === undefined ? {} : { formats }),
  };
  return (files, say, isStopped) => {
    const line = (text: string) => say({ kind: 'compile', line: text });
    return compileChanged(files, flags, worldWith(flags, makeWorld()), {
      out: line,
      err: line,
      interactive: false,
      isStopped,
      onPackage: (progress) => say({ kind: 'progress', progress }),
      ...(threads ? { threads } : {}),
      ...(beforeEnd ? { beforeEnd } : {}),
    });
  };
}
