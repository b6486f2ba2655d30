/** Which browser prints; apart from what starts it, which takes time to load. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasPackagedChromium } from './chromium.js';

/** The one that a person names, be it there or not. */
export const statedBrowser = (): string | undefined =>
  process.env.PUPPETEER_EXECUTABLE_PATH || undefined;

/** Whether the packaged browser prints, unless a person names another. */
export const takesPackaged = (): boolean =>
  process.platform === 'linux' && process.arch === 'x64' && hasPackagedChromium();

/** The first that is downloaded or installed. */
export const foundBrowser = (): string | undefined =>
  [...downloadedBrowsers(), ...installedBrowsers()].find(existsSync);

/**
 * What tells the browser that would print from any other: of the packaged one its version does (that of its
 * package), of others where the program lies and when it was put there.
 */
export function browserMark(): string {
  const stated = statedBrowser();
  if (!stated && takesPackaged()) return 'packaged';
  const path = stated ?? foundBrowser();
  if (path === undefined) return 'none';
  try {
    const place = realpathSync(path);
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(place);
    return [path, place, dev, ino, size, mtimeMs, ctimeMs].join('\n');
  } catch {
    return path;
  }
}

/** Browsers in puppeteer's download folder, newest first. */
function downloadedBrowsers(): string[] {
  const cache = process.env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const programs = [
    'chrome-headless-shell',
    'chrome-headless-shell.exe',
    'chrome',
    'chrome.exe',
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return ['chrome-headless-shell', 'chrome'].flatMap((product) =>
    list(join(cache, product))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .flatMap((version) =>
        list(join(cache, product, version)).flatMap((folder) =>
          programs.map((program) => join(cache, product, version, folder, program)),
        ),
      ),
  );
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Where Chrome, Edge and Chromium are usually installed. */
function installedBrowsers(): string[] {
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return programs.flatMap((program) => roots.map((root) => join(root, program)));
  }
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  return [
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'chromium',
    'chromium-browser',
  ].map((name) => `/usr/bin/${name}`);
}
