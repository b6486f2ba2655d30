/** A draft → the text of a YAML file as a person would have written it: sections, comments, short lists on a line. */
import {
  Document,
  isScalar,
  type Node,
  Pair,
  Scalar,
  type ScalarTag,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { displayWidth } from '../diagnostics.js';
import type { Draft, Remark } from './draft.js';
import { ROOT_SECTIONS } from './root-sections.js';
import { isNumeral, looksTyped, Numeral, type Path, pathKey, type Tree, valueAt } from './tree.js';

export interface YamlTextOptions {
  /** The name of a subject, which is written behind its code; undefined for what is no subject. */
  readonly nameOf?: (code: string, path: Path) => string | undefined;
  /** Path of the JSON Schema, as an editor finds it from the file. */
  readonly schema?: string;
  /** Lines of a comment at the beginning of the file. */
  readonly head?: readonly string[];
}

/** Columns that an entry on one line may take. */
const LINE = 100;
const HEADING_WIDTH = 79;

/** Keys whose value may be the code of a subject. */
const SUBJECT_KEY = /科目/;
const SUBJECT_CODE = /^\d{3}(\d{2}){0,2}$/;

/** Characters that a line of text cannot hold as they are. */
const ESCAPED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]/u;

/** Numbers are written with the digits they have. */
const numeralTag: ScalarTag = {
  tag: 'tag:gongkai,numeral',
  default: true,
  identify: (value) => value instanceof Numeral,
  resolve: (text) => text,
  stringify: ({ value }) => (value as Numeral).text,
};

/**
 * Writes a draft; reading the text gives the same tree. Keys of the first level come in the customary order,
 * below the heading of their section, whatever their order in the tree.
 * @param draft whose tree is a map; a remark on a path that the tree does not have stands at what is nearest to it
 * @returns text with LF line ends
 */
export function yamlText(draft: Draft, options: YamlTextOptions = {}): string {
  const document = new Document(undefined, { customTags: [numeralTag] });
  document.contents = new Writer(draft, options).root() as never;
  document.commentBefore = headOf(draft, options);
  // long texts stay on a line: an editor folds them where its window ends
  return document.toString({ lineWidth: 0, nullStr: 'null', indentSeq: true });
}

/** `── 收入 ────`, as wide for every name. */
export function sectionHeading(name: string): string {
  const begin = `── ${name} `;
  return begin + '─'.repeat(Math.max(3, HEADING_WIDTH - 2 - displayWidth(begin)));
}

function headOf({ remarks }: Draft, { schema, head = [] }: YamlTextOptions): string | null {
  const above = remarks.filter(({ path }) => path.length === 0).map(({ text }) => text);
  const lines = [...head, ...above];
  if (schema !== undefined) lines.unshift(`yaml-language-server: $schema=${schema}`);
  return lines.length > 0 ? commentText(lines.join('\n')) : null;
}

/** Lines of a comment as the library takes them: behind the sign that it writes itself. */
function commentText(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => ` ${line.replace(/\p{Cc}|\p{Cs}|\ufeff/gu, ' ')}`.trimEnd() || ' ')
    .join('\n');
}

const appended = (before: string | null | undefined, comment: string): string =>
  before ? `${before}\n${comment}` : comment;

class Writer {
  readonly #tree: Tree;
  readonly #options: YamlTextOptions;
  readonly #remarks = new Map<string, Remark[]>();
  /** Paths below which something is said, so that they are not written on one line. */
  readonly #holders = new Set<string>();
  /** By list, whether its rows go on lines of their own: not looked at anew for each row. */
  readonly #onLines = new Map<readonly Tree[], boolean>();

  constructor({ tree, remarks }: Draft, options: YamlTextOptions) {
    this.#tree = tree;
    this.#options = options;
    for (const remark of remarks) {
      if (remark.path.length === 0) continue;
      const home = this.#homeOf(remark);
      const key = pathKey(home.path);
      const list = this.#remarks.get(key);
      if (list) list.push(home);
      else this.#remarks.set(key, [home]);
      const below = home.where === 'instead' ? home.path.length : home.path.length - 1;
      for (let n = 0; n <= below; n++) this.#holders.add(pathKey(home.path.slice(0, n)));
    }
  }

  /**
   * Where a remark can stand: `instead` with the path of the map that it belongs to. At the first level a
   * missing key keeps its path: it has a section of its own.
   */
  #homeOf(remark: Remark): Remark {
    const { path, text } = remark;
    let node: Tree | undefined = this.#tree;
    let n = 0;
    for (; n < path.length; n++) {
      const next: Tree | undefined = childOf(node, path[n] as string | number);
      if (next === undefined) break;
      node = next;
    }
    if (n === path.length && remark.where !== 'instead') return remark;
    if (n === 0) return { path: path.slice(0, 1), text, where: 'instead' };
    const nearest = path.slice(0, n);
    return { path: nearest, text, where: isCollection(node) ? 'instead' : 'behind' };
  }

  root(): Node {
    const tree = this.#tree;
    if (!isMapTree(tree)) return this.#node(tree, []);
    const map = new YAMLMap();
    let waiting: string[] = []; // comments for which no key has come
    const known = new Set(ROOT_SECTIONS.flatMap(({ keys }) => keys));
    const others = [
      ...Object.keys(tree),
      ...[...this.#remarks.values()].flatMap((all) => all.map(({ path }) => String(path[0]))),
    ].filter((key) => !known.has(key));
    for (const { heading, keys } of [
      ...ROOT_SECTIONS,
      { heading: '', keys: [...new Set(others)] },
    ]) {
      let first = true;
      const begin = () => {
        if (!first) return;
        first = false;
        if (heading === '') return;
        const apart = waiting.length > 0 ? '\n' : '';
        waiting.push(`${apart}${commentText(sectionHeading(heading))}\n`);
      };
      for (const key of keys) {
        const value = childOf(tree, key);
        const remarks = this.#remarks.get(pathKey([key])) ?? [];
        const missing = remarks.filter(({ where }) => where === 'instead');
        if (value === undefined) {
          if (missing.length > 0) begin();
          // each apart from the one before it, as keys of several lines are
          for (const { text } of missing) {
            const apart = waiting.length > 0 && !waiting.at(-1)?.endsWith('\n') ? '\n' : '';
            waiting.push(apart + commentText(text));
          }
          continue;
        }
        const opens = first;
        begin();
        const pair = this.#pair(key, value, [key], 'own line');
        const name = pair.key as Scalar;
        if (waiting.length > 0) {
          const own = name.commentBefore ?? '';
          const apart = waiting.at(-1)?.endsWith('\n') ? '' : '\n';
          name.commentBefore = [...waiting, apart + own].join('\n').replace(/\n$/, '') || null;
          waiting = [];
        }
        name.spaceBefore = map.items.length > 0 && (opens || isCollection(value));
        map.items.push(pair);
      }
    }
    if (waiting.length > 0) map.comment = `\n${waiting.join('\n').trimEnd()}`;
    if (map.items.length === 0) map.flow = true;
    return map;
  }

  #pair(key: string, value: Tree, path: Path, style: 'own line' | 'flow'): Pair {
    const name = new Scalar(key);
    if (looksTyped(key) || ESCAPED.test(key)) name.type = Scalar.QUOTE_DOUBLE;
    const node = style === 'flow' ? this.#flow(value, path) : this.#node(value, path);
    if (style === 'own line') {
      const { behind, above } = this.#said(path, key, value);
      if (above) name.commentBefore = above;
      // behind the colon of what goes on below, behind the value of what does not
      if (behind && (isScalar(node) || (node as YAMLMap).flow)) node.comment = behind;
      else if (behind) name.comment = behind;
    }
    if (isScalar(node) && node.value === null) node.source = style === 'flow' ? 'null' : '';
    return new Pair(name, node);
  }

  /** What stands behind and above a key: its name, if it is that of a subject, and the remarks. */
  #said(path: Path, key: string, value: Tree): { behind?: string; above?: string } {
    const remarks = this.#remarks.get(pathKey(path)) ?? [];
    const codes = typeof value === 'string' && SUBJECT_KEY.test(key) ? [value, key] : [key];
    const names = codes
      .filter((code) => SUBJECT_CODE.test(code))
      .flatMap((code) => this.#options.nameOf?.(code, path) ?? []);
    return this.#divided(remarks, names.slice(0, 1));
  }

  #divided(remarks: readonly Remark[], names: readonly string[]) {
    const isBehind = ({ where, text }: Remark) => where === 'behind' && !/[\n\r]/.test(text);
    const behind = [...names, ...remarks.filter(isBehind).map(({ text }) => text)].join('；');
    const above = remarks
      .filter((one) => one.where !== 'instead' && !isBehind(one))
      .map(({ text }) => commentText(text))
      .join('\n');
    return {
      ...(behind ? { behind: commentText(behind) } : {}),
      ...(above ? { above } : {}),
    };
  }

  #node(tree: Tree, path: Path): Node {
    if (!isCollection(tree)) return scalarOf(tree);
    if (this.#fitsLine(tree, path)) return this.#flow(tree, path);
    const collection = Array.isArray(tree) ? this.#list(tree, path) : this.#map(tree, path);
    if (path.length > 0)
      for (const { where, text } of this.#remarks.get(pathKey(path)) ?? [])
        if (where === 'instead')
          collection.comment = appended(collection.comment, commentText(text));
    return collection;
  }

  #map(tree: { [key: string]: Tree }, path: Path): YAMLMap {
    const map = new YAMLMap();
    for (const [key, value] of Object.entries(tree))
      map.items.push(this.#pair(key, value, [...path, key], 'own line'));
    return map;
  }

  #list(tree: readonly Tree[], path: Path): YAMLSeq {
    const list = new YAMLSeq();
    tree.forEach((item, i) => {
      const node = this.#node(item, [...path, i]);
      const { behind, above } = this.#divided(this.#remarks.get(pathKey([...path, i])) ?? [], []);
      const onLine = isScalar(node) || (node as YAMLMap).flow;
      if (behind && onLine) node.comment = behind;
      const before = [above, onLine ? undefined : behind].filter((text) => text !== undefined);
      if (before.length > 0) node.commentBefore = before.join('\n');
      // what goes over many lines stands apart from what is before it
      if (i > 0 && !onLine && path.length === 1 && isCollection(item) && isDeep(item))
        node.spaceBefore = true;
      list.items.push(node);
    });
    return list;
  }

  #flow(tree: Tree, path: Path): Node {
    if (!isCollection(tree)) return scalarOf(tree);
    if (Array.isArray(tree)) {
      const list = new YAMLSeq();
      list.flow = true;
      tree.forEach((item, i) => {
        list.items.push(this.#flow(item, [...path, i]));
      });
      return list;
    }
    const map = new YAMLMap();
    map.flow = true;
    for (const [key, value] of Object.entries(tree))
      map.items.push(this.#pair(key, value, [...path, key], 'flow'));
    return map;
  }

  /** Short lists of words, and rows of a list that are alike: one on each line, as in a table. */
  #fitsLine(tree: Tree[] | { [key: string]: Tree }, path: Path): boolean {
    if (this.#holders.has(pathKey(path))) return isEmpty(tree) && path.length > 0;
    if (isEmpty(tree)) return true;
    if (Array.isArray(tree)) return path.length > 0 && isShortWords(tree);
    if (typeof path.at(-1) !== 'number') return false;
    const rows = valueAt(this.#tree, path.slice(0, -1));
    if (!Array.isArray(rows)) return false;
    // all rows of a list in the same way
    const known = this.#onLines.get(rows) ?? fitLines(rows, path.length > 2);
    this.#onLines.set(rows, known);
    return known;
  }
}

/**
 * Whether each row of a list goes on one line.
 * @param amounts also with amounts in it: those of the first level stand one a line, to be compared and marked
 */
const fitLines = (rows: readonly Tree[], amounts: boolean): boolean =>
  rows.every((row) => isMapTree(row) && isRow(row)) &&
  (amounts || !rows.some((row) => Object.values(row as object).some(isAmount)));

const isAmount = (value: Tree) => value instanceof Numeral;

function isRow(tree: { [key: string]: Tree }): boolean {
  return Object.values(tree).every(isPlainWord) && widthOf(tree) <= LINE;
}

function widthOf(tree: { [key: string]: Tree }): number {
  return Object.entries(tree).reduce(
    (sum, [key, value]) => sum + displayWidth(key) + displayWidth(wordOf(value)) + 4,
    4,
  );
}

const isShortWords = (tree: readonly Tree[]) =>
  tree.every((item) => typeof item === 'string' && isPlainWord(item) && !/[。；：，]/.test(item)) &&
  tree.reduce<number>((sum, item) => sum + displayWidth(wordOf(item)) + 2, 2) <= LINE / 2;

/** What can stand between brackets without being taken for two. */
const isPlainWord = (value: Tree): boolean =>
  !isCollection(value) && !/[\n\r,]/.test(wordOf(value)) && !ESCAPED.test(wordOf(value));

const wordOf = (value: Tree): string => (value instanceof Numeral ? value.text : String(value));

function scalarOf(tree: string | boolean | null | Numeral): Scalar {
  if (tree instanceof Numeral && !isNumeral(tree.text)) return scalarOf(tree.text);
  const scalar = new Scalar<unknown>(tree);
  if (typeof tree === 'string' && (looksTyped(tree) || ESCAPED.test(tree.replaceAll('\n', ''))))
    scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function isMapTree(tree: Tree | undefined): tree is { [key: string]: Tree } {
  return isCollection(tree) && !Array.isArray(tree);
}

function isCollection(tree: Tree | undefined): tree is Tree[] | { [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !(tree instanceof Numeral);
}

const isEmpty = (tree: object) => Object.keys(tree).length === 0;
const isDeep = (tree: object) => Object.values(tree).some((value) => isCollection(value));

function childOf(tree: Tree | undefined, step: string | number): Tree | undefined {
  return isCollection(tree) && Object.hasOwn(tree, step)
    ? (tree as { [key: string]: Tree })[String(step)]
    : undefined;
}
