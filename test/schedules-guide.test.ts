/** 格式指南.md on 附表 and the cover: what it shows makes a format; the built-in tables; the schema of a format. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadProfile } from '../src/forms/library.js';
import { inputSchema } from '../src/reference.js';
import { accounts } from './helpers/accounts.js';
import { folderWith } from './helpers/checked.js';
import { department } from './helpers/departments.js';
import { bodyOf } from './helpers/one-table.js';
import { FILES, inputWith, LINES } from './helpers/schedules.js';
import { brief, compiled, compileText, overlay, problemsOf } from './helpers/world.js';

const GUIDE = readFileSync('docs/格式指南.md', 'utf8');
const BLOCK = /<!-- 附表 (\S+) -->\n```yaml\n(.*?)```\n/gs;
const blocks = Object.fromEntries(
  [...GUIDE.matchAll(BLOCK)].map(([, path = '', text = '']) => [path, text]),
);
const { 输入: lines = '', ...files } = blocks;
const COVER = '封面: {监督索引号: "53042400136002000000", 保密审查情况: 已审查}\n';

const errorsOf = (input: string, own: Parameters<typeof compileText>[1]) =>
  compileText({ 'a.yaml': input }, own)
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief);

describe('the guide', () => {
  const input = `${department({ 格式: '甲省-2027', 金额单位: '元' })}${lines}${COVER}`;

  it('shows a format with a table and a cover of its own, and an input that fills them in', () => {
    expect(Object.keys(files)).toEqual([
      'profiles/甲省-2027/信息化.yaml',
      'profiles/甲省-2027.yaml',
    ]);
    expect(problemsOf('甲省-2027', files)).toEqual([]);
    const { tables, document } = compiled(compileText({ 'a.yaml': input }, files));
    const [, table] = tables;
    expect(table && bodyOf(table)).toEqual([
      '合计|||20|15.00|',
      '小计|运维||20|3.00|',
      '示例局本级|运维|办公平台|20|3.00|',
      '小计|新建||0|12.00|',
      '示例局本级|新建|数据平台||12.00|分两年',
    ]);
    expect(document.cover).toEqual({
      above: ['监督索引号53042400136002000000'],
      title: ['示例局', '2026年部门预算'],
      lines: ['保密审查情况：已审查'],
    });
  });
});

describe('the built-in tables', () => {
  const listed = (base: string, ...tables: string[]) => ({
    'profiles/试.yaml': `名称: 试\n继承: ${base}\n部分: [{标题: 表, 表: [{目录: 表, 表: [${tables.join(', ')}]}]}]\n公开要求: {必有表: [], 空表须说明: []}\n`,
  });

  it('of a budget: 新增资产配置 and 对下转移支付', () => {
    const own = listed('预算', '新增资产配置', '对下转移支付');
    expect(problemsOf('试', own)).toEqual([]);
    const input = department({
      格式: '试',
      附表: {
        新增资产配置: [
          { 单位: '100001', 资产类别: '通用设备', 资产名称: '计算机', 数量: 2, 单价: 0.5, 金额: 1 },
        ],
        对下转移支付: [
          { 项目: '甲补助', 功能科目: '2010302', 地区: '一县', 一般公共预算: 3 },
          { 项目: '乙补助', 功能科目: '2010302', 地区: '一县', 一般公共预算: 4 },
          { 项目: '甲补助', 功能科目: '2010302', 地区: '二县', 政府性基金预算: 5 },
        ],
      },
    });
    const { tables } = compiled(compileText({ 'a.yaml': input }, own));
    expect(tables.map(bodyOf)).toEqual([
      ['合计||||2||1.00', '示例局本级|通用设备|计算机||2|0.50|1.00'],
      [
        '合计||||7.00|5.00|0.00|',
        '甲补助||||3.00|5.00|0.00|',
        '甲补助|2010302|一般行政管理事务|一县|3.00|||',
        '甲补助|2010302|一般行政管理事务|二县||5.00||',
        '乙补助||||4.00|0.00|0.00|',
        '乙补助|2010302|一般行政管理事务|一县|4.00|||',
      ],
    ]);
    const empty = department({ 格式: '试', 附表: { 新增资产配置: [], 对下转移支付: [] } });
    expect(
      compiled(compileText({ 'a.yaml': empty }, own)).tables.map(({ notes }) => notes),
    ).toEqual([['注：本部门2026年没有新增资产配置'], ['注：本部门2026年没有安排对下转移支付预算']]);
  });

  it('of final accounts: 国有资产使用情况', () => {
    const own = listed('决算', '国有资产使用情况');
    expect(problemsOf('试', own)).toEqual([]);
    const text = accounts().replace(/^格式: .*$/m, '格式: 试');
    const unit = /代码: "?(\d{4,})/.exec(text.slice(text.indexOf('单位:')))?.[1];
    const input = `${text}附表: { 国有资产使用情况: [{ 单位: "${unit}", 资产总额: 300, 流动资产: 100, 固定资产: 200, 车辆: 200 }] }\n`;
    expect(errorsOf(input, own)).toEqual([]);
    const { tables } = compiled(compileText({ 'a.yaml': input }, own));
    expect(tables.map(bodyOf)[0]?.[0]).toMatch(/^合计\|\d/);
    expect(tables.map(bodyOf)[0]).toHaveLength(2);
  });
});

describe('the schema of inputs in a format', () => {
  const schema = JSON.parse(inputSchema(loadProfile('甲省', overlay(FILES))));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  const wrong = (input: string) => {
    validate(parse(input));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('knows the columns of its 附表, as the program does', () => {
    expect(wrong(inputWith())).toEqual([]);
    expect(errorsOf(inputWith(), FILES)).toEqual([]);
    expect(wrong(inputWith(LINES.replace('名称: 仪器', '名秤: 仪器')))).toEqual([
      "/附表/新增资产/1 must have required property '名称'",
      '/附表/新增资产/1 must NOT have additional properties',
    ]);
    expect(wrong(inputWith(LINES.replace('种类: 通用', '种类: 专业')))).toEqual([
      '/附表/新增资产/0/种类 must be equal to one of the allowed values',
    ]);
    expect(wrong(inputWith('附表: { 别的: [] }\n'))).toEqual([
      '/附表 must NOT have additional properties',
    ]);
  });

  it('is printed by formats --schema, of one format', async () => {
    const folder = folderWith({});
    const { code, out } = await folder.run('formats', 'wuchang-2026', '--schema');
    expect([code, JSON.parse(out).title]).toEqual([0, 'gongkai 部门预算（格式 wuchang-2026）']);
    const { code: refused, err } = await folder.run('formats', '--schema');
    expect([refused, err]).toEqual([2, expect.stringContaining('--schema 后面写一个格式')]);
  });
});
