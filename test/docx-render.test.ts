/** The Word document of a package: what Word finds in it, and bytes that are the same wherever it is made. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../src/render/docx.js';
import { documentOf, number, tableOf } from './helpers/sample-document.js';
import { exampleWord, partsOf } from './helpers/word.js';
import { compiled, compileExample } from './helpers/world.js';

const ABOUT = { subject: '某局　某某公开', keywords: ['收支总表', '支出总表'] };
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const text = (parts: Record<string, string>, path = 'word/document.xml') =>
  new DOMParser().parseFromString(parts[path] ?? '', 'text/xml');
const all = (node: Element | ReturnType<typeof text>, name: string): Element[] => [
  ...node.getElementsByTagNameNS(W, name),
];
const value = (node: Element | undefined, name = 'val'): string =>
  node?.getAttributeNS(W, name) ?? '';
const words = (node: Element): string =>
  all(node, 't')
    .map((one) => one.textContent)
    .join('');

describe('the bytes', () => {
  it('are the same each time, whatever was made before, and of no day', async () => {
    const { document } = compiled(compileExample('putuo/2024-final.yaml'));
    const first = await renderDocx(document, ABOUT);
    await renderDocx(documentOf([]), ABOUT);
    const second = await renderDocx(document, ABOUT);
    expect(Buffer.compare(first, second)).toBe(0);
    const parts = partsOf(first);
    expect(parts['docProps/core.xml']).toContain(`${document.date}T00:00:00Z`);
    const year = new Date().getFullYear();
    const today = new Date().toISOString().slice(0, 10);
    if (!document.date.startsWith(today)) expect(Object.values(parts).join()).not.toContain(today);
    expect(year).toBeGreaterThan(2000);
    // the zip's own dates are those of Office: 1980-01-01, whatever the zone
    const view = new DataView(first.buffer, first.byteOffset);
    expect(view.getUint16(12, true)).toBe(0x21);
    expect(view.getUint16(10, true)).toBe(0);
  });

  it('hold no macros and lead nowhere outside', async () => {
    const parts = partsOf(await exampleWord('wuchang/2024-final.yaml'));
    expect(
      Object.keys(parts).filter((path) => /vba|macro|embeddings|customXml/i.test(path)),
    ).toEqual([]);
    const relations = Object.entries(parts).filter(([path]) => path.endsWith('.rels'));
    expect(relations.length).toBeGreaterThan(1);
    for (const [, xml] of relations) {
      expect(xml).not.toContain('TargetMode');
      const targets = [...xml.matchAll(/ Target="([^"]*)"/g)].map(([, target = '']) => target);
      expect(targets.filter((target) => /^[a-z]+:|^\/|\.\./i.test(target))).toEqual([]);
    }
    expect(parts['word/document.xml']).not.toMatch(/INCLUDE|DDE|HYPERLINK|w:altChunk/);
  });
});

describe('the properties', () => {
  it('say what it is, whose and in which language', async () => {
    const { document } = compiled(compileExample('putuo/2024-final.yaml'));
    const parts = partsOf(await renderDocx(document, ABOUT));
    const core = parts['docProps/core.xml'] ?? '';
    expect(core).toContain(`<dc:title>${document.title}</dc:title>`);
    expect(core).toContain(`<dc:creator>${document.author}</dc:creator>`);
    expect(core).toContain(`<cp:lastModifiedBy>${document.author}</cp:lastModifiedBy>`);
    expect(core).toContain('<dc:subject>某局　某某公开</dc:subject>');
    expect(core).toContain('<cp:keywords>收支总表、支出总表</cp:keywords>');
    expect(core).toContain('<dc:language>zh-CN</dc:language>');
    expect(parts['word/styles.xml']).toContain('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>');
    expect(parts['word/settings.xml']).toContain('w:eastAsia="zh-CN"');
  });
});

describe('the styles', () => {
  it('are those of GB/T 9704, by names that Word knows, in typefaces with others in their place', async () => {
    const parts = partsOf(await exampleWord('wuchang/2026.yaml'));
    const styles = all(text(parts, 'word/styles.xml') as never, 'style').map((style) => ({
      id: value(style, 'styleId'),
      name: value(all(style, 'name')[0]),
      font: value(all(style, 'rFonts')[0], 'eastAsia'),
      size: Number(value(all(style, 'sz')[0])) / 2,
      line:
        Number(
          value(
            all(style, 'spacing').find((one) => value(one, 'line')),
            'line',
          ),
        ) / 20,
    }));
    const named = (name: string) => styles.find((style) => style.name === name);
    expect(named('Normal')).toMatchObject({ font: '仿宋_GB2312', size: 16 });
    // 22 lines of 28 characters: 225 mm and 156 mm
    expect((named('Normal')?.line ?? 0) * 22).toBeLessThanOrEqual((225 * 72) / 25.4);
    expect((named('Normal')?.line ?? 0) * 22).toBeGreaterThan((225 * 72) / 25.4 - 2);
    expect(named('heading 1')).toMatchObject({ font: '方正小标宋_GBK', size: 22 });
    expect(named('heading 2')).toMatchObject({ font: '黑体', size: 16 });
    expect(named('heading 3')).toMatchObject({ font: '楷体_GB2312', size: 16 });
    expect(named('表格')).toMatchObject({ font: '宋体' });
    expect(named('footer')).toMatchObject({ size: 14 });
    for (const name of ['封面标题', '表题', '表号', '表前行', '表注', 'caption', 'toc 1', 'toc 2'])
      expect(named(name), name).toBeDefined();
    // every style that a paragraph has is there, and none twice
    const used = all(text(parts) as never, 'pStyle').map((one) => value(one));
    expect([...new Set(used)].filter((id) => !styles.some((style) => style.id === id))).toEqual([]);
    expect(new Set(styles.map(({ id }) => id)).size).toBe(styles.length);
    const fonts = parts['word/fontTable.xml'] ?? '';
    const known = [...fonts.matchAll(/<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/g)];
    expect(known.map(([, name]) => name)).toEqual([
      '仿宋_GB2312',
      '楷体_GB2312',
      '黑体',
      '方正小标宋_GBK',
      '宋体',
    ]);
    for (const [, , others = ''] of known) expect(others.split(',').length).toBeGreaterThan(1);
    expect(
      [...new Set(styles.map(({ font }) => font).filter(Boolean))].every((font) =>
        fonts.includes(`"${font}"`),
      ),
    ).toBe(true);
  });
});

describe('tables', () => {
  it('repeat their heads, keep their rows whole, and stand on a page of their direction', async () => {
    const { document } = compiled(compileExample('wuchang/2026.yaml'));
    const parts = partsOf(await exampleWord('wuchang/2026.yaml'));
    const xml = text(parts);
    const tables = document.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
    );
    const lists = tables.filter(({ form }) => !form);
    const grids = all(xml as never, 'tbl');
    expect(grids.length).toBeGreaterThanOrEqual(tables.length);
    for (const table of lists) {
      const grid = grids.find(
        (one) => value(all(one, 'tblCaption')[0]) === `${table.id} ${table.name}`,
      );
      if (!grid) throw new Error(table.id);
      const rows = all(grid, 'tr');
      expect(rows).toHaveLength(table.rows);
      expect(rows.map((row) => all(row, 'tblHeader').length)).toEqual(
        rows.map((_, i) => (i < table.headerRows ? 1 : 0)),
      );
      expect(rows.every((row) => all(row, 'cantSplit').length === 1)).toBe(true);
      // every row covers every column
      for (const row of rows) {
        const covered = all(row, 'tc').reduce(
          (sum, cell) => sum + Number(value(all(cell, 'gridSpan')[0]) || 1),
          0,
        );
        expect(covered).toBe(table.widths.length);
      }
      const figures = table.cells.filter(
        ({ content, row }) => content.kind === 'number' && row >= table.headerRows,
      );
      const right = all(grid, 'jc').filter((one) => value(one) === 'right');
      expect(right.length).toBeGreaterThanOrEqual(figures.length);
    }
    // sections turn where the form does
    const turns = all(xml as never, 'pgSz').map((size) => value(size, 'orient'));
    expect(turns).toContain('landscape');
    expect(turns[0]).toBe('portrait');
    for (const size of all(xml as never, 'pgSz')) {
      const [width, height] = [Number(value(size, 'w')), Number(value(size, 'h'))];
      expect(width > height).toBe(value(size, 'orient') === 'landscape');
    }
  });

  it('merge cells down and across, and keep what a figure, a formula or markup looks like as text', async () => {
    const table = tableOf(
      '甲',
      '甲表',
      [10, 10, 10],
      [
        ['项目', '金额', '备注'],
        ['=1+1', 1234.5, '<w:b/>&amp;"'],
        ['合计', -2, '甲\n乙'],
      ],
    );
    const cells = table.cells
      .map((cell) => (cell.row === 1 && cell.col === 0 ? { ...cell, rowSpan: 2 } : cell))
      .filter((cell) => !(cell.row === 2 && cell.col === 0));
    const doc = documentOf([{ kind: 'table', id: '甲', table: { ...table, cells } }]);
    const parts = partsOf(await renderDocx(doc, ABOUT));
    const grid = all(text(parts) as never, 'tbl').at(-1) as Element;
    const merges = all(grid, 'vMerge').map((one) => value(one) || 'continue');
    expect(merges).toEqual(['restart', 'continue']);
    const shown = all(grid, 'tc').map(words);
    expect(shown).toEqual([
      '项目',
      '金额',
      '备注',
      '=1+1',
      '1,234.50',
      '<w:b/>&amp;"',
      '',
      '-2.00',
      '甲乙',
    ]);
    expect(all(grid, 'br')).toHaveLength(1);
    expect(number(1).kind).toBe('number');
  });
});

describe('figures', () => {
  it('are drawings with an image for programs that know none, and words for those who see neither', async () => {
    const { document } = compiled(compileExample('wuchang/2024-final.yaml'));
    const figures = document.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'figure' ? [block] : [])),
    );
    expect(figures.length).toBeGreaterThan(1);
    const bytes = await exampleWord('wuchang/2024-final.yaml');
    const parts = partsOf(bytes);
    const files = unzipSync(bytes);
    const drawings = Object.keys(parts).filter((path) => path.endsWith('.svg'));
    const images = Object.keys(parts).filter((path) => path.endsWith('.png'));
    expect(drawings).toHaveLength(figures.length);
    expect(images).toHaveLength(figures.length);
    for (const path of images) {
      const image = files[path] as Uint8Array;
      expect([...image.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
      // 14 cm at 288 to the inch
      expect(new DataView(image.buffer, image.byteOffset).getUint32(16)).toBe(529 * 3);
      // more than white: letters and bars
      expect(image.length).toBeGreaterThan(5_000);
    }
    for (const path of drawings)
      expect(parts[path]).toMatch(/^<svg font-family="'黑体'[^>]* xmlns=/);
    const described = [
      ...(parts['word/document.xml'] ?? '').matchAll(/<wp:docPr [^>]*descr="([^"]+)"/g),
    ].map(([, words = '']) => words);
    expect(described).toEqual(figures.map(({ alt }) => alt));
    expect(parts['word/document.xml']?.match(/asvg:svgBlip/g)).toHaveLength(figures.length);
  });
});

describe('the contents', () => {
  it('are a field with the entries and page numbers that they have', async () => {
    const { document } = compiled(compileExample('wuchang/2024-final.yaml'));
    const parts = partsOf(await exampleWord('wuchang/2024-final.yaml'));
    const xml = text(parts);
    const instructions = all(xml as never, 'instrText').map((one) => one.textContent?.trim() ?? '');
    expect(instructions.filter((one) => one.startsWith('TOC '))).toEqual([
      expect.stringMatching(/^TOC \\o "1-3".* \\h \\z$/),
    ]);
    const entries = all(xml as never, 'p').filter((one) =>
      /^TOC\d$/.test(value(all(one, 'pStyle')[0])),
    );
    expect(entries).toHaveLength(document.contents.length);
    const marks = new Set(all(xml as never, 'bookmarkStart').map((one) => value(one, 'name')));
    entries.forEach((entry, i) => {
      const [, title, page] = /^(.*?)(\d+)$/.exec(words(entry)) ?? [];
      expect(title).toBe(document.contents[i]?.text);
      expect(Number(page)).toBeGreaterThan(1);
      expect(marks.has(value(all(entry, 'hyperlink')[0], 'anchor'))).toBe(true);
    });
    // begun and ended as often
    const types = all(xml as never, 'fldChar').map((one) => value(one, 'fldCharType'));
    expect(types.filter((type) => type === 'begin').length).toBe(
      types.filter((type) => type === 'end').length,
    );
    // what Word would list by its styles and hidden fields is what is listed
    const listed = all(xml as never, 'p').flatMap((one) => {
      const hidden = all(one, 'instrText')
        .map((two) => / TC "(.*)" /.exec(two.textContent ?? '')?.[1])
        .find(Boolean);
      if (hidden) return [hidden];
      return /^Heading[123]$/.test(value(all(one, 'pStyle')[0])) ? [words(one)] : [];
    });
    const plain = (words: string) => words.replace(/\s/g, '');
    expect(listed.map(plain)).toEqual(document.contents.map((entry) => plain(entry.text)));
  });
});
