/** What a profile does to a table of its base: columns and rows left out, labels reworded. */
import type { Path } from '../input/source.js';
import { plainLabel } from '../model/numerals.js';
import type { BlockInput, CellInput, TableInput } from './template-schema.js';

type Columns = NonNullable<TableInput['列']>;
const NONE: ReadonlySet<string> = new Set();

export function columnNames(columns: Columns): string[] {
  return columns.flatMap((column) => [column.名, ...columnNames(column.子列 ?? [])]);
}

/** What a profile puts in the place of a column: another name, or one or several other columns. */
export type ColumnChange = string | Columns[number] | Columns;

/** The columns that stand in the place of another; none for a new name. */
export function replacing(change: ColumnChange): Columns {
  return typeof change === 'string' ? [] : Array.isArray(change) ? change : [change];
}

/** A list's columns, some of them renamed or replaced. */
export function changeColumns(
  columns: Columns,
  changes: Readonly<Record<string, ColumnChange>>,
): Columns {
  return columns.flatMap((column) => {
    const change = changes[column.名] ?? column.名;
    if (typeof change !== 'string') return replacing(change);
    const children = column.子列 && changeColumns(column.子列, changes);
    // other words are printed, the name stays
    const label = column.称 ?? column.名;
    return [{ ...column, 名: change, 称: label, ...(children ? { 子列: children } : {}) }];
  });
}

/**
 * For each leaf of the changed columns, whether its column is one of those to leave out. The names
 * to leave out are of the table as it was, not of columns that stand in the place of another.
 */
export function goneLeaves(
  columns: Columns,
  gone: ReadonlySet<string>,
  changes: Readonly<Record<string, ColumnChange>>,
  above = false,
): boolean[] {
  return columns.flatMap((column) => {
    const change = changes[column.名];
    const out = above || gone.has(column.名);
    if (typeof change === 'object') return goneLeaves(replacing(change), NONE, {}, out);
    return column.子列 ? goneLeaves(column.子列, gone, changes, out) : [out];
  });
}

/** Where a column stands; undefined where no column has the name. */
export function columnPath(columns: Columns, name: string): Path | undefined {
  for (const [i, column] of columns.entries()) {
    if (column.名 === name) return [i];
    const below = columnPath(column.子列 ?? [], name);
    if (below) return [i, '子列', ...below];
  }
  return undefined;
}

function textOf(cell: CellInput): string | undefined {
  return typeof cell === 'string' ? cell : cell.文;
}

/** Header cells of a form that stand over one grid column, by their text; not one that stands twice. */
export function headColumns(header: NonNullable<TableInput['表头']>): Map<string, number> {
  const taken = header.map(() => new Set<number>());
  const out = new Map<string, number>();
  const seen = new Set<string>();
  header.forEach((cells, r) => {
    let col = 0;
    for (const cell of cells) {
      while (taken[r]?.has(col)) col++;
      const { 列: across = 1, 行: down = 1 } = typeof cell === 'string' ? {} : cell;
      for (let y = r; y < r + down; y++) for (let x = col; x < col + across; x++) taken[y]?.add(x);
      const text = textOf(cell);
      if (across === 1 && text) {
        if (seen.has(text)) out.delete(text);
        else out.set(text, col);
        seen.add(text);
      }
      col += across;
    }
  });
  return out;
}

/** A cell with other words, where they are replaced. */
export function reword(cell: CellInput, words: Readonly<Record<string, string>>): CellInput {
  const text = textOf(cell);
  const other = text === undefined ? undefined : words[text];
  if (other === undefined) return cell;
  // other words are printed, the name stays
  return typeof cell === 'string'
    ? { 文: other, 称: plainLabel(cell) }
    : { ...cell, 文: other, 称: cell.称 ?? plainLabel(text ?? '') };
}

/** Blocks inside a block. */
function inner(block: BlockInput): BlockInput[] {
  const lanes = (block.并列 ?? []).flatMap((lane) => lane.内容);
  return [...(block.内容 ?? []), ...(block.空 ?? []), ...lanes];
}

export function blockNames(blocks: readonly BlockInput[]): string[] {
  return blocks.flatMap((block) => [...(block.名 ? [block.名] : []), ...blockNames(inner(block))]);
}

/** All literal texts of a form. */
export function formTexts(input: TableInput): string[] {
  const ofBlock = (block: BlockInput): CellInput[] => [
    ...(block.行 ?? []),
    ...(block.格 ?? []).flat(),
    ...(block.左栏 ?? []),
    ...(block.并列 ?? []).flatMap((lane) => lane.补 ?? []),
    ...inner(block).flatMap(ofBlock),
  ];
  const cells = [...(input.表头 ?? []).flat(), ...(input.表体 ?? []).flatMap(ofBlock)];
  return cells.flatMap((cell) => textOf(cell) || []);
}

/** A form's blocks without those of some names, and with other words. */
export function changeBlocks(
  blocks: readonly BlockInput[],
  gone: ReadonlySet<string>,
  words: Readonly<Record<string, string>>,
): BlockInput[] {
  const again = (list: BlockInput[]) => changeBlocks(list, gone, words);
  const all = (cells: CellInput[]) => cells.map((cell) => reword(cell, words));
  return blocks
    .filter((block) => !gone.has(block.名 ?? ''))
    .map((block) => ({
      ...block,
      ...(block.行 && { 行: all(block.行) }),
      ...(block.格 && { 格: block.格.map(all) }),
      ...(block.左栏 && { 左栏: all(block.左栏) }),
      ...(block.内容 && { 内容: again(block.内容) }),
      ...(block.空 && { 空: again(block.空) }),
      ...(block.并列 && {
        并列: block.并列.map((lane) => ({
          ...lane,
          内容: again(lane.内容),
          ...(lane.补 && { 补: all(lane.补) }),
        })),
      }),
    }));
}
