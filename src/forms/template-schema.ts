/** The YAML form of a table (templates/<kind>/*.yaml): validated, and turned into its type. */
import { z } from 'zod';
import { count, label, text } from '../input/fields.js';
import { plainLabel } from '../model/numerals.js';
import type { ParamName, Params, QuantityName } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';
import type { Align, Block, CellTemplate, Column, QuantityRef, TableTemplate } from './template.js';

/** A number of columns, rows or characters: one or more. */
const size = (meaning: string) => count(meaning).refine((n) => n > 0, `${meaning}至少是 1`);
/** A4 holds about as many in its length; Excel would take up to 255. */
const MOST_WIDE = 100;
const width = size('列宽').refine((n) => n <= MOST_WIDE, `列宽最多是 ${MOST_WIDE}（以半角字符计）`);
const list = (meaning: string) => z.union([text(meaning), z.array(text(meaning))]);
export const PARAMS = {
  资金: list('资金').optional(),
  性质: list('支出性质').optional(),
  类别: text('人员经费或公用经费').optional(),
  科目: text('功能科目代码').optional(),
  经济科目: text('经济科目代码').optional(),
  结转: text('本年或结转').optional(),
  来源: text('收入来源').optional(),
  口径: text('本年、上年、年初预算或全年预算').optional(),
  项: text('项').optional(),
  前: text('1 或 2').optional(),
  级次: text('本级或上级').optional(),
} satisfies Record<ParamName, z.ZodType>;

export const reference = z.strictObject({ 量: text('量'), ...PARAMS });
const ALIGN: Record<string, Align> = { 左: 'left', 中: 'center', 右: 'right' };

const cellFields = {
  文: label('文字，可含 {字段}').optional(),
  称: text('行、列的名字，勾稽关系用它；不写就是文字本身').optional(),
  量: text('量的名称').optional(),
  额: text('本行的金额字段').optional(),
  占: reference.optional(),
  配平: z.array(reference).min(2).optional(),
  率: text('作为分母的金额字段').optional(),
  位: count('百分比小数位数').optional(),
  选: text('打勾的字段').optional(),
  选项: z.array(text('选项')).min(1).optional(),
  次: z.enum(['行', '栏']).optional(),
  可略: z.literal('是').optional(),
  ...PARAMS,
  列: size('跨列数').optional(),
  行: size('跨行数').optional(),
  粗: z.literal('是').optional(),
  齐: z.enum(['左', '中', '右']).optional(),
  缩进: z.union([z.literal('级次'), count('缩进')]).optional(),
  式: z.enum(['万元', '数', '万元文字']).optional(),
  零: z.enum(['显示', '空白']).optional(),
};
const cell = z.union([label('文字'), z.strictObject(cellFields)]);
export type CellInput = z.output<typeof cell>;

export function params(input: { readonly [K in ParamName]?: unknown }): Params {
  const names = Object.keys(PARAMS) as ParamName[];
  return Object.fromEntries(
    names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  ) as Params;
}

export function ref(input: { 量: string } & { readonly [K in ParamName]?: unknown }): QuantityRef {
  return { name: input.量 as QuantityName, params: params(input) };
}

export const BLANK: CellTemplate = {
  text: undefined,
  label: undefined,
  quantity: undefined,
  amount: undefined,
  share: undefined,
  rate: undefined,
  decimals: undefined,
  boxes: undefined,
  ordinal: undefined,
  optional: false,
  parts: [],
  cols: 1,
  rows: 1,
  bold: false,
  align: undefined,
  indent: 0,
  format: '万元',
  zero: undefined,
};

export function toCell(input: CellInput): CellTemplate {
  if (typeof input === 'string') return { ...BLANK, text: input };
  return {
    text: input.文,
    label: input.称,
    quantity:
      input.量 === undefined
        ? undefined
        : { name: input.量 as QuantityName, params: params(input) },
    amount: input.额,
    share: input.占 ? ref(input.占) : undefined,
    rate: input.率,
    decimals: input.位,
    boxes: input.选 === undefined ? undefined : { field: input.选, words: input.选项 ?? [] },
    ordinal: input.次,
    optional: input.可略 === '是',
    parts: (input.配平 ?? []).map(ref),
    cols: input.列 ?? 1,
    rows: input.行 ?? 1,
    bold: input.粗 === '是',
    align: input.齐 === undefined ? undefined : ALIGN[input.齐],
    indent: input.缩进 === undefined ? 0 : input.缩进 === '级次' ? 'level' : input.缩进,
    format: input.式 ?? '万元',
    zero: input.零,
  };
}

export interface BlockInput {
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
  并列?: { 列数: number; 内容: BlockInput[]; 补?: CellInput[] | undefined }[] | undefined;
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

function toBlock(input: BlockInput): Block {
  const kind = input.并列
    ? 'parallel'
    : input.左栏
      ? 'side'
      : input.逐 !== undefined
        ? 'loop'
        : 'rows';
  return {
    kind,
    cells: (input.左栏 ?? []).map(toCell),
    optional: input.可略 === '是',
    grid: (input.格 ?? (input.行 ? [input.行] : [])).map((row) =>
      row.map((one) => (input.粗 === '是' ? { ...toCell(one), bold: true } : toCell(one))),
    ),
    source: input.逐 as RowSourceName | undefined,
    params: params(input as Record<string, unknown>),
    merge: (input.合并 ?? []).map((n) => n - 1),
    empty: (input.空 ?? []).map(toBlock),
    body: (input.内容 ?? []).map(toBlock),
    lanes: (input.并列 ?? []).map((lane) => ({
      width: lane.列数,
      body: lane.内容.map(toBlock),
      filler: (lane.补 ?? []).map(toCell),
    })),
  };
}

export interface ColumnInput {
  名: string;
  称?: string | undefined;
  宽?: number | undefined;
  子列?: ColumnInput[] | undefined;
}
const { 列: _columns, 行: _rows, ...columnCell } = cellFields;
export const column: z.ZodType<ColumnInput> = z.strictObject({
  名: text('列名'),
  宽: width.meta({ description: '列宽，以半角字符计' }).optional(),
  ...columnCell,
  get 子列() {
    return z.array(column).min(1).optional();
  },
});

function toColumn(input: ColumnInput): Column {
  const { 名, 称, 宽, 子列, ...content } = input;
  return {
    name: 名,
    label: 称 ?? plainLabel(名),
    width: 宽 ?? 14,
    children: (子列 ?? []).map(toColumn),
    cell: 子列 ? undefined : toCell(content as CellInput),
  };
}

const source = z.union([text('行源'), z.strictObject({ 逐: text('行源'), ...PARAMS })]);

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
  列: z.array(column).min(1).optional(),
  行源: z.array(source).min(1).optional(),
  列宽: z.array(width).min(1).optional(),
  表头: z.array(z.array(cell).min(1)).optional(),
  表体: z.array(block).min(1).optional(),
  前文: text('文档里印在表前面的文字，一行一段').optional(),
  注: z.array(text('表下注')).optional(),
  合计名: label('合计行的名称，不写即“合计”').optional(),
  空表: text('没有数时表下的说明').optional(),
  零: z.enum(['显示', '空白']).optional(),
});
export type TableInput = z.output<typeof tableSchema>;

/** @param dropped grid columns that the profile leaves out */
export function toTemplate(
  input: TableInput,
  file: string,
  dropped: readonly number[] = [],
): TableTemplate {
  return {
    file,
    id: input.表号,
    name: input.名称,
    title: input.标题 ?? input.名称,
    number: input.印号 ?? '',
    numberPlace: input.印号处 ?? '上',
    middle: input.年度行 ?? '',
    lead: input.部门行 ?? '',
    unit: input.单位行 ?? '',
    landscape: input.纸张 === '横向',
    form: input.申报表 === '是',
    each: input.逐 as RowSourceName | undefined,
    scope: params(input.范围 ?? {}),
    columns: (input.列 ?? []).map(toColumn),
    sources: (input.行源 ?? []).map((one) =>
      typeof one === 'string'
        ? { source: one as RowSourceName, params: {} }
        : { source: one.逐 as RowSourceName, params: params(one) },
    ),
    widths: input.列宽 ?? [],
    header: (input.表头 ?? []).map((row) => row.map(toCell)),
    body: (input.表体 ?? []).map(toBlock),
    preface: input.前文 ?? '',
    dropped,
    notes: input.注 ?? [],
    emptyNote: input.空表 ?? '',
    zero: input.零,
    totalName: input.合计名 ?? '合计',
  };
}
