/** The figures as SVG, and as they are printed: no label meets another, in real typefaces. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import type { Block, Chart, ChartValue } from '../src/narrative/document.js';
import { startBrowser } from '../src/render/browser.js';
import { drawChart, drawFigures } from '../src/render/chart.js';
import { SHADES } from '../src/render/chart-compare.js';
import { renderPdf } from '../src/render/pdf.js';
import { SIZE, WIDTH } from '../src/render/svg.js';
import { templates } from './helpers/input.js';
import { htmlOf } from './helpers/print.js';
import { BARS, documentOf } from './helpers/sample-document.js';

const of = (yuan: number | string, label: string): ChartValue => ({
  label,
  figure: { value: new Decimal(yuan), sources: [] },
});

const shares = (...slices: readonly [string, number | string, string][]): Chart => ({
  kind: 'shares',
  slices: slices.map(([name, yuan, label]) => ({ name, value: of(yuan, label) })),
});

const bars = (...series: readonly [string, ...ChartValue[]][]): Chart => ({
  kind: 'bars',
  unit: '万元',
  categories: ['2023年度', '2024年度'],
  series: series.map(([name, ...values]) => ({ name, values })),
});

const TWO = shares(
  ['基本支出', 25_534_500, '2,553.45万元，59.5%'],
  ['项目支出', 17_379_200, '1,737.92万元，40.5%'],
);

/** Parses strictly: a fault in the text is an error. */
function parse(svg: string): Element {
  const fail = (_: unknown, message: string): never => {
    throw new Error(message);
  };
  const root = new DOMParser({ onError: fail }).parseFromString(svg, 'image/svg+xml');
  if (!root.documentElement) throw new Error('nothing drawn');
  return root.documentElement;
}

const all = (svg: string, tag = '*'): Element[] => [...parse(svg).getElementsByTagName(tag)];
const texts = (svg: string): string[] => all(svg, 'text').map((text) => text.textContent ?? '');
const number = (element: Element, name: string): number => Number(element.getAttribute(name));
/** Bars of amounts; the outline of a whole is white. */
const barsOf = (svg: string) =>
  all(svg, 'rect')
    .filter((one) => one.getAttribute('fill') !== '#fff')
    .map((one) => ({
      from: number(one, 'x'),
      width: number(one, 'width'),
      to: number(one, 'x') + number(one, 'width'),
      fill: one.getAttribute('fill') ?? '',
    }));

describe('amounts of two years', () => {
  it('are a bar each, as long as the amounts, with their labels beside them', () => {
    const svg = drawChart(BARS);
    expect(texts(svg)).toEqual([
      '单位：万元',
      ...['收入总计', '2029年度', '7,991.81', '2030年度', '4,291.37'],
      ...['支出总计', '2029年度', '7,991.81', '2030年度', '4,291.37'],
    ]);
    const [before, now, ...others] = barsOf(svg);
    expect(others).toHaveLength(2);
    // 4291.37 / 7991.81 = 0.53697…
    expect((now?.width ?? 0) / (before?.width ?? 1)).toBeCloseTo(0.537, 3);
    expect(now?.fill).not.toBe(before?.fill);
  });

  it('lie on the other side of zero where they are negative', () => {
    const svg = drawChart(bars(['结余', of(1_000_000, '100.00'), of(-500_000, '-50.00')]));
    const [plus, minus] = barsOf(svg);
    expect(minus?.to).toBeCloseTo(plus?.from ?? 0, 1);
    expect((minus?.width ?? 0) / (plus?.width ?? 1)).toBeCloseTo(0.5, 2);
    expect(texts(svg)).toContain('-50.00');
  });

  it('have no bar where there is nothing, and one where there is a hundred-thousandth', () => {
    const svg = drawChart(
      bars(['甲', of(0, '0'), of(1, '0.01')], ['乙', of(0, '0'), of(1e5, '1')]),
    );
    expect(barsOf(svg)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('say what changed', () => {
    const changed: Chart = {
      kind: 'bars',
      unit: '万元',
      categories: ['上年', '本年'],
      series: [{ name: '甲', values: [of(2, '2'), of(1, '1')], change: ['减少1', '下降50%'] }],
    };
    expect(texts(drawChart(changed)).at(-1)).toBe('减少1下降50%');
  });

  it('differ in grey: neighbouring shades lie 15 L* apart or more', () => {
    const lightness = (hex: string): number => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 116 * Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b) - 16;
    };
    const steps = SHADES.map(lightness);
    for (let at = 1; at < steps.length; at += 1)
      expect((steps[at - 1] ?? 0) - (steps[at] ?? 0)).toBeGreaterThanOrEqual(15);
    // each count of years uses shades next to each other in that row, or further apart
    for (const count of [2, 3, 4]) {
      const values = Array.from({ length: count }, (_, i) => of(i + 1, `${i}`));
      const years = values.map((_, i) => `${i}年`);
      const chart: Chart = {
        kind: 'bars',
        unit: '元',
        categories: years,
        series: [{ name: '甲', values }],
      };
      const drawn = barsOf(drawChart(chart)).map(({ fill }) => lightness(fill));
      for (let at = 1; at < count; at += 1)
        expect((drawn[at - 1] ?? 0) - (drawn[at] ?? 0)).toBeGreaterThanOrEqual(15);
    }
  });
});

describe('shares', () => {
  it('have a bar each within the whole, with name, amount and percentage as given', () => {
    const svg = drawChart(TWO);
    expect(texts(svg)).toEqual([
      '基本支出',
      '2,553.45万元，59.5%',
      '项目支出',
      '1,737.92万元，40.5%',
    ]);
    const wholes = all(svg, 'rect').filter((one) => one.getAttribute('fill') === '#fff');
    const [basic, project] = barsOf(svg).map(
      ({ width }) => width / number(wholes[0] as Element, 'width'),
    );
    expect(basic).toBeCloseTo(0.595, 3);
    expect(project).toBeCloseTo(0.405, 3);
  });

  it('show what is negative on the other side', () => {
    const svg = drawChart(shares(['基本支出', 10, '10万元'], ['项目支出', -3, '-3万元']));
    const [plus, minus] = barsOf(svg);
    expect(minus?.to).toBeCloseTo(plus?.from ?? 0, 1);
  });
});

const LONG = '文化旅游体育与传媒支出（含政府性基金和国有资本经营预算）';
/** What a figure may have to show: long names, large amounts, many parts, none before, huge ratios. */
const HARD: Readonly<Record<string, Chart>> = {
  'one thing': bars(['收入总计、支出总计', of(79_918_100, '7,991.81'), of(42_913_700, '4,291.37')]),
  'negative amounts': bars(
    ['结余分配', of(-1_000_000, '-100.00'), of(500_000, '50.00')],
    ['年初结转和结余', of(-2_000_000, '-200.00'), of(-1, '-0.00')],
  ),
  'nothing before, and a huge ratio': bars(
    [
      '一般公共预算财政拨款收入',
      of('9e15', '900,000,000,000.00'),
      of('8e15', '800,000,000,000.00'),
    ],
    ['国有资本经营预算财政拨款收入', of(0, '0.00'), of(355_400, '35.54')],
  ),
  'nine things': {
    kind: 'bars',
    unit: '万元',
    categories: ['2023年度', '2024年度'],
    series: Array.from({ length: 9 }, (_, i) => ({
      name: LONG,
      ...(i > 0 ? { part: true as const } : {}),
      values: [of(10 ** i, `${i}1,234,567.89`), of(10 ** (8 - i), `${i}9,876,543.21`)],
      change: [`增加${i}1,234,567.89`, '增长12345.6%'],
    })),
  },
  'five bases': {
    kind: 'bars',
    unit: '万元',
    categories: [
      '2023年度决算',
      '2024年度年初预算数',
      '2024年度全年预算数',
      '2024年度',
      '上年执行数',
    ],
    series: [{ name: LONG, values: [1, 2, 3, 4, 5].map((n) => of(n, `${n}.00`)) }],
  },
  'two parts': TWO,
  'twelve parts': shares(
    ...Array.from({ length: 12 }, (_, i): [string, number, string] => [
      `${LONG}${i}`,
      10 ** (11 - i),
      `${i}00,000,000.00万元，不足0.01%`,
    ]),
  ),
};

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
}

describe('on paper', () => {
  let browser: Browser;
  let pages: Box[][];
  const names = Object.keys(HARD);
  beforeAll(async () => {
    browser = await startBrowser();
    const figures = names.map(
      (name): Block => ({
        kind: 'figure',
        id: name,
        caption: `图：${name}`,
        chart: HARD[name] as Chart,
        alt: name,
      }),
    );
    const { bytes } = await renderPdf(documentOf(figures), templates, browser, {
      timeout: 300_000,
    });
    const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
    pages = [];
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      pages.push(
        items.flatMap((item) => {
          if (!('str' in item) || item.str.trim() === '') return [];
          const [, , , size = 0, x = 0, y = 0] = item.transform as number[];
          // letters reach from a little below their line to under an em above it
          return [
            {
              text: item.str,
              left: x,
              right: x + item.width,
              top: y + size * 0.8,
              foot: y - size * 0.1,
            },
          ];
        }),
      );
    }
  }, 300_000);
  afterAll(async () => browser?.close());

  it('each label is there, whole and in 9 points or more', () => {
    const printed = pages
      .flat()
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
    for (const name of names)
      for (const label of texts(drawChart(HARD[name] as Chart)))
        expect(printed).toContain(label.replace(/\s/g, ''));
    expect(SIZE * 0.75).toBeGreaterThanOrEqual(9);
  });

  it('no label meets another, and none leaves the paper', () => {
    let pairs = 0;
    for (const page of pages) {
      for (const [i, one] of page.entries()) {
        expect(one.left, one.text).toBeGreaterThan(60);
        expect(one.right, one.text).toBeLessThan(595 - 60);
        for (const other of page.slice(i + 1)) {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const down = Math.min(one.top, other.top) - Math.max(one.foot, other.foot);
          pairs += 1;
          expect(Math.min(across, down), `${one.text} and ${other.text}`).toBeLessThan(0.3);
        }
      }
    }
    expect(pairs).toBeGreaterThan(1000);
  });
});

describe('a drawing', () => {
  const EVIL = `<script>x</script>"'&{a|b} id="k"\u0000]]>`;
  const SAID = `<script>x</script>"'&{a|b} id="k"]]>`;

  it('shows any text as it is', () => {
    const pie = drawChart(shares(['甲', 9, EVIL], [EVIL, 5, '5']));
    expect(texts(pie).filter((text) => text === SAID)).toHaveLength(2);
    const chart: Chart = {
      kind: 'bars',
      unit: EVIL,
      categories: [EVIL],
      series: [{ name: EVIL, values: [of(1, EVIL)], change: [EVIL] }],
    };
    expect(texts(drawChart(chart)).filter((text) => text.includes(SAID))).toHaveLength(5);
  });

  it('has nothing but shapes and texts, the typeface of the page, and fits its box', () => {
    for (const chart of Object.values(HARD)) {
      const svg = drawChart(chart);
      const tags = new Set(all(svg).map(({ tagName }) => tagName));
      for (const tag of tags) expect(['rect', 'path', 'text', 'tspan']).toContain(tag);
      expect(svg).not.toMatch(
        /href|url\(|font-family|class=|style|on\w+=| id=|http(?!:\/\/www\.w3\.org\/2000\/svg)/,
      );
      const height = number(parse(svg), 'height');
      for (const span of all(svg, 'tspan')) {
        expect(number(span, 'y')).toBeLessThan(height);
        expect(number(span, 'x')).toBeLessThanOrEqual(WIDTH);
      }
      for (const one of all(svg, 'rect')) {
        expect(number(one, 'x')).toBeGreaterThanOrEqual(0);
        expect(number(one, 'y')).toBeGreaterThanOrEqual(0);
        expect(number(one, 'y') + number(one, 'height')).toBeLessThanOrEqual(height);
      }
    }
  });

  it('is the same every time, in the figure of its id', () => {
    const figure = (id: string, chart: Chart): Block => ({
      kind: 'figure',
      id,
      chart,
      caption: id,
      alt: `说明${id}`,
    });
    const doc = documentOf([figure('图1', BARS), figure('图2', TWO), figure('图3', BARS)]);
    const drawings = drawFigures(doc);
    expect(drawings.get('图3')).toBe(drawings.get('图1'));
    expect(drawings.get('图2')).toBe(drawChart(TWO));
    const html = htmlOf(doc, new Map(), drawings);
    expect(html.match(/<svg /g)).toHaveLength(3);
    expect(html).toContain('role="img" aria-label="说明图2"><svg ');
    expect(htmlOf(doc)).not.toContain('<svg');
  });
});
