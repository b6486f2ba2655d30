/** Last year's package → an input → the same package: each example's own workbook, and what people do to one. */
import { describe, expect, it } from 'vitest';
import { bookFrom, linesOf, roundOf, workbookOf } from './helpers/round-trip.js';
import { compiled, compileExample } from './helpers/world.js';

/** How many lines the tables of each have: rows, and one each for what stands above and below the grid. */
const EXAMPLES = {
  'wuchang/2026.yaml': 467,
  'hongshan/2025.yaml': 511,
  'jianghan/2024.yaml': 551,
  'wuchang/2024-final.yaml': 532,
  'hongshan/2023-final.yaml': 1118,
  'putuo/2024-final.yaml': 207,
  'hunan/2026.yaml': 451,
  'wanli/2025.yaml': 299,
};

describe.each(Object.entries(EXAMPLES))('%s', (file, lines) => {
  it('has every line of its tables again', async () => {
    const { profile, document, tables } = compiled(compileExample(file));
    const book = await bookFrom(await workbookOf(tables), `${document.title}.xlsx`);
    const again = await roundOf([book], profile);
    expect(again.imported.left).toEqual([]);
    expect(again.errors).toEqual([]);
    expect(again.lines).toEqual(linesOf(tables));
    expect(again.lines).toHaveLength(lines);
  });
});
