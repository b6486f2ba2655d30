/** A form that runs over pages: header rows stay with what they head, and labels with their rows. */
import { describe, expect, it } from 'vitest';
import type { Cell, Table } from '../src/tables/table.js';
import { tableFor } from './helpers/one-table.js';
import { htmlOf } from './helpers/print.js';
import { cell, documentOf, tableOf } from './helpers/sample-document.js';

const WIDTHS = [10, 10, 10, 10, 10];
const bold = { bold: true };
function formOf(rows: number, cells: readonly Cell[], more: Partial<Table> = {}): Table {
  const empty = tableOf('试表', '试表', WIDTHS, [], { headerRows: 0 });
  return { ...empty, rows, cells, form: true, ...more };
}
const html = (table: Table, pages: ReadonlyMap<string, number> = new Map()) =>
  htmlOf(documentOf([{ kind: 'table', id: '试表', table }]), pages);
/** For each row of the grid whether it must not stand last on a page. */
const kept = (table: Table) =>
  [...html(table).matchAll(/<tr([^>]*)>/g)].map(([, attributes = '']) =>
    / class="(?:note )?k"/.test(attributes),
  );
/** Numbers of the rows that are kept with the next. */
const keptRows = (table: Table) => kept(table).flatMap((yes, row) => (yes ? [row] : []));

/** A row of a goal, and beside a label a header of two rows over so many rows of indicators. */
const beside = (indicators: number, first = 0): Cell[] => [
  cell(first, 0, '目标'),
  cell(first, 1, '目标的内容', { colSpan: 4 }),
  cell(first + 1, 0, '绩效指标', { rowSpan: 2 + indicators }),
  cell(first + 1, 1, '一级指标', { ...bold, rowSpan: 2 }),
  cell(first + 1, 2, '二级指标', { ...bold, rowSpan: 2 }),
  cell(first + 1, 3, '指标值', { ...bold, colSpan: 2 }),
  cell(first + 2, 3, '前年', bold),
  cell(first + 2, 4, '上年', bold),
  ...Array.from({ length: indicators }, (_, i) =>
    [1, 2, 3, 4].map((col) => cell(first + 3 + i, col, `${i}-${col}`)),
  ).flat(),
];

describe('a header beside a label', () => {
  it('stays with what it heads, and the row above stays with it', () => {
    // 0 the goal, 1 and 2 the header; the indicators may part
    expect(keptRows(formOf(9, beside(6)))).toEqual([0, 1, 2]);
  });

  it('so each time that there is one', () => {
    expect(keptRows(formOf(17, [...beside(5), ...beside(6, 8)]))).toEqual([0, 1, 2, 8, 9, 10]);
  });

  it('of three rows is kept as one', () => {
    const header = beside(6).flatMap((one) => {
      if (one.row === 0) return [one];
      if (one.row > 2) return [{ ...one, row: one.row + 1 }];
      if (one.col === 0) return [{ ...one, rowSpan: 9 }];
      if (one.rowSpan === 2) return [{ ...one, rowSpan: 3 }];
      return one.row === 2 ? [one, { ...one, row: 3 }] : [one];
    });
    expect(keptRows(formOf(10, header))).toEqual([0, 1, 2, 3]);
  });

  it('with one row below it is kept with that, label and all', () => {
    // the label is over three rows, which is few enough not to part them at all
    const own = beside(1);
    expect(keptRows(formOf(4, own))).toEqual([1, 2]);
    const more = [...own, ...WIDTHS.map((_, col) => cell(4, col, '下一行'))];
    expect(keptRows(formOf(5, more))).toEqual([1, 2]);
  });
});

describe('rows of other kinds', () => {
  const plain = (row: number, more: Partial<Cell> = {}) =>
    WIDTHS.map((_, col) => cell(row, col, `${row}-${col}`, more));

  it('may part where they are neither bold nor joined', () => {
    expect(
      keptRows(
        formOf(
          3,
          [0, 1, 2].flatMap((row) => plain(row)),
        ),
      ),
    ).toEqual([]);
    // one bold cell makes no header
    const half = plain(1).map((one, i) => (i === 0 ? { ...one, ...bold } : one));
    expect(keptRows(formOf(3, [...plain(0), ...half, ...plain(2)]))).toEqual([]);
  });

  it('a header in the midst keeps the row above; the last row heads nothing', () => {
    expect(keptRows(formOf(4, [...plain(0), ...plain(1), ...plain(2, bold), ...plain(3)]))).toEqual(
      [1, 2],
    );
    expect(keptRows(formOf(3, [...plain(0), ...plain(1), ...plain(2, bold)]))).toEqual([]);
  });

  it('a cell over two or three rows holds them together, one over more does not', () => {
    const joined = (rowSpan: number) =>
      formOf(6, [
        ...plain(0),
        cell(1, 0, '合', { rowSpan }),
        ...[1, 2, 3, 4].flatMap((row) => plain(row).slice(row <= rowSpan ? 1 : 0)),
        ...plain(5),
      ]);
    expect(keptRows(joined(2))).toEqual([1]);
    expect(keptRows(joined(3))).toEqual([1, 2]);
    expect(keptRows(joined(4))).toEqual([]);
  });

  it('the last row stays with the note below, and notes with each other', () => {
    const noted = formOf(2, [...plain(0), ...plain(1)], { notes: ['注一', '注二'] });
    expect(kept(noted)).toEqual([false, true, true, false]);
  });

  it('a caption over the whole width is repeated with its header on each page', () => {
    const table = formOf(5, [
      ...plain(0),
      cell(1, 0, '年度绩效目标表', { ...bold, colSpan: 5 }),
      ...plain(2, bold),
      ...plain(3),
      ...plain(4),
    ]);
    const heads = [...html(table).matchAll(/<thead>(.*?)<\/thead>/gs)].map(
      ([, head = '']) => head.match(/<tr/g)?.length,
    );
    expect(heads).toEqual([2]);
    expect(html(table).match(/<table/g)).toHaveLength(2);
  });
});

describe('a label whose rows were seen to stand on two pages', () => {
  it('is repeated, and the header stays where it was', () => {
    const table = formOf(9, beside(6));
    const ids = [...html(table).matchAll(/<tr id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids).toHaveLength(9);
    const pages = new Map(ids.map((id, row) => [id, row < 6 ? 4 : 5]));
    const divided = html(table, pages);
    // below the header, which is repeated beside an open place: rows 3 to 5 on the one page, 6 to 8 on the other
    expect([...divided.matchAll(/rowspan="(\d)">绩效指标</g)].map(([, rows]) => rows)).toEqual([
      '3',
      '3',
    ]);
    expect(divided.match(/<td class="below" rowspan="2"><\/td>/g)).toHaveLength(1);
    expect(divided.match(/>一级指标</g)).toHaveLength(1);
  });
});

describe('a form of a template', () => {
  it('with 左栏 and a header of 格 keeps it as well', () => {
    const goal = (n: number) => ({
      名称: `指标${n}`,
      值: '一',
    });
    const table = tableFor(
      `申报表: 是
逐: 绩效项目
列宽: [10, 10, 10, 10]
表体:
  - 行: [项目, {文: "{项目名称}", 列: 3}]
  - 逐: 年度目标
    内容:
      - 左栏: [年度指标]
        内容:
          - 粗: 是
            格:
              - [{文: 三级指标, 行: 2}, {文: 指标值, 列: 2}]
              - [前年, 当年]
          - 逐: 指标
            内容: [{行: ["{三级}", "{前年}", "{值}"]}]
`,
      {
        项目支出: [{ 名称: '甲', 单位: '100001', 支出: [{ 功能科目: '2010302', 金额: 0 }] }],
        绩效项目: [
          {
            名称: '甲',
            项目: ['甲'],
            用途: '乙',
            长期目标: [{ 内容: '远' }],
            年度目标: [{ 内容: '近', 指标: { 产出指标: { 数量指标: [1, 2, 3, 4].map(goal) } } }],
          },
        ],
      },
    );
    expect([table.form, table.rows]).toEqual([true, 7]);
    expect(keptRows(table)).toEqual([0, 1, 2]);
  });
});
