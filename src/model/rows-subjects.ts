/** Row sources that go through the subjects of the two classifications. */
import type { Budget, Fact, YearFigures } from './budget.js';
import { narrow, type Params } from './quantities.js';
import { type RowSource, row, type Scope } from './scope.js';
import { ancestry, ECONOMIC_LEVELS } from './subjects.js';
import { type Filter, officeFilter, select, selectFacts } from './totals.js';

/** Codes of the tree above the facts that a scope selects, in order. */
function codes(
  facts: readonly Fact[],
  key: 'functional' | 'economic' | 'government',
  expand: (code: string) => string[],
): string[] {
  const found = new Set<string>();
  for (const fact of facts) {
    const code = fact[key];
    if (code) for (const one of expand(code)) found.add(one);
  }
  return [...found].sort();
}

/** The tree above the subjects of the facts that `also` selects, narrowed by the scope. */
const functionalTree =
  (
    also: Filter,
    years: (budget: Budget) => readonly (YearFigures | undefined)[] = (own) => [own],
  ) =>
  (scope: Scope, params: Params): Scope[] => {
    const filter = narrow(scope.filter, params);
    const facts = years(scope.budget).flatMap((year) =>
      selectFacts(year?.facts ?? [], { ...filter, ...also }),
    );
    return codes(facts, 'functional', ancestry).map((code) =>
      row(
        scope,
        { 编码: code, 名称: scope.budget.subjects.functional.get(code)?.name ?? code },
        { filter: { ...filter, functional: code }, level: (code.length - 3) / 2 },
      ),
    );
  };

const functionalRows = functionalTree({ side: '支出' });

/** Subjects that were spent on, or that 年初预算 provided for. */
const plannedRows = functionalTree({ side: '支出' }, (budget) => [budget, budget.initial]);

/** Only the 项 of a tree, with the names of their 类 and 款. */
const items = (rows: readonly Scope[]): Scope[] =>
  rows
    .filter((one) => one.level === 2)
    .map((one) => itemRow(one, one.fields.编码 ?? '', one.filter));

/** Whether a row's expenditure is not zero. */
export function spends(scope: Scope): boolean {
  return !select(scope.budget.facts, { ...scope.filter, side: '支出' }).value.isZero();
}

/** A 项 with the names of its 类 and 款. */
function itemRow(scope: Scope, code: string, filter: Filter): Scope {
  const { functional } = scope.budget.subjects;
  const name = (one: string) => functional.get(one)?.name ?? one;
  return row(
    scope,
    {
      编码: code,
      名称: name(code),
      类: name(code.slice(0, 3)),
      款: name(code.slice(0, 5)),
      定义: functional.get(code)?.definition ?? '',
    },
    { filter, level: 2 },
  );
}

/** 类 and 款 of one of the two economic classifications that the scope's expenditure has. */
const economicTree =
  (key: 'economic' | 'government') =>
  (scope: Scope, params: Params): Scope[] => {
    const filter = narrow(scope.filter, params);
    const facts = selectFacts(scope.budget.facts, { ...filter, side: '支出' });
    const expand = (code: string) => ECONOMIC_LEVELS.map((length) => code.slice(0, length));
    return codes(facts, key, expand).map((code) =>
      row(
        scope,
        { 编码: code, 名称: scope.budget.subjects[key].get(code)?.name ?? code },
        { filter: { ...filter, [key]: code }, level: (code.length - 3) / 2 },
      ),
    );
  };

const economicRows = economicTree('economic');
const governmentRows = economicTree('government');

export const SUBJECT_SOURCES = {
  功能科目: {
    meaning: '有数的功能科目，类、款、项逐级',
    fields: ['编码', '名称'],
    rows: functionalRows,
  },
  项级科目: {
    meaning: '有数的功能科目，只到项级，带类、款名称',
    fields: ['编码', '名称', '类', '款', '定义'],
    rows: (scope, params) => items(functionalRows(scope, params)),
  },
  预决算科目: {
    meaning: '支出或年初预算有数的项级科目，带类、款名称',
    fields: ['编码', '名称', '类', '款', '定义'],
    rows: (scope, params) => items(plannedRows(scope, params)),
  },
  预决算类: {
    meaning: '支出或年初预算有数的功能科目，只到类级',
    fields: ['编码', '名称'],
    rows: (scope, params) => plannedRows(scope, params).filter((one) => one.level === 0),
  },
  款级功能科目: {
    meaning: '有支出的功能科目，只到款级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      functionalRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
  收入科目: {
    meaning: '有本年收入的功能科目，类、款、项逐级（决算）',
    fields: ['编码', '名称'],
    rows: functionalTree({ side: '收入', carriedOver: false }),
  },
  收支科目: {
    meaning: '有收入、支出或结转结余的功能科目，类、款、项逐级（决算）',
    fields: ['编码', '名称'],
    rows: functionalTree({}),
  },
  类级科目: {
    meaning: '有数的功能科目，只到类级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      functionalRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  款级经济科目: {
    meaning: '金额不为零的经济科目，只到款级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      economicRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
  类级经济科目: {
    meaning: '金额不为零的经济科目，只到类级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      economicRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  机关运行经费科目: {
    meaning: '机关运行经费的经济科目，只到款级',
    fields: ['编码', '名称'],
    rows: (scope) =>
      economicRows({ ...scope, filter: officeFilter(scope.budget) }, {}).filter(
        (one) => one.level === 1 && spends(one),
      ),
  },
  停用科目: {
    meaning: '上年有数、本年没有的项级科目',
    fields: ['编码', '名称', '类', '款', '定义'],
    rows: (scope, params) => {
      const filter = { ...narrow(scope.filter, params), side: '支出' as const };
      const used = new Set(selectFacts(scope.budget.facts, filter).map((fact) => fact.functional));
      const before = selectFacts(scope.budget.prior?.facts ?? [], filter).filter(
        (fact) => !used.has(fact.functional) && !fact.amount.value.isZero(),
      );
      return codes(before, 'functional', (code) => [code])
        .filter((code) => code.length === 7)
        .map((code) => itemRow(scope, code, { ...narrow(scope.filter, params), functional: code }));
    },
  },
  经济科目: { meaning: '有数的经济科目，类、款逐级', fields: ['编码', '名称'], rows: economicRows },
  政府经济科目: {
    meaning: '有数的政府预算支出经济科目，类、款逐级',
    fields: ['编码', '名称'],
    rows: governmentRows,
  },
  类级政府经济科目: {
    meaning: '金额不为零的政府预算支出经济科目，只到类级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      governmentRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  款级政府经济科目: {
    meaning: '金额不为零的政府预算支出经济科目，只到款级',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      governmentRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
} as const satisfies Record<string, RowSource>;
