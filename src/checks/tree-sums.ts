/** Lists of a tree added up again: each row over the rows below it. */
import { listSources } from '../forms/walk.js';
import { sum } from '../model/money.js';
import { type LabelledCell, labelled } from '../tables/labels.js';
import { amountOf } from '../tables/rounding.js';
import { type Table, whyBlank } from '../tables/table.js';
import { quoted, rowName } from './relations.js';
import type { Outcome, Rule, RuleContext } from './rule.js';
import { type Comparison, compareSums, nameOf } from './sums.js';

/** The nearest rows below a row that have an amount in its column: its parts. */
function below(column: readonly LabelledCell[], at: number): LabelledCell[] {
  const level = column[at]?.level ?? 0;
  const parts: LabelledCell[] = [];
  let within = Number.POSITIVE_INFINITY;
  for (let i = at + 1; i < column.length; i++) {
    const cell = column[i];
    if (cell?.level === undefined || cell.level <= level) break;
    if (cell.level > within) continue;
    within = cell.level;
    parts.push(cell);
  }
  return parts;
}

function sumsOf(table: Table, context: RuleContext, template: string): Outcome[] {
  const columns = table.widths.map((): LabelledCell[] => []);
  // a cell whose amount is printed as such, or an empty zero; not one that shows a share
  for (const cell of labelled(table)) if (amountOf(cell.content)) columns[cell.col]?.push(cell);
  const unknown = new Set(table.cells.flatMap((cell) => (whyBlank(cell.content) ? cell.col : [])));
  return columns.flatMap((column, col) => {
    // of a column with a figure that is not known nothing can be added up
    if (unknown.has(col)) return [];
    const comparisons = column.flatMap((cell, i): Comparison[] => {
      const parts = cell.level === undefined ? [] : below(column, i);
      if (parts.length === 0) return [];
      const total = `${nameOf(table)}${rowName(cell)}的${quoted(cell.columnPath.join('—'))}`;
      return [
        {
          left: { name: total, figure: cell.figure },
          right: { name: '下一级各行之和', figure: sum(parts.map(({ figure }) => figure)) },
        },
      ];
    });
    const [first] = comparisons;
    if (!first) return [];
    const off = comparisons.filter(({ left, right }) => !left.figure.value.eq(right.figure.value));
    const hint = '请核对格式里这张表的行源是不是列全了下一级的各行';
    return compareSums(off, first, context.budget, hint, template);
  });
}

/** A list whose rows come from one tree: rows of two trees would count everything twice. */
function isTree({ profile }: RuleContext, template: string, table: Table): boolean {
  const layout = profile.tables.get(template)?.layout;
  const trees = (layout ? listSources(layout) : []).filter(({ source }) => source !== '合计');
  return trees.length <= 1 && table.levels.some((level) => level !== undefined);
}

export const treeSums: Rule = {
  id: '表内-02',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '逐级列示的表：合计行和每一级的每一栏等于下一级各行之和',
  source: '各表表内勾稽关系',
  run: (context) =>
    [...context.tables].flatMap(([template, tables]) =>
      tables
        .filter((table) => isTree(context, template, table))
        .flatMap((table) => sumsOf(table, context, template)),
    ),
};
