/** The printed figures by their names: each is marked once, each leads back, each line knows what it feeds. */
import { readdirSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { diskWorld } from '../src/disk/disk-world.js';
import {
  compile,
  feeds,
  findingFigures,
  findings,
  isPublishable,
  type Publishable,
  screenDocument,
  trace,
} from '../src/index.js';
import { cellFigure, printedFigures } from '../src/narrative/printed-figures.js';
import { drawFigures } from '../src/render/chart.js';
import { bodyRenderer } from '../src/render/html.js';
import { printTemplate } from '../src/render/print-template.js';
import { kindsOf } from './helpers/runs.js';

const world = diskWorld();
const EXAMPLES = kindsOf(
  ['wuchang/2026', 'putuo/2024-final'],
  readdirSync('inputs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !/wuchang\/202[56]|putuo/.test(file))
    .map((file) => file.replace('.yaml', '')),
);

function example(name: string): Publishable {
  const result = compile(`inputs/${name}.yaml`, world);
  if (!isPublishable(result)) throw new Error(name);
  return result;
}
/** Texts of the marked elements, by their names. */
function marked({ sheets }: ReturnType<typeof screenDocument>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const html = sheets.map((one) => one.html).join('');
  for (const [, , name = '', inner = ''] of html.matchAll(
    /<(td|span) data-figure="([^"]*)"[^>]*>(.*?)<\/\1>(?=<|[^<])/gs,
  )) {
    const text = inner.replace(/<[^>]*>/g, '');
    found.set(name, [...(found.get(name) ?? []), text]);
  }
  return found;
}

describe.each(EXAMPLES)('%s', (name) => {
  const result = example(name);
  const { tables, document } = result.compiled;
  const screen = screenDocument(result, world);

  it('marks every figure once', () => {
    const named = printedFigures(tables, document).map((one) => one.name);
    expect(new Set(named).size).toBe(named.length);
    const html = screen.sheets.map((one) => one.html).join('');
    const names = [...html.matchAll(/data-figure="([^"]*)"/g)].map(([, one]) => one);
    // tables that no part prints have none
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
    const printed = new Set(names);
    const shown = new Set(screen.tables.map(({ id }) => id));
    const wanted = printedFigures(
      tables.filter(({ id }) => shown.has(id)),
      document,
    );
    expect(wanted.filter((one) => !printed.has(one.name)).map((one) => one.name)).toEqual([]);
    expect(printed.size).toBe(wanted.length);
  });

  it('is the markup of the print but for the marks', () => {
    const plain = bodyRenderer(document, printTemplate(world.templates), drawFigures(document)).at(
      new Map(),
    );
    const unmarked = screen.sheets
      .slice(1)
      .map(({ html }) => html.replace(/<td data-figure="[^"]*"/g, '<td'))
      .map((html) =>
        html.replace(
          /<span data-figure="[^"]*">((?:[^<]|<wbr>|<span class="u">[^<]*<\/span>(?:<wbr>)?)*)<\/span>/g,
          '$1',
        ),
      );
    // what stays whole may begin before a figure: its halves are one again
    const joined = (html: string) => html.replaceAll('</span><span class="u">', '');
    expect(unmarked.map(joined)).toEqual(plain.sheets.map(joined));
  });

  it('traces each of some to what is printed there, and each line to the figures that it feeds', () => {
    const all = [...marked(screen)];
    const some = all.filter((_, i) => i % Math.ceil(all.length / 25) === 0);
    expect(some.length).toBeGreaterThan(20);
    for (const [figure, [text = '']] of some) {
      const { 数: found, 输入: lines } = trace(result, figure, world);
      expect([figure, found.map((one) => one.由来.印)]).toEqual([figure, [text]]);
      const { 由来: trail } = found[0] as (typeof found)[0];
      const at = [...trail.加, ...trail.减][0];
      const line = at === undefined ? undefined : lines[at];
      if (!line) continue;
      const fed = feeds(result, { file: line.文件, line: line.行 }).map((one) => one.figure);
      expect(fed).toContain(figure);
    }
  });

  it('feeds nothing from a line that says nothing', () => {
    expect(feeds(result, { file: `inputs/${name}.yaml`, line: 1 })).toEqual([]);
    expect(feeds(result, { file: 'elsewhere.yaml', line: 60 })).toEqual([]);
  });

  it('knows no figure of another version', () => {
    expect(() => trace(result, '没有!1.1', world)).toThrow('请再点一次');
  });
});

describe('a finding', () => {
  it('is both of its sides in the tables, named as the earlier document names them', () => {
    const file = 'inputs/wuchang/2026.yaml';
    const text = new TextDecoder().decode(world.read(file));
    const wrong = text.replace('"30211": 140000', '"30211": 150000');
    const read = (name: string) =>
      name === file ? new TextEncoder().encode(wrong) : world.read(name);
    const result = compile(file, { ...world, read });
    const { 结果: results } = findings(result, world);
    const shown = new Set(marked(screenDocument(example('wuchang/2026'), world)).keys());
    const lit = results.flatMap(({ 左: left, 右: right }, i) => {
      if (!left || !right) return [];
      const sides = findingFigures(result, i);
      return [...sides.left, ...sides.right];
    });
    expect(results.filter(({ 级别 }) => 级别 === '错误').length).toBeGreaterThan(1);
    expect(lit.length).toBeGreaterThan(5);
    expect(lit.filter((one) => !shown.has(one))).toEqual([]);
    expect(findingFigures(result, 10_000)).toEqual({ left: [], right: [] });
  });

  it.each([
    'wuchang/2026',
    'hongshan/2023-final',
  ])('names each cell of %s that a side sums once, and they come to the side', (name) => {
    const result = example(name);
    const amounts = new Map(
      printedFigures(result.compiled.tables).map((one) => [one.name, one.figure.value]),
    );
    const sides = result.checks.flatMap(({ outcome: { sides: both } }) =>
      both ? [both.left, both.right] : [],
    );
    const summed = sides.flatMap(({ name: side, figure, parts }) => {
      const cells = parts?.map(cellFigure) ?? [];
      expect(new Set(cells).size).toBe(cells.length);
      const known = cells.flatMap((cell) => amounts.get(cell) ?? []);
      // to some a quantity of the input is added, which no cell prints
      return known.length > 0 && known.length === cells.length && !/其他资金的支出/.test(side)
        ? [Decimal.sum(...known).eq(figure.value)]
        : [];
    });
    expect(summed.length).toBeGreaterThan(100);
    expect(summed.filter((one) => !one).length).toBe(0);
  });
});
