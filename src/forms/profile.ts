/**
 * Profiles: what a district's form for a year looks like. A profile extends a base and states
 * differences only; maps are merged key by key, lists are replaced.
 */
import * as z from 'zod';
import { count, label, name, text } from '../input/fields.js';
import type { Path } from '../input/source.js';
import { OVERVIEW_TEXTS } from '../model/form-fields.js';
import type { MoneyStyle } from '../model/money.js';
import { chart } from './charts.js';
import { coverField } from './declared-schema.js';
import { relationsSchema } from './relation-schema.js';
import { SAFE_NAME } from './shelf.js';
import {
  captionFields,
  column,
  listFields,
  moneyOf,
  moneyStyle,
  remainders,
} from './template-schema.js';

const wording = z.record(z.string(), label('用语'));
const textList = (meaning: string) => z.array(text(meaning));

const tableGroup = z.strictObject({
  目录: text('目录里的名称；不写则不另加标题').optional(),
  表: textList('表号').min(1),
  逐表: z.literal('是').optional().meta({ description: '每张表自成一条目录，标题是它的印号' }),
  只列目录: z
    .literal('是')
    .optional()
    .meta({ description: '“目录”只列在目录里，不另作标题印在表的上方' }),
});

const sectionNames = textList('语句文件里的节名').min(1).optional();

const part = z.strictObject({
  标题: text('部分的标题，可含 {部门}、{年度}'),
  目录: text('这一部分在目录里的名称；不写即标题').optional(),
  节: sectionNames,
  表: z.array(tableGroup).min(1).optional(),
  内容: z
    .array(
      z.strictObject({ 节: sectionNames, ...tableGroup.shape, 表: tableGroup.shape.表.optional() }),
    )
    .min(1)
    .optional()
    .meta({ description: '节和表按这里的次序排，如表后接它的说明；写了就不另写“节”“表”' }),
  目录列出: textList('节名').optional().meta({ description: '这些节里 ## 开头的标题也列入目录' }),
  标题不列目录: z
    .literal('是')
    .optional()
    .meta({ description: '各节的标题不列入目录，只列部分和表' }),
  编号: z
    .enum(['一、', '（一）', '无'])
    .optional()
    .meta({ description: '节内 * 条目的编号；不写即“一、”' }),
});

type PartInput = z.output<typeof part>;

/** A section or a group of tables of a part. */
export type PartEntry = {
  /** Where it is written, below the part. */
  readonly path: Path;
} & (
  | { readonly kind: '节'; readonly name: string }
  | { readonly kind: '表'; readonly group: z.output<typeof tableGroup> }
);

/**
 * What stands in a part, in the order in which it is printed: that of 内容; without one the sections,
 * then the tables.
 */
export function entriesOf({ 节, 表, 内容 }: PartInput): PartEntry[] {
  const sections = (names: readonly string[] = [], ...path: Path): PartEntry[] =>
    names.map((name, i) => ({ kind: '节', name, path: [...path, '节', i] }));
  return [
    ...(内容 ?? []).flatMap((item, i): PartEntry[] => {
      const { 节: names, 表: ids, ...heading } = item;
      const path = ['内容', i];
      const tables = ids && ({ kind: '表', group: { ...heading, 表: ids }, path } as const);
      return [...sections(names, ...path), ...(tables ? [tables] : [])];
    }),
    ...sections(节),
    ...(表 ?? []).map((group, i): PartEntry => ({ kind: '表', group, path: ['表', i] })),
  ];
}

/** How a profile changes a table of its base. */
const tableChange = z.strictObject({
  表号: text('这张表在这个格式里的表号，如 预算06')
    .refine((id) => SAFE_NAME.test(id), '表号只能用文字、数字、“-”“.”“_”')
    .optional(),
  名称: text('工作表名').optional(),
  标题: text('标题').optional(),
  ...captionFields,
  ...listFields,
  纸张: z.enum(['纵向', '横向']).optional(),
  零: z.enum(['显示', '空白']).optional(),
  金额: moneyStyle.optional().meta({ description: '这张表的金额单位和小数' }),
  尾差: remainders.optional(),
  空表: text('空表说明').optional(),
  合计名: label('合计行的名称').optional(),
  注: textList('注').optional(),
  去列: textList('要去掉的列名').optional(),
  改列: z
    .record(z.string(), z.union([text('新列名'), column, z.array(column).min(1)]))
    .optional()
    .meta({ description: '列名: 新列名，或换上的一列（可有子列）、几列' }),
  去行: textList('要去掉的行的“名”').optional(),
  改字: z.record(z.string(), label('新的字')).optional(),
});

export type TableChange = z.output<typeof tableChange>;

export const profileSchema = z.strictObject({
  名称: text('格式的名称'),
  种类: z.enum(['预算', '决算']).optional(),
  继承: text('所继承的格式').optional(),
  部分: z.array(part).min(1).optional(),
  各表: z.strictObject({ ...captionFields, ...listFields }).optional(),
  改表: z.record(z.string(), tableChange).optional(),
  支出类别: z.array(text('类的代码')).optional(),
  勾稽: relationsSchema.optional(),
  公开要求: z
    .strictObject({
      必有表: textList('每份材料都要有的表').optional(),
      空表须说明: textList('没有数时表下要写明没有的表').optional(),
      必写: z
        .array(z.enum(OVERVIEW_TEXTS))
        .optional()
        .meta({ description: '“概况”里必须写的文字；没有写就不印那一段，核对时提醒' }),
    })
    .optional(),
  规则所在表: z
    .record(z.string(), text('表的模板号'))
    .optional()
    .meta({ description: '规则的编号: 查出的问题列在哪张表下' }),
  经济科目表: z
    .record(z.string(), textList('款的代码').min(1))
    .optional()
    .meta({ description: '基本支出明细表所列的款，按类' }),
  图: z.record(z.string(), chart).optional(),
  编号: z
    .strictObject({
      二十以上: z.enum(['廿一', '二十一']).optional(),
      部分: z.enum(['第一部分', '一、', '无']).optional().meta({
        description: '部分怎样编号：标题和目录都写“第一部分”，或只在目录里编“一、”，或不编',
      }),
      表: z.enum(['一、', '1.']).optional().meta({ description: '“目录”所列的表怎样编号' }),
    })
    .optional(),
  数字: z
    .strictObject({
      零: z.enum(['显示', '空白']).optional(),
      表内金额: moneyStyle
        .optional()
        .meta({ description: '各表的金额单位和小数；不写即万元、两位小数' }),
      文内金额: moneyStyle
        .optional()
        .meta({ description: '文字和图里的金额单位和小数；不写即万元、两位小数' }),
      尾差: remainders.optional(),
      表内千分位: z.enum(['有', '无']).optional(),
      文内千分位: z.enum(['有', '无']).optional(),
      文内末尾的零: z.enum(['保留', '去掉']).optional(),
      占比配平: z
        .enum(['是', '否'])
        .optional()
        .meta({ description: '构成比按最大余数法凑足 100%' }),
      百分比小数: count('百分比小数位数')
        .refine((n) => n <= 6, '百分比小数位数最多 6 位')
        .optional(),
      无基数: label('表里基数是 0、没有百分比时印的字，如 —')
        .optional()
        .meta({ description: '表里基数是 0、没有百分比时印的字，如 —；不写就空着' }),
      百分比末尾的零: z.enum(['保留', '去掉']).optional(),
    })
    .optional(),
  封面: z
    .strictObject({
      上方: textList('标题上方的各行，如监督索引号').optional(),
      标题: textList('封面标题各行').min(1).optional(),
      栏目: z
        .record(z.string(), coverField)
        .optional()
        .meta({ description: '由输入文件的“封面”写的：名字: 怎样填；各行里写 {名字} 印出来' }),
      落款: textList('封面下方各行').optional(),
    })
    .optional(),
  包名: name('包名').meta({ description: '文件夹和文件名' }).optional(),
  文末: textList('文末说明').optional(),
  用语: wording.optional(),
  科目: z
    .record(
      z.string(),
      z.strictObject({
        名称: text('本地用的科目名称').optional(),
        说明: text('本地用的解释').optional(),
      }),
    )
    .optional(),
});
export type ProfileInput = z.output<typeof profileSchema>;

/** Unit and decimals of amounts in the tables that do not say otherwise, and in sentences. */
export const tableMoney = ({ 数字 }: ProfileInput): MoneyStyle => moneyOf(数字?.表内金额 ?? WAN);
export const proseMoney = ({ 数字 }: ProfileInput): MoneyStyle => moneyOf(数字?.文内金额 ?? WAN);
const WAN = { 单位: '万元' } as const;

/** Merges a profile over its base: maps by key, everything else replaced. */
export function mergeProfiles(base: ProfileInput, own: ProfileInput): ProfileInput {
  return merge(base, own) as ProfileInput;
}

/** One value laid over another: maps by key, everything else replaced. */
export function merge(base: unknown, own: unknown): unknown {
  // a column that takes another's place (it has a 名) is not made of two
  if (!isMap(base) || !isMap(own) || own.名 !== undefined) return own === undefined ? base : own;
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) out[key] = merge(base[key], value);
  return out;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
