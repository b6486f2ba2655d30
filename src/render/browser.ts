/** Starts the browser that prints: finds it, closes it off from the network, names it our fonts. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { clearLeftBehind, discard, discardAtExit, newMark } from '../running.js';
import { BrowserError } from './browser-error.js';
import {
  browserFolder,
  type Chromium,
  packagedChromium,
  UnsafeFolderError,
  writeWhole,
} from './chromium.js';
import { foundBrowser, statedBrowser, takesPackaged } from './find-browser.js';
import { type FontSet, type FontSource, fontsConf } from './fonts.js';
import { temporaryFolderProblem } from './temporary-folder.js';

export { BrowserError };

export interface BrowserOptions {
  readonly fonts?: FontSet;
  /** How bundled fonts reach the browser; by default what the platform can do. */
  readonly fontSource?: FontSource;
  /** Milliseconds until a browser that does not answer is given up. */
  readonly timeout?: number;
  /** Called when the browser's process is on its way, well before it answers. */
  readonly onLaunch?: () => void;
  /** Kills the browser, whether it runs or is still starting. */
  readonly signal?: AbortSignal;
}

const START_TIMEOUT = 60_000;
const ADVICE =
  '请安装 Chrome 或 Edge 浏览器，或用环境变量 PUPPETEER_EXECUTABLE_PATH 指明浏览器程序的位置；' +
  '只要 Excel 和 CSV 时可加 --only xlsx,csv。';

/** What this platform can do: fontconfig on Linux, web fonts elsewhere. */
export function defaultFontSource(): FontSource {
  return process.platform === 'linux' ? 'fontconfig' : 'web';
}

/**
 * Starts a browser. Call it early and await it late: a failure waits in the promise.
 * @returns a browser to be closed by the caller
 * @throws BrowserError where none is found or it does not start
 */
export function startBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const started = start(options);
  started.catch(() => undefined);
  return started;
}

async function start(options: BrowserOptions): Promise<Browser> {
  try {
    const browser = await findBrowser();
    const env = await environment(browser, options);
    const { timeout = START_TIMEOUT, signal } = options;
    const attempt = () =>
      launch(browser.executable, { env, timeout, ...(signal ? { signal } : {}) });
    const launching = attempt();
    options.onLaunch?.();
    // on a machine that is short of everything a browser now and then dies as it starts
    return await launching.catch((error: unknown) => {
      if (diedAtStart(error)) return attempt();
      throw error;
    });
  } catch (error) {
    if (error instanceof BrowserError) throw error;
    const problem = temporaryFolderProblem(error);
    if (problem) throw new BrowserError(`${problem.message}\n${problem.hint}`, { cause: error });
    const hint = error instanceof UnsafeFolderError ? '请删除该文件夹后重试。' : ADVICE;
    const message = `浏览器无法启动，不能生成 PDF：${reasonOf(error)}\n${hint}`;
    throw new BrowserError(message, { cause: error });
  }
}

/** What a failure says first: what follows is the browser's own log. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/^(stderr:|TROUBLESHOOTING)/.test(line));
  return telling.slice(0, 2).join('；').slice(0, MOST_REASON);
}
const MOST_REASON = 300;

const diedAtStart = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Target closed');

type Found = Pick<Chromium, 'executable'> & Partial<Chromium>;

/** PUPPETEER_EXECUTABLE_PATH, else the packaged browser, else one that is installed. */
async function findBrowser(): Promise<Found> {
  const stated = statedBrowser();
  if (stated) {
    if (existsSync(stated)) return { executable: stated };
    throw new BrowserError(`环境变量 PUPPETEER_EXECUTABLE_PATH 指明的浏览器不存在：${stated}`);
  }
  if (takesPackaged()) return packagedChromium(await browserFolder());
  const executable = foundBrowser();
  if (executable) return { executable };
  throw new BrowserError(`没有找到浏览器，不能生成 PDF。${ADVICE}`);
}

/** The least that the browser needs; on Linux nothing of the user's environment reaches it. */
async function environment(
  browser: Found,
  options: BrowserOptions,
): Promise<Record<string, string | undefined>> {
  if (process.platform !== 'linux') return { ...process.env, TZ: 'UTC' };
  const source = options.fontSource ?? defaultFontSource();
  const folder = await browserFolder();
  const conf = fontsConf(options.fonts ?? 'bundled', source, join(folder, 'fontconfig'));
  const name = createHash('sha256').update(conf).digest('hex').slice(0, 16);
  return {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: process.env.TMPDIR,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    FONTCONFIG_FILE: await writeWhole(join(folder, `fonts-${name}.conf`), conf),
    LD_LIBRARY_PATH: browser.libraries ?? process.env.LD_LIBRARY_PATH,
  };
}

/** Beyond puppeteer's own: no network whatever, no graphics card, the same glyph outlines everywhere. */
const ARGUMENTS: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-webgl',
  '--font-render-hinting=none',
  '--lang=zh-CN',
];

interface LaunchOptions {
  readonly env: Record<string, string | undefined>;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

async function launch(executablePath: string, options: LaunchOptions): Promise<Browser> {
  const attempt = (args: readonly string[]): Promise<Browser> =>
    withProfile((userDataDir) =>
      puppeteer.launch({
        ...options,
        executablePath,
        userDataDir,
        // how long an answer may take depends on the document (print-tab.ts)
        protocolTimeout: 0,
        headless: 'shell',
        pipe: true,
        defaultViewport: null,
        args: [...ARGUMENTS, ...args],
        // how a program ends is its own business
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      }),
    );
  if (!canSandbox()) return attempt(['--no-sandbox']);
  try {
    return await attempt([]);
  } catch (error) {
    // Containers may refuse what the kernel's settings allow; only the attempt tells.
    if (!String(error).includes('No usable sandbox')) throw error;
    return attempt(['--no-sandbox']);
  }
}

/** Folders of what browsers keep while they run are named so and a mark. */
const PROFILE = 'gongkai-browser-';

/** A folder for what the browser keeps, gone when it is; and those of runs that were killed. */
async function withProfile(start: (folder: string) => Promise<Browser>): Promise<Browser> {
  const folder = join(tmpdir(), `${PROFILE}${newMark()}`);
  const forget = discardAtExit(folder);
  const end = () => {
    discard(folder);
    forget();
  };
  try {
    mkdirSync(folder, { mode: 0o700 });
    clearLeftBehind(tmpdir(), PROFILE, folder);
    const browser = await start(folder);
    browser.process()?.once('exit', end);
    return browser;
  } catch (error) {
    end();
    throw error;
  }
}

/**
 * Whether the browser's sandbox can work: on Linux it needs a user other than root, and user
 * namespaces that the kernel grants to such a user.
 */
export function canSandbox(
  uid: number | undefined = process.getuid?.(),
  setting: (name: string) => string | undefined = kernelSetting,
): boolean {
  if (process.platform !== 'linux') return true;
  if (uid === 0) return false;
  return (
    setting('user/max_user_namespaces') !== '0' &&
    setting('kernel/unprivileged_userns_clone') !== '0' &&
    setting('kernel/apparmor_restrict_unprivileged_userns') !== '1'
  );
}

function kernelSetting(name: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
