/**
 * Who changed cells are due to where inputs are not at hand: totals to the rows and columns that they
 * add up, and what is printed again in another table to where it is printed most finely.
 */

import { grouped } from '../../grouped.js';
import { Decimal } from '../../model/money.js';
import type { Cause, CellChange, TableChange } from './comparison.js';
import { WITHIN } from './named-cells.js';

/** Two printed changes of one amount may be a rounding apart. */
const ROUNDING = '0.01';
const TOTAL = /(合计|总计|小计)$/;

interface Place {
  readonly table: TableChange;
  readonly cell: CellChange;
}

const isMoved = ({ amounts }: CellChange): boolean =>
  amounts !== undefined && !amounts.change.isZero();

/** The causes that the tables tell of, and the tables with their cells put to them. */
export function causesInTables(tables: readonly TableChange[]): {
  causes: readonly Cause[];
  tables: readonly TableChange[];
} {
  const totals = new Map(tables.flatMap((table) => [...totalsOf(table.cells.filter(isMoved))]));
  const places = tables.flatMap((table) =>
    table.cells.filter(isMoved).map((cell): Place => ({ table, cell })),
  );
  const leaves = places
    .filter(({ cell }) => !totals.has(cell))
    .map((place, i) => ({ place, i }))
    .sort((a, b) => fineness(b.place) - fineness(a.place) || a.i - b.i);
  const primaries = new Primaries();
  const causeOf = new Map(leaves.map(({ place }) => [place.cell, primaries.of(place)]));
  const known = new Map<CellChange, readonly number[]>();
  const causesFor = (cell: CellChange, deep = 0): readonly number[] => {
    const own = causeOf.get(cell);
    if (own !== undefined) return [own];
    const told = known.get(cell);
    if (told || deep > MOST_LEVELS) return told ?? [];
    const parts = (totals.get(cell) ?? []).flatMap((part) => causesFor(part, deep + 1));
    const causes = [...new Set(parts)].sort((a, b) => a - b);
    known.set(cell, causes);
    return causes;
  };
  const firsts = new Set(primaries.list.map(({ cell }) => cell));
  return {
    causes: primaries.list.map(causeFrom),
    tables: tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell) => {
        if (!isMoved(cell)) return cell;
        const causes = causesFor(cell);
        return { ...cell, causes, follows: causes.length > 0 && !firsts.has(cell) };
      }),
    })),
  };
}

/** Parts of parts: a class over divisions over items, and a grand total over all. */
const MOST_LEVELS = 6;

/** Changes that are told as such, each cell that shows one again put to it. */
class Primaries {
  readonly list: Place[] = [];
  readonly #byChange = new Map<string, number[]>();

  /** Position of the change that a cell shows, which is its own where no other shows it. */
  of(place: Place): number {
    const change = place.cell.amounts?.change ?? new Decimal(0);
    const near = [change, change.plus(ROUNDING), change.minus(ROUNDING)];
    const alike = near
      .flatMap((one) => this.#byChange.get(one.toFixed(2)) ?? [])
      .slice(0, MOST_ALIKE);
    const found = alike.find((i) => isAgain(place, this.list[i] as Place));
    if (found !== undefined) return found;
    const own = this.list.push(place) - 1;
    const key = change.toFixed(2);
    this.#byChange.set(key, [...(this.#byChange.get(key) ?? []), own]);
    return own;
  }
}

/** Of more changes by the same amount nobody can tell which is which. */
const MOST_ALIKE = 100;

/** Changed cells of one table that add up others, with those that they add up. */
function totalsOf(cells: readonly CellChange[]): Map<CellChange, readonly CellChange[]> {
  const out = new Map<CellChange, readonly CellChange[]>();
  const rows = grouped(cells, ({ rowPath }) => rowPath);
  for (const column of grouped(cells, (cell) => cell.column).values()) {
    const below = belowIn(column);
    const covered = new Set([...below.values()].flat());
    const top = column.filter((cell) => !covered.has(cell) && !TOTAL.test(cell.row));
    for (const cell of column) {
      const beside = (rows.get(cell.rowPath) ?? []).filter((one) => !TOTAL.test(one.column));
      const parts = below.get(cell);
      if (parts) out.set(cell, parts);
      else if (TOTAL.test(cell.column) && addUp(beside, cell)) out.set(cell, beside);
      else if (TOTAL.test(cell.row) && addUp(top, cell)) out.set(cell, top);
    }
  }
  return out;
}

/** For each cell of a column those in rows below it: of a longer code, or of a path through it. */
function belowIn(column: readonly CellChange[]): Map<CellChange, CellChange[]> {
  const byName = new Map(column.map((cell) => [cell.code ?? cell.rowPath, cell]));
  const out = new Map<CellChange, CellChange[]>();
  for (const cell of column) {
    for (const name of namesAbove(cell)) {
      const above = byName.get(name);
      if (!above || above === cell) continue;
      const own = out.get(above);
      if (own) own.push(cell);
      else out.set(above, [cell]);
    }
  }
  return out;
}

/** Beginnings of a row's code, or of its path. */
function namesAbove({ code, rowPath }: CellChange): string[] {
  if (code !== undefined)
    return Array.from({ length: code.length - 1 }, (_, i) => code.slice(0, i + 1));
  const steps = rowPath.split(WITHIN);
  return steps.slice(0, -1).map((_, i) => steps.slice(0, i + 1).join(WITHIN));
}

/** Whether the changes of some cells come to that of another; each may be a rounding off. */
function addUp(parts: readonly CellChange[], total: CellChange): boolean {
  const changes = parts.flatMap(({ amounts }) => (amounts ? [amounts.change] : []));
  if (changes.length === 0 || !total.amounts) return false;
  const off = Decimal.sum(...changes).minus(total.amounts.change);
  return off.abs().lte(new Decimal(ROUNDING).times(changes.length + 1));
}

/** An item before a division, a subject before a line that has no code. */
const fineness = ({ cell }: Place): number => cell.code?.length ?? 0;

/** Whether a cell shows a change by the same amount again that is told elsewhere. */
function isAgain(place: Place, primary: Place): boolean {
  const [own, first] = [place.cell, primary.cell];
  if (place.table === primary.table) return own.rowPath === first.rowPath && sameTexts(own, first);
  return own.row === first.row || fineness(place) < fineness(primary) || !own.code;
}

const sameTexts = (a: CellChange, b: CellChange): boolean =>
  a.shown.old?.text === b.shown.old?.text && a.shown.new?.text === b.shown.new?.text;

function causeFrom({ table, cell }: Place): Cause {
  const { old, new: now } = cell.shown;
  const row = cell.code && cell.code !== cell.row ? `${cell.code} ${cell.row}` : cell.row;
  const name = table.id === table.name ? table.id : `${table.id} ${table.name}`;
  return {
    kind: '表内',
    label: [name, row, cell.column].filter(Boolean).join(WITHIN),
    leaf: {},
    texts: { old: old?.text, new: now?.text },
    amounts: cell.amounts,
    leaves: 1,
  };
}
