/** `gongkai init --from`: an input is rolled over to the next year, and stays what it was where nothing changes. */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { nextYear, type Rolled } from '../src/drafts/next-year.js';
import { commentsIn } from '../src/input/remarks.js';
import { parseSource, type Tree } from '../src/input/source.js';
import { textOf, valueAt } from '../src/input/tree.js';
import { BALANCED, folderWith } from './helpers/checked.js';
import { expectSteady } from './helpers/growth.js';

const world = diskWorld();
const NOTHING_ASKED = { kind: undefined, format: undefined };
const bytes = (text: string) => new TextEncoder().encode(text);

function rolled(
  text: string,
  own: Partial<typeof world> = {},
  format?: string,
): Rolled & { text: string } {
  const read = (file: string) => (file === 'a.yaml' ? bytes(text) : world.read(file));
  const made = nextYear('a.yaml', { ...NOTHING_ASKED, format }, { ...world, ...own, read });
  if ('diagnostics' in made) throw new Error(JSON.stringify(made.diagnostics));
  return { ...made, text: made.textFor('a.yaml') };
}
const treeOf = (text: string): Tree => parseSource(text, 'b.yaml').source?.tree ?? null;

const EXAMPLES = [
  'wuchang/2026',
  'wuchang/2024-final',
  'wanli/2025',
  'hunan/2026',
  'hongshan/2025',
  'hongshan/2023-final',
  'jianghan/2024',
  'putuo/2024-final',
];

describe.each(EXAMPLES)('the example %s a year on', (name) => {
  const file = `inputs/${name}.yaml`;
  const old = readFileSync(file, 'utf8');
  const made = nextYear(file, NOTHING_ASKED, world);
  if ('diagnostics' in made) throw new Error(JSON.stringify(made.diagnostics));
  const text = made.textFor(basename(file));
  const tree = treeOf(text);
  const cleared = ['变动原因', '合计', '豁免'];

  it('is of the next year, compared with the old file, without what is said anew', () => {
    expect(textOf(valueAt(tree, ['年度']))).toBe(String(made.year));
    expect(valueAt(tree, ['上年'])).toBe(basename(file));
    for (const key of cleared) {
      expect(valueAt(tree, [key])).toBeUndefined();
      if (valueAt(treeOf(old), [key]) !== undefined) expect(text).toContain(`# 待填：${key}`);
    }
  });

  it('keeps every line of the sections that stay, comments and blanks among them', () => {
    const before = new Set(old.split('\n'));
    const stays = ['单位', '概况', '收入', '基本支出', '项目支出'];
    const { source } = parseSource(old, file);
    const lines = new Set(
      text.split('\n').map((line) => line.replace(/( #|；)( ?待[核填].*)$/, '')),
    );
    for (const key of stays) {
      const { start, end } = source?.valueSpan([key]) ?? { start: 0, end: 0 };
      for (const line of old.slice(start, end).split('\n').slice(1)) {
        expect(before.has(line) ? lines.has(line) : true, line).toBe(true);
      }
    }
  });

  it('has each unit, group and project marked once, and no amount', () => {
    for (const key of ['收入', '基本支出', '项目支出']) {
      const items = (valueAt(tree, [key]) ?? []) as Tree[];
      const { source } = parseSource(text, file);
      const { start, end } = source?.valueSpan([key]) ?? { start: 0, end: 0 };
      const from = text.lastIndexOf(`${key}:`, start);
      const marks = text.slice(from, text.indexOf('\n', end)).match(/待核：照搬上年/g) ?? [];
      expect(marks, key).toHaveLength(items.length);
    }
  });

  it('has no mistakes but what the year brings', () => {
    const next = `${dirname(file)}/next.yaml`;
    const read = (path: string) => (path === next ? bytes(text) : world.read(path));
    const { diagnostics, checks } = compile(next, { ...world, read });
    expect(diagnostics.filter(({ severity }) => severity === '错误')).toEqual([]);
    expect(checks.filter(({ rule }) => rule.id === '待办-01').length).toBeGreaterThan(5);
  });
});

/** A department of 2023 with a comment behind a subject that was recoded in 2024. */
const OF_2023 = BALANCED.replace('年度: 2026', '年度: 2023')
  .replace('2026-01-15', '2023-01-15 # 报送稿')
  .replace('"2060101"\n', '"2010308" # 信访事务\n')
  .replace('格式: wuchang-2026', '格式: 预算');

/** The templates with other changes of subjects. */
function changes(text: string) {
  const { templates } = world;
  const read = (path: string) =>
    path.replaceAll('\\', '/').endsWith('subjects/对照.yaml') ? bytes(text) : templates.read(path);
  return { templates: { ...templates, read }, templatesAt: undefined } as unknown as typeof world;
}
const CHANGE = `对照:
  - 年度: 2024
    分类: 功能分类
    原: { 编码: "2010308", 名称: 信访事务 }
`;

describe('a small department', () => {
  it('has its date a year later, to be filled in, and its waivers gone', () => {
    const { text, year } = rolled(OF_2023);
    expect(year).toBe(2024);
    expect(text).toContain('编制日期: 2024-01-15 # 报送稿；待填：编制日期\n');
    expect(text).toContain('年度: 2024\n上年: a.yaml\n');
    expect(text).not.toContain('规则: 公开-01');
    expect(text).toContain('- { 单位: "100001", 一般公共预算拨款: 2500 } # 𠀀😀；待核：照搬上年');
  });

  it('has a subject that has another code now under that code, with what it was', () => {
    const { text, report } = rolled(OF_2023);
    expect(text).toContain(
      '功能科目: "2014004" # 信访事务；待核：原来是 2010308，现为 2014004 信访业务',
    );
    expect(report).toContain('科目 2010308：→ 2014004 信访业务');
  });

  it('keeps a subject that was split, and tells into what', () => {
    const split = `${CHANGE}    现: { 编码: "2014004", 名称: 信访业务 }\n${CHANGE.replace('对照:\n', '')}    现: { 编码: "2010302", 名称: 一般行政管理事务 }\n`;
    const { text } = rolled(OF_2023, changes(split));
    expect(text).toMatch(
      /功能科目: "2010308" # 信访事务；待核：2024 年起分为 2014004 信访业务、2010302 /,
    );
  });

  it('keeps a subject that was abolished, and tells where to look', () => {
    const { text } = rolled(OF_2023, changes(`${CHANGE}    说明: 改列有关科目\n`));
    expect(text).toContain('功能科目: "2010308" # 信访事务；待核：2024 年起取消（改列有关科目）');
  });

  it('does not write a key twice where two subjects became one', () => {
    const bySubject = OF_2023.replace(
      '一般公共预算拨款: 2500',
      '一般公共预算拨款: { "2010308": 1500, "2014004": 1000 }',
    );
    const { text } = rolled(bySubject);
    expect(text).toContain('{ "2010308": 1500, "2014004": 1000 }');
    expect(text).toContain('并入 2014004 信访业务，同那一行合并');
  });

  it('moves the values of indicators and the budgets of projects a year back', () => {
    const goals = `绩效项目:
  - 名称: 甲
    项目: [甲]
    用途: 示例
    起始年度: 2023
    终止年度: 2023
    前年预算: 1
    上年预算: 2
    年度目标:
      - 内容: 示例
        指标: { 产出指标: { 数量指标: [{ 名称: 次数, 前年: "-", 上年: ≥2次, 值: ≥3次 }] } }
`;
    const { text } = rolled(OF_2023 + goals);
    expect(text).toContain('{ 名称: 次数, 前年: ≥2次, 上年: ≥3次, 值: ≥3次 }');
    expect(text).toContain('    起始年度: 2024\n    终止年度: 2024\n    前年预算: 2\n');
    expect(text).toContain('    上年预算: 2 # 待填：2023 年的预算\n');
  });

  it('keeps CRLF, long texts and blocks as they are', () => {
    const text = `${OF_2023.replace('负责示例工作。', '"第一行\n    第二行 # 不是注释"')}主要用途:\n  "2010308": |\n    文字\n    # 不是注释\n`;
    const made = rolled(text.replaceAll('\n', '\r\n')).text;
    expect(made.match(/(?<!\r)\n/g)).toBeNull();
    expect(valueAt(treeOf(made), ['概况', '主要职责'])).toBe('第一行 第二行 # 不是注释');
    expect(valueAt(treeOf(made), ['主要用途', '2014004'])).toBe('文字\n# 不是注释\n');
    expect(commentsIn(made).filter(({ source }) => source.includes('不是注释'))).toEqual([]);
  });
});

it('takes as much longer as an input is longer, on one line or on many', async () => {
  const group = (i: number) =>
    `{ 名称: 项目${i}, 单位: "100001", 支出: [{ 功能科目: "2010308", 金额: 1 }] }`;
  const many = (size: number, from: string, to: string, between: string) =>
    `${OF_2023}项目支出: ${from}${Array.from({ length: size }, (_, i) => group(i)).join(between)}${to}\n`;
  for (const [from, to, between] of [
    ['\n  - ', '', '\n  - '],
    ['[', ']', ', '],
  ] as const)
    await expectSteady((size) => many(size, from, to, between), 60, rolled);
}, 60_000);

it('changes what stands behind an alias once', () => {
  const goals = `绩效项目:
  - { 名称: 甲, 项目: [甲], 用途: 示例, 年度目标: &目标 [{ 内容: 示例, 指标: { 产出指标: { 数量指标: [{ 名称: 次数, 上年: 二, 值: 三 }] } } }] }
  - { 名称: 乙, 项目: [乙], 用途: 示例, 年度目标: *目标 }
`;
  expect(rolled(OF_2023 + goals).text).toContain('[{ 名称: 次数, 上年: 三, 值: 三 }]');
});

describe('the command', () => {
  it('writes beside the old file, tells what was done, and refuses what cannot be', async () => {
    const folder = folderWith({
      '2026.yaml': BALANCED,
      '数.yaml': '类型: 上年数\n年度: 2026\n金额单位: 元\n',
    });
    const { code, out } = await folder.run('init', '--from', '@2026.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^已写出 2027\.yaml：2027 年，从 2026\.yaml 结转。/);
    expect(folder.read('2027.yaml')).toContain('上年: 2026.yaml\n');
    expect((await folder.run('check', '@2027.yaml')).code).toBe(0);
    const again = await folder.run('init', '--from', '@2026.yaml');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('已经有了')]);
    const other = await folder.run(
      'init',
      '--from',
      '@2026.yaml',
      '--类型',
      '决算',
      '-o',
      '@x.yaml',
    );
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('不能结转成部门决算')]);
    expect(other.err).toContain('2026.yaml:1:5');
    const format = await folder.run(
      'init',
      '--from',
      '@2026.yaml',
      '--格式',
      '决算',
      '-o',
      '@x.yaml',
    );
    expect([format.code, format.err]).toEqual([1, expect.stringContaining('不是部门预算的')]);
    const figures = await folder.run('init', '--from', '@数.yaml', '-o', '@x.yaml');
    expect(figures.code).toBe(1);
  });
});
