/** From a table template and a department to the cells that are printed. */
import { describe, expect, it } from 'vitest';
import { IN_WAN } from '../src/model/money.js';
import { roundingNote } from '../src/tables/rounding.js';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { compiled, compileText } from './helpers/world.js';

/** Tables of a template 试表 for a department with these parts. */
function tablesOf(template: string, parts: Record<string, unknown> = {}, more = ''): Table[] {
  const files = {
    'profiles/试.yaml': `名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n${more}`,
    'profiles/试/试表.yaml': `表号: 试表\n名称: 试表\n纸张: 纵向\n${template}`,
  };
  const input = department({ 格式: '试', ...parts });
  return [...compiled(compileText({ '2026.yaml': input }, files)).tables];
}
function tableOf(template: string, parts: Record<string, unknown> = {}, more = ''): Table {
  const [table] = tablesOf(template, parts, more);
  if (!table) throw new Error('no table');
  return table;
}
/** Texts of the rows below the header. */
const body = ({ cells, headerRows, rows }: Table) =>
  Array.from({ length: rows - headerRows }, (_, i) =>
    cells.filter((c) => c.row === headerRows + i).map((c) => cellText(c.content)),
  );
/** `行,列 行数×列数 文字` of the header's cells. */
const header = ({ cells, headerRows }: Table) =>
  cells
    .filter((c) => c.row < headerRows)
    .map((c) => `${c.row},${c.col} ${c.rowSpan}×${c.colSpan} ${cellText(c.content)}`);

it('a table that is called by words alone has no number of one', () => {
  const rows = '列: [{名: 合计, 量: 支出}]\n行源: [合计]\n';
  expect(tableOf(rows).number).toBe('');
  expect(tableOf(`${rows}印号: 附表`).number).toBe('附表');
  expect(tableOf(rows, {}, '改表: {试表: {表号: 试表07}}\n').number).toBe('表7');
});

describe('the header of a list', () => {
  it('spans what is below a name, and down where nothing is', () => {
    const table = tableOf(`列:
  - {名: 编码, 文: "{编码}", 宽: 8}
  - 名: "{年度}年"
    子列:
      - {名: 小计, 量: 支出, 宽: 9}
      - 名: 基本支出
        子列: [{名: 人员, 量: 支出, 类别: 人员经费, 宽: 10}, {名: 公用, 量: 支出, 类别: 公用经费}]
  - {名: 备注, 文: ""}
行源: [合计]
`);
    expect(header(table)).toEqual([
      '0,0 3×1 编码',
      '0,1 1×3 2026年',
      '0,4 3×1 备注',
      '1,1 2×1 小计',
      '1,2 1×2 基本支出',
      '2,2 1×1 人员',
      '2,3 1×1 公用',
    ]);
    expect(table.headerRows).toBe(3);
    expect(table.widths).toEqual([8, 9, 10, 14, 14]);
    expect(table.cells.filter((c) => c.row < 3).every((c) => c.bold && c.align === 'center')).toBe(
      true,
    );
  });

  it('loses a group whose columns were all dropped', () => {
    const table = tableOf(
      `列:\n  - {名: 名称, 文: "{名称}"}\n  - {名: 组, 子列: [{名: 甲, 量: 支出, 性质: 上缴上级支出}, {名: 小计, 量: 收入}]}\n行源: [合计]\n`,
      {},
      '改表: {试表: {去列: [甲, 小计]}}\n',
    );
    expect(header(table)).toEqual(['0,0 1×1 名称']);
    expect(body(table)).toEqual([['合计']]);
  });

  it('keeps a column that the profile drops where an amount would be lost with it', () => {
    const list = `列:\n  - {名: 名称, 文: "{名称}"}\n  - {名: 组, 子列: [{名: 小计, 量: 支出}, {名: 基本, 量: 支出, 性质: 基本支出}, {名: 项目, 量: 支出, 性质: 项目支出}]}\n行源: [合计]\n`;
    const table = tableOf(list, {}, '改表: {试表: {去列: [组]}}\n');
    expect(header(table)).toEqual(['0,0 2×1 名称', '0,1 1×1 组', '1,1 1×1 基本']);
  });
});

describe('the rows of a list', () => {
  const LIST = `列:
  - {名: 科目, 文: "{名称}", 缩进: 级次}
  - {名: 支出, 量: 支出}
行源: [合计, 功能科目]
`;
  it('are indented by level, the total centred, figures on the right with their sources', () => {
    const { cells, headerRows } = tableOf(LIST);
    const rows = cells.filter((c) => c.row >= headerRows);
    expect(
      rows.filter((c) => c.col === 0).map((c) => [cellText(c.content), c.indent, c.align]),
    ).toEqual([
      ['合计', 0, 'center'],
      ['一般公共服务支出', 0, 'left'],
      ['政府办公厅（室）及相关机构事务', 1, 'left'],
      ['行政运行', 2, 'left'],
    ]);
    const last = rows.at(-1);
    expect([last?.align, last?.content.figure?.sources.length]).toEqual(['right', 2]);
  });

  it('carry a note on 尾差 only where printed parts miss the printed total', () => {
    const odd = (amounts: Record<string, number>) => ({
      金额单位: '元',
      收入: [{ 单位: '100001', 一般公共预算拨款: Object.values(amounts).reduce((a, b) => a + b) }],
      基本支出: Object.entries(amounts).map(([功能科目, amount]) => ({
        单位: '100001',
        功能科目,
        经济科目: { '30201': amount },
      })),
    });
    // 0.005 + 0.005 = 0.01, printed 0.01 + 0.01
    const table = tableOf(LIST, odd({ '2010301': 50, '2010302': 50 }));
    expect(table.notes).toEqual([
      '注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 0.01 万元的尾差。',
    ]);
    expect(tableOf(LIST, odd({ '2010301': 100, '2010302': 200 })).notes).toEqual([]);
  });

  it('give one blank row and the statement where there is nothing', () => {
    const table = tableOf(
      `${LIST}范围: {资金: 政府性基金预算}\n空表: "{年度}年没有"\n注: [注一]\n`,
    );
    expect(body(table)).toEqual([['', '']]);
    expect(table.notes).toEqual(['注一', '2026年没有']);
  });
});

describe('roundingNote', () => {
  it('does not look across rows of the same level or at blank cells', () => {
    expect(roundingNote([[], []], [0, 1], IN_WAN)).toBeUndefined();
    expect(roundingNote([], [], IN_WAN)).toBeUndefined();
  });
});

describe('the cells of a form', () => {
  const form = (cells: string, more = '') => `列宽: [10, 10]\n表体:\n  - 行: ${cells}\n${more}`;
  const first = (cells: string, parts = {}, more = '') =>
    body(tableOf(form(cells), parts, more))[0];

  it('show amounts in the three formats', () => {
    const parts = {
      收入: [{ 单位: '100001', 一般公共预算拨款: 1234.5 }],
      基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 1234.5 } }],
    };
    expect(first('[{量: 支出}, {量: 支出, 式: 数}]', parts)).toEqual(['1,234.50', '1234.5']);
    expect(first('[{量: 支出, 式: 金额文字}, 甲]', parts)).toEqual(['1234.5万元', '甲']);
  });

  it('show zero as the cell says, then the table, then the profile', () => {
    const zero = '{量: 支出, 资金: 单位资金}';
    const shown = '{量: 支出, 资金: 单位资金, 零: 显示}';
    expect(first(`[${zero}, 甲]`)).toEqual(['0.00', '甲']);
    expect(first(`[${zero}, ${shown}]`, {}, '数字: {零: 空白}\n')).toEqual(['', '0.00']);
    expect(body(tableOf(form(`[${zero}, ${shown}]`, '零: 空白\n')))).toEqual([['', '0.00']]);
  });

  it('leave a figure that the input does not know blank', () => {
    expect(first('[{量: 政府采购}, {量: 支出, 口径: 上年}]')).toEqual(['', '']);
  });

  it('show a share of the whole, whatever the row', () => {
    const table = tableOf(`列:
  - {名: 科目, 文: "{编码}"}
  - {名: 占比, 量: 支出, 占: {量: 支出}}
行源: [合计, 款级经济科目]
`);
    expect(body(table)).toEqual([
      ['', '100%'],
      ['30101', '80%'],
      ['30201', '20%'],
    ]);
    expect(first('[{量: 支出, 占: {量: 支出, 资金: 单位资金}}, 甲]')).toEqual(['', '甲']);
  });

  const part = (性质: string) => `{量: 支出, 性质: ${性质}}`;
  const PARTS = ['基本支出', '项目支出', '事业单位经营支出'];
  const shares = `格: [[${PARTS.map(
    (性质) =>
      `{量: 支出, 性质: ${性质}, 占: {量: 支出总计}, 配平: [${PARTS.map(part).join(', ')}]}`,
  ).join(', ')}]]`;
  const balanced = (parts: Record<string, unknown>) =>
    body(tableOf(`列宽: [9, 9, 9]\n表体:\n  - ${shares}\n`, parts, '数字: {占比配平: 是}\n'))[0];
  const thirds = {
    收入: [{ 单位: '100001', 一般公共预算拨款: 20, 其他收入: 10 }],
    基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 10 } }],
    项目支出: [{ 名称: '甲', 单位: '100001', 支出: [{ 功能科目: '2010302', 金额: 10 }] }],
    其他支出: [{ 单位: '100001', 性质: '事业单位经营支出', 功能科目: '2010303', 金额: 10 }],
  };
  it('make shares of equal parts sum to 100%', () => {
    expect(balanced(thirds)).toEqual(['33.4%', '33.3%', '33.3%']);
  });
  it('do not force parts to 100% that are not the whole', () => {
    const kept = {
      收入: [{ 单位: '100001', 一般公共预算拨款: 60, 其他收入: 10 }],
      年终结转结余: { 一般公共预算: 40 },
    };
    // each 10 of 70
    expect(balanced({ ...thirds, ...kept })).toEqual(['14.3%', '14.3%', '14.3%']);
  });
});

describe('blocks of a form', () => {
  it('stand side by side, the shorter one filled up, and repeat for rows', () => {
    const table = tableOf(
      `列宽: [9, 9, 9]
表头: [[{文: 头, 列: 3}]]
表体:
  - 并列:
      - {列数: 1, 内容: [{逐: 补充名词, 内容: [{行: ["{名称}"]}]}]}
      - {列数: 2, 内容: [{左栏: [左], 内容: [{行: [右]}, {逐: 车辆, 内容: [{行: ["{名称}"]}], 空: [{行: [无车]}]}]}]}
`,
      { 名词解释: { 甲: '一', 乙: '二', 丙: '三' } },
    );
    expect(body(table)).toEqual([
      ['甲', '左', '右'],
      ['乙', '无车'],
      ['丙', '', ''],
    ]);
    const left = table.cells.find((c) => cellText(c.content) === '左');
    expect([left?.row, left?.col, left?.rowSpan]).toEqual([1, 1, 2]);
  });

  it('make a table for each row of 逐, numbered, or none', () => {
    const template = '逐: 补充名词\n印号: "表{序}·{号}"\n列宽: [9]\n表体: [{行: ["{名称}"]}]\n';
    const tables = tablesOf(template, { 名词解释: { 甲: '一', 乙: '二' } });
    expect(tables.map((t) => [t.id, body(t)])).toEqual([
      ['试表-1', [['甲']]],
      ['试表-2', [['乙']]],
    ]);
    expect(tablesOf(template)).toEqual([]);
  });
});
