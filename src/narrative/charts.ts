/** Charts of a profile → figures of the document, with the same figures as the prose. */
import type { BarChart, ChartTemplate, ShareChart } from '../forms/charts.js';
import type { Profile } from '../forms/library.js';
import {
  interpolate,
  type NumberStyle,
  percentage,
  proseAmount,
  proseAmountInUnit,
  shareText,
} from '../forms/style.js';
import type { QuantityRef } from '../forms/template.js';
import {
  absolute,
  Decimal,
  difference,
  type Figure,
  NO_FIGURE,
  printedIn,
  sum,
} from '../model/money.js';
import { type Params, quantity } from '../model/quantities.js';
import { type RowSourceName, rowsOf, rowsUnknown } from '../model/rows.js';
import type { Scope } from '../model/scope.js';
import type { Block, Chart, ChartValue } from './document.js';

/** Draws the charts that sentences name, numbered in the order in which they appear. */
export class FigureCounter {
  private readonly drawn: Chart[] = [];

  constructor(
    private readonly profile: Profile,
    private readonly root: Scope,
  ) {}

  /**
   * The name was checked when the sentences were loaded. Nothing where a year is not known, where
   * there are no parts to see, and where a figure before it shows all of it already.
   */
  draw(name: string): Block[] {
    const template = this.profile.charts.get(name);
    const chart = template && drawChart(template, this.root, this.profile);
    if (!template || !chart || this.drawn.some((one) => shows(one, chart))) return [];
    this.drawn.push(chart);
    const title = interpolate(template.caption, this.root.fields);
    const number = this.drawn.length;
    const alt = `${title}${describeChart(chart)}`;
    return [
      { kind: 'figure', id: `figure-${number}`, caption: `图${number}：${title}`, chart, alt },
    ];
  }
}

type Bars = Chart & { readonly kind: 'bars' };
type Item = Bars['series'][number];
type Printing = Pick<Profile, 'numbers' | 'wording'>;

function drawChart(template: ChartTemplate, root: Scope, format: Printing): Chart | undefined {
  return template.kind === 'bars'
    ? drawBars(template, root, format)
    : drawShares(template, root, format.numbers);
}

function figureOf(scope: Scope, { name, params }: QuantityRef, more: Params = {}) {
  return quantity(scope, name, { ...params, ...more });
}

/** Something with a figure for each category of a chart. */
interface Compared {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** @returns undefined when a year to compare with is not known, or all is zero */
function drawBars(template: BarChart, root: Scope, format: Printing): Bars | undefined {
  const bases = template.categories.map(({ basis }) => basis);
  const ofAllYears = (scope: Scope, ref: QuantityRef): Figure[] | undefined => {
    const figures = bases.map((basis) => figureOf(scope, ref, { 口径: basis }));
    return figures.every((figure) => figure !== undefined) ? figures : undefined;
  };
  const totals: Compared[] = [];
  for (const { name, quantity: ref } of template.series) {
    const figures = ofAllYears(root, ref);
    if (!figures) return undefined;
    totals.push({ name, figures });
  }
  const items = joined(totals).filter(hasAmounts);
  if (items.length === 0) return undefined;
  const parts = partsOf(template, { ...root, bases }, ofAllYears);
  // what is the only part of a total repeats it
  const own = parts.length < 2 ? [] : parts;
  const base = largest(totals[0] ?? { name: '', figures: [] });
  const folded = fold(
    own,
    largest,
    base.times(template.foldBelow).div(100),
    Math.floor(MOST_BARS / bases.length),
    (few) => ({
      name: othersName(few),
      figures: bases.map((_, i) => sum(few.map(({ figures }) => figures[i] ?? NO_FIGURE))),
    }),
  );
  const print = ({ name, figures }: Compared): Item => {
    const change =
      bases.length === 2 ? changeOf(figures, bases.indexOf('本年'), format) : undefined;
    return { name, values: figures.map((one) => amountIn(one, format.numbers)), ...change };
  };
  return {
    kind: 'bars',
    unit: format.numbers.proseMoney.unit,
    categories: template.categories.map(({ name }) => interpolate(name, root.fields)),
    series: [...items.map(print), ...folded.map((one) => ({ ...print(one), part: true as const }))],
  };
}

/** The rows of a source below which no others stand: an amount is part of a whole once. */
function leavesOf(scope: Scope, source: RowSourceName): Scope[] {
  return rowsOf(scope, source, {}).filter(
    ({ level }, i, rows) => (rows[i + 1]?.level ?? level) <= level,
  );
}

/** The parts that have amounts; none where one of them is not known for every year. */
function partsOf(
  { parts }: BarChart,
  scope: Scope,
  figures: (scope: Scope, ref: QuantityRef) => Figure[] | undefined,
): Compared[] {
  if (!parts || rowsUnknown(scope, parts.source, {})) return [];
  const out: Compared[] = [];
  for (const row of leavesOf(scope, parts.source)) {
    const known = figures(row, parts.quantity);
    if (!known) return [];
    out.push({ name: row.fields.名称 ?? '', figures: known });
  }
  return out.filter(hasAmounts);
}

const amountIn = (figure: Figure, numbers: NumberStyle): ChartValue => ({
  label: proseAmount(figure.value, numbers),
  figure,
});
const hasAmounts = ({ figures }: Compared): boolean => figures.some(({ value }) => !value.isZero());
const largest = ({ figures }: Compared): Decimal =>
  Decimal.max(0, ...figures.map(({ value }) => value.abs()));

/** What has the same amounts everywhere is one, by both names: 收入总计、支出总计. */
function joined(list: readonly Compared[]): Compared[] {
  const out: Compared[] = [];
  for (const one of list) {
    const same = out.findIndex(({ figures }) =>
      figures.every(({ value }, i) => one.figures[i]?.value.eq(value)),
    );
    const known = out[same];
    if (known) out[same] = { ...known, name: `${known.name}、${one.name}` };
    else out.push(one);
  }
  return out;
}

/**
 * How this year differs from the other, as prose says it; a percentage only of an amount above zero.
 * @param now which of the two is this year's; −1 where neither is
 */
function changeOf(
  figures: readonly Figure[],
  now: number,
  { numbers, wording }: Printing,
): { change: string[] } {
  const [first = NO_FIGURE, last = NO_FIGURE] = now === 0 ? [...figures].reverse() : figures;
  const off = difference(last, first);
  const size = absolute(off).value;
  if (printedIn(size, numbers.proseMoney).isZero()) return { change: ['持平'] };
  const up = !off.value.isNegative();
  const rate = first.value.gt(0) ? percentage(size, first.value, numbers) : undefined;
  const amount = `${up ? '增加' : '减少'}${proseAmount(size, numbers)}`;
  if (rate === undefined || !/[1-9]/.test(rate)) return { change: [amount] };
  return { change: [amount, `${wording[up ? '增幅' : '降幅'] ?? ''}${rate}`] };
}

/** @returns undefined where there are no two parts to see beside each other */
function drawShares(template: ShareChart, root: Scope, numbers: NumberStyle): Chart | undefined {
  const whole = figureOf(root, template.whole);
  const parts = leavesOf(root, template.source)
    .map((row) => ({
      name: row.fields.名称 ?? '',
      figure: figureOf(row, template.quantity) ?? NO_FIGURE,
    }))
    .filter(({ figure }) => !figure.value.isZero());
  if (parts.length < 2) return undefined;
  const all = whole?.value ?? sum(parts.map(({ figure }) => figure)).value;
  const limit = all.abs().times(template.foldBelow).div(100);
  const folded = fold(
    parts,
    ({ figure }) => figure.value,
    limit,
    MOST_SHARED,
    (few) => ({
      name: othersName(few),
      figure: sum(few.map(({ figure }) => figure)),
    }),
  );
  const slices = folded.map(({ name, figure }) => {
    const share = whole && shareText(figure.value, whole.value, numbers);
    const amount = proseAmountInUnit(figure.value, numbers);
    const label = share === undefined ? amount : `${amount}，${share}`;
    const shown = whole && share !== undefined ? { ...figure, whole } : figure;
    return { name, value: { label, figure: shown } };
  });
  return slices.length < 2 ? undefined : { kind: 'shares', slices };
}

/** No more things than this stand in one figure, so that it has room on a page. */
const MOST_BARS = 18;
const MOST_SHARED = 12;
const othersName = (few: readonly unknown[]): string => `其他${few.length}项`;

/**
 * Largest first; those below the limit, and those beyond the most, are one at the end.
 * One alone stays, as it says no less by its own name.
 */
function fold<T>(
  list: readonly T[],
  size: (one: T) => Decimal,
  limit: Decimal,
  most: number,
  together: (few: readonly T[]) => T,
): T[] {
  const sorted = [...list].sort((a, b) => size(b).comparedTo(size(a)));
  const large = sorted.filter((one) => size(one).abs().gte(limit));
  const small = sorted.filter((one) => size(one).abs().lt(limit));
  const room = small.length > 0 || large.length > most ? most - 1 : most;
  const few = [...large.slice(room), ...small];
  return few.length < 2 ? sorted : [...large.slice(0, room), together(few)];
}

/** Whether a figure shows all that another would. */
function shows(drawn: Chart, other: Chart): boolean {
  const labels = (values: readonly ChartValue[]) => values.map(({ label }) => label).join('；');
  if (drawn.kind === 'bars' && other.kind === 'bars') {
    const known = new Set(drawn.series.map(({ values }) => labels(values)));
    const alike =
      drawn.unit === other.unit && String(drawn.categories) === String(other.categories);
    return alike && other.series.every(({ values }) => known.has(labels(values)));
  }
  if (drawn.kind === 'shares' && other.kind === 'shares') {
    const known = new Set(drawn.slices.map(({ name, value }) => `${name}${value.label}`));
    return other.slices.every(({ name, value }) => known.has(`${name}${value.label}`));
  }
  return false;
}

/** All that a chart shows, in words; each label of the drawing as it stands there. */
function describeChart(chart: Chart): string {
  if (chart.kind === 'shares') {
    const parts = chart.slices.map(({ name, value }) => `${name}${value.label}`);
    return `。${parts.join('；')}。`;
  }
  const items = chart.series.map(({ name, values, change = [] }) => {
    const years = values.map(({ label }, i) => `${chart.categories[i] ?? ''}${label}`);
    return `${name}：${[...years, ...change].join('，')}`;
  });
  return `（单位：${chart.unit}）。${items.join('；')}。`;
}
