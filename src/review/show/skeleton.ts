/** What an input does not say, as YAML to paste into it: `gongkai check --骨架`. */
import { stringify } from 'yaml';
import { type FileReport, itemsOf } from '../../checks/report.js';
import { isFinding, type Missing } from '../../checks/rule.js';
import { displayWidth, printable } from '../../diagnostics.js';
import type { Budget } from '../../model/budget.js';
import { pointText } from '../../where.js';

/** Something to write at a key, or a group of keys. */
interface Node {
  readonly below: Map<string, Node>;
  missing?: Missing;
}

/**
 * The missing parts of a file, those of one section together; comments say what each is about, with
 * the amounts, and where a section that the file already has is to be gone on with.
 * @returns whole lines; a comment alone where nothing is missing
 */
export function skeletonText({ file, model, ...report }: FileReport): string {
  const missing = itemsOf({ file, model, ...report }).flatMap(({ outcome, severity }) =>
    severity && isFinding(outcome) && outcome.missing ? [outcome.missing] : [],
  );
  if (!model || missing.length === 0) {
    const wrong = report.problems.some(({ severity }) => severity === '错误');
    return printable(`# ${file}：${wrong ? '输入有错误，改正后再看' : '没有要补写的'}`).concat(
      '\n',
    );
  }
  const lines = linesOf(treeOf(missing), [], '', model.budget);
  const head = `# ${file}：${missing.length} 处没有写。粘贴进去，把“（请填写……）”改成实际内容，再核对一遍`;
  return `${[printable(head), ...lines].join('\n')}\n`;
}

/** By key, in the order in which they are told; the same place once. */
function treeOf(missing: readonly Missing[]): Node {
  const root: Node = { below: new Map() };
  for (const one of missing) {
    let node = root;
    for (const step of one.path) {
      const next = node.below.get(step) ?? { below: new Map() };
      node.below.set(step, next);
      node = next;
    }
    node.missing ??= one;
  }
  return root;
}

/** @param indent of the keys at this depth: that of the keys that the file has there */
function linesOf(node: Node, path: readonly string[], indent: string, budget: Budget): string[] {
  const written = [...node.below].map(([key, next]) => ({
    key,
    next,
    text: valueLines(key, next.missing?.value),
  }));
  const width = Math.max(...written.map(({ text: [first = ''] }) => displayWidth(first)));
  return written.flatMap(({ key, next, text: [first = '', ...more] }) => {
    const here = [...path, key];
    if (next.missing) {
      const gap = ' '.repeat(Math.max(0, width - displayWidth(first)));
      const noted = `${indent}${first}${gap}  # ${printable(next.missing.note)}`;
      return [noted, ...more.map((line) => indent + line)];
    }
    const known = placeOfKey(budget, here);
    const deeper = (known && childIndent(budget, here)) ?? `${indent}  `;
    const heading = known
      ? `${indent}# ${key}: ${pointText(known)}已有，下面的写在它里面，不要再写一次“${key}”`
      : `${indent}${quoted(key)}:`;
    return [printable(heading), ...linesOf(next, here, deeper, budget)];
  });
}

/** `键: 值`, on several lines where the value is a map or a list. */
function valueLines(key: string, value: unknown): string[] {
  const options = { lineWidth: 0, aliasDuplicateObjects: false } as const;
  return stringify({ [key]: value ?? '' }, options)
    .trimEnd()
    .split('\n');
}

const quoted = (key: string): string => stringify(key).trimEnd();

/** Place of a key that the file has; undefined where it has none. */
function placeOfKey({ placeOf }: Budget, path: readonly string[]) {
  const [place, parent] = [placeOf(path), placeOf(path.slice(0, -1))];
  const same = place.start === parent.start && place.end === parent.end;
  return same ? undefined : place;
}

/** The indent of what stands below a key; undefined where it stands on the key's own line. */
function childIndent(budget: Budget, path: readonly string[]): string | undefined {
  const child = budget.passages.find((one) => path.every((step, i) => one.path[i] === step));
  if (!child || child.path.length === path.length) return undefined;
  const place = budget.placeOf(child.path.slice(0, path.length + 1));
  // a cell of a workbook has no indent
  if (place.cell || place.line === budget.placeOf(path).line) return undefined;
  return ' '.repeat(place.column - 1);
}
