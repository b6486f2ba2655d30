/** Text for HTML: safe characters, safe anchors, widths. */

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

/** Anchor of the end of what begins at an anchor. */
export const endOf = (start: string): string => `${start}-end`;

/** Anchor of a table's row, for tables that are divided where pages break. */
export function rowAnchor(table: string, row: number): string {
  return `${anchor(table)}-row-${row}`;
}

/** Width in em of a number or code in a cell, whose Latin characters are all half an em wide. */
export function codeWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1;
  return width;
}
