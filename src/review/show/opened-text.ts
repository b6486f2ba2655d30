/** What is wrong with what was to be compared or explained. */
import type { Opened } from '../open/opened.js';
import { diagnosticsText, textsOf } from './diagnostics-text.js';

/** @param consequence for an input that has errors: 没有对比 */
export function openedText(
  { name, diagnostics, sources, compiled }: Opened,
  consequence: string,
): string {
  const textOf = compiled ? textsOf(sources, compiled.templates) : () => undefined;
  const text = diagnosticsText(diagnostics, textOf);
  return compiled ? `${text}${name}：有 ${diagnostics.length} 处错误，${consequence}。\n` : text;
}
