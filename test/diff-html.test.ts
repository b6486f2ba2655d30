import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../src/render/browser.js';
import { diffHtml } from '../src/review/show/diff-html.js';
import { type DiffOutput, diffSchema } from '../src/review/show/diff-schema.js';
import { diffOutput, sameOutput, variedOutput, withTexts } from './helpers/diff-output.js';
import { template } from './helpers/world.js';

const html = (output: DiffOutput): string => diffHtml(diffSchema.parse(output), template);

let browser: Browser;
let folder: string;
/** What went wrong in any page: errors, refusals of the policy, requests, dialogs. */
const troubles: string[] = [];

beforeAll(async () => {
  [browser, folder] = await Promise.all([startBrowser(), mkdtemp(join(tmpdir(), 'diff-html-'))]);
});

afterEach(async () => {
  expect(troubles.splice(0)).toEqual([]);
  for (const page of await browser.pages()) await page.close();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

type PageElement = HTMLElement & { value: string };

interface Opening {
  readonly hash?: string;
  readonly script?: boolean;
}

async function open(output: DiffOutput, { hash = '', script = true }: Opening = {}): Promise<Page> {
  const file = join(folder, `${randomUUID()}.html`);
  await writeFile(file, html(output));
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000); // on a busy machine all is slow, and none of it wrong
  const url = pathToFileURL(file).href;
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) troubles.push(request.url());
  });
  page.on('dialog', (dialog) => {
    troubles.push(dialog.message());
    void dialog.dismiss();
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url + hash);
  return page;
}

/** Texts of the elements that are shown, in view or not, white space as one blank. */
const seen = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(
    `main, nav, dialog, ${selector}`,
    (all, wanted) => {
      const places = [...(all[0]?.ownerDocument.querySelectorAll<PageElement>('.place') ?? [])];
      for (const { style } of places) style.contentVisibility = 'visible';
      const texts = (all as PageElement[])
        .filter((el) => el.matches(wanted) && el.checkVisibility())
        .map((el) => el.innerText.replace(/\s+/g, ' ').trim());
      for (const { style } of places) style.contentVisibility = '';
      return texts;
    },
    selector,
  );

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key as 'j');
};

/** The current change: its text, and whether it has the focus and is wholly in view. */
const current = async (page: Page): Promise<string> => {
  const [text, good] = await page.$eval('main [aria-current]', (el) => {
    const { top, bottom } = el.getBoundingClientRect();
    const inView = top >= 0 && bottom <= el.ownerDocument.documentElement.clientHeight;
    return [el.textContent ?? '', inView && el.ownerDocument.activeElement === el] as const;
  });
  expect(good, text).toBe(true);
  return text;
};

const type = async (page: Page, text: string): Promise<void> => {
  await press(page, '/');
  await page.keyboard.type(text);
};

describe('the page of a comparison', () => {
  it('is one file, the same each time, that runs its own script and nothing else', async () => {
    const text = html(variedOutput());
    expect(html(variedOutput())).toBe(text);
    expect(text).not.toMatch(/<(link|iframe|img|object)\b|url\(|@import|unsafe-|\son\w+=|\sstyle=/);
    expect(text.replace(/<script[^>]*>.*?<\/script>/gs, '')).not.toMatch(/\s(src|href)="[^#]/);
    const hash = (tag: string, end: string): string => {
      const [, body = ''] = new RegExp(`<${tag}>(.*?)</${end}>`, 's').exec(text) ?? [];
      return `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
    };
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    expect(policy.replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=')).toBe(
      `default-src 'none'; style-src ${hash('style', 'style')}; script-src ${hash('script type="module"', 'script')}; ` +
        `base-uri 'none'; form-action 'none'`,
    );
    const page = await open(variedOutput());
    await page.evaluate(`document.body.append(Object.assign(document.createElement('script'), {
      textContent: 'window.broken = true',
    }))`);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(troubles.splice(0).join()).toContain('Content Security Policy');
  });

  it('counts what there is, by table', async () => {
    const page = await open(variedOutput());
    expect(await seen(page, 'h1')).toEqual(['对比：甲局2030年部门预算公开']);
    expect((await seen(page, '.summary'))[0]).toContain('变动的来源 4 处；8 张表变了 40 格');
    expect((await seen(page, 'nav li')).slice(1)).toEqual([
      '来源 4 4',
      '预算01 甲局收支总表 9 12',
      '预算02 甲局收入总表 3 6',
      '预算03 甲局支出总表 2 2',
      '文字 6 12',
      '章节 2 2',
    ]);
    expect(await seen(page, 'h2')).toEqual(['一、来源', '二、逐表', '三、文字', '四、章节']);
    expect(await seen(page, '#t1 .lines li')).toEqual([
      '表号、表名原为：预算01 甲局收入支出总表',
      '新增 2 行：2101103 公务员医疗补助（原列 2101101）；2210201 住房公积金',
      '改名 1 行：2060101 行政运行费 → 2060101 行政运行',
      '改编码 1 行：2299901 其他支出 → 2299999 其他支出',
      '删除 1 列：事业单位经营支出',
    ]);
    expect(await seen(page, '#c1 > *')).toEqual([
      '1',
      '改数 基本支出 › 2060101 行政运行 › 2060101 行政运行 2030.yaml 第 40 行',
      '120000',
      '126000',
      '+0.60',
      '5.00%',
      '40 格（8 张表）、10 句 只看这处',
    ]);
    expect(await seen(page, '#c2 del, #c2 ins, #t1 .lines del, #t1 .lines ins')).toEqual([
      '生产经营',
      '和信息化',
      '用工、融资',
      '费',
      '2299901',
      '2299999',
    ]);
    expect((await seen(page, '#c3 > *')).slice(2, 4)).toEqual(['（无）', '共 5 处']);
    expect(await seen(page, '#t2 .lines li')).toEqual(['整张表是新增的']);
    expect(await seen(page, '#t3 tbody del, #t3 tbody ins')).toEqual(['95%', '98%']);
    expect(await seen(page, '#status')).toEqual(['显示 26 处，收起 12 处']);
  });

  it('says when nothing changed', async () => {
    const page = await open(sameOutput());
    expect(await seen(page, '.unchanged')).toEqual(['两份相同，没有一处变动。']);
    expect(await page.$$('section, nav, .bar')).toEqual([]);
    const set = { ...sameOutput(), 设置: [{ 项: '程序版本' as const, 甲: '0.1.0', 乙: '0.2.0' }] };
    expect(html(set)).toContain('只有下面的设置不同');
  });

  it('names the years where two are compared', async () => {
    const page = await open(diffOutput({ years: true }));
    expect(await seen(page, '#t1 thead th.n')).toEqual([
      '原（2029年）',
      '现（2030年）',
      '增减（万元）',
      '幅度',
    ]);
    expect(await page.title()).toBe('对比：甲局2029年部门预算公开 → 甲局2030年部门预算公开');
  });

  it('shows one table, or what holds some words, and keeps it in the address', async () => {
    const page = await open(diffOutput());
    await page.click('nav a[href="#t3"]');
    expect(await seen(page, 'h2, h3')).toEqual([
      '二、逐表',
      '预算03 甲局支出总表 变了 5 格，其中 3 格随动',
    ]);
    expect(await seen(page, '#only')).toEqual(['只看：预算03 甲局支出总表']);
    await page.waitForFunction(`location.hash === '#only=t3'`);
    await press(page, 'Escape');
    expect((await seen(page, 'h2, h3')).length).toBe(11);

    // row and column, in any order; figures with or without commas
    await type(page, '合计 30231');
    expect(await seen(page, '.cells .stop')).toHaveLength(2);
    expect(await seen(page, 'nav a:not(.empty)')).toHaveLength(3);
    await page.waitForFunction(`location.hash.startsWith('#query=')`);
    const { hash } = new URL(page.url());
    await press(page, 'Escape');
    await type(page, '没有这样的字');
    expect(await seen(page, '#nothing')).toEqual([
      '没有符合“没有这样的字”的变动。按 Esc 显示全部变动。',
    ]);
    await press(page, 'Escape');
    await type(page, '人员经费');
    expect((await seen(page, '#nothing'))[0]).toMatch(/^符合“人员经费”的都是随动的变动，共 \d+ 处/);
    await press(page, 'Escape');
    expect((await seen(page, '.stop')).length).toBe(21);

    const again = await open(diffOutput(), { hash });
    expect(await again.$eval('#query', (el) => (el as PageElement).value)).toBe('合计 30231');
    expect(await seen(again, '.cells .stop')).toHaveLength(2);
  });

  it('goes through the changes by key', async () => {
    const page = await open(diffOutput({ cells: [5, 120, 5], sentences: 6 }));
    await press(page, 'j');
    expect(await current(page)).toContain('改数');
    await press(page, 'j', 'ArrowDown');
    expect(await current(page)).toContain('行政事业单位养老支出');
    await press(page, 'k');
    expect(await current(page)).toContain('社会保障和就业支出');
    await press(page, 'n');
    expect(await page.$eval('main [aria-current]', (el) => el.closest('.place')?.id)).toBe('t2');
    await press(page, ...Array(25).fill('j'));
    await current(page);
    await press(page, 'n', 'n');
    expect(await current(page)).toContain('1. 甲局本年支出');
    await press(page, 'p', 'p', 'p');
    expect(await current(page)).toContain('社会保障和就业支出');
    await press(page, '?');
    expect(await seen(page, 'dialog h2')).toEqual(['按键']);
    await press(page, 'Escape');
    expect(await seen(page, 'dialog')).toEqual([]);
    // a table whose changes are all folded is entered at its heading
    const folded = diffOutput({ cells: [1, 3] });
    for (const cell of folded.表[1]?.单元格 ?? []) cell.随动 = true;
    const other = await open(folded);
    await press(other, 'n', 'n', 'n');
    expect(await current(other)).toContain('预算02');
    expect(await seen(other, '#t2 .note')).toEqual(['3 格都随第 1 处来源变动显示']);
    await press(other, 'Enter', 'j');
    expect(await current(other)).toContain('合计');
  });

  it('shows and hides what only follows', async () => {
    const page = await open(diffOutput());
    expect(await seen(page, '#t1 .stop')).toHaveLength(2);
    expect(await seen(page, '#t1 .note')).toEqual(['另有 3 格随第 1 处来源变动显示']);
    await page.click('#t1 .note button');
    expect(await seen(page, '#t1 .stop')).toHaveLength(5);
    expect(await seen(page, '#t2 .stop')).toHaveLength(2);
    // one name for the four cells of a row
    expect(await page.$eval('#t1 tbody th', (th) => th.getAttribute('rowspan'))).toBe('4');
    await press(page, 'a');
    expect(await seen(page, '.stop')).toHaveLength(51);
    expect(await seen(page, '#texts .stop')).toHaveLength(10);
    await press(page, 'a');
    expect(await seen(page, '.stop')).toHaveLength(21);
    // a row whose own cell is hidden keeps its name
    await press(page, 'a');
    await type(page, '小计');
    expect((await seen(page, '#t1 tbody tr:not([hidden])'))[0]).toMatch(/^社会保障和就业支出 208/);
  });

  it('shows what a cause changed', async () => {
    const page = await open(diffOutput({ causes: 12 }));
    const wide = await seen(page, '.stop');
    await page.click('#c3 .effects button');
    expect(await seen(page, '#causes .stop')).toHaveLength(1);
    const cells = await seen(page, 'td.from');
    expect(cells.length).toBeGreaterThan(5);
    for (const from of cells) expect(from).toMatch(/\b3\b/);
    expect(await seen(page, '#only')).toEqual(['只看：第 3 处来源引起的变动']);
    await page.click('#c3 .effects button');
    expect(await seen(page, '.stop')).toEqual(wide);
    await page.click('#c2 summary');
    await page.click('#c2 .effects a[href="#t4"]');
    expect(await page.$eval('main [aria-current]', (el) => el.closest('.place')?.id)).toBe('t4');
    await page.click('nav a[href="#t1"]');
    await press(page, 'Escape');
    await page.click('nav a[href="#t1"]');
    await page.click('#t1 .from a');
    expect(await current(page)).toContain('改数');
  });

  it('tells how a figure comes about', async () => {
    const page = await open(diffOutput({ causes: 2 }));
    await press(page, 'a', 'j', 'j', 'j', 'j', 'Enter');
    expect(await seen(page, '.formula')).toEqual([
      '原 576.18 ← 四舍五入到 0.01 万元 ← 5,761,805 元 ← 35 处输入',
      '现 577.40 ← 四舍五入到 0.01 万元 ← 5,773,955 元 ← 35 处输入',
    ]);
    expect(await seen(page, '.sources caption')).toEqual(['35 处输入，变了 2 处']);
    expect(await seen(page, '.sources tbody tr')).toHaveLength(2);
    expect((await seen(page, '.sources tbody tr'))[0]).toBe(
      '加 变 基本支出 › 2060101 行政运行 › 2060101 行政运行 120000 2030-一审.yaml 第 40 行 126000 2030.yaml 第 40 行',
    );
    await page.click('.rest button');
    expect(await seen(page, '.sources tbody tr')).toHaveLength(35);
    expect(await seen(page, '.rest')).toEqual(['收起其余 33 处相同']);
    expect(await page.$eval('#t1 tbody th', (th) => th.getAttribute('rowspan'))).toBe('5');
    await press(page, 'j', 'j', 'Enter');
    const [, , share] = await seen(page, '.formula');
    expect(share).toMatch(/^原 [\d.]+% ← 四舍五入的百分比 ← [\d,]+ 元 ÷ [\d,]+ 元 × 100$/);
    expect((await seen(page, '.sources caption')).slice(1)).toEqual([
      '被除数：25 处输入，变了 2 处',
      '除数：40 处输入，变了 2 处',
    ]);
    await press(page, 'Enter', 'k', 'k', 'Enter');
    expect(await seen(page, '.trail')).toEqual([]);
    await page.$eval('#texts .from button', (button) => (button as PageElement).click());
    expect(await seen(page, '#texts .figure')).toHaveLength(2);
  });

  it('pairs the lines of both sides by their place, their name, and whatever their sign', async () => {
    const output = diffOutput({ lines: 2 });
    const line = (行: number, 名: string, 写: string) => ({
      文件: 'a.yaml',
      行,
      列: 1,
      名,
      写,
      元: 写,
    });
    const trail = { 精确: '5', 单位: '元' as const, 取整: '四舍五入到 0.01 万元' as const };
    output.输入 = [
      line(1, '旧名', '1'),
      line(2, '同名', '7'),
      line(3, '同名', '8'),
      line(11, '新名', '3'),
      line(12, '同名', '8'),
      line(13, '同名', '9'),
      line(14, '新增', '4'),
    ];
    Object.assign(output.来源[0] ?? {}, { 输入: { 甲: 0, 乙: 3 } });
    const [cell] = output.表[0]?.单元格 ?? [];
    if (!cell) throw new Error('no cell');
    cell.由来 = {
      甲: { ...trail, 印: '原', 加: [0, 1], 减: [2] },
      乙: { ...trail, 印: '现', 加: [3], 减: [4, 5, 6] },
    };
    const page = await open(output);
    await press(page, 'j', 'j', 'Enter');
    expect(await seen(page, '.sources tbody tr')).toEqual([
      '加 变 新名 1 a.yaml 第 1 行 3 a.yaml 第 11 行',
      '加 → 减 变 同名 7 a.yaml 第 2 行 9 a.yaml 第 13 行',
      '减 变 新增 （无） 4 a.yaml 第 14 行',
      '减 同名 8 a.yaml 第 3 行 8 a.yaml 第 12 行',
    ]);
  });

  it('takes every text for text', async () => {
    const evil = `<script>alert(1)</script>"></td>'{{x}}&amp;</script><!--=1+1\u2028\u0000`;
    const shown = evil.replace(/\u0000/, '');
    const page = await open(withTexts(variedOutput(), evil));
    await press(page, 'a');
    await page.$$eval('.from button, summary', (all) => {
      for (const el of all) (el as PageElement).click();
    });
    const own = await open(variedOutput());
    for (const tag of ['script', 'table', 'td', 'nav a', '#t1 > *']) {
      const [a, b] = await Promise.all([page, own].map((one) => one.$$(`${tag}:not(.trail *)`)));
      if (tag !== 'td') expect(a?.length, tag).toBe(b?.length);
    }
    const places =
      'h1, .head td, .notes li, .causes b, .cells th[rowspan], .cells .w, .sources th[scope=row], .sources .at, .printed, .code, .lines li, .words .w, .part, nav a, h3, .effects a, .effects span';
    const texts = await page.$$eval(places, (all) => all.map((el) => el.textContent ?? ''));
    expect(texts.length).toBeGreaterThan(150);
    const plain = texts.filter((text) => !text.includes(shown));
    // kinds, years, amounts and the like
    expect(plain.filter((text) => /script|td|x/.test(text))).toEqual([]);
    expect(plain.length).toBeLessThan(texts.length / 4);
    const data = await page.$eval('#data', (el) => el.textContent ?? '');
    expect(JSON.parse(data).lines.map(({ text }: { text: string }) => text)).toEqual(
      Array(80).fill(shown),
    );
    await type(page, '{{x}}');
    expect((await seen(page, '.stop')).length).toBeGreaterThan(30);
  });

  it('is there without script too', async () => {
    const page = await open(variedOutput(), { script: false });
    expect(await page.$$eval('.stop', (all) => all.every((el) => el.checkVisibility()))).toBe(true);
    expect(await seen(page, '.bar, dialog, nav .js')).toEqual([]);
    await page.click('summary');
    expect((await seen(page, '.effects a')).slice(0, 3)).toEqual(['预算01', '预算02', '预算03']);
  });

  it('prints all that is shown on A4, rows whole', async () => {
    const output = diffOutput({ causes: 40, lines: 60, cells: Array(8).fill(20), sentences: 15 });
    const page = await open(output);
    const pdf = await getDocumentProxy(await page.pdf({ preferCSSPageSize: true }), {
      verbosity: 0,
    });
    const pages: string[] = [];
    for (let n = 1; n <= pdf.numPages; n += 1) {
      const sheet = await pdf.getPage(n);
      expect(sheet.view.map(Math.round)).toEqual([0, 0, 842, 595]);
      const { items } = await sheet.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str : '')).join('');
      // a typeface draws some radicals and characters alike, and the PDF names the former
      pages.push(
        text
          .normalize('NFKC')
          .replace(/\s/g, '')
          .replace(/[⻔⻋⻚]/g, (c) => '门车页'['⻔⻋⻚'.indexOf(c)] ?? c),
      );
    }
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.length).toBeLessThan(12);
    expect(pages[0]).toMatch(/对比:甲局2030年部门预算公开变动的来源40处.*甲:原2030-一审\.yaml/);
    expect(pages[1]).toContain(`第2页,共${pdf.numPages}页`);
    const rows = output.表.flatMap(({ 单元格 }) =>
      单元格
        .filter(({ 随动 }) => !随动)
        .map(({ 列, 甲, 乙, 幅度 }) => new RegExp(`${列}${甲}${乙}\\+[\\d.]+${幅度}`)),
    );
    const sentences = output.文字
      .filter(({ 随动 }) => !随动)
      .flatMap(({ 甲 = [], 乙 = [] }) =>
        [甲, 乙].map((words) => words.map(({ 字 }) => 字).join('')),
      )
      .map((text) => text.normalize('NFKC').replace(/\s/g, ''));
    expect(rows.length + sentences.length).toBe(8 * 5 + 2 * 5);
    for (const row of rows)
      expect(
        pages.filter((text) => row.test(text)),
        row.source,
      ).not.toEqual([]);
    for (const text of sentences)
      expect(
        pages.some((one) => one.includes(text)),
        text,
      ).toBe(true);
    for (const cause of output.来源) {
      expect(pages.some((text) => text.includes(`${cause.甲}${cause.乙}+`))).toBe(true);
    }
    expect(pages.join('')).not.toContain('人员经费');
    expect(pages.filter((text) => text.includes('序号哪里变了原现增减')).length).toBeGreaterThan(2);
    // what follows is printed where it is shown
    await page.emulateMediaType('print');
    expect(await seen(page, 'nav, .bar, button, .follows')).toEqual([]);
    await press(page, 'a');
    expect(await seen(page, '.follows')).toHaveLength(8 * 15 + 10);
  });
});
