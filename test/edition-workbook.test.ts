/** Workbooks read back as tables: those that gongkai wrote, those that people edited or made by hand. */
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../src/edition/workbook.js';
import { showNumber } from '../src/edition/workbook-numbers.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { cleanText } from '../src/render/xlsx-text.js';
import { columnPaths, type LabelledCell, labelled } from '../src/tables/labels.js';
import { cellText, type Table } from '../src/tables/table.js';
import { cell, form, hostile, PARAGRAPH, samples, table, text } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';
import { EXAMPLES, type Example } from './helpers/table-rules.js';
import { compiled, compileExample } from './helpers/world.js';

async function tablesOf(bytes: Uint8Array, file = '甲/手工.xlsx'): Promise<readonly Table[]> {
  const read = await readWorkbook(bytes, file);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.tables;
}

interface Written {
  readonly tables: readonly Table[];
  readonly bytes: Uint8Array;
  readonly read: readonly Table[];
}
const written = new Map<Example, Promise<Written>>();

/** An example, compiled, rendered and read back once. */
function example(path: Example): Promise<Written> {
  const make = async () => {
    const { tables } = compiled(compileExample(path));
    const bytes = await renderXlsx(tables, META);
    return { tables, bytes, read: await tablesOf(bytes) };
  };
  const own = written.get(path) ?? make();
  written.set(path, own);
  return own;
}

/** What reviewers compare of a cell, in words. */
const told = ({ row, col, rowLabel, rowText, code, columnPath, content, figure }: LabelledCell) =>
  [
    ...[row, col, rowLabel, rowText, code, columnPath.join('/'), content.kind, cellText(content)],
    figure.whole ? '占比' : '',
  ].join('|');

/** What reviewers compare of a table, but for its levels. */
function facts(one: Table): Record<string, unknown> {
  const { cells: _, levels: __, widths: ___, numberPlace, preface: ____, ...rest } = one;
  return {
    ...rest,
    ...(one.number === '' ? {} : { numberPlace }),
    paths: columnPaths(one),
    texts: one.cells.map((each) =>
      [each.row, each.col, each.rowSpan, each.colSpan, cellText(each.content)].join('|'),
    ),
  };
}

/** The cells with figures; those that show nothing only where `other` has them too. */
function figures(one: Table, other: Table): string[] {
  const places = new Set(labelled(other).map(({ row, col }) => `${row}|${col}`));
  return labelled(one)
    .filter(({ row, col, content }) => cellText(content) !== '' || places.has(`${row}|${col}`))
    .map(told)
    .sort();
}

describe('a workbook that gongkai wrote', () => {
  it.each(EXAMPLES)('%s comes back as reviewers see it', async (path) => {
    const { tables, read } = await example(path);
    expect(read.map(({ id }) => id)).toEqual(tables.map(({ id }) => id));
    tables.forEach((own, i) => {
      const back = read[i] as Table;
      const sorted = (one: Table) => ({
        ...facts(one),
        texts: (facts(one).texts as string[]).sort(),
      });
      expect(sorted(back)).toEqual(sorted(own));
      expect(figures(back, own)).toEqual(figures(own, own));
    });
  });

  it('has its levels again, but for a total that stands in a table without names', async () => {
    const lost: string[] = [];
    for (const path of EXAMPLES) {
      const { tables, read } = await example(path);
      tables.forEach(({ id, levels }, i) => {
        if (JSON.stringify(read[i]?.levels) !== JSON.stringify(levels)) lost.push(`${path} ${id}`);
      });
    }
    expect(lost).toEqual(['wuchang/2026.yaml 预算07', 'hongshan/2025.yaml 预算07']);
  });

  it('has figures in 元 where the unit is 万元, and shares of a hundred', async () => {
    const { read } = await example('jianghan/2024.yaml');
    const [first, goals] = [read[0], read[13]];
    const income = labelled(first as Table).find(
      ({ rowLabel }) => rowLabel === '一般公共预算拨款收入',
    );
    expect(`${income?.figure.value}`).toBe('55118900');
    const share = labelled(goals as Table).find(({ content }) => cellText(content) === '9.43%');
    expect(`${share?.figure.value} of ${share?.figure.whole?.value}`).toBe('9.43 of 100');
  });

  it('takes few empty places for zeros that the form does not', async () => {
    const extra: string[] = [];
    for (const path of EXAMPLES) {
      const { tables, read } = await example(path);
      tables.forEach((own, i) => {
        const places = new Set(labelled(own).map(({ row, col }) => `${row}|${col}`));
        for (const one of labelled(read[i] as Table))
          if (!places.has(`${one.row}|${one.col}`))
            extra.push(`${path} ${own.id} ${cellText(one.content)}`);
      });
    }
    expect(extra.length).toBeLessThanOrEqual(15);
    expect(new Set(extra.map((one) => one.split(' ')[2]))).toEqual(new Set(['']));
  });

  it('keeps hostile texts, formulas that are texts and escapes', async () => {
    const read = (await tablesOf(await renderXlsx(samples, META)))[samples.indexOf(hostile)];
    const shown = new Map(
      read?.cells.map(({ row, col, content }) => [`${row}|${col}`, cellText(content)]),
    );
    for (const { row, col, content } of hostile.cells)
      expect(shown.get(`${row}|${col}`)).toBe(cleanText(cellText(content)));
    expect(read).toMatchObject({ title: '=1+1', number: '@1', lead: '部门：<&>', notes: ['+注'] });
  });

  it('joins a row that was parted to be printable', async () => {
    const tall = {
      ...form,
      cells: [
        ...form.cells.slice(0, 3),
        cell(1, 1, text(PARAGRAPH.repeat(30)), { colSpan: 4 }),
        ...form.cells.slice(4),
      ],
    };
    const [back] = await tablesOf(await renderXlsx([tall], META));
    expect(back).toMatchObject({ rows: 7, headerRows: 0, form: true, id: '预算12-1' });
    expect(back?.cells.find(({ row, col }) => row === 1 && col === 1)).toMatchObject({
      rowSpan: 1,
      colSpan: 4,
    });
  });

  it('has names again that are too long for a sheet', async () => {
    const name = '新生路政务服务中心（大数据中心区域）办公用房租赁及物业管理';
    const cells = [cell(0, 0, text('项目名称')), cell(0, 1, text(name)), cell(1, 0, text('备注'))];
    const long = table({ id: '预算12-2', name, cells, widths: [9, 9], form: true });
    expect(await tablesOf(await renderXlsx([long], META))).toMatchObject([
      { id: '预算12-2', name },
    ]);
  });

  it('has no table 勾稽检查表', async () => {
    const list = table({ id: '预算01', cells: [cell(0, 0, text('一'))] });
    const checks = table({ id: '勾稽检查表', name: '', cells: [cell(0, 0, text('一'))] });
    expect((await tablesOf(await renderXlsx([list, checks], META))).map(({ id }) => id)).toEqual([
      '预算01',
    ]);
  });

  it('tells its title, or else the name of the file', async () => {
    const bytes = await renderXlsx([samples[0] as Table], META);
    expect(await readWorkbook(bytes, 'a.xlsx')).toMatchObject({ title: META.title });
    expect(await readWorkbook(await hand(() => {}), '甲/某局2026.XLSX')).toMatchObject({
      title: '某局2026',
    });
  });
});

type Fill = (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void;

/** A workbook as people make them: nothing frozen, nothing set for print. */
async function hand(fill: Fill, name = '表1'): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(name);
  sheet.getCell('A1').value = '某局收支表';
  fill(sheet, book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function handMade(fill: Fill, name?: string): Promise<Table> {
  return (await tablesOf(await hand(fill, name)))[0] as Table;
}

/** 支出总表 as offices make it: codes as numbers, indentation by blanks, merged headings. */
const subjects: Fill = (sheet) => {
  sheet.addRows([
    ['部门：某局', null, null, null, '单位：万元'],
    ['科目编码', '科目名称', '合计', '其中', null],
    [null, null, null, '基本支出', '项目支出'],
    [null, '合计', 1234.5, 1000, 234.5],
    [206, '科学技术支出', 1234.5, 1000, 234.5],
    [20601, '　科学技术管理事务', 1234.5, 1000, 234.5],
    [2060101, '　　行政运行', 1000, 1000, null],
    [2060199, '　　其他科学技术管理事务支出', 234.5, null, '234.50'],
    ['注：本表四舍五入。'],
  ]);
  for (const range of ['A1:E1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'A10:E10'])
    sheet.mergeCells(range);
  for (const col of ['C', 'D', 'E']) sheet.getColumn(col).numFmt = '#,##0.00';
};
const spots = (one: Table) =>
  labelled(one).map(({ rowLabel, code, level, columnPath, content }) =>
    [rowLabel, code ?? '', level ?? '', columnPath.join('/'), cellText(content)].join('|'),
  );

describe('a workbook that was made by hand', () => {
  it('is read by its lines, merged headings and labels', async () => {
    const read = await handMade(subjects);
    expect(read).toMatchObject({
      id: '表1',
      name: '某局收支表',
      title: '某局收支表',
      lead: '部门：某局',
      unit: '单位：万元',
      headerRows: 2,
      rows: 7,
      levels: [-1, 0, 1, 2, 2],
      notes: ['注：本表四舍五入。'],
      form: false,
    });
    expect(spots(read)).toEqual([
      '合计||-1|合计|1,234.50',
      '合计||-1|其中/基本支出|1,000.00',
      '合计||-1|其中/项目支出|234.50',
      '科学技术支出|206|0|合计|1,234.50',
      '科学技术支出|206|0|其中/基本支出|1,000.00',
      '科学技术支出|206|0|其中/项目支出|234.50',
      '科学技术管理事务|20601|1|合计|1,234.50',
      '科学技术管理事务|20601|1|其中/基本支出|1,000.00',
      '科学技术管理事务|20601|1|其中/项目支出|234.50',
      '行政运行|2060101|2|合计|1,000.00',
      '行政运行|2060101|2|其中/基本支出|1,000.00',
      '行政运行|2060101|2|其中/项目支出|',
      '其他科学技术管理事务支出|2060199|2|合计|234.50',
      '其他科学技术管理事务支出|2060199|2|其中/基本支出|',
      '其他科学技术管理事务支出|2060199|2|其中/项目支出|234.50',
    ]);
  });

  it('is the same with lines round everything, and wherever a pane is frozen', async () => {
    const plain = spots(await handMade(subjects));
    const thin = { style: 'thin' } as const;
    const lines = { top: thin, left: thin, bottom: thin, right: thin };
    const lined: Fill = (sheet, book) => {
      subjects(sheet, book);
      for (let row = 1; row <= 10; row++)
        for (let col = 1; col <= 5; col++) sheet.getCell(row, col).border = lines;
    };
    const frozen: Fill = (sheet, book) => {
      subjects(sheet, book);
      sheet.views = [{ state: 'frozen', ySplit: 4 }];
    };
    const wrong: Fill = (sheet, book) => {
      subjects(sheet, book);
      sheet.views = [{ state: 'frozen', ySplit: 6 }];
    };
    for (const fill of [lined, frozen, wrong]) expect(spots(await handMade(fill))).toEqual(plain);
  });

  it('with 类, 款 and 项 in columns of their own has whole codes', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([
        ['科目编码', null, null, '科目名称', '金额'],
        ['类', '款', '项', null, null],
        ['合计', null, null, null, 3],
        [206, null, null, '科学技术支出', 3],
        [null, '01', null, '科学技术管理事务', 3],
        [206, 1, '02', '一般行政管理事务', 3],
      ]);
      for (const range of ['A2:C2', 'D2:D3', 'E2:E3', 'A4:D4']) sheet.mergeCells(range);
    });
    expect(spots(read)).toEqual([
      '合计||-1|金额|3',
      '科学技术支出|206|0|金额|3',
      '科学技术管理事务|20601|1|金额|3',
      '一般行政管理事务|2060102|2|金额|3',
    ]);
  });

  it('with two sides has no levels, and no zeros where a side has no row', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([
        [null, null, null, '单位：元'],
        ['收入', null, '支出', null],
        ['项目', '预算数', '项目', '预算数'],
        ['一、财政拨款', 100, '一、国防支出', null],
        [null, null, '二、教育支出', 100],
        ['收入总计', 100, '支出总计', 100],
      ]);
      sheet.mergeCells('A3:B3');
      sheet.mergeCells('C3:D3');
    });
    expect(read).toMatchObject({ headerRows: 2, unit: '单位：元', form: false });
    expect(read.levels.every((level) => level === undefined)).toBe(true);
    expect(spots(read)).toEqual([
      '财政拨款|||收入/预算数|100',
      '国防支出|||支出/预算数|',
      '教育支出|||支出/预算数|100',
      '收入总计|||收入/预算数|100',
      '支出总计|||支出/预算数|100',
    ]);
    expect(`${labelled(read)[0]?.figure.value}`).toBe('100');
  });

  it('with numbers of columns and rows has them as no figures', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([
        ['公开01表', null, null],
        ['部门：某局', null, '金额单位：万元'],
        ['项目', '行次', '金额'],
        ['栏次', null, 1],
        ['一、财政拨款收入', 1, 12.3],
        ['二、其他收入', 2, 0],
      ]);
      sheet.getCell('A1').font = { size: 18 };
    }, '收入决算');
    expect(read).toMatchObject({
      id: '收入决算',
      name: '收入决算',
      number: '公开01表',
      headerRows: 2,
    });
    expect(spots(read)).toEqual(['财政拨款收入|||金额|12.3', '其他收入|||金额|0']);
  });

  it('of labels and values is a form, its headings known by their words', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([
        ['填报日期：2025年1月2日', null, null, '单位：万元'],
        ['项目名称', '平台运维', null, null],
        ['项目负责人', '某某', '联系电话', 87654321],
        ['起始年度', 2025, '项目总预算', '30万元'],
        ['资金来源', '来源', '金额', '占比'],
        [null, '合计', 30, 1],
        [null, '财政拨款', 30, 1],
        [null, '其他资金', null, null],
        ['绩效指标', '指标名称', '指标值', '指标值确定依据'],
        [null, '满意度', '95%', '上年数'],
      ]);
      for (const range of ['B3:D3', 'A6:A9', 'A10:A11']) sheet.mergeCells(range);
      for (const ref of ['D7', 'D8']) sheet.getCell(ref).numFmt = '0.0%';
    });
    expect(read).toMatchObject({ form: true, headerRows: 0, lead: '填报日期：2025年1月2日' });
    expect(spots(read)).toEqual([
      '项目总预算||||30万元',
      '合计|||金额|30',
      '合计|||占比|100.0%',
      '财政拨款|||金额|30',
      '财政拨款|||占比|100.0%',
      '其他资金|||金额|',
      '其他资金|||占比|',
    ]);
  });

  it('shows what its cells show: results, runs, links, dates, errors', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([['单位：元'], ['项目', '金额', '备注']]);
      sheet.getCell('A4').value = {
        richText: [{ text: '一、' }, { text: '收入', font: { bold: true } }],
      };
      sheet.getCell('B4').value = { formula: 'SUM(B5:B6)', result: 0.1 + 0.2 };
      sheet.getCell('C4').value = { text: '见附件', hyperlink: 'http://example.com/' };
      sheet.getCell('A5').value = '二、其他';
      sheet.getCell('B5').value = { error: '#REF!' };
      sheet.getCell('C5').value = new Date(Date.UTC(2025, 0, 2));
      sheet.getCell('C5').numFmt = 'yyyy"年"m"月"d"日"';
      sheet.getCell('A6').value = { formula: 'A4', result: '三、结转' };
      sheet.getCell('B6').value = 3;
      sheet.getRow(5).hidden = true;
      sheet.getColumn(3).hidden = true;
    });
    const body = read.cells.filter(({ row }) => row > 0).map(({ content }) => cellText(content));
    expect(body).toEqual([
      '一、收入',
      '0.3',
      '见附件',
      '二、其他',
      '#REF!',
      '2025年1月2日',
      '三、结转',
      '3',
      '',
    ]);
  });

  it('leaves hidden and empty sheets out, and names the others by their numbers', async () => {
    const names = [
      '3.支出总表',
      '预算05-1 支出表',
      '公开02表收入决算表',
      '2024年收支总表',
      '部门收支',
      '表一 收支',
      'GK03财政拨款',
      'Sheet9',
    ];
    const bytes = await hand((sheet, book) => {
      sheet.state = 'hidden';
      book.addWorksheet('空');
      for (const name of names) book.addWorksheet(name).addRows([[`题${name}`], ['项目', '金额']]);
      book.addWorksheet('藏').state = 'veryHidden';
    });
    const read = await tablesOf(bytes);
    expect(read.map(({ id, name }) => `${id}|${name}`)).toEqual([
      '3|支出总表',
      '预算05-1|支出表',
      '公开02|收入决算表',
      '2024年收支总表|2024年收支总表',
      '部门收支|部门收支',
      '表一|收支',
      'GK03|财政拨款',
      'Sheet9|题Sheet9',
    ]);
  });

  it('has as many ids as sheets', async () => {
    const bytes = await hand((sheet, book) => {
      for (const name of ['表1 乙', '1 丙']) book.addWorksheet(name).getCell('A1').value = 1;
      sheet.name = '表1 甲';
    });
    expect((await tablesOf(bytes)).map(({ id }) => id)).toEqual(['表1 甲', '表1 乙', '1']);
  });
});

describe('a workbook that someone went over', () => {
  it('tells the changed figure, the new row and the new note, and nothing else', async () => {
    const { tables, bytes } = await example('wuchang/2026.yaml');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('预算03 支出总表') as ExcelJS.Worksheet;
    sheet.insertRow(8, ['2060102', '一般行政管理事务', 12.34, 12.34, 0], 'i');
    sheet.getCell('C6').value = 2838.73;
    const last = sheet.addRow(['备注：改过。']).number;
    expect(last).toBeGreaterThan(20);
    const read = await tablesOf(new Uint8Array(await book.xlsx.writeBuffer()));
    const before = new Set(spots(tables[2] as Table));
    const after = new Set(spots(read[2] as Table));
    expect(
      [...after].filter((one) => !before.has(one)).map((one) => one.replace(/\|\d?\|/, '||')),
    ).toEqual([
      '科学技术支出|206||合计|2,838.73',
      ...['合计|12.34', '基本支出|12.34', '项目支出|0.00'].map(
        (one) => `一般行政管理事务|2060102||${one}`,
      ),
    ]);
    expect([...before].filter((one) => !after.has(one))).toEqual([
      '科学技术支出|206|0|合计|2,838.72',
    ]);
    expect(read[2]?.notes.at(-1)).toBe('备注：改过。');
  });
});

describe('a workbook that says as little as it can', () => {
  /** Takes away what only gongkai writes: panes, lines, bold type, sizes, sides, texts that are codes. */
  function bare(sheet: ExcelJS.Worksheet): void {
    sheet.views = [{ state: 'normal' }];
    sheet.pageSetup = {};
    sheet.eachRow({ includeEmpty: true }, (row) =>
      row.eachCell({ includeEmpty: true }, (one) => {
        const { alignment, numFmt } = one.style;
        one.style = { numFmt: numFmt ?? 'General' };
        if (one.isMerged && one.master !== one) return;
        if (alignment?.indent) one.value = `${'　'.repeat(alignment.indent)}${one.value}`;
        if (typeof one.value !== 'string' || !/^[1-9]\d{2,6}$/.test(one.value)) return;
        one.value = Number(one.value);
        one.numFmt = 'General';
      }),
    );
  }

  it.each([
    'wuchang/2024-final.yaml',
    'hongshan/2023-final.yaml',
  ] as const)('%s is read by its words alone', async (path) => {
    const { tables, bytes } = await example(path);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    book.eachSheet(bare);
    const read = await tablesOf(new Uint8Array(await book.xlsx.writeBuffer()));
    tables.forEach((own, i) => {
      const back = read[i] as Table;
      const plain = (cells: string[]) => cells.map((one) => one.replaceAll('　', ''));
      expect([back.headerRows, back.rows, back.levels]).toEqual([
        own.headerRows,
        own.rows,
        own.levels,
      ]);
      expect(plain(figures(back, own))).toEqual(plain(figures(own, own)));
    });
  });
});

describe('numbers', () => {
  it.each([
    [1234.5, '#,##0.00', '1,234.50'],
    [-1234.5, '#,##0.00_);(#,##0.00)', '-1,234.50'],
    [1.005, '0.00', '1.01'],
    [0.125, '0.0%', '12.5%'],
    [12.5, '0.0"%"', '12.5%'],
    [0, '#,##0.00;-#,##0.00;', ''],
    [0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-'],
    [1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '1,234.50'],
    [1234.5, '¥#,##0.00', '1,234.50'],
    [1234.5, '#,##0.00"万元"', '1,234.50万元'],
    [123456, '0!.0,', '12.3'],
    [1234567, '#,##0,', '1,235'],
    [67, '000', '067'],
    [1 / 3, 'General', '0.333333333'],
    [1e5 + 0.1, 'G/通用格式', '100000.1'],
    [3, '@', '3'],
    [1.5, '0.##', '1.5'],
    [5, ';;;', ''],
    [12, '[红色]0.00', '12.00'],
    [40, '0"家"', '40家'],
    [Number.NaN, '0', '#NUM!'],
  ])('%s as %s show %s', (number, format, shown) => {
    expect(showNumber(number, format).text).toBe(shown);
  });

  it('of nothing show nothing where the sheet says so', () => {
    expect(showNumber(0, '0.00', false)).toMatchObject({ text: '', amount: { decimals: 2 } });
  });
});
