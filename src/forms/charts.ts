/** Charts as profiles describe them (`图:`): amounts of several years, or shares of a whole. */
import * as z from 'zod';
import { count, label, text } from '../input/fields.js';
import type { RowSourceName } from '../model/rows.js';
import { BASES, type Basis, type PackageName } from '../model/terms.js';
import { quantityKindProblem, rowsKindProblem, sourceKindProblem } from './kinds.js';
import { enterSource, knowsYears, OUTSIDE, SCHEDULE } from './names.js';
import { fieldProblems, literalProblems } from './places.js';
import { readReference } from './references.js';
import type { Spot } from './spot.js';
import type { QuantityRef } from './template.js';
import { reference } from './template-schema.js';

/** One chart of a profile's `图`. */
export const chart = z.strictObject({
  题: text('图下的标题'),
  柱: z
    .array(z.strictObject({ 名: text('图例'), ...reference.shape }))
    .min(1)
    .optional(),
  比: z
    .array(z.strictObject({ 名: label('横轴上的名称，可含 {年度}'), 口径: z.enum(BASES) }))
    .min(1)
    .optional(),
  块: text('行源：每行一块').optional(),
  量: text('每块的量').optional(),
  总: reference.optional(),
  分: z
    .strictObject({ 块: text('行源：每行一项'), ...reference.shape })
    .optional()
    .meta({ description: '“柱”下面各分项，大的在前' }),
  并入其他: count('占比小于百分之几的各项并为“其他n项”；不写为 2')
    .refine((n) => n <= 50, '“并入其他”最多写 50')
    .optional(),
});
export type ChartInput = z.output<typeof chart>;

export interface BarChart {
  readonly kind: 'bars';
  readonly caption: string;
  readonly series: readonly { readonly name: string; readonly quantity: QuantityRef }[];
  readonly categories: readonly { readonly name: string; readonly basis: Basis }[];
  /** Stands below the series, each row a thing of its own. */
  readonly parts?: { readonly source: RowSourceName; readonly quantity: QuantityRef };
  readonly foldBelow: number;
}
export interface ShareChart {
  readonly kind: 'shares';
  readonly caption: string;
  readonly source: RowSourceName;
  readonly quantity: QuantityRef;
  readonly whole: QuantityRef;
  readonly foldBelow: number;
}
/** Parts of less than so many percent are folded into one where a format does not say. */
const FOLD_BELOW = 2;
export type ChartTemplate = BarChart | ShareChart;

/**
 * Typed charts by their names; what is wrong with one is reported.
 * @param spot of 图
 * @param kind of package that the charts are of
 */
export function toCharts(
  inputs: Readonly<Record<string, ChartInput>>,
  spot: Spot,
  kind: PackageName,
): Map<string, ChartTemplate> {
  const out = new Map<string, ChartTemplate>();
  for (const [name, input] of Object.entries(inputs)) {
    const made = toChart(input, spot.below(name));
    if (made) {
      checkKinds(made, spot.below(name), kind);
      out.set(name, made);
    }
  }
  return out;
}

function toChart(input: ChartInput, spot: Spot): ChartTemplate | undefined {
  const { 题: caption, 柱, 比, 块, 量, 总, 分, 并入其他: foldBelow = FOLD_BELOW } = input;
  spot.below('题').reportAll(fieldProblems(caption, OUTSIDE.fields));
  for (const [i, { 名 }] of 比?.entries() ?? [])
    spot.below('比', i, '名').reportAll(fieldProblems(名, OUTSIDE.fields));
  if (柱 && 比 && !块) {
    const others = 比.some((one) => one.口径 !== '本年');
    for (const [i, one] of 柱.entries()) {
      spot.below('柱', i, '名').reportAll(literalProblems(one.名));
      if (one.口径 !== undefined) spot.below('柱', i, '口径').report('“口径”写在“比”里');
      else if (others && !knowsYears(one.量))
        spot.below('柱', i, '量').report(`量“${one.量}”没有别的口径的数，不能用“比”`);
    }
    const series = 柱.map((one, i) => ({
      name: one.名,
      quantity: readAmount(one, spot.below('柱', i)),
    }));
    const categories = 比.map((one) => ({ name: one.名, basis: one.口径 }));
    const parts = 分 && { parts: readParts(分, spot.below('分'), others) };
    return { kind: 'bars', caption, series, categories, foldBelow, ...parts };
  }
  if (块 && 量 && 总 && !柱 && !分) {
    checkSource(块, spot);
    const quantity = readAmount({ 量 }, spot);
    const whole = readAmount(总, spot.below('总'));
    return { kind: 'shares', caption, source: 块 as RowSourceName, quantity, whole, foldBelow };
  }
  spot.report('图要写“柱”和“比”，或者写“块”“量”和“总”');
  return undefined;
}

/** Reports a row source that cannot stand in a chart. @param spot of what has the key 块 */
function checkSource(name: string, spot: Spot): void {
  const { inside, problem } = enterSource(OUTSIDE, name);
  if (problem) spot.below('块').reportAll([problem]);
  else if (!inside.fields?.includes('名称'))
    spot.below('块').report(`行源“${name}”没有名称，不能用作块`);
}

/** @param others whether the chart shows other years too */
function readParts(input: NonNullable<ChartInput['分']>, spot: Spot, others: boolean) {
  const { 块, ...ref } = input;
  checkSource(块, spot);
  if (ref.口径 !== undefined) spot.below('口径').report('“口径”写在“比”里');
  else if (others && !knowsYears(ref.量))
    spot.below('量').report(`量“${ref.量}”没有别的口径的数，不能用“比”`);
  return { source: 块 as RowSourceName, quantity: readAmount(ref, spot) };
}

/** A quantity that a chart may show: the columns of a 附表 may count other things than money. */
function readAmount(input: Parameters<typeof readReference>[0], spot: Spot): QuantityRef {
  if (input.量 === SCHEDULE) spot.below('量').report(`图里不能用“${SCHEDULE}”这个量`);
  return readReference(input, spot);
}

/** Reports what a chart shows although its kind of package can never have it. */
function checkKinds(chart: ChartTemplate, spot: Spot, kind: PackageName): void {
  const check = ({ name, params }: QuantityRef, at: Spot) => {
    const problem = quantityKindProblem(name, params, kind);
    if (problem) at.below(problem.key).reportAll([problem]);
  };
  const checkRows = (source: RowSourceName, at: Spot) => {
    const problem = sourceKindProblem(source, kind);
    // where it cannot stand at all, that is what to tell
    if (problem && !enterSource(OUTSIDE, source).problem) at.below('块').reportAll([problem]);
  };
  if (chart.kind === 'shares') {
    checkRows(chart.source, spot);
    check(chart.quantity, spot);
    check(chart.whole, spot.below('总'));
    return;
  }
  for (const [i, { quantity }] of chart.series.entries()) check(quantity, spot.below('柱', i));
  if (chart.parts) {
    checkRows(chart.parts.source, spot.below('分'));
    check(chart.parts.quantity, spot.below('分'));
  }
  for (const [i, { basis }] of chart.categories.entries()) {
    const problem = rowsKindProblem({ 口径: basis }, kind);
    if (problem) spot.below('比', i, '口径').reportAll([problem]);
  }
}
