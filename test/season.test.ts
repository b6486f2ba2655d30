/** A season in this process: what its list may say, what comes of it, how far it is, what it comes to together. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { bundleOf } from '../src/season/bundle.js';
import { bundleWorlds } from '../src/season/bundle-world.js';
import type { Engine } from '../src/season/engine.js';
import { jobOf } from '../src/season/job.js';
import { readSeasonList } from '../src/season/list.js';
import { packagesOf, runSeason } from '../src/season/season.js';
import { BALANCED, UNBALANCED } from './helpers/checked.js';
import { readXlsx } from './helpers/read-xlsx.js';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';

const named = (name: string, input = BALANCED) => input.replace('示例局 }', `${name} }`);

/** A folder with a list and inputs; the rest of a list follows its name. */
function season(list: string, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries({ '清单.yaml': `名称: 一批\n${list}`, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const CSV = '生成: [csv]\n';
const run = (folder: string, ...more: string[]) =>
  gongkai(['season', join(folder, '清单.yaml'), '-o', join(folder, 'out'), ...more]);
const stateIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'out', '一批.进度.json'), 'utf8'));
const statesIn = (folder: string) => stateIn(folder).各份.map((one: { 状态: string }) => one.状态);

describe('a list', () => {
  it.each([
    ['部门:\n  - {输入: ../外面.yaml}\n', '3:10', '“../外面.yaml”不在清单所在的文件夹里'],
    ['部门:\n  - {输入: /etc/passwd}\n', '3:10', '不在清单所在的文件夹里'],
    ['部门:\n  - {输入: 甲局.txt}\n', '3:10', '不是 .yaml 或 .xlsx 文件'],
    [
      '部门:\n  - {输入: a.yaml}\n  - {输入: ./a.yaml}\n',
      '4:10',
      '“a.yaml”已经是第 1 个部门的输入',
    ],
    ['部门:\n  - {输入: a.yaml, 名字: 甲}\n', '3:18', '没有“名字”这个键'],
    ['截止: 2027-2-30\n部门:\n  - {输入: a.yaml}\n', '2:5', '公开的截止日期应写成'],
    ['生成: [csv]\n勾稽检查表: 是\n部门:\n  - {输入: a.yaml}\n', '3:8', '“生成”里要有 xlsx'],
    ['生成: [doc]\n部门:\n  - {输入: a.yaml}\n', '2:6', 'doc'],
    ['部门: []\n', '2:1', '“部门”至少要有一项'],
    ['', '1:1', '缺少“部门”'],
  ])('that says %j is told where and why', async (list, place, message) => {
    const folder = season(list, {});
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain(`清单.yaml:${place}`);
    expect(err).toContain(message);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('that is not there, or no YAML, is told too', async () => {
    const folder = season('部门: [\n', {});
    expect((await run(folder)).err).toContain('清单.yaml:');
    rmSync(join(folder, '清单.yaml'));
    const { code, err } = await run(folder);
    expect([code, err]).toEqual([1, expect.stringContaining('找不到这个文件')]);
  });
});

describe('a season', () => {
  const LIST = `${CSV}部门:\n${[
    '甲/a.yaml, 名称: 甲局',
    '乙/b.yaml',
    '误.yaml, 名称: 误局',
    '同.yaml',
    '没有.yaml, 名称: 丁局, 代码: "104"',
  ]
    .map((one) => `  - {输入: ${one}}\n`)
    .join('')}`;
  const FILES = {
    '甲/a.yaml': named('甲局'),
    '乙/b.yaml': named('乙局'),
    '误.yaml': named('误局', UNBALANCED),
    '同.yaml': named('甲局'),
  };

  it('makes what gongkai compile makes, and says what is wrong with the others', async () => {
    const folder = season(LIST, FILES);
    const { code, out, err } = await run(folder);
    expect(code).toBe(1);
    expect(out.match(/已生成 .*局2026年部门预算公开/g)).toHaveLength(2);
    expect(out).toContain('一批：共 5 份，已生成 2，有错 2，没有报来 1。');
    expect(err).toContain('误.yaml：有 1 处错误，没有写出。');
    expect(err).toContain('同.yaml：同 甲/a.yaml 的部门名称和年度相同，输出会互相覆盖，没有写出。');
    expect(statesIn(folder)).toEqual(['已生成', '已生成', '有错', '有错', '没有报来']);
    const alone = join(folder, 'alone');
    const files = ['甲/a.yaml', '乙/b.yaml'].map((path) => join(folder, path));
    await gongkai(['compile', ...files, '-o', alone, '--only', 'csv', '-q']);
    const made = Object.entries(snapshot(join(folder, 'out'))).filter(([path]) =>
      path.includes('/'),
    );
    expect(Object.fromEntries(made)).toEqual(snapshot(alone));
    // compile finds them unchanged, and so does a season what compile has made
    const again = await gongkai(['compile', ...files, '-o', join(folder, 'out'), '--only', 'csv']);
    expect(again.out).toContain('共 2 份：2 份未变');
  });

  it('that is run again does what has changed', async () => {
    const folder = season(LIST, FILES);
    await run(folder, '-q');
    const before = snapshot(join(folder, 'out'));
    await run(folder, '-q');
    expect(statesIn(folder)).toEqual(['未变', '未变', '有错', '有错', '没有报来']);
    const changed = Object.entries(snapshot(join(folder, 'out'))).filter(
      ([path, hash]) => before[path] !== hash,
    );
    expect(changed.map(([path]) => path)).toEqual(['一批.进度.json']);
    writeFileSync(join(folder, '没有.yaml'), named('丁局'));
    writeFileSync(join(folder, '乙/b.yaml'), `# 改了\n${named('乙局')}`);
    expect((await run(folder)).out).toContain('未变 1');
    expect(statesIn(folder)).toEqual(['未变', '已生成', '有错', '有错', '已生成']);
    await run(folder, '-q', '--重做');
    expect(statesIn(folder)).toEqual(['已生成', '已生成', '有错', '有错', '已生成']);
  });

  it('asks for the packages of units, and for one format', async () => {
    const folder = season(`${CSV}格式: 别的格式\n部门:\n  - {输入: a.yaml, 单位: 全部}\n`, {
      'a.yaml': BALANCED,
    });
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('a.yaml：清单要求用格式“别的格式”');
    writeFileSync(
      join(folder, '清单.yaml'),
      `名称: 一批\n${CSV}部门:\n  - {输入: a.yaml, 单位: 全部}\n`,
    );
    await run(folder, '-q');
    const lines = stateIn(folder).各份;
    expect(lines[0]).not.toHaveProperty('单位');
    expect(lines.slice(1).map((one: { 单位: string }) => one.单位)).toEqual(['100001']);
  });

  it('tells how far it is, in words and as a page', async () => {
    const folder = season(`截止: 2027-02-14\n${LIST}`, FILES);
    const status = (...more: string[]) =>
      gongkai(['season', 'status', join(folder, '清单.yaml'), '-o', join(folder, 'out'), ...more]);
    const before = await status();
    expect(before.out).toContain('1/5　没有报来 1，等待 4');
    expect(before.out).toContain('还没有编过');
    expect(before.code).toBe(1);
    await run(folder, '-q');
    const page = join(folder, '进度.html');
    const { code, out } = await status('--page', page, '--watch');
    expect(code).toBe(1);
    expect(out).toContain('一批　截止 2027-02-14，');
    expect(out).toContain('5/5　已生成 2，有错 2，没有报来 1');
    expect(out).toMatch(/误局（误\.yaml）　先改：误\.yaml:\d+:\d+: 错误/);
    expect(out).toContain('没有报来 1 份：\n  丁局（没有.yaml）');
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('<th scope="row">丁局<small>没有.yaml</small></th>');
    expect(html).not.toMatch(/<script|http-equiv="refresh"/);
    // what came since is waited for, and what was there is not any more
    writeFileSync(join(folder, '没有.yaml'), named('丁局'));
    rmSync(join(folder, '甲/a.yaml'));
    expect((await status()).out).toContain('已生成 1，有错 2，没有报来 1，等待 1');
  });

  it('shows names in its page as text', async () => {
    const folder = season('部门:\n  - {输入: a.yaml, 名称: "<script>alert(1)</script>"}\n', {});
    const page = join(folder, '进度.html');
    await gongkai(['season', 'status', join(folder, '清单.yaml'), '-o', folder, '--page', page]);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('&#60;script&#62;alert(1)');
    expect(html).not.toContain('<script');
  });

  it('leaves no doubt where a state file is none', async () => {
    const folder = season(LIST, FILES);
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', '一批.进度.json'), '{"各份": 1}');
    const { out } = await gongkai([
      ...['season', 'status', join(folder, '清单.yaml'), '-o', join(folder, 'out')],
    ]);
    expect(out).toContain('还没有编过');
  });
});

describe('a bundle', () => {
  const world = diskWorld();

  it.each([
    'wuchang/2026.yaml',
    'hongshan/2023-final.yaml',
    'hunan/2026.yaml',
  ])('of %s holds all that it is compiled from', (path) => {
    const bundle = bundleOf('inputs', path, world);
    const inBundle = compile(path, bundleWorlds(world)(bundle));
    const onDisk = compile(join('inputs', path), world);
    const told = (result: ReturnType<typeof compile>) => JSON.stringify([...result.tables]);
    expect(told(inBundle)).toBe(told(onDisk).replaceAll('"file":"inputs/', '"file":"'));
    expect(inBundle.tables.size).toBeGreaterThan(5);
    expect(inBundle.diagnostics.length).toBe(onDisk.diagnostics.length);
  });

  it('tells of what is missing as the disk does', async () => {
    const folder = season('', {
      'a.yaml': BALANCED.replace(/^上年:[\s\S]*?(?=^\S)/m, '').concat('\n上年: 没有这一份.yaml\n'),
    });
    const bundle = bundleOf(folder, 'a.yaml', world);
    expect(bundle.files).toContainEqual({ path: '没有这一份.yaml', unread: 'ENOENT' });
    const said = (result: ReturnType<typeof compile>) =>
      result.diagnostics.map((one) => one.message);
    expect(said(compile('a.yaml', bundleWorlds(world)(bundle)))).toEqual(
      said(compile(join(folder, 'a.yaml'), world)),
    );
  });

  it('holds the formats that a bureau has laid beside it', async () => {
    const folder = season(`${CSV}部门:\n  - {输入: a.yaml}\n`, {
      'a.yaml': BALANCED.replace(/^格式: .*$/m, '格式: 甲区-2026'),
      '格式/甲区-2026.yaml': '名称: 甲区\n继承: 预算\n各表: {单位行: "金额：{金额单位}"}\n',
    });
    const { code, err } = await run(folder);
    expect([code, err.replace(/^(已豁免|.*警告).*\n?/gm, '')]).toEqual([0, expect.anything()]);
    const bundle = bundleOf(folder, 'a.yaml', world);
    expect(bundle.templates.map(({ path, shown }) => [path, shown])).toEqual([
      ['格式/甲区-2026.yaml', '格式/甲区-2026.yaml'],
    ]);
  });

  it('holds the formats of --formats, wherever these are', async () => {
    const folder = season(`${CSV}部门:\n  - {输入: a.yaml}\n`, {
      'a.yaml': BALANCED.replace(/^格式: .*$/m, '格式: 乙区-2026'),
    });
    const formats = temporaryFolder();
    writeFileSync(join(formats, '乙区-2026.yaml'), '名称: 乙区\n继承: 预算\n');
    expect((await run(folder, '-q')).code).toBe(1);
    expect((await run(folder, '-q', '--formats', formats)).code).toBe(0);
    const [one] = stateIn(folder).各份;
    const verify = [
      'verify',
      join(folder, 'out', one.材料),
      '--inputs',
      folder,
      '--formats',
      formats,
    ];
    expect((await gongkai(verify)).out).toContain('相同');
  });

  it('is another job where anything of it is another', () => {
    const bundle = bundleOf('inputs', 'wuchang/2026.yaml', world);
    const options = { only: ['csv'], withChecks: false, formulas: false, review: true } as const;
    const keys = [
      jobOf(bundle, undefined, options, 'a'),
      jobOf(bundle, '本级', options, 'a'),
      jobOf(bundle, undefined, { ...options, review: false }, 'a'),
      jobOf(bundle, undefined, options, 'b'),
      jobOf({ ...bundle, files: bundle.files.slice(1) }, undefined, options, 'a'),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const again = bundleOf('inputs', 'wuchang/2026.yaml', diskWorld());
    expect(jobOf(again, undefined, options, 'a').key).toBe(keys[0]);
  });
});

describe('a summary', () => {
  const LIST =
    '本级总数: 总数.csv\n部门:\n  - {输入: a.yaml, 名称: 甲局, 代码: "101", 地区: 东区}\n  - {输入: b.yaml, 名称: 乙局, 地区: 西区}\n  - {输入: c.yaml, 名称: 丙局}\n';
  const summary = (folder: string) =>
    gongkai(['season', 'summary', join(folder, '清单.yaml'), '-o', join(folder, 'out')]);

  it('adds the exact figures of packages, and tells what contradicts the bureau', async () => {
    const folder = season(`${CSV}${LIST}`, { 'a.yaml': named('甲局'), 'b.yaml': named('乙局') });
    const early = await summary(folder);
    expect([early.code, early.err]).toEqual([
      1,
      expect.stringContaining('请先运行 gongkai season'),
    ]);
    await run(folder, '-q');
    const [one] = stateIn(folder).各份;
    const stored = JSON.parse(
      readFileSync(join(folder, 'out', one.材料, '审核', '材料.json'), 'utf8'),
    ).汇总;
    const total = Number(stored.合计.支出总计) / 10_000;
    expect(total).toBeGreaterThan(0);
    writeFileSync(
      join(folder, '总数.csv'),
      `\ufeff单位：万元\n部门,支出总计,收入总计\n101,${total.toFixed(2)},${(total + 0.01).toFixed(2)}\n乙局,,${total.toFixed(2)}\n戊局,1,\n合计,9,9\n`,
    );
    const { code, out } = await summary(folder);
    expect(code).toBe(1);
    expect(out).toContain('一批：3 个部门，2 个有材料；同本级总数核对 4 个数，2 个不符。');
    const { sheets } = readXlsx(readFileSync(join(folder, 'out', '一批.汇总.xlsx')));
    const text = (name: string) =>
      [...(sheets.find((sheet) => sheet.name === name)?.cells.values() ?? [])].map(
        (cell) => cell.text,
      );
    expect(text('各部门').map(Number)).toContain(2 * total);
    expect(text('同本级核对').filter((one) => /^(101|乙局|戊局)$/.test(one))).toEqual([
      '101',
      '戊局',
    ]);
    expect(text('各地区')).toEqual(
      expect.arrayContaining(['东区', '西区', '没有写地区'].slice(0, 2)),
    );
    const html = readFileSync(join(folder, 'out', '一批.汇总.html'), 'utf8');
    expect(html).toContain('丙局');
    expect(html).not.toContain('<script');
  });

  it.each([
    ['部门,支出总计\n甲局,1\n', '没有写金额单位'],
    ['单位：千元\n部门,支出总计\n甲局,1\n', '没有写金额单位'],
    ['单位：万元\n科目,金额\n甲局,1\n', '没有认出表头'],
  ])('does not guess what totals %j are', async (table, message) => {
    const folder = season(`${CSV}${LIST}`, { 'a.yaml': named('甲局'), '总数.csv': table });
    await run(folder, '-q');
    const { code, err } = await summary(folder);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });

  it('gives the same bytes for the same packages', async () => {
    const folder = season(`${CSV}部门:\n  - {输入: a.yaml}\n`, { 'a.yaml': named('甲局') });
    await run(folder, '-q');
    await summary(folder);
    const place = join(folder, 'out', '一批.汇总.xlsx');
    const first = readFileSync(place);
    utimesSync(place, 1, 1);
    await summary(folder);
    expect(readFileSync(place).equals(first)).toBe(true);
  });
});

describe('names', () => {
  it('belong to the first of the list, whichever is done first', async () => {
    const names = ['甲', '乙', '甲', '丙', '甲', '乙'];
    const folder = season(
      `${CSV}部门:\n${names.map((_, i) => `  - {输入: ${i}.yaml}\n`).join('')}`,
      Object.fromEntries(names.map((name, i) => [`${i}.yaml`, named(`${name}局`)])),
    );
    const world = diskWorld();
    const list = readSeasonList(join(folder, '清单.yaml'), world);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...names.keys()], { minLength: names.length }),
        async (order) => {
          const output = mkdtempSync(join(folder, 'out-'));
          const ready = names.map(deferred);
          const engine: Engine = {
            atATime: names.length,
            make: async (plan) => {
              const { bundle } = await plan();
              const i = Number(bundle.input.split('.')[0]);
              await ready[i]?.promise;
              const manifest = JSON.stringify({ 输入: [], 输出: [], i });
              const bytes = new TextEncoder().encode(manifest);
              const name = `${names[i]}材料`;
              const files = [{ path: 'manifest.json', bytes }];
              return { said: '', package: { name, label: '', files, tables: 0, remarks: [] } };
            },
            state: async () => '',
            stop: async () => {},
          };
          const done: string[] = [];
          const running = runSeason({
            ...{ list, packages: packagesOf(list, world), engine, output, world, force: true },
            onDone: (one) => void done.push(one.state),
            isStopped: () => false,
          });
          for (const i of order) {
            ready[i]?.resolve(undefined);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          const states = (await running).map(({ state }) => state);
          expect(states).toEqual(['已生成', '已生成', '有错', '已生成', '有错', '有错']);
          const owner = (name: string) =>
            JSON.parse(readFileSync(join(output, `${name}材料`, 'manifest.json'), 'utf8')).i;
          expect(['甲', '乙', '丙'].map(owner)).toEqual([0, 1, 3]);
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** A promise that is kept from outside. */
function deferred() {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
