/** What is wrong as a person reads it, each with its place, the line and the hint. */
import { measure } from '../../checks/rule.js';
import type { Suspect } from '../../checks/suspects.js';
import {
  type Diagnostic,
  printable,
  renderDiagnostic,
  sortDiagnostics,
} from '../../diagnostics.js';
import { TEMPLATES, type TemplateFolder } from '../../forms/shelf.js';
import { grouped } from '../../grouped.js';
import { clip } from '../../input/tree.js';
import type { SourceFile } from '../../prepare.js';
import { where } from '../../where.js';

/** Text of a file by its name: of an input that was read, or of a template, read when it is needed. */
export function textsOf(
  sources: readonly SourceFile[],
  templates: TemplateFolder,
): (file: string) => string | undefined {
  return (file) => {
    const own = sources.find((one) => one.file === file)?.text;
    if (own !== undefined || !file.startsWith(TEMPLATES)) return own;
    try {
      return new TextDecoder().decode(templates.read(file.slice(TEMPLATES.length)));
    } catch {
      return undefined;
    }
  };
}

/** Diagnostics in their order, those that say the same together. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): string {
  const out: string[] = [];
  const groups = grouped(sortDiagnostics(diagnostics), ({ file, code, message }) =>
    [file, code, message].join('\n'),
  );
  for (const alike of groups.values()) {
    const several = alike.length > MOST_ALIKE;
    for (const diagnostic of several ? alike.slice(0, 1) : alike)
      out.push(renderDiagnostic(diagnostic, textOf(diagnostic.file)));
    if (!several) continue;
    const lines = alike.slice(1).map((d) => d.line);
    const more = lines.length > MOST_LINES ? '……' : '';
    const listed = lines.slice(0, MOST_LINES).join('、');
    out.push(`  同样的问题还有 ${lines.length} 处：第 ${listed}${more} 行`);
  }
  return out.map((text) => `${text}\n`).join('');
}

/** The same message more often than this is shown once, with the lines of the others. */
const MOST_ALIKE = 3;
const MOST_LINES = 20;

/** `先核对第 232 行“金额: 9100300”：……`, a line for each slip that several findings have in common. */
export function suspectLines(
  suspects: readonly Suspect[],
  file: string,
  textOf: (file: string) => string | undefined,
): string[] {
  return suspects.map(({ off, findings, places }) => {
    const [first] = places;
    const line =
      first && places.length === 1 ? textOf(first.file)?.split('\n')[first.line - 1] : '';
    const written = line ? `“${clip(line.trim())}”` : '';
    const told = `${findings} 处不符都差 ${measure(off, '元')}，都由这里的数得来`;
    return printable(`先核对${where(places, file)}${written}：${told}。`);
  });
}
