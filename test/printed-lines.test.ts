/** Where the lines of a PDF end, and what text it gives to readers. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import type { Block, Document } from '../src/narrative/document.js';
import { startBrowser } from '../src/render/browser.js';
import type { FontSet } from '../src/render/fonts.js';
import { BUNDLED_NAMES } from '../src/render/fonts.js';
import { roomOf, TEXT_GRID } from '../src/render/paper.js';
import { MOST_STRETCH } from '../src/render/paragraph-lines.js';
import { renderPdf } from '../src/render/pdf.js';
import { onlyBundled } from '../src/render/renderers.js';
import { templates } from './helpers/input.js';
import {
  type Glyph,
  glyphsOf,
  linesOf,
  type Passage,
  passagesOf,
  stretchOf,
  textOf,
  wrongBreaks,
  wrongFeet,
} from './helpers/printed-lines.js';
import { kindsOf } from './helpers/runs.js';
import { documentOf, tableOf } from './helpers/sample-document.js';

/** Of each kind of document one: accounts, and budgets of a district, of a province and of a street. */
const EXAMPLES = kindsOf(
  [
    'inputs/hongshan/2023-final.yaml',
    'inputs/hunan/2026.yaml',
    'inputs/wanli/2025.yaml',
    'inputs/wuchang/2026.yaml',
  ],
  [
    'inputs/hongshan/2025.yaml',
    'inputs/jianghan/2024.yaml',
    'inputs/putuo/2024-final.yaml',
    'inputs/wuchang/2024-final.yaml',
  ],
);
const PATIENCE = 300_000;
/** Positions in the file are rounded. */
const ROUNDING = 0.01;

interface Printed {
  readonly glyphs: readonly Glyph[];
  readonly found: readonly Passage[];
  readonly missing: readonly string[];
}

const browsers = new Map<FontSet, Browser>();
beforeAll(async () => {
  for (const fonts of ['bundled', 'system'] as const) {
    browsers.set(fonts, await startBrowser({ fonts }));
  }
});
afterAll(async () => {
  for (const browser of browsers.values()) await browser.close();
});

async function print(doc: Document, fonts: FontSet = 'bundled'): Promise<Printed> {
  const browser = browsers.get(fonts);
  if (!browser) throw new Error(fonts);
  const { bytes, prints } = await renderPdf(doc, templates, browser, { fonts, timeout: PATIENCE });
  // a layout without a print told where everything is
  expect(prints).toBe(1);
  const glyphs = await glyphsOf(bytes);
  return { glyphs, ...passagesOf(doc, glyphs) };
}

/** Lines that were set to the full width and pulled apart too far. */
const stretched = (found: readonly Passage[]): string[] =>
  found
    .filter(({ kind }) => kind === 'paragraph')
    .flatMap((passage) => linesOf(passage).slice(0, -1))
    .filter((line) => stretchOf(line) > MOST_STRETCH + ROUNDING)
    .map(textOf);

/** Last lines of paragraphs that are a single character and what closes the sentence. */
const alone = (found: readonly Passage[]): string[] =>
  found
    .filter(({ kind }) => kind === 'paragraph')
    .map(linesOf)
    .filter((lines) => lines.length > 1)
    .map((lines) => textOf(lines.at(-1) ?? []))
    .filter((line) => /^.\p{P}?$/u.test(line));

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] });

describe.each(EXAMPLES)('%s', (file) => {
  it('is printed with whole figures, even lines and the text of the document', async () => {
    const { compiled } = compile(file, diskWorld());
    if (!compiled) throw new Error(file);
    const { found, missing } = await print(compiled.document);
    expect(missing).toEqual([]);
    expect(found.length).toBeGreaterThan(500);
    expect(found.flatMap(wrongBreaks)).toEqual([]);
    expect(stretched(found)).toEqual([]);
    expect(wrongFeet(found)).toEqual([]);
    expect(alone(found)).toEqual([]);
  });
});

/** The same sentence at every place of a line, by a beginning that grows by half a character. */
const everywhere = (text: string): Block[] =>
  Array.from({ length: 56 }, (_, half) =>
    paragraph(`${'甲'.repeat(half / 2)}${half % 2 ? 'i' : ''}${text}`),
  );
const SENTENCES = [
  '本年收入合计1,894.39万元，比2024—2025年增长−12.5%，第 3 条规定为9:00至17:30，依照第十二条办理。',
  '其他用车8辆；单价100万元（含）以上设备（不含车辆）0台（套）。“三公”经费支出：（1）接待费0元；（2）其他。',
  '“财政拨款收入”、“事业收入”——不含上级补助……《办法》（“通知”）所称的单位——。',
];
const FOREIGN = [
  '网址：https://www.example.gov.cn/zwgk/index.html?id=20260101&type=budget，请查阅。',
  // few characters before an address take up all the room of their line
  `见 https://www.example.gov.cn/${'zwgk/fdzdgknr/ysjs/'.repeat(8)}`,
  '英文名称为Administration of Industry and Informatization，简称如前。',
  '见附件：1234567890123456789012345678901234567890元。',
];
const LONG = [
  '字母'.concat('x'.repeat(1000)),
  'Aa-b'.repeat(75),
  '9'.repeat(1000),
  '。'.repeat(200),
  '（'.repeat(200),
];
const NARROW = tableOf(
  '窄',
  '窄表',
  [4, 4, 40],
  [['甲', '乙', '丙'], ...LONG.map((text) => ['1234567.89万元', `比${text.slice(0, 60)}`, text])],
);

describe.each(['bundled', 'system'] as const)('lines in %s typefaces', (fonts) => {
  it('never end within figures, brackets, dashes and dots', async () => {
    const { found, missing } = await print(documentOf(SENTENCES.flatMap(everywhere)), fonts);
    expect(missing).toEqual([]);
    expect(found.flatMap(wrongBreaks)).toEqual([]);
    expect(stretched(found)).toEqual([]);
    // marks that reach into the margin do not make everything smaller
    const sizes = found
      .filter(({ kind }) => kind === 'paragraph')
      .flatMap(linesOf)
      .flat()
      .map(({ size }) => size);
    expect(Math.min(...sizes)).toBeCloseTo(TEXT_GRID.size, 1);
    // not for want of lines
    for (const sentence of SENTENCES) {
      const own = found.filter(({ text }) => text.endsWith(sentence.replace(/\s/g, '')));
      expect(own.flatMap(linesOf).length).toBeGreaterThan(120);
    }
  });

  it('end early rather than be pulled apart by an address or by words of another language', async () => {
    const { found, missing } = await print(documentOf(FOREIGN.flatMap(everywhere)), fonts);
    expect(missing).toEqual([]);
    expect(stretched(found)).toEqual([]);
  });

  it('stay on the page, whatever they are made of', async () => {
    const blocks = [...LONG.map(paragraph), { kind: 'table', id: '窄', table: NARROW } as const];
    const { glyphs, found, missing } = await print(documentOf(blocks), fonts);
    expect(missing).toEqual([]);
    expect(stretched(found)).toEqual([]);
    const right = Math.max(...glyphs.map(({ x, width }) => x + width));
    // the margin at the right of the page with the table; hanging punctuation may stand in it
    expect(right).toBeLessThan(roomOf('table') + 16 * (72 / 25.4) + 8);
    for (const { x } of glyphs) expect(x).toBeGreaterThan(40);
  });

  it('are of typefaces, none of which is drawn bolder', async () => {
    const table = tableOf(
      '粗',
      '粗',
      [10, 10],
      [
        ['项目', '金额'],
        ['合计', '1.00'],
      ],
    );
    const cells = table.cells.map((one) => ({ ...one, bold: true }));
    const browser = browsers.get(fonts);
    if (!browser) throw new Error(fonts);
    const blocks = [{ kind: 'table', id: '粗', table: { ...table, cells } } as const];
    const { typefaces } = await renderPdf(documentOf(blocks), templates, browser, {
      fonts,
      timeout: PATIENCE,
    });
    const installed = typefaces.filter((name) => name !== '' && !BUNDLED_NAMES.has(name));
    // an installed 宋体 has no bold face of its own
    if (installed.length === 0) expect(onlyBundled(typefaces)).toBe(true);
  });
});

describe('the foot of a page', () => {
  const ENDS: readonly (readonly Block[])[] = [
    [paragraph('主要用于以下各项支出：'), paragraph('基本支出。')],
    [paragraph('其中：'), paragraph('分项如下:'), paragraph('基本支出。')],
    [
      { kind: 'heading', level: 2, text: '（一）标题', id: 'h' },
      paragraph('主要用于：'),
      paragraph('基本支出。'),
    ],
    [paragraph('三行的段落，'.repeat(12))],
  ];

  it('is never a lead-in, nor two, nor a heading and a lead-in, nor one of three lines', async () => {
    // a part for each place on the page at which they may begin
    const parts = ENDS.flatMap((blocks, end) =>
      [17, 18, 19, 20, 21].map((lines) => ({
        id: `part-${end}-${lines}`,
        label: '第一部分',
        title: '试验',
        blocks: [
          ...Array.from({ length: lines }, () => paragraph('行。')),
          ...blocks.map((block) =>
            block.kind === 'heading' ? { ...block, id: `${block.id}-${lines}` } : block,
          ),
        ],
      })),
    );
    const { found, missing } = await print({ ...documentOf([]), parts });
    expect(missing).toEqual([]);
    expect(wrongFeet(found)).toEqual([]);
  });
});
