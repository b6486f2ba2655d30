/** The file by which packages are compared: whole, the same in any folder, and safe to read. */
import { describe, expect, it } from 'vitest';
import { Decimal, type Figure, factorsOf } from '../src/model/money.js';
import { compareEditions } from '../src/review/compare/compare.js';
import { placeKey } from '../src/review/open/edition.js';
import { readEdition, storeEdition } from '../src/review/open/stored.js';
import { cellText } from '../src/tables/table.js';
import { EXAMPLES, exampleEdition } from './helpers/editions.js';

const FOLDER = 'wuchang';

describe.each(EXAMPLES)('%s', (name) => {
  const edition = exampleEdition(name);
  const text = storeEdition(edition, name.split('/')[0] ?? '');

  it('comes back as it was', () => {
    const back = readEdition(text, 'x');
    expect(back).toBeDefined();
    expect(
      back?.tables.map(({ id, title, notes, levels }) => ({ id, title, notes, levels })),
    ).toEqual(edition.tables.map(({ id, title, notes, levels }) => ({ id, title, notes, levels })));
    const cells = (of: typeof edition | undefined) =>
      of?.tables.flatMap((table) =>
        table.cells.map(({ row, col, content }) => [
          row,
          col,
          cellText(content),
          content.figure?.value.toFixed(),
          content.figure?.sources.length,
          content.figure?.whole?.value.toFixed(),
        ]),
      );
    expect(cells(back)).toEqual(cells(edition));
    expect(back?.parts).toHaveLength(edition.parts?.length ?? 0);
    expect(back?.leaves?.map(({ label, text: own }) => [label, own])).toEqual(
      edition.leaves?.map(({ label, text: own }) => [label, own]),
    );
    const { causes, tables, sentences, settings } = compareEditions(
      edition,
      back ?? { ...edition, tables: [] },
    );
    expect({ causes, tables, sentences, settings }).toEqual({
      causes: [],
      tables: [],
      sentences: [],
      settings: [],
    });
  });

  it('names no folder', () => {
    expect(text).not.toContain(`${name.split('/')[0]}/`);
  });

  it('has for every figure inputs that come to its exact amount', () => {
    const leaves = new Map((edition.leaves ?? []).map((leaf) => [placeKey(leaf.span), leaf]));
    const wrong: string[] = [];
    let figures = 0;
    const check = (where: string, figure: Figure | undefined) => {
      if (!figure) return;
      figures++;
      const factors = factorsOf(figure);
      let sum = new Decimal(0);
      figure.sources.forEach((span, i) => {
        const leaf = leaves.get(placeKey(span));
        const amount = leaf?.amount ?? new Decimal(leaf ? leaf.text : 'NaN');
        sum = sum.plus(amount.times(factors[i] ?? 1));
      });
      if (!sum.eq(figure.value)) wrong.push(`${where}: ${figure.value} is not ${sum}`);
      check(`${where} whole`, figure.whole);
    };
    for (const { id, cells } of edition.tables)
      for (const { row, col, content } of cells) check(`${id} ${row},${col}`, content.figure);
    for (const block of (edition.parts ?? []).flatMap((part) => part.blocks)) {
      if (block.kind === 'paragraph') for (const run of block.runs) check(run.text, run.figure);
      if (block.kind === 'figure')
        for (const { label, figure } of block.chart.kind === 'bars'
          ? block.chart.series.flatMap((one) => one.values)
          : block.chart.slices.map((one) => one.value))
          check(label, figure);
    }
    expect(wrong).toEqual([]);
    expect(figures).toBeGreaterThan(500);
  });
});

describe('a file that is none of ours', () => {
  const good = storeEdition(exampleEdition('wuchang/2026'), FOLDER);
  const form = () => JSON.parse(good);
  const bad: [string, unknown][] = [
    ['no JSON', undefined],
    ['a list', []],
    ['another version', { ...form(), 格式版本: 2 }],
    ['an unknown key', { ...form(), 别的: 1 }],
    [
      'an amount that is none',
      {
        ...form(),
        表: [
          {
            ...form().表[0],
            cells: [
              [
                0,
                0,
                1,
                1,
                'left',
                false,
                0,
                { 值: 'NaN', 位: 2, 分: true, 数: { 值: '1', 源: [] } },
              ],
            ],
          },
        ],
      },
    ],
    ['a table without end', { ...form(), 表: [{ ...form().表[0], rows: 1e9 }] }],
    [
      'a place that is none',
      { ...form(), 表: [{ ...form().表[0], cells: [[-1, 0, 1, 1, 'left', false, 0, null]] }] },
    ],
  ];
  it.each(bad)('%s is not read', (_, json) => {
    expect(
      readEdition(json === undefined ? good.slice(0, 500) : JSON.stringify(json), 'x'),
    ).toBeUndefined();
  });

  it('points at no input beyond its list', () => {
    const json = form();
    json.输入 = [];
    const edition = readEdition(JSON.stringify(json), 'x');
    expect(
      edition?.tables[0]?.cells.flatMap(({ content }) => content.figure?.sources ?? []),
    ).toEqual([]);
  });
});
