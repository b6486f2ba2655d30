/** The self-evaluation forms of final accounts, as they are written: 整体自评 and 项目自评. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields, score, text } from '../../input/fields.js';
import { EVALUATION_FORM, PROJECT_EVALUATION_FORM } from '../../model/form-fields.js';
import { INDICATOR_LEVELS } from '../../model/terms.js';
import { formMembers } from '../common/form.js';
import { each, projectName } from '../common/members.js';

const indicator = z.strictObject({
  名称: text('指标名称'),
  目标值: text('年初目标值'),
  完成值: text('实际完成值'),
  分值: score('满分；不写则同得分').optional(),
  得分: score('得分；不计分的表不写').optional(),
  综述: z
    .literal('是')
    .optional()
    .meta({ description: '写“是”的指标列入情况说明里的“主要产出和效益”' }),
});

/** 一级指标 → 二级指标 → list of indicators; an empty list prints 无. */
const indicators = z
  .strictObject(each(INDICATOR_LEVELS, () => z.record(z.string(), z.array(indicator))))
  .meta({ description: '一级指标: 二级指标: 指标的列表；列表为空（[]）印“无”' });

const goal = z.strictObject({
  内容: text('年初设定目标').optional(),
  完成情况: text('全年实际完成情况').optional(),
  分值: score('目标本身的分值').optional(),
  得分: score('目标本身的得分；不写则同分值').optional(),
  指标: indicators.optional(),
});

function common(unit: AmountUnit) {
  const { amount } = fields(unit);
  return {
    全年预算: amount('全年预算数（调整后），即执行率的分母'),
    执行率分值: score('预算执行率的满分；不写即 20').optional(),
    ...formMembers(EVALUATION_FORM.shared),
    总分: score('自评总分；写了就核对').optional(),
    ...formMembers(EVALUATION_FORM.report),
    目标: z.array(goal).min(1).max(200),
    ...formMembers(EVALUATION_FORM.remarks),
  };
}

export function overallEvaluation(unit: AmountUnit) {
  return z
    .strictObject({ 名称: text('单位名称；不写即部门名称').optional(), ...common(unit) })
    .meta({ description: '部门整体绩效自评表；执行数由支出算出' });
}

export function projectEvaluation(unit: AmountUnit) {
  return z
    .strictObject({
      名称: text('自评表里的项目名称'),
      ...formMembers(PROJECT_EVALUATION_FORM.name),
      项目: z.array(projectName()).min(1).meta({ description: '包括的项目支出；执行数由此算出' }),
      ...formMembers(PROJECT_EVALUATION_FORM.features),
      ...common(unit),
      ...formMembers(PROJECT_EVALUATION_FORM.results),
    })
    .meta({ description: '项目自评表' });
}
