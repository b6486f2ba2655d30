/** A mapping: which headings and values of a list of details mean what. Data, so that a bureau can write its own. */
import * as z from 'zod';
import { text } from '../../input/fields.js';
import { each } from '../../kinds/common/members.js';
import {
  FUNDS,
  type Fund,
  INCOME_KINDS,
  type IncomeKind,
  NATURES,
  type Nature,
  UNIT_KINDS,
  type UnitKind,
} from '../../model/terms.js';
import { Words } from './words.js';

/** What a column may say of a line. A code and a name may stand in two columns, or joined in one. */
export const ROLES = {
  单位: '单位的代码、名称，或连写的“328001-某局”；可以有几列',
  单位性质: '行政单位、参公事业单位或事业单位',
  功能科目: '支出功能分类的编码、名称，或连写的；可以有几列',
  功能科目类: '类一列的编码',
  功能科目款: '款一列的编码',
  功能科目项: '项一列的编码',
  经济科目: '部门预算支出经济分类的编码、名称，或连写的；可以有几列',
  政府经济科目: '政府预算支出经济分类的编码、名称，或连写的；可以有几列',
  项目: '项目名称',
  项目编码: '项目编码',
  项目类别: '项目类别，如 人员类、特定目标类；由它得知是基本支出还是项目支出',
  性质: '支出性质，如 基本支出',
  资金: '资金性质或资金来源，如 一般公共预算资金',
  结转: '是不是用上年结转安排',
  收入来源: '收入的来源，如 事业收入',
  年度: '预算或决算的年度',
  政府采购: '是不是政府采购',
  品目: '采购品目的编码、名称，或连写的；可以有几列',
  数量: '采购数量',
  计量单位: '采购的计量单位',
  单价: '采购单价',
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** Parts of an input that the amounts of a list belong to. */
export const SECTIONS = ['支出', '收入', '年初结转和结余', '年末结转和结余'] as const;
export type Section = (typeof SECTIONS)[number];

const words = (meaning: string) =>
  z
    .array(text('一个词，“*”代表任意的字'))
    .min(1)
    .max(500)
    .meta({ description: `${meaning}；“*”代表任意的字，空格、全角半角、大小写不论` });

const economicCode = z.string().regex(/^3\d{4}$/, '款级经济科目代码是 3 开头的 5 位数字，加引号');

const amountColumn = z.strictObject({
  标题: words('金额一列的标题，靠前的优先').optional(),
  各列: z
    .literal('经济科目')
    .optional()
    .meta({ description: '一个经济科目一列：标题是款级经济科目名称或编码的各列都是' }),
  节: z.enum(SECTIONS).optional().meta({ description: '这一列是什么，不写即支出' }),
  资金: z.enum(FUNDS).optional(),
  性质: z.enum(NATURES).optional(),
  收入来源: z.enum(INCOME_KINDS).optional(),
  经济科目: economicCode.optional(),
  结转: z.literal('是').optional(),
});
type AmountInput = z.output<typeof amountColumn>;

/** 对应: `templates/import/*.yaml`, and a bureau's own in 导入/. */
export const mappingFile = z.strictObject({
  名称: text('这种清单叫什么'),
  继承: text('先用哪一份对应里的词，如 通用').optional(),
  表名: words('工作表或文件的名字').optional(),
  只认表名: z
    .literal('是')
    .optional()
    .meta({ description: '名字不是“表名”里的就不是这种清单，标题相同也不是' }),
  金额单位: z.enum(['元', '万元']).optional().meta({ description: '表里没有写单位时的金额单位' }),
  栏: z
    .strictObject(each(ROLE_NAMES, (role) => words(ROLES[role])))
    .optional()
    .meta({ description: '认作什么: 各种标题；两行的标题连起来写或只写下面一行' }),
  金额: z.array(amountColumn).max(300).optional().meta({
    description: '金额在哪些列；一种资金一列的，各写明“资金”，此时没有写明的一列是合计',
  }),
  不用: words('认得、但用不到的标题').optional(),
  值: z
    .strictObject({
      资金: z.strictObject(each(FUNDS, (fund) => words(`表示${fund}的词`))).optional(),
      性质: z.strictObject(each(NATURES, (nature) => words(`表示${nature}的词`))).optional(),
      收入来源: z.strictObject(each(INCOME_KINDS, (kind) => words(`表示${kind}的词`))).optional(),
      单位性质: z.strictObject(each(UNIT_KINDS, (kind) => words(`表示${kind}的词`))).optional(),
      结转: words('表示上年结转的词，在“结转”或“资金”一列').optional(),
      是: words('表示“是”的词').optional(),
    })
    .optional()
    .meta({ description: '表里的词: 输入文件里的词' }),
  合计: words('合计、小计行的词').optional(),
  默认: z
    .strictObject({
      资金: z.enum(FUNDS).optional(),
      性质: z.enum(NATURES).optional(),
      收入来源: z.enum(INCOME_KINDS).optional(),
    })
    .optional()
    .meta({ description: '表里没有这一列时是什么' }),
  全部资金: z.literal('是').optional().meta({
    description: '表里是各种资金合起来的数：减去别的表里写明资金的，余下的是“默认”的资金',
  }),
});
export type MappingInput = z.output<typeof mappingFile>;

/** What is fixed of the amounts in a column, whatever else their line says. */
export interface AmountColumn {
  readonly section: Section | undefined;
  readonly fund: Fund | undefined;
  readonly nature: Nature | undefined;
  readonly income: IncomeKind | undefined;
  readonly economic: string | undefined;
  readonly carried: boolean;
  /** Which of several columns without anything fixed is meant: the lowest. */
  readonly rank: number;
}

export type Meaning = { readonly role: Role } | { readonly amount: AmountColumn } | 'unused';

/** A mapping as lists are read by it. */
export interface ListMapping {
  /** The name of its file, by which others go on from it. */
  readonly id: string;
  readonly name: string;
  /** Its file, as messages show it. */
  readonly file: string;
  readonly sheets: Words<true>;
  readonly onlyNamed: boolean;
  readonly unit: '元' | '万元' | undefined;
  readonly headings: Words<Meaning>;
  /** Whether each column that is headed by an economic subject holds amounts, and what of them is fixed. */
  readonly byEconomic: AmountColumn | undefined;
  readonly funds: Words<Fund>;
  readonly natures: Words<Nature>;
  readonly incomes: Words<IncomeKind>;
  readonly unitKinds: Words<UnitKind>;
  readonly carried: Words<true>;
  readonly yes: Words<true>;
  readonly totals: Words<true>;
  readonly fund: Fund | undefined;
  readonly nature: Nature | undefined;
  readonly income: IncomeKind | undefined;
  readonly allFunds: boolean;
}

/**
 * Joins a mapping with those that it goes on from.
 * @param chain the root first, the mapping itself last
 * @param id the name of its file, without .yaml
 * @param file the same as messages show it
 */
export function listMapping(chain: readonly MappingInput[], id: string, file: string): ListMapping {
  const own = chain.at(-1);
  // the nearest first: of two meanings of one word the other is never looked at
  const near = [...chain].reverse();
  const last = <T>(of: (one: MappingInput) => T | undefined): T | undefined =>
    near.map(of).find((value) => value !== undefined);
  const seen = new Set<string>();
  const headings: [string, Meaning][] = [];
  for (const one of near) {
    const entries = headingsOf(one, headings.length);
    for (const [word, meaning] of entries) if (!seen.has(word)) headings.push([word, meaning]);
    for (const [word] of entries) seen.add(word);
  }
  const values = <K extends string>(
    of: (
      one: NonNullable<MappingInput['值']>,
    ) => Partial<Record<K, string[] | undefined>> | undefined,
  ): Words<K> =>
    new Words(
      near.flatMap(({ 值 }) =>
        Object.entries((值 && of(值)) ?? {}).flatMap(([meaning, list]) =>
          ((list as string[] | undefined) ?? []).map((word): [string, K] => [word, meaning as K]),
        ),
      ),
    );
  const marks = (of: (one: MappingInput) => readonly string[] | undefined): Words<true> =>
    new Words(near.flatMap((one) => (of(one) ?? []).map((word): [string, true] => [word, true])));
  const byEconomic = near.flatMap(({ 金额 }) => 金额 ?? []).find((one) => one.各列 !== undefined);
  return {
    id,
    name: own?.名称 ?? '',
    file,
    sheets: new Words((own?.表名 ?? []).map((word): [string, true] => [word, true])),
    onlyNamed: own?.只认表名 === '是',
    unit: last(({ 金额单位 }) => 金额单位),
    headings: new Words(headings),
    byEconomic: byEconomic && amountOf(byEconomic, 0),
    funds: values<Fund>(({ 资金 }) => 资金),
    natures: values<Nature>(({ 性质 }) => 性质),
    incomes: values<IncomeKind>(({ 收入来源 }) => 收入来源),
    unitKinds: values<UnitKind>(({ 单位性质 }) => 单位性质),
    carried: marks(({ 值 }) => 值?.结转),
    yes: marks(({ 值 }) => 值?.是),
    totals: marks(({ 合计 }) => 合计),
    fund: last(({ 默认 }) => 默认?.资金),
    nature: last(({ 默认 }) => 默认?.性质),
    income: last(({ 默认 }) => 默认?.收入来源),
    allFunds: own?.全部资金 === '是',
  };
}

/** @param before how many words nearer mappings have, so that their columns come before these */
function headingsOf(one: MappingInput, before: number): [string, Meaning][] {
  const out: [string, Meaning][] = [];
  for (const role of ROLE_NAMES) {
    const meaning: Meaning = { role };
    for (const word of one.栏?.[role] ?? []) out.push([word, meaning]);
  }
  let rank = before;
  for (const column of one.金额 ?? [])
    for (const word of column.标题 ?? []) out.push([word, { amount: amountOf(column, rank++) }]);
  for (const word of one.不用 ?? []) out.push([word, 'unused']);
  return out;
}

const amountOf = (one: AmountInput, rank: number): AmountColumn => ({
  section: one.节,
  fund: one.资金,
  nature: one.性质,
  income: one.收入来源,
  economic: one.经济科目,
  carried: one.结转 === '是',
  rank,
});
