/** Mistakes that the writer of a profile makes, each told where it stands and with what to write. */
import { describe, expect, it } from 'vitest';
import { cellText } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { gongkai } from './helpers/terminal.js';
import { OWN, START, type Told, told } from './helpers/trial.js';
import { brief, compiled, compileText, placeIn, problemsOf } from './helpers/world.js';

const TABLE = 'profiles/试/试表.yaml';

const refused = (own: string, ...expected: readonly Told[]) =>
  told(OWN, { [OWN]: START + own }, ...expected);

const PUBLISHED = `${START}部分: [{标题: 表, 表: [{目录: 试表, 表: [试表]}]}]\n`;
const table = (rest: string) => `表号: 试表\n名称: 试表\n纸张: 纵向\n${rest}`;
const list = (columns: string, sources = '[单位]') => table(`列: [${columns}]\n行源: ${sources}\n`);
const tableRefused = (text: string, ...expected: readonly Told[]) =>
  told(TABLE, { [OWN]: PUBLISHED, [TABLE]: text }, ...expected);

describe('braces that would be printed', () => {
  const pair = '字段前后各写一个半角花括号，例如 {年度}';
  it('in the texts of a profile', () => {
    refused('包名: "{{年度}}年"\n', [
      '"{{年度',
      '“{{年度}}”的花括号多了一层',
      '请写 {年度}，语句文件（.hbs）里才用两层',
    ]);
    refused(
      '文末: ["见｛部门｝", "{部门说明", "部门}", "{年度}}", "{ }"]\n',
      ['"见｛', '“｛部门｝”的花括号是全角的', '请用半角的，写 {部门}'],
      ['"{部门说明', '“{部门说明”的花括号不配对', pair],
      ['"部门}', '“部门}”的花括号不配对', pair],
      ['"{年度}}', '“{年度}}”的花括号不配对', pair],
      ['"{ }', '“{ }”里没有写字段', pair],
    );
    refused('改表:\n  预算03: {注: ["{年度年"]}\n', ['"{年度年', '“{年度年”的花括号不配对', pair]);
  });
  it('in the texts of a table', () => {
    tableRefused(
      `${list('{名: "{年度", 文: "{{编码}}"}, {名: 乙, 文: "｛名称｝"}')}标题: "年度}表"\n`,
      ['"年度}表', '“年度}”的花括号不配对', pair],
      ['"{年度"', '“{年度”的花括号不配对', pair],
      ['"{{编码', '“{{编码}}”的花括号多了一层', '请写 {编码}，语句文件（.hbs）里才用两层'],
      ['"｛名称', '“｛名称｝”的花括号是全角的', '请用半角的，写 {名称}'],
    );
  });
  it('where no fields are filled in at all', () => {
    const direct = '这里不填字段，请直接写要印的字';
    const literal = '这里的字照原样印，不能写“{年度}”';
    refused('用语: {增幅: "{年度}"}\n', ['"{年度', literal, direct]);
    refused('科目: {"2060499": {名称: 甲, 说明: "{年度}"}}\n', ['"{年度', literal, direct]);
    refused('改表: {预算03: {合计名: "{年度}"}}\n', ['"{年度', literal, direct]);
    tableRefused(`${list('{名: 甲, 量: 支出}')}合计名: "{年度}"\n`, ['"{年度', literal, direct]);
    refused(
      '图: {甲: {题: 甲, 柱: [{名: "{年度}", 量: 支出}], 比: [{名: "{年度}", 口径: 本年}]}}\n',
      ['"{年度', literal, direct],
    );
  });
  it('and new words of a form name fields of the place where they come to stand', () => {
    refused('改表:\n  预算01: {改字: {年终结转结余: "{年渡}结余"}}\n', [
      '"{年渡',
      '没有“年渡”这个字段',
      '是不是“年度”？',
    ]);
  });
});

describe('a wrong key is marked, not what stands behind it', () => {
  it('of 改列', () => {
    const message = '表“预算03”没有“合记”这一列';
    refused('改表:\n  预算03: {改列: {合记: 总计}}\n', ['合记', message, '是不是“合计”？']);
    refused('改表:\n  预算03: {改列: {合记: {名: 总计, 量: 支出}}}\n', [
      '合记',
      message,
      '是不是“合计”？',
    ]);
  });
  it('of 改字, and one that the kind of table does not take', () => {
    refused('改表:\n  预算01: {改字: {年终结专: 甲}}\n', [
      '年终结专',
      '表“预算01”没有“年终结专”这句字',
      '是不是“年终结转结余”？',
    ]);
    refused('改表:\n  预算03: {改字: {合计: 总计}}\n', [
      '改字',
      '表“预算03”是按列写的，没有“改字”',
      '请用“去列”“改列”',
    ]);
  });
  it('of 改表 and 科目', () => {
    refused(
      '改表: {预算3: {标题: 甲}}\n科目: {"2060498": {名称: 甲}}\n',
      ['预算3', '“改表”里的“预算3”不在这个格式的表里', '是不是“预算03”？'],
      ['"2060498"', '科目字典里没有 2060498', '是不是“2060499”？'],
    );
  });
});

describe('slips of the YAML', () => {
  const map = (key: string, written: string) => `“${key}”应当是若干个“键: 值”，写的是${written}`;
  const listed = (key: string, written: string) =>
    `“${key}”应当是以“- ”开头的列表，写的是${written}`;
  it('a list, or a word, where keys belong: an example of what stands there', () => {
    const words = '例如 用语: {增幅: 增长}';
    refused('用语: [增幅, 提高]\n', ['[增幅', map('用语', '一个列表'), words]);
    refused('用语: 提高\n', ['提高', map('用语', '“提高”'), words]);
    refused('用语:\n  - 增幅: 提高\n', ['- 增幅', map('用语', '一个列表'), '请删去各行开头的“- ”']);
    const title = '例如 预算03: {标题: 支出总表}';
    refused('改表: {预算03: 支出表}\n', ['支出表', map('预算03', '“支出表”'), title]);
    const name = '例如 "20604": {名称: 行政运行}';
    refused('科目: {"20604": 甲}\n', ['甲}', map('20604', '“甲”'), name]);
    const group = '例如 {目录: 收支总表, 表: [预算01]}';
    refused('部分: [{标题: 甲, 表: [预算01]}]\n', [
      '预算01',
      map('表', '“预算01”').replace('”应', '”第 1 项应'),
      group,
    ]);
  });
  it('a word where a list belongs', () => {
    refused(
      '改表: {预算03: {去列: 上缴上级支出, 注: 注：本表。}}\n支出类别: 201\n',
      ['注：', listed('注', '“注：本表。”'), '请用方括号，写成 注: [注：本表。]'],
      ['上缴', listed('去列', '“上缴上级支出”'), '请用方括号，写成 去列: [上缴上级支出]'],
      ['201', listed('支出类别', '数字 201'), '请用方括号，写成 支出类别: [201]'],
    );
    refused('部分: [{标题: 甲, 表: {目录: 甲, 表: [预算01]}}]\n', [
      '{目录',
      listed('表', '若干个“键: 值”'),
      '例如 表: [{目录: 收支总表, 表: [预算01]}]',
    ]);
  });
  it('lines that stand too far left are told once, at the first', () => {
    const hint = (key: string) => `它属于“${key}”，要比“${key}”多缩进两个空格`;
    refused('用语:\n增幅: 提高\n降幅: 降低\n', ['增幅', '“增幅”的缩进不对', hint('用语')]);
    refused('改表:\n  预算03:\n  标题: 甲\n  去列: [合计]\n', [
      '标题: 甲',
      '“标题”的缩进不对',
      hint('预算03'),
    ]);
    refused('改表:\n预算03:\n  标题: 甲\n用於: 甲\n', [
      '预算03',
      '“预算03”的缩进不对',
      hint('改表'),
    ]);
  });
  it('an empty key alone is told as such, and so is what follows it', () => {
    const empty = '请填写，或删去这一行；“#”后面的字是说明，不算内容';
    refused(
      '用语:\n数字: 空白\n用於: 甲\n',
      ['空白', map('数字', '“空白”'), '例如 数字: {零: 空白}'],
      ['用语', '“用语”后面没有内容', empty],
      ['用於', '没有“用於”这个键', '是不是“用语”？'],
    );
  });
  it('a field without quotes', () => {
    const quotes = '含有花括号的文字要加引号，例如 标题: "{年度}年预算"';
    const text = '这里应当写文字，写的是若干个“键: 值”';
    refused('改表: {预算03: {标题: {年度}}}\n', ['{年度', text, quotes]);
    refused('包名: {年度}年预算\n', ['年预算', '这里的写法不对', quotes]);
    refused('文末:\n  - {部门}说明\n', ['说明', '这里的写法不对', quotes]);
    refused('各表: {部门行: 部门：{部门}, 单位行: 元}\n', ['{部门}', '这里的写法不对', quotes]);
  });
  it('inside of a column that takes the place of another, what is wrong is told', () => {
    const change = (column: string) => `改表: {预算03: {改列: {合计: ${column}}}}\n`;
    refused(change('{名: 甲, 量: 支出, 旷: 8}'), [
      '旷',
      '没有“旷”这个键',
      '可用的键：名、宽、文、称、量、额、占、配平、增减、增减率、率、位……',
    ]);
    refused(change('{名: 甲, 子列: {名: 乙, 量: 支出}}'), [
      '{名: 乙',
      listed('子列', '若干个“键: 值”'),
      '例如 子列: [{名: 小计, 量: 支出}]',
    ]);
    refused(change('[总计]'), [
      '总计',
      '“合计”第 1 项应当是若干个“键: 值”，写的是“总计”',
      '例如 {名: 总计, 量: 支出}',
    ]);
    refused('用语: {增幅: [提高]}\n', [
      '[提高',
      '这里应当写文字，写的是一个列表',
      '以“- ”或“键: ”开头的内容请改为一段文字，或加引号',
    ]);
  });
});

describe('a row source that there is not', () => {
  const FIELDS = '{名: 甲, 文: "{编码}"}, {名: 乙, 文: "{品名}"}, {名: 丙, 额: 金额}';
  it('is told alone: what its rows have is not known', () => {
    tableRefused(list(FIELDS, '[功能科木]'), [
      '功能科木',
      '没有“功能科木”这个行源',
      '是不是“功能科目”？',
    ]);
    tableRefused(`${list(FIELDS)}逐: 绩效项木\n标题: "{项目名称}"\n`, [
      '绩效项木',
      '没有“绩效项木”这个行源',
      '是不是“绩效项目”？',
    ]);
  });
  it('beside others leaves what those do not have', () => {
    tableRefused(
      list('{名: 甲, 文: "{编码}"}, {名: 乙, 文: "{名秤}"}', '[单位, 功能科木]'),
      ['功能科木', '没有“功能科木”这个行源', '是不是“功能科目”？'],
      ['"{名秤', '没有“名秤”这个字段', '是不是“名称”？'],
    );
  });
  it('hides what stands inside it as well, in a form', () => {
    const inner = '{逐: 采购, 内容: [{行: ["{品名}", {额: 金额}, {选: 用途, 选项: [甲]}]}]}';
    tableRefused(table(`列宽: [9, 9, 9]\n表体: [{逐: 绩效项木, 内容: [${inner}]}]\n`), [
      '绩效项木',
      '没有“绩效项木”这个行源',
      '是不是“绩效项目”？',
    ]);
  });
});

describe('columns', () => {
  const nothing = '请写“文”“量”“额”“选”“次”中的一个，或用“子列”分成几列；要空着的列写 文: ""';
  it('show something, or are said to be empty', () => {
    tableRefused(list('{名: 甲, 宽: 9}, {名: 乙, 文: ""}'), [
      '{名: 甲',
      '列“甲”没有写印什么',
      nothing,
    ]);
    refused('改表: {预算03: {改列: {合计: {名: 甲, 子列: [{名: 乙}, {名: 丙, 文: ""}]}}}}\n', [
      '{名: 乙}',
      '列“乙”没有写印什么',
      nothing,
    ]);
  });
  it('are not wider than a page', () => {
    const wide = '列宽最多是 100（以半角字符计）';
    tableRefused(list('{名: 甲, 文: 乙, 宽: 101}'), ['101', wide]);
    tableRefused(list('{名: 甲, 文: 乙, 宽: 100}'));
    tableRefused(table('列宽: [9, 256]\n表体: [{行: [甲, 乙]}]\n'), ['256', wide]);
  });
});

describe('columns that go and columns that change', () => {
  const both = '改表:\n  预算03:\n    去列: [基本支出, 合计]\n    改列: {合计: 总计}\n';
  it('can not be the same in one profile', () => {
    refused(both, ['合计: 总计', '“合计”已经写在“去列”里', '请只留一处']);
  });
  it('may be the same where a profile drops what the profile that it extends has renamed', () => {
    const middle = `${START}改表: {预算03: {改列: {合计: 总计}}}\n`;
    const without =
      '勾稽: {表内-03: {等式: {支出总表合计: 无}}, 表间-02: {等式: {本年支出: 无, 各类支出: 无}}, 表间-04: {等式: {合计: 无}}}\n';
    const own = `名称: 试\n继承: 中\n改表: {预算03: {去列: [合计]}}\n${without}`;
    expect(problemsOf('试', { [OWN]: own, 'profiles/中.yaml': middle })).toEqual([]);
  });
  it('are those of the table as it was: a 小计 of a new group stays', () => {
    const group = '{名: 项目, 子列: [{名: 小计, 量: 支出, 性质: 项目支出}, {名: 备注, 文: ""}]}';
    const own = `${PUBLISHED.replaceAll('试表', '预算05-1')}改表:
  预算05-1: {去列: [小计], 改列: {项目支出: ${group}}}
`;
    const { tables } = compiled(
      compileText({ '2026.yaml': department({ 格式: '试' }) }, { [OWN]: own }),
    );
    const below = (tables[0]?.cells ?? []).filter(({ row }) => row === 1);
    expect(below.map(({ content }) => cellText(content))).toEqual([
      '人员经费',
      '公用经费',
      '小计',
      '备注',
    ]);
  });
});

describe('parts', () => {
  it('do not name a section twice', () => {
    refused('部分:\n  - {标题: 甲, 节: [收入, 支出]}\n  - {标题: 乙, 节: [机构设置, 收入]}\n', [
      '收入]',
      '“收入”这一节列了两次',
    ]);
    refused('部分: [{标题: 甲, 节: [收入, 支出, 收入]}]\n', ['收入]', '“收入”这一节列了两次']);
  });
  it('list every table of the profile itself', () => {
    const hint = '请在格式“试”的“部分”里列出它，或删去这个文件';
    told(TABLE, { [TABLE]: list('{名: 甲, 量: 支出}') }, [
      '试表',
      '“部分”里没有列出“试表”这张表，不会公开',
      hint,
    ]);
  });
  it('need not list a table of a profile that it extends', () => {
    const files = {
      'profiles/中.yaml': PUBLISHED,
      'profiles/中/试表.yaml': list('{名: 甲, 量: 支出}'),
      [OWN]: '名称: 试\n继承: 中\n部分: [{标题: 甲, 节: [收入]}]\n',
    };
    expect(problemsOf('试', files)).toEqual([]);
  });
});

describe('names', () => {
  it('of the package can be the name of a file', () => {
    const message = '包名里有不能用于文件名的字符';
    const hint = '不能含有 / \\ : * ? " < > |、换行或“..”，不能以“.”开头或结尾';
    refused('包名: "{年度}/{部门}"\n', ['"{年度', message, hint]);
    refused('包名: 预算：公开?\n', ['预算：', message, hint]);
    refused('包名: "{部门}预算."\n', ['"{部门', message, hint]);
  });
  it('of a format that there is not: where its file would have to be', async () => {
    const { err } = await gongkai(['formats', '全新格式']);
    expect(err).toContain('没有“全新格式”这个格式');
    expect(err).toContain(
      '提示：本区的格式写在输入文件旁边（或上面）的 格式/全新格式.yaml；可用的格式：hunan-2026、putuo-2026、',
    );
    const text = '名称: 试\n继承: 全新格式\n';
    const [problem, ...more] = problemsOf('试', { [OWN]: text }).map(brief);
    expect(problem).toContain(
      `templates/${OWN}:${placeIn(text, '全新')} 没有“全新格式”这个格式〔本区的格式写在输入文件旁边（或上面）的 格式/全新格式.yaml；`,
    );
    expect(more).toEqual([]);
  });
  it('that no file can have are not offered as one', () => {
    const text = '名称: 试\n继承: ../甲乙丙丁\n';
    const [problem] = problemsOf('试', { [OWN]: text }).map(brief);
    expect(problem).toContain('没有“../甲乙丙丁”这个格式〔可用的格式：');
  });
});
