/** The YAML form of relations: templates/<kind>/勾稽.yaml, and 勾稽 of a profile, which changes them. */
import * as z from 'zod';
import { count, text } from '../input/fields.js';
import { FISCAL_FUNDS, FUNDS } from '../model/terms.js';
import { COMPARISON_KEYS, REPORTING_RULES } from './relation.js';
import { NONE, PARAMS } from './template-schema.js';

const names = (meaning: string) => z.union([text(meaning), z.array(text(meaning)).min(1)]);
const term = z.strictObject({
  表: text('表的模板号，如 预算01').optional(),
  行: z
    .union([
      names('行的名字、行源，或“末级”'),
      z.strictObject({
        前: text('行的名字').optional(),
        后: text('行的名字').optional(),
        编码: text('科目编码').optional(),
        级: count('级次').optional(),
      }),
    ])
    .optional(),
  列: names('列的名字').optional(),
  量: text('量的名称').optional(),
  ...PARAMS,
  称: text('消息里怎样叫这一项').optional(),
});
export type TermInput = z.output<typeof term>;

const equation = z.strictObject({
  左: z.union([term, z.array(term).min(1)]).optional(),
  右: z.union([term, z.array(term).min(1)]).optional(),
  按: z.enum(COMPARISON_KEYS).optional(),
  比: z.enum(['左', '共有']).optional(),
  已报: z
    .strictObject({
      规则: z.enum(REPORTING_RULES),
      资金: z.enum([...FUNDS, '财政拨款']).optional(),
    })
    .optional(),
});
export type EquationInput = z.output<typeof equation>;

const relation = z.strictObject({
  应当: text('应当成立的关系').optional(),
  依据: text('关系的依据').optional(),
  提示: text('不成立时怎样核对').optional(),
  级别: z.enum(['错误', '警告']).optional(),
  等式: z
    .record(z.string(), z.union([z.literal(NONE), equation]))
    .optional()
    .meta({ description: '等式的名字: 左边各项之和等于右边各项之和；写“无”去掉这个等式' }),
});

/** By their numbers; 无 in a profile drops a relation. */
export const relationsSchema = z
  .record(z.string(), z.union([z.literal(NONE), relation]))
  .meta({ description: '勾稽关系：编号: 关系；只写同基础格式的不同之处，写“无”去掉一条' });

export type RelationInputs = z.output<typeof relationsSchema>;

/** The funds that a word stands for; all, where none is written. */
export function fundsOf(word: (typeof FUNDS)[number] | '财政拨款' | undefined) {
  return word === undefined ? FUNDS : word === '财政拨款' ? FISCAL_FUNDS : [word];
}
