/**
 * Changes to the text of an input: as few characters as can be, so that comments, blank lines, quotes and order of
 * everything else stay as they are. Every function returns edits of the text that it was given.
 */
import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  endOfNode,
  entryLines,
  indentAt,
  isInFlow,
  isPlain,
  keyOf,
  type Lines,
  lineEnd,
  lineStart,
  nodeAt,
  type Path,
  pairOf,
  readYaml,
  scalarText,
  type YamlSource,
} from './source.js';

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What is written for a value: digits as they were typed, or a text. */
export type Written = { readonly number: string } | { readonly text: string };

/** A value that is written anew. */
export type NewValue = Written | readonly NewValue[] | { readonly entries: readonly NewEntry[] };
export type NewEntry = readonly [key: string, value: NewValue];

const isList = (value: NewValue): value is readonly NewValue[] => Array.isArray(value);

/** What can't be changed here. */
export class EditError extends Error {}

// ---- one value

/** @throws EditError where the value is written elsewhere, or is none */
export function setScalar(source: YamlSource, path: Path, value: Written): TextEdit[] {
  const { text } = source;
  const node = nodeAt(source, path);
  if (!isPlain(node)) throw new EditError('这里引用了别处写的值（& 或 *），请在文字里改。');
  if (!node || (isScalar(node) && node.value === null && node.source === ''))
    return setEmpty(source, path, value);
  if (!isScalar(node) || !node.range) throw new EditError('这里不是一个值，请在文字里改。');
  const [from, to] = node.range;
  const indent = indentAt(text, lineStart(text, from));
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  // a block ends with its line
  const end = isBlock && text[to - 1] === '\n' ? to - 1 : to;
  const written = isInFlow(source, path)
    ? flowAs(value, node.type)
    : scalarAs(value, node.type, `${indent}  `);
  // what lines in a block would take in, such as the comment behind them, stays outside of quotes
  for (const insert of 'text' in value ? [written, JSON.stringify(value.text)] : [written]) {
    const edits = [{ from, to: end, insert }, ...aligned(text, from, end, insert)];
    if (text.slice(from, end) === insert) return [];
    if (saysAt(applied(text, edits), path, value)) return edits;
  }
  throw new EditError('这里的写法特别，没有改，请在文字里改。');
}

/** Whether a text can be read, and says something at a path. */
function saysAt(text: string, path: Path, value: Written): boolean {
  const read = readYaml(text);
  if ('problem' in read) return false;
  const said = scalarText(nodeAt(read, path));
  return said === ('text' in value ? value.text : value.number);
}

/**
 * Refuses what would leave a text that cannot be read: a form never spoils a file.
 * @throws EditError
 */
export function safely(source: YamlSource, edits: readonly TextEdit[]): readonly TextEdit[] {
  if ('problem' in readYaml(applied(source.text, edits)))
    throw new EditError(
      '这样改，别处引用它的地方就不对了，或这里的写法特别：没有改，请在文字里改。',
    );
  return edits;
}

/** Keeps the comment behind a value in its column, as far as there are spaces to give. */
function aligned(text: string, from: number, end: number, insert: string): TextEdit[] {
  const behind = /^( {2,})#/.exec(text.slice(end, lineEnd(text, end)));
  if (!behind || insert.includes('\n') || text.slice(from, end).includes('\n')) return [];
  const spaces = (behind[1] ?? '').length;
  const wanted = Math.max(1, spaces - (insert.length - (end - from)));
  return wanted === spaces ? [] : [{ from: end, to: end + spaces, insert: ' '.repeat(wanted) }];
}

/** A key without a value, or a list's dash alone. */
function setEmpty(source: YamlSource, path: Path, value: Written): TextEdit[] {
  const above = nodeAt(source, path.slice(0, -1));
  const key = path.at(-1);
  if (!isMap(above) || key === undefined) throw new EditError('这里不能写，请在文字里改。');
  const pair = pairOf(above, String(key));
  if (!pair) return addEntry(source, path.slice(0, -1), [String(key), value]);
  const from = ((pair.key as Node).range?.[1] ?? 0) as number;
  const colon = source.text.indexOf(':', from) + 1;
  const indent = indentAt(source.text, lineStart(source.text, from));
  return [{ from: colon, to: colon, insert: ` ${scalarAs(value, undefined, `${indent}  `)}` }];
}

/** A scalar as it is written; quotes as there were, where the text allows. @param indent of further lines */
function scalarAs(value: Written, type: Scalar.Type | undefined, indent: string): string {
  if ('number' in value) return value.number;
  const { text } = value;
  if (text.includes('\n')) {
    const isSafe = !/[\u0000-\u0008\u000b-\u001f]|^\s|\s$|\n\s/.test(text);
    if (isSafe)
      return `|-\n${text
        .split('\n')
        .map((line) => (line ? indent + line : ''))
        .join('\n')}`;
    return JSON.stringify(text);
  }
  if (type === Scalar.QUOTE_DOUBLE) return JSON.stringify(text);
  if (type === Scalar.QUOTE_SINGLE && !/[\u0000-\u001f]/.test(text))
    return `'${text.replaceAll("'", "''")}'`;
  return plainly(text);
}

/** Without quotes where it reads back as the same text. */
const plainly = (text: string): string =>
  stringify(text, { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd();

// ---- entries

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
  if (map.flow) return addInFlow(text, map, `${keyAs(key)}: ${flowAs(value)}`, index);
  const first = map.items[0];
  if (!first) return replaceEmpty(source, map, { entries: [entry] });
  const indent = columnOf(text, first.key as Node);
  const written = entryAs(entry, indent);
  if (before) return [insertBehind(text, endOfNode((before.value ?? before.key) as Node), written)];
  const at = (first.key as Node).range?.[0] ?? 0;
  return [{ from: at, to: at, insert: `${written.trimStart()}\n${indent}` }];
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

/** Adds an entry at the end of a list; a list that is not there yet is made. */
export function addItem(source: YamlSource, path: Path, value: NewValue): TextEdit[] {
  const { text } = source;
  const list = nodeAt(source, path);
  if (!list || (isScalar(list) && list.value === null)) return addMissing(source, path, [value]);
  if (!isSeq(list) || !isPlain(list)) throw new EditError('这里不能加，请在文字里改。');
  if (list.flow) return addInFlow(text, list, flowAs(value), list.items.length);
  const last = list.items.at(-1) as Node | undefined;
  if (!last) return replaceEmpty(source, list, [value]);
  const dash = dashOf(text, last);
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
function replaceEmpty(_source: YamlSource, node: Node, value: NewValue): TextEdit[] {
  const [from = 0, to = 0] = node.range ?? [];
  return [{ from, to, insert: flowAs(value) }];
}

function addInFlow(
  _text: string,
  node: YAMLMap | YAMLSeq,
  written: string,
  index: number,
): TextEdit[] {
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

// ---- where entries stand

function startOf(source: YamlSource, path: Path): number {
  const holder = nodeAt(source, path.slice(0, -1));
  const step = path.at(-1);
  if (isMap(holder))
    return (pairOf(holder, String(step))?.key as Node | undefined)?.range?.[0] ?? 0;
  const item = isSeq(holder) ? (holder.items[Number(step)] as Node | undefined) : undefined;
  return item ? dashOf(source.text, item) : 0;
}

function linesAt(source: YamlSource, path: Path): Lines {
  const holder = nodeAt(source, path.slice(0, -1));
  const start = startOf(source, path);
  const key = isMap(holder) ? (pairOf(holder, String(path.at(-1)))?.key as Node) : undefined;
  const end = Math.max(endOfNode(nodeAt(source, path)), endOfNode(key));
  return entryLines(source.text, start, end);
}

/** The dash before an entry of a list. */
const dashOf = (text: string, item: Node): number =>
  text.lastIndexOf('-', (item.range?.[0] ?? 1) - 1);

/** Spaces up to a node's column; a dash before it counts as one. */
function columnOf(text: string, node: Node): string {
  const at = node.range?.[0] ?? 0;
  return ' '.repeat(at - lineStart(text, at));
}

// ---- what is written anew

const keyAs = (key: string): string => (/^\d+$/.test(key) ? JSON.stringify(key) : plainly(key));

function entryAs([key, value]: NewEntry, indent: string): string {
  return `${indent}${keyAs(key)}:${valueAs(value, indent)}`;
}

/** With what separates it from the colon. */
function valueAs(value: NewValue, indent: string): string {
  if (isList(value))
    return value.length === 0
      ? ' []'
      : `\n${value.map((one) => itemAs(one, `${indent}  `)).join('\n')}`;
  if ('entries' in value)
    return value.entries.length === 0
      ? ' {}'
      : `\n${value.entries.map((one) => entryAs(one, `${indent}  `)).join('\n')}`;
  return ` ${scalarAs(value, quotesOf(value), `${indent}  `)}`;
}

function itemAs(value: NewValue, indent: string): string {
  if (!isList(value) && 'entries' in value && value.entries.length > 0) {
    const lines = value.entries.map((one) => entryAs(one, `${indent}  `)).join('\n');
    return `${indent}- ${lines.trimStart()}`;
  }
  return `${indent}-${valueAs(value, indent)}`;
}

/** Codes are written in quotes: they are no numbers. */
const quotesOf = (value: Written): Scalar.Type | undefined =>
  'text' in value && /^\d+$/.test(value.text) ? Scalar.QUOTE_DOUBLE : undefined;

/** Between brackets. */
function flowAs(value: NewValue, type?: Scalar.Type): string {
  if (isList(value)) return `[${value.map((one) => flowAs(one)).join(', ')}]`;
  if ('entries' in value)
    return `{ ${value.entries.map(([key, one]) => `${keyAs(key)}: ${flowAs(one)}`).join(', ')} }`;
  if ('number' in value) return value.number;
  const { text } = value;
  if (/[,[\]{}\n:#]/.test(text)) return JSON.stringify(text);
  return scalarAs(value, type ?? quotesOf(value), '');
}

/** A text after edits of it. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const { from, to, insert } of [...edits].sort((a, b) => a.from - b.from)) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}
