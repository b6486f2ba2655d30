/** Several inputs in one run, as a bureau compiles those of its departments. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { expect, it, vi } from 'vitest';
import { BALANCED } from './helpers/checked.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

it('prints several packages with one browser', async () => {
  const launch = vi.spyOn(puppeteer, 'launch');
  const folder = temporaryFolder();
  const inputs = ['甲局', '乙局'].map((name) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, BALANCED.replace('示例局 }', `${name} }`));
    return file;
  });
  const packages = join(folder, 'out');
  const { code, out } = await gongkai(['compile', ...inputs, '-o', packages, '--only', 'pdf']);
  expect(code).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  for (const text of lines) expect(text).toMatch(/\/（\d+ 张表，PDF \d+ 页，只有 pdf）$/);
  const made = readdirSync(packages);
  expect(made).toHaveLength(2);
  for (const name of made)
    expect(readdirSync(join(packages, name)).sort()).toEqual(
      ['manifest.json', `${name}.pdf`, '审核'].sort(),
    );
  // one that dies as it starts is started again
  expect(launch.mock.settledResults.filter(({ type }) => type === 'fulfilled')).toHaveLength(1);
});
