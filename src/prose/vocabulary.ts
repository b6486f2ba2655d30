/** The words of reports on budgets and accounts for the totals of a department, each with its quantity. */
import type { Params, QuantityName } from '../model/quantities.js';
import type { PackageName } from '../model/terms.js';

/** What the names of the budgets are in prose; what is named behind them is of that fund. */
export const FUND_WORDS: readonly (readonly [
  words: readonly string[],
  fund: NonNullable<Params['资金']>,
])[] = [
  [['一般公共预算', '一般公共预算财政拨款', '一般公共预算拨款'], '一般公共预算'],
  [['政府性基金', '政府性基金预算', '政府性基金预算财政拨款'], '政府性基金预算'],
  [['国有资本经营', '国有资本经营预算', '国有资本经营预算财政拨款'], '国有资本经营预算'],
  [['财政拨款'], '财政拨款'],
];
const BALANCE = ['收支总计', '收、支总计', '收支总额', '收支总预算', '收支总决算'];

/** A total by its words without a fund, its words behind the name of one, and the quantities that it may be. */
export type Total = readonly [
  words: readonly string[],
  behindFund: readonly string[],
  meanings: readonly (readonly [QuantityName, Params])[],
];
const BOTH: Total[2] = [
  ['支出总计', {}],
  ['收入总计', {}],
];
const RECEIVED: Total[2] = [
  ['收入', { 结转: '本年' }],
  ['收入', {}],
];
const INCOME: Total[2] = [['收入总计', {}], ...RECEIVED];
const EXPENDITURE: Total[2] = [
  ['支出总计', {}],
  ['支出', {}],
];

/** Words of the one kind of package alone: in the other they speak of figures that it does not compute. */
const OF_KIND: Readonly<Record<PackageName, readonly Total[]>> = {
  预算: [
    [['部门预算总额', '部门总预算', '预算总额', '总预算', '收支预算', '收入支出预算'], [], BOTH],
    [['收入总预算', '收入预算'], ['收入总预算'], INCOME],
    [['支出总预算', '支出预算'], ['支出总预算'], EXPENDITURE],
  ],
  决算: [
    [['部门决算总额', '部门总决算', '决算总额', '总决算'], [], BOTH],
    [['收入总决算'], ['收入总决算'], INCOME],
    [['支出总决算'], ['支出总决算'], EXPENDITURE],
  ],
};

/** Words that are a total only where they open a sentence: of a project there is a 总预算 as well. */
export const OPENING_ONLY: ReadonlySet<string> = new Set([
  '预算总额',
  '总预算',
  '收入预算',
  '支出预算',
  '收支预算',
  '收入支出预算',
  '决算总额',
  '总决算',
]);

/** Behind the name of a unit the bare words are enough: 局本级支出. */
export const OF_UNIT: readonly Total[] = [
  [['收入', '收入预算', '收入总预算'], [], INCOME],
  [['支出', '支出预算', '支出总预算'], [], EXPENDITURE],
];

/** The words of a kind of package. */
export function totalsOf(kind: PackageName): readonly Total[] {
  return [...TOTALS, ...OF_KIND[kind]];
}

const TOTALS: readonly Total[] = [
  [BALANCE, BALANCE, BOTH],
  [['收入总计'], ['收入总计'], [['收入总计', {}]]],
  [['支出总计'], ['支出总计'], [['支出总计', {}]]],
  [['本年收入', '本年收入合计', '总收入', '收入合计'], ['收入', '本年收入', '收入合计'], RECEIVED],
  [['本年支出', '本年支出合计', '总支出', '支出合计'], ['支出', '支出合计'], [['支出', {}]]],
  [[], ['拨款', '财政拨款'], [['支出', {}], ...RECEIVED]],
  [['基本支出'], ['基本支出'], [['支出', { 性质: '基本支出' }]]],
  [['项目支出'], ['项目支出'], [['支出', { 性质: '项目支出' }]]],
  [['人员经费'], ['人员经费'], [['支出', { 性质: '基本支出', 类别: '人员经费' }]]],
  [['公用经费'], ['公用经费'], [['支出', { 性质: '基本支出', 类别: '公用经费' }]]],
  [
    ['年初结转和结余', '年初结转结余', '上年结转和结余', '上年结转结余'],
    ['年初结转和结余', '年初结转结余', '上年结转结余'],
    [['收入', { 结转: '结转' }]],
  ],
  [
    ['年末结转和结余', '年末结转结余', '年终结转和结余', '年终结转结余'],
    ['年末结转和结余', '年末结转结余', '年终结转结余'],
    [['年终结转结余', {}]],
  ],
];

const CARS = [
  '公务用车购置及运行费',
  '公务用车购置及运行维护费',
  '公务用车购置和运行费',
  '公务用车购置和运行维护费',
];
/** Quantities that are the same of every fund. */
export const OTHERS: readonly (readonly [words: readonly string[], QuantityName, Params])[] = [
  [['三公经费'], '三公经费', {}],
  [
    ['因公出国（境）费', '因公出国（境）费用', '因公出国（境）经费', '因公出国费', '因公出国费用'],
    '三公经费',
    { 项: '因公出国（境）费' },
  ],
  [['公务用车购置费', '公务用车购置费用'], '三公经费', { 项: '公务用车购置费' }],
  [
    ['公务用车运行维护费', '公务用车运行费', '公务用车运行维护费用'],
    '三公经费',
    { 项: '公务用车运行维护费' },
  ],
  [CARS, '三公经费', { 项: '公务用车购置及运行费' }],
  [['公务接待费', '公务接待费用'], '三公经费', { 项: '公务接待费' }],
  [['机关运行经费'], '机关运行经费', {}],
  [['政府采购'], '政府采购', {}],
  [['政府购买服务'], '政府购买服务', {}],
  [['授予中小企业合同', '授予中小企业合同金额'], '授予中小企业', {}],
  [['授予小微企业合同', '授予小微企业合同金额'], '授予中小企业', { 项: '小微企业' }],
];
