/** Amounts are found from what cells print: exactly where the cells say it, within the margins where they do not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Equation } from '../src/imports/amounts/equations.js';
import { nothing, zeros } from '../src/imports/amounts/reduced.js';
import { isMet, type Solution, solve } from '../src/imports/amounts/solve.js';
import { loadUsualPairs } from '../src/imports/amounts/usual-pairs.js';
import { Decimal, ZERO } from '../src/model/money.js';
import { templates } from './helpers/input.js';

const WAN = new Decimal(100);
/** A cell that prints the sum of some amounts, in 元, in steps of 0.01 万元. */
const cell = (printed: number, ...leaves: number[]): Equation => ({
  leaves,
  factors: leaves.map(() => 1),
  printed: new Decimal(printed),
  step: WAN,
  place: undefined,
});
const plain = ({ amounts }: Solution) => amounts.map((one) => one.toNumber());

describe('amounts that the cells say', () => {
  it('are those of the cells, and known to be', async () => {
    const found = await solve([cell(1200, 0), cell(300, 1), cell(1500, 0, 1)], 2);
    expect(plain(found)).toEqual([1200, 300]);
    expect(found.determined).toEqual([true, true]);
    expect(found.unmet).toEqual([]);
  });

  it('are known where they are what is left of a sum', async () => {
    const found = await solve([cell(1200, 0), cell(1500, 0, 1)], 2);
    expect(plain(found)).toEqual([1200, 300]);
    expect(found.determined).toEqual([true, true]);
  });

  it('are nothing where nothing is printed, and where a part is all of the whole', () => {
    expect([...zeros([cell(0, 0, 1), cell(500, 1, 2)], 3)]).toEqual([1, 1, 0]);
    expect([...nothing([cell(500, 0), cell(500, 0, 1)], 3)]).toEqual([0, 1, 1]);
  });

  it('may be less than nothing where the cell says so', async () => {
    const found = await solve([cell(-200, 0), cell(800, 0, 1)], 2);
    expect(plain(found)).toEqual([-200, 1000]);
  });
});

describe('amounts that the cells leave open', () => {
  const margins = [cell(700, 0, 1), cell(300, 2, 3), cell(600, 0, 2), cell(400, 1, 3)];

  it('meet every margin, and are marked', async () => {
    const found = await solve(margins, 4);
    expect(found.unmet).toEqual([]);
    expect(found.determined).toEqual([false, false, false, false]);
    expect(margins.every((one) => isMet(one, found.amounts))).toBe(true);
  });

  it('are the likelier ones', async () => {
    const found = await solve(margins, 4, (leaf) => (leaf === 0 || leaf === 3 ? 1 : 0));
    expect(plain(found)).toEqual([300, 400, 300, 0]);
  });

  it('are one of those that no cell tells apart, and that is marked', async () => {
    const found = await solve([cell(500, 0, 1)], 2);
    expect(plain(found)).toEqual([500, 0]);
    expect(found.determined[0]).toBe(false);
  });
});

describe('what rounding leaves', () => {
  // as 收支总表 of a real package prints it
  const parts = [cell(1_315_100, 0), cell(273_300, 1), cell(567_600, 2)];

  it('is found within the rounding of each cell', async () => {
    const cells = [...parts, cell(2_155_900, 0, 1, 2)];
    const found = await solve(cells, 3);
    expect(found.unmet).toEqual([]);
    expect(cells.every((one) => isMet(one, found.amounts))).toBe(true);
  });

  it('is told where no amounts come to what is printed', async () => {
    const found = await solve([...parts, cell(2_165_900, 0, 1, 2)], 3);
    expect(found.unmet).toHaveLength(1);
  });

  it('leaves what is received and spent equal to the last cent', async () => {
    const balance: Equation = {
      ...cell(0, 0, 1, 2, 3),
      factors: [1, -1, -1, -1],
      exact: true,
      balance: true,
    };
    const cells = [
      cell(2_155_900, 0),
      ...parts.map((one, i) => ({ ...one, leaves: [i + 1] })),
      balance,
    ];
    const { amounts, unmet } = await solve(cells, 4);
    const [income = ZERO, ...spent] = amounts;
    expect(unmet).toEqual([]);
    expect(income.toFixed()).toBe(Decimal.sum(...spent).toFixed());
  });

  it('is allowed a step more in a table whose amounts are made to foot', async () => {
    const footed = { ...cell(1_315_000, 0), footed: true as const };
    const { amounts, unmet } = await solve([cell(1_315_100, 0), footed], 1);
    expect(unmet).toEqual([]);
    expect(amounts[0]?.gte(1_315_050) && amounts[0].lt(1_315_150)).toBe(true);
  });
});

describe('whatever amounts there are', () => {
  it('their rounded sums are met', async () => {
    const amount = fc.integer({ min: 0, max: 50_000_000 });
    const table = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(amount, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const columns = rows[0]?.length ?? 0;
        const at = (r: number, c: number) => r * columns + c;
        const rounded = (places: readonly (readonly [number, number])[]) =>
          Math.round(places.reduce((sum, [r, c]) => sum + (rows[r]?.[c] ?? 0), 0) / 100) * 100;
        const sum = (places: readonly (readonly [number, number])[]) =>
          cell(rounded(places), ...places.map(([r, c]) => at(r, c)).sort((a, b) => a - b));
        const all = rows.flatMap((row, r) => row.map((_, c) => [r, c] as const));
        const cells = [
          sum(all),
          ...rows.map((_, r) => sum(all.filter(([row]) => row === r))),
          ...Array.from({ length: columns }, (_, c) => sum(all.filter(([, one]) => one === c))),
        ];
        const { unmet, amounts } = await solve(cells, rows.length * columns);
        expect(unmet).toEqual([]);
        expect(amounts.every((one) => !one.isNegative())).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('usual pairs', () => {
  it('say which economic subject a functional one usually consists of', () => {
    const unlikely = loadUsualPairs(templates);
    expect(unlikely('2210201', '30113')).toBe(0);
    expect(unlikely('2210201', '30101')).toBe(1);
    expect(unlikely('2010101', '30101')).toBeLessThan(unlikely('2010101', '30113'));
  });
});
