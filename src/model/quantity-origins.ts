/**
 * Where in an input the quantities are written that it states: figures of other years, 政府采购, counts. What
 * a budget or final accounts receive and spend in their own year is no matter of one place: see
 * imports/amounts.
 */
import { countOrigin } from './field-origins.js';
import type { Params, QuantityName } from './quantities.js';
import {
  ALL_THREE,
  CARS,
  type Fund,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INCOME_KINDS,
  OTHER_FUNDS,
  type PackageName,
} from './terms.js';

/** What a cell asks for, with all that the rows and the table around it say. */
export interface Asking {
  readonly kind: PackageName;
  /** Of the package. */
  readonly year: number;
  readonly params: Params;
  /** Code of the functional subject of its row. */
  readonly functional?: string;
  /** It is of a row of a unit, a project, an economic subject: only a part of what is stated. */
  readonly part: boolean;
}

export type QuantityPath = readonly (string | number)[] | undefined;

/** Several funds or one: the one. */
const fundOf = ({ 资金 }: Params): Fund | undefined => {
  const funds = [资金 ?? []].flat();
  return funds.length === 1 && funds[0] !== '财政拨款' ? (funds[0] as Fund) : undefined;
};
const isOwn = ({ 口径 }: Params): boolean => 口径 === undefined || 口径 === '本年';
const single = ({ 项 }: Params): string | undefined => (typeof 项 === 'string' ? 项 : undefined);

/** 上年's expenditure: by fund and item of the functional classification, or by fund alone. */
function spentBefore({ kind, params, functional, part }: Asking): QuantityPath {
  const { 口径: basis, 性质, 类别, 经济科目, 政府经济科目, 级次, 结转 } = params;
  if (isOwn(params) || basis === undefined || basis === '全年预算' || part) return undefined;
  if (性质 ?? 类别 ?? 经济科目 ?? 政府经济科目 ?? 级次 ?? 结转) return undefined;
  const fund = fundOf(params);
  if (kind === '决算' && basis === '上年')
    return fund && functional === undefined ? [basis, '支出', fund] : undefined;
  const subject = functional ?? params.科目;
  if (subject === undefined) return fund && [basis, '支出', fund];
  if (subject.length !== 7) return undefined;
  const others = [params.资金 ?? []].flat().every((one) => OTHER_FUNDS.includes(one as Fund));
  if (fund && !OTHER_FUNDS.includes(fund)) return [basis, `${fund}支出`, subject];
  return params.资金 !== undefined && others ? [basis, '其他资金支出', subject] : undefined;
}

/** Of final accounts what the year before received, by its source, or carried over, by fund. */
function receivedBefore({ kind, params, functional, part }: Asking): QuantityPath {
  if (kind !== '决算' || params.口径 !== '上年' || functional !== undefined || part)
    return undefined;
  if (params.结转 === '结转') {
    const fund = fundOf(params);
    return fund && ['上年', '年初结转和结余', fund];
  }
  const { 来源 } = params;
  return 来源 && INCOME_KINDS.includes(来源) ? ['上年', '收入', 来源] : undefined;
}

type Origin = (asking: Asking) => QuantityPath;
const nowhere: Origin = () => undefined;
/** A figure that an input states for the department as a whole. */
const stated =
  (path: (params: Params) => QuantityPath): Origin =>
  ({ params, part, functional }) =>
    part || functional !== undefined ? undefined : path(params);

/** By quantity; none of those that are sums of what is written elsewhere. */
export const QUANTITY_ORIGINS: Readonly<Record<QuantityName, Origin>> = {
  收入: receivedBefore,
  支出: spentBefore,
  年终结转结余: ({ kind, params, part }) => {
    if (params.口径 !== '上年' || part) return undefined;
    const fund = fundOf(params);
    if (kind === '预算') return params.资金 === undefined ? ['上年', '年终结转结余'] : undefined;
    return fund && ['上年', '年末结转和结余', fund];
  },
  使用非财政拨款结余: ({ kind, params }) =>
    kind === '决算' && params.口径 === '上年' ? ['上年', '使用非财政拨款结余'] : undefined,
  结余分配: ({ kind, params }) =>
    kind === '决算' && params.口径 === '上年' ? ['上年', '结余分配'] : undefined,
  收入总计: nowhere,
  支出总计: nowhere,
  三公经费: ({ params, part }) => {
    const item = single(params);
    if (isOwn(params) || part || params.资金 !== undefined || item === undefined) return undefined;
    if (item === ALL_THREE || item === CARS || /^\d+$/.test(item)) return undefined;
    return [String(params.口径), '三公经费', item];
  },
  数目: stated((params) => (isOwn(params) ? countOrigin(single(params) ?? '')?.path : undefined)),
  机关运行经费: stated((params) =>
    isOwn(params) || params.口径 === '全年预算' ? undefined : [String(params.口径), '机关运行经费'],
  ),
  政府采购: stated((params) => {
    const item = single(params);
    if (isOwn(params)) return item === undefined ? undefined : ['政府采购', item];
    return item === undefined ? [String(params.口径), '政府采购'] : undefined;
  }),
  授予中小企业: stated((params) => ['政府采购', '中小企业', single(params) ?? '合同金额']),
  采购预留: stated((params) => ['政府采购', '预留', single(params) ?? '中小企业']),
  预留成交: stated((params) => ['政府采购', '预留成交', single(params) ?? '中小企业']),
  自评项目支出: nowhere,
  绩效管理金额: stated((params) => ['绩效管理', single(params) ?? '', '金额']),
  政府购买服务: nowhere,
  近两年收支: ({ year, params }) => {
    const item = single(params) ?? '';
    const known: readonly string[] = [...HISTORY_INCOME, ...HISTORY_EXPENDITURE];
    // which entry of the list it is, the year says
    return known.includes(item)
      ? ['整体绩效', '近两年收支', year - Number(params.前 ?? '1'), item]
      : undefined;
  },
  附表: nowhere,
};
