/** The self-evaluation part of final accounts → model. */

import { claimedOnce, type Reference, type Report, unique } from '../../input/references.js';
import type { Path, Source } from '../../input/source.js';
import type { EvaluatedGoal, ScoredIndicator, SelfEvaluation } from '../../model/final.js';
import { Decimal } from '../../model/money.js';
import type { FinalInput } from './schema.js';

type OverallInput = NonNullable<FinalInput['整体自评']>;
type ProjectInput = NonNullable<FinalInput['项目自评']>[number];
type GoalInput = OverallInput['目标'][number];

export const EVALUATION_REFERENCES: readonly Reference[] = [['项目', '项目自评', '*', '项目', '*']];

/** Points for executing the whole budget, where the form does not say otherwise. */
const EXECUTION_WEIGHT = new Decimal(20);

export function buildOverallEvaluation(
  input: OverallInput,
  data: FinalInput,
  source: Source,
): SelfEvaluation {
  const name = input.名称 ?? data.部门.名称;
  return evaluation(input, name, undefined, {}, data, source, ['整体自评']);
}

export function buildProjectEvaluations(
  data: FinalInput,
  source: Source,
  report: Report,
): SelfEvaluation[] {
  const inputs = data.项目自评 ?? [];
  unique(inputs, ['项目自评'], '名称', source, report);
  claimedOnce(inputs, '项目自评', source, report);
  return inputs.map((input, i) => {
    const texts = {
      公开名称: input.公开名称 ?? input.名称,
      主管部门: input.主管部门 ?? data.部门.名称,
      实施单位: input.实施单位 ?? data.部门.名称,
      简称: input.简称 ?? data.部门.简称 ?? data.部门.名称,
      项目类别: ticked(input.项目类别),
      项目属性: ticked(input.项目属性),
      项目类型: ticked(input.项目类型),
      产出效益: input.产出效益 ?? '',
      问题: input.问题 ?? '',
      下一步: input.下一步 ?? '',
    };
    return evaluation(input, input.名称, input.项目, texts, data, source, ['项目自评', i]);
  });
}

function ticked(written: string | string[] | undefined): string {
  return written === undefined ? '' : [written].flat().join('\n');
}

function evaluation(
  input: OverallInput | ProjectInput,
  name: string,
  projects: readonly string[] | undefined,
  texts: Record<string, string>,
  data: FinalInput,
  source: Source,
  path: Path,
): SelfEvaluation {
  const goals = input.目标.map((goal, i) => goalOf(goal, source, [...path, '目标', i]));
  const scored = goals.some(
    (goal) => goal.score !== undefined || goal.indicators.some((one) => one.score !== undefined),
  );
  return {
    name,
    texts: {
      ...texts,
      填报单位: input.填报单位 ?? data.整体自评?.填报单位 ?? data.部门.名称,
      填报日期: input.填报日期 ?? data.整体自评?.填报日期 ?? data.编制日期,
      自评报告: (input.自评报告 ?? []).join('\n'),
      偏差原因: (input.偏差原因 ?? []).join('\n'),
      改进措施: (input.改进措施 ?? []).join('\n'),
    },
    budget: input.全年预算,
    projects,
    executionWeight: input.执行率分值?.value ?? EXECUTION_WEIGHT,
    scored,
    goals,
    statedTotal: input.总分,
    place: source.keySpan([...path, '目标']),
  };
}

function goalOf(goal: GoalInput, source: Source, path: Path): EvaluatedGoal {
  const placeOf = (...steps: Path) => source.valueSpan([...path, '指标', ...steps]);
  const indicators = Object.entries(goal.指标 ?? {}).flatMap(([level1, second]) =>
    Object.entries(second ?? {}).flatMap(([level2, list]): ScoredIndicator[] =>
      list.length === 0
        ? [{ ...NOTHING, level1, level2, place: placeOf(level1, level2) }]
        : list.map((one, i) => ({
            level1,
            level2,
            name: one.名称,
            target: one.目标值,
            actual: one.完成值,
            weight: one.分值?.value ?? one.得分?.value,
            score: one.得分?.value,
            highlight: one.综述 === '是',
            place: one.得分?.place ?? placeOf(level1, level2, i, '名称'),
          })),
    ),
  );
  return {
    text: goal.内容 ?? '',
    done: goal.完成情况 ?? '',
    weight: goal.分值?.value ?? goal.得分?.value,
    score: goal.得分?.value ?? goal.分值?.value,
    indicators,
    place: goal.得分?.place ?? goal.分值?.place ?? source.valueSpan(path),
  };
}

/** A second level of the form without any indicator. */
const NOTHING = {
  name: '',
  target: '',
  actual: '',
  weight: undefined,
  score: undefined,
  highlight: false,
} as const;
