/** Charts of a profile → figures of the document, with the same figures as the prose. */
import type { BarChart, ChartTemplate, ShareChart } from '../forms/charts.js';
import type { Profile } from '../forms/library.js';
import {
  interpolate,
  type NumberStyle,
  proseAmount,
  proseAmountInUnit,
  shareText,
} from '../forms/style.js';
import type { QuantityRef } from '../forms/template.js';
import { type Figure, NO_FIGURE } from '../model/money.js';
import { type Params, quantity } from '../model/quantities.js';
import { rowsOf } from '../model/rows.js';
import type { Scope } from '../model/scope.js';
import type { Block, Chart, ChartValue } from './document.js';

/** Draws the charts that sentences name, numbered in the order in which they appear. */
export class FigureCounter {
  private drawn = 0;

  constructor(
    private readonly profile: Profile,
    private readonly root: Scope,
  ) {}

  /** The name was checked when the sentences were loaded. Nothing where a year is not known or nothing is shown. */
  draw(name: string): Block[] {
    const template = this.profile.charts.get(name);
    const chart = template && drawChart(template, this.root, this.profile.numbers);
    if (!template || !chart) return [];
    this.drawn++;
    const title = interpolate(template.caption, this.root.fields);
    const caption = `图${this.drawn}：${title}`;
    const alt = `${title}。${describeChart(chart)}`;
    return [{ kind: 'figure', id: `figure-${this.drawn}`, caption, chart, alt }];
  }
}

function drawChart(template: ChartTemplate, root: Scope, numbers: NumberStyle): Chart | undefined {
  return template.kind === 'bars'
    ? drawBars(template, root, numbers)
    : drawShares(template, root, numbers);
}

function figureOf(scope: Scope, { name, params }: QuantityRef, more: Params = {}) {
  return quantity(scope, name, { ...params, ...more });
}

/** @returns undefined when a year to compare with is not known */
function drawBars(template: BarChart, root: Scope, numbers: NumberStyle): Chart | undefined {
  const value = (figure: Figure): ChartValue => ({
    label: proseAmount(figure.value, numbers),
    figure,
  });
  const series = template.series.map(({ name, quantity: ref }) => ({
    name,
    figures: template.categories.map(({ basis }) => figureOf(root, ref, { 口径: basis })),
  }));
  if (series.some(({ figures }) => figures.includes(undefined))) return undefined;
  return {
    kind: 'bars',
    unit: numbers.proseMoney.unit,
    categories: template.categories.map(({ name }) => interpolate(name, root.fields)),
    series: series.map(({ name, figures }) => ({
      name,
      values: figures.map((figure) => value(figure ?? NO_FIGURE)),
    })),
  };
}

/** @returns undefined where there is nothing to share out */
function drawShares(template: ShareChart, root: Scope, numbers: NumberStyle): Chart | undefined {
  const whole = figureOf(root, template.whole);
  const slices = rowsOf(root, template.source, {}).map((row) => {
    const figure = figureOf(row, template.quantity) ?? NO_FIGURE;
    const share = whole && shareText(figure.value, whole.value, numbers);
    const amount = proseAmountInUnit(figure.value, numbers);
    const label = share === undefined ? amount : `${amount}，${share}`;
    const shown = whole && share !== undefined ? { ...figure, whole } : figure;
    return { name: row.fields.名称 ?? '', value: { label, figure: shown } };
  });
  return slices.length === 0 ? undefined : { kind: 'shares', slices };
}

/** All that a chart shows, in words. */
function describeChart(chart: Chart): string {
  if (chart.kind === 'shares') {
    const parts = chart.slices.map(({ name, value }) => `${name}${value.label}`);
    return `${parts.join('；')}。`;
  }
  const years = chart.categories.map((category, i) => {
    const values = chart.series.map(
      ({ name, values }) => `${name}${values[i]?.label ?? ''}${chart.unit}`,
    );
    return `${category}${values.join('，')}`;
  });
  return `${years.join('；')}。`;
}
