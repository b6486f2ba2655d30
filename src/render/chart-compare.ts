/** Amounts side by side: for each thing a bar of each year, what it is on its left, how much on its right. */
import { sum } from 'es-toolkit/math/sum';
import type { Chart } from '../narrative/document.js';
import { LINE, linesOf, rect, SIZE, scale, svg, textAt, textWidth, upright, WIDTH } from './svg.js';

type Compared = Chart & { readonly kind: 'bars' };

const BAR = 13;
const GAP = 10;
/** Between things. */
const APART = 14;
const HEADER = 26;
const NAME_ROOM = 9.5 * SIZE;
const YEAR_ROOM = 8 * SIZE;
const INDENT = SIZE;
/** From the end of a bar to its amount. */
const TO_TEXT = 5;
const LEAST_BARS = 40;

/** Light to dark; lightnesses lie 15 L* or more apart, so that years differ in grey. */
export const SHADES = ['#f2f6fa', '#b4c9de', '#7d9fc2', '#1f4e79'] as const;

/** The darkest is the last year's. */
function shade(index: number, count: number): string {
  // two years are as far apart as black and white printing may need
  const pair: readonly string[] = [SHADES[1], SHADES[3]];
  const all: readonly string[] = count <= 2 ? pair : SHADES;
  return all[Math.max(all.length - count, 0) + (index % all.length)] ?? SHADES[3];
}

const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(textWidth));

/** One <svg>; every label stands in a column or at the end of its bar, so that none meets another. */
export function drawCompared({ unit, categories, series }: Compared): string {
  const years = categories.map((one) => linesOf(one, YEAR_ROOM));
  const names = series.map(({ name, part }) => linesOf(name, NAME_ROOM - (part ? INDENT : 0)));
  const labels = series.flatMap(({ values }) => values.map(({ label }) => label));
  const changes = series.flatMap(({ change = [] }) => change);
  const yearsFrom = Math.min(NAME_ROOM, widest(names.flat()) + INDENT) + GAP;
  const from = yearsFrom + widest(years.flat()) + GAP;
  const changesFrom = WIDTH - widest(changes);
  const beside = widest(labels) + TO_TEXT + (changes.length > 0 ? GAP + WIDTH - changesFrom : 0);
  const to = Math.max(from + LEAST_BARS, WIDTH - beside);
  const amounts = series.flatMap(({ values }) =>
    values.map(({ figure }) => figure.value.toNumber()),
  );
  const at = scale(amounts, from, to);

  const heights = years.map((lines) => Math.max(BAR + 4, lines.length * LINE));
  const shapes = [textAt(WIDTH, SIZE / 2 + 2, [`单位：${unit}`], 'end')];
  let top = HEADER;
  series.forEach(({ part, values, change = [] }, index) => {
    const name = names[index] ?? [];
    const depth = Math.max(sum(heights), name.length * LINE, change.length * LINE);
    const middle = top + depth / 2;
    shapes.push(textAt(part ? INDENT : 0, middle, name));
    let y = middle - sum(heights) / 2;
    values.forEach(({ label, figure }, i) => {
      const height = heights[i] ?? 0;
      const end = at(figure.value.toNumber());
      const left = Math.min(at(0), end);
      const centre = y + height / 2;
      shapes.push(textAt(yearsFrom, centre, years[i] ?? []));
      const width = Math.abs(end - at(0));
      if (!figure.value.isZero())
        shapes.push(rect(left, centre - BAR / 2, width, BAR, shade(i, categories.length)));
      // what hangs to the left has its amount on the free side
      shapes.push(textAt(Math.max(at(0), end) + TO_TEXT, centre, [label]));
      y += height;
    });
    if (change.length > 0) shapes.push(textAt(changesFrom, middle, change));
    top += depth + APART;
  });
  shapes.push(upright(at(0), HEADER - APART / 2, top - APART / 2));
  return svg(top, shapes);
}
