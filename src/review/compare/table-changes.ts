/** Two editions' tables: which is which, and what changed in each. */

import { cellText, type Table } from '../../tables/table.js';
import type { Shown } from '../open/edition.js';
import { align, alikeTexts } from './align.js';
import { changeOf } from './amounts.js';
import {
  type CellChange,
  type Due,
  type LineChange,
  ofBoth,
  type Pair,
  type TableChange,
  type TextChange,
} from './comparison.js';
import {
  besides,
  type Named,
  nameCells,
  rowText,
  type Spot,
  subjectOf,
  type TextRow,
} from './named-cells.js';
import { type Recoded, renamedRows } from './row-changes.js';
import { pairTables } from './table-pairs.js';

export interface TableContext {
  /** Years that the editions are of, where they differ. */
  readonly years: Pair<number>;
  readonly recoded: (code: string) => Recoded | undefined;
  /** Who a change of a cell is due to. */
  readonly due: (shown: Pair<Shown>) => Due;
}

/** Texts are the same, changed, if they are so much alike. */
const ALIKE = 0.5;

/** Changes of all tables that have any, in the order of the new edition; those that are gone last. */
export function compareTables(
  old: readonly Table[],
  now: readonly Table[],
  context: TableContext,
): TableChange[] {
  return pairTables(old, now, context.years).flatMap((pair): TableChange[] => {
    const { old: before, new: after } = pair;
    if (before && after) {
      const change = compareTable(before, after, context);
      return change ? [change] : [];
    }
    const table = (after ?? before) as Table;
    const kind = after ? '新增' : '删除';
    return [{ id: table.id, name: table.name, kind, rows: [], columns: [], cells: [], texts: [] }];
  });
}

function compareTable(old: Table, now: Table, context: TableContext): TableChange | undefined {
  const { years, due } = context;
  if (isSame(old, now)) return undefined;
  const before = nameCells(old, years.old);
  const after = nameCells(now, years.new);
  const renamed = renamedRows(before, after, context.recoded);
  const columns = columnChanges(before, after);
  const newColumns = new Set(after.columns.keys());
  const oldColumns = new Set(before.columns.keys());
  const cells: CellChange[] = [];
  const mates = new Map(before.spots.map((spot) => [movedKey(spot, renamed.keys), spot]));
  for (const spot of after.spots) {
    const mate = mates.get(spot.key);
    mates.delete(spot.key);
    if (mate || oldColumns.has(spot.columnKey) || oldColumns.size === 0)
      cells.push(...cellChange(mate, spot, due));
  }
  for (const spot of mates.values())
    if (newColumns.has(spot.columnKey) || newColumns.size === 0)
      cells.push(...cellChange(spot, undefined, due));
  cells.push(...textRowChanges(before.textRows, after.textRows, due));
  const oldName = `${old.id} ${old.name}`;
  const named = oldName === `${now.id} ${now.name}`;
  const change: TableChange = {
    id: now.id,
    name: now.name,
    oldName: named ? undefined : oldName,
    kind: '变动',
    rows: renamed.changes.map((row) => ({ ...row, causes: rowCauses(row, cells, due) })),
    columns,
    cells: withRow(cells),
    texts: textChanges(old, now, due),
  };
  const { rows, texts } = change;
  const same = named && [rows, columns, cells, texts].every((list) => list.length === 0);
  return same ? undefined : change;
}

/** Whether two tables print the same: most do, and need no naming of cells. */
function isSame(old: Table, now: Table): boolean {
  return (
    old.id === now.id &&
    old.name === now.name &&
    linesAround(old).join('\n') === linesAround(now).join('\n') &&
    old.cells.length === now.cells.length &&
    old.cells.every((cell, i) => {
      const other = now.cells[i];
      return (
        cell.row === other?.row &&
        cell.col === other.col &&
        cellText(cell.content) === cellText(other.content)
      );
    })
  );
}

function cellChange(
  old: Spot | undefined,
  now: Spot | undefined,
  due: TableContext['due'],
): CellChange[] {
  const shown: Pair<Shown> = { old: old?.shown, new: now?.shown };
  if ((old?.shown.text ?? '') === (now?.shown.text ?? '')) return [];
  const { row, code, rowPath, column } = (now ?? old) as Spot;
  const amounts = changeOf(shown);
  return [{ row, code, rowPath, column, shown, amounts, ...due(shown) }];
}

/** What a row is due to: the words that name it, and its cells where it came or went with them. */
function rowCauses(
  { kind, name, code, oldName }: LineChange,
  cells: readonly CellChange[],
  due: TableContext['due'],
): number[] {
  const named = kind === '改名' || kind === '改编码';
  const own = named
    ? due({ old: { text: oldName ?? name }, new: { text: name } }).causes
    : cells
        .filter((cell) => cell.row === name && cell.code === code)
        .flatMap((cell) => cell.causes);
  return [...new Set(own)].sort((a, b) => a - b);
}

/** A text that came or went with its row is due to what the row's figures are due to. */
function withRow(cells: readonly CellChange[]): CellChange[] {
  const byRow = new Map<string, Set<number>>();
  for (const { rowPath, causes } of cells) {
    const own = byRow.get(rowPath) ?? new Set();
    byRow.set(rowPath, own);
    for (const cause of causes) own.add(cause);
  }
  return cells.map((cell) => {
    const { shown, causes, rowPath } = cell;
    const alone = causes.length === 0 && !(shown.old && shown.new);
    const row = alone ? [...(byRow.get(rowPath) ?? [])].sort((a, b) => a - b) : [];
    return row.length > 0 ? { ...cell, causes: row, follows: true } : cell;
  });
}

/** The key that a cell of the old table has in the new one. */
function movedKey(spot: Spot, renamed: ReadonlyMap<string, string>): string {
  const rowKey = renamed.get(spot.rowKey);
  return rowKey === undefined ? spot.key : rowKey + spot.key.slice(spot.rowKey.length);
}

function columnChanges(before: Named, after: Named): LineChange[] {
  const only = (a: Named, b: Named, kind: '新增' | '删除') =>
    [...a.columns]
      .filter(([key]) => !b.columns.has(key))
      .map(([, name]): LineChange => ({ kind, name, causes: [] }));
  return [...only(after, before, '新增'), ...only(before, after, '删除')];
}

/** Rows without any figure: put beside each other by what they say. */
function textRowChanges(
  old: readonly TextRow[],
  now: readonly TextRow[],
  due: TableContext['due'],
): CellChange[] {
  const alike = (a: TextRow, b: TextRow) => alikeTexts(rowText(a), rowText(b));
  return align(old, now, rowText, alike, ALIKE).flatMap((pair): CellChange[] => {
    const { old: before, new: after } = pair;
    if (before && after && rowText(before) === rowText(after)) return [];
    const row = (after ?? before) as TextRow;
    const columns = new Set(
      [...(before?.cells ?? []), ...(after?.cells ?? [])].map(({ col }) => col),
    );
    return [...columns]
      .sort((a, b) => a - b)
      .flatMap((col): CellChange[] => {
        const own = (side: TextRow | undefined) => side?.cells.find((cell) => cell.col === col);
        const [was, is] = [own(before), own(after)];
        if (was?.text === is?.text) return [];
        const shown = ofBoth({ old: was, new: is }, ({ text }) => ({ text }));
        const column = besides(row, col, (is ?? was)?.column ?? '');
        const name = subjectOf(row, col) ?? column;
        return [{ row: name, code: undefined, rowPath: name, column, shown, ...due(shown) }];
      });
  });
}

/** What stands outside the grid. */
function textChanges(old: Table, now: Table, due: TableContext['due']): TextChange[] {
  const pairs = align(linesAround(old), linesAround(now), (text) => text, alikeTexts, ALIKE);
  return pairs
    .filter((pair) => pair.old !== pair.new)
    .map((pair): TextChange => {
      const { causes } = due(ofBoth(pair, (text) => ({ text })));
      return { ...pair, causes };
    });
}

/** What stands around the grid; what stands before a table is prose, and compared as such. */
const linesAround = ({ title, number, lead, middle, unit, notes }: Table): string[] =>
  [title, number, lead, middle, unit, ...notes].filter((text) => text !== '');
