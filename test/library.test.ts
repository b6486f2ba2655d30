/** The package as other programs use it: by its name, in a worker, without the command line. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckOutput, DiffOutput, ExplainOutput } from '../src/index.js';
import { BALANCED, UNBALANCED } from './helpers/checked.js';
import { edit } from './helpers/input.js';
import { snapshot } from './helpers/terminal.js';

const MORE = edit(edit(BALANCED, ': 2500 }', ': 102500 }'), '"30201": 1500', '"30201": 101500');
const MINUTES = 60_000;

const root = mkdtempSync(join(tmpdir(), 'gongkai-library-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const out = (name: string) => join(root, name);
const INPUT = out('2026.yaml');
writeFileSync(INPUT, BALANCED);

/** What a command prints. */
async function gongkai(...args: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, ['dist/bin/gongkai.js', ...args]);
  // exit code 1 says that two sides differ
  return (await run.catch((error: { stdout: string }) => error)).stdout;
}

/** See helpers/library-worker.mjs. */
interface Given {
  readonly formats: readonly string[];
  readonly tables: readonly string[];
  readonly title: string;
  readonly package: Readonly<Record<'folder' | 'name' | 'remarks' | 'warnings', unknown>>;
  readonly phases: readonly string[];
  readonly noBrowser: unknown;
  readonly checked: CheckOutput;
  readonly checkedAll: CheckOutput;
  readonly publishable: readonly boolean[];
  readonly problems: readonly unknown[];
  readonly changes: DiffOutput;
  readonly page: string;
  readonly ofPackages: DiffOutput;
  readonly figures: ExplainOutput;
  readonly ofPackage: ExplainOutput;
  readonly refused: readonly unknown[];
  readonly formatNames: readonly string[];
  readonly format: string;
}

/** What the worker gives, and what came out on its streams. */
async function useLibrary() {
  const memory = { 'a.yaml': BALANCED, 'b.yaml': MORE, 'wrong.yaml': UNBALANCED };
  const worker = new Worker(new URL('helpers/library-worker.mjs', import.meta.url), {
    workerData: { input: INPUT, out: out('library'), memory },
    stdout: true,
    stderr: true,
  });
  let printed = '';
  for (const stream of [worker.stdout, worker.stderr])
    stream.on('data', (text) => {
      printed += text;
    });
  return new Promise<{ given: Given; printed: string }>((resolve, reject) => {
    let given: Given;
    worker.on('message', (message: Given) => {
      given = message;
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve({ given, printed }));
  });
}

let used: Awaited<ReturnType<typeof useLibrary>>;
beforeAll(async () => {
  const flags = ['-o', out('command'), '--with-checks', '-q'];
  await gongkai('compile', INPUT, ...flags);
  used = await useLibrary();
}, 5 * MINUTES);

describe('a program that uses the package by its name', () => {
  it('makes the files that the command makes, byte for byte, and writes them as it does', () => {
    const { given } = used;
    expect(given.formats).toEqual(['xlsx', 'pdf', 'docx', 'csv']);
    expect(given.package).toEqual({
      folder: join(out('library'), given.title),
      name: given.title,
      remarks: [expect.stringMatching(/^PDF \d+ 页$/)],
      warnings: [],
    });
    const files = snapshot(out('library'));
    const manifest = `${given.title}/manifest.json`;
    expect({ ...files, [manifest]: '' }).toEqual({ ...snapshot(out('command')), [manifest]: '' });
    // the command seals its own, to know the package again
    const [own, { 依据: seal, ...others }] = ['library', 'command'].map((name) =>
      JSON.parse(readFileSync(join(out(name), manifest), 'utf8')),
    );
    expect([seal, others]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), own]);
    const names = Object.keys(files).map((path) => path.slice(given.title.length + 1));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['xlsx', 'pdf', 'docx'].map((ending) => `${given.title}.${ending}`),
        'manifest.json',
      ]),
    );
    expect(names.filter((name) => name.endsWith('.csv'))).toHaveLength(given.tables.length);
    expect(given.phases).toEqual(['工作簿', 'Word', 'PDF']);
  });

  it('gets what check, diff and explain print as JSON', async () => {
    const { given } = used;
    const json = async (...args: string[]) =>
      JSON.parse(await gongkai(...args, '--format', 'json'));
    expect(given.checked).toEqual(await json('check', INPUT));
    const folder = String(given.package.folder);
    expect(given.ofPackages).toEqual(await json('diff', folder, folder));
    expect(given.ofPackage).toEqual(await json('explain', folder, '0.25'));
    expect(given.ofPackage.数.length).toBeGreaterThan(5);
  });

  it('compiles, checks, compares and explains inputs that are no files', () => {
    const { given } = used;
    expect(given.publishable).toEqual([true, true, false]);
    expect(given.problems).toContainEqual([10, 'balance-mismatch']);
    const counts = given.checkedAll.文件.map(({ 统计 }) => [统计.错误, 统计.相符 > 0]);
    expect(counts).toEqual([
      [0, true],
      [1, true],
    ]);
    expect(given.changes.来源.map(({ 名, 增减 }) => [名, 增减])).toEqual([
      ['收入 › 100001 › 一般公共预算拨款', '10'],
      ['基本支出 › 100001 › 2060101 行政运行 › 30201 办公费', '10'],
    ]);
    expect(given.page).toMatch(/^<!doctype html>.*30201 办公费/is);
    const [figure] = given.figures.数;
    expect([given.figures.文件, figure?.由来.印, figure?.由来.精确]).toEqual([
      'b.yaml',
      '10.25',
      '102500',
    ]);
  });

  it('is told by errors of their own kinds what cannot be', () => {
    const { given } = used;
    expect(given.noBrowser).toEqual({
      name: 'BrowserError',
      message: expect.stringContaining('/nowhere/chrome'),
    });
    expect(given.refused).toEqual([
      { name: 'DiagnosticError', message: expect.stringContaining('wrong.yaml:10:31') },
      { name: 'DiagnosticError', message: expect.stringContaining('找不到这个文件或文件夹') },
      { name: 'ReviewError', message: expect.stringContaining('没有“没有的行”这一行') },
      { name: 'DiagnosticError', message: expect.stringContaining('没有“甲区-2027”这个格式') },
    ]);
  });

  it('finds the formats', () => {
    const { given } = used;
    expect(given.formatNames.slice(0, 2)).toEqual(['预算', '决算']);
    expect(given.format).not.toBe('');
  });

  it('sees nothing printed', () => {
    expect(used.printed).toBe('');
  });
});

it('nothing of the package is reached but by its exports, which have types', async () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(exports)).toEqual(['.', './package.json']);
  expect(readFileSync(exports['.'].types, 'utf8')).toContain('diskWorld');
  const inside = promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    "await import('gongkai/dist/bin/gongkai.js')",
  ]);
  await expect(inside).rejects.toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
});
