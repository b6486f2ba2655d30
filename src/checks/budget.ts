/** What must hold between the figures of a budget: closing, the form's lists, performance. */
import { sum } from '../model/money.js';
import { FUNDS } from '../model/terms.js';
import { expenditureTotal, incomeTotal, select, selectFacts } from '../model/totals.js';
import { equal, place, type Rule } from './rule.js';

const fundsBalance: Rule = {
  id: '平衡-01',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余',
  source: '收支总表收入总计等于支出总计',
  table: '预算01',
  run: ({ budget }) =>
    FUNDS.flatMap((fund) =>
      equal(
        incomeTotal(budget, { funds: [fund] }),
        `${fund}收入`,
        expenditureTotal(budget, { funds: [fund] }),
        '支出和年终结转结余',
        '请核对“收入”和各项支出，或补写“年终结转结余”',
      ),
    ),
};

const unitsBalance: Rule = {
  id: '平衡-02',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '没有年终结转结余时，每个单位的收入等于支出',
  source: '收入总表、支出总表分单位数一致',
  table: '预算02',
  run: ({ budget }) => {
    // a budget does not say whose its 年终结转结余 is
    if (!select(budget.facts, { side: '年终结转结余' }).value.isZero()) return [];
    if (budget.units.length === 1) return []; // what fundsBalance has told
    return budget.units.flatMap((unit) =>
      equal(
        incomeTotal(budget, { units: [unit.code] }),
        `${unit.name}的收入`,
        expenditureTotal(budget, { units: [unit.code] }),
        '支出',
        '请核对这个单位的“收入”“基本支出”“项目支出”',
      ),
    );
  },
};

const listedClasses: Rule = {
  id: '表内-01',
  code: 'subject-unknown',
  severity: '错误',
  holds: '用到的功能分类各类都在格式的支出类别里',
  source: '收支总表按类列示支出',
  run: ({ budget, profile }) => {
    const seen = new Set<string>();
    return selectFacts(budget.facts, { side: '支出' }).flatMap((fact) => {
      const code = fact.functional?.slice(0, 3) ?? '';
      const span = place(fact.amount);
      if (profile.rows.classes.includes(code) || seen.has(code) || !span) return [];
      seen.add(code);
      const name = budget.subjects.functional.get(code)?.name ?? '';
      return [
        {
          span,
          message: `格式“${profile.id}”的收支总表没有 ${code} ${name}这一类`,
          hint: '请核对科目，或在格式文件的“支出类别”里加上这一类',
        },
      ];
    });
  },
};

const activitiesAddUp: Rule = {
  id: '绩效-01',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '绩效项目的支出明细之和等于项目当年预算',
  source: '项目支出绩效目标申报表支出明细测算',
  table: '预算12',
  run: ({ budget }) =>
    budget.performance
      .filter((project) => project.activities.length > 0)
      .flatMap((project) =>
        equal(
          sum(project.activities.map((activity) => activity.amount)),
          `绩效项目“${project.name}”的支出明细之和`,
          select(budget.facts, { side: '支出', projects: project.projects }),
          '项目支出',
          '请核对“支出明细”和“项目支出”里的金额',
        ),
      ),
};

const historyBalances: Rule = {
  id: '绩效-02',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '近两年收支：每年的收入构成之和等于支出构成之和',
  source: '部门整体支出绩效目标申报表',
  table: '预算11',
  run: ({ budget }) =>
    (budget.overall?.history ?? []).flatMap(({ year, amounts }) => {
      const of = (...keys: string[]) => sum(keys.flatMap((key) => amounts.get(key) ?? []));
      return equal(
        of('财政拨款', '财政专户管理资金', '单位资金'),
        `${year} 年收入`,
        of('人员类项目支出', '运转类项目支出', '特定目标类项目支出'),
        '支出',
        '请核对“近两年收支”',
      );
    }),
};

export const BUDGET_RULES: readonly Rule[] = [
  fundsBalance,
  unitsBalance,
  listedClasses,
  activitiesAddUp,
  historyBalances,
];
