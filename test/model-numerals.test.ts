import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseDate, numeral } from '../src/model/numerals.js';

const DIGIT = '零一二三四五六七八九';

/** Reads 一 to 九十九 and 廿一 to 廿九 back. */
function read(text: string): number {
  const full = text.replace('廿', '二十');
  const [tens, ones] = full.includes('十') ? full.split('十') : ['零', full];
  return DIGIT.indexOf(tens || '一') * 10 + (ones ? DIGIT.indexOf(ones) : 0);
}

describe('numeral', () => {
  it.each([
    [1, '一', '一'],
    [9, '九', '九'],
    [10, '十', '十'],
    [11, '十一', '十一'],
    [19, '十九', '十九'],
    [20, '二十', '二十'],
    [21, '二十一', '廿一'],
    [29, '二十九', '廿九'],
    [30, '三十', '三十'],
    [31, '三十一', '三十一'],
    [90, '九十', '九十'],
    [99, '九十九', '九十九'],
  ])('%i is %s, short %s', (n, long, short) => {
    expect([numeral(n), numeral(n, true)]).toEqual([long, short]);
  });

  it('can be read back from 1 to 99, in both styles', () => {
    for (let n = 1; n <= 99; n++) {
      expect([read(numeral(n)), read(numeral(n, true))]).toEqual([n, n]);
    }
  });

  it('writes 廿 for 21 to 29 alone', () => {
    const short = Array.from({ length: 99 }, (_, i) => i + 1).filter((n) =>
      numeral(n, true).includes('廿'),
    );
    expect(short).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });
});

describe('chineseDate', () => {
  it.each([
    ['2025-12-17', '2025年12月17日'],
    ['2026-01-05', '2026年1月5日'],
    ['2024-02-29', '2024年2月29日'],
    ['2026-10-10', '2026年10月10日'],
  ])('%s is %s', (iso, chinese) => {
    expect(chineseDate(iso)).toBe(chinese);
  });

  it('says the same day', () => {
    const day = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const parts = /^(\d{4})年([1-9]\d?)月([1-9]\d?)日$/.exec(
          chineseDate(date.toISOString().slice(0, 10)),
        );
        expect(parts?.slice(1).map(Number)).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
      }),
    );
  });
});
