/** Between years: the two years that the overall form lists, dates, execution against the budget. */
import type { Budget } from '../model/budget.js';
import { NO_FIGURE, sum } from '../model/money.js';
import { FISCAL_FUNDS, THREE_PUBLIC_ITEMS } from '../model/terms.js';
import { select, threePublic } from '../model/totals.js';
import { wan } from '../tables/table.js';
import { equal, type Finding, isFinding, type Outcome, place, type Rule, within } from './rule.js';

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

/** The last year, as the overall form lists it, against the figures of that year. */
const historyAgrees: Rule = {
  id: '增减-04',
  kind: '预算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '近两年收支里上年的数，等于上年的预算数',
  source: '部门整体支出绩效目标申报表同情况说明“比上年增减”',
  table: '预算11',
  run: ({ budget }) => {
    const { prior, overall } = budget;
    const told = overall?.history.find(({ year }) => year === budget.year - 1)?.amounts;
    if (!prior || !told) return [];
    const hint = '请核对“近两年收支”和“上年”；两处口径不同的，可以写“豁免”和理由';
    const compare = (key: string, figure: ReturnType<typeof select> | undefined, of: string) => {
      const written = told.get(key);
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
  kind: '预算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '各绩效项目的上年预算、前年预算之和，不超过近两年收支里那一年的特定目标类项目支出',
  source: '部门整体支出绩效目标申报表、项目支出绩效目标申报表',
  table: '预算11',
  run: ({ budget }) => {
    const years = [
      ['上年', budget.performance.map((project) => project.lastYear)],
      ['前年', budget.performance.map((project) => project.yearBefore)],
    ] as const;
    return years.flatMap(([name, budgets], i) => {
      const told = budget.overall?.history.find(({ year }) => year === budget.year - 1 - i);
      const whole = told?.amounts.get('特定目标类项目支出');
      const part = sum(budgets.flatMap((one) => one ?? []));
      const hint = '请核对“近两年收支”和各绩效项目的“上年预算”“前年预算”';
      const of = `近两年收支里${name}的特定目标类项目支出`;
      return within(part, `各绩效项目的${name}预算之和`, whole, of, hint);
    });
  },
};

/** In which years' months a package is made: 预算 before and in its year, 决算 after it. */
function likelyDates({ kind, year }: Budget): readonly [from: string, to: string] {
  return kind === '预算'
    ? [`${year - 1}-07-01`, `${year}-12-31`]
    : [`${year + 1}-01-01`, `${year + 2}-12-31`];
}

const dateLikely: Rule = {
  id: '公开-05',
  code: 'year-mismatch',
  severity: '警告',
  holds: '编制日期同年度相称：预算在上年下半年或本年，决算在次年或再下一年',
  source: '封面的年度和日期',
  run: ({ budget }): Finding[] => {
    const [from, to] = likelyDates(budget);
    if (from <= budget.date && budget.date <= to) return [];
    const message = `${budget.year} 年度部门${budget.kind}的编制日期是 ${budget.date}，应在 ${from} 和 ${to} 之间`;
    return [{ span: budget.placeOf(['编制日期']), message, hint: '请核对“年度”和“编制日期”' }];
  },
};

const officeExpensesDue: Rule = {
  id: '公开-06',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '只有行政单位和参公事业单位有机关运行经费',
  source: '机关运行经费的口径',
  run: ({ budget }): Finding[] => {
    if (budget.units.some(({ kind }) => kind !== '事业单位')) return [];
    const hint = '请核对“单位”的“性质”；没有行政单位和参公事业单位的，删去机关运行经费的内容';
    const stated = [
      ['上年', budget.prior?.officeExpenses],
      ['年初预算', budget.initial?.officeExpenses],
    ] as const;
    const amounts = stated.flatMap(([of, figure]): Finding[] => {
      const span = figure?.sources[0];
      if (!figure || !span || figure.value.isZero()) return [];
      const message = `各单位都是事业单位，没有机关运行经费，“${of}”里却写了 ${wan(figure)}`;
      return [{ span, message, hint }];
    });
    if (!budget.reasons.has('机关运行经费')) return amounts;
    const span = budget.placeOf(['变动原因', '机关运行经费']);
    return [...amounts, { span, message: '各单位都是事业单位，写了机关运行经费的变动原因', hint }];
  },
};

/** “三公”经费 may not be more than the budget of the whole year, or a reason is due. */
const threePublicWithin: Rule = {
  id: '增减-13',
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '“三公”经费各项决算不超过全年预算，超过的写明原因',
  source: '财政拨款“三公”经费支出决算表',
  table: '公开09',
  run: ({ budget }) =>
    THREE_PUBLIC_ITEMS.flatMap((item): Outcome[] => {
      const { adjusted, reasons } = budget;
      if (!adjusted || reasons.has(`三公经费预算执行.${item}`)) return [];
      const planned = adjusted.threePublic?.get(item) ?? NO_FIGURE;
      const hint = `请核对两个数；确实超过的，在“变动原因”的“三公经费预算执行”里写“${item}”的原因`;
      return within(threePublic(budget, item), `${item}决算`, planned, '全年预算', hint);
    }),
};

/** Executed beyond the budget: said why, or a slip. */
const executionWithin: Rule = {
  id: '绩效-14',
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '自评的执行数不超过全年预算，执行率超过 100% 的写明偏差原因',
  source: '绩效自评表的预算执行情况',
  table: '项目自评',
  run: ({ budget }) =>
    [budget.final?.overall, ...(budget.final?.projects ?? [])].flatMap((form) => {
      if (!form || form.texts.偏差原因) return [];
      const { projects } = form;
      const spent = select(budget.facts, { side: '支出', ...(projects ? { projects } : {}) });
      const hint = '请核对“全年预算”；确实超过的，写“偏差原因”';
      const what = `“${form.name}”的执行数`;
      return within(spent, what, form.budget, '全年预算', hint).map((outcome) =>
        isFinding(outcome) ? { ...outcome, span: place(form.budget) ?? outcome.span } : outcome,
      );
    }),
};

const projectsWithinOverall: Rule = {
  id: '绩效-15',
  kind: '决算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '各项目自评的全年预算之和不超过部门整体自评的全年预算',
  source: '部门整体绩效自评表、项目自评表',
  table: '整体自评',
  run: ({ budget }) => {
    const budgets = budget.final?.projects.map((form) => form.budget) ?? [];
    const hint = '请核对各自评表的“全年预算”';
    const whole = budget.final?.overall?.budget;
    return within(sum(budgets), '各项目自评全年预算之和', whole, '整体自评的全年预算', hint);
  },
};

export const YEAR_RULES: readonly Rule[] = [
  historyBalances,
  historyAgrees,
  projectsInHistory,
  dateLikely,
  officeExpensesDue,
  threePublicWithin,
  executionWithin,
  projectsWithinOverall,
];
