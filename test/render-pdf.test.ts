import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import type { Block, Chart, Document } from '../src/narrative/document.js';
import { BrowserError, startBrowser } from '../src/render/browser.js';
import { BUNDLED_NAMES } from '../src/render/fonts.js';
import { LayoutError, type PdfOptions, type PrintedPdf, renderPdf } from '../src/render/pdf.js';
import { readPdf } from '../src/render/pdf-read.js';
import { PdfFormatError } from '../src/render/pdf-values.js';
import { templates } from './helpers/input.js';
import { openFinished, writtenObjects } from './helpers/pdf-file.js';
import { documentOf, sampleDocument, tableOf } from './helpers/sample-document.js';

const PATIENCE = 300_000;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

const read = (bytes: Uint8Array): Promise<Pdf> => getDocumentProxy(bytes.slice(), { verbosity: 0 });

/** Text of each page without white space, which viewers guess from the distance of glyphs. */
async function pageTexts(pdf: Pdf): Promise<string[]> {
  const texts: string[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    texts.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s+/g, ''),
    );
  }
  return texts;
}

/** Prints, however busy the machine is. */
const print = (document: Document, browser: Promise<Browser> | Browser, options: PdfOptions = {}) =>
  renderPdf(document, templates, browser, { timeout: PATIENCE, ...options });

const doc = sampleDocument();
let browser: Browser;
let printed: PrintedPdf;
let pdf: Pdf;
let texts: string[];
let raw: string;

beforeAll(async () => {
  const starting = startBrowser();
  printed = await print(doc, starting);
  browser = await starting;
  pdf = await read(printed.bytes);
  texts = await pageTexts(pdf);
  raw = writtenObjects(openFinished(printed.bytes));
});

afterAll(async () => {
  await browser?.close();
});

const pageOf = (text: string): number => texts.findIndex((page) => page.includes(text)) + 1;

describe('the printed package', () => {
  it('has a cover without a page number and numbers every other page by its place', () => {
    expect(printed.pages).toBe(pdf.numPages);
    expect(texts[0]).toBe('示例部门2030年部门预算公开示例部门2030年2月15日');
    texts.slice(1).forEach((text, index) => {
      expect(text).toContain(`—${index + 2}—`);
    });
  });

  it('names in its contents the pages that the readers will find', () => {
    const contents = texts.slice(1, 3).join('');
    for (const { text, target } of doc.contents) {
      const entry = new RegExp(`${literal(text.replace(/\s/g, ''))}(\\d+?)(?=[^\\d]|$)`);
      expect(contents, target).toMatch(entry);
    }
    const numbers = (label: string): number =>
      Number(new RegExp(`${literal(label)}(\\d+)`).exec(contents)?.[1]);
    for (const [entry, printedAs] of [
      ['第二部分部门预算表', '第二部分部门预算表预算01表'],
      ['预算03表示例部门支出总表', '预算03表示例部门支出总表部门：'],
      ['预算12-1表示例项目绩效目标申报表', '预算12-1表示例项目绩效目标申报表部门：'],
      ['第四部分名词解释', '第四部分名词解释200年'],
    ] as const) {
      const page = numbers(entry);
      expect(page).toBeGreaterThan(3);
      expect(texts[page - 1]).toContain(printedAs);
      expect(texts[page - 1]).toContain(`—${page}—`);
    }
  });

  it('leads by a click to what the contents name', async () => {
    const links = (await (await pdf.getPage(2)).getAnnotations()).filter(({ dest }) => dest);
    expect(links.length).toBeGreaterThan(10);
    const target = await pdf.getDestination(links[0].dest);
    expect((await pdf.getPageIndex(target?.[0])) + 1).toBe(pageOf('第一部分部门概况一、主要职责'));
  });

  it('prints wide tables on landscape A4 and all else upright', async () => {
    const wide = pageOf('预算02表示例部门收入总表部门：');
    const box = async (page: number): Promise<number[]> =>
      (await pdf.getPage(page)).view.map((length: number) => Math.round(length));
    expect(await box(wide)).toEqual([0, 0, 842, 595]);
    expect(await box(1)).toEqual([0, 0, 595, 842]);
    expect(await box(wide - 1)).toEqual([0, 0, 595, 842]);
    expect(await box(pageOf('预算03表示例部门支出总表部门：'))).toEqual([0, 0, 595, 842]);
  });

  it('repeats the head of a long table and prints each row once', () => {
    const pages = texts.filter((text) => /第\d+行行政单位离退休支出/.test(text));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('科目编码科目名称合计基本支出项目支出');
    const rows = pages.join('').match(/20\d{5}第\d+行行政单位离退休支出[\d,]+\.\d\d/g);
    expect(rows?.length).toBe(119);
  });

  it('puts short tables on one page', () => {
    const page = pageOf('财政拨款“三公”经费支出表部门：');
    expect(pageOf('政府性基金预算支出表部门：')).toBe(page);
  });

  it('breaks a form between rows and repeats its labels on each page', () => {
    const pages = texts.filter((text) => /第\d+行末/.test(text));
    expect(pages.length).toBeGreaterThan(1);
    const rows = pages.flatMap((page) =>
      [...page.matchAll(/第(\d+)行末/g)].map((found) => Number(found[1])),
    );
    expect(rows).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
    for (const page of pages) {
      expect(page.match(/绩效指标/g)).toHaveLength(1);
      const first = Number(/第(\d+)行末/.exec(page)?.[1]);
      expect(page).toContain(`一级指标${Math.ceil(first / 32)}`);
      expect(page).toContain(`二级指标${Math.ceil(first / 8)}`);
    }
  });

  it('can be copied and searched as it was written', () => {
    const all = texts.join('');
    expect(all).toContain(`特殊字符<b>&"'原样印出`);
    expect(all).toContain('①历史标准☑是□否');
    expect(all).toContain('≥95%');
    expect(all).toContain('“服务质量”与工作效率——不断改进');
    // Radicals that share a glyph with 一, 门, 户; and no glyph that means nothing.
    expect(all).not.toMatch(/[\u2e80-\u2fdf\ufffd\u2060\u200b]/);
  });

  it('embeds real fonts', () => {
    expect(raw).not.toContain('/Type3');
    const descendants = raw.match(/\/Subtype\/CIDFontType2/g) ?? [];
    expect(descendants.length).toBeGreaterThanOrEqual(4);
    expect(raw.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(descendants.length);
    const names = new Set(
      [...raw.matchAll(/\/BaseFont\/[A-Z]{6}\+([\w-]+)/g)].map((found) => found[1]),
    );
    for (const name of names) expect(BUNDLED_NAMES).toContain(name);
  });

  it('is tagged, in Chinese, with bookmarks', async () => {
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toMatch(/\/Lang\(zh-CN\)/);
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    const outline = await pdf.getOutline();
    expect(outline.map(({ title }) => title)).toEqual([
      '目录',
      ...doc.parts.map((part) => `${part.label}　${part.title}`),
    ]);
    expect(outline[2]?.items[0]?.title).toBe('预算01表　示例部门收支总表');
    expect(outline[3]?.items[0]?.items[0]?.title).toBe('（一）支出说明');
    expect(raw).toContain('/Alt<FEFF');
  });

  it('states title, author and the date of the document', async () => {
    const { info } = (await pdf.getMetadata()) as unknown as { info: Record<string, string> };
    expect(info.Title).toBe(doc.title);
    expect(info.Author).toBe('示例部门');
    expect(info.CreationDate).toBe("D:20300215000000+00'00'");
    const dates = new Set(raw.match(/D:\d{14}/g));
    expect([...dates]).toEqual(['D:20300215000000']);
  });
});

describe('printing', () => {
  it('gives the same bytes in another browser, time zone and order', async () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    const other = await startBrowser();
    try {
      await print(documentOf([{ kind: 'paragraph', runs: [{ text: '别的文件。' }] }]), other);
      const again = await print(sampleDocument(), other);
      expect(Buffer.compare(again.bytes, printed.bytes)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
      await other.close();
    }
  });

  it('gives the same pages with fonts from disk where there is no fontconfig', async () => {
    const other = await startBrowser({ fontSource: 'web' });
    try {
      const few = documentOf(
        doc.parts
          .flatMap(({ blocks }) => blocks)
          .filter((block) => block.kind !== 'table' || block.table.form),
      );
      const [usual, web] = [
        await print(few, browser),
        await print(few, other, { fontSource: 'web' }),
      ];
      const { bytes, typefaces } = web;
      expect(await pageTexts(await read(bytes))).toEqual(await pageTexts(await read(usual.bytes)));
      expect(typefaces).toContain('NotoSansSymbols2-Regular');
    } finally {
      await other.close();
    }
  });

  it('asks nothing of the network', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`;
    try {
      const tag = `<img src=${url}><link rel=stylesheet href=${url}>`;
      const chart: Chart = {
        kind: 'shares',
        slices: [
          { name: tag, value: { label: '1元', figure: { value: new Decimal(1), sources: [] } } },
        ],
      };
      const { bytes } = await print(
        documentOf([
          { kind: 'paragraph', runs: [{ text: tag }] },
          { kind: 'figure', id: 'f', caption: tag, alt: `"${tag}`, chart },
        ]),
        browser,
      );
      const [, page] = await pageTexts(await read(bytes));
      // the paragraph, the figure's part, its caption
      expect(page?.split(tag.replace(/\s/g, ''))).toHaveLength(4);
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });

  it('prints rows that are taller than a page', async () => {
    const rows = [
      ['项目', '说明'],
      ['甲', `${'很长的说明。'.repeat(600)}完`],
      ['乙', '末行'],
    ];
    const table = tableOf('高', '高行表', [10, 40], rows);
    const { bytes, pages } = await print(documentOf([{ kind: 'table', id: '高', table }]), browser);
    const all = (await pageTexts(await read(bytes))).join('');
    expect(pages).toBeGreaterThan(2);
    expect(all.match(/很/g)).toHaveLength(600);
    expect(all).toMatch(/完.*乙末行/);
  });

  /** A part for each of some blocks: it begins on a page of its own. */
  const inParts = (blocks: readonly (readonly Block[])[]): Document => ({
    ...documentOf([]),
    parts: blocks.map((own, i) => ({ id: `${i}`, label: '第一部分', title: '试验', blocks: own })),
  });

  it('keeps a heading with what follows it', async () => {
    const LINES = [17, 18, 19, 20, 21];
    // Twenty-two lines of 28 pt fit between the margins, and a title takes at least one of them.
    const parts = LINES.map((lines): Block[] => [
      ...Array.from(
        { length: lines },
        (): Block => ({ kind: 'paragraph', runs: [{ text: '行。' }] }),
      ),
      { kind: 'heading', level: 2, text: `（九）标题${lines}`, id: `h${lines}` },
      { kind: 'paragraph', runs: [{ text: '随后的段落。' }] },
    ]);
    const { bytes } = await print(inParts(parts), browser);
    const pages = await pageTexts(await read(bytes));
    for (const lines of LINES)
      expect(pages.filter((text) => text.includes(`（九）标题${lines}随后的段落。`))).toHaveLength(
        1,
      );
    // some of them would stand at the foot of a page, were they not kept
    expect(pages.length).toBeGreaterThan(1 + LINES.length);
  });

  it('keeps the title of a part with its first table, however long that is', async () => {
    const COUNTS = [26, 30, 34, 38];
    const parts = COUNTS.map((count): Block[] => {
      const rows = Array.from({ length: count }, (_, row) => [`第${row}项`, row]);
      const id = `首${count}`;
      return [
        { kind: 'table', id, table: tableOf(id, '第一张表', [40, 20], [['项目', '数'], ...rows]) },
      ];
    });
    const { bytes } = await print(inParts(parts), browser);
    const pages = await pageTexts(await read(bytes));
    // the cover, and of each part a page, or two
    expect(pages.length).toBeLessThanOrEqual(1 + 2 * COUNTS.length);
    for (const count of COUNTS) {
      const first = pages.filter((text) => text.includes(`第一部分试验首${count}表第一张表`));
      expect(first).toHaveLength(1);
      expect(first[0]).toContain('第1项');
    }
  });

  it('refuses contents that lead nowhere', async () => {
    const lost = documentOf([], [{ level: 0, text: '没有的部分', target: 'missing' }]);
    await expect(print(lost, browser)).rejects.toThrow(LayoutError);
    await expect(print(lost, browser)).rejects.toThrow('missing');
  });

  it('stops when told to, and leaves no page open', async () => {
    const before = (await browser.pages()).length;
    const stop = new AbortController();
    const printing = print(doc, browser, { signal: stop.signal });
    // at once, while the page opens: a timer would race with the printing
    stop.abort(new Error('取消'));
    await expect(printing).rejects.toThrow('取消');
    // the browser tells of a closed page a moment later
    const open = async () => (await browser.pages()).length;
    await expect.poll(open, { timeout: PATIENCE }).toBe(before);
  });

  it('says in Chinese what is wrong with a browser that takes too long', async () => {
    const printing = print(doc, browser, { timeout: 1 });
    await expect(printing).rejects.toThrow(BrowserError);
    await expect(printing).rejects.toThrow('浏览器打印 PDF 时出错');
  });
});

describe('reading a PDF', () => {
  it('refuses what is not the plain PDF that browsers write', () => {
    expect(() => readPdf(Buffer.from('%PDF-1.4\n%%EOF'))).toThrow(PdfFormatError);
    expect(() => readPdf(Buffer.from('xref\n0 2\ntrailer\n<<>>\nstartxref\n0\n%%EOF'))).toThrow(
      PdfFormatError,
    );
  });
});

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
