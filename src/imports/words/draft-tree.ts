/** An input's tree while it is put together from tables: each value with the place that it was read from. */
import { placeText } from '../../diagnostics.js';
import { type Remark, TO_CONFIRM } from '../../input/draft.js';
import { clip, Numeral, type Path, pathKey, type Tree, textOf } from '../../input/tree.js';
import type { MoneyStyle, Span } from '../../model/money.js';
import { stepOf } from '../../model/money.js';

type Container = Record<string, Tree> | Tree[];

const isContainer = (tree: Tree | undefined): tree is Container =>
  typeof tree === 'object' && tree !== null && !(tree instanceof Numeral);

/** Where something is that no cell tells the place of. */
export const NOWHERE: Span = { file: '', line: 0, column: 0, start: 0, end: 0 };

/** A map that knows no keys but its own: what a table calls something may be any word. */
export const emptyMap = (): Record<string, Tree> => Object.create(null);

/** Texts and lists as they are compared: without white space. */
const comparable = (tree: Tree): string =>
  (Array.isArray(tree) ? tree : [tree])
    .map((one) => (textOf(one as Tree) ?? '').replace(/\s/g, ''))
    .join('');

/** A value that was read, and where. */
export interface Taken {
  readonly path: Path;
  readonly place: Span;
}

export class DraftTree {
  readonly root: Record<string, Tree> = emptyMap();
  readonly remarks: Remark[] = [];
  private readonly places = new Map<string, { path: Path; place: Span; money?: MoneyStyle }>();

  get(path: Path): Tree | undefined {
    let node: Tree | undefined = this.root;
    for (const step of path) {
      if (!isContainer(node)) return undefined;
      node = (node as Record<string, Tree>)[String(step)];
    }
    return node;
  }

  /** The text of a scalar, numbers as they were written. */
  text(path: Path): string | undefined {
    return textOf(this.get(path));
  }

  /** The places of a list's entries; none where there is no list. */
  entries(path: Path): Path[] {
    const list = this.get(path);
    return Array.isArray(list) ? list.map((_, i) => [...path, i]) : [];
  }

  /** The unit of a project; the first, to be looked at, where no table says which. */
  takeUnit(entry: Path, code: string | undefined, place: Span): void {
    const path = [...entry, '单位'];
    this.take(path, code ?? this.text(['单位', 0, '代码']) ?? '', place);
    // of one unit there is no choice
    if (code === undefined && this.entries(['单位']).length > 1)
      this.remark(path, `${TO_CONFIRM}：表里没有写是哪个单位的`, 'behind');
  }

  /** The list at a path; a new one where there is none. */
  list(path: Path): Tree[] {
    const found = this.get(path);
    if (Array.isArray(found)) return found;
    const list: Tree[] = [];
    this.put(path, list);
    return list;
  }

  /** Writes a value without a word of where it comes from, with all that it stands in. */
  put(path: Path, value: Tree): void {
    let node: Container = this.root;
    path.slice(0, -1).forEach((step, i) => {
      const inner = (node as Record<string, Tree>)[String(step)];
      if (isContainer(inner)) node = inner;
      else {
        const made: Container = typeof path[i + 1] === 'number' ? [] : emptyMap();
        (node as Record<string, Tree>)[String(step)] = made;
        node = made;
      }
    });
    (node as Record<string, Tree>)[String(path.at(-1))] = value;
  }

  /**
   * Writes what was read. What another table says already stays, unless it was printed less finely; where
   * the two do not agree a remark says so.
   * @param money how an amount was printed
   */
  take(path: Path, value: Tree, place: Span, money?: MoneyStyle): void {
    const key = pathKey(path);
    const before = this.get(path);
    const known = this.places.get(key);
    if (before === undefined || before === null || !known) {
      this.put(path, value);
      this.places.set(key, { path, place, ...(money ? { money } : {}) });
      return;
    }
    if (comparable(before) === comparable(value)) return;
    if (money && known.money && value instanceof Numeral && before instanceof Numeral) {
      const steps = [stepOf(money), stepOf(known.money)] as const;
      const finer = steps[0].lt(steps[1]);
      if (finer) {
        this.put(path, value);
        this.places.set(key, { path, place, money });
      }
      if (!steps[0].eq(steps[1])) return;
    }
    const shown = clip(textOf(Array.isArray(value) ? value[0] : value) ?? '');
    const text = `${TO_CONFIRM}：另一处是“${shown}”（${placeText(place)}）`;
    if (!this.remarks.some((one) => one.text === text && pathKey(one.path) === key))
      this.remarks.push({ path, text, where: 'behind' });
  }

  /** Takes a value away that need not be written. */
  drop(path: Path): void {
    const parent = this.get(path.slice(0, -1));
    if (isContainer(parent) && !Array.isArray(parent)) delete parent[String(path.at(-1))];
    this.places.delete(pathKey(path));
  }

  remark(path: Path, text: string, where: Remark['where']): void {
    this.remarks.push({ path, text, where });
  }

  /** What was read, in the order in which it was. */
  get taken(): Taken[] {
    return [...this.places.values()].flatMap(({ path, place }) =>
      place === NOWHERE ? [] : [{ path, place }],
    );
  }
}
