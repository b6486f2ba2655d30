/** The finished PDF as an archive and a screen reader take it: ISO 19005-2 level A, ISO 14289-1. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../src/narrative/document.js';
import { startBrowser } from '../src/render/browser.js';
import { renderPdf } from '../src/render/pdf.js';
import { isTag, type Tag } from '../src/render/pdf-tags.js';
import { readTags } from '../src/render/pdf-tags-read.js';
import { PdfReference, PdfStream, PdfString, type PdfValue } from '../src/render/pdf-values.js';
import { writePdf } from '../src/render/pdf-write.js';
import { templates } from './helpers/input.js';
import { archiveProblems, metadataOf } from './helpers/pdf-archive.js';
import {
  catalogOf,
  dictionariesOf,
  dictionaryAt,
  nameOf,
  openFinished,
  type PdfFile,
} from './helpers/pdf-file.js';
import { tagsOf } from './helpers/pdf-tree.js';
import { documentOf, sampleDocument } from './helpers/sample-document.js';

let browser: Browser;
let printed: Uint8Array;
let small: Uint8Array;
let file: PdfFile;
let top: Tag;

beforeAll(async () => {
  browser = await startBrowser();
  const print = async (doc: Document) =>
    (await renderPdf(doc, templates, browser, { timeout: 300_000 })).bytes;
  printed = await print(sampleDocument());
  small = await print(smallDocument());
  file = openFinished(printed);
  top = readTags(file);
});
afterAll(() => browser?.close());

it('keeps every clause that can be looked for', () => {
  expect(archiveProblems(printed)).toEqual([]);
  expect(archiveProblems(small)).toEqual([]);
});

/** A paragraph, a figure and a table. */
function smallDocument(): Document {
  const all = sampleDocument().parts.flatMap(({ blocks }) => blocks);
  const blocks = [
    ...all.filter(({ kind }) => kind === 'paragraph').slice(0, 1),
    ...all.filter(({ kind }) => kind === 'figure'),
    ...all.filter((block) => block.kind === 'table' && block.id === '预算04'),
  ];
  return documentOf(blocks, [{ level: 0, text: '第一部分 试验', target: 'part' }]);
}

/** Takes a small file apart, changes it and puts it together again. */
function changed(change: (file: PdfFile) => void): string[] {
  const copy = openFinished(small);
  change(copy);
  return archiveProblems(writePdf(copy));
}

type Entries = Map<string, PdfValue>;

function found(
  copy: PdfFile,
  wanted: (entries: ReadonlyMap<string, PdfValue>) => boolean,
): Entries {
  for (const entries of dictionariesOf(copy)) if (wanted(entries)) return entries as Entries;
  throw new Error('not found');
}

const element = (copy: PdfFile, type: string) =>
  found(copy, (entries) => nameOf(entries.get('S')) === type);

describe('the clauses are looked for', () => {
  const faults: readonly [string, (copy: PdfFile) => void, RegExp][] = [
    ['metadata', (copy) => catalogOf(copy).delete('Metadata'), /6\.6 pdfaid:part/],
    ['colours', (copy) => catalogOf(copy).delete('OutputIntents'), /6\.2\.3/],
    ['language', (copy) => catalogOf(copy).delete('Lang'), /6\.7\.4/],
    ['title', (copy) => catalogOf(copy).delete('ViewerPreferences'), /DisplayDocTitle/],
    ['an action', (copy) => catalogOf(copy).set('OpenAction', [1]), /6\.5\.1/],
    ['words of figures', (copy) => element(copy, 'Figure').delete('Alt'), /7\.3/],
    ['scope', (copy) => element(copy, 'TH').delete('A'), /7\.5/],
    ['words of links', (copy) => annotation(copy).delete('Contents'), /7\.18\.5/],
    ['printing of links', (copy) => annotation(copy).set('F', 2), /6\.3\.2/],
    ['a cell', (copy) => element(copy, 'TR').set('K', []), /7\.5 the grid/],
    ['an element', (copy) => element(copy, 'P').delete('K'), /mark .* is not P/],
    ['text of glyphs', (copy) => font(copy).set('ToUnicode', unmapped(copy)), /no text for/],
    ['widths of glyphs', (copy) => descendant(copy).set('DW', 1).delete('W'), /width of/],
  ];
  it.each(faults)('%s', (_, change, problem) => {
    expect(changed(change).join('\n')).toMatch(problem);
  });

  const annotation = (copy: PdfFile) =>
    found(copy, (entries) => nameOf(entries.get('Subtype')) === 'Link');
  const font = (copy: PdfFile) => found(copy, (entries) => entries.has('ToUnicode'));
  const descendant = (copy: PdfFile) => found(copy, (entries) => entries.has('CIDToGIDMap'));
  const unmapped = (copy: PdfFile) => {
    copy.objects.set(100_000, new PdfStream(new Map(), Buffer.from('endcmap')));
    return new PdfReference(100_000);
  };
});

describe('what a screen reader is told', () => {
  const textOf = (tag: Tag): number => tag.kids.filter((kid) => !isTag(kid)).length;

  it('has one figure a figure, with its words and its caption', () => {
    const figures = tagsOf(top, 'Figure');
    expect(figures.map(({ alt }) => alt)).toEqual(['柱形图：收入大于支出']);
    expect(figures.flatMap((figure) => tagsOf(figure, 'Caption'))).toHaveLength(1);
  });

  it('reads a head that is printed on each page once', () => {
    const long = tagsOf(top, 'Table').find((table) => tagsOf(table, 'TR').length === 120);
    const [head, ...rows] = tagsOf(long as Tag, 'TR');
    expect(head?.kids.filter(isTag).map(({ type, scope }) => [type, scope])).toEqual(
      Array(5).fill(['TH', 'Column']),
    );
    const pages = (tag: Tag): number[] =>
      tag.kids.flatMap((kid) => (isTag(kid) ? pages(kid) : kid.kind === 'mark' ? kid.page : []));
    expect(new Set(pages(head as Tag)).size).toBe(1);
    expect(new Set(rows.flatMap(pages)).size).toBeGreaterThan(2);
    for (const row of rows) {
      expect(row.kids.filter(isTag).map(({ type, scope }) => scope ?? type)).toEqual([
        'Row',
        'Row',
        'TD',
        'TD',
        'TD',
      ]);
    }
  });

  it('says in a caption whose a table is and in which unit, and keeps its empty cells', () => {
    const [first] = tagsOf(top, 'Table');
    const [caption] = tagsOf(first as Tag, 'Caption');
    expect(caption?.kids.filter(isTag).map(textOf)).toEqual([1, 1]);
    const rows = tagsOf(first as Tag, 'TR').map((row) => row.kids.filter(isTag));
    // the left side of the twenty lower rows is empty
    expect(rows.filter((cells) => cells.length === 4)).toHaveLength(30);
    expect(rows.flat().filter(({ kids }) => kids.length === 0)).not.toHaveLength(0);
  });

  it('has contents that say where they lead', () => {
    const contents = sampleDocument().contents;
    expect(tagsOf(top, 'TOCI')).toHaveLength(contents.length);
    const words = [...dictionariesOf(file)].flatMap((entries) => {
      const said = entries.get('Contents');
      return said instanceof PdfString ? Buffer.from(said.bytes.slice(2), 'latin1').swap16() : [];
    });
    expect(words.map((bytes) => bytes.toString('utf16le'))).toEqual(
      contents.map(({ text }) => text),
    );
  });

  it('leads from each bookmark to its heading', () => {
    const marks = [...dictionariesOf(file)].filter((entries) => entries.has('SE'));
    expect(marks.length).toBeGreaterThan(20);
    for (const entries of marks) {
      expect(nameOf(dictionaryAt(file, entries.get('SE')).get('S'))).toMatch(/^H\d$/);
    }
  });
});

it('says the same of itself to every program', () => {
  const found = metadataOf(file);
  expect(found.get('dc:title')).toContain('示例部门2030年部门预算公开');
  expect(found.get('dc:creator')).toBe('示例部门');
  expect(found.get('dc:language')).toBe('zh-CN');
  expect(found.get('xmp:CreateDate')).toBe('2030-02-15T00:00:00Z');
});
