/** The JSON of `gongkai check --format json`: one schema for what is written and for who reads it. */
import * as z from 'zod';
import { LEVELS } from '../../checks/report.js';
import { KIND_NAMES } from '../../model/terms.js';
import { CHECK_VERSION } from './format-versions.js';
import { cellKeys, count, exact, text } from './schema-words.js';

const place = z
  .strictObject({
    文件: text('文件名，同命令里写的一样，用 / 分隔'),
    行: count('从 1 数起；0 指整个文件'),
    列: count('从 1 数起，一个字算一列；0 指整个文件'),
    起: count('第一个字在文件文字里的位置，从 0 数起，按 UTF-16 码元计，不计 BOM'),
    止: count('最后一个字之后的位置'),
    ...cellKeys,
  })
  .meta({ id: '位置', description: '写在输入文件的什么地方' });

const side = z
  .strictObject({
    名: text('这一边是什么数'),
    数: exact('精确的十进制数'),
    单位: z.string().meta({ description: '万元、分、%，数量的是它的计量单位，如 辆' }),
    位置: z.array(place).meta({ description: '由哪些地方写的数得来' }),
  })
  .meta({ id: '一边', description: '等式或不等式的一边' });

const result = z.strictObject({
  规则: text('规则的编号，如 平衡-01；输入本身的问题没有规则，写“代码”').optional(),
  代码: text('输入本身的问题的代码，如 amount-not-number').optional(),
  级别: z.enum(LEVELS),
  要求: text('规则要求什么').optional(),
  内容: text('查出了什么'),
  位置: place,
  表: z
    .strictObject({ 号: text('表号，如 预算01'), 名: text('表名，如 收支总表') })
    .optional()
    .meta({ description: '哪张表上看得到' }),
  左: side.optional(),
  右: side.optional(),
  关系: z
    .enum(['=', '≤', '比'])
    .optional()
    .meta({ description: '左边同右边应有的关系；“比”是可以不同，不同就要写明原因' }),
  差额: exact('左边减右边，单位同两边').optional(),
  改法: text('怎样改').optional(),
  其余位置: z.array(place).optional().meta({ description: '整列同样的问题只列一次：其余各处' }),
  豁免理由: text('输入里“豁免”写的理由').optional(),
});

const counts = z.strictObject({
  核对: count('规则核对的项数，等于下面五项之和减去输入本身的问题'),
  错误: count('错误的项数，含输入本身的问题'),
  警告: count('警告的项数，含输入本身的问题'),
  提示: count('提示的项数，含输入本身的问题'),
  豁免: count('不符合而已豁免的项数'),
  相符: count('相符的项数；这些项只在写了 --all 时列出'),
});

const file = z.strictObject({
  文件: text('输入文件'),
  类型: z.enum(KIND_NAMES).optional().meta({ description: '读不出的文件没有；下面三项也是' }),
  部门: text('部门名称').optional(),
  年度: z.int().optional(),
  格式: text('格式的名称').optional(),
  说明: text('为什么没有核对，或没有全部核对').optional(),
  统计: counts,
  先核对: z
    .array(
      z.strictObject({
        差额: exact('这些不符都差这么多，单位万元'),
        项数: count('有几项不符'),
        位置: z.array(place).min(1).meta({ description: '这几项都由这里的数得来' }),
      }),
    )
    .meta({ description: '一处写错往往引起几项不符：差额相同、又有共同出处的' }),
  未见问题: z.array(z.string()).meta({ description: '没有可比的数、也没有查出问题的规则的编号' }),
  结果: z.array(result),
});

export const checkSchema = z
  .strictObject({
    工具: z.literal('gongkai'),
    版本: text('gongkai 的版本'),
    格式版本: z.literal(CHECK_VERSION),
    文件: z.array(file),
  })
  .meta({
    title: 'gongkai 检查结果',
    description: '“gongkai check --format json”的输出；金额都是万元，写成字符串，一分不差',
  });

export type CheckOutput = z.output<typeof checkSchema>;
export type FileOutput = CheckOutput['文件'][number];
export type ResultOutput = FileOutput['结果'][number];
export type PlaceOutput = ResultOutput['位置'];
