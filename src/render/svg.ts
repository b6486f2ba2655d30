/** The few shapes that figures are drawn with, as SVG text. The same call gives the same bytes. */
import Handlebars from 'handlebars';
import { printable } from './html-text.js';

/** Type size in CSS pixels, 9.75 pt: no smaller letter stands in a figure. */
export const SIZE = 13;
/** From one line of text to the next. */
export const LINE = 17;
/** Width of a figure, 14 cm. */
export const WIDTH = 529;
const INK = '#000';
const OUTLINE = '#222';

/** Rounded to a hundredth of a pixel, which no printer shows. */
const n = (value: number): string => String(Math.round(value * 100) / 100);

/** Text as it may stand in SVG. */
const escaped = (text: string): string => Handlebars.escapeExpression(printable(text));

/** Width in pixels of a line in the sans typeface; digits take 0.56 em there, other letters up to 0.9. */
export function textWidth(text: string): number {
  let em = 0;
  for (const char of printable(text))
    em += (char.codePointAt(0) ?? 0) >= 0x2000 ? 1 : /[A-Za-z@&%]/.test(char) ? 0.9 : 0.57;
  return em * SIZE;
}

/** What may not begin a line, and what may not end one. */
const CLOSING = /^[，、；：。！？）》”’」】,.;:!?)\]%]/;
const OPENING = /[（《“‘「【([]$/;

/** A text in lines no wider than so many pixels, but for a mark that stays with what it closes. */
export function linesOf(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of printable(text)) {
    if (line && textWidth(line + char) > room && !CLOSING.test(char)) {
      const carried = line.length > 1 ? (OPENING.exec(line)?.[0] ?? '') : '';
      lines.push(line.slice(0, line.length - carried.length));
      line = carried;
    }
    line += char;
  }
  return [...lines, line];
}

/** Lines of one text, their middle at y; `end` has them end at x. */
export function textAt(x: number, y: number, lines: readonly string[], anchor = 'start'): string {
  // letters stand on their line: a third of an em below their middle
  const first = y - ((lines.length - 1) * LINE) / 2 + SIZE * 0.36;
  const spans = lines.map(
    (line, i) => `<tspan x="${n(x)}" y="${n(first + i * LINE)}">${escaped(line)}</tspan>`,
  );
  return `<text font-size="${SIZE}" fill="${INK}" text-anchor="${anchor}">${spans.join('')}</text>`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string): string {
  const size = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
  return `<rect ${size} fill="${fill}" stroke="${OUTLINE}" stroke-width="0.8"/>`;
}

export function upright(x: number, from: number, to: number): string {
  return `<path d="M${n(x)} ${n(from)}V${n(to)}" stroke="${OUTLINE}" stroke-width="0.8" fill="none"/>`;
}

/** A whole drawing of so many pixels. */
export function svg(height: number, shapes: readonly string[]): string {
  const box = `width="${WIDTH}" height="${n(height)}" viewBox="0 0 ${WIDTH} ${n(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${shapes.join('')}</svg>`;
}

/** Where amounts lie between the edges of an area; zero is always in it. */
export function scale(amounts: readonly number[], from: number, to: number) {
  const low = Math.min(0, ...amounts);
  const span = Math.max(0, ...amounts) - low || 1;
  return (amount: number): number => from + ((amount - low) / span) * (to - from);
}
