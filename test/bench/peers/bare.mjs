/**
 * The least that prints and writes the same: node peers/bare.mjs <what> <list.json> <out>. What is 打印 (PDF),
 * 写格 (workbook) or 都 (both); the list says of each package the folder of what was captured, and the name
 * that stands for the one in it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [what, list, out] = process.argv.slice(2);
const packages = JSON.parse(readFileSync(list, 'utf8'));
const TABS = 2;

/** Texts of the folders: the same few examples come again and again. */
const texts = new Map();
function textOf(folder, file, { old, name }) {
  const path = join(folder, file);
  if (!texts.has(path)) texts.set(path, readFileSync(path, 'utf8'));
  return texts.get(path).replaceAll(old, name);
}

async function writeCells(ExcelJS, { folder, ...names }, to) {
  const { styles, sheets } = JSON.parse(textOf(folder, 'cells.json', names));
  const book = new ExcelJS.Workbook();
  for (const { name, options, widths, heights, cells, merges } of sheets) {
    const sheet = book.addWorksheet(name, options);
    widths.forEach((width, c) => {
      sheet.getColumn(c + 1).width = width;
    });
    heights.forEach((height, r) => {
      sheet.getRow(r + 1).height = height;
    });
    for (const [r, c, style, value] of cells) {
      const cell = sheet.getCell(r, c);
      cell.style = styles[style];
      if (value !== null) cell.value = value;
    }
    for (const range of merges) sheet.mergeCellsWithoutStyle(range);
  }
  writeFileSync(to, new Uint8Array(await book.xlsx.writeBuffer()));
}

async function withBrowser(use) {
  const { default: puppeteer } = await import('puppeteer');
  const [{ folder }] = packages;
  const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const userDataDir = mkdtempSync(join(tmpdir(), 'gongkai-bench-browser-'));
  const browser = await puppeteer.launch({ ...read('browser.json'), userDataDir });
  try {
    return await use(browser, read('print.json'));
  } finally {
    await browser.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function print(page, settings, { folder, ...names }, to) {
  await page.setContent(textOf(folder, 'page.html', names), { waitUntil: 'load' });
  writeFileSync(to, await page.pdf(settings));
}

if (what === '写格') {
  const { default: ExcelJS } = await import('exceljs');
  for (const [i, one] of packages.entries()) await writeCells(ExcelJS, one, join(out, `${i}.xlsx`));
} else {
  await withBrowser(async (browser, settings) => {
    const library = what === '都' && (await import('exceljs')).default;
    const queue = [...packages.entries()];
    const tab = async () => {
      const page = await browser.newPage();
      await page.setJavaScriptEnabled(false);
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [i, one] = next;
        await Promise.all([
          print(page, settings, one, join(out, `${i}.pdf`)),
          library && writeCells(library, one, join(out, `${i}.xlsx`)),
        ]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(TABS, packages.length) }, tab));
  });
}
