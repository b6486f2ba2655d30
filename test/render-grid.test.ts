/** Positions on the printed page: the grid of GB/T 9704, the page number, type sizes, pages pulled back. */
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block, Document } from '../src/narrative/document.js';
import { startBrowser } from '../src/render/browser.js';
import { renderPdf } from '../src/render/pdf.js';
import type { Table } from '../src/tables/table.js';
import { templates } from './helpers/input.js';
import { BARS, cell, documentOf, tableOf } from './helpers/sample-document.js';

const MM = 72 / 25.4;
const PITCH = (225 * MM) / 22;
const FIGURE: Block = { kind: 'figure', id: 'chart', caption: '图1', chart: BARS, alt: '柱形图' };
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
});

interface Piece {
  readonly text: string;
  /** Of its base line from the paper's foot, in pt. */
  readonly bottom: number;
  readonly left: number;
  readonly size: number;
}

/** The text of each page but the cover, with its places. */
async function pagesOf(doc: Document): Promise<Piece[][]> {
  const { bytes } = await renderPdf(doc, templates, browser, { timeout: 300_000 });
  const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
  const pages: Piece[][] = [];
  for (let page = 2; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    const pieces = items.flatMap((item) =>
      'str' in item && item.str.trim()
        ? [
            {
              text: item.str,
              left: item.transform[4] as number,
              bottom: item.transform[5] as number,
              size: item.transform[0] as number,
            },
          ]
        : [],
    );
    pages.push(pieces);
  }
  await pdf.loadingTask.destroy();
  return pages;
}

const text = (length: number): Block => {
  return { kind: 'paragraph', runs: [{ text: '版'.repeat(length) }] };
};
const table = (given: Table): Block => ({ kind: 'table', id: given.id, table: given });
/** Text of the lines of a page, from the top, without the page number. */
function linesOf(page: readonly Piece[]): string[] {
  const rows = new Map<number, string>();
  for (const { text, bottom } of page) {
    const row = Math.round(bottom);
    rows.set(row, (rows.get(row) ?? '') + text);
  }
  const sorted = [...rows].sort(([a], [b]) => b - a).map(([, line]) => line.replace(/\s/g, ''));
  return sorted.filter((line) => !line.startsWith('—'));
}
const isNumber = ({ text }: Piece) => text.trim().startsWith('—');

const list = (rows: number, more: Partial<Table> = {}) =>
  tableOf(
    '长表',
    '长表',
    [12, 30, 12],
    [['编码', '名称', '金额'], ...Array.from({ length: rows }, (_, i) => [`20${i}`, '名称', 1.5])],
    more,
  );

describe('a page of text', () => {
  it('has 22 lines of 28 characters in the type area of GB/T 9704', async () => {
    const doc = { ...documentOf([text(28 * 80 - 2)]), contents: [] };
    // the first page begins with the title of the part
    const [, full = [], next = []] = await pagesOf(doc);
    for (const page of [full, next]) {
      expect(linesOf(page).map((line) => line.length)).toEqual(new Array(22).fill(28));
      const foot = page.find(isNumber)?.bottom ?? 0;
      const lines = page.filter(({ bottom }) => bottom > foot + 1);
      for (const { size } of lines) expect(size).toBeCloseTo(16, 1);
      // a line may come in several pieces
      const first = lines.filter(({ left }) => left < 30 * MM);
      expect(new Set(first.map(({ bottom }) => Math.round(bottom))).size).toBe(22);
      for (const { left } of first) expect(left).toBeCloseTo(28 * MM, 0);
    }
  });

  it('keeps to the lines below a heading of any level', async () => {
    const heading = (level: 1 | 2 | 3, id: string): Block => {
      return { kind: 'heading', level, id, text: id };
    };
    const blocks = [
      heading(1, '一'),
      text(50),
      heading(2, '二'),
      text(50),
      heading(3, '三'),
      text(90),
    ];
    const doc = { ...documentOf(blocks), contents: [] };
    const [page = []] = await pagesOf(doc);
    const body = page.filter(({ size, text }) => Math.abs(size - 16) < 0.1 && !text.includes('—'));
    const first = body[0]?.bottom ?? 0;
    expect(body.length).toBeGreaterThan(8);
    for (const { bottom } of body) {
      const lines = (first - bottom) / ((225 * MM) / 22);
      expect(Math.abs(lines - Math.round(lines))).toBeLessThan(0.06);
    }
  });
});

describe('a figure', () => {
  it('takes whole lines, so that the text below stands on the grid', async () => {
    const doc = documentOf([text(90), FIGURE, text(90)]);
    const pages = await pagesOf({ ...doc, contents: [] });
    const lines = (pages[0] ?? []).filter(({ text: words }) => words.startsWith('版'));
    const distances = lines.map(({ bottom }) => ((lines[0]?.bottom ?? 0) - bottom) / PITCH);
    expect(distances.length).toBeGreaterThan(6);
    expect(Math.max(...distances)).toBeGreaterThan(lines.length);
    for (const lower of distances) expect(Math.abs(lower - Math.round(lower))).toBeLessThan(0.06);
  });
});

describe('the page number', () => {
  it('stands at one height on pages of text, of tables, and across', async () => {
    const doc = documentOf([
      text(800),
      table(list(3)),
      table(list(3, { id: '横表', orientation: 'landscape' })),
    ]);
    const numbers = (await pagesOf(doc)).map((page) => page.find(isNumber));
    const heights = numbers.map((number) => number?.bottom ?? 0);
    expect(heights.length).toBe(3);
    // 7 mm below the type area, 28 mm above the foot, less the type itself
    expect(Math.max(...heights)).toBeLessThan(28 * MM);
    expect(Math.min(...heights)).toBeGreaterThan(28 * MM - 14);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.6);
  });
});

describe('type of tables', () => {
  it('is not smaller than 小五 where texts can be broken', async () => {
    const heads = Array.from({ length: 16 }, (_, i) => `国有资本经营预算拨款收入${i}`);
    const wide = tableOf('宽', '宽表', new Array(16).fill(14), [heads, heads.map(() => 1234.56)]);
    const pages = await pagesOf(documentOf([table({ ...wide, orientation: 'landscape' })]));
    const sizes = pages.flat().map(({ size }) => size);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8.99);
    expect(pages.flat().filter(({ text }) => text.includes('1,234.56'))).toHaveLength(16);
  });

  it('breaks a label evenly', async () => {
    const narrow = tableOf(
      '窄',
      '窄表',
      [4, 60],
      [
        ['名', '说明'],
        ['服务对象满意度指标', '说明'.repeat(40)],
      ],
      { form: true },
    );
    const centred = {
      ...narrow,
      cells: narrow.cells.map((one) =>
        one.col === 0 ? { ...one, align: 'center' as const } : one,
      ),
    };
    const lines = (await pagesOf(documentOf([table(centred)])))
      .flat()
      .filter(({ text }) => /^[服务对象满意度指标]+$/.test(text));
    expect(lines.length).toBeGreaterThan(1);
    for (const { text } of lines) expect(text.length).toBeGreaterThan(1);
  });
});

describe('a last page with little on it', () => {
  it('is pulled back: rows are set closer', async () => {
    const lengths = [];
    for (const rows of [34, 36, 38, 40, 42, 44, 46]) {
      const pages = await pagesOf(documentOf([table(list(rows))]));
      const [first = [], second] = pages.filter((page) => page.some(({ text }) => text === '1.50'));
      const count = (page: readonly Piece[]) => page.filter(({ text }) => text === '1.50').length;
      lengths.push(second ? count(second) : 0);
      expect(count(first) + (second ? count(second) : 0)).toBe(rows);
    }
    // no page with a row or two: either all is on the first, or there is more than rows can give way for
    for (const left of lengths) expect(left === 0 || left > 5).toBe(true);
    expect(lengths[0]).toBe(0);
  });

  it('is pulled back: lines of text are set closer, at most 25 a page', async () => {
    const pages = async (lines: number) => {
      const printed = await pagesOf({ ...documentOf([text(28 * lines - 2)]), contents: [] });
      return printed.map((page) => linesOf(page).filter((line) => /^版+$/.test(line)).length);
    };
    const [first = 0] = await pages(60);
    expect(first).toBeLessThan(22);
    const title = 22 - first;
    const closer = await pages(44 - title + 2);
    expect(closer).toHaveLength(2);
    expect(closer.reduce((sum, lines) => sum + lines)).toBe(44 - title + 2);
    expect(Math.max(...closer)).toBeLessThanOrEqual(25);
    // more than closer lines make room for
    expect(await pages(44 - title + 8)).toEqual([22 - title, 22, 8]);
  });
});

describe('a form over pages', () => {
  it('has the header beside a label again on each of them', async () => {
    const width = [10, 10, 10, 10];
    const rows = 70;
    const cells = [
      cell(0, 0, '年度目标', { colSpan: 1 }),
      cell(0, 1, '目标的内容', { colSpan: 3 }),
      cell(1, 0, '绩效指标', { rowSpan: rows + 1 }),
      ...['一级', '二级', '指标值'].map((head, i) => cell(1, i + 1, head, { bold: true })),
      ...Array.from({ length: rows }, (_, i) =>
        [1, 2, 3].map((col) => cell(i + 2, col, `第${i}行${col}`)),
      ).flat(),
    ];
    const form: Table = {
      ...tableOf('申报', '申报表', width, [], { headerRows: 0 }),
      rows: rows + 2,
      cells,
      form: true,
    };
    const pages = await pagesOf(documentOf([table(form)]));
    const printed = pages
      .map((page) => page.map(({ text }) => text).join(''))
      .filter((words) => /第\d+行1/.test(words));
    expect(printed.length).toBeGreaterThan(1);
    for (const words of printed) {
      expect(words.match(/指标值/g)).toHaveLength(1);
      expect(words.match(/绩效指标/g)).toHaveLength(1);
    }
  });
});
