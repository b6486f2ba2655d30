/** Row sources of self-evaluation (自评表) and of 重点工作; scores are computed here. */
import type { EvaluatedGoal, SelfEvaluation } from './final.js';
import { EVALUATION_FORM, fieldsOf, namesOf, PROJECT_EVALUATION_FORM } from './form-fields.js';
import { Decimal, type Figure } from './money.js';
import { chineseDate, numeral } from './numerals.js';
import { amountInText, phrase, type RowSource, row, type Scope } from './scope.js';
import { select } from './totals.js';

/** 执行数: what was spent on the projects, or by the department as a whole. */
export function executed(scope: Scope, { projects }: SelfEvaluation): Figure {
  const narrowing = projects ? { natures: ['项目支出'] as const, projects } : {};
  return select(scope.budget.facts, { ...scope.filter, side: '支出', ...narrowing });
}

/** Points for execution: rate × full points, never more than these; two decimals, half up. */
export function executionScore(scope: Scope, evaluation: SelfEvaluation): Decimal {
  const { budget, executionWeight } = evaluation;
  const spent = executed(scope, evaluation).value;
  const full = budget.value.isZero() || spent.gte(budget.value);
  return full
    ? executionWeight
    : spent.div(budget.value).times(executionWeight).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

const total = (points: readonly (Decimal | undefined)[]): Decimal =>
  Decimal.sum(0, ...points.flatMap((one) => one ?? []));
const goalPoints = (goal: EvaluatedGoal, key: 'score' | 'weight') =>
  total([goal[key], ...goal.indicators.map((one) => one[key])]);

/** All points of a form; those that could be had, for `weight`. */
export function totalPoints(
  scope: Scope,
  evaluation: SelfEvaluation,
  key: 'score' | 'weight',
): Decimal {
  const own = key === 'score' ? executionScore(scope, evaluation) : evaluation.executionWeight;
  return total([own, ...evaluation.goals.map((goal) => goalPoints(goal, key))]);
}

const indicatorPoints = (goals: readonly EvaluatedGoal[]) =>
  total(goals.flatMap((goal) => goal.indicators.map((one) => one.weight)));

/** （20分）, or nothing where there are no points. */
const bracketed = (value: Decimal | undefined): string =>
  value === undefined || value.isZero() ? '' : `（${points(value)}分）`;

/** ，执行率为78%: executed ÷ budget with two decimals; nothing where there is no budget. */
const rateOf = (spent: Figure, budget: Figure): string =>
  budget.value.isZero()
    ? ''
    : `，执行率为${spent.value.div(budget.value).times(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)}%`;

const points = (value: Decimal | undefined): string => value?.toString() ?? '';

/** A form as a row; scores stay empty where the form is not scored. */
function evaluationRow(
  scope: Scope,
  evaluation: SelfEvaluation,
  place: number,
  attachment: number,
): Scope {
  const { scored, goals, executionWeight } = evaluation;
  const spent = executed(scope, evaluation);
  const when = (value: Decimal) => (scored ? points(value) : '');
  return row(
    scope,
    {
      ...evaluation.texts,
      项目名称: evaluation.name,
      项目简名: evaluation.name.replace(/(?<=.)项目$/, ''),
      填报日期: chineseDate(evaluation.texts.填报日期 ?? scope.budget.date),
      序号: String(place),
      附件号: String(attachment),
      执行得分: when(executionScore(scope, evaluation)),
      执行满分: when(executionWeight),
      执行满分注: bracketed(scored ? executionWeight : undefined),
      目标满分注: bracketed(total(goals.map((goal) => goal.weight))),
      指标满分注: bracketed(indicatorPoints(goals)),
      总分: scored ? `${points(totalPoints(scope, evaluation, 'score'))}分` : '',
      自评得分: scored
        ? `自评得分${points(totalPoints(scope, evaluation, 'score'))}分`
        : '自评未计分',
      预算数: amountInText(evaluation.budget, scope),
      执行数: amountInText(spent, scope),
      执行率注: rateOf(spent, evaluation.budget),
      产出效益: phrase(evaluation.texts.产出效益 || highlights(goals)),
      问题: phrase(evaluation.texts.问题 ?? ''),
      下一步: phrase(evaluation.texts.下一步 ?? ''),
    },
    {
      evaluation,
      filter: evaluation.projects
        ? { ...scope.filter, natures: ['项目支出'], projects: evaluation.projects }
        : scope.filter,
      amounts: { ...scope.amounts, 全年预算: evaluation.budget, 执行数: spent },
    },
  );
}

/** 一是高新技术企业新增数75家；二是…, from the indicators that are marked for it. */
function highlights(goals: readonly EvaluatedGoal[]): string {
  const marked = goals.flatMap((goal) => goal.indicators.filter((one) => one.highlight));
  const each = marked.map(({ name, actual }) => `${name}${actual}`);
  return each.length < 2
    ? each.join('')
    : each.map((text, i) => `${numeral(i + 1)}是${text}`).join('；');
}

const FORM_FIELDS = [
  '项目名称',
  '项目简名',
  ...namesOf(EVALUATION_FORM.shared),
  '执行得分',
  '执行满分',
  '执行满分注',
  '目标满分注',
  '指标满分注',
  '总分',
  '自评得分',
  '预算数',
  '执行数',
  '执行率注',
  ...namesOf(EVALUATION_FORM.report),
  ...namesOf(EVALUATION_FORM.remarks),
  '附件号',
  '序号',
];

/** Fields that are points and no other words. */
export const POINT_FIELDS = ['执行得分', '目标得分', '分值', '得分'] as const;

export const EVALUATION_SOURCES = {
  整体自评: {
    kinds: ['决算'],
    meaning: '部门整体绩效自评，写了就有一行（决算）',
    single: true,
    fields: FORM_FIELDS,
    amounts: ['全年预算', '执行数'],
    rows: (scope) => {
      const overall = scope.budget.final?.overall;
      return overall ? [evaluationRow(scope, overall, 1, 1)] : [];
    },
  },
  项目自评: {
    kinds: ['决算'],
    meaning: '开展绩效自评的项目（决算）',
    key: '项目名称',
    fields: [...FORM_FIELDS, ...namesOf(fieldsOf(PROJECT_EVALUATION_FORM))],
    amounts: ['全年预算', '执行数'],
    rows: (scope) => {
      // the department's own form comes before those of its projects
      const first = scope.budget.final?.overall ? 2 : 1;
      const projects = scope.budget.final?.projects ?? [];
      return projects.map((one, i) => evaluationRow(scope, one, i + 1, first + i));
    },
  },
  自评目标: {
    kinds: ['决算'],
    meaning: '一张自评表的年度目标',
    within: ['整体自评', '项目自评'],
    fields: ['目标', '目标完成', '目标序号', '目标分值注', '目标得分', '目标指标分值注'],
    rows: (scope) => {
      const { goals = [], scored = false } = scope.evaluation ?? {};
      return goals.map((goal, i) =>
        row(
          scope,
          {
            目标: goal.text,
            目标完成: goal.done,
            目标序号: goals.length > 1 ? String(i + 1) : '',
            目标分值注: bracketed(goal.weight),
            目标得分: points(goal.score),
            目标指标分值注: bracketed(scored ? goalPoints(goal, 'weight') : undefined),
          },
          { evaluatedGoal: goal },
        ),
      );
    },
  },
  自评指标: {
    kinds: ['决算'],
    meaning: '一个年度目标的指标和完成情况；没有指标的二级指标印“无”',
    within: ['自评目标'],
    fields: ['一级', '二级', '三级', '目标值', '完成值', '分值', '得分'],
    rows: (scope) =>
      (scope.evaluatedGoal?.indicators ?? []).map((one) =>
        row(scope, {
          一级: one.level1,
          二级: one.level2,
          三级: one.name || '无',
          目标值: one.target,
          完成值: one.actual,
          分值: points(one.weight),
          得分: points(one.score),
        }),
      ),
  },
  重点工作: {
    kinds: ['决算'],
    meaning: '重点工作完成情况的各事项（决算）',
    fields: ['序号', '事项', '内容', '完成情况'],
    rows: (scope) =>
      (scope.budget.final?.keyTasks ?? []).map((task, i) =>
        row(scope, {
          序号: String(i + 1),
          事项: task.matter,
          内容: task.goals,
          完成情况: task.done,
        }),
      ),
  },
} as const satisfies Record<string, RowSource>;
