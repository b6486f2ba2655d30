/**
 * The figures of a document as pictures in Word: the drawing itself, and for programs that know no drawings of this
 * kind an image of it. Drawn without a browser, so that every machine makes the same bytes.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Chart } from '../narrative/document.js';
import { drawChart } from './chart.js';
import { FONTS } from './docx-styles.js';
import { FONT_FACES, fontFile } from './fonts.js';

/** A drawing and its image. */
export interface Picture {
  readonly svg: Uint8Array;
  readonly png: Uint8Array;
  /** In pixels, 96 to the inch. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of the image for each of the drawing's: 288 to the inch. */
const DENSITY = 3;
/** Typefaces of the image: letters of the first, what it lacks of the others. */
const FACES = ['Noto Sans SC Medium', 'Noto Serif SC'];

type Draw = (chart: Chart) => Picture;
let drawing: Promise<Draw> | undefined;

/** What draws charts; it is loaded once. */
export function pictures(): Promise<Draw> {
  drawing ??= load();
  return drawing;
}

async function load(): Promise<Draw> {
  const module = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  const faces = FONT_FACES.filter(({ family }) => FACES.includes(family));
  const [wasm, ...fontBuffers] = await Promise.all(
    [module, ...faces.map(fontFile)].map((path) => readFile(path)),
  );
  await initWasm(wasm as Uint8Array<ArrayBuffer>);
  const font = { fontBuffers, defaultFontFamily: 'Noto Sans SC Medium' };
  return (chart) => {
    const svg = drawChart(chart);
    const drawn = new Resvg(svg, {
      font,
      fitTo: { mode: 'zoom', value: DENSITY },
      background: '#fff',
    });
    const image = drawn.render();
    const { width, height } = image;
    const png = image.asPng();
    image.free();
    drawn.free();
    return {
      svg: new TextEncoder().encode(inSans(svg)),
      png,
      width: width / DENSITY,
      height: height / DENSITY,
    };
  };
}

/** A drawing that stands by itself has to name its typeface. */
function inSans(svg: string): string {
  const { name, others } = FONTS.sans;
  return svg.replace(
    '<svg ',
    `<svg font-family="${[name, ...others].map((one) => `'${one}'`).join(', ')}, sans-serif" `,
  );
}
