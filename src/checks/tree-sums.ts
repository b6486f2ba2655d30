/** Lists of a tree added up again: each row over the rows below it. */
import { sum } from '../model/money.js';
import { type LabelledCell, labelled } from '../tables/labels.js';
import { amountOf } from '../tables/rounding.js';
import { placeOf, type Table, whyBlank } from '../tables/table.js';
import { itemsOf, treeOf } from './items.js';
import { quoted, rowName } from './relations.js';
import type { Outcome, Rule, RuleContext } from './rule.js';
import { type Comparison, compareSums, nameOf } from './sums.js';

/** A figure with the row that it stands in: which of which row source, inside of which others. */
interface Row {
  readonly cell: LabelledCell;
  readonly item: string;
  /** The row source, in the row around it. */
  readonly tree: string;
  readonly level: number;
}

/** The rows of a column that row sources made. */
function rowsOf(column: readonly LabelledCell[], items: ReadonlyMap<number, string>): Row[] {
  return column.flatMap((cell): Row[] => {
    const item = items.get(cell.row) ?? '';
    if (cell.level === undefined || item === '') return [];
    return [{ cell, item, tree: treeOf(item), level: cell.level }];
  });
}

const isTotal = ({ level }: Row): boolean => level < 0;

/** The row around a tree, as its item; empty where there is none. */
const around = ({ tree }: Row): string => tree.slice(0, tree.lastIndexOf('/') + 1);

/** Whether a row stands below another: nested in it, or deeper in the same tree. */
const isBelow = (row: Row, above: Row): boolean =>
  row.item.startsWith(above.item) || (row.tree === above.tree && row.level > above.level);

/**
 * What a row adds up, each way by itself: the nearest rows below it in its own tree; the rows that are
 * nested in it; of a total, the tree that follows it, or the one before it where totals stand below their
 * parts. Where those are of several row sources no one knows which of them add up to it.
 */
function partsOf(rows: readonly Row[], at: number): (readonly Row[])[] {
  const [deeper, nested, following]: [Row[], Row[], Row[]] = [[], [], []];
  const row = rows[at];
  if (!row) return [];
  let within = Number.POSITIVE_INFINITY;
  for (let i = at + 1; i < rows.length; i++) {
    const one = rows[i];
    if (!one || ends(one, row)) break;
    // a second line of the same row says something else of it
    if (one.item === row.item) continue;
    if (one.tree === row.tree) {
      if (one.level <= within) deeper.push(one);
      within = Math.min(within, one.level);
    } else if (one.item.startsWith(row.item)) addTop(nested, one);
    else if (isTotal(row)) addTop(following, one);
  }
  const isFirst = rows[at - 1]?.item !== row.item;
  const below = isTotal(row) && (following.length === 0 || !leads(rows, at));
  const tree = below ? treeBefore(rows, at) : following;
  const others = isFirst ? [nested, tree].map(ofOneSource) : [];
  return [deeper, ...others].filter(({ length }) => length > 0);
}

/** Whether a total stands above its parts: nothing but totals stands before it in the row around it. */
function leads(rows: readonly Row[], at: number): boolean {
  const before = siblingsBefore(rows, at);
  return before.length === 0 || isTotal(before[0] as Row);
}

/** The tops of the tree between a total and the total before it. */
function treeBefore(rows: readonly Row[], at: number): Row[] {
  const before = siblingsBefore(rows, at);
  const tops: Row[] = [];
  for (const one of before.slice(before.findLastIndex(isTotal) + 1)) addTop(tops, one);
  return tops;
}

/** The rows before a total in the row around it, from the top. */
function siblingsBefore(rows: readonly Row[], at: number): readonly Row[] {
  const total = rows[at];
  let from = at;
  while (total && rows[from - 1]?.item.startsWith(around(total))) from--;
  return rows.slice(from, at).filter(({ item }) => item !== total?.item);
}

/** Whether nothing from a row on is below another. */
function ends(row: Row, above: Row): boolean {
  if (isTotal(above))
    return !row.item.startsWith(around(above)) || (isTotal(row) && around(row) === around(above));
  if (row.tree !== above.tree) return !row.item.startsWith(above.tree);
  return row.level <= above.level && row.item !== above.item;
}

/** Takes a row that is not below the last one taken. */
function addTop(tops: Row[], row: Row): void {
  const last = tops.at(-1);
  if (!last || !isBelow(row, last)) tops.push(row);
}

function ofOneSource(rows: readonly Row[]): readonly Row[] {
  const sources = new Set(rows.map(({ tree }) => tree.replace(/:\d+\//g, '/')));
  return sources.size === 1 ? rows : [];
}

function sumsOf(table: Table, context: RuleContext, template: string): Outcome[] {
  const columns = table.widths.map((): LabelledCell[] => []);
  // a cell whose amount is printed as such, or an empty zero; not one that shows a share
  for (const cell of labelled(table)) if (amountOf(cell.content)) columns[cell.col]?.push(cell);
  const unknown = new Set(table.cells.flatMap((cell) => (whyBlank(cell.content) ? cell.col : [])));
  const items = itemsOf(table);
  return columns.flatMap((column, col) => {
    // of a column with a figure that is not known nothing can be added up
    if (unknown.has(col)) return [];
    const rows = rowsOf(column, items);
    const comparisons = rows.flatMap(({ cell }, i) =>
      partsOf(rows, i).map((parts): Comparison => {
        const total = `${nameOf(table)}${rowName(cell)}的${quoted(cell.columnPath.join('—'))}`;
        const below = parts.map((one) => one.cell.figure);
        return {
          left: { name: total, figure: cell.figure, parts: [placeOf(table, cell)] },
          right: {
            name: '下一级各行之和',
            figure: sum(below),
            parts: parts.map((one) => placeOf(table, one.cell)),
          },
        };
      }),
    );
    const [first] = comparisons;
    if (!first) return [];
    const off = comparisons.filter(({ left, right }) => !left.figure.value.eq(right.figure.value));
    const hint = '请核对格式里这张表的行源是不是列全了下一级的各行';
    return compareSums(off, first, context.budget, hint, template);
  });
}

export const treeSums: Rule = {
  id: '表内-02',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '逐级列示的表：合计行和每一级的每一栏等于下一级各行之和',
  source: '各表表内勾稽关系',
  run: (context) =>
    [...context.tables].flatMap(([template, tables]) =>
      tables.flatMap((table) => sumsOf(table, context, template)),
    ),
};
