/** The lines of a YAML text, each by itself: what begins on it, read without the rest of the text. */

/** An entry of a list or of a map that begins on a line. */
export interface Entry {
  readonly kind: 'item' | 'key';
  /** From 0; what is written below an entry stands further right. */
  readonly column: number;
  /** The key, without its quotes. */
  readonly key?: string;
  /** Where the key ends: before its colon. */
  readonly keyEnd: number;
  /** What follows the dash or the colon begins here. */
  readonly rest: number;
}

export interface Line {
  readonly indent: number;
  /** From the left to the right: each stands in the one before it. */
  readonly entries: readonly Entry[];
  /** Where what follows the last entry begins. */
  readonly value: number;
  /** Nothing, or nothing but a comment. */
  readonly empty: boolean;
}

/** @param line without its line break */
export function readLine(line: string): Line {
  const entries: Entry[] = [];
  let at = skipSpaces(line, 0);
  const indent = at;
  while (line[at] === '-' && isEnd(line[at + 1])) {
    const rest = skipSpaces(line, at + 1);
    entries.push({ kind: 'item', column: at, keyEnd: at + 1, rest });
    at = rest;
  }
  const key = keyAt(line, at);
  if (key) {
    const rest = skipSpaces(line, key.end + 1);
    const end = line.slice(at, key.end).trimEnd().length + at;
    entries.push({ kind: 'key', column: at, key: key.key, keyEnd: end, rest });
    at = rest;
  }
  const empty = entries.length === 0 && (at >= line.length || line[at] === '#');
  return { indent, entries, value: at, empty };
}

/** A key that begins at a place, and where its colon stands; undefined where there is none. */
function keyAt(line: string, at: number): { key: string; end: number } | undefined {
  const first = line[at];
  if (first === undefined || '#{}[],&*!|>%@`'.includes(first)) return undefined;
  if (first === '"' || first === "'") {
    const close = quoteEnd(line, at, line.length);
    const colon = skipSpaces(line, close);
    if (line[colon] !== ':' || !isEnd(line[colon + 1])) return undefined;
    return { key: unquoted(line.slice(at, close)), end: colon };
  }
  for (let colon = line.indexOf(':', at); colon >= 0; colon = line.indexOf(':', colon + 1)) {
    if (!isEnd(line[colon + 1])) continue;
    const key = line.slice(at, colon).trimEnd();
    return key.includes(' #') ? undefined : { key, end: colon };
  }
  return undefined;
}

/** Where a quoted text ends, after its quote; `end` where it is not closed. */
export function quoteEnd(text: string, start: number, end: number): number {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === quote) at++;
      else return at + 1;
    }
  }
  return end;
}

/** What stands between the quotes, as far as it is written. */
export function unquoted(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written.trim();
  const closed = written.length > 1 && written.endsWith(quote);
  const inside = written.slice(1, closed ? -1 : undefined);
  return quote === "'" ? inside.replaceAll("''", "'") : inside.replace(/\\(["\\/])/g, '$1');
}

/** Where the comment of a line begins, or its end: a `#` after a space, outside of quotes. */
export function commentAt(line: string, from: number): number {
  let at = from;
  while (at < line.length) {
    const char = line[at];
    if ((char === '"' || char === "'") && /^$|[\s{[,:-]/.test(line[at - 1] ?? ''))
      at = quoteEnd(line, at, line.length);
    else if (char === '#' && (at === 0 || isEnd(line[at - 1]))) return at;
    else at++;
  }
  return line.length;
}

export const isEnd = (char: string | undefined): boolean =>
  char === undefined || char === ' ' || char === '\t' || char === '\r' || char === '\n';

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
