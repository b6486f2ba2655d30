/** Last year's package → an input → the same package: each example's own workbook, and what people do to one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bookOf } from '../src/imports/books.js';
import { withRowsAbove } from './helpers/mistreat-grid.js';
import {
  bookFrom,
  csvBooks,
  editedWorkbook,
  handledWorkbook,
  linesOf,
  roundOf,
  saidBy,
  workbookOf,
} from './helpers/round-trip.js';
import { kindsOf } from './helpers/runs.js';
import { compiled, compileExample } from './helpers/world.js';

/** How many lines the tables of each have: rows, and one each for what stands above and below the grid. */
const EXAMPLES = kindsOf<[file: string, lines: number]>(
  [
    ['wuchang/2026.yaml', 467],
    ['hongshan/2023-final.yaml', 1118],
    ['putuo/2024-final.yaml', 207],
    ['hunan/2026.yaml', 459],
    ['wanli/2025.yaml', 299],
  ],
  [
    ['hongshan/2025.yaml', 511],
    ['jianghan/2024.yaml', 551],
    ['wuchang/2024-final.yaml', 532],
  ],
);

type Example = Awaited<ReturnType<typeof madeExample>>;
const examples = new Map<string, Promise<Example>>();

/** Its tables, its own workbook, what that says, and the name of both; made once. */
function exampleOf(file: string): Promise<Example> {
  const known = examples.get(file) ?? madeExample(file);
  examples.set(file, known);
  return known;
}

async function madeExample(file: string) {
  const { profile, document, tables } = compiled(compileExample(file));
  const name = `${document.title}.xlsx`;
  const bytes = await workbookOf(tables);
  const book = await bookFrom(bytes, name);
  return { profile, tables, name, bytes, book, said: lazily(() => saidBy([book], profile)) };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

describe.each(EXAMPLES)('%s', (file, lines) => {
  it('has every line of its tables again', async () => {
    const { profile, tables, book } = await exampleOf(file);
    const again = await roundOf([book], profile);
    expect(again.imported.left).toEqual([]);
    expect(again.errors).toEqual([]);
    expect(again.lines).toEqual(linesOf(tables));
    expect(again.lines).toHaveLength(lines);
  });
});

// a budget in 万元, one in 元, final accounts
const SAVED_AGAIN = ['wuchang/2026.yaml', 'wanli/2025.yaml', 'putuo/2024-final.yaml'];

describe.each(SAVED_AGAIN)('%s in other files', (file) => {
  it('says the same when LibreOffice has saved it', async () => {
    const { profile, name, said } = await exampleOf(file);
    const fixture = file.replace('/', '-').replace('.yaml', '-libreoffice.xlsx');
    const bytes = readFileSync(new URL(`fixtures/reading/${fixture}`, import.meta.url));
    expect(saidBy([await bookFrom(bytes, name)], profile)).toEqual(said());
  });

  it('says the same with rows above the header of each sheet', async () => {
    const { profile, book, name, said } = await exampleOf(file);
    const grids = book.sheets.map(({ grid }) => withRowsAbove(grid, 0, 3, '某局自存'));
    expect(saidBy([bookOf(name, grids)], profile)).toEqual(said());
  });

  it('says the same as a folder of CSV files', async () => {
    const { profile, tables, name, said } = await exampleOf(file);
    const books = await csvBooks(tables, name.replace('.xlsx', ''));
    expect(saidBy(books, profile)).toEqual(said());
  });
});

describe('a workbook that went through several hands', () => {
  it('has every line again from sheets in another order and by other names, numbers as texts', async () => {
    const { profile, tables, name, bytes } = await exampleOf('putuo/2024-final.yaml');
    const book = await bookFrom(await handledWorkbook(bytes), name);
    const again = await roundOf([book], profile);
    expect(again.imported.left).toEqual([]);
    expect(again.errors).toEqual([]);
    expect(again.lines).toEqual(linesOf(tables));
  });

  it('that contradicts itself by one figure: its cell is named, all others are as printed', async () => {
    const { profile, tables, name, bytes } = await exampleOf('putuo/2024-final.yaml');
    // 行政单位医疗 is 60.99 in five other tables
    const edited = await editedWorkbook(bytes, [['公开05', 'E20', 70.99]]);
    const again = await roundOf([await bookFrom(edited, name)], profile);
    expect(again.imported.left).toEqual([
      {
        where: `${name} › 公开05 一般公共预算财政拨款支出决算表!E20`,
        what: '印的是“70.99”，由导入的内容得“60.99”：同别的格对不上，请核对原表',
      },
    ]);
    expect(again.errors).toEqual([]);
    expect(again.lines).toEqual(linesOf(tables));
  });
});
