/** Each example's workbook, read back by its own format, says what was printed on it. */
import { describe, expect, it } from 'vitest';
import { readBackExample } from './helpers/examples-read-back.js';
import { compareFigures, textsLost } from './helpers/read-back.js';

const INPUTS = {
  'inputs/hongshan/2023-final.yaml': 1047,
  'inputs/hongshan/2025.yaml': 742,
  'inputs/hunan/2026.yaml': 2861,
  'inputs/jianghan/2024.yaml': 719,
  'inputs/putuo/2024-final.yaml': 577,
  'inputs/wanli/2025.yaml': 908,
  'inputs/wuchang/2024-final.yaml': 1049,
  'inputs/wuchang/2026.yaml': 612,
};

/** A form that lists projects where there are no cost lines looks like one with cost lines. */
const ALIKE = /支出明细|所含项目/;

describe.each(Object.entries(INPUTS))('%s', (file, figures) => {
  it('is read back: every figure, and no other; every text of its rows', async () => {
    const { tables, reading: read } = await readBackExample(file.replace(/^inputs\//, ''));
    expect(read.others).toEqual([]);
    const pairs = tables.map((table) => ({
      table,
      own: read.tables.find(({ sheet }) => sheet.startsWith(`${table.id} `)),
    }));
    const compared = pairs.map(({ table, own }) => compareFigures(table, own));
    expect(compared.reduce((sum, one) => sum + one.figures, 0)).toBe(figures);
    const wrong = compared.flatMap((one) => one.wrong).filter((line) => !ALIKE.test(line));
    expect(wrong).toEqual([]);
    const unread = read.tables.flatMap((one) => one.unread);
    expect(pairs.flatMap(({ table, own }) => (own ? textsLost(table, own) : []))).toEqual([]);
    expect(unread).toEqual([]);
  });
});
