/** What must hold in the performance forms of a budget: costs, purchases, weights, years. */

import { asksFor } from '../../../checks/asks.js';
import { equal, type Finding, type Outcome, type Rule, within } from '../../../checks/rule.js';
import type { Budget, PerformanceProject } from '../../../model/budget.js';
import { Decimal, type Figure, sum } from '../../../model/money.js';
import {
  COST_SOURCES,
  type CostSource,
  FISCAL_FUNDS,
  TRANSFER_PROJECTS,
} from '../../../model/terms.js';
import { select, selectFacts } from '../../../model/totals.js';
import { wan } from '../../../tables/table.js';
import { weightsAddUp } from './weights.js';

const spending = (budget: Budget, { projects }: PerformanceProject): Figure =>
  select(budget.facts, { side: '支出', projects });

const eachProject =
  (rule: (budget: Budget, project: PerformanceProject, i: number) => readonly Outcome[]) =>
  ({ budget }: { readonly budget: Budget }): Outcome[] =>
    budget.performance.flatMap((project, i) => rule(budget, project, i));

const activitiesAddUp: Rule = {
  id: '绩效-01',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '绩效项目的支出明细之和等于项目当年预算',
  source: '项目支出绩效目标申报表支出明细测算',
  run: eachProject((budget, project) =>
    project.activities.length === 0
      ? []
      : equal(
          sum(project.activities.map((activity) => activity.amount)),
          `绩效项目“${project.name}”的支出明细之和`,
          spending(budget, project),
          '项目支出',
          '请核对“支出明细”和“项目支出”里的金额',
        ),
  ),
};

/** What the projects of a form are paid from one kind of source. */
function paidFrom(budget: Budget, { projects }: PerformanceProject, source: CostSource): Figure {
  const transfers = budget.projects
    .filter(({ key, category }) => projects.includes(key) && category === TRANSFER_PROJECTS)
    .map(({ key }) => key);
  const own = projects.filter((name) => !transfers.includes(name));
  const fiscal = (names: readonly string[]) =>
    selectFacts(budget.facts, { side: '支出', projects: names }).filter(({ fund }) =>
      FISCAL_FUNDS.includes(fund),
    );
  const facts = {
    本级财政拨款: fiscal(own),
    上级转移支付: fiscal(transfers),
    其他资金: selectFacts(budget.facts, { side: '支出', projects }).filter(
      ({ fund }) => !FISCAL_FUNDS.includes(fund),
    ),
  };
  return sum(facts[source].map(({ amount }) => amount));
}

const sourcesAgree: Rule = {
  id: '绩效-03',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '绩效项目支出明细的各种来源之和，等于项目支出里这种来源的数',
  source: '项目支出绩效目标申报表当年资金来源',
  run: eachProject((budget, project) => {
    const listed = sum(project.activities.map(({ amount }) => amount));
    // another total is what 绩效-01 tells of
    if (project.activities.length === 0 || !listed.value.eq(spending(budget, project).value))
      return [];
    return COST_SOURCES.flatMap((source) =>
      equal(
        sum(project.activities.filter((one) => one.source === source).map((one) => one.amount)),
        `绩效项目“${project.name}”支出明细里来源为${source}的`,
        paidFrom(budget, project, source),
        '项目支出里的',
        '请核对“支出明细”的“来源”，和“项目支出”的“资金”“类别”',
      ),
    );
  }),
};

const purchasesWithin: Rule = {
  id: '绩效-04',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '绩效项目的采购金额之和不超过项目当年预算',
  source: '项目支出绩效目标申报表项目采购',
  run: eachProject((budget, project) =>
    within(
      sum(project.purchases.map(({ amount }) => amount)),
      `绩效项目“${project.name}”的采购金额之和`,
      spending(budget, project),
      '项目当年预算',
      '请核对“采购”和“项目支出”里的金额；跨年的采购只写当年支付的',
    ),
  ),
};

const totalCoversYear: Rule = {
  id: '绩效-05',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '绩效项目的当年预算不超过项目总预算',
  source: '项目支出绩效目标申报表项目总预算',
  run: eachProject((budget, project) =>
    within(
      spending(budget, project),
      `绩效项目“${project.name}”的当年预算`,
      project.totalBudget,
      '项目总预算',
      '请核对“总预算”；一年的项目可以不写',
    ),
  ),
};

/** Indicators that state what a project may cost: 成本控制 ≤910.02万元. */
const COST_NAME = /成本控制|总成本|项目成本|预算控制/;
const COST_AMOUNT = /^[≤＝=<＜]?\s*([\d,]{1,15}(?:\.\d{1,6})?)\s*(?:万元)?$/;

const costsAgree: Rule = {
  id: '绩效-07',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '成本控制指标写的金额同项目的当年预算、上年预算、前年预算一致',
  source: '项目支出绩效目标申报表成本指标',
  run: eachProject((budget, project, i) =>
    project.annual.flatMap((goal, g) =>
      goal.indicators
        .filter(({ level1, name }) => level1 === '成本指标' && COST_NAME.test(name))
        .flatMap((indicator) => {
          const { name, level1, level2, value, last, before } = indicator;
          const siblings = goal.indicators.filter(
            (one) => one.level1 === level1 && one.level2 === level2,
          );
          const path = ['绩效项目', i, '年度目标', g, '指标', level1, level2];
          const known: [key: string, string, string, Figure | undefined][] = [
            ['值', value, '当年预算', spending(budget, project)],
            ['上年', last, '上年预算', project.lastYear],
            ['前年', before, '前年预算', project.yearBefore],
          ];
          // 145 beside ≤30万元 is in 万元 as well
          const inWan = value.includes('万元');
          return known.flatMap(([key, written, of, figure]) => {
            const amount = COST_AMOUNT.exec(written)?.[1]?.replaceAll(',', '');
            if (amount === undefined || !figure || !(inWan || written.includes('万元'))) return [];
            const span = budget.placeOf([...path, siblings.indexOf(indicator), key]);
            const stated = { value: new Decimal(amount).times(10_000), sources: [span] };
            const what = `绩效项目“${project.name}”的指标“${name}”写的`;
            const hint = '请核对这项指标和项目的预算；项目的预算变了，指标也要改';
            // an indicator is written in 万元 to two decimals
            const near = stated.value.minus(figure.value).abs().lte(50);
            return equal(
              near ? { ...stated, value: figure.value } : stated,
              what,
              figure,
              of,
              hint,
            );
          });
        }),
    ),
  ),
};

const yearsCovered: Rule = {
  id: '绩效-08',
  code: 'year-mismatch',
  severity: '警告',
  holds: '绩效项目的起止年度包括本年度；长期目标的截止年份不早于本年度',
  source: '绩效目标申报表的起始年度、终止年度',
  run: ({ budget }): Finding[] => {
    const end = Number(budget.overall?.texts.长期目标截止 || budget.year);
    const late: Finding[] =
      end >= budget.year
        ? []
        : [
            {
              span: budget.placeOf(['整体绩效', '长期目标截止']),
              message: `长期目标截止 ${end} 年，早于本年度 ${budget.year} 年`,
              hint: '请改正“长期目标截止”',
            },
          ];
    const projects = budget.performance.flatMap(({ name, texts }, i): Finding[] => {
      const from = Number(texts.起始年份 || budget.year);
      const to = Number(texts.终止年份 || budget.year);
      if (from <= budget.year && budget.year <= to) return [];
      const key = from > budget.year ? '起始年度' : '终止年度';
      const message = `绩效项目“${name}”起止 ${from}—${to} 年，不包括本年度 ${budget.year} 年`;
      return [{ span: budget.placeOf(['绩效项目', i, key]), message, hint: `请改正“${key}”` }];
    });
    return [...late, ...projects];
  },
};

/** The last year's budget of a project, where the file of that year lists projects of its name. */
const lastYearAgrees: Rule = {
  id: '绩效-09',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '绩效项目的上年预算等于上年输入文件里同名项目的支出',
  source: '项目前两年预算及当年预算变动情况',
  run: eachProject((budget, project) => {
    const before = selectFacts(budget.prior?.facts ?? [], {
      side: '支出',
      projects: project.projects,
    });
    if (!project.lastYear || before.length === 0) return [];
    const earlier = sum(before.map(({ amount }) => amount));
    const what = `绩效项目“${project.name}”的上年预算`;
    return equal(project.lastYear, what, earlier, '上年文件里的项目支出', '请核对“上年预算”');
  }),
};

/** What an unremarked repetition looks like: all words of a line of a form, and its amount. */
const linesOnce: Rule = {
  id: '绩效-10',
  code: 'name-duplicate',
  severity: '警告',
  holds: '支出明细、采购里没有字和数都相同的两行',
  source: '项目支出绩效目标申报表',
  run: eachProject((_, project) => {
    const lists = [
      ['支出明细', project.activities],
      ['采购', project.purchases],
    ] as const;
    return lists.flatMap(([list, lines]) => {
      const seen = new Set<string>();
      return lines.flatMap(({ texts, amount }): Finding[] => {
        const key = JSON.stringify([texts, amount.value]);
        const span = amount.sources[0];
        if (!seen.has(key) || !span) {
          seen.add(key);
          return [];
        }
        const words = texts.活动 ?? texts.品名 ?? '';
        const message = `绩效项目“${project.name}”的“${list}”里“${words}”${wan(amount)}写了两次`;
        return [{ span, message, hint: '是不是重复了？确有两笔的，在文字里写出区别' }];
      });
    });
  }),
};

/** What only some forms have: other formats do without 长期目标. */
const longTermWritten: Rule = {
  id: '绩效-17',
  code: 'key-missing',
  severity: '错误',
  early: true,
  holds: '格式的表列长期目标的，整体绩效和各绩效项目都写了长期目标',
  source: '绩效目标申报表的长期目标',
  run: ({ budget, profile }): Finding[] => {
    const lacks = (path: readonly (string | number)[], what: string, key: string): Finding => ({
      span: budget.placeOf(path),
      message: `${what}里缺少“${key}”，格式“${profile.id}”要求写`,
      hint: `请加上“${key}: ${key === '长期目标' ? '[{ 内容: … }]' : '…'}”`,
    });
    const { overall, performance } = budget;
    const horizon = overall && !overall.texts.长期目标截止;
    const until = horizon && asksFor(profile, 'fields', ['长期目标截止']);
    return [
      ...(until ? [lacks(['整体绩效'], '“整体绩效”', '长期目标截止')] : []),
      ...(asksFor(profile, 'rows', ['长期目标'])
        ? [
            ...(overall?.longTerm.length === 0
              ? [lacks(['整体绩效'], '“整体绩效”', '长期目标')]
              : []),
            ...performance.flatMap(({ name, longTerm }, i) =>
              longTerm.length === 0
                ? [lacks(['绩效项目', i], `绩效项目“${name}”`, '长期目标')]
                : [],
            ),
          ]
        : []),
    ];
  },
};

export const PERFORMANCE_RULES: readonly Rule[] = [
  longTermWritten,
  activitiesAddUp,
  sourcesAgree,
  purchasesWithin,
  totalCoversYear,
  weightsAddUp,
  costsAgree,
  yearsCovered,
  lastYearAgrees,
  linesOnce,
];
