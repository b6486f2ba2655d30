/** Every published figure against whole-number sums taken straight from random inputs. */

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import type { Table } from '../src/tables/table.js';
import { INCOMES, planProfile, plans, printed, tablesOf, yuanOf } from './helpers/budgets.js';
import {
  all,
  body,
  carried,
  FISCAL,
  functional,
  functionalTree,
  fund,
  general,
  generalBasic,
  income,
  kept,
  LISTED,
  onProjects,
  received,
  spent,
  type Test,
  tableOf,
  total,
} from './helpers/listed.js';
import { runs } from './helpers/runs.js';

/** The exact figure behind a cell of the body, in 元. */
function exact(table: Table, row: number, col: number): Decimal {
  const at = row < 0 ? table.rows + row : table.headerRows + row;
  const content = table.cells.find((cell) => cell.row === at && cell.col === col)?.content;
  return content && 'figure' in content && content.figure ? content.figure.value : new Decimal(0);
}

// the same budgets on every run; other seeds are for the desk
const RUNS = { numRuns: runs(50) };

beforeAll(() => {
  planProfile();
});

describe('the tables of a random budget', () => {
  it.each(
    LISTED.map((one) => [one.id, one] as const),
  )('%s: every cell is the rounded exact sum of its leaves', (id, {
    labels,
    base,
    columns,
    dropped = [],
    rows,
  }) => {
    fc.assert(
      fc.property(plans, (plan) => {
        const shown = body(tableOf(tablesOf(plan, id), id));
        if (!plan.leaves.some(base)) {
          expect(shown).toEqual([shown[0]?.map(() => '')]);
          return;
        }
        const standing = dropped.filter((column) => total(plan, base, column) !== 0n);
        expect(shown.map((row) => row.slice(labels))).toEqual(
          rows(plan).map((row) =>
            [...columns, ...standing].map((column) =>
              printed(total(plan, base, row.select, column)),
            ),
          ),
        );
      }),
      RUNS,
    );
  });

  it.each(
    LISTED.filter((one) => one.labels > 0).map((one) => [one.id, one] as const),
  )('%s: has the rows that its leaves call for, in order', (id, { base, rows }) => {
    fc.assert(
      fc.property(plans, (plan) => {
        fc.pre(plan.leaves.some(base));
        const shown = body(tableOf(tablesOf(plan, id), id)).map((row) => row[0]);
        expect(shown).toEqual(rows(plan).map((row) => row.code));
      }),
      { numRuns: runs(30) },
    );
  });

  it('预算01: income by its source, expenditure by 类, and the totals below', () => {
    const { classes } = planProfile().rows;
    fc.assert(
      fc.property(plans, (plan) => {
        const shown = body(tableOf(tablesOf(plan, '预算01'), '预算01')).map((row) => [
          row[1],
          row[3],
        ]);
        const lines = classes.map((code, i) => {
          const kind = INCOMES[i];
          return [
            kind === undefined ? '' : printed(total(plan, received, income(kind))),
            printed(total(plan, spent, functional(code))),
          ];
        });
        expect(shown).toEqual([
          ...lines,
          [printed(total(plan, received, carried(false))), printed(total(plan, spent))],
          [printed(total(plan, received, carried(true))), printed(total(plan, kept))],
          [printed(total(plan, received)), printed(total(plan, spent) + total(plan, kept))],
        ]);
      }),
      RUNS,
    );
  });

  it('预算04: the same of 财政拨款, with zeros left blank', () => {
    const { classes } = planProfile().rows;
    fc.assert(
      fc.property(plans, (plan) => {
        const blank = (fen: bigint) => (fen === 0n ? '' : printed(fen));
        const fiscal = fund(...FISCAL);
        const incomes = [false, true].flatMap((yes) => [
          total(plan, received, fiscal, carried(yes)),
          ...FISCAL.map((name) => total(plan, received, fund(name), carried(yes))),
        ]);
        const expenses = [
          total(plan, spent, fiscal),
          ...classes.map((code) => total(plan, spent, fiscal, functional(code))),
          total(plan, kept, fiscal),
        ];
        const shown = body(tableOf(tablesOf(plan, '预算04'), '预算04')).map((row) => [
          row[1],
          row[3],
        ]);
        expect(shown).toEqual([
          ...expenses.map((fen, i) => [blank(incomes[i] ?? 0n), blank(fen)]),
          [
            blank(total(plan, received, fiscal)),
            blank(total(plan, spent, fiscal) + total(plan, kept, fiscal)),
          ],
        ]);
      }),
      RUNS,
    );
  });

  it('agree with each other, exactly', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const tables = tablesOf(plan);
        const at = (id: string, row: number, col: number) =>
          exact(tableOf(tables, id), row, col).toFixed(2);
        const sumOf = (...tests: Test[]) => yuanOf(total(plan, ...tests));
        // 收入: 表1 = 表2
        expect([at('预算01', -1, 1), at('预算02', 0, 2)]).toEqual(Array(2).fill(sumOf(received)));
        // 支出: 表1 = 表3
        expect([at('预算01', -3, 3), at('预算03', 0, 2)]).toEqual(Array(2).fill(sumOf(spent)));
        // 一般公共预算: 表5-1 = 表5-2
        expect([at('预算05-1', 0, 2), at('预算05-2', 0, 2)]).toEqual(Array(2).fill(sumOf(general)));
        // 基本支出: 表5-1 = 表6
        expect([at('预算05-1', 0, 3), at('预算06', 0, 2)]).toEqual(
          Array(2).fill(sumOf(generalBasic)),
        );
        // 项目支出: 表3 = 表10
        expect([at('预算03', 0, 4), at('预算10', 0, 2)]).toEqual(Array(2).fill(sumOf(onProjects)));
        // 财政拨款: 表4 = 表5 + 表8 + 表9
        const parts = ['预算05-1', '预算08', '预算09'].map((id) =>
          exact(tableOf(tables, id), 0, 2),
        );
        expect([at('预算04', 0, 3), Decimal.sum(...parts).toFixed(2)]).toEqual(
          Array(2).fill(sumOf(spent, fund(...FISCAL))),
        );
      }),
      RUNS,
    );
  });

  it('every figure knows each amount that it was summed from', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const table = tableOf(tablesOf(plan, '预算03'), '预算03');
        for (const [i, row] of functionalTree(spent)(plan).entries()) {
          const content = table.cells.find(
            (cell) => cell.row === table.headerRows + i && cell.col === 2,
          )?.content;
          if (content?.kind !== 'number') continue;
          const sources = content.figure.sources.map((span) => `${span.line}:${span.column}`);
          expect(sources).toHaveLength(plan.leaves.filter(all(spent, row.select)).length);
          expect(new Set(sources).size).toBe(sources.length);
        }
      }),
      { numRuns: runs(30) },
    );
  });
});
