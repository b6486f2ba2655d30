/**
 * A place that is a cell of a workbook, in everything that is told of an input: a hand-made source stands for
 * the workbook, its text a line for each row.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FileReport } from '../src/checks/report.js';
import { at, DiagnosticError, renderDiagnostic } from '../src/diagnostics.js';
import { Decimal, type Figure, type Sides, type Span } from '../src/model/money.js';
import type { Edition, Leaf } from '../src/review/open/edition.js';
import { readEdition, storeEdition } from '../src/review/open/stored.js';
import { checkOutput } from '../src/review/show/check-json.js';
import { checkSarif } from '../src/review/show/check-sarif.js';
import { checkSchema } from '../src/review/show/check-schema.js';
import { checkText } from '../src/review/show/check-text.js';
import { alikeLines, diagnosticsText, suspectLines } from '../src/review/show/diagnostics-text.js';
import { inputPlace, Lines, pointOf } from '../src/review/show/trail.js';
import { involved, pointsText, where } from '../src/where.js';

const FILE = '2027.xlsx';
/** What the text of a workbook looks like: two sheets, five columns. */
const ROWS = [
  ...Array.from({ length: 8 }, (_, r) => ['基本支出', r + 1] as const),
  ...Array.from({ length: 3 }, (_, r) => ['项目支出', r + 1] as const),
];
const CELLS = ROWS.map(([, r]) => ['A', 'B', 'C', 'D', 'E'].map((col) => `值${col}${r}`));
const TEXT = CELLS.map((cells) => cells.join(' ｜ ')).join('\n');

/** The place of a cell, as a reader of workbooks makes it. */
function cell(sheet: string, address: string): Span {
  const line = ROWS.findIndex(([name, r]) => name === sheet && r === Number(address.slice(1))) + 1;
  const col = address.charCodeAt(0) - 65;
  const before = CELLS[line - 1]?.slice(0, col).map((text) => `${text} ｜ `) ?? [];
  const lineStart =
    TEXT.split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  const start = lineStart + before.join('').length;
  const end = start + (CELLS[line - 1]?.[col]?.length ?? 0);
  return { file: FILE, cell: { sheet, address }, line, column: start - lineStart + 1, start, end };
}
const [D2, D3, D4] = ['D2', 'D3', 'D4'].map((one) => cell('基本支出', one)) as [Span, Span, Span];
const B2 = cell('基本支出', 'B2');
const P1 = cell('项目支出', 'C1');
const line = (n: number, file = 'a.yaml'): Span => ({
  file,
  line: n,
  column: 1,
  start: n * 10,
  end: n * 10 + 3,
});
const figure = (...sources: Span[]): Figure => ({ value: new Decimal(sources.length), sources });
const textOf = (file: string) => (file === FILE ? TEXT : undefined);
const wrong = (span: Span, message = '金额不是数字') => at(span, 'amount-not-number', message);

describe('where', () => {
  it('tells cells of a sheet together, those below each other as one', () => {
    expect(where([D2, D3, D4, B2, P1], FILE)).toBe('基本支出!B2、D2–D4，项目支出!C1，共 5 处');
    expect(where([D3], FILE)).toBe('基本支出!D3');
    expect(where([D3, D3], FILE)).toBe('基本支出!D3');
  });

  it('tells the other file by its name, be it text or workbook', () => {
    expect(where([D2, line(4)], FILE)).toBe('基本支出!D2，另 a.yaml 第 4 行');
    expect(where([D2, line(4)], 'a.yaml')).toBe('第 4 行，另 2027.xlsx 基本支出!D2');
  });

  it('knows two cells apart that a reader gave no characters', () => {
    const bare = (span: Span) => ({ ...span, start: 0, end: 0 });
    expect(where([bare(D2), bare(D3)], FILE)).toBe('基本支出!D2–D3，共 2 处');
  });

  it('counts what would be too many to read', () => {
    const many = ['A1', 'A3', 'A5', 'A7', 'B1', 'B3', 'B5'].map((one) => cell('基本支出', one));
    expect(where(many, FILE)).toBe('基本支出!A1、A3、A5、A7、B1、B3 等，共 7 处');
    expect(pointsText([line(3), line(5)])).toBe('第 3、5 行');
  });
});

describe('a message', () => {
  it('names the cell, shows its row and marks it', () => {
    expect(renderDiagnostic(wrong(D2), TEXT)).toBe(
      [
        '2027.xlsx › 基本支出!D2: 错误：金额不是数字 [amount-not-number]',
        '  2 | 值A2 ｜ 值B2 ｜ 值C2 ｜ 值D2 ｜ 值E2',
        `    | ${' '.repeat(3 * (4 + 4))}^^^^`,
      ].join('\n'),
    );
    expect(new DiagnosticError([wrong(D2)]).message).toBe('2027.xlsx › 基本支出!D2 金额不是数字');
  });

  it('tells others of the kind by their cells', () => {
    const alike = [D2, D3, D4, P1].map((span) => wrong(span));
    expect(alikeLines(alike)).toEqual(['  同样的问题还有 3 处：基本支出!D3–D4，项目支出!C1']);
    expect(alikeLines([wrong(D2), wrong(P1, '另一句')])).toEqual([
      '  这条规则还有 1 处：',
      '    项目支出!C1：另一句',
    ]);
    expect(diagnosticsText(alike, textOf)).toContain('同样的问题还有 3 处：基本支出!D3–D4');
    expect(alikeLines([line(1), line(3), line(7)].map((span) => wrong(span)))).toEqual([
      '  同样的问题还有 2 处：第 3、7 行',
    ]);
  });

  it('tells what a rule compared, unless it is the cell itself', () => {
    const sides = (left: Figure, right: Figure): Sides => ({
      left: { name: '甲', figure: left },
      right: { name: '乙', figure: right },
      sign: '=',
      unit: '元',
    });
    expect(involved(sides(figure(D2), figure(D2)), D2)).toBeUndefined();
    // beside it, in the same row
    expect(involved(sides(figure(D2), figure(B2)), D2)).toBe(
      '涉及：甲 基本支出!D2；乙 基本支出!B2',
    );
    expect(
      renderDiagnostic({ ...wrong(D2), sides: sides(figure(D2), figure(D3)) }, TEXT),
    ).toContain('涉及：甲 基本支出!D2；乙 基本支出!D3');
  });

  it('tells what to look at first by what the cell says', () => {
    const suspects = [{ off: new Decimal(10_000), findings: 2, places: [D3] }];
    expect(suspectLines(suspects, FILE, textOf)).toEqual([
      '先核对基本支出!D3“值D3”：2 处不符都差 1 万元，都由这里的数得来。',
    ]);
  });
});

/** A report of a workbook in which two amounts are wrong. */
const report: FileReport = {
  file: FILE,
  kind: undefined,
  model: undefined,
  counts: { 错误: 0, 警告: 0, 提示: 0, 豁免: 0, 相符: 0 },
  problems: [wrong(D2), wrong(P1, '另一句')],
  groups: [],
  silent: [],
  suspects: [],
};

describe('check', () => {
  it('prints cells', () => {
    const options = { all: false, quiet: false, grave: () => true };
    const text = checkText([{ report, sources: [], textOf }], options);
    expect(text).toContain('2027.xlsx › 基本支出!D2: 错误');
    expect(text).toContain('2027.xlsx › 项目支出!C1: 错误');
  });

  it('writes JSON with the cell, by its schema', () => {
    const output = checkOutput([report], { version: '0' });
    expect(output.文件[0]?.结果.map(({ 位置 }) => 位置)).toEqual([
      { 文件: FILE, 行: 2, 列: D2.column, 起: D2.start, 止: D2.end, 工作表: '基本支出', 格: 'D2' },
      { 文件: FILE, 行: 9, 列: P1.column, 起: P1.start, 止: P1.end, 工作表: '项目支出', 格: 'C1' },
    ]);
    const validate = new Ajv2020({ strict: false }).compile(z.toJSONSchema(checkSchema));
    expect(validate(JSON.parse(JSON.stringify(output))) || validate.errors).toBe(true);
  });

  it('writes SARIF with the cell as a logical location, and no region of lines', () => {
    const log = JSON.parse(checkSarif([{ report, textOf }], { version: '0', folder: '/' }));
    expect(log.runs[0].results[0].locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: FILE } },
        logicalLocations: [{ name: 'D2', fullyQualifiedName: '基本支出!D2' }],
      },
    ]);
  });
});

describe('diff and explain', () => {
  const leaf = (span: Span): Leaf => ({
    path: ['基本支出'],
    label: '甲',
    text: '1',
    amount: undefined,
    span,
  });

  it('know inputs by their cells', () => {
    const lines = new Lines();
    for (const span of [D2, line(4)]) lines.add(leaf(span));
    expect(lines.list.map(inputPlace)).toEqual(['2027.xlsx › 基本支出!D2', 'a.yaml:4']);
    expect(lines.list.map(pointOf)).toEqual(['基本支出!D2', '第 4 行']);
  });

  it('keep them in the file that packages are compared by', () => {
    const edition: Edition = {
      name: '甲',
      kind: '材料',
      title: '题',
      department: '局',
      year: 2027,
      format: 'f',
      version: '0',
      templates: new Map(),
      tables: [],
      parts: [],
      leaves: [leaf(D2), leaf(line(4))],
    };
    const stored = storeEdition(edition, '.');
    expect(readEdition(stored, '甲')?.leaves?.map(({ span }) => span)).toEqual([D2, line(4)]);
  });
});
