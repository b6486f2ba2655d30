/** What a budget says of its purchases one by one: 政府采购明细 and 购买服务明细. */
import { z } from 'zod';
import type { AmountUnit } from './amount.js';
import { code, count, fields, text } from './fields.js';
import { economicItem, functionalItem, MOST, unitCode } from './schema-parts.js';

/** What both lists say of where the money comes from. */
const funding = () => ({
  功能科目: functionalItem().optional(),
  经济科目: economicItem().optional(),
  资金来源: text('资金来源，如 预算安排').optional(),
  资金性质: text('资金性质，如 经费拨款补助').optional(),
});

/** One line of 政府采购预算表; whether goods, works or services the letter of its code says. */
export function purchaseLines(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitCode(),
        项目: text('项目，或基本支出的种类').optional(),
        品目编码: code('品目编码', /^[ABC]\d{2,10}$/, 'A（货物）、B（工程）或 C（服务）开头的编码'),
        品目: text('政府采购品目'),
        ...funding(),
        数量: count('采购数量').optional(),
        单价: amount('单价').optional(),
        计量单位: text('计量单位').optional(),
        金额: amount('采购金额；不写即数量 × 单价').optional(),
        中小企业: amount('其中面向中小企业').optional(),
        小微企业: amount('其中面向小微企业').optional(),
      }),
    )
    .max(MOST.采购)
    .optional()
    .meta({ description: '政府采购逐项；写了这里，“政府采购”各类的数由此得出' });
}

/** One line of 政府购买服务预算表. */
export function serviceLines(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitCode(),
        包含政府采购: z.enum(['是', '否']).optional(),
        项目: text('项目').optional(),
        内容: text('购买服务内容'),
        数量: count('购买数量').optional(),
        金额: amount('购买金额'),
        ...funding(),
        一级目录: text('指导目录的一级目录'),
        二级目录: text('指导目录的二级目录').optional(),
        三级目录: text('指导目录的三级目录').optional(),
      }),
    )
    .max(MOST.采购)
    .optional()
    .meta({ description: '政府购买服务逐项；写了这里，“政府购买服务”各类的数由此得出' });
}
