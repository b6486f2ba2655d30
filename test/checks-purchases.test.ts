/** A format with tables that list what is bought asks for the lines; and what the lines come to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, runChecks } from '../src/checks/run.js';
import { loadProfile } from '../src/forms/library.js';
import { rulesOf } from '../src/kinds/rules.js';
import type { Decimal } from '../src/model/money.js';
import { rootScope } from '../src/model/scope.js';
import { buildTables } from '../src/tables/build.js';
import { cellText } from '../src/tables/table.js';
import { printed, yuanOf } from './helpers/budgets.js';
import { department } from './helpers/departments.js';
import { compileWhole, edit, line, modelOf, SMALL, templates } from './helpers/input.js';
import { placeIn } from './helpers/world.js';

const listing = edit(SMALL, '格式: wuchang-2026', '格式: jianghan-2024');
const LINE = '政府采购明细:\n  - { 单位: "100001", 品目编码: A02, 品目: 电脑, 金额: 20000 }\n';
const SERVICE =
  '购买服务明细:\n  - { 单位: "100001", 内容: 审计, 金额: 10000, 一级目录: 公共服务 }\n';

describe('purchases that are not listed', () => {
  /** What is told of them, with its place. */
  const told = (input: string) =>
    compileWhole(input)
      .diagnostics.filter(({ message }) => message.includes('没有逐项写'))
      .map(line);
  const bought = '政府采购: { 货物: 20000 }\n';
  const services = '政府购买服务: { 公共服务: 10000 }\n';
  const purchases = (input: string) =>
    `${placeIn(input, '20000 }')} section-missing 政府采购 2 万元没有逐项写，“政府采购预算表”是空的 → 请写“政府采购明细”，“政府采购”各类的数由它得出`;
  const serviced = (input: string) =>
    `${placeIn(input, '10000 }')} section-missing 政府购买服务 1 万元没有逐项写，“政府向社会力量购买服务预算表”是空的 → 请写“购买服务明细”，“政府购买服务”各类的数由它得出`;

  it('are asked for, at the amount, where the format has a table for them', () => {
    const both = listing + bought + services;
    expect(told(both)).toEqual([purchases(both), serviced(both)]);
    expect(compileWhole(both).compiled).toBeUndefined();
  });

  it('each list on its own', () => {
    const some = listing + LINE + bought + services;
    expect(told(some)).toEqual([serviced(some)]);
    const others = listing + bought + SERVICE;
    expect(told(others)).toEqual([purchases(others)]);
  });

  it('are not where they are listed, with totals beside them or without', () => {
    expect(told(listing + LINE + bought + SERVICE + services)).toEqual([]);
    expect(told(listing + LINE + SERVICE)).toEqual([]);
  });

  it('are not where there is nothing, nor in a format without such tables', () => {
    const none = '政府采购: { 货物: 0 }\n政府购买服务: { 公共服务: 0 }\n';
    expect(told(listing + none)).toEqual([]);
    expect(told(listing)).toEqual([]);
    expect(told(SMALL + bought + services)).toEqual([]);
  });
});

const KINDS = ['货物', '工程', '服务'] as const;
const CODES = { 货物: 'A02', 工程: 'B08', 服务: 'C01' } as const;
const UNITS = ['100001', '100002', '100003'];

/** A line in 分: what it costs is 数量 × 单价 where it has these, and parts of it are for small firms. */
const purchase = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    unit: fc.constantFrom(...UNITS),
    price: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    number: fc.option(fc.integer({ min: 0, max: 999 }), { nil: undefined }),
    small: fc.option(fc.tuple(fc.nat(100), fc.option(fc.nat(100), { nil: undefined })), {
      nil: undefined,
    }),
  })
  .map(({ kind, unit, price, number, small }) => {
    const fen = number === undefined ? price : price * BigInt(number);
    const part = (whole: bigint, percent: number) => (whole * BigInt(percent)) / 100n;
    const medium = small && part(fen, small[0]);
    const micro =
      medium === undefined || small?.[1] === undefined ? undefined : part(medium, small[1]);
    return { kind, unit, price, number, fen, medium, micro };
  });
type Purchase = typeof purchase extends fc.Arbitrary<infer T> ? T : never;
const purchases = fc.array(purchase, { minLength: 1, maxLength: 12 });

const yuan = (fen: bigint) => Number(yuanOf(fen));
const written = ({ kind, unit, price, number, fen, medium, micro }: Purchase) => ({
  单位: unit,
  品目编码: CODES[kind],
  品目: '品目',
  ...(number === undefined ? { 金额: yuan(fen) } : { 数量: number, 单价: yuan(price) }),
  ...(medium === undefined ? {} : { 中小企业: yuan(medium) }),
  ...(micro === undefined ? {} : { 小微企业: yuan(micro) }),
});

const profile = loadProfile('jianghan-2024', templates);
/** The budget of a department with these lines and totals beside them, and what is told of it. */
function built(lines: readonly Purchase[], stated: Readonly<Record<string, bigint>> = {}) {
  const text = department({
    格式: 'jianghan-2024',
    金额单位: '元',
    单位: UNITS.map((code) => ({ 代码: code, 名称: code, 性质: '行政单位' })),
    政府采购明细: lines.map(written),
    政府采购: Object.fromEntries(Object.entries(stated).map(([kind, fen]) => [kind, yuan(fen)])),
  });
  return modelOf(text, profile.subjects);
}
const sumOf = (amounts: readonly (bigint | undefined)[]) =>
  amounts.reduce<bigint>((total, one) => total + (one ?? 0n), 0n);
const totalOf = (lines: readonly Purchase[], kind: string) =>
  sumOf(lines.filter((one) => one.kind === kind).map(({ fen }) => fen));

const STATED = rulesOf(profile).filter(({ early }) => early);

describe('random lines of 政府采购明细', () => {
  it('come to the exact sums of goods, works and services', () => {
    fc.assert(
      fc.property(purchases, (lines) => {
        const { value, diagnostics } = built(lines);
        expect(diagnostics).toEqual([]);
        const sums = KINDS.map((kind) => value?.procurementByKind.get(kind)?.value.toFixed(2));
        expect(sums).toEqual(
          KINDS.map((kind) =>
            lines.some((one) => one.kind === kind) ? yuanOf(totalOf(lines, kind)) : undefined,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('stand in the table, whose total is the sum of the rows of all units', () => {
    const template = profile.tables.get('政府采购');
    if (!template) throw new Error('no table');
    fc.assert(
      fc.property(purchases, (lines) => {
        const { value } = built(lines);
        if (!value) throw new Error('no budget');
        const [table] = buildTables(template, rootScope(value, profile.rows), profile.numbers);
        if (!table) throw new Error('no table');
        // the last three columns: 金额, 中小企业, 小微企业
        for (const [i, key] of (['fen', 'medium', 'micro'] as const).entries()) {
          const column = table.cells.filter(
            ({ row, col }) => row >= table.headerRows && col === table.widths.length - 3 + i,
          );
          const figures = column.map(({ content }) =>
            'figure' in content ? content.figure : undefined,
          );
          const [total, ...rows] = figures.map((figure) => figure?.value);
          const all = sumOf(lines.map((one) => one[key]));
          const known = rows.flatMap((one): Decimal[] => (one ? [one] : []));
          expect(known.reduce((n, one) => n + BigInt(one.times(100).toFixed(0)), 0n)).toBe(all);
          expect(total?.toFixed(2) ?? '0.00').toBe(yuanOf(all));
          // the form leaves zeros out
          const shown = column[0] ? cellText(column[0].content) : undefined;
          expect(shown).toBe(all === 0n ? '' : printed(all));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuse any one total beside them that differs by as much as one 分', () => {
    const off = fc.bigInt({ min: 1n, max: 10n ** 8n });
    fc.assert(
      fc.property(
        purchases,
        fc.constantFrom(...KINDS),
        off,
        fc.boolean(),
        (lines, kind, by, up) => {
          const right = Object.fromEntries(KINDS.map((one) => [one, totalOf(lines, one)]));
          expect(built(lines, right).diagnostics).toEqual([]);
          const sum = right[kind] ?? 0n;
          const wrong = up || sum < by ? sum + by : sum - by;
          const { value, diagnostics } = built(lines, { ...right, [kind]: wrong });
          expect(diagnostics).toEqual([]);
          const context = { budget: value, profile, tables: new Map() };
          const found = diagnosticsOf(runChecks(context, STATED));
          expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
            `total-mismatch “政府采购”的${kind}写的是 ${yuanOf(wrong)} 元，明细之和是 ${yuanOf(sum)} 元，相差 ${yuanOf(by)} 元`,
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
