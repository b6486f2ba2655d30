/** Columns beside those of the year: 上年, 上年执行数, 增减, 增减率, and the rows that another year alone has. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { renderXlsx } from '../src/render/xlsx.js';
import { explainFigures } from '../src/review/explain-figures.js';
import { editionOf } from '../src/review/open/edition-of.js';
import { explainText } from '../src/review/show/explain-text.js';
import { labelled } from '../src/tables/labels.js';
import type { Table } from '../src/tables/table.js';
import { ACCOUNTS } from './helpers/accounts.js';
import { department } from './helpers/departments.js';
import { bodyOf } from './helpers/one-table.js';
import { readXlsx } from './helpers/read-xlsx.js';
import { META } from './helpers/sample-workbook.js';
import { contextOf, found, tampered } from './helpers/table-rules.js';
import { OWN, START, told } from './helpers/trial.js';
import { brief, compiled, compileText, type Overlay } from './helpers/world.js';

type Parts = Readonly<Record<string, unknown>>;
type Others = Readonly<Record<string, string>>;

const PATH = 'profiles/试/试表.yaml';
const files = (template: string, profile = ''): Overlay => ({
  [OWN]: `${START}部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n${profile}`,
  [PATH]: `表号: 试表\n名称: 试表\n纸张: 横向\n${template}`,
});
const result = (template: string, parts: Parts, others: Others = {}, profile = '') =>
  compileText(
    { 'a.yaml': department({ 格式: '试', ...parts }), ...others },
    files(template, profile),
  );

/** The one table; nothing is wrong with it. */
function tableOf(template: string, parts: Parts, others: Others = {}, profile = ''): Table {
  const made = result(template, parts, others, profile);
  expect(made.diagnostics.filter(({ severity }) => severity === '错误').map(brief)).toEqual([]);
  const [table] = compiled(made).tables;
  if (!table) throw new Error('no table');
  return table;
}

const LIST = `列:
  - {名: 科目编码, 文: "{编码}"}
  - {名: 科目名称, 文: "{名称}", 缩进: 级次}
  - {名: 上年, 量: 支出, 口径: 上年}
  - {名: 本年, 量: 支出}
  - {名: 增减额, 量: 支出, 增减: 上年}
  - {名: 增减%, 量: 支出, 增减率: 上年}
行源: [合计, 功能科目]
`;
/** 60 万元 of the 100 were there before, and 50 under a subject that this year does not have. */
const BEFORE = { 上年: { 一般公共预算支出: { '2010301': 60, '2050803': 50 } } };

describe('a subject that only the year before had', () => {
  it('has its rows where a column shows that year, and the sums hold', () => {
    expect(bodyOf(tableOf(LIST, BEFORE))).toEqual([
      '|合计|110.00|100.00|-10.00|-9.1%',
      '201|一般公共服务支出|60.00|100.00|40.00|66.7%',
      '20103|政府办公厅（室）及相关机构事务|60.00|100.00|40.00|66.7%',
      '2010301|行政运行|60.00|100.00|40.00|66.7%',
      '205|教育支出|50.00|0.00|-50.00|-100%',
      '20508|进修及培训|50.00|0.00|-50.00|-100%',
      '2050803|培训支出|50.00|0.00|-50.00|-100%',
    ]);
  });

  it('has none where no column shows it', () => {
    const own = LIST.replace(/^.*(上年).*\n/gm, '');
    expect(bodyOf(tableOf(own, BEFORE)).map((row) => row.split('|')[0])).toEqual([
      '',
      '201',
      '20103',
      '2010301',
    ]);
  });

  it('is found missing, as it was, by the sums of the table', () => {
    const context = contextOf(result(LIST, BEFORE));
    const [table] = context.tables.get('试表') ?? [];
    const cell = table && labelled(table).find(({ code, col }) => code === '205' && col === 2);
    if (!table || !cell) throw new Error('no cell');
    const lines = found(tampered(context, table, cell, '-10000'));
    expect(lines).toContainEqual(
      '表内-02 错误 试表 试表“合计”的“上年” 110 万元，下一级各行之和 109 万元，相差 1 万元',
    );
  });

  it('has them with a total below, in a form that goes through them, and of the economic classification', () => {
    const below = LIST.replace('[合计, 功能科目]', '[功能科目, 合计]');
    expect(bodyOf(tableOf(below, BEFORE)).at(-1)).toBe('|合计|110.00|100.00|-10.00|-9.1%');
    const form = `列宽: [10, 10, 10, 10]
表头: [[编码, 名称, 上年, 本年]]
表体:
  - 逐: 合计
    内容: [{行: ["{编码}", "{名称}", {量: 支出, 口径: 上年}, {量: 支出}]}]
  - 逐: 功能科目
    内容: [{行: ["{编码}", "{名称}", {量: 支出, 口径: 上年}, {量: 支出}]}]
`;
    expect(bodyOf(tableOf(form, BEFORE)).slice(-2)).toEqual([
      '20508|进修及培训|50.00|0.00',
      '2050803|培训支出|50.00|0.00',
    ]);
    const economic = LIST.replace('功能科目]', '经济科目]');
    const before = department({
      年度: 2025,
      编制日期: '2025-01-15',
      基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 70, '30215': 30 } }],
    });
    expect(bodyOf(tableOf(economic, { 上年: 'b.yaml' }, { 'b.yaml': before }))).toEqual([
      '|合计|100.00|100.00|0.00|0%',
      '301|工资福利支出|70.00|80.00|10.00|14.3%',
      '30101|基本工资|70.00|80.00|10.00|14.3%',
      '302|商品和服务支出|30.00|20.00|-10.00|-33.3%',
      '30201|办公费|0.00|20.00|20.00|',
      '30215|会议费|30.00|0.00|-30.00|-100%',
    ]);
  });

  it('is called as the file of that year calls it', () => {
    const before = department({
      年度: 2025,
      编制日期: '2025-01-15',
      科目补充: { 功能分类: { '2010377': { 名称: '本地旧项' } } },
      基本支出: [{ 单位: '100001', 功能科目: '2010377', 经济科目: { '30101': 100 } }],
    });
    const rows = bodyOf(tableOf(LIST, { 上年: 'b.yaml' }, { 'b.yaml': before }));
    expect(rows.at(-1)).toBe('2010377|本地旧项|100.00|0.00|-100.00|-100%');
  });
});

describe('a fund, a unit, a project or a class that only the year before had', () => {
  const before = department({
    年度: 2025,
    编制日期: '2025-01-15',
    单位: [
      { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
      { 代码: '100009', 名称: '原示例站', 性质: '事业单位' },
    ],
    收入: [
      { 单位: '100001', 一般公共预算拨款: 100 },
      { 单位: '100009', 其他收入: 7 },
    ],
    项目支出: [
      {
        名称: '旧项目',
        编码: 'A1',
        单位: '100009',
        用途: '甲',
        支出: [{ 功能科目: '2050803', 金额: 7, 资金: '单位资金' }],
      },
    ],
  });
  const rowsOf = (source: string, columns = '', more = '') =>
    bodyOf(
      tableOf(
        `列: [{名: 名称, 文: "{名称}"}, {名: 上年, 量: 支出${columns}, 口径: 上年}, {名: 本年, 量: 支出${columns}}]\n行源: [合计, ${source}]\n${more}`,
        { 上年: 'b.yaml' },
        { 'b.yaml': before },
      ),
    );
  it.each([
    ['资金', ['合计|107.00|100.00', '一般公共预算|100.00|100.00', '单位资金|7.00|0.00']],
    [
      '单位',
      [
        '合计|107.00|100.00',
        '示例局|107.00|100.00',
        '示例局本级|100.00|100.00',
        '原示例站|7.00|0.00',
      ],
    ],
    ['支出构成', ['合计|107.00|100.00', '基本支出|100.00|100.00', '项目支出|7.00|0.00']],
    ['类级科目', ['合计|107.00|100.00', '一般公共服务支出|100.00|100.00', '教育支出|7.00|0.00']],
  ])('%s', (source, rows) => {
    expect(rowsOf(source)).toEqual(rows);
  });
  it('项目 and 项目科目', () => {
    expect(rowsOf('项目', ', 性质: 项目支出')).toEqual([
      '合计|7.00|0.00',
      '示例局|7.00|0.00',
      '原示例站|7.00|0.00',
      '本级支出项目|7.00|0.00',
      '旧项目|7.00|0.00',
    ]);
    expect(rowsOf('项目科目', ', 性质: 项目支出')).toEqual(['合计|7.00|0.00', '旧项目|7.00|0.00']);
  });
  it('收入来源', () => {
    const income = `列: [{名: 名称, 文: "{名称}"}, {名: 上年, 量: 收入, 结转: 本年, 口径: 上年}, {名: 本年, 量: 收入, 结转: 本年}]\n行源: [合计, 收入来源]\n`;
    expect(bodyOf(tableOf(income, { 上年: 'b.yaml' }, { 'b.yaml': before }))).toEqual([
      '合计|107.00|100.00',
      '一般公共预算财政拨款收入|100.00|100.00',
      '其他收入|7.00|0.00',
    ]);
  });
});

describe('只列: 有数', () => {
  const form = (only: string, cells = '{量: 支出}') => `列宽: [30, 10]
表体:
  - 逐: 支出类别${only}
    内容: [{行: ["{序号}、{名称}", ${cells}]}]
`;
  const TWO = {
    收入: [{ 单位: '100001', 一般公共预算拨款: 110 }],
    项目支出: [
      { 名称: '甲', 单位: '100001', 用途: '甲', 支出: [{ 功能科目: '2080102', 金额: 10 }] },
    ],
  };
  it('leaves out classes without figures and numbers the others on', () => {
    expect(bodyOf(tableOf(form(''), TWO)).length).toBe(25);
    expect(bodyOf(tableOf(form('\n    只列: 有数'), TWO))).toEqual([
      '一、一般公共服务支出|100.00',
      '二、社会保障和就业支出|10.00',
    ]);
    // in the order of the format
    const order = '支出类别: ["208", "205", "201"]\n';
    expect(bodyOf(tableOf(form('\n    只列: 有数'), TWO, {}, order))).toEqual([
      '一、社会保障和就业支出|10.00',
      '二、一般公共服务支出|100.00',
    ]);
  });
  it('keeps a class that a column of another year shows', () => {
    const both = form('\n    只列: 有数', '{量: 支出, 口径: 上年}');
    expect(bodyOf(tableOf(both, { ...TWO, ...BEFORE }))).toEqual([
      '一、一般公共服务支出|60.00',
      '二、教育支出|50.00',
      '三、社会保障和就业支出|0.00',
    ]);
  });
  it('is taken by no other row source and by no quantity', () => {
    const text = `表号: 试表\n名称: 试表\n纸张: 横向\n${form('').replace('支出类别', '资金\n    只列: 有数').replace('{序号}、', '')}`;
    told(PATH, { ...files(''), [PATH]: text }, ['有数', '“只列”只能同行源“支出类别”一起写']);
    const other = text.replace('只列: 有数', '').replace('{量: 支出}', '{量: 支出, 只列: 有数}');
    told(PATH, { ...files(''), [PATH]: other }, [
      '有数}',
      '量“支出”没有参数“只列”',
      '可用的参数：资金、性质、类别、科目、经济科目、政府经济科目、结转、口径、级次',
    ]);
  });
});

describe('增减 and 增减率', () => {
  const cells = (profile = '', parts: Parts = BEFORE, template = LIST) =>
    bodyOf(tableOf(template, parts, {}, profile)).map((row) => row.split('|').slice(4));

  it('of a base of zero have no percentage: empty, or what the format prints there', () => {
    const added = { 上年: { 一般公共预算支出: { '2010302': 50 } } };
    expect(cells('', added).slice(3)).toEqual([
      ['100.00', ''],
      ['-50.00', '-100%'],
    ]);
    expect(cells('数字: {无基数: —}\n', added)[3]).toEqual(['100.00', '—']);
    // nothing over nothing too
    expect(cells('数字: {无基数: —, 零: 空白}\n', { 上年: { 一般公共预算支出: {} } })[0]).toEqual([
      '100.00',
      '—',
    ]);
  });

  it('of nothing that changed are zero, or empty as zeros are', () => {
    const same = { 上年: { 一般公共预算支出: { '2010301': 100 } } };
    expect(cells('', same)[0]).toEqual(['0.00', '0%']);
    expect(cells('数字: {零: 空白}\n', same)[0]).toEqual(['', '']);
  });

  it('have the decimals of the format, or their own', () => {
    const own = LIST.replace('增减率: 上年', '增减率: 上年, 位: 2');
    expect(cells('', BEFORE, own)[0]).toEqual(['-10.00', '-9.09%']);
    expect(cells('数字: {百分比小数: 0}\n')[0]).toEqual(['-10.00', '-9%']);
  });

  it('are empty where the year is not written, and not known where it is not written so finely', () => {
    expect(cells('', {})[0]).toEqual(['', '']);
    const table = compiled(
      result(LIST.replace('功能科目]', '资金]').replace('{编码}', '{名称}'), {
        收入: [{ 单位: '100001', 一般公共预算拨款: 100, 其他收入: 7 }],
        项目支出: [
          {
            名称: '甲',
            单位: '100001',
            用途: '甲',
            支出: [{ 功能科目: '2010302', 金额: 7, 资金: '单位资金' }],
          },
        ],
        上年: { 支出: { 一般公共预算: 65 } },
      }),
    ).tables[0];
    const last = table?.cells.filter(({ row }) => row === (table?.rows ?? 0) - 1) ?? [];
    expect(last.slice(4).map(({ content }) => content)).toEqual([
      { kind: 'blank', unknown: '上年没有写单位资金的支出' },
      { kind: 'blank', unknown: '上年没有写单位资金的支出' },
    ]);
  });

  it('that are not known in any row are a mistake of the form, told at the column', () => {
    const finer = LIST.replace(/^.*名: (上年|增减%).*\n/gm, '').replace(
      '量: 支出, 增减',
      '量: 支出, 性质: 基本支出, 增减',
    );
    const errors = result(finer, BEFORE).diagnostics.filter(({ severity }) => severity === '错误');
    expect(errors.map(brief)).toEqual([
      `templates/${PATH}:8:5 试表 试表的“增减额”一栏的数都不知道：上年支出没有按支出性质写` +
        '〔请把“上年”写得这样细（可以写它的输入文件名），或在格式里去掉这一栏〕',
    ]);
  });

  it('are numbers of a workbook, less than zero as such', async () => {
    const table = tableOf(LIST, BEFORE);
    const [sheet] = readXlsx(await renderXlsx([table], META)).sheets;
    const total = [...(sheet?.cells.values() ?? [])].find(({ raw }) => raw === '-10');
    expect(total).toMatchObject({ type: '', style: { format: '#,##0.00' } });
  });

  it('compare other bases than the year with each other, in a form too', () => {
    const form = `列宽: [10, 10]
表体: [{行: [{量: 支出, 口径: 上年执行数, 增减: 上年}, {量: 支出, 口径: 上年执行数, 增减率: 上年}]}]
`;
    const parts = { ...BEFORE, 上年执行数: { 一般公共预算支出: { '2010301': 55 } } };
    expect(bodyOf(tableOf(form, parts))).toEqual(['-55.00|-50%']);
  });

  it('are told in explain with both sides', () => {
    const made = result(LIST, BEFORE);
    const edition = editionOf('a.yaml', compiled(made), made.sources, '1');
    const asked = (column: string) =>
      explainText(explainFigures('a.yaml', edition, ['试表', '2010301', column], '1')).split('\n');
    expect(asked('增减额')).toEqual([
      '试表 试表　2010301 行政运行．增减额',
      '  印的是　40.00',
      '  精确数　40 万元',
      '  由来，共 3 处，合计 40 万元',
      '    基本支出 › 100001 › 2010301 行政运行　100 万元',
      expect.stringMatching(/^ {6}a\.yaml:\d+ {2}\+ 80　30101 基本工资$/),
      expect.stringMatching(/^ {6}a\.yaml:\d+ {2}\+ 20　30201 办公费$/),
      expect.stringMatching(
        /^ {4}a\.yaml:\d+ {2}- 60　上年 › 一般公共预算支出 › 2010301 行政运行$/,
      ),
      '',
    ]);
    const rate = asked('增减%').join('\n');
    expect(rate).toContain('40 万元 ÷ 60 万元 × 100% = 66.666667%，四舍五入的百分比');
    expect(rate).toMatch(
      /分母\n {4}a\.yaml:\d+ {2}\+ 60　上年 › 一般公共预算支出 › 2010301 行政运行/,
    );
  });

  it('are refused without two sides to compare', () => {
    const column = (text: string) =>
      `表号: 试表\n名称: 试表\n纸张: 横向\n列: [{名: 甲, ${text}}]\n行源: [合计]\n`;
    const refused = (text: string, ...expected: Parameters<typeof told>[2][]) =>
      told(PATH, { ...files(''), [PATH]: column(text) }, ...expected);
    refused('文: 甲, 增减: 上年', ['上年', '“增减”要同“量”一起写']);
    refused('量: 支出, 口径: 上年, 增减: 上年', [
      '上年}',
      '“增减”比的是同一个口径“上年”',
      '请写要相比的另一个口径',
    ]);
    refused('量: 支出, 增减率: 本年', [
      '本年',
      '“增减率”比的是同一个口径“本年”',
      '请写要相比的另一个口径',
    ]);
    refused('量: 支出, 增减: 上年, 增减率: 上年', [
      '上年, 增',
      '一格里只能写“增减”“增减率”中的一个',
    ]);
    refused('量: 支出, 增减: 上年, 占: {量: 支出总计}', ['上年', '“增减”不能同“占”写在一起']);
    refused('量: 政府购买服务, 增减: 上年', [
      '上年',
      '量“政府购买服务”没有别的口径的数，不能用“增减”',
    ]);
    refused('量: 支出, 增减: 去年', [
      '去年',
      '“增减”不能写“去年”',
      '可用的值：本年、上年、上年执行数、年初预算、全年预算',
    ]);
  });
});

describe('尾差 of a change', () => {
  /** 100.004 less 50.0057: 100.00 and 50.01 are printed, and 50.00 between them. */
  const parts = {
    收入: [{ 单位: '100001', 一般公共预算拨款: 100.004 }],
    基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 100.004 } }],
    上年: { 一般公共预算支出: { '2010301': 50.0057 } },
  };
  it('is told in a note and a hint of its own', () => {
    const made = result(LIST, parts);
    const [table] = compiled(made).tables;
    expect(table && bodyOf(table)[0]).toBe('|合计|50.01|100.00|50.00|100%');
    expect(table?.notes).toEqual([
      '注：本表各数分别由元换算为万元并四舍五入，增减与所比的两数之差之间最大有 0.01 万元的尾差。',
    ]);
    expect(found(contextOf(made), true).filter((line) => line.startsWith('尾差'))).toEqual([
      '尾差-01 提示 试表 试表“合计”一行的“增减额”同印出的两数之差相差 0.01 万元，是尾差',
    ]);
  });
  it('is no difference of a total, whatever order the columns stand in', () => {
    const order = LIST.replace(
      /( {2}- \{名: 上年.*\n)( {2}- \{名: 本年.*\n)( {2}- \{名: 增减额.*\n)/,
      '$2$1$3',
    );
    const [table] = compiled(result(order, parts)).tables;
    expect(table?.notes).toEqual([
      '注：本表各数分别由元换算为万元并四舍五入，增减与所比的两数之差之间最大有 0.01 万元的尾差。',
    ]);
  });
  it('is not told where the figures subtract as they are printed', () => {
    expect(tableOf(LIST, BEFORE).notes).toEqual([]);
  });
});

describe('上年执行数', () => {
  const OUTTURN = `列:
  - {名: 科目编码, 文: "{编码}"}
  - {名: 上年预算, 量: 支出, 口径: 上年}
  - {名: 上年执行数, 量: 支出, 口径: 上年执行数}
  - {名: 本年, 量: 支出}
  - {名: 比执行数, 量: 支出, 增减: 上年执行数}
行源: [合计, 项级科目]
`;
  const final = ACCOUNTS.replace('年度: 2024', '年度: 2025')
    .replace('2025-09-01', '2026-09-01')
    .replace('上年:', '上年:\n  年度: 2024');
  const list = '类型: 上年数\n年度: 2025\n金额单位: 万元\n一般公共预算支出: { "2010301": 57 }\n';

  it.each<[string, Parts, Others, string[]]>([
    [
      'listed in place, beside the budget of that year',
      { ...BEFORE, 上年执行数: { 一般公共预算支出: { '2010301': 58, '2080102': 4 } } },
      {},
      [
        '|110.00|62.00|100.00|38.00',
        '2010301|60.00|58.00|100.00|42.00',
        '2050803|50.00|0.00|0.00|0.00',
        '2080102|0.00|4.00|0.00|-4.00',
      ],
    ],
    [
      'of a list in a file',
      { 上年执行数: 'c.yaml' },
      { 'c.yaml': list },
      ['||57.00|100.00|43.00', '2010301||57.00|100.00|43.00'],
    ],
    [
      'of the final accounts of that year',
      { 上年执行数: 'c.yaml' },
      { 'c.yaml': final },
      [
        '||2,060.00|100.00|-1,960.00',
        '2010301||950.00|100.00|-850.00',
        '2010302||500.00|0.00|-500.00',
      ],
    ],
  ])('%s', (_, parts, others, rows) => {
    const made = result(OUTTURN, parts, others);
    expect(made.diagnostics.filter(({ severity }) => severity === '错误').map(brief)).toEqual([]);
    const [table] = compiled(made).tables;
    expect((table ? bodyOf(table) : []).slice(0, rows.length)).toEqual(rows);
  });

  const said = (parts: Parts, others: Others = {}, template = OUTTURN) =>
    result(template, parts, others)
      .diagnostics.map(brief)
      .filter((line) => line.includes('上年执行数'));

  it('of another year, or of a file of another kind, is refused where it is named', () => {
    const [wrong] = said({ 上年执行数: 'c.yaml' }, { 'c.yaml': list.replace('2025', '2024') });
    expect(wrong).toMatch(
      /^a\.yaml:\d+:\d+ 上年执行数是 2024 年的，本文件是 2026 年的〔上年执行数应为 2025 年〕$/,
    );
    const budget = department({ 年度: 2025, 编制日期: '2025-01-15' });
    expect(said({ 上年执行数: 'c.yaml' }, { 'c.yaml': budget })[0]).toContain(
      '上年执行数的文件“c.yaml”的类型是预算，应为决算或上年数',
    );
  });

  it('is asked for where the format has a column of it, and only there', () => {
    expect(said({}).join('\n')).toContain('没有写“上年执行数”：表里上年执行数的栏空着');
    expect(said({}, {}, LIST)).toEqual([]);
    const unused = (template: string) =>
      result(template, { 上年执行数: { 一般公共预算支出: { '2010301': 1 } } }).checks.flatMap(
        ({ rule, outcome }) => (rule.id === '公开-19' && isFinding(outcome) ? outcome.message : []),
      );
    const message = '写了“上年执行数”，格式“试”的表和文字都没有用到，不会印出来';
    expect(unused(LIST)).toContain(message);
    expect(unused(OUTTURN)).not.toContain(message);
  });

  it('that is written with a total is compared with the sum of its subjects', () => {
    const parts = {
      上年执行数: { 一般公共预算支出: { '2010301': 58 }, 支出: { 一般公共预算: 59 } },
    };
    expect(said(parts).join('\n')).toContain('上年执行数一般公共预算支出写的是 59 万元');
  });
});
