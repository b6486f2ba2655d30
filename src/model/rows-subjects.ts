/** Row sources that go through the subjects of the two classifications. */
import type { Fact, YearFigures } from './budget.js';
import { narrow, type Params, type Unknown } from './quantities.js';
import { hasAmount, type RowSource, row, type Scope, yearsShown } from './scope.js';
import {
  ancestry,
  codeParts,
  ECONOMIC_LEVELS,
  ECONOMIC_PARTS,
  FUNCTIONAL_PARTS,
} from './subjects.js';
import { type Filter, officeFilter, selectFacts } from './totals.js';
import { coarseFact } from './written.js';

/** Fields of a subject; one that the dictionary does not know is called by its code. */
export const subjectFields = (code: string, name = code): Record<string, string> => ({
  编码: code,
  名称: name,
  ...codeParts(code),
});

const FUNCTIONAL_FIELDS = ['编码', '名称', ...FUNCTIONAL_PARTS];
export const ECONOMIC_FIELDS = ['编码', '名称', ...ECONOMIC_PARTS];
/** Those of a 项, with what it stands below. */
const ITEM_FIELDS = [...FUNCTIONAL_FIELDS, '类', '款', '定义'];

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
  (also: Filter, years: (scope: Scope) => readonly YearFigures[] = yearsShown) =>
  (scope: Scope, params: Params): Scope[] => {
    const filter = narrow(scope.filter, params);
    const facts = years(scope).flatMap((year) => selectFacts(year.facts, { ...filter, ...also }));
    return codes(facts, 'functional', ancestry).map((code) =>
      row(scope, subjectFields(code, scope.budget.subjects.functional.get(code)?.name), {
        filter: { ...filter, functional: code },
        level: (code.length - 3) / 2,
      }),
    );
  };

const functionalRows = functionalTree({ side: '支出' });

/** Subjects that were spent on, or that 年初预算 provided for. */
const plannedRows = functionalTree({ side: '支出' }, (scope) => [
  ...new Set([...yearsShown(scope), ...(scope.budget.initial ? [scope.budget.initial] : [])]),
]);

/** Only the 项 of a tree, with the names of their 类 and 款. */
const items = (rows: readonly Scope[]): Scope[] =>
  rows
    .filter((one) => one.level === 2)
    .map((one) => itemRow(one, one.fields.编码 ?? '', one.filter));

/** Whether a row's expenditure is not zero. */
export function spends(scope: Scope): boolean {
  return hasAmount(scope, { ...scope.filter, side: '支出' });
}

/** A 项 with the names of its 类 and 款. */
function itemRow(scope: Scope, code: string, filter: Filter): Scope {
  const { functional } = scope.budget.subjects;
  const name = (one: string) => functional.get(one)?.name ?? one;
  return row(
    scope,
    {
      ...subjectFields(code, name(code)),
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
    const facts = yearsShown(scope).flatMap((year) =>
      selectFacts(year.facts, { ...filter, side: '支出' }),
    );
    const expand = (code: string) => ECONOMIC_LEVELS.map((length) => code.slice(0, length));
    return codes(facts, key, expand).map((code) =>
      row(scope, subjectFields(code, scope.budget.subjects[key].get(code)?.name), {
        filter: { ...filter, [key]: code },
        level: (code.length - 3) / 2,
      }),
    );
  };

const economicRows = economicTree('economic');
const governmentRows = economicTree('government');

/** Which subjects there are is not known where an amount of one of these is not written by subject. */
const notBySubject =
  (of: readonly (Filter & { readonly side: Fact['side'] })[]) =>
  (scope: Scope, params: Params): Unknown | undefined => {
    for (const one of of) {
      const wanted = { ...narrow(scope.filter, params), functional: '', ...one };
      const coarse = coarseFact(scope.budget, wanted);
      if (coarse) return { unknown: `本年${one.side}没有按功能科目写`, coarse };
    }
    return undefined;
  };

export const SUBJECT_SOURCES = {
  功能科目: {
    meaning: '有数的功能科目，类、款、项逐级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: functionalRows,
  },
  项级科目: {
    meaning: '有数的功能科目，只到项级，带类、款名称',
    fields: ITEM_FIELDS,
    subjects: 'functional',
    rows: (scope, params) => items(functionalRows(scope, params)),
  },
  预决算科目: {
    meaning: '支出或年初预算有数的项级科目，带类、款名称',
    fields: ITEM_FIELDS,
    subjects: 'functional',
    rows: (scope, params) => items(plannedRows(scope, params)),
  },
  预决算类: {
    meaning: '支出或年初预算有数的功能科目，只到类级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: (scope, params) => plannedRows(scope, params).filter((one) => one.level === 0),
  },
  款级功能科目: {
    meaning: '有支出的功能科目，只到款级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: (scope, params) =>
      functionalRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
  收入科目: {
    meaning: '有本年收入的功能科目，类、款、项逐级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: functionalTree({ side: '收入', carriedOver: false }),
    unknown: notBySubject([{ side: '收入', carriedOver: false }]),
  },
  收支科目: {
    meaning: '有收入、支出或结转结余的功能科目，类、款、项逐级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: functionalTree({}),
    unknown: notBySubject([{ side: '收入' }, { side: '年终结转结余' }]),
  },
  类级科目: {
    meaning: '有数的功能科目，只到类级',
    fields: FUNCTIONAL_FIELDS,
    subjects: 'functional',
    rows: (scope, params) =>
      functionalRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  款级经济科目: {
    meaning: '金额不为零的经济科目，只到款级',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: (scope, params) =>
      economicRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
  类级经济科目: {
    meaning: '金额不为零的经济科目，只到类级',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: (scope, params) =>
      economicRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  机关运行经费科目: {
    meaning: '机关运行经费的经济科目，只到款级',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: (scope) =>
      economicRows({ ...scope, filter: officeFilter(scope.budget) }, {}).filter(
        (one) => one.level === 1 && spends(one),
      ),
  },
  停用科目: {
    meaning: '上年有数、本年没有的项级科目',
    fields: ITEM_FIELDS,
    subjects: 'functional',
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
  经济科目: {
    meaning: '有数的经济科目，类、款逐级',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: economicRows,
  },
  政府经济科目: {
    meaning: '有数的政府预算支出经济科目，类、款逐级',
    fields: ECONOMIC_FIELDS,
    subjects: 'government',
    rows: governmentRows,
  },
  类级政府经济科目: {
    meaning: '金额不为零的政府预算支出经济科目，只到类级',
    fields: ECONOMIC_FIELDS,
    subjects: 'government',
    rows: (scope, params) =>
      governmentRows(scope, params).filter((one) => one.level === 0 && spends(one)),
  },
  款级政府经济科目: {
    meaning: '金额不为零的政府预算支出经济科目，只到款级',
    fields: ECONOMIC_FIELDS,
    subjects: 'government',
    rows: (scope, params) =>
      governmentRows(scope, params).filter((one) => one.level === 1 && spends(one)),
  },
} as const satisfies Record<string, RowSource>;
