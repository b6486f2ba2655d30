/** Words of a mapping: what stands in a file, compared as a reader does, without regard to blanks and width. */

/** A text as words are compared: half-width signs, no white space, small letters. */
export const plainWords = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** A word with `*` in it, parted there. */
interface Pattern<T> {
  readonly parts: readonly string[];
  /** How many characters it names: the more, the better it fits. */
  readonly named: number;
  readonly meaning: T;
}

/** Nobody heads a column with more. */
const MOST_CHARACTERS = 200;
const MOST_KNOWN = 5_000;

/** Meanings by words; in a word `*` stands for any characters, also none. */
export class Words<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly patterns: Pattern<T>[] = [];
  /** What was asked before: lists say the same on thousands of lines. */
  private readonly known = new Map<string, readonly T[]>();

  constructor(entries: Iterable<readonly [word: string, meaning: T]>) {
    for (const [word, meaning] of entries) {
      const plain = plainWords(word);
      if (plain.includes('*')) {
        const parts = plain.split('*');
        this.patterns.push({ parts, named: plain.length - parts.length + 1, meaning });
      } else {
        const known = this.exact.get(plain) ?? [];
        if (!known.includes(meaning)) known.push(meaning);
        this.exact.set(plain, known);
      }
    }
  }

  /** The meaning of a value, be there a code before it or not: 11-一般公共预算资金. */
  ofValue(text: string): readonly T[] {
    const found = this.find(text);
    if (found.length > 0) return found;
    const name = /^[[(]?[0-9A-Za-z]+[\])]?[-_—–.、:： ]*(?=\P{ASCII})(.+)$/u.exec(text.trim())?.[1];
    return name === undefined ? [] : this.find(name);
  }

  /** What a text means: by the word itself, else by those that name most of it. Several where that is open. */
  find(text: string): readonly T[] {
    const known = this.known.get(text);
    if (known) return known;
    const found = this.lookUp(text);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(text, found);
    return found;
  }

  private lookUp(text: string): readonly T[] {
    const plain = plainWords(text);
    if (plain === '' || plain.length > MOST_CHARACTERS) return [];
    const exact = this.exact.get(plain);
    if (exact) return exact;
    let best: T[] = [];
    let named = 0;
    for (const pattern of this.patterns) {
      if (pattern.named < named || !fits(plain, pattern.parts)) continue;
      if (pattern.named > named) best = [];
      named = pattern.named;
      if (!best.includes(pattern.meaning)) best.push(pattern.meaning);
    }
    return best;
  }
}

/** Whether a text is the parts in their order, with anything between them. */
function fits(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
