/** The page of a document by the real template. */
import type { Document } from '../../src/narrative/document.js';
import { bodyRenderer, renderPage } from '../../src/render/html.js';
import type { Pages } from '../../src/render/html-table.js';
import { printTemplate } from '../../src/render/print-template.js';
import { templates } from './input.js';

/**
 * @param pages of each anchor, as an earlier print had them
 * @param drawings of the figures
 */
export function htmlOf(
  doc: Document,
  pages: Pages = new Map(),
  drawings: ReadonlyMap<string, string> = new Map(),
): string {
  const template = printTemplate(templates);
  return renderPage(doc, bodyRenderer(doc, template, drawings).at(pages).html, template);
}
