/** What words mean, in figures: of the year, of the year before, of the budget. */
import { memoize } from 'es-toolkit/function/memoize';
import type { Budget, Fact } from '../../model/budget.js';
import { type Figure, sum } from '../../model/money.js';
import { quantity } from '../../model/quantities.js';
import { type Basis, FISCAL_FUNDS } from '../../model/terms.js';
import { select } from '../../model/totals.js';
import type { Frame, Referent } from '../claims/claim.js';
import type { AskedQuantity, Meaning, ProjectFigure } from '../meanings.js';

/** The figure of a meaning, exact, in 元; undefined where the input does not know it. */
export type FigureOf = (meaning: Meaning, basis: Basis) => Figure | undefined;

/** The figures of a budget; each is computed once. */
export function figuresOf(budget: Budget): FigureOf {
  const figures = memoize((meaning: Meaning) =>
    memoize((basis: Basis) => figureOf(budget, meaning, basis)),
  );
  return (meaning, basis) => figures(meaning)(basis);
}

function figureOf(budget: Budget, meaning: Meaning, basis: Basis): Figure | undefined {
  if ('quantity' in meaning) return quantityFigure(budget, meaning, basis);
  if ('projects' in meaning) return projectFigure(budget, meaning, basis);
  if ('parts' in meaning) {
    const parts = meaning.parts.map((part) => figureOf(budget, part, basis));
    return parts.every((part) => part !== undefined) ? sum(parts) : undefined;
  }
  const form = basis === '本年' ? budget.performance[meaning.index] : undefined;
  const costs = form?.activities.map(({ amount }) => amount) ?? [];
  return {
    总预算: form?.totalBudget,
    前年预算: form?.yearBefore,
    支出明细: costs.length > 0 ? sum(costs) : undefined,
  }[meaning.field];
}

function quantityFigure(
  budget: Budget,
  { quantity: name, params, unit, only }: AskedQuantity,
  basis: Basis,
): Figure | undefined {
  if (only && basis !== only) return undefined;
  const year = {
    本年: budget,
    上年: budget.prior,
    上年执行数: budget.outturn,
    年初预算: budget.initial,
    全年预算: undefined,
  }[basis];
  // listed by subject alone
  if (unit !== undefined && !year?.facts.every((fact) => fact.unit !== undefined)) return undefined;
  const { 性质, 类别, 经济科目 } = params;
  const detailed = 性质 !== undefined || 类别 !== undefined || 经济科目 !== undefined;
  const tells = (fact: Fact) => fact.side !== '支出' || fact.nature !== undefined;
  if (detailed && !year?.facts.every(tells)) return undefined;
  const filter = unit === undefined ? {} : { units: [unit] };
  const asked = basis === '本年' ? params : { ...params, 口径: basis };
  const found = quantity({ budget, filter }, name, asked);
  // a list that says nothing of a fund does not say that there was none
  const silent = basis !== '本年' && params.资金 && !params.科目 && found?.sources.length === 0;
  return silent ? undefined : found;
}

function projectFigure(
  budget: Budget,
  { projects, fiscal, form }: ProjectFigure,
  basis: Basis,
): Figure | undefined {
  const stated =
    form?.section === '绩效项目'
      ? basis === '上年' && budget.performance[form.index]?.lastYear
      : form && basis === '全年预算' && budget.final?.projects[form.index]?.budget;
  if (stated) return stated;
  const year = basis === '本年' ? budget : basis === '上年' ? budget.prior : undefined;
  if (!year?.facts.some(({ project }) => projects.includes(project ?? ''))) return undefined;
  const funds = fiscal ? { funds: FISCAL_FUNDS } : {};
  return select(year.facts, { ...funds, side: '支出', projects });
}

const BASES: Readonly<Record<Frame, readonly Basis[]>> = {
  本年: ['本年', '上年', '年初预算', '全年预算'],
  上年: ['上年'],
  预算: ['年初预算', '全年预算', '本年'],
};

/** One figure that a name may stand for. */
export interface Candidate {
  readonly meaning: Meaning;
  readonly basis: Basis;
  readonly figure: Figure;
}

/** All that a name may stand for, the likeliest first; none where the input does not know that one. */
export function candidatesOf({ name, frame }: Referent, figure: FigureOf): Candidate[] {
  const found = BASES[frame].flatMap((basis) =>
    name.meanings.flatMap((meaning): Candidate[] => {
      const one = figure(meaning, basis);
      return one ? [{ meaning, basis, figure: one }] : [];
    }),
  );
  const main: readonly Basis[] = frame === '预算' ? ['年初预算', '全年预算'] : [frame];
  return found.some(({ basis }) => main.includes(basis)) ? found : [];
}

/** The figures of what is meant now and before, where the input knows both. */
export interface Pair {
  readonly meaning: Meaning;
  readonly now: Figure;
  readonly before: Figure;
}

/** The pairs of all that may be meant, the likeliest first. */
export function pairsOf(
  { meanings, basis }: { readonly meanings: readonly Meaning[]; readonly basis: Basis },
  figure: FigureOf,
): Pair[] {
  return meanings.flatMap((meaning): Pair[] => {
    const now = figure(meaning, '本年');
    const before = figure(meaning, basis);
    return now && before ? [{ meaning, now, before }] : [];
  });
}
