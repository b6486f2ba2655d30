/**
 * Typefaces: which files there are and how a browser is told of them; what they serve for stands in
 * templates/print/字体.css.
 *
 * A browser on Linux finds the bundled files through fontconfig; one without fontconfig (Windows,
 * macOS) gets them as web fonts of a made-up origin that is answered from disk.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** Bundled typefaces look the same everywhere; system ones are 仿宋_GB2312 and its kin, where installed. */
export type FontSet = 'bundled' | 'system';
/** How the bundled files reach the browser. */
export type FontSource = 'fontconfig' | 'web';

export interface FontFace {
  readonly family: string;
  readonly weight: number;
  /** Module path of the file. */
  readonly file: string;
  /** CSS unicode-range, where the file serves a few characters only. */
  readonly range?: string;
}

const EXPO = '@expo-google-fonts';

/** The bundled files, one a weight, so that each becomes one embedded TrueType font. */
export const FONT_FACES: readonly FontFace[] = [
  face('Noto Serif SC', 400, 'noto-serif-sc/400Regular/NotoSerifSC_400Regular'),
  face('Noto Serif SC', 700, 'noto-serif-sc/700Bold/NotoSerifSC_700Bold'),
  face('Noto Sans SC', 400, 'noto-sans-sc/400Regular/NotoSansSC_400Regular'),
  face('Noto Sans SC', 700, 'noto-sans-sc/700Bold/NotoSansSC_700Bold'),
  {
    ...face(
      'Noto Sans Symbols 2',
      400,
      'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular',
    ),
    range: 'U+2600-27BF',
  },
];

function face(family: string, weight: number, path: string): FontFace {
  return { family, weight, file: `${EXPO}/${path}.ttf` };
}

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

const require = createRequire(import.meta.url);

/** Path of a bundled font file. */
export function fontFile(font: FontFace): string {
  return require.resolve(font.file);
}

/**
 * A fontconfig file that names the bundled fonts, and the machine's own only where they are asked for
 * or where the bundled ones come as web fonts.
 * @param cache writable folder for fontconfig's cache
 */
export function fontsConf(set: FontSet, source: FontSource, cache: string): string {
  const bundled = FONT_FACES.map((font) => dirname(fontFile(font)));
  const folders = source === 'fontconfig' ? bundled : [];
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
