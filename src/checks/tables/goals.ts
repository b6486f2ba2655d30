/** Sums within the forms of performance goals: 整体支出绩效目标表 and the form of each project. */
import { type Decimal, sum, ZERO } from '../../model/money.js';
import { OTHER_NATURES } from '../../model/terms.js';
import { select } from '../../model/totals.js';
import type { LabelledCell } from '../../tables/labels.js';
import type { RuleContext } from '../rule.js';
import { cellsOf, fromBudget, isHeaded, type Term, type View } from './picks.js';
import type { FormRelations, Relation } from './relations.js';

const SUM = /^合计$/;
const FUNDING = { current: '当年金额', before: '近两年收支金额/*' };

/** The first or the second 合计 of 预算11 and the lines above it, in a column or several. */
export function structure(view: View, nth: 0 | 1, column: string) {
  const cells = view.cells.filter(({ columnPath }) => isHeaded(columnPath, column));
  const sums = [...new Set(cells.filter((cell) => SUM.test(cell.rowLabel)).map(({ row }) => row))];
  const [from = -1, to] = nth === 0 ? [-1, sums[0]] : [sums[0], sums[1]];
  if (to === undefined) return undefined;
  return {
    sums: cells.filter(({ row }) => row === to),
    lines: cells.filter(
      ({ row, rowLabel }) => row > from && row < to && !rowLabel.startsWith('其中'),
    ),
  };
}

/** 预算11: 收入构成 and 支出构成 of the year and of the two before. */
export function overallFunding(table: string): FormRelations {
  const years = (nth: 0 | 1, part: 'sums' | 'lines', what: string) =>
    cellsOf(
      table,
      what,
      (view) => structure(view, nth, FUNDING.before)?.[part],
      (cell) => cell.columnPath.at(-1),
    );
  const current = (nth: 0 | 1, part: 'sums' | 'lines', what: string) =>
    cellsOf(table, what, (view) => structure(view, nth, FUNDING.current)?.[part]);
  const others = fromBudget('其他性质的支出和年终结转结余', ({ budget }) => ({
    value: select(budget.facts, { side: '支出', natures: OTHER_NATURES }).value.plus(
      select(budget.facts, { side: '年终结转结余' }).value,
    ),
    sources: [],
  }));
  const [income, spent] = ['收入构成', '支出构成'];
  return {
    table,
    relations: [
      {
        left: [current(0, 'sums', `${income}的合计`)],
        right: [current(0, 'lines', `${income}各项之和`)],
      },
      {
        left: [current(1, 'sums', `${spent}的合计`)],
        right: [current(1, 'lines', `${spent}各项之和`), others],
      },
      ...([0, 1] as const).map(
        (nth): Relation => ({
          left: [years(nth, 'sums', `近两年${[income, spent][nth]}的合计`)],
          right: [years(nth, 'lines', `近两年${[income, spent][nth]}各项之和`)],
          keys: 'any',
        }),
      ),
    ],
  };
}

/** Lines right below a sum, those of 其中 left out; none where a form has others than it numbers. */
function linesBelow(view: View, { row }: LabelledCell): LabelledCell[] {
  const below = view.cells.filter((cell) => cell.row > row);
  const end = below.findIndex((cell, i) => cell.row !== row + 1 + i);
  const lines = below.slice(0, end < 0 ? below.length : end);
  const whole = lines.filter((cell) => !cell.rowLabel.startsWith('其中'));
  return whole.every((cell) => /^\d|使用上年/.test(cell.rowText)) ? whole : [];
}

const sumsOf = (view: View) => view.cells.filter((cell) => /^(当年预算)?合计$/.test(cell.rowLabel));

/** Columns of 支出明细, whatever they are divided by. */
const isDetail = ({ columnPath }: LabelledCell) =>
  columnPath.some((head) => head.includes('支出明细')) ||
  /^(本级财政拨款|上级转移支付|其他资金)(金额)?$/.test(columnPath.at(-1) ?? '');

/** What 绩效-01 tells of a project: its cost lines do not add up to its budget. */
function costGap({ budget, tables }: RuleContext, id: string): Decimal {
  const nth = (tables.get('预算12') ?? []).findIndex((table) => table.id === id);
  const project = budget.performance[nth];
  if (!project) return ZERO;
  const { projects, activities } = project;
  const current = select(budget.facts, { side: '支出', natures: ['项目支出'], projects });
  return current.value.minus(sum(activities.map(({ amount }) => amount)).value);
}

/** 预算12: 当年预算, its sum over the funds that it comes from and over its cost lines, project by project. */
export function projectFunding(table: string): FormRelations {
  const items = (what: string, pick: (view: View) => readonly LabelledCell[]): Term => ({
    table,
    what,
    items: (views) =>
      views.flatMap((view) => pick(view).map(({ figure }) => ({ key: view.table.id, figure }))),
  });
  const budget = items('项目当年预算', projectBudget);
  const nth = (n: number, what: string) => items(what, (view) => sumsOf(view).slice(n, n + 1));
  const lines = (n: number, what: string) =>
    items(what, (view) =>
      sumsOf(view)
        .slice(n, n + 1)
        .flatMap((one) => linesBelow(view, one)),
    );
  const told = costGap;
  return {
    table,
    relations: [
      { left: [budget], right: [nth(0, '资金来源合计')], keys: 'both' },
      {
        left: [nth(0, '资金来源合计')],
        right: [lines(0, '各项资金来源之和')],
        keys: 'both',
      },
      { left: [budget], right: [nth(1, '支出明细合计')], keys: 'both' },
      {
        left: [nth(1, '支出明细合计')],
        right: [lines(1, '支出明细之和')],
        keys: 'both',
        told,
      },
      {
        left: [budget],
        right: [items('支出明细之和', (view) => view.cells.filter(isDetail))],
        keys: 'both',
        told,
      },
    ],
  };
}

/** The cell of 预算12 that says what the project has this year. */
export function projectBudget(view: View): LabelledCell[] {
  return view.cells.filter((cell) => cell.rowLabel === '项目当年预算').slice(0, 1);
}
