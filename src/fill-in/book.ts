/** An input as sheets with rows: what no sheet can hold goes to a last one, so that nothing is lost. */
import type { z } from 'zod';
import { Numeral, type Path, type Tree, writtenMap } from '../input/tree.js';
import type { KindName } from '../model/terms.js';
import { Assembly, ordered, type PlacedRow } from './assemble.js';
import { isMap, type NameOf } from './cell-values.js';
import { type FlatRow, rowsOf } from './flatten.js';
import { keysOf, SCHEDULE, type Sheet, type SheetSpec, scheduleSheet, sheetOf } from './layout.js';
import { writtenPath } from './notation.js';
import { type KeyOrders, ordersOf, sameTree } from './same.js';
import { type Shape, shapeOf } from './shape.js';

/** How inputs of a kind are laid out. */
export interface Layout {
  readonly kind: KindName;
  readonly shape: Shape;
  readonly sheets: readonly Sheet[];
}

export function layoutOf(kind: KindName, schema: z.ZodType, specs: readonly SheetSpec[]): Layout {
  const shape = shapeOf(schema);
  return { kind, shape, sheets: specs.map((spec) => sheetOf(spec, shape)) };
}

/** Kinds of value in the last sheet. */
export const REST_KINDS = ['文字', '数字', '是否', '空', '空列表', '没有内容'] as const;
export type RestKind = (typeof REST_KINDS)[number];

/** A value by its path. */
export interface RestLine {
  readonly path: string;
  readonly kind: RestKind;
  readonly text: string;
}

export interface Book {
  readonly sheets: readonly { readonly sheet: Sheet; readonly rows: readonly FlatRow[] }[];
  readonly rest: readonly RestLine[];
  /** Keys of maps, where they are in another order than the schema's, by the patterns of paths. */
  readonly orders: KeyOrders;
}

export interface BookOptions {
  /** The name of what a code stands for, written behind it. */
  readonly nameOf?: NameOf;
  /** Top-level keys that are asked for where nothing is written; none unless told. */
  readonly asked?: ReadonlySet<string>;
  /** Lists that a format declares and that may be filled in, each with the names of its columns. */
  readonly lists?: ReadonlyMap<string, readonly string[]>;
}

const NOWHERE = { file: '', line: 0, column: 0, start: 0, end: 0 };

/**
 * The sheets of an input. What they say together is the same tree.
 * @param tree a map, valid or not
 */
export function bookOf(tree: Tree, layout: Layout, options: BookOptions = {}): Book {
  const { nameOf = () => undefined, asked = new Set<string>(), lists = new Map() } = options;
  const sheets = [...layout.sheets, ...scheduleSheets(tree, layout.shape, lists)];
  const given = isMap(tree) ? tree : writtenMap();
  const whole = assembled(given, sheets, layout, nameOf);
  const kept = writtenMap();
  const rest = new Assembly();
  const lines: RestLine[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (sameTree(value, whole[key])) kept[key] = value;
    else for (const line of restLines(value, [key])) lines.push(line);
  }
  const read = assembled(kept, sheets, layout, nameOf);
  for (const [key, value] of Object.entries(given))
    if (!(key in kept)) rest.put([key], value, NOWHERE);
  const result = ordered({ ...read, ...rest.tree }, layout.shape, new Map(), writtenPath);
  return {
    sheets: sheets.map((sheet) => {
      const keys = keysOf(sheet);
      const asking = keys.some((key) => asked.has(key));
      return { sheet, rows: rowsOf(sheet, kept, nameOf, asking ? asked : undefined) };
    }),
    rest: lines,
    orders: ordersOf(given, result, writtenPath),
  };
}

function assembled(
  tree: Tree,
  sheets: readonly Sheet[],
  layout: Layout,
  nameOf: NameOf,
): { readonly [key: string]: Tree } {
  const assembly = new Assembly();
  for (const sheet of sheets)
    for (const { cells } of rowsOf(sheet, tree, nameOf)) assembly.add(sheet, placed(cells));
  // a section in which something is wrong is not carried
  const wrong = assembly.diagnostics.length > 0;
  const out = ordered(assembly.tree, layout.shape, new Map(), writtenPath);
  return isMap(out) && !wrong ? out : separately(tree, sheets, layout, nameOf);
}

/** Section by section, where one of them spoils the whole. */
function separately(
  tree: Tree,
  sheets: readonly Sheet[],
  layout: Layout,
  nameOf: NameOf,
): { readonly [key: string]: Tree } {
  const out = writtenMap();
  for (const [key, value] of Object.entries(isMap(tree) ? tree : {})) {
    const assembly = new Assembly();
    const one = Object.assign(writtenMap(), { [key]: value });
    for (const sheet of sheets)
      for (const { cells } of rowsOf(sheet, one, nameOf)) assembly.add(sheet, placed(cells));
    const made = ordered(assembly.tree, layout.shape, new Map(), writtenPath);
    if (assembly.diagnostics.length === 0 && isMap(made) && made[key] !== undefined)
      out[key] = made[key];
  }
  return out;
}

const placed = (cells: FlatRow['cells']): PlacedRow => ({
  cells: new Map([...cells].map(([column, cell]) => [column, { ...cell, place: NOWHERE }])),
  place: NOWHERE,
});

/** A sheet for each list that a format declares: those that are written, and those that may be. */
function scheduleSheets(
  tree: Tree,
  shape: Shape,
  offered: ReadonlyMap<string, readonly string[]>,
): Sheet[] {
  const written = isMap(tree) ? tree[SCHEDULE] : undefined;
  const lists = new Map<string, string[]>(
    [...offered].map(([name, columns]) => [name, [...columns]]),
  );
  for (const [name, list] of Object.entries(isMap(written) ? written : {})) {
    const columns = lists.get(name) ?? [];
    for (const entry of Array.isArray(list) ? list : [])
      for (const key of Object.keys(isMap(entry) ? entry : {}))
        if (!columns.includes(key)) columns.push(key);
    lists.set(name, columns);
  }
  return [...lists].map(([name, columns]) => scheduleSheet(name, columns, shape));
}

/** Everything below a path, a line each. */
export function restLines(tree: Tree, path: Path): RestLine[] {
  const line = (kind: RestKind, text = ''): RestLine[] => [{ path: writtenPath(path), kind, text }];
  if (tree === null) return line('空');
  if (tree instanceof Numeral) return line('数字', tree.text);
  if (typeof tree === 'string') return line('文字', tree);
  if (typeof tree === 'boolean') return line('是否', tree ? '是' : '否');
  const entries: (readonly [string | number, Tree])[] = Array.isArray(tree)
    ? tree.map((one, i) => [i, one])
    : Object.entries(tree);
  if (entries.length === 0) return line(Array.isArray(tree) ? '空列表' : '没有内容');
  return entries.flatMap(([key, value]) => restLines(value, [...path, key]));
}
