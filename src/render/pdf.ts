/**
 * A Document as a print-ready PDF.
 *
 * Its page numbers, closer settings and divided labels follow from where a layout without a print puts
 * everything; the one print that follows shows whether that is so. Where it is not, they follow from prints.
 */
import type { Browser } from 'puppeteer';
import type { TemplateFolder } from '../forms/library.js';
import { MissingGlyphsError } from '../glyphs/missing.js';
import { typefacesOf } from '../glyphs/typefaces.js';
import type { Document } from '../narrative/document.js';
import { BrowserError, defaultFontSource } from './browser.js';
import { drawFigures } from './chart.js';
import type { FontSet, FontSource } from './fonts.js';
import { type Body, type BodyText, bodyRenderer, renderPage } from './html.js';
import { anchor } from './html-text.js';
import type { Layout } from './page-fit.js';
import { destinations } from './pdf-destinations.js';
import { type FinishedPdf, finishPdf } from './pdf-finish.js';
import { type PdfObjects, readPdf } from './pdf-read.js';
import { type PrintTab, type TabOptions, withTab } from './print-tab.js';
import { type PrintTemplate, printTemplate } from './print-template.js';
import { isPrintedAs, layOutSteadily } from './steady-layout.js';
import { temporaryFolderProblem } from './temporary-folder.js';

export interface PdfOptions extends TabOptions {
  readonly fonts?: FontSet;
  /** As the browser was started with. */
  readonly fontSource?: FontSource;
}

export interface PrintedPdf extends FinishedPdf {
  readonly pages: number;
  /** How often it was printed: once, where the layout had the pages right. */
  readonly prints: number;
  /** Template files that it was made by. */
  readonly templates: PrintTemplate['files'];
}

/**
 * Prints a document. The same document, template and browser give the same bytes.
 * @param templates where the template of the print is read, print/
 * @param browser see `startBrowser`; it stays open
 * @throws BrowserError where the browser fails or takes too long
 * @throws MissingGlyphsError where no font has a character
 */
export async function renderPdf(
  doc: Document,
  templates: TemplateFolder,
  browser: Promise<Browser> | Browser,
  options: PdfOptions = {},
): Promise<PrintedPdf> {
  options.signal?.throwIfAborted();
  const template = printTemplate(templates);
  const body = bodyRenderer(doc, template, drawFigures(doc));
  const { fonts = 'bundled', fontSource = defaultFontSource() } = options;
  const pageAround = (html: string) =>
    renderPage(doc, html, template, { fonts, webFonts: fontSource === 'web' });
  const ready = await browser;
  try {
    const targets = doc.contents.map(({ target }) => target);
    const { pdf, html, pages, prints } = await withTab(ready, pageAround, options, (tab) =>
      printBody(body, targets, tab),
    );
    // the last page may be printed before the closing of its tab is
    options.signal?.throwIfAborted();
    const finished = finishPdf(pdf, doc, html, typefacesOf(templates));
    return { ...finished, pages, prints, templates: template.files };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (KNOWN.some((kind) => error instanceof kind)) throw error;
    const problem = temporaryFolderProblem(error);
    if (problem) throw new BrowserError(`${problem.message}\n${problem.hint}`, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new BrowserError(`浏览器打印 PDF 时出错：${reason}`, { cause: error });
  }
}

/** A document that can't be laid out as it says: a fault of this program. */
export class LayoutError extends Error {}

/** Errors that say what there is to say. */
const KNOWN = [LayoutError, BrowserError, MissingGlyphsError];

/** A print that agrees with its own page numbers. */
export interface BodyPrint {
  readonly pdf: PdfObjects;
  /** The body that was printed. */
  readonly html: string;
  readonly pages: number;
  /** How many there were until it was right. */
  readonly prints: number;
}

/**
 * Prints a body whose contents have the page numbers of the print itself.
 * @param targets ids that the contents name
 * @throws LayoutError
 */
export async function printBody(
  body: Body,
  targets: readonly string[],
  tab: PrintTab,
): Promise<BodyPrint> {
  const anchors = targets.map(anchor);
  let prints = 0;
  let last: (Omit<BodyPrint, 'prints'> & Layout) | undefined;
  const print = async (text: BodyText, asked = body.anchors): Promise<Layout> => {
    prints += 1;
    const pdf = readPdf(await tab.print(text, asked));
    last = { pdf, html: text.html, ...destinations(pdf) };
    return last;
  };
  const laidOut = await layOutSteadily(body, anchors, tab.measure);
  const right =
    laidOut && isPrintedAs(laidOut.layout, await print(laidOut.text, laidOut.witnesses));
  const steady = right || (await layOutSteadily(body, anchors, (text) => print(text)));
  const lost = targets.find((target) => !last?.places.has(anchor(target)));
  if (lost !== undefined) throw new LayoutError(`目录指向的位置不在正文中：${lost}`);
  if (!steady || !last) throw new LayoutError('目录页码无法确定');
  return { ...last, prints };
}
