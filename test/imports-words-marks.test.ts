/** What imports mark: what no table says, what two tables say otherwise, what was inferred. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { DraftTree } from '../src/imports/words/draft-tree.js';
import { missingRemarks } from '../src/imports/words/missing-remarks.js';
import { amountOf, writtenValue, yuanOf } from '../src/imports/words/values.js';
import { readWords } from '../src/imports/words/words.js';
import { Numeral } from '../src/input/tree.js';
import { kindNamed } from '../src/kinds/index.js';
import { Decimal, type MoneyUnit, type Span } from '../src/model/money.js';
import { department } from './helpers/departments.js';
import { readTablesOf } from './helpers/read-tables.js';
import { compileText } from './helpers/world.js';

const placeAt = (address: string): Span => ({
  ...{ file: '材料.xlsx', line: 1, column: 1, start: 0, end: 0 },
  cell: { sheet: '表', address },
});
const printed = { place: placeAt('A1'), unit: '元' } as const;
const amount = (yuan: string, unit: MoneyUnit, address: string) =>
  [
    amountOf(new Decimal(yuan), { place: placeAt(address), unit: '元' }),
    placeAt(address),
    { unit, decimals: 2 },
  ] as const;

describe('values', () => {
  it.each([
    ['2026年1月15日', 'date', '2026-01-15'],
    ['2026-1-5', 'date', '2026-01-05'],
    ['２０２５年', 'year', '2025'],
    ['3辆', 'count', '3'],
    ['3.5', 'count', undefined],
    ['（20分）', 'points', '20'],
    ['99.5分', 'points', '99.5'],
    ['[2010301]行政运行', 'functional', '2010301'],
    ['20103', 'functional', undefined],
    ['30201 办公费', 'economic', '30201'],
    ['1,200.5万元', 'amount', '12005000'],
    ['1200.5', 'amount', undefined],
    [' 甲\n\n 乙 ', 'text', '甲\n乙'],
  ] as const)('“%s” as %s is %s', (shown, as, value) => {
    const found = writtenValue(shown, as, printed);
    expect(found instanceof Numeral ? found.text : found).toBe(value);
  });

  it('are amounts in the unit of the input, exact', () => {
    expect(yuanOf('0.01亿元')?.toString()).toBe('1000000');
    expect(amountOf(new Decimal('123400'), { ...printed, unit: '万元' }).text).toBe('12.34');
  });
});

describe('two tables', () => {
  it('of which one prints more finely: that one stays, whichever comes first', () => {
    for (const order of [
      [amount('12300', '万元', 'A1'), amount('12345.67', '元', 'B2')],
      [amount('12345.67', '元', 'B2'), amount('12300', '万元', 'A1')],
    ]) {
      const tree = new DraftTree();
      for (const one of order) tree.take(['数'], ...one);
      expect(tree.text(['数'])).toBe('12345.67');
      expect(tree.remarks).toEqual([]);
      expect(tree.taken.map(({ place }) => place.cell?.address)).toEqual(['B2']);
    }
  });

  it('that do not agree are told of beside the value that is kept', () => {
    const tree = new DraftTree();
    tree.take(['名称'], '甲局', placeAt('A1'));
    tree.take(['名称'], '甲 局', placeAt('A2'));
    tree.take(['名称'], '乙局', placeAt('A3'));
    expect(tree.text(['名称'])).toBe('甲局');
    expect(tree.remarks).toEqual([
      { path: ['名称'], text: '待核：另一处是“乙局”（材料.xlsx › 表!A3）', where: 'behind' },
    ]);
  });
});

describe('a draft', () => {
  const input = department({ 金额单位: '元' });
  const result = compileText({ 'a.yaml': input });
  const { profile } = result.model ?? {};
  const kind = kindNamed('预算');
  if (!profile || !kind) throw new Error('not compiled');
  const words = readWords(readTablesOf(result), { profile, kind, year: 2026, unit: '万元' });
  const textAt = (...path: (string | number)[]) =>
    words.remarks.filter((one) => one.path.join() === path.join()).map(({ text }) => text);

  it('marks what no table prints', () => {
    expect(textAt('概况', '主要职责')).toEqual(['待填：部门主要职责，每条一段']);
    expect(textAt('编制日期')[0]).toMatch(/^待填：材料的编制日期/);
    expect(textAt('单位', 0, '性质')).toEqual(['待核：表里没有单位性质，第一个单位暂写行政单位']);
    expect(words.tree).toMatchObject({ 概况: { 主要职责: '（请填写主要职责）' } });
  });

  it('has what was found missing by checks in one remark for each key', () => {
    const missing = result.checks.flatMap(({ outcome }) =>
      isFinding(outcome) && outcome.missing ? [outcome.missing] : [],
    );
    expect(missing.length).toBeGreaterThan(1);
    const remarks = missingRemarks(missing, result.sources[0]?.input?.source.tree ?? null);
    expect(remarks.map(({ path }) => path.join('.'))).toEqual([
      ...new Set(missing.map(({ path }) => path[0])),
    ]);
    for (const { text, where } of remarks) {
      expect(where).toBe('instead');
      expect(text).toMatch(/^待填：/);
    }
  });

  it('joins what is missing below one key', () => {
    const of = (...path: [string, ...string[]]) => ({
      path,
      value: '（请填写）',
      note: path.join('的'),
    });
    const tree = { 变动原因: { 收支总体: '增人' } };
    expect(
      missingRemarks(
        [
          of('变动原因', '收支总体'),
          of('变动原因', '三公经费', '合计'),
          of('变动原因', '三公经费', '公务接待费'),
        ],
        tree,
      ),
    ).toEqual([
      {
        path: ['变动原因', '三公经费'],
        text: '待填：变动原因的三公经费的合计，连同另外 1 处\n三公经费:\n  合计: （请填写）\n  公务接待费: （请填写）',
        where: 'instead',
      },
    ]);
  });
});
