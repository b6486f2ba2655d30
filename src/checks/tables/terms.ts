/** What the tables of a budget, and of final accounts, are compared by: terms that several pairs share. */
import { type Figure, NO_FIGURE, sum } from '../../model/money.js';
import { quantity } from '../../model/quantities.js';
import {
  FUNDS,
  type Fund,
  NATURES,
  type Nature,
  THREE_PUBLIC,
  type ThreePublicItem,
} from '../../model/terms.js';
import { type Filter, select } from '../../model/totals.js';
import { normalise } from '../../tables/labels.js';
import type { RuleContext } from '../rule.js';
import { INCOME_SUM, INCOME_TOTAL } from './forms.js';
import { structure } from './goals.js';
import {
  cellsOf,
  columnsHeaded,
  formHalf,
  fromBudget,
  leafCells,
  leaves,
  type Term,
} from './picks.js';
import { gap, type Relation } from './relations.js';

export const GENERAL: readonly Fund[] = ['一般公共预算'];
export const NOT_GENERAL = FUNDS.filter((fund) => !GENERAL.includes(fund));

/** Expenditure that the other table does not show, of a 类 or of a subject. */
export const spentBy = (
  what: string,
  filter: Filter,
  key?: (context: RuleContext, key: string) => string | undefined,
) =>
  fromBudget(what, (context, of) => {
    const functional = key ? key(context, of) : '';
    if (functional === undefined) return NO_FIGURE;
    const narrowed = functional === '' ? filter : { ...filter, functional };
    return select(context.budget.facts, { ...narrowed, side: '支出' });
  });

/** The code of a 类 that a form lists by its name. */
export function classCode({ budget, profile }: RuleContext, label: string): string | undefined {
  const { functional } = budget.subjects;
  return profile.rows.classes.find(
    (code) => normalise(functional.get(code)?.name ?? code) === label,
  );
}
export const itself = (_: RuleContext, code: string) => code;

/** 年终结转结余 of a fund, which no table of its own shows. */
const kept = (fund: Fund) =>
  fromBudget(`${fund}年终结转结余`, ({ budget }) =>
    select(budget.facts, { side: '年终结转结余', funds: [fund] }),
  );

/** What 财政拨款收支总表 says of a fund's income, against what the fund's own table says was spent. */
export const fundSheet = (fund: Fund, spent: Term): Relation => ({
  left: [
    formHalf('预算04', '收入').lines(
      INCOME_SUM,
      INCOME_TOTAL,
      `${fund}拨款（含上年结转）`,
      (cell) => (cell.rowLabel.startsWith(fund) ? '' : undefined),
    ),
  ],
  right: [spent, kept(fund)],
  told: ({ budget }) => gap(budget, [fund]),
});

/** “三公”经费 by the headings of its columns. */
const THREE_PUBLIC_COLUMNS: readonly (readonly [words: string, item: ThreePublicItem])[] = [
  ['因公出国（境）费', '因公出国（境）费'],
  ['公务用车购置费', '公务用车购置费'],
  ['公务用车运行费|公务用车运行维护费', '公务用车运行维护费'],
  ['公务接待费', '公务接待费'],
];
const THREE_PUBLIC_CODES: readonly string[] = Object.values(THREE_PUBLIC);
export const threePublicCode = (code: string | undefined) =>
  code !== undefined && THREE_PUBLIC_CODES.includes(code) ? code : undefined;

/** The columns of a “三公”经费 table, each under its economic subject. */
export const threePublicColumns = (table: string, what: string, half = ''): Term => ({
  table,
  what,
  items: ([view]) =>
    view &&
    THREE_PUBLIC_COLUMNS.flatMap(([words, item]) => {
      const cols = columnsHeaded(view, words);
      const cells = view.cells.filter(
        ({ col, columnPath }) => cols.includes(col) && (half === '' || columnPath[0] === half),
      );
      return cells.map(({ figure }) => ({ key: THREE_PUBLIC[item], figure }));
    }),
});

export const NOT_BASIC: readonly Nature[] = NATURES.filter((nature) => nature !== '基本支出');

/** Rows of 预算10 for each performance project that they belong to. */
export const projectRows: Term = {
  table: '预算10',
  what: '所含项目之和',
  items: ([view], { budget }) => {
    const cells = view && leafCells(view, '合计');
    return (
      cells &&
      budget.performance.flatMap((project) =>
        cells
          .filter(({ rowText }) => project.projects.includes(rowText))
          .map(({ figure }) => ({ key: project.name, figure })),
      )
    );
  },
};

/** A line of 支出构成, or a 合计, of 预算11. */
export const funding = (nth: 0 | 1, line: string) =>
  cellsOf('预算11', line, (view) => {
    const found = structure(view, nth, '当年金额');
    if (line === '合计' || !found) return found?.sums;
    const cells = found.lines.filter((cell) => cell.rowLabel === line);
    return cells.length > 0 ? cells : undefined;
  });

/** 逐项 of a purchase table against what the input states or derives; 公开-02 tells of lines that are missing. */
export const purchased = (
  table: string,
  column: string,
  name: '政府采购' | '政府购买服务',
  lines: 'purchaseLines' | 'serviceLines',
): Relation => {
  const stated = ({ budget }: RuleContext): Figure =>
    quantity({ budget, filter: {} }, name, {}) ?? NO_FIGURE;
  return {
    left: [leaves(table, column)],
    right: [fromBudget(`情况说明的${name}合计`, stated)],
    told: (context) =>
      context.budget[lines].length > 0 ? NO_FIGURE.value : sum([stated(context)]).value.negated(),
  };
};
