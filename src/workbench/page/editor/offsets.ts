/**
 * A text as its file has it, and as the editor has it: there every line break is one unit, in the file it may
 * be two. Offsets of findings and of edits are those of the file.
 */

/** The line break that a text has most likely been written with. */
export const lineBreakOf = (text: string): string => (/\r?\n/.exec(text)?.[0] ?? '\n') || '\n';

/** Offsets in a text → positions in the editor's. */
export function positionsIn(text: string): (offset: number) => number {
  if (!text.includes('\r\n')) return (offset) => Math.min(Math.max(offset, 0), text.length);
  const breaks: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) breaks.push(at);
  return (offset) => {
    const within = Math.min(Math.max(offset, 0), text.length);
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < within) low = middle + 1;
      else high = middle;
    }
    return within - low;
  };
}

/** The UTF-16 offset in a line of a column, counted from 1, in which a character counts once. */
export function unitsBefore(line: string, column: number): number {
  let units = 0;
  let left = column - 1;
  for (const character of line) {
    if (left-- <= 0) break;
    units += character.length;
  }
  return units;
}
