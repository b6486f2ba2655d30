/** No finished PDF shows a box in place of a character, whatever fonts printed it. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, isPublishable } from '../src/compile.js';
import { DiagnosticError } from '../src/diagnostics.js';
import { MissingGlyphsError } from '../src/glyphs/missing.js';
import { typefacesOf } from '../src/glyphs/typefaces.js';
import type { Block } from '../src/narrative/document.js';
import { renderPackage } from '../src/package.js';
import { type BrowserOptions, startBrowser } from '../src/render/browser.js';
import { BUNDLED_NAMES } from '../src/render/fonts.js';
import { renderPdf } from '../src/render/pdf.js';
import { showsBoxes } from '../src/render/pdf-boxes.js';
import {
  dictionary,
  PdfName,
  PdfReference,
  PdfStream,
  type PdfValue,
} from '../src/render/pdf-values.js';
import { line, small, templates, world } from './helpers/input.js';
import { THOROUGH } from './helpers/runs.js';
import { documentOf, tableOf } from './helpers/sample-document.js';

const PATIENCE = 300_000;
/** No font of any machine that is worth testing has it. */
const NOBODYS = '\u{1bc00}';

/** A text in each role of type. */
const inEachRole = (text: string): Block[] => [
  { kind: 'heading', level: 1, text, id: 'one' },
  { kind: 'heading', level: 2, text, id: 'two' },
  { kind: 'paragraph', runs: [{ text }] },
  {
    kind: 'table',
    id: 'table',
    table: tableOf(
      'table',
      '示例表',
      [20, 60],
      [
        ['项目', '内容'],
        ['甲', text],
        ['乙', { text, bold: true }],
      ],
    ),
  },
];

/** Some of all that our typefaces print: one in so many, and the rare ones that names are known for. */
function someOf(every: number): string {
  const { has } = typefacesOf(templates);
  const some: string[] = [...'𠮷𰻝㑇䶮'];
  let count = 0;
  for (let code = 0x21; code < 0x32000; code += 1) {
    const one = code >= 0xd800 && code < 0xe000 ? '' : String.fromCodePoint(code);
    if (one && has(one) && ++count % every === 0) some.push(one);
  }
  return some.join(' ');
}

const print = (text: string, browser: Browser, options: BrowserOptions = {}) =>
  renderPdf(documentOf(inEachRole(text)), templates, browser, { timeout: PATIENCE, ...options });

describe.each<[string, BrowserOptions]>([
  ['our typefaces', {}],
  ['our typefaces as web fonts', { fontSource: 'web' }],
  ['typefaces of the machine', { fonts: 'system' }],
])('a print with %s', (_, options) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser(options);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('shows each character that is said to be printed', async () => {
    const text = someOf(150);
    expect([...text].length).toBeGreaterThan(400);
    const { typefaces } = await print(text, browser, options);
    if (options.fonts !== 'system')
      expect(typefaces.filter((one) => !BUNDLED_NAMES.has(one))).toEqual([]);
  });

  // with web fonts as with those of the bundle, at the cost of all typefaces in the page
  it.runIf(THOROUGH || options.fontSource !== 'web')(
    'is refused where it would show a box',
    async () => {
      const error = await print(`某${NOBODYS}部门`, browser, options).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(MissingGlyphsError);
      expect((error as MissingGlyphsError).characters).toEqual([NOBODYS]);
    },
  );
});

describe('a package', () => {
  it('that the typefaces of the machine cannot print is told at the place in the input', async () => {
    const files = world({ 'a.yaml': small('示例局本级', `示例局${NOBODYS}本级`) });
    const result = compile('a.yaml', files, { anyCharacters: true });
    if (!isPublishable(result)) throw new Error(result.diagnostics.map(line).join('\n'));
    const made = renderPackage(
      result,
      { version: '0', templates },
      { formats: ['pdf'], fonts: 'system', review: false },
    );
    const error: unknown = await made.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostics.map(line)).toEqual([
      `11:12 glyph-missing 没有字体能印“${NOBODYS}”（U+1BC00），PDF 里会是方框 → 请核对是不是打错了；确是这个字的，请先在本机安装有这个字的字体；只要 Excel 和 CSV 时加 --only xlsx,csv`,
    ]);
  });
});

describe('a box is found', () => {
  const reference = (number: number) => new PdfReference(number);
  /** A page that shows something with a font of two bytes a glyph, F1, and one of one byte, F2. */
  const page = (content: string) => ({
    trailer: dictionary({}),
    objects: new Map<number, PdfValue>([
      [1, new PdfStream(dictionary({}), Buffer.from(content))],
      [2, dictionary({ Subtype: new PdfName('Type0') })],
      [3, dictionary({ Subtype: new PdfName('Type3') })],
      [
        4,
        dictionary({
          Contents: reference(1),
          Resources: dictionary({ Font: dictionary({ F1: reference(2), F2: reference(3) }) }),
        }),
      ],
    ]),
  });

  it.each([
    ['alone', '/F1 16 Tf <0000> Tj', true],
    ['among others', '/F1 16 Tf <3F4D00003979> Tj', true],
    ['in a line that is set apart', '/F1 16 Tf [<3F4D> -20 <39790000>] TJ', true],
    ['with a font of one byte', '/F2 16 Tf <0500> Tj', true],
    ['not between two glyphs', '/F1 16 Tf <3F000039> Tj', false],
    ['not in a glyph of two bytes', '/F1 16 Tf <0100> Tj <0001> Tj', false],
    [
      'not in what a mark says',
      '/Span <</ActualText <FEFF00000000>>> BDC /F1 16 Tf <3F4D> Tj EMC',
      false,
    ],
  ])('%s', (_, content, found) => {
    expect(showsBoxes(page(content))).toBe(found);
  });
});
