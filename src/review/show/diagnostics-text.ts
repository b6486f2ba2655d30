/** What is wrong as a person reads it, each with its place, the line and the hint. */
import { measure } from '../../checks/rule.js';
import type { Suspect } from '../../checks/suspects.js';
import {
  CODES,
  type Diagnostic,
  printable,
  renderDiagnostic,
  type Severity,
  sortDiagnostics,
} from '../../diagnostics.js';
import { shownText, type TemplateFolder } from '../../forms/shelf.js';
import { grouped } from '../../grouped.js';
import { clip } from '../../input/tree.js';
import type { SourceFile } from '../../prepare.js';
import { pointsText, pointText, where } from '../../where.js';

/** Text of a file by its name: of an input or of a template that was read. */
export function textsOf(
  sources: readonly SourceFile[],
  templates: TemplateFolder,
): (file: string) => string | undefined {
  return (file) => sources.find((one) => one.file === file)?.text ?? shownText(templates, file);
}

/** Diagnostics in their order, those that say the same, and warnings of one rule, together; of a kind no more than anybody reads. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): string {
  const kinds = grouped(sortDiagnostics(diagnostics), ({ file, severity, code }) =>
    [file, severity, code].join('\n'),
  );
  const hidden = new Set<Diagnostic>();
  const rest = new Map<Diagnostic, string>();
  for (const kind of kinds.values()) {
    const messages = [...grouped(kind, ({ message }) => message).values()];
    const more = messages.slice(MOST_OF_KIND).flat();
    for (const one of more) hidden.add(one);
    const last = messages[MOST_OF_KIND - 1]?.[0];
    const [first] = more;
    if (last && first)
      rest.set(last, `  “${CODES[first.code]}”另有 ${more.length} 处，改好以上的再看`);
  }
  const shown = sortDiagnostics(diagnostics).filter((one) => !hidden.has(one));
  const out: string[] = [];
  const groups = grouped(shown, ({ file, code, message, rule, severity }) =>
    (rule && isFolded(severity) ? [file, rule] : [file, code, message]).join('\n'),
  );
  for (const alike of groups.values()) {
    const several = alike.length > MOST_ALIKE;
    for (const diagnostic of several ? alike.slice(0, 1) : alike)
      out.push(renderDiagnostic(diagnostic, textOf(diagnostic.file)));
    if (several) out.push(...alikeLines(alike));
    const others = alike.map((one) => rest.get(one)).find((line) => line !== undefined);
    if (others) out.push(others);
  }
  return out.map((text) => `${text}\n`).join('');
}

/** More messages of one kind than these are counted. */
const MOST_OF_KIND = 50;
/** The same message, or warnings of one rule, more often than this are shown once, the others as a list. */
export const MOST_ALIKE = 3;
const MOST_LINES = 20;

/** Whether what is alike is folded into one: mistakes are not, each must be mended. */
export const isFolded = (severity: Severity | undefined): boolean =>
  severity === '警告' || severity === '提示';

/** What stands below the first of several that are alike: where the others are, and what each says. */
export function alikeLines(
  alike: readonly Pick<Diagnostic, 'message' | 'line' | 'span'>[],
): string[] {
  const [first, ...others] = alike;
  if (others.every(({ message }) => message === first?.message)) {
    const more = others.length > MOST_LINES ? '……' : '';
    const listed = pointsText(others.slice(0, MOST_LINES).map(pointOf)).replace(
      /( 行)?$/,
      `${more}$1`,
    );
    return [printable(`  同样的问题还有 ${others.length} 处：${listed}`)];
  }
  const told = others.slice(0, MOST_LINES).map((one) => {
    const place = pointText(pointOf(one));
    return printable(`    ${place === '' ? '' : `${place}：`}${one.message}`);
  });
  const more = others.length - told.length;
  return [
    `  这条规则还有 ${others.length} 处：`,
    ...told,
    ...(more > 0 ? [`    …… 另有 ${more} 处`] : []),
  ];
}

const pointOf = ({ line, span }: Pick<Diagnostic, 'line' | 'span'>) => ({
  line,
  ...(span?.cell ? { cell: span.cell } : {}),
});

/** `先核对第 232 行“金额: 9100300”：……`, a line for each slip that several findings have in common. */
export function suspectLines(
  suspects: readonly Suspect[],
  file: string,
  textOf: (file: string) => string | undefined,
): string[] {
  return suspects.map(({ off, findings, places }) => {
    const [first] = places;
    const text = first && places.length === 1 ? textOf(first.file) : undefined;
    const line = first?.cell
      ? text?.slice(first.start, first.end)
      : text?.split('\n')[(first?.line ?? 0) - 1];
    const written = line ? `“${clip(line.trim())}”` : '';
    const told = `${findings} 处不符都差 ${measure(off, '元')}，都由这里的数得来`;
    return printable(`先核对${where(places, file)}${written}：${told}。`);
  });
}
