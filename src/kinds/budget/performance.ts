/** The performance part of the input → model. */
import { at } from '../../diagnostics.js';
import { claimedOnce, type Reference, type Report, unique } from '../../input/references.js';
import type { Source } from '../../input/source.js';
import type { Goal, OverallPerformance, PerformanceProject } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import type { BudgetInput } from './schema.js';

type OverallInput = NonNullable<BudgetInput['整体绩效']>;
type GoalInput = OverallInput['长期目标'][number];
type ProjectInput = NonNullable<BudgetInput['绩效项目']>[number];

/** Where the forms refer to projects. */
export const PERFORMANCE_REFERENCES: readonly Reference[] = [
  ['绩效项目', '整体绩效', '项目次序', '*'],
  ['项目', '绩效项目', '*', '项目', '*'],
];

export function buildOverall(data: OverallInput, date: string): OverallPerformance {
  return {
    texts: {
      填报日期: data.填报日期 ?? date,
      填报人: data.联系人 ?? '',
      联系电话: data.联系电话 ?? '',
      职能概述: (data.职能概述 ?? []).join('\n'),
      年度工作任务: (data.年度工作任务 ?? []).join('\n'),
      长期目标截止: String(data.长期目标截止),
    },
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
export function checkHistory(data: BudgetInput, source: Source, report: Report): void {
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
  source: Source,
  report: Report,
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
    texts: {
      填报日期: data.编制日期,
      主管部门: project.主管部门 ?? data.部门.名称,
      执行单位: project.执行单位 ?? data.部门.名称,
      负责人: project.联系人 ?? '',
      联系电话: project.联系电话 ?? '',
      单位地址: project.单位地址 ?? '',
      邮政编码: project.邮政编码 ?? '',
      项目属性: project.项目属性 ?? '',
      项目类别: project.项目类别 ?? '',
      起始年份: String(project.起始年度 ?? ''),
      终止年份: String(project.终止年度 ?? ''),
      支出方向: project.支出方向 ?? project.用途,
      申请理由: (project.申请理由 ?? []).join('\n'),
      主要内容: (project.主要内容 ?? []).join('\n'),
      项目年度: project.项目年度 ?? `${data.年度}年`,
      安排频度: project.安排频度 ?? '',
      立项依据: (project.立项依据 ?? []).join('\n'),
      实施方案: (project.实施方案 ?? []).join('\n'),
      评价结果: (project.评价结果 ?? []).join('\n'),
      预算执行情况: (project.预算执行情况 ?? []).join('\n'),
      变动理由: project.变动理由 ?? '',
    },
    totalBudget: project.总预算,
    lastYear: project.上年预算,
    yearBefore: project.前年预算,
    activities: (project.支出明细 ?? []).map((row) => ({
      texts: {
        活动: row.活动,
        内容: row.内容 ?? '',
        经济分类: row.经济分类 ?? '',
        依据: row.依据 ?? '',
        备注: row.备注 ?? '',
      },
      source: row.来源 ?? '本级财政拨款',
      amount: row.金额,
    })),
    purchases: (project.采购 ?? []).map((row) => ({
      texts: { 品名: row.品名, 数量: row.数量 },
      amount: row.金额,
    })),
    longTerm: project.长期目标.map(buildGoal),
    annual: project.年度目标.map(buildGoal),
  };
}
