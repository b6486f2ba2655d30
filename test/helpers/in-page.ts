/** Parts of the page of `gongkai open`, by themselves in a browser, under a policy as strict as the server's. */
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer';

const ADDRESS = 'http://page.test/';
const NONCE = 'dGhlIG5vbmNl';
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; connect-src 'self'; img-src 'self'; font-src 'self'`;

export interface Bundled {
  readonly js: string;
  readonly css: string;
}

/**
 * @param source text of a module that shows something in `#app`; it imports from src/workbench/page
 * @param css style sheet, from there
 */
export async function bundledPage(source: string, css = '样式.css'): Promise<Bundled> {
  const options = {
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  } as const;
  const resolveDir = 'src/workbench/page';
  const [script, style] = await Promise.all([
    build({ ...options, stdin: { contents: source, resolveDir, loader: 'tsx' } }),
    build({ ...options, entryPoints: [`${resolveDir}/${css}`] }),
  ]);
  return { js: script.outputFiles[0]?.text ?? '', css: style.outputFiles[0]?.text ?? '' };
}

export interface Shown {
  readonly page: Page;
  /** What the page has complained of: errors, and what its policy has refused. */
  readonly complaints: readonly string[];
}

/** What a page complains of from now on: errors, and what its policy refuses. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (said) => {
    if (['error', 'warn'].includes(said.type())) complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** @param size in CSS pixels */
export async function showPage(
  browser: Browser,
  { js, css }: Bundled,
  size = { width: 1366, height: 768 },
): Promise<Shown> {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.setViewport(size);
  await page.setRequestInterception(true);
  const answers = new Map([
    [
      '',
      [
        'text/html',
        `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="csp-nonce" content="${NONCE}"><title>试</title><link rel="stylesheet" href="/style.css"><div id="app"></div><script type="module" src="/page.js"></script></html>`,
      ],
    ],
    ['page.js', ['text/javascript', js]],
    ['style.css', ['text/css', css]],
  ]);
  page.on('request', (request) => {
    const answer = answers.get(request.url().slice(ADDRESS.length));
    if (!answer) return void request.respond({ status: 204 });
    const [type = '', body = ''] = answer;
    void request.respond({
      contentType: `${type}; charset=utf-8`,
      headers: { 'content-security-policy': POLICY },
      body,
    });
  });
  await page.goto(ADDRESS);
  return { page, complaints };
}
