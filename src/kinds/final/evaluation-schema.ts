/** The self-evaluation part of final accounts: 整体自评 and 项目自评, indicators with their scores. */
import { z } from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { date, fields, paragraphs, score, text } from '../../input/fields.js';
import { INDICATOR_LEVELS } from '../../model/terms.js';
import { each } from '../common/members.js';

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
    填报单位: text('单位名称（盖章）；项目自评不写则同整体自评，都不写即部门名称').optional(),
    填报日期: date('填报日期；项目自评不写则同整体自评，都不写即编制日期').optional(),
    总分: score('自评总分；写了就核对').optional(),
    自评报告: paragraphs('自评报告的文字，印在自评表前面').optional(),
    目标: z.array(goal).min(1).max(200),
    偏差原因: paragraphs('偏差大或目标未完成原因分析').optional(),
    改进措施: paragraphs('改进措施及结果应用方案').optional(),
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
      公开名称: text('情况说明里的名称；不写同名称').optional(),
      项目: z
        .array(text('项目支出里的项目名称'))
        .min(1)
        .meta({ description: '包括的项目支出；执行数由此算出' }),
      主管部门: text('不写即部门名称').optional(),
      实施单位: text('不写即部门名称').optional(),
      简称: text('自评表标题里的单位简称；不写即部门简称').optional(),
      项目类别: options('项目类别'),
      项目属性: options('项目属性'),
      项目类型: options('项目类型'),
      ...common(unit),
      产出效益: text('主要产出和效益；不写则由“综述: 是”的指标写成').optional(),
      问题: text('发现的问题及原因').optional(),
      下一步: text('下一步改进措施').optional(),
    })
    .meta({ description: '项目自评表' });
}

/** What is ticked among the boxes of a form: one word or a list. */
function options(meaning: string) {
  return z
    .union([text(meaning), z.array(text(meaning)).min(1)])
    .optional()
    .meta({ description: `${meaning}：打勾的一项，或几项` });
}
