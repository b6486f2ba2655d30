/** The list of departments, the form and a workbook in the page, with a real server. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFor } from '../src/commands/open-compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { startLocalBrowser } from './helpers/local-browser.js';
import { kindsOf } from './helpers/runs.js';
import { gongkai } from './helpers/terminal.js';
import { openWorkbench, press, says, viewPage } from './helpers/workbench.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startLocalBrowser();
});
afterAll(async () => browser?.close());

describe('the list of departments', () => {
  it('tells states and sums, compiles what is selected, and tells what came of each', async () => {
    const opened = await openWorkbench(['putuo', 'hunan'], {
      deadline: '2099-01-01',
      compile: async (files, say, isStopped) => {
        const folder = dirname(dirname(String(files[0])));
        const terminal = { out: () => {}, err: () => {}, interactive: false };
        return compileFor({ output: join(folder, 'out') }, diskWorld, terminal)(
          files,
          say,
          isStopped,
        );
      },
    });
    const wrong = readFileSync(join(opened.folder, 'hunan/2026.yaml'), 'utf8');
    writeFileSync(
      join(opened.folder, 'hunan/2026.yaml'),
      wrong.replace('年度: 2026', '年度: 二〇二六'),
    );
    const page = await browser.newPage();
    try {
      await page.setViewport({ width: 1366, height: 768 });
      await page.goto(opened.url);
      await says(page, '.departments', '还有');
      await says(page, '.departments', '有错误');
      await page.locator('.filters select').fill('');
      await page.locator('.departments table thead input[type="checkbox"]').click();
      await page.locator('.compile button.main').click();
      await says(page, '.compile', '1 份有错');
      await says(page, '.departments tbody', '已公开');
      await says(page, '.departments tbody', '有错');
      expect(readdirSync(join(opened.folder, 'out'))).toEqual([
        '上海市普陀区财政局2024年度部门决算',
      ]);
      await page.$$eval('.departments tbody :is(a, button)', (all) => {
        const found = all.find((one) => one.textContent?.includes('普陀'));
        (found as HTMLElement | undefined)?.click();
      });
      await page.waitForSelector('iframe');
      await says(page, '.top-bar', '上海市普陀区财政局');
    } finally {
      await page.close();
      await opened.close();
    }
  });

  it('stops compiling when it is asked to: what is begun is finished, the rest is told', async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked: () => boolean = () => false;
    const opened = await openWorkbench(['wuchang', 'putuo'], {
      compile: async (files, say, isStopped) => {
        asked = isStopped;
        await waiting;
        const folder = dirname(dirname(String(files[0])));
        const terminal = { out: () => {}, err: () => {}, interactive: false };
        return compileFor({ output: join(folder, 'out') }, diskWorld, terminal)(
          files,
          say,
          isStopped,
        );
      },
    });
    const page = await browser.newPage();
    try {
      await page.goto(opened.url);
      await says(page, '.departments', '可以公开');
      await page.locator('.filters select').fill('');
      await page.locator('.departments table thead input[type="checkbox"]').click();
      await page.locator('.compile button.main').click();
      await press(page, '停止');
      await says(page, '.compile', '正在停止');
      while (!asked()) await new Promise((resolve) => setTimeout(resolve, 10));
      release();
      await says(page, '.compile', '份停下了没有编');
      expect(existsSync(join(opened.folder, 'out'))).toBe(false);
    } finally {
      await page.close();
      await opened.close();
    }
  });
});

describe('the form', () => {
  const examples = kindsOf(
    ['wuchang/2026.yaml', 'putuo/2024-final.yaml'],
    readdirSync('inputs', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /^(hong|hun|jiang|wan).*\.yaml$/.test(file),
    ),
  );
  it.each(examples)('of %s shows every section, and changes nothing by that', async (file) => {
    const opened = await openWorkbench([dirname(file)], { first: file });
    const { page, complaints } = await viewPage(browser, opened.url);
    try {
      const before = readFileSync(join(opened.folder, file), 'utf8');
      await page.locator('::-p-aria([name="表单"][role="tab"])').click();
      const sections = await page.$$eval('.form select:first-of-type', ([select]) =>
        [...(select as HTMLSelectElement).options].map((one) => one.value),
      );
      expect(sections.length).toBeGreaterThan(5);
      for (const section of sections) {
        await page.locator('.form .chips select').fill(section);
        await page.waitForFunction(
          () =>
            document.querySelectorAll(
              '.form .scrolled input, .form .scrolled select, .form .scrolled textarea, .form summary',
            ).length > 0,
        );
        const nameless = await page.$$eval('.form input, .form textarea, .form select', (all) =>
          all.flatMap((one) =>
            one.getAttribute('aria-label') || (one as HTMLInputElement).labels?.length
              ? []
              : [one.outerHTML],
          ),
        );
        expect(nameless).toEqual([]);
        // each field is visited and left
        await page.$$eval('.form input, .form textarea', (all) => {
          for (const one of all.slice(0, 60)) {
            (one as HTMLElement).focus();
            (one as HTMLElement).blur();
          }
        });
      }
      expect(await page.$eval('.top-bar', (bar) => bar.textContent)).not.toContain('没有保存');
      expect(readFileSync(join(opened.folder, file), 'utf8')).toBe(before);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
      await opened.close();
    }
  });

  it('takes a subject by its name, a column from a worksheet, and gives exact totals', async () => {
    const file = 'wuchang/2026.yaml';
    const opened = await openWorkbench(['wuchang'], { first: file });
    const { page } = await viewPage(browser, opened.url);
    try {
      await page.locator('::-p-aria([name="表单"][role="tab"])').click();
      await page.locator('.form .chips select').fill('基本支出');
      await says(page, '.grid tfoot', '7,233,498');
      const add = await page.waitForSelector('.form .add input');
      await add?.type('咨询费');
      await page.keyboard.press('Enter');
      await says(page, '.grid tbody', '30203 咨询费');
      const paste = async (label: string, text: string) => {
        const field = await page.waitForSelector(`::-p-aria([name="${label}"][role="textbox"])`);
        await field?.evaluate((one, pasted) => {
          (one as HTMLElement).focus();
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', pasted);
          one.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
          );
        }, text);
      };
      await paste('行政运行 30201 办公费', '1,000.10\t备注\n2000.20\n0.30\n');
      await says(page, '.top-bar', '没有保存');
      await press(page, '保存');
      await says(page, '.top-bar', '已保存');
      const text = readFileSync(join(opened.folder, file), 'utf8');
      expect(text).toContain('"30201": 1000.10');
      expect(text).toContain('"30202": 2000.20');
      expect(text).toContain('"30203": 0.30');
      expect(text).toContain('"30205": 1500 ');
    } finally {
      await page.close();
      await opened.close();
    }
  });
});

describe('a fill-in workbook', () => {
  it('is shown cell by cell, and followed as it is saved', async () => {
    const opened = await openWorkbench(['putuo']);
    const name = '2024.xlsx';
    const workbook = join(opened.folder, name);
    const made = await gongkai(['convert', join(opened.folder, 'putuo/2024-final.yaml'), workbook]);
    expect([made.code, made.err]).toEqual([0, '']);
    const { page } = await viewPage(browser, `${opened.url}&f=${name}`);
    try {
      await says(page, '.workbook', '在 Excel 里打开');
      await says(page, '.workbook tbody', '基本支出');
      expect(await page.$('.cm-content')).toBe(null);
      const cell = await page.$eval('.workbook tbody .place', (one) => one.textContent);
      expect(cell).toMatch(/^\S+![A-Z]+\d+$/);
      await page.locator('.workbook tbody tr:nth-child(20) .place').click();
      await says(page, '.lower', '进');
      expect(basename(workbook)).toBe(name);
    } finally {
      await page.close();
      await opened.close();
    }
  });
});
