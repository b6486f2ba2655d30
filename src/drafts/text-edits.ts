/** Changes to a text that somebody wrote: what is not changed stays as it is, to the blank. */
import { TO_FILL } from '../input/draft.js';
import { commentsIn } from '../input/remarks.js';
import type { Source } from '../input/source.js';
import { countUpTo, lineStarts } from '../input/spans.js';
import { Numeral, type Path, type Tree, valueAt } from '../input/tree.js';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Collects changes to an input by its paths, and makes them all at once. */
export class TextEdits {
  readonly #source: Source;
  readonly #edits: Edit[] = [];
  /** Remarks by the offset at which their line begins. */
  readonly #above = new Map<number, string[]>();
  readonly #behind = new Map<number, string[]>();
  readonly #comments: ReadonlyMap<number, number>;
  /** Texts of several lines, in their order. */
  readonly #inTexts: readonly { readonly start: number; readonly end: number }[];
  readonly #starts: readonly number[];

  constructor(source: Source) {
    this.#source = source;
    this.#starts = lineStarts(source.text);
    this.#comments = new Map(
      commentsIn(source.text).map(({ start, source: comment }) => [
        this.#lineStart(start),
        start + comment.trimEnd().length,
      ]),
    );
    this.#inTexts = leavesOf(source.tree, [])
      .map((path) => source.valueSpan(path))
      .filter(({ start, end }) => source.text.slice(start, end).includes('\n'))
      .sort((a, b) => a.start - b.start);
  }

  /** Another value for a scalar, as YAML has it. */
  setValue(path: Path, text: string): void {
    const { start, end } = this.#source.valueSpan(path);
    this.#edits.push({ start, end, text });
  }

  /** Another text at a place. */
  setText({ start, end }: { readonly start: number; readonly end: number }, text: string): void {
    this.#edits.push({ start, end, text });
  }

  /**
   * In place of a key with all that is below it: lines at its indent.
   * @returns whether it stands on lines of its own, so that it could be replaced
   */
  replacePair(path: Path, lines: readonly string[]): boolean {
    const { text } = this.#source;
    const key = this.#source.keySpan(path);
    const start = this.#lineStart(key.start);
    const indent = text.slice(start, key.start);
    if (indent.trim() !== '') return this.#removeInRow(path);
    const last = this.#endOf(path);
    // a block of text ends with its line
    const end = text[last - 1] === '\n' ? last : this.#nextLine(last);
    this.#edits.push({ start, end, text: lines.map((line) => `${indent}${line}\n`).join('') });
    return true;
  }

  /** One of several entries between brackets; the only one stays, and so does one behind a dash. */
  #removeInRow(path: Path): boolean {
    const { text } = this.#source;
    const { start } = this.#source.keySpan(path);
    const end = this.#endOf(path);
    const behind = /^\s*,\s*/.exec(text.slice(end, end + 200))?.[0];
    if (behind !== undefined) {
      this.#edits.push({ start, end: end + behind.length, text: '' });
      return true;
    }
    const before = /\s*,\s*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0];
    if (before === undefined) return false;
    this.#edits.push({ start: start - before.length, end, text: '' });
    return true;
  }

  /** A remark on a value: on its line where it has one line, else above it. */
  remark(path: Path, text: string): void {
    const { start } = this.#source.keySpan(path);
    const end = this.#endOf(path);
    const line = this.#lineStart(start);
    const ofKey = typeof path.at(-1) !== 'number';
    const below = this.#source.valueSpan(path).start > this.#lineEnd(start);
    const oneLine = end <= this.#lineEnd(start);
    if (oneLine || (ofKey && below)) this.remarkAt(start, text);
    else add(this.#above, line, text);
  }

  /** A remark on the line of an offset, or above that line where it ends within a text. */
  remarkAt(offset: number, text: string): void {
    const line = this.#lineStart(offset);
    const end = this.#lineEnd(offset);
    const inText = isWithin(this.#inTexts, end);
    add(inText ? this.#above : this.#behind, line, text);
  }

  /** The text with all changes; of those that overlap the one that begins first, and of these the longest. */
  result(): string {
    const { text } = this.#source;
    const edits: Edit[] = [];
    const byPlace = (a: Edit, b: Edit) => a.start - b.start || b.end - a.end;
    for (const edit of [...this.#edits].sort(byPlace)) {
      const last = edits.at(-1);
      // what stands behind an alias has one place for several paths
      const same = edit.start === last?.start && edit.end === last.end && edit.text === last.text;
      if (!same && edit.start >= (last?.end ?? 0)) edits.push(edit);
    }
    const removed = edits.filter(({ start, end }) => text.slice(start, end).includes('\n'));
    for (const [line, remarks] of this.#above) {
      if (isWithin(removed, line)) continue;
      const indent = /^[ ]*/.exec(text.slice(line, line + 200))?.[0] ?? '';
      const lines = remarks.map((one) => `${indent}# ${one}\n`).join('');
      edits.push({ start: line, end: line, text: lines });
    }
    for (const [line, remarks] of this.#behind) {
      if (isWithin(removed, line)) continue;
      const comment = this.#comments.get(line);
      const end = comment ?? this.#lineEnd(line);
      // what is to be filled in already is so still
      const open = text.slice(line, end).includes(TO_FILL);
      const more = remarks.filter((one) => !open || !one.startsWith(TO_FILL));
      if (more.length === 0) continue;
      const said = more.join('；');
      edits.push({ start: end, end, text: comment === undefined ? ` # ${said}` : `；${said}` });
    }
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    let out = '';
    let done = 0;
    for (const edit of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
      out += text.slice(done, edit.start) + edit.text.replaceAll('\n', lineEnd);
      done = edit.end;
    }
    return out + text.slice(done);
  }

  /** Where the value at a path ends; blanks and comments behind it are not of it. */
  #endOf(path: Path): number {
    const { tree, text } = this.#source;
    const { start, end } = this.#source.valueSpan(path);
    const value = valueAt(tree, path);
    const below = stepsOf(value);
    if (below.length === 0 || text[start] === '{' || text[start] === '[') return end;
    return below.reduce<number>(
      (last, step) => Math.max(last, this.#endOf([...path, step])),
      start,
    );
  }

  #lineStart(offset: number): number {
    return this.#starts[countUpTo(this.#starts, offset) - 1] ?? 0;
  }

  /** Where the words of an offset's line end. */
  #lineEnd(offset: number): number {
    const { text } = this.#source;
    let end = this.#nextLine(offset);
    const start = this.#lineStart(offset);
    while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
    return end;
  }

  #nextLine(offset: number): number {
    return this.#starts[countUpTo(this.#starts, offset)] ?? this.#source.text.length;
  }
}

/** Whether an offset is in one of some ranges, which are in order and apart from each other. */
function isWithin(
  ranges: readonly { readonly start: number; readonly end: number }[],
  offset: number,
): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low - 1];
  return found !== undefined && offset < found.end;
}

function add(map: Map<number, string[]>, key: number, text: string): void {
  const list = map.get(key) ?? [];
  if (!list.includes(text)) list.push(text);
  map.set(key, list);
}

/** Keys of a map, numbers of a list. */
export function stepsOf(tree: Tree | undefined): (string | number)[] {
  if (Array.isArray(tree)) return tree.map((_, i) => i);
  if (tree === null || typeof tree !== 'object' || tree instanceof Numeral) return [];
  return Object.keys(tree);
}

function leavesOf(tree: Tree | undefined, path: Path): Path[] {
  const steps = stepsOf(tree);
  if (steps.length === 0) return [path];
  return steps.flatMap((step) => leavesOf(valueAt(tree as Tree, [step]), [...path, step]));
}
