/** How the lines of a list are laid out: codes in columns, 序号, 栏次, a total above or below its parts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { renderCsv } from '../src/render/csv.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { compareTables } from '../src/review/compare/table-changes.js';
import { findFigures, isMissing } from '../src/review/explain/find.js';
import type { Edition } from '../src/review/open/edition.js';
import { readWorkbook } from '../src/review/open/workbook/read-workbook.js';
import { labelled } from '../src/tables/labels.js';
import { partsOf } from '../src/tables/levels.js';
import { roundingDifferences } from '../src/tables/rounding.js';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { at, readXlsx } from './helpers/read-xlsx.js';
import { META } from './helpers/sample-workbook.js';
import { contextOf, found, tampered } from './helpers/table-rules.js';
import { OWN, START, told } from './helpers/trial.js';
import { brief, compiled, compileText, placeIn, problemsOf } from './helpers/world.js';

const CODES = `  - 名: 功能分类科目编码
    子列:
      - {名: 类, 文: "{类码}", 宽: 6}
      - {名: 款, 文: "{款码}", 宽: 6}
      - {名: 项, 文: "{项码}", 宽: 6}
`;
const NAMES = `列:
${CODES}  - {名: 功能分类科目名称, 文: "{名称}", 宽: 30, 缩进: 级次}
`;
const FIGURES = `  - {名: 合计, 量: 支出}
  - {名: 基本支出, 量: 支出, 性质: 基本支出}
  - {名: 项目支出, 量: 支出, 性质: 项目支出}
`;
const BELOW = `${NAMES}${FIGURES}行源: [功能科目, 合计]\n`;

/** 100 万元 of basic expenditure under 2010301, and what a project spends, in 万元. */
const project = (lines: Readonly<Record<string, number>>) => ({
  收入: [
    { 单位: '100001', 一般公共预算拨款: Decimal.sum(100, ...Object.values(lines)).toNumber() },
  ],
  项目支出: [
    {
      名称: '甲项目',
      单位: '100001',
      用途: '甲',
      支出: Object.entries(lines).map(([功能科目, 金额]) => ({ 功能科目, 金额 })),
    },
  ],
});
const PARTS = project({ '2010302': 20, '2050803': 10 });
const header = ({ cells, headerRows }: Table) =>
  cells
    .filter(({ row }) => row < headerRows)
    .map((c) => `${c.row},${c.col} ${c.rowSpan}×${c.colSpan} ${cellText(c.content)}`);
/** The cells of one row of the body with the columns that they stand across. */
const line = ({ cells, headerRows }: Table, nth: number) =>
  cells
    .filter(({ row }) => row === headerRows + nth)
    .map(({ colSpan, content }) => `${colSpan > 1 ? `${colSpan}×` : ''}${cellText(content)}`);

describe('codes in a column each', () => {
  const table = tableFor(BELOW, PARTS);

  it('are empty below the level of their row', () => {
    expect(bodyOf(table)).toEqual([
      '201|||一般公共服务支出|120.00|100.00|20.00',
      '201|03||政府办公厅（室）及相关机构事务|120.00|100.00|20.00',
      '201|03|01|行政运行|100.00|100.00|0.00',
      '201|03|02|一般行政管理事务|20.00|0.00|20.00',
      '205|||教育支出|10.00|0.00|10.00',
      '205|08||进修及培训|10.00|0.00|10.00',
      '205|08|03|培训支出|10.00|0.00|10.00',
      '|||合计|130.00|100.00|30.00',
    ]);
  });

  it('of an economic subject are two', () => {
    const economic = tableFor(
      '列: [{名: 类, 文: "{类码}"}, {名: 款, 文: "{款码}"}, {名: 名称, 文: "{名称}"}, {名: 合计, 量: 支出, 性质: 基本支出}]\n行源: [经济科目, 合计]\n',
    );
    expect(bodyOf(economic)).toEqual([
      '301||工资福利支出|80.00',
      '301|01|基本工资|80.00',
      '302||商品和服务支出|20.00',
      '302|01|办公费|20.00',
      '||合计|100.00',
    ]);
    expect(labelled(economic).map(({ code }) => code)).toEqual([
      '301',
      '30101',
      '302',
      '30201',
      undefined,
    ]);
  });

  it('name the rows of the table by the whole code', () => {
    const rows = labelled(table).filter(({ columnPath }) => columnPath.at(-1) === '合计');
    expect(rows.map(({ code, rowLabel }) => `${code ?? ''} ${rowLabel}`)).toEqual([
      '201 一般公共服务支出',
      '20103 政府办公厅（室）及相关机构事务',
      '2010301 行政运行',
      '2010302 一般行政管理事务',
      '205 教育支出',
      '20508 进修及培训',
      '2050803 培训支出',
      ' 合计',
    ]);
  });

  it('are asked for in explain by the whole code', () => {
    const asked = findFigures({ tables: [table] } as Partial<Edition> as Edition, [
      '试表!20103.项目支出',
    ]);
    if (isMissing(asked)) throw new Error(asked.message);
    expect(asked.map(({ text }) => text)).toEqual(['20.00']);
  });

  it('are texts of a workbook and of CSV, and make no changes of their own', async () => {
    const bytes = await renderXlsx([table], META);
    const [sheet] = readXlsx(bytes).sheets;
    if (!sheet) throw new Error('no sheet');
    const row = [...sheet.cells.values()].find(({ text }) => text === '03')?.ref.slice(1) ?? '';
    expect(at(sheet, `B${row}`)).toMatchObject({ type: 's', style: { format: '@' } });
    expect(renderCsv(table)).toContain('\r\n201,03,02,一般行政管理事务,20.00,0.00,20.00\r\n');
    const read = await readWorkbook(bytes, '甲.xlsx');
    if ('problem' in read) throw new Error(read.problem.message);
    const context = {
      years: {},
      recoded: () => undefined,
      due: () => ({ causes: [], follows: false }),
    };
    expect(compareTables(read.tables, [table], context)).toEqual([]);
    // another 项 is told as one row that came and one that went, not as changed parts of codes
    const other = tableFor(BELOW, project({ '2010303': 20, '2050803': 10 }));
    const [change] = compareTables([table], [other], context);
    expect(change?.cells.filter(({ column }) => /[类款项]$/.test(column))).toEqual([]);
    expect(change?.rows.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      '删除 2010302',
      '新增 2010303',
    ]);
  });
});

describe('a total below its parts', () => {
  /** Parts of 0.004 万元 each: printed as nothing, together as 0.02. */
  const SMALL = project({ '2010302': 0.004, '2050803': 0.004, '2080102': 0.004, '2100102': 0.004 });

  it('is compared with them for 尾差, like one above', () => {
    const tables = ['[功能科目, 合计]', '[合计, 功能科目]'].map((order) =>
      tableFor(`${NAMES}${FIGURES}行源: ${order}\n`, SMALL),
    );
    for (const { notes } of tables)
      expect(notes).toEqual([
        '注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 0.02 万元的尾差。',
      ]);
  });

  it('is the sum of the tops of the tree before it, and a part that is off is found', () => {
    const files = {
      [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n`,
      'profiles/试/试表.yaml': `表号: 试表\n名称: 试表\n纸张: 纵向\n${BELOW}`,
    };
    const context = contextOf(
      compileText({ 'a.yaml': department({ 格式: '试', ...PARTS }) }, files),
    );
    expect(found(context)).toEqual([]);
    const [table] = context.tables.get('试表') ?? [];
    const cells = table ? labelled(table) : [];
    const cell = cells.find(({ code, columnPath }) => code === '205' && columnPath[0] === '合计');
    if (!table || !cell) throw new Error('no cell');
    expect(found(tampered(context, table, cell, '10000'))).toEqual([
      '表内-02 错误 试表 试表“205 教育支出”的“合计” 11 万元，下一级各行之和 10 万元，相差 1 万元',
      '表内-02 错误 试表 试表“合计”的“合计” 130 万元，下一级各行之和 131 万元，相差 1 万元',
    ]);
  });

  it('is told in explain with the rows before it', () => {
    const table = tableFor(BELOW, PARTS);
    const asked = findFigures({ tables: [table] } as Partial<Edition> as Edition, [
      '试表!合计.合计',
    ]);
    if (isMissing(asked)) throw new Error(asked.message);
    const [first] = asked;
    const parts = first?.kind === 'cell' ? first.parts : [];
    expect(parts.map(({ code, rowLabel }) => `${code} ${rowLabel}`)).toEqual([
      '201 一般公共服务支出',
      '205 教育支出',
    ]);
  });

  it.each([
    [[-1, 0, 1, 0], 0, [1, 3]],
    [[0, 1, 0, -1], 3, [0, 2]],
    [[-1, 0, 1, 0, -1], 0, [1, 3]],
    [[-1, 0, 1, 0, -1], 4, [1, 3]],
    // each total stands below its own tree
    [[0, 0, -1, 0, 1, -1], 2, [0, 1]],
    [[0, 0, -1, 0, 1, -1], 5, [3]],
    [[-1, 0, -1, 0, 0], 2, [3, 4]],
    [[0, 1, 1, 0], 0, [1, 2]],
    [[undefined, 0], 0, []],
  ])('in levels %j the row %i adds up %j', (levels, row, parts) => {
    expect(partsOf(levels, row)).toEqual(parts);
  });

  it('never takes rounding for what the exact figures do not add up to', () => {
    const amount = (exact: number, printed: number) => ({
      exact: new Decimal(exact),
      printed: new Decimal(printed),
    });
    const rows = [[amount(10_000, 1)], [amount(20_000, 2)], [amount(40_000, 4)]];
    expect(roundingDifferences(rows, [0, 0, -1])).toEqual([]);
  });
});

describe('合计跨列', () => {
  it('puts the label of the total across the texts before its figures', async () => {
    const table = tableFor(`${BELOW}合计跨列: 是\n`, PARTS);
    expect(line(table, 7)).toEqual(['4×合计', '130.00', '100.00', '30.00']);
    const total = labelled(table).filter(({ level }) => level === -1);
    expect(total.map(({ rowLabel, code }) => [rowLabel, code])).toEqual(
      total.map(() => ['合计', undefined]),
    );
    const [sheet] = readXlsx(await renderXlsx([table], META)).sheets;
    const row = [...(sheet?.cells.values() ?? [])].find(({ text }) => text === '合计')?.ref;
    expect(row).toMatch(/^[A-Z]\d+$/);
    expect(sheet?.merges.filter((merge) => /^A\d+:D\d+$/.test(merge))).toHaveLength(1);
  });
  it('of a profile, of one of its tables, and taken back', () => {
    const all = tableFor(BELOW, PARTS, '各表: {合计跨列: 是}\n');
    expect(line(all, 7)[0]).toBe('4×合计');
    const own = tableFor(BELOW, PARTS, '改表: {试表: {合计跨列: 是, 合计名: 总 计}}\n');
    expect(line(own, 7)[0]).toBe('4×总 计');
    const none = tableFor(`${BELOW}合计跨列: 是\n`, PARTS, '改表: {试表: {合计跨列: 否}}\n');
    expect(line(none, 7)).toEqual(['', '', '', '合计', '130.00', '100.00', '30.00']);
  });
  it('stands beside a number of the line, and over a place where none is counted', () => {
    const numbered = (次: string) =>
      BELOW.replace('列:\n', `列:\n  - {名: 序号, 次: ${次}}\n`).concat('合计跨列: 是\n');
    expect(line(tableFor(numbered('行'), PARTS), 7).slice(0, 2)).toEqual(['8', '4×合计']);
    expect(line(tableFor(numbered('明细'), PARTS), 7)[0]).toBe('5×合计');
  });
});

describe('序号', () => {
  const numbers = (次: string, order = '[功能科目, 合计]') => {
    const list = BELOW.replace('列:\n', `列:\n  - {名: 序号, 次: ${次}}\n`);
    const table = tableFor(list.replace('[功能科目, 合计]', order), PARTS);
    return bodyOf(table).map((row) => row.split('|')[0]);
  };
  it('counts all rows, all but the total, or those that hold no others', () => {
    expect(numbers('行')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(numbers('明细')).toEqual(['1', '2', '3', '4', '5', '6', '7', '']);
    expect(numbers('明细', '[合计, 功能科目]')).toEqual(['', '1', '2', '3', '4', '5', '6', '7']);
    expect(numbers('末级')).toEqual(['', '', '1', '2', '', '', '3', '']);
  });
  it('is no change of its own where a row comes before it', () => {
    const list = BELOW.replace('列:\n', '列:\n  - {名: 序号, 次: 行}\n');
    const [change] = compareTables(
      [tableFor(list, PARTS)],
      [tableFor(list, project({ '2010302': 20, '2010303': 0, '2050803': 10 }))],
      { years: {}, recoded: () => undefined, due: () => ({ causes: [], follows: false }) },
    );
    expect(change?.cells.filter(({ column }) => column === '序号')).toEqual([]);
  });
  it('of another word is refused', () => {
    const path = 'profiles/试/试表.yaml';
    const text = `表号: 试表\n名称: 试表\n纸张: 纵向\n列: [{名: 序号, 次: 列}]\n行源: [合计]\n`;
    const files = {
      [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n`,
      [path]: text,
    };
    told(path, files, ['列}]', '“次”不能写“列”', '可用的值：行、明细、末级、栏']);
  });
});

describe('空表合计', () => {
  const empty = `${BELOW}范围: {资金: 政府性基金预算}\n空表: 注：本表为空表。\n`;
  it('prints the line of the total in a table without figures, empty but for its label', () => {
    const table = tableFor(`${empty}空表合计: 是\n合计跨列: 是\n`, PARTS);
    expect(line(table, 0)).toEqual(['4×合计', '', '', '']);
    expect([table.rows - table.headerRows, table.levels]).toEqual([1, [-1]]);
    expect(table.notes).toEqual(['注：本表为空表。']);
    const all = tableFor(empty, PARTS, '各表: {空表合计: 是}\n');
    expect(bodyOf(all)).toEqual(['|||合计|||']);
  });
  it('else there is one blank line, and a table with figures is as it was', () => {
    const blank = tableFor(empty, PARTS);
    expect([bodyOf(blank), blank.levels]).toEqual([['||||||'], [undefined]]);
    expect(bodyOf(tableFor(`${BELOW}空表合计: 是\n`, PARTS)).length).toBe(8);
  });
});

describe('栏次', () => {
  it('numbers the columns behind a label across the texts', () => {
    const table = tableFor(`${BELOW}栏次: 栏　　次\n`, PARTS);
    expect(table.headerRows).toBe(3);
    expect(header(table).slice(-4)).toEqual([
      '2,0 1×4 栏　　次',
      '2,4 1×1 1',
      '2,5 1×1 2',
      '2,6 1×1 3',
    ]);
    // the number is no part of what a column is called
    expect(labelled(table)[0]).toMatchObject({ code: '201', columnPath: ['合计'] });
  });
  it('stands across as many columns as it says, and numbers texts too', () => {
    const table = tableFor(`${BELOW}栏次: {字: 栏次, 列: 1}\n`, PARTS);
    expect(header(table).slice(-7)).toEqual([
      '2,0 1×1 栏次',
      ...[1, 2, 3, 4, 5, 6].map((n) => `2,${n} 1×1 ${n}`),
    ]);
  });
  it('counts what is left where the profile drops a column, and may be of all its lists', () => {
    const table = tableFor(BELOW, PARTS, '各表: {栏次: 栏次}\n改表: {试表: {去列: [合计]}}\n');
    expect(header(table).slice(-3)).toEqual(['2,0 1×4 栏次', '2,4 1×1 1', '2,5 1×1 2']);
    const none = tableFor(BELOW, PARTS, '各表: {栏次: 栏次}\n改表: {试表: {栏次: 无}}\n');
    expect(none.headerRows).toBe(2);
  });
  it('is refused where there is nothing to number, and in a table of cells', () => {
    const path = 'profiles/试/试表.yaml';
    const files = (text: string) => ({
      [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n`,
      [path]: `表号: 试表\n名称: 试表\n纸张: 纵向\n${text}`,
    });
    told(
      path,
      files('列: [{名: 甲, 文: 甲}, {名: 乙, 文: 乙}]\n行源: [合计]\n栏次: {字: 栏, 列: 2}\n'),
      ['2}', '“栏”占了 2 栏，右边没有要编号的栏了', '最多写 1'],
    );
    told(path, files('列: [{名: 甲, 文: 甲}]\n行源: [合计]\n栏次: 栏"次\n'), [
      '栏"次',
      '各栏都是文字，没有要编号的栏',
      '请用“列”写明前面的字跨几栏',
    ]);
    told(path, files('列宽: [10]\n表体: [{行: [甲]}]\n合计跨列: 是\n'), [
      '合计跨列',
      '“合计跨列”要同“列”“行源”一起写',
      '逐格写的表，在“表头”“表体”里写这样的格',
    ]);
    const profile = `${START}改表: {预算01: {栏次: 栏次}}\n`;
    expect(problemsOf('试', { [OWN]: profile }).map(brief)).toEqual([
      `templates/${OWN}:${placeIn(profile, '栏次')} “栏次”要同“列”“行源”一起写〔逐格写的表，在“表头”“表体”里写这样的格〕`,
    ]);
  });
});

it('the guide has a list that prints all of this', () => {
  const guide = readFileSync('docs/格式指南.md', 'utf8');
  const [, text = ''] = /<!-- 列表 -->\n```yaml\n(.*?)```/s.exec(guide) ?? [];
  const files = {
    [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [功能分类]}]}]\n`,
    'profiles/试/功能分类.yaml': text,
  };
  const input = department({
    格式: '试',
    ...PARTS,
    上年: { 一般公共预算支出: { '2010301': 90, '2080102': 6 } },
    上年执行数: { 一般公共预算支出: { '2010301': 88 } },
  });
  const [table] = compiled(compileText({ 'a.yaml': input }, files)).tables;
  if (!table) throw new Error('no table');
  expect(table.notes).toEqual([]);
  expect(bodyOf(table)).toEqual([
    '|201|||一般公共服务支出|90.00|88.00|120.00|30.00|33.3%',
    '|201|03||政府办公厅（室）及相关机构事务|90.00|88.00|120.00|30.00|33.3%',
    '1|201|03|01|行政运行|90.00|88.00|100.00|10.00|11.1%',
    '2|201|03|02|一般行政管理事务|0.00|0.00|20.00|20.00|',
    '|205|||教育支出|0.00|0.00|10.00|10.00|',
    '|205|08||进修及培训|0.00|0.00|10.00|10.00|',
    '3|205|08|03|培训支出|0.00|0.00|10.00|10.00|',
    '|208|||社会保障和就业支出|6.00|0.00|0.00|-6.00|-100%',
    '|208|01||人力资源和社会保障管理事务|6.00|0.00|0.00|-6.00|-100%',
    '4|208|01|02|一般行政管理事务|6.00|0.00|0.00|-6.00|-100%',
    '合计|96.00|88.00|130.00|34.00|35.4%',
  ]);
});
