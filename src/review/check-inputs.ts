/** An input → what the rules found in it. */
import { reportOf } from '../checks/report.js';
import { type CompileResult, compile } from '../compile.js';
import type { InputWorld, World } from '../world.js';
import { checkOutput } from './show/check-json.js';
import type { CheckOutput } from './show/check-schema.js';

/**
 * Checks inputs without making anything of a package. Never throws for what the files hold.
 * @param options `all`: also what holds
 * @returns what `gongkai check --format json` prints: amounts are exact, in 万元, as strings
 */
export function check(
  files: readonly string[],
  world: InputWorld & Pick<World, 'version'>,
  options: { readonly all?: boolean } = {},
): CheckOutput {
  const reports = files.map((file) => reportOf(file, compile(file, world)));
  return checkOutput(reports, { version: world.version, ...options });
}

/** The same of an input that is compiled already: one entry of `check`. */
export function findings(
  result: CompileResult,
  { version }: Pick<World, 'version'>,
): CheckOutput['文件'][number] {
  const [found] = checkOutput([reportOf(result.file, result)], { version }).文件;
  if (!found) throw new Error('a report gives an entry');
  return found;
}
