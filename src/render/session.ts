/** One browser for a whole run: started at the first need, shared by all files, closed at the end. */
import type { Browser } from 'puppeteer';

export interface BrowserHolder {
  /** Begins starting in the background; calling again does nothing. */
  start(): void;
  /** The running browser. @throws BrowserError */
  get(): Promise<Browser>;
  stop(): Promise<void>;
}

export function createBrowserHolder(): BrowserHolder {
  let starting: Promise<Browser> | undefined;
  const start = () => {
    starting ??= import('./browser.js').then(({ startBrowser }) => startBrowser());
    // a failure waits in the promise until somebody asks
    starting.catch(() => undefined);
    return starting;
  };
  return {
    start: () => void start(),
    get: start,
    stop: async () => {
      const browser = await starting?.catch(() => undefined);
      await browser?.close().catch(() => undefined);
    },
  };
}
