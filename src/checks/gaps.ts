/** Differences that rules tell of at the place to mend: a relation that is off by as much says nothing. */
import type { ReportingRule } from '../forms/relation.js';
import type { Budget } from '../model/budget.js';
import { type Decimal, type Figure, sum, ZERO } from '../model/money.js';
import { OTHER_NATURES } from '../model/terms.js';
import {
  expenditureTotal,
  type Filter,
  incomeTotal,
  procurementTotal,
  select,
  servicesTotal,
} from '../model/totals.js';
import type { RuleContext } from './rule.js';

/**
 * How far two sums are apart because of what a rule finds.
 * @param filter what the compared rows are of, and the funds that the relation names
 * @returns in 元, whichever side is the larger
 */
export type Gap = (context: RuleContext, filter: Filter) => Decimal;

/** Income (with what came over) less expenditure (with what is kept). */
const balance: Gap = ({ budget }, filter) =>
  incomeTotal(budget, filter).value.minus(expenditureTotal(budget, filter).value);

/** What is spent in classes that the form does not list. */
const unlistedClasses: Gap = ({ budget, profile }, filter) => {
  const spent = (functional?: string) =>
    select(budget.facts, { ...filter, side: '支出', ...(functional ? { functional } : {}) }).value;
  return profile.rows.classes.reduce((rest, code) => rest.minus(spent(code)), spent());
};

/** What is spent neither as 基本支出 nor as 项目支出. */
const otherNatures: Gap = ({ budget }, filter) =>
  select(budget.facts, { ...filter, side: '支出', natures: OTHER_NATURES }).value;

/** The budget of a performance project less its cost lines. */
const costLines: Gap = ({ budget }, { projects }) => {
  const project = budget.performance.find((one) => one.projects === projects);
  if (!project) return ZERO;
  const spent = select(budget.facts, { side: '支出', projects: project.projects });
  return spent.value.minus(sum(project.activities.map(({ amount }) => amount)).value);
};

/** What is bought and stated, but not listed line by line. */
const unlisted =
  (
    lines: (budget: Budget) => readonly unknown[],
    total: (budget: Budget) => Figure | undefined,
  ): Gap =>
  ({ budget }) =>
    lines(budget).length > 0 ? ZERO : (total(budget)?.value ?? ZERO);

/** Of each rule; a difference that is any of them is reported. */
export const GAPS: Readonly<Record<ReportingRule, readonly Gap[]>> = {
  '平衡-01': [balance],
  '平衡-03': [balance],
  '平衡-10': [otherNatures],
  '平衡-11': [balance],
  '表内-01': [unlistedClasses],
  '绩效-01': [costLines],
  '公开-02': [
    unlisted(({ purchaseLines }) => purchaseLines, procurementTotal),
    unlisted(({ serviceLines }) => serviceLines, servicesTotal),
  ],
};
