/** The list of departments of a folder: each state, what is passed over, and what a look again costs. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileFor } from '../src/commands/open-compile.js';
import { openedSeason } from '../src/commands/open-season.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { compile } from '../src/index.js';
import { createDepartments } from '../src/workbench/departments.js';
import type { CompileEvent, DepartmentList } from '../src/workbench/departments-wire.js';
import { department } from './helpers/departments.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const named = (name: string, parts = {}, code = '100') =>
  department({ 部门: { 代码: code, 名称: name }, ...parts });
/** 99 come in and 100 are spent: an error. */
const UNBALANCED = { 收入: [{ 单位: '100001', 一般公共预算拨款: 99 }] };

function folderOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const world = diskWorld();
  let changes = 0;
  const departments = createDepartments({
    root,
    output: join(root, 'out'),
    worldNow: () => world,
    onChange: () => {
      changes++;
    },
  });
  onTestFinished(departments.close);
  const settled = async (): Promise<DepartmentList> => {
    for (;;) {
      const list = departments.list();
      if (list.departments.every(({ state }) => state !== '读取中')) return list;
      await wait(10);
    }
  };
  const stateOf = async (path: string) =>
    (await settled()).departments.find((one) => one.path === path)?.state;
  return { root, write, world, departments, settled, stateOf, changes: () => changes };
}

/** Until a line of the list is what is expected, or the test has taken too long. */
async function until(holds: () => boolean | Promise<boolean>) {
  while (!(await holds())) await wait(10);
}

describe('states', () => {
  it('are those of each input, with the figures of those that can be read', async () => {
    const { departments, settled } = folderOf({
      '甲/2026.yaml': named('甲局', UNBALANCED),
      '乙/2026.yaml': '类型: 预算\n部门: [\n',
      '丙/2026.yaml': named('丙局', { 格式: 'wuchang-2026' }).replace(
        '金额单位: 万元',
        '金额单位: 万元 # 待核：单位',
      ),
      '丁/2025.yaml': named('丁局', { 年度: 2025, 编制日期: '2025-01-15' }, '104'),
      '说明.yaml': '甲: 1\n',
    });
    expect(new Set(departments.list().departments.map(({ state }) => state))).toEqual(
      new Set(['读取中']),
    );
    const list = await settled();
    const seen = list.departments.map(({ path, missing, year, state }) => [
      path,
      missing ?? false,
      year,
      state,
    ]);
    expect(seen).toContainEqual(['甲/2026.yaml', false, 2026, '有错误']);
    expect(seen).toContainEqual(['乙/2026.yaml', false, undefined, '有错误']);
    expect(seen).toContainEqual(['丙/2026.yaml', false, 2026, '待核']);
    expect(seen).toContainEqual(['丁/2025.yaml', true, 2026, '未开始']);
    expect(seen.map(([path]) => path)).not.toContain('说明.yaml');
    const of = (path: string) => list.departments.find((one) => one.path === path);
    expect(of('甲/2026.yaml')?.totals).toMatchObject({ 收入总计: '99', 支出总计: '100' });
    expect(of('乙/2026.yaml')?.totals).toBeUndefined();
    expect(of('乙/2026.yaml')?.first?.line).toBeGreaterThan(0);
    expect(of('丙/2026.yaml')?.counts.待核).toBe(1);
  });

  it('of a new draft is that it is not begun, and nothing is known of its figures', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '2027.yaml');
    const flags = ['--类型', '预算', '--年度', '2027', '--格式', '预算'];
    const whose = ['--部门', '100 甲局', '--单位', '100001 甲局本级 行政单位'];
    expect((await gongkai(['init', file, ...flags, ...whose])).code).toBe(0);
    const { readFileSync } = await import('node:fs');
    const { settled } = folderOf({ '2027.yaml': readFileSync(file, 'utf8') });
    const [only] = (await settled()).departments;
    expect(only?.state).toBe('未开始');
    expect(only?.totals).toBeUndefined();
  });

  it('of a fill-in workbook are those of an input; another workbook is none', async () => {
    const { root, settled, departments } = folderOf({ '甲.yaml': named('甲局') });
    const book = join(root, '乙.xlsx');
    expect((await gongkai(['convert', join(root, '甲.yaml'), book])).code).toBe(0);
    writeFileSync(join(root, '丙.xlsx'), 'no workbook');
    departments.refresh();
    const paths = (await settled()).departments.map(({ path }) => path);
    expect(paths).toEqual(['乙.xlsx', '甲.yaml']);
    const twins = (await settled()).departments.map(({ twin }) => twin);
    expect(twins).toEqual(['甲.yaml', '乙.xlsx']);
  });

  it('follow what is compiled and changed', async () => {
    const { root, write, world, departments, stateOf } = folderOf({ '甲.yaml': named('甲局') });
    const before = await stateOf('甲.yaml');
    expect(['有警告', '可以公开']).toContain(before);
    expect(departments.packageOf(compile(join(root, '甲.yaml'), world))).toBeUndefined();
    const silent = { out: () => {}, err: () => {}, interactive: false };
    const events: CompileEvent[] = [];
    const compiled = compileFor({ output: join(root, 'out') }, diskWorld, silent);
    const run = (say: (event: CompileEvent) => void) =>
      compiled([join(root, '甲.yaml')], say, () => false);
    expect(await run((event) => events.push(event))).toBe(0);
    const told = events.flatMap((event) => (event.kind === 'progress' ? [event.progress] : []));
    expect(told).toMatchObject([
      { file: join(root, '甲.yaml'), outcome: '已生成', done: 1, total: 1 },
    ]);
    departments.refresh();
    await until(async () => (await stateOf('甲.yaml')) === '已公开');
    const again: CompileEvent[] = [];
    await run((event) => again.push(event));
    expect(again).toContainEqual(
      expect.objectContaining({ progress: expect.objectContaining({ outcome: '未变' }) }),
    );
    write('甲.yaml', named('甲局', { 概况: { 主要职责: ['负责别的工作。'] } }));
    departments.refresh([join(root, '甲.yaml')]);
    await until(async () => (await stateOf('甲.yaml')) === '公开后有改动');
    expect(departments.packageOf(compile(join(root, '甲.yaml'), world))).toBe(
      join(root, 'out', '甲局2026年部门预算公开'),
    );
  }, 60_000);
});

describe('the folder', () => {
  it('is not left by links, and what is no input is passed over', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, '2026.yaml'), named('外局'));
    const { root, departments, settled } = folderOf({
      '甲.yaml': named('甲局'),
      '格式/某.yaml': named('格式'),
      'node_modules/a.yaml': named('包'),
      '.git/a.yaml': named('藏'),
      'out/a.yaml': named('出'),
    });
    symlinkSync(outside, join(root, '外'));
    symlinkSync(join(outside, '2026.yaml'), join(root, '链.yaml'));
    departments.refresh();
    expect((await settled()).departments.map(({ path }) => path)).toEqual(['甲.yaml']);
  });

  it('tells of files that come and go', async () => {
    const { root, write, departments, settled, changes } = folderOf({ '甲.yaml': named('甲局') });
    await settled();
    write('乙.yaml', named('乙局'));
    departments.refresh([join(root, '乙.yaml')]);
    expect((await settled()).departments.map(({ path }) => path)).toEqual(['乙.yaml', '甲.yaml']);
    rmSync(join(root, '甲.yaml'));
    departments.refresh([join(root, '甲.yaml')]);
    expect((await settled()).departments.map(({ path }) => path)).toEqual(['乙.yaml']);
    await until(() => changes() > 0);
  });

  it('may hold two hundred; none is kept but its line', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [
        `${i}/2026.yaml`,
        named(`局${i}`, {}, String(100 + i)),
      ]),
    );
    const { settled, departments } = folderOf(files);
    expect(departments.list().departments).toHaveLength(200);
    const list = await settled();
    expect(list.departments.every(({ totals }) => totals?.支出总计 === '100')).toBe(true);
    // a line is a few hundred bytes; what is compiled of one is megabytes
    expect(JSON.stringify(list).length).toBeLessThan(200 * 1_000);
  }, 120_000);
});

describe('a list of a season', () => {
  const LIST = (more = '') =>
    `名称: 一批\n截止: 2027-02-14\n生成: [csv]\n部门:\n  - {输入: 甲/2026.yaml, 名称: 甲局}\n  - {输入: 乙/2026.yaml, 名称: 乙局, 代码: "102"}\n${more}`;

  it('shows its departments alone, those that have not handed in, and how far the season is', async () => {
    const files = {
      '甲/2026.yaml': named('甲局'),
      '丙/2026.yaml': named('丙局'),
      '清单.yaml': LIST(),
    };
    const { root, world } = folderOf(files);
    const list = join(root, '清单.yaml');
    const output = join(root, 'out');
    const { opened, deadline } = openedSeason(list, output, world);
    const departments = createDepartments({
      ...{ root, output, season: opened, onChange: () => {}, worldNow: () => world },
      ...(deadline === undefined ? {} : { deadline }),
    });
    onTestFinished(departments.close);
    await until(() => departments.list().departments.every(({ state }) => state !== '读取中'));
    const shown = () =>
      departments.list().departments.map((one) => [one.path, one.department, one.state]);
    expect(shown()).toEqual([
      ['甲/2026.yaml', '甲局', '有警告'],
      ['乙/2026.yaml', '乙局', '未开始'],
    ]);
    expect(departments.list()).toMatchObject({ deadline: '2027-02-14' });
    expect(departments.list()).not.toHaveProperty('progress');
    await gongkai(['season', list, '-o', output, '-q']);
    await until(() => departments.list().progress !== undefined);
    expect(departments.list().progress).toBe('已编 2/2，已生成 1，没有报来 1');
  });

  it('that is wrong is told as a list', async () => {
    const { root } = folderOf({ '清单.yaml': LIST('  - {输入: ../外面.yaml}\n') });
    const { code, err } = await gongkai(['open', join(root, '清单.yaml'), '--no-browser']);
    expect([code, err]).toEqual([1, expect.stringContaining('不在清单所在的文件夹里')]);
  });
});
