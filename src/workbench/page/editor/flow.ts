/** Where in a collection in brackets, `{ 单位: "305001", 收入: [1, 2] }`, a place stands. */

import { commentAt, isEnd, quoteEnd, unquoted } from './lines.js';
import type { Place } from './tree-place.js';

interface Frame {
  readonly map: boolean;
  index: number;
  /** The key whose value is being read. */
  key: string | undefined;
  readonly keys: string[];
}

interface Token {
  readonly from: number;
  readonly to: number;
}

/**
 * @param start where the collection's first bracket stands
 * @param end where it ends at the latest, should it not be closed
 * @param above path of the collection
 * @returns undefined where the place stands behind it
 */
export function flowPlace(
  text: string,
  start: number,
  end: number,
  offset: number,
  above: Place['path'],
): Place | undefined {
  const stack: Frame[] = [];
  let found: { place: Omit<Place, 'siblings'>; keys: readonly string[] } | undefined;
  const here = (kind: Place['kind'], { from, to }: Token) => {
    const path = stack.flatMap(({ map, index, key }, depth): (string | number)[] => {
      const last = depth === stack.length - 1;
      if (!map) return [index];
      return key === undefined || (last && kind === 'key') ? [] : [key];
    });
    const keys = stack.at(-1)?.map ? (stack.at(-1)?.keys ?? []) : [];
    found = { place: { path: [...above, ...path], kind, from, to, flow: true }, keys };
  };
  let at = start;
  /** Where the space began that the place may stand in. */
  let gap = start;
  const inGap = () => {
    if (found || stack.length === 0 || offset < gap || offset > at) return;
    const top = stack.at(-1);
    here(top?.map && top.key === undefined ? 'key' : 'value', { from: offset, to: offset });
  };
  while (at < end) {
    const char = text[at] as string;
    const top = stack.at(-1);
    if (isEnd(char)) at++;
    else if (char === '#' && isEnd(text[at - 1])) {
      inGap();
      const close = lineEnd(text, at, end);
      if (offset > at && offset <= close) here('text', { from: offset, to: offset });
      at = close;
      gap = at + 1;
    } else if ('{['.includes(char)) {
      inGap();
      stack.push({ map: char === '{', index: 0, key: undefined, keys: [] });
      gap = ++at;
    } else if ('}],'.includes(char)) {
      inGap();
      if (char === ',') {
        if (top) Object.assign(top, { index: top.index + 1, key: undefined });
      } else stack.pop();
      gap = ++at;
      if (stack.length === 0) break;
    } else if (char === ':' && (isEnd(text[at + 1]) || top?.key === undefined)) {
      inGap();
      if (top?.map) top.key ??= '';
      gap = ++at;
    } else {
      if (gap < at && offset < at) inGap();
      const from = at;
      at = tokenEnd(text, at, end);
      const colon = skipBlank(text, at);
      const isKey = top?.map === true && top.key === undefined;
      if (!found && offset >= from && offset <= at) here(isKey ? 'key' : 'value', { from, to: at });
      if (isKey && text[colon] === ':') {
        const key = unquoted(text.slice(from, at));
        top.keys.push(key);
        top.key = key;
        at = colon + 1;
      }
      gap = at;
    }
  }
  if (stack.length > 0) {
    at = end;
    inGap();
  }
  if (!found) return undefined;
  const { place, keys } = found;
  if (place.kind !== 'key') return { ...place, siblings: [] };
  const own = unquoted(text.slice(place.from, place.to));
  return { ...place, siblings: keys.filter((key) => key !== own) };
}

function tokenEnd(text: string, from: number, end: number): number {
  if (text[from] === '"' || text[from] === "'")
    return quoteEnd(text, from, Math.min(end, lineEnd(text, from, end)));
  let at = from;
  while (at < end) {
    const char = text[at] as string;
    if ('{}[],\n\r'.includes(char)) break;
    if (char === ':' && (isEnd(text[at + 1]) || ',}]'.includes(text[at + 1] ?? ''))) break;
    if (char === '#' && isEnd(text[at - 1])) break;
    at++;
  }
  while (at > from + 1 && isEnd(text[at - 1])) at--;
  return at;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
}

function lineEnd(text: string, from: number, end: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? end : Math.min(found, end);
}

/** Whether a collection that begins at a place is still open where the line ends. */
export function staysOpen(line: string, from: number): boolean {
  let depth = 0;
  const end = commentAt(line, from);
  for (let at = from; at < end; at++) {
    const char = line[at] as string;
    if (char === '"' || char === "'") at = quoteEnd(line, at, end) - 1;
    else if ('{['.includes(char)) depth++;
    else if ('}]'.includes(char) && --depth === 0) return false;
  }
  return depth > 0;
}
