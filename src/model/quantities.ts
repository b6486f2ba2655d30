/**
 * The registry of quantities: everything that a table cell or a sentence may ask for, by name.
 * Templates have no formulas; a form that needs a new figure adds one documented entry here.
 */
import type { Budget, Fact, YearFigures } from './budget.js';
import { MANAGEMENT_STAGES, type ManagementStage } from './form-fields.js';
import { type Figure, NO_FIGURE, sum } from './money.js';
import {
  BASES,
  type Basis,
  CAR_ITEMS,
  CARS,
  EXPENSE_GROUPS,
  FISCAL_FUNDS,
  FUNDS,
  type Fund,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INCOME_KINDS,
  type IncomeKind,
  NATURES,
  type Nature,
  PROCUREMENT_KINDS,
  type ProcurementKind,
  SMALL_FIRM_ITEMS,
  type SmallFirmItem,
  THREE_PUBLIC_ITEMS,
  type ThreePublicItem,
  TRANSFER_PROJECTS,
} from './terms.js';
import {
  EXPENDITURE_SIDES,
  type Filter,
  INCOME_SIDES,
  officeExpenses,
  procurementTotal,
  select,
  servicesTotal,
  threePublic,
} from './totals.js';
import { askedFinely, undetermined, whyUnknown } from './written.js';

/** Parameters as templates write them; each quantity says which it takes. */
export interface Params {
  readonly 资金?: Fund | '财政拨款' | readonly Fund[];
  readonly 性质?: Nature | readonly Nature[];
  readonly 类别?: (typeof EXPENSE_GROUPS)[number];
  readonly 科目?: string;
  readonly 经济科目?: string;
  readonly 政府经济科目?: string;
  readonly 结转?: '本年' | '结转';
  readonly 来源?: IncomeKind;
  readonly 口径?: Basis;
  readonly 项?: string;
  readonly 前?: '1' | '2';
  readonly 级次?: '本级' | '上级';
}
export type ParamName = keyof Params;

/** The words that each parameter may be given; undefined means any text. */
export const PARAM_WORDS: Record<ParamName, readonly string[] | undefined> = {
  资金: [...FUNDS, '财政拨款'],
  性质: NATURES,
  类别: EXPENSE_GROUPS,
  科目: undefined,
  经济科目: undefined,
  政府经济科目: undefined,
  结转: ['本年', '结转'],
  来源: INCOME_KINDS,
  口径: BASES,
  项: undefined,
  前: ['1', '2'],
  级次: ['本级', '上级'],
};

/** Where a quantity is asked for: the budget, narrowed to the row at hand. */
export interface QuantityScope {
  readonly budget: Budget;
  readonly filter: Filter;
}

export interface Quantity {
  readonly meaning: string;
  readonly params: readonly ParamName[];
  /** Words that 项 may be given here. */
  readonly items?: readonly string[];
  /** @returns exact 元; undefined when the input says nothing of it (no year before, nothing stated) */
  readonly compute: (scope: QuantityScope, params: Params) => Figure | Unknown | undefined;
}

/** A figure that was asked for more finely than it is written. */
export interface Unknown {
  /** 上年的支出没有按经济科目写 */
  readonly unknown: string;
}

/** Parameters → filter; the row's own narrowing stays unless a parameter says otherwise. */
export function narrow(base: Filter, params: Params): Filter {
  const list = <T>(value: T | readonly T[]): readonly T[] =>
    Array.isArray(value) ? value : [value as T];
  return {
    ...base,
    ...(params.资金 === undefined
      ? {}
      : { funds: params.资金 === '财政拨款' ? FISCAL_FUNDS : list<Fund>(params.资金) }),
    ...(params.性质 === undefined ? {} : { natures: list<Nature>(params.性质) }),
    ...(params.类别 === undefined ? {} : { group: params.类别 }),
    ...(params.科目 === undefined ? {} : { functional: params.科目 }),
    ...(params.经济科目 === undefined ? {} : { economic: params.经济科目 }),
    ...(params.政府经济科目 === undefined ? {} : { government: params.政府经济科目 }),
    ...(params.结转 === undefined ? {} : { carriedOver: params.结转 === '结转' }),
    ...(params.来源 === undefined ? {} : { income: params.来源 }),
  };
}

/** The figures that a 口径 names; undefined when the input does not have them. */
function yearOf(budget: Budget, { 口径 }: Params): YearFigures | undefined {
  switch (口径) {
    case '上年':
      return budget.prior;
    case '年初预算':
      return budget.initial;
    case '全年预算':
      return budget.adjusted;
    default:
      return budget;
  }
}

const isOwn = ({ 口径 }: Params) => 口径 === undefined || 口径 === '本年';

const isUnknown = (found: Figure | Unknown | undefined): found is Unknown =>
  found !== undefined && 'unknown' in found;

const unknown = ({ 口径 = '本年' }: Params, why: string): Unknown => ({ unknown: `${口径}${why}` });

/**
 * Sums over a side of the facts, narrowed by the row and the parameters.
 * @param part whether it is asked for as a part of a total
 */
const selection =
  (side: Fact['side'], part = false) =>
  ({ budget, filter }: QuantityScope, params: Params): Figure | Unknown | undefined => {
    const year = yearOf(budget, params);
    if (!year) return undefined;
    const wanted = { ...narrow(filter, params), side };
    const why = isOwn(params) ? undefined : whyUnknown(year, wanted, budget.facts, part);
    if (why !== undefined) return unknown(params, why);
    const [open] = side === '支出' ? undetermined(year, wanted) : [];
    return open
      ? unknown(params, `有支出没有确定的政府经济科目（${open.economic ?? '没有写经济科目'}）`)
      : select(year.facts, wanted);
  };

/** The sum of several sides; not known when one of them is not. What no side but the first speaks of is none. */
const selections =
  (sides: readonly Fact['side'][]) =>
  (scope: QuantityScope, params: Params): Figure | Unknown | undefined => {
    const parts = sides.map((side, i) => selection(side, i > 0)(scope, params));
    const known = parts.filter((part) => part !== undefined && !isUnknown(part)) as Figure[];
    return known.length === parts.length ? sum(known) : parts.find(isUnknown);
  };

/**
 * A figure of another year that is stated for the department as a whole: not known of one of its rows.
 * @param stated undefined where that year does not state it
 */
function ofDepartment(
  { filter }: QuantityScope,
  params: Params,
  name: string,
  stated: Figure | undefined,
): Figure | Unknown | undefined {
  const finely = askedFinely(filter);
  return stated && finely ? unknown(params, `的${name}没有按${finely}写`) : stated;
}

/** 级次: only projects that are paid from transfers of the government above, or only the others. */
function atLevel(budget: Budget, filter: Filter, { 级次 }: Params): Filter {
  if (级次 === undefined) return filter;
  const projects = budget.projects
    .filter(({ category }) => (category === TRANSFER_PROJECTS) === (级次 === '上级'))
    .map(({ key }) => key)
    .filter((key) => filter.projects?.includes(key) ?? true);
  return { ...filter, projects };
}

function threePublicItems(word: string | undefined): readonly ThreePublicItem[] {
  if (word === CARS) return CAR_ITEMS;
  return word === undefined ? THREE_PUBLIC_ITEMS : [word as ThreePublicItem];
}

export const QUANTITIES = {
  收入: {
    meaning: '收入，可按来源、资金、结转选取；不写结转即本年收入加上年结转结余',
    params: ['来源', '资金', '科目', '结转', '口径'],
    compute: selection('收入'),
  },
  支出: {
    meaning:
      '支出，可按资金、性质、人员或公用经费、功能科目、经济科目、政府经济科目、结转选取；级次选取本级支出项目或转移支付项目（上级）',
    params: ['资金', '性质', '类别', '科目', '经济科目', '政府经济科目', '结转', '口径', '级次'],
    compute: ({ budget, filter }, params) =>
      params.级次 !== undefined && !isOwn(params) && yearOf(budget, params)
        ? unknown(params, '的项目没有写是本级还是上级的')
        : selection('支出')({ budget, filter: atLevel(budget, filter, params) }, params),
  },
  年终结转结余: {
    meaning: '年终（决算称年末）结转结余，可按资金选取',
    params: ['资金', '科目', '口径'],
    compute: selection('年终结转结余'),
  },
  使用非财政拨款结余: {
    meaning: '决算：使用非财政拨款结余（含专用结余）',
    params: ['口径'],
    compute: selection('使用非财政拨款结余'),
  },
  结余分配: {
    meaning: '决算：结余分配',
    params: ['口径'],
    compute: selection('结余分配'),
  },
  收入总计: {
    meaning: '本年收入合计加上年（年初）结转结余，决算还加使用非财政拨款结余，可按资金选取',
    params: ['资金', '口径'],
    compute: selections(INCOME_SIDES),
  },
  支出总计: {
    meaning: '本年支出合计加年终（年末）结转结余，决算还加结余分配，可按资金选取',
    params: ['资金', '口径'],
    compute: selections(EXPENDITURE_SIDES),
  },
  三公经费: {
    meaning:
      '“三公”经费，一般公共预算（决算为财政拨款）在 30212、30217、30231、31013 四个经济科目下的支出；不写项即合计',
    params: ['项', '口径'],
    items: [...THREE_PUBLIC_ITEMS, CARS],
    compute: (scope, params) => {
      const { budget, filter } = scope;
      const items = threePublicItems(params.项);
      if (isOwn(params)) return sum(items.map((item) => threePublic(budget, item, filter)));
      const stated = yearOf(budget, params)?.threePublic;
      // an item that is not written among others was none
      const found = stated && sum(items.map((item) => stated.get(item) ?? NO_FIGURE));
      return ofDepartment(scope, params, '三公经费', found);
    },
  },
  机关运行经费: {
    meaning: '行政单位和参公事业单位一般公共预算安排的公用经费',
    params: ['口径'],
    compute: (scope, params) => {
      const { budget, filter } = scope;
      if (isOwn(params)) return officeExpenses(budget, filter);
      return ofDepartment(scope, params, '机关运行经费', yearOf(budget, params)?.officeExpenses);
    },
  },
  政府采购: {
    meaning: '政府采购预算；不写项即合计',
    params: ['项', '口径'],
    items: PROCUREMENT_KINDS,
    compute: (scope, params) => {
      const { budget } = scope;
      const kind = params.项 as ProcurementKind | undefined;
      if (isOwn(params))
        return ofDepartment(scope, params, '政府采购', procurementTotal(budget, kind));
      const { procurement, procurementByKind } = yearOf(budget, params) ?? {};
      if (procurement && kind !== undefined && !procurement.value.isZero()) {
        if (!procurementByKind) return unknown(params, '的政府采购没有分货物、工程、服务写');
        return ofDepartment(scope, params, '政府采购', procurementByKind.get(kind) ?? NO_FIGURE);
      }
      return ofDepartment(scope, params, '政府采购', procurement);
    },
  },
  授予中小企业: {
    meaning: '决算：政府采购授予中小企业的合同金额；项为其中的小微企业，或货物、工程、服务',
    params: ['项'],
    items: SMALL_FIRM_ITEMS,
    compute: ({ budget }, params) =>
      budget.final?.smallFirms.get((params.项 ?? '合同金额') as SmallFirmItem),
  },
  自评项目支出: {
    meaning: '决算：开展绩效自评的项目的支出合计',
    params: ['资金'],
    compute: ({ budget, filter }, params) => {
      const projects = budget.final?.projects.flatMap((one) => one.projects ?? []) ?? [];
      const side = '支出' as const;
      return select(budget.facts, { ...narrow(filter, params), side, projects });
    },
  },
  绩效管理金额: {
    meaning: '绩效目标、绩效跟踪、绩效自评的项目涉及的预算金额，项写哪一个',
    params: ['项'],
    items: MANAGEMENT_STAGES,
    compute: (scope, params) => {
      const stated = scope.budget.management.amounts.get(params.项 as ManagementStage);
      return ofDepartment(scope, params, '绩效管理金额', stated);
    },
  },
  政府购买服务: {
    meaning: '政府购买服务预算合计',
    params: [],
    compute: (scope, params) =>
      ofDepartment(scope, params, '政府购买服务', servicesTotal(scope.budget)),
  },
  近两年收支: {
    meaning: '整体绩效目标表里前一年（前: 1）和前两年（前: 2）的收支',
    params: ['项', '前'],
    items: [...HISTORY_INCOME, ...HISTORY_EXPENDITURE, '收入合计', '支出合计'],
    compute: ({ budget }, params) => {
      const year = budget.year - Number(params.前 ?? '1');
      const amounts = budget.overall?.history.find((entry) => entry.year === year)?.amounts;
      if (!amounts) return undefined;
      const of = (keys: readonly string[]) => sum(keys.flatMap((key) => amounts.get(key) ?? []));
      if (params.项 === '收入合计') return of(HISTORY_INCOME);
      if (params.项 === '支出合计') return of(HISTORY_EXPENDITURE);
      return amounts.get(params.项 ?? '');
    },
  },
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof QUANTITIES;
export const QUANTITY_NAMES = Object.keys(QUANTITIES) as QuantityName[];

/**
 * Looks up and computes; the name and the parameters were checked when the template was loaded.
 * @returns exact 元; undefined when the input does not know it
 */
export function quantity(
  scope: QuantityScope,
  name: QuantityName,
  params: Params,
): Figure | undefined {
  const found = (QUANTITIES[name] as Quantity).compute(scope, params);
  return isUnknown(found) ? undefined : found;
}

/** Why a quantity is not known, where its year is written, but not so finely. */
export function whyNotKnown(
  scope: QuantityScope,
  name: QuantityName,
  params: Params,
): string | undefined {
  const found = (QUANTITIES[name] as Quantity).compute(scope, params);
  return isUnknown(found) ? found.unknown : undefined;
}

/**
 * What is wrong with a reference to a quantity, in Chinese; undefined when nothing is.
 * Used by table templates and by sentence helpers alike.
 */
export function referenceProblem(
  name: string,
  params: Record<string, unknown>,
): { key: string; message: string; known: readonly string[] } | undefined {
  const entry = Object.hasOwn(QUANTITIES, name)
    ? (QUANTITIES as Record<string, Quantity>)[name]
    : undefined;
  if (!entry) return { key: '量', message: `没有“${name}”这个量`, known: QUANTITY_NAMES };
  for (const [key, value] of Object.entries(params)) {
    if (!(entry.params as readonly string[]).includes(key)) {
      return { key, message: `量“${name}”没有参数“${key}”`, known: entry.params };
    }
    const words = key === '项' ? entry.items : PARAM_WORDS[key as ParamName];
    for (const word of Array.isArray(value) ? value : [value]) {
      if (words && !words.includes(String(word))) {
        return { key, message: `参数“${key}”不能是“${String(word)}”`, known: words };
      }
    }
  }
  return undefined;
}
