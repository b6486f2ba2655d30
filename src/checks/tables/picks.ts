/**
 * Which cells of a table a relation speaks of, found by the words that the table prints. A term is
 * one summand of a relation: figures of a table, or of the budget where no table shows them, each
 * under a key (a subject, a class, a fund) where they are compared one by one.
 */
import type { Figure } from '../../model/money.js';
import { columnPaths, type LabelledCell, labelled } from '../../tables/labels.js';
import type { Table } from '../../tables/table.js';
import type { RuleContext } from '../rule.js';

/** A table with the names of its cells. */
export interface View {
  readonly table: Table;
  readonly columns: readonly (readonly string[])[];
  readonly cells: readonly LabelledCell[];
  /** Rows of a tree that no deeper row follows; the total where it stands alone. */
  readonly leaves: ReadonlySet<number>;
  /** Label of the top row of the tree above each row. */
  readonly tops: readonly string[];
}

/** One figure of a term. */
export interface Item {
  readonly key: string;
  readonly figure: Figure;
}

export interface Term {
  /** The template whose table shows it; undefined for what comes from the budget. */
  readonly table?: string;
  readonly what: string;
  /** Undefined where the table has no such row or column. */
  readonly items?: (views: readonly View[], context: RuleContext) => readonly Item[] | undefined;
  /** From the budget: the figure of a key that the other terms have. */
  readonly figure?: (context: RuleContext, key: string) => Figure;
}

const seen = new WeakMap<Table, View>();

/** Names and rows of a table; each table is gone through once. */
export function viewOf(table: Table): View {
  const view = seen.get(table) ?? makeView(table);
  seen.set(table, view);
  return view;
}

function makeView(table: Table): View {
  const cells = labelled(table);
  const { levels, headerRows } = table;
  const labels = new Map(cells.map((cell) => [cell.row, cell.rowLabel]));
  const leaves = new Set<number>();
  const tops: string[] = [];
  let top = '';
  const lowest = levels.every((level) => level === undefined || level < 0) ? -1 : 0;
  levels.forEach((level, i) => {
    const row = headerRows + i;
    if (level !== undefined && level >= lowest && (levels[i + 1] ?? -1) <= level) leaves.add(row);
    if (level === 0) top = labels.get(row) ?? '';
    tops[row] = top;
  });
  return { table, columns: columnPaths(table), cells, leaves, tops };
}

/** Columns that say what others add up to. */
const isSum = (name: string) => /^(合计|小计|总计)$/.test(name);
/** Columns that show a part of another again. */
const isOfWhich = (name: string) => name.startsWith('其中');

/**
 * Whether the last headings of a column are these: 小计, 本年收入/小计. A step * is any heading but
 * that of a sum or of an 其中; alternatives stand beside each other with |.
 */
export function isHeaded(path: readonly string[], words: string): boolean {
  return words.split('|').some((one) => {
    const steps = one.split('/');
    const tail = path.slice(-steps.length);
    return (
      tail.length === steps.length &&
      steps.every((step, i) => {
        const head = tail[i] ?? '';
        return step === '*' ? !isSum(head) && !isOfWhich(head) : step === head;
      })
    );
  });
}

/** Grid columns with such headings. */
export function columnsHeaded(view: View, words: string): number[] {
  return view.columns.flatMap((path, col) => (isHeaded(path, words) ? [col] : []));
}

/** What stands beside a column below the same headings: columns, and the sums of groups; no 其中. */
export function columnsBeside(view: View, col: number): number[] {
  const above = view.columns[col]?.slice(0, -1) ?? [];
  const paths = view.columns.map((path) =>
    above.every((head, i) => head === path[i]) ? path.slice(above.length) : [],
  );
  const summed = new Set(
    paths.flatMap(([head, last]) => (last !== undefined && isSum(last) ? [head] : [])),
  );
  return paths.flatMap(([head, ...rest], other) => {
    const last = rest.at(-1) ?? head ?? '';
    if (head === undefined || other === col || isOfWhich(last)) return [];
    if (rest.length === 0) return isSum(head) ? [] : [other];
    return summed.has(head) === isSum(last) ? [other] : [];
  });
}

/** What a cell is compared under; undefined where it is not compared. */
export type Key = (cell: LabelledCell, view: View) => string | undefined;
const alone: Key = () => '';

export const byCode: Key = (cell) => cell.code ?? cell.rowLabel;
export const byLabel: Key = (cell) => cell.rowLabel;
/** 类 of a tree of subjects. */
export const byTop: Key = (cell, view) => view.tops[cell.row];
/** 收入来源 and 资金, however a form goes on after their names: 一般公共预算财政拨款收入. */
export const bySource: Key = (cell) => sourceOf(cell.rowLabel);
export const bySourceColumn: Key = (cell) => sourceOf(cell.columnPath.at(-1) ?? '');
const sourceOf = (name: string) => name.replace(/(财政)?拨款(收入)?$/, '').replace(/收入$/, '');

function itemsOf(cells: readonly LabelledCell[], view: View, key: Key): Item[] {
  return cells.flatMap((cell) => {
    const of = key(cell, view);
    return of === undefined ? [] : [{ key: of, figure: cell.figure }];
  });
}

/** Cells of a table that has one page at most. */
export function cellsOf(
  table: string,
  what: string,
  pick: (view: View, context: RuleContext) => readonly LabelledCell[] | undefined,
  key: Key = alone,
): Term {
  const items = ([view]: readonly View[], context: RuleContext) => {
    const cells = view && pick(view, context);
    return cells && itemsOf(cells, view, key);
  };
  return { table, what, items };
}

/** The rows of a list that no deeper row follows, in one column or several. */
export function leaves(table: string, column: string, key: Key = alone): Term {
  const what = `“${nameOf(column)}”各行之和`;
  return cellsOf(table, what, (view) => leafCells(view, column), key);
}

export function leafCells(view: View, column: string): LabelledCell[] | undefined {
  const columns = columnsHeaded(view, column);
  if (columns.length === 0) return undefined;
  return view.cells.filter(({ row, col }) => view.leaves.has(row) && columns.includes(col));
}

/** 本年收入/小计|小计 as a message names it. */
const nameOf = (column: string) =>
  column.split('|')[0]?.replace('/*', '各栏').replaceAll('/', '的') ?? '';

/** One half of a two-sided form: the cells below 收入 or 支出, in a column if it has several. */
export function half(view: View, side: string, column?: string): LabelledCell[] {
  return view.cells.filter(
    ({ columnPath }) =>
      columnPath[0] === side && (column === undefined || isHeaded(columnPath, column)),
  );
}

const place = (cells: readonly LabelledCell[], label: RegExp, from = 0) =>
  cells.findIndex((cell, i) => i >= from && label.test(cell.rowLabel));

/** A line of a two-sided form; not found where it has none. */
export function lineOf(cells: readonly LabelledCell[], label: RegExp): LabelledCell[] | undefined {
  const found = cells[place(cells, label)];
  return found && [found];
}

/** The lines behind one and before another; from the first where no line is named. */
function linesBetween(
  cells: readonly LabelledCell[],
  after: RegExp | undefined,
  before: RegExp,
): LabelledCell[] | undefined {
  const from = after === undefined ? 0 : place(cells, after) + 1;
  const to = place(cells, before, from);
  return to < 0 || (after !== undefined && from === 0) ? undefined : cells.slice(from, to);
}

/** One half of a form, as terms. */
export function formHalf(table: string, side: string, column?: string) {
  const where = column === undefined ? '' : `“${nameOf(column)}”的`;
  return {
    line: (label: RegExp, name: string) =>
      cellsOf(table, `${where}${name}`, (view) => lineOf(half(view, side, column), label)),
    lines: (after: RegExp | undefined, before: RegExp, name: string, key: Key = alone) =>
      cellsOf(
        table,
        `${where}${name}`,
        (view) => linesBetween(half(view, side, column), after, before),
        key,
      ),
  };
}

/** What no table shows, taken from the budget. */
export function fromBudget(
  what: string,
  figure: (context: RuleContext, key: string) => Figure,
): Term {
  return { what, figure };
}
