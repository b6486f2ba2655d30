/** Where entries of maps and lists stand in a text. */
import { isMap, isSeq, type Node, type YAMLSeq } from 'yaml';
import {
  endOfNode,
  entryLines,
  type Lines,
  lineStart,
  nodeAt,
  type Path,
  pairOf,
  type YamlSource,
} from './source.js';

export function startOf(source: YamlSource, path: Path): number {
  const holder = nodeAt(source, path.slice(0, -1));
  const step = path.at(-1);
  if (isMap(holder))
    return (pairOf(holder, String(step))?.key as Node | undefined)?.range?.[0] ?? 0;
  if (!isSeq(holder)) return 0;
  const item = holder.items[Number(step)] as Node | undefined;
  return item ? dashOf(source.text, holder, item) : 0;
}

export function linesAt(source: YamlSource, path: Path): Lines {
  const holder = nodeAt(source, path.slice(0, -1));
  const start = startOf(source, path);
  const key = isMap(holder) ? (pairOf(holder, String(path.at(-1)))?.key as Node) : undefined;
  const end = Math.max(endOfNode(nodeAt(source, path)), endOfNode(key));
  return entryLines(source.text, start, end);
}

/** The dash before an entry of a block list: all stand below each other. */
export function dashOf(text: string, list: YAMLSeq, item: Node): number {
  const first = list.range?.[0] ?? 0;
  const column = first - lineStart(text, first);
  for (let at = item.range?.[0] ?? 0; at > first; at -= 1) {
    const line = lineStart(text, at);
    if (line + column <= first) break;
    if (/^ *-$/.test(text.slice(line, line + column + 1))) return line + column;
    at = line;
  }
  return first;
}

/** Spaces up to a node's column; a dash before it counts as one. */
export function columnOf(text: string, node: Node): string {
  const at = node.range?.[0] ?? 0;
  return ' '.repeat(at - lineStart(text, at));
}
