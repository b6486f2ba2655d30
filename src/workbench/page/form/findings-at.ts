/** Which findings are about a field. */
import { isMap, type Node } from 'yaml';
import { nodeAt, type Path, pairOf } from '../../../yaml-edit/source.js';
import type { Finding, FormContext } from './form-context.js';

/** Those that point into a value or at its key. */
export function findingsAt(
  { source, findings }: Pick<FormContext, 'source' | 'findings'>,
  path: Path,
): readonly Finding[] {
  const holder = nodeAt(source, path.slice(0, -1));
  const key = isMap(holder)
    ? (pairOf(holder, String(path.at(-1)))?.key as Node | undefined)
    : undefined;
  const node = nodeAt(source, path);
  const from = key?.range?.[0] ?? node?.range?.[0];
  const to = node?.range?.[1] ?? key?.range?.[1];
  if (from === undefined || to === undefined) return [];
  return findings.filter(({ 位置: { 起: at, 行: line } }) => line > 0 && at >= from && at <= to);
}
