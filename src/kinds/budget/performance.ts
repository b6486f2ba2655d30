import { at } from '../../diagnostics.js';
import { claimedOnce, unique } from '../../input/references.js';
import type { Goal, OverallPerformance, PerformanceProject } from '../../model/budget.js';
import {
  COST_FORM,
  fieldsOf,
  OVERALL_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
} from '../../model/form-fields.js';
import type { Figure } from '../../model/money.js';
import { formTexts, type Otherwise, packageWords } from '../common/form.js';
import { projectsCalled } from '../common/spending.js';
import type { BuildContext } from '../kind.js';
import type { BudgetInput } from './schema.js';

type OverallInput = NonNullable<BudgetInput['整体绩效']>;
type GoalInput = OverallInput['年度目标'][number];
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
    longTerm: (data.长期目标 ?? []).map(buildGoal),
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
  const called = projectsCalled(data);
  const words = packageWords(data);
  return (data.绩效项目 ?? []).map((project) => buildProject(project, called(project.项目), words));
}

function buildProject(
  project: ProjectInput,
  projects: readonly string[],
  words: Otherwise,
): PerformanceProject {
  return {
    name: project.名称,
    publicName: project.公开名称 ?? project.名称,
    code: project.编码 ?? '',
    projects,
    purpose: project.用途,
    texts: formTexts(fieldsOf(PROJECT_FORM), project, words),
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
    longTerm: (project.长期目标 ?? []).map(buildGoal),
    annual: project.年度目标.map(buildGoal),
  };
}
