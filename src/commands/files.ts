/** Files that a command line names. */
import { existsSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';

/** A path as it is told to programs, with `/`. */
export const slashed = (file: string): string => file.split(sep).join('/');

/** The files, each once; patterns that the shell did not expand give what they match, in order and as they are written. */
export async function expand(files: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const file of files) {
    if (!/[*?]/.test(file) || existsSync(file)) {
      out.push(file);
      continue;
    }
    const { glob } = await import('tinyglobby');
    const found = await glob(file, { expandDirectories: false, absolute: isAbsolute(file) });
    out.push(...(found.length > 0 ? found.sort() : [file]));
  }
  return [...new Set(out)];
}
