import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';

const EXAMPLE = 'inputs/wuchang/2026.yaml';
const PACKAGE = '武昌区经济信息化和科技创新局2026年部门预算公开';

describe('usage', () => {
  it.each([
    [['编译'], '没有“编译”这个命令'],
    [['compile'], '缺少输入文件，例如：compile 2026.yaml'],
    [['compile', EXAMPLE, '--onlyy', 'xlsx'], '没有“--onlyy”这个选项'],
    [['compile', EXAMPLE, '-o'], '后面缺少内容'],
    [['compile', EXAMPLE, '--fonts', '宋体'], '字体不能是“宋体”，可用：内置、系统'],
    [['compile', EXAMPLE, '--only', 'doc'], '没有“doc”这种格式，可用：xlsx、pdf、docx、csv'],
  ])('%j is refused with exit code 2 and a Chinese sentence', async (args, message) => {
    const { code, out, err } = await gongkai(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('--help');
    expect(out).toBe('');
    expect(err).not.toMatch(/error:|\bat .*\.ts/);
  });

  it('explains itself in Chinese', async () => {
    const top = await gongkai(['--help']);
    expect(top.code).toBe(0);
    expect(top.out).toContain('用法：');
    expect(top.out).toContain('compile');
    expect(top.out).toContain('退出码');
    const { out } = await gongkai(['compile', '--help']);
    expect(out).toContain('--only <格式>');
    expect(out).toContain('例子：');
    expect(out).not.toMatch(/Usage|Options|Commands|display help/);
  });

  it('without a command shows the help and fails', async () => {
    const { code, out, err } = await gongkai([]);
    expect(code).toBe(2);
    expect(out + err).toContain('用法：');
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await gongkai(['--version'])).out.trim()).toBe(version);
  });
});

describe('compile', () => {
  it('writes a package and says so in one line; a pipe sees no progress', async () => {
    const folder = temporaryFolder();
    const { code, out, err } = await gongkai([
      'compile',
      EXAMPLE,
      '-o',
      folder,
      '--only',
      'xlsx,csv',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^已生成 .*2026年部门预算公开\/（15 张表，只有 xlsx、csv）\n$/);
    // nothing but the rules that the example waives, each with its reason
    expect(err).toMatch(/^(已豁免 \S+-\d+：.+\n)*$/);
    const files = readdirSync(join(folder, PACKAGE)).sort();
    expect(files).toEqual(['manifest.json', `${PACKAGE}.xlsx`, '审核', '数据'].sort());
    // fifteen tables, and what describes them
    expect(readdirSync(join(folder, PACKAGE, '数据'))).toHaveLength(16);
    expect(readdirSync(folder)).toEqual([PACKAGE]);
  });

  it('shows a terminal each phase, and timings when asked', async () => {
    const { err } = await gongkai(
      ['compile', EXAMPLE, '-o', temporaryFolder(), '--only', 'csv', '-v'],
      true,
    );
    for (const phase of ['读取', '建模', '制表', '核对', '成文', '写出']) {
      expect(err).toContain(`${EXAMPLE}  ${phase}……\n`);
      expect(err).toMatch(new RegExp(`  ${phase}　*\\d+\\.\\d\\d 秒`));
    }
  });

  it('--quiet prints nothing when all is well', async () => {
    const { code, out, err } = await gongkai(
      ['compile', EXAMPLE, '-o', temporaryFolder(), '--only', 'csv', '-q'],
      true,
    );
    expect([code, out, err]).toEqual([0, '', '']);
  });

  it('passes over a file of last year’s figures with a word', async () => {
    const folder = temporaryFolder();
    const { code, out } = await gongkai(['compile', 'inputs/wuchang/2025.yaml', '-o', folder]);
    expect(code).toBe(0);
    expect(out).toContain('是上年数，供对比用，不单独生成材料');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('expands a pattern that the shell left alone', async () => {
    const { code, out } = await gongkai([
      'compile',
      'inputs/wuchang/*.yaml',
      '-o',
      temporaryFolder(),
      '--only',
      'csv',
    ]);
    expect(code).toBe(0);
    // 2024-final.yaml, 2025.yaml, 2026.yaml
    expect(out.trim().split('\n')).toHaveLength(3);
  });

  it('compiles the good file and reports the bad one', async () => {
    const folder = temporaryFolder();
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, '类型: 预算\n');
    const { code, out, err } = await gongkai([
      'compile',
      bad,
      EXAMPLE,
      '-o',
      join(folder, 'out'),
      '--only',
      'csv',
    ]);
    expect(code).toBe(1);
    expect(out).toContain(PACKAGE);
    expect(err).toMatch(/bad\.yaml：有 \d+ 处错误，没有写出/);
  });

  it('refuses two inputs that would overwrite each other', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'copy'));
    for (const name of ['2026.yaml', '2025.yaml'])
      copyFileSync(`inputs/wuchang/${name}`, join(folder, 'copy', name));
    const copy = join(folder, 'copy', '2026.yaml');
    const { code, out, err } = await gongkai([
      'compile',
      EXAMPLE,
      copy,
      '-o',
      join(folder, 'out'),
      '--only',
      'csv',
    ]);
    expect(code).toBe(1);
    expect(err).toContain('部门名称和年度相同，输出会互相覆盖');
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('replaces an old package whole and keeps what a person put there', async () => {
    const folder = temporaryFolder();
    await gongkai(['compile', EXAMPLE, '-o', folder, '--only', 'xlsx,csv']);
    writeFileSync(join(folder, PACKAGE, '审批单.txt'), '已签');
    await gongkai(['compile', EXAMPLE, '-o', folder, '--only', 'csv']);
    const files = Object.keys(snapshot(join(folder, PACKAGE)));
    expect(files).toContain('审批单.txt');
    expect(files).not.toContain(`${PACKAGE}.xlsx`);
    expect(readdirSync(folder)).toEqual([PACKAGE]);
  });

  it('a browser that is not there is the environment’s fault: exit code 3, nothing written', async () => {
    const folder = temporaryFolder();
    const before = process.env.PUPPETEER_EXECUTABLE_PATH;
    process.env.PUPPETEER_EXECUTABLE_PATH = '/nowhere/chrome';
    try {
      const { code, err } = await gongkai(['compile', EXAMPLE, '-o', folder]);
      expect(code).toBe(3);
      expect(err).toContain('PUPPETEER_EXECUTABLE_PATH');
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.PUPPETEER_EXECUTABLE_PATH;
      else process.env.PUPPETEER_EXECUTABLE_PATH = before;
    }
  });

  it('an output place that is a file is told in Chinese', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'taken'), '');
    const { code, err } = await gongkai([
      'compile',
      EXAMPLE,
      '-o',
      join(folder, 'taken'),
      '--only',
      'csv',
    ]);
    expect(code).toBe(3);
    expect(err).toContain('输出位置不是文件夹');
  });
});

describe('the binaries', () => {
  it('compile is gongkai compile', async () => {
    const folder = temporaryFolder();
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [
      'dist/bin/compile.js',
      EXAMPLE,
      '-o',
      folder,
      '--only',
      'csv',
    ]);
    expect(stdout).toContain('已生成');
    const failed = await run(process.execPath, [
      'dist/bin/gongkai.js',
      'compile',
      'nowhere.yaml',
    ]).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nowhere.yaml: 错误：找不到这个文件'),
    });
  });
});

describe('a reader that stops early', () => {
  it('is no error', async () => {
    const run = promisify(execFile);
    const { stdout, stderr } = await run('sh', [
      '-c',
      'node dist/bin/gongkai.js compile --help | head -1',
    ]);
    expect(stdout).toContain('用法');
    expect(stderr).toBe('');
  });
});
