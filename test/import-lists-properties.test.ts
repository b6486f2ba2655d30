/** Whatever the order of columns, rows and sheets, a list says the same; no amount is lost or rounded. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Decimal, ZERO } from '../src/model/money.js';
import { type Cell, listed, type Rows } from './helpers/lists.js';
import { runs } from './helpers/runs.js';

const HEAD = [
  '单位',
  '功能科目',
  '经济科目',
  '项目名称',
  '项目编码',
  '资金性质',
  '是否结转',
  '金额',
  '备注',
];
const UNITS = ['328001-甲局本级', '328002-乙中心', '328003-丙队'];
const FUNCTIONS = ['2010301', '2010302-一般行政管理事务', '2080505 养老', '2210201'];
const ECONOMICS = ['30101', '30201-办公费', '31002', '30399'];
const FUNDS = {
  一般公共预算资金: '一般公共预算',
  基金预算拨款: '政府性基金预算',
  事业收入: '单位资金',
};

/** Cents as a platform writes them: with two digits, with separators, as a number. */
const amount = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000_000_00 }), fc.constantFrom(0, 1, 2))
  .map(([cents, way]): { value: Decimal; cell: Cell } => {
    const value = new Decimal(cents).div(100);
    const [whole = '', fraction = ''] = value.toFixed(2).split('.');
    const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
    return { value, cell: way === 0 ? value.toFixed(2) : way === 1 ? grouped : value.toNumber() };
  });
const line = fc.record({
  unit: fc.constantFrom(...UNITS),
  functional: fc.constantFrom(...FUNCTIONS),
  economic: fc.constantFrom(...ECONOMICS),
  project: fc.constantFrom('', '信息化', '大楼修缮'),
  fund: fc.constantFrom(...(Object.keys(FUNDS) as (keyof typeof FUNDS)[])),
  carried: fc.constantFrom('', '是'),
  amount,
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const rowOf = ({ unit, functional, economic, project, fund, carried, amount }: Line): Cell[] => [
  ...[unit, functional, economic, project, project && `P-${project.length}`, fund, carried],
  ...[amount.cell, '备注里的字'],
];
const ordered = (row: readonly Cell[], order: readonly number[]) => order.map((c) => row[c]);

it('a draft does not depend on the order of columns, rows and sheets', () => {
  const order = fc.shuffledSubarray([...HEAD.keys()], { minLength: HEAD.length });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 25 }),
      order,
      order,
      fc.nat(25),
      (lines, one, other, cut) => {
        const rows = lines.map(rowOf);
        const whole = listed({ 表: [HEAD, ...rows] });
        const part = (some: Rows, way: readonly number[]): Rows =>
          [HEAD, ...some].map((row) => ordered(row, way));
        const at = cut % (rows.length + 1);
        const parts = {
          ...(at < rows.length ? { 乙表: part(rows.slice(at).reverse(), other) } : {}),
          ...(at > 0 ? { 甲表: part(rows.slice(0, at), one) } : {}),
        };
        const shuffled = listed(parts);
        expect(shuffled.told).toEqual(whole.told);
        expect(shuffled.plain).toEqual(whole.plain);
        expect(JSON.stringify(shuffled.plain)).toBe(JSON.stringify(whole.plain));
      },
    ),
    { numRuns: runs(60) },
  );
});

interface Spent {
  单位: string;
  功能科目: string;
  资金?: string;
  结转?: string;
}

it('what comes out is what went in, by unit, fund, carry-over and subject, to the cent', () => {
  const code = (text: string) => /\d+/.exec(text)?.[0] ?? '';
  const summed = (all: readonly (readonly [string, Decimal])[]) => {
    const sums = new Map<string, Decimal>();
    for (const [key, value] of all) sums.set(key, (sums.get(key) ?? ZERO).plus(value));
    return Object.fromEntries(
      [...sums]
        .filter(([, value]) => !value.isZero())
        .map(([key, value]) => [key, value.toFixed()]),
    );
  };
  const keyOf = (
    nature: string,
    { 单位, 功能科目, 资金 = '一般公共预算', 结转 = '' }: Spent,
    economic: string,
  ) => [nature, 单位, 功能科目, 资金, 结转, economic].join();
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const { plain, told } = listed({ 表: [HEAD, ...lines.map(rowOf)] });
      expect(told).toEqual([]);
      const basic = (plain.基本支出 as (Spent & { 经济科目: Record<string, string> })[]).flatMap(
        (group) =>
          Object.entries(group.经济科目).map(
            ([economic, value]) =>
              [keyOf('基本支出', group, economic), new Decimal(value)] as const,
          ),
      );
      const projects = (
        (plain.项目支出 ?? []) as {
          单位: string;
          支出: (Spent & { 经济科目: string; 金额: string })[];
        }[]
      ).flatMap(({ 单位, 支出 }) =>
        支出.map(
          (one) =>
            [keyOf('项目支出', { ...one, 单位 }, one.经济科目), new Decimal(one.金额)] as const,
        ),
      );
      const given = lines.map(({ unit, functional, economic, project, fund, carried, amount }) => {
        const spent = {
          单位: code(unit),
          功能科目: code(functional),
          资金: FUNDS[fund],
          结转: carried,
        };
        return [
          keyOf(project ? '项目支出' : '基本支出', spent, code(economic)),
          amount.value,
        ] as const;
      });
      expect(summed([...basic, ...projects])).toEqual(summed(given));
    }),
    { numRuns: runs(100) },
  );
});
