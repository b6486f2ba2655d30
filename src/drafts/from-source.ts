/** An input that is there → a draft that says the same, with what its remarks mark. */
import type { Draft, Remark } from '../input/draft.js';
import { ROOT_SECTIONS } from '../input/root-sections.js';
import type { Source } from '../input/source.js';
import { Numeral, type Path, type Tree, valueAt } from '../input/tree.js';
import type { Span } from '../model/money.js';

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
    const asked = path ?? (same ? undefined : askedAt(source, span));
    const steps = asked?.findIndex(
      (_, i) => valueAt(source.tree, asked.slice(0, i + 1)) === undefined,
    );
    if (asked && steps !== undefined && steps >= 0) {
      const missing = asked.slice(0, steps + 1);
      return { text: withKey(text, missing), path: missing, where: 'instead' };
    }
    const next = same ?? lines.find(({ line }) => line > span.line) ?? lines.at(-1);
    return { text, path: asked ?? next?.path ?? [], where: same ? 'behind' : 'above' };
  });
}

/** In YAML a comment shows where something is to be written by the key alone. */
function withKey(text: string, path: Path): string {
  const [key, ...more] = path;
  return more.length > 0 || text.includes(`：${key}`) ? text : `${text}\n${key}:`;
}

const ROOT_KEYS: ReadonlySet<string> = new Set(ROOT_SECTIONS.flatMap(({ keys }) => keys));
/** Lines of a comment that are looked through for the key that is to be written. */
const LINES = 5;

/** The key of the first level that a comment stands for: `# 待填：政府采购`, or a line `# 政府采购:` below it. */
function askedAt({ text }: Source, { start }: Span): Path | undefined {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const below = text.slice(line, line + 2000).split('\n', LINES);
  if (!below[0]?.startsWith('#')) return undefined;
  const end = below.findIndex((one) => !one.startsWith('#'));
  const words = below.slice(0, end < 0 ? LINES : end).flatMap((one, i) => {
    const plain = one.replace(/^#\s?/, '');
    return i === 0
      ? (/^待填[：:]\s*([^\s，。；：:（]+)/.exec(plain)?.[1] ?? [])
      : (/^(\S+?):(?:\s|$)/.exec(plain)?.[1] ?? []);
  });
  const key = words.find((word) => ROOT_KEYS.has(word));
  return key === undefined ? undefined : [key];
}
