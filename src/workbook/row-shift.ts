/** Rows put into a sheet or taken out of it: where the others go, and what formulas and ranges say then. */

/** All row numbers count from 1, as the sheet has them before anything moves. */
export interface RowShift {
  /** The first row that moves down, or the first that is taken out. */
  readonly at: number;
  /** How many are put in; below zero how many are taken out. */
  readonly count: number;
  /** Of rows that are put in, the one that they look like. */
  readonly like: number;
}

/** @returns where a row goes; undefined of one that is taken out */
export function movedRow(row: number, shifts: readonly RowShift[]): number | undefined {
  let to = row;
  for (const { at, count } of shifts) {
    if (count < 0 && row >= at && row < at - count) return undefined;
    if (row >= at) to += count;
  }
  return to;
}

/** @returns where a stretch of rows goes; undefined where all of it is taken out */
function movedRows(
  first: number,
  last: number,
  shifts: readonly RowShift[],
): readonly [number, number] | undefined {
  // a stretch to the end of the sheet is not gone through
  const near = (row: number, step: 1 | -1): number | undefined => {
    for (let at = row; at >= first && at <= last; at += step) {
      const to = movedRow(at, shifts);
      if (to !== undefined) return to;
    }
    return undefined;
  };
  const [from, to] = [near(first, 1), near(last, -1)];
  return from === undefined || to === undefined ? undefined : [from, to];
}

const REFERENCE = /(\$?[A-Z]{1,3})(\$?)(\d{1,7})/;
const CELL = REFERENCE.source;
/** Texts are passed over; then ranges, cells and whole rows, with the sheet that they name. */
const TOKENS = new RegExp(
  String.raw`"(?:[^"]|"")*"|(?<![\p{L}\p{N}_.$])(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?:${CELL}(?::${CELL})?|(\$?)(\d{1,7}):(\$?)(\d{1,7}))(?![\p{L}\p{N}_.(!])`,
  'gu',
);

/** What a name of a sheet is in a formula, without its quotes. */
const bareName = (written: string): string =>
  written.startsWith("'") ? written.slice(1, -1).replaceAll("''", "'") : written;

/**
 * A formula after rows have moved.
 * @param formula without its sign
 * @param own the sheet that it stands on, which references without a name mean
 * @param sheet the sheet whose rows move
 * @returns undefined where something that it refers to is taken out
 */
export function movedFormula(
  formula: string,
  own: string,
  sheet: string,
  shifts: readonly RowShift[],
): string | undefined {
  let lost = false;
  const moved = formula.replace(TOKENS, (all: string, ...groups: (string | undefined)[]) => {
    if (all.startsWith('"')) return all;
    const [name, c1, d1 = '', r1, c2, d2 = '', r2, e1 = '', w1, e2 = '', w2] = groups;
    if ((name === undefined ? own : bareName(name)) !== sheet) return all;
    const before = name === undefined ? '' : `${name}!`;
    const rows = movedRows(Number(r1 ?? w1), Number(r2 ?? w2 ?? r1), shifts);
    if (!rows) {
      lost = true;
      return all;
    }
    if (c1 === undefined) return `${before}${e1}${rows[0]}:${e2}${rows[1]}`;
    const first = `${before}${c1}${d1}${rows[0]}`;
    return c2 === undefined ? first : `${first}:${c2}${d2}${rows[1]}`;
  });
  return lost ? undefined : moved;
}

/**
 * A range of a sheet, or several parted by blanks, after rows have moved.
 * @returns undefined where all of it is taken out
 */
export function movedRanges(ranges: string, shifts: readonly RowShift[]): string | undefined {
  const moved = ranges
    .split(/\s+/)
    .flatMap((range) => movedFormula(range, '', '', shifts) ?? [])
    .join(' ');
  return moved === '' ? undefined : moved;
}
