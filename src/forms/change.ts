/** What a profile does to a table of its base: columns and rows left out, labels reworded. */
import type { CellLayout, CellTemplate, Column } from './template.js';
import { leftEdges } from './tiling.js';
import { mapBlocks } from './walk.js';

/** What comes in the place of columns, by their names: another label, or one or several other columns. */
type ColumnChanges = ReadonlyMap<string, string | readonly Column[]>;

/** A list's columns, some of them with another label or replaced. */
export function changeColumns(columns: readonly Column[], changes: ColumnChanges): Column[] {
  return columns.flatMap((column) => {
    const change = changes.get(column.name) ?? column.label;
    if (typeof change !== 'string') return change;
    if (column.kind === 'leaf') return [{ ...column, label: change }];
    return [{ ...column, label: change, columns: changeColumns(column.columns, changes) }];
  });
}

const NONE: ReadonlySet<string> = new Set();

/**
 * For each leaf of the changed columns, whether its column is one of those to leave out. The names
 * to leave out are of the table as it was, not of columns that stand in the place of another.
 */
export function goneLeaves(
  columns: readonly Column[],
  gone: ReadonlySet<string>,
  changes: ColumnChanges,
  above = false,
): boolean[] {
  return columns.flatMap((column) => {
    const change = changes.get(column.name);
    const out = above || gone.has(column.name);
    if (typeof change === 'object') return goneLeaves(change, NONE, new Map(), out);
    return column.kind === 'group' ? goneLeaves(column.columns, gone, changes, out) : [out];
  });
}

/** Header cells of a form that stand over one grid column, by their text; not one that stands twice. */
export function headColumns({ header }: CellLayout): Map<string, number> {
  const edges = leftEdges(header);
  const out = new Map<string, number>();
  const seen = new Set<string>();
  header.forEach((cells, r) => {
    cells.forEach(({ cols, content }, i) => {
      if (cols > 1 || content.kind !== 'text' || content.text === '') return;
      if (seen.has(content.text)) out.delete(content.text);
      else out.set(content.text, edges[r]?.[i] ?? 0);
      seen.add(content.text);
    });
  });
  return out;
}

/** A cell with other words, where they are replaced. */
function reword(cell: CellTemplate, words: ReadonlyMap<string, string>): CellTemplate {
  if (cell.content.kind !== 'text') return cell;
  const text = words.get(cell.content.text);
  return text === undefined ? cell : { ...cell, content: { ...cell.content, text } };
}

/** A layout with other words, and without the blocks of some names. */
export function changeCells(
  layout: CellLayout,
  gone: ReadonlySet<string>,
  words: ReadonlyMap<string, string>,
): CellLayout {
  const change = (cell: CellTemplate) => reword(cell, words);
  return {
    ...layout,
    header: layout.header.map((row) => row.map(change)),
    body: mapBlocks(layout.body, ({ name }) => name === undefined || !gone.has(name), change),
  };
}
