/** Row sources of the performance forms: projects, goals, indicators, cost lines, purchases. */
import type { PerformanceProject } from './budget.js';
import {
  COST_FORM,
  fieldsOf,
  namesOf,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
} from './form-fields.js';
import { absolute, difference, type Figure } from './money.js';
import { chineseDate } from './numerals.js';
import { amountInText, phrase, type RowSource, row, type Scope } from './scope.js';
import type { CostSource } from './terms.js';
import { select } from './totals.js';

const performanceRows = (scope: Scope): Scope[] => projectRows(scope, scope.budget.performance);

/** In the order that the overall form has its projects in. */
const overallRows = (scope: Scope): Scope[] => {
  const order = scope.budget.overall?.order ?? [];
  // the first where a name stands twice
  const places = new Map(order.map((name, i) => [name, i] as const).reverse());
  const place = ({ name }: PerformanceProject) => places.get(name) ?? order.length;
  return projectRows(
    scope,
    [...scope.budget.performance].sort((a, b) => place(a) - place(b)),
  );
};

const projectRows = (scope: Scope, projects: readonly PerformanceProject[]): Scope[] =>
  projects.map((project, i) => {
    const current = select(scope.budget.facts, {
      side: '支出',
      natures: ['项目支出'],
      projects: project.projects,
    });
    return row(
      scope,
      {
        ...project.texts,
        填报日期: chineseDate(scope.budget.date),
        序号: String(i + 1),
        项目名称: project.name,
        公开名称: project.publicName,
        项目编码: project.code,
        用途: phrase(project.purpose),
        支出方向: phrase(project.texts.支出方向 ?? ''),
        起始年度: yearOf(project.texts.起始年份),
        终止年度: yearOf(project.texts.终止年份),
        预算变动: budgetChange(scope, project, current),
        前两年预算: yearsBefore(scope, project),
        变动理由: phrase(project.texts.变动理由 ?? '') || '无',
      },
      {
        project,
        filter: { ...scope.filter, natures: ['项目支出'], projects: project.projects },
        amounts: {
          当年预算: current,
          总预算: project.totalBudget ?? current,
          ...(project.totalBudget ? { 跨年总预算: project.totalBudget } : {}),
          ...(project.totalBudget && project.texts.安排频度?.includes('延续')
            ? { 延续总预算: project.totalBudget }
            : {}),
          ...(project.lastYear ? { 上年预算: project.lastYear } : {}),
          ...(project.yearBefore ? { 前年预算: project.yearBefore } : {}),
        },
      },
    );
  });

const yearOf = (year: string | undefined) => (year ? `${year}年` : '');

/** 2023年预算为950万元，2024年预算为1070.19万元; 无 where neither is written. */
function yearsBefore(scope: Scope, { yearBefore, lastYear }: PerformanceProject): string {
  const { year } = scope.budget;
  const parts = [
    ...(yearBefore ? [`${year - 2}年预算为${amountInText(yearBefore, scope)}`] : []),
    ...(lastYear ? [`${year - 1}年预算为${amountInText(lastYear, scope)}`] : []),
  ];
  return parts.join('，') || '无';
}

/** 2024年预算145万元，2025年预算78.4万元，2026年预算30万元，比上年减少48.4万元。 */
function budgetChange(scope: Scope, project: PerformanceProject, current: Figure): string {
  const { year } = scope.budget;
  const parts = [
    ...(project.yearBefore ? [`${year - 2}年预算${amountInText(project.yearBefore, scope)}`] : []),
    ...(project.lastYear ? [`${year - 1}年预算${amountInText(project.lastYear, scope)}`] : []),
    `${year}年预算${amountInText(current, scope)}`,
  ];
  if (project.lastYear) {
    const change = difference(current, project.lastYear);
    parts.push(
      change.value.isZero()
        ? '与上年持平'
        : `比上年${change.value.isPositive() ? '增加' : '减少'}${amountInText(absolute(change), scope)}`,
    );
  }
  const reason = phrase(project.texts.变动理由 ?? '');
  return `${parts.join('，')}${reason ? `，原因是${reason}` : ''}。`;
}

const goalRows =
  (key: 'longTerm' | 'annual') =>
  (scope: Scope): Scope[] => {
    const goals = (scope.project ?? scope.budget.overall)?.[key] ?? [];
    return goals.map((goal, i) =>
      row(
        scope,
        {
          序号: String(i + 1),
          目标: goal.text,
          目标序号: goals.length > 1 ? String(i + 1) : '',
          权重: goal.weight,
        },
        { goal },
      ),
    );
  };

/** The amount column of a cost line, by where its money comes from. */
const COST_AMOUNTS: Readonly<Record<CostSource, string>> = {
  本级财政拨款: '本级金额',
  上级转移支付: '上级金额',
  其他资金: '其他金额',
};
const PROJECT_FIELDS = [
  '序号',
  '项目名称',
  '公开名称',
  '项目编码',
  '用途',
  '填报日期',
  ...namesOf(PROJECT_FORM.owners),
  ...namesOf(PROJECT_FORM.contact),
  ...namesOf(PROJECT_FORM.features),
  ...namesOf(PROJECT_FORM.direction),
  '起始年度',
  '终止年度',
  ...namesOf(PROJECT_FORM.years),
  ...namesOf(PROJECT_FORM.statements),
  ...namesOf(PROJECT_FORM.change),
  '预算变动',
  '前两年预算',
];
const PROJECT_AMOUNTS = ['当年预算', '总预算', '跨年总预算', '延续总预算', '上年预算', '前年预算'];

export const PERFORMANCE_SOURCES = {
  整体绩效: {
    kinds: ['预算'],
    meaning: '部门整体支出绩效，写了就有一行',
    single: true,
    fields: [],
    rows: (scope) => (scope.budget.overall ? [scope] : []),
  },
  绩效项目: {
    kinds: ['预算'],
    meaning: '编制绩效目标的项目',
    key: '项目名称',
    fields: PROJECT_FIELDS,
    amounts: PROJECT_AMOUNTS,
    rows: performanceRows,
  },
  整体项目: {
    kinds: ['预算'],
    meaning: '编制绩效目标的项目，按整体绩效里“项目次序”的次序',
    key: '项目名称',
    fields: PROJECT_FIELDS,
    amounts: PROJECT_AMOUNTS,
    rows: overallRows,
  },
  绩效项目合计: {
    kinds: ['预算'],
    meaning: '编制绩效目标的各个项目合在一行；没有就没有行',
    single: true,
    fields: [],
    rows: (scope) => {
      const projects = scope.budget.performance.flatMap((one) => one.projects);
      const filter = { ...scope.filter, natures: ['项目支出'] as const, projects };
      return projects.length === 0 ? [] : [row(scope, {}, { filter })];
    },
  },
  所含项目: {
    kinds: ['预算'],
    meaning: '一个绩效项目包括的各个项目支出',
    within: ['绩效项目', '整体项目'],
    fields: ['序号', '名称', '编码'],
    amounts: ['金额'],
    rows: (scope) =>
      (scope.project?.projects ?? []).map((key, i) => {
        const filter = { ...scope.filter, projects: [key] };
        const project = scope.budget.projects.find((one) => one.key === key);
        return row(
          scope,
          {
            序号: String(i + 1),
            名称: project?.name ?? key,
            编码: project?.code ?? '',
          },
          {
            filter,
            amounts: {
              ...scope.amounts,
              金额: select(scope.budget.facts, { ...filter, side: '支出' }),
            },
          },
        );
      }),
  },
  长期目标: {
    kinds: ['预算'],
    meaning: '长期绩效目标',
    fields: ['序号', '目标', '目标序号', '权重'],
    rows: goalRows('longTerm'),
  },
  年度目标: {
    kinds: ['预算'],
    meaning: '年度绩效目标',
    fields: ['序号', '目标', '目标序号', '权重'],
    rows: goalRows('annual'),
  },
  指标: {
    kinds: ['预算'],
    within: ['长期目标', '年度目标'],
    meaning: '一个目标的绩效指标',
    fields: ['一级', '二级', '三级', '前年', '上年', '值', '权重', '依据'],
    rows: (scope) =>
      (scope.goal?.indicators ?? []).map((one) =>
        row(scope, {
          一级: one.level1,
          二级: one.level2,
          三级: one.name,
          前年: one.before,
          上年: one.last,
          值: one.value,
          权重: one.weight,
          依据: one.basis,
        }),
      ),
  },
  支出明细: {
    kinds: ['预算'],
    meaning: '一个绩效项目的支出明细测算',
    within: ['绩效项目', '整体项目'],
    fields: ['序号', ...namesOf(fieldsOf(COST_FORM))],
    amounts: ['金额', ...Object.values(COST_AMOUNTS)],
    rows: (scope) =>
      (scope.project?.activities ?? []).map((one, i) =>
        row(
          scope,
          { ...one.texts, 序号: String(i + 1) },
          {
            amounts: {
              ...scope.amounts,
              金额: one.amount,
              [COST_AMOUNTS[one.source]]: one.amount,
            },
          },
        ),
      ),
  },
  采购: {
    kinds: ['预算'],
    meaning: '一个绩效项目的采购',
    within: ['绩效项目'],
    fields: namesOf(fieldsOf(PROJECT_PURCHASE_FORM)),
    amounts: ['金额'],
    rows: (scope) =>
      (scope.project?.purchases ?? []).map((one) =>
        row(scope, { ...one.texts }, { amounts: { ...scope.amounts, 金额: one.amount } }),
      ),
  },
} as const satisfies Record<string, RowSource>;
