/** Money in the unit and with the decimals of a format, wherever it is printed, read back or compared. */
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../src/render/csv.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { compareEditions } from '../src/review/compare/compare.js';
import { explainFigures } from '../src/review/explain-figures.js';
import { editionOf } from '../src/review/open/edition-of.js';
import { readEdition, storeEdition } from '../src/review/open/stored.js';
import { readWorkbook } from '../src/review/open/workbook/read-workbook.js';
import { cellText, type Table } from '../src/tables/table.js';
import { SMALL } from './helpers/input.js';
import { readXlsx } from './helpers/read-xlsx.js';
import { contextOf, finds, tableOf } from './helpers/table-rules.js';
import { compiled, compileText, documentLines } from './helpers/world.js';

const START = '名称: 试用格式\n继承: 预算\n';
const IN_YUAN = '数字: { 表内金额: { 单位: 元, 小数: 0 }, 文内金额: { 单位: 元 } }\n';
const META = { title: '试', author: '试', date: '2026-01-15' };
const SPENT = '预算05-1';

const input = (text = SMALL) => text.replace('格式: wuchang-2026', '格式: 试');
const made = (profile: string, text?: string) =>
  compileText({ '试.yaml': input(text) }, { 'profiles/试.yaml': START + profile });

const lineOf = (table: Table, row: number) =>
  table.cells.filter((cell) => cell.row === row).map(({ content }) => cellText(content));
const first = (table: Table) => lineOf(table, table.headerRows).slice(2);

describe('a table', () => {
  it.each([
    ['', '单位：万元', ['0.30', '0.15', '0.10', '0.05', '0.15']],
    [IN_YUAN, '单位：元', ['3,001', '1,501', '1,000', '501', '1,500']],
    [
      '数字: { 表内金额: { 单位: 亿元, 小数: 6 } }\n',
      '单位：亿元',
      ['0.000030', '0.000015', '0.000010', '0.000005', '0.000015'],
    ],
    [
      `数字: { 表内金额: { 单位: 亿元 } }\n改表: { ${SPENT}: { 金额: { 单位: 元, 小数: 2 } } }\n`,
      '单位：元',
      ['3,000.50', '1,500.50', '1,000.00', '500.50', '1,500.00'],
    ],
  ])('%s is in its unit, and its unit line says so', (profile, unit, cells) => {
    const table = tableOf(contextOf(made(profile)), SPENT);
    expect([table.unit, first(table)]).toEqual([unit, cells]);
  });

  it('notes what rounding to whole 元 takes, and the rule says how much', () => {
    const halves = SMALL.replace('"30101": 1000', '"30101": 1000.50').replace('3000.50', '3001');
    const context = contextOf(made(IN_YUAN, halves));
    const [note = ''] = tableOf(context, SPENT).notes;
    expect(note).toBe('注：本表各数分别四舍五入到 1 元，分项之和与合计之间最大有 1 元的尾差。');
    expect(finds(context, '尾差-01')).toBe(false);
  });

  it('says its unit in CSV, and its cells show their decimals in the workbook', async () => {
    const table = tableOf(contextOf(made(IN_YUAN)), SPENT);
    const csv = renderCsv(table);
    expect(csv).toContain('单位：元');
    expect(csv).toContain('3001');
    const bytes = await renderXlsx([table], META);
    const cells = [...(readXlsx(bytes).sheets[0]?.cells.values() ?? [])];
    expect(cells.find(({ raw }) => raw === '3001')?.style.format).toBe('#,##0');
  });
});

describe('sentences', () => {
  it('are in a unit of their own', () => {
    const lines = (profile: string) => documentLines(compiled(made(profile)).document).join('\n');
    expect(lines(IN_YUAN)).toContain(
      '部门预算收入3,000.5元。其中：一般公共预算财政拨款收入3,000.5元',
    );
    expect(lines(IN_YUAN)).not.toMatch(/\d万元|转化为万元/);
    const wan = lines('数字: { 表内金额: { 单位: 元 } }\n');
    expect(wan).toContain('部门预算收入0.3万元');
  });
});

describe('reviewers', () => {
  const edition = (profile: string, text?: string) => {
    const result = made(profile, text);
    return editionOf('试.yaml', compiled(result), result.sources, '1.0.0');
  };
  const spentMore = SMALL.replace('"30101": 1000', '"30101": 1001').replace('3000.50', '3001.50');

  it('see how a figure in 元 was rounded', () => {
    const trail = (words: string[]) =>
      explainFigures('试.yaml', edition(IN_YUAN), words, '1').数.map(({ 由来 }) => 由来.取整);
    expect(trail([SPENT, '行政运行', '合计'])).toEqual(['四舍五入到 1 元']);
    expect(trail([SPENT, '行政运行', '人员经费'])).toEqual(['不取整']);
  });

  it('see by how much figures changed, in one unit, whatever each package prints', () => {
    const changeOf = (before: string, now: string) =>
      compareEditions(edition(before), edition(now, spentMore))
        .tables.find(({ id }) => id === SPENT)
        ?.cells.find(({ column }) => column.endsWith('人员经费'))
        ?.amounts?.change.toFixed();
    expect(changeOf(IN_YUAN, IN_YUAN)).toBe('0.0001');
    expect(changeOf('', IN_YUAN)).toBe('0.0001');
  });

  it('read the units back from a package and from a workbook', async () => {
    const whole = edition(IN_YUAN);
    const again = readEdition(storeEdition(whole, '.'), 'x');
    expect(again?.tables.map(({ cells }) => cells.map(({ content }) => content))).toEqual(
      whole.tables.map(({ cells }) =>
        cells.map(({ content }) =>
          content.kind === 'blank' && !content.figure
            ? { kind: 'blank' }
            : expect.objectContaining({ kind: content.kind }),
        ),
      ),
    );
    const table = whole.tables.find(({ id }) => id === SPENT);
    const bytes = await renderXlsx(table ? [table] : [], META);
    const read = await readWorkbook(bytes, '试.xlsx');
    if ('problem' in read) throw new Error(read.problem.message);
    const amount = read.tables[0]?.cells.find(({ content }) => cellText(content) === '3,001');
    expect(amount?.content.figure?.value.toFixed()).toBe('3001');
  });
});
