/** What forms of final accounts are written with: 次, 补, 去列, 可略, 选, 率, 印号处 — printed and refused. */
import { describe, expect, it } from 'vitest';
import { cellText, type Table } from '../src/tables/table.js';
import { ACCOUNTS, accounts } from './helpers/accounts.js';
import { brief, compiled, compileText, placeIn, problemsOf } from './helpers/world.js';

const HEAD = '表号: 试表\n名称: 试表\n纸张: 纵向\n';
const PROFILE = '名称: 试\n继承: 决算\n部分: [{标题: 表, 表: [{表: [试表]}]}]\n';
const FILE = 'templates/profiles/试/试表.yaml';
const files = (table: string, more = '') => ({
  'profiles/试.yaml': PROFILE + more,
  'profiles/试/试表.yaml': HEAD + table,
});

function tablesOf(table: string, more = '', input = ACCOUNTS): readonly Table[] {
  const text = input.replace('格式: 决算', '格式: 试');
  return compiled(compileText({ 'a.yaml': text }, files(table, more))).tables;
}
function tableOf(table: string, more = '', input = ACCOUNTS): Table {
  const [first] = tablesOf(table, more, input);
  if (!first) throw new Error('no table');
  return first;
}
/** All rows, header and body; a cell that spans shows how many columns: `2甲`. */
const rows = ({ cells, rows: n }: Table) =>
  Array.from({ length: n }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.colSpan > 1 ? cell.colSpan : ''}${cellText(cell.content)}`)
      .join('|'),
  );

function refused(table: string, ...expected: readonly [string, string, string?][]) {
  const text = HEAD + table;
  const places = expected.map(
    ([passage, message, hint]) =>
      `${FILE}:${placeIn(text, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  );
  expect(problemsOf('试', files(table)).map(brief)).toEqual(places);
}
const form = (width: number, body: string) =>
  `列宽: [${Array(width).fill(10).join(', ')}]\n表体:\n${body}`;

const LANES = `列宽: [20, 5, 20, 5]
表头:
  - [甲, {次: 栏}, 乙, {次: 栏}]
表体:
  - 并列:
      - 列数: 2
        补: [补, {次: 行}]
        内容: [{行: [一, {次: 行}]}]
      - 列数: 2
        内容: [{行: [二, {次: 行}]}, {行: [三, {次: 行}]}, {行: [四, {次: 行}]}]
  - 行: [五, {次: 行}, 六, {次: 行}]
`;

describe('次 and 补', () => {
  it('行 counts down one column, then the next; 栏 across; a shorter lane is filled up', () => {
    expect(rows(tableOf(LANES))).toEqual([
      '甲|1|乙|2',
      '一|1|二|5',
      '补|2|三|6',
      '补|3|四|7',
      '五|4|六|8',
    ]);
  });
  it('without 补 leaves blanks, which are not counted', () => {
    expect(rows(tableOf(LANES.replace('        补: [补, {次: 行}]\n', '')))).toEqual([
      '甲|1|乙|2',
      '一|1|二|3',
      '||三|4',
      '||四|5',
      '五|2|六|6',
    ]);
  });
  it('of a profile may have other words in 补', () => {
    const other = rows(tableOf(LANES, '改表: {试表: {改字: {补: 空}}}\n'));
    expect(other.slice(2, 4)).toEqual(['空|2|三|6', '空|3|四|7']);
  });
  it('numbers are centred, and no figures: no rule of rounding, no sum', () => {
    const { cells } = tableOf(LANES);
    const numbers = cells.filter(({ content }) => /^\d$/.test(cellText(content)));
    expect(numbers).toHaveLength(10);
    for (const { align, content } of numbers)
      expect([align, content.kind, content.figure]).toEqual(['center', 'text', undefined]);
  });
  it('are counted anew where the profile drops a column', () => {
    const table = `列宽: [10, 10, 10]
表头: [[甲, 乙, 丙], [{次: 栏}, {次: 栏}, {次: 栏}]]
表体: [{行: [一, 二, 三]}]
`;
    expect(rows(tableOf(table, '改表: {试表: {去列: [乙]}}\n'))).toEqual(['甲|丙', '1|2', '一|三']);
  });
  it('are refused beside another kind of content, as other words, and in another width', () => {
    refused(form(2, '  - 行: [甲, {次: 行, 文: 乙}]\n'), ['{次', '一格里只能写“文”“次”中的一个']);
    refused(form(2, '  - 行: [甲, {次: 列}]\n'), [
      '列}]',
      '“次”不能写“列”',
      '可用的值：行、明细、末级、栏',
    ]);
    refused(LANES.replace('补: [补, {次: 行}]', '补: [补]'), [
      '[补]',
      '第 1 行没有占满 2 列',
      '请补上缺的格（空的格写 ""），或改大“列”',
    ]);
    refused(LANES.replace('补: [补, {次: 行}]', '补: [补, {文: 补, 列: 2}]'), [
      '[补, {文',
      '第 1 行超出了 2 列',
      '这一行各格的“列”，连同上面各行跨下来的格，加起来不能多于列数',
    ]);
    refused(LANES.replace('补: [补, {次: 行}]', '补: ["", "{年渡}"]'), [
      '"{年渡}"',
      '没有“年渡”这个字段',
      '是不是“年度”？',
    ]);
  });
});

describe('去列, 去行 and 改字 of a form', () => {
  const TABLE = `列宽: [10, 11, 12, 13]
表头:
  - [{文: 项目, 行: 2}, {文: 金额, 列: 3}]
  - [小计, 甲, 乙]
表体:
  - 名: 头行
    行: [头, {文: 全行, 列: 3}]
  - 行: [合计, "1", "2", "3"]
  - 左栏: [左]
    内容: [{名: 内行, 行: ["4", {文: 两列, 列: 2}]}, {行: ["5", "6", "7"]}]
`;
  const change = (text: string) => `改表: {试表: {${text}}}\n`;
  it('narrow the cells that span, and the widths', () => {
    const table = tableOf(TABLE, change('去列: [甲]'));
    expect(rows(table)).toEqual([
      '项目|2金额',
      '小计|乙',
      '头|2全行',
      '合计|1|3',
      '左|4|两列',
      '5|7',
    ]);
    expect(table.widths).toEqual([10, 11, 13]);
  });
  it('take a spanning cell away with its last column', () => {
    const table = tableOf(TABLE, change('去列: [小计, 甲, 乙]'));
    expect(rows(table)).toEqual(['项目', '头', '合计', '左', '']);
    expect(table.widths).toEqual([10]);
  });
  it('leave out rows, also within others, and change texts wherever they stand', () => {
    const own = change('去行: [头行, 内行], 改字: {小计: 总数, 合计: "", 左: 右, "5": 五}');
    expect(rows(tableOf(TABLE, own))).toEqual(['项目|3金额', '总数|甲|乙', '|1|2|3', '右|五|6|7']);
  });
  it('name what there is; a cell over several columns is no column', () => {
    const problems = problemsOf('试', files(TABLE, change('去列: [金额]')));
    const place = placeIn(PROFILE + change('去列: [金额]'), '金额]');
    expect(problems.map(brief)).toEqual([
      `templates/profiles/试.yaml:${place} 表“试表”没有“金额”这一列〔可用的列：项目、小计、甲、乙〕`,
    ]);
  });
});

describe('可略', () => {
  const TABLE = `列宽: [10, 20, 20]
表头: [[事项, {文: 内容, 可略: 是}, 完成]]
表体: [{逐: 重点工作, 内容: [{行: ["{事项}", "{内容}", "{完成情况}"]}]}]
`;
  it('leaves a column out in which nothing stands', () => {
    const table = tableOf(TABLE);
    expect(rows(table)).toEqual(['事项|完成', '甲事|已经完成']);
    expect(table.widths).toEqual([10, 20]);
  });
  it('keeps it for one word', () => {
    const input = accounts([
      '[{ 事项: 甲事,',
      '[{ 事项: 乙事, 内容: 要点, 完成情况: 完成 }, { 事项: 甲事,',
    ]);
    expect(rows(tableOf(TABLE, '', input))).toEqual([
      '事项|内容|完成',
      '乙事|要点|完成',
      '甲事||已经完成',
    ]);
  });
  it('of a row leaves it out where nothing stands behind its first cell', () => {
    const table = `列宽: [10, 10]
表体:
  - {可略: 是, 行: [电话, "{咨询电话}"]}
  - {可略: 是, 行: [年度, "{年度}"]}
`;
    expect(rows(tableOf(table))).toEqual(['年度|2024']);
  });
  it('is refused of a loop, and with another word', () => {
    refused(form(1, '  - {逐: 车辆, 可略: 是, 内容: [{行: [甲]}]}\n'), [
      '是, 内',
      '“可略”不能同“逐”写在一起',
    ]);
    refused(form(1, '  - 行: [{文: 甲, 可略: 否}]\n'), [
      '否',
      '“可略”不能写“否”',
      '只能写“是”，否则删去这一行',
    ]);
  });
});

describe('选 and 选项', () => {
  const TABLE = `逐: 项目自评
${form(1, '  - 行: [{选: 项目类别, 选项: [部门预算项目, 区级专项]}]\n')}`;
  const kinds = (written: string) =>
    rows(tableOf(TABLE, '', accounts(['项目: [甲项目]', `项目: [甲项目]\n    ${written}`])));
  it('ticks what is written among the words, adds what is not, and may tick none', () => {
    expect(kinds('项目类别: 区级专项')).toEqual(['1、部门预算项目□　2、区级专项☑']);
    expect(kinds('项目类别: [区级专项, 部门预算项目]')).toEqual(['1、部门预算项目☑　2、区级专项☑']);
    expect(kinds('项目类别: [其他, 部门预算项目]')).toEqual([
      '1、部门预算项目☑　2、区级专项□　3、其他☑',
    ]);
    expect(kinds('项目属性: 新增')).toEqual(['1、部门预算项目□　2、区级专项□']);
  });
  it('name a field of the row and go together', () => {
    const fields = TABLE.replace('选: 项目类别', '选: 项目属信');
    refused(fields, ['项目属信', '没有“项目属信”这个字段', '是不是“项目属性”？']);
    refused(TABLE.replace(', 选项: [部门预算项目, 区级专项]', ''), ['{选', '“选”和“选项”要一起写']);
    refused(TABLE.replace('选: 项目类别, ', ''), ['{选项', '“选”和“选项”要一起写']);
    refused(TABLE.replace('选: 项目类别', '选: 项目类别, 文: 甲'), [
      '{选',
      '一格里只能写“文”“选”中的一个',
    ]);
  });
});

describe('率 and 位', () => {
  const table = (more: string) =>
    `逐: 项目自评\n零: 空白\n${form(1, `  - 行: [{额: 执行数, 率: 全年预算${more}}]\n`)}`;
  const rate = (more: string, budget: string) =>
    rows(
      tableOf(
        table(more),
        '',
        accounts(['全年预算: 1000 ', `全年预算: ${budget} `], ['    总分: 85\n', '']),
      ),
    )[0];
  it('is the share of an amount in another, with decimals of its own or the profile’s', () => {
    // 500 of 518.134715 is 96.5000…%; of 1500 a third
    expect(rate(', 位: 2', '518.134715')).toBe('96.50%');
    expect(rate('', '518.134715')).toBe('96.5%');
    expect(rate(', 位: 2', '500')).toBe('100%');
    expect(rate(', 位: 2', '1500')).toBe('33.33%');
    expect(rate(', 位: 0', '1500')).toBe('33%');
    expect(rate(', 位: 2', '400')).toBe('125%');
    expect(rate(', 位: 2', '0')).toBe('');
  });
  it('needs an amount, and names one of the row', () => {
    const known = '是不是“全年预算”？';
    refused(table('').replace('率: 全年预算', '率: 全年预祘'), [
      '全年预祘',
      '这一行没有“全年预祘”这个金额',
      known,
    ]);
    refused(table('').replace('额: 执行数, ', ''), ['全年预算', '写了“率”还要写“额”']);
    refused(table(', 位: 二'), [
      '二}',
      '百分比小数位数应为整数，写的是“二”',
      '只写数字，不加引号，不写单位；没有的写 0',
    ]);
  });
});

it('印号处 and 年度行 stand around the table; the profile may change them for all or for one', () => {
  const table = `印号: 附表\n年度行: "{年度}年度"\n${form(1, '  - 行: [甲]\n')}`;
  const around = (more = '') => {
    const { numberPlace, number, middle } = tableOf(table, more);
    return [numberPlace, number, middle];
  };
  const plain = table.replace(/^.*\n.*\n/, '');
  const { numberPlace, number, middle } = tableOf(plain);
  // the base prints the number of final accounts at the right; a table without one has none
  expect([numberPlace, number, middle]).toEqual(['right', '', '']);
  expect(around()).toEqual(['right', '附表', '2024年度']);
  expect(around('各表: {印号处: 上}\n')).toEqual(['above', '附表', '2024年度']);
  expect(around('改表: {试表: {印号处: 上, 年度行: 全年}}\n')).toEqual(['above', '附表', '全年']);
});
