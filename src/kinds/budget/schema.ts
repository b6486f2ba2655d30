/** The input format of a budget (预算). */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { area, text, year } from '../../input/fields.js';
import { FINAL_FORM, PARAGRAPHS, PLANNED_COUNTS, PLANNED_FORM } from '../../model/form-fields.js';
import { FUNDS } from '../../model/terms.js';
import { vehiclesField } from '../common/categories.js';
import { formMembers } from '../common/form.js';
import { managementFields } from '../common/management.js';
import { MOST } from '../common/members.js';
import {
  closingFields,
  headFields,
  purposesField,
  totalsField,
  unitMaterial,
} from '../common/package.js';
import { reasonsField } from '../common/reasons.js';
import { expenditureFields } from '../common/spending.js';
import { priorFields } from '../prior/figures.js';
import { incomeField, keptField } from './income.js';
import { overallPerformance, performanceProject } from './performance-schema.js';
import { purchaseFields } from './purchases.js';
import { staffField } from './staff.js';
import { statementsField } from './statements.js';

export function budgetSchema(unit: AmountUnit) {
  const whole = z.strictObject({
    类型: z.literal('预算').meta({ description: '部门预算公开' }),
    年度: year('预算年度'),
    ...headFields(),
    概况: z
      .strictObject({
        ...formMembers(PARAGRAPHS.duties),
        ...formMembers(PARAGRAPHS.people),
      })
      .meta({ description: '第一部分的文字' }),
    收入: incomeField(unit),
    ...expenditureFields(unit, FUNDS, true),
    年终结转结余: keptField(unit),
    合计: totalsField(unit),
    上年: z
      .union([
        text('上年的输入文件，相对本文件的路径'),
        z.strictObject({ 年度: year('上年年度').optional(), ...priorFields(unit) }),
      ])
      .optional()
      .meta({ description: '上年的输入文件名，或在这里列出上年数' }),
    上年执行数: z
      .union([
        text('上年决算的输入文件，相对本文件的路径'),
        z.strictObject({ 年度: year('上年年度').optional(), ...priorFields(unit) }),
      ])
      .optional()
      .meta({
        description: '上年决算的输入文件名，或在这里列出上年执行数；表里有上年执行数的栏时写',
      }),
    人员: staffField(),
    三公经费说明: z.strictObject(formMembers(PLANNED_COUNTS)).optional().meta({
      description:
        '“三公”经费安排的团组、人次、批次和公务用车保有量；购置车辆数写在“国有资产”的“计划购置”里',
    }),
    主要用途: purposesField(
      '类级（3 位）、项级（7 位）功能科目或类级（3 位）经济科目: 接在“主要用于”后面的话',
    ),
    变动原因: reasonsField('预算'),
    ...purchaseFields(unit),
    国有资产: z
      .strictObject({
        车辆: vehiclesField(),
        房屋面积: area('房屋面积，平方米').optional(),
        ...formMembers(FINAL_FORM.equipment),
        计划购置: z
          .strictObject({
            车辆: vehiclesField('预算安排购置的车辆，车辆种类: 辆数；没有的写 0'),
            ...formMembers(PLANNED_FORM.equipment),
          })
          .optional()
          .meta({ description: '部门预算安排购置的车辆和大型设备' }),
        ...formMembers(PARAGRAPHS.assets),
      })
      .optional()
      .meta({ description: '国有资产占有使用情况' }),
    绩效管理: z
      .strictObject(managementFields(unit))
      .optional()
      .meta({ description: '绩效目标等的项目数和金额' }),
    整体绩效: overallPerformance(unit).optional(),
    绩效项目: z
      .array(performanceProject(unit))
      .max(MOST.绩效项目)
      .optional()
      .meta({ description: '每个编制绩效目标的项目一项，一项一张申报表' }),
    项目经费说明: statementsField(),
    ...closingFields(),
  });
  const own = whole
    .pick({
      概况: true,
      合计: true,
      上年: true,
      上年执行数: true,
      人员: true,
      三公经费说明: true,
      主要用途: true,
      变动原因: true,
      政府采购: true,
      政府购买服务: true,
      国有资产: true,
      绩效管理: true,
      整体绩效: true,
      项目经费说明: true,
      封面: true,
      附表: true,
      名词解释: true,
      豁免: true,
    })
    .extend({ 格式: whole.shape.格式 })
    .partial();
  return whole
    .extend({ 单位材料: unitMaterial(own) })
    .meta({ title: 'gongkai 部门预算', description: '一个部门一年的预算公开：每个事实只写一次' });
}

export type BudgetInput = z.output<ReturnType<typeof budgetSchema>>;
