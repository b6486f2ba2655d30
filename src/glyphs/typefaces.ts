/**
 * Which characters the typefaces that come with the program print: templates/fonts/字符.json, which is
 * derived from their files (see there, 说明.md).
 */
import type { TemplateFolder } from '../forms/library.js';

export interface Typefaces {
  /** Whether a character is printed, whatever part of a document it stands in. */
  readonly has: (character: string) => boolean;
  /**
   * Characters of which a typeface has one picture, e.g. 门 and the radical ⻔, the lowest code first: a
   * printed glyph does not say which of them was written.
   */
  readonly alike: readonly string[];
}

interface Stored {
  /** Ranges in hexadecimal: `20-7E A9 4E00-9FFF`. */
  readonly 能印: string;
  readonly 同形: readonly string[];
}

const FILE = 'fonts/字符.json';
const CODES = 0x110000;
const known = new WeakMap<TemplateFolder, Typefaces>();

/** @throws as node:fs does where the templates have no such file */
export function typefacesOf(templates: TemplateFolder): Typefaces {
  const typefaces = known.get(templates) ?? readTypefaces(templates);
  known.set(templates, typefaces);
  return typefaces;
}

function readTypefaces(templates: TemplateFolder): Typefaces {
  const text = new TextDecoder().decode(templates.read(FILE));
  const { 能印: printed, 同形: alike } = JSON.parse(text) as Stored;
  const covered = new Uint8Array(CODES);
  for (const range of printed.split(' ')) {
    const [first = 0, last = first] = range.split('-').map((code) => Number.parseInt(code, 16));
    covered.fill(1, first, last + 1);
  }
  return { has: (character) => covered[character.codePointAt(0) ?? 0] === 1, alike };
}
