/** Entries of maps and lists: added, removed, moved; see text-edit.ts. */
import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { columnOf, dashOf, linesAt, startOf } from './place.js';
import {
  endOfNode,
  entryLines,
  isPlain,
  keyOf,
  type Lines,
  lineEnd,
  lineStart,
  nodeAt,
  type Path,
  pairOf,
  type YamlSource,
} from './source.js';
import { EditError, type TextEdit } from './text-edit.js';
import { entryAs, flowAs, itemAs, keyAs, type NewEntry, type NewValue } from './written.js';

/**
 * Adds an entry to a map, behind those that come before it by its key where all keys are in order, else at the end;
 * a map that is not there yet is made.
 * @param order of keys as the schema has them
 */
export function addEntry(
  source: YamlSource,
  path: Path,
  entry: NewEntry,
  order: readonly string[] = [],
): TextEdit[] {
  const { text } = source;
  const map = nodeAt(source, path);
  if (!map || (isScalar(map) && map.value === null))
    return addMissing(source, path, { entries: [entry] });
  if (!isMap(map) || !isPlain(map)) throw new EditError('这里不能加，请在文字里改。');
  const [key, value] = entry;
  const { before, index } = placeIn(map, key, order);
  if (map.flow) return addInFlow(map, `${keyAs(key)}: ${flowAs(value)}`.trimEnd(), index);
  const first = map.items[0];
  if (!first) return replaceEmpty(map, { entries: [entry] });
  const indent = columnOf(text, first.key as Node);
  const written = entryAs(entry, indent);
  if (before) return [insertBehind(text, endOfNode((before.value ?? before.key) as Node), written)];
  const at = (first.key as Node).range?.[0] ?? 0;
  const line = lineStart(text, at);
  if (text.slice(line, at).trim() !== '')
    return [{ from: at, to: at, insert: `${written.trimStart()}\n${indent}` }];
  // above the comments that belong to the first key
  const { from } = entryLines(text, at, at + 1);
  return [{ from, to: from, insert: `${written}\n` }];
}

/** The pair that an entry comes behind; none where it comes first. */
function placeIn(map: YAMLMap, key: string, order: readonly string[]) {
  const keys = map.items.map((pair) =>
    String((pair.key as Scalar).source ?? (pair.key as Scalar).value),
  );
  const sorted = keys.every((one, i) => i === 0 || (keys[i - 1] ?? '') <= one);
  const codes = /^\d+$/.test(key) && keys.every((one) => /^\d+$/.test(one));
  const rank = (one: string) => order.indexOf(one);
  const isBefore =
    codes && sorted
      ? (one: string) => one < key
      : rank(key) >= 0
        ? (one: string) => rank(one) >= 0 && rank(one) < rank(key)
        : () => true;
  const index = codes && sorted ? keys.filter(isBefore).length : keys.findLastIndex(isBefore) + 1;
  return { before: map.items[index - 1] as Pair | undefined, index };
}

/**
 * Adds an entry to a list; a list that is not there yet is made.
 * @param index of the entry that it comes behind; the last one without it
 */
export function addItem(
  source: YamlSource,
  path: Path,
  value: NewValue,
  index?: number,
): TextEdit[] {
  const { text } = source;
  const list = nodeAt(source, path);
  if (!list || (isScalar(list) && list.value === null)) return addMissing(source, path, [value]);
  if (!isSeq(list) || !isPlain(list)) throw new EditError('这里不能加，请在文字里改。');
  const behind = index ?? list.items.length - 1;
  if (list.flow) return addInFlow(list, flowAs(value), behind + 1);
  const last = list.items[behind] as Node | undefined;
  if (!last) return replaceEmpty(list, [value]);
  const dash = dashOf(text, list, last);
  const indent = ' '.repeat(dash - lineStart(text, dash));
  const gap = list.items.length > 1 && hasGap(text, list) ? '\n' : '';
  return [insertBehind(text, endOfNode(last), `${gap}${itemAs(value, indent)}`)];
}

/** Whether the entries of a list have empty lines between them. */
function hasGap(text: string, list: YAMLSeq): boolean {
  const [first, second] = list.items as Node[];
  const from = endOfNode(first);
  return /\n[ \t]*\n/.test(text.slice(from, second?.range?.[0] ?? from));
}

/** What stands nowhere yet goes where it belongs, with what is around it. */
function addMissing(source: YamlSource, path: Path, value: NewValue): TextEdit[] {
  const above = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined) throw new EditError('这里不能加，请在文字里改。');
  const map = nodeAt(source, above);
  const pair = isMap(map) ? pairOf(map, String(key)) : undefined;
  if (!pair) return addEntry(source, above, [String(key), value]);
  const { text } = source;
  const start = (pair.key as Node).range?.[0] ?? 0;
  const colon = text.indexOf(':', (pair.key as Node).range?.[1] ?? start) + 1;
  const indent = ' '.repeat(start - lineStart(text, start));
  const written = entryAs([String(key), value], indent);
  const inner = written.slice(written.indexOf(':') + 1);
  const node = pair.value as Node | null;
  const to = node && isScalar(node) && node.source ? (node.range?.[1] ?? colon) : colon;
  if (isMap(node) || isSeq(node)) throw new EditError('这里已经有了。');
  const behind = text.slice(to, lineEnd(text, to)).replace(/\n$/, '');
  // the comment behind the key stays on its line
  return [{ from: colon, to: to + behind.length, insert: `${behind}${inner}` }];
}

/** `{}` or `[]`. */
function replaceEmpty(node: Node, value: NewValue): TextEdit[] {
  const [from = 0, to = 0] = node.range ?? [];
  return [{ from, to, insert: flowAs(value) }];
}

function addInFlow(node: YAMLMap | YAMLSeq, written: string, index: number): TextEdit[] {
  const [from = 0, to = 0] = node.range ?? [];
  if (node.items.length === 0) {
    const insert = isMap(node) ? `{ ${written} }` : `[${written}]`;
    return [{ from, to, insert }];
  }
  const before = node.items[index - 1];
  if (before === undefined) {
    const first = node.items[0] as Pair | Node;
    const at = ('key' in first ? (first.key as Node) : first).range?.[0] ?? from;
    return [{ from: at, to: at, insert: `${written}, ` }];
  }
  const last = (
    'key' in (before as object) ? ((before as Pair).value ?? (before as Pair).key) : before
  ) as Node;
  const at = last.range?.[1] ?? to;
  return [{ from: at, to: at, insert: `, ${written}` }];
}

/** Lines behind the line that holds what an entry ends with. */
function insertBehind(text: string, end: number, written: string): TextEdit {
  const at = lineEnd(text, text[end - 1] === '\n' ? end - 1 : end);
  const open = at > 0 && text[at - 1] !== '\n';
  return { from: at, to: at, insert: open ? `\n${written}` : `${written}\n` };
}

/** Removes an entry with its own comments; the last one with what holds it. */
export function remove(source: YamlSource, path: Path): TextEdit[] {
  const above = path.slice(0, -1);
  const holder = nodeAt(source, above);
  const step = path.at(-1);
  if (step === undefined || (!isMap(holder) && !isSeq(holder))) throw new EditError('没有可删的。');
  if (holder.items.length === 1 && above.length > 0) return remove(source, above);
  const { text } = source;
  if (holder.flow) return removeInFlow(holder, step);
  const { from, to } = linesAt(source, path);
  const inLine = text.slice(lineStart(text, from), startOf(source, path));
  // the first entry of a map stands behind the dash of its list
  if (isMap(holder) && inLine.includes('-')) {
    const next = holder.items[1]?.key as Node | undefined;
    const at = startOf(source, path);
    if (next?.range) return [{ from: at, to: next.range[0], insert: '' }];
  }
  return [{ from, to, insert: '' }];
}

function removeInFlow(holder: YAMLMap | YAMLSeq, step: string | number): TextEdit[] {
  const index = isMap(holder)
    ? holder.items.findIndex((pair) => keyOf(pair) === String(step))
    : Number(step);
  const rangeOf = (i: number): Lines | undefined => {
    const item = holder.items[i] as Pair | Node | undefined;
    if (!item) return undefined;
    const [first, last] =
      'key' in item ? [item.key as Node, (item.value ?? item.key) as Node] : [item, item];
    return { from: first.range?.[0] ?? 0, to: last.range?.[1] ?? 0 };
  };
  const own = rangeOf(index);
  const next = rangeOf(index + 1);
  const before = rangeOf(index - 1);
  if (!own) throw new EditError('没有可删的。');
  if (next) return [{ from: own.from, to: next.from, insert: '' }];
  return [{ from: before?.to ?? own.from, to: own.to, insert: '' }];
}

/** Changes places of an entry of a list and its neighbour. @param by 1 down, −1 up */
export function move(source: YamlSource, path: Path, by: 1 | -1): TextEdit[] {
  const list = nodeAt(source, path.slice(0, -1));
  const at = Number(path.at(-1));
  if (!isSeq(list) || list.flow || !list.items[at] || !list.items[at + by]) return [];
  const above = path.slice(0, -1);
  const [upper, lower] = by > 0 ? [at, at + 1] : [at - 1, at];
  const one = linesAt(source, [...above, upper]);
  const other = linesAt(source, [...above, lower]);
  const { text } = source;
  const ended = (lines: string) => (lines.endsWith('\n') ? lines : `${lines}\n`);
  const first = ended(text.slice(other.from, other.to));
  const second = ended(text.slice(one.from, one.to));
  const whole = first + text.slice(one.to, other.from) + second;
  const closed = text[other.to - 1] === '\n';
  return [{ from: one.from, to: other.to, insert: closed ? whole : whole.slice(0, -1) }];
}
