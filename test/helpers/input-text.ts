/** A tree of an input as text that is read into the same tree: in the notation of JSON, numbers as they stand. */
import { Numeral, type Tree } from '../../src/input/tree.js';

export function inputText(tree: Tree): string {
  if (tree instanceof Numeral) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(inputText).join(', ')}]`;
  if (tree === null || typeof tree !== 'object') return JSON.stringify(tree);
  const members = Object.entries(tree).map(
    ([key, one]) => `${JSON.stringify(key)}: ${inputText(one)}`,
  );
  return `{${members.join(', ')}}`;
}
