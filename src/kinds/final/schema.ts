/** The input format of final accounts (决算). */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields, text, year } from '../../input/fields.js';
import { FINAL_FORM, PARAGRAPHS, THREE_PUBLIC_FORM } from '../../model/form-fields.js';
import {
  EXPENSE_ITEM_NAMES,
  SMALL_FIRM_ITEMS,
  WON_ITEMS,
  type WonItem,
} from '../../model/terms.js';
import { procurementFields, reservedField, vehiclesField } from '../common/categories.js';
import { formMembers } from '../common/form.js';
import { managementFields } from '../common/management.js';
import { each, MOST } from '../common/members.js';
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
import { overallEvaluation, projectEvaluation } from './evaluation-schema.js';
import { carryOverField, incomeField, unitsField } from './income.js';
import { FINAL_FUNDS } from './kind.js';
import { lastYearFields } from './last-year.js';

/** What sentences on “三公”经费 name beside the amounts. */
function threePublicDetails(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .strictObject({
      ...formMembers(THREE_PUBLIC_FORM.abroadAndCars),
      运行费明细: z
        .record(z.string(), amount('金额'))
        .optional()
        .meta({ description: '公务用车运行费的构成，如 燃料费: 金额；合计同运行费核对' }),
      ...formMembers(THREE_PUBLIC_FORM.receptions),
    })
    .meta({ description: '“三公”经费的人数、辆数和用途' });
}

const WON: Readonly<Record<WonItem, string>> = {
  中小企业: '面向中小企业预留的项目中，由中小企业中标或成交的',
  小微企业: '面向小微企业预留的项目中，由小微企业中标或成交的',
  其他项目: '其他政府采购项目中，由中小企业中标或成交的',
};

export function finalSchema(unit: AmountUnit) {
  const { amount } = fields(unit);
  const whole = z.strictObject({
    类型: z.literal('决算').meta({ description: '部门决算公开' }),
    年度: year('决算年度'),
    ...headFields(),
    概况: z
      .strictObject({
        ...formMembers(PARAGRAPHS.duties),
        ...formMembers(FINAL_FORM.phone),
      })
      .meta({ description: '第一部分的文字' }),
    收入: incomeField(unit),
    年初结转和结余: carryOverField(unit, '年初结转和结余'),
    使用非财政拨款结余: unitsField(unit, '使用非财政拨款结余（含专用结余）'),
    ...expenditureFields(unit, FINAL_FUNDS, false),
    结余分配: unitsField(unit, '结余分配'),
    年末结转和结余: carryOverField(unit, '年末结转和结余'),
    合计: totalsField(unit),
    年初预算: z
      .union([text('年初预算的输入文件，相对本文件的路径'), z.strictObject(priorFields(unit))])
      .optional()
      .meta({ description: '本年年初部门预算的输入文件名，或在这里列出年初预算数' }),
    全年预算: z
      .strictObject({
        三公经费: z.strictObject(each(EXPENSE_ITEM_NAMES, (item) => amount(`${item}全年预算数`))),
      })
      .optional()
      .meta({ description: '按规定程序调整后的全年预算数' }),
    上年: z
      .union([
        text('上年决算的输入文件，相对本文件的路径'),
        z.strictObject({ 年度: year('上年年度').optional(), ...lastYearFields(unit) }),
      ])
      .optional()
      .meta({ description: '上年决算的输入文件名，或在这里列出上年决算数' }),
    变动原因: reasonsField('决算'),
    主要用途: purposesField('类级（3 位）或项级（7 位）功能科目: 主要用途；不写的类列出其各款'),
    ...formMembers(PARAGRAPHS.outcomes),
    三公经费说明: threePublicDetails(unit).optional(),
    政府采购: z
      .strictObject({
        ...procurementFields(unit),
        中小企业: z
          .strictObject(each(SMALL_FIRM_ITEMS, (item) => amount(`授予中小企业：${item}`)))
          .optional(),
        预留: reservedField(unit),
        预留成交: z
          .strictObject(each(WON_ITEMS, (item) => amount(WON[item])))
          .optional()
          .meta({ description: '中小企业中标或成交的采购金额，按是不是为它们预留的' }),
      })
      .optional()
      .meta({ description: '政府采购支出，按货物、工程、服务' }),
    国有资产: z
      .strictObject({
        车辆: vehiclesField(),
        ...formMembers(FINAL_FORM.vehicles),
        ...formMembers(FINAL_FORM.equipment),
        ...formMembers(PARAGRAPHS.finalAssets),
      })
      .optional()
      .meta({ description: '国有资产占用情况' }),
    绩效管理: z
      .strictObject({
        ...formMembers(PARAGRAPHS.management),
        ...managementFields(unit),
      })
      .optional()
      .meta({ description: '预算绩效情况说明的文字、项目数和金额' }),
    ...formMembers(PARAGRAPHS.transfers),
    重点工作: z
      .strictObject({
        ...formMembers(PARAGRAPHS.tasks),
        事项: z
          .array(
            z.strictObject({
              事项: text('重要事项'),
              内容: text('工作内容及目标').optional(),
              完成情况: text('完成情况'),
            }),
          )
          .min(1)
          .max(MOST.其他支出),
      })
      .optional()
      .meta({ description: '年度重点工作完成情况' }),
    整体自评: overallEvaluation(unit).optional(),
    项目自评: z
      .array(projectEvaluation(unit))
      .max(MOST.绩效项目)
      .optional()
      .meta({ description: '每个开展绩效自评的项目一项，一项一张自评表' }),
    ...closingFields(),
  });
  const own = whole
    .pick({
      概况: true,
      合计: true,
      年初预算: true,
      全年预算: true,
      上年: true,
      变动原因: true,
      主要用途: true,
      项目支出成效: true,
      三公经费说明: true,
      政府采购: true,
      国有资产: true,
      绩效管理: true,
      专项支出说明: true,
      重点工作: true,
      整体自评: true,
      封面: true,
      附表: true,
      名词解释: true,
      豁免: true,
    })
    .extend({ 格式: whole.shape.格式 })
    .partial();
  return whole
    .extend({ 单位材料: unitMaterial(own) })
    .meta({ title: 'gongkai 部门决算', description: '一个部门一年的决算公开：每个事实只写一次' });
}

export type FinalInput = z.output<ReturnType<typeof finalSchema>>;
