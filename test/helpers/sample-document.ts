/** A made-up document with every kind of block, for the tests of the renderers. */
import { Decimal, NO_FIGURE } from '../../src/model/money.js';
import type {
  Block,
  Chart,
  ChartValue,
  ContentsEntry,
  Document,
  Part,
  Run,
} from '../../src/narrative/document.js';
import type { Cell, Content, Table } from '../../src/tables/table.js';

type Given =
  | string
  | number
  | { readonly text: string; readonly indent?: number; readonly bold?: boolean };

export function number(value: number | string): Content {
  return {
    kind: 'number',
    value: new Decimal(value),
    decimals: 2,
    grouping: true,
    figure: NO_FIGURE,
  };
}

export function cell(row: number, col: number, given: Given, more: Partial<Cell> = {}): Cell {
  const text = typeof given === 'object' ? given.text : given;
  const content: Content =
    typeof text === 'number' ? number(text) : text ? { kind: 'text', text } : { kind: 'blank' };
  const extra: { indent?: number; bold?: boolean } = typeof given === 'object' ? given : {};
  return {
    row,
    col,
    rowSpan: 1,
    colSpan: 1,
    content,
    align: content.kind === 'number' ? 'right' : 'left',
    bold: extra.bold ?? false,
    indent: extra.indent ?? 0,
    ...more,
  };
}

/** A table of plain rows; `head` rows first. */
export function tableOf(
  id: string,
  title: string,
  widths: readonly number[],
  rows: readonly (readonly Given[])[],
  more: Partial<Table> = {},
): Table {
  const headerRows = more.headerRows ?? 1;
  return {
    id,
    name: title,
    title,
    number: `${id}表`,
    numberPlace: 'above',
    middle: '',
    preface: [],
    lead: '部门：示例部门',
    unit: '单位：万元',
    orientation: 'portrait',
    widths,
    headerRows,
    rows: rows.length,
    cells: rows.flatMap((row, r) =>
      row.map((given, c) => cell(r, c, given, r < headerRows ? { align: 'center' } : {})),
    ),
    levels: [],
    notes: [],
    form: false,
    ...more,
  };
}

/** Amounts that look like amounts, the same at each run. */
function amount(seed: number): number {
  return Number((((seed * 7919) % 1_000_003) / 37).toFixed(2));
}

function twoSided(): Table {
  const rows = Array.from({ length: 28 }, (_, i): Given[] => [
    i < 9 ? `${'一二三四五六七八九'[i]}、财政拨款收入` : '',
    i < 9 ? amount(i + 1) : '',
    `${i + 1}、社会保障和就业支出`,
    i % 3 === 0 ? amount(i + 50) : 0,
  ]);
  const table = tableOf(
    '预算01',
    '示例部门收支总表',
    [30, 13, 34, 13],
    [
      ['收入', '', '支出', ''],
      ['项目', '预算数', '项目', '预算数'],
      ...rows,
      [{ text: '收入总计', bold: true }, 1234567.89, { text: '支出总计', bold: true }, 1234567.89],
    ],
    { headerRows: 2, notes: ['注：各项数据四舍五入，合计与分项之和可能有尾差。'] },
  );
  const cells = table.cells
    .filter(({ row, col }) => row !== 0 || col % 2 === 0)
    .map((given) => (given.row === 0 ? { ...given, colSpan: 2 } : given));
  return { ...table, cells };
}

function wide(): Table {
  const heads = [
    '科目编码',
    '科目名称',
    '合计',
    '上年结转',
    '一般公共预算拨款',
    '政府性基金预算拨款',
    '国有资本经营预算拨款',
    '财政专户管理资金',
    '事业收入',
    '上级补助收入',
    '附属单位上缴收入',
    '其他收入',
    '使用非财政拨款结余',
  ];
  const rows = Array.from({ length: 24 }, (_, i): Given[] => [
    `2${String(10101 + i * 37).padStart(6, '0')}`,
    {
      text: i % 3 === 0 ? '社会保障和就业支出' : '机关事业单位基本养老保险缴费支出',
      indent: i % 3,
      bold: i % 3 === 0,
    },
    123456.78 + i,
    ...Array.from({ length: 10 }, (_, c) => (c % 4 === 3 ? 0 : amount(i * 13 + c))),
  ]);
  return tableOf(
    '预算02',
    '示例部门收入总表',
    [12, 34, 14, 12, 14, 14, 14, 12, 12, 12, 12, 12, 14],
    [heads, ...rows],
    { orientation: 'landscape' },
  );
}

function long(): Table {
  const rows = Array.from({ length: 119 }, (_, i): Given[] => [
    String(2080500 + i),
    { text: `第${i + 1}行行政单位离退休支出`, indent: i % 3 },
    amount(i),
    amount(i + 7),
    amount(i + 9),
  ]);
  return tableOf(
    '预算03',
    '示例部门支出总表',
    [10, 36, 14, 14, 14],
    [['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ...rows],
  );
}

/** Objectives and indicators: a label over all rows, labels over groups, labels over sub-groups. */
export function form(rows = 66): Table {
  const cells: Cell[] = [
    cell(0, 0, '项目名称', { align: 'center' }),
    cell(0, 1, '示例项目<b>&"\'', { colSpan: 6 }),
    cell(1, 0, '总体目标', { align: 'center' }),
    cell(1, 1, '保障各项工作平稳运行，按时完成年度任务。'.repeat(12), { colSpan: 6 }),
    cell(2, 0, '绩效指标', { rowSpan: rows - 2, align: 'center' }),
  ];
  for (let row = 2; row < rows; row += 1) {
    const at = row - 2;
    if (at % 32 === 0) {
      cells.push(
        cell(row, 1, `一级指标${at / 32 + 1}`, {
          rowSpan: Math.min(32, rows - row),
          align: 'center',
        }),
      );
    }
    if (at % 8 === 0) {
      cells.push(
        cell(row, 2, `二级指标${at / 8 + 1}`, {
          rowSpan: Math.min(8, rows - row),
          align: 'center',
        }),
      );
    }
    cells.push(
      cell(
        row,
        3,
        `三级指标之${at + 1}：服务对象满意程度${at % 5 === 0 ? '和按时办结的比例以及其他需要说明的事项' : ''}`,
      ),
      cell(row, 4, at % 2 ? '≥95%' : '≤3次'),
      cell(row, 5, '①历史标准 ☑是 □否'),
      cell(row, 6, `第${at + 1}行末`),
    );
  }
  return {
    ...tableOf('预算12-1', '示例项目绩效目标申报表', [10, 10, 12, 34, 12, 16, 12], []),
    headerRows: 0,
    rows,
    cells,
    form: true,
  };
}

const SENTENCE =
  '本部门严格执行有关规定，坚持厉行节约，合理安排各项支出，确保资金使用安全、规范、有效，着力提升“服务质量”与工作效率——不断改进。';

function paragraph(seed: number): Block {
  const runs: Run[] = [
    { text: `${seed}年收支预算总额为` },
    { text: amount(seed).toFixed(2), figure: NO_FIGURE },
    { text: '万元，比上年增加' },
    { text: amount(seed + 3).toFixed(2), figure: NO_FIGURE },
    { text: `万元，增长12.35%。${SENTENCE.repeat(1 + (seed % 4))}` },
  ];
  return { kind: 'paragraph', runs };
}

const of = (yuan: number, label: string): ChartValue => ({
  label,
  figure: { value: new Decimal(yuan), sources: [] },
});

export const BARS: Chart = {
  kind: 'bars',
  unit: '万元',
  categories: ['2029年度', '2030年度'],
  series: [
    { name: '收入总计', values: [of(79_918_100, '7,991.81'), of(42_913_700, '4,291.37')] },
    { name: '支出总计', values: [of(79_918_100, '7,991.81'), of(42_913_700, '4,291.37')] },
  ],
};

function narrative(): Block[] {
  const blocks: Block[] = [];
  for (let section = 1; section <= 6; section += 1) {
    blocks.push({
      kind: 'heading',
      level: 1,
      text: `${'一二三四五六'[section - 1]}、收支情况说明之${section}`,
      id: `s${section}`,
    });
    for (let sub = 1; sub <= 3; sub += 1) {
      blocks.push({
        kind: 'heading',
        level: 2,
        text: `（${'一二三'[sub - 1]}）支出说明`,
        id: `s${section}-${sub}`,
      });
      blocks.push(paragraph(section * 100 + sub), paragraph(section * 31 + sub));
      blocks.push({
        kind: 'heading',
        level: 3,
        text: `${sub}.增减变化原因`,
        id: `s${section}-${sub}-原因`,
      });
      blocks.push(paragraph(section * 17 + sub));
    }
  }
  blocks.splice(12, 0, {
    kind: 'figure',
    id: 'chart',
    caption: '图1 收入与支出',
    chart: BARS,
    alt: '柱形图：收入大于支出',
  });
  return blocks;
}

function tablePart(): Part {
  const small = (id: string, title: string): Table =>
    tableOf(
      id,
      title,
      [40, 20, 20],
      [
        ['项目', '预算数', '上年'],
        ['因公出国（境）费', 0, 0],
        ['公务用车购置及运行维护费', 12.5, 13],
        ['公务接待费', 1.2, 1.3],
      ],
      { notes: ['注：本部门没有使用政府性基金安排的支出。'] },
    );
  const tables = [
    twoSided(),
    wide(),
    long(),
    small('预算04', '财政拨款“三公”经费支出表'),
    small('预算05', '政府性基金预算支出表'),
    form(),
  ];
  return {
    id: 'tables',
    label: '第二部分',
    title: '部门预算表',
    blocks: tables.map((table) => ({ kind: 'table', id: table.id, table })),
  };
}

/** Cover, contents, and four parts of about forty pages. */
export function sampleDocument(): Document {
  const tables = tablePart();
  const text = narrative();
  const parts: Part[] = [
    {
      id: 'overview',
      label: '第一部分',
      title: '部门概况',
      blocks: [
        { kind: 'heading', level: 1, text: '一、主要职责', id: 'duties' },
        {
          kind: 'paragraph',
          runs: [{ text: `特殊字符<b>&"'原样印出，<img src=http://tracker.example/a.png>也是。` }],
        },
        paragraph(11),
        { kind: 'heading', level: 1, text: '二、机构设置', id: 'units' },
        paragraph(14),
      ],
    },
    tables,
    { id: 'notes', label: '第三部分', title: '预算情况说明', blocks: text },
    {
      id: 'terms',
      label: '第四部分',
      title: '名词解释',
      blocks: Array.from({ length: 12 }, (_, i) => paragraph(200 + i)),
    },
  ];
  const contents: ContentsEntry[] = parts.flatMap((part): ContentsEntry[] => [
    { level: 0, text: `${part.label} ${part.title}`, target: part.id },
    ...part.blocks.flatMap((block): ContentsEntry[] => {
      if (block.kind === 'table')
        return [{ level: 1, text: `${block.table.number} ${block.table.title}`, target: block.id }];
      return block.kind === 'heading' && block.level < 3
        ? [{ level: block.level === 1 ? 1 : 2, text: block.text, target: block.id }]
        : [];
    }),
  ]);
  return {
    title: '示例部门2030年部门预算公开',
    author: '示例部门',
    language: 'zh-CN',
    date: '2030-02-15',
    cover: { title: ['示例部门', '2030年部门预算公开'], lines: ['示例部门', '2030年2月15日'] },
    contents,
    parts,
    closing: ['说明：文中数据四舍五入。'],
  };
}

/** A document of one part. */
export function documentOf(
  blocks: readonly Block[],
  contents: Document['contents'] = [],
): Document {
  const parts = [{ id: 'part', label: '第一部分', title: '试验', blocks }];
  return { ...sampleDocument(), parts, contents, closing: [] };
}
