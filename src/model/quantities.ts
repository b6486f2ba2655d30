/**
 * The registry of quantities: everything that a table cell or a sentence may ask for, by name.
 * Templates have no formulas; a form that needs a new figure adds one documented entry here.
 */
import type { Budget, Fact, YearFigures } from './budget.js';
import { COUNT_FIELDS, MANAGEMENT_STAGES, type ManagementStage, namesOf } from './form-fields.js';
import { type Figure, NO_FIGURE, sum } from './money.js';
import { isByUnit, linesOfUnits, scheduleTotals } from './schedule.js';
import {
  ALL_THREE,
  BASES,
  type Basis,
  CAR_ITEMS,
  CARS,
  EXPENSE_GROUPS,
  EXPENSE_ITEM_NAMES,
  EXPENSE_ITEMS,
  type ExpenseItem,
  FISCAL_FUNDS,
  FUNDS,
  FURTHER_ITEMS,
  type Fund,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INCOME_KINDS,
  type IncomeKind,
  NATURES,
  type Nature,
  type PackageName,
  PROCUREMENT_KINDS,
  type ProcurementKind,
  RESERVED_ITEMS,
  type ReservedItem,
  SMALL_FIRM_ITEMS,
  type SmallFirmItem,
  THREE_PUBLIC_ITEMS,
  TRANSFER_PROJECTS,
  WON_ITEMS,
  type WonItem,
} from './terms.js';
import {
  EXPENDITURE_SIDES,
  expensesUnder,
  type Filter,
  INCOME_SIDES,
  officeExpenses,
  procurementTotal,
  select,
  servicesTotal,
} from './totals.js';
import { askedFinely, coarseFact, undetermined, whyUnknown } from './written.js';

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
  readonly 项?: string | readonly string[];
  readonly 前?: '1' | '2';
  readonly 级次?: '本级' | '上级';
  /** Of rows that a form lists whether or not they have amounts. */
  readonly 只列?: '有数';
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
  只列: ['有数'],
};

/** Where a quantity is asked for: the budget, narrowed to the row at hand. */
export interface QuantityScope {
  readonly budget: Budget;
  readonly filter: Filter;
}

export interface Quantity {
  readonly meaning: string;
  /** The kinds of package that can have it; all, if absent. */
  readonly kinds?: readonly PackageName[];
  readonly params: readonly ParamName[];
  /** Words that 项 may be given here. */
  readonly items?: readonly string[];
  /** 项 may also be the code of an economic 款, or several of all these, which are summed. */
  readonly open?: true;
  /** It counts things, and is no money. */
  readonly counts?: true;
  /** @returns exact 元; undefined when the input says nothing of it (no year before, nothing stated) */
  readonly compute: (scope: QuantityScope, params: Params) => Figure | Unknown | undefined;
}

/** A figure that was asked for more finely than it is written. */
export interface Unknown {
  /** 上年的支出没有按经济科目写 */
  readonly unknown: string;
  /** An amount of the package's own year that is to be written more finely. */
  readonly coarse?: Fact;
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
export function yearOf(budget: Budget, { 口径 }: Pick<Params, '口径'>): YearFigures | undefined {
  switch (口径) {
    case '上年':
      return budget.prior;
    case '上年执行数':
      return budget.outturn;
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
    const why = whyUnknown(year, wanted, budget.facts, part);
    if (why !== undefined) {
      const coarse = isOwn(params) ? coarseFact(year, wanted) : undefined;
      return { ...unknown(params, why), ...(coarse ? { coarse } : {}) };
    }
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

/** The economic 款 that 项 of “三公”经费 names, each once. */
function expenseCodes({ 项 = ALL_THREE }: Params): string[] {
  const codes = [项].flat().flatMap((word): readonly string[] => {
    if (word === ALL_THREE) return THREE_PUBLIC_ITEMS.map((item) => EXPENSE_ITEMS[item]);
    if (word === CARS) return CAR_ITEMS.map((item) => EXPENSE_ITEMS[item]);
    return [EXPENSE_ITEMS[word as ExpenseItem] ?? word];
  });
  return [...new Set(codes)];
}

const ITEM_OF_CODE: ReadonlyMap<string, ExpenseItem> = new Map(
  EXPENSE_ITEM_NAMES.map((item) => [EXPENSE_ITEMS[item], item]),
);

/** What another year spent under some economic 款, as far as it is stated, or written line by line. */
function otherExpenses(
  year: YearFigures,
  codes: readonly string[],
  scope: QuantityScope,
  params: Params,
): Figure | Unknown | undefined {
  const filter = narrow(scope.filter, params);
  const { threePublicFunds } = scope.budget.kind;
  const { funds = threePublicFunds } = filter;
  const usual =
    funds.length === threePublicFunds.length &&
    funds.every((one) => threePublicFunds.includes(one));
  const items = codes.map((code) => ITEM_OF_CODE.get(code));
  const stated = year.threePublic;
  if (usual && stated && items.every((item) => item !== undefined)) {
    // an item that is not written among others was none; one that forms print beside them is not known
    const missing = items.find((item) => item && item in FURTHER_ITEMS && !stated.has(item));
    if (missing) return unknown(params, `没有写${missing}`);
    const found = sum(items.map((item) => (item && stated.get(item)) ?? NO_FIGURE));
    return ofDepartment(scope, params, '三公经费', found);
  }
  // final accounts of the whole year write their lines, as a budget does
  const complete = !year.listings && year.facts.some(({ side }) => side === '支出');
  if (complete) return expensesUnder(year.facts, codes, { ...filter, funds });
  if (!stated) return undefined;
  return unknown(params, usual ? '的支出没有按经济科目写' : `的三公经费没有按资金写`);
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
    kinds: ['决算'],
    meaning: '决算：使用非财政拨款结余（含专用结余）',
    params: ['口径'],
    compute: selection('使用非财政拨款结余'),
  },
  结余分配: {
    kinds: ['决算'],
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
      '“三公”经费，一般公共预算（决算为财政拨款；写了资金的按资金）在 30212、30217、30231、31013 四个经济科目下的支出；不写项即合计；会议费、培训费（或别的款级经济科目的代码）不在合计里，项写成列表即各项之和',
    params: ['项', '资金', '口径'],
    items: [ALL_THREE, ...EXPENSE_ITEM_NAMES, CARS],
    open: true,
    compute: (scope, params) => {
      const { budget, filter } = scope;
      const codes = expenseCodes(params);
      const year = yearOf(budget, params);
      if (!isOwn(params)) return year && otherExpenses(year, codes, scope, params);
      const { funds = budget.kind.threePublicFunds } = narrow(filter, params);
      return expensesUnder(budget.facts, codes, { ...filter, funds });
    },
  },
  数目: {
    meaning:
      '团组、人次、辆数、批次、台（套）等数，按项；印成整数，不是金额。语句里直接写字段，如 {{出国团组}}',
    params: ['项', '口径'],
    items: namesOf(COUNT_FIELDS),
    counts: true,
    compute: (scope, params) => {
      const found = yearOf(scope.budget, params)?.counts?.get(String(params.项 ?? ''));
      return ofDepartment(scope, params, '数目', found);
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
    kinds: ['决算'],
    meaning: '决算：政府采购授予中小企业的合同金额；项为其中的小微企业，或货物、工程、服务',
    params: ['项'],
    items: SMALL_FIRM_ITEMS,
    compute: ({ budget }, params) =>
      budget.final?.smallFirms.get((params.项 ?? '合同金额') as SmallFirmItem),
  },
  采购预留: {
    meaning: '面向中小企业预留的政府采购项目预算金额；项为小微企业即其中面向小微企业的',
    params: ['项'],
    items: RESERVED_ITEMS,
    compute: (scope, params) => {
      const item = (params.项 ?? '中小企业') as ReservedItem;
      return ofDepartment(scope, params, '采购预留', scope.budget.reserved.get(item));
    },
  },
  预留成交: {
    kinds: ['决算'],
    meaning:
      '决算：面向中小企业预留的采购里由中小企业、面向小微企业预留的里由小微企业中标或成交的金额；项为其他项目即没有预留的采购里由中小企业中标或成交的',
    params: ['项'],
    items: WON_ITEMS,
    compute: (scope, params) => {
      const item = (params.项 ?? '中小企业') as WonItem;
      return ofDepartment(scope, params, '预留成交', scope.budget.final?.reservedWon.get(item));
    },
  },
  自评项目支出: {
    kinds: ['决算'],
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
    kinds: ['预算'],
    meaning: '政府购买服务预算合计',
    params: [],
    compute: (scope, params) =>
      ofDepartment(scope, params, '政府购买服务', servicesTotal(scope.budget)),
  },
  近两年收支: {
    kinds: ['预算'],
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
      return amounts.get(String(params.项 ?? ''));
    },
  },
  附表: {
    meaning: '附表一栏的合计，项写成 键.栏，如 新增资产配置.金额；数量的栏以它的计量单位计',
    params: ['项'],
    compute: ({ budget, filter }, params) => {
      const [key = '', column = ''] = String(params.项 ?? '').split('.');
      const schedule = budget.schedules.get(key);
      if (!schedule?.written) return undefined;
      const { units, ...finer } = filter;
      const ofUnits = isByUnit(schedule.form);
      const found = scheduleTotals(schedule.form, linesOfUnits(schedule, units))[column];
      return ofDepartment({ budget, filter: ofUnits ? finer : filter }, params, key, found);
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

/** What there is to say of a quantity that is not known, where its year is written, but not so finely. */
export function unknownOf(
  scope: QuantityScope,
  name: QuantityName,
  params: Params,
): Unknown | undefined {
  const found = (QUANTITIES[name] as Quantity).compute(scope, params);
  return isUnknown(found) ? found : undefined;
}

/** Whether an input has the year of a basis at all. */
export const hasYear = (budget: Budget, params: Params): boolean =>
  yearOf(budget, params) !== undefined;

/** Why a quantity is not known, where its year is written, but not so finely. */
export const whyNotKnown = (
  scope: QuantityScope,
  name: QuantityName,
  params: Params,
): string | undefined => unknownOf(scope, name, params)?.unknown;

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
    if (key === '项' && Array.isArray(value) && !entry.open)
      return { key, message: `量“${name}”的“项”只能写一个`, known: entry.items ?? [] };
    for (const word of Array.isArray(value) ? value : [value]) {
      if (key === '项' && entry.open && /^\d{5}$/.test(String(word))) continue;
      if (words && !words.includes(String(word))) {
        return { key, message: `参数“${key}”不能是“${String(word)}”`, known: words };
      }
    }
  }
  return undefined;
}
