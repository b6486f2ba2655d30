/** What is wrong with what was to be compared or explained. */
import type { TemplateFolder } from '../../forms/shelf.js';
import type { Opened } from '../open/opened.js';
import { diagnosticsText, textsOf } from './diagnostics-text.js';

/** @param consequence for an input that has errors: 没有对比 */
export function openedText(
  { name, diagnostics, sources, compiled }: Opened,
  templates: TemplateFolder,
  consequence: string,
): string {
  const text = diagnosticsText(diagnostics, textsOf(sources, templates));
  return compiled ? `${text}${name}：有 ${diagnostics.length} 处错误，${consequence}。\n` : text;
}
