/** The two years before, as the overall performance form lists them. */

import { equal, type Rule, within } from '../../../checks/rule.js';
import { sum } from '../../../model/money.js';
import { FISCAL_FUNDS, HISTORY_EXPENDITURE, HISTORY_INCOME } from '../../../model/terms.js';
import { select } from '../../../model/totals.js';

const historyBalances: Rule = {
  id: '绩效-02',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '近两年收支：每年的收入构成之和等于支出构成之和',
  source: '部门整体支出绩效目标申报表',
  run: ({ budget }) =>
    (budget.overall?.history ?? []).flatMap(({ year, amounts }) => {
      const of = (...keys: readonly string[]) => sum(keys.flatMap((key) => amounts.get(key) ?? []));
      return equal(
        of(...HISTORY_INCOME),
        `${year} 年收入`,
        of(...HISTORY_EXPENDITURE),
        '支出',
        '请核对“近两年收支”',
      );
    }),
};

/** The last year, as the overall form lists it, against the figures of that year. */
const historyAgrees: Rule = {
  id: '增减-04',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '近两年收支里上年的数，等于上年的预算数',
  source: '部门整体支出绩效目标申报表同情况说明“比上年增减”',
  run: ({ budget }) => {
    const { prior, overall } = budget;
    const history = overall?.history.find(({ year }) => year === budget.year - 1)?.amounts;
    if (!prior || !history) return [];
    const hint = '请核对“近两年收支”和“上年”；两处口径不同的，可以写“豁免”和理由';
    const compare = (key: string, figure: ReturnType<typeof select> | undefined, of: string) => {
      const written = history.get(key);
      return written && figure && figure.sources.length > 0
        ? equal(written, `近两年收支里上年的${key}`, figure, of, hint)
        : [];
    };
    const complete = prior.facts.some((fact) => fact.nature !== undefined);
    const spent = (more: Parameters<typeof select>[1]) =>
      complete ? select(prior.facts, { side: '支出', ...more }) : undefined;
    // a list of the year before holds no other running costs than those of 机关运行经费
    const running = budget.units.every(({ kind }) => kind !== '事业单位')
      ? prior.officeExpenses
      : undefined;
    return [
      ...compare(
        '财政拨款',
        sum([
          select(prior.facts, { side: '支出', funds: FISCAL_FUNDS }),
          select(prior.facts, { side: '年终结转结余', funds: FISCAL_FUNDS }),
        ]),
        '上年财政拨款支出',
      ),
      ...compare(
        '人员类项目支出',
        spent({ natures: ['基本支出'], group: '人员经费' }),
        '上年人员经费',
      ),
      ...compare(
        '运转类项目支出',
        spent({ natures: ['基本支出'], group: '公用经费' }) ?? running,
        complete ? '上年公用经费' : '上年机关运行经费',
      ),
      ...compare('特定目标类项目支出', spent({ natures: ['项目支出'] }), '上年项目支出'),
    ];
  },
};

/** Last year's budgets of the projects are among what the department spent on projects. */
const projectsInHistory: Rule = {
  id: '增减-05',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '各绩效项目的上年预算、前年预算之和，不超过近两年收支里那一年的特定目标类项目支出',
  source: '部门整体支出绩效目标申报表、项目支出绩效目标申报表',
  run: ({ budget }) => {
    const years = [
      ['上年', budget.performance.map((project) => project.lastYear)],
      ['前年', budget.performance.map((project) => project.yearBefore)],
    ] as const;
    return years.flatMap(([name, budgets], i) => {
      const history = budget.overall?.history.find(({ year }) => year === budget.year - 1 - i);
      const whole = history?.amounts.get('特定目标类项目支出');
      const part = sum(budgets.flatMap((one) => one ?? []));
      const hint = '请核对“近两年收支”和各绩效项目的“上年预算”“前年预算”';
      const of = `近两年收支里${name}的特定目标类项目支出`;
      return within(part, `各绩效项目的${name}预算之和`, whole, of, hint);
    });
  },
};

export const YEAR_RULES: readonly Rule[] = [historyBalances, historyAgrees, projectsInHistory];
