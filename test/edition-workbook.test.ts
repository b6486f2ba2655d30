/** Workbooks read back as tables: those that gongkai wrote, those that people edited or made by hand. */
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { cleanText } from '../src/render/xlsx-text.js';
import { readWorkbook } from '../src/review/open/workbook/read-workbook.js';
import { columnPaths, type LabelledCell, labelled } from '../src/tables/labels.js';
import { cellText, type Table } from '../src/tables/table.js';
import { showNumber } from '../src/workbook/cells.js';
import { cell, form, hostile, PARAGRAPH, samples, table, text } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';
import { type Example, EXAMPLES as PACKAGES } from './helpers/table-rules.js';
import { compiled, compileExample } from './helpers/world.js';

/** Codes in columns of their own come back whole, in the last of them: see lists-layout.test.ts. */
const EXAMPLES = PACKAGES.filter((path) => path !== 'hunan/2026.yaml');

async function tablesOf(bytes: Uint8Array): Promise<readonly Table[]> {
  const read = await readWorkbook(bytes, '甲/手工.xlsx');
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

/** All examples that something is so in, by table. */
async function everywhere(
  told: (back: Table, own: Table) => readonly string[],
): Promise<readonly string[]> {
  const found = EXAMPLES.map(async (path) => {
    const { tables, read } = await example(path);
    return tables.flatMap((own, i) =>
      told(read[i] as Table, own).map((one) => `${path} ${own.id}${one}`),
    );
  });
  return (await Promise.all(found)).flat();
}

const place = ({ row, col }: { row: number; col: number }) => `${row}|${col}`;

/** What reviewers compare of a table, but for its levels; a sheet does not say what it is of, why it is empty, how it foots. */
function facts(one: Table): Record<string, unknown> {
  const { cells, levels: _, widths: __, numberPlace, preface: ___, ...more } = one;
  const { subject: ____, empty: _____, adjusted: ______, ...rest } = more;
  const texts = cells.map((each) =>
    [place(each), each.rowSpan, each.colSpan, cellText(each.content)].join('|'),
  );
  const where = one.number === '' ? {} : { numberPlace };
  return { ...rest, ...where, paths: columnPaths(one), texts: texts.sort() };
}

/** The cells with figures, in words; those that show nothing only where `other` has them too. */
function figures(one: Table, other: Table): string[] {
  const places = new Set(labelled(other).map(place));
  const told = (each: LabelledCell) =>
    [
      ...[place(each), each.rowLabel, each.rowText, each.code, each.columnPath.join('/')],
      ...[each.content.kind, cellText(each.content), each.figure.whole ? '占比' : ''],
    ].join('|');
  return labelled(one)
    .filter((each) => cellText(each.content) !== '' || places.has(place(each)))
    .map(told)
    .sort();
}

describe('a workbook that gongkai wrote', () => {
  it.each(EXAMPLES)('%s comes back as reviewers see it', async (path) => {
    const { tables, read } = await example(path);
    expect(read.map(({ id }) => id)).toEqual(tables.map(({ id }) => id));
    tables.forEach((own, i) => {
      const back = read[i] as Table;
      expect(facts(back)).toEqual(facts(own));
      expect(figures(back, own)).toEqual(figures(own, own));
    });
  });

  it('has its levels again, but for a total that stands in a table without names', async () => {
    const lost = await everywhere((back, own) =>
      JSON.stringify(back.levels) === JSON.stringify(own.levels) ? [] : [''],
    );
    expect(lost.map((one) => one.replace(/^.* /, ''))).toEqual(['预算07', '预算07', '预算09']);
  });

  it('takes few empty places for zeros that the form does not', async () => {
    const extra = await everywhere((back, own) => {
      const places = new Set(labelled(own).map(place));
      const others = labelled(back).filter((one) => !places.has(place(one)));
      return others.map(({ content }) => `: ${cellText(content)}`);
    });
    expect(extra.length).toBeLessThanOrEqual(15);
    expect(extra.every((one) => one.endsWith(': '))).toBe(true);
  });

  it('has figures in 元 where the unit is 万元, and shares of a hundred', async () => {
    const { read } = await example('jianghan/2024.yaml');
    const cells = read.flatMap(labelled);
    const income = cells.find(({ rowLabel }) => rowLabel === '一般公共预算拨款收入');
    expect(`${income?.figure.value}`).toBe('55118900');
    const share = cells.find(({ content }) => cellText(content) === '9.43%');
    expect(`${share?.figure.value} of ${share?.figure.whole?.value}`).toBe('9.43 of 100');
  });

  it('keeps hostile texts, formulas that are texts and escapes, and tells its title', async () => {
    const book = await readWorkbook(await renderXlsx(samples, META), '某局.XLSX');
    const read = 'tables' in book ? book.tables[samples.indexOf(hostile)] : undefined;
    const shown = new Map(read?.cells.map((one) => [place(one), cellText(one.content)]));
    for (const one of hostile.cells)
      expect(shown.get(place(one))).toBe(cleanText(cellText(one.content)));
    expect(read).toMatchObject({ title: '=1+1', number: '@1', lead: '部门：<&>', notes: ['+注'] });
    expect(book).toMatchObject({ title: META.title });
    const untitled = await readWorkbook(await hand(() => {}), '甲/某局2026.XLSX');
    expect(untitled).toMatchObject({ title: '某局2026' });
  });

  it('joins a row that was parted to be printable', async () => {
    const long = cell(1, 1, text(PARAGRAPH.repeat(30)), { colSpan: 4 });
    const tall = { ...form, cells: [...form.cells.slice(0, 3), long, ...form.cells.slice(4)] };
    const [back] = await tablesOf(await renderXlsx([tall], META));
    expect(back).toMatchObject({ rows: 7, headerRows: 0, form: true, id: '预算12-1' });
    const own = back?.cells.find((one) => place(one) === '1|1');
    expect(own).toMatchObject({ rowSpan: 1, colSpan: 4 });
  });

  it('has names again that are too long for a sheet, and no table 勾稽检查表', async () => {
    const name = '新生路政务服务中心（大数据中心区域）办公用房租赁及物业管理';
    const cells = [cell(0, 0, text('项目名称')), cell(0, 1, text(name)), cell(1, 0, text('备注'))];
    const long = table({ id: '预算12-2', name, cells, widths: [9, 9], form: true });
    const checks = table({ id: '勾稽检查表', name: '', cells: [cell(0, 0, text('一'))] });
    expect(await tablesOf(await renderXlsx([long, checks], META))).toMatchObject([
      { id: '预算12-2', name },
    ]);
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

const handMade = async (fill: Fill, name?: string): Promise<Table> =>
  (await tablesOf(await hand(fill, name)))[0] as Table;

const merge = (sheet: ExcelJS.Worksheet, ranges: string) => {
  for (const range of ranges.split(' ')) sheet.mergeCells(range);
};

/** 支出总表 as offices make it: codes as numbers, indentation by blanks, merged headings. */
const subjects: Fill = (sheet) => {
  sheet.addRows([
    ['部门：某局', null, null, '单位：万元'],
    ['科目编码', '科目名称', '其中', null],
    [null, null, '基本支出', '项目支出'],
    [null, '合计', 1000, 234.5],
    [206, '科学技术支出', 1000, 234.5],
    [20601, '　科学技术管理事务', 1000, 234.5],
    [2060101, '　　行政运行', 1000, null],
    [2060199, '　　其他科学技术管理事务支出', null, '234.50'],
    ['注：本表四舍五入。'],
  ]);
  merge(sheet, 'A1:D1 A3:A4 B3:B4 C3:D3 A10:D10');
  for (const col of ['C', 'D']) sheet.getColumn(col).numFmt = '#,##0.00';
};
const spots = (one: Table) =>
  labelled(one).map(({ rowLabel, code, level, columnPath, content }) =>
    [rowLabel, code ?? '', level ?? '', columnPath.join('/'), cellText(content)].join('|'),
  );

describe('a workbook that was made by hand', () => {
  it('is read by its lines, merged headings and labels', async () => {
    const read = await handMade(subjects);
    expect(read).toMatchObject({
      ...{ id: '表1', name: '某局收支表', title: '某局收支表', lead: '部门：某局' },
      ...{ unit: '单位：万元', headerRows: 2, rows: 7, levels: [-1, 0, 1, 2, 2], form: false },
      ...{ notes: ['注：本表四舍五入。'], preface: [] },
    });
    expect(spots(read)).toEqual([
      '合计||-1|其中/基本支出|1,000.00',
      '合计||-1|其中/项目支出|234.50',
      '科学技术支出|206|0|其中/基本支出|1,000.00',
      '科学技术支出|206|0|其中/项目支出|234.50',
      '科学技术管理事务|20601|1|其中/基本支出|1,000.00',
      '科学技术管理事务|20601|1|其中/项目支出|234.50',
      '行政运行|2060101|2|其中/基本支出|1,000.00',
      '行政运行|2060101|2|其中/项目支出|',
      '其他科学技术管理事务支出|2060199|2|其中/基本支出|',
      '其他科学技术管理事务支出|2060199|2|其中/项目支出|234.50',
    ]);
  });

  it('is the same with lines round everything, and wherever a pane is frozen', async () => {
    const plain = spots(await handMade(subjects));
    const thin = { style: 'thin' } as const;
    const lined: Fill = (sheet) => {
      for (let row = 1; row <= 10; row++)
        for (let col = 1; col <= 4; col++)
          sheet.getCell(row, col).border = { left: thin, right: thin };
    };
    const frozen = (ySplit: number) => (sheet: ExcelJS.Worksheet) => {
      sheet.views = [{ state: 'frozen', ySplit }];
    };
    for (const more of [lined, frozen(4), frozen(6)]) {
      const fill: Fill = (...own) => [subjects, more].forEach((one) => void one(...own));
      expect(spots(await handMade(fill))).toEqual(plain);
    }
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
      merge(sheet, 'A2:C2 D2:D3 E2:E3 A4:D4');
    });
    expect(spots(read)).toEqual([
      '合计||-1|金额|3',
      '科学技术支出|206|0|金额|3',
      '科学技术管理事务|20601|1|金额|3',
      '一般行政管理事务|2060102|2|金额|3',
    ]);
  });

  it('with two sides and numbered columns has no levels, and no zeros where a side has no row', async () => {
    const read = await handMade((sheet) => {
      sheet.addRows([
        ['公开01表'],
        ['部门：某局　　　　金额单位：元'],
        ['收入', null, null, '支出', null, null],
        ['项目', '行次', '金额', '项目', '行次', '金额'],
        ['栏次', null, 1, '栏次', null, 2],
        ['一、财政拨款', 1, 12.3, '一、国防支出', 3, null],
        [null, 2, null, '二、教育支出', 4, 12.3],
      ]);
      merge(sheet, 'A4:C4 D4:F4');
      sheet.getCell('A1').font = { size: 18 };
    }, '收入支出决算');
    expect(read).toMatchObject({
      ...{ id: '收入支出决算', name: '收入支出决算', number: '公开01表', headerRows: 3 },
      ...{ lead: '部门：某局', unit: '金额单位：元', levels: [undefined, undefined] },
    });
    expect(spots(read)).toEqual([
      '财政拨款|||收入/金额|12.3',
      '国防支出|||支出/金额|',
      '教育支出|||支出/金额|12.3',
    ]);
    expect(`${labelled(read)[0]?.figure.value}`).toBe('12.3');
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
        [null, '其他资金', null, null],
        ['绩效指标', '指标名称', '指标值', '指标值确定依据'],
        [null, '满意度', '95%', '上年数'],
      ]);
      merge(sheet, 'B3:D3 A6:A8 A9:A10');
      sheet.getCell('D7').numFmt = '0.0%';
    });
    expect(read).toMatchObject({ form: true, headerRows: 0, lead: '填报日期：2025年1月2日' });
    expect(spots(read)).toEqual([
      '项目总预算||||30万元',
      '合计|||金额|30',
      '合计|||占比|100.0%',
      '其他资金|||金额|',
      '其他资金|||占比|',
    ]);
  });

  it('shows what its cells show: results, runs, links, dates, errors, no zeros', async () => {
    const bytes = await hand((sheet) => {
      sheet.addRows([['单位：元'], ['项目', '金额', '备注']]);
      sheet.getCell('A4').value = { richText: [{ text: '一、' }, { text: '收入', font: {} }] };
      sheet.getCell('B4').value = { formula: 'SUM(B5:B6)', result: 0.1 + 0.2 };
      sheet.getCell('C4').value = { text: '见附件', hyperlink: 'http://example.com/' };
      sheet.getCell('A5').value = '二、其他';
      sheet.getCell('A5').note = '批注';
      sheet.getCell('B5').value = { error: '#REF!' };
      sheet.getCell('C5').value = new Date(Date.UTC(2025, 0, 2));
      sheet.getCell('C5').numFmt = 'yyyy"年"m"月"d"日"';
      sheet.getCell('A6').value = { formula: 'A4', result: '三、结转' };
      sheet.getCell('B6').value = 0;
      sheet.getCell('C6').value = new Date(Date.UTC(2025, 0, 2));
    });
    const shown = async (file: Uint8Array) =>
      (await tablesOf(file))[0]?.cells.slice(3).map(({ content }) => cellText(content));
    const texts = ['一、收入', '0.3', '见附件', '二、其他', '#REF!', '2025年1月2日', '三、结转'];
    expect(await shown(bytes)).toEqual([...texts, '0', '2025/1/2']);
    const parts = unzipSync(bytes);
    const path = 'xl/worksheets/sheet1.xml';
    const view = '<sheetViews><sheetView showZeros="0"/></sheetViews>';
    const xml = strFromU8(parts[path] as Uint8Array).replace('<sheetFormatPr', `${view}$&`);
    const hidden = zipSync({ ...parts, [path]: strToU8(xml) });
    expect(await shown(hidden)).toEqual([...texts, '', '2025/1/2']);
  });

  it('leaves hidden and empty sheets out, and names the others by their numbers', async () => {
    const names =
      '3.支出总表|预算05-1 支出表|公开02表收入决算表|2024年收支总表|部门收支|表一 收支|GK03财政拨款|Sheet9|表1 乙|1 丙|表1 甲';
    const bytes = await hand((sheet, book) => {
      sheet.state = 'hidden';
      book.addWorksheet('空');
      for (const name of names.split('|'))
        book.addWorksheet(name).addRows([[`题${name}`], ['项目', '金额']]);
      book.addWorksheet('藏').state = 'veryHidden';
    });
    const read = await tablesOf(bytes);
    expect(read.map(({ id, name }) => `${id} ${name}`).join('|')).toBe(
      '3 支出总表|预算05-1 支出表|公开02 收入决算表|2024年收支总表 2024年收支总表|部门收支 部门收支|表一 收支|GK03 财政拨款|Sheet9 题Sheet9|表1 乙 乙|1 丙|表1 甲 甲',
    );
  });
});

/** A workbook of gongkai's, opened, changed and saved. */
async function edited(bytes: Uint8Array, change: (book: ExcelJS.Workbook) => void) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  change(book);
  return tablesOf(new Uint8Array(await book.xlsx.writeBuffer()));
}

describe('a workbook that someone went over', () => {
  it('tells the changed figure, the new row and the new note, and nothing else', async () => {
    const { tables, bytes } = await example('wuchang/2026.yaml');
    const read = await edited(bytes, (book) => {
      const sheet = book.getWorksheet('预算03 支出总表') as ExcelJS.Worksheet;
      sheet.insertRow(8, ['2060102', '一般行政管理事务', 12.34, 12.34, 0], 'i');
      sheet.getCell('C6').value = 2838.73;
      sheet.addRow(['备注：改过。']);
    });
    const before = new Set(spots(tables[2] as Table));
    const after = new Set(spots(read[2] as Table));
    const fresh = [...after].filter((one) => !before.has(one));
    const row = ['合计|12.34', '基本支出|12.34', '项目支出|0.00'];
    expect(fresh.map((one) => one.replace(/\|\d?\|/, '||'))).toEqual([
      '科学技术支出|206||合计|2,838.73',
      ...row.map((one) => `一般行政管理事务|2060102||${one}`),
    ]);
    const gone = [...before].filter((one) => !after.has(one));
    expect(gone).toEqual(['科学技术支出|206|0|合计|2,838.72']);
    expect(read[2]?.notes.at(-1)).toBe('备注：改过。');
  });

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
    const read = await edited(bytes, (book) => book.eachSheet(bare));
    const plain = (cells: string[]) => cells.map((one) => one.replaceAll('　', ''));
    const shape = ({ headerRows, rows, levels }: Table) => [headerRows, rows, levels];
    tables.forEach((own, i) => {
      const back = read[i] as Table;
      expect(shape(back)).toEqual(shape(own));
      expect(plain(figures(back, own))).toEqual(plain(figures(own, own)));
    });
  });
});

const ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ';

describe('numbers', () => {
  it.each([
    [1234.5, '#,##0.00', '1,234.50'],
    [-1234.5, '#,##0.00_);(#,##0.00)', '-1,234.50'],
    [36.285, '0.00', '36.29'],
    [12.5, '0.0"%"', '12.5%'],
    [0, '#,##0.00;-#,##0.00;', ''],
    [0, ACCOUNTING, '-'],
    [1234.5, ACCOUNTING, '1,234.50'],
    [1234.5, '#,##0.00"万元"', '1,234.50万元'],
    [123456, '0!.0,', '12.3'],
    [1 / 3, 'General', '0.333333333'],
    [1234567890123, 'General', '1234567890123'],
    [1e5 + 0.1, 'G/通用格式', '100000.1'],
    [5, ';;;', ''],
    [12, '[红色]0.00', '12.00'],
    [40, '0"家"', '40家'],
    [1.5, '0.00E+00', '1.5'],
    [Number.NaN, '0', '#NUM!'],
  ])('%s as %s show %s', (number, format, shown) => {
    expect(showNumber(number, format).text).toBe(shown);
  });
});
