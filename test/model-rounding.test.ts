/** 尾差: noted exactly where printed parts do not add up to the printed whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, IN_WAN, NO_FIGURE, toWan } from '../src/model/money.js';
import { type Amount, amountOf, isRounded, roundingDifferences } from '../src/tables/rounding.js';
import type { Table } from '../src/tables/table.js';
import { hundredths, type Leaf, type Plan, plans, tablesOf, wanOf } from './helpers/budgets.js';
import {
  body,
  LISTED,
  type Listed,
  type Row,
  spent,
  type Test,
  tableOf,
  total,
} from './helpers/listed.js';

describe('尾差', () => {
  const size = (n: bigint) => (n < 0n ? -n : n);
  const most = (list: readonly bigint[]) => list.reduce((a, b) => (b > a ? b : a), 0n);
  /** How far printed parts are off their printed whole, in hundredths of 万元. */
  const off = (whole: bigint, parts: readonly bigint[]) =>
    size(parts.reduce((n, part) => n + hundredths(part), 0n) - hundredths(whole));

  /** Of every row over the rows one level below it. */
  function down(plan: Plan, { base, columns, rows }: Listed): bigint {
    const list = rows(plan);
    const below = (parent: Row) =>
      list.filter(
        (row) =>
          row.path.length === parent.path.length + 1 &&
          parent.path.every((step, i) => row.path[i] === step),
      );
    return most(
      list.flatMap((parent) => {
        const children = below(parent);
        const fen = (row: Row, column: Test) => total(plan, base, row.select, column);
        return children.length === 0
          ? []
          : columns.map((column) =>
              off(
                fen(parent, column),
                children.map((row) => fen(row, column)),
              ),
            );
      }),
    );
  }

  /** Of every cell of a row over the cells right beside it that make up exactly its sum. */
  function along(line: readonly bigint[]): bigint {
    return most(
      line.flatMap((whole, i) => {
        const sides = [line.slice(i + 1), line.slice(0, i).reverse()];
        return sides.flatMap((side) => {
          const lengths = side.map((_, n) => n + 1);
          const fits = lengths.find((n) => {
            const parts = side.slice(0, n);
            const filled = parts.filter((part) => part !== 0n).length;
            return filled > 1 && parts.reduce((a, b) => a + b, 0n) === whole;
          });
          return whole === 0n || fits === undefined ? [] : [off(whole, side.slice(0, fits))];
        });
      }),
    );
  }

  const largest = (plan: Plan, listed: Listed): bigint =>
    most([
      down(plan, listed),
      ...listed
        .rows(plan)
        .map((row) =>
          along(listed.columns.map((column) => total(plan, listed.base, row.select, column))),
        ),
    ]);
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

  it('is noted below 收支总表 where its 类 do not add up to 本年支出合计', () => {
    // 0.005 万元 in each of two 类: printed 0.01 + 0.01 against 0.01
    const apart = plan(basic('2060101', 5_000n), basic('2080501', 5_000n));
    expect(printedNote(tableOf(tablesOf(apart), '预算01'))).toEqual([note(1n)]);
    expect(printedNote(tableOf(tablesOf(apart), '预算04'))).toEqual([note(1n)]);
    const close = plan(basic('2060101', 10_000n), basic('2080501', 10_000n));
    expect(printedNote(tableOf(tablesOf(close), '预算01'))).toEqual([]);
    expect(total(close, spent)).toBe(20_000n);
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

describe('the differences of a grid of amounts', () => {
  const amount = (yuan: string, wan?: string): Amount => {
    const exact = new Decimal(yuan);
    const printed = wan === undefined ? toWan(exact) : new Decimal(wan);
    return { exact, printed, money: IN_WAN };
  };
  const told = (rows: Parameters<typeof roundingDifferences>[0], levels: (number | undefined)[]) =>
    roundingDifferences(rows, levels).map(
      ({ row, col, parts, off }) => `${row},${col}: ${parts} 项 ${off}`,
    );

  it('say where the total stands and how many parts it has; parts of zero are none', () => {
    const rows = [['100'], ['50'], ['0'], ['50']].map((row) => row.map((one) => amount(one)));
    expect(told(rows, [-1, 0, 0, 0])).toEqual(['0,0: 2 项 0.01']);
    const three = [['150'], ['50'], ['50'], ['50']].map((row) => row.map((one) => amount(one)));
    // 0.005 + 0.005 + 0.005: printed 0.01 each, 0.02 together
    expect(told(three, [-1, 0, 0, 0])).toEqual(['0,0: 3 项 0.01']);
  });

  it('are of rows in a tree, of columns in a form without one', () => {
    expect(told([[amount('100'), amount('50'), amount('50')]], [0])).toEqual(['0,0: 2 项 0.01']);
    const column = [[amount('50')], [amount('50')], [amount('100')]];
    expect(told(column, [undefined, undefined, undefined])).toEqual(['2,0: 2 项 0.01']);
  });

  it('are none where the exact sums do not close either: that is no rounding', () => {
    expect(told([[amount('100')], [amount('50')], [amount('49')]], [-1, 0, 0])).toEqual([]);
  });

  it('are of what is printed, so that a misprint is seen', () => {
    const rows = [[amount('20000', '3')], [amount('10000')], [amount('10000')]];
    expect(told(rows, [-1, 0, 0])).toEqual(['0,0: 2 项 1']);
    expect(isRounded(amount('20000', '3'), 0.5)).toBe(false);
    expect(isRounded(amount('12345'), 0.5)).toBe(true);
    expect(isRounded(amount('12350'), 0.5)).toBe(true);
  });

  it('leave out what shows a share, also a share of nothing', () => {
    const figure = { value: new Decimal(5), sources: [] };
    expect(amountOf({ kind: 'text', text: '20%', figure })).toBeUndefined();
    expect(amountOf({ kind: 'blank', figure })).toBeUndefined();
    expect(amountOf({ kind: 'blank' })).toBeUndefined();
    expect(amountOf({ kind: 'blank', figure: NO_FIGURE })?.printed.toString()).toBe('0');
  });
});
