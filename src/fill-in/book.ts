/** An input as sheets with rows: what no sheet can hold goes to a last one, so that nothing is lost. */
import type * as z from 'zod';
import type { Remark } from '../input/draft.js';
import { Numeral, type Path, pathKey, type Tree, writtenMap } from '../input/tree.js';
import type { Span } from '../model/money.js';
import type { KindName } from '../model/terms.js';
import { Assembly, ordered, type PlacedRow } from './assemble.js';
import { isMap, type NameOf } from './cell-values.js';
import { type FlatRow, rowsOf } from './flatten.js';
import {
  headingKey,
  keysOf,
  SCHEDULE,
  SCHEDULE_PREFIX,
  type Sheet,
  type SheetSpec,
  scheduleSheet,
  sheetOf,
} from './layout.js';
import { MARK, MEANING, REMARK } from './names.js';
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
  /** What a person is told of places of the input. */
  readonly remarks?: readonly Pick<Remark, 'path' | 'text'>[];
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
  const marks = options.remarks ?? [];
  const result = ordered({ ...read, ...rest.tree }, layout.shape, new Map(), writtenPath);
  const written = sheets.map((sheet) => {
    const asking = keysOf(sheet).some((key) => asked.has(key));
    return { sheet, rows: rowsOf(sheet, kept, nameOf, asking ? asked : undefined) };
  });
  return {
    sheets: marks.length > 0 ? withRemarks(written, marks) : written,
    rest: lines,
    orders: ordersOf(given, result, writtenPath),
  };
}

/**
 * The same sheets, each remark in the row of what it is about, or of what that is part of; in a row of its own
 * where nothing of its section is there yet.
 */
function withRemarks(
  sheets: Book['sheets'],
  remarks: readonly Pick<Remark, 'path' | 'text'>[],
): Book['sheets'] {
  const rows = sheets.flatMap(({ sheet, rows: own }) => own.map((row) => ({ sheet, row })));
  const assembly = new Assembly();
  const asking = new Map<string, number>();
  for (const [n, { sheet, row }] of rows.entries()) {
    assembly.add(sheet, placed(row.cells, { ...NOWHERE, start: n }));
    // a line that asks for something asks for what that is part of, too
    for (let steps = row.path?.length ?? 0; steps > 0; steps--) {
      const key = pathKey(row.path?.slice(0, steps) ?? []);
      if (!asking.has(key)) asking.set(key, n);
    }
  }
  const said = new Map<FlatRow, string[]>();
  const added = new Map<Sheet, FlatRow>();
  for (const { path, text } of remarks) {
    let found: number | undefined;
    for (let n = path.length; n > 0 && found === undefined; n--) {
      const key = pathKey(path.slice(0, n));
      found = assembly.places.get(key)?.value.start ?? asking.get(key);
    }
    const own = found === undefined ? sheetOfKey(sheets, String(path[0])) : undefined;
    const more = own && (added.get(own) ?? { cells: new Map() });
    if (own && more) added.set(own, more);
    const row = more ?? rows[found ?? 0]?.row;
    if (row) said.set(row, [...(said.get(row) ?? []), text.replace(/\s*\n\s*/g, ' ')]);
  }
  const marked = (row: FlatRow): FlatRow => {
    const texts = said.get(row);
    return texts ? { ...row, remark: texts.join('；') } : row;
  };
  return sheets.map(({ sheet, rows: own }) => {
    const more = added.get(sheet);
    return { sheet, rows: [...own, ...(more ? [more] : [])].map(marked) };
  });
}

/** The first sheet that writes what stands under a key of the first level. */
const sheetOfKey = (sheets: Book['sheets'], key: string): Sheet | undefined =>
  sheets.find(({ sheet }) => keysOf(sheet).includes(key))?.sheet;

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

const placed = (cells: FlatRow['cells'], place: Span = NOWHERE): PlacedRow => ({
  cells: new Map([...cells].map(([column, cell]) => [column, { ...cell, place }])),
  place,
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
  return [...lists]
    .filter(([name, columns]) => hasSheet(name, columns))
    .map(([name, columns]) => scheduleSheet(name, columns, shape));
}

/** Whether names of a list and its columns can be those of a sheet and its headings, and be read again. */
function hasSheet(name: string, columns: readonly string[]): boolean {
  const sheet = SCHEDULE_PREFIX + name;
  const own = [MARK, MEANING, REMARK];
  return (
    sheet.length <= 31 &&
    !/[[\]:*?/\\'\n]|^\s|\s$/.test(name) &&
    columns.every((one) => one !== '' && headingKey(one).key === one && !own.includes(one)) &&
    columns.length > 0
  );
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
