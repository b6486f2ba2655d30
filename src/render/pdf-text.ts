/** Which characters a PDF says that its glyphs are: those that were written (ISO 32000-1, 9.10.3). */
import { chunk } from 'es-toolkit/array/chunk';
import type { Typefaces } from '../glyphs/typefaces.js';
import { nameOf, type PdfObjects, streamText } from './pdf-read.js';
import { charactersOf, utf16 } from './pdf-unicode.js';
import { PdfReference, PdfStream } from './pdf-values.js';
import { deflated } from './pdf-write.js';

/** What was printed. */
interface Source {
  /** Whether a character stands in it. */
  readonly has: (character: string) => boolean;
  /** Of a character those that look like it. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
}

/** Of a ToUnicode map, by its object's number, the characters of the glyphs. */
export type FontTexts = ReadonlyMap<number, ReadonlyMap<number, string>>;

/**
 * Gives the fonts whose maps name characters that nobody wrote new ones.
 * @param text every character that was printed stands in it
 * @returns the characters of all fonts' glyphs as they were written
 */
export function repairText(pdf: PdfObjects, text: string, typefaces: Typefaces): FontTexts {
  const source = sourceOf(text, typefaces);
  const texts = new Map<number, ReadonlyMap<number, string>>();
  for (const font of pdf.objects.values()) {
    if (!(font instanceof Map) || nameOf(font.get('Type')) !== 'Font') continue;
    const map = font.get('ToUnicode');
    const stream = map instanceof PdfReference ? pdf.objects.get(map.number) : undefined;
    if (!(map instanceof PdfReference) || !(stream instanceof PdfStream)) continue;
    if (texts.has(map.number)) continue;
    const old = streamText(stream);
    const found = charactersOf(old);
    const characters = new Map([...found].map(([glyph, char]) => [glyph, written(char, source)]));
    texts.set(map.number, characters);
    if ([...characters].every(([glyph, char]) => char === found.get(glyph))) continue;
    pdf.objects.set(map.number, deflated(Buffer.from(mapOf(characters, old), 'latin1')));
  }
  return texts;
}

const UNITS = 0x10000;

function sourceOf(text: string, { alike }: Typefaces): Source {
  const units = new Uint8Array(UNITS);
  for (let at = 0; at < text.length; at += 1) units[text.charCodeAt(at)] = 1;
  const has = (char: string): boolean => {
    if (char.length === 1) return units[char.charCodeAt(0)] === 1;
    return char === String.fromCodePoint(char.codePointAt(0) ?? 0) && text.includes(char);
  };
  const groups = alike.map((group) => [...group]);
  return { has, alike: new Map(groups.flatMap((group) => group.map((one) => [one, group]))) };
}

/**
 * The character that was written where the browser says `char`. A font does not say which of several that
 * look alike it was, and the browser takes the one with the lowest code: 部门 would be found and copied as
 * 部⻔, with a radical for 门.
 */
function written(char: string, { has, alike }: Source): string {
  if (has(char)) return char;
  const candidates = [...(alike.get(char) ?? []), char.normalize('NFKC')];
  return candidates.find(has) ?? char;
}

const BLOCK_SIZE = 100;

/** A CMap with other characters, each glyph on its own. */
function mapOf(characters: ReadonlyMap<number, string>, old: string): string {
  const lines = [...characters].map(
    ([glyph, char]) => `<${glyph.toString(16).toUpperCase().padStart(4, '0')}> <${utf16(char)}>\n`,
  );
  const blocks = chunk(lines, BLOCK_SIZE).map(
    (some) => `${some.length} beginbfchar\n${some.join('')}endbfchar`,
  );
  const start = old.search(/\d+ beginbf/);
  const end = old.lastIndexOf('endcmap');
  return `${old.slice(0, start)}${blocks.join('\n')}\n${old.slice(end)}`;
}
