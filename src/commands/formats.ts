/** `gongkai formats`: which formats there are, and whether one is right before a department uses it. */
import { DiagnosticError } from '../diagnostics.js';
import { formatNames, loadFormat } from '../load-format.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { formatLine, formatText } from '../review/show/format-text.js';
import { trialProblems } from '../trial.js';
import type { World } from '../world.js';
import { EXIT, type Terminal } from './terminal.js';

/** Lists all formats, or checks those that are named and tells what they publish; each is tried. */
export function showFormats(
  names: readonly string[],
  { templates }: World,
  terminal: Terminal,
): number {
  let code: number = EXIT.done;
  for (const name of names.length > 0 ? names : formatNames(templates)) {
    try {
      const format = loadFormat(name, templates);
      const problems = trialProblems(format, templates);
      if (problems.length > 0) throw new DiagnosticError(problems);
      terminal.out(names.length > 0 ? formatText(format) : formatLine(format));
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
