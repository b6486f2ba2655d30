/** The performance part of the input format: 整体支出绩效目标 and 项目支出绩效目标. */
import { z } from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { code, count, date, fields, paragraphs, text, year } from '../../input/fields.js';
import { COST_SOURCES, INDICATOR_LEVELS } from '../../model/terms.js';

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
  .strictObject(
    Object.fromEntries(
      INDICATOR_LEVELS.map((level) => [
        level,
        z.record(z.string(), z.array(indicator).min(1)).optional(),
      ]),
    ) as Record<
      (typeof INDICATOR_LEVELS)[number],
      z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodArray<typeof indicator>>>
    >,
  )
  .meta({ description: '一级指标: 二级指标: 三级指标的列表' });

const goal = z.strictObject({
  内容: text('目标内容'),
  权重: weight('指标权重比例').optional(),
  指标: indicators.optional(),
});

const contact = {
  联系人: text('填报人或项目负责人').optional(),
  联系电话: text('联系电话').optional(),
};

export function overallPerformance(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .strictObject({
      ...contact,
      填报日期: date('填报日期；不写即编制日期').optional(),
      近两年收支: z
        .array(
          z.strictObject({
            年度: year('年度'),
            财政拨款: amount('财政拨款收入').optional(),
            财政专户管理资金: amount('财政专户管理资金收入').optional(),
            单位资金: amount('单位资金收入').optional(),
            人员类项目支出: amount('人员类项目支出').optional(),
            运转类项目支出: amount('运转类项目支出').optional(),
            特定目标类项目支出: amount('特定目标类项目支出').optional(),
          }),
        )
        .max(2)
        .optional(),
      职能概述: paragraphs('部门职能概述').optional(),
      年度工作任务: paragraphs('年度工作任务').optional(),
      项目次序: z
        .array(text('绩效项目的名称'))
        .min(1)
        .optional()
        .meta({ description: '本表里各项目的次序；没有列出的排在后面。不写即绩效项目的次序' }),
      长期目标截止: year('长期目标截止年份'),
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
      项目: z
        .array(text('项目支出里的项目名称'))
        .min(1)
        .meta({ description: '包括的项目支出；金额由此算出' }),
      ...contact,
      主管部门: text('不写即部门名称').optional(),
      执行单位: text('不写即部门名称').optional(),
      单位地址: text('单位地址').optional(),
      邮政编码: code('邮政编码', /^\d{6}$/, '6 位数字').optional(),
      项目年度: text('项目年度；不写即本年度').optional(),
      项目属性: text('项目属性').optional(),
      项目类别: text('支出项目类别').optional(),
      安排频度: text('项目安排频度').optional(),
      起始年度: year('起始年度').optional(),
      终止年度: year('终止年度').optional(),
      申请理由: paragraphs('项目申请理由').optional(),
      主要内容: paragraphs('项目主要内容').optional(),
      立项依据: paragraphs('立项依据').optional(),
      实施方案: paragraphs('项目实施方案').optional(),
      评价结果: paragraphs('上年绩效评价结果、整改及应用').optional(),
      预算执行情况: paragraphs('前两年预算安排、调整和执行情况').optional(),
      用途: text('主要支出方向和用途（接在“主要用于”后面）'),
      支出方向: text('整体绩效表里的主要支出方向和用途；不写同用途').optional(),
      总预算: amount('项目总预算；不写即当年预算').optional(),
      上年预算: amount('上年预算').optional(),
      前年预算: amount('前年预算').optional(),
      变动理由: text('当年预算变动的理由').optional(),
      支出明细: z
        .array(
          z.strictObject({
            活动: text('项目活动'),
            内容: text('活动内容表述').optional(),
            经济分类: text('支出经济分类').optional(),
            来源: z
              .enum(COST_SOURCES)
              .optional()
              .meta({ description: `不写即${COST_SOURCES[0]}` }),
            金额: amount('金额'),
            依据: text('测算依据及说明').optional(),
            备注: text('备注').optional(),
          }),
        )
        .optional(),
      采购: z
        .array(z.strictObject({ 品名: text('品名'), 数量: text('数量'), 金额: amount('金额') }))
        .optional(),
      长期目标: z.array(goal).min(1),
      年度目标: z.array(goal).min(1),
    })
    .meta({ description: '项目支出绩效目标申报表' });
}
