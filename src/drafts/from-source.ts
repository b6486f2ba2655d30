/** An input that is there → a draft that says the same, with what its remarks mark. */
import type { Draft, Remark } from '../input/draft.js';
import type { Source } from '../input/source.js';
import { Numeral, type Path, type Tree } from '../input/tree.js';

/** Comments are not in it, but for what they mark as 待核 or 待填. */
export const draftOf = (source: Source): Draft => ({
  tree: source.tree,
  remarks: remarksOf(source),
});

/** What is marked in a source, by the path of what stands on the same line, or on the next one. */
function remarksOf(source: Source): Remark[] {
  if (source.remarks.length === 0) return [];
  const lines: { line: number; path: Path }[] = [];
  const visit = (tree: Tree, path: Path) => {
    if (path.length > 0) lines.push({ line: source.valueSpan(path).line, path });
    if (typeof tree !== 'object' || tree === null || tree instanceof Numeral) return;
    const list = Array.isArray(tree);
    for (const [key, value] of Object.entries(tree))
      visit(value, [...path, list ? Number(key) : key]);
  };
  visit(source.tree, []);
  lines.sort((a, b) => a.line - b.line);
  return source.remarks.map(({ text, span, path }): Remark => {
    const same = lines.filter(({ line }) => line === span.line).at(-1);
    const next = same ?? lines.find(({ line }) => line > span.line) ?? lines.at(-1);
    return { text, path: path ?? next?.path ?? [], where: same ? 'behind' : 'above' };
  });
}
