/** The performance forms of a budget: 整体绩效 and 绩效项目, schema and model. */
import { z } from 'zod';
import { at } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { code, count, fields, text, year } from '../../input/fields.js';
import { claimedOnce, refersTo, unique } from '../../input/references.js';
import type { Goal, OverallPerformance, PerformanceProject } from '../../model/budget.js';
import {
  COST_FORM,
  fieldsOf,
  OVERALL_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
} from '../../model/form-fields.js';
import type { Figure } from '../../model/money.js';
import {
  COST_SOURCES,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INDICATOR_LEVELS,
} from '../../model/terms.js';
import { formMembers, formTexts, type Otherwise, packageWords } from '../common/form.js';
import { each, projectName } from '../common/members.js';
import type { BuildContext } from '../kind.js';
import type { BudgetInput } from './schema.js';

/** Shares and points of a form are out of a hundred. */
const weight = (meaning: string) =>
  count(meaning).refine((n) => n <= 100, `${meaning}不能超过 100`);

const indicator = z.strictObject({
  名称: text('三级指标'),
  前年: text('前年指标值').optional(),
  上年: text('上年指标值').optional(),
  值: text('指标值（年度目标为预计当年实现值）'),
  权重: weight('分值权重').optional(),
  依据: text('指标值确定依据').optional(),
});

/** 一级指标 → 二级指标 → list of 三级指标 */
const indicators = z
  .strictObject(each(INDICATOR_LEVELS, () => z.record(z.string(), z.array(indicator).min(1))))
  .meta({ description: '一级指标: 二级指标: 三级指标的列表' });

const goal = z.strictObject({
  内容: text('目标内容'),
  权重: weight('指标权重比例').optional(),
  指标: indicators.optional(),
});

export function overallPerformance(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .strictObject({
      ...formMembers(OVERALL_FORM.contact),
      ...formMembers(OVERALL_FORM.date),
      近两年收支: z
        .array(
          z.strictObject({
            年度: year('年度'),
            ...each(HISTORY_INCOME, (name) => amount(`${name}收入`)),
            ...each(HISTORY_EXPENDITURE, (name) => amount(name)),
          }),
        )
        .max(2)
        .optional(),
      ...formMembers(OVERALL_FORM.tasks),
      项目次序: z
        .array(refersTo('绩效项目', text('绩效项目的名称')))
        .min(1)
        .optional()
        .meta({ description: '本表里各项目的次序；没有列出的排在后面。不写即绩效项目的次序' }),
      ...formMembers(OVERALL_FORM.horizon),
      长期目标: z.array(goal).min(1),
      年度目标: z.array(goal).min(1),
    })
    .meta({ description: '部门整体支出绩效目标申报表' });
}

export function performanceProject(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .strictObject({
      名称: text('绩效项目（一级项目）名称'),
      公开名称: text('整体绩效表和情况说明里用的名称；不写同名称').optional(),
      编码: code('项目编码', /^[0-9A-Za-z- ]{1,40}$/, '40 位以内的数字或字母').optional(),
      项目: z.array(projectName()).min(1).meta({ description: '包括的项目支出；金额由此算出' }),
      ...formMembers(PROJECT_FORM.contact),
      ...formMembers(PROJECT_FORM.owners),
      ...formMembers(PROJECT_FORM.features),
      ...formMembers(PROJECT_FORM.years),
      ...formMembers(PROJECT_FORM.statements),
      用途: text('主要支出方向和用途（接在“主要用于”后面）'),
      ...formMembers(PROJECT_FORM.direction),
      总预算: amount('项目总预算；不写即当年预算').optional(),
      上年预算: amount('上年预算').optional(),
      前年预算: amount('前年预算').optional(),
      ...formMembers(PROJECT_FORM.change),
      支出明细: z
        .array(
          z.strictObject({
            ...formMembers(COST_FORM.activity),
            来源: z
              .enum(COST_SOURCES)
              .optional()
              .meta({ description: `不写即${COST_SOURCES[0]}` }),
            金额: amount('金额'),
            ...formMembers(COST_FORM.remarks),
          }),
        )
        .optional(),
      采购: z
        .array(
          z.strictObject({ ...formMembers(PROJECT_PURCHASE_FORM.goods), 金额: amount('金额') }),
        )
        .optional(),
      长期目标: z.array(goal).min(1),
      年度目标: z.array(goal).min(1),
    })
    .meta({ description: '项目支出绩效目标申报表' });
}

type OverallInput = NonNullable<BudgetInput['整体绩效']>;
type GoalInput = OverallInput['长期目标'][number];
type ProjectInput = NonNullable<BudgetInput['绩效项目']>[number];

export function buildOverall(data: OverallInput, words: Otherwise): OverallPerformance {
  return {
    texts: formTexts(fieldsOf(OVERALL_FORM), data, words),
    history: (data.近两年收支 ?? [])
      .map(({ 年度, ...amounts }) => ({
        year: 年度,
        amounts: new Map(
          Object.entries(amounts).filter(
            (entry): entry is [string, Figure] => entry[1] !== undefined,
          ),
        ),
      }))
      .sort((a, b) => b.year - a.year),
    order: data.项目次序 ?? [],
    longTerm: data.长期目标.map(buildGoal),
    annual: data.年度目标.map(buildGoal),
  };
}

function buildGoal(goal: GoalInput): Goal {
  const indicators = Object.entries(goal.指标 ?? {}).flatMap(([level1, second]) =>
    Object.entries(second ?? {}).flatMap(([level2, list]) =>
      list.map((row) => ({
        level1,
        level2,
        name: row.名称,
        before: row.前年 ?? '',
        last: row.上年 ?? '',
        value: row.值,
        weight: row.权重 === undefined ? '' : String(row.权重),
        basis: row.依据 ?? '',
      })),
    ),
  );
  return { text: goal.内容, weight: goal.权重 === undefined ? '' : String(goal.权重), indicators };
}

/** 近两年收支 can only be of the two years before, each once: the form has no place for others. */
export function checkHistory(data: BudgetInput, { source, report }: BuildContext): void {
  const history = data.整体绩效?.近两年收支 ?? [];
  const base = ['整体绩效', '近两年收支'];
  unique(history, base, '年度', source, report);
  history.forEach(({ 年度 }, i) => {
    if (年度 === data.年度 - 1 || 年度 === data.年度 - 2) return;
    const place = source.valueSpan([...base, i, '年度']);
    const stale = 年度 === data.年度 ? `是不是“年度”没有改成 ${data.年度 + 1}？否则` : '';
    const hint = `${stale}应为 ${data.年度 - 1} 年或 ${data.年度 - 2} 年`;
    report(at(place, 'year-mismatch', `${年度} 年不是本文件年度的前两年`, hint));
  });
}

export function buildPerformance(
  data: BudgetInput,
  { source, report }: BuildContext,
): PerformanceProject[] {
  unique(data.绩效项目 ?? [], ['绩效项目'], '名称', source, report);
  claimedOnce(data.绩效项目 ?? [], '绩效项目', source, report);
  return (data.绩效项目 ?? []).map((project) => buildProject(project, data));
}

function buildProject(project: ProjectInput, data: BudgetInput): PerformanceProject {
  return {
    name: project.名称,
    publicName: project.公开名称 ?? project.名称,
    code: project.编码 ?? '',
    projects: project.项目,
    purpose: project.用途,
    texts: formTexts(fieldsOf(PROJECT_FORM), project, packageWords(data)),
    totalBudget: project.总预算,
    lastYear: project.上年预算,
    yearBefore: project.前年预算,
    activities: (project.支出明细 ?? []).map((row) => ({
      texts: formTexts(fieldsOf(COST_FORM), row),
      source: row.来源 ?? '本级财政拨款',
      amount: row.金额,
    })),
    purchases: (project.采购 ?? []).map((row) => ({
      texts: formTexts(fieldsOf(PROJECT_PURCHASE_FORM), row),
      amount: row.金额,
    })),
    longTerm: project.长期目标.map(buildGoal),
    annual: project.年度目标.map(buildGoal),
  };
}
