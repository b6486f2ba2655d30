/**
 * Where in the tree of a YAML text a place stands. The text is being written and need not be YAML yet: what is
 * above a place is read from the indentation of the lines before it, and no further than is needed.
 */
import { flowPlace } from './flow.js';
import { commentAt, type Entry, type Line, quoteEnd, readLine } from './lines.js';
import type { Place } from './tree-place.js';

/** Lines of a text by the offsets of their beginnings. */
class Lines {
  constructor(readonly text: string) {}
  start(offset: number): number {
    return offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1;
  }
  end(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end;
  }
  at(start: number): string {
    const line = this.text.slice(start, this.end(start));
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  /** Beginnings of the lines before one, the nearest first. */
  *before(start: number): Generator<number> {
    for (let at = start; at > 0; ) {
      at = this.start(at - 1);
      yield at;
    }
  }
  *after(start: number): Generator<number> {
    for (let at = this.end(start) + 1; at <= this.text.length; at = this.end(at) + 1) yield at;
  }
}

interface Above {
  /** From the root to the entry that the place stands in. */
  readonly path: readonly (string | number)[];
  readonly siblings: readonly string[];
  /** The entries of `path`, the nearest first. */
  readonly hosts: readonly Host[];
}

/** An entry that the place stands in, with the line that it begins on. */
interface Host {
  readonly start: number;
  readonly entry: Entry;
  readonly line: Line;
}

/** @param offset in UTF-16 units, as positions in strings are */
export function placeAt(text: string, offset: number): Place {
  const lines = new Lines(text);
  const start = lines.start(offset);
  const written = lines.at(start);
  const line = readLine(written);
  const column = Math.min(offset - start, written.length);

  const own = line.entries.filter((entry) => isIn(entry, column));
  const last = own.at(-1);
  const first = own[0];
  const left = first?.column ?? (line.empty ? column : line.indent);
  const above = aboveOf(lines, start, left, first?.kind === 'item');

  const goesOn = own.length === 0 && !line.empty;
  for (const [i, host] of [...above.hosts.entries()].reverse()) {
    const path = above.path.slice(0, above.path.length - i);
    const inside = insideOf(lines, host, path, start, offset, goesOn && i === 0);
    if (inside) return inside;
  }
  const comment = commentAt(written, 0);
  if (column > comment) return textAt(above.path, offset);

  // within the entries of the line itself
  const path = [...above.path];
  own.forEach((entry, i) => {
    if (entry.kind === 'item') path.push(i === 0 ? indexOf(lines, start, entry.column) : 0);
    else if (entry !== last || column > entry.keyEnd) path.push(entry.key ?? '');
  });
  const siblings = () =>
    own.length === 0 || (own.length === 1 && last?.kind === 'key')
      ? [...above.siblings, ...keysAfter(lines, start, left)]
      : keysAfter(lines, start, last?.kind === 'key' ? last.column : (last?.rest ?? left));
  if (last?.kind === 'key' && column <= last.keyEnd) {
    return {
      path,
      kind: 'key',
      from: start + last.column,
      to: start + last.keyEnd,
      siblings: siblings().filter((key) => key !== last.key),
      flow: false,
    };
  }
  const from = last ? last.rest : line.indent;
  if ('{['.includes(written[from] || ' ')) {
    const end = hostEnd(lines, start, left);
    const flow = flowPlace(text, start + from, end, offset, path);
    if (flow) return flow;
  }
  if (column < from || from >= written.length || from >= comment)
    return {
      path,
      kind: last?.kind === 'key' ? 'value' : 'node',
      from: offset,
      to: offset,
      siblings: last?.kind === 'key' ? [] : siblings(),
      flow: false,
    };
  const quoted = written[from] === '"' || written[from] === "'";
  const to = quoted
    ? quoteEnd(written, from, written.length)
    : from + written.slice(from, comment).trimEnd().length;
  return {
    path,
    kind: last?.kind === 'key' ? 'value' : 'node',
    from: start + from,
    to: start + Math.max(to, Math.min(column, comment)),
    siblings: last?.kind === 'key' ? [] : siblings(),
    flow: false,
  };
}

/** Whether a column stands in an entry: on its key, or anywhere behind its dash or colon. */
const isIn = ({ kind, column }: Entry, at: number) => (kind === 'key' ? at >= column : at > column);

/**
 * What a line stands in.
 * @param left column of what begins on the line
 * @param item whether an entry of a list begins there: its list may stand right below its key
 */
function aboveOf(lines: Lines, start: number, left: number, item: boolean): Above {
  const path: (string | number)[] = [];
  const siblings: string[] = [];
  const hosts: Host[] = [];
  let column = left;
  let list = item;
  for (const at of lines.before(start)) {
    const line = readLine(lines.at(at));
    if (line.empty) continue;
    for (const entry of [...line.entries].reverse()) {
      if (hosts.length === 0 && !list && entry.kind === 'key' && entry.column === left)
        siblings.push(entry.key ?? '');
      const holds =
        entry.column < column || (list && entry.kind === 'key' && entry.column === column);
      if (!holds) continue;
      hosts.push({ start: at, entry, line });
      if (entry.kind === 'key') path.unshift(entry.key ?? '');
      else path.unshift(entry === line.entries[0] ? indexOf(lines, at, entry.column) : 0);
      column = entry.column;
      list = entry.kind === 'item';
    }
    if (column === 0 && !list) break;
  }
  return { path, siblings, hosts };
}

/** Which entry of its list begins on a line. */
function indexOf(lines: Lines, start: number, column: number): number {
  let count = 0;
  for (const at of lines.before(start)) {
    const line = readLine(lines.at(at));
    if (line.empty || line.indent > column) continue;
    if (line.indent < column || line.entries[0]?.kind !== 'item') {
      // a list may begin behind the dash of the list around it
      if (line.entries.some((one) => one.kind === 'item' && one.column === column)) count++;
      break;
    }
    count++;
  }
  return count;
}

/** Keys of the same map in the lines that follow. */
function keysAfter(lines: Lines, start: number, column: number): string[] {
  const keys: string[] = [];
  for (const at of lines.after(start)) {
    const line = readLine(lines.at(at));
    if (line.empty || line.indent > column) continue;
    const first = line.entries[0];
    if (line.indent < column || first?.kind !== 'key') break;
    keys.push(first.key ?? '');
  }
  return keys;
}

/** Where what stands in an entry ends at the latest: at the next line that is not further right. */
function hostEnd(lines: Lines, start: number, column: number): number {
  for (const at of lines.after(start)) {
    const line = readLine(lines.at(at));
    if (!line.empty && line.indent <= column) return at;
  }
  return lines.text.length;
}

/**
 * A place in brackets or in a text that was begun on a line above; undefined where it is in neither.
 * @param goesOn whether a plain text of that line would go on in this one
 */
function insideOf(
  lines: Lines,
  { start: at, entry, line }: Host,
  path: Above['path'],
  start: number,
  offset: number,
  goesOn: boolean,
): Place | undefined {
  if (entry !== line.entries.at(-1)) return undefined;
  const first = lines.at(at)[line.value];
  if (first === undefined || first === '#') return undefined;
  if (first === '{' || first === '[') {
    const end = hostEnd(lines, at, entry.column);
    return flowPlace(lines.text, at + line.value, end, offset, path);
  }
  if (first === '|' || first === '>') return textAt(path, offset);
  const quoted = first === '"' || first === "'";
  if (quoted) {
    const close = quoteEnd(lines.text, at + line.value, hostEnd(lines, at, entry.column));
    return close > start ? textAt(path, offset) : undefined;
  }
  return goesOn ? textAt(path, offset) : undefined;
}

const textAt = (path: Place['path'], offset: number): Place => ({
  path,
  kind: 'text',
  from: offset,
  to: offset,
  siblings: [],
  flow: false,
});
