/** The tree of an input → the rows of its sheets. */
import { type Path, type Tree, valueAt } from '../input/tree.js';
import { type CellValue, cellOf, isMap, type NameOf } from './cell-values.js';
import {
  type Column,
  type KeyLevel,
  type Level,
  NO_LINES,
  SCHEDULE,
  type Sheet,
  type StepsLevel,
  type TextsLevel,
} from './layout.js';
import { isPlain, type Shape, shapeAt } from './shape.js';

/** What stands in the columns of a sheet. */
export type Row = ReadonlyMap<Column, CellValue>;

export interface FlatRow {
  readonly cells: Row;
  /** Of a line that says one thing of the input: what may stand there, and where that is. */
  readonly shape?: Shape | undefined;
  readonly path?: Path;
  /** What a person is told of it. */
  readonly remark?: string;
}

interface Flattening {
  readonly sheet: Sheet;
  readonly nameOf: NameOf;
  /** Top-level keys below which places that nothing is written in have a line, where their keys are fixed. */
  readonly asked: ReadonlySet<string> | undefined;
}

/**
 * The rows of a sheet. What its columns cannot hold is not in them.
 * @param asked top-level keys for which lines are added that ask for what is not written
 */
export function rowsOf(
  sheet: Sheet,
  tree: Tree,
  nameOf: NameOf,
  asked?: ReadonlySet<string>,
): FlatRow[] {
  if (sheet.schedule !== undefined) {
    const list = valueAt(tree, [SCHEDULE, sheet.schedule]);
    const [first] = sheet.columns;
    if (Array.isArray(list) && list.length === 0 && first)
      return [row([[first, { kind: 'text', text: NO_LINES }]])];
  }
  return below(0, tree, sheet.shape, { sheet, nameOf, asked });
}

const row = (
  cells: readonly (readonly [Column, CellValue | undefined])[],
  shape?: Shape,
): FlatRow => ({
  cells: new Map(cells.filter((cell): cell is [Column, CellValue] => cell[1] !== undefined)),
  ...(shape ? { shape } : {}),
});

const together = (outer: FlatRow, inner: FlatRow): FlatRow => ({
  ...inner,
  cells: new Map([...outer.cells, ...inner.cells]),
});

function below(
  n: number,
  tree: Tree | undefined,
  shape: Shape | undefined,
  flattening: Flattening,
): FlatRow[] {
  const { sheet } = flattening;
  const level = sheet.levels[n];
  if (!level) return [];
  if ('steps' in level) return stepRows(n, level, tree, shape, flattening);
  if ('texts' in level) return textRows(n, level, tree, shape, flattening);
  if (tree === undefined) return [];
  if ('into' in level)
    return isMap(tree)
      ? below(n + 1, tree[level.into], shapeAt(shape, [level.into]), flattening)
      : [];
  if ('key' in level) return keyRows(n, level, tree, shape, flattening);
  if ('value' in level) return [];
  return Array.isArray(tree) ? entryRows(n, level, tree, shape?.items, flattening) : [];
}

function entryRows(
  n: number,
  level: Level,
  list: readonly Tree[],
  shape: Shape | undefined,
  flattening: Flattening,
): FlatRow[] {
  const { sheet, nameOf } = flattening;
  const columns = sheet.columns.filter((one) => one.level === n);
  const refer = 'refer' in level;
  return list.flatMap((entry, i): FlatRow[] => {
    const cell = ({ role, member = '', shape: own }: Column): CellValue | undefined => {
      if (role === 'number') return { kind: 'number', text: String(i + 1) };
      const value = isMap(entry) ? entry[member] : undefined;
      return value === undefined ? undefined : cellOf(value, own, nameOf);
    };
    const own = columns.map((column) => [column, cell(column)] as const);
    const inner = below(n + 1, entry, shape, flattening);
    if (inner.length === 0) return refer ? [] : [row(own)];
    const repeated = row(own.filter(([{ identity, role }]) => identity || role === 'number'));
    return inner.map((one, k) => together(k === 0 ? row(own) : repeated, one));
  });
}

function keyRows(
  n: number,
  level: KeyLevel,
  tree: Tree,
  shape: Shape | undefined,
  flattening: Flattening,
): FlatRow[] {
  const { sheet, nameOf } = flattening;
  const column = sheet.columns.find((one) => one.level === n);
  if (!isMap(tree) || !column) return [];
  const next = sheet.levels[n + 1];
  const value = next && 'value' in next && !('steps' in next);
  const valueColumn = sheet.columns.find((one) => one.level === n + 1);
  return Object.entries(tree).flatMap(([key, inner]): FlatRow[] => {
    if (level.among && !level.among.includes(key)) return [];
    const own = row([[column, cellOf(key, column.shape, nameOf)]]);
    if (value && valueColumn)
      return [together(own, row([[valueColumn, cellOf(inner, valueColumn.shape, nameOf)]]))];
    const rows = below(n + 1, inner, shapeAt(shape, [key]), flattening);
    return rows.length === 0 ? (level.refer ? [] : [own]) : rows.map((one) => together(own, one));
  });
}

/** Keys of a map in the order of the schema where it knows them, then those that only the input has. */
function keysIn(
  tree: Tree | undefined,
  shape: Shape | undefined,
  path: Path,
  asked: ReadonlySet<string> | undefined,
): string[] {
  const known = [...(shape?.members?.keys() ?? [])];
  const written = isMap(tree) ? Object.keys(tree) : [];
  return [
    ...known.filter((key) => asked?.has(String(path[0] ?? key)) || written.includes(key)),
    ...written.filter((key) => !shape?.members?.has(key)),
  ];
}

function stepRows(
  n: number,
  { keys }: StepsLevel,
  tree: Tree | undefined,
  root: Shape | undefined,
  { sheet, nameOf, asked }: Flattening,
): FlatRow[] {
  const columns = sheet.columns.filter((one) => one.level === n && one.role === 'step');
  const valueColumn = sheet.columns.find((one) => one.level === n && one.role === 'value');
  const taken = new Set(
    sheet.columns.filter((one) => one.level === n - 1).map((one) => one.member),
  );
  const rows: FlatRow[] = [];
  const add = (
    path: readonly string[],
    steps: readonly (CellValue | undefined)[],
    value?: CellValue,
    shape?: Shape,
  ) => {
    if (!valueColumn || path.length > columns.length) return;
    // the code of a subject stands in the last column, however many words lead to it
    const last = steps.length < columns.length && isSubject(root, path) ? steps.length - 1 : -1;
    const cells = steps.map(
      (step, i) => [columns[i === last ? columns.length - 1 : i] as Column, step] as const,
    );
    rows.push({ ...row([...cells, [valueColumn, value]], shape), ...(n === 0 ? { path } : {}) });
  };
  const visit = (
    at: Tree | undefined,
    shape: Shape | undefined,
    path: readonly string[],
    steps: readonly (CellValue | undefined)[],
  ) => {
    const first = path.length === 0;
    if (!first && shape?.scalar === 'paragraphs' && !isMap(at)) return;
    const inner = isMap(at) && Object.keys(at).length > 0;
    if (!first && at !== undefined && !inner) {
      const value = cellOf(at, shape, nameOf, true);
      if (value) add(path, steps, value, shape);
      return;
    }
    if (!first && at === undefined && shape && isPlain(shape)) {
      add(path, steps, undefined, shape);
      return;
    }
    if (at === undefined && !shape?.members) {
      if (shape?.entries && path.length > 0) add(path, steps, undefined, shape);
      return;
    }
    for (const key of keysIn(at, shape, path, n === 0 ? asked : undefined)) {
      if (first && (taken.has(key) || (keys && !keys.includes(key)))) continue;
      const target = shape?.members?.has(key) ? undefined : shape?.keyTarget;
      const keyShape: Shape = {
        description: '',
        required: true,
        scalar: 'text',
        ...(target ? { target } : {}),
      };
      const step = cellOf(key, keyShape, nameOf);
      visit(
        isMap(at) ? at[key] : undefined,
        shapeAt(shape, [key]),
        [...path, key],
        [...steps, step],
      );
    }
  };
  visit(tree, root, [], []);
  return rows;
}

/** Whether a path ends in the code of a subject. */
function isSubject(shape: Shape | undefined, path: Path): boolean {
  const parent = shapeAt(shape, path.slice(0, -1));
  const key = String(path.at(-1));
  return !parent?.members?.has(key) && /科目|类或项/.test(parent?.keyTarget ?? '');
}

function textRows(
  n: number,
  { keys }: TextsLevel,
  tree: Tree | undefined,
  root: Shape | undefined,
  { sheet, nameOf, asked }: Flattening,
): FlatRow[] {
  const own = sheet.columns.filter((one) => one.level === n);
  const columns = own.filter(({ role }) => role === 'step');
  const part = own.find(({ role }) => role === 'part');
  const text = own.find(({ role }) => role === 'paragraph');
  const rows: FlatRow[] = [];
  const visit = (at: Tree | undefined, shape: Shape | undefined, path: readonly string[]) => {
    if (!part || !text) return;
    const steps = path.map((step, i) => [columns[i], { kind: 'text', text: step }] as const);
    const known = steps.filter(
      (one): one is readonly [Column, { kind: 'text'; text: string }] => one[0] !== undefined,
    );
    if (shape?.scalar === 'paragraphs' && known.length === path.length) {
      if (at === undefined) rows.push({ ...row(known, shape), ...(n === 0 ? { path } : {}) });
      else if (Array.isArray(at))
        for (const [i, one] of at.entries())
          rows.push(
            row([
              ...known,
              [part, { kind: 'number', text: String(i + 1) }],
              [text, cellOf(one, text.shape, nameOf)],
            ]),
          );
      else rows.push(row([...known, [text, cellOf(at, text.shape, nameOf)]]));
      return;
    }
    if (!shape?.members) return;
    for (const key of keysIn(at, shape, path, n === 0 ? asked : undefined)) {
      if (path.length === 0 && keys && !keys.includes(key)) continue;
      visit(isMap(at) ? at[key] : undefined, shapeAt(shape, [key]), [...path, key]);
    }
  };
  visit(tree, root, []);
  return rows;
}
