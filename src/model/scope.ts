/** A scope: the budget narrowed to one row, with the row's fields. What tables and sentences speak of. */
import type { Budget, Goal, PerformanceProject, ProjectStatement, YearFigures } from './budget.js';
import type { EvaluatedGoal, SelfEvaluation } from './final.js';
import {
  BUDGET_FIELD_NAMES,
  FINAL_FIELDS,
  fieldsOf,
  MANAGEMENT_FORM,
  namesOf,
  OVERALL_FORM,
  PLANNED_FORM,
} from './form-fields.js';
import { type Figure, type MoneyStyle, printedIn } from './money.js';
import { chineseDate } from './numerals.js';
import {
  type ParamName,
  type Params,
  type QuantityScope,
  type Unknown,
  yearOf,
} from './quantities.js';
import type { Basis, PackageName, UnitKind } from './terms.js';
import { type Filter, select } from './totals.js';

/** What a profile decides about rows. */
export interface RowSettings {
  /** 支出总表 lines: 类 codes in the order of the form. */
  readonly classes: readonly string[];
  /** 廿一 instead of 二十一 in item numbers. */
  readonly shortTwenties: boolean;
  /** 基本支出明细表: the 款 that the form lists, by the code of their 类. */
  readonly economicForm: ReadonlyMap<string, readonly string[]>;
  /** Amounts within the texts of a row. */
  readonly money: MoneyStyle;
}

/** A table in which there is nothing, for those that tell of such tables. */
export interface EmptyTable {
  readonly id: string;
  /** As it is printed; empty where the form has none. */
  readonly number: string;
  readonly name: string;
  readonly title: string;
  /** Why, as its template states it; empty where it does not. */
  readonly reason: string;
}

export interface Scope extends QuantityScope {
  readonly settings: RowSettings;
  readonly fields: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, Figure>>;
  /** Depth in a tree of subjects or units; −1 for a grand total. */
  readonly level: number;
  /** What tells the row from others of its source: a code or a name; empty outside of rows. */
  readonly key: string;
  /** Which row of which row source of a table, below the one that it stands in; undefined outside of them. */
  readonly item?: string;
  /** Other years that its columns show: rows stand there for what any of them has. */
  readonly bases?: readonly Basis[];
  /** How deep the rows around it are: its level counts below them. */
  readonly depth?: number;
  /** Key of the 附表 that the table around is of; undefined outside of such tables. */
  readonly schedule?: string;
  /** Once the tables are made. */
  readonly emptyTables?: readonly EmptyTable[];
  readonly project?: PerformanceProject;
  /** Paragraphs of the row's own. */
  readonly texts?: ProjectStatement['texts'];
  readonly goal?: Goal;
  readonly evaluation?: SelfEvaluation;
  readonly evaluatedGoal?: EvaluatedGoal;
}

/** Fields of the package as a whole. */
export const BASE_FIELDS = [
  '车辆总数',
  '年度',
  '上年度',
  '前年度',
  '主体',
  '部门材料',
  '部门',
  '部门全称',
  '部门代码',
  '部门简称',
  '下属单位数',
  '编制日期',
  '编制年月',
  '行政单位数',
  '事业单位数',
  '参公单位数',
  '房屋面积',
  '有车辆',
  '金额单位',
] as const;
/** Names of the fields of 整体绩效, present in every scope (empty when the input has none). */
const OVERALL_FIELDS = namesOf([
  ...OVERALL_FORM.date,
  ...OVERALL_FORM.contact,
  ...OVERALL_FORM.tasks,
  ...OVERALL_FORM.horizon,
]);
const MANAGEMENT_FIELDS = namesOf(fieldsOf(MANAGEMENT_FORM));
/** Fields that every scope has; those of final accounts are empty in a budget. */
export const ROOT_FIELDS: readonly string[] = [
  ...BASE_FIELDS,
  ...OVERALL_FIELDS,
  ...namesOf(FINAL_FIELDS),
  ...namesOf(fieldsOf(PLANNED_FORM)),
  ...MANAGEMENT_FIELDS,
];

/** Fields that only one kind of package can fill; in another they are always empty. */
const FIELD_KINDS: ReadonlyMap<string, PackageName> = new Map([
  // without 整体绩效, 填报日期 is the day of the package
  ...OVERALL_FIELDS.filter((name) => name !== '填报日期').map((name) => [name, '预算'] as const),
  ...namesOf(FINAL_FIELDS)
    .filter((name) => !BUDGET_FIELD_NAMES.includes(name))
    .map((name) => [name, '决算'] as const),
  ...namesOf(fieldsOf(PLANNED_FORM)).map((name) => [name, '预算'] as const),
  ['房屋面积', '预算'],
]);

/** Whether a kind of package can fill a field of the package as a whole. */
export const hasField = (kind: PackageName, name: string): boolean =>
  (FIELD_KINDS.get(name) ?? kind) === kind;

export function rootScope(budget: Budget, settings: RowSettings): Scope {
  const overall = budget.overall?.texts ?? {};
  const countOf = (kind: UnitKind) =>
    String(budget.units.filter((unit) => unit.kind === kind).length);
  const vehicles = [...budget.vehicles.values()].reduce((a, b) => a + b, 0);
  return {
    budget,
    settings,
    filter: {},
    amounts: {},
    level: 0,
    key: '',
    fields: {
      年度: String(budget.year),
      上年度: String(budget.year - 1),
      前年度: String(budget.year - 2),
      主体: budget.publisher,
      部门材料: budget.publisher === '部门' ? '是' : '',
      部门: budget.department.name,
      部门全称: budget.department.formalName,
      部门代码: budget.department.code,
      部门简称: budget.department.shortName,
      下属单位数: String(budget.units.length - 1),
      编制日期: chineseDate(budget.date),
      编制年月: chineseDate(budget.date).replace(/\d+日$/, ''),
      行政单位数: countOf('行政单位'),
      事业单位数: countOf('事业单位'),
      参公单位数: String(
        budget.units.slice(1).filter((unit) => unit.kind === '参公事业单位').length,
      ),
      房屋面积: budget.floorArea,
      车辆总数: String(vehicles),
      有车辆: vehicles > 0 ? '是' : '',
      金额单位: settings.money.unit,
      ...Object.fromEntries(OVERALL_FIELDS.map((key) => [key, overall[key] ?? ''])),
      ...Object.fromEntries(
        [...namesOf(FINAL_FIELDS), ...namesOf(fieldsOf(PLANNED_FORM))].map((name) => [
          name,
          budget.sentenceFields[name] ?? '',
        ]),
      ),
      ...budget.management.counts,
      填报日期: chineseDate(overall.填报日期 ?? budget.date),
      ...budget.coverFields,
    },
  };
}

/** The years that the columns beside a row show, its own first. */
export function yearsShown({ budget, bases = [] }: Scope): YearFigures[] {
  return [budget, ...bases.flatMap((口径) => yearOf(budget, { 口径 }) ?? [])];
}

/**
 * What the years that are shown have of something, each by its key: all that the year itself has, and what
 * another alone has amounts of.
 */
export function ofYears<T>(
  scope: Scope,
  list: (year: YearFigures) => readonly T[] | undefined,
  key: (one: T) => string,
  filter: (one: T) => Filter,
): T[] {
  const [own = [], ...others] = yearsShown(scope).map(list);
  const known = new Map(own.map((one) => [key(one), one]));
  for (const one of others.flatMap((more) => more ?? []))
    if (!known.has(key(one)) && hasAmount(scope, filter(one))) known.set(key(one), one);
  return [...known.values()];
}

/** Whether any of the years that are shown has an amount. */
export function hasAmount(scope: Scope, filter: Filter): boolean {
  return yearsShown(scope).some(({ facts }) => !select(facts, filter).value.isZero());
}

export interface RowSource {
  readonly meaning: string;
  /** The kinds of package that can have such rows; all, if absent. */
  readonly kinds?: readonly PackageName[];
  /** Row sources, inside one of which alone this one makes sense. */
  readonly within?: readonly string[];
  /** At most one row: a table for each row of it has no number of its own. */
  readonly single?: boolean;
  /** The field that tells its rows apart; without one 编码, else 名称. */
  readonly key?: string;
  /** Its rows bring their keys with them, as no field tells them apart. */
  readonly keyed?: boolean;
  readonly fields: readonly string[];
  readonly amounts?: readonly string[];
  /** The classification whose subjects its rows are, each by its code. */
  readonly subjects?: 'functional' | 'economic' | 'government';
  /** Parameters that mean something to it, beside those that narrow any rows. */
  readonly params?: readonly ParamName[];
  /** Paragraphs that its rows have of their own. */
  readonly texts?: readonly string[];
  readonly rows: (scope: Scope, params: Params) => Scope[];
  /** Why it is not known which rows there are: what they are made of is not written so finely. */
  readonly unknown?: (scope: Scope, params: Params) => Unknown | undefined;
}

export function row(
  scope: Scope,
  fields: Record<string, string>,
  more: Partial<Scope> = {},
): Scope {
  return { ...scope, ...more, fields: { ...scope.fields, ...fields } };
}

/**
 * Rows of a department and what is below it, as its publisher has them: a unit's own package has no row of
 * a department above the unit.
 * @param rows the department's at level 0, the total at −1
 */
export function ofPublisher({ budget }: Scope, rows: readonly Scope[]): Scope[] {
  if (budget.publisher === '部门') return [...rows];
  return rows.flatMap((one) => {
    if (one.level === 0) return [];
    return one.level < 0 ? one : { ...one, level: one.level - 1 };
  });
}

/** What something is for, to go on after 主要用于: without that lead, should it have been written. */
export function purpose(text: string): string {
  return phrase(text).replace(/^(主要是?)?用于/, '');
}

/** An amount within a text: 1070.19万元. */
export const amountInText = ({ value }: Figure, { settings: { money } }: Scope): string =>
  `${printedIn(value, money).toString()}${money.unit}`;

const STOPS = new Set('。．.；;，,、 \t');

/** A phrase that a sentence goes on after: without the stops that it may have been given. */
export function phrase(text: string): string {
  let end = text.length;
  while (end > 0 && STOPS.has(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
