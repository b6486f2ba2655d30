/** Tables as the compiler makes them, written by hand, for the renderers' tests. */
import { Decimal, NO_FIGURE } from '../../src/model/money.js';
import type { Align, Cell, Content, Table } from '../../src/tables/table.js';

interface CellOptions {
  readonly rowSpan?: number;
  readonly colSpan?: number;
  readonly align?: Align;
  readonly bold?: boolean;
  readonly indent?: number;
}

export function cell(row: number, col: number, content: Content, options: CellOptions = {}): Cell {
  const align = content.kind === 'number' ? 'right' : 'left';
  return { row, col, content, rowSpan: 1, colSpan: 1, align, bold: false, indent: 0, ...options };
}

export function text(value: string): Content {
  return { kind: 'text', text: value };
}

/** A figure in 万元, with separators. */
export function wan(value: string, decimals = 2, grouping = true): Content {
  return { kind: 'number', value: new Decimal(value), decimals, grouping, figure: NO_FIGURE };
}

export const BLANK: Content = { kind: 'blank' };

export function table(fields: Partial<Table> & Pick<Table, 'id' | 'cells'>): Table {
  const { cells } = fields;
  return {
    name: '样表',
    title: '样表',
    number: '',
    numberPlace: 'above',
    middle: '',
    preface: [],
    lead: '',
    unit: '',
    orientation: 'portrait',
    widths: [20],
    headerRows: 0,
    rows: Math.max(0, ...cells.map((each) => each.row + each.rowSpan)),
    levels: [],
    notes: [],
    form: false,
    ...fields,
  };
}

function head(row: number, col: number, value: string, options: CellOptions = {}): Cell {
  return cell(row, col, text(value), { align: 'center', bold: true, ...options });
}

/** 收支总表: income left, expenditure right, places that hold no figure, a total. */
export const twoSided: Table = table({
  id: '预算01',
  name: '收支总表',
  number: '表 1',
  numberPlace: 'above',
  middle: '',
  preface: [],
  title: '收支总表',
  lead: '部门：某区数据管理局',
  unit: '单位：万元',
  widths: [34, 14, 34, 14],
  headerRows: 2,
  cells: [
    head(0, 0, '收 入', { colSpan: 2 }),
    head(0, 2, '支 出', { colSpan: 2 }),
    ...['项 目', '预算数', '项 目', '预算数'].map((label, col) => head(1, col, label)),
    cell(2, 0, text('一、一般公共预算拨款收入')),
    cell(2, 1, wan('4335.95')),
    cell(2, 2, text('一、一般公共服务支出')),
    cell(2, 3, wan('0')),
    cell(3, 0, text('二、政府性基金预算拨款收入')),
    cell(3, 1, wan('-1234567.8')),
    cell(3, 2, text('五、科学技术支出')),
    cell(3, 3, wan('2838.72')),
    cell(4, 0, BLANK),
    cell(4, 1, BLANK),
    cell(4, 2, text('十八、住房保障支出')),
    cell(4, 3, wan('215.59')),
    cell(5, 0, text('收入总计'), { align: 'center', bold: true }),
    cell(5, 1, wan('4335.95'), { bold: true }),
    cell(5, 2, text('支出总计'), { align: 'center', bold: true }),
    cell(5, 3, wan('4335.95'), { bold: true }),
  ],
  notes: ['注：各项四舍五入后，与合计数可能存在尾差。'],
});

const FUNDS = '一般公共预算,政府性基金预算,国有资本经营预算,财政专户管理资金,事业收入'.split(',');

/** 收入总表: landscape, three header rows, many narrow columns. */
export const wide: Table = table({
  id: '预算02',
  name: '收入总表',
  number: '表 2',
  numberPlace: 'above',
  middle: '',
  preface: [],
  title: '收入总表',
  lead: '部门：某区数据管理局',
  unit: '单位：万元',
  orientation: 'landscape',
  widths: [8, 24, 12, 12, ...FUNDS.flatMap(() => [10, 10])],
  headerRows: 3,
  cells: [
    head(0, 0, '部门（单位）代码', { rowSpan: 3 }),
    head(0, 1, '部门（单位）名称', { rowSpan: 3 }),
    head(0, 2, '合计', { rowSpan: 3 }),
    head(0, 3, '本年收入', { colSpan: 11 }),
    head(1, 3, '小计', { rowSpan: 2 }),
    ...FUNDS.flatMap((fund, i) => [
      head(1, 4 + 2 * i, fund, { colSpan: 2 }),
      head(2, 4 + 2 * i, '本级'),
      head(2, 5 + 2 * i, '上级转移支付'),
    ]),
    ...['328', '328001', '328003'].flatMap((code, i) => [
      cell(3 + i, 0, text(code)),
      cell(3 + i, 1, text('某区数据管理局所属事业单位'), { indent: i === 0 ? 0 : 1 }),
      ...Array.from({ length: 12 }, (_, n) => cell(3 + i, 2 + n, wan(`${(i + 1) * 1111}.05`))),
    ]),
  ],
});

const SUBJECTS: readonly [string, string, number][] = [
  ['206', '科学技术支出', 0],
  ['20601', '科学技术管理事务', 1],
  ['2060101', '行政运行', 2],
  ['2060199', '其他科学技术管理事务支出', 2],
  ['20604', '技术与开发', 1],
];

/** 支出总表: subjects as a tree, codes and indents, a share in per cent, no separators in one column. */
export const tree: Table = table({
  id: '预算03',
  name: '支出总表',
  number: '表 3',
  numberPlace: 'above',
  middle: '',
  preface: [],
  title: '支出总表',
  lead: '部门：某区数据管理局',
  unit: '单位：万元',
  widths: [12, 36, 14, 14, 10],
  headerRows: 1,
  cells: [
    ...['科目编码', '科目名称', '合计', '基本支出', '占比'].map((label, col) =>
      head(0, col, label),
    ),
    cell(1, 0, text('合计'), { colSpan: 2, align: 'center', bold: true }),
    cell(1, 2, wan('2838.72'), { bold: true }),
    cell(1, 3, wan('1168.18', 2, false), { bold: true }),
    cell(1, 4, wan('100', 1, false), { bold: true }),
    ...SUBJECTS.flatMap(([code, name, level], i) => [
      cell(2 + i, 0, text(code)),
      cell(2 + i, 1, text(name), { indent: level }),
      cell(2 + i, 2, wan(`${1000 + i}.1`)),
      cell(2 + i, 3, wan(`${1000 + i}.1`, 2, false)),
      cell(2 + i, 4, text('20.5%'), { align: 'right' }),
    ]),
  ],
});

/** A table without figures: header, one blank row, and a note that says so. */
export const empty: Table = table({
  id: '预算08',
  name: '政府性基金预算支出表',
  number: '表 8',
  numberPlace: 'above',
  middle: '',
  preface: [],
  title: '政府性基金预算支出表',
  unit: '单位：万元',
  widths: [12, 30, 12],
  headerRows: 1,
  cells: [
    ...['科目编码', '科目名称', '合计'].map((label, col) => head(0, col, label)),
    ...[0, 1, 2].map((col) => cell(1, col, BLANK)),
  ],
  notes: ['说明：我单位本年度没有使用政府性基金预算拨款安排的支出，故本表无数据。'],
});

export const PARAGRAPH = `${'围绕数据资源的汇聚、治理、共享和开放，完善全区公共数据平台，推动政务服务事项网上办理，'.repeat(
  4,
)}年内接入单位不少于 40 家、数据目录更新及时率达到 98% 以上。`;

/** 绩效目标申报表: no header, labels over nested rows, long paragraphs in merged cells. */
export const form: Table = table({
  id: '预算12-1',
  name: '项目支出绩效目标表',
  title: '数据平台运维项目申报表(含绩效目标)',
  number: '表 12-1',
  numberPlace: 'above',
  middle: '',
  preface: [],
  unit: '单位：万元',
  widths: [14, 12, 16, 30, 16],
  form: true,
  rows: 7,
  cells: [
    head(0, 0, '项目名称'),
    cell(0, 1, text('数据平台运维项目'), { colSpan: 4 }),
    head(1, 0, '项目概况'),
    cell(1, 1, text(`${PARAGRAPH}\n${PARAGRAPH}`), { colSpan: 4 }),
    head(2, 0, '长期绩效目标表', { rowSpan: 5 }),
    head(2, 1, '一级指标'),
    head(2, 2, '二级指标'),
    head(2, 3, '三级指标'),
    head(2, 4, '指标值'),
    head(3, 1, '产出指标', { rowSpan: 3 }),
    cell(3, 2, text('数量指标'), { rowSpan: 2 }),
    cell(3, 3, text('接入单位数量')),
    cell(3, 4, text('≥40 家')),
    cell(4, 3, text('故障处理平均时长')),
    cell(4, 4, text('-5%')),
    cell(5, 2, text('成本指标')),
    cell(5, 3, text('成本控制')),
    cell(5, 4, text('≤30 万元')),
    cell(6, 1, text(PARAGRAPH), { colSpan: 3 }),
    cell(6, 4, wan('30', 0)),
  ],
});

/** Texts that attack spreadsheets, XML or CSV readers. */
export const HOSTILE_TEXTS: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '-',
  '-12.5',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\u0000=1',
  'http://example.com/',
  '<b>&amp;</b> "q" \'s\' ]]>',
  '_x0041_',
  '  前后有空格  ',
  '第一行\r\n第二行',
  'a\u0008b\u000Bc\uFFFEd',
  '\uD800孤\uDC00',
  '𠮷野家😀',
  '2024-01-02',
  '1E5',
  'TRUE',
  '__proto__',
  '＝1+1',
];

export const hostile: Table = table({
  id: '预算[09]',
  name: "a:b*c?d/e\\f'g",
  title: '=1+1',
  number: '@1',
  numberPlace: 'above',
  middle: '',
  preface: [],
  lead: '部门：<&>',
  unit: '单位：万元',
  widths: [30, 30],
  headerRows: 1,
  cells: [
    head(0, 0, '=表头'),
    head(0, 1, '说明'),
    ...HOSTILE_TEXTS.map((value, i) => cell(1 + i, 0, text(value))),
  ],
  notes: ['+注'],
});

export const samples: readonly Table[] = [twoSided, wide, tree, empty, form, hostile];
