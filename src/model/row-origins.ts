/**
 * Where in an input the rows of each row source come from: the way back from what a table prints to the keys
 * that it was written under. One entry for each row source, one line for each of its fields and amounts;
 * what an import reads, and what a test holds against the row sources, both go by it.
 */
import {
  COST_FORM,
  EVALUATION_FORM,
  type FieldValues,
  type FormField,
  fieldsOf,
  PROJECT_EVALUATION_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
  PURCHASE_FORM,
  SERVICE_FORM,
} from './form-fields.js';
import type { RowSourceName } from './rows.js';
import type { CostSource } from './terms.js';

/** How a text that is printed stands for what is written. */
export type WrittenAs =
  | keyof FieldValues
  /** Digits and letters, kept as they are. */
  | 'code'
  /** 主体：部门 or 单位. */
  | 'publisher'
  /** Points of a form, as （20分） or 20. */
  | 'points'
  /** An amount with its unit, as 30万元. */
  | 'amount';

/** A text that stands for one value of the input. */
export interface LeafOrigin {
  /** Keys below the entry of its row; of a field of the package as a whole, from the top. */
  readonly path: readonly string[];
  /** Each row prints what the package as a whole says. */
  readonly ofPackage?: true;
  /** A text, if absent. */
  readonly value?: WrittenAs;
  /** What is printed where nothing is written. */
  readonly otherwise?: NonNullable<FormField['otherwise']>;
  /** The text that is printed where nothing is written. */
  readonly unless?: string;
  /** The amount of the same row that is printed where nothing is written. */
  readonly unlessAmount?: string;
}

/** A text that is made of several values: each by its key in the entry, undefined where it cannot be taken apart. */
export interface SentenceOrigin {
  readonly apart: (shown: string, year: number) => Readonly<Record<string, string>> | undefined;
  readonly values: Readonly<Record<string, WrittenAs>>;
}

/** What follows from other parts of the input, so that nothing is read from it. */
export const COMPUTED = 'computed';
export type FieldOrigin = LeafOrigin | SentenceOrigin | typeof COMPUTED;
export type AmountOrigin = Omit<LeafOrigin, 'value' | 'unless' | 'otherwise'> | typeof COMPUTED;

interface RowFields {
  readonly fields: Readonly<Record<string, FieldOrigin>>;
  readonly amounts?: Readonly<Record<string, AmountOrigin>>;
}

/** Rows that are entries of a list. */
export interface ListOrigin extends RowFields {
  readonly kind: 'list';
  readonly at: readonly string[];
  /** From the entry of the row around it; from the top, if absent. */
  readonly inside?: true;
  /** Where it stands if no row is around it. */
  readonly outside?: readonly string[];
  /** Fields, one of which tells entries apart wherever they are printed; by their order, if absent. */
  readonly key?: readonly string[];
  /** Fields with the number of an entry, where a form prints it. */
  readonly number?: readonly string[];
  /** Rows with no text but in these are headings and totals. */
  readonly headings?: readonly string[];
}

/** The one row of a part of the input. */
export interface PartOrigin extends RowFields {
  readonly kind: 'part';
  readonly at: readonly string[];
}

/** Rows that are entries of a map, or of maps within it. */
export interface MapOrigin extends RowFields {
  readonly kind: 'map';
  readonly at: readonly string[];
  readonly inside?: true;
  /** The fields that are its keys, from the outermost. */
  readonly keys: readonly string[];
  /** Each entry is a list of what `fields` say; else it is the one value that they or `amounts` name. */
  readonly lists?: true;
  /** The field that is empty, or `none`, where a list is. */
  readonly lead?: string;
  readonly none?: string;
}

/** Rows which select amounts and say nothing of their own. */
export interface SelectingOrigin {
  readonly kind: 'selecting';
  /** By what: nothing of a total, a functional subject, or something else. */
  readonly by: '合计' | '功能科目' | '其他';
}

/** Rows that several parts of the input make together: units, projects, lines that a format declares. */
export interface ComposedOrigin {
  readonly kind: 'composed';
}

export type RowOrigin = ListOrigin | PartOrigin | MapOrigin | SelectingOrigin | ComposedOrigin;

const TOTAL: SelectingOrigin = { kind: 'selecting', by: '合计' };
const BY_FUNCTION: SelectingOrigin = { kind: 'selecting', by: '功能科目' };
const BY_OTHERS: SelectingOrigin = { kind: 'selecting', by: '其他' };
const COMPOSED: ComposedOrigin = { kind: 'composed' };

/** The fields of a form by the names that templates ask for. */
export const originsOf = (
  fields: readonly FormField[],
  base: readonly string[] = [],
): Record<string, LeafOrigin> =>
  Object.fromEntries(
    fields.map(({ key, field = key, value, otherwise }) => [
      field,
      {
        path: [...base, key],
        ...(value === undefined ? {} : { value }),
        ...(otherwise === undefined ? {} : { otherwise }),
      },
    ]),
  );

const leaf = (key: string, more: Omit<LeafOrigin, 'path'> = {}): LeafOrigin => ({
  path: [key],
  ...more,
});

const AMOUNT_TEXT = String.raw`-?[\d,.]+(?:亿元|万元|元)`;
/** 2024年预算145万元, 2023年预算为950万元 */
const OF_YEAR = new RegExp(`(\\d{4})年预算为?(${AMOUNT_TEXT})`, 'g');

/** Budgets of the two years before, by their keys, as far as a text names their years. */
function budgetsBefore(shown: string, year: number): Record<string, string> {
  const keys = new Map([
    [year - 1, '上年预算'],
    [year - 2, '前年预算'],
  ]);
  return Object.fromEntries(
    [...shown.matchAll(OF_YEAR)].flatMap(([, of, amount = '']) => {
      const key = keys.get(Number(of));
      return key === undefined ? [] : [[key, amount]];
    }),
  );
}

/** 预算变动: the years before, this year, by how much it is more or less, and why. */
function changeApart(shown: string, year: number): Record<string, string> | undefined {
  const own = new RegExp(`^(?:\\d{4}年预算${AMOUNT_TEXT}，)*${year}年预算${AMOUNT_TEXT}`);
  if (!own.test(shown)) return undefined;
  const reason = /，原因是([\s\S]+?)。?$/.exec(shown)?.[1];
  return { ...budgetsBefore(shown, year), ...(reason ? { 变动理由: reason } : {}) };
}

/** [A02010105]台式计算机 */
function goodsApart(shown: string): Record<string, string> | undefined {
  const [, code, name] = /^[[［【]?([ABC]\d{2,10})[\]］】]?\s*(\S[\s\S]*)$/.exec(shown) ?? [];
  return code && name ? { 品目编码: code, 品目: name } : undefined;
}

const CHANGED: SentenceOrigin = {
  apart: changeApart,
  values: { 上年预算: 'amount', 前年预算: 'amount', 变动理由: 'text' },
};
const BEFORE: SentenceOrigin = { apart: budgetsBefore, values: CHANGED.values };

const NUMBERED = { 序号: COMPUTED } as const;

const PERFORMANCE: ListOrigin = {
  kind: 'list',
  at: ['绩效项目'],
  key: ['项目名称', '公开名称', '项目编码'],
  fields: {
    ...NUMBERED,
    ...originsOf(fieldsOf(PROJECT_FORM)),
    项目名称: leaf('名称'),
    公开名称: leaf('公开名称', { otherwise: '名称' }),
    项目编码: leaf('编码', { value: 'code' }),
    用途: leaf('用途'),
    填报日期: leaf('编制日期', { value: 'date', ofPackage: true }),
    起始年度: leaf('起始年度', { value: 'year' }),
    终止年度: leaf('终止年度', { value: 'year' }),
    变动理由: leaf('变动理由', { unless: '无' }),
    预算变动: CHANGED,
    前两年预算: BEFORE,
  },
  amounts: {
    当年预算: COMPUTED,
    总预算: leaf('总预算', { unlessAmount: '当年预算' }),
    跨年总预算: leaf('总预算'),
    延续总预算: leaf('总预算'),
    上年预算: leaf('上年预算'),
    前年预算: leaf('前年预算'),
  },
};

const goals = (key: string): ListOrigin => ({
  kind: 'list',
  at: [key],
  inside: true,
  outside: ['整体绩效'],
  key: ['目标'],
  number: ['目标序号', '序号'],
  fields: {
    ...NUMBERED,
    目标序号: COMPUTED,
    目标: leaf('内容'),
    权重: leaf('权重', { value: 'count' }),
  },
});

/** What a form of self-evaluation has, of the department and of a project alike. */
const EVALUATION = {
  fields: {
    ...NUMBERED,
    ...originsOf(fieldsOf(EVALUATION_FORM)),
    项目名称: leaf('名称'),
    // the name without what may have been at its end says less than 项目名称
    项目简名: COMPUTED,
    附件号: COMPUTED,
    执行得分: COMPUTED,
    执行满分: leaf('执行率分值', { value: 'points', unless: '20' }),
    执行满分注: leaf('执行率分值', { value: 'points', unless: '20' }),
    目标满分注: COMPUTED,
    指标满分注: COMPUTED,
    总分: COMPUTED,
    自评得分: COMPUTED,
    预算数: leaf('全年预算', { value: 'amount' }),
    执行数: COMPUTED,
    执行率注: COMPUTED,
  },
  amounts: { 全年预算: leaf('全年预算'), 执行数: COMPUTED },
} as const satisfies RowFields;

/** The amount column of a cost line says where its money comes from. */
const COST_COLUMNS = {
  本级金额: '本级财政拨款',
  上级金额: '上级转移支付',
  其他金额: '其他资金',
} as const satisfies Record<string, CostSource>;
/** What an amount says of its line beside how much it is: a value by its key. */
export const SAID_BY_COLUMN: Readonly<Record<string, readonly [key: string, value: string]>> =
  Object.fromEntries(
    Object.entries(COST_COLUMNS).map(([column, source]) => [column, ['来源', source]]),
  );

const LINE_HEADS = ['编码', '名称'];
/** The unit that a line is of. */
const OF_UNIT = { 编码: leaf('单位', { value: 'code' }), 名称: COMPUTED } as const;

export const ROW_ORIGINS: Readonly<Record<RowSourceName, RowOrigin>> = {
  合计: TOTAL,
  支出类别: BY_FUNCTION,
  功能科目: BY_FUNCTION,
  项级科目: BY_FUNCTION,
  预决算科目: BY_FUNCTION,
  预决算类: BY_FUNCTION,
  款级功能科目: BY_FUNCTION,
  收入科目: BY_FUNCTION,
  收支科目: BY_FUNCTION,
  类级科目: BY_FUNCTION,
  款级经济科目: BY_OTHERS,
  类级经济科目: BY_OTHERS,
  机关运行经费科目: BY_OTHERS,
  停用科目: BY_FUNCTION,
  经济科目: BY_OTHERS,
  政府经济科目: BY_OTHERS,
  类级政府经济科目: BY_OTHERS,
  款级政府经济科目: BY_OTHERS,
  收入来源: BY_OTHERS,
  资金: BY_OTHERS,
  收入构成: BY_OTHERS,
  未有收入: BY_OTHERS,
  支出构成: BY_OTHERS,
  未有支出: BY_OTHERS,
  拨款构成: BY_OTHERS,
  未有拨款: BY_OTHERS,
  表列经济科目: BY_OTHERS,
  表外经济科目: BY_OTHERS,
  绩效项目合计: BY_OTHERS,
  空表: BY_OTHERS,
  单位: COMPOSED,
  所属单位: COMPOSED,
  项目: COMPOSED,
  项目科目: COMPOSED,
  附表: COMPOSED,
  项目说明: COMPOSED,
  购买服务: {
    kind: 'map',
    at: ['政府购买服务'],
    keys: ['名称'],
    fields: {},
    amounts: { 金额: { path: [] } },
  },
  车辆: {
    kind: 'map',
    at: ['国有资产', '车辆'],
    keys: ['名称'],
    fields: { 数量: { path: [], value: 'count' } },
  },
  计划购置车辆: {
    kind: 'map',
    at: ['国有资产', '计划购置', '车辆'],
    keys: ['名称'],
    fields: { 数量: { path: [], value: 'count' } },
  },
  运行费明细: {
    kind: 'map',
    at: ['三公经费说明', '运行费明细'],
    keys: ['名称'],
    fields: {},
    amounts: { 金额: { path: [] } },
  },
  补充名词: { kind: 'map', at: ['名词解释'], keys: ['名称'], fields: { 解释: { path: [] } } },
  项目经费说明: {
    kind: 'list',
    at: ['项目经费说明'],
    key: ['名称'],
    fields: { 名称: leaf('名称') },
    amounts: { 金额: COMPUTED },
  },
  人员构成: {
    kind: 'part',
    at: ['人员'],
    fields: {
      编制总数: COMPUTED,
      行政编制: { path: ['编制', '行政'], value: 'count' },
      事业编制: { path: ['编制', '事业'], value: 'count' },
      在职总数: COMPUTED,
      在职行政: { path: ['在职', '行政'], value: 'count' },
      在职事业: { path: ['在职', '事业'], value: 'count' },
      在职参公: { path: ['在职', '参公事业'], value: 'count' },
      离休人数: leaf('离休', { value: 'count' }),
      退休人数: leaf('退休', { value: 'count' }),
    },
  },
  政府采购明细: {
    kind: 'list',
    at: ['政府采购明细'],
    headings: LINE_HEADS,
    fields: {
      ...OF_UNIT,
      ...originsOf(fieldsOf(PURCHASE_FORM)),
      品目: { apart: goodsApart, values: { 品目编码: 'code', 品目: 'text' } },
    },
    amounts: {
      单价: leaf('单价'),
      金额: leaf('金额'),
      中小企业: leaf('中小企业'),
      小微企业: leaf('小微企业'),
    },
  },
  购买服务明细: {
    kind: 'list',
    at: ['购买服务明细'],
    headings: LINE_HEADS,
    fields: { ...OF_UNIT, ...originsOf(fieldsOf(SERVICE_FORM)) },
    amounts: { 金额: leaf('金额') },
  },
  整体绩效: { kind: 'part', at: ['整体绩效'], fields: {} },
  绩效项目: PERFORMANCE,
  整体项目: PERFORMANCE,
  所含项目: {
    kind: 'list',
    at: ['项目'],
    inside: true,
    key: ['名称'],
    fields: { ...NUMBERED, 名称: { path: [] }, 编码: COMPUTED },
    amounts: { 金额: COMPUTED },
  },
  长期目标: goals('长期目标'),
  年度目标: goals('年度目标'),
  指标: {
    kind: 'map',
    at: ['指标'],
    inside: true,
    keys: ['一级', '二级'],
    lists: true,
    lead: '三级',
    fields: {
      三级: leaf('名称'),
      前年: leaf('前年'),
      上年: leaf('上年'),
      值: leaf('值'),
      权重: leaf('权重', { value: 'count' }),
      依据: leaf('依据'),
    },
  },
  支出明细: {
    kind: 'list',
    at: ['支出明细'],
    inside: true,
    headings: ['序号'],
    fields: { ...NUMBERED, ...originsOf(fieldsOf(COST_FORM)) },
    amounts: {
      金额: leaf('金额'),
      ...Object.fromEntries(Object.keys(COST_COLUMNS).map((column) => [column, leaf('金额')])),
    },
  },
  采购: {
    kind: 'list',
    at: ['采购'],
    inside: true,
    headings: [],
    fields: originsOf(fieldsOf(PROJECT_PURCHASE_FORM)),
    amounts: { 金额: leaf('金额') },
  },
  整体自评: {
    kind: 'part',
    at: ['整体自评'],
    ...EVALUATION,
    fields: {
      ...EVALUATION.fields,
      项目名称: leaf('名称', { otherwise: '部门名称' }),
    },
  },
  项目自评: {
    kind: 'list',
    at: ['项目自评'],
    key: ['项目名称', '公开名称'],
    ...EVALUATION,
    fields: { ...EVALUATION.fields, ...originsOf(fieldsOf(PROJECT_EVALUATION_FORM)) },
  },
  自评目标: {
    kind: 'list',
    at: ['目标'],
    inside: true,
    key: ['目标'],
    number: ['目标序号'],
    fields: {
      目标序号: COMPUTED,
      目标: leaf('内容'),
      目标完成: leaf('完成情况'),
      目标分值注: leaf('分值', { value: 'points' }),
      目标得分: leaf('得分', { value: 'points' }),
      目标指标分值注: COMPUTED,
    },
  },
  自评指标: {
    kind: 'map',
    at: ['指标'],
    inside: true,
    keys: ['一级', '二级'],
    lists: true,
    lead: '三级',
    none: '无',
    fields: {
      三级: leaf('名称'),
      目标值: leaf('目标值'),
      完成值: leaf('完成值'),
      分值: leaf('分值', { value: 'points' }),
      得分: leaf('得分', { value: 'points' }),
    },
  },
  重点工作: {
    kind: 'list',
    at: ['重点工作', '事项'],
    key: ['事项'],
    fields: {
      ...NUMBERED,
      事项: leaf('事项'),
      内容: leaf('内容'),
      完成情况: leaf('完成情况'),
    },
  },
};
