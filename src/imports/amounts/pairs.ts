/** Cells of compiled tables beside those of worksheets that are called alike. */
import type { Profile } from '../../forms/library.js';
import { grouped } from '../../grouped.js';
import type { ReadCell, ReadRow, ReadTable } from '../../reading/read-table.js';
import type { Cell, CellName, Table } from '../../tables/table.js';

export interface Pair {
  readonly table: Table;
  readonly sheet: ReadTable;
  readonly cell: Cell & { readonly name: CellName };
  /** Undefined where the sheet does not have the line of the cell. */
  readonly found: ReadCell | undefined;
}

/** Cells of a table by their names and the rows that they are in. */
type Known = ReadonlyMap<string, readonly ReadCell[]>;

const sheetKey = (template: string, key: string) => `${template}\n${key}`;
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
    const key = lineKey(row) ?? row.key;
    const own = key === '' ? keys : [...keys, key];
    for (const cell of row.cells) put(out, keyOf(cell.row, cell.column, own), cell);
    collect(row.rows, own, out);
  }
}

/** The words that a line of a project is told by, as the compiled one has them. */
const LINE = ['单位编码', '名称', '功能科目编码', '经济科目编码'] as const;

function lineKey({ source, fields }: ReadRow): string | undefined {
  const words = LINE.map((name) => fields[name]);
  const whole = source === '项目科目' && words.every((word) => word !== undefined);
  return whole ? JSON.stringify(words) : undefined;
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

const pairOf = ({ row, column }: CellName): string => keyOf(row, column, []);

/** Pairs, and cells of lines that a sheet does not have; what cannot be told apart is in none. */
export function pairsOf(
  compiled: readonly Table[],
  read: readonly ReadTable[],
  { tables }: Pick<Profile, 'tables'>,
): Pair[] {
  const sheets = new Map(read.map((one) => [sheetKey(one.template.id, one.key), one]));
  return compiled.flatMap((table) => {
    const { id } = table;
    // 预算12-3 is one of the tables of 预算12
    const template = tables.has(id) ? id : id.replace(/-\d+$/, '');
    const sheet = sheets.get(sheetKey(template, table.subject ?? ''));
    if (!sheet) return [];
    const known = cellsOf(sheet);
    const keys = keysIn(table);
    const named = table.cells.flatMap((cell) => (cell.name ? [{ ...cell, name: cell.name }] : []));
    const groups = grouped(named, ({ name }) => keyOf(name.row, name.column, keys(name)));
    // rows that none of the sheet's is like are not read: that is not to say that they are of nothing
    const seen = new Set(
      [...groups].flatMap(([key, [first]]) =>
        first && known.has(key) ? [pairOf(first.name)] : [],
      ),
    );
    return [...groups].flatMap(([key, cells]) => {
      const found = known.get(key) ?? [];
      // rows of one name are told apart by their order, where none of them is missing
      if (found.length > 0 && found.length !== cells.length) return [];
      return cells.flatMap((cell, i): Pair[] => {
        const { name } = cell;
        // a line that is not printed is of nothing; a cell that is not there says nothing
        const absent = name.item !== '' && (sheet.empty || seen.has(pairOf(name)));
        return found[i] || absent ? [{ table, sheet, cell, found: found[i] }] : [];
      });
    });
  });
}
