/**
 * The registry of row sources: what a table or a sentence can go through row by row. Each row
 * narrows what quantities select and adds named fields and amounts.
 */
import type { Budget, Fact } from './budget.js';
import { numeral } from './numerals.js';
import { narrow, type Params } from './quantities.js';
import { COMPOSITION_SOURCES } from './rows-composition.js';
import { EVALUATION_SOURCES } from './rows-evaluation.js';
import { PERFORMANCE_SOURCES } from './rows-performance.js';
import { phrase, type RowSource, row, type Scope } from './scope.js';
import { ancestry, ECONOMIC_LEVELS } from './subjects.js';
import { FISCAL_FUNDS, FUNDS, INCOME_KINDS, type IncomeKind } from './terms.js';
import { type Filter, select, selectFacts } from './totals.js';

/** Codes of the tree above the facts that a scope selects, in order. */
function codes(
  facts: readonly Fact[],
  key: 'functional' | 'economic',
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
  (also: Filter, year: (budget: Budget) => readonly Fact[] = (budget) => budget.facts) =>
  (scope: Scope, params: Params): Scope[] => {
    const filter = narrow(scope.filter, params);
    const facts = selectFacts(year(scope.budget), { ...filter, ...also });
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
const plannedRows = functionalTree({ side: '支出' }, ({ facts, initial }) => [
  ...facts,
  ...(initial?.facts ?? []),
]);

/** Only the 项 of a tree, with the names of their 类 and 款. */
const items = (rows: readonly Scope[]): Scope[] =>
  rows
    .filter((one) => one.level === 2)
    .map((one) => itemRow(one, one.fields.编码 ?? '', one.filter));

/** Whether a row's expenditure is not zero. */
function spends(scope: Scope): boolean {
  return !select(scope.budget.facts, { ...scope.filter, side: '支出' }).value.isZero();
}

/** Income lines as sentences call them. */
function incomeNames(income: IncomeKind): Record<string, string> {
  const appropriated = /^(.+)拨款$/.exec(income)?.[1];
  if (appropriated)
    return { 名称: `${appropriated}财政拨款收入`, 拨款名称: `${appropriated}财政拨款` };
  return { 名称: income.endsWith('收入') ? income : `${income}收入`, 拨款名称: income };
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

const economicRows = (scope: Scope, params: Params): Scope[] => {
  const filter = narrow(scope.filter, params);
  const facts = selectFacts(scope.budget.facts, { ...filter, side: '支出' });
  const expand = (code: string) => ECONOMIC_LEVELS.map((length) => code.slice(0, length));
  return codes(facts, 'economic', expand).map((code) =>
    row(
      scope,
      { 编码: code, 名称: scope.budget.subjects.economic.get(code)?.name ?? code },
      { filter: { ...filter, economic: code }, level: (code.length - 3) / 2 },
    ),
  );
};

/** 部门 → its units. */
const unitRows = (scope: Scope, params: Params): Scope[] => {
  const filter = narrow(scope.filter, params);
  const { department, units } = scope.budget;
  return [
    row(scope, { 编码: department.code, 名称: department.formalName }, { filter, level: 0 }),
    ...units.map((unit) =>
      row(
        scope,
        { 编码: unit.code, 名称: unit.name },
        { filter: { ...filter, units: [unit.code] }, level: 1 },
      ),
    ),
  ];
};

/** 部门 → 单位 → 项目类别 → 项目; only what has projects. */
const projectRows = (scope: Scope, params: Params): Scope[] => {
  const filter = { ...narrow(scope.filter, params), natures: ['项目支出'] as const };
  const { department, units, projects } = scope.budget;
  if (projects.length === 0) return [];
  const out = [
    row(
      scope,
      { 编码: department.code, 名称: department.formalName, 单位名称: '' },
      { filter, level: 0 },
    ),
  ];
  for (const unit of units) {
    const own = projects.filter((project) => project.unit === unit.code);
    if (own.length === 0) continue;
    out.push(
      row(
        scope,
        { 编码: unit.code, 名称: unit.name, 单位名称: '' },
        { filter: { ...filter, units: [unit.code] }, level: 1 },
      ),
    );
    for (const category of new Set(own.map((project) => project.category))) {
      const members = own.filter((project) => project.category === category);
      const names = members.map((project) => project.name);
      out.push(
        row(
          scope,
          { 编码: CATEGORY_CODES[category] ?? '', 名称: category, 单位名称: '' },
          { filter: { ...filter, projects: names }, level: 2 },
        ),
      );
      for (const project of members) {
        out.push(
          row(
            scope,
            { 编码: project.code, 名称: project.name, 单位名称: unit.name },
            { filter: { ...filter, projects: [project.name] }, level: 3 },
          ),
        );
      }
    }
  }
  return out;
};

/** Codes of the budget system's project categories. */
const CATEGORY_CODES: Readonly<Record<string, string>> = { 本级支出项目: '31', 转移支付项目: '32' };

export const ROW_SOURCES = {
  合计: {
    meaning: '一行合计，不缩小范围',
    fields: ['编码', '名称', '单位名称'],
    rows: (scope, params) => [
      row(
        scope,
        { 编码: '', 名称: '合计', 单位名称: '' },
        { filter: narrow(scope.filter, params), level: -1 },
      ),
    ],
  },
  支出类别: {
    meaning: '格式里列出的支出功能分类各类',
    fields: ['编码', '名称', '序号'],
    rows: (scope, params) =>
      scope.settings.classes.map((code, i) =>
        row(
          scope,
          {
            编码: code,
            名称: scope.budget.subjects.functional.get(code)?.name ?? code,
            序号: numeral(i + 1, scope.settings.shortTwenties),
          },
          { filter: { ...narrow(scope.filter, params), functional: code } },
        ),
      ),
  },
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
  收入来源: {
    meaning: '本年有数的各项收入来源',
    fields: ['名称', '拨款名称'],
    rows: (scope, params) =>
      INCOME_KINDS.map((income) =>
        row(scope, incomeNames(income), {
          filter: { ...narrow(scope.filter, params), income, carriedOver: false },
        }),
      ).filter((one) => !select(one.budget.facts, { ...one.filter, side: '收入' }).value.isZero()),
  },
  资金: {
    meaning: '有支出的各种资金',
    fields: ['名称', '资金来源'],
    rows: (scope, params) =>
      FUNDS.map((fund) =>
        row(
          scope,
          { 名称: fund, 资金来源: FISCAL_FUNDS.includes(fund) ? `${fund}本年拨款` : fund },
          { filter: { ...narrow(scope.filter, params), funds: [fund] } },
        ),
      ).filter(spends),
  },
  所属单位: {
    meaning: '纳入预算编制范围的各单位，不含部门一行',
    fields: ['编码', '名称'],
    rows: (scope, params) => unitRows(scope, params).slice(1),
  },
  项目说明: {
    meaning: '情况说明里列的项目：绩效项目在前，其余项目在后',
    fields: ['名称', '用途'],
    rows: (scope) => {
      const covered = new Set(scope.budget.performance.flatMap((project) => project.projects));
      const listed = scope.budget.performance.map((project) => ({
        name: project.publicName,
        purpose: project.purpose,
        projects: project.projects,
      }));
      const rest = scope.budget.projects
        .filter((project) => !covered.has(project.name))
        .map((project) => ({
          name: project.name,
          purpose: project.purpose ?? '',
          projects: [project.name],
        }));
      return [...listed, ...rest].map(({ name, purpose, projects }) =>
        row(
          scope,
          { 名称: name, 用途: phrase(purpose) },
          { filter: { ...scope.filter, natures: ['项目支出'], projects } },
        ),
      );
    },
  },
  购买服务: {
    meaning: '政府购买服务的各类',
    fields: ['名称'],
    amounts: ['金额'],
    rows: (scope) =>
      [...scope.budget.services].map(([name, amount]) =>
        row(scope, { 名称: name }, { amounts: { ...scope.amounts, 金额: amount } }),
      ),
  },
  车辆: {
    meaning: '各类车辆',
    fields: ['名称', '数量'],
    rows: (scope) =>
      [...scope.budget.vehicles].map(([name, n]) => row(scope, { 名称: name, 数量: String(n) })),
  },
  补充名词: {
    meaning: '输入文件里补充的名词解释',
    fields: ['名称', '解释'],
    rows: (scope) =>
      [...scope.budget.glossary].map(([name, text]) => row(scope, { 名称: name, 解释: text })),
  },
  经济科目: { meaning: '有数的经济科目，类、款逐级', fields: ['编码', '名称'], rows: economicRows },
  单位: { meaning: '部门和所属各单位', fields: ['编码', '名称'], rows: unitRows },
  项目: {
    meaning: '部门、单位、项目类别、项目逐级',
    fields: ['编码', '名称', '单位名称'],
    rows: projectRows,
  },
  ...COMPOSITION_SOURCES,
  ...PERFORMANCE_SOURCES,
  ...EVALUATION_SOURCES,
} as const satisfies Record<string, RowSource>;

export type RowSourceName = keyof typeof ROW_SOURCES;
export const ROW_SOURCE_NAMES: readonly RowSourceName[] = Object.keys(
  ROW_SOURCES,
) as RowSourceName[];

/** The rows of a source in a scope. */
export function rowsOf(scope: Scope, name: RowSourceName, params: Params): Scope[] {
  return (ROW_SOURCES[name] as RowSource).rows(scope, params);
}
