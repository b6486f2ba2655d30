/** A whole column that was pasted into the wrong place, or typed the wrong way, is one mistake, not two hundred. */
import type { Code, Diagnostic } from '../diagnostics.js';
import { grouped } from '../grouped.js';

/** As many alike in one column are no slips of the keyboard. */
const MANY = 20;
/** What is wrong with the file, or with how it is written, and not with a value. */
const NO_VALUE: ReadonlySet<Code> = new Set(['yaml-syntax', 'yaml-duplicate-key', 'key-missing']);

/**
 * Diagnostics with those of one column told once, at the first of them, which names the places of all others.
 * @param textOf text of a file by its name
 */
export function columnsFolded(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): Diagnostic[] {
  if (diagnostics.length < MANY) return [...diagnostics];
  const columnOf = (d: Diagnostic): string | undefined => {
    if (!d.span || d.line === 0 || d.rule !== undefined || NO_VALUE.has(d.code)) return undefined;
    const { cell } = d.span;
    const column = cell
      ? `${cell.sheet}!${cell.address.replace(/\d+$/, '')}`
      : keyBefore(textOf(d.file) ?? '', d.span.start);
    return [d.file, d.severity, d.code, column].join('\n');
  };
  const columns = grouped(diagnostics, (d) => columnOf(d) ?? '');
  columns.delete('');
  const folded = new Map<Diagnostic, Diagnostic | undefined>();
  for (const [first, ...others] of columns.values()) {
    if (!first || others.length + 1 < MANY) continue;
    for (const one of others) folded.set(one, undefined);
    const message = `${first.message}；这一列同样的问题共 ${others.length + 1} 处，像是整列贴错了地方，或整列的写法不对`;
    folded.set(first, { ...first, message, others: others.flatMap(({ span }) => span ?? []) });
  }
  return diagnostics.flatMap((one) => (folded.has(one) ? (folded.get(one) ?? []) : [one]));
}

/** More of a line than this is not looked at: it may be the whole file. */
const MOST_BEFORE = 200;

/** The key that a value stands behind, with its indent; codes are all the same. */
function keyBefore(text: string, start: number): string {
  const before =
    text
      .slice(Math.max(0, start - MOST_BEFORE), start)
      .split('\n')
      .at(-1) ?? '';
  const indent = /^[\s-]*/.exec(before)?.[0].length ?? 0;
  const key = /([^\s:{,]+)\s*:\s*["']?$/.exec(before)?.[1] ?? '';
  return `${indent} ${/\d{3}/.test(key) ? '#' : key}`;
}
