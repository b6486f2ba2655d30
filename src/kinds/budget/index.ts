/** 预算: what a department discloses of the budget of a year. */
import { carsPlanned, countsAgree, countsPaid } from '../../checks/counts.js';
import { LINES_STATED } from '../../checks/stated.js';
import { figuresOf } from '../common/package.js';
import type { Kind } from '../kind.js';
import { listedFigures } from '../prior/figures.js';
import { buildBudget } from './build.js';
import { BUDGET_PACKAGE } from './kind.js';
import { BALANCE_RULES } from './rules/balance.js';
import { DISCLOSURE_RULES } from './rules/disclosure.js';
import { PERFORMANCE_RULES } from './rules/performance.js';
import { YEAR_RULES } from './rules/years.js';
import { type BudgetInput, budgetSchema } from './schema.js';
import { BUDGET_SHEETS } from './sheets.js';

export const BUDGET: Kind<BudgetInput> = {
  name: BUDGET_PACKAGE.name,
  schema: budgetSchema,
  sheets: BUDGET_SHEETS,
  figures: figuresOf(buildBudget),
  published: {
    kind: BUDGET_PACKAGE,
    years: [
      {
        role: '上年',
        files: ['预算', '上年数'],
        written: ({ 上年, 年度, 金额单位 }) =>
          typeof 上年 === 'object'
            ? listedFigures(上年, 上年.年度 ?? 年度 - 1, 金额单位, '上年')
            : 上年,
      },
      {
        role: '上年执行数',
        files: ['决算', '上年数'],
        written: ({ 上年执行数, 年度, 金额单位 }) =>
          typeof 上年执行数 === 'object'
            ? listedFigures(上年执行数, 上年执行数.年度 ?? 年度 - 1, 金额单位, '上年执行数')
            : 上年执行数,
      },
    ],
    build: buildBudget,
    rules: [
      LINES_STATED,
      ...BALANCE_RULES,
      ...YEAR_RULES,
      ...PERFORMANCE_RULES,
      ...DISCLOSURE_RULES,
      countsPaid,
      countsAgree,
      carsPlanned,
    ],
  },
};
