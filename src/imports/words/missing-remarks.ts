/** What checks find missing in a draft, as remarks where it is to be written: what to write, and about what. */
import { stringify } from 'yaml';
import type { Missing } from '../../checks/rule.js';
import { grouped } from '../../grouped.js';
import { type Remark, TO_FILL } from '../../input/draft.js';
import { type Path, pathKey, type Tree, valueAt } from '../../input/tree.js';

type Lines = { [key: string]: unknown };

/** How many of its keys, from the outermost, a tree has. */
function writtenSteps(tree: Tree, path: Path): number {
  let steps = 0;
  while (steps < path.length && valueAt(tree, path.slice(0, steps + 1)) !== undefined) steps++;
  return steps;
}

/** What is missing below one key, put together. */
function together(missing: readonly Missing[], from: number): Lines {
  const out: Lines = Object.create(null);
  for (const { path, value } of missing) {
    let at = out;
    for (const step of path.slice(from, -1)) {
      at[step] ??= Object.create(null);
      at = at[step] as Lines;
    }
    at[path.at(-1) ?? ''] ??= value;
  }
  return out;
}

/**
 * One remark for each key that the tree lacks; it says what is to be written there in the input's notation.
 * @param missing as rules tell it, in their order
 */
export function missingRemarks(missing: readonly Missing[], tree: Tree): Remark[] {
  const lacking = missing.flatMap((one) => {
    const steps = writtenSteps(tree, one.path);
    return steps === one.path.length ? [] : [{ one, path: one.path.slice(0, steps + 1) }];
  });
  return [...grouped(lacking, ({ path }) => pathKey(path)).values()].flatMap((group): Remark[] => {
    const [first] = group;
    if (!first) return [];
    const { path } = first;
    const all = group.map(({ one }) => one);
    const others = all.length > 1 ? `，连同另外 ${all.length - 1} 处` : '';
    const lines = stringify(together(all, path.length - 1), {
      lineWidth: 0,
      aliasDuplicateObjects: false,
    });
    const text = `${TO_FILL}：${first.one.note}${others}\n${lines.trimEnd()}`;
    return [{ path, text, where: 'instead' }];
  });
}
