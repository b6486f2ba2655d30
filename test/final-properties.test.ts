/** 公开01–09 against whole-number sums taken straight from random balanced final accounts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { printed, yuanOf } from './helpers/budgets.js';
import {
  errorsOf,
  FISCAL,
  inputOf,
  type Leaf,
  OTHERS,
  OWN_INCOMES,
  type Plan,
  planForm,
  plans,
  tablesOf,
} from './helpers/final-plans.js';
import { body, tableOf } from './helpers/listed.js';
import { runs } from './helpers/runs.js';

type Test = (leaf: Leaf) => boolean;

const all =
  (...tests: Test[]): Test =>
  (leaf) =>
    tests.every((test) => test(leaf));
const side =
  (name: Leaf['side']): Test =>
  (leaf) =>
    leaf.side === name;
const fund =
  (...names: string[]): Test =>
  (leaf) =>
    names.includes(leaf.fund);
const nature =
  (name: string): Test =>
  (leaf) =>
    leaf.nature === name;
const income =
  (name: string): Test =>
  (leaf) =>
    leaf.income === name;
const below =
  (code: string): Test =>
  (leaf) =>
    leaf.functional.startsWith(code);
const economic =
  (...codes: string[]): Test =>
  (leaf) =>
    codes.some((code) => leaf.economic?.startsWith(code));
const any: Test = () => true;

const sum = (plan: Plan, ...tests: Test[]) =>
  plan.filter(all(...tests)).reduce((n, leaf) => n + leaf.fen, 0n);
const spent = side('支出');
const received = side('收入');
const before = side('年初');
const kept = side('年末');
const general = all(spent, fund('一般公共预算'));
const basic = all(general, nature('基本支出'));
const funds = fund('政府性基金预算');
const state = all(spent, fund('国有资本经营预算'));
const BY_NATURE = [any, nature('基本支出'), nature('项目支出')];

/** Tables by subject: what makes a row, and what each column adds up. */
const LISTED: readonly (readonly [id: string, of: Test, columns: readonly Test[]])[] = [
  ['公开02', received, [any, fund(...FISCAL), ...OWN_INCOMES.map(income)]],
  ['公开03', spent, [...BY_NATURE, ...OTHERS.map(nature)]],
  ['公开05', general, BY_NATURE],
  ['公开07', funds, [before, received, ...BY_NATURE.map((one) => all(spent, one)), kept]],
  ['公开08', state, BY_NATURE],
];

const rowsOf = (plan: Plan, id: string) => body(tableOf(tablesOf(plan, id), id));
// the same accounts on every run; other seeds are for the desk
const RUNS = { numRuns: runs(20) };

/** The exact figure behind a cell of the body, in 元; rows from the end are negative. */
function exact(plan: ReadonlyMap<string, ReturnType<typeof tableOf>>, id: string) {
  const table = tableOf(plan, id);
  return (row: number, col: number): Decimal => {
    const at = row < 0 ? table.rows + row : table.headerRows + row;
    const content = table.cells.find((cell) => cell.row === at && cell.col === col)?.content;
    return content && 'figure' in content && content.figure ? content.figure.value : new Decimal(0);
  };
}

describe('the tables of random final accounts', () => {
  it('are checked without an error: every fund, unit and 项 balances', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(errorsOf(plan)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('one 分 more or less of any income is an error', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, n) => {
        const incomes = plan.filter(received);
        const one = incomes[n % Math.max(1, incomes.length)];
        fc.pre(one !== undefined);
        const off = plan.map((leaf) => (leaf === one ? { ...leaf, fen: leaf.fen + 1n } : leaf));
        expect(errorsOf(off)).not.toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });

  it.each(LISTED)('%s: every cell is the rounded exact sum of its leaves', (id, of, columns) => {
    fc.assert(
      fc.property(plans, (plan) => {
        const codes = new Set(
          plan.filter(of).flatMap(({ functional }) => [3, 5, 7].map((n) => functional.slice(0, n))),
        );
        const table = tableOf(tablesOf(plan, id), id);
        const shown = body(table).map(([code, , , , ...cells]) => [code, ...cells]);
        // a form with a statement leaves its total empty; one without shows zeros
        const silent = codes.size === 0 && /年度无/.test(table.notes.at(-1) ?? '');
        const cell = (fen: bigint) => (silent ? '' : printed(fen));
        expect(shown).toEqual(
          ['', ...[...codes].sort()].map((code) => [
            code,
            ...columns.map((column) => cell(sum(plan, of, below(code), column))),
          ]),
        );
      }),
      RUNS,
    );
  });

  it('公开01: income by source, expenditure by 类, both totals equal', () => {
    const { classes } = planForm().rows;
    const kinds = [...FISCAL.map((name) => `${name}拨款`), ...OWN_INCOMES];
    fc.assert(
      fc.property(plans, (plan) => {
        const rows = rowsOf(plan, '公开01').map((row) => [row[2], row[5]]);
        const line = (i: number) => (i < kinds.length ? sum(plan, income(kinds[i] ?? '')) : 0n);
        // the form has 上级补助 before 事业收入, as OWN_INCOMES has
        expect(rows.slice(0, classes.length)).toEqual(
          classes.map((code, i) => [
            i < kinds.length ? printed(line(i)) : '',
            printed(sum(plan, spent, below(code))),
          ]),
        );
        const whole = sum(plan, received) + sum(plan, side('使用')) + sum(plan, before);
        expect(whole).toBe(sum(plan, spent) + sum(plan, side('分配')) + sum(plan, kept));
        expect(rows.slice(classes.length)).toEqual([
          [printed(sum(plan, received)), printed(sum(plan, spent))],
          [printed(sum(plan, side('使用'))), printed(sum(plan, side('分配')))],
          [printed(sum(plan, before)), printed(sum(plan, kept))],
          ['', ''],
          [printed(whole), printed(whole)],
        ]);
      }),
      RUNS,
    );
  });

  it('公开04: 财政拨款 by fund, and the carry-over that closes it', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const fiscal = fund(...FISCAL);
        const three = (...tests: Test[]) =>
          [fiscal, ...FISCAL.map((name) => fund(name))].map((one) =>
            printed(sum(plan, one, ...tests)),
          );
        const closing = rowsOf(plan, '公开04').slice(-6);
        const expected = [
          three(received),
          three(before),
          three((leaf) => received(leaf) || before(leaf)),
        ];
        expect([0, 1, 5].map((i) => closing[i]?.[2])).toEqual(expected.map((row) => row[0]));
        expect([2, 3, 4].map((i) => closing[i]?.[2])).toEqual(three(before).slice(1));
        expect(closing[0]?.slice(5)).toEqual(three(spent));
        expect(closing[1]?.slice(5)).toEqual(three(kept));
        expect(closing[5]?.slice(5)).toEqual(three((leaf) => spent(leaf) || kept(leaf)));
        expect(closing[5]?.[2]).toBe(closing[5]?.[5]);
      }),
      RUNS,
    );
  });

  it('公开06: every 款 with money once, and the totals of both groups', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const rows = rowsOf(plan, '公开06');
        const lanes = rows
          .slice(0, -1)
          .flatMap((row) => [0, 3, 6].map((at) => row.slice(at, at + 3)));
        const listed = lanes.filter(([code]) => code !== '');
        for (const [code = '', , amount] of listed)
          expect([code, amount]).toEqual([code, printed(sum(plan, basic, economic(code)))]);
        const codes = listed.map(([code]) => code);
        expect(new Set(codes).size).toBe(codes.length);
        const used = plan.filter(all(basic, (leaf) => leaf.fen > 0n)).map((leaf) => leaf.economic);
        expect(codes).toEqual(expect.arrayContaining([...new Set(used)]));
        const personnel = economic('301', '303');
        expect([rows.at(-1)?.[2], rows.at(-1)?.[8]]).toEqual([
          printed(sum(plan, basic, personnel)),
          printed(sum(plan, basic, (leaf) => !personnel(leaf))),
        ]);
      }),
      RUNS,
    );
  });

  it('公开09: four 款 of 财政拨款, in basic and project expenditure; no budget, no figure', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const codes = ['30212', '31013', '30231', '30217'];
        const of = (...some: string[]) => all(spent, fund(...FISCAL), economic(...some));
        const none = !plan.some(of(...codes));
        const columns = [codes, ['30212'], ['31013', '30231'], ['31013'], ['30231'], ['30217']];
        const shown = columns.map((some) => (none ? '' : printed(sum(plan, of(...some)))));
        expect(rowsOf(plan, '公开09')).toEqual([[...Array(6).fill(''), ...shown]]);
      }),
      RUNS,
    );
  });

  it('agree with each other, exactly', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const tables = tablesOf(plan);
        const at = (id: string, row: number, col: number) => exact(tables, id)(row, col);
        const same = (...figures: Decimal[]) =>
          expect(new Set(figures.map((one) => one.toFixed(2))).size).toBe(1);
        same(at('公开01', -1, 2), at('公开01', -1, 5));
        same(at('公开01', -5, 2), at('公开02', 0, 4), new Decimal(yuanOf(sum(plan, received))));
        same(at('公开01', -5, 5), at('公开03', 0, 4), new Decimal(yuanOf(sum(plan, spent))));
        same(at('公开04', -6, 6), at('公开05', 0, 4));
        same(at('公开04', -6, 7), at('公开07', 0, 6));
        same(at('公开04', -6, 8), at('公开08', 0, 4));
        const parts = [at('公开05', 0, 4), at('公开07', 0, 6), at('公开08', 0, 4)];
        same(at('公开04', -6, 5), Decimal.sum(...parts));
        same(at('公开05', 0, 5), at('公开06', -1, 2).plus(at('公开06', -1, 8)));
      }),
      RUNS,
    );
  });
});

it('the plans are not trivial: most have every side and carry-over', () => {
  const drawn = fc.sample(plans, 60);
  const having = (test: Test) => drawn.filter((plan) => plan.some(test)).length;
  for (const one of [spent, received, before, kept, side('使用'), side('分配'), funds, state])
    expect(having(one)).toBeGreaterThan(20);
  expect(inputOf(drawn[0] ?? [])).toMatch(/^类型: 决算\n年度: 2024\n/);
});
