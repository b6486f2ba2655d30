/** The editor of an input in a browser, used as a person would. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { startBrowser } from '../src/render/browser.js';
import { check } from '../src/review/check-inputs.js';
import { wordsOf } from '../src/workbench/words.js';
import { type Bundled, bundledPage, type Shown, showPage } from './helpers/in-page.js';

const FILE = 'inputs/hunan/2026.yaml';
const world = diskWorld();
const TEXT = readFileSync(FILE, 'utf8');
const PICTURES = process.env.PICTURES;

/** What the page under test shows, and what it tells: everything that the editor calls is in `log`. */
const HARNESS = `
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { Editor } from './editor/editor.js';
const log = [];
const handle = { current: null };
let show;
function App({ text, words, file }) {
  const [findings, setFindings] = useState(undefined);
  show = setFindings;
  return <div style={{ height: '100dvh' }}><Editor text={text} label="试的输入" findings={findings} file={file} words={words}
    onChange={(text) => log.push(['change', text])} onSave={() => log.push(['save'])}
    onLine={(line) => log.push(['line', line])} onAsk={(line) => log.push(['ask', line])} handle={handle} /></div>;
}
Object.assign(window, { log, handle, open: (props) => render(<App {...props} />, document.getElementById('app')),
  find: (findings) => show(findings) });
`;

let browser: Browser;
let bundled: Bundled;
let shown: Shown;
let page: Page;

/** Evaluates in the page, where the names of the harness are known. */
// biome-ignore lint/suspicious/noExplicitAny: what the page has
const inPage = (code: string): Promise<any> => page.evaluate(code);
const text = (): Promise<string> => inPage('handle.current.text()');
const logged = (): Promise<unknown[][]> => inPage('log');
/** Lets the page draw what it has been told. */
const drawn = () =>
  inPage('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))');

async function open(given: string) {
  const words = wordsOf(compile(FILE, world), world);
  await inPage(`open(${JSON.stringify({ text: given, words, file: FILE })})`);
  await page.waitForSelector('.cm-content');
}

beforeAll(async () => {
  [browser, bundled] = await Promise.all([startBrowser(), bundledPage(HARNESS)]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  shown = await showPage(browser, bundled);
  page = shown.page;
});
afterEach(async () => {
  expect(shown.complaints).toEqual([]);
  await page.close();
});

const BASIC = `金额单位: 元
基本支出:
  - 单位: "305001"
    经济科目:
      "30101": 1 # 基本工资
      `;

describe('writing', () => {
  it('办公费 gets 30201, by Enter', async () => {
    await open(BASIC);
    await inPage('handle.current.goTo(6, 7)');
    await page.keyboard.type('办公费');
    await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]');
    expect(
      await inPage("document.querySelector('.cm-tooltip-autocomplete li').innerText"),
    ).toContain('30201 办公费');
    await new Promise((done) => setTimeout(done, 120));
    await page.keyboard.press('Enter');
    expect(await text()).toBe(`${BASIC}"30201":  # 办公费`);
    await page.keyboard.type('12.5');
    expect(await text()).toBe(`${BASIC}"30201": 12.5 # 办公费`);
    expect((await logged()).at(-1)).toEqual(['change', `${BASIC}"30201": 12.5 # 办公费`]);
  });

  it('with an input method loses nothing, and is offered what it means', async () => {
    await open(BASIC);
    await inPage('handle.current.goTo(6, 7)');
    const cdp = await page.createCDPSession();
    for (const composing of ['b', 'ban', "ban'gong", '办公']) {
      await cdp.send('Input.imeSetComposition', {
        text: composing,
        selectionStart: composing.length,
        selectionEnd: composing.length,
      });
      // what the server has found comes in between
      await inPage(
        `find({ 文件: '${FILE}', 结果: [{ 级别: '错误', 内容: '${composing.length}', 位置: { 文件: '${FILE}', 起: 9, 止: 13 } }] })`,
      );
      await drawn();
    }
    await cdp.send('Input.insertText', { text: '办公费' });
    await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]');
    expect(await text()).toBe(`${BASIC}办公费`);
    await new Promise((done) => setTimeout(done, 120));
    await page.keyboard.press('Enter');
    expect(await text()).toBe(`${BASIC}"30201":  # 办公费`);
  });

  it('is saved by Ctrl+S, and asked about by Alt+Enter', async () => {
    await open('类型: 预算\n年度: 2026\n');
    await inPage('handle.current.goTo(2)');
    await page.keyboard.down('Control');
    await page.keyboard.press('s');
    await page.keyboard.up('Control');
    await page.keyboard.down('Alt');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Alt');
    expect(await logged()).toEqual([['line', 2], ['save'], ['ask', 2]]);
    expect(await text()).toBe('类型: 预算\n年度: 2026\n');
    await page.click('.cm-ask .cm-activeLineGutter .cm-ask-button');
    expect((await logged()).at(-1)).toEqual(['ask', 2]);
  });

  it('keeps the line breaks of the file, and Tab leads out', async () => {
    await open('类型: 预算\r\n年度: 2026\r\n');
    await inPage("handle.current.edit([{ from: 10, to: 12, insert: '十二\\n' }])");
    expect(await text()).toBe('类型: 预算\r\n年度十二\r\n2026\r\n');
    await inPage('handle.current.undo()');
    await inPage('handle.current.focus()');
    await page.keyboard.press('Tab');
    expect(await inPage("document.activeElement.closest('.cm-editor') === null")).toBe(true);
    expect(await text()).toBe('类型: 预算\r\n年度: 2026\r\n');
  });

  it('undoes an edit from elsewhere in one step, over a change from outside', async () => {
    await open('a: 1\nb: 2\nc: 3\n');
    await inPage('handle.current.goTo(3, 5)');
    await inPage(
      "handle.current.edit([{ from: 3, to: 4, insert: '10' }, { from: 8, to: 9, insert: '20' }])",
    );
    expect(await text()).toBe('a: 10\nb: 20\nc: 3\n');
    const before = (await logged()).length;
    await inPage("handle.current.replace('新: 0\\na: 10\\nb: 20\\nc: 3\\n')");
    expect((await logged()).slice(before).filter(([kind]) => kind === 'change')).toEqual([]);
    await inPage('handle.current.undo()');
    expect(await text()).toBe('新: 0\na: 1\nb: 2\nc: 3\n');
    await inPage('handle.current.redo()');
    expect(await text()).toBe('新: 0\na: 10\nb: 20\nc: 3\n');
    // the cursor has stayed where it was, before the end of the last line
    await inPage('handle.current.undo(); handle.current.focus()');
    await inPage('handle.current.goTo(4, 5)');
    await page.keyboard.type('9');
    expect(await text()).toBe('新: 0\na: 1\nb: 2\nc: 39\n');
  });
});

describe('showing', () => {
  it('an explanation, under the mouse and by F1', async () => {
    await open(TEXT);
    const line = TEXT.slice(0, TEXT.indexOf('"30201"')).split('\n').length;
    await inPage(`handle.current.goTo(${line}, 10)`);
    await page.keyboard.press('F1');
    const told = await page.waitForSelector('.cm-told');
    expect(await told?.evaluate((one) => one.textContent)).toBe('30201 办公费302 商品和服务支出');
    await page.keyboard.press('Escape');
    await drawn();
    expect(await page.$('.cm-told')).toBeNull();
    const box = await (await page.$('.cm-activeLine .cm-key'))?.boundingBox();
    // as a person would: again, where the editor was still drawing
    for (let step = 12; !(await page.$('.cm-told')); step = 28 - step) {
      await page.mouse.move((box?.x ?? 0) + step, (box?.y ?? 0) + 8);
      await page.waitForSelector('.cm-told', { timeout: 2_000 }).catch(() => {});
    }
  });

  it('findings in their places, which move with the text', async () => {
    const wrong = TEXT.replace('"30201": 16.5 ', '"30201": 十六').replace(
      '性质: 行政单位',
      '性质: 行政',
    );
    const found = check([FILE], {
      ...world,
      read: (name) => (name === FILE ? new TextEncoder().encode(wrong) : world.read(name)),
    }).文件[0];
    await open(wrong);
    await inPage(`find(${JSON.stringify(found)})`);
    await page.waitForSelector('.cm-lintRange-error');
    const marked = () =>
      inPage("[...document.querySelectorAll('.cm-lintRange-error')].map((one) => one.textContent)");
    const line = wrong.slice(0, wrong.indexOf('十六')).split('\n').length;
    expect(await marked()).toEqual(['行政']);
    await inPage('handle.current.goTo(1)');
    await page.keyboard.type('# \n');
    await page.keyboard.press('F8');
    await drawn();
    await page.keyboard.press('F8');
    await drawn();
    expect(await marked()).toContain('十六');
    expect((await logged()).at(-1)).toEqual(['line', line + 1]);
    expect(await inPage("document.querySelector('.cm-told').textContent")).toContain('十六');
  });

  it('light on lines, and takes it away', async () => {
    await open(TEXT);
    await inPage('handle.current.light([14, 15, 99999])');
    await drawn();
    expect((await page.$$('.cm-lit')).length).toBe(2);
    await inPage('handle.current.light([])');
    await drawn();
    expect((await page.$$('.cm-lit')).length).toBe(0);
  });

  it('a large file without delay in what is typed', async () => {
    const large = `${TEXT}\n${'# 很多的说明，一行一行地写下去，没有穷尽。\n'.repeat(30_000)}`;
    await open(large);
    await inPage('handle.current.goTo(20, 1)');
    await page.keyboard.type('# 字\n');
    await inPage('handle.current.goTo(29000, 1)');
    await page.keyboard.type('# 末\n');
    expect((await text()).length).toBe(large.length + 8);
  });
});

describe('the looks', () => {
  it.each([
    ['light', 1366, 768],
    ['dark', 1366, 768],
    ['light', 683, 384],
    ['dark', 683, 384],
  ] as const)('%s, %i × %i: what is underlined can be told from the ground', async (scheme, width, height) => {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await open(TEXT);
    const at = TEXT.indexOf('694.74');
    const place = { 文件: FILE, 行: 1, 列: 1, 起: at, 止: at + 6 };
    const finding = (级别: string, by: number) => ({
      级别,
      内容: '收入总计同支出总计不等，差 0.01 万元',
      改法: '请核对收入和支出',
      位置: { ...place, 起: at + by, 止: at + by + 6 },
    });
    const 结果 = [finding('错误', 0), finding('警告', 40), finding('提示', 80)];
    await inPage(`find(${JSON.stringify({ 文件: FILE, 结果 })})`);
    const line = TEXT.slice(0, at).split('\n').length;
    await inPage(`handle.current.goTo(${line}, 16); handle.current.light([${line + 3}])`);
    await page.waitForSelector('.cm-lintRange-error');
    const contrasts = await page.evaluate(contrastsOf);
    expect(contrasts.length).toBeGreaterThan(5);
    for (const { of, ratio, least } of contrasts) expect(ratio, of).toBeGreaterThanOrEqual(least);
    if (!PICTURES) return;
    const basic = TEXT.slice(0, TEXT.indexOf('      "30202"')).split('\n').length;
    await page.screenshot({ path: `${PICTURES}/${scheme}-${width}-findings.png` });
    await inPage(`handle.current.goTo(${basic}, 7)`);
    await page.keyboard.type('办公');
    await page.waitForSelector('.cm-tooltip-autocomplete');
    await page.screenshot({ path: `${PICTURES}/${scheme}-${width}-completion.png` });
    await page.keyboard.press('Escape');
    await page.keyboard.down('Control');
    await page.keyboard.press('f');
    await page.keyboard.up('Control');
    await drawn();
    await page.screenshot({ path: `${PICTURES}/${scheme}-${width}-search.png` });
    await page.keyboard.press('Escape');
    await inPage(`handle.current.goTo(${line}, 16)`);
    await page.keyboard.press('F1');
    await drawn();
    await page.screenshot({ path: `${PICTURES}/${scheme}-${width}-told.png` });
  });
});

describe('a screen reader', () => {
  it('finds nothing that it could not tell', async () => {
    await open(BASIC);
    await inPage('handle.current.goTo(6, 7)');
    await page.keyboard.type('办公费');
    await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]');
    await page.evaluate(axe.source);
    const { violations } = await inPage("axe.run('.editor')");
    expect(
      violations.map(({ id, nodes }: axe.Result) => [id, nodes.map(({ html }) => html)]),
    ).toEqual([]);
    const label = await inPage("document.querySelector('.cm-content').ariaLabel");
    expect(label).toMatch(/^试的输入。.*Tab 离开编辑框/);
  });
});

/** Contrasts of text and underlines with the ground behind them. */
function contrastsOf() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour: string) => {
    if (!canvas) return 0;
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one: string, other: string) => {
    const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const editor = document.querySelector('.cm-editor');
  const ground = editor ? getComputedStyle(editor).backgroundColor : '';
  return [
    '.cm-line',
    '.cm-key',
    '.cm-comment',
    '.cm-mark',
    '.cm-lintRange-error',
    '.cm-lintRange-warning',
  ].flatMap((of) => {
    const found = document.querySelector(`.editor ${of}`);
    if (!found) return [];
    const { color, textDecorationColor } = getComputedStyle(found);
    return of.startsWith('.cm-lint')
      ? [{ of, ratio: ratio(textDecorationColor, ground), least: 3 }]
      : [{ of, ratio: ratio(color, ground), least: 4.5 }];
  });
}
