/** Totals that foot: parts adjusted by the largest remainder, as a format may choose; never silently. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, IN_WAN, printedIn, stepOf } from '../src/model/money.js';
import { manifest } from '../src/publish.js';
import { byLargestRemainder, footed } from '../src/tables/footing.js';
import type { DraftRow } from '../src/tables/grid.js';
import { cellText, type Table } from '../src/tables/table.js';
import { SMALL } from './helpers/input.js';
import { changed, contextOf, finds, tableOf } from './helpers/table-rules.js';
import { compileText } from './helpers/world.js';

const NO_CELL = {
  colSpan: 1,
  rowSpan: 1,
  align: 'right',
  bold: false,
  indent: 0,
  level: 0,
} as const;

/** A grid of exact amounts in 元, each printed by itself. */
function grid(rows: readonly (readonly Decimal[])[]): DraftRow[] {
  return rows.map((row) =>
    row.map((value, col) => ({
      ...NO_CELL,
      col,
      ordinal: undefined,
      optional: false,
      content: {
        kind: 'number' as const,
        value: printedIn(value, IN_WAN),
        decimals: 2,
        grouping: true,
        money: IN_WAN,
        figure: { value, sources: [] },
      },
    })),
  );
}
const printed = (rows: readonly DraftRow[]): Decimal[][] =>
  rows.map((row) =>
    row.map(({ content }) => (content.kind === 'number' ? content.value : new Decimal(Number.NaN))),
  );
const total = (amounts: readonly Decimal[]) => Decimal.sum(0, ...amounts);

/** 合计 over 类 over 项; 合计 = 小计 + 项目, 小计 = 人员 + 公用. */
const LEVELS = [-1, 0, 1, 1, 0, 1, 1, 1];
const cents = fc.bigInt({ min: 0n, max: 99_999_999n });
const leaves = fc.array(fc.tuple(cents, cents, cents), { minLength: 5, maxLength: 5 });

function tree(items: readonly (readonly [bigint, bigint, bigint])[]) {
  const line = (parts: readonly Decimal[]) => {
    const [staff = ZERO, office = ZERO, project = ZERO] = parts;
    return [total(parts), staff.plus(office), staff, office, project];
  };
  const ZERO = new Decimal(0);
  const own = items.map((item) => item.map((one) => new Decimal(one.toString()).div(100)));
  const sumOf = (some: readonly (readonly Decimal[])[]) =>
    [0, 1, 2].map((i) => total(some.map((one) => one[i] ?? ZERO)));
  const [first, second] = [own.slice(0, 2), own.slice(2)];
  return [sumOf(own), sumOf(first), ...first, sumOf(second), ...second].map(line);
}

describe('footed', () => {
  it('makes every total the sum of its printed parts, down and across, each part rounded up or down', () => {
    fc.assert(
      fc.property(leaves, (items) => {
        const exact = tree(items);
        const rows = printed(footed(grid(exact), LEVELS, IN_WAN));
        const at = (r: number, c: number) => rows[r]?.[c] ?? new Decimal(Number.NaN);
        const down = (whole: number, parts: readonly number[]) =>
          [0, 1, 2, 3, 4].every((c) => at(whole, c).eq(total(parts.map((part) => at(part, c)))));
        expect([down(0, [1, 4]), down(1, [2, 3]), down(4, [5, 6, 7])]).toEqual([true, true, true]);
        rows.forEach((_, r) => {
          expect(at(r, 1).eq(at(r, 2).plus(at(r, 3)))).toBe(true);
          expect(at(r, 0).eq(at(r, 1).plus(at(r, 4)))).toBe(true);
          for (const c of [2, 3, 4]) {
            const yuan = exact[r]?.[c] ?? new Decimal(Number.NaN);
            expect(at(r, c).times(10_000).minus(yuan).abs().lt(stepOf(IN_WAN))).toBe(true);
          }
        });
        // the grand total is its own rounding
        expect(at(0, 0).eq(printedIn(exact[0]?.[0] ?? new Decimal(0), IN_WAN))).toBe(true);
      }),
    );
  });

  it('leaves a table alone whose roundings add up', () => {
    const rows = grid([[300, 100, 200].map((n) => new Decimal(n * 100))]);
    expect(footed(rows, [undefined], IN_WAN)).toEqual(rows);
  });

  it('adjusts the lanes of a form by themselves, and zeros never', () => {
    const column = ['21066600', '3267150', '0', '609850', '4456900', '29400500'];
    const rows = grid(column.map((n) => [new Decimal(n)]));
    const levels = rows.map(() => undefined);
    const shown = printed(footed(rows, levels, { unit: '万元', decimals: 2 })).flat();
    expect(total(shown.slice(0, 5)).eq(shown[5] ?? 0)).toBe(true);
    expect(shown.map((one) => one.toFixed(2))).toEqual([
      '2106.66',
      '326.72',
      '0.00',
      '60.98',
      '445.69',
      '2940.05',
    ]);
  });
});

describe('the total of a total', () => {
  it('does not hide the parts of that: a year and what is carried over above them', () => {
    // four classes, the year, what is kept, the grand total
    const column = ['21066580', '3267152', '609900', '4456888', '29400520', '553380', '29953900'];
    const rows = grid(column.map((n) => [new Decimal(n)]));
    const levels = rows.map(() => undefined);
    const shown = printed(footed(rows, levels, { unit: '万元', decimals: 2 })).flat();
    expect(shown.map((one) => one.toFixed(2))).toEqual([
      '2106.66',
      '326.71',
      '60.99',
      '445.69',
      '2940.05',
      '55.34',
      '2995.39',
    ]);
  });
});

describe('byLargestRemainder', () => {
  it('deals a total out among amounts that come to it, each its floor or one more', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, fc.boolean(), (list, up) => {
        const amounts = list.map((n) => new Decimal(n).div(100));
        const whole = up ? total(amounts).ceil() : total(amounts).floor();
        const dealt = byLargestRemainder(whole, amounts);
        expect(total(dealt).eq(whole)).toBe(true);
        amounts.forEach((amount, i) => {
          const off = (dealt[i] ?? new Decimal(9)).minus(amount.floor()).toNumber();
          expect([0, 1]).toContain(off);
        });
      }),
    );
  });
});

const FORMAT = '名称: 试用格式\n继承: 预算\n';
const thirds = SMALL.replace('格式: wuchang-2026', '格式: 试')
  .replace('一般公共预算拨款: 3000.50', '一般公共预算拨款: 100')
  .replace('"30101": 1000', '"30101": 33.35')
  .replace('"30201": 500.50', '"30201": 33.35')
  .replace('金额: 1500', '金额: 33.30');

const made = (profile: string) =>
  contextOf(compileText({ '试.yaml': thirds }, { 'profiles/试.yaml': FORMAT + profile }));
const row = ({ cells, headerRows }: Table) =>
  cells.filter((cell) => cell.row === headerRows).map(({ content }) => cellText(content));

describe('a format', () => {
  const SPENT = '预算05-1';
  it('rounds each figure by itself and notes it, or adjusts the parts and notes that', () => {
    const each = tableOf(made(''), SPENT);
    expect(row(each).slice(2)).toEqual(['0.01', '0.01', '0.00', '0.00', '0.00']);
    expect(each.notes.join()).toContain('分项之和与合计之间最大有 0.01 万元的尾差');
    const context = made('数字: { 尾差: 配平 }\n');
    const footing = tableOf(context, SPENT);
    expect(row(footing).slice(2)).toEqual(['0.01', '0.01', '0.01', '0.00', '0.00']);
    expect(footing.notes).toEqual([
      '注：为使各项之和等于合计，本表有 4 个数按最大余数法调整了末位。',
    ]);
    expect(finds(context, '尾差-01')).toBe(false);
  });

  it('may adjust one table alone, and the manifest says which', () => {
    const tables = [...made(`改表: { ${SPENT}: { 尾差: 配平 } }\n`).tables.values()].flat();
    const footing = tables.filter(({ adjusted }) => adjusted !== undefined);
    expect(footing.map(({ id }) => id)).toEqual([SPENT]);
    const info = {
      version: '1',
      inputs: [],
      templates: [],
      footed: [{ table: SPENT, adjusted: 4 }],
    };
    expect(JSON.parse(manifest([], info)).尾差配平).toEqual([{ 表: SPENT, 调整: 4 }]);
    expect(JSON.parse(manifest([], { ...info, footed: [] }))).not.toHaveProperty('尾差配平');
  });

  it('is told where a printed figure is more than its rounding off', () => {
    const context = made('数字: { 尾差: 配平 }\n');
    const footing = tableOf(context, SPENT);
    const wrong = changed(context, footing, (cell) => {
      const { content } = cell;
      const hit = content.kind === 'number' && cell.row === footing.headerRows;
      return hit ? { ...cell, content: { ...content, value: content.value.plus(1) } } : cell;
    });
    expect(finds(wrong, '尾差-01')).toBe(true);
  });
});
