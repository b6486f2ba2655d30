/**
 * Row sources of structure: what income and expenditure consist of, the lines that a year does not
 * have, and the economic subjects that a form lists whether or not they have amounts.
 */
import type { Fact } from './budget.js';
import { narrow, type Params } from './quantities.js';
import { ECONOMIC_FIELDS, subjectFields } from './rows-subjects.js';
import { hasAmount, type RowSource, row, type Scope, yearsShown } from './scope.js';
import {
  EXPENSE_GROUPS,
  FISCAL_FUNDS,
  INCOME,
  INCOME_KINDS,
  type IncomeKind,
  type Nature,
  type PackageName,
} from './terms.js';
import { type Filter, selectFacts } from './totals.js';

/** One line of a structure: its name and what it selects. */
interface Line {
  readonly name: string;
  /** What a kind of package calls it, where it has another name there. */
  readonly names?: Readonly<Partial<Record<PackageName, string>>> | undefined;
  readonly filter: Filter;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The lines that have an amount, or those that have none. */
const lines =
  (side: Fact['side'], of: readonly Line[], wanted: '有数' | '无数') =>
  (scope: Scope, params: Params): Scope[] => {
    const base = narrow(scope.filter, params);
    return of.flatMap(({ name, names, filter, fields }) => {
      const own = { ...base, ...filter };
      const none = !hasAmount(scope, { ...own, side });
      if (none !== (wanted === '无数')) return [];
      const shown = names?.[scope.budget.kind.name] ?? name;
      return [row(scope, { 名称: shown, ...fields }, { filter: own })];
    });
  };

/** 财政拨款收入, then what is no part of it. */
const incomeLines = (kinds: readonly IncomeKind[]): Line[] => [
  { name: '财政拨款收入', filter: { funds: FISCAL_FUNDS, carriedOver: false } },
  ...kinds
    .filter((kind) => INCOME[kind].line > 0)
    .sort((a, b) => INCOME[a].line - INCOME[b].line)
    .map((kind) => ({
      name: kind,
      names: INCOME[kind].names,
      filter: { income: kind, carriedOver: false },
    })),
];
const INCOME_LINES = incomeLines(INCOME_KINDS);
const COMMON_INCOME_LINES = incomeLines(INCOME_KINDS.filter((kind) => !INCOME[kind].only));

const NATURE_NAMES: Readonly<Partial<Record<Nature, Line['names']>>> = {
  事业单位经营支出: { 决算: '经营支出' },
};
const NATURES_IN_ORDER: readonly Nature[] = [
  '基本支出',
  '项目支出',
  '上缴上级支出',
  '事业单位经营支出',
  '对附属单位补助支出',
];
const NATURE_LINES = NATURES_IN_ORDER.map(
  (nature): Line => ({
    name: nature,
    names: NATURE_NAMES[nature],
    filter: { natures: [nature] },
  }),
);

const APPROPRIATION_LINES: readonly Line[] = FISCAL_FUNDS.map((fund) => ({
  name: `${fund}财政拨款收入`,
  filter: { funds: [fund], carriedOver: false },
  fields: { 资金: fund },
}));

/** 款 of one 类 that the form lists, and those that it does not list but that have amounts. */
const listedDivisions = (scope: Scope, params: Params): Scope[] => {
  const parent = params.经济科目 ?? '';
  const filter = narrow(scope.filter, params);
  const used = divisionsOf(scope, { ...filter, economic: parent });
  const listed = scope.settings.economicForm.get(parent) ?? [];
  const codes = [...new Set([...listed, ...used])].sort();
  return [parent, ...codes].map((code) => economicRow(scope, code, filter));
};

/** 类 that the form does not list at all although they have amounts, with their 款. */
const unlistedDivisions = (scope: Scope, params: Params): Scope[] => {
  const filter = narrow(scope.filter, params);
  const groups = filter.group === undefined ? EXPENSE_GROUPS : [filter.group];
  const used = groups.flatMap((group) => divisionsOf(scope, { ...filter, group }));
  const outside = used.filter((code) => !scope.settings.economicForm.has(code.slice(0, 3)));
  const codes = [...new Set(outside.flatMap((code) => [code.slice(0, 3), code]))].sort();
  return codes.map((code) => economicRow(scope, code, filter));
};

function divisionsOf(scope: Scope, filter: Filter): string[] {
  const facts = yearsShown(scope).flatMap((year) =>
    selectFacts(year.facts, { ...filter, side: '支出' }),
  );
  const codes = facts.flatMap((fact) => (fact.amount.value.isZero() ? [] : (fact.economic ?? [])));
  return [...new Set(codes)].sort();
}

function economicRow(scope: Scope, code: string, filter: Filter): Scope {
  return row(scope, subjectFields(code, scope.budget.subjects.economic.get(code)?.name), {
    filter: { ...filter, economic: code },
    level: (code.length - 3) / 2,
  });
}

export const COMPOSITION_SOURCES = {
  收入构成: {
    meaning: '本年有数的收入：财政拨款收入、上级补助收入、事业收入、经营收入……',
    fields: ['名称'],
    rows: lines('收入', INCOME_LINES, '有数'),
  },
  未有收入: {
    meaning: '本年没有数的收入，不含财政专户管理资金',
    fields: ['名称'],
    rows: lines('收入', COMMON_INCOME_LINES, '无数'),
  },
  支出构成: {
    meaning: '有数的支出性质：基本支出、项目支出、上缴上级支出、经营支出……',
    fields: ['名称'],
    rows: lines('支出', NATURE_LINES, '有数'),
  },
  未有支出: {
    meaning: '没有数的支出性质',
    fields: ['名称'],
    rows: lines('支出', NATURE_LINES, '无数'),
  },
  拨款构成: {
    meaning: '本年有数的财政拨款收入，按一般公共预算、政府性基金预算、国有资本经营预算',
    fields: ['名称', '资金'],
    rows: lines('收入', APPROPRIATION_LINES, '有数'),
  },
  未有拨款: {
    meaning: '本年没有数的财政拨款收入',
    fields: ['名称', '资金'],
    rows: lines('收入', APPROPRIATION_LINES, '无数'),
  },
  表列经济科目: {
    meaning: '一个经济分类的类（经济科目: "301"）和格式所列的各款，没有数的也列出',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: listedDivisions,
  },
  表外经济科目: {
    meaning: '格式没有列出、但有数的经济分类各类和款',
    fields: ECONOMIC_FIELDS,
    subjects: 'economic',
    rows: unlistedDivisions,
  },
  运行费明细: {
    kinds: ['决算'],
    meaning: '公务用车运行费的构成（决算）',
    fields: ['名称'],
    amounts: ['金额'],
    rows: (scope) =>
      [...(scope.budget.final?.runningCosts ?? [])].map(([name, amount]) =>
        row(scope, { 名称: name }, { amounts: { ...scope.amounts, 金额: amount } }),
      ),
  },
} as const satisfies Record<string, RowSource>;
