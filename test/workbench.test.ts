/** `gongkai open` as a person uses it: the real server, the real page, the project's browser. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { startLocalBrowser } from './helpers/local-browser.js';
import { openWorkbench, press, says, viewPage } from './helpers/workbench.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startLocalBrowser();
});
afterAll(async () => browser?.close());

const FILE = 'wuchang/2026.yaml';
/** 差旅费 of the department itself; what it adds up to is stated as well. */
const LINE = '"30211": 140000';

const open = () => openWorkbench(['wuchang'], { first: FILE });

describe('a file', { concurrent: false }, () => {
  it('is typed wrong, found, mended, saved and handed over as compile writes it', async () => {
    const opened = await open();
    const { page, frame, complaints } = await viewPage(browser, opened.url);
    try {
      const file = join(opened.folder, FILE);
      const before = readFileSync(file, 'utf8');
      // a wrong amount, by hand: the last digit of a line is typed over
      const line = before.slice(0, before.indexOf(LINE)).split('\n').length;
      const editor = await page.waitForSelector('.cm-content');
      await editor?.focus();
      await page.keyboard.down('Control');
      await page.keyboard.press('Home');
      await page.keyboard.up('Control');
      for (let i = 1; i < line; i += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      for (let i = 0; i < LINE.length; i += 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('7');
      await says(page, '.top-bar', '没有保存');
      await says(page, '.top-bar .state', '个错误');
      // the last good document stays beside the errors
      await says(page, '.document', '还是改错以前的');
      expect(await frame.$$('[data-figure]')).not.toHaveLength(0);
      expect(readFileSync(file, 'utf8')).toBe(before);

      // the finding shows both of its sides
      await page.locator('.finding').click();
      await says(page, '.sides', '左边');
      await frame.waitForSelector('[data-light="left"], [data-light="right"]');

      await page.keyboard.press('Escape');
      await editor?.focus();
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      await says(page, '.top-bar', '没有错误');

      // another amount, with its income and what is stated of it: all agrees again
      const [now] = [before].map((text) =>
        text
          .replace('"30216": 40150 ', '"30216": 40250 ')
          .replace('"30226": 750000', '"30226": 749900'),
      );
      expect(now).not.toBe(before);
      await page.evaluate(() => {});
      writeFileSync(file, now as string);
      await frame.waitForSelector('[data-changed]');
      await says(page, '.top-bar', '没有错误');

      // the same bytes as the command line's
      await run(['compile', file, '-o', join(opened.folder, 'cli'), '-q'], SILENT, diskWorld());
      const name = '武昌区经济信息化和科技创新局2026年部门预算公开';
      const { view } = (await (await opened.ask('open', { path: FILE })).json()) as Answer;
      for (const what of ['xlsx', 'pdf']) {
        const answer = await opened.ask('handOver', { path: FILE, revision: view.revision, what });
        expect(decodeURIComponent(answer.headers.get('x-file-name') ?? '')).toBe(`${name}.${what}`);
        const bytes = Buffer.from(await answer.arrayBuffer());
        expect(
          bytes.equals(readFileSync(join(opened.folder, 'cli', name, `${name}.${what}`))),
        ).toBe(true);
      }
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
      await opened.close();
    }
  });

  it('tells where a figure comes from, and what a line feeds', async () => {
    const opened = await open();
    const { page, frame, complaints } = await viewPage(browser, opened.url);
    try {
      const figure = await frame.evaluateHandle(() =>
        [...document.querySelectorAll<HTMLElement>('p [data-figure]')].find((one) =>
          one.textContent?.includes('4,335.95'),
        ),
      );
      await figure.asElement()?.evaluate((one) => (one as HTMLElement).click());
      await says(page, '.trail', '43,359,530 元；四舍五入到 0.01 万元');
      expect(
        await page.$$eval('.trail tbody tr', (rows) => rows.map((row) => row.textContent)),
      ).toEqual([expect.stringContaining('34651500'), expect.stringContaining('8708030')]);
      // the lines are lit in the text
      expect((await page.$$('.cm-line[class*="lit"], .cm-lit')).length).toBeGreaterThan(0);
      // from a line on to all that it feeds
      await page.locator('.trail tbody tr:first-child td:nth-child(3) button').click();
      await says(page, '.trail', '个印出来的数');
      await frame.waitForFunction(() => document.querySelectorAll('[data-light="fed"]').length > 5);
      // by the keyboard alone: one figure in the order of Tab, arrows go on, Enter asks
      await frame.evaluate(() =>
        document.querySelector<HTMLElement>('[data-figure][tabindex="0"]')?.focus(),
      );
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await says(page, '.trail', '精确的数是');
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
      await opened.close();
    }
  });

  it('is changed in the form as the smallest change of its text, and undone', async () => {
    const opened = await open();
    const { page, complaints } = await viewPage(browser, opened.url);
    try {
      const before = readFileSync(join(opened.folder, FILE), 'utf8');
      await page.locator('::-p-aria([name="表单"][role="tab"])').click();
      await page.locator('.form select').fill('基本支出');
      const field = await page.waitForSelector('::-p-aria([name="行政运行 30211 差旅费"])');
      await field?.click({ count: 3 });
      await page.keyboard.type('140001.50');
      await page.keyboard.press('Enter');
      await says(page, '.top-bar .state', '个错误');
      await press(page, '保存');
      await says(page, '.top-bar', '已保存');
      const now = readFileSync(join(opened.folder, FILE), 'utf8');
      expect(now).toBe(before.replace('"30211": 140000   #', '"30211": 140001.50 #'));
      await press(page, '撤销');
      await press(page, '保存');
      await says(page, '.top-bar .state', '没有错误');
      expect(readFileSync(join(opened.folder, FILE), 'utf8')).toBe(before);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
      await opened.close();
    }
  });

  it('that another program writes meanwhile is not overwritten unasked; one that is gone can be put back', async () => {
    const opened = await open();
    const one = await viewPage(browser, opened.url);
    const other = await viewPage(browser, opened.url);
    try {
      const file = join(opened.folder, FILE);
      const before = readFileSync(file, 'utf8');
      const theirs = before.replace('编制日期: 2025-12-17', '编制日期: 2025-12-18');
      await one.page.locator('.cm-content').click();
      await one.page.keyboard.down('Control');
      await one.page.keyboard.press('Home');
      await one.page.keyboard.up('Control');
      await one.page.keyboard.type('# 我的\n');
      await says(one.page, '.top-bar', '没有保存');
      writeFileSync(file, theirs);
      // the page that has changed nothing follows, the other is asked
      await says(other.page, '.cm-content', '2025-12-18');
      await says(one.page, 'dialog', '在别处也改了');
      expect(readFileSync(file, 'utf8')).toBe(theirs);
      await press(one.page, '用右边的');
      await press(one.page, '保存');
      await says(one.page, '.top-bar', '已保存');
      expect(readFileSync(file, 'utf8')).toBe(`# 我的\n${before}`);

      rmSync(file);
      await says(one.page, '.top-bar', '文件不在了');
      await press(one.page, '保存');
      await says(one.page, '.top-bar', '已保存');
      expect(readFileSync(file, 'utf8')).toBe(`# 我的\n${before}`);
    } finally {
      await one.page.close();
      await other.page.close();
      await opened.close();
    }
  });
});

describe('the page', () => {
  it.each([
    [1366, 768],
    [683, 384],
  ])('has nothing that axe finds serious at %i × %i, light and dark', async (width, height) => {
    const opened = await open();
    const { page } = await viewPage(browser, opened.url, { width, height });
    try {
      await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        for (const tab of ['表单', '文字（YAML）']) {
          await page.locator(`::-p-aria([name="${tab}"][role="tab"])`).click();
          const found = await page.evaluate(async () => {
            const { axe } = window as unknown as {
              axe: { run: (options: object) => Promise<Found> };
            };
            const { violations } = await axe.run({ iframes: false });
            return violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => [id, nodes[0]?.html]);
          });
          expect([scheme, tab, ...found]).toEqual([scheme, tab]);
        }
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    } finally {
      await page.close();
      await opened.close();
    }
  });
});

interface Found {
  readonly violations: readonly {
    id: string;
    impact: string;
    nodes: readonly { html: string }[];
  }[];
}
interface Answer {
  readonly view: { readonly revision: number };
}
const SILENT = { out: () => {}, err: () => {}, interactive: false };

describe('a hostile page', () => {
  it('of another origin reads nothing and triggers nothing', async () => {
    const opened = await open();
    const { createServer } = await import('node:http');
    const foreign = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html');
      answer.end('<!doctype html><title>外来的页面</title>');
    });
    await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
    const { port } = foreign.address() as { port: number };
    const page = await browser.newPage();
    try {
      const file = join(opened.folder, FILE);
      const before = readFileSync(file, 'utf8');
      await page.goto(`http://127.0.0.1:${port}/`);
      const got = await page.evaluate(
        async (home, path, token) => {
          const body = JSON.stringify({ path, text: '类型: 预算\n' });
          const tried = async (url: string, init: RequestInit): Promise<string> =>
            fetch(home + url, init).then(
              async (answer) =>
                `${answer.type} ${answer.status} ${(await answer.text()).slice(0, 20)}`,
              () => 'refused',
            );
          const frame = document.createElement('iframe');
          frame.src = `${home}/document`;
          document.body.append(frame);
          await new Promise((done) => {
            frame.onload = done;
          });
          const framed = (() => {
            try {
              return frame.contentDocument?.body.textContent ?? 'nothing';
            } catch {
              return 'refused';
            }
          })();
          return [
            await tried('/', {}),
            await tried('/api/list', {}),
            await tried('/api/save', { method: 'POST', body, mode: 'no-cors' }),
            await tried('/api/save', {
              method: 'POST',
              body,
              headers: { 'x-gongkai-token': token },
            }),
            await tried('/api/events', { credentials: 'include' }),
            framed === '' ? 'nothing' : framed,
          ];
        },
        `http://${opened.host}`,
        FILE,
        opened.token,
      );
      expect(got).toEqual([
        'refused',
        'refused',
        expect.stringMatching(/^(opaque 0 |refused)$/),
        'refused',
        'refused',
        'nothing',
      ]);
      expect(readFileSync(file, 'utf8')).toBe(before);
    } finally {
      await page.close();
      foreign.close();
      await opened.close();
    }
  });
});

describe('a request', () => {
  it('without the token, of another host or origin, out of the folder or too large is refused', async () => {
    const opened = await open();
    try {
      const { request } = await import('node:http');
      const [host = '', port = ''] = opened.host.split(':');
      const status = (headers: Record<string, string>, path = '/api/list') =>
        new Promise<number>((done, failed) => {
          request({ host, port, path, headers }, (answer) => {
            answer.resume();
            done(answer.statusCode ?? 0);
            answer.destroy();
          })
            .on('error', failed)
            .end();
        });
      const right = { host: opened.host, 'x-gongkai-token': opened.token };
      expect(await status(right)).toBe(200);
      expect(await status({ host: opened.host })).toBe(401);
      expect(await status({ ...right, 'x-gongkai-token': `${opened.token.slice(1)}x` })).toBe(401);
      // a name that was made to lead here
      expect(await status({ ...right, host: `evil.test:${port}` })).toBe(403);
      expect(await status({ ...right, host: `localhost:${port}` })).toBe(403);
      expect(await status({ ...right, origin: 'http://evil.test' })).toBe(403);
      expect(await status({ ...right, origin: 'null' })).toBe(403);
      expect(await status({ ...right, 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await status(right, '/fonts/..%2f..%2fpackage.json')).toBe(404);
      expect(await status(right, '/page.js.map')).toBe(404);

      const { symlinkSync } = await import('node:fs');
      mkdirSync(join(opened.folder, '甲'));
      symlinkSync(join(process.cwd(), 'inputs'), join(opened.folder, '甲', '链接'));
      for (const path of [
        '../package.json',
        '/etc/passwd',
        'wuchang/../../x.yaml',
        '甲/链接/hunan/2026.yaml',
        'wuchang\\2026.yaml',
        'wuchang/2026.json',
      ]) {
        const answer = await opened.ask('open', { path });
        expect([path, answer.status]).toEqual([path, 404]);
        expect(await answer.json()).toEqual({
          message: expect.stringContaining('不是打开的文件夹里的'),
        });
      }
      expect((await opened.ask('open', { path: FILE, more: 1 })).status).toBe(400);
      const large = await opened.ask('draft', { path: FILE, text: 'x'.repeat(25 * 1024 * 1024) });
      expect(large.status).toBe(413);
    } finally {
      await opened.close();
    }
  });

  it('gets a page that may load nothing from elsewhere and cannot be framed', async () => {
    const opened = await open();
    try {
      const { headers } = await fetch(`http://${opened.host}/`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      const frame = await fetch(`http://${opened.host}/document`);
      expect(frame.headers.get('content-security-policy')).not.toContain('script-src');
    } finally {
      await opened.close();
    }
  });
});

describe('what is written with CRLF', () => {
  it('keeps its ends of lines and its mark', async () => {
    const opened = await open();
    try {
      const file = join(opened.folder, FILE);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, `\ufeff${text.replaceAll('\n', '\r\n')}`);
      const answer = (await (await opened.ask('open', { path: FILE })).json()) as Answer & {
        text: string;
        view: { disk: string };
      };
      expect(answer.text).toBe(text);
      const saved = await opened.ask('save', {
        path: FILE,
        text: `${text}# 末行\n`,
        base: answer.view.disk,
      });
      expect(await saved.json()).toMatchObject({ saved: true });
      const now = `\ufeff${text.replaceAll('\n', '\r\n')}# 末行\r\n`;
      expect(readFileSync(file, 'utf8')).toBe(now);
      // handed over is what was compiled from those very bytes
      const { view } = (await (await opened.ask('open', { path: FILE })).json()) as Answer;
      const whole = await opened.ask('handOver', {
        path: FILE,
        revision: view.revision,
        what: '整套',
      });
      const files = unzipSync(new Uint8Array(await whole.arrayBuffer()));
      const [, manifest] =
        Object.entries(files).find(([name]) => name.endsWith('manifest.json')) ?? [];
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      expect(new TextDecoder().decode(manifest)).toContain(hash);
    } finally {
      await opened.close();
    }
  });
});
