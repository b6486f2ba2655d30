/** Which words of a text name which quantity: totals of the department, subjects, projects. */
import type { Budget, Fact } from '../../model/budget.js';
import { type Figure, sum } from '../../model/money.js';
import { type Params, type QuantityName, quantity } from '../../model/quantities.js';
import { ancestry } from '../../model/subjects.js';
import {
  type Basis,
  FISCAL_FUNDS,
  INCOME_KINDS,
  PROCUREMENT_KINDS,
  type ProcurementKind,
} from '../../model/terms.js';
import { type Filter, procurementTotal, select } from '../../model/totals.js';
import { proseOf } from './figures.js';
import { FUND_WORDS, OTHERS, TOTALS } from './words.js';

/** One thing that words may mean. */
export interface Meaning {
  readonly what: string;
  /** Exact; undefined where the input does not know it. */
  readonly of: (basis: Basis) => Figure | undefined;
}

/** Words with what they may mean, the likeliest first. */
export interface Named {
  /** As prose has it: without spaces and quotation marks. */
  readonly word: string;
  /** 采购: a kind of purchase, named so only where 政府采购 is spoken of. */
  readonly kind: '部门' | '采购' | '科目' | '项目';
  readonly meanings: readonly Meaning[];
}

export interface Names {
  /** The longest name that ends at an offset of a text. */
  readonly endingAt: (text: string, end: number) => Named | undefined;
}

const cache = new WeakMap<Budget, Names>();

/** All names that a text on this budget may use for an amount. */
export function namesOf(budget: Budget): Names {
  const known = cache.get(budget);
  if (known) return known;
  const made = index([...department(budget), ...subjects(budget), ...projects(budget)]);
  cache.set(budget, made);
  return made;
}

/** @param list of two that share a word the first says of what kind it is; both are meant */
function index(list: readonly Named[]): Names {
  const byWord = new Map<string, Named>();
  for (const named of list) {
    const word = proseOf(named.word).text;
    const before = byWord.get(word);
    const meanings = [...(before?.meanings ?? []), ...named.meanings];
    byWord.set(word, { word, kind: before?.kind ?? named.kind, meanings });
  }
  const lengths = [...new Set([...byWord.keys()].map((word) => word.length))].sort((a, b) => b - a);
  return {
    endingAt: (text, end) => {
      for (const length of lengths) {
        const found = length <= end ? byWord.get(text.slice(end - length, end)) : undefined;
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Each basis is computed once. */
function meaning(what: string, of: Meaning['of']): Meaning {
  const known = new Map<Basis, Figure | undefined>();
  return {
    what,
    of: (basis) => {
      if (!known.has(basis)) known.set(basis, of(basis));
      return known.get(basis);
    },
  };
}

/** A quantity of the registry as a meaning. */
export function quantityMeaning(
  budget: Budget,
  what: string,
  name: QuantityName,
  params: Params = {},
): Meaning {
  return meaning(what, (basis) => {
    const year = {
      本年: budget,
      上年: budget.prior,
      年初预算: budget.initial,
      全年预算: undefined,
    }[basis];
    // listed by subject alone
    const { 性质, 类别, 经济科目 } = params;
    const detailed = 性质 !== undefined || 类别 !== undefined || 经济科目 !== undefined;
    const told = (fact: Fact) => fact.side !== '支出' || fact.nature !== undefined;
    if (detailed && !year?.facts.every(told)) return undefined;
    const found = quantity(
      { budget, filter: {} },
      name,
      basis === '本年' ? params : { ...params, 口径: basis },
    );
    // a list that says nothing of a fund does not say that there was none
    const silent = basis !== '本年' && params.资金 && !params.科目 && found?.sources.length === 0;
    return silent ? undefined : found;
  });
}

function department(budget: Budget): Named[] {
  const funded = FUND_WORDS.flatMap(([names, fund]) =>
    TOTALS.flatMap(([, words, of]) =>
      names.flatMap((name) =>
        words.map((word): Named => {
          const what = `${name}${word}`;
          const meanings = of.map(([quantityName, params]) =>
            quantityMeaning(budget, what, quantityName, {
              ...params,
              ...(fund ? { 资金: fund } : {}),
            }),
          );
          return { word: what, kind: '部门', meanings };
        }),
      ),
    ),
  );
  // without a fund, that of a sentence before may be meant
  const plain = TOTALS.flatMap(([words, , of]) =>
    words.map((word): Named => {
      const variants = [undefined, '财政拨款' as const, ...FISCAL_FUNDS];
      const meanings = variants.flatMap((fund) =>
        of.map(([name, params]) =>
          quantityMeaning(budget, word, name, fund ? { ...params, 资金: fund } : params),
        ),
      );
      return { word, kind: '部门', meanings };
    }),
  );
  const others = OTHERS.flatMap(([words, name, params]) =>
    words.map((word): Named => {
      return { word, kind: '部门', meanings: [quantityMeaning(budget, word, name, params)] };
    }),
  );
  const incomes = INCOME_KINDS.map((kind): Named => {
    const meanings = [quantityMeaning(budget, kind, '收入', { 来源: kind })];
    return { word: kind, kind: '部门', meanings };
  });
  return [
    ...funded,
    ...plain,
    ...others,
    ...incomes,
    ...PROCUREMENT_KINDS.flatMap((kind) => bought(budget, kind)),
  ];
}

function bought(budget: Budget, kind: ProcurementKind): Named[] {
  const of = meaning(`政府采购${kind}支出`, (basis) =>
    basis === '本年' ? procurementTotal(budget, kind) : undefined,
  );
  const words = [kind, `${kind}类`, `${kind}支出`, `${kind}类支出`, `${kind}采购`, `${kind}类采购`];
  return [
    ...words.map((word): Named => ({ word, kind: '采购', meanings: [of] })),
    ...words.map((word): Named => ({ word: `政府采购${word}`, kind: '部门', meanings: [of] })),
  ];
}

/** Subjects that the year, the year before or the initial budget has, with the levels above them. */
function subjects(budget: Budget): Named[] {
  const years = [budget, budget.prior, budget.initial];
  const facts = years.flatMap((year) => year?.facts ?? []);
  const used = new Set(facts.flatMap((fact) => ancestry(fact.functional ?? '')));
  const byName = new Map<string, string[]>();
  for (const code of used) {
    const name = budget.subjects.functional.get(code)?.name;
    if (name) byName.set(name, [...(byName.get(name) ?? []), code]);
  }
  const economic = [...budget.subjects.economic.values()];
  return [...byName].map(([word, codes]): Named => {
    const one = codes.flatMap((code) => [
      quantityMeaning(budget, `${code} ${word}`, '支出', { 科目: code }),
      quantityMeaning(budget, `${code} ${word}`, '支出', { 科目: code, 资金: '一般公共预算' }),
      quantityMeaning(budget, `${code} ${word}`, '收入', { 科目: code }),
    ]);
    const all = meaning(word, (basis) => {
      const parts = codes.map((code) =>
        quantityMeaning(budget, word, '支出', { 科目: code }).of(basis),
      );
      return parts.every((part) => part !== undefined) ? sum(parts) : undefined;
    });
    const alike = economic
      .filter(({ name }) => name === word)
      .map(({ code }) => quantityMeaning(budget, `${code} ${word}`, '支出', { 经济科目: code }));
    return { word, kind: '科目', meanings: [...one, ...(codes.length > 1 ? [all] : []), ...alike] };
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

function projects(budget: Budget): Named[] {
  const also = (what: string, figure: Figure | undefined) =>
    meaning(what, (basis) => (basis === '本年' ? figure : undefined));
  return [
    ...budget.projects.map(({ name }): Named => {
      const fiscal = projectMeaning(budget, name, [name], {}, { funds: FISCAL_FUNDS });
      return { word: name, kind: '项目', meanings: [projectMeaning(budget, name, [name]), fiscal] };
    }),
    ...budget.performance.flatMap((one) => {
      const cost = one.activities.map((activity) => activity.amount);
      const meanings = [
        projectMeaning(budget, one.name, one.projects, { 上年: one.lastYear }),
        also('总预算', one.totalBudget),
        also('前年预算', one.yearBefore),
        also('支出明细', cost.length > 0 ? sum(cost) : undefined),
      ];
      return [one.name, one.publicName].map((word): Named => ({ word, kind: '项目', meanings }));
    }),
    ...(budget.final?.projects ?? []).flatMap((one) => {
      const meanings = [
        projectMeaning(budget, one.name, one.projects ?? [], { 全年预算: one.budget }),
      ];
      const words = [one.name, one.texts.公开名称 ?? one.name];
      return words.map((word): Named => ({ word, kind: '项目', meanings }));
    }),
  ];
}
