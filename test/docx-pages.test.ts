/** The page numbers of a Word document's contents, beside those that another layout of Word's pages finds. */
import { patchDocument } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagesOfPlaces } from '../src/render/docx-pages.js';
import type { Box } from '../src/render/docx-pieces.js';
import { codeWidth } from '../src/render/html-text.js';
import { kindsOf, runs } from './helpers/runs.js';
import { exampleWord, partsOf } from './helpers/word.js';

/** Entries of the contents with their page numbers. */
function entriesOf(bytes: Uint8Array): [title: string, page: number][] {
  const xml = partsOf(bytes)['word/document.xml'] ?? '';
  return [...xml.matchAll(/w:anchor="_Toc\d+".*?<\/w:hyperlink>/gs)].map(([entry]) => {
    const texts = [...entry.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map(([, text = '']) => text);
    return [texts[0] ?? '', Number(texts.at(-1))];
  });
}

const measureWidth = (text: string, { size }: { readonly size: number }) => codeWidth(text) * size;

describe.each(
  kindsOf(
    ['putuo/2024-final.yaml'],
    ['wanli/2025.yaml', 'wuchang/2026.yaml', 'jianghan/2024.yaml'],
  ),
)('the contents of %s', (file) => {
  it('name the pages that the library lays out, line by line', async () => {
    const own = await exampleWord(file);
    const other = await patchDocument({
      outputType: 'uint8array',
      data: own,
      patches: {},
      pageNumbers: estimatePageNumbersWith({ guess: true, measureWidth }),
    });
    const [mine, theirs] = [entriesOf(own), entriesOf(other)];
    expect(mine.length).toBeGreaterThan(10);
    expect(mine).toEqual(theirs);
  }, 120_000);
});

const box = (heights: readonly number[], more: Partial<Box> = {}): Box => ({
  ...{ beginsPage: false, before: 0, after: 0, header: 0, places: [] },
  parts: heights.map((height) => ({ height, kept: false })),
  ...more,
});

describe('pages of boxes', () => {
  const pageOf = (boxes: readonly Box[], depth = 100) => pagesOfPlaces([{ depth, boxes }]);

  it('fill up, begin anew where they are told to, and go on from section to section', () => {
    expect(pageOf([box([60]), box([50], { places: ['甲'] })]).get('甲')).toBe(2);
    expect(pageOf([box([60]), box([40], { places: ['甲'] })]).get('甲')).toBe(1);
    expect(pageOf([box([10]), box([10], { places: ['甲'], beginsPage: true })]).get('甲')).toBe(2);
    expect(pageOf([box([10], { places: ['甲'], beginsPage: true })]).get('甲')).toBe(1);
    const sections = [
      { depth: 100, boxes: [box([60, 60])] },
      { depth: 50, boxes: [box([1], { places: ['甲'] })] },
    ];
    expect(pagesOfPlaces(sections).get('甲')).toBe(3);
  });

  it('keep together what is kept, repeat heads, and leave out room at their beginning', () => {
    const kept = { parts: [{ height: 20, kept: true }] };
    expect(pageOf([box([70]), box([], { ...kept, places: ['甲'] }), box([30])]).get('甲')).toBe(2);
    expect(pageOf([box([70]), box([], { ...kept, places: ['甲'] }), box([10])]).get('甲')).toBe(1);
    const rows = box(
      Array.from({ length: 10 }, () => 20),
      { header: 20 },
    );
    // five on the first page, four below the head on the second, one on the third
    expect(pageOf([rows, box([50], { places: ['甲'] })]).get('甲')).toBe(3);
    expect(pageOf([rows, box([70], { places: ['甲'] })]).get('甲')).toBe(4);
    expect(
      pageOf([box([90]), box([90], { before: 20 }), box([10], { places: ['甲'] })]).get('甲'),
    ).toBe(2);
    expect(pageOf([box([250]), box([10], { places: ['甲'] })]).get('甲')).toBe(3);
  });

  it('never go back, and need at least the paper that everything is high', () => {
    const height = fc.integer({ min: 1, max: 130 });
    const some = fc.record({
      parts: fc.array(fc.record({ height, kept: fc.boolean() }), { minLength: 1, maxLength: 6 }),
      before: fc.integer({ min: 0, max: 20 }),
      after: fc.integer({ min: 0, max: 20 }),
      header: fc.integer({ min: 0, max: 20 }),
      beginsPage: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 12 }), (boxes) => {
        const placed = boxes.map((one, i): Box => ({ ...one, places: [String(i)] }));
        const pages = pageOf(placed);
        const found = placed.map((_, i) => pages.get(String(i)) ?? 0);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        let above = 0;
        placed.forEach(({ parts }, i) => {
          expect(found[i]).toBeGreaterThanOrEqual(Math.ceil((above + 1) / 101));
          above += parts.reduce((sum, part) => sum + part.height, 0);
        });
      }),
      { numRuns: runs(200) },
    );
  });
});
