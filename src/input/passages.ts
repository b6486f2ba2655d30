/** The texts of an input with their places, for rules that read what a person wrote. */
import type { Passage } from '../model/budget.js';
import type { Source } from './source.js';
import { Numeral, type Path, type Tree } from './tree.js';

/** Every text of an input; keys, numbers and codes in quotes of digits alone are not texts. */
export function passagesOf(source: Source): Passage[] {
  const out: Passage[] = [];
  const walk = (tree: Tree, path: Path): void => {
    if (typeof tree === 'string') {
      if (!/^[0-9A-Za-z-]*$/.test(tree)) out.push(passage(source, path, tree));
    } else if (Array.isArray(tree)) {
      tree.forEach((item, i) => {
        walk(item, [...path, i]);
      });
    } else if (typeof tree === 'object' && tree && !(tree instanceof Numeral)) {
      for (const [key, value] of Object.entries(tree)) walk(value, [...path, key]);
    }
  };
  walk(source.tree, []);
  return out;
}

function passage(source: Source, path: Path, text: string): Passage {
  const whole = () => source.valueSpan(path);
  return {
    path,
    text,
    place: (part) => {
      const { start, end } = whole();
      const offset = source.text.slice(start, end).indexOf(part);
      // a text that is folded over lines, or written with escapes, is pointed at as a whole
      return offset < 0 ? whole() : source.spanOf(start + offset, start + offset + part.length);
    },
  };
}
