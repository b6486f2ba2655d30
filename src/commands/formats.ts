/** `gongkai formats`: which formats there are, and whether one is right before a department uses it. */
import { DiagnosticError } from '../diagnostics.js';
import { formatNames, loadFormat } from '../load-format.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { formatLine, formatText } from '../review/show/format-text.js';
import { trialProblems } from '../trial.js';
import type { World } from '../world.js';
import { EXIT, type Terminal } from './terminal.js';

export interface FormatsFlags {
  /** The JSON Schema of inputs in one format, instead of what it publishes. */
  readonly schema?: boolean;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function formatsUsage(
  names: readonly string[],
  { schema }: FormatsFlags,
): string | undefined {
  if (!schema || names.length === 1) return undefined;
  return '--schema 后面写一个格式，例如：gongkai formats 甲区-2027 --schema > 甲区-2027.json';
}

/** Lists all formats, or checks those that are named and tells what they publish; each is tried. */
export async function showFormats(
  names: readonly string[],
  { schema }: FormatsFlags,
  { templates }: World,
  terminal: Terminal,
): Promise<number> {
  const shown = names.length > 0 ? formatText : formatLine;
  const text = schema ? (await import('../reference.js')).inputSchema : shown;
  let code: number = EXIT.done;
  for (const name of names.length > 0 ? names : formatNames(templates)) {
    try {
      const format = loadFormat(name, templates);
      const problems = trialProblems(format, templates);
      if (problems.length > 0) throw new DiagnosticError(problems);
      terminal.out(text(format));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { diagnostics } = error;
      terminal.err(diagnosticsText(diagnostics, textsOf([], templates)));
      terminal.err(`${name}：有 ${diagnostics.length} 处错误。\n`);
      code = EXIT.failed;
    }
  }
  return code;
}
