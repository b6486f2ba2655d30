import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balancedShares,
  interpolate,
  type NumberStyle,
  percentage,
  proseAmount,
  shareText,
} from '../src/forms/style.js';
import { Decimal, IN_WAN } from '../src/model/money.js';

const STYLE: NumberStyle = {
  zero: '显示',
  tableMoney: IN_WAN,
  proseMoney: IN_WAN,
  footed: false,
  tableGrouping: true,
  proseGrouping: true,
  proseTrim: true,
  percentDecimals: 1,
  percentTrim: true,
  balancedShares: true,
};
const d = (value: string | number) => new Decimal(value);
const shares = (parts: readonly (string | number)[], style: Partial<NumberStyle> = {}) =>
  balancedShares(parts.map(d), { ...STYLE, ...style });

describe('shareText', () => {
  it('says 不足0.1% of a share that rounds to nothing, and 0% of nothing', () => {
    expect(shareText(d(1), d(10_000), STYLE)).toBe('不足0.1%');
    expect(shareText(d(1), d(100_000), { ...STYLE, percentDecimals: 2 })).toBe('不足0.01%');
    expect(shareText(d(5), d(10_000), STYLE)).toBe('0.1%');
    expect(shareText(d(0), d(10_000), STYLE)).toBe('0%');
    expect(shareText(d(1), d(0), STYLE)).toBeUndefined();
  });
});

describe('proseAmount', () => {
  it.each([
    // 元, as printed in 万元
    ['33655523', '3,365.55'],
    ['30000', '3'],
    ['1905000', '190.5'],
    ['50', '0.01'], // exactly half a unit goes up
    ['49.99', '0'],
    ['-50', '-0.01'], // and away from zero
    ['-12345678', '-1,234.57'],
    ['0', '0'],
    ['123456789012345.67', '12,345,678,901.23'],
  ])('%s 元 is %s 万元', (yuan, printed) => {
    expect(proseAmount(d(yuan), STYLE)).toBe(printed);
  });

  it('keeps zeros and leaves separators out where the profile says so', () => {
    const plain = { ...STYLE, proseTrim: false, proseGrouping: false };
    expect(proseAmount(d(30000), plain)).toBe('3.00');
    expect(proseAmount(d(12345600), plain)).toBe('1234.56');
    expect(proseAmount(d(12345600), { ...plain, proseGrouping: true })).toBe('1,234.56');
  });
});

describe('percentage', () => {
  it('rounds half up, from the exact quotient', () => {
    expect(percentage(d('12.45'), d(100), STYLE)).toBe('12.5%');
    expect(percentage(d('12.4499999999999999'), d(100), STYLE)).toBe('12.4%');
    expect(percentage(d('1.005'), d(100), { ...STYLE, percentDecimals: 2 })).toBe('1.01%');
    expect(percentage(d(1), d(3), { ...STYLE, percentDecimals: 0 })).toBe('33%');
  });

  it('drops zeros at the end, or keeps them', () => {
    expect(percentage(d(69), d(100), STYLE)).toBe('69%');
    expect(percentage(d(69), d(100), { ...STYLE, percentTrim: false })).toBe('69.0%');
    expect(percentage(d(1), d(1), { ...STYLE, percentTrim: false, percentDecimals: 2 })).toBe(
      '100.00%',
    );
  });

  it('knows none of a base of zero', () => {
    expect(percentage(d(5), d(0), STYLE)).toBeUndefined();
    expect(percentage(d(0), d(0), STYLE)).toBeUndefined();
    expect(percentage(d(0), d(5), STYLE)).toBe('0%');
  });
});

describe('balancedShares', () => {
  it('gives what remains to the largest remainders', () => {
    // 53.84…, 7.62…, 38.52…: cut off 53.8 + 7.6 + 38.5 = 99.9, the first has the largest rest
    expect(shares(['2334.6409', '330.7724', '1670.54'])).toEqual(['53.9%', '7.6%', '38.5%']);
  });

  it('prefers the first of equal remainders', () => {
    expect(shares([1, 1, 1])).toEqual(['33.4%', '33.3%', '33.3%']);
    expect(shares([1, 1, 1, 1, 1, 1], { percentDecimals: 0 })).toEqual([
      '17%',
      '17%',
      '17%',
      '17%',
      '16%',
      '16%',
    ]);
  });

  it('leaves exact shares and zeros as they are, and prints as the profile does', () => {
    expect(shares([1, 0, 3])).toEqual(['25%', '0%', '75%']);
    expect(shares([1, 3], { percentTrim: false })).toEqual(['25.0%', '75.0%']);
    expect(shares([7])).toEqual(['100%']);
    expect(shares([0, 0])).toBeUndefined();
    expect(shares([])).toBeUndefined();
  });

  it('sums to exactly 100 and is off by less than one unit', () => {
    const parts = fc
      .array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((n) => n > 0));
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 3 }), (list, percentDecimals) => {
        const printed = shares(list, { percentDecimals })?.map((text) => d(text.slice(0, -1)));
        if (!printed) throw new Error('the whole is not zero');
        expect(Decimal.sum(...printed).toString()).toBe('100');
        const whole = Decimal.sum(...list);
        const unit = d(10).pow(-percentDecimals);
        printed.forEach((share, i) => {
          const exact = d(list[i] ?? 0)
            .div(whole)
            .times(100);
          expect(share.minus(exact).abs().lt(unit)).toBe(true);
        });
      }),
      { seed: 7 },
    );
  });
});

describe('interpolate', () => {
  it('fills places in once, whatever the values hold', () => {
    const fields = { 部门: '{年度}$&局', 年度: '2026' };
    expect(interpolate('{部门}{年度}年{部门}', fields)).toBe('{年度}$&局2026年{年度}$&局');
  });

  it('leaves braces that are no place, and prints nothing for a field without a value', () => {
    expect(interpolate('a{}b{{年度}}', { 年度: '2026' })).toBe('a{}b{2026}');
    expect(interpolate('（{无}）', {})).toBe('（）');
  });
});
