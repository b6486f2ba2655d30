/** Whether two trees are the same input, and where they have their keys in another order. */
import { Numeral, type Path, type Tree } from '../input/tree.js';
import { isMap, numberIn } from './cell-values.js';

/** Numbers whatever their spelling, keys in any order. */
export function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (a instanceof Numeral || b instanceof Numeral) return sameNumber(a, b);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => sameTree(one, b[i]));
  if (!isMap(a)) return a === b;
  if (!isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameTree(a[key], b[key]))
  );
}

function sameNumber(a: Tree | undefined, b: Tree | undefined): boolean {
  const [one, other] = [a, b].map((tree) => (tree instanceof Numeral ? tree.text : tree));
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  // a number that a text is made of keeps its spelling: 007
  if (!(a instanceof Numeral && b instanceof Numeral)) return one === other;
  return numberIn(one) === numberIn(other);
}

/** Keys of maps by the patterns of their paths, entries of lists as `*`. */
export type KeyOrders = ReadonlyMap<string, readonly string[]>;

export const ANY = '*';
/** The pattern of a path: any entry of a list is like the others. */
export const patternOf = (path: Path): Path =>
  path.map((step) => (typeof step === 'number' ? ANY : step));

/**
 * The orders of keys that a tree has otherwise than another one: one for all entries of a list where they agree.
 * @param key what stands for a path in the result
 */
export function ordersOf(tree: Tree, other: Tree, key: (path: Path) => string): KeyOrders {
  const maps = new Map<string, { path: Path; keys: string[]; differs: boolean }[]>();
  const visit = (a: Tree | undefined, b: Tree | undefined, path: Path) => {
    if (Array.isArray(a))
      for (const [i, one] of a.entries())
        visit(one, Array.isArray(b) ? b[i] : undefined, [...path, i]);
    if (!isMap(a)) return;
    const keys = Object.keys(a);
    const differs = isMap(b) && keys.join('\0') !== Object.keys(b).join('\0');
    const pattern = key(patternOf(path));
    maps.set(pattern, [...(maps.get(pattern) ?? []), { path, keys, differs }]);
    for (const one of keys) visit(a[one], isMap(b) ? b[one] : undefined, [...path, one]);
  };
  visit(tree, other, []);
  const orders = new Map<string, readonly string[]>();
  for (const [pattern, all] of maps) {
    if (!all.some(({ differs }) => differs)) continue;
    const common = merged(all.map(({ keys }) => keys));
    if (common) orders.set(pattern, common);
    else for (const { path, keys } of all) orders.set(key(path), keys);
  }
  return orders;
}

/** One order that all of them keep to; undefined where there is none. */
function merged(lists: readonly (readonly string[])[]): string[] | undefined {
  const after = new Map<string, Set<string>>();
  for (const list of lists)
    list.forEach((key, i) => {
      const own = after.get(key) ?? new Set<string>();
      after.set(key, own);
      const next = list[i + 1];
      if (next !== undefined) own.add(next);
    });
  const before = new Map([...after.keys()].map((key) => [key, 0]));
  for (const next of after.values())
    for (const key of next) before.set(key, (before.get(key) ?? 0) + 1);
  const order: string[] = [];
  const free = [...after.keys()].filter((key) => before.get(key) === 0);
  for (let key = free.shift(); key !== undefined; key = free.shift()) {
    order.push(key);
    for (const next of after.get(key) ?? []) {
      const left = (before.get(next) ?? 0) - 1;
      before.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  return order.length === after.size ? order : undefined;
}

/** The keys of a map in an order; those that it does not name where they were, behind the others. */
export function inOrder(keys: readonly string[], order: readonly string[]): string[] {
  const rank = new Map(order.map((key, i) => [key, i]));
  return [...keys].sort((a, b) => (rank.get(a) ?? order.length) - (rank.get(b) ?? order.length));
}
