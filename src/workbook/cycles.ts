/** Formulas that feed themselves: what is stored of them is whatever the program gave up with. */
import { placeOf } from './cells.js';

export interface FormulaCell {
  readonly sheet: string;
  readonly address: string;
  /** Without the =; empty where it is that of another cell, moved. */
  readonly formula: string;
}

/** More cycles than these tell nothing new. */
const MOST_CYCLES = 3;
/** Steps from one formula to another that are looked at; a workbook with more is not looked through. */
const MOST_STEPS = 1_000_000;

/** No program stores a longer formula. */
const MOST_CHARACTERS = 8192;

/** Another cell or range, perhaps of another sheet, whose name has 31 letters at most: 表!$A$1:B2, '一 般'!C3. */
const REFERENCE =
  /(?:(?:'((?:[^']|''){1,31})'|([\p{L}\p{N}_.]{1,31}))!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\p{L}\p{N}_(!])/gu;
const QUOTED_TEXT = /"[^"]*"/g;

/** Formulas that come back to themselves, each way once, as far as formulas have a text of their own. */
export function cyclesIn(cells: readonly FormulaCell[]): FormulaCell[][] {
  const nodes = cells.map((cell) => ({ cell, at: placeOf(cell.address) }));
  const bySheet = new Map<string, Map<number, number[]>>();
  nodes.forEach(({ cell, at }, i) => {
    const rows = bySheet.get(cell.sheet.toLowerCase()) ?? new Map<number, number[]>();
    bySheet.set(cell.sheet.toLowerCase(), rows);
    rows.set(at.row, [...(rows.get(at.row) ?? []), i]);
  });
  let steps = MOST_STEPS;
  const feeding = ({ cell }: (typeof nodes)[number]): number[] => {
    const found: number[] = [];
    if (cell.formula.length > MOST_CHARACTERS) return found;
    for (const match of cell.formula.replace(QUOTED_TEXT, '').matchAll(REFERENCE)) {
      const [, quoted, plain, left = '', top = '', right = left, bottom = top] = match;
      const sheet = (quoted?.replaceAll("''", "'") ?? plain ?? cell.sheet).toLowerCase();
      const rows = bySheet.get(sheet);
      const [from, to] = [placeOf(`${left}${top}`), placeOf(`${right}${bottom}`)];
      // a range of whole columns has more rows than there are formulas
      const within =
        to.row - from.row < (rows?.size ?? 0)
          ? Array.from(
              { length: Math.max(0, to.row - from.row + 1) },
              (_, n) => rows?.get(from.row + n) ?? [],
            )
          : [...(rows ?? [])].flatMap(([r, own]) => (r >= from.row && r <= to.row ? [own] : []));
      for (const own of within) {
        steps -= 1 + own.length;
        if (steps < 0) return found;
        for (const i of own) {
          const col = nodes[i]?.at.col ?? 0;
          if (col >= from.col && col <= to.col) found.push(i);
        }
      }
    }
    return found;
  };
  const cycles: FormulaCell[][] = [];
  const state = new Uint8Array(nodes.length); // 1 on the way, 2 done
  for (let start = 0; start < nodes.length && cycles.length < MOST_CYCLES; start++) {
    if (state[start] !== 0) continue;
    // depth first, without recursion: a chain may be as long as the sheet
    const way: { node: number; next: number[] }[] = [];
    const enter = (node: number) => {
      state[node] = 1;
      const own = nodes[node];
      way.push({ node, next: own ? feeding(own) : [] });
    };
    enter(start);
    while (way.length > 0) {
      const top = way.at(-1);
      const next = top?.next.pop();
      if (next === undefined) {
        if (top) state[top.node] = 2;
        way.pop();
      } else if (state[next] === 1) {
        const from = way.findIndex(({ node }) => node === next);
        if (cycles.length < MOST_CYCLES)
          cycles.push(way.slice(from).flatMap(({ node }) => nodes[node]?.cell ?? []));
      } else if (state[next] === 0) enter(next);
      if (steps < 0) return cycles;
    }
  }
  return cycles;
}
