/**
 * Squeezed punctuation: “）：” takes three halves of two characters. A file says where each glyph begins and
 * a typeface how wide it is, so that the second seems to lie upon the first; readers of text then take them for
 * two columns and tear the sentence apart. Such glyphs are marked as one stretch with its text (ISO 32000-1, 14.9.4).
 */
import { decode, utf16 } from './pdf-unicode.js';

/** Punctuation that is as wide as an ideograph, half of it empty. */
const SQUEEZED = /^[，。、；：？！（）《》〈〉“”‘’【】〔〕「」『』·]$/;
/** As far as glyphs are apart, in em, that do not seem to lie upon each other. */
const APART = 0.85;

const TOKEN =
  /\bBT\b|\bET\b|\/(\w+) (-?[\d.]+) Tf|(-?[\d.]+) 0 Td|<([0-9A-Fa-f]{4})> Tj|(\/Span\s*<<\s*\/ActualText <FEFF([0-9A-F]+)>\s*>>\s*BDC)|\bEMC\b/g;

interface Glyph {
  /** Where what shows it begins and ends in the content. */
  readonly start: number;
  end: number;
  /** What it stands for. */
  readonly text: string;
  /** How far behind the one before it begins, in em; more where that is not known. */
  readonly step: number;
}

/**
 * A page's content with stretches of squeezed punctuation marked.
 * @param content bytes as characters
 * @param characters of a font by the name that the page has for it
 */
export function tieSqueezed(
  content: string,
  characters: (font: string) => ReadonlyMap<number, string>,
): string {
  let tied = '';
  let copied = 0;
  const mark = (run: readonly Glyph[]): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || run.length < 2) return;
    const text = run.map((glyph) => glyph.text).join('');
    const shown = content.slice(first.start, last.end).replace(SPAN, '');
    tied += `${content.slice(copied, first.start)}/Span <</ActualText <FEFF${utf16(text)}>>> BDC\n${shown}\nEMC`;
    copied = last.end;
  };
  for (const glyphs of textObjects(content, characters)) {
    let run: Glyph[] = [];
    for (const glyph of glyphs) {
      const upon = glyph.step < APART && SQUEEZED.test(run.at(-1)?.text ?? '');
      if (!upon) mark(run);
      run = upon ? [...run, glyph] : [glyph];
    }
    mark(run);
  }
  return tied + content.slice(copied);
}

/** Marks of single glyphs within a stretch: its own says what they say. */
const SPAN = /\/Span\s*<<\s*\/ActualText <[0-9A-F]+>\s*>>\s*BDC\s*|\s*\bEMC\b/g;

/** The glyphs of each text object. */
function textObjects(
  content: string,
  characters: (font: string) => ReadonlyMap<number, string>,
): Glyph[][] {
  const objects: Glyph[][] = [];
  let glyphs: Glyph[] = [];
  let map: ReadonlyMap<number, string> = new Map();
  let size = 1;
  let step = Number.POSITIVE_INFINITY;
  /** Where the glyph's move begins, or the mark around both. */
  let start: number | undefined;
  let said: string | undefined;
  for (const {
    0: token,
    index,
    1: font,
    2: points,
    3: move,
    4: hex,
    5: span,
    6: actual,
  } of content.matchAll(TOKEN)) {
    if (token === 'BT') {
      glyphs = [];
      step = Number.POSITIVE_INFINITY;
      start = undefined;
    } else if (token === 'ET') objects.push(glyphs);
    else if (font !== undefined) {
      map = characters(font);
      size = Number(points);
    } else if (move !== undefined) {
      // the first move of a text object is from nowhere
      step = glyphs.length > 0 ? Number(move) / size : Number.POSITIVE_INFINITY;
      start ??= index;
    } else if (span !== undefined) {
      start = index;
      said = decode(actual ?? '');
    } else if (hex !== undefined) {
      const text = said ?? map.get(Number.parseInt(hex, 16)) ?? '';
      glyphs.push({ start: start ?? index, end: index + token.length, text, step });
      start = undefined;
    } else {
      // the end of a mark around one glyph, or of one around a text object
      const last = glyphs.at(-1);
      if (said !== undefined && last) last.end = index + token.length;
      said = undefined;
    }
  }
  return objects;
}
