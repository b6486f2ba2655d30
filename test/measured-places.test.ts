/** A layout in columns tells where a print puts everything; a wrong one is found out by the print. */
import fc from 'fast-check';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block, Document } from '../src/narrative/document.js';
import { startBrowser } from '../src/render/browser.js';
import { drawFigures } from '../src/render/chart.js';
import { bodyRenderer, renderPage } from '../src/render/html.js';
import type { Layout, Places } from '../src/render/page-fit.js';
import { type BodyPrint, printBody } from '../src/render/pdf.js';
import { destinations } from '../src/render/pdf-destinations.js';
import { readPdf } from '../src/render/pdf-read.js';
import { type PrintTab, withTab } from '../src/render/print-tab.js';
import { printTemplate } from '../src/render/print-template.js';
import { templates } from './helpers/input.js';
import { runs } from './helpers/runs.js';
import { BARS, documentOf, form, sampleDocument, tableOf } from './helpers/sample-document.js';

const PATIENCE = { timeout: 300_000 };
const template = printTemplate(templates);
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const inTab = <T>(doc: Document, use: (tab: PrintTab) => Promise<T>): Promise<T> =>
  withTab(browser, (body) => renderPage(doc, body, template), PATIENCE, use);
const bodyOf = (doc: Document) => bodyRenderer(doc, template, drawFigures(doc));
const targetsOf = (doc: Document) => doc.contents.map(({ target }) => target);

/** Prints with a measure that may be another than the tab's. */
const printWith = (
  doc: Document,
  measured: (layout: Layout, turn: number) => Layout = (layout) => layout,
): Promise<BodyPrint & { readonly asked: readonly string[] }> =>
  inTab(doc, async (tab) => {
    let turn = 0;
    const measure: PrintTab['measure'] = async (body) => {
      turn += 1;
      return measured(await tab.measure(body), turn);
    };
    let asked: readonly string[] = [];
    const print: PrintTab['print'] = (body, anchors) => {
      asked = anchors;
      return tab.print(body, anchors);
    };
    return { ...(await printBody(bodyOf(doc), targetsOf(doc), { measure, print })), asked };
  });

/** A document's anchors as they are measured, and as they are printed. */
const bothPlaces = (doc: Document) =>
  inTab(doc, async (tab) => {
    const body = bodyOf(doc);
    const text = body.at(new Map());
    const measured = await tab.measure(text);
    return { measured, printed: destinations(readPdf(await tab.print(text, body.anchors))) };
  });

async function expectSame(doc: Document): Promise<number> {
  const { measured, printed } = await bothPlaces(doc);
  expect(measured.pages).toBe(printed.pages);
  expect(printed.places.size).toBeGreaterThan(0);
  for (const [id, { page, top }] of printed.places) {
    const place = measured.places.get(id);
    expect({ id, page: place?.page }).toEqual({ id, page });
    expect(Math.abs((place?.top ?? -1) - top), id).toBeLessThan(0.01);
  }
  return printed.pages;
}

const paragraph = (length: number): Block => ({
  kind: 'paragraph',
  runs: [{ text: `${'甲乙丙丁戊己庚辛，壬癸。'.repeat(40).slice(0, length)}。` }],
});
const lines = (count: number): Block[] => Array.from({ length: count }, () => paragraph(20));
/** A table whose rows take a line and more. */
function list(id: string, rows: number, long: number, wide = false): Block {
  const row = (index: number) => [`第${index}项${'说明'.repeat((index * long) % 30)}`, index, ''];
  const orientation = wide ? 'landscape' : 'portrait';
  const texts = [['项目', '金额', '备注'], ...Array.from({ length: rows }, (_, i) => row(i))];
  const table = tableOf(id, `表${id}`, [30, 10, 10], texts, { orientation, notes: ['注：无。'] });
  return { kind: 'table', id, table };
}

describe('measured places', () => {
  it('are those of the print: every kind of sheet', async () => {
    expect(await expectSame(sampleDocument())).toBeGreaterThan(10);
  });

  it('are those of the print: whatever follows whatever', async () => {
    const block = fc.oneof(
      fc.integer({ min: 1, max: 400 }).map(paragraph),
      // three lines of text, which stay together
      fc.integer({ min: 60, max: 78 }).map(paragraph),
      fc.record({ rows: fc.integer({ min: 1, max: 120 }), long: fc.nat(9), wide: fc.boolean() }),
      fc.record({ formed: fc.integer({ min: 3, max: 70 }) }),
      fc.record({ level: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
      fc.constant({ figure: true }),
    );
    const documents = fc.array(block, { minLength: 6, maxLength: 24 }).map((given) =>
      documentOf(
        given.map((one, index): Block => {
          const id = `b${index}`;
          if ('kind' in one) return one;
          if ('rows' in one) return list(id, one.rows, one.long, one.wide);
          if ('formed' in one) return { kind: 'table', id, table: form(one.formed) };
          if ('level' in one) return { kind: 'heading', id, level: one.level, text: `标题${id}` };
          return { kind: 'figure', id, caption: '图', chart: BARS, alt: '图' };
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(documents, async (doc) => {
        await expectSame(doc);
      }),
      { numRuns: runs(9) },
    );
  });

  it('tell a row that is higher than a page', async () => {
    const rows = [
      ['项目', '说明'],
      ['甲', '很长的说明。'.repeat(600)],
    ];
    const table = tableOf('高', '高行表', [10, 40], rows);
    expect(await expectSame(documentOf([{ kind: 'table', id: '高', table }]))).toBeGreaterThan(3);
  });
});

describe('a document', () => {
  it('is printed once, with labels divided where pages break', async () => {
    const doc = sampleDocument();
    const { prints, html, pages, asked } = await printWith(doc);
    expect(prints).toBe(1);
    // a browser takes time for each destination on each page
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(2 * pages);
    const labels = (text: string) => text.match(/>绩效指标<\/td>/g)?.length ?? 0;
    expect(labels(html)).toBeGreaterThan(labels(bodyOf(doc).at(new Map()).html));
  });

  it.each<[string, (layout: Layout, turn: number) => Layout]>([
    ['everything a page too far', (layout) => movedBy(layout, () => 1)],
    ['another page each time', (layout, turn) => movedBy(layout, (index) => (index * turn) % 3)],
    ['no place at all', ({ pages }) => ({ pages, places: new Map() })],
    ['most places lost', (layout) => only(layout, (_, index) => index % 4 === 0)],
    ['one row on the page before', (layout) => firstRowBack(layout)],
    ['a page too many', ({ pages, places }) => ({ pages: pages + 1, places })],
  ])('is the same where a layout has %s', async (_, wrong) => {
    const doc = documentOf(
      [...lines(24), { kind: 'table', id: 'f', table: form(60) }, list('t', 45, 0)],
      [
        { level: 0, text: '表', target: 't' },
        { level: 0, text: '申报表', target: 'f' },
      ],
    );
    const right = await printWith(doc);
    expect(right.prints).toBe(1);
    const other = await printWith(doc, wrong);
    expect(other.prints).toBeGreaterThan(1);
    expect(other.prints).toBeLessThanOrEqual(6);
    expect(other.html).toBe(right.html);
    expect(other.pages).toBe(right.pages);
  });
});

it('is printed beside others and after them by one browser', async () => {
  const doc = documentOf(lines(3));
  for (let round = 0; round < 3; round += 1) {
    const printed = await Promise.all([printWith(doc), printWith(doc), printWith(doc)]);
    expect(printed.map(({ prints, pages }) => [prints, pages])).toEqual(Array(3).fill([1, 2]));
  }
});

/** A layout whose places are on other pages. */
function movedBy(layout: Layout, by: (index: number, id: string) => number): Layout {
  const places: Places = new Map(
    [...layout.places].map(([id, { page, top }], index) => [
      id,
      { page: page + by(index, id), top },
    ]),
  );
  return { ...layout, places };
}

function only(layout: Layout, keep: (id: string, index: number) => boolean): Layout {
  return { ...layout, places: new Map([...layout.places].filter(([id], i) => keep(id, i))) };
}

/** A layout whose first row on a form's second page is on the first page. */
function firstRowBack(layout: Layout): Layout {
  const rows = [...layout.places].filter(([id]) => id.includes('-row-'));
  const first = rows.find(([, { page }]) => page > (rows[0]?.[1].page ?? page))?.[0];
  expect(first).toBeDefined();
  return movedBy(layout, (_, id) => (id === first ? -1 : 0));
}
