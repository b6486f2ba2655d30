/**
 * Squeezed punctuation: “）：” takes three halves of two characters. A file says where each glyph begins and
 * a typeface how wide it is, so that the second seems to lie upon the first; readers of text then take them for
 * two columns and tear the sentence apart. Such glyphs are marked as one stretch with its text (ISO 32000-1, 14.9.4).
 */
import { codeOf, type Edit, type Operators } from './pdf-operators.js';
import { decode, utf16 } from './pdf-unicode.js';

/** Punctuation that is as wide as an ideograph, half of it empty. */
const SQUEEZED = /^[，。、；：？！（）《》〈〉“”‘’【】〔〕「」『』·]$/;
/** As far as glyphs are apart, in em, that do not seem to lie upon each other. */
const APART = 0.85;

const FONT = /\/(\w+) (-?[\d.]+) Tf$/;
const SAID = /\/Span\s*<<\s*\/ActualText <FEFF([0-9A-F]+)>\s*>>\s*BDC$/;
const [BT, ET, TF, TD, TJ, BDC, EMC] = ['BT', 'ET', 'Tf', 'Td', 'Tj', 'BDC', 'EMC'].map(codeOf);
/** A move along the line, and a glyph: `18.66 0 Td <0012> Tj`. */
const ALONG = ' 0 Td';
const SHOWN = '<0012> Tj';
const CODE = 4;

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
 * What marks the stretches of squeezed punctuation of a page's content.
 * @param content bytes as characters
 * @param characters of a font by the name that the page has for it
 */
export function tieEdits(
  content: string,
  operators: Operators,
  characters: (font: string) => ReadonlyMap<number, string>,
): Edit[] {
  return textObjects(content, operators, characters).flatMap((glyphs) =>
    runsOf(glyphs).map((run) => tie(content, run)),
  );
}

/** Glyphs that lie upon each other, two at least. */
function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  glyphs.forEach((glyph, index) => {
    const before = glyphs[index - 1];
    if (!before || glyph.step >= APART || !SQUEEZED.test(before.text)) return;
    const run = runs.at(-1);
    if (run?.at(-1) === before) run.push(glyph);
    else runs.push([before, glyph]);
  });
  return runs;
}

function tie(content: string, run: readonly Glyph[]): Edit {
  const from = run[0]?.start ?? 0;
  const to = run.at(-1)?.end ?? from;
  const said = run.map(({ text }) => text).join('');
  const shown = content.slice(from, to).replace(SPAN, '');
  return { from, to, text: `/Span <</ActualText <FEFF${utf16(said)}>>> BDC\n${shown}\nEMC` };
}

/** Marks of single glyphs within a stretch: its own says what they say. */
const SPAN = /\/Span\s*<<\s*\/ActualText <[0-9A-F]+>\s*>>\s*BDC\s*|\s*\bEMC\b/g;

/** The glyphs of each text object. */
function textObjects(
  content: string,
  { codes, ends }: Operators,
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
  for (let index = 0; index < codes.length; index += 1) {
    const operands = ends[index - 1] ?? 0;
    const end = ends[index] ?? 0;
    switch (codes[index]) {
      case BT:
        glyphs = [];
        step = Number.POSITIVE_INFINITY;
        start = undefined;
        break;
      case ET:
        objects.push(glyphs);
        break;
      case TF: {
        const [, font, points] = FONT.exec(content.slice(operands, end)) ?? [];
        if (font === undefined) break;
        map = characters(font);
        size = Number(points);
        break;
      }
      case TD: {
        if (!content.startsWith(ALONG, end - ALONG.length)) break;
        const move = content.slice(operands, end - ALONG.length);
        // the first move of a text object is from nowhere
        step = glyphs.length > 0 ? Number(move) / size : Number.POSITIVE_INFINITY;
        start ??= end - ALONG.length - move.trimStart().length;
        break;
      }
      case TJ: {
        const from = end - SHOWN.length;
        if (content[from] !== '<') break;
        const hex = content.slice(from + 1, from + 1 + CODE);
        const text = said ?? map.get(Number.parseInt(hex, 16)) ?? '';
        glyphs.push({ start: start ?? from, end, text, step });
        start = undefined;
        break;
      }
      case BDC: {
        const mark = SAID.exec(content.slice(operands, end));
        if (!mark) break;
        start = operands + mark.index;
        said = decode(mark[1] ?? '');
        break;
      }
      case EMC: {
        // the end of a mark around one glyph, or of one around a text object
        const last = glyphs.at(-1);
        if (said !== undefined && last) last.end = end;
        said = undefined;
      }
    }
  }
  return objects;
}
