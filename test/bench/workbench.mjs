/**
 * From saving a file to the page showing it: `node test/bench/workbench.mjs [--times 50] [文件…]`. Each time one
 * amount of the file is another, it is written by this process, and the page is shown when the figure on it is.
 */

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values, positionals } = parseArgs({
  options: { times: { type: 'string', default: '50' } },
  allowPositionals: true,
});
const files =
  positionals.length > 0
    ? positionals
    : ['inputs/hongshan/2023-final.yaml', 'inputs/wuchang/2024-final.yaml'];
const times = Number(values.times);

const bundled = join(import.meta.dirname, '../../dist/bin/bench-browser.mjs');
await build({
  entryPoints: [join(import.meta.dirname, '../helpers/local-browser.ts')],
  outfile: bundled,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { startLocalBrowser } = await import(bundled);
const browser = await startLocalBrowser();
try {
  for (const file of files) await measure(file);
} finally {
  await browser.close();
  rmSync(bundled, { force: true });
}

async function measure(file) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-open-'));
  cpSync(dirname(file), folder, { recursive: true });
  const target = join(folder, file.split('/').at(-1));
  const program = resolve(import.meta.dirname, '../../dist/bin/gongkai.js');
  const running = spawn(process.execPath, [program, 'open', target, '--no-browser']);
  try {
    const url = await new Promise((done, failed) => {
      running.stdout.on('data', (text) => {
        const found = /http:\S+/.exec(String(text))?.[0];
        if (found) done(found);
      });
      running.once('exit', failed);
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    await page.goto(url);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForSelector('[data-figure]');
    const text = readFileSync(target, 'utf8');
    const taken = [];
    for (let i = 0; i < times; i += 1) {
      const name = `试${i}`;
      const shown = frame.evaluate(
        (words) =>
          new Promise((done) => {
            const look = () =>
              document.body.textContent.includes(words) &&
              done(performance.timeOrigin + performance.now());
            new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
            look();
          }),
        name,
      );
      const changed = text.replace(/主要职责:\n {4}- .*/, `$&${name}`);
      const saved = performance.timeOrigin + performance.now();
      writeFileSync(target, changed);
      taken.push((await shown) - saved);
      await new Promise((done) => setTimeout(done, 150));
    }
    taken.sort((a, b) => a - b);
    const at = (share) =>
      Math.round(taken[Math.min(taken.length - 1, Math.floor(share * taken.length))]);
    console.log(`${file}　${times} 次：中位 ${at(0.5)} ms，九成 ${at(0.9)} ms，最长 ${at(1)} ms`);
    await page.close();
  } finally {
    running.kill('SIGINT');
    rmSync(folder, { recursive: true, force: true });
  }
}
