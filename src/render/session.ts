/** One browser for a whole run: started at the first need, shared by all files, closed at the end. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'puppeteer';
import type { FontSet } from './fonts.js';

export interface BrowserHolder {
  /**
   * Begins starting; later calls change nothing. Resolves as soon as the process is on its way, so
   * that it starts up while this thread computes. Never rejects: a failure waits until `get`.
   */
  begin(): Promise<void>;
  /** The running browser; another one, if that which was started is gone. @throws BrowserError */
  get(): Promise<Browser>;
  /** Whether one was started and answered, be it gone by now. */
  hasStarted(): Promise<boolean>;
  stop(): Promise<void>;
  /** Ends the browser at once, also one that is still starting; for good. */
  kill(): Promise<void>;
}

/** From the call to launch until the process exists, in milliseconds: a few turns of the event loop. */
const UNTIL_SPAWNED = 10;
/** From the call to close until a browser that hangs is killed, in milliseconds. */
const UNTIL_KILLED = 5_000;

/** Nothing is started before it is needed; who makes a holder stops it. */
export function createBrowserHolder(fonts: FontSet): BrowserHolder {
  let starting: Promise<Browser> | undefined;
  let launched: Promise<void> | undefined;
  const killed = new AbortController();
  const begin = (): Promise<void> => {
    launched ??= new Promise((resolve) => {
      const onLaunch = () => void wait(UNTIL_SPAWNED).then(() => resolve());
      starting = import('./browser.js').then(({ startBrowser }) => {
        // told to end before there was a need
        killed.signal.throwIfAborted();
        return startBrowser({ fonts, onLaunch, signal: killed.signal });
      });
      starting.catch(() => resolve());
    });
    return launched;
  };
  return {
    begin,
    get: async () => {
      await begin();
      const started = starting;
      const browser = await started;
      if (browser?.connected) return browser;
      // whoever else waited may have begun anew already
      if (starting === started) launched = undefined;
      await begin();
      return starting as Promise<Browser>;
    },
    hasStarted: async () => (await starting?.catch(() => undefined)) !== undefined,
    stop: () => end(starting),
    kill: () => {
      killed.abort();
      return end(starting);
    },
  };
}

async function end(starting: Promise<Browser> | undefined): Promise<void> {
  const browser = await starting?.catch(() => undefined);
  const closed = browser?.close().catch(() => undefined);
  await Promise.race([closed, wait(UNTIL_KILLED, undefined, { ref: false })]);
  browser?.process()?.kill('SIGKILL');
}
