/** All inputs of the folder in one run, as a bureau compiles those of its departments. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { expect, it, vi } from 'vitest';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

it('compiles every package and tells each on a line', async () => {
  const folder = temporaryFolder();
  const args = ['compile', 'inputs/**/*.yaml', '-o', folder, '--only', 'csv'];
  const { code, out, err } = await gongkai(args);
  expect(code).toBe(0);
  expect(err).not.toMatch(/错误|没有写出/);
  const lines = out.trimEnd().split('\n');
  expect(lines.filter((text) => text.includes('是上年数'))).toEqual([
    'inputs/wuchang/2025.yaml：是上年数，供对比用，不单独生成材料。',
  ]);
  const written = lines.filter((text) => text.startsWith('已生成 '));
  expect([written.length, lines.length]).toEqual([5, 6]);
  for (const text of written) expect(text).toMatch(/\/（\d+ 张表，只有 csv）$/);
  const made = readdirSync(folder).sort();
  expect(written.map((text) => /([^/]+)\/（/.exec(text)?.[1]).sort()).toEqual(made);
});

it('prints several packages with one browser', async () => {
  const launch = vi.spyOn(puppeteer, 'launch');
  const folder = temporaryFolder();
  const inputs = ['inputs/hongshan/2023-final.yaml', 'inputs/wuchang/2024-final.yaml'];
  const { code, out } = await gongkai(['compile', ...inputs, '-o', folder, '--only', 'pdf']);
  expect(code).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  for (const text of lines) expect(text).toMatch(/\/（\d+ 张表，PDF \d+ 页，只有 pdf）$/);
  for (const name of readdirSync(folder))
    expect(readdirSync(join(folder, name)).sort()).toEqual(
      ['manifest.json', `${name}.pdf`, '审核'].sort(),
    );
  // one that dies as it starts is started again
  expect(launch.mock.settledResults.filter(({ type }) => type === 'fulfilled')).toHaveLength(1);
});
