/** Lists added up again: each row over the rows below it, each sum column over its parts. */

import type { Column } from '../../forms/template.js';
import { type Figure, NO_FIGURE, type Side, sum } from '../../model/money.js';
import { type Fund, OTHER_NATURES } from '../../model/terms.js';
import { select } from '../../model/totals.js';
import { type LabelledCell, normalise } from '../../tables/labels.js';
import { amountOf } from '../../tables/rounding.js';
import { wan } from '../../tables/table.js';
import {
  type Finding,
  type Outcome,
  place,
  type Rule,
  type RuleContext,
  wholeFile,
} from '../rule.js';
import { columnsBeside, columnsHeaded, type View, viewOf } from './picks.js';
import { ACROSS, type Across } from './relations.js';
import { type Comparison, nameOf, settle } from './sums.js';

/** A cell whose amount is printed as such, or an empty zero; not one that shows a share. */
const isAmount = ({ content }: LabelledCell) => amountOf(content) !== undefined;

/** A row as messages name it. */
function rowName({ code, rowLabel, level }: LabelledCell): string {
  const words = [code, rowLabel].filter((word) => word !== undefined && word !== '');
  return words.length > 0 ? `“${words.join(' ')}”` : level === -1 ? '合计行' : '';
}

const columnName = ({ columnPath }: LabelledCell) => quoted(columnPath.join('—'));

/** “合计”, but “三公”经费合计 as it is. */
const quoted = (words: string) => (words.includes('“') ? words : `“${words}”`);

/** The nearest rows below a row that have an amount in its column: its parts. */
function below(column: readonly LabelledCell[], at: number): LabelledCell[] {
  const own = column[at]?.level ?? 0;
  const parts: LabelledCell[] = [];
  let within = Number.POSITIVE_INFINITY;
  for (let i = at + 1; i < column.length; i++) {
    const cell = column[i];
    if (cell?.level === undefined || cell.level <= own) break;
    if (cell.level > within) continue;
    within = cell.level;
    parts.push(cell);
  }
  return parts;
}

function downOf(view: View, context: RuleContext, template: string): Outcome[] {
  const name = nameOf(view.table);
  const columns = view.columns.map((): LabelledCell[] => []);
  for (const cell of view.cells) if (isAmount(cell)) columns[cell.col]?.push(cell);
  return columns.flatMap((column) => {
    const comparisons = column.flatMap((cell, i): Comparison[] => {
      const parts = cell.level === undefined ? [] : below(column, i);
      if (parts.length === 0) return [];
      const total = `${name}${rowName(cell)}的${columnName(cell)}`;
      return [
        {
          left: { name: total, figure: cell.figure },
          right: { name: '下一级各行之和', figure: sum(parts.map(({ figure }) => figure)) },
        },
      ];
    });
    const [whole] = comparisons;
    const hint = '请核对格式里这张表的行源是不是列全了下一级的各行';
    return whole ? settle(comparisons, whole, context.budget, hint, template) : [];
  });
}

/** A list whose rows come from one tree: rows of two trees would count everything twice. */
function isTree({ profile }: RuleContext, template: string, { table }: View): boolean {
  const sources = profile.tables.get(template)?.sources ?? [];
  const trees = sources.filter(({ source }) => source !== '合计');
  return trees.length <= 1 && table.levels.some((level) => level !== undefined);
}

export const downRule: Rule = {
  id: '表内-02',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '逐级列示的表：合计行和每一级的每一栏等于下一级各行之和',
  source: '各表表内勾稽关系',
  run: (context) =>
    [...context.tables].flatMap(([template, tables]) =>
      tables
        .map(viewOf)
        .filter((view) => isTree(context, template, view))
        .flatMap((view) => downOf(view, context, template)),
    ),
};

const figureOf = (cell: LabelledCell | undefined): Figure => cell?.figure ?? NO_FIGURE;

/** One sum column of a table, row by row; nothing where the format has no such column. */
function acrossOf(
  view: View,
  { whole, parts, besides = [], told, fund }: Across,
  context: RuleContext,
  template: string,
): Outcome[] {
  const [col] = columnsHeaded(view, whole);
  if (col === undefined) return [];
  const columns = parts.flatMap((words) => columnsHeaded(view, words));
  const more = besides.flatMap((words) => columnsHeaded(view, words));
  // a column that the format calls otherwise may be a part as well
  const others = told ? [] : columnsBeside(view, col).filter((one) => !columns.includes(one));
  if (columns.length === 0) return [];
  const places = new Map(view.cells.map((cell) => [`${cell.row} ${cell.col}`, cell]));
  const at = (row: number, columns: readonly number[]) =>
    sum(columns.map((one) => figureOf(places.get(`${row} ${one}`))));
  const name = nameOf(view.table);
  const comparisons = view.cells
    .filter((cell) => cell.col === col)
    .flatMap((cell): Comparison[] => {
      const left = more.length > 0 ? sum([cell.figure, at(cell.row, more)]) : cell.figure;
      const listed = at(cell.row, columns);
      const off = left.value.minus(listed.value);
      const told_ = told?.(context, cell.level === -1 ? undefined : cell.code);
      if (!off.isZero() && told_?.eq(off)) return [];
      const right =
        !off.isZero() && left.value.eq(listed.value.plus(at(cell.row, others).value))
          ? sum([listed, at(cell.row, others)])
          : listed;
      const words = [columnName(cell), ...besides.map(quoted)].join('加');
      return [
        {
          left: { name: `${name}${rowName(cell)}的${words}`, figure: left },
          right: { name: `${listNames(view, columns)}之和`, figure: right },
        },
      ];
    });
  const [first] = comparisons;
  if (!first) return [];
  const other = fund && otherNatures(context, fund);
  if (other && first.left.figure.value.minus(first.right.figure.value).eq(other.figure.value))
    return [homeless(other, fund, name, template, context)];
  const hint = '请核对格式里这张表的各栏是不是写全';
  const outcomes = settle(comparisons, first, context.budget, hint, template);
  const complete = parts.every(
    (words) => columnsHeaded(view, words).length > 0 || isDropped(words, template, context),
  );
  return complete ? outcomes : outcomes.map((one) => ({ severity: '警告' as const, ...one }));
}

/** What a fund pays that is neither 基本支出 nor 项目支出, if anything, with its natures. */
function otherNatures({ budget }: RuleContext, fund: Fund): Side | undefined {
  const paid = OTHER_NATURES.flatMap((name): Side[] => {
    const figure = select(budget.facts, { side: '支出', funds: [fund], natures: [name] });
    return figure.value.isZero() ? [] : [{ name, figure }];
  });
  const name = paid.map((one) => one.name).join('、');
  return paid.length === 0 ? undefined : { name, figure: sum(paid.map(({ figure }) => figure)) };
}

/** Expenditure for which a table has no column: its sums cannot close, and no format can help. */
function homeless(
  { name: natures, figure }: Side,
  fund: Fund,
  table: string,
  template: string,
  { budget }: RuleContext,
): Finding {
  return {
    span: place(figure) ?? wholeFile(budget),
    message: `${fund}安排了${natures} ${wan(figure)}，${table}没有这样的栏，合计大于各栏之和`,
    hint: '这样的支出一般不由财政拨款安排：请核对“其他支出”的“资金”和“性质”',
    severity: '警告',
    table: template,
  };
}

/** Whether a column is one that the format leaves out, as it may where there is no amount. */
function isDropped(words: string, template: string, { profile }: RuleContext): boolean {
  const { columns = [], header = [] } = profile.tables.get(template) ?? {};
  const names = (list: readonly Column[]): string[] =>
    list.flatMap(({ name, children }) => [name, ...names(children)]);
  const printed = [...names(columns), ...header.flat().flatMap(({ text }) => text ?? [])];
  const known = new Set(printed.map(normalise));
  return words.split('|').some((one) => known.has(one.split('/').at(-1) ?? ''));
}

/** “人员经费”“公用经费”; of more than three columns only that there are several. */
function listNames(view: View, columns: readonly number[]): string {
  if (columns.length > 3) return '各栏';
  return columns.map((col) => quoted(view.columns[col]?.at(-1) ?? '')).join('');
}

export const acrossRule: Rule = {
  id: '表内-03',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每一行的合计、小计等于它的各栏之和',
  source: '各表表内勾稽关系',
  run: (context) =>
    Object.entries(ACROSS).flatMap(([template, relations]) =>
      (context.tables.get(template) ?? [])
        .map(viewOf)
        .flatMap((view) => relations.flatMap((one) => acrossOf(view, one, context, template))),
    ),
};
