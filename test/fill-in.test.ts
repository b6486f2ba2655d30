/** The fill-in workbook (填报工作簿): what an input says comes back from it, and mistakes are told by their cells. */
import { readdirSync, readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf } from '../src/fill-in/book.js';
import { isFillIn, readFillIn } from '../src/fill-in/read.js';
import { fillInWorkbook } from '../src/fill-in-workbook.js';
import { Numeral, parseSource, type Tree } from '../src/input/source.js';
import { valueAt } from '../src/input/tree.js';
import { kindNamed } from '../src/kinds/index.js';
import { layoutOfKind, layouts } from '../src/kinds/layouts.js';
import { loadInput } from '../src/kinds/load.js';
import { inputOf, plans } from './helpers/budgets.js';
import { inputOf as finalOf, plans as finalPlans } from './helpers/final-plans.js';
import { expectSteady } from './helpers/growth.js';
import { SMALL } from './helpers/input.js';
import { runs } from './helpers/runs.js';

const FILE = '2027.xlsx';

function treeOf(yaml: string): Tree {
  const { source, diagnostics } = parseSource(yaml, 'a.yaml');
  expect(diagnostics).toEqual([]);
  return source?.tree ?? null;
}

/** Keys in their order, numbers by their value, and what is a number told from what is a text. */
function shown(tree: Tree): unknown {
  if (tree instanceof Numeral) {
    const plain = tree.text.replaceAll(',', '');
    return {
      number: /^-?\d+(\.\d+)?$/.test(plain)
        ? plain.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
        : tree.text,
    };
  }
  if (Array.isArray(tree)) return tree.map(shown);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.entries(tree).map(([key, value]) => [key, shown(value)]);
}

const written = (tree: Tree) => fillInWorkbook({ tree, remarks: [] });

function read(bytes: Uint8Array): Tree {
  const { source, diagnostics } = readFillIn(bytes, FILE, layouts());
  expect(diagnostics).toEqual([]);
  return source?.tree ?? null;
}

const loaded = (bytes: Uint8Array) => loadInput(FILE, () => bytes);
const told = (bytes: Uint8Array) =>
  loaded(bytes).diagnostics.map(({ span, severity, message, hint }) =>
    [`${span?.cell?.sheet ?? ''}!${span?.cell?.address ?? ''}`, severity, message, hint ?? ''].join(
      ' ',
    ),
  );

/** A workbook as exceljs, changed and saved again. */
async function changed(
  bytes: Uint8Array,
  change: (workbook: ExcelJS.Workbook) => void = () => {},
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  change(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The cell of a sheet below a heading, in the first line whose marks are not those of the example. */
function cellIn(workbook: ExcelJS.Workbook, name: string, heading: string, line = 1): ExcelJS.Cell {
  const sheet = workbook.getWorksheet(name) as ExcelJS.Worksheet;
  let col = 0;
  sheet.getRow(4).eachCell((cell, n) => {
    if (cell.text.replace(/[*]|（.*）/g, '') === heading) col = n;
  });
  const first = sheet.getCell('A5').text === '例' ? 6 : 5;
  expect(col).toBeGreaterThan(0);
  return sheet.getCell(first + line - 1, col);
}

const examples = readdirSync('inputs', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.yaml'),
);

describe('an input as a workbook', () => {
  it.each(examples)('%s comes back, in its order', async (file) => {
    const tree = treeOf(readFileSync(`inputs/${file}`, 'utf8'));
    expect(shown(read(await written(tree)))).toEqual(shown(tree));
  });

  it.each(examples)('%s has a place in the sheets for everything', (file) => {
    const tree = treeOf(readFileSync(`inputs/${file}`, 'utf8'));
    const kind = kindNamed(valueAt(tree, ['类型']));
    expect(kind && bookOf(tree, layoutOfKind(kind)).rest).toEqual([]);
  });

  const random = fc.oneof(plans.map(inputOf), finalPlans.map(finalOf));

  it('of random budgets and accounts is the same input, also saved by another program', async () => {
    await fc.assert(
      fc.asyncProperty(random, async (yaml) => {
        const tree = treeOf(yaml);
        const bytes = await written(tree);
        expect(shown(read(bytes))).toEqual(shown(tree));
        expect(shown(read(await changed(bytes)))).toEqual(shown(tree));
      }),
      { numRuns: runs(9) },
    );
  }, 120_000);

  /** Anything that YAML can say, below the keys of an input and others. */
  const scalar = fc.oneof(
    fc.constantFrom(
      'true',
      'false',
      'null',
      '[]',
      '{}',
      '0',
      '-5',
      '1,234.50',
      '007',
      '1e5',
      '12345678901234567.89',
    ),
    fc.constantFrom(
      '"007"',
      '"1.50"',
      '"是"',
      '"=1+1"',
      '"+86"',
      '"（空）"',
      '"- 一"',
      '"_x0041_"',
      '"true"',
      '""',
    ),
    fc
      .string({ unit: fc.constantFrom('甲', '乙', ' ', 'a', '1', '.', '-', '\\n', ':', '#') })
      .map((text) => `"${text}"`),
  );
  const anything = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .uniqueArray(
          fc.tuple(
            fc.constantFrom(
              '单位',
              '名称',
              '"2060101"',
              '金额',
              '甲 › 乙',
              '"[1]"',
              '~',
              '内容',
              '指标',
            ),
            tie('tree'),
          ),
          {
            selector: ([key]) => key,
            maxLength: 4,
          },
        )
        .map(
          (pairs) =>
            `{ ${pairs.map(([key, value]) => `? ${key === '~' ? '"~"' : key}\n : ${value}`).join(', ')} }`,
        ),
    ),
  })).tree;
  const sections = [
    '部门',
    '单位',
    '收入',
    '基本支出',
    '项目支出',
    '上年',
    '概况',
    '变动原因',
    '绩效项目',
    '整体绩效',
    '附表',
    '封面',
    '单位材料',
    '别的',
  ];

  it('of whatever YAML can say is the same tree', async () => {
    const any = fc.uniqueArray(fc.tuple(fc.constantFrom(...sections), anything), {
      selector: ([key]) => key,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(any, async (pairs) => {
        const yaml = `类型: 预算\n${pairs.map(([key, value]) => `${key}: ${value}\n`).join('')}`;
        const { source } = parseSource(yaml, 'a.yaml');
        fc.pre(source !== undefined);
        const tree = source?.tree ?? null;
        expect(shown(read(await written(tree)))).toEqual(shown(tree));
      }),
      { numRuns: runs(30) },
    );
  }, 120_000);

  it('is the same bytes each time', async () => {
    const tree = treeOf(SMALL);
    expect(await written(tree)).toEqual(await written(tree));
  });

  it('takes time in step with its lines, written and read', async () => {
    const kind = kindNamed('预算');
    const department = (lines: number): Tree =>
      treeOf(
        `类型: 预算\n基本支出:\n${Array.from(
          { length: lines },
          (_, i) =>
            `  - { 单位: "${100001 + i}", 功能科目: "2060101", 经济科目: { "30101": ${i} } }\n`,
        ).join('')}`,
      );
    await expectSteady(department, 200, (tree) => kind && bookOf(tree, layoutOfKind(kind)));
  });
});

describe('what people do to it', () => {
  const small = () => written(treeOf(SMALL));

  it('moved columns, blank and hidden rows, other names of sheets change nothing', async () => {
    const bytes = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      const width = sheet.columnCount;
      for (let n = 4; n <= 8; n++) {
        const cells = Array.from({ length: width }, (_, i) => sheet.getCell(n, i + 1).value);
        for (const [i, value] of cells.reverse().entries()) sheet.getCell(n, i + 1).value = value;
      }
      sheet.spliceRows(7, 0, [], []);
      sheet.getRow(6).hidden = true;
      sheet.spliceRows(1, 0, [], ['自己加的一行']);
      sheet.name = ' 基本 支出';
    });
    expect(shown(read(bytes))).toEqual(shown(treeOf(SMALL)));
  });

  it('a line over the example, or copied with its mark, is not lost unsaid', async () => {
    const changedExample = (to: (sheet: ExcelJS.Worksheet) => void) =>
      small().then((bytes) =>
        changed(bytes, (workbook) => to(workbook.getWorksheet('基本支出') as ExcelJS.Worksheet)),
      );
    const over = await changedExample((sheet) => {
      sheet.getCell('H5').value = 99_999;
    });
    const message = '错误 标着“例”的行不读，这一行却不是原来的例子';
    const hint = '要算数的，请删去“标记”一栏里的“例”；不要的，请删去这一行';
    expect(told(over)).toEqual([`基本支出!H5 ${message} ${hint}`]);
    const marked = await changedExample((sheet) => {
      sheet.getCell('A6').value = '例';
    });
    expect(told(marked)[0]).toContain(message);
    const cleared = await changedExample((sheet) => {
      sheet.getCell('H5').value = null;
    });
    expect(told(cleared)).toEqual([]);
  });

  it('a line that was sorted above the headings is not lost unsaid', async () => {
    const bytes = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      const [headings, line] = [sheet.getRow(4).values, sheet.getRow(6).values];
      sheet.getRow(4).values = line;
      sheet.getRow(6).values = headings;
    });
    expect(told(bytes)[0]).toBe(
      '基本支出!B4 错误 这一行在表头上面，没有读 请移到表头下面；排序时不要连表头一起排',
    );
  });

  it.each([
    ['is called otherwise', 'visible', false, '请把名称改回“基本支出”'],
    ['is called otherwise and hidden', 'hidden', false, '请把名称改回“基本支出”'],
    ['is there twice', 'visible', true, '请把内容并入“基本支出”，删去这一张'],
  ] as const)('a sheet with lines that %s is not lost unsaid', async (_, state, twice, hint) => {
    const bytes = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      if (!twice) {
        sheet.name = '基本支出 (2)';
        sheet.state = state;
        return;
      }
      const copy = workbook.addWorksheet('基本支出 (2)');
      for (const n of [4, 6]) copy.addRow(sheet.getRow(n).values);
    });
    const message = '错误 工作表“基本支出 (2)”同“基本支出”一样写法，名称不同，里面的内容没有读';
    expect(told(bytes).map((text) => text.slice(text.indexOf('错误')))).toEqual([
      `${message} ${hint}`,
    ]);
  });

  it('a tail of binary fractions is asked about, at its cell', async () => {
    const bytes = await changed(await small(), (workbook) => {
      cellIn(workbook, '基本支出', '金额').value = 0.1 + 0.2;
    });
    expect(told(bytes)).toEqual([
      '基本支出!H6 错误 数字 0.30000000000000004 带着计算留下的尾数 是不是 0.3？请在这一格里重新写，或用 ROUND 取整后再粘贴',
    ]);
  });

  it('small numbers and dates that Excel keeps otherwise are as they were meant', async () => {
    const bytes = await changed(await small(), (workbook) => {
      cellIn(workbook, '基本支出', '金额').value = 1e-2;
      const date = cellIn(workbook, '基本信息', '内容', 4);
      expect(date.text).toBe('2026-01-15');
      date.value = new Date('2026-01-20T00:00:00Z');
      date.numFmt = 'yyyy/m/d';
    });
    const tree = read(bytes);
    expect(shown(valueAt(tree, ['基本支出', 0, '经济科目', '30101']) ?? null)).toEqual({
      number: '0.01',
    });
    expect(valueAt(tree, ['编制日期'])).toBe('2026-01-20');
  });

  it('a wrong word, a text for an amount, an unknown unit are told at their cells', async () => {
    const bytes = await changed(await small(), (workbook) => {
      cellIn(workbook, '单位', '性质').value = '行政';
      cellIn(workbook, '基本支出', '金额').value = '1000元';
    });
    expect(told(bytes).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '单位!D6 错误 “性质”不能写“行政”',
      '基本支出!H6 错误 金额应为数字，写的是“1000元”',
    ]);
  });

  it('a line written twice names both cells', async () => {
    const bytes = await changed(await small(), (workbook) => {
      cellIn(workbook, '基本支出', '经济科目', 2).value = '30101';
    });
    expect(told(bytes)).toEqual([
      '基本支出!G7 错误 “30101”写了两行（另一处在 基本支出!H6） 请合并成一行，或改正写错的一行',
    ]);
  });

  it('a column that is gone is one message; one that is not known is told and left', async () => {
    const gone = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      sheet.getCell('H4').value = '钱数';
    });
    expect(told(gone)).toEqual([
      '基本支出!J4 错误 工作表“基本支出”的表头里没有“金额” 请在表头补上；是改了名字的，请改回来',
    ]);
    const more = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      sheet.getCell('J4').value = '经办人';
      sheet.getCell('J6').value = '某某';
    });
    expect(told(more)).toEqual(['基本支出!J4 警告 没有“经办人”这一栏，这一列没有读 ']);
    expect(loaded(more).input).toBeDefined();
  });

  it('amounts below 万元 in a file of 元 are not taken', async () => {
    const bytes = await changed(await small(), (workbook) => {
      const sheet = workbook.getWorksheet('基本支出') as ExcelJS.Worksheet;
      sheet.getCell('H4').value = '金额（万元）';
    });
    expect(told(bytes)).toEqual([
      '基本支出!H4 错误 表头写的是万元，“金额单位”写的是元 金额是按哪个单位写的，两处都改成哪个',
    ]);
  });

  it('marks in the last column are listed as those of comments are', async () => {
    const bytes = await changed(await small(), (workbook) => {
      cellIn(workbook, '基本支出', '待核待填').value = '待核：按合计推算';
    });
    expect(loaded(bytes).source?.remarks.map(({ text, span }) => [text, span.cell])).toEqual([
      ['待核：按合计推算', { sheet: '基本支出', address: 'I6' }],
    ]);
  });

  it('a workbook that is none of ours has a way out', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('部门收支总表').getCell('A1').value = '部门收支总表';
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    expect(isFillIn(bytes)).toBe(false);
    expect(isFillIn(await small())).toBe(true);
    const [one] = loaded(bytes).diagnostics;
    expect([one?.message, one?.hint]).toEqual([
      '这个工作簿不是填报工作簿：没有认识的工作表',
      '填报工作簿由 gongkai init --excel 或 gongkai convert 写出；公开的表、空白表样、平台导出的明细请用 gongkai import 导入',
    ]);
  });
});

describe('remarks of a draft', () => {
  it('stand in the row of what they are about, also of what is not written', async () => {
    const tree = treeOf(SMALL.replace(/^编制日期.*\n/m, ''));
    const bytes = await fillInWorkbook({
      tree,
      remarks: [
        { path: ['编制日期'], text: '待填：编制的日期', where: 'instead' },
        { path: ['基本支出', 0, '经济科目', '30201'], text: '待核：按合计推算', where: 'behind' },
      ],
    });
    const said = readFillIn(bytes, FILE, layouts()).source?.remarks;
    expect(said?.map(({ text, about }) => [text, about])).toEqual([
      ['待填：编制的日期', '编制日期'],
      ['待核：按合计推算', '100001 示例局本级 2060101 30201 500……'],
    ]);
  });
});
