/** Relations as data → relations that hold between the tables of one profile, every name in them looked up. */
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import { referenceProblem } from '../model/quantities.js';
import { cellNames } from './cell-names.js';
import { referenceHint } from './names.js';
import type { CellsTerm, Equation, Relation, RowSelector, Term } from './relation.js';
import {
  type EquationInput,
  fundsOf,
  NONE,
  type RelationInput,
  type TermInput,
} from './relation-schema.js';
import type { TableTemplate } from './template.js';
import { params, ref } from './template-schema.js';

/** Told of a problem: the path of the value that it is about, from the number of the relation. */
type Complain = (path: Path, message: string, hint?: string) => void;
type Tables = ReadonlyMap<string, TableTemplate>;

const LEAVES = '末级';
const HINT = '请在格式的“勾稽”里改写这个等式，或写“无”去掉它';

/**
 * @param inputs base relations with the profile's laid over them, by number
 * @param tables all tables of the profile
 * @param known numbers of all templates of the kind, for telling a slip from a table that is left out
 */
export function toRelations(
  inputs: Readonly<Record<string, RelationInput | typeof NONE>>,
  tables: Tables,
  known: readonly string[],
  complain: Complain,
): Relation[] {
  return Object.entries(inputs).flatMap(([id, input]): Relation[] => {
    if (input === NONE) return [];
    const report: Complain = (path, message, hint) => complain([id, ...path], message, hint);
    for (const key of ['应当', '依据', '等式'] as const)
      if (input[key] === undefined) report([], `勾稽“${id}”缺少“${key}”`);
    const written = Object.entries(input.等式 ?? {}).flatMap(([name, equation]) =>
      equation === NONE ? [] : [{ name, equation }],
    );
    const inapplicable = written.flatMap(({ name, equation }) => {
      const missing = tablesOf(equation).find((table) => !tables.has(table));
      return missing === undefined || !known.includes(missing)
        ? []
        : [{ equation: name, table: missing }];
    });
    const apply = written.filter(({ name }) => !inapplicable.some((one) => one.equation === name));
    return [
      {
        id,
        holds: input.应当 ?? '',
        source: input.依据 ?? '',
        hint: input.提示 ?? '请核对格式里这些表的行和列是不是写全',
        severity: input.级别 ?? '错误',
        equations: apply.flatMap(({ name, equation }) =>
          toEquation(name, equation, tables, (path, ...problem) =>
            report(['等式', name, ...path], ...problem),
          ),
        ),
        inapplicable,
      },
    ];
  });
}

const listOf = (side: EquationInput['左']): readonly TermInput[] =>
  side === undefined ? [] : Array.isArray(side) ? side : [side];

function tablesOf({ 左, 右 }: EquationInput): string[] {
  return [...listOf(左), ...listOf(右)].flatMap((term) => term.表 ?? []);
}

function toEquation(
  name: string,
  input: EquationInput,
  tables: Tables,
  complain: Complain,
): Equation[] {
  const side = (key: '左' | '右'): Term[] => {
    const written = input[key];
    if (written === undefined) complain([], `缺少“${key}”`);
    return listOf(written).flatMap((term, i) =>
      toTerm(term, tables, (path, ...problem) =>
        complain([key, ...(Array.isArray(written) ? [i] : []), ...path], ...problem),
      ),
    );
  };
  const [left, right] = [side('左'), side('右')];
  if (left.length < listOf(input.左).length || right.length < listOf(input.右).length) return [];
  if (input.按 === '行' && new Set(tablesOf(input)).size > 1)
    complain(['按'], '“按: 行”的两边要是同一张表');
  return [
    {
      name,
      left,
      right,
      by: input.按,
      keys: input.比 === '左' ? 'left' : input.比 === '共有' ? 'both' : 'any',
      reported: input.已报 && { rule: input.已报.规则, funds: fundsOf(input.已报.资金) },
    },
  ];
}

function toTerm(input: TermInput, tables: Tables, complain: Complain): Term[] {
  if ((input.表 === undefined) === (input.量 === undefined)) {
    complain([], '一项要写“表”或者“量”', '例如 {表: 预算01, 行: 本年收入合计, 列: 收入/预算数}');
    return [];
  }
  return input.量 === undefined
    ? toCells({ ...input, 表: input.表 ?? '' }, tables, complain)
    : toQuantity({ ...input, 量: input.量 }, complain);
}

function toQuantity(input: TermInput & { 量: string }, complain: Complain): Term[] {
  const problem = referenceProblem(input.量, { ...params(input) });
  if (problem) {
    const value = (input as Record<string, unknown>)[problem.key];
    complain([problem.key], problem.message, referenceHint(problem, value));
    return [];
  }
  if (input.行 !== undefined || input.列 !== undefined)
    complain([input.行 === undefined ? '列' : '行'], '“量”不分行和列');
  return [{ kind: 'quantity', quantity: ref(input), label: input.称 ?? input.量 }];
}

function toCells(input: TermInput & { 表: string }, tables: Tables, complain: Complain): Term[] {
  const template = tables.get(input.表);
  if (!template) {
    complain(['表'], `没有“${input.表}”这张表`, suggestion(input.表, [...tables.keys()], '表'));
    return [];
  }
  for (const key of Object.keys(params(input))) complain([key], `“${key}”要同“量”一起写`);
  const cells = cellNames(template);
  const columns = input.列 === undefined ? undefined : new Set<string>();
  const names = [input.列 ?? []].flat();
  names.forEach((name, i) => {
    const path = ['列', ...(Array.isArray(input.列) ? [i] : [])];
    const all = distinct(cells.map(({ column }) => column));
    const found = columnsCalled(name, all);
    if (found.length === 0) {
      const hint = `${suggestion(name, all, '列')}；${HINT}`;
      complain(path, `表“${input.表}”没有“${name}”这一列`, hint);
    }
    for (const column of found) columns?.add(column);
  });
  const wanted = cells.filter(({ column }) => columns?.has(column) ?? true);
  const rows = toRows(input.行, distinct(wanted.map(({ row }) => row)), input.表, complain);
  if (!rows || columns?.size === 0) return [];
  const label = input.称 ?? labelOf(rows, names);
  return [{ kind: 'cells', table: input.表, rows, columns, label } satisfies CellsTerm];
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)];
const lastOf = (path: string): string => path.split('/').at(-1) ?? '';

/** Whether a name, of one step or several, is how a path ends. */
const ends = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

/** Columns that say what others add up to. */
export const isSum = (path: string): boolean => /^(合计|小计|总计)$/.test(lastOf(path));
/** Rows and columns that show a part of another again. */
export const isOfWhich = (path: string): boolean => lastOf(path).startsWith('其中');

/**
 * The columns that a name stands for: those that it names, the sum of a group that it names, or, with `/*`,
 * all columns of the group but sums and 其中.
 */
export function columnsCalled(name: string, all: readonly string[]): string[] {
  const group = name.endsWith('/*') ? name.slice(0, -2) : undefined;
  const above = (path: string) => path.split('/').slice(0, -1).join('/');
  if (group !== undefined)
    return all.filter((path) => ends(above(path), group) && !isSum(path) && !isOfWhich(path));
  const found = all.filter((path) => ends(path, name));
  return found.length > 0 ? found : all.filter((path) => isSum(path) && ends(above(path), name));
}

function toRows(
  input: TermInput['行'],
  all: readonly string[],
  table: string,
  complain: Complain,
): RowSelector | undefined {
  if (input === undefined) return { kind: 'all' };
  if (input === LEAVES) return { kind: 'leaves' };
  const called = (name: string, path: Path): readonly string[] => {
    const found = all.filter((row) => ends(row, name));
    if (found.length === 0)
      complain(path, `表“${table}”没有“${name}”这一行`, `${suggestion(name, all, '行')}；${HINT}`);
    else if (found.length > 1)
      complain(
        path,
        `表“${table}”有几行叫“${name}”：${found.join('、')}`,
        '请写全，或在模板里写“称”',
      );
    return found.length === 1 ? found : [];
  };
  if (typeof input === 'string' || Array.isArray(input)) {
    const names = [input].flat();
    const found = names.flatMap((name, i) =>
      called(name, ['行', ...(Array.isArray(input) ? [i] : [])]),
    );
    return found.length < names.length ? undefined : { kind: 'named', names: new Set(found) };
  }
  const { 前, 后, 编码, 级 } = input;
  const written = Object.entries(input).filter(([, value]) => value !== undefined);
  if (written.length !== 1) {
    complain(['行'], '“行”里写“前”“后”“编码”“级”中的一个');
    return undefined;
  }
  if (编码 !== undefined) return { kind: 'code', code: 编码 };
  if (级 !== undefined) return { kind: 'level', level: 级 };
  const key = 前 === undefined ? '后' : '前';
  const [name] = called(前 ?? 后 ?? '', ['行', key]);
  return name === undefined ? undefined : { kind: key === '前' ? 'above' : 'below', name };
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
