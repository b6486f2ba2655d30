/** The shape of a table's file (templates/<kind>/*.yaml): which keys there are, and what each holds. */
import * as z from 'zod';
import { count, label, text } from '../input/fields.js';
import { MONEY_UNITS, type MoneyStyle } from '../model/money.js';
import type { ParamName } from '../model/quantities.js';
import { BASES } from '../model/terms.js';
import { schedule } from './declared-schema.js';
import { COUNTS } from './template.js';

/** A number of columns, rows or characters: one or more. */
const size = (meaning: string) => count(meaning).refine((n) => n > 0, `${meaning}至少是 1`);
/** A4 holds about as many in its length; Excel would take up to 255. */
const MOST_WIDE = 100;
const width = size('列宽').refine((n) => n <= MOST_WIDE, `列宽最多是 ${MOST_WIDE}（以半角字符计）`);
/** 亿元 to a hundred 元. */
const MOST_DECIMALS = 6;
const list = (meaning: string) => z.union([text(meaning), z.array(text(meaning))]);
export const PARAMS = {
  资金: list('资金').optional(),
  性质: list('支出性质').optional(),
  类别: text('人员经费或公用经费').optional(),
  科目: text('功能科目代码').optional(),
  经济科目: text('经济科目代码').optional(),
  政府经济科目: text('政府预算支出经济科目代码').optional(),
  结转: text('本年或结转').optional(),
  来源: text('收入来源').optional(),
  口径: text('本年、上年、上年执行数、年初预算或全年预算').optional(),
  项: list('项').optional(),
  前: text('1 或 2').optional(),
  级次: text('本级或上级').optional(),
  只列: text('有数').optional(),
} satisfies Record<ParamName, z.ZodType>;

export const reference = z.strictObject({ 量: text('量'), ...PARAMS });

const cellFields = {
  文: label('文字，可含 {字段}').optional(),
  称: text('所标的行或列的名字，勾稽关系用它；不写就是文字本身').optional(),
  量: text('量的名称').optional(),
  额: text('本行的金额字段').optional(),
  占: reference.optional(),
  配平: z.array(reference).min(2).optional(),
  增减: z
    .enum(BASES)
    .optional()
    .meta({ description: '印“量”比同一个量在这一口径的数多多少；少的为负' }),
  增减率: z
    .enum(BASES)
    .optional()
    .meta({ description: '印“量”比同一个量在这一口径的数增减百分之几' }),
  率: text('作为分母的金额字段').optional(),
  位: count('百分比小数位数').optional(),
  选: text('打勾的字段').optional(),
  选项: z.array(text('选项')).min(1).optional(),
  次: z.enum(COUNTS).optional().meta({
    description: '行：各行从 1 编号；明细：合计行不编；末级：只编没有下一级的行；栏：各栏从 1 编号',
  }),
  可略: z.literal('是').optional(),
  ...PARAMS,
  列: size('跨列数').optional(),
  行: size('跨行数').optional(),
  粗: z.literal('是').optional(),
  齐: z.enum(['左', '中', '右']).optional(),
  缩进: z.union([z.literal('级次'), count('缩进')]).optional(),
  式: z.enum(['金额', '数', '金额文字']).optional(),
  零: z.enum(['显示', '空白']).optional(),
};
const cellMap = z.strictObject(cellFields);
const cell = z.union([label('文字'), cellMap]);

/** Parameters as the file has them; whether they mean anything is told when the table is read. */
export type ParamInput = { readonly [K in ParamName]?: string | string[] | undefined };
/** A cell that says more than a text. */
export type CellFields = z.output<typeof cellMap>;
export type CellInput = z.output<typeof cell>;

export interface BlockInput extends ParamInput {
  名?: string | undefined;
  行?: CellInput[] | undefined;
  格?: CellInput[][] | undefined;
  粗?: '是' | undefined;
  可略?: '是' | undefined;
  逐?: string | undefined;
  内容?: BlockInput[] | undefined;
  合并?: number[] | undefined;
  空?: BlockInput[] | undefined;
  左栏?: CellInput[] | undefined;
  并列?: LaneInput[] | undefined;
}
export interface LaneInput {
  列数: number;
  内容: BlockInput[];
  补?: CellInput[] | undefined;
}

const block: z.ZodType<BlockInput> = z.strictObject({
  名: text('格式用“去行”去掉这些行时的名字').optional(),
  行: z.array(cell).min(1).optional(),
  格: z.array(z.array(cell).min(1)).min(1).optional(),
  粗: z.literal('是').optional(),
  可略: z.literal('是').optional(),
  逐: text('行源').optional(),
  ...PARAMS,
  合并: z.array(size('列号')).optional(),
  左栏: z.array(cell).min(1).optional(),
  get 内容() {
    return z.array(block).min(1).optional();
  },
  get 空() {
    return z.array(block).optional();
  },
  get 并列() {
    const lane = z.strictObject({
      列数: size('列数'),
      内容: z.array(block).min(1),
      补: z.array(cell).min(1).optional(),
    });
    return z.array(lane).min(2).optional();
  },
});

const { 列: _columns, 行: _rows, ...columnCell } = cellFields;
export interface ColumnInput extends Omit<CellFields, '列' | '行'> {
  名: string;
  宽?: number | undefined;
  子列?: ColumnInput[] | undefined;
}
export const column: z.ZodType<ColumnInput> = z.strictObject({
  名: text('列名'),
  宽: width.meta({ description: '列宽，以半角字符计' }).optional(),
  ...columnCell,
  get 子列() {
    return z.array(column).min(1).optional();
  },
});

const source = z.union([text('行源'), z.strictObject({ 逐: text('行源'), ...PARAMS })]);

/** How amounts are printed. */
export const moneyStyle = z.strictObject({
  单位: z.enum(MONEY_UNITS).meta({ description: '金额印成元、万元还是亿元' }),
  小数: count('金额的小数位数')
    .refine((n) => n <= MOST_DECIMALS, `金额的小数位数最多 ${MOST_DECIMALS} 位`)
    .optional()
    .meta({ description: '金额的小数位数；不写即 2' }),
});

/** Where rounded parts do not add up to a rounded total: a note says so, or the parts are adjusted. */
export const remainders = z.enum(['注明', '配平']).meta({
  description: '各数分别四舍五入，有尾差就在表下注明；或按最大余数法调整各项，使之和等于合计',
});

/** As the file has it → the style. */
export const moneyOf = ({ 单位, 小数 = 2 }: z.output<typeof moneyStyle>): MoneyStyle => ({
  unit: 单位,
  decimals: 小数,
});

/** What stands above the grid; a profile may say it for all tables or for one. */
export const captionFields = {
  印号: label('印出的表号，{序} 为不带零的序号，{号} 为原样').optional(),
  印号处: z
    .enum(['上', '右'])
    .optional()
    .meta({ description: '表号印在标题上方左边（上），或标题下方右边（右）' }),
  年度行: label('部门行和单位行中间的字').optional(),
  部门行: label('表上方左边一行').optional(),
  单位行: label('表上方右边一行').optional(),
};

/** Takes something away that the base has and the form does not: a relation, an equation, a line. */
export const NONE = '无';
/** How the lines of a list are laid out; a table that is laid out cell by cell writes them as cells. */
export const listFields = {
  栏次: z
    .union([
      label('栏次一行前面的字；写 无 就没有这一行'),
      z.strictObject({ 字: label('栏次一行前面的字'), 列: size('跨列数') }),
    ])
    .optional()
    .meta({
      description: '表头下面给各栏编号的一行：前面的字横跨开头的文字栏，或写“列”说明跨几栏',
    }),
  合计跨列: z
    .enum(['是', '否'])
    .optional()
    .meta({ description: '合计行的名称横跨开头的各文字栏，合并成一格' }),
  空表合计: z
    .enum(['是', '否'])
    .optional()
    .meta({ description: '没有数的表也印合计行，数空着；不写就印一行空的' }),
};

/** One table template file. */
export const tableSchema = z.strictObject({
  表号: text('唯一的表号，如 预算05-1'),
  名称: text('工作表名和书签'),
  标题: text('印在表上方的标题').optional(),
  ...captionFields,
  纸张: z.enum(['纵向', '横向']),
  申报表: z.literal('是').optional(),
  逐: text('行源：每行一张表').optional(),
  范围: z.strictObject(PARAMS).optional(),
  附表: schedule.optional(),
  列: z.array(column).min(1).optional(),
  行源: z.array(source).min(1).optional(),
  ...listFields,
  列宽: z.array(width).min(1).optional(),
  表头: z.array(z.array(cell).min(1)).optional(),
  表体: z.array(block).min(1).optional(),
  前文: text('文档里印在表前面的文字，一行一段').optional(),
  注: z.array(text('表下注')).optional(),
  合计名: label('合计行的名称，不写即“合计”').optional(),
  空表: text('没有数时表下的说明').optional(),
  零: z.enum(['显示', '空白']).optional(),
  金额: moneyStyle
    .optional()
    .meta({ description: '这张表的金额单位和小数；不写即格式的“表内金额”' }),
  尾差: remainders.optional(),
});
export type TableInput = z.output<typeof tableSchema>;
