/** What bars and pies have in common: sizes, tints, plain texts. */
import type { EChartsOption } from 'echarts';
import { codeWidth, printable } from './html-text.js';

/** Size in CSS pixels and the library's own description. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly option: EChartsOption;
}

/** 14 cm. */
export const WIDTH = 529;
/** Type size, about 10 pt. */
export const SIZE = 13;
export const INK = '#000';
export const OUTLINE = { borderColor: '#222', borderWidth: 0.8 } as const;
/** Nothing moves. */
export const COMMON: EChartsOption = {
  animation: false,
  textStyle: { color: INK, fontSize: SIZE },
};
/** Nothing answers a mouse. */
export const STILL = { silent: true, emphasis: { disabled: true } } as const;
/** No white lines round letters. */
export const UNLINED = { textBorderWidth: 0 } as const;

/**
 * Dark and light in turn, so that neighbours differ without colour. There are no hatchings: Chromium
 * prints an SVG pattern as pixels, and charts shall be vectors.
 */
const TINTS = [
  '#1f4e79',
  '#d9e6f2',
  '#3d6c9c',
  '#c4d8ec',
  '#5883b0',
  '#e9f0f7',
  '#6f97c0',
  '#b5cee6',
];
export const LIGHT = '#d9e6f2';
/** Differs from a dark and from a light neighbour. */
export const MIDDLE = '#93b3d3';

export function tint(index: number): string {
  return TINTS[index % TINTS.length] ?? MIDDLE;
}

/** Width in em of a text in the sans typeface, whose digits are a little wider than half an em. */
export function textWidth(text: string): number {
  return codeWidth(text) * 1.12;
}

/** A line of plain text. */
export function line(text: string, place: Readonly<Record<string, string | number>>) {
  const textStyle = { color: INK, fontSize: SIZE, fontWeight: 'normal' as const };
  return { text: printable(text), padding: 0, textStyle, ...place };
}
