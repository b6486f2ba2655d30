/**
 * The registry of row sources: what a table or a sentence can go through row by row. Each row
 * narrows what quantities select and adds named fields and amounts.
 */
import { STATEMENT_NAMES } from './form-fields.js';
import { numeral } from './numerals.js';
import { narrow, type Params, type Unknown } from './quantities.js';
import { COMPOSITION_SOURCES } from './rows-composition.js';
import { DEPARTMENT_SOURCES } from './rows-department.js';
import { EVALUATION_SOURCES } from './rows-evaluation.js';
import { PERFORMANCE_SOURCES } from './rows-performance.js';
import { PROJECT_SOURCES } from './rows-projects.js';
import { SCHEDULE_SOURCES, scheduleTotal } from './rows-schedule.js';
import { SUBJECT_SOURCES, spends } from './rows-subjects.js';
import {
  hasAmount,
  ofPublisher,
  ofYears,
  purpose as purposeOf,
  type RowSource,
  row,
  type Scope,
} from './scope.js';
import { FUNCTIONAL_PARTS } from './subjects.js';
import { FISCAL_FUNDS, FUNDS, INCOME, INCOME_KINDS } from './terms.js';
import { select } from './totals.js';

/** 部门 → its units; in a unit's own package the unit alone. */
const unitRows = (scope: Scope, params: Params): Scope[] => {
  const filter = narrow(scope.filter, params);
  const { department } = scope.budget;
  const units = ofYears(
    scope,
    (year) => year.units,
    ({ code }) => code,
    ({ code }) => ({ ...filter, units: [code] }),
  );
  return ofPublisher(scope, [
    row(scope, { 编码: department.code, 名称: department.formalName }, { filter, level: 0 }),
    ...units.map((unit) =>
      row(
        scope,
        { 编码: unit.code, 名称: unit.name },
        { filter: { ...filter, units: [unit.code] }, level: 1 },
      ),
    ),
  ]);
};

/** Those of the rows that a total may stand over; all but its name are empty. */
const TOTAL_FIELDS: readonly string[] = [
  ...new Set([
    ...PROJECT_SOURCES.项目.fields,
    ...PROJECT_SOURCES.项目科目.fields,
    ...FUNCTIONAL_PARTS,
  ]),
];

export const ROW_SOURCES = {
  合计: {
    meaning: '一行合计，不缩小范围',
    fields: TOTAL_FIELDS,
    rows: (scope, params) => {
      const blank = row(scope, Object.fromEntries(TOTAL_FIELDS.map((key) => [key, ''])));
      const total = { ...blank, filter: narrow(scope.filter, params) };
      if (scope.schedule !== undefined) return scheduleTotal(total, '合计');
      return [row(total, { 名称: '合计' }, { level: -1 })];
    },
  },
  支出类别: {
    meaning: '格式里列出的支出功能分类各类；写“只列: 有数”就略去没有数的类，序号接着编',
    fields: ['编码', '名称', '序号'],
    subjects: 'functional',
    params: ['只列'],
    rows: (scope, params) => {
      const filter = narrow(scope.filter, params);
      const spent = (functional: string) =>
        hasAmount(scope, { ...filter, functional, side: '支出' });
      const { classes, shortTwenties } = scope.settings;
      return classes
        .filter((code) => params.只列 === undefined || spent(code))
        .map((code, i) =>
          row(
            scope,
            {
              编码: code,
              名称: scope.budget.subjects.functional.get(code)?.name ?? code,
              序号: numeral(i + 1, shortTwenties),
            },
            { filter: { ...filter, functional: code } },
          ),
        );
    },
  },
  ...SUBJECT_SOURCES,
  收入来源: {
    meaning: '本年有数的各项收入来源',
    fields: ['名称', '拨款名称'],
    rows: (scope, params) =>
      INCOME_KINDS.map((income) => {
        const { income: name = income, money = income } = INCOME[income];
        const filter = { ...narrow(scope.filter, params), income, carriedOver: false };
        return row(scope, { 名称: name, 拨款名称: money }, { filter });
      }).filter((one) => hasAmount(one, { ...one.filter, side: '收入' })),
  },
  资金: {
    meaning: '有支出的各种资金',
    fields: ['名称', '资金来源'],
    rows: (scope, params) =>
      FUNDS.filter((fund) => narrow(scope.filter, params).funds?.includes(fund) ?? true)
        .map((fund) =>
          row(
            scope,
            { 名称: fund, 资金来源: FISCAL_FUNDS.includes(fund) ? `${fund}本年拨款` : fund },
            { filter: { ...narrow(scope.filter, params), funds: [fund] } },
          ),
        )
        .filter(spends),
  },
  所属单位: {
    meaning: '纳入预算编制范围的各单位，不含部门一行',
    fields: ['编码', '名称'],
    rows: (scope, params) =>
      unitRows(scope, params).slice(scope.budget.publisher === '部门' ? 1 : 0),
  },
  项目说明: {
    meaning: '情况说明里列的项目：绩效项目在前，其余项目在后',
    fields: ['名称', '项目名称', '用途'],
    rows: (scope) => {
      const covered = new Set(scope.budget.performance.flatMap((project) => project.projects));
      const listed = scope.budget.performance.map((project) => ({
        name: project.publicName,
        own: project.name,
        purpose: project.purpose,
        projects: project.projects,
      }));
      const rest = scope.budget.projects
        .filter((project) => !covered.has(project.key))
        .map((project) => ({
          name: project.name,
          own: project.name,
          purpose: project.purpose ?? '',
          projects: [project.key],
        }));
      return [...listed, ...rest].map(({ name, own, purpose, projects }) =>
        row(
          scope,
          { 名称: name, 项目名称: own, 用途: purposeOf(purpose) },
          { filter: { ...scope.filter, natures: ['项目支出'], projects } },
        ),
      );
    },
  },
  购买服务: {
    kinds: ['预算'],
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
  计划购置车辆: {
    kinds: ['预算'],
    meaning: '预算安排购置的各类车辆',
    fields: ['名称', '数量'],
    rows: (scope) =>
      [...(scope.budget.plannedVehicles ?? [])].map(([name, n]) =>
        row(scope, { 名称: name, 数量: String(n) }),
      ),
  },
  项目经费说明: {
    meaning: '项目经费说明的各个项目；它各个标题下的文字用 段，如 {{段 "立项依据"}}',
    fields: ['名称'],
    amounts: ['金额'],
    texts: STATEMENT_NAMES,
    rows: (scope) =>
      scope.budget.statements.map(({ name, projects, texts }) => {
        const filter = { ...scope.filter, projects };
        const amount = select(scope.budget.facts, { ...filter, side: '支出' });
        const amounts = projects.length > 0 ? { 金额: amount } : {};
        return row(scope, { 名称: name }, { filter, amounts, texts });
      }),
  },
  补充名词: {
    meaning: '输入文件里补充的名词解释',
    fields: ['名称', '解释'],
    rows: (scope) =>
      [...scope.budget.glossary].map(([name, text]) => row(scope, { 名称: name, 解释: text })),
  },
  空表: {
    meaning: '没有数的表，按公开的次序；理由是这张表的“空表”说明，不带前面的“注：”',
    key: '表号',
    fields: ['表号', '名称', '标题', '印号', '理由'],
    rows: (scope) =>
      (scope.emptyTables ?? []).map(({ id, name, title, number, reason }) =>
        row(scope, { 表号: id, 名称: name, 标题: title, 印号: number, 理由: reason }),
      ),
  },
  单位: { meaning: '部门和所属各单位', fields: ['编码', '名称'], rows: unitRows },
  ...PROJECT_SOURCES,
  ...COMPOSITION_SOURCES,
  ...DEPARTMENT_SOURCES,
  ...PERFORMANCE_SOURCES,
  ...EVALUATION_SOURCES,
  ...SCHEDULE_SOURCES,
} as const satisfies Record<string, RowSource>;

export type RowSourceName = keyof typeof ROW_SOURCES;
export const ROW_SOURCE_NAMES: readonly RowSourceName[] = Object.keys(
  ROW_SOURCES,
) as RowSourceName[];

/** Why it is not known which rows a source has in a scope. */
export function rowsUnknown(
  scope: Scope,
  name: RowSourceName,
  params: Params,
): Unknown | undefined {
  const { unknown }: RowSource = ROW_SOURCES[name];
  return unknown?.(scope, params);
}

/** The rows of a source in a scope. */
export function rowsOf(scope: Scope, name: RowSourceName, params: Params): Scope[] {
  const { key, keyed, fields, rows }: RowSource = ROW_SOURCES[name];
  const made = rows(scope, params);
  if (keyed) return made;
  const identity = key ?? (fields.includes('编码') ? '编码' : '名称');
  return made.map((one) => ({ ...one, key: one.fields[identity] ?? '' }));
}
