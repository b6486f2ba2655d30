/**
 * The input format, defined here and nowhere else. The JSON Schemas in templates/schema/ are
 * generated from it (`npm run build`), so what an editor offers is what the compiler accepts.
 */
import { z } from 'zod';
import { FUNDS, INCOME_KINDS } from '../model/terms.js';
import type { AmountUnit } from './amount.js';
import { area, fields, paragraphs, text, year } from './fields.js';
import { finalSchema } from './schema-final.js';
import {
  each,
  expenditureFields,
  functionalItemKey,
  headFields,
  MOST,
  priorFields,
  procurementFields,
  purposesField,
  staffField,
  supplementFields,
  threePublicReasons,
  totalsField,
  unitCode,
  vehiclesField,
} from './schema-parts.js';
import { overallPerformance, performanceProject } from './schema-performance.js';
import { purchaseLines, serviceLines } from './schema-procurement.js';

/** Kinds of input file. */
export const KINDS = ['预算', '决算', '上年数'] as const;
export type Kind = (typeof KINDS)[number];

export function priorSchema(unit: AmountUnit) {
  return z
    .strictObject({
      类型: z.literal('上年数'),
      年度: year('这些数的年度'),
      金额单位: z.enum(['元', '万元']),
      ...priorFields(unit),
    })
    .meta({ title: 'gongkai 上年数', description: '上一年度没有完整输入文件时，只列对比要用的数' });
}

export function budgetSchema(unit: AmountUnit) {
  const { amount } = fields(unit);
  const fundAmounts = (meaning: string) =>
    z.strictObject(each(FUNDS, (fund) => amount(`${meaning}：${fund}`)));
  const reason = (meaning: string) => text(meaning);
  return z
    .strictObject({
      类型: z.literal('预算').meta({ description: '部门预算公开' }),
      年度: year('预算年度'),
      ...headFields(),
      概况: z
        .strictObject({
          主要职责: paragraphs('部门主要职责，每条一段'),
          机构说明: paragraphs('单位构成之外还要说明的内容').optional(),
          人员构成: paragraphs('人员构成情况，“人员”之外还要说明的内容').optional(),
        })
        .meta({ description: '第一部分的文字' }),
      收入: z
        .array(
          z.strictObject({
            单位: unitCode(),
            ...each(INCOME_KINDS, (kind) => amount(`本年${kind}`)),
            上年结转结余: fundAmounts('上年结转结余').optional(),
            合计: amount('本单位收入合计；写了就核对').optional(),
          }),
        )
        .max(MOST.收入)
        .min(1)
        .meta({ description: '每个单位一项' }),
      ...expenditureFields(unit, FUNDS, true),
      年终结转结余: fundAmounts('年终结转结余')
        .optional()
        .meta({ description: '年终结转结余，按资金' }),
      合计: totalsField(unit),
      上年: z
        .union([
          text('上年的输入文件，相对本文件的路径'),
          z.strictObject({ 年度: year('上年年度').optional(), ...priorFields(unit) }),
        ])
        .optional()
        .meta({ description: '上年的输入文件名，或在这里列出上年数' }),
      人员: staffField(),
      主要用途: purposesField(
        '类级（3 位）、项级（7 位）功能科目或类级（3 位）经济科目: 接在“主要用于”后面的话',
      ),
      变动原因: z
        .strictObject({
          收支总体: reason('收支总预算比上年增减的原因').optional(),
          一般公共预算: reason('一般公共预算拨款规模变化的原因；不写同收支总体').optional(),
          功能科目: z.record(functionalItemKey, reason('该科目增减的原因')).optional(),
          三公经费: threePublicReasons('增减或不安排'),
          机关运行经费: reason('机关运行经费增减的原因').optional(),
          政府采购: reason('政府采购预算增减的原因').optional(),
        })
        .optional()
        .meta({ description: '以“一是”“主要”开头的照写，其余前面加“是”' }),
      政府采购: z
        .strictObject(procurementFields(unit))
        .optional()
        .meta({ description: '政府采购预算，按货物、工程、服务' }),
      政府购买服务: z
        .record(z.string(), amount('金额'))
        .optional()
        .meta({ description: '服务类别: 金额' }),
      政府采购明细: purchaseLines(unit),
      购买服务明细: serviceLines(unit),
      国有资产: z
        .strictObject({
          车辆: vehiclesField(),
          房屋面积: area('房屋面积，平方米').optional(),
          说明: text('车辆以外的说明').optional(),
        })
        .optional()
        .meta({ description: '国有资产占有使用情况' }),
      整体绩效: overallPerformance(unit).optional(),
      绩效项目: z
        .array(performanceProject(unit))
        .max(MOST.绩效项目)
        .optional()
        .meta({ description: '每个编制绩效目标的项目一项，一项一张申报表' }),
      ...supplementFields(),
    })
    .meta({ title: 'gongkai 部门预算', description: '一个部门一年的预算公开：每个事实只写一次' });
}

const SCHEMAS = { 预算: budgetSchema, 决算: finalSchema, 上年数: priorSchema };
/** Building a schema, and its first use, take several times as long as validating with it. */
const built = new Map<string, z.ZodType>();

/** The schema of a kind of input file, for the unit that its amounts are written in; built once. */
export function schemaOf(kind: Kind, unit: AmountUnit): z.ZodType {
  const key = `${kind} ${unit}`;
  const schema = built.get(key) ?? SCHEMAS[kind](unit);
  built.set(key, schema);
  return schema;
}

export type BudgetInput = z.output<ReturnType<typeof budgetSchema>>;
export type PriorInput = z.output<ReturnType<typeof priorSchema>>;
