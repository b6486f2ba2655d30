/** Bars of the series side by side over each category; amounts stand at their ends. */

import { MONEY_UNITS, type MoneyUnit, printedIn } from '../model/money.js';
import type { Chart } from '../narrative/document.js';
import {
  COMMON,
  type Drawing,
  INK,
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

type Bars = Chart & { readonly kind: 'bars' };
type Value = Bars['series'][number]['values'][number];

/** 7.5 cm. */
const HEIGHT = 284;
const SMALLEST = 8;
const BAR = 62;
/** From the middle of a bar to that of the next one, where there is room. */
const APART = 90;
/** What the value axis and its labels take, about. */
const AXIS_ROOM = 80;
/** The room of a category against that of its bars. */
const LOOSE = 1.15;
const LABEL_GAP = 10;
const TEXT = { color: INK, fontSize: SIZE } as const;
const AXIS = { lineStyle: { color: INK, width: 0.8 } } as const;

/** What to draw for a chart of bars; zero is always on the axis. */
export function barsDrawing({ unit, categories, series }: Bars): Drawing {
  const all = series.flatMap(({ values }) => values);
  const money = MONEY_UNITS.includes(unit as MoneyUnit) && { unit: unit as MoneyUnit, decimals: 2 };
  const amount = ({ figure }: Value): number =>
    (money ? printedIn(figure.value, money) : figure.value).toNumber();
  const below = all.some((value) => amount(value) < 0);
  const grouped = all.some(({ label }) => label.includes(','));
  const room = (WIDTH - AXIS_ROOM) / Math.max(categories.length, 1);
  const { fontSize, apart } = labelRoom(all, room / Math.max(series.length, 1) / LOOSE);
  const bar = Math.min(BAR, apart * 0.7);
  const option: Drawing['option'] = {
    ...COMMON,
    title: line(`单位：${unit}`, { left: 0, top: 0 }),
    legend: {
      data: series.map(({ name }) => printable(name)),
      formatter: (name: string) => name,
      selectedMode: false,
      icon: 'rect',
      right: 0,
      top: 0,
      padding: 0,
      itemWidth: 20,
      itemHeight: 12,
      itemGap: 20,
      textStyle: TEXT,
      itemStyle: OUTLINE,
    },
    grid: { left: 2, right: 2, top: 46, bottom: 6, containLabel: true },
    xAxis: {
      type: 'category',
      data: categories.map(printable),
      axisTick: { show: false },
      axisLine: AXIS,
      axisLabel: { ...TEXT, interval: 0, width: room - LABEL_GAP, overflow: 'break' },
    },
    yAxis: {
      type: 'value',
      show: all.some((value) => amount(value) !== 0),
      boundaryGap: [below ? '12%' : 0, 0],
      splitNumber: 4,
      splitLine: { show: false },
      axisLine: { show: true, ...AXIS },
      axisTick: { show: true, ...AXIS },
      axisLabel: { ...TEXT, formatter: (value) => tick(value, grouped) },
    },
    series: series.map(({ name, values }, index) => ({
      ...STILL,
      type: 'bar',
      name: printable(name),
      barWidth: bar,
      barGap: `${Math.round((apart / bar - 1) * 100)}%`,
      itemStyle: { color: index === 2 ? MIDDLE : tint(index), ...OUTLINE },
      data: values.map((value) => ({
        value: amount(value),
        label: {
          show: true,
          position: amount(value) < 0 ? 'bottom' : 'top',
          ...TEXT,
          ...UNLINED,
          fontSize,
          formatter: () => printable(value.label),
        },
      })),
    })),
  };
  return { width: WIDTH, height: HEIGHT, option };
}

/** Type size of the labels and the distance of bars at which labels stand beside each other. */
function labelRoom(values: readonly Value[], room: number): { fontSize: number; apart: number } {
  const widest = Math.max(1, ...values.map(({ label }) => textWidth(label)));
  const apart = Math.min(Math.max(APART, widest * SIZE + LABEL_GAP), room);
  const fitting = Math.floor((apart - LABEL_GAP / 2) / widest);
  return { fontSize: Math.max(SMALLEST, Math.min(SIZE, fitting)), apart };
}

/** A round number at the axis, grouped like the labels. */
function tick(value: number, grouped: boolean): string {
  const [whole = '', ...rest] = String(value).split('.');
  const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return [shown, ...rest].join('.');
}
