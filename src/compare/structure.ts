/**
 * Who changed cells are due to where inputs are not at hand: totals to the rows and columns that they
 * add up, and what is printed again in another table to where it is printed most finely.
 */
import { Decimal } from '../model/money.js';
import type { Cause, CellChange, TableChange } from './comparison.js';
import { WITHIN } from './rows.js';

/** Two printed changes of one amount may be a rounding apart. */
const ROUNDING = '0.01';
const TOTAL = /(合计|总计|小计)$/;

interface Place {
  readonly table: TableChange;
  readonly cell: CellChange;
}

/** The causes that the tables tell of, and the tables with their cells put to them. */
export function causesInTables(tables: readonly TableChange[]): {
  causes: readonly Cause[];
  tables: readonly TableChange[];
} {
  const places = tables.flatMap((table) =>
    table.cells.filter(({ amounts }) => amounts).map((cell): Place => ({ table, cell })),
  );
  const totals = new Map(places.map((place) => [place.cell, partsOf(place, places)]));
  const leaves = places
    .filter(({ cell }) => totals.get(cell)?.length === 0)
    .map((place, i) => ({ place, i }))
    .sort((a, b) => fineness(b.place) - fineness(a.place) || a.i - b.i);
  const primaries: Place[] = [];
  const causeOf = new Map<CellChange, number>();
  for (const { place } of leaves) {
    const known = primaries.findIndex((primary) => isAgain(place, primary));
    causeOf.set(place.cell, known < 0 ? primaries.push(place) - 1 : known);
  }
  const causesFor = (cell: CellChange, deep = 0): number[] => {
    const own = causeOf.get(cell);
    if (own !== undefined) return [own];
    // parts of parts: a class over divisions over items
    return deep > 4 ? [] : (totals.get(cell) ?? []).flatMap((part) => causesFor(part, deep + 1));
  };
  const firsts = new Set(primaries.map(({ cell }) => cell));
  return {
    causes: primaries.map(causeFrom),
    tables: tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell) => {
        if (!cell.amounts) return cell;
        const causes = [...new Set(causesFor(cell))].sort((a, b) => a - b);
        return { ...cell, causes, follows: causes.length > 0 && !firsts.has(cell) };
      }),
    })),
  };
}

/** Changed cells that a changed cell adds up; none where it is no total. */
function partsOf({ table, cell }: Place, places: readonly Place[]): CellChange[] {
  const others = places.filter((one) => one.table === table && one.cell !== cell);
  const own = others.map((one) => one.cell);
  const below = own.filter(
    (one) => one.column === cell.column && one.rowPath !== cell.rowPath && isBelow(one, cell),
  );
  if (below.length > 0) return below;
  const beside = own.filter((one) => one.rowPath === cell.rowPath && !TOTAL.test(one.column));
  if (TOTAL.test(cell.column) && addUp(beside, cell)) return beside;
  if (!TOTAL.test(cell.row)) return [];
  const column = own.filter((one) => one.column === cell.column && !TOTAL.test(one.row));
  const top = column.filter((one) => !column.some((other) => isBelow(one, other)));
  return addUp(top, cell) ? top : [];
}

/** Whether the changes of some cells come to that of another; each may be a rounding off. */
function addUp(parts: readonly CellChange[], total: CellChange): boolean {
  const changes = parts.flatMap(({ amounts }) => (amounts ? [amounts.change] : []));
  if (changes.length === 0 || !total.amounts) return false;
  const off = Decimal.sum(...changes).minus(total.amounts.change);
  return off.abs().lte(new Decimal(ROUNDING).times(changes.length + 1));
}

function isBelow(one: CellChange, above: CellChange): boolean {
  if (one.code !== undefined && above.code !== undefined)
    return one.code.length > above.code.length && one.code.startsWith(above.code);
  return one.rowPath.startsWith(above.rowPath + WITHIN);
}

/** An item before a division, a subject before a line that has no code. */
const fineness = ({ cell }: Place): number => cell.code?.length ?? 0;

/** Whether a cell shows a change again that is told elsewhere. */
function isAgain(place: Place, primary: Place): boolean {
  const [own, first] = [place.cell, primary.cell];
  if (!own.amounts || !first.amounts) return false;
  const same = near(own.amounts.change, first.amounts.change);
  if (place.table === primary.table)
    return same && own.rowPath === first.rowPath && sameTexts(own, first);
  return same && (own.row === first.row || fineness(place) < fineness(primary) || !own.code);
}

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lte(ROUNDING);
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
    texts: { ...(old ? { old: old.text } : {}), ...(now ? { new: now.text } : {}) },
    ...(cell.amounts ? { amounts: cell.amounts } : {}),
    leaves: 1,
  };
}
