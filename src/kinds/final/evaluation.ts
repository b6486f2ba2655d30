import { claimedOnce, unique } from '../../input/references.js';
import type { Path, Source } from '../../input/source.js';
import type { EvaluatedGoal, ScoredIndicator, SelfEvaluation } from '../../model/final.js';
import {
  EVALUATION_FORM,
  type FormField,
  fieldsOf,
  PROJECT_EVALUATION_FORM,
} from '../../model/form-fields.js';
import { Decimal } from '../../model/money.js';
import { formTexts, packageWords } from '../common/form.js';
import { projectsCalled } from '../common/spending.js';
import type { BuildContext } from '../kind.js';
import type { FinalInput } from './schema.js';

type OverallInput = NonNullable<FinalInput['整体自评']>;
type ProjectInput = NonNullable<FinalInput['项目自评']>[number];
type AnyInput = OverallInput | ProjectInput;
type GoalInput = OverallInput['目标'][number];

/** Points for executing the whole budget, where the form does not say otherwise. */
export const EXECUTION_WEIGHT = new Decimal(20);

const FIELDS = fieldsOf(EVALUATION_FORM);
const PROJECT_FIELDS = [...FIELDS, ...fieldsOf(PROJECT_EVALUATION_FORM)];

export function buildOverallEvaluation(
  input: OverallInput,
  data: FinalInput,
  source: Source,
): SelfEvaluation {
  return {
    name: input.名称 ?? data.部门.名称,
    projects: undefined,
    texts: textsOf(FIELDS, input, data),
    ...scoresOf(input, source, ['整体自评']),
  };
}

export function buildProjectEvaluations(
  data: FinalInput,
  { source, report }: BuildContext,
): SelfEvaluation[] {
  const inputs = data.项目自评 ?? [];
  unique(inputs, ['项目自评'], '名称', source, report);
  claimedOnce(inputs, '项目自评', source, report);
  const called = projectsCalled(data);
  return inputs.map((input, i) => ({
    name: input.名称,
    projects: called(input.项目),
    texts: textsOf(PROJECT_FIELDS, input, data),
    ...scoresOf(input, source, ['项目自评', i]),
  }));
}

/** What a form says; what a project does not say of who fills it in, the department as a whole says. */
function textsOf(fields: readonly FormField[], input: AnyInput, data: FinalInput) {
  const shared = EVALUATION_FORM.shared.map(({ key }) => [key, data.整体自评?.[key]]);
  return formTexts(fields, { ...Object.fromEntries(shared), ...input }, packageWords(data));
}

/** What a form is scored by. */
function scoresOf(
  input: AnyInput,
  source: Source,
  path: Path,
): Omit<SelfEvaluation, 'name' | 'projects' | 'texts'> {
  const goals = input.目标.map((goal, i) => goalOf(goal, source, [...path, '目标', i]));
  const scored = goals.some(
    (goal) => goal.score !== undefined || goal.indicators.some((one) => one.score !== undefined),
  );
  return {
    budget: input.全年预算,
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
