/** What must hold in the self-evaluation forms of final accounts: points, totals, execution against the budget. */
import {
  type Finding,
  isFinding,
  type Outcome,
  place,
  type Rule,
  within,
} from '../../../checks/rule.js';
import type { Budget } from '../../../model/budget.js';
import type { SelfEvaluation } from '../../../model/final.js';
import { Decimal, type Sides, type Span, sum } from '../../../model/money.js';
import { totalPoints } from '../../../model/rows-evaluation.js';
import { rootScope } from '../../../model/scope.js';
import { select } from '../../../model/totals.js';

/** All self-evaluation forms that are scored. */
function scoredForms(budget: Budget): SelfEvaluation[] {
  const forms = [budget.final?.overall, ...(budget.final?.projects ?? [])];
  return forms.flatMap((form) => (form?.scored ? [form] : []));
}

/** What execution, goals and indicators of a form come to. */
export const FULL_MARKS = new Decimal(100);

/** Two scores or weights that are compared, with the places that they come from. */
function points(
  [leftName, left, leftPlaces]: readonly [string, Decimal, readonly Span[]],
  [rightName, right, rightPlaces]: readonly [string, Decimal, readonly Span[]],
  sign: Sides['sign'] = '=',
): Sides {
  return {
    left: { name: leftName, figure: { value: left, sources: leftPlaces } },
    right: { name: rightName, figure: { value: right, sources: rightPlaces } },
    sign,
    unit: '分',
  };
}

/** Where the goals and the indicators of a form are scored. */
const scoredAt = ({ goals }: SelfEvaluation): Span[] =>
  goals.flatMap((goal) => [goal.place, ...goal.indicators.map((one) => one.place)]);

const weightsAddUp: Rule = {
  id: '绩效-11',
  code: 'score-mismatch',
  severity: '错误',
  holds: '计分的自评表：执行率、目标和指标的分值合计 100 分',
  source: '绩效自评表',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Outcome[] => {
      const full = totalPoints(rootScope(budget, profile.rows), form, 'weight');
      const name = `“${form.name}”自评表的分值合计`;
      const sides = points([name, full, scoredAt(form)], ['应为', FULL_MARKS, []]);
      if (full.eq(FULL_MARKS)) return [{ sides }];
      const unscored = form.goals
        .flatMap((goal) => goal.indicators)
        .filter((one) => one.name !== '' && one.weight === undefined);
      const message = `${name} ${full} 分，应为 100 分`;
      const hint = unscored[0]
        ? `“${unscored[0].name}”等 ${unscored.length} 项指标没有写得分`
        : '请核对各项“分值”；不写分值的，分值同得分';
      return [{ span: unscored[0]?.place ?? form.place, message, hint, sides }];
    }),
};

const scoresWithin: Rule = {
  id: '绩效-12',
  code: 'score-mismatch',
  severity: '错误',
  holds: '自评表的每项得分不超过分值',
  source: '绩效自评表',
  run: ({ budget }) =>
    scoredForms(budget).flatMap((form): Finding[] => {
      const items = form.goals.flatMap((goal, i) => [
        { ...goal, name: `年度目标${form.goals.length > 1 ? i + 1 : ''}` },
        ...goal.indicators,
      ]);
      return items
        .filter(({ score, weight }) => score && weight && score.gt(weight))
        .map(({ name, score, weight, place: span }) => ({
          span,
          message: `“${form.name}”自评表的“${name}”得 ${score} 分，超过了分值 ${weight} 分`,
          hint: '请核对“得分”和“分值”',
        }));
    }),
};

const statedScores: Rule = {
  id: '绩效-13',
  code: 'score-mismatch',
  severity: '错误',
  holds: '写出的自评总分等于执行率得分、目标得分和指标得分之和',
  source: '绩效自评表',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Outcome[] => {
      const computed = totalPoints(rootScope(budget, profile.rows), form, 'score');
      const { statedTotal } = form;
      if (!statedTotal) return [];
      const places = [...scoredAt(form), ...form.budget.sources];
      const sides = points(
        [`“${form.name}”自评表写的总分`, statedTotal.value, [statedTotal.place]],
        ['各项得分之和', computed, places],
      );
      if (statedTotal.value.eq(computed)) return [{ sides }];
      const message = `“${form.name}”自评表的总分写的是 ${statedTotal.value}，各项得分之和是 ${computed}`;
      return [
        {
          span: statedTotal.place,
          message,
          hint: '请核对各项得分；总分可以不写，由程序计算',
          sides,
        },
      ];
    }),
};

/** Executed beyond the budget: said why, or a slip. */
const executionWithin: Rule = {
  id: '绩效-14',
  code: 'reason-missing',
  severity: '警告',
  holds: '自评的执行数不超过全年预算，执行率超过 100% 的写明偏差原因',
  source: '绩效自评表的预算执行情况',
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
  code: 'balance-mismatch',
  severity: '警告',
  holds: '各项目自评的全年预算之和不超过部门整体自评的全年预算',
  source: '部门整体绩效自评表、项目自评表',
  run: ({ budget }) => {
    const budgets = budget.final?.projects.map((form) => form.budget) ?? [];
    const hint = '请核对各自评表的“全年预算”';
    const whole = budget.final?.overall?.budget;
    return within(sum(budgets), '各项目自评全年预算之和', whole, '整体自评的全年预算', hint);
  },
};

export const EVALUATION_RULES: readonly Rule[] = [
  weightsAddUp,
  scoresWithin,
  statedScores,
  executionWithin,
  projectsWithinOverall,
];
