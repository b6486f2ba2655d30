/** The figures of a document as SVG, drawn without a browser. */
import type { Chart, Document } from '../narrative/document.js';
import { drawCompared } from './chart-compare.js';
import { drawShares } from './chart-shares.js';

/** The drawing of each figure by its id. */
export function drawFigures(doc: Document): ReadonlyMap<string, string> {
  const drawings = new Map<string, string>();
  for (const block of doc.parts.flatMap((part) => part.blocks))
    if (block.kind === 'figure') drawings.set(block.id, drawChart(block.chart));
  return drawings;
}

/** One chart as a complete <svg>: shapes and texts only, in the typeface of the page around it. */
export function drawChart(chart: Chart): string {
  return chart.kind === 'bars' ? drawCompared(chart) : drawShares(chart);
}
