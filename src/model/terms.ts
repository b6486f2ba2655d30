/**
 * The domain's closed vocabularies: what may be written in YAML and in templates, word by word.
 * English names for them stand in docs/术语.md.
 */

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

/** 收入来源：the lines of 收支总表, each with the kind of money it becomes when it is spent. */
export const INCOME_FUND = {
  一般公共预算拨款: '一般公共预算',
  政府性基金预算拨款: '政府性基金预算',
  国有资本经营预算拨款: '国有资本经营预算',
  财政专户管理资金: '财政专户管理资金',
  事业收入: '单位资金',
  事业单位经营收入: '单位资金',
  上级补助收入: '单位资金',
  附属单位上缴收入: '单位资金',
  其他收入: '单位资金',
} as const satisfies Record<string, Fund>;
export type IncomeKind = keyof typeof INCOME_FUND;
export const INCOME_KINDS = Object.keys(INCOME_FUND) as IncomeKind[];

/** 决算 knows no special fiscal accounts: what was paid in there is 事业收入. */
export const FINAL_INCOME_KINDS = INCOME_KINDS.filter((kind) => kind !== '财政专户管理资金');
export const FINAL_FUNDS = FUNDS.filter((fund) => fund !== '财政专户管理资金');

/** 口径：which set of a year's figures a quantity is taken from. */
export const BASES = ['本年', '上年', '年初预算', '全年预算'] as const;
export type Basis = (typeof BASES)[number];

/** 支出性质 */
export const NATURES = [
  '基本支出',
  '项目支出',
  '事业单位经营支出',
  '上缴上级支出',
  '对附属单位补助支出',
] as const;
export type Nature = (typeof NATURES)[number];
export const OTHER_NATURES = ['事业单位经营支出', '上缴上级支出', '对附属单位补助支出'] as const;

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

/** 单位性质：only 行政单位 and 参公事业单位 have 机关运行经费. */
export const UNIT_KINDS = ['行政单位', '参公事业单位', '事业单位'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const PROCUREMENT_KINDS = ['货物', '工程', '服务'] as const;
export type ProcurementKind = (typeof PROCUREMENT_KINDS)[number];

/** 政府采购 contracts awarded to small firms: all, those of 小微企业 among them, and by kind. */
export const SMALL_FIRM_ITEMS = ['合同金额', '小微企业', ...PROCUREMENT_KINDS] as const;
export type SmallFirmItem = (typeof SMALL_FIRM_ITEMS)[number];

export const INDICATOR_LEVELS = ['成本指标', '产出指标', '效益指标', '满意度指标'] as const;

/** Where the money of a cost line of 绩效项目 comes from. */
export const COST_SOURCES = ['本级财政拨款', '上级转移支付', '其他资金'] as const;
export type CostSource = (typeof COST_SOURCES)[number];

/** Category of the projects that are paid from transfers of the government above. */
export const TRANSFER_PROJECTS = '转移支付项目';

/** 段：paragraphs that a department writes itself. */
export const TEXT_NAMES = [
  '主要职责',
  '机构说明',
  '人员构成',
  '国有资产说明',
  '项目支出成效',
  '绩效管理开展情况',
  '整体自评结果',
  '自评结果应用',
  '专项支出说明',
  '重点工作综述',
] as const;
export type TextName = (typeof TEXT_NAMES)[number];
