/** What peers are given: the HTML that the program prints at last, its browser's settings, the workbook's cells. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { outputOf } from './runs.mjs';

const HOOK = new URL('capture-hook.mjs', import.meta.url).href;

/**
 * Makes an example's package and keeps in a folder what it is made of.
 * @param {string} compiler the program's bin/compile.js
 * @param {string[]} made options with which it is made anew
 * @returns {Promise<{ folder: string, workbook: string, pages: number }>} pages of the PDF
 */
export async function capture(compiler, made, input, folder) {
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  const args = ['--import', HOOK, compiler, input, '-o', out, ...made];
  const said = outputOf(args, { env: { BENCH_CAPTURE: folder } });
  if (!readdirSync(folder).includes('page.html'))
    throw new Error('没有截到程序打印的 HTML：它的 puppeteer 不是由 node_modules 来的');
  const [name] = readdirSync(out).filter((one) => !one.startsWith('.'));
  const files = readdirSync(join(out, name));
  const workbook = join(
    out,
    name,
    files.find((one) => one.endsWith('.xlsx')),
  );
  writeFileSync(join(folder, 'cells.json'), JSON.stringify(await cellsOf(workbook)));
  const pages = Number(/PDF (\d+) 页/.exec(said)?.[1]);
  return { folder, workbook, pages };
}

/** Pages of a PDF as the browser writes it. */
export const pagesOf = (pdf) => pdf.toString('latin1').match(/\/Type ?\/Page\b/g)?.length ?? 0;

/** A workbook as plain data, styles by their number. */
async function cellsOf(file) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const numbers = new Map();
  const styles = [];
  const numberOf = (style) => {
    const key = JSON.stringify(style);
    if (!numbers.has(key)) numbers.set(key, styles.push(style) - 1);
    return numbers.get(key);
  };
  const sheets = book.worksheets.map((sheet) => {
    const cells = [];
    const heights = [];
    sheet.eachRow({ includeEmpty: true }, (row, r) => {
      heights.push(row.height);
      row.eachCell({ includeEmpty: true }, (cell, c) => {
        const value = cell.isMerged && cell.master !== cell ? null : cell.value;
        cells.push([r, c, numberOf(cell.style), value?.hyperlink ? value.text : value]);
      });
    });
    const { name, views, headerFooter, pageSetup } = sheet;
    const widths = (sheet.columns ?? []).map(({ width }) => width);
    const merges = sheet.model.merges;
    return { name, options: { views, headerFooter, pageSetup }, widths, heights, cells, merges };
  });
  return { styles, sheets };
}
