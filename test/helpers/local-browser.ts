/** The project's browser with a way to servers on this machine, and to nothing else. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { browserFolder, packagedChromium } from '../../src/render/chromium.js';
import { foundBrowser, statedBrowser, takesPackaged } from '../../src/render/find-browser.js';
import { fontsConf } from '../../src/render/fonts.js';

export async function startLocalBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'local-browser-'));
  const conf = join(folder, 'fonts.conf');
  writeFileSync(conf, fontsConf('bundled', 'fontconfig', join(folder, 'fonts')));
  const packaged =
    statedBrowser() === undefined && takesPackaged()
      ? await packagedChromium(await browserFolder())
      : undefined;
  return puppeteer.launch({
    executablePath: packaged?.executable ?? statedBrowser() ?? foundBrowser() ?? '',
    headless: 'shell',
    pipe: true,
    userDataDir: join(folder, 'profile'),
    env: {
      ...process.env,
      FONTCONFIG_FILE: conf,
      LD_LIBRARY_PATH: packaged?.libraries ?? process.env.LD_LIBRARY_PATH,
    },
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--no-proxy-server',
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--lang=zh-CN',
    ],
  });
}
