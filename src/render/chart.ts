/** The figures of a document as SVG: drawn by a chart library, without a browser. */
import type { Chart, Document } from '../narrative/document.js';
import { barsDrawing } from './chart-bars.js';
import { sharesDrawing } from './chart-shares.js';
import type { Drawing } from './chart-style.js';
import { tidySvg } from './chart-svg.js';
import { anchor } from './html-text.js';

/**
 * The drawing of each figure by its id. The library is loaded only if there is a figure. The same
 * figure gives the same text, whatever was drawn before it.
 */
export async function drawFigures(doc: Document): Promise<ReadonlyMap<string, string>> {
  const drawings = new Map<string, string>();
  for (const block of doc.parts.flatMap((part) => part.blocks)) {
    if (block.kind === 'figure') drawings.set(block.id, await drawChart(block.chart, block.id));
  }
  return drawings;
}

/** One chart as a complete <svg>. @param id tells its inner ids from those of other drawings */
export async function drawChart(chart: Chart, id: string): Promise<string> {
  const { init } = await import('echarts/dist/echarts.esm.min');
  const { width, height, option } = drawingOf(chart);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    canvas.setOption(option);
    return tidySvg(canvas.renderToSVGString(), `${anchor(id)}-part`);
  } finally {
    canvas.dispose(); // its timer would keep the process alive
  }
}

function drawingOf(chart: Chart): Drawing {
  switch (chart.kind) {
    case 'bars':
      return barsDrawing(chart);
    case 'shares':
      return sharesDrawing(chart);
  }
}
