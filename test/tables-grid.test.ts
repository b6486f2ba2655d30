import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../src/diagnostics.js';
import { readTable, toTemplate } from '../src/forms/read-table.js';
import { Spot } from '../src/forms/spot.js';
import { tableSchema } from '../src/forms/template-schema.js';
import { parseSource } from '../src/input/source.js';
import { rootScope } from '../src/model/scope.js';
import { buildTables } from '../src/tables/build.js';
import { type Draft, layOut, mergeEqual, shift } from '../src/tables/grid.js';
import type { Cell } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { compiled, compileText } from './helpers/world.js';

const text = (col: number, words: string, more: Partial<Draft> = {}): Draft => ({
  col,
  colSpan: 1,
  rowSpan: 1,
  content: { kind: 'text', text: words },
  align: 'left',
  bold: false,
  indent: 0,
  level: 0,
  ordinal: undefined,
  optional: false,
  ...more,
});
/** `列:行数×列数 文字` of each cell, a row a line. */
const seen = (rows: readonly (readonly Draft[])[]) =>
  rows.map((row) =>
    row.map(
      (c) =>
        `${c.col}:${c.rowSpan}×${c.colSpan} ${c.content.kind === 'text' ? c.content.text : ''}`,
    ),
  );
/** How often each place of a grid is covered. */
function cover(cells: readonly Cell[], rows: number, columns: number): number[][] {
  const times = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (const cell of cells) {
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
      for (let c = cell.col; c < cell.col + cell.colSpan; c++) {
        const line = times[r];
        const before = line?.[c];
        if (!line || before === undefined) throw new Error(`cell outside of the grid at ${r},${c}`);
        line[c] = before + 1;
      }
    }
  }
  return times;
}

describe('shift', () => {
  it('moves cells to the right and nothing else', () => {
    expect(shift([text(0, '甲', { colSpan: 2 }), text(2, '乙')], 3)).toEqual([
      text(3, '甲', { colSpan: 2 }),
      text(5, '乙'),
    ]);
  });
});

describe('mergeEqual', () => {
  it('makes one cell of equal neighbours, a column only within the merged cells before it', () => {
    const rows = [
      [text(0, '产出'), text(1, '数量'), text(2, 'a')],
      [text(0, '产出'), text(1, '数量'), text(2, 'a')],
      [text(0, '产出'), text(1, '质量'), text(2, 'b')],
      [text(0, '效益'), text(1, '质量'), text(2, 'c')],
    ];
    expect(seen(mergeEqual(rows, [0, 1]))).toEqual([
      ['0:3×1 产出', '1:2×1 数量', '2:1×1 a'],
      ['2:1×1 a'],
      ['1:1×1 质量', '2:1×1 b'],
      ['0:1×1 效益', '1:1×1 质量', '2:1×1 c'],
    ]);
  });

  it('leaves empty texts, numbers, cells of other widths and cells that already span alone', () => {
    const blank = { kind: 'blank' } as const;
    const rows = [
      [text(0, '')],
      [text(0, '')],
      [text(0, '', { content: blank })],
      [text(0, '', { content: blank })],
      [text(0, '甲', { colSpan: 2 })],
      [text(0, '甲'), text(1, '乙')],
      [text(0, '甲', { rowSpan: 2 }), text(1, '丙')],
      [text(1, '丁')],
    ];
    expect(mergeEqual(rows, [0])).toEqual(rows);
  });

  it('does not merge across a row that has no cell there, and merges nothing when asked nothing', () => {
    const rows = [[text(0, '甲')], [text(1, '乙')], [text(0, '甲')]];
    expect(mergeEqual(rows, [0])).toEqual(rows);
    expect(mergeEqual([[text(0, '甲')], [text(0, '甲')]], [])).toHaveLength(2);
    expect(mergeEqual([], [0])).toEqual([]);
  });
});

describe('layOut', () => {
  it('places cells, cuts spans at the last row and fills what is left with blanks', () => {
    const cells = layOut([[text(0, '甲', { rowSpan: 5 })], [text(2, '乙')]], 3);
    expect(
      cells.map((c) => [c.row, c.col, c.rowSpan, c.content.kind === 'text' ? c.content.text : '']),
    ).toEqual([
      [0, 0, 2, '甲'],
      [0, 1, 1, ''],
      [0, 2, 1, ''],
      [1, 1, 1, ''],
      [1, 2, 1, '乙'],
    ]);
  });

  it('gives a row without cells its blanks', () => {
    expect(layOut([[]], 2).map((c) => c.content.kind)).toEqual(['blank', 'blank']);
  });
});

/** Random forms as a template writes them: they fill their width, nothing more is promised. */
type Node = Record<string, unknown>;
const WORDS = ['甲', '乙', '{年度}', ''];

function cut(width: number, max = 4): fc.Arbitrary<number[]> {
  return fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, width - 1) }), { maxLength: max - 1 })
    .map((at) => [0, ...at.filter((n) => n < width).sort((a, b) => a - b), width])
    .map((edges) => edges.slice(1).map((edge, i) => edge - (edges[i] ?? 0)));
}
const cellOf = (width: number, more: Node = {}) =>
  fc
    .constantFrom(...WORDS)
    .map((文): unknown => (width === 1 && !more.行 ? 文 : { 文, 列: width, ...more }));
const rowOf = (width: number): fc.Arbitrary<unknown[]> =>
  cut(width).chain((spans) => fc.tuple(...spans.map((span) => cellOf(span))));
const gridOf = (width: number): fc.Arbitrary<unknown[][]> => {
  const rows = fc.array(rowOf(width), { minLength: 1, maxLength: 3 });
  if (width < 2) return rows;
  const spanning = fc
    .tuple(fc.integer({ min: 1, max: width - 1 }), fc.integer({ min: 2, max: 3 }))
    .chain(([left, height]) =>
      fc
        .tuple(
          cellOf(left, { 行: height }),
          fc.array(rowOf(width - left), { minLength: height, maxLength: height }),
        )
        .map(([label, [first = [], ...others]]) => [[label, ...first], ...others]),
    );
  return fc.oneof(rows, spanning);
};
const LOOPS = ['支出类别', '所属单位', '补充名词', '车辆', '绩效项目'];

function blocksOf(width: number, depth: number): fc.Arbitrary<Node[]> {
  return fc.array(blockOf(width, depth), { minLength: 1, maxLength: 3 });
}
function blockOf(width: number, depth: number): fc.Arbitrary<Node> {
  const flat = fc.oneof(
    rowOf(width).map((行): Node => ({ 行 })),
    gridOf(width).map((格): Node => ({ 格 })),
  );
  if (depth === 0) return flat;
  const loop = fc.record({
    逐: fc.constantFrom(...LOOPS),
    内容: blocksOf(width, depth - 1),
    合并: fc.subarray(Array.from({ length: width }, (_, i) => i + 1)),
    空: blocksOf(width, 0),
  });
  if (width < 2) return fc.oneof(flat, loop);
  const side = fc
    .integer({ min: 1, max: width - 1 })
    .chain((left) => fc.record({ 左栏: rowOf(left), 内容: blocksOf(width - left, depth - 1) }));
  const lanes = fc.integer({ min: 1, max: width - 1 }).chain((left) =>
    fc.tuple(blocksOf(left, depth - 1), blocksOf(width - left, depth - 1)).map(([a, b]) => ({
      并列: [
        { 列数: left, 内容: a },
        { 列数: width - left, 内容: b },
      ],
    })),
  );
  return fc.oneof(flat, loop, side, lanes);
}

describe('a form', () => {
  const { budget, profile } = compiled(
    compileText({ '2026.yaml': department({ 名词解释: { 甲: '指甲。', 乙: '指乙。' } }) }),
  );
  const root = rootScope(budget, { ...profile.rows, classes: ['201', '206', '208'] });

  it('that passes the check covers every grid place exactly once', () => {
    const forms = fc.integer({ min: 1, max: 6 }).chain((width) =>
      fc.record({
        表号: fc.constant('试'),
        名称: fc.constant('试'),
        纸张: fc.constant('纵向'),
        列宽: fc.constant(new Array<number>(width).fill(10)),
        表头: gridOf(width),
        表体: blocksOf(width, 2),
      }),
    );
    fc.assert(
      fc.property(forms, (form) => {
        const { source } = parseSource(JSON.stringify(form), '试.yaml');
        if (!source) throw new Error('JSON is YAML');
        const problems: Diagnostic[] = [];
        const input = tableSchema.parse(source.tree);
        const read = readTable('试.yaml', input, new Spot(source, problems));
        expect(problems).toEqual([]);
        const [table] = read
          ? buildTables(toTemplate(read, read.root, []), root, profile.numbers)
          : [];
        if (!table) throw new Error('no table');
        const times = cover(table.cells, table.rows, table.widths.length);
        expect(times.flat().filter((n) => n !== 1)).toEqual([]);
      }),
      { numRuns: 150, seed: 20260115 },
    );
  });
});
