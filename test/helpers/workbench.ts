/** `gongkai open` for real: its server over a folder of its own, and its page in the project's browser. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'puppeteer';
import { diskWorld } from '../../src/disk/disk-world.js';
import {
  startWorkbench,
  type Workbench,
  type WorkbenchOptions,
} from '../../src/workbench/server.js';
import { complaintsOf } from './in-page.js';

export interface Opened extends Workbench {
  readonly folder: string;
  /** Of the question that a program would send which knows the token. */
  readonly ask: (kind: string, body: unknown) => Promise<Response>;
  readonly host: string;
  readonly token: string;
}

/** @param inputs files and folders below inputs/ that are copied into the opened folder */
export async function openWorkbench(
  inputs: readonly string[],
  more: Partial<WorkbenchOptions> = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'));
  for (const one of inputs) cpSync(join('inputs', one), join(folder, one), { recursive: true });
  const opened = await startWorkbench({
    root: folder,
    output: join(folder, 'out'),
    makeWorld: diskWorld,
    compile: async () => 0,
    launch: async () => {},
    ...more,
  });
  const { host, hash } = new URL(opened.url);
  const token = new URLSearchParams(hash.slice(1)).get('t') ?? '';
  const ask = (kind: string, body: unknown) =>
    fetch(`http://${host}/api/${kind}`, {
      method: 'POST',
      headers: { 'x-gongkai-token': token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ...opened,
    folder,
    host,
    token,
    ask,
    close: async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Viewed {
  readonly page: Page;
  /** The printed document. */
  readonly frame: Frame;
  /** Errors and warnings of the page, and what its policy has refused. */
  readonly complaints: readonly string[];
}

/** Opens the page and waits until the document is there. */
export async function viewPage(
  browser: Browser,
  url: string,
  size = { width: 1366, height: 768 },
): Promise<Viewed> {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.setViewport(size);
  await page.goto(url);
  const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
  if (!frame) throw new Error('no frame');
  await frame.waitForSelector('[data-figure]');
  return { page, frame, complaints };
}

/** Presses the button of a name, as it is read out. */
export async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

/** Waits until the page says something. */
export async function says(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (at, words) =>
      [...document.querySelectorAll(at)].some((one) => one.textContent?.includes(words)),
    {},
    selector,
    text,
  );
}
