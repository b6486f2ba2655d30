/**
 * What printed cells say of an input's amounts: the compiler makes the tables of an input in which every
 * amount that may be there is there, and each of their figures knows which of these it is the sum of.
 */
import { grouped } from '../../grouped.js';
import {
  type Decimal,
  factorsOf,
  type MoneyStyle,
  type Span,
  stepOf,
  ZERO,
} from '../../model/money.js';
import type { ReadCell, ReadRow, ReadTable } from '../../reading/read-table.js';
import type { CellName, Table } from '../../tables/table.js';

/** What a cell shows: an amount, and how exact it is. */
export interface Equation {
  /** Positions of amounts, ascending. */
  readonly leaves: readonly number[];
  /** What each is multiplied by. */
  readonly factors: readonly number[];
  /** In 元, as printed. */
  readonly printed: Decimal;
  /** The least that two different printed amounts differ by, in 元. */
  readonly step: Decimal;
  /** The cell; undefined where it is a line that the table does not have. */
  readonly place: Span | undefined;
  readonly cell?: { readonly table: string; readonly name: CellName };
  /** No cell, but what must be: as much is spent and kept as is received. */
  readonly balance?: true;
}

/** Cells of a table by their names and the rows that they are in. */
type Known = ReadonlyMap<string, readonly ReadCell[]>;

const SEPARATOR = '\n';
const keyOf = (row: string, column: string, keys: readonly string[]) =>
  [row, column, ...keys].join(SEPARATOR);

/** @param keys of the rows around */
function collect(
  rows: readonly ReadRow[],
  keys: readonly string[],
  out: Map<string, ReadCell[]>,
): void {
  for (const row of rows) {
    const own = row.key === '' ? keys : [...keys, row.key];
    for (const cell of row.cells) put(out, keyOf(cell.row, cell.column, own), cell);
    collect(row.rows, own, out);
  }
}

function put<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

function cellsOf({ cells, rows }: ReadTable): Known {
  const out = new Map<string, ReadCell[]>();
  for (const cell of cells) put(out, keyOf(cell.row, cell.column, []), cell);
  collect(rows, [], out);
  return out;
}

/** Keys of the rows that a compiled cell is in, from the outermost. */
function keysIn(table: Table): (name: CellName) => string[] {
  const keyOfItem = new Map(
    table.cells.flatMap(({ name }) => (name && name.item !== '' ? [[name.item, name.key]] : [])),
  );
  return ({ item }) => {
    const steps = item.split('/').slice(0, -1);
    return steps.flatMap((_, i) => {
      const key = keyOfItem.get(`${steps.slice(0, i + 1).join('/')}/`) ?? '';
      return key === '' ? [] : [key];
    });
  };
}

/**
 * @param compiled tables of an input in which each amount is positive and written at a place of its own
 * @param read what the worksheets show, by the ids of those tables
 * @param leafAt position of the amount that is written at a place; undefined of what is no such amount
 * @param money unit and decimals of a table's amounts
 */
export function equationsOf(
  compiled: readonly Table[],
  read: ReadonlyMap<string, ReadTable>,
  leafAt: (span: Span) => number | undefined,
  money: (table: string) => MoneyStyle,
): Equation[] {
  return compiled.flatMap((table) => {
    const sheet = read.get(table.id);
    if (!sheet) return [];
    const known = cellsOf(sheet);
    const keys = keysIn(table);
    const named = table.cells.flatMap((cell) =>
      cell.name ? [{ ...cell, name: cell.name, keys: keys(cell.name) }] : [],
    );
    const groups = grouped(named, ({ name, keys: own }) => keyOf(name.row, name.column, own));
    return [...groups].flatMap(([key, cells]) => {
      const found = known.get(key) ?? [];
      // rows of one name are told apart by their order, where none of them is missing
      if (found.length > 0 && found.length !== cells.length) return [];
      return cells.flatMap(({ name, content }, i): Equation[] => {
        const figure =
          content.kind === 'blank' || content.kind === 'number' || content.kind === 'text'
            ? content.figure
            : undefined;
        if (!figure || figure.whole || figure.counted !== undefined) return [];
        if ('against' in name.asked && name.asked.against !== undefined) return [];
        const terms = termsOf(figure, leafAt);
        if (!terms || terms.size === 0) return [];
        const cell = found[i];
        // a line that is not printed is of nothing; a cell that is not there says nothing
        if (!cell && (name.item === '' || !isWhole(sheet))) return [];
        if (cell && cell.text.trim() !== '' && cell.value === undefined) return [];
        const style = cell?.money ?? money(table.id);
        const leaves = [...terms.keys()].sort((a, b) => a - b);
        return [
          {
            leaves,
            factors: leaves.map((leaf) => terms.get(leaf) ?? 0),
            printed: cell?.value ?? ZERO,
            step: stepOf(style),
            place: cell?.place,
            cell: { table: table.id, name },
          },
        ];
      });
    });
  });
}

/** Whether what a sheet does not list is not there. */
const isWhole = ({ rows, empty }: ReadTable): boolean => empty || rows.length > 0;

/** Which amounts a figure is the sum of; undefined where it is of other things as well. */
function termsOf(
  figure: Parameters<typeof factorsOf>[0],
  leafAt: (span: Span) => number | undefined,
): Map<number, number> | undefined {
  const factors = factorsOf(figure);
  const terms = new Map<number, number>();
  for (const [i, span] of figure.sources.entries()) {
    const leaf = leafAt(span);
    if (leaf === undefined) return undefined;
    const factor = factors[i]?.toNumber() ?? 0;
    if (factor !== 0) terms.set(leaf, (terms.get(leaf) ?? 0) + factor);
  }
  return terms;
}
