import { describe, expect, it } from 'vitest';
import { NO_FIGURE } from '../src/model/money.js';
import type { Run } from '../src/narrative/document.js';
import { bodyRenderer, renderPage } from '../src/render/html.js';
import { depthOf, roomOf } from '../src/render/paper.js';
import { printTemplate } from '../src/render/print-template.js';
import { layoutTable } from '../src/render/table-layout.js';
import { htmlOf } from './helpers/print.js';
import {
  BARS,
  cell,
  documentOf,
  form,
  number,
  sampleDocument,
  tableOf,
} from './helpers/sample-document.js';
import { overlay } from './helpers/world.js';

const doc = sampleDocument();

/** Without the marks of where lines may break. */
const unpieced = (html: string): string =>
  html.replace(/<wbr>|<span class="u">(.*?)<\/span>/g, '$1');

describe('the page as HTML', () => {
  it('escapes all text, in attributes too', () => {
    const evil = `</title><script>alert(1)</script>"'&\u0000`;
    const table = tableOf(evil, evil, [10], [[evil], [evil]], {
      number: evil,
      lead: evil,
      unit: evil,
      notes: [evil],
    });
    const html = htmlOf({
      ...documentOf([
        { kind: 'heading', level: 1, text: evil, id: evil },
        { kind: 'paragraph', runs: [{ text: evil, figure: NO_FIGURE }, { text: evil }] },
        { kind: 'table', id: `${evil}2`, table },
        { kind: 'figure', id: `${evil}3`, caption: evil, alt: evil, chart: BARS },
      ]),
      title: evil,
      author: evil,
      cover: { title: [evil], lines: [evil] },
      closing: [evil],
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u0000');
    expect(
      unpieced(html).match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#x27;&amp;/g)?.length,
    ).toBeGreaterThan(12);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
  });

  it('is one page without script or outside references, under a strict policy', () => {
    const html = htmlOf(doc);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`,
    );
    expect(html.match(/<(script|link|iframe|img)\b/)).toBeNull();
    expect(html.match(/url\(|@import|<[^>]*\s(src|srcset|background)=/)).toBeNull();
    expect(html.match(/href="[^#]/)).toBeNull();
    expect(html).toContain('<html lang="zh-CN">');
    expect(htmlOf(sampleDocument())).toBe(html);
  });

  it('parts a long entry of the contents evenly, before a bracket where one opens near the middle', () => {
    const linesOf = (text: string): string[] => {
      const html = htmlOf(documentOf([], [{ level: 0, text, target: 'part' }]));
      const [, entry = ''] = /<li class="l0">(.*?)<\/li>/.exec(unpieced(html)) ?? [];
      return [...entry.matchAll(/<span class="(?:line|last)">(?:<span>)?(.*?)<\/span>/g)].map(
        ([, line = '']) => line,
      );
    };
    expect(
      linesOf('第三部分　某某区经济信息化和科技创新局（某某区数据局）2024年度部门决算情况说明'),
    ).toEqual([
      '第三部分　某某区经济信息化和科技创新局',
      '（某某区数据局）2024年度部门决算情况说明',
    ]);
    // the bracket opens before the middle
    expect(
      linesOf('10. 一般公共预算基本支出表——人员经费（工资福利支出）（按部门预算经济分类）'),
    ).toEqual(['10. 一般公共预算基本支出表——人员经费', '（工资福利支出）（按部门预算经济分类）']);
    // and far from it
    const far = linesOf(`（甲乙）${'丙丁'.repeat(22)}`);
    expect(far.map((line) => line.length)).toEqual([24, 24]);
  });

  it('sets the lines of a cover’s title in one size, that of the longest', () => {
    const sizes = (...title: string[]): string[] => {
      const html = htmlOf({ ...doc, cover: { title, lines: [] } });
      return [...html.matchAll(/<div style="font-size:([\d.]+)pt">/g)].map(([, size = '']) => size);
    };
    expect(sizes('某某局', '部门预算')).toEqual(['36', '36']);
    const [first = '', second] = sizes('某某区经济信息化和科技创新局', '部门预算');
    expect(second).toBe(first);
    expect(Number(first)).toBeLessThan(36);
  });

  it('keeps figures on one line, and escapes the rest', () => {
    const figure = { text: '1234.56', figure: NO_FIGURE };
    const paragraph = (...runs: readonly Run[]) =>
      /<p>(.*?)<\/p>/.exec(htmlOf(documentOf([{ kind: 'paragraph', runs }])))?.[1];
    expect(paragraph({ text: '<为' }, figure, { text: '万元，增长' })).toBe(
      '&lt;为<span class="u">1234.56万元</span>，增长',
    );
    expect(paragraph({ text: '共' }, figure)).toBe('共<span class="u">1234.56</span>');
    expect(paragraph({ text: '（甲）' }, figure)).toBe('（甲）<wbr><span class="u">1234.56</span>');
  });

  it('gives each column room for its longest number, whatever the widths say', () => {
    const wide = tableOf('宽', '宽表', Array(14).fill(6), [
      Array(14).fill('栏目'),
      Array(14).fill(123456789.12),
    ]);
    const room = roomOf('wide');
    const { fontSize, percents } = layoutTable(
      { ...wide, orientation: 'landscape' },
      { room, depth: depthOf('wide') },
    );
    expect(percents.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
    // 123,456,789.12 is fourteen half-width characters.
    for (const share of percents) expect((share / 100) * room).toBeGreaterThan(7 * fontSize);
    expect(fontSize).toBeGreaterThanOrEqual(6);
  });

  it('uses large type where there is room, and less for forms', () => {
    const small = tableOf(
      '小',
      '小表',
      [20, 10],
      [
        ['项目', '数'],
        ['甲', 1],
      ],
    );
    const page = { room: roomOf('table'), depth: depthOf('table') };
    expect(layoutTable(small, page).fontSize).toBe(12);
    expect(layoutTable({ ...small, form: true }, page).fontSize).toBe(10.5);
  });

  it('fills places without a cell and cuts spans at the end of the head', () => {
    const table = {
      ...tableOf('缺', '缺格表', [10, 10], []),
      rows: 3,
      cells: [
        cell(0, 0, '头', { rowSpan: 2 }),
        cell(1, 1, '乙'),
        cell(2, 1, '', { content: number('2.5') }),
      ],
    };
    const html = htmlOf(documentOf([{ kind: 'table', id: '缺', table }]));
    const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(
      (row) => row[1]?.match(/<t[dh]\b/g)?.length,
    );
    expect(rows).toEqual([2, 2, 2]);
    expect(html).toContain('>2.50</td>');
  });

  it('divides labels only where an earlier print broke the page', () => {
    const table = form(12);
    const html = (pages: ReadonlyMap<string, number>): string =>
      unpieced(htmlOf(documentOf([{ kind: 'table', id: 'F', table }]), pages));
    const rowIds = [...html(new Map()).matchAll(/<tr id="([^"]+)"/g)].map((row) => row[1] ?? '');
    expect(rowIds).toHaveLength(12);
    expect(html(new Map()).match(/>绩效指标<\/td>/g)).toHaveLength(1);
    const pages = new Map(rowIds.map((id, row) => [id, row < 7 ? 4 : 5]));
    expect(html(pages).match(/>绩效指标<\/td>/g)).toHaveLength(2);
    expect(html(pages).match(/>二级指标1<\/td>/g)).toHaveLength(2);
    expect(html(pages).match(/>二级指标2<\/td>/g)).toHaveLength(1);
  });

  it('is made by the templates of the folder that it is handed, each read once', () => {
    const own = overlay({
      'print/表.css': 'td { color: red }',
      'print/正文.hbs': '{{#each cover.lines}}<p>{{this}}</p>{{/each}}',
    });
    const read: string[] = [];
    const folder = {
      ...own,
      read: (path: string) => {
        read.push(path);
        return own.read(path);
      },
    };
    const template = printTemplate(folder);
    expect(printTemplate(folder)).toBe(template);
    expect(read).toEqual(template.files.map(({ path }) => path));
    expect(new Set(read).size).toBe(read.length);
    const body = bodyRenderer({ ...doc, cover: { title: [], lines: ['落款'] } }, template).at(
      new Map(),
    );
    expect(body.html).toBe('<p>落款</p>');
    expect(renderPage(doc, body.html, template)).toMatch(
      /td \{ color: red \}.*<body><p>落款<\/p><\/body>/s,
    );
  });

  it('refuses a template that asks for what there is not, or is not well written', () => {
    const bodyOf = (text: string) =>
      bodyRenderer(doc, printTemplate(overlay({ 'print/正文.hbs': text }))).at(new Map());
    expect(() => bodyOf('{{footer}}')).toThrow('"footer" not defined');
    expect(() => bodyOf('{{#if links}}')).toThrow('Parse error');
  });
});
