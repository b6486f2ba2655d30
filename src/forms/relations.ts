/** Relations as data → relations that hold between the tables of one profile, every name in them looked up. */
import { suggestion } from '../input/issues.js';
import { cellNames } from './cell-names.js';
import { readReference, writtenParams } from './references.js';
import type { CellsTerm, Equation, Relation, RowSelector, Term } from './relation.js';
import {
  type EquationInput,
  fundsOf,
  NONE,
  type RelationInputs,
  type TermInput,
} from './relation-schema.js';
import type { Spot } from './spot.js';
import type { TableTemplate } from './template.js';

type Tables = ReadonlyMap<string, TableTemplate>;

const LEAVES = '末级';
const HINT = '请在格式的“勾稽”里改写这个等式，或写“无”去掉它';

/**
 * @param inputs base relations with the profile's laid over them, by number
 * @param tables all tables of the profile
 * @param known numbers of all templates of the kind, for telling a slip from a table that is left out
 * @param spot of all relations
 */
export function toRelations(
  inputs: RelationInputs,
  tables: Tables,
  known: readonly string[],
  spot: Spot,
): Relation[] {
  return Object.entries(inputs).flatMap(([id, input]): Relation[] => {
    if (input === NONE) return [];
    const here = spot.below(id);
    for (const key of ['应当', '依据', '等式'] as const)
      if (input[key] === undefined) here.report(`勾稽“${id}”缺少“${key}”`);
    const written = Object.entries(input.等式 ?? {}).flatMap(([name, equation]) =>
      equation === NONE ? [] : [{ name, equation }],
    );
    const missingIn = (equation: EquationInput) =>
      tablesOf(equation).find((table) => !tables.has(table) && known.includes(table));
    return [
      {
        id,
        holds: input.应当 ?? '',
        source: input.依据 ?? '',
        hint: input.提示 ?? '请核对格式里这些表的行和列是不是写全',
        severity: input.级别 ?? '错误',
        equations: written.flatMap(({ name, equation }) =>
          missingIn(equation) === undefined
            ? toEquation(name, equation, tables, here.below('等式', name))
            : [],
        ),
        inapplicable: written.flatMap(({ name, equation }) => {
          const table = missingIn(equation);
          return table === undefined ? [] : [{ equation: name, table }];
        }),
      },
    ];
  });
}

const listOf = (side: EquationInput['左']): readonly TermInput[] =>
  side === undefined ? [] : Array.isArray(side) ? side : [side];

function tablesOf({ 左, 右 }: EquationInput): string[] {
  return [...listOf(左), ...listOf(右)].flatMap((term) => term.表 ?? []);
}

function toEquation(name: string, input: EquationInput, tables: Tables, spot: Spot): Equation[] {
  const side = (key: '左' | '右'): Term[] => {
    const written = input[key];
    if (written === undefined) spot.report(`缺少“${key}”`);
    const here = spot.below(key);
    return listOf(written).flatMap((term, i) =>
      toTerm(term, tables, Array.isArray(written) ? here.below(i) : here),
    );
  };
  const [left, right] = [side('左'), side('右')];
  if (left.length < listOf(input.左).length || right.length < listOf(input.右).length) return [];
  if (input.按 === '行' && new Set(tablesOf(input)).size > 1)
    spot.below('按').report('“按: 行”的两边要是同一张表');
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

function toTerm(input: TermInput, tables: Tables, spot: Spot): Term[] {
  const { 表, 量 } = input;
  if (表 !== undefined && 量 === undefined) return toCells({ ...input, 表 }, tables, spot);
  if (量 !== undefined && 表 === undefined) return toQuantity({ ...input, 量 }, spot);
  const hint = '例如 {表: 预算01, 行: 本年收入合计, 列: 收入/预算数}';
  spot.report('一项要写“表”或者“量”', hint);
  return [];
}

function toQuantity(input: TermInput & { 量: string }, spot: Spot): Term[] {
  for (const key of ['行', '列'] as const)
    if (input[key] !== undefined) spot.below(key).report('“量”不分行和列');
  return [{ kind: 'quantity', quantity: readReference(input, spot), label: input.称 ?? input.量 }];
}

function toCells(input: TermInput & { 表: string }, tables: Tables, spot: Spot): Term[] {
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
      here.report(`表“${input.表}”没有“${name}”这一列`, `${suggestion(name, all, '列')}；${HINT}`);
    return found;
  });
  const wanted =
    input.列 === undefined ? cells : cells.filter((one) => columns.includes(one.column));
  const rows = toRows(input, distinct(wanted.map(({ row }) => row)), spot.below('行'));
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

/** @param all names of the rows that stand in the wanted columns */
function toRows(
  { 表, 行 }: TermInput,
  all: readonly string[],
  spot: Spot,
): RowSelector | undefined {
  if (行 === undefined) return { kind: 'all' };
  if (行 === LEAVES) return { kind: 'leaves' };
  const called = (name: string, here: Spot): readonly string[] => {
    const found = all.filter((row) => ends(row, name));
    if (found.length === 0)
      here.report(`表“${表}”没有“${name}”这一行`, `${suggestion(name, all, '行')}；${HINT}`);
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
