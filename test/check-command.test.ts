/** `gongkai check` as a person meets it: what it prints, and what it refuses. */
import { execFile } from 'node:child_process';
import { existsSync, linkSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../src/diagnostics.js';
import { listRules } from '../src/kinds/rules.js';
import { involved, where } from '../src/where.js';
import { BALANCED, folderWith, UNBALANCED } from './helpers/checked.js';
import { department } from './helpers/departments.js';
import { templates } from './helpers/input.js';
import { gongkai } from './helpers/terminal.js';

const FINDING = [
  '【预算01 收支总表】',
  '2026.yaml:10:31: 错误：一般公共预算收入 0.3 万元，支出和年终结转结余 0.25 万元，相差 0.05 万元 [平衡-01]',
  '  10 |   - { 单位: "100001", 一般公共预算拨款: 3000 } # 𠀀😀',
  '     |                                         ^^^^',
  '  应当：每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余',
  '  左边：一般公共预算收入     0.3 万元  第 10 行',
  '  右边：支出和年终结转结余  0.25 万元  第 15–16 行，共 2 处',
  '  相差：0.05 万元',
  '  提示：请核对“收入”和各项支出，或补写“年终结转结余”',
];
const SUMMARY = /^核对 (\d+) 项：错误 (\d+)，警告 (\d+)，提示 (\d+)，豁免 (\d+)，相符 (\d+)。$/m;

/** The lines below a heading, with it. */
const block = (out: string, heading: string) =>
  out.slice(out.indexOf(heading)).split('\n\n')[0]?.trimEnd().split('\n') ?? [];

describe('what it prints', () => {
  it('a finding below its table, with both sides, their lines, the difference and the hint', async () => {
    const folder = folderWith({ '2026.yaml': UNBALANCED });
    const { code, out, err } = await folder.run('check', '@2026.yaml');
    expect([code, err]).toEqual([1, '']);
    expect(out.split('\n')[0]).toBe('2026.yaml（示例局 2026 年部门预算，格式 wuchang-2026）');
    expect(block(out, '【预算01')).toEqual(FINDING);
    const [all = 0, ...parts] = (SUMMARY.exec(out) ?? []).slice(1).map(Number);
    expect(all).toBe(parts.reduce((a, b) => a + b, 0));
    expect(parts[0]).toBe(1);
    expect(readdirSync(folder.path)).toEqual(['2026.yaml']);
  });

  it('the amounts of both sides end in one column, and so do the names', () => {
    const [left = '', right = ''] = FINDING.filter((text) => /^ {2}[左右]边/.test(text));
    const width = (text: string, until: string) => displayWidth(text.slice(0, text.indexOf(until)));
    expect(width(left, '  第')).toBe(width(right, '  第'));
  });

  it('the line that several findings have in common, if they are off by the same amount', async () => {
    const stated = { 合计: { 支出总计: 100, 公用经费: 20 } };
    const slip = (amount: number) =>
      department(stated).replace('"30201": 20', `"30201": ${amount}`);
    const folder = folderWith({ 'a.yaml': slip(21), 'b.yaml': slip(20) });
    const line =
      slip(21)
        .split('\n')
        .findIndex((text) => text.includes('30201')) + 1;
    const told = `先核对第 ${line} 行“"30201": 21”：3 处不符都差 1 万元，都由这里的数得来。`;
    const { out } = await folder.run('check', '@a.yaml');
    expect(out.split('\n').at(-3)).toBe(told);
    expect((await folder.run('check', '@b.yaml')).out).not.toContain('先核对');
    expect((await folder.run('compile', '@a.yaml')).err.split('\n').at(-3)).toBe(told);
    const json = JSON.parse((await folder.run('check', '@a.yaml', '--format', 'json')).out);
    expect(json.文件[0].先核对).toMatchObject([{ 差额: '1', 项数: 3, 位置: [{ 行: line }] }]);
    // two figures that are off by one each have no line in common
    const two = `${slip(21)}`.replace('公用经费: 20', '公用经费: 20\n  人员经费: 81');
    const other = folderWith({ 'a.yaml': two });
    expect((await other.run('check', '@a.yaml')).out).not.toContain('先核对');
  });

  it('waived findings with their reason; they do not fail', async () => {
    const waived = UNBALANCED.replace(
      '豁免:\n',
      '豁免:\n  - { 规则: 平衡-01, 内容: 0.3 万元, 理由: 待批复 }\n',
    );
    const { code, out } = await folderWith({ 'a.yaml': waived }).run('check', '@a.yaml');
    expect(code).toBe(0);
    expect(block(out, '【预算01')[1]).toBe(
      'a.yaml:10:31: 已豁免 平衡-01：一般公共预算收入 0.3 万元，支出和年终结转结余 0.25 万元，相差 0.05 万元，理由：待批复',
    );
    expect(Number(SUMMARY.exec(out)?.[5])).toBeGreaterThan(1);
  });

  it('what holds only when asked, with what had nothing to say', async () => {
    const folder = folderWith({ 'a.yaml': BALANCED });
    const brief = await folder.run('check', '@a.yaml');
    expect(brief.code).toBe(0);
    expect(brief.out).not.toContain('相符  ');
    for (const flag of ['--all', '--全部']) {
      const { out } = await folder.run('check', '@a.yaml', flag);
      expect(out).toMatch(
        /^ {2}相符 {2}平衡-01 {2}一般公共预算收入 +0.25 万元 {2}= +0.25 万元 {2}支出和年终结转结余$/m,
      );
      expect(block(out, '【未见问题】').some((text) => text.startsWith('  合计-01  '))).toBe(true);
      expect(out.match(/^ {2}相符 /gm)?.length).toBe(Number(SUMMARY.exec(out)?.[6]));
      expect(SUMMARY.exec(out)?.[0]).toBe(SUMMARY.exec(brief.out)?.[0]);
    }
  });

  it('with -q errors alone, without headings; nothing where there are none', async () => {
    const folder = folderWith({ 'a.yaml': BALANCED, '2026.yaml': UNBALANCED });
    const quiet = await folder.run('check', '@a.yaml', '@2026.yaml', '-q');
    expect([quiet.code, quiet.out.trimEnd().split('\n')]).toEqual([1, FINDING.slice(1)]);
    expect(await folder.run('check', '@a.yaml', '-q')).toEqual({ code: 0, out: '', err: '' });
  });

  it('with --strict a warning fails too', async () => {
    const warned = BALANCED.slice(0, BALANCED.indexOf('豁免:'));
    const folder = folderWith({ 'a.yaml': warned, 'b.yaml': BALANCED });
    expect((await folder.run('check', '@a.yaml')).code).toBe(0);
    const { code, out } = await folder.run('check', '@a.yaml', '--strict', '-q');
    expect(code).toBe(1);
    expect(out).toContain('警告：没有写“上年”');
    expect((await folder.run('check', '@b.yaml', '--strict')).code).toBe(0);
  });

  it('several files one after the other, whatever their names, and a total', async () => {
    const files = { '甲 局 50%.yaml': BALANCED, 'b/乙.yaml': UNBALANCED, 'b/不是.yaml': 'x: [\n' };
    const folder = folderWith(files);
    const { code, out, err } = await folder.run(
      'check',
      '@甲 局 50%.yaml',
      '@b/*.yaml',
      '@无.yaml',
    );
    expect([code, err]).toEqual([1, '']);
    const names = ['甲 局 50%.yaml（', 'b/不是.yaml\n', 'b/乙.yaml（', '无.yaml\n'];
    const places = names.map((name) => out.indexOf(`\n${name}`) + Number(out.startsWith(name)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(out).toMatch(/b\/不是\.yaml:\d+:\d+: 错误：.* \[yaml-syntax\]/);
    expect(out).toContain('无.yaml: 错误：找不到这个文件 [file-missing]');
    expect(out).toMatch(/\n共 4 个文件，核对 \d+ 项：错误 3，.*。2 个文件输入有误。\n$/);
  });

  it('wrong totals of an input that has other mistakes', async () => {
    const wrong = UNBALANCED.replace('"30101": 1000', '"30101": 一千').concat(
      '合计: { 收入总计: 1 }\n',
    );
    const { code, out } = await folderWith({ 'a.yaml': wrong }).run('check', '@a.yaml');
    expect(code).toBe(1);
    expect(out).toContain('[amount-not-number]');
    expect(out).toContain('输入有 1 处错误，改正后再核对');
    expect(out).not.toContain('平衡-01');
  });

  it('that figures of last year are not checked alone', async () => {
    const { code, out } = await gongkai(['check', 'inputs/wuchang/2025.yaml']);
    expect([code, out]).toEqual([
      0,
      'inputs/wuchang/2025.yaml：是上年数，随引用它的文件一起核对，不单独核对。\n',
    ]);
  });
});

describe('--list', () => {
  const rules = listRules(templates);
  it('prints every rule once, by family, with its source', async () => {
    const { code, out } = await gongkai(['check', '--list']);
    expect(code).toBe(0);
    for (const { id, severity, holds, source } of rules) {
      const lines = out.split('\n');
      const found = lines.findIndex((text) => text.startsWith(`  ${id} `));
      expect(lines[found]).toMatch(
        new RegExp(`^  ${id} +${severity}  (预算|决算|预算、决算) +\\S`),
      );
      expect(lines[found]?.endsWith(holds)).toBe(true);
      expect(lines[found + 1]?.trim()).toBe(`依据：${source}`);
    }
    const headings = [...out.matchAll(/^【(.+)】$/gm)].map(([, name]) => name);
    expect(headings.slice(0, 2)).toEqual(['合计', '平衡']);
    expect(new Set(headings).size).toBe(headings.length);
    expect(out).toContain(`共 ${rules.length} 条；`);
  });

  it('as JSON for programs', async () => {
    const { out } = await gongkai(['check', '--list', '--format', 'json']);
    const { 规则: listed } = JSON.parse(out) as { 规则: Record<string, unknown>[] };
    expect(listed.map((rule) => rule.编号).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(listed.find((rule) => rule.编号 === '平衡-01')).toEqual({
      编号: '平衡-01',
      类: '平衡',
      级别: '错误',
      适用: ['预算'],
      要求: '每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余',
      依据: '收支总表收入总计等于支出总计',
      表: '预算01',
    });
  });
});

describe('what it refuses', () => {
  it.each([
    [['check'], '缺少输入文件，例如：gongkai check 2026.yaml'],
    [['check', 'a.yaml', '--list'], '后面不写文件'],
    [['check', '--list', '--format', 'sarif'], '--list 的格式可以是：文本、json'],
    [['check', 'a.yaml', '--format', 'xml'], '没有“xml”这种格式，可用：文本、json、sarif'],
    [['check', 'a.yaml', '--format', 'constructor'], '没有“constructor”这种格式'],
    [['check', 'a.yaml', '-o', 'b.json'], '-o 只用于 --format json 或 sarif'],
    [['check', 'a.yaml', '--list2'], '没有“--list2”这个选项'],
    [
      ['chekc', 'a.yaml'],
      '没有“chekc”这个命令，可用：compile、check、diff、explain、formats、import、init、convert、open、season、worker、verify、sign。',
    ],
  ])('%j with exit code 2 and a Chinese sentence', async (args, message) => {
    const { code, out, err } = await gongkai(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toContain('--help');
  });

  it('to write over an input, by whatever name', async () => {
    const prior = '类型: 上年数\n年度: 2025\n金额单位: 元\n支出: { 一般公共预算: 2500 }\n';
    const input = BALANCED.replace('豁免:', '上年: 2025.yaml\n豁免:');
    const folder = folderWith({ 'a.yaml': input, '2025.yaml': prior });
    linkSync(join(folder.path, 'a.yaml'), join(folder.path, 'hard.json'));
    symlinkSync('a.yaml', join(folder.path, 'soft.json'));
    for (const output of ['hard.json', 'soft.json', './soft.json']) {
      const args = ['@a.yaml', '--format', 'json', '-o', `@${output}`];
      const { code, err } = await folder.run('check', ...args);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/^-o 写的“.*”是输入文件.*没有写出。\n$/),
      ]);
    }
    // nor over what looks like one, nor without a name
    for (const output of ['a.yaml', '2027.YML', '-', ' ']) {
      const args = ['@a.yaml', '--format', 'json', '-o', output];
      expect((await folder.run('check', ...args)).code).toBe(2);
    }
    expect([folder.read('a.yaml'), folder.read('2025.yaml')]).toEqual([input, prior]);
    expect(readdirSync(folder.path)).toHaveLength(4);
  });

  it.each([
    ['@none/x.json', '没有“.*none”这个文件夹，请先建好'],
    ['@sub', '是一个文件夹，请写文件名'],
    ['/dev/null', '不是普通的文件，没有写出'],
    ['@a.yaml/x.json', '不是文件夹'],
  ])('to write to %s with exit code 3', async (output, message) => {
    const folder = folderWith({ 'a.yaml': BALANCED, 'sub/x': '' });
    const { code, err } = await folder.run('check', '@a.yaml', '--format', 'json', '-o', output);
    expect(code).toBe(3);
    expect(err).toMatch(new RegExp(message));
    expect(readdirSync(folder.path).sort()).toEqual(['a.yaml', 'sub']);
    expect(existsSync('/dev/null')).toBe(true);
  });
});

describe('help', () => {
  it('teaches with examples, in Chinese', async () => {
    const { code, out } = await gongkai(['check', '--help']);
    expect(code).toBe(0);
    for (const text of ['例子：', '--全部', '--strict', 'sarif', '豁免:', '退出码'])
      expect(out).toContain(text);
    expect(out).not.toMatch(/Usage|Options|Commands|display help/);
    expect((await gongkai(['help'])).out).toContain('check <文件...> [选项]');
    expect((await gongkai(['help', 'check'])).out).toBe(out);
  });
});

it('starts no browser and loads nothing that makes a package', async () => {
  const hook = `export async function resolve(name, context, next) {
    if (/exceljs|puppeteer|chromium|unpdf/.test(name)) throw new Error('loads ' + name);
    return next(name, context);
  }`;
  const register = `import { register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(register)}`,
    'dist/bin/gongkai.js',
    'check',
    'inputs/wuchang/2026.yaml',
  ]);
  expect(stdout).toMatch(SUMMARY);
});

describe('compile', () => {
  it('tells the places of both sides, the number of the rule, and each waiver once', async () => {
    const folder = folderWith({ '2026.yaml': UNBALANCED });
    const { code, err } = await folder.run('compile', '@2026.yaml', '-o', '@out', '--only', 'csv');
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      ...FINDING.slice(1, 4),
      '  涉及：一般公共预算收入 第 10 行；支出和年终结转结余 第 15–16 行，共 2 处',
      FINDING.at(-1),
      expect.stringMatching(/^已豁免 公开-01：没有写“上年”.*等 \d+ 处，理由：试编$/),
      '2026.yaml：有 1 处错误，没有写出。',
      '',
    ]);
  });
});

describe('places in words', () => {
  const span = (line: number, file = 'a', start = line * 10) => ({
    file,
    line,
    column: 1,
    start,
    end: start + 1,
  });
  it.each([
    [[], ''],
    [[0], ''],
    [[58], '第 58 行'],
    [[12, 20, 15, 16, 17, 18, 19, 12], '第 12、15–20 行，共 7 处'],
    [[1, 3, 5, 7, 9, 20, 22, 40], '第 1–9、20–22、40 行，共 8 处'],
    [[100, 200, 300, 400, 500, 600, 700], '第 100、200、300、400、500、600 行等，共 7 处'],
  ])('%j', (lines, told) => {
    expect(
      where(
        lines.map((line) => span(line)),
        'a',
      ),
    ).toBe(told);
  });

  it('names other files, the own one first; two places of one line are two', () => {
    const spans = [span(9, 'x/c'), span(3, 'b'), span(5), span(5, 'a', 99), span(4, 'b')];
    expect(where(spans, 'a')).toBe('第 5 行，共 2 处，另 b 第 3–4 行，共 2 处，另 x/c 第 9 行');
    expect(where(spans, 'z', (name) => `<${name}>`)).toMatch(/^<a> 第 5 行，共 2 处，另 <b> /);
  });

  it('are not repeated where the diagnostic shows them', () => {
    const side = (...lines: number[]) => ({
      name: '甲',
      figure: { value: 0 as never, sources: lines.map((line) => span(line)) },
    });
    const sides = (left: number[], right: number[]) =>
      ({ left: side(...left), right: side(...right), sign: '=', unit: '元' }) as const;
    expect(involved(sides([5], []), span(5))).toBeUndefined();
    expect(involved(sides([5], [5]), span(5))).toBeUndefined();
    expect(involved(sides([], [6]), span(5))).toBe('涉及：甲 第 6 行');
  });
});
