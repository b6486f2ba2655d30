/** Row sources of 项目支出: projects by unit and category, and what each spends under which subject. */
import { grouped } from '../grouped.js';
import type { Budget, Fact, Project } from './budget.js';
import { narrow, type Params } from './quantities.js';
import { ofPublisher, ofYears, type RowSource, row, type Scope, yearsShown } from './scope.js';
import { PROJECT_CATEGORIES } from './terms.js';
import { type Filter, selectFacts } from './totals.js';

const categoryCode = (category: string): string =>
  (PROJECT_CATEGORIES as Readonly<Record<string, string>>)[category] ?? '';

/** A project in a unit that spends on it. */
interface Spending {
  readonly unit: string;
  readonly project: Project;
}

/** The projects that each unit spends on in the years that are shown, units without any left out. */
function byUnit(scope: Scope, filter: Filter) {
  const spending = ofYears(
    scope,
    ({ projects = [] }) =>
      projects.flatMap((project) => project.units.map((unit): Spending => ({ unit, project }))),
    ({ unit, project }) => JSON.stringify([unit, project.key]),
    ({ unit, project }) => ({ ...filter, units: [unit], projects: [project.key] }),
  );
  const units = ofYears(
    scope,
    (year) => year.units,
    ({ code }) => code,
    ({ code }) => ({ ...filter, units: [code] }),
  );
  const of = grouped(spending, ({ unit }) => unit);
  return units.flatMap((unit) => {
    const own = of.get(unit.code)?.map(({ project }) => project) ?? [];
    return own.length > 0 ? [{ unit, projects: own }] : [];
  });
}

/** `2010101 行政运行` of each code, once, in the order of the lines. */
function subjectsOf(
  budget: Budget,
  facts: readonly Fact[],
  key: 'functional' | 'economic',
): string {
  const codes = new Set(facts.flatMap((fact) => fact[key] ?? []));
  const named = [...codes].map((code) => `${code} ${budget.subjects[key].get(code)?.name ?? ''}`);
  return named.map((one) => one.trim()).join('、');
}

const NOTHING = { 单位名称: '', 单位编码: '', 功能科目: '', 经济科目: '' };

/** What is spent in the years that are shown. */
const factsShown = (scope: Scope, filter: Filter): Fact[] =>
  yearsShown(scope).flatMap(({ facts }) => selectFacts(facts, { ...filter, side: '支出' }));

/** What a project has in a unit, with the subjects that it is spent under. */
function projectRow(scope: Scope, filter: Filter, project: Project, unit: Budget['units'][number]) {
  const own = { ...filter, units: [unit.code], projects: [project.key] };
  const facts = factsShown(scope, own);
  return row(
    scope,
    {
      编码: project.code,
      名称: project.name,
      单位名称: unit.name,
      单位编码: unit.code,
      功能科目: subjectsOf(scope.budget, facts, 'functional'),
      经济科目: subjectsOf(scope.budget, facts, 'economic'),
    },
    { filter: own, level: 3, key: project.key },
  );
}

/** 部门 → 单位 → 项目类别 → 项目; only what has projects. */
function projectRows(scope: Scope, params: Params): Scope[] {
  const filter = { ...narrow(scope.filter, params), natures: ['项目支出'] as const };
  const { department } = scope.budget;
  const units = byUnit(scope, filter);
  if (units.length === 0) return [];
  const head = (编码: string, 名称: string, own: Filter, level: number) =>
    row(scope, { ...NOTHING, 编码, 名称 }, { filter: own, level, key: 名称 });
  return ofPublisher(scope, [
    head(department.code, department.formalName, filter, 0),
    ...units.flatMap(({ unit, projects: own }) => {
      const ofUnit = { ...filter, units: [unit.code] };
      return [
        head(unit.code, unit.name, ofUnit, 1),
        ...[...grouped(own, ({ category }) => category)].flatMap(([category, members]) => [
          head(
            categoryCode(category),
            category,
            { ...ofUnit, projects: members.map(({ key }) => key) },
            2,
          ),
          ...members.map((project) => projectRow(scope, filter, project, unit)),
        ]),
      ];
    }),
  ]);
}

const LINE_FIELDS = [
  '编码',
  '名称',
  '单位编码',
  '单位名称',
  '类别',
  '功能科目编码',
  '功能科目',
  '经济科目编码',
  '经济科目',
] as const;

/** A row for each unit, functional and economic subject of a project, as they are written. */
function lineRows(scope: Scope, params: Params): Scope[] {
  const { subjects } = scope.budget;
  const filter = { ...narrow(scope.filter, params), natures: ['项目支出'] as const };
  const years = yearsShown(scope).reverse();
  const known = new Map(
    years.flatMap(({ projects = [] }) => projects.map((project) => [project.key, project])),
  );
  const nameOfUnit = new Map(
    years.flatMap(({ units = [] }) => units.map(({ code, name }) => [code, name])),
  );
  const lines = grouped(
    factsShown(scope, filter).filter(({ project }) => project !== undefined),
    ({ unit, project, functional, economic }) =>
      JSON.stringify([unit, project, functional, economic]),
  );
  return [...lines].flatMap(([key, [fact]]) => {
    const project = known.get(fact?.project ?? '');
    if (!fact || !project) return [];
    const { unit = '', functional = '', economic = '' } = fact;
    return row(
      scope,
      {
        编码: project.code,
        名称: project.name,
        单位编码: unit,
        单位名称: nameOfUnit.get(unit) ?? '',
        类别: project.category,
        功能科目编码: functional,
        功能科目: subjects.functional.get(functional)?.name ?? '',
        经济科目编码: economic,
        经济科目: subjects.economic.get(economic)?.name ?? '',
      },
      {
        filter: {
          ...filter,
          units: [unit],
          projects: [project.key],
          ...(functional ? { functional } : {}),
          economic,
        },
        key,
      },
    );
  });
}

export const PROJECT_SOURCES = {
  项目: {
    meaning: '部门、单位、项目类别、项目逐级；项目的功能科目、经济科目有几个的用“、”分开',
    keyed: true,
    fields: ['编码', '名称', '单位名称', '单位编码', '功能科目', '经济科目'],
    rows: projectRows,
  },
  项目科目: {
    meaning: '每个项目在每个单位、功能科目、经济科目下的支出，一行一个',
    keyed: true,
    fields: LINE_FIELDS,
    rows: lineRows,
  },
} as const satisfies Record<string, RowSource>;
