/** The performance forms of a budget, as they are written: 整体绩效 and 绩效项目. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { code, count, fields, text, year } from '../../input/fields.js';
import { refersTo } from '../../input/references.js';
import {
  COST_FORM,
  OVERALL_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
} from '../../model/form-fields.js';
import {
  COST_SOURCES,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INDICATOR_LEVELS,
} from '../../model/terms.js';
import { formMembers } from '../common/form.js';
import { each, projectName } from '../common/members.js';

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
      长期目标: z
        .array(goal)
        .min(1)
        .optional()
        .meta({ description: '长期目标；格式的表不列长期目标的不写' }),
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
      长期目标: z
        .array(goal)
        .min(1)
        .optional()
        .meta({ description: '长期目标；格式的表不列长期目标的不写' }),
      年度目标: z.array(goal).min(1),
    })
    .meta({ description: '项目支出绩效目标申报表' });
}
