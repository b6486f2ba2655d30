/** A tab of the browser that lays a document out and prints it, without script or network. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, HTTPRequest, Page } from 'puppeteer';
import { DOCUMENT_ORIGIN, fontFileOf } from './fonts.js';
import type { BodyText } from './html.js';
import { measurePlaces } from './measured-places.js';
import type { Layout } from './page-fit.js';
import { layParagraphs, MOST_STRETCH } from './paragraph-lines.js';

export interface TabOptions {
  /** Milliseconds that one layout or one printing may take; more for longer documents unless stated. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Called when the browser has the document and works on its own for a while. */
  readonly onServed?: () => void;
  /** Told of every request that the page made and was refused. */
  readonly onRefused?: (url: string) => void;
}

export interface PrintTab {
  /** Where a body would be printed. */
  readonly measure: (body: BodyText) => Promise<Layout>;
  /**
   * A print with tags and bookmarks.
   * @param asked anchors that it has destinations for, beside those that the contents link to. A browser
   * goes through all of them for each page.
   */
  readonly print: (body: BodyText, asked: readonly string[]) => Promise<Uint8Array>;
}

/** Milliseconds that one step may take, and as many more for each character of the page. */
const TIMEOUT = 60_000;
const PER_CHARACTER = 0.1;
const UNTIL_CLOSED = 5_000;
/** A pause that keeps no process alive. */
const wait = (milliseconds: number) => sleep(milliseconds, undefined, { ref: false });
const DOCUMENT_URL = `${DOCUMENT_ORIGIN}/`;
/** The contents and the sheets: `BodyText.sheets` in the page. */
const SHEETS = '.contents, .part > div';
const POINTS_PER_PIXEL = 0.75;

/**
 * Opens a tab, and closes it whatever happens.
 * @param pageAround the whole page with a body in it
 */
export async function withTab<T>(
  browser: Browser,
  pageAround: (body: string) => string,
  options: TabOptions,
  use: (tab: PrintTab) => Promise<T>,
): Promise<T> {
  const { timeout = TIMEOUT } = options;
  const opening = openPage(browser);
  const page = await within(timeout, opening).catch((error: unknown) => {
    // it may open yet
    void opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= page.close().catch(() => undefined);
    return closing;
  };
  options.signal?.addEventListener('abort', close, { once: true });
  try {
    // told to stop while the page was opening
    options.signal?.throwIfAborted();
    const settings = [page.setJavaScriptEnabled(false), page.setRequestInterception(true)];
    await within(timeout, Promise.all(settings));
    return await use(tabOf(page, pageAround, options));
  } finally {
    options.signal?.removeEventListener('abort', close);
    // a page that does not even close must not keep the others waiting
    await Promise.race([close(), wait(UNTIL_CLOSED)]);
  }
}

/** What a browser that hangs does not bring to an end is given up. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = sleep(milliseconds, undefined, { ref: false, signal: done.signal }).then(() => {
    throw new Error(`${milliseconds / 1000} 秒内没有完成`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** One for each browser, for as long as it runs: puppeteer loses sight of a browser that one is detached from. */
const sessions = new WeakMap<Browser, Promise<CDPSession>>();

/**
 * A page that is not drawn on a screen, where the browser can be told so: it would be after each layout,
 * and laid out anew for that after a print.
 */
async function openPage(browser: Browser): Promise<Page> {
  const url = `about:blank#${randomUUID()}`;
  const session = sessions.get(browser) ?? browser.target().createCDPSession();
  sessions.set(browser, session);
  const opened = await (await session)
    .send('Target.createTarget', { url, enableBeginFrameControl: true })
    .catch(() => undefined);
  if (!opened) return browser.newPage();
  const target = await browser.waitForTarget((one) => one.url() === url);
  return (await target.page()) ?? browser.newPage();
}

function tabOf(page: Page, pageAround: (body: string) => string, options: TabOptions): PrintTab {
  let html = '';
  let shown: readonly string[] = [];
  page.on('request', (request) => void answer(request, html, options).catch(() => undefined));
  const inTime = <T>(body: BodyText, work: Promise<T>): Promise<T> =>
    within(options.timeout ?? TIMEOUT + body.html.length * PER_CHARACTER, work);
  const show = async (body: BodyText): Promise<void> => {
    if (html) {
      const changed = body.sheets.flatMap((sheet, index): [number, string][] =>
        sheet === shown[index] ? [] : [[index, sheet]],
      );
      if (changed.length === 0) return;
      await page.evaluate(replaceSheets, SHEETS, changed);
    } else {
      html = pageAround(body.html);
      await page.goto(DOCUMENT_URL, { waitUntil: 'load', timeout: 0 });
      await page.evaluate(loadFonts);
    }
    shown = body.sheets;
    await page.evaluate(layParagraphs, SHEETS, MOST_STRETCH);
  };
  const measure = async (body: BodyText): Promise<Layout> => {
    await show(body);
    const [found, pages] = await page.evaluate(measurePlaces, SHEETS);
    const places = new Map(
      found.map(([id, at, top]) => [id, { page: at, top: top * POINTS_PER_PIXEL }] as const),
    );
    return { pages, places };
  };
  const print = async (body: BodyText, asked: readonly string[]): Promise<Uint8Array> => {
    await show(body);
    await page.evaluate(linkTo, asked);
    return page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      waitForFonts: true,
      timeout: 0,
    });
  };
  return {
    measure: (body) => inTime(body, measure(body)),
    print: (body, asked) => inTime(body, print(body, asked)),
  };
}

/** What of the browser's world the functions below use; they run in there. */
interface Element {
  id: string;
  hidden: boolean;
  href: string;
  append(...elements: Element[]): void;
  remove(): void;
}
declare const document: {
  readonly body: Element & { getBoundingClientRect(): unknown };
  readonly fonts: { readonly ready: Promise<unknown> };
  querySelectorAll(selector: string): ArrayLike<{ outerHTML: string }>;
  getElementById(id: string): Element | null;
  createElement(name: string): Element;
};

/** What stays the same keeps its layout. */
function replaceSheets(selector: string, changed: readonly [number, string][]): void {
  const sheets = Array.from(document.querySelectorAll(selector));
  for (const [index, html] of changed) {
    const sheet = sheets[index];
    if (sheet) sheet.outerHTML = html;
  }
}

/** Links that are not shown, in place of those before: a print has a destination for whatever is linked to. */
function linkTo(anchors: readonly string[]): void {
  const id = 'asked';
  document.getElementById(id)?.remove();
  const links = document.createElement('div');
  links.id = id;
  links.hidden = true;
  for (const anchor of anchors) {
    const link = document.createElement('a');
    link.href = `#${anchor}`;
    links.append(link);
  }
  document.body.append(links);
}

/** Web fonts load when a layout first asks for them: it is made here, so that a print does not come before. */
async function loadFonts(): Promise<void> {
  document.body.getBoundingClientRect();
  await document.fonts.ready;
}

/** The document itself and its fonts are answered from here, everything else is refused. */
async function answer(request: HTTPRequest, html: string, options: TabOptions): Promise<void> {
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
