/** 格式指南.md: its files make a profile, with no code; its mistakes are refused as it shows them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { renderDiagnostic } from '../src/diagnostics.js';
import { laidOver, ownTemplates } from '../src/forms/own-templates.js';
import { cellText } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { templates } from './helpers/input.js';
import { compiled, documentLines, partLines } from './helpers/world.js';

const GUIDE = readFileSync('docs/格式指南.md', 'utf8');
const BLOCK = /<!-- (文件|写错) (\S+) ?([^\n]*?) ?-->\n```\w+\n(.*?)```\n/gs;
const blocks = [...GUIDE.matchAll(BLOCK)].map(([, kind, path = '', more = '', text = '']) => ({
  kind,
  path,
  more,
  text,
}));
const first = blocks.filter(({ kind, more }) => kind === '文件' && more !== '');
const files = Object.fromEntries(
  blocks.filter(({ kind, more }) => kind === '文件' && more === '').map((b) => [b.path, b.text]),
);
const mistakes = blocks.filter(({ kind }) => kind === '写错');

const INPUT = department({
  格式: '甲区-2027',
  收入: [{ 单位: '100001', 一般公共预算拨款: 1500 }],
  基本支出: [{ 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 1234.5 } }],
  项目支出: [{ 名称: '平台运维', 单位: '100001', 支出: [{ 功能科目: '2060499', 金额: 265.5 }] }],
  其他支出: undefined,
  上年: { 支出: { 一般公共预算: 1200 } },
  变动原因: { 收支总体: '人员增加' },
  政府采购明细: [{ 单位: '100001', 品目编码: 'C0101', 品目: '运行维护服务', 数量: 3, 单价: 20 }],
});

/** Compiles an input beside which some files lie. */
function compileWith(input: string, own: Readonly<Record<string, string>>) {
  const missing = (path: string) => Object.assign(new Error(path), { code: 'ENOENT' });
  const folder = {
    read: (path: string) => {
      if (own[path] === undefined) throw missing(path);
      return new TextEncoder().encode(own[path]);
    },
    list: (path: string) => {
      const inside = Object.keys(own).filter((one) => one.startsWith(`${path}/`));
      if (inside.length === 0) throw missing(path);
      return inside.map((one) => one.slice(path.length + 1)).filter((one) => !one.includes('/'));
    },
  };
  const beside = laidOver(
    ownTemplates(folder, (path) => path),
    templates,
  );
  const read = () => new TextEncoder().encode(input);
  return compile('2026.yaml', { read, templates: beside });
}

/** What is wrong with the format that lies beside an input. */
const problemsOf = (own: Readonly<Record<string, string>>) =>
  compileWith(INPUT, own).diagnostics.filter(({ severity }) => severity === '错误');

describe('the guide', () => {
  it('has the files that it speaks of', () => {
    expect(Object.keys(files)).toEqual([
      '格式/甲区-2027.yaml',
      '格式/甲区-2027.hbs',
      '格式/甲区-2027/特定项目.yaml',
    ]);
    expect([first.length, mistakes.length]).toEqual([1, 2]);
  });

  it('begins with a profile that changes nothing', () => {
    const own = { [first[0]?.path ?? '']: first[0]?.text ?? '' };
    expect(problemsOf(own)).toEqual([]);
    const lines = (input: string) => documentLines(compiled(compileWith(input, own)).document);
    expect(lines(INPUT)).toEqual(lines(INPUT.replace('甲区-2027', '预算')));
  });

  const { tables, document } = compiled(compileWith(INPUT, files));
  const rows = (id: string) => {
    const table = tables.find((one) => one.id === id);
    if (!table) throw new Error(`no ${id}`);
    return Array.from({ length: table.rows }, (_, r) =>
      table.cells.filter((c) => c.row === r).map((c) => cellText(c.content)),
    );
  };

  it('orders the parts, and the contents list the sub-headings of one section', () => {
    expect(document.contents.map(({ level, text }) => '　'.repeat(level) + text)).toEqual([
      '第一部分　基本情况',
      '　一、部门主要职责',
      '　二、部门机构设置',
      '第二部分　预算情况说明',
      '　一、收支预算总体安排情况',
      '　二、收入预算安排情况',
      '　三、支出预算安排情况',
      '　四、一般公共预算“三公”经费支出安排情况',
      '　五、项目支出安排情况',
      '　六、其他重要事项的情况说明',
      '　　（一）机关运行经费情况',
      '　　（二）政府采购预算情况',
      '　　（三）政府购买服务预算情况',
      '　　（四）国有资产占有使用情况',
      '　　（五）预算绩效管理情况',
      '第三部分　名词解释',
      '第四部分　预算公开表',
      '　一、收支预算总表',
      '　二、支出预算总表',
      '　三、一般公共预算支出表',
      '　四、政府采购预算表',
      '　五、特定项目表',
    ]);
  });

  it('renames and renumbers tables', () => {
    expect(
      tables.map(({ id, number, title, lead, unit }) => [id, number, title, lead, unit]),
    ).toEqual([
      ['预算01', '预算01表', '2026年收支预算总表', '部门：示例局', '金额单位：万元'],
      ['预算02', '预算02表', '2026年支出预算总表', '部门：示例局', '金额单位：万元'],
      ['预算03', '预算03表', '一般公共预算支出表（分功能科目）', '部门：示例局', '金额单位：万元'],
      ['预算04', '预算04表', '政府采购预算表', '部门：示例局', '金额单位：万元'],
      ['预算05', '预算05表', '2026年特定项目表', '部门：示例局', '金额单位：万元'],
    ]);
  });

  it('drops columns, puts a group in the place of one, and words a form anew', () => {
    expect(rows('预算02')[0]).toEqual(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
    expect(rows('预算03').slice(0, 3)).toEqual([
      ['科目编码', '功能科目', '合计', '基本支出', '项目支出'],
      ['小计', '人员经费', '公用经费', '小计', '其中：结转'],
      ['', '合计', '1,500.00', '1,234.50', '1,234.50', '', '265.50', ''],
    ]);
    expect(rows('预算01').map((row) => row[2])).toContain('结转下年');
  });

  it('lists its own classes in its own order', () => {
    const classes = rows('预算01').map((row) => row[2] ?? '');
    expect(classes.filter((text) => /、/.test(text)).at(-1)).toBe('十五、国防支出');
  });

  it('has a table of its own', () => {
    expect(rows('预算05')).toEqual([
      ['项目编码', '项目名称', '预算数', '占全部支出'],
      ['', '合计', '265.50', '17.7%'],
      ['100', '示例局', '265.50', '17.7%'],
      ['100001', '示例局本级', '265.50', '17.7%'],
      ['31', '本级支出项目', '265.50', '17.7%'],
      ['', '平台运维', '265.50', '17.7%'],
    ]);
  });

  it('says one sentence in other words, and the others in its own style', () => {
    const [, said] = document.parts.map(partLines);
    expect(said?.[1]).toBe(
      '2026年收支总预算1500万元，比2025年预算增加300万元，提高25%，原因是人员增加。',
    );
    expect(said).toContain(
      '2026年政府采购预算支出合计60万元。其中：货物类0万元，工程类0万元，服务类60万元。',
    );
  });

  it.each(mistakes)('shows what is told of a mistake in $path', ({ path, more, text }) => {
    const [from = '', to = ''] = more.split(' => ');
    const right = files[path] ?? '';
    expect(right.split(from)).toHaveLength(2);
    const wrong = right.replace(from, to);
    const problems = problemsOf({ ...files, [path]: wrong });
    expect(problems.map((d) => `${renderDiagnostic(d, wrong)}\n`)).toEqual([text]);
  });
});
