/**
 * Loaded before the program (`node --import`): keeps what it starts its browser with and what it prints at
 * last, so that a peer prints the very same. The folder is in BENCH_CAPTURE.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.BENCH_CAPTURE;
// the program's own puppeteer, as its modules import it
const manifest = createRequire(process.argv[1]).resolve('puppeteer/package.json');
const { exports } = JSON.parse(readFileSync(manifest, 'utf8'));
const entry = exports['.'].import.default ?? exports['.'].import;
const { default: puppeteer } = await import(pathToFileURL(join(dirname(manifest), entry)).href);

const launch = puppeteer.launch.bind(puppeteer);
puppeteer.launch = async (options) => {
  const { signal: _, userDataDir: __, ...kept } = options;
  writeFileSync(join(folder, 'browser.json'), JSON.stringify(kept));
  const browser = await launch(options);
  // whichever way the program opens its tabs, they are of one class
  const tab = await browser.newPage();
  const shared = Object.getPrototypeOf(tab);
  await tab.close();
  const print = shared.createPDFStream;
  // the last print stays
  shared.createPDFStream = async function (asked) {
    writeFileSync(join(folder, 'page.html'), await this.content());
    writeFileSync(join(folder, 'print.json'), JSON.stringify(asked));
    return print.call(this, asked);
  };
  return browser;
};
