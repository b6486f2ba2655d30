/** 附表: tables of a format's own whose lines the input writes. */
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../src/render/csv.js';
import { bodyOf } from './helpers/one-table.js';
import {
  compileIn,
  FILES,
  inputWith,
  LINES,
  PROFILE,
  province,
  rowsIn,
  SENTENCES,
  TABLE,
} from './helpers/schedules.js';
import { brief, compiled, type Overlay, partLines, placeIn } from './helpers/world.js';

const ROWS = [
  '示例局本级|计算机|通用|2010301行政运行|2026年3月1日|3||0.50|1.50',
  '示例中心|仪器||||1|12.5||3.00',
];
const TOTAL = '合计|||||4|12.5||4.50';

describe('the table', () => {
  it('has a line for each of the input, with texts, names of codes, days, counts and amounts', () => {
    expect(rowsIn(FILES)).toEqual([TOTAL, ...ROWS]);
  });

  it('has the total where the template wants it, under the name that it gives', () => {
    const last = province(
      [TABLE, '行源: [合计, 附表]', '行源: [附表, 合计]'],
      [TABLE, '纸张: 横向', '纸张: 横向\n合计名: 总计'],
    );
    expect(rowsIn(last)).toEqual([...ROWS, TOTAL.replace('合计', '总计')]);
  });

  it('groups lines below subtotals, in the order in which groups are written', () => {
    const column = '    金额: {类: 金额, 必填: 是}\n';
    const grouped = province([TABLE, column, `${column}  小计: 名称\n`]);
    const lines = `附表:
  新增资产:
    - { 单位: "100001", 名称: 乙物, 数量: 3, 金额: 15000 }
    - { 单位: "100002", 名称: 甲物, 数量: 1, 金额: 20000 }
    - { 单位: "100002", 名称: 乙物, 数量: 2, 金额: 10000 }
`;
    expect(rowsIn(grouped, lines)).toEqual([
      '合计|||||6|0||4.50',
      '小计|乙物||||5|0||2.50',
      '示例局本级|乙物||||3|||1.50',
      '示例中心|乙物||||2|||1.00',
      '小计|甲物||||1|0||2.00',
      '示例中心|甲物||||1|||2.00',
    ]);
  });

  it('is asked for by unit where its lines are of units, and by nothing else', () => {
    const tables = '[资产, 分单位, 分科目]';
    const list = (id: string, source: string) => `表号: ${id}
名称: ${id}
纸张: 横向
列:
  - {名: 名称, 文: "{名称}"}
  - {名: 支出, 量: 支出}
  - {名: 资产, 量: 附表, 项: 新增资产.金额}
行源: [合计, ${source}]
`;
    const files: Overlay = {
      ...province([PROFILE, '表: [资产]}]}', `表: ${tables}}]}`]),
      'profiles/甲省/分单位.yaml': list('分单位', '所属单位'),
      'profiles/甲省/分科目.yaml': list('分科目', '类级科目'),
    };
    const unknown = (own: Overlay) =>
      compileIn(own)
        .diagnostics.filter(({ rule }) => rule === '表内-05')
        .map(brief);
    const hint = '〔输入不能写得这样细，请在格式里去掉这一栏，或换一种行源〕';
    const told = (id: string, by: string) =>
      `templates/profiles/甲省/${id}.yaml:7:5 ${id} ${id}的“资产”一栏的数都不知道：本年的新增资产没有按${by}写${hint}`;
    // which of it belongs to a class of expenditure nobody has written
    expect(unknown(files)).toEqual([told('分科目', '功能科目')]);
    const government = list('分科目', '类级政府经济科目');
    expect(unknown({ ...files, 'profiles/甲省/分科目.yaml': government })).toEqual([
      told('分科目', '政府经济科目'),
    ]);
    const plain = { ...files, [TABLE]: FILES[TABLE].replace('{类: 单位, 必填: 是}', '编号') };
    expect(unknown(plain)).toContain(told('分单位', '单位'));
    const { 'profiles/甲省/分科目.yaml': _, ...others } = files;
    const [, byUnit] = compiled(
      compileIn({ ...others, [PROFILE]: files[PROFILE]?.replace(', 分科目', '') }),
    ).tables;
    expect(byUnit && bodyOf(byUnit)).toEqual([
      '合计|100.00|4.50',
      '示例局本级|100.00|1.50',
      '示例中心|0.00|3.00',
    ]);
  });

  it('says that there is nothing, and warns where that is not written', () => {
    const written = compiled(compileIn(FILES, '附表: { 新增资产: [] }\n'));
    expect(written.tables[0]?.notes).toEqual(['注：本部门2026年没有新增资产']);
    const silent = compileIn(FILES, '');
    expect(compiled(silent).tables[0]?.notes).toEqual(['注：本部门2026年没有新增资产']);
    expect(silent.diagnostics.filter(({ rule }) => rule === '附表-01').map(brief)).toEqual([
      'a.yaml:1:1 “附表”里没有写“新增资产”：“资产表”印成没有内容〔确实没有的写“新增资产: []”〕',
    ]);
    const result = compileIn(FILES, '附表: { 新增资产: [] }\n');
    expect(result.diagnostics.filter(({ rule }) => rule === '附表-01')).toEqual([]);
  });

  it('is laid out cell by cell as well', () => {
    const layout = `列宽: [20, 10, 10]
表头: [[名称, 数量, 金额]]
表体:
  - {逐: 合计, 内容: [{行: [总计, {额: 数量}, {额: 金额}]}]}
  - {逐: 附表, 内容: [{行: ["{名称}", {额: 数量}, {额: 金额, 式: 金额文字}]}]}
`;
    const [start = '', rest = ''] = FILES[TABLE].split('列:\n');
    const end = rest.slice(rest.indexOf('空表'));
    expect(rowsIn({ ...FILES, [TABLE]: start + layout + end })).toEqual([
      '总计|4|4.50',
      '计算机|3|1.5万元',
      '仪器|1|3万元',
    ]);
  });

  it('narrows to a unit inside the rows of units', () => {
    const layout = `列宽: [20, 10, 10]
表体:
  - 逐: 所属单位
    内容:
      - {行: ["{名称}", "", ""]}
      - {逐: 附表, 内容: [{行: ["{单位}", {额: 数量}, {额: 金额}]}]}
`;
    const [start = '', rest = ''] = FILES[TABLE].split('列:\n');
    const end = rest.slice(rest.indexOf('空表'));
    expect(rowsIn({ ...FILES, [TABLE]: start + layout + end })).toEqual([
      '示例局本级||',
      '示例局本级|3|1.50',
      '示例中心||',
      '示例中心|1|3.00',
    ]);
  });

  it('prints no text as a formula, and counts in CSV as numbers', () => {
    const lines = LINES.replace('名称: 仪器', '名称: "=HYPERLINK(1)"');
    const [table] = compiled(compileIn(FILES, lines)).tables;
    if (!table) throw new Error('no table');
    expect(renderCsv(table)).toContain("示例中心,'=HYPERLINK(1),,,,1,12.5,,3.00\r\n");
  });

  it('takes two thousand lines, and no more', () => {
    const line = (i: number) => `    - { 单位: "100001", 名称: 物${i}, 数量: 1, 金额: 0.01 }\n`;
    const many = (n: number) =>
      `附表:\n  新增资产:\n${Array.from({ length: n }, (_, i) => line(i)).join('')}`;
    const rows = rowsIn(FILES, many(2000));
    expect([rows.length, rows[0]]).toEqual([2001, '合计|||||2,000|0||0.00']);
    expect(compileIn(FILES, many(2001)).diagnostics.map(brief)[0]).toMatch(
      /^a\.yaml:17:3 “新增资产”的项数过多（最多 2000 项）/,
    );
  });
});

describe('amounts', () => {
  it('are exact in the unit of the input', () => {
    const { compiled: found, diagnostics } = compileIn(
      FILES,
      '附表: { 新增资产: [{ 单位: "100001", 名称: 甲, 数量: 1, 金额: 0.1 }, { 单位: "100001", 名称: 乙, 数量: 1, 金额: 0.2 }] }\n',
    );
    expect(diagnostics.filter(({ severity }) => severity === '错误')).toEqual([]);
    const sum = found?.budget.schedules.get('新增资产')?.lines.map(({ amounts }) => amounts.金额);
    expect(sum?.map((figure) => figure?.value.toString())).toEqual(['0.1', '0.2']);
    const total = found?.tables[0]?.cells.find(
      ({ name }) => name?.row === '合计' && name.column === '金额',
    );
    expect(total?.content.figure?.value.toString()).toBe('0.3');
  });
});

describe('sentences', () => {
  const said = (text: string, lines = LINES) => {
    const files = { ...FILES, [SENTENCES]: `{{#*inline "资产"}}\n# 资产\n${text}\n{{/inline}}\n` };
    const result = compileIn(files, lines);
    const { document } = compiled(result);
    return partLines(document.parts[0] as (typeof document.parts)[number]).slice(1);
  };

  it('go through the lines and add up a column', () => {
    expect(
      said(
        '共{{行数 "附表" 项="新增资产"}}项{{数 "附表" 项="新增资产.数量"}}台，{{金额 "附表" 项="新增资产.金额"}}：{{#逐 "附表" 项="新增资产" 间="、"}}{{名称}}{{额 "数量"}}（{{额 "金额"}}）{{else}}没有{{/逐}}。',
      ),
    ).toEqual(['共2项4台，4.5万元：计算机3台（1.5万元）、仪器1台（3万元）。']);
  });

  it('ask whether there is something', () => {
    const text =
      '{{#if (有 "附表" 项="新增资产.金额")}}写了{{else}}没写{{/if}}{{#if (非零 "附表" 项="新增资产.金额")}}有{{else}}没有{{/if}}{{#if (多于 "附表" 项="新增资产" 数="1")}}几项{{/if}}';
    expect(said(text)).toEqual(['写了有几项']);
    expect(said(text, '附表: { 新增资产: [] }\n')).toEqual(['写了没有']);
    expect(said(text, '')).toEqual(['没写没有']);
  });

  it('take no mark-up of a line for their own', () => {
    const lines = LINES.replace('名称: 仪器', '名称: "# 仪器"');
    expect(said('{{#逐 "附表" 项="新增资产" 间="\n"}}{{名称}}{{/逐}}', lines)).toEqual([
      '计算机',
      '# 仪器',
    ]);
  });
});

describe('a relation', () => {
  const RELATION = `勾稽:
  表间-91:
    应当: 新增资产的金额等于政府采购的货物
    依据: 甲省的公开要求
    等式:
      货物: {左: {表: 资产, 行: 合计, 列: 金额}, 右: {量: 政府采购, 项: 货物}}
      数量: {左: {表: 资产, 行: 末级, 列: 数量（台）}, 右: {量: 附表, 项: 新增资产.数量}}
`;
  const tied = province([PROFILE, '公开要求', `${RELATION}公开要求`]);

  it('that holds is told as such', () => {
    const { checks } = compileIn(tied);
    const own = checks.filter(({ rule }) => rule.id === '表间-91');
    expect(own.map(({ outcome, severity }) => [severity, outcome.sides?.unit])).toEqual([
      [undefined, '元'],
      [undefined, '台'],
    ]);
  });

  it('that does not points at the lines of the input', () => {
    const lines = LINES.replace('30000.5', '30000');
    const { diagnostics, checks } = compileIn(tied, lines);
    const place = placeIn(inputWith(lines), '15000 }');
    expect(diagnostics.filter(({ rule }) => rule === '表间-91').map(brief)).toEqual([
      `a.yaml:${place} 资产 资产表的合计 4.5 万元，政府采购 4.50005 万元，相差 0.50 元〔请核对格式里这些表的行和列是不是写全〕`,
    ]);
    const [found] = checks.filter(({ rule, severity }) => rule.id === '表间-91' && severity);
    expect(found?.outcome.sides?.left.figure.sources.map(({ line }) => line)).toEqual([18, 19]);
  });

  it('compares counts in what they count', () => {
    const wrong = province([
      PROFILE,
      '公开要求',
      `${RELATION.replace('行: 末级', '行: 合计').replace('新增资产.数量', '新增资产.面积')}公开要求`,
    ]);
    expect(
      compileIn(wrong)
        .diagnostics.filter(({ rule }) => rule === '表间-91')
        .map(brief),
    ).toEqual([
      expect.stringMatching(
        /^a\.yaml:18:\d+ 资产 资产表的合计 4 台，附表“新增资产\.面积” 12\.5 台，相差 8\.5 台/,
      ),
    ]);
  });
});
