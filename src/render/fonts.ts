/**
 * Typefaces: which files there are and how a browser is told of them; what they serve for stands in
 * templates/print/字体.css.
 *
 * A browser on Linux finds the bundled files through fontconfig; one without fontconfig (Windows,
 * macOS) gets them as web fonts of a made-up origin that is answered from disk.
 */
import { fileURLToPath } from 'node:url';

/** Bundled typefaces look the same everywhere; system ones are 仿宋_GB2312 and its kin, where installed. */
export type FontSet = 'bundled' | 'system';
/** How the bundled files reach the browser. */
export type FontSource = 'fontconfig' | 'web';

export interface FontFace {
  /** As the style sheet names it; each face has a family of its own, so that none is made bolder. */
  readonly family: string;
  readonly weight: number;
  /** In templates/fonts/. */
  readonly file: string;
  /** CSS unicode-range, where the file serves a few characters only. */
  readonly range?: string;
}

/** The bundled faces, one file each, so that each becomes one embedded TrueType font. */
export const FONT_FACES: readonly FontFace[] = [
  { family: 'FandolFang R', weight: 400, file: 'FandolFang-Regular.ttf' },
  { family: 'FandolKai', weight: 400, file: 'FandolKai-Regular.ttf' },
  { family: 'Noto Serif SC', weight: 400, file: 'NotoSerifSC-Regular.ttf' },
  { family: 'Noto Serif SC Bold', weight: 700, file: 'NotoSerifSC-Bold.ttf' },
  { family: 'Noto Sans SC Medium', weight: 500, file: 'NotoSansSC-Medium.ttf' },
  {
    family: 'Noto Sans Symbols 2',
    weight: 400,
    file: 'NotoSansSymbols2-Regular.ttf',
    range: 'U+2600-27BF',
  },
  { family: 'BabelStone Han', weight: 400, file: 'BabelStoneHan-Rare.ttf' },
];

/** Names by which a PDF knows the bundled faces. */
export const BUNDLED_NAMES: ReadonlySet<string> = new Set([
  ...FONT_FACES.map(({ file }) => file.replace(/\.ttf$/, '')),
  // its file holds the rare characters alone
  'BabelStoneHan',
]);

/** Where a document's own pages and fonts seem to come from; `.invalid` never resolves (RFC 2606). */
export const DOCUMENT_ORIGIN = 'https://document.invalid';

/** The bundled files as web fonts, for a browser that can't be told of font files in another way. */
export const WEB_FONTS = FONT_FACES.map(({ family, weight, range }, index) => ({
  family,
  weight,
  range,
  url: `${DOCUMENT_ORIGIN}/font/${index}.ttf`,
}));

/** Path of the font file that a URL of `WEB_FONTS` names, if it names one. */
export function fontFileOf(url: string): string | undefined {
  const prefix = `${DOCUMENT_ORIGIN}/font/`;
  if (!url.startsWith(prefix)) return undefined;
  const found = FONT_FACES[Number.parseInt(url.slice(prefix.length), 10)];
  return found && fontFile(found);
}

const FOLDER = new URL('../../templates/fonts/', import.meta.url);

/** Path of a bundled font file. */
export function fontFile(font: FontFace): string {
  return fileURLToPath(new URL(font.file, FOLDER));
}

/**
 * A fontconfig file that names the bundled fonts, and the machine's own only where they are asked for
 * or where the bundled ones come as web fonts.
 * @param cache writable folder for fontconfig's cache
 */
export function fontsConf(set: FontSet, source: FontSource, cache: string): string {
  const folders = source === 'fontconfig' ? [fileURLToPath(FOLDER)] : [];
  const machine = set === 'system' || source === 'web';
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...(machine ? ['<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'] : []),
    ...folders.map((folder) => `<dir>${xml(folder)}</dir>`),
    `<cachedir>${xml(cache)}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
