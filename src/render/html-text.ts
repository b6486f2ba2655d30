/** Text for HTML: escaping, safe anchors, runs that keep a figure and its unit together, widths. */
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
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
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

/** What belongs to the figure before it and must not start a line. */
const UNIT = /^\s?(?:万元|亿元|元|个百分点|[%％‰人个辆台套项次批件户]|平方米|公里)/u;
/** Longer stretches are left to break, or justified lines would gape. */
const LONGEST_UNBROKEN = 24;

/** A paragraph's runs. A figure stays on one line with its unit, by style alone: copied text is clean. */
export function renderRuns(runs: readonly Run[]): string {
  let html = '';
  let rest = runs.map((run) => ({ text: run.text, figure: run.figure !== undefined }));
  while (rest[0]) {
    const [run, next, ...others] = rest;
    const unit = run.figure && next && !next.figure ? (UNIT.exec(next.text)?.[0] ?? '') : '';
    const kept = run.figure && run.text.length + unit.length <= LONGEST_UNBROKEN;
    if (kept) {
      html += `<span class="kept">${escapeHtml(run.text + unit)}</span>`;
      rest = next ? [{ ...next, text: next.text.slice(unit.length) }, ...others] : others;
    } else {
      html += escapeHtml(run.text);
      rest = next ? [next, ...others] : others;
    }
  }
  return html;
}

/** Width in em of a number or code in a cell, whose Latin characters are all half an em wide. */
export function codeWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1;
  return width;
}
