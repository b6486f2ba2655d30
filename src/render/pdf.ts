/**
 * A Document as a print-ready PDF.
 *
 * Printing twice gives the contents true page numbers: the first, quick print tells on which page each
 * target lies, the last one is tagged and has bookmarks. Forms whose labels span rows across a page
 * are divided where the first print broke them.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, HTTPRequest, Page } from 'puppeteer';
import type { TemplateFolder } from '../forms/library.js';
import { MissingGlyphsError } from '../glyphs/missing.js';
import { typefacesOf } from '../glyphs/typefaces.js';
import type { Document } from '../narrative/document.js';
import { BrowserError, defaultFontSource } from './browser.js';
import { drawFigures } from './chart.js';
import { DOCUMENT_ORIGIN, type FontSet, type FontSource, fontFileOf } from './fonts.js';
import { type Body, bodyRenderer, renderPage } from './html.js';
import type { Pages } from './html-table.js';
import { anchor } from './html-text.js';
import { closerBy, expectedPages, type Fit, fitText, helpful, type Place } from './page-fit.js';
import { layParagraphs, MOST_STRETCH } from './paragraph-lines.js';
import { type FinishedPdf, finishPdf } from './pdf-finish.js';
import { type PrintTemplate, printTemplate } from './print-template.js';
import { fitTables } from './table-fit.js';
import { temporaryFolderProblem } from './temporary-folder.js';

export interface PdfOptions {
  readonly fonts?: FontSet;
  /** As the browser was started with. */
  readonly fontSource?: FontSource;
  /** Milliseconds that one loading or one printing may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Called when the browser has the document and works on its own for a while. */
  readonly onServed?: () => void;
  /** Told of every request that the page made and was refused. */
  readonly onRefused?: (url: string) => void;
}

export interface PrintedPdf extends FinishedPdf {
  readonly pages: number;
  /** Template files that it was made by. */
  readonly templates: PrintTemplate['files'];
}

const TIMEOUT = 60_000;
const UNTIL_CLOSED = 5_000;
/** A pause that keeps no process alive. */
const wait = (milliseconds: number) => sleep(milliseconds, undefined, { ref: false });
const DOCUMENT_URL = `${DOCUMENT_ORIGIN}/`;
/** From this print on forms stay divided as they are; only the contents may still change. */
const SETTLED = 3;
const MOST_PRINTS = SETTLED + 2;

/**
 * Prints a document. The same document, template and browser give the same bytes.
 * @param templates where the template of the print is read, print/
 * @param browser see `startBrowser`; it stays open
 * @throws BrowserError where the browser fails or takes too long
 * @throws MissingGlyphsError where no font has a character
 */
export async function renderPdf(
  doc: Document,
  templates: TemplateFolder,
  browser: Promise<Browser> | Browser,
  options: PdfOptions = {},
): Promise<PrintedPdf> {
  options.signal?.throwIfAborted();
  const reader = import('unpdf');
  reader.catch(() => undefined);
  const drawings = drawFigures(doc);
  const template = printTemplate(templates);
  const { fonts = 'bundled', fontSource = defaultFontSource() } = options;
  const pageAround = (body: string) =>
    renderPage(doc, body, template, { fonts, webFonts: fontSource === 'web' });
  const ready = await browser;
  try {
    const printed = await withPrinter(ready, pageAround, options, (print) =>
      printWithPageNumbers(doc, bodyRenderer(doc, template, drawings), print, (pdf, body) =>
        finishPdf(pdf, doc, body, typefacesOf(templates)),
      ),
    );
    // the last page may be printed before the closing of its tab is
    options.signal?.throwIfAborted();
    return { ...printed, templates: template.files };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (KNOWN.some((kind) => error instanceof kind)) throw error;
    const problem = temporaryFolderProblem(error);
    if (problem) throw new BrowserError(`${problem.message}\n${problem.hint}`, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new BrowserError(`浏览器打印 PDF 时出错：${reason}`, { cause: error });
  }
}

/** A document that can't be laid out as it says: a fault of this program. */
export class LayoutError extends Error {}

/** Errors that say what there is to say. */
const KNOWN = [LayoutError, BrowserError, MissingGlyphsError];

/** Prints a page with a body: quickly, or with tags and bookmarks. */
type Print = (body: string, final: boolean) => Promise<Uint8Array>;

/** Prints until the page numbers in the contents are those of the print itself. */
async function printWithPageNumbers(
  doc: Document,
  body: Body,
  print: Print,
  finish: (pdf: Uint8Array, body: string) => FinishedPdf,
): Promise<Omit<PrintedPdf, 'templates'>> {
  const targets = [...new Set(doc.contents.map((entry) => entry.target))];
  const { places: first } = await destinations(await print(body.at(new Map()), false));
  const lost = targets.find((target) => !first.has(anchor(target)));
  if (lost !== undefined) throw new LayoutError(`目录指向的位置不在正文中：${lost}`);
  let fits = body.sheets.flatMap(({ text, tables }): Fit | Fit[] => {
    return (tables ? fitTables(tables, first) : fitText(text, first)) ?? [];
  });
  let pages = expectedPages(first, fits);
  for (let turn = 2; turn <= MOST_PRINTS; turn += 1) {
    const text = body.at(pages, closerBy(fits));
    const pdf = await print(text, true);
    const { count, places } = await destinations(pdf);
    const found = pagesOf(places);
    const kept = turn === 2 ? helpful(fits, first, places) : fits;
    const same = (id: string) => pages.get(id) === found.get(id);
    const right = targets.every((target) => same(anchor(target)));
    const steady = turn >= SETTLED || (body.rows.every(same) && kept.length === fits.length);
    if (right && steady) return { ...finish(pdf, text), pages: count };
    pages =
      turn < SETTLED
        ? found
        : new Map([
            ...pages,
            ...targets.map((id) => [anchor(id), found.get(anchor(id)) ?? 0] as const),
          ]);
    fits = kept;
  }
  throw new LayoutError('目录页码无法确定');
}

function pagesOf(places: ReadonlyMap<string, Place>): Pages {
  return new Map([...places].map(([id, { page }]) => [id, page]));
}

/** How many pages, and where each anchor is that something in the document links to. */
async function destinations(
  pdf: Uint8Array,
): Promise<{ count: number; places: ReadonlyMap<string, Place> }> {
  const { getDocumentProxy } = await import('unpdf');
  // The reader takes over the bytes that it is given.
  const reading = await getDocumentProxy(pdf.slice(), { verbosity: 0 });
  try {
    const heights = new Map<number, number>();
    const heightOf = async (page: number): Promise<number> => {
      const height = heights.get(page) ?? (await reading.getPage(page)).view[3] ?? 0;
      heights.set(page, height);
      return height;
    };
    const places = new Map<string, Place>();
    // [page, /XYZ, left, bottom, zoom]
    for (const [name, target] of Object.entries(await reading.getDestinations())) {
      const page = (await reading.getPageIndex(target[0])) + 1;
      places.set(name, { page, top: (await heightOf(page)) - Number(target[3] ?? 0) });
    }
    return { count: reading.numPages, places };
  } finally {
    await reading.loadingTask.destroy();
  }
}

/** Opens a page without script or network, and closes it whatever happens. */
async function withPrinter<T>(
  browser: Browser,
  pageAround: (body: string) => string,
  options: PdfOptions,
  use: (print: Print) => Promise<T>,
): Promise<T> {
  const timeout = options.timeout ?? TIMEOUT;
  const page = await browser.newPage();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= page.close().catch(() => undefined);
    return closing;
  };
  options.signal?.addEventListener('abort', close, { once: true });
  try {
    // told to stop while the page was opening
    options.signal?.throwIfAborted();
    let html = '';
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => void answer(request, html, options).catch(() => undefined));
    return await use(async (body, final) => {
      if (html) await page.evaluate(replaceBody, body);
      else {
        html = pageAround(body);
        await page.goto(DOCUMENT_URL, { waitUntil: 'load', timeout });
        await page.evaluate(loadFonts);
      }
      await page.evaluate(layParagraphs, MOST_STRETCH);
      return printPage(page, final, timeout);
    });
  } finally {
    options.signal?.removeEventListener('abort', close);
    // a page that does not even close must not keep the others waiting
    await Promise.race([close(), wait(UNTIL_CLOSED)]);
  }
}

/** What of the browser's world the two functions below use; they run in there. */
declare const document: {
  readonly body: { innerHTML: string; getBoundingClientRect(): unknown };
  readonly fonts: { readonly ready: Promise<unknown> };
};

/** The fonts that the page's head names stay loaded. */
function replaceBody(html: string): void {
  document.body.innerHTML = html;
}

/** Web fonts load when a layout first asks for them: it is made here, so that a print does not come before. */
async function loadFonts(): Promise<void> {
  document.body.getBoundingClientRect();
  await document.fonts.ready;
}

/** The document itself and its fonts are answered from here, everything else is refused. */
async function answer(request: HTTPRequest, html: string, options: PdfOptions): Promise<void> {
  const url = request.url();
  const font = fontFileOf(url);
  if (url === DOCUMENT_URL) {
    await request.respond({ contentType: 'text/html; charset=utf-8', body: html });
    options.onServed?.();
  } else if (font) {
    const headers = { 'Access-Control-Allow-Origin': '*' };
    await request.respond({ contentType: 'font/ttf', headers, body: await readFile(font) });
  } else {
    options.onRefused?.(url);
    await request.abort('blockedbyclient');
  }
}

function printPage(page: Page, final: boolean, timeout: number): Promise<Uint8Array> {
  return page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: final,
    outline: final,
    waitForFonts: true,
    timeout,
  });
}
