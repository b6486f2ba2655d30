/** Text for HTML: escaping, safe anchors, widths. */
import type { Run } from '../narrative/document.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content and quoted attributes. Control characters that no page may hold are dropped. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Text without the control characters that no page may hold. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '');
}

const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/** An element id of ASCII letters for any id; different ids never meet. */
export function anchor(id: string): string {
  return `to-${id.replace(/[^A-Za-z0-9]/gu, (char) => `_${char.codePointAt(0)?.toString(16)}_`)}`;
}

/** Anchor of a table's row, for tables that are divided where pages break. */
export function rowAnchor(table: string, row: number): string {
  return `${anchor(table)}-row-${row}`;
}

/** A paragraph's runs. A line never breaks inside a number, nor between 万 and 元. */
export function renderRuns(runs: readonly Run[]): string {
  const text = escapeHtml(runs.map((run) => run.text).join(''));
  return text.replaceAll('万元', '<span class="u">万元</span>');
}

/** Width in em of a number or code in a cell, whose Latin characters are all half an em wide. */
export function codeWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1;
  return width;
}
