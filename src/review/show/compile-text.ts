/** What `gongkai compile` prints of an input for a person. */
import { isFinding } from '../../checks/rule.js';
import { suspectsOf } from '../../checks/suspects.js';
import type { CompileResult } from '../../compile.js';
import { printable } from '../../diagnostics.js';
import { grouped } from '../../grouped.js';
import { labelOf } from '../../kinds/load.js';
import { diagnosticsText, suspectLines, textsOf } from './diagnostics-text.js';

/** What is wrong with an input, what is waived, and whether nothing is written for it. */
export function problemsText(
  { file, unit, diagnostics, checks, sources, templates }: CompileResult,
  quiet: boolean,
): string {
  const textOf = textsOf(sources, templates);
  const errors = diagnostics.filter(({ severity }) => severity === '错误');
  if (quiet) return diagnosticsText(errors, textOf);
  const refused =
    errors.length === 0
      ? []
      : [
          ...suspectLines(suspectsOf(checks), file, textOf),
          `${labelOf({ file, unit })}：有 ${errors.length} 处错误，没有写出。`,
        ];
  return [
    diagnosticsText(diagnostics, textOf),
    ...[...waivedLines(checks), ...refused].map((line) => `${line}\n`),
  ].join('');
}

/** What each waiver lets stand: the first finding that it covers, and how many more. */
function waivedLines(checks: CompileResult['checks']): string[] {
  const covered = checks.flatMap(({ waiver, outcome }) =>
    waiver && isFinding(outcome) ? [{ waiver, message: outcome.message }] : [],
  );
  return [...grouped(covered, ({ waiver }) => waiver)]
    .sort(([a], [b]) => a.place.start - b.place.start)
    .map(([{ rule, reason }, [first, ...others]]) => {
      const more = others.length > 0 ? `等 ${others.length + 1} 处` : '';
      return printable(`已豁免 ${rule}：${first?.message}${more}，理由：${reason}`);
    });
}
