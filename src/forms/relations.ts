/** Relations as data → relations that hold between the tables of one profile, every name in them looked up. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { isEqual } from 'es-toolkit/predicate/isEqual';
import { suggestion } from '../input/issues.js';
import type { PackageName } from '../model/terms.js';
import { cellNames, isSum, lastOf } from './cell-names.js';
import { quantityKindProblem } from './kinds.js';
import { SCHEDULE } from './names.js';
import { readReference, writtenParams } from './references.js';
import type { CellsTerm, Equation, Relation, RowSelector, Term } from './relation.js';
import {
  type EquationInput,
  fundsOf,
  type RelationInputs,
  type TermInput,
} from './relation-schema.js';
import { scheduleItemProblem, schedulesOf } from './schedules.js';
import type { Spot } from './spot.js';
import type { TableTemplate } from './template.js';
import { NONE } from './template-schema.js';

type Tables = ReadonlyMap<string, TableTemplate>;

const LEAVES = '末级';

/** What an equation is looked up in. */
interface Lookup {
  readonly tables: Tables;
  readonly kind: PackageName;
  /** Takes up a row or column that no table has; told once for all equations that name it. */
  readonly missing: (spot: Spot, message: string, hint: string) => void;
}

/** Something that equations name and no table has. */
interface Missing {
  readonly spot: Spot;
  readonly hint: string;
  readonly equations: { readonly id: string; readonly name: string }[];
}

/**
 * @param inputs base relations with the profile's laid over them, by number
 * @param tables all tables of the profile
 * @param known numbers of all templates of the kind, for telling a slip from a table that is left out
 * @param kind of package that they hold in
 * @param spot of all relations
 */
export function toRelations(
  inputs: RelationInputs,
  tables: Tables,
  known: readonly string[],
  kind: PackageName,
  spot: Spot,
): Relation[] {
  const missing = new Map<string, Missing>();
  const relations = Object.entries(inputs).flatMap(([id, input]): Relation[] => {
    if (input === NONE) return [];
    const here = spot.below(id);
    for (const key of ['应当', '依据', '等式'] as const)
      if (input[key] === undefined) here.report(`勾稽“${id}”缺少“${key}”`);
    const written = Object.entries(input.等式 ?? {}).flatMap(([name, equation]) =>
      equation === NONE ? [] : [{ name, equation }],
    );
    const outcomes = written.map(({ name, equation }) => {
      const absent = tablesOf(equation).find(
        (table) => !tables.has(table) && known.includes(table),
      );
      if (absent !== undefined) return { equation: name, reason: `没有${absent}` };
      const lookup: Lookup = {
        tables,
        kind,
        missing: (at, message, hint) => {
          const one = missing.get(message) ?? { spot: at, hint, equations: [] };
          one.equations.push({ id, name });
          missing.set(message, one);
        },
      };
      const made = toEquation(name, equation, lookup, here.below('等式', name));
      return made && isSame(made) ? { equation: name, reason: '两边是同样的列' } : made;
    });
    return [
      {
        id,
        holds: input.应当 ?? '',
        source: input.依据 ?? '',
        hint: input.提示 ?? '请核对格式里这些表的行和列是不是写全',
        severity: input.级别 ?? '错误',
        equations: outcomes.flatMap((one) => (one && 'left' in one ? one : [])),
        inapplicable: outcomes.flatMap((one) => (one && 'reason' in one ? one : [])),
      },
    ];
  });
  for (const [message, { spot: at, hint, equations }] of missing)
    at.report(message, [hint, withoutHint(equations)].filter((one) => one !== '').join('；'));
  return relations;
}

/** What a profile writes that has no use for some equations. */
function withoutHint(equations: Missing['equations']): string {
  const written = Object.entries(groupBy(equations, ({ id }) => id)).map(([id, own]) => {
    const names = distinct(own.map(({ name }) => `${name}: 无`));
    return `${id}: {等式: {${names.join(', ')}}}`;
  });
  return `请在格式里改写用到它的等式，或去掉：勾稽: {${written.join(', ')}}`;
}

const listOf = (side: EquationInput['左']): readonly TermInput[] =>
  side === undefined ? [] : Array.isArray(side) ? side : [side];

function tablesOf({ 左, 右 }: EquationInput): string[] {
  return [...listOf(左), ...listOf(右)].flatMap((term) => term.表 ?? []);
}

/** Whether an equation can only hold: a group whose sum the form leaves out is its parts. */
function isSame({ left, right, by }: Equation): boolean {
  if (by !== '行') return false;
  const columns = (terms: readonly Term[]) =>
    terms.flatMap((term) => (term.kind === 'cells' && term.columns ? [...term.columns] : []));
  return isEqual(columns(left).sort(), columns(right).sort());
}

function toEquation(
  name: string,
  input: EquationInput,
  lookup: Lookup,
  spot: Spot,
): Equation | undefined {
  const side = (key: '左' | '右'): Term[] => {
    const written = input[key];
    if (written === undefined) spot.report(`缺少“${key}”`);
    const here = spot.below(key);
    return listOf(written).flatMap((term, i) =>
      toTerm(term, lookup, Array.isArray(written) ? here.below(i) : here),
    );
  };
  const [left, right] = [side('左'), side('右')];
  if (left.length < listOf(input.左).length || right.length < listOf(input.右).length)
    return undefined;
  if (input.按 === '行' && new Set(tablesOf(input)).size > 1)
    spot.below('按').report('“按: 行”的两边要是同一张表');
  return {
    name,
    left,
    right,
    by: input.按,
    keys: input.比 === '左' ? 'left' : input.比 === '共有' ? 'both' : 'any',
    reported: input.已报 && { rule: input.已报.规则, funds: fundsOf(input.已报.资金) },
  };
}

function toTerm(input: TermInput, lookup: Lookup, spot: Spot): Term[] {
  const { 表, 量 } = input;
  if (表 !== undefined && 量 === undefined) return toCells({ ...input, 表 }, lookup, spot);
  if (量 !== undefined && 表 === undefined) return toQuantity({ ...input, 量 }, lookup, spot);
  const hint = '例如 {表: 预算01, 行: 本年收入合计, 列: 收入/预算数}';
  spot.report('一项要写“表”或者“量”', hint);
  return [];
}

function toQuantity(
  input: TermInput & { 量: string },
  { kind, tables }: Lookup,
  spot: Spot,
): Term[] {
  for (const key of ['行', '列'] as const)
    if (input[key] !== undefined) spot.below(key).report('“量”不分行和列');
  const quantity = readReference(input, spot);
  const problem = quantityKindProblem(quantity.name, quantity.params, kind);
  if (problem) spot.below(problem.key).reportAll([problem]);
  if (quantity.name !== SCHEDULE)
    return [{ kind: 'quantity', quantity, label: input.称 ?? input.量 }];
  const { 项 } = quantity.params;
  const unknownItem = scheduleItemProblem(项, schedulesOf(tables));
  if (unknownItem) (项 === undefined ? spot : spot.below('项')).reportAll([unknownItem]);
  return [{ kind: 'quantity', quantity, label: input.称 ?? `附表“${项 ?? ''}”` }];
}

function toCells(input: TermInput & { 表: string }, lookup: Lookup, spot: Spot): Term[] {
  const { tables, missing } = lookup;
  const template = tables.get(input.表);
  if (!template) {
    const hint = suggestion(input.表, [...tables.keys()], '表');
    spot.below('表').report(`没有“${input.表}”这张表`, hint);
    return [];
  }
  for (const [key] of writtenParams(input)) spot.below(key).report(`“${key}”要同“量”一起写`);
  const cells = cellNames(template);
  const all = distinct(cells.map(({ column }) => column));
  const names = [input.列 ?? []].flat();
  const columns = names.flatMap((name, i) => {
    const found = columnsCalled(name, all);
    const here = spot.below('列', ...(Array.isArray(input.列) ? [i] : []));
    if (found.length === 0)
      missing(here, `表“${input.表}”没有“${name}”这一列`, suggestionOf(name, all, '列'));
    return found;
  });
  const wanted =
    input.列 === undefined ? cells : cells.filter((one) => columns.includes(one.column));
  const rows = toRows(input, distinct(wanted.map(({ row }) => row)), spot.below('行'), missing);
  if (!rows || columns.length < names.length) return [];
  return [
    {
      kind: 'cells',
      table: input.表,
      rows,
      columns: input.列 === undefined ? undefined : new Set(columns),
      label: input.称 ?? labelOf(rows, names),
    } satisfies CellsTerm,
  ];
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)];

/** The nearest name; of those of one step, as a name of one step is enough. Some rows have none. */
const suggestionOf = (name: string, all: readonly string[], noun: string) => {
  const known = name.includes('/') ? all : distinct(all.map(lastOf));
  return suggestion(
    name,
    known.filter((one) => one !== ''),
    noun,
  );
};

/** Whether a name, of one step or several, is how a path ends. */
const ends = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

/** Rows and columns that show a part of another again. */
export const isOfWhich = (path: string): boolean => lastOf(path).startsWith('其中');

/**
 * The columns that a name stands for: those that it names; of a group that it names the sum, or its parts
 * where it has none; with `/*` always its parts.
 */
export function columnsCalled(name: string, all: readonly string[]): string[] {
  const group = name.replace(/\/\*$/, '');
  const inside = all.filter((path) => ends(path.split('/').slice(0, -1).join('/'), group));
  const parts = inside.filter((path) => !isSum(path) && !isOfWhich(path));
  if (group !== name) return parts;
  const named = all.filter((path) => ends(path, name));
  const sums = inside.filter(isSum);
  return [named, sums, parts].find((found) => found.length > 0) ?? [];
}

/** @param all names of the rows that stand in the wanted columns */
function toRows(
  { 表, 行 }: TermInput,
  all: readonly string[],
  spot: Spot,
  missing: Lookup['missing'],
): RowSelector | undefined {
  if (行 === undefined) return { kind: 'all' };
  if (行 === LEAVES) return { kind: 'leaves' };
  const called = (name: string, here: Spot): readonly string[] => {
    const found = all.filter((row) => ends(row, name));
    if (found.length === 0)
      missing(here, `表“${表}”没有“${name}”这一行`, suggestionOf(name, all, '行'));
    if (found.length > 1) {
      const hint = '请把上层也写出来，或在模板里写“称”';
      here.report(`表“${表}”有几行叫“${name}”：${found.join('、')}`, hint);
    }
    return found.length === 1 ? found : [];
  };
  if (typeof 行 === 'string' || Array.isArray(行)) {
    const names = [行].flat();
    const found = names.flatMap((name, i) =>
      called(name, Array.isArray(行) ? spot.below(i) : spot),
    );
    return found.length < names.length ? undefined : { kind: 'named', names: new Set(found) };
  }
  const { 前, 后, 编码, 级 } = 行;
  if (Object.values(行).filter((value) => value !== undefined).length !== 1) {
    spot.report('“行”里写“前”“后”“编码”“级”中的一个');
    return undefined;
  }
  if (编码 !== undefined) return { kind: 'code', code: 编码 };
  if (级 !== undefined) return { kind: 'level', level: 级 };
  const [name] = called(前 ?? 后 ?? '', spot.below(前 === undefined ? '后' : '前'));
  return name === undefined ? undefined : { kind: 前 === undefined ? 'below' : 'above', name };
}

/** How messages call a term that has no name of its own. */
function labelOf(rows: RowSelector, columns: readonly string[]): string {
  const column = columns
    .map((name) => `“${name.replace('/*', '各栏').replaceAll('/', '的')}”`)
    .join('');
  switch (rows.kind) {
    case 'all':
      return column;
    case 'leaves':
      return `${column}各行之和`;
    case 'code':
      return `${rows.code} 一行`;
    case 'named':
      return [...rows.names].map(lastOf).join('、');
    case 'level':
    case 'above':
    case 'below':
      return `${column}各行之和`;
  }
}
