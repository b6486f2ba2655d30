/** The texts of an input with their places, for rules that read what a person wrote. */
import type { Passage } from '../model/budget.js';
import type { Source } from './source.js';
import { Numeral, type Path, type Tree } from './tree.js';

/** Codes, and names of formats; a word of Latin letters alone is a text. */
const CODE = /^(?:[A-Za-z-]*[0-9][0-9A-Za-z-]*|-*)$/;

const known = new WeakMap<Source, readonly Passage[]>();

/**
 * Every text of an input; keys, numbers and codes in quotes of digits alone are not texts. Looked for once in
 * each source, of which several budgets may be built.
 */
export function passagesOf(source: Source): readonly Passage[] {
  const passages = known.get(source) ?? passagesIn(source);
  known.set(source, passages);
  return passages;
}

function passagesIn(source: Source): Passage[] {
  const out: Passage[] = [];
  const path: (string | number)[] = [];
  const walk = (tree: Tree): void => {
    if (typeof tree === 'string') {
      if (!CODE.test(tree)) out.push(passage(source, [...path], tree));
    } else if (typeof tree === 'object' && tree && !(tree instanceof Numeral)) {
      const list = Array.isArray(tree);
      for (const [key, value] of Object.entries(tree)) {
        path.push(list ? Number(key) : key);
        walk(value);
        path.pop();
      }
    }
  };
  walk(source.tree);
  return out;
}

function passage(source: Source, path: Path, text: string): Passage {
  const whole = () => source.valueSpan(path);
  return {
    path,
    text,
    place: (part, from = 0) => {
      const { start, end } = whole();
      const offset = offsetOf(source.text.slice(start, end), text, part, from);
      // a text that is folded over lines, or written with escapes, is pointed at as a whole
      return offset < 0 ? whole() : source.spanOf(start + offset, start + offset + part.length);
    },
  };
}

/** Where the part of a text that begins at `from` stands in what was written for it. */
function offsetOf(written: string, text: string, part: string, from: number): number {
  const begin = written.indexOf(text);
  const found = text.indexOf(part, from);
  if (begin >= 0 && found >= 0) return begin + found;
  // folded or escaped: the one of the same wording with as many before it
  let offset = written.indexOf(part);
  for (let at = text.indexOf(part); at >= 0 && at < from && offset >= 0; ) {
    at = text.indexOf(part, at + 1);
    if (at >= 0 && at <= from) offset = written.indexOf(part, offset + 1);
  }
  return offset;
}
