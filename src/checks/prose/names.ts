/** Which words of a text name which quantity: totals of the department, subjects, projects. */
import type { Budget, Unit } from '../../model/budget.js';
import { type Figure, sum } from '../../model/money.js';
import {
  FISCAL_FUNDS,
  INCOME_KINDS,
  PROCUREMENT_KINDS,
  type ProcurementKind,
} from '../../model/terms.js';
import { procurementTotal } from '../../model/totals.js';
import { proseOf } from './figures.js';
import { type Meaning, meaning, projectMeaning, quantityMeaning } from './meanings.js';
import { economicSubjects, subjects } from './names-subjects.js';
import { FUND_WORDS, OF_UNIT, OTHERS, totalsOf } from './words.js';

/** Words with what they may mean, the likeliest first. */
export interface Named {
  /** As prose has it: without spaces and quotation marks. */
  readonly word: string;
  /** 采购: a kind of purchase, named so only where 政府采购 is spoken of. */
  readonly kind: '部门' | '单位' | '采购' | '科目' | '经济' | '项目';
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
  const list = [
    ...department(budget),
    ...subjects(budget),
    ...economicSubjects(budget),
    ...projects(budget),
  ];
  const made = index(list);
  cache.set(budget, made);
  return made;
}

const unitCache = new WeakMap<Unit, Names>();

/** Totals of one unit, by the words that follow its name. */
export function namesOfUnit(budget: Budget, unit: Unit): Names {
  const known = unitCache.get(unit);
  if (known) return known;
  const list = totals(budget, [...totalsOf(budget.kind.name), ...OF_UNIT], unit);
  const made = index(list);
  unitCache.set(unit, made);
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

/** Totals of the department, or of one of its units. */
function totals(budget: Budget, list: ReturnType<typeof totalsOf>, unit?: Unit): Named[] {
  const kind = unit ? '单位' : '部门';
  const filter = unit ? { units: [unit.code] } : {};
  const owner = unit ? `${unit.name}的` : '';
  const funded = FUND_WORDS.flatMap(([names, fund]) =>
    list.flatMap(([, words, of]) =>
      names.flatMap((name) =>
        words.map((word): Named => {
          const what = `${name}${word}`;
          const meanings = of.map(([quantityName, params]) => {
            const funded = { ...params, ...(fund ? { 资金: fund } : {}) };
            return quantityMeaning(budget, owner + what, quantityName, funded, filter);
          });
          return { word: what, kind, meanings };
        }),
      ),
    ),
  );
  // without a fund, that of a sentence before may be meant
  const plain = list.flatMap(([words, , of]) =>
    words.map((word): Named => {
      const variants = [undefined, '财政拨款' as const, ...FISCAL_FUNDS];
      const meanings = variants.flatMap((fund) =>
        of.map(([name, params]) => {
          const funded = fund ? { ...params, 资金: fund } : params;
          return quantityMeaning(budget, owner + word, name, funded, filter);
        }),
      );
      return { word, kind, meanings };
    }),
  );
  return [...funded, ...plain];
}

function department(budget: Budget): Named[] {
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
    ...totals(budget, totalsOf(budget.kind.name)),
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
