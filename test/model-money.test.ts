import { Decimal as Foreign } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, difference, type Figure, inYuan, sum, toWan, ZERO } from '../src/model/money.js';
import { wanOf, yuanOf } from './helpers/budgets.js';

/** Up to 10 trillion 元 in 分, of either sign. */
const fen = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const figure = (amount: bigint): Figure => ({ value: new Decimal(yuanOf(amount)), sources: [] });

describe('toWan', () => {
  it.each([
    ['50', '0.01'],
    ['49.99', '0'],
    ['-50', '-0.01'],
    ['-49.99', '0'],
    ['150', '0.02'],
    ['250', '0.03'],
    ['0.01', '0'],
    ['1234567.89', '123.46'],
    ['9999950', '1000'],
    ['9999949.99', '999.99'],
  ])('%s 元 is %s 万元', (yuan, wan) => {
    expect(toWan(new Decimal(yuan)).plus(0).toString()).toBe(wan);
  });

  it('is half up, away from zero, exactly as whole numbers give it', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        expect(toWan(new Decimal(yuanOf(amount))).eq(wanOf(amount))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is half up at every half', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), (whole) => {
        const half = whole * 10_000n + 5_000n;
        const up = wanOf((whole + 1n) * 10_000n);
        expect(toWan(new Decimal(yuanOf(half))).toFixed(2)).toBe(up);
        expect(toWan(new Decimal(yuanOf(-half))).toFixed(2)).toBe(`-${up}`);
        const below = toWan(new Decimal(yuanOf(half - 1n))).toFixed(2);
        expect(below).toBe(wanOf(whole * 10_000n));
      }),
    );
  });

  it('is odd: a decrease prints as the increase of the same size', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        const value = new Decimal(yuanOf(amount));
        expect(toWan(value.neg()).eq(toWan(value).neg())).toBe(true);
      }),
    );
  });

  it('is monotone', () => {
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const printed = [low, high].map((one) => toWan(new Decimal(yuanOf(one))));
        expect(printed[0]?.lte(printed[1] ?? ZERO)).toBe(true);
      }),
    );
  });
});

describe('inYuan', () => {
  it('is exact', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        // the digits of an amount in 分 with the point moved six places are the amount in 万元
        const wan = new Decimal(amount.toString()).div('1e6');
        expect(inYuan(wan, '万元').eq(yuanOf(amount))).toBe(true);
      }),
    );
  });

  it('brings a printed figure back to within 50 元 of what it was', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        const exact = new Decimal(yuanOf(amount));
        const back = inYuan(toWan(exact), '万元');
        expect(back.minus(exact).abs().lte(50)).toBe(true);
        expect(toWan(back).eq(toWan(exact))).toBe(true);
      }),
    );
  });
});

describe('sum and difference', () => {
  it('sum does not depend on the order, and is that of whole numbers', () => {
    const shuffled = fc
      .array(fen, { maxLength: 40 })
      .chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const total = sum(list.map(figure)).value;
        expect(total.eq(sum(other.map(figure)).value)).toBe(true);
        expect(total.eq(yuanOf(list.reduce((a, b) => a + b, 0n)))).toBe(true);
      }),
    );
  });

  it('difference undoes sum', () => {
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        const both = sum([figure(a), figure(b)]);
        expect(difference(both, figure(b)).value.eq(yuanOf(a))).toBe(true);
      }),
    );
  });

  it('keep the places of all that they were made of, in order', () => {
    const at = (line: number): Figure => ({
      value: ZERO,
      sources: [{ file: 'a', line, column: 1, start: 0, end: 1 }],
    });
    const lines = (one: Figure) => one.sources.map((span) => span.line);
    expect(lines(sum([at(1), sum([]), at(2), at(3)]))).toEqual([1, 2, 3]);
    expect(lines(difference(at(2), at(1)))).toEqual([2, 1]);
  });

  it('a tenth and two tenths are three tenths', () => {
    expect(sum([figure(10n), figure(20n)]).value.toString()).toBe('0.3');
  });

  it('no other library’s settings touch these decimals', () => {
    Foreign.set({ precision: 3, rounding: Foreign.ROUND_DOWN });
    try {
      expect(toWan(new Decimal('123456789.50')).toString()).toBe('12345.68');
    } finally {
      Foreign.set({ defaults: true });
    }
  });
});
