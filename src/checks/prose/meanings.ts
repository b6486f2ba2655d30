/** What words may mean: a figure of the registry, what projects cost; each of any year that the input knows. */
import type { Budget, Fact } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { type Params, type QuantityName, quantity } from '../../model/quantities.js';
import type { Basis } from '../../model/terms.js';
import { type Filter, select } from '../../model/totals.js';

/** One thing that words may mean. */
export interface Meaning {
  readonly what: string;
  /** Exact; undefined where the input does not know it. */
  readonly of: (basis: Basis) => Figure | undefined;
}

/** Each basis is computed once. */
export function meaning(what: string, of: Meaning['of']): Meaning {
  const known = new Map<Basis, Figure | undefined>();
  return {
    what,
    of: (basis) => {
      if (!known.has(basis)) known.set(basis, of(basis));
      return known.get(basis);
    },
  };
}

/** A quantity of the registry as a meaning. @param filter of one unit alone */
export function quantityMeaning(
  budget: Budget,
  what: string,
  name: QuantityName,
  params: Params = {},
  filter: Filter = {},
): Meaning {
  return meaning(what, (basis) => {
    const year = {
      本年: budget,
      上年: budget.prior,
      年初预算: budget.initial,
      全年预算: undefined,
    }[basis];
    // listed by subject alone
    if (filter.units && !year?.facts.every((fact) => fact.unit !== undefined)) return undefined;
    const { 性质, 类别, 经济科目 } = params;
    const detailed = 性质 !== undefined || 类别 !== undefined || 经济科目 !== undefined;
    const told = (fact: Fact) => fact.side !== '支出' || fact.nature !== undefined;
    if (detailed && !year?.facts.every(told)) return undefined;
    const found = quantity(
      { budget, filter },
      name,
      basis === '本年' ? params : { ...params, 口径: basis },
    );
    // a list that says nothing of a fund does not say that there was none
    const silent = basis !== '本年' && params.资金 && !params.科目 && found?.sources.length === 0;
    return silent ? undefined : found;
  });
}

/**
 * What is spent for projects, or budgeted for them.
 * @param known figures that the performance forms state themselves
 */
export function projectMeaning(
  budget: Budget,
  what: string,
  names: readonly string[],
  known: Partial<Record<Basis, Figure | undefined>> = {},
  more: Filter = {},
): Meaning {
  return meaning(what, (basis) => {
    if (known[basis]) return known[basis];
    const year = basis === '本年' ? budget : basis === '上年' ? budget.prior : undefined;
    const listed = year?.facts.some((fact) => names.includes(fact.project ?? ''));
    return year && listed
      ? select(year.facts, { ...more, side: '支出', projects: names })
      : undefined;
  });
}
