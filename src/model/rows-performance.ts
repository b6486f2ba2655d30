/** Row sources of the performance forms: projects, goals, indicators, cost lines, purchases. */
import type { PerformanceProject } from './budget.js';
import { difference, type Figure, toWan } from './money.js';
import { chineseDate } from './numerals.js';
import { phrase, type RowSource, row, type Scope } from './scope.js';
import { select } from './totals.js';

const performanceRows = (scope: Scope): Scope[] =>
  scope.budget.performance.map((project, i) => {
    const current = select(scope.budget.facts, {
      side: '支出',
      natures: ['项目支出'],
      projects: project.projects,
    });
    return row(
      scope,
      {
        ...project.texts,
        填报日期: chineseDate(project.texts.填报日期 ?? scope.budget.date),
        序号: String(i + 1),
        项目名称: project.name,
        公开名称: project.publicName,
        项目编码: project.code,
        用途: phrase(project.purpose),
        预算变动: budgetChange(scope.budget.year, project, current),
      },
      {
        project,
        filter: { ...scope.filter, natures: ['项目支出'], projects: project.projects },
        amounts: {
          当年预算: current,
          总预算: project.totalBudget ?? current,
          ...(project.lastYear ? { 上年预算: project.lastYear } : {}),
          ...(project.yearBefore ? { 前年预算: project.yearBefore } : {}),
        },
      },
    );
  });

/** 2024年预算145万元，2025年预算78.4万元，2026年预算30万元，比上年减少48.4万元。 */
function budgetChange(year: number, project: PerformanceProject, current: Figure): string {
  const wan = (figure: Figure) => `${toWan(figure.value).toString()}万元`;
  const parts = [
    ...(project.yearBefore ? [`${year - 2}年预算${wan(project.yearBefore)}`] : []),
    ...(project.lastYear ? [`${year - 1}年预算${wan(project.lastYear)}`] : []),
    `${year}年预算${wan(current)}`,
  ];
  if (project.lastYear) {
    const change = difference(current, project.lastYear);
    const size = { ...change, value: change.value.abs() };
    parts.push(
      change.value.isZero()
        ? '与上年持平'
        : `比上年${change.value.isPositive() ? '增加' : '减少'}${wan(size)}`,
    );
  }
  const reason = project.texts.变动理由;
  return `${parts.join('，')}${reason ? `，原因是${reason}` : ''}。`;
}

const goalRows =
  (key: 'longTerm' | 'annual') =>
  (scope: Scope): Scope[] => {
    const goals = (scope.project ?? scope.budget.overall)?.[key] ?? [];
    return goals.map((goal, i) =>
      row(
        scope,
        { 序号: String(i + 1), 目标: goal.text, 目标序号: goals.length > 1 ? String(i + 1) : '' },
        { goal },
      ),
    );
  };

export const PERFORMANCE_SOURCES = {
  整体绩效: {
    meaning: '部门整体支出绩效，写了就有一行',
    single: true,
    fields: [],
    rows: (scope) => (scope.budget.overall ? [scope] : []),
  },
  绩效项目: {
    meaning: '编制绩效目标的项目',
    fields: [
      '序号',
      '项目名称',
      '公开名称',
      '项目编码',
      '用途',
      '填报日期',
      '主管部门',
      '执行单位',
      '负责人',
      '联系电话',
      '单位地址',
      '邮政编码',
      '项目属性',
      '项目类别',
      '起始年度',
      '终止年度',
      '申请理由',
      '主要内容',
      '变动理由',
      '预算变动',
    ],
    amounts: ['当年预算', '总预算', '上年预算', '前年预算'],
    rows: performanceRows,
  },
  长期目标: {
    meaning: '长期绩效目标',
    fields: ['序号', '目标', '目标序号'],
    rows: goalRows('longTerm'),
  },
  年度目标: {
    meaning: '年度绩效目标',
    fields: ['序号', '目标', '目标序号'],
    rows: goalRows('annual'),
  },
  指标: {
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
    meaning: '一个绩效项目的支出明细测算',
    within: ['绩效项目'],
    fields: ['活动', '内容', '经济分类', '依据', '备注'],
    amounts: ['金额'],
    rows: (scope) =>
      (scope.project?.activities ?? []).map((one) =>
        row(scope, { ...one.texts }, { amounts: { ...scope.amounts, 金额: one.amount } }),
      ),
  },
  采购: {
    meaning: '一个绩效项目的采购',
    within: ['绩效项目'],
    fields: ['品名', '数量'],
    amounts: ['金额'],
    rows: (scope) =>
      (scope.project?.purchases ?? []).map((one) =>
        row(scope, { ...one.texts }, { amounts: { ...scope.amounts, 金额: one.amount } }),
      ),
  },
} as const satisfies Record<string, RowSource>;
