/** Weights of the indicators and of the goals of the performance forms. */

import type { Outcome, Rule } from '../../../checks/rule.js';
import type { Goal } from '../../../model/budget.js';
import { Decimal, type Span } from '../../../model/money.js';

/** Points that the indicators of a form may add up to: all, or all but those for executing the budget. */
const FULL_WEIGHTS = [new Decimal(100), new Decimal(80)];

/** The goals of a form with their weights, and the place of each. */
function weighed(goals: readonly Goal[], name: string, placeOf: (i: number) => Span): Outcome[] {
  const total = (weights: readonly string[]) =>
    weights.reduce((all, one) => all.plus(one === '' ? 0 : one), new Decimal(0));
  const compare = (what: string, found: Decimal, place: Span): Outcome[] => {
    const full = FULL_WEIGHTS.find((one) => one.eq(found)) ?? (FULL_WEIGHTS[0] as Decimal);
    const side = (of: string, value: Decimal) => ({
      name: of,
      figure: { value, sources: [place] },
    });
    const sides = { left: side(what, found), right: side('应为', full), sign: '=' } as const;
    if (found.eq(full)) return [{ sides: { ...sides, unit: '分' } }];
    const message = `${what} ${found}，应为 100（含预算执行的 20 时为 80）`;
    const hint = '请核对各项“权重”';
    return [{ span: place, message, hint, sides: { ...sides, unit: '分' } }];
  };
  const ofGoals = goals.filter(({ weight }) => weight !== '');
  const ofIndicators = goals.map((goal) => goal.indicators.map((one) => one.weight));
  const all = ofIndicators.flat().filter((weight) => weight !== '');
  const outcomes: Outcome[] = [];
  if (ofGoals.length > 0)
    outcomes.push(
      ...compare(
        `“${name}”各目标的权重合计`,
        total(ofGoals.map((goal) => goal.weight)),
        placeOf(0),
      ),
    );
  if (all.length === 0) return outcomes;
  // each goal of its own, or all goals together, come to the full points
  const alone = ofIndicators.map(total);
  if (FULL_WEIGHTS.some((full) => alone.every((one) => one.eq(full))))
    return [
      ...outcomes,
      ...alone.flatMap((one, i) => compare(`“${name}”目标${i + 1}的指标权重合计`, one, placeOf(i))),
    ];
  return [...outcomes, ...compare(`“${name}”的指标权重合计`, total(all), placeOf(0))];
}

export const weightsAddUp: Rule = {
  id: '绩效-06',
  code: 'score-mismatch',
  severity: '警告',
  holds: '写了权重的绩效指标，权重合计 100；预算执行另占 20 的合计 80',
  source: '绩效目标表的指标权重',
  run: ({ budget }) => {
    const forms = budget.performance.flatMap((project, i) => [
      ...goalsOf(project.longTerm, `${project.name}长期目标`, ['绩效项目', i, '长期目标']),
      ...goalsOf(project.annual, `${project.name}年度目标`, ['绩效项目', i, '年度目标']),
    ]);
    const overall = [
      ...goalsOf(budget.overall?.longTerm, '整体绩效长期目标', ['整体绩效', '长期目标']),
      ...goalsOf(budget.overall?.annual, '整体绩效年度目标', ['整体绩效', '年度目标']),
    ];
    return [...overall, ...forms].flatMap(({ goals, name, path }) =>
      weighed(goals, name, (i) => budget.placeOf([...path, i, '指标'])),
    );
  },
};

type Path = readonly (string | number)[];
const goalsOf = (goals: readonly Goal[] | undefined, name: string, path: Path) =>
  goals ? [{ goals, name, path }] : [];
