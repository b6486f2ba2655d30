/** What is wrong with what was to be compared or explained. */
import type { TemplateFolder } from '../../forms/library.js';
import type { Opened } from '../open/opened.js';
import { diagnosticsText, textsOf } from './diagnostics-text.js';

/**
 * @param consequence for an input that has errors: 没有对比
 * @returns empty where nothing is wrong
 */
export function openedText(
  { name, diagnostics, sources, compiled }: Opened,
  templates: TemplateFolder,
  consequence: string,
): string {
  if (diagnostics.length === 0) return '';
  const text = diagnosticsText(diagnostics, textsOf(sources, templates));
  return compiled ? `${text}${name}：有 ${diagnostics.length} 处错误，${consequence}。\n` : text;
}
