import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Decimal } from '../src/model/money.js';
import type { Block, Chart, ChartValue } from '../src/narrative/document.js';
import { drawChart, drawFigures } from '../src/render/chart.js';
import { tidySvg } from '../src/render/chart-svg.js';
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
const filled = (svg: string): Element[] =>
  all(svg, 'path').filter((path) => path.getAttribute('fill')?.startsWith('#'));

/** Corners of a bar `M x y l w 0 l 0 h …` on the page: x, the two y. */
function barsOf(svg: string): { x: number; from: number; to: number }[] {
  return filled(svg)
    .filter((path) => !path.getAttribute('transform'))
    .map((path) => {
      const numbers = (path.getAttribute('d') ?? '').match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
      const [x = 0, y = 0, , , , height = 0] = numbers;
      return { x, from: y, to: y + height };
    });
}

describe('bars', () => {
  it('are one for each amount, as high as the amounts, with their labels', async () => {
    const svg = await drawChart(BARS, '图1');
    const shown = texts(svg);
    for (const text of ['单位：万元', '2029年度', '2030年度', '收入总计', '支出总计']) {
      expect(shown.filter((found) => found === text)).toHaveLength(1);
    }
    expect(shown.filter((found) => found === '7,991.81')).toHaveLength(2);
    expect(shown.filter((found) => found === '4,291.37')).toHaveLength(2);
    const heights = barsOf(svg).map(({ from, to }) => Math.abs(to - from));
    expect(heights).toHaveLength(4);
    // 4291.37 / 7991.81 = 0.53697…
    const [high = 0, low = 0] = [Math.max(...heights), Math.min(...heights)];
    expect(low / high).toBeCloseTo(0.537, 2);
  });

  it('hang below zero for negative amounts', async () => {
    const svg = await drawChart(
      bars(['结余', of(1_000_000, '100.00'), of(-500_000, '-50.00')]),
      '图',
    );
    const [plus, minus] = barsOf(svg);
    // both begin at zero, but for the width of their outlines
    expect(Math.abs((plus?.from ?? 0) - (minus?.from ?? 99))).toBeLessThan(1);
    expect((plus?.to ?? 0) - (plus?.from ?? 0)).toBeLessThan(0);
    expect((minus?.to ?? 0) - (minus?.from ?? 0)).toBeGreaterThan(0);
    expect(texts(svg)).toContain('-50.00');
  });

  it('say zero where all is zero', async () => {
    const svg = await drawChart(bars(['收入总计', of(0, '0.00'), of(0, '0.00')]), '图');
    expect(texts(svg).filter((text) => text === '0.00')).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('group the axis only where the labels are grouped', async () => {
    const at = (label: string) => drawChart(bars(['收入', of(30_000_000, label)]), '图');
    expect(texts(await at('3,000.00'))).toContain('3,000');
    expect(texts(await at('3000'))).toContain('2000');
  });
});

describe('shares', () => {
  it('have a slice each, with name, amount and percentage as given', async () => {
    const svg = await drawChart(TWO, '图3');
    expect(filled(svg)).toHaveLength(2);
    expect(texts(svg)).toEqual([
      '基本支出',
      '2,553.45万元，59.5%',
      '项目支出',
      '1,737.92万元，40.5%',
    ]);
  });

  it('stand in a whole circle where there is one', async () => {
    const svg = await drawChart(shares(['财政拨款收入', 1, '0.01万元，100%']), '图2');
    expect(filled(svg)).toHaveLength(1);
    expect(all(svg, 'polyline')).toHaveLength(0);
    expect(texts(svg)).toEqual(['财政拨款收入', '0.01万元，100%']);
  });

  it('keep labels of tiny slices apart and on the drawing', async () => {
    const tiny = ['甲', '乙', '丙', '丁', '戊', '己', '庚'].map(
      (name): [string, number, string] => [`国有资本经营预算${name}`, 1, `${name}万元，0.01%`],
    );
    const svg = await drawChart(shares(['基本支出', 70_000, '大'], ...tiny), '图');
    expect(all(svg, 'polyline')).toHaveLength(8);
    const height = Number(parse(svg).getAttribute('height'));
    const lines = all(svg, 'text').map((text) => {
      const [, x, y] = /\(([\d.]+) ([\d.]+)\)/.exec(text.getAttribute('transform') ?? '') ?? [];
      return { x: Number(x), y: Number(y) + Number(text.getAttribute('y') ?? 0) };
    });
    expect(lines).toHaveLength(16);
    const left = lines.filter(({ x }) => x < 264).map(({ y }) => y);
    expect(left).toHaveLength(14);
    left.sort((a, b) => a - b);
    expect(left[0]).toBeGreaterThan(6);
    expect(left.at(-1)).toBeLessThan(height - 6);
    for (let at = 1; at < left.length; at += 1) {
      expect((left[at] ?? 0) - (left[at - 1] ?? 0)).toBeGreaterThan(13);
    }
  });

  it('leave zero out, and tell of what is negative in words', async () => {
    const svg = await drawChart(
      shares(['基本支出', 10, '甲'], ['经营支出', 0, '零'], ['项目支出', -3, '-3万元']),
      '图',
    );
    expect(filled(svg)).toHaveLength(1);
    expect(texts(svg)).toEqual(expect.arrayContaining(['另有：项目支出 -3万元']));
    expect(svg).not.toContain('经营支出');
  });

  it.each([
    [shares()],
    [shares(['基本支出', 0, '0万元，0%'])],
  ])('say 无 of nothing', async (none) => {
    expect(texts(await drawChart(none, '图'))).toEqual(['无']);
  });
});

describe('a drawing', () => {
  const EVIL = `<script>x</script>"'&{a|b} id="k"\u0000]]>`;
  const SAID = `<script>x</script>"'&{a|b} id="k"]]>`;

  it('shows any text as it is', async () => {
    const pie = await drawChart(shares(['甲', 9, EVIL], ['乙', 5, '5']), EVIL);
    const said = texts(pie).join('').replace(/\s/g, '');
    expect(said).toContain(SAID.replace(/\s/g, ''));
    const chart: Chart = {
      kind: 'bars',
      unit: EVIL,
      categories: ['年'],
      series: [{ name: EVIL, values: [of(1, EVIL)] }],
    };
    expect(texts(await drawChart(chart, EVIL)).filter((text) => text.includes(SAID)).length).toBe(
      3,
    );
  });

  it('has nothing but shapes and texts, and the typeface of the page', async () => {
    for (const chart of [BARS, TWO, shares()]) {
      const svg = await drawChart(chart, '图');
      const tags = new Set(all(svg).map(({ tagName }) => tagName));
      for (const tag of tags) expect(['g', 'path', 'polyline', 'text']).toContain(tag);
      expect(svg).not.toMatch(
        /href|url\((?!#)|font-family|class=|<style|on\w+=|http(?!:\/\/www\.w3\.org\/2000\/svg)/,
      );
    }
  });

  it('is the same whatever was drawn before', async () => {
    const first = await drawChart(BARS, '图1');
    await drawChart(TWO, '图2');
    await drawChart(shares(), '图3');
    expect(await drawChart(BARS, '图1')).toBe(first);
  });

  it('shares no id with others on a page', async () => {
    const figure = (id: string, chart: Chart): Block => ({
      kind: 'figure',
      id,
      chart,
      caption: id,
      alt: `说明${id}`,
    });
    const doc = documentOf([figure('图1', BARS), figure('图2', BARS), figure('图3', TWO)]);
    const html = htmlOf(doc, new Map(), await drawFigures(doc));
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
    expect(html.match(/<svg /g)).toHaveLength(3);
    expect(html).toContain('role="img" aria-label="说明图2"><svg ');
    expect(htmlOf(doc)).not.toContain('<svg');
  });
});

describe('tidying', () => {
  it('counts ids anew after the prefix, with what refers to them', () => {
    const drawn =
      '<svg version="1.1"><defs><clipPath id="zr7-c3"></clipPath></defs>' +
      '<path clip-path="url(#zr7-c3)" fill="url(#zr7-p9)" class="zr7-cls-0"></path>' +
      '<text style="font-size:9px;font-family:sans-serif;"> id=&quot;zr7-c3&quot; url(#zr7-c3)</text>' +
      '<pattern id="zr7-p9"></pattern><style ><![CDATA[.zr7-cls-0:hover{}]]></style></svg>';
    expect(tidySvg(drawn, 'to-f')).toBe(
      '<svg><defs><clipPath id="to-f-1"></clipPath></defs>' +
        '<path clip-path="url(#to-f-1)" fill="url(#to-f-2)"></path>' +
        '<text style="font-size:9px;"> id=&quot;zr7-c3&quot; url(#zr7-c3)</text>' +
        '<pattern id="to-f-2"></pattern></svg>',
    );
  });
});

it('keeps no timer that would hold the process', async () => {
  await drawChart(BARS, '图'); // what is loaded on the way may have timers of its own
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  for (let turn = 0; turn < 5; turn += 1) await drawChart(BARS, '图');
  // a picture of an animation may still be due; none must follow it
  vi.runOnlyPendingTimers();
  expect(vi.getTimerCount()).toBe(0);
});
