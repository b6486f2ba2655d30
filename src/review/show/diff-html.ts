/** A comparison as one self-contained page, for a person with a browser; see templates/review/. */
import { createHash } from 'node:crypto';
import Handlebars from 'handlebars';
import { printable } from '../../render/html-text.js';
import { noEffect } from './diff-due.js';
import { pageData } from './diff-html-data.js';
import { pageView } from './diff-html-view.js';
import type { DiffOutput } from './diff-schema.js';

/**
 * Renders a comparison. Pure: the same comparison gives the same bytes. Handlebars escapes every text;
 * only the style, the scripts and the escaped data go in as they are, and the page's own policy lets a
 * browser run those and nothing else.
 * @param read the text of a file below templates/
 */
export function diffHtml(output: DiffOutput, read: (path: string) => string): string {
  const clean = cleaned(output);
  const part = (name: string) => read(`review/${name}`).replaceAll('\r\n', '\n');
  const style = ['对比.css', '表.css', '打印.css'].map(part).join('\n');
  const script = ['由来.js', '对比.js', '按键.js'].map(part).join('\n');
  const render = Handlebars.create().compile(part('对比.hbs'), {
    strict: true,
    knownHelpersOnly: true,
    preventIndent: true,
  });
  const page = render({
    ...pageView(clean),
    none: noEffect(clean),
    policy: [
      "default-src 'none'",
      `style-src ${hashed(style)}`,
      `script-src ${hashed(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    style,
    script,
    data: scriptJson(pageData(clean)),
  });
  // its partials leave empty lines
  return page.trimStart();
}

const hashed = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** JSON that can stand in a script element: no character in it means anything to HTML. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same value, its texts without characters that no page may hold. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) {
    // the lists of a large comparison hold millions of numbers
    return typeof value[0] === 'number' ? value : (value.map(cleaned) as T);
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]),
  ) as T;
}
