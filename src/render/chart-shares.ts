/** Parts of a whole: a bar each within the whole's outline, largest first, amount and share behind it. */
import { sum } from 'es-toolkit/math/sum';
import type { Chart } from '../narrative/document.js';
import { LINE, linesOf, rect, SIZE, scale, svg, textAt, textWidth, upright, WIDTH } from './svg.js';

type Shares = Chart & { readonly kind: 'shares' };

const BAR = 15;
const APART = 9;
const GAP = 10;
const MARGIN = 6;
const NAME_ROOM = 12 * SIZE;
const LEAST_BARS = 60;
const FILL = '#1f4e79';
const EMPTY = '#fff';

/** One <svg>; names end where the bars begin, amounts begin where the whole ends. */
export function drawShares({ slices }: Shares): string {
  const names = slices.map(({ name }) => linesOf(name, NAME_ROOM));
  const labels = slices.map(({ value }) => value.label);
  const from = Math.max(0, ...names.flat().map(textWidth)) + GAP;
  const to = Math.max(
    from + LEAST_BARS,
    WIDTH - GAP - Math.max(0, ...labels.map((label) => textWidth(label))),
  );
  const amounts = slices.map(({ value }) => value.figure.value.toNumber());
  const stated = slices[0]?.value.figure.whole?.value.toNumber();
  const whole = stated ?? sum(amounts.map((one) => Math.max(one, 0)));
  const at = scale([whole, ...amounts], from, to);

  const shapes: string[] = [];
  let top = MARGIN;
  slices.forEach(({ value }, index) => {
    const name = names[index] ?? [];
    const depth = Math.max(BAR, name.length * LINE);
    const middle = top + depth / 2;
    const amount = amounts[index] ?? 0;
    const [zero, end] = [at(0), at(amount)];
    shapes.push(textAt(from - GAP, middle, name, 'end'));
    shapes.push(rect(zero, middle - BAR / 2, at(whole) - zero, BAR, EMPTY));
    if (amount !== 0)
      shapes.push(rect(Math.min(zero, end), middle - BAR / 2, Math.abs(end - zero), BAR, FILL));
    shapes.push(textAt(to + GAP, middle, [value.label]));
    top += depth + APART;
  });
  shapes.push(upright(at(0), MARGIN - APART / 2, top - APART / 2));
  return svg(top - APART + MARGIN, shapes);
}
