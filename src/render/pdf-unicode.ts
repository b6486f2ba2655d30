/** Which characters a font's glyphs stand for: its ToUnicode map (ISO 32000-1, 9.10.3). */

const BLOCKS = /\d+ beginbf(char|range)\n(.*?)endbf\1/gs;

/**
 * @param map a ToUnicode CMap as browsers write it
 * @returns characters by the glyphs' numbers
 */
export function charactersOf(map: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, kind, body = ''] of map.matchAll(BLOCKS)) {
    const values = [...body.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, hex = '']) => hex);
    for (let at = 0; at < values.length; at += kind === 'char' ? 2 : 3) {
      const first = Number.parseInt(values[at] ?? '', 16);
      const last = kind === 'char' ? first : Number.parseInt(values[at + 1] ?? '', 16);
      const code = decode(values[at + (kind === 'char' ? 1 : 2)] ?? '');
      for (let glyph = first; glyph <= last; glyph += 1) {
        characters.set(glyph, following(code, glyph - first));
      }
    }
  }
  return characters;
}

/** UTF-16 in hexadecimal, as PDFs have text. */
export function utf16(text: string): string {
  let hex = '';
  for (let at = 0; at < text.length; at += 1)
    hex += text.charCodeAt(at).toString(16).toUpperCase().padStart(UNIT, '0');
  return hex;
}

/** The text that UTF-16 in hexadecimal stands for. */
export function decode(hex: string): string {
  let text = '';
  for (let at = 0; at < hex.length; at += UNIT)
    text += String.fromCharCode(Number.parseInt(hex.slice(at, at + UNIT), 16));
  return text;
}

/** Digits of a unit of UTF-16. */
const UNIT = 4;

function following(text: string, steps: number): string {
  if (steps === 0) return text;
  const code = text.codePointAt(text.length - 1) ?? 0;
  return text.slice(0, -1) + String.fromCodePoint(code + steps);
}
