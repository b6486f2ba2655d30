/**
 * Tables of two editions by the names of their cells: whatever stands between rows, a change is told
 * where it is and nowhere else.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import type { TableChange } from '../src/review/compare/comparison.js';
import { compareTables, type TableContext } from '../src/review/compare/table-changes.js';
import { labelled } from '../src/tables/labels.js';
import { type Cell, cellText, type Table } from '../src/tables/table.js';
import { EXAMPLES, exampleEdition } from './helpers/editions.js';
import { cell, table, text } from './helpers/sample-tables.js';

const CONTEXT: TableContext = {
  years: {},
  recoded: () => undefined,
  due: () => ({ causes: [], follows: false }),
};
const compare = (old: Table, now: Table, context: Partial<TableContext> = {}): TableChange[] =>
  compareTables([old], [now], { ...CONTEXT, ...context });

const TABLES = EXAMPLES.flatMap((name) => [...exampleEdition(name).tables]);
const tables = fc.constantFrom(...TABLES);

/** A table with one of its cells showing something else. */
function withCell(of: Table, changed: Cell): Table {
  const cells = of.cells.map((one) =>
    one.row === changed.row && one.col === changed.col ? changed : one,
  );
  return { ...of, cells };
}

/** A table without a row of its body; rows below move up. */
function withoutRow(of: Table, row: number): Table {
  return {
    ...of,
    rows: of.rows - 1,
    levels: of.levels.filter((_, i) => i !== row - of.headerRows),
    cells: of.cells
      .filter((one) => one.row !== row)
      .map((one) => (one.row > row ? { ...one, row: one.row - 1 } : one)),
  };
}

describe('tables of the examples', () => {
  it('are the same as themselves', () => {
    for (const one of TABLES) expect(compare(one, { ...one, cells: [...one.cells] })).toEqual([]);
  });

  it('with one figure changed differ in that cell alone', () => {
    fc.assert(
      fc.property(tables, fc.nat(), (of, at) => {
        const figures = labelled(of).filter(
          // of what counts things no amount is told
          ({ content, figure }) => content.kind === 'number' && figure.counted === undefined,
        );
        const chosen = figures[at % Math.max(1, figures.length)];
        fc.pre(chosen !== undefined);
        if (chosen?.content.kind !== 'number') return;
        const { row, col, content } = chosen;
        const own = of.cells.find((one) => one.row === row && one.col === col) as Cell;
        const value = content.value.plus('1000.25');
        const now = withCell(of, { ...own, content: { ...content, value, decimals: 2 } });
        const [change, ...more] = compare(of, now);
        expect(more).toEqual([]);
        expect(change?.rows).toEqual([]);
        expect(change?.columns).toEqual([]);
        expect(change?.cells).toHaveLength(1);
        expect(change?.cells[0]).toMatchObject({
          code: chosen.code,
          column: chosen.columnPath.join(' › '),
          shown: { old: { text: cellText(content) } },
        });
        expect(change?.cells[0]?.amounts?.change.toFixed()).toBe('1000.25');
      }),
      { numRuns: 150 },
    );
  });

  it('with one text changed differ in that text alone, whatever it says', () => {
    fc.assert(
      fc.property(tables, fc.nat(), (of, at) => {
        const texts = of.cells.filter(
          ({ row, content }) =>
            row >= of.headerRows &&
            content.kind === 'text' &&
            !content.figure &&
            content.text !== '',
        );
        const own = texts[at % Math.max(1, texts.length)];
        fc.pre(own !== undefined);
        if (!own) return;
        const written = `${cellText(own.content)}改`;
        const [change] = compare(of, withCell(of, { ...own, content: text(written) }));
        // a label is told as that of its row
        const told = [
          ...(change?.rows ?? []).map(({ name }) => name),
          ...(change?.cells ?? []).map(({ shown }) => shown.new?.text ?? ''),
        ].join('\n');
        expect(told.replace(/\s/g, '')).toContain(written.replace(/\s/g, ''));
      }),
      { numRuns: 150 },
    );
  });

  it('without one row of their figures tell of that row, and of no other', () => {
    const lists = TABLES.filter(
      (one) =>
        !one.form &&
        one.headerRows > 0 &&
        one.cells.every(({ rowSpan, row }) => rowSpan === 1 || row < one.headerRows),
    );
    fc.assert(
      fc.property(fc.constantFrom(...lists), fc.nat(), (of, at) => {
        const rows = of.rows - of.headerRows;
        const row = of.headerRows + (at % rows);
        const labels = labelled(of).filter((one) => one.row === row);
        fc.pre(labels.length > 0 && rows > 1);
        const gone = new Set(labels.map(({ rowText }) => rowText.replace(/\s/g, '')));
        const others = labelled(of).filter((one) => one.row !== row);
        // where another row has the same name, it cannot be told which of them is gone
        fc.pre(others.every(({ rowText }) => !gone.has(rowText.replace(/\s/g, ''))));
        const [change] = compare(of, withoutRow(of, row));
        expect(new Set(change?.rows.map(({ kind, name }) => `${kind} ${name}`))).toEqual(
          new Set([...gone].map((name) => `删除 ${name}`)),
        );
        expect(change?.cells.every(({ shown }) => shown.new === undefined)).toBe(true);
        const [back] = compare(withoutRow(of, row), of);
        expect(back?.rows.every(({ kind }) => kind === '新增')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

const wan = (value: string) => ({
  kind: 'number' as const,
  value: new Decimal(value),
  decimals: 2,
  grouping: true,
  figure: { value: new Decimal(value).times(10_000), sources: [] },
});

/** A list of 科目编码, 科目名称 and amounts under these headings. */
function list(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  id = '预算05',
): Table {
  const head = ['科目编码', '科目名称', ...headings];
  return table({
    id,
    name: '支出表',
    title: '支出表',
    headerRows: 1,
    widths: head.map(() => 10),
    levels: rows.map(([code = '']) => (code === '' ? -1 : (code.length - 3) / 2)),
    cells: [
      ...head.map((name, col) => cell(0, col, text(name), { bold: true })),
      ...rows.flatMap(([code = '', name = '', ...amounts], i) => [
        cell(i + 1, 0, text(code)),
        cell(i + 1, 1, text(name)),
        ...amounts.map((amount, k) => cell(i + 1, k + 2, wan(amount))),
      ]),
    ],
  });
}

const told = (change: TableChange | undefined) =>
  change?.cells.map(
    ({ row, column, shown }) =>
      `${row}.${column} ${shown.old?.text ?? '∅'}→${shown.new?.text ?? '∅'}`,
  );

describe('rows', () => {
  const rows = [
    ['', '合计', '30'],
    ['206', '科学技术支出', '10'],
    ['208', '社会保障和就业支出', '20'],
  ];

  it('in another order are the same rows, and told to be in another order', () => {
    const [change] = compare(
      list(['合计'], rows),
      list(['合计'], [rows[0], rows[2], rows[1]] as string[][]),
    );
    expect(change?.rows).toEqual([{ kind: '换次序', name: '各行', causes: [] }]);
    expect(change?.cells).toEqual([]);
  });

  it('with the same code and another name are renamed', () => {
    const now = rows.map(([code = '', name = '', amount = '']) => [
      code,
      code === '208' ? '社会保障支出' : name,
      amount,
    ]);
    const [change] = compare(list(['合计'], rows), list(['合计'], now));
    expect(change?.rows).toEqual([
      {
        kind: '改名',
        name: '社会保障支出',
        oldName: '社会保障和就业支出',
        code: '208',
        causes: [],
      },
    ]);
    expect(change?.cells).toEqual([]);
  });

  it('that were recoded between the years are one row, with the reason', () => {
    const old = [...rows, ['2010308', '信访事务', '7']];
    const now = [...rows, ['2014004', '信访业务', '9']];
    const recoded = (code: string) =>
      code === '2010308' ? { code: '2014004', note: '自 2024 年起为 2014004 信访业务' } : undefined;
    const [change] = compare(list(['合计'], old), list(['合计'], now), {
      years: { old: 2023, new: 2024 },
      recoded,
    });
    expect(change?.rows).toEqual([
      {
        kind: '改编码',
        name: '信访业务',
        oldName: '信访事务',
        code: '2014004',
        oldCode: '2010308',
        note: '自 2024 年起为 2014004 信访业务',
        causes: [],
      },
    ]);
    expect(told(change)).toEqual(['信访业务.合计 7.00→9.00']);
  });

  it('that were split or abolished say what became of them', () => {
    const recoded = () => ({ code: undefined, note: '已取消' });
    const [change] = compare(list(['合计'], rows), list(['合计'], rows.slice(0, 2)), { recoded });
    expect(change?.rows).toEqual([
      { kind: '删除', name: '社会保障和就业支出', code: '208', note: '已取消', causes: [] },
    ]);
  });
});

describe('columns', () => {
  it('that came or went are told once, not cell by cell', () => {
    const one = list(['合计'], [['206', '科学技术支出', '10']]);
    const two = list(['合计', '项目支出'], [['206', '科学技术支出', '10', '4']]);
    expect(compare(one, two)[0]).toMatchObject({
      columns: [{ kind: '新增', name: '项目支出' }],
      cells: [],
    });
    expect(compare(two, one)[0]?.columns).toEqual([{ kind: '删除', name: '项目支出', causes: [] }]);
  });

  it('of two years meet by how far they are from their own', () => {
    const old = list(['2023年决算数', '2024年预算数'], [['206', '科学技术支出', '10', '11']]);
    const now = list(['2024年决算数', '2025年预算数'], [['206', '科学技术支出', '12', '11']]);
    const [change] = compare(old, now, { years: { old: 2024, new: 2025 } });
    expect(change?.columns).toEqual([]);
    expect(told(change)).toEqual(['科学技术支出.2024年决算数 10.00→12.00']);
  });
});

describe('tables', () => {
  it('that came or went are told as such, and one under another number is the same', () => {
    const one = list(['合计'], [['206', '科学技术支出', '10']]);
    const changes = compareTables(
      [one],
      [
        { ...one, id: '预算06' },
        { ...one, id: '预算07', name: '新表', title: '新表' },
      ],
      CONTEXT,
    );
    expect(changes.map(({ kind, id, oldName }) => [kind, id, oldName])).toEqual([
      ['变动', '预算06', '预算05 支出表'],
      ['新增', '预算07', undefined],
    ]);
    expect(compareTables([one], [], CONTEXT).map(({ kind }) => kind)).toEqual(['删除']);
  });

  it('of projects keep their mates when one is put before them', () => {
    const of = (id: string, project: string) => ({
      ...list(['合计'], [['206', project, '1']], id),
      name: '申报表',
      title: `${project}申报表`,
    });
    const old = [of('预算12-1', '甲项目'), of('预算12-2', '乙项目')];
    const now = [of('预算12-1', '新项目'), of('预算12-2', '甲项目'), of('预算12-3', '乙项目')];
    const changes = compareTables(old, now, CONTEXT);
    expect(changes.map(({ kind, id, oldName }) => [kind, id, oldName])).toEqual([
      ['新增', '预算12-1', undefined],
      ['变动', '预算12-2', '预算12-1 申报表'],
      ['变动', '预算12-3', '预算12-2 申报表'],
    ]);
    expect(changes.flatMap(({ rows, cells }) => [...rows, ...cells])).toEqual([]);
  });

  it('tell of titles, units and notes', () => {
    const one = list(['合计'], [['206', '科学技术支出', '10']]);
    const [change] = compare(one, { ...one, unit: '单位：元', notes: ['注：有尾差。'] });
    expect(change?.texts).toEqual([
      { new: '单位：元', causes: [] },
      { new: '注：有尾差。', causes: [] },
    ]);
  });
});
