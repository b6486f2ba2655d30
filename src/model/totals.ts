/**
 * Selections of facts and the named sums that the rules of disclosure speak of. All in 元, exact.
 */
import type { Budget, Fact, YearFigures } from './budget.js';
import { type Figure, NO_FIGURE, sum } from './money.js';
import {
  EXPENSE_ITEM_NAMES,
  EXPENSE_ITEMS,
  type ExpenseItem,
  FISCAL_FUNDS,
  type ProcurementKind,
  THREE_PUBLIC_ITEMS,
} from './terms.js';

/**
 * What to select; an absent member selects everything. `functional`, `economic` and `government` are code prefixes; an
 * empty `economic` selects what is written without an economic subject.
 */
export interface Filter {
  readonly side?: Fact['side'];
  readonly funds?: readonly Fact['fund'][];
  readonly carriedOver?: boolean;
  readonly units?: readonly string[];
  readonly income?: Fact['income'];
  readonly natures?: readonly NonNullable<Fact['nature']>[];
  readonly functional?: string;
  readonly economic?: string;
  readonly government?: string;
  readonly group?: Fact['group'];
  readonly projects?: readonly string[];
}

const isBelow = (code: string | undefined, prefix: string): boolean =>
  prefix === '' ? code === undefined : (code?.startsWith(prefix) ?? false);

/** Longer lists of words are looked up in a set, made once. */
const FEW = 8;
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function isOneOf(words: readonly string[], word: string): boolean {
  if (words.length <= FEW) return words.includes(word);
  let set = sets.get(words);
  if (!set) {
    set = new Set(words);
    sets.set(words, set);
  }
  return set.has(word);
}

function matches(fact: Fact, filter: Filter): boolean {
  return (
    (filter.side === undefined || fact.side === filter.side) &&
    (filter.funds === undefined || filter.funds.includes(fact.fund)) &&
    (filter.carriedOver === undefined || fact.carriedOver === filter.carriedOver) &&
    (filter.units === undefined || (fact.unit !== undefined && isOneOf(filter.units, fact.unit))) &&
    (filter.income === undefined || fact.income === filter.income) &&
    (filter.natures === undefined ||
      (fact.nature !== undefined && filter.natures.includes(fact.nature))) &&
    (filter.functional === undefined ||
      (fact.functional?.startsWith(filter.functional) ?? false)) &&
    (filter.economic === undefined || isBelow(fact.economic, filter.economic)) &&
    (filter.government === undefined ||
      (fact.government?.startsWith(filter.government) ?? false)) &&
    (filter.group === undefined || fact.group === filter.group) &&
    (filter.projects === undefined ||
      (fact.project !== undefined && isOneOf(filter.projects, fact.project)))
  );
}

/** The facts that a filter selects, in their order. */
export function selectFacts(facts: readonly Fact[], filter: Filter): Fact[] {
  return candidates(facts, filter).filter((fact) => matches(fact, filter));
}

/** Facts by a word that they are written under, as a filter names it. */
type Index = ReadonlyMap<string, readonly Fact[]>;
type Indexes = Readonly<Record<'functional' | 'economic' | 'project' | 'unit' | 'rest', Index>>;
const indexes = new WeakMap<readonly Fact[], Indexes>();

/** Facts among which those of a filter are: the fewest that one of its words leads to. */
function candidates(facts: readonly Fact[], filter: Filter): readonly Fact[] {
  const { functional, economic, projects, units, side } = filter;
  let index = indexes.get(facts);
  if (!index) {
    index = makeIndexes(facts);
    indexes.set(facts, index);
  }
  // asked for each cell of each table: without a list of the words made anew
  let fewest = facts;
  fewest = fewer(fewest, index.functional, functional);
  fewest = fewer(fewest, index.economic, economic || undefined);
  if (projects?.length === 1) fewest = fewer(fewest, index.project, projects[0]);
  if (units?.length === 1) fewest = fewer(fewest, index.unit, units[0]);
  return side === '支出' ? fewest : fewer(fewest, index.rest, side);
}

const NONE: readonly Fact[] = [];

/** The facts under a word, where they are fewer than those that are known of. */
function fewer(facts: readonly Fact[], index: Index, word: string | undefined): readonly Fact[] {
  if (word === undefined) return facts;
  const found = index.get(word) ?? NONE;
  return found.length < facts.length ? found : facts;
}

function makeIndexes(facts: readonly Fact[]): Indexes {
  const make = (keys: (fact: Fact) => readonly string[]): Index => {
    const index = new Map<string, Fact[]>();
    for (const fact of facts)
      for (const key of keys(fact)) {
        const found = index.get(key);
        if (found) found.push(fact);
        else index.set(key, [fact]);
      }
    return index;
  };
  /** Every beginning of a code: a filter may name any. */
  const prefixes = (code = '') => {
    const out: string[] = [];
    for (let end = 1; end <= code.length; end++) out.push(code.slice(0, end));
    return out;
  };
  const only = (word: string | undefined) => (word === undefined ? [] : [word]);
  return {
    functional: make((fact) => prefixes(fact.functional)),
    economic: make((fact) => prefixes(fact.economic)),
    project: make((fact) => only(fact.project)),
    unit: make((fact) => only(fact.unit)),
    // most facts are expenditure: an index of it would lead to nearly all
    rest: make(({ side }) => (side === '支出' ? [] : [side])),
  };
}

/** The exact sum of the facts that a filter selects, with their places. */
export function select(facts: readonly Fact[], filter: Filter): Figure {
  return sum(selectFacts(facts, filter).map((fact) => fact.amount));
}

/** The sides that make up 收入总计 and 支出总计. A budget has neither 使用非财政拨款结余 nor 结余分配. */
export const INCOME_SIDES = ['收入', '使用非财政拨款结余'] as const;
export const EXPENDITURE_SIDES = ['支出', '结余分配', '年终结转结余'] as const;

/** 收入总计 = 本年收入合计 + 使用非财政拨款结余 + 上年（年初）结转结余. */
export function incomeTotal(year: YearFigures, filter: Filter = {}): Figure {
  return sum(INCOME_SIDES.map((side) => select(year.facts, { ...filter, side })));
}

/** 支出总计 = 本年支出合计 + 结余分配 + 年终（年末）结转结余. */
export function expenditureTotal(year: YearFigures, filter: Filter = {}): Figure {
  return sum(EXPENDITURE_SIDES.map((side) => select(year.facts, { ...filter, side })));
}

/**
 * One item of “三公”经费, or all; or another item that forms print beside it. The kind of package says of which
 * funds, where none are asked for.
 */
export function threePublic(
  budget: Budget,
  item: ExpenseItem | undefined,
  filter: Filter = {},
): Figure {
  const items = item === undefined ? THREE_PUBLIC_ITEMS : [item];
  const codes = items.map((one) => EXPENSE_ITEMS[one]);
  const funds = filter.funds ?? budget.kind.threePublicFunds;
  return expensesUnder(budget.facts, codes, { ...filter, funds });
}

/** What is paid of the public treasury's money under some economic 款, in basic and in project expenditure. */
export function expensesUnder(
  facts: readonly Fact[],
  codes: readonly string[],
  filter: Filter,
): Figure {
  const { economic = '' } = filter;
  const funds = both(FISCAL_FUNDS, filter.funds);
  return sum(
    codes
      .filter((code) => code.startsWith(economic))
      .map((code) => select(facts, { ...filter, side: '支出', funds, economic: code })),
  );
}

/** Words of a list, of which a row may be of some only. */
const both = <T>(all: readonly T[], some: readonly T[] | undefined): readonly T[] =>
  some ? all.filter((one) => some.includes(one)) : all;

/** 机关运行经费: 公用经费 of the general public budget in 行政单位 and 参公事业单位. */
export function officeExpenses(budget: Budget, filter: Filter = {}): Figure {
  const { units = [], funds = [], ...rest } = officeFilter(budget);
  return select(budget.facts, {
    ...filter,
    ...rest,
    units: both(units, filter.units),
    funds: both(funds, filter.funds),
    side: '支出',
  });
}

/** What 机关运行经费 selects. */
export function officeFilter(budget: Budget): Filter {
  const units = budget.units.filter((unit) => unit.kind !== '事业单位').map((unit) => unit.code);
  return { natures: ['基本支出'], funds: ['一般公共预算'], group: '公用经费', units };
}

/** 政府采购预算, one kind or all; undefined when the input says nothing of it. */
export function procurementTotal(budget: Budget, kind?: ProcurementKind): Figure | undefined {
  if (budget.procurementByKind.size === 0) return undefined;
  return kind === undefined
    ? sum([...budget.procurementByKind.values()])
    : (budget.procurementByKind.get(kind) ?? NO_FIGURE);
}

/** 政府购买服务预算; undefined when the input says nothing of it. */
export function servicesTotal(budget: Budget): Figure | undefined {
  return budget.services.size === 0 ? undefined : sum([...budget.services.values()]);
}

const basic = (budget: Budget, group?: Fact['group']) =>
  select(budget.facts, { side: '支出', natures: ['基本支出'], ...(group ? { group } : {}) });

/** The facts of all units, with the transfers between them that the department's leave out. */
export const withInternal = (budget: Budget): YearFigures =>
  budget.internal.length === 0
    ? budget
    : { ...budget, facts: [...budget.facts, ...budget.internal] };

/** The totals that an input may state (`合计`), each with its computation. */
export const STATED_TOTALS = {
  收入总计: (budget: Budget) => incomeTotal(budget),
  本年收入合计: (budget: Budget) => select(budget.facts, { side: '收入', carriedOver: false }),
  支出总计: (budget: Budget) => expenditureTotal(budget),
  本年支出合计: (budget: Budget) => select(budget.facts, { side: '支出' }),
  基本支出: (budget: Budget) => basic(budget),
  人员经费: (budget: Budget) => basic(budget, '人员经费'),
  公用经费: (budget: Budget) => basic(budget, '公用经费'),
  项目支出: (budget: Budget) => select(budget.facts, { side: '支出', natures: ['项目支出'] }),
  三公经费: (budget: Budget) => threePublic(budget, undefined),
  政府采购: (budget: Budget) => procurementTotal(budget) ?? NO_FIGURE,
} as const;
export type StatedTotalName = keyof typeof STATED_TOTALS;
export const STATED_TOTAL_NAMES = Object.keys(STATED_TOTALS) as StatedTotalName[];

/** The years beside its own that an input has figures of. */
export const otherYears = ({ prior, outturn, initial }: Budget): YearFigures[] =>
  [prior, outturn, initial].flatMap((year) => year ?? []);

/** A department's year as another year is compared with it. */
export function yearFigures(budget: Budget): YearFigures {
  const procurement = procurementTotal(budget);
  return {
    year: budget.year,
    facts: budget.facts,
    stated: budget.stated ?? [],
    units: budget.units,
    projects: budget.projects,
    threePublic: new Map(EXPENSE_ITEM_NAMES.map((item) => [item, threePublic(budget, item)])),
    counts: budget.counts,
    officeExpenses: officeExpenses(budget),
    ...(procurement ? { procurement, procurementByKind: budget.procurementByKind } : {}),
  };
}
