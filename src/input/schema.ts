/**
 * The input format, defined here and nowhere else. The JSON Schemas in templates/schema/ are
 * generated from it (`npm run build`), so what an editor offers is what the compiler accepts.
 */
import { z } from 'zod';
import {
  FUNDS,
  INCOME_KINDS,
  OTHER_NATURES,
  PROCUREMENT_KINDS,
  THREE_PUBLIC_ITEMS,
  UNIT_KINDS,
} from '../model/terms.js';
import {
  type AmountUnit,
  code,
  count,
  date,
  fields,
  name,
  paragraphs,
  subjectCode,
  text,
  year,
} from './fields.js';
import { overallPerformance, performanceProject } from './schema-performance.js';

/** Kinds of input file. */
export const KINDS = ['预算', '上年数'] as const;
export type Kind = (typeof KINDS)[number];

export const functionalItem = () => subjectCode('功能科目代码', '7 位数字（项级）');
export const economicItem = () => subjectCode('经济科目代码', '5 位数字（款级）');
const unitCode = () => code('单位代码', /^[0-9A-Za-z]{1,20}$/, '20 位以内的数字或字母');

/** An optional member for each word of a closed vocabulary. */
function each<K extends string, T extends z.ZodType>(words: readonly K[], member: (word: K) => T) {
  return Object.fromEntries(words.map((word) => [word, member(word).optional()])) as Record<
    K,
    z.ZodOptional<T>
  >;
}

/** Figures of the year before, where that year has no input file of its own. */
function priorFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  const bySubject = (meaning: string) => z.record(functionalItemKey, amount(meaning)).optional();
  return {
    一般公共预算支出: bySubject('上年一般公共预算支出，按项级科目'),
    政府性基金预算支出: bySubject('上年政府性基金预算支出，按项级科目'),
    国有资本经营预算支出: bySubject('上年国有资本经营预算支出，按项级科目'),
    其他资金支出: bySubject('上年用财政专户管理资金和单位资金安排的支出，按项级科目'),
    年终结转结余: amount('上年预算的年终结转结余').optional(),
    三公经费: z.strictObject(each(THREE_PUBLIC_ITEMS, (item) => amount(`上年${item}`))).optional(),
    机关运行经费: amount('上年机关运行经费').optional(),
    政府采购: amount('上年政府采购预算').optional(),
  };
}
const functionalItemKey = z.string().meta({ pattern: '^\\d{7}$' });
const economicItemKey = z.string().meta({ pattern: '^\\d{5}$' });

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

/** More than any department has; without a bound a file could keep the compiler busy for minutes. */
const MOST = {
  单位: 500,
  收入: 500,
  基本支出: 3000,
  项目支出: 2000,
  其他支出: 2000,
  绩效项目: 500,
};

export function budgetSchema(unit: AmountUnit) {
  const { amount } = fields(unit);
  const fundAmounts = (meaning: string) =>
    z.strictObject(each(FUNDS, (fund) => amount(`${meaning}：${fund}`)));
  const reason = (meaning: string) => text(meaning);
  return z
    .strictObject({
      类型: z.literal('预算').meta({ description: '部门预算公开' }),
      格式: text('templates/profiles/ 里的格式名，例如 2026 年本区的格式'),
      年度: year('预算年度'),
      编制日期: date('材料的编制日期；也是绩效目标申报表的填报日期'),
      金额单位: z.enum(['元', '万元']).meta({ description: '本文件里所有金额的单位' }),
      部门: z
        .strictObject({
          代码: unitCode(),
          名称: name('部门名称'),
          全称: name('表格里用的部门全称；不写则同名称').optional(),
        })
        .meta({ description: '部门的代码和名称' }),
      单位: z
        .array(
          z.strictObject({
            代码: unitCode(),
            名称: name('单位名称'),
            性质: z.enum(UNIT_KINDS).meta({ description: '行政单位和参公事业单位有机关运行经费' }),
          }),
        )
        .max(MOST.单位)
        .min(1)
        .meta({ description: '纳入预算编制范围的单位，本级在前' }),
      概况: z
        .strictObject({
          主要职责: paragraphs('部门主要职责，每条一段'),
          机构说明: paragraphs('单位构成之外还要说明的内容').optional(),
          人员构成: paragraphs('人员构成情况').optional(),
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
      基本支出: z
        .array(
          z.strictObject({
            单位: unitCode(),
            功能科目: functionalItem(),
            资金: z.enum(FUNDS).optional().meta({ description: '不写即一般公共预算' }),
            结转: z.literal('是').optional().meta({ description: '用上年结转结余安排的写“是”' }),
            经济科目: z
              .record(economicItemKey, amount('金额'))
              .meta({ description: '款级经济科目代码: 金额' }),
            合计: amount('本组合计；写了就核对').optional(),
          }),
        )
        .max(MOST.基本支出)
        .meta({ description: '一个单位、一个项级功能科目一组' }),
      项目支出: z
        .array(
          z.strictObject({
            名称: text('项目名称'),
            编码: code('项目编码', /^[0-9A-Za-z-]{1,40}$/, '40 位以内的数字或字母').optional(),
            单位: unitCode(),
            类别: text('项目类别，不写即本级支出项目').optional(),
            用途: text('主要用于什么（接在“主要用于”后面）').optional(),
            支出: z
              .array(
                z.strictObject({
                  功能科目: functionalItem(),
                  经济科目: economicItem().optional(),
                  资金: z.enum(FUNDS).optional().meta({ description: '不写即一般公共预算' }),
                  结转: z
                    .literal('是')
                    .optional()
                    .meta({ description: '用上年结转结余安排的写“是”' }),
                  金额: amount('金额'),
                }),
              )
              .min(1),
            合计: amount('本项目合计；写了就核对').optional(),
          }),
        )
        .max(MOST.项目支出)
        .optional()
        .meta({ description: '每个项目一项；金额写在“支出”里' }),
      其他支出: z
        .array(
          z.strictObject({
            单位: unitCode(),
            性质: z.enum(OTHER_NATURES),
            功能科目: functionalItem(),
            资金: z.enum(FUNDS).optional().meta({ description: '不写即单位资金' }),
            金额: amount('金额'),
          }),
        )
        .max(MOST.其他支出)
        .optional()
        .meta({ description: '事业单位经营支出、上缴上级支出、对附属单位补助支出' }),
      年终结转结余: fundAmounts('年终结转结余')
        .optional()
        .meta({ description: '年终结转结余，按资金' }),
      合计: z
        .strictObject(
          each(
            [
              '收入总计',
              '本年收入合计',
              '支出总计',
              '本年支出合计',
              '基本支出',
              '人员经费',
              '公用经费',
              '项目支出',
              '三公经费',
              '政府采购',
            ] as const,
            (total) => amount(`${total}；写了就核对`),
          ),
        )
        .optional()
        .meta({ description: '总数本来不用写；写了就同明细之和核对' }),
      上年: z
        .union([
          text('上年的输入文件，相对本文件的路径'),
          z.strictObject({ 年度: year('上年年度').optional(), ...priorFields(unit) }),
        ])
        .optional()
        .meta({ description: '上年的输入文件名，或在这里列出上年数' }),
      变动原因: z
        .strictObject({
          收支总体: reason('收支总预算比上年增减的原因').optional(),
          一般公共预算: reason('一般公共预算拨款规模变化的原因；不写同收支总体').optional(),
          功能科目: z.record(functionalItemKey, reason('该科目增减的原因')).optional(),
          三公经费: z
            .strictObject({
              合计: reason('“三公”经费总额增减的原因').optional(),
              ...each(THREE_PUBLIC_ITEMS, (item) => reason(`${item}增减或不安排的原因`)),
              公务用车购置及运行费: reason('公务用车购置及运行维护费增减的原因').optional(),
            })
            .optional(),
          机关运行经费: reason('机关运行经费增减的原因').optional(),
          政府采购: reason('政府采购预算增减的原因').optional(),
        })
        .optional()
        .meta({ description: '以“一是”“主要”开头的照写，其余前面加“是”' }),
      政府采购: z
        .strictObject(each(PROCUREMENT_KINDS, (kind) => amount(`${kind}类`)))
        .optional()
        .meta({ description: '政府采购预算，按货物、工程、服务' }),
      政府购买服务: z
        .record(z.string(), amount('金额'))
        .optional()
        .meta({ description: '服务类别: 金额' }),
      国有资产: z
        .strictObject({
          车辆: z
            .record(z.string(), count('辆数'))
            .optional()
            .meta({ description: '车辆种类: 辆数' }),
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
      科目补充: z
        .strictObject({
          功能分类: z
            .record(
              z.string(),
              z.strictObject({ 名称: text('科目名称'), 说明: text('名词解释').optional() }),
            )
            .optional(),
          经济分类: z.record(z.string(), z.strictObject({ 名称: text('科目名称') })).optional(),
        })
        .optional()
        .meta({ description: '科目字典里没有的科目' }),
      名词解释: z
        .record(z.string(), text('解释'))
        .optional()
        .meta({ description: '格式规定之外要解释的名词' }),
    })
    .meta({ title: 'gongkai 部门预算', description: '一个部门一年的预算公开：每个事实只写一次' });
}

export type BudgetInput = z.output<ReturnType<typeof budgetSchema>>;
export type PriorInput = z.output<ReturnType<typeof priorSchema>>;
