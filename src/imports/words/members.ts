/** The department, its units and its projects, as lists of them say it. */
import { projectNames } from '../../input/project-names.js';
import type { Decimal, Span } from '../../model/money.js';
import { ROW_SOURCES } from '../../model/rows.js';
import { OWN_PROJECTS, PROJECT_CATEGORIES } from '../../model/terms.js';
import type { ReadRow, ReadTable } from '../../reading/read-table.js';
import type { TextSheet } from '../../reading/text-sheets.js';
import { plainName } from './read-rows.js';
import { rowsBySource } from './rows-of.js';

/** A department or a unit; the code is empty where no table prints it. */
export interface Member {
  readonly code: string;
  readonly name: string;
  readonly place: Span;
}

export interface Members {
  /** As tables have it: its full name. */
  readonly department: Member | undefined;
  readonly units: readonly Member[];
}

/** A project as lists have it. */
export interface ListedProject {
  readonly name: string;
  readonly code: string;
  /** The unit that it is listed under first; undefined where no table says it. */
  readonly unit: Member | undefined;
  readonly category: string;
  /** What is spent on it in 元, as far as a table prints it in one sum. */
  readonly amount: Decimal | undefined;
  readonly place: Span;
}

const said = ({ fields }: ReadRow, name: string): string => (fields[name] ?? '').trim();

const memberOf = (row: ReadRow): Member => ({
  code: said(row, '编码'),
  name: said(row, '名称'),
  place: row.place,
});

const sameMember = (a: Member, b: Member): boolean =>
  a.code !== '' && b.code !== '' ? a.code === b.code : plainName(a.name) === plainName(b.name);

/** Each member once, the one that has a code rather than the one that has none. */
function once(members: readonly Member[]): Member[] {
  const out: Member[] = [];
  for (const one of members) {
    if (one.name === '') continue;
    const known = out.findIndex((other) => sameMember(one, other));
    if (known < 0) out.push(one);
    else if (out[known]?.code === '' && one.code !== '') out[known] = one;
  }
  return out;
}

const CATEGORIES = Object.entries(PROJECT_CATEGORIES);
const isCategory = (row: ReadRow): boolean =>
  CATEGORIES.some(([name, code]) => said(row, '名称') === name || said(row, '编码') === code);

type ProjectLevel = 'department' | 'unit' | 'category' | 'project';

/**
 * What each line of a list by department, unit, category and project is: a category stands below its unit, and
 * once there.
 * @param units that other tables have
 */
function levelsIn(rows: readonly ReadRow[], units: readonly Member[]): ProjectLevel[] {
  const isProject = (row: ReadRow) =>
    ['单位编码', '单位名称', '功能科目', '经济科目'].some((name) => said(row, name) !== '');
  const first = rows.findIndex(isCategory);
  const department = first === 2 ? said(rows[0] as ReadRow, '编码') : '';
  /** Whether a line above a category is its unit, and not the last project of the category before. */
  const isUnit = (row: ReadRow, category: ReadRow, before: ReadonlySet<string>): boolean => {
    const own = memberOf(row);
    if (before.has(categoryOf(category)) || units.some((unit) => sameMember(unit, own)))
      return true;
    if (row.indent !== category.indent) return row.indent < category.indent;
    return department !== '' && own.code.startsWith(department) && own.code !== department;
  };
  let categories = new Set<string>();
  return rows.map((row, i): ProjectLevel => {
    if (isCategory(row)) {
      categories.add(categoryOf(row));
      return 'category';
    }
    if (i < first - 1) return 'department';
    const next = rows[i + 1];
    if (!next || !isCategory(next) || isProject(row)) return 'project';
    if (i !== first - 1 && !isUnit(row, next, categories)) return 'project';
    categories = new Set();
    return 'unit';
  });
}

/** The lists of projects without their totals, each line with what it is. */
const projectLists = (tables: readonly ReadTable[], units: readonly Member[]) =>
  rowsBySource(tables, '项目').map((list) => {
    const rows = list.filter(({ total }) => !total);
    return { rows, levels: levelsIn(rows, units) };
  });

/** Who the package is of, as all tables together say it. */
export function membersIn(
  tables: readonly ReadTable[],
  texts: readonly Pick<TextSheet, 'units'>[] = [],
): Members {
  const departments: Member[] = [];
  const units: Member[] = [];
  for (const list of rowsBySource(tables, '单位')) {
    const rows = list.filter(({ total }) => !total).map(memberOf);
    // a unit's own package lists the unit alone
    const [first, ...others] = rows;
    if (first && others.length > 0) departments.push(first);
    units.push(...(others.length > 0 ? others : rows));
  }
  for (const list of rowsBySource(tables, '所属单位'))
    units.push(...list.filter(({ total }) => !total).map(memberOf));
  for (const { rows, levels } of projectLists(tables, [...units]))
    rows.forEach((row, i) => {
      if (levels[i] === 'department') departments.push(memberOf(row));
      if (levels[i] === 'unit') units.push(memberOf(row));
    });
  for (const list of rowsBySource(tables, '项目科目')) units.push(...list.flatMap(unitOf));
  for (const source of ['政府采购明细', '购买服务明细'] as const)
    for (const list of rowsBySource(tables, source)) {
      const rows = list.filter((row) => !row.total && said(row, '名称') !== '合计');
      const own: readonly string[] = ROW_SOURCES[source].fields;
      const isLine = (row: ReadRow) =>
        own.some((name) => name !== '编码' && name !== '名称' && said(row, name) !== '');
      departments.push(...rows.filter((row) => !isLine(row)).map(memberOf));
      units.push(...rows.filter(isLine).map(memberOf));
    }
  const [department] = once(departments);
  if (units.length === 0)
    for (const { units: named } of texts)
      units.push(...named.map(({ name, place }) => ({ code: '', name, place })));
  return {
    department,
    units: once(units).filter((unit) => !department || !sameMember(unit, department)),
  };
}

/** The unit that a line of a project names. */
function unitOf(row: ReadRow): Member[] {
  const [code, name] = [said(row, '单位编码'), said(row, '单位名称')];
  return name === '' ? [] : [{ code, name, place: row.place }];
}

/** The projects that lists have, each once, in their order. */
export function projectsIn(
  tables: readonly ReadTable[],
  units: readonly Member[],
): ListedProject[] {
  const ownUnit = (row: ReadRow): Member | undefined =>
    unitOf(row).map((own) => units.find((unit) => sameMember(unit, own)) ?? own)[0];
  const found: ListedProject[] = [];
  const byName = new Map<string, readonly number[]>();
  const add = (row: ReadRow, unit: Member | undefined, category: string, ofList: Set<number>) => {
    const [name, code] = [said(row, '名称'), said(row, '编码')];
    if (name === '') return;
    const named = byName.get(plainName(name)) ?? [];
    const listed = named.find((i) => {
      const one = found[i];
      return (
        one?.code === code && (code !== '' || !one.unit || !unit || sameMember(one.unit, unit))
      );
    });
    const amount = amountOf(row);
    const known = listed === undefined ? undefined : found[listed];
    if (listed === undefined || !known) {
      byName.set(plainName(name), [...named, found.length]);
      ofList.add(found.length);
      found.push({ name, code, unit, category, amount, place: row.place });
      return;
    }
    // several units spend on it, or it has several lines; another list says the same again
    if (known.amount && amount && ofList.has(listed))
      found[listed] = { ...known, amount: known.amount.plus(amount) };
    ofList.add(listed);
  };
  for (const { rows, levels } of projectLists(tables, units)) {
    let unit: Member | undefined;
    let category: string = OWN_PROJECTS;
    const ofList = new Set<number>();
    rows.forEach((row, i) => {
      if (levels[i] === 'unit') unit = units.find((one) => sameMember(one, memberOf(row)));
      if (levels[i] === 'category') category = categoryOf(row);
      if (levels[i] === 'project') add(row, ownUnit(row) ?? unit, category, ofList);
    });
  }
  if (found.length > 0) return found;
  for (const list of rowsBySource(tables, '项目科目')) {
    const ofList = new Set<number>();
    for (const row of list)
      if (!row.total) add(row, ownUnit(row), said(row, '类别') || OWN_PROJECTS, ofList);
  }
  return found;
}

/** All that is spent in the row. */
function amountOf({ cells }: ReadRow): Decimal | undefined {
  const whole = cells.find(
    ({ content }) =>
      content.kind === 'quantity' &&
      content.quantity.name === '支出' &&
      !content.ratio &&
      !content.against &&
      Object.keys(content.quantity.params).length === 0,
  );
  return whole?.value;
}

const categoryOf = (row: ReadRow): string =>
  CATEGORIES.find(
    ([name, code]) => said(row, '名称') === name || said(row, '编码') === code,
  )?.[0] ?? OWN_PROJECTS;

/** By what word the rest of an input calls each project: its name, where that is enough. */
export const projectWords = (projects: readonly ListedProject[]): readonly string[] =>
  projectNames(projects.map(({ name, code, unit }) => ({ name, code, unit: unit?.code ?? '' })))
    .keys;
