/** Groups of fields that several kinds of input file have in common. */
import { z } from 'zod';
import {
  FUNDS,
  type Fund,
  OTHER_NATURES,
  PROCUREMENT_KINDS,
  THREE_PUBLIC_ITEMS,
  TRANSFER_PROJECTS,
  UNIT_KINDS,
} from '../model/terms.js';
import type { AmountUnit } from './amount.js';
import { code, count, date, fields, name, subjectCode, text } from './fields.js';

export const functionalItem = () => subjectCode('功能科目代码', '7 位数字（项级）');
export const economicItem = () => subjectCode('经济科目代码', '5 位数字（款级）');
export const unitCode = () => code('单位代码', /^[0-9A-Za-z]{1,20}$/, '20 位以内的数字或字母');

/** An optional member for each word of a closed vocabulary. */
export function each<K extends string, T extends z.ZodType>(
  words: readonly K[],
  member: (word: K) => T,
) {
  return Object.fromEntries(words.map((word) => [word, member(word).optional()])) as Record<
    K,
    z.ZodOptional<T>
  >;
}

/** Figures of the year before, where that year has no input file of its own. */
export function priorFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  const bySubject = (meaning: string) => z.record(functionalItemKey, amount(meaning)).optional();
  return {
    一般公共预算支出: bySubject('上年一般公共预算支出，按项级科目'),
    政府性基金预算支出: bySubject('上年政府性基金预算支出，按项级科目'),
    国有资本经营预算支出: bySubject('上年国有资本经营预算支出，按项级科目'),
    其他资金支出: bySubject('上年用财政专户管理资金和单位资金安排的支出，按项级科目'),
    支出: z
      .strictObject(each(FUNDS, (fund) => amount(`上年${fund}支出总数`)))
      .optional()
      .meta({ description: '上年支出总数，按资金；没有分科目的数时写，科目就不同上年比较' }),
    年终结转结余: amount('上年预算的年终结转结余').optional(),
    三公经费: z.strictObject(each(THREE_PUBLIC_ITEMS, (item) => amount(`上年${item}`))).optional(),
    机关运行经费: amount('上年机关运行经费').optional(),
    政府采购: amount('上年政府采购预算').optional(),
  };
}
export const functionalItemKey = z.string().meta({ pattern: '^\\d{7}$' });
export const economicItemKey = z.string().meta({ pattern: '^\\d{5}$' });

/** More than any department has; without a bound a file could keep the compiler busy for minutes. */
export const MOST = {
  单位: 500,
  收入: 500,
  基本支出: 3000,
  项目支出: 2000,
  其他支出: 2000,
  绩效项目: 500,
  采购: 2000,
};

/** What every package says of itself, of its department and its units. */
export function headFields() {
  return {
    格式: text('templates/profiles/ 里的格式名，例如 2026 年本区的格式'),
    编制日期: date('材料的编制日期；也是绩效目标申报表的填报日期'),
    金额单位: z.enum(['元', '万元']).meta({ description: '本文件里所有金额的单位' }),
    部门: z
      .strictObject({
        代码: unitCode(),
        名称: name('部门名称'),
        全称: name('表格里用的部门全称；不写则同名称').optional(),
        简称: name('自评表标题里用的部门简称；不写则同名称').optional(),
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
      .meta({ description: '纳入编制范围的单位，本级在前' }),
  };
}

/**
 * Expenditure by its nature.
 * @param carriedOver whether lines say that they are paid from the carry-over, as a budget's do
 */
export function expenditureFields<F extends Fund>(
  unit: AmountUnit,
  funds: readonly [F, ...F[]],
  carriedOver: boolean,
) {
  const { amount } = fields(unit);
  const fund = (otherwise: string) =>
    z
      .enum(funds)
      .optional()
      .meta({ description: `不写即${otherwise}` });
  const carry = {
    ...(carriedOver
      ? { 结转: z.literal('是').optional().meta({ description: '用上年结转结余安排的写“是”' }) }
      : {}),
  } as { 结转: z.ZodOptional<z.ZodLiteral<'是'>> };
  return {
    基本支出: z
      .array(
        z.strictObject({
          单位: unitCode(),
          功能科目: functionalItem(),
          资金: fund('一般公共预算'),
          ...carry,
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
          类别: text('项目类别，不写即本级支出项目；上级转移支付安排的写“转移支付项目”')
            .refine(
              (word) => word === TRANSFER_PROJECTS || !word.includes('转移'),
              `上级转移支付安排的项目，“类别”写“${TRANSFER_PROJECTS}”`,
            )
            .optional(),
          用途: text('主要用于什么（接在“主要用于”后面）').optional(),
          支出: z
            .array(
              z.strictObject({
                功能科目: functionalItem(),
                经济科目: economicItem().optional(),
                资金: fund('一般公共预算'),
                ...carry,
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
          资金: fund('单位资金'),
          金额: amount('金额'),
        }),
      )
      .max(MOST.其他支出)
      .optional()
      .meta({ description: '事业单位经营支出、上缴上级支出、对附属单位补助支出' }),
  };
}

/** Totals that may be stated, and are then compared with the sums. */
export function totalsField(unit: AmountUnit) {
  const { amount } = fields(unit);
  const names = [
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
  ] as const;
  return z
    .strictObject(each(names, (total) => amount(`${total}；写了就核对`)))
    .optional()
    .meta({ description: '总数本来不用写；写了就同明细之和核对' });
}

/** Reasons for “三公”经费: of all, and item by item. */
export function threePublicReasons(change: string) {
  const reason = (what: string) => text(`${what}${change}的原因`);
  return z
    .strictObject({
      合计: reason('“三公”经费总额').optional(),
      ...each(THREE_PUBLIC_ITEMS, reason),
      公务用车购置及运行费: reason('公务用车购置及运行费').optional(),
    })
    .optional();
}

export function procurementFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  return {
    ...each(PROCUREMENT_KINDS, (kind) => amount(`${kind}类`)),
    合计: amount('政府采购合计；写了就核对').optional(),
  };
}

/** How many people the department has: 编制 and who is in office. */
export function staffField() {
  const people = (of: string) => ({
    行政: count(`行政${of}`).optional(),
    事业: count(`事业${of}（含参公）`).optional(),
  });
  return z
    .strictObject({
      编制: z.strictObject(people('编制')),
      在职: z.strictObject({ ...people('人员'), 参公事业: count('其中参公事业人员').optional() }),
      离休: count('离休人员').optional(),
      退休: count('退休人员').optional(),
    })
    .optional()
    .meta({ description: '人员构成；合计由程序计算' });
}

export function vehiclesField() {
  return z.record(z.string(), count('辆数')).optional().meta({ description: '车辆种类: 辆数' });
}

/** What subjects are for, as sentences say it. */
export function purposesField(meaning: string) {
  return z
    .record(z.string().meta({ pattern: '^\\d{3}(\\d{4})?$' }), text('主要用于什么'))
    .optional()
    .meta({ description: meaning });
}

/** Additions to the dictionary and to the glossary. */
export function supplementFields() {
  return {
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
    豁免: z
      .array(
        z.strictObject({
          规则: text('规则的编号，如 平衡-01；“gongkai check --list”列出全部'),
          内容: text('只豁免说到这些字的；不写则这条规则全部豁免').optional(),
          理由: text('为什么可以不符合'),
        }),
      )
      .max(200)
      .optional()
      .meta({ description: '不按某条核对规则的地方和理由；理由印在核对结果里' }),
  };
}
