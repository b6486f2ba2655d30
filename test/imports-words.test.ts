/** Words of an input read back from the workbooks of the example packages. */
import { describe, expect, it } from 'vitest';
import { readWords } from '../src/imports/words/words.js';
import { type Path, type Tree, valueAt } from '../src/input/tree.js';
import { kindNamed } from '../src/kinds/index.js';
import { cellText, type Table } from '../src/tables/table.js';
import { readBackExample } from './helpers/examples-read-back.js';
import { inputText } from './helpers/input-text.js';
import { brief, compileExample, compileText } from './helpers/world.js';

/** What a year receives and spends, and who spends it, is solved elsewhere; no word of it is in tables. */
const AMOUNTS = [
  '收入',
  '基本支出',
  '项目支出',
  '其他支出',
  '年终结转结余',
  '年初结转和结余',
  '年末结转和结余',
  '使用非财政拨款结余',
  '结余分配',
  '单位',
  '科目补充',
];

const EXAMPLES = [
  'wuchang/2026.yaml',
  'hongshan/2025.yaml',
  'jianghan/2024.yaml',
  'wuchang/2024-final.yaml',
  'hongshan/2023-final.yaml',
  'putuo/2024-final.yaml',
  'hunan/2026.yaml',
  'wanli/2025.yaml',
];

async function wordsOf(file: string) {
  const result = compileExample(file);
  const { profile, budget } = result.model ?? {};
  const input = result.sources[0]?.input;
  const kind = budget && kindNamed(budget.kind.name);
  if (!profile || !budget || !input || !kind) throw new Error(`${file} does not compile`);
  const { tables, reading } = await readBackExample(file);
  const words = readWords(reading.tables, {
    profile,
    kind,
    year: budget.year,
    unit: input.data.金额单位,
    date: budget.date,
    fields: { 部门: budget.department.name },
  });
  return { words, original: input.source.tree, tables };
}

/** A tree with what the original has at a path; without it, where that has nothing there. */
function withOriginal(tree: Tree, original: Tree | undefined, [step, ...path]: Path): Tree {
  if (step === undefined) return original ?? null;
  const of = original && valueAt(original, [step]);
  const inner = valueAt(tree, [step]) ?? null;
  if (of === undefined) return tree;
  const value = withOriginal(inner, of, path);
  if (Array.isArray(tree)) return tree.map((one, i) => (i === step ? value : one));
  return { ...(tree as object), [step]: value } as Tree;
}

/** The cells of tables, a line for each row. */
const linesOf = (tables: readonly Table[]): string[] =>
  tables.flatMap(({ id, rows, cells }) =>
    Array.from({ length: rows }, (_, row) =>
      [id, ...cells.filter((cell) => cell.row === row).map(({ content }) => cellText(content))]
        .map((text) => text.replace(/\s/g, ''))
        .join('|'),
    ),
  );

describe.each(EXAMPLES)('%s', (file) => {
  it('has all its tables from what was read of them, but for amounts', async () => {
    const { words, original, tables } = await wordsOf(file);
    const kept: Path[] = [...AMOUNTS.map((key) => [key]), ['部门', '代码']];
    const tree = kept.reduce((made, path) => withOriginal(made, original, path), words.tree);
    const result = compileText({ 'a.yaml': inputText(tree) });
    expect(result.diagnostics.filter(({ severity }) => severity === '错误').map(brief)).toEqual([]);
    expect(linesOf([...result.tables.values()].flat())).toEqual(linesOf(tables));
  });
});
