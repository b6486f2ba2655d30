/** `gongkai formats`: which formats there are, and whether one is right before a department uses it. */
import { type Diagnostic, DiagnosticError, displayWidth } from '../diagnostics.js';
import {
  loadProfile,
  type Profile,
  profileNames,
  TEMPLATES,
  type TemplateFolder,
} from '../forms/library.js';
import { numeral } from '../model/numerals.js';
import { loadSentences } from '../narrative/sentences.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import type { World } from '../world.js';
import { EXIT, type Terminal } from './terminal.js';

/** Lists all formats, or checks those that are named and tells what they publish. */
export function showFormats(
  names: readonly string[],
  { templates }: World,
  terminal: Terminal,
): number {
  const shown = names.length > 0 ? names : profileNames(templates);
  let code: number = EXIT.done;
  for (const name of shown) {
    const { profile, problems } = load(name, templates);
    if (problems.length > 0) {
      code = EXIT.failed;
      terminal.err(diagnosticsText(problems, textsOf([], templates)));
      terminal.err(`${name}：有 ${problems.length} 处错误。\n`);
    } else if (profile) {
      terminal.out(names.length > 0 ? details(profile) : line(profile));
    }
  }
  return code;
}

function load(
  name: string,
  templates: TemplateFolder,
): { profile?: Profile; problems: readonly Diagnostic[] } {
  try {
    const profile = loadProfile(name, templates);
    loadSentences(profile);
    return { profile, problems: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { problems: error.diagnostics };
  }
}

const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - displayWidth(text)));

function line({ id, name, bases }: Profile): string {
  return `${padded(id, 30)}${name}${bases.length > 0 ? `，继承 ${bases.at(-1)}` : ''}\n`;
}

/** Parts with their sections and tables, and the file that each table comes from. */
function details(profile: Profile): string {
  const { id, name, kind, bases, parts, tables } = profile;
  const from = bases.length > 0 ? `，继承 ${[...bases].reverse().join(' → ')}` : '';
  const lines = [`${id}：${name}（部门${kind}${from}）`];
  parts.forEach((part, i) => {
    lines.push(`第${numeral(i + 1)}部分　${part.title}`);
    if (part.sections.length > 0)
      lines.push(`  节：${part.sections.map((one) => one.name).join('、')}`);
    for (const template of part.tables.flatMap(({ ids }) => ids)) {
      const table = tables.get(template);
      if (table)
        lines.push(`  ${padded(table.id, 14)}${padded(table.title, 50)}${TEMPLATES}${table.file}`);
    }
  });
  return `${lines.join('\n')}\n没有错误。\n`;
}
