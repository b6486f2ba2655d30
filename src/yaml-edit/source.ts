/** The text of an input with its tree: where each value stands, so that one can be changed and nothing else. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export type Path = readonly (string | number)[];

export interface YamlSource {
  readonly text: string;
  readonly root: YAMLMap;
}

export interface YamlProblem {
  readonly problem: string;
  /** From 1. */
  readonly line: number;
}

/** @returns what keeps a text from being shown as a form, where something does */
export function readYaml(text: string): YamlSource | YamlProblem {
  const documents = parseAllDocuments(text, { version: '1.2', uniqueKeys: true });
  if (documents.length === 0) return { problem: '文件是空的', line: 1 };
  const [document, second] = documents as Document.Parsed[];
  if (second) return { problem: '文件里有几份 YAML（“---”隔开的），表单只认一份', line: 1 };
  const error = document?.errors[0];
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    return { problem: 'YAML 的写法有误', line };
  }
  if (!document || !isMap(document.contents)) return { problem: '文件里还没有“键: 值”', line: 1 };
  let lost: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (!alias.resolve(document)) lost ??= alias.range?.[0] ?? 0;
    },
  });
  if (lost !== undefined) return { problem: '引用（*）的地方没有写过', line: lineOf(text, lost) };
  return { text, root: document.contents };
}

export const isProblem = (read: YamlSource | YamlProblem): read is YamlProblem => 'problem' in read;

/** What is written under a key. */
export const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(keyText(pair.key)) : '');

/** A key as it is written: 30101 and "30101" are one. */
const keyText = (key: Scalar): unknown => key.source ?? key.value;

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyOf(pair) === key);
}

/** The node at a path; undefined where nothing is written. */
export function nodeAt({ root }: YamlSource, path: Path): Node | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isMap(node)) node = pairOf(node, String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return (node ?? undefined) as Node | undefined;
}

/** Whether what stands at a path stands between brackets. */
export const isInFlow = (source: YamlSource, path: Path): boolean =>
  path.some((_, i) => {
    const holder = nodeAt(source, path.slice(0, i));
    return (isMap(holder) || isSeq(holder)) && holder.flow === true;
  });

/** Whether a value can be changed: not one that is written elsewhere, or that others refer to, or of a type of its own. */
export function isPlain(node: Node | undefined): boolean {
  if (!node) return true;
  if (isAlias(node)) return false;
  const { anchor, tag } = node as Scalar | YAMLMap | YAMLSeq;
  return !anchor && !(tag && !/^tag:yaml\.org,\d+:/.test(tag));
}

/** What a scalar says, as it is written: 0.10 stays 0.10. */
export function scalarText(node: Node | undefined): string {
  if (!isScalar(node) || node.value === null) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Offset behind the last character of a value, without the comment behind it. */
export function endOfNode(node: Node | null | undefined): number {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    const value = (last?.value ?? last?.key) as Node | undefined;
    return Math.max(endOfNode(value), endOfNode(last?.key as Node | undefined));
  }
  if (isSeq(node) && !node.flow) return endOfNode(node.items.at(-1) as Node | undefined);
  return node?.range?.[1] ?? 0;
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Offset behind the line that holds a character, its end included. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** From 1. */
export const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** A stretch of whole lines. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/**
 * The lines of an entry of a block collection: its own, and the comments right above it that stand as deep.
 * @param start of the entry: of its key, or of what follows its dash
 */
export function entryLines(text: string, start: number, end: number): Lines {
  let from = lineStart(text, start);
  const depth = indentAt(text, from);
  for (;;) {
    const before = lineStart(text, from - 1);
    const line = text.slice(before, from);
    if (from === 0 || !line.startsWith(`${depth}#`)) break;
    // a heading between two sections belongs to neither entry
    if (/^\s*#\s*─/.test(line)) break;
    from = before;
  }
  const last = text[end - 1] === '\n' ? end - 1 : end;
  return { from, to: lineEnd(text, last) };
}

/** The spaces that a line begins with. */
export const indentAt = (text: string, line: number): string =>
  /^ */.exec(text.slice(line))?.[0] ?? '';
