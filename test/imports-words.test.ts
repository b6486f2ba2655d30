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

interface Example {
  readonly file: string;
  /** Leaves that no table prints and rules ask for, with all that stands below them. */
  readonly unprinted?: readonly Path[];
}

const POINTS_THAT_COULD_BE_HAD: Path = [
  ...['项目自评', 7, '目标', 0],
  ...['指标', '产出指标', '数量指标', 1, '分值'],
];
const EXAMPLES: readonly Example[] = [
  { file: 'wuchang/2026.yaml' },
  { file: 'hongshan/2025.yaml' },
  { file: 'jianghan/2024.yaml' },
  // its form prints points that were had, not those that could be had
  { file: 'wuchang/2024-final.yaml', unprinted: [POINTS_THAT_COULD_BE_HAD] },
  { file: 'hongshan/2023-final.yaml' },
  { file: 'putuo/2024-final.yaml' },
  { file: 'hunan/2026.yaml' },
  { file: 'wanli/2025.yaml' },
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

describe.each(EXAMPLES)('$file', ({ file, unprinted = [] }) => {
  it('has all its tables from what was read of them, but for amounts', async () => {
    const { words, original, tables } = await wordsOf(file);
    const kept: Path[] = [...AMOUNTS.map((key) => [key]), ['部门', '代码'], ...unprinted];
    const tree = kept.reduce((made, path) => withOriginal(made, original, path), words.tree);
    const result = compileText({ 'a.yaml': inputText(tree) });
    expect(result.diagnostics.filter(({ severity }) => severity === '错误').map(brief)).toEqual([]);
    expect(linesOf([...result.tables.values()].flat())).toEqual(linesOf(tables));
  });
});
