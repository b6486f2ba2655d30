/** 尾差: noted exactly where printed parts do not add up to the printed whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../src/tables/table.js';
import { hundredths, type Leaf, type Plan, plans, tablesOf, wanOf } from './helpers/budgets.js';
import { body, LISTED, type Listed, type Row, tableOf, total } from './helpers/listed.js';

fc.configureGlobal({ seed: 2026 });

describe('尾差', () => {
  /** The largest difference between a printed parent and its printed children. */
  function largest(plan: Plan, { base, columns, rows }: Listed): bigint {
    const list = rows(plan);
    let most = 0n;
    for (const parent of list) {
      const children = list.filter(
        (row) =>
          row.path.length === parent.path.length + 1 &&
          parent.path.every((step, i) => row.path[i] === step),
      );
      if (children.length === 0) continue;
      for (const column of columns) {
        const show = (row: Row) => hundredths(total(plan, base, row.select, column));
        const off = children.reduce((n, row) => n + show(row), 0n) - show(parent);
        const size = off < 0n ? -off : off;
        if (size > most) most = size;
      }
    }
    return most;
  }
  const note = (off: bigint) =>
    `注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 ${wanOf(off * 10_000n)} 万元的尾差。`;
  const printedNote = (table: Table) => table.notes.filter((one) => one.includes('尾差'));

  it('is noted exactly when printed parts do not add up, with the largest difference', () => {
    const seen = { with: 0, without: 0 };
    fc.assert(
      fc.property(plans, (plan) => {
        const tables = tablesOf(plan);
        for (const listed of LISTED) {
          const off = plan.leaves.some(listed.base) ? largest(plan, listed) : 0n;
          expect(printedNote(tableOf(tables, listed.id))).toEqual(off === 0n ? [] : [note(off)]);
          seen[off === 0n ? 'without' : 'with']++;
        }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(seen.with, seen.without)).toBeGreaterThan(50);
  });

  const basic = (functionalCode: string, fen: bigint): Leaf => ({
    side: '支出',
    fen,
    fund: '一般公共预算',
    carried: false,
    unit: '100001',
    nature: '基本支出',
    functional: functionalCode,
    economic: '30101',
  });
  const plan = (...leaves: Leaf[]): Plan => ({
    units: [{ code: '100001', name: '单位1', kind: '行政单位' }],
    projects: [],
    leaves,
  });

  it('of one hundredth: 0.005 + 0.005 is 0.01, printed parts 0.01 + 0.01', () => {
    const tables = tablesOf(plan(basic('2060101', 5_000n), basic('2060102', 5_000n)));
    expect(body(tableOf(tables, '预算03')).map((row) => [row[0], row[2]])).toEqual([
      ['', '0.01'],
      ['206', '0.01'],
      ['20601', '0.01'],
      ['2060101', '0.01'],
      ['2060102', '0.01'],
    ]);
    expect(printedNote(tableOf(tables, '预算03'))).toEqual([note(1n)]);
  });

  it('none where the printed parts close, though each is rounded', () => {
    // 0.0149 + 0.0051 = 0.02, printed 0.01 + 0.01 = 0.02
    const tables = tablesOf(plan(basic('2060101', 14_900n), basic('2060102', 5_100n)));
    expect(body(tableOf(tables, '预算03')).map((row) => row[2])).toEqual([
      '0.02',
      '0.02',
      '0.02',
      '0.01',
      '0.01',
    ]);
    expect(printedNote(tableOf(tables, '预算03'))).toEqual([]);
  });
});
