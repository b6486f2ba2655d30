/** All inputs of the folder in one run, as a bureau compiles those of its departments. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { expect, it, vi } from 'vitest';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

it('compiles every package with one browser and tells each on a line', async () => {
  const launch = vi.spyOn(puppeteer, 'launch');
  const folder = temporaryFolder();
  const { code, out, err } = await gongkai([
    'compile',
    'inputs/**/*.yaml',
    '-o',
    folder,
    '--only',
    'pdf',
  ]);
  expect(code).toBe(0);
  expect(err).not.toMatch(/错误|没有写出/);
  const lines = out.trimEnd().split('\n');
  expect(lines.filter((text) => text.includes('是上年数'))).toEqual([
    'inputs/wuchang/2025.yaml：是上年数，供对比用，不单独生成材料。',
  ]);
  const told = lines.filter((text) => text.startsWith('已生成 '));
  expect([told.length, lines.length]).toEqual([5, 6]);
  for (const text of told) expect(text).toMatch(/\/（\d+ 张表，PDF \d+ 页，只有 pdf）$/);
  const made = readdirSync(folder).sort();
  expect(told.map((text) => /([^/]+)\/（/.exec(text)?.[1]).sort()).toEqual(made);
  for (const name of made)
    expect(readdirSync(join(folder, name)).sort()).toEqual(
      ['manifest.json', `${name}.pdf`, '审核'].sort(),
    );
  // one that dies as it starts is started again
  expect(launch.mock.settledResults.filter(({ type }) => type === 'fulfilled')).toHaveLength(1);
});
