/** A pie of shares, name, amount and percentage beside each slice. */
import { clamp } from 'es-toolkit/math/clamp';
import { sum } from 'es-toolkit/math/sum';
import { sumBy } from 'es-toolkit/math/sumBy';
import type { Chart } from '../narrative/document.js';
import {
  COMMON,
  type Drawing,
  INK,
  LIGHT,
  line,
  MIDDLE,
  OUTLINE,
  SIZE,
  STILL,
  textWidth,
  tint,
  UNLINED,
  WIDTH,
} from './chart-style.js';
import { printable } from './html-text.js';

type Shares = Chart & { readonly kind: 'shares' };
type Slice = Shares['slices'][number];
type Point = [number, number];

/** Above and below a pie together: 7 cm for the largest; more where many labels stand on one side. */
const MARGIN = 48;
const EMPTY_HEIGHT = 64;
const NOTE_HEIGHT = 24;
const LINE_HEIGHT = 17;
const LABEL_GAP = 6;
const LARGEST_RADIUS = 108;
const LEAST_RADIUS = 64;
/** Label lines leave the rim straight and end this far from it. */
const LEAVE = 10;
const REACH = 26;
/** From a label line to the text. */
const TO_TEXT = 5;

/**
 * What to draw for shares. The largest slice faces right, so that the labels of small ones have the
 * other side. Zero has no slice. What is negative can't be a slice and is told in a line below.
 */
export function sharesDrawing({ slices }: Shares): Drawing {
  const shown = slices.filter(({ value }) => value.figure.value.gt(0));
  const negative = slices.filter(({ value }) => value.figure.value.lt(0));
  const note = negative.map(({ name, value }) => `${name} ${value.label}`).join('；');
  const labels = placeLabels(shown);
  const height = shown.length > 0 ? labels.height : EMPTY_HEIGHT;
  const titles = [
    ...(shown.length === 0 ? [line('无', { left: 'center', top: 'middle' })] : []),
    ...(note ? [line(`另有：${note}`, { left: 'center', bottom: 0 })] : []),
  ];
  const series = shown.length > 0 ? [pie(shown, labels, height / 2)] : [];
  const option = { ...COMMON, title: titles, series };
  return { width: WIDTH, height: height + (note ? NOTE_HEIGHT : 0), option };
}

/** Where a label stands; lengths from the centre of the pie, y downwards. */
interface Label {
  readonly side: -1 | 1;
  /** Middle of the slice's rim, in radians by the clock from the right. */
  readonly angle: number;
  readonly height: number;
  y: number;
}

interface Labels {
  readonly startAngle: number;
  readonly radius: number;
  readonly fontSize: number;
  /** Width of a label. */
  readonly room: number;
  /** Height that the pie and the labels of the fuller side take. */
  readonly height: number;
  readonly labels: readonly Label[];
}

function placeLabels(slices: readonly Slice[]): Labels {
  const lines = slices.flatMap(({ name, value }) => [textWidth(name), textWidth(value.label)]);
  const longest = Math.max(1, ...lines);
  const reach = WIDTH / 2 - REACH - TO_TEXT;
  const fontSize = reach - longest * SIZE < LEAST_RADIUS ? SIZE - 1 : SIZE;
  const radius =
    slices.length === 1
      ? LARGEST_RADIUS
      : clamp(reach - longest * fontSize, LEAST_RADIUS, LARGEST_RADIUS);
  const room = reach - radius;
  const { start, middles } = turn(slices);
  const labels = slices.map(({ name, value }, index): Label => {
    const angle = middles[index] ?? 0;
    const rows = [name, value.label].map((text) => Math.ceil((textWidth(text) * fontSize) / room));
    const height = sum(rows) * LINE_HEIGHT + LABEL_GAP;
    const side = Math.cos(angle) < 0 ? -1 : 1;
    return { side, angle, height, y: Math.sin(angle) * (radius + LEAVE) };
  });
  const sides = ([-1, 1] as const).map((side) => labels.filter((label) => label.side === side));
  const depths = sides.map((side) => sumBy(side, ({ height }) => height));
  const height = Math.max(2 * radius + MARGIN, ...depths);
  for (const side of sides) spread(side, height);
  return { startAngle: (start * 180) / Math.PI, radius, fontSize, room, height, labels };
}

/** Turns the pie until its largest slice faces right; angles in radians. */
function turn(slices: readonly Slice[]): { start: number; middles: readonly number[] } {
  const sizes = slices.map(({ value }) => value.figure.value.toNumber());
  const total = sum(sizes);
  let before = 0;
  const middles = sizes.map((size) => {
    before += size;
    return ((before - size / 2) / total) * 2 * Math.PI;
  });
  const start = middles[sizes.indexOf(Math.max(...sizes))] ?? 0;
  return { start, middles: middles.map((middle) => middle - start) };
}

/**
 * Moves labels of one side apart. Pushed down from the top, and up from the bottom, they are in order
 * and apart; so they are half way between the two, where none is far from its slice.
 */
function spread(labels: readonly Label[], depth: number): void {
  const sorted = [...labels].sort((a, b) => a.y - b.y || a.side * (a.angle - b.angle));
  const wanted = sorted.map(({ y }) => y);
  const heights = sorted.map(({ height }) => height);
  const upturned = (list: readonly number[]): number[] => list.map((y) => -y).reverse();
  const down = pushed(wanted, heights, depth / 2);
  const up = upturned(pushed(upturned(wanted), [...heights].reverse(), depth / 2));
  sorted.forEach((label, index) => {
    label.y = ((down[index] ?? 0) + (up[index] ?? 0)) / 2;
  });
}

/** Places in order and apart, each at or after the wanted one where the end allows it. */
function pushed(wanted: readonly number[], heights: readonly number[], end: number): number[] {
  let left = sum(heights);
  let free = -end;
  return wanted.map((y, index) => {
    const height = heights[index] ?? 0;
    const top = Math.min(Math.max(y - height / 2, free), end - left);
    left -= height;
    free = top + height;
    return top + height / 2;
  });
}

function pie(slices: readonly Slice[], labels: Labels, middle: number) {
  const alone = slices.length === 1;
  const centre: Point = [WIDTH / 2, middle];
  const { radius } = labels;
  return {
    ...STILL,
    type: 'pie' as const,
    radius,
    center: centre,
    startAngle: labels.startAngle,
    itemStyle: OUTLINE,
    avoidLabelOverlap: false,
    label: {
      position: alone ? ('center' as const) : ('outer' as const),
      color: INK,
      fontSize: alone ? SIZE : labels.fontSize,
      lineHeight: LINE_HEIGHT,
      overflow: 'break' as const,
      width: alone ? 2 * radius - 16 : labels.room,
      ...UNLINED,
    },
    labelLine: { show: !alone, lineStyle: { color: '#222', width: 0.8 } },
    ...(alone
      ? {}
      : {
          labelLayout: ({ dataIndex }: { dataIndex?: number }) =>
            layoutOf(labels.labels[dataIndex ?? 0], radius, centre),
        }),
    data: slices.map(({ name, value }, index) => ({
      value: value.figure.value.toNumber(),
      name: printable(name),
      itemStyle: { color: sliceTint(index, slices.length) },
      label: { formatter: () => `${printable(name)}\n${printable(value.label)}` },
    })),
  };
}

function layoutOf(label: Label | undefined, radius: number, [x, y]: Point) {
  if (!label) return {};
  const { side, angle } = label;
  const at = (length: number): Point => [
    x + Math.cos(angle) * length,
    y + Math.sin(angle) * length,
  ];
  const end: Point = [x + side * (radius + REACH), y + label.y];
  return {
    x: end[0] + side * TO_TEXT,
    y: end[1],
    align: side < 0 ? ('right' as const) : ('left' as const),
    verticalAlign: 'middle' as const,
    labelLinePoints: [at(radius), at(radius + LEAVE), end],
  };
}

/** The last of an odd number of slices has a dark one on either side. */
function sliceTint(index: number, count: number): string {
  if (count === 1) return LIGHT;
  return index === count - 1 && count % 2 === 1 ? MIDDLE : tint(index);
}
