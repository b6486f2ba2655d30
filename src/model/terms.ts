/**
 * The domain's closed vocabularies: what may be written in YAML and in templates, word by word.
 * English names for them stand in docs/术语.md.
 */

/** Kinds of input file, as `类型` names them. */
export const KIND_NAMES = ['预算', '决算', '上年数'] as const;
export type KindName = (typeof KIND_NAMES)[number];
/** Those that a package is made of; 上年数 is only compared with. */
export type PackageName = Exclude<KindName, '上年数'>;
/** 主体：whose package it is, a department's with its units or a unit's own. */
export const PUBLISHERS = ['部门', '单位'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

/** 资金：what an expenditure is paid from. */
export const FUNDS = [
  '一般公共预算',
  '政府性基金预算',
  '国有资本经营预算',
  '财政专户管理资金',
  '单位资金',
] as const;
export type Fund = (typeof FUNDS)[number];

/** 财政拨款 = the three budgets that the public treasury appropriates. */
export const FISCAL_FUNDS: readonly Fund[] = ['一般公共预算', '政府性基金预算', '国有资本经营预算'];

/** What 其他资金 stands for, where the two are not told apart. */
export const OTHER_FUNDS: readonly Fund[] = ['财政专户管理资金', '单位资金'];

/** Something that a department receives. */
interface IncomeSource {
  /** The kind of money that it becomes when it is spent. */
  readonly fund: Fund;
  /** Its place in 收入构成, behind 财政拨款收入; 0 where it is a part of that. */
  readonly line: number;
  /** The one kind of package that has it, if not all have. */
  readonly only?: PackageName;
  /** What a kind of package calls it, where it has another name there. */
  readonly names?: Readonly<Partial<Record<PackageName, string>>>;
  /** What sentences call the income, and the money, where they have other names. */
  readonly income?: string;
  readonly money?: string;
}

const appropriated = (fund: Fund): IncomeSource => ({
  fund,
  line: 0,
  income: `${fund}财政拨款收入`,
  money: `${fund}财政拨款`,
});

/** 收入来源：the lines of 收支总表. */
const SOURCES = {
  一般公共预算拨款: appropriated('一般公共预算'),
  政府性基金预算拨款: appropriated('政府性基金预算'),
  国有资本经营预算拨款: appropriated('国有资本经营预算'),
  // final accounts know no special fiscal accounts: what was paid in there is 事业收入
  财政专户管理资金: {
    fund: '财政专户管理资金',
    line: 6,
    only: '预算',
    income: '财政专户管理资金收入',
  },
  事业收入: { fund: '单位资金', line: 2 },
  事业单位经营收入: { fund: '单位资金', line: 3, names: { 决算: '经营收入' } },
  上级补助收入: { fund: '单位资金', line: 1 },
  附属单位上缴收入: { fund: '单位资金', line: 4 },
  其他收入: { fund: '单位资金', line: 5 },
} as const satisfies Record<string, IncomeSource>;
export type IncomeKind = keyof typeof SOURCES;
export const INCOME: Readonly<Record<IncomeKind, IncomeSource>> = SOURCES;
export const INCOME_KINDS = Object.keys(INCOME) as IncomeKind[];

/** The income that a kind of package may have. */
export const incomesOf = (kind: PackageName): IncomeKind[] =>
  INCOME_KINDS.filter((name) => (INCOME[name].only ?? kind) === kind);
/** The funds that this becomes. */
export const fundsOf = (kind: PackageName): Fund[] =>
  FUNDS.filter((fund) => incomesOf(kind).some((name) => INCOME[name].fund === fund));

/** 口径：which set of a year's figures a quantity is taken from. */
export const BASES = ['本年', '上年', '上年执行数', '年初预算', '全年预算'] as const;
export type Basis = (typeof BASES)[number];
/** Those that an input may take from another file: keys by which it names the file, or lists the figures. */
export const OTHER_YEARS = ['上年', '上年执行数', '年初预算'] as const satisfies readonly Basis[];
export type YearRole = (typeof OTHER_YEARS)[number];

/** 支出性质 */
export const OTHER_NATURES = ['事业单位经营支出', '上缴上级支出', '对附属单位补助支出'] as const;
export const NATURES = ['基本支出', '项目支出', ...OTHER_NATURES] as const;
export type Nature = (typeof NATURES)[number];

/** 基本支出 by 经济分类 */
export const EXPENSE_GROUPS = ['人员经费', '公用经费'] as const;
export type ExpenseGroup = (typeof EXPENSE_GROUPS)[number];

/** “三公”经费 items and the 经济分类 款 that each is recorded under. */
export const THREE_PUBLIC = {
  '因公出国（境）费': '30212',
  公务用车购置费: '31013',
  公务用车运行维护费: '30231',
  公务接待费: '30217',
} as const;
export type ThreePublicItem = keyof typeof THREE_PUBLIC;
export const THREE_PUBLIC_ITEMS = Object.keys(THREE_PUBLIC) as ThreePublicItem[];
/** What many forms print beside “三公”经费, by their 款; no part of its total. */
export const FURTHER_ITEMS = { 会议费: '30215', 培训费: '30216' } as const;
/** All that a year's figures may state item by item. */
export const EXPENSE_ITEMS = { ...THREE_PUBLIC, ...FURTHER_ITEMS } as const;
export type ExpenseItem = keyof typeof EXPENSE_ITEMS;
export const EXPENSE_ITEM_NAMES = Object.keys(EXPENSE_ITEMS) as ExpenseItem[];
/** “三公”经费 as a whole, where it stands among other items. */
export const ALL_THREE = '合计';
/** What the two items for cars come to. */
export const CARS = '公务用车购置及运行费';
export const CAR_ITEMS: readonly ThreePublicItem[] = ['公务用车购置费', '公务用车运行维护费'];

/** 单位性质：only 行政单位 and 参公事业单位 have 机关运行经费. */
export const UNIT_KINDS = ['行政单位', '参公事业单位', '事业单位'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const PROCUREMENT_KINDS = ['货物', '工程', '服务'] as const;
export type ProcurementKind = (typeof PROCUREMENT_KINDS)[number];

/** 政府采购 contracts awarded to small firms: all, those of 小微企业 among them, and by kind. */
export const SMALL_FIRM_ITEMS = ['合同金额', '小微企业', ...PROCUREMENT_KINDS] as const;
export type SmallFirmItem = (typeof SMALL_FIRM_ITEMS)[number];

/** 政府采购 that is reserved for small firms: all, and those of 小微企业 among them. */
export const RESERVED_ITEMS = ['中小企业', '小微企业'] as const;
export type ReservedItem = (typeof RESERVED_ITEMS)[number];
/** What small firms won: of what was reserved for them, and of other purchases. */
export const WON_ITEMS = [...RESERVED_ITEMS, '其他项目'] as const;
export type WonItem = (typeof WON_ITEMS)[number];

export const INDICATOR_LEVELS = ['成本指标', '产出指标', '效益指标', '满意度指标'] as const;

/** Where the money of a cost line of 绩效项目 comes from. */
export const COST_SOURCES = ['本级财政拨款', '上级转移支付', '其他资金'] as const;
export type CostSource = (typeof COST_SOURCES)[number];

/** 项目类别 of the budget system, each with its code; departments may write others. */
export const PROJECT_CATEGORIES = { 本级支出项目: '31', 转移支付项目: '32' } as const;
type ProjectCategory = keyof typeof PROJECT_CATEGORIES;
/** The projects whose category is not written. */
export const OWN_PROJECTS: ProjectCategory = '本级支出项目';
/** Those that are paid from transfers of the government above. */
export const TRANSFER_PROJECTS: ProjectCategory = '转移支付项目';

/** What the overall performance form tells of the two years before. */
export const HISTORY_INCOME = ['财政拨款', '财政专户管理资金', '单位资金'] as const;
export const HISTORY_EXPENDITURE = [
  '人员类项目支出',
  '运转类项目支出',
  '特定目标类项目支出',
] as const;
