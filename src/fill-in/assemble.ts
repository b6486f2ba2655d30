/** The rows of an input's sheets → its tree, and where each piece of it stands. */
import { at, type Code, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import {
  clip,
  invisibleIn,
  invisibleProblem,
  LIMITS,
  lengthProblem,
  type Path,
  pathKey,
  type Tree,
  writtenMap,
} from '../input/tree.js';
import type { Span } from '../model/money.js';
import { type CellValue, codeIn, isMap, namesCode, numberIn, readCell } from './cell-values.js';
import {
  type Column,
  type Level,
  NO_LINES,
  type Sheet,
  type StepsLevel,
  type TextsLevel,
} from './layout.js';
import { ANY, inOrder, type KeyOrders } from './same.js';
import { type Shape, shapeAt } from './shape.js';

/** A cell with its place. */
export interface Placed extends CellValue {
  readonly place: Span;
}

export interface PlacedRow {
  readonly cells: ReadonlyMap<Column, Placed>;
  /** Of the row as a whole. */
  readonly place: Span;
}

type Fields = { [key: string]: Tree };

export class Assembly {
  readonly tree: Fields = writtenMap();
  /** By the key of a path. */
  readonly places = new Map<string, { key: Span; value: Span }>();
  readonly diagnostics: Diagnostic[] = [];
  /** Entries of a list by what tells them apart. */
  private readonly entries = new WeakMap<Tree[], Map<string, number>>();

  /** Adds what a row says. */
  add(sheet: Sheet, row: PlacedRow): void {
    this.walk(sheet, row, 0, this.tree, []);
  }

  /** Adds a value by its path, whatever stands on the way. */
  put(path: Path, value: Tree, place: Span): void {
    let node: Tree = this.tree;
    path.forEach((step, i) => {
      const last = i === path.length - 1;
      const inner = last ? value : typeof path[i + 1] === 'number' ? [] : writtenMap();
      const known = childOf(node, step);
      // that there was nothing is no longer true where lines were added
      if (last && known !== undefined && isNothing(value)) return;
      if (known !== undefined && (last || typeof known !== 'object' || known === null)) {
        this.problem(place, 'yaml-duplicate-key', `“${clip(String(step))}”已经写在别处了`, TWICE);
        node = null;
      } else if (known === undefined && !setChild(node, step, inner)) node = null;
      else {
        const here = path.slice(0, i + 1);
        if (known === undefined) this.places.set(pathKey(here), { key: place, value: place });
        node = known ?? inner;
      }
    });
  }

  private problem(place: Span, code: Code, message: string, hint?: string): void {
    this.diagnostics.push(at(place, code, message, hint));
  }

  private walk(sheet: Sheet, row: PlacedRow, n: number, node: Fields | Tree[], path: Path): void {
    const level = sheet.levels[n];
    if (!level) return;
    if ('into' in level) {
      if (!level.always && !hasMore(sheet, row, n)) return;
      const inner = this.container(sheet, row, n + 1, node, level.into, path);
      if (inner) this.walk(sheet, row, n + 1, inner, [...path, level.into]);
    } else if ('steps' in level) this.steps(sheet, row, n, level, node, path);
    else if ('texts' in level) this.texts(sheet, row, n, level, node, path);
    else if ('key' in level) this.key(sheet, row, n, level, node, path);
    else if (!('value' in level)) this.entry(sheet, row, n, level, node, path);
  }

  /** The list or map under a key, made if it is not there yet. */
  private container(
    sheet: Sheet,
    row: PlacedRow,
    next: number,
    node: Fields | Tree[],
    key: string,
    path: Path,
    place = row.place,
  ): Fields | Tree[] | undefined {
    if (Array.isArray(node)) return undefined;
    const list = isListLevel(sheet.levels[next]);
    const known = node[key];
    if (known === undefined) {
      const made: Fields | Tree[] = list ? [] : writtenMap();
      node[key] = made;
      this.places.set(pathKey([...path, key]), { key: place, value: place });
      return made;
    }
    if (list && Array.isArray(known)) return known;
    if (!list && isMap(known)) return known;
    const message = `“${clip(key)}”在别处已经写了一个值，这里又逐项写`;
    this.problem(place, 'type-wrong', message, '请只留一处');
    return undefined;
  }

  private entry(
    sheet: Sheet,
    row: PlacedRow,
    n: number,
    level: Level,
    node: Fields | Tree[],
    path: Path,
  ): void {
    if (!Array.isArray(node) || !hasMore(sheet, row, n - 1) || saysNone(sheet, row)) return;
    const columns = sheet.columns.filter((column) => column.level === n);
    const told = columns.filter(({ identity, role }) => identity || role === 'number');
    const known = this.entries.get(node) ?? new Map<string, number>();
    this.entries.set(node, known);
    const name = told.map((column) => nameIn(row.cells.get(column), column)).join('\0');
    let index = 'each' in level ? undefined : known.get(name);
    if (index === undefined && 'refer' in level) {
      const [first] = told;
      const cell = first && row.cells.get(first);
      const names = [...known.keys()].map((one) => one.replaceAll('\0', ' '));
      const message = cell
        ? `“${String(path.at(-1))}”里没有“${clip(cell.text)}”`
        : `缺少“${first?.heading ?? ''}”，不知道是哪一项的`;
      const hint = cell ? suggestion(cell.text, names, String(first?.heading)) : '每一行都要写';
      this.problem(cell?.place ?? row.place, cell ? 'value-unknown' : 'key-missing', message, hint);
      return;
    }
    const isNew = index === undefined;
    if (index === undefined) {
      index = node.push(writtenMap()) - 1;
      if (!('each' in level)) known.set(name, index);
      const place = told.flatMap((one) => row.cells.get(one)?.place ?? [])[0] ?? row.place;
      this.places.set(pathKey([...path, index]), { key: place, value: place });
    }
    const entry = node[index];
    if (!isMap(entry)) return;
    const own = [...path, index];
    for (const column of columns) {
      const cell = row.cells.get(column);
      if (!cell || column.member === undefined || (column.identity && !isNew)) continue;
      this.member(entry, own, column, cell);
    }
    const next = sheet.levels[n + 1];
    if (next && (hasMore(sheet, row, n) || ('into' in next && next.always)))
      this.walk(sheet, row, n + 1, entry, own);
  }

  private member(
    entry: Fields,
    path: Path,
    { member = '', heading, shape }: Column,
    cell: Placed,
  ): void {
    const tree = this.valueOf(cell, shape);
    if (tree === undefined) return;
    const known = entry[member];
    if (known === undefined) {
      entry[member] = tree;
      this.places.set(pathKey([...path, member]), { key: cell.place, value: cell.place });
      return;
    }
    const same = JSON.stringify(plain(known)) === JSON.stringify(plain(tree));
    if (same) return;
    const before = this.places.get(pathKey([...path, member]))?.value.cell?.address;
    const message = `“${heading}”同前面${before ? `（${before}）` : ''}写的不一样`;
    const hint = '同一项的几行，这一栏只在第一行写，或写得一样；是两项的，请在名称上分开';
    this.problem(cell.place, 'name-duplicate', message, hint);
  }

  private key(
    sheet: Sheet,
    row: PlacedRow,
    n: number,
    level: Level,
    node: Fields | Tree[],
    path: Path,
  ): void {
    const column = sheet.columns.find((one) => one.level === n);
    const cell = column && row.cells.get(column);
    if (!column || Array.isArray(node)) return;
    if (!cell) {
      if (!hasMore(sheet, row, n)) return;
      const hint = '请补写，或删去这一行';
      this.problem(row.place, 'key-missing', `这一行缺少“${column.heading}”`, hint);
      return;
    }
    const key = this.keyIn(cell, column.shape);
    if (key === undefined) return;
    if ('among' in level && level.among && !level.among.includes(key)) {
      const message = `“${column.heading}”不能写“${clip(key)}”`;
      this.problem(cell.place, 'value-unknown', message, suggestion(key, level.among, '值'));
      return;
    }
    const next = sheet.levels[n + 1];
    if (next && 'value' in next && !('steps' in next)) {
      const valueColumn = sheet.columns.find((one) => one.level === n + 1);
      const value = valueColumn && row.cells.get(valueColumn);
      const tree = value ? this.valueOf(value, valueColumn.shape) : null;
      if (tree === undefined) return;
      this.set(node, [...path, key], tree, cell.place, value?.place ?? cell.place);
      return;
    }
    const inner = this.container(sheet, row, n + 1, node, key, path, cell.place);
    if (inner && hasMore(sheet, row, n)) this.walk(sheet, row, n + 1, inner, [...path, key]);
  }

  private steps(
    sheet: Sheet,
    row: PlacedRow,
    n: number,
    { keys: allowed }: StepsLevel,
    node: Fields | Tree[],
    path: Path,
  ): void {
    const valueColumn = sheet.columns.find((one) => one.level === n && one.role === 'value');
    const value = valueColumn && row.cells.get(valueColumn);
    if (!value || Array.isArray(node)) return; // what is asked for and not written
    const cells = this.stepCells(sheet, row, n);
    if (!this.isAllowed(cells[0], allowed, path, sheet)) return;
    let [at, shape]: [Fields, Shape | undefined] = [node, shapeAt(sheet.shape, path)];
    let here = path;
    for (const [i, cell] of cells.entries()) {
      const known = shape?.members;
      const keyShape: Shape = {
        ...{ description: '', required: true, scalar: 'text' },
        ...(shape?.keyTarget && !known?.has(cell.text) ? { target: shape.keyTarget } : {}),
      };
      const key = this.keyIn(cell, keyShape);
      if (key === undefined) return;
      here = [...here, key];
      shape = shapeAt(shape, [key]);
      if (i === cells.length - 1) {
        const tree = this.valueOf(value, shape, true);
        if (tree !== undefined) this.set(at, here, tree, cell.place, value.place);
        return;
      }
      const inner = at[key];
      if (inner === undefined) {
        const made = writtenMap();
        at[key] = made;
        this.places.set(pathKey(here), { key: cell.place, value: cell.place });
        at = made;
      } else if (isMap(inner)) at = inner;
      else {
        const message = `“${clip(key)}”已经写了一个值，这里又分开写`;
        this.problem(cell.place, 'type-wrong', message, '请只留一种写法');
        return;
      }
    }
  }

  private texts(
    sheet: Sheet,
    row: PlacedRow,
    n: number,
    { keys: allowed }: TextsLevel,
    node: Fields | Tree[],
    path: Path,
  ): void {
    const own = sheet.columns.filter((one) => one.level === n);
    const cellOf = (role: Column['role']) => {
      const column = own.find((one) => one.role === role);
      return column && row.cells.get(column);
    };
    const [part, text] = [cellOf('part'), cellOf('paragraph')];
    if (!text || Array.isArray(node)) return;
    const cells = this.stepCells(sheet, row, n);
    if (!this.isAllowed(cells[0], allowed, path, sheet)) return;
    const tree = this.valueOf(text, own.find((one) => one.role === 'paragraph')?.shape);
    if (tree === undefined) return;
    let at = node;
    let here = path;
    for (const [i, { text: key, place }] of cells.entries()) {
      here = [...here, key];
      const inner = at[key];
      if (i < cells.length - 1) {
        if (inner !== undefined && !isMap(inner)) {
          this.problem(place, 'type-wrong', `“${clip(key)}”在别处已经写了一个值`, '请只留一处');
          return;
        }
        const made = inner ?? writtenMap();
        if (inner === undefined) this.places.set(pathKey(here), { key: place, value: place });
        at[key] = made;
        at = made as Fields;
      } else if (inner === undefined && !part) {
        this.set(at, here, tree, place, text.place);
      } else {
        // a second line makes paragraphs of what was one
        const list = Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
        if (!Array.isArray(inner)) {
          const before = this.places.get(pathKey(here))?.value;
          if (before) this.places.set(pathKey([...here, 0]), { key: before, value: before });
          this.places.set(pathKey(here), { key: place, value: before ?? text.place });
        }
        at[key] = list;
        const index = list.push(tree) - 1;
        this.places.set(pathKey([...here, index]), { key: text.place, value: text.place });
      }
    }
  }

  /** The cells of keys that are written, from left to right. */
  private stepCells(sheet: Sheet, row: PlacedRow, n: number): Placed[] {
    const columns = sheet.columns.filter((one) => one.level === n && one.role === 'step');
    const cells = columns.flatMap((column) => row.cells.get(column) ?? []);
    if (cells.length === 0) {
      const message = `这一行缺少“${columns[0]?.heading ?? ''}”，不知道写的是什么`;
      this.problem(row.place, 'key-missing', message, '请补写，或删去这一行');
    }
    return cells;
  }

  /** Of the root a sheet takes only some keys: what belongs elsewhere is not lost there. */
  private isAllowed(
    first: Placed | undefined,
    allowed: readonly string[] | undefined,
    path: Path,
    sheet: Sheet,
  ): boolean {
    if (!first) return false;
    const key = first.text.trim();
    if (path.length > 0 || !allowed || allowed.includes(key)) return true;
    const message = `工作表“${sheet.name}”里不能写“${clip(key)}”`;
    this.problem(first.place, 'key-unknown', message, suggestion(key, allowed, '栏目'));
    return false;
  }

  private set(node: Fields, path: Path, tree: Tree, key: Span, value: Span): void {
    const name = String(path.at(-1));
    if (node[name] !== undefined) {
      const before = this.places.get(pathKey(path))?.value.cell;
      const where = before ? `（另一处在 ${before.sheet}!${before.address}）` : '';
      this.problem(key, 'yaml-duplicate-key', `“${clip(name)}”写了两行${where}`, TWICE);
      return;
    }
    node[name] = tree;
    this.places.set(pathKey(path), { key, value });
  }

  private keyIn(cell: Placed, shape: Shape | undefined): string | undefined {
    const tree = this.valueOf(cell, shape);
    if (tree === undefined) return undefined;
    const key = (typeof tree === 'string' ? tree : numberIn(cell.text)).trim();
    if (key === '__proto__') this.problem(cell.place, 'key-unknown', '不能用“__proto__”作键');
    return key === '__proto__' ? undefined : key;
  }

  private valueOf(cell: Placed, shape: Shape | undefined, free = false): Tree | undefined {
    const value = readCell(cell, shape, cell.place, free);
    if ('problem' in value) {
      this.problem(cell.place, ...value.problem);
      return undefined;
    }
    if (cell.kind === 'text') {
      const found = invisibleIn(cell.text);
      if (found !== undefined) this.diagnostics.push(invisibleProblem(cell.place, found));
      else if (cell.text.length > LIMITS.textLength)
        this.diagnostics.push(lengthProblem(cell.place, cell.text));
    }
    return value.tree;
  }
}

const TWICE = '请合并成一行，或改正写错的一行';

const isListLevel = (level: Level | undefined): boolean =>
  level !== undefined && ('by' in level || 'numbered' in level || 'each' in level);

/** Whether a row says anything behind a level. */
const hasMore = ({ columns }: Sheet, { cells }: PlacedRow, n: number): boolean =>
  columns.some((column) => column.level > n && cells.has(column));

/** Whether a list that a format declares is said to have no lines. */
const saysNone = ({ schedule }: Sheet, { cells }: PlacedRow): boolean =>
  schedule !== undefined &&
  cells.size === 1 &&
  [...cells.values()].every(({ text }) => text.trim() === NO_LINES);

/** What tells an entry apart, as different people write it. */
function nameIn(cell: Placed | undefined, { shape }: Column): string {
  if (!cell) return '';
  if (cell.kind === 'number') return numberIn(cell.text);
  const text = cell.text.trim();
  return namesCode(shape) ? codeIn(text) : text;
}

function plain(tree: Tree): unknown {
  if (Array.isArray(tree)) return tree.map(plain);
  return typeof tree === 'object' && tree && 'text' in tree ? numberIn(String(tree.text)) : tree;
}

const isNothing = (tree: Tree): boolean =>
  typeof tree === 'object' && tree !== null && Object.keys(tree).length === 0;

function childOf(node: Tree, step: string | number): Tree | undefined {
  if (Array.isArray(node)) return typeof step === 'number' ? node[step] : undefined;
  return isMap(node) ? node[String(step)] : undefined;
}

/** @returns whether there was room for it */
function setChild(node: Tree, step: string | number, value: Tree): boolean {
  if (Array.isArray(node)) {
    if (step !== node.length) return false;
    node.push(value);
    return true;
  }
  if (!isMap(node) || typeof step === 'number' || step === '__proto__') return false;
  node[step] = value;
  return true;
}

/**
 * The same tree with the keys of each map in the order of the schema, or in one that is written.
 * @param orders by the patterns of paths
 * @param key what a path is called in them
 */
export function ordered(
  tree: Tree,
  shape: Shape | undefined,
  orders: KeyOrders,
  key: (path: Path) => string,
  path: Path = [],
  pattern: Path = [],
): Tree {
  if (Array.isArray(tree))
    return tree.map((one, i) =>
      ordered(one, shape?.items, orders, key, [...path, i], [...pattern, ANY]),
    );
  if (!isMap(tree)) return tree;
  const written = orders.size > 0 ? (orders.get(key(path)) ?? orders.get(key(pattern))) : undefined;
  const known = [...(shape?.members?.keys() ?? [])];
  const keys = inOrder(inOrder(Object.keys(tree), known), written ?? []);
  const out = writtenMap();
  for (const one of keys)
    out[one] = ordered(
      tree[one] as Tree,
      shapeAt(shape, [one]),
      orders,
      key,
      [...path, one],
      [...pattern, one],
    );
  return out;
}
