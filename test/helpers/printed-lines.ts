/** Where a PDF has each character of a document: its lines, and the room between characters. */
import { countBy } from 'es-toolkit/array/countBy';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { Document } from '../../src/narrative/document.js';
import { cellText } from '../../src/tables/table.js';

export interface Glyph {
  readonly char: string;
  /** From 1. */
  readonly page: number;
  /** Left end and baseline in pt, from the lower left corner of the page. */
  readonly x: number;
  readonly y: number;
  /** Type size in pt. */
  readonly size: number;
  /** What its typeface gives it, in pt. */
  readonly width: number;
}

/** A text of the document where it was printed. */
export interface Passage {
  readonly kind:
    | 'cover'
    | 'contents'
    | 'title'
    | 'heading'
    | 'paragraph'
    | 'cell'
    | 'note'
    | 'caption';
  /** Without white space. */
  readonly text: string;
  readonly glyphs: readonly Glyph[];
}

type Matrix = readonly number[];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const times = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Matrix, n: Matrix): Matrix => {
  const [g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = n;
  return [
    a * g + b * i,
    a * h + b * j,
    c * g + d * i,
    c * h + d * j,
    e * g + f * i + k,
    e * h + f * j + l,
  ];
};

// the reader of operators asks for what Node has from version 21 on
const buffers: object & { transferToFixedLength?: (length?: number) => ArrayBuffer } =
  ArrayBuffer.prototype as object;
buffers.transferToFixedLength ??= function (this: ArrayBuffer, length?: number) {
  return this.slice(0, length);
};

/** All characters in the order in which the file has them, without page numbers. */
export async function glyphsOf(bytes: Uint8Array): Promise<Glyph[]> {
  const { OPS } = await getResolvedPDFJS();
  const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
  const glyphs: Glyph[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { fnArray, argsArray } = await (await pdf.getPage(page)).getOperatorList();
    const found: Glyph[] = [];
    let at = IDENTITY;
    const saved: Matrix[] = [];
    let text = IDENTITY;
    let size = 0;
    fnArray.forEach((op, index) => {
      const args = argsArray[index];
      if (op === OPS.save) saved.push(at);
      else if (op === OPS.restore) at = saved.pop() ?? IDENTITY;
      else if (op === OPS.transform) at = times(args, at);
      else if (op === OPS.beginText) text = IDENTITY;
      else if (op === OPS.setFont) size = args[1];
      else if (op === OPS.setTextMatrix) text = [...args[0]];
      else if (op === OPS.moveText) text = times([1, 0, 0, 1, args[0], args[1]], text);
      else if (op === OPS.showText) {
        const [a = 0, , , , x = 0, y = 0] = times(text, at);
        let along = 0;
        for (const glyph of args[0]) {
          if (typeof glyph === 'number') along -= (glyph * size) / 1000;
          else {
            const width = (glyph.width * size) / 1000;
            if (glyph.unicode.trim()) {
              found.push({
                char: glyph.unicode,
                page,
                x: x + along * a,
                y,
                size: size * a,
                width: width * a,
              });
            }
            along += width;
          }
        }
      }
    });
    const number =
      found
        .map(({ char }) => char)
        .join('')
        .match(/^—\d+—/)?.[0].length ?? 0;
    glyphs.push(...found.slice(number));
  }
  await pdf.loadingTask.destroy();
  return glyphs;
}

/** Every text of a document, in the order in which it is printed. */
export function textsOf(doc: Document): Omit<Passage, 'glyphs'>[] {
  const { cover, contents, parts, closing } = doc;
  const texts: Omit<Passage, 'glyphs'>[] = [];
  const add = (kind: Passage['kind'], ...given: readonly (string | undefined)[]) => {
    for (const text of given)
      if (text?.trim()) texts.push({ kind, text: text.replace(/\s+/g, '') });
  };
  add('cover', ...(cover.above ?? []), ...cover.title, ...cover.lines);
  add('contents', ...contents.map(({ text }) => text));
  for (const part of parts) {
    add('title', part.label, part.title);
    for (const block of part.blocks) {
      if (block.kind === 'heading') add('heading', block.text);
      else if (block.kind === 'paragraph')
        add('paragraph', block.runs.map(({ text }) => text).join(''));
      else if (block.kind === 'figure') add('caption', block.caption);
      else {
        add('title', block.table.title);
        const cells = [...block.table.cells].sort((a, b) => a.row - b.row || a.col - b.col);
        add('cell', ...cells.map(({ content }) => cellText(content)));
        add('note', ...block.table.notes);
      }
    }
  }
  add('paragraph', ...closing);
  return texts;
}

/** A text that does not follow within so many characters is not there: heads of tables are repeated. */
const AHEAD = 4000;

/** In place of a character that has its cell. */
const TAKEN = '\0';

/** The texts of a document where they were printed, and those that are not in the PDF as they are written. */
export function passagesOf(
  doc: Document,
  glyphs: readonly Glyph[],
): { readonly found: Passage[]; readonly missing: string[] } {
  let all = '';
  const starts: number[] = [];
  glyphs.forEach(({ char }, index) => {
    for (let i = 0; i < char.length; i += 1) starts.push(index);
    all += char;
  });
  const found: Passage[] = [];
  const missing: string[] = [];
  let cursor = 0;
  // of a table: where it begins, and its characters that no cell has been found at yet
  let from = 0;
  let open = '';
  for (const text of textsOf(doc)) {
    const { length } = text.text;
    let at = all.slice(cursor, cursor + AHEAD + length).indexOf(text.text);
    if (text.kind === 'cell') {
      if (open.length === 0) from = cursor;
      open += all.slice(from + open.length, cursor + AHEAD + length);
      // a label beside a head that is printed again stands behind it: a cell may be before the last one
      if (at !== 0) at = open.indexOf(text.text) + from - cursor;
      else if (open[cursor - from] === TAKEN) at = -1;
      const place = at + cursor - from;
      if (place >= 0)
        open = open.slice(0, place) + TAKEN.repeat(length) + open.slice(place + length);
    } else open = '';
    if (at + cursor < from || (text.kind !== 'cell' && at < 0)) {
      missing.push(`${text.kind}：${text.text}`);
      continue;
    }
    const start = at + cursor;
    const last = starts[start + length - 1] ?? 0;
    found.push({ ...text, glyphs: glyphs.slice(starts[start], last + 1) });
    cursor = Math.max(cursor, start + length);
  }
  return { found, missing };
}

/** A passage's lines. */
export function linesOf({ glyphs }: Passage): Glyph[][] {
  const lines: Glyph[][] = [];
  for (const glyph of glyphs) {
    const line = lines.at(-1);
    const before = line?.at(-1);
    const same =
      before && before.page === glyph.page && Math.abs(before.y - glyph.y) < glyph.size / 3;
    if (same) line?.push(glyph);
    else lines.push([glyph]);
  }
  return lines;
}

export const textOf = (line: readonly Glyph[]): string => line.map(({ char }) => char).join('');

const UNITS =
  /^[万亿千百十]?(?:元|[％%‰℃]|[年月日]|[个人项家辆台套次条名件户所场册类款处天]|平方米|公里|小时)/;
const BREAKS: readonly (readonly [string, RegExp, RegExp])[] = [
  ['number|unit', /[\d０-９]$/, UNITS],
  ['number|character', /[\d０-９％%]$/, /^\p{Script=Han}/u],
  ['multiple|unit', /\d[万亿千百]$/, /^[元个人次平]/],
  ['sign|number', /[-+−－±≥≤＞＜≈￥¥]$/, /^\d/],
  ['bracket|number', /[（(]$/, /^\d/],
  ['第|number', /第$/, /^[\d一二三四五六七八九十百]/],
  ['range', /\d[—–~～-]+$/, /^\d/],
  ['range', /\d(?:年|月|%)?$/, /^[—–~～-]+\d/],
  ['digit|digit', /[\d,.]$/, /^[\d,.]*\d/],
  ['list mark|text', /(?:^|[。；：])\d{1,2}[.．]$/, /^[^\d]/],
  ['punctuation first', /./, /^[，。、；：？！）》”’】〕〉」』…％%]/],
  ['bracket last', /[（《“‘【〔〈「『]$/, /./],
  ['dash cut', /—$/, /^—/],
  ['dots cut', /…$/, /^…/],
];

/** Where a line ends that must not: what kind, and the text on both sides. */
export function wrongBreaks(passage: Passage): string[] {
  const lines = linesOf(passage).map(textOf);
  return lines.slice(1).flatMap((next, index) => {
    const line = lines[index] ?? '';
    return BREAKS.filter(([, end, start]) => end.test(line) && start.test(next)).map(
      ([kind]) => `${kind}：${line.slice(-8)}|${next.slice(0, 6)}`,
    );
  });
}

/** Width of a space at least, in em. */
const SPACE = 0.2;

/**
 * Room between the characters of a line beyond their own widths, in em: on average of the places that a
 * line is stretched at, which are not within a run of Latin letters and digits.
 */
export function stretchOf(line: readonly Glyph[]): number {
  const [first] = line;
  const last = line.at(-1);
  if (!first || !last || line.length < 2) return 0;
  const widths = line.slice(0, -1).reduce((sum, { width }) => sum + width, 0);
  const latin = /^[!-~]$/;
  let gaps = 0;
  let spaces = 0;
  line.forEach(({ char, x }, index) => {
    const before = line[index - 1];
    if (!before) return;
    // a space is no glyph of its own
    const spaced = x - before.x - before.width > SPACE * before.size;
    const both = latin.test(char) && latin.test(before.char);
    if (spaced && both) spaces += 1;
    if (spaced || !both) gaps += 1;
  });
  const room = (last.x - first.x - widths) / first.size - spaces * SPACE;
  return room / Math.max(gaps, 1);
}

/** What stands at the foot of a page and must not: titles, lead-ins, single lines of paragraphs. */
export function wrongFeet(passages: readonly Passage[]): string[] {
  const body = passages.filter(({ kind }) => kind !== 'cover' && kind !== 'contents');
  const alone = body.slice(0, -1).flatMap((passage, index) => {
    const next = body[index + 1];
    const leads =
      passage.kind === 'heading' ||
      passage.kind === 'title' ||
      (passage.kind === 'paragraph' && passage.text.endsWith('：'));
    const page = passage.glyphs.at(-1)?.page;
    return leads && next?.glyphs[0]?.page !== page ? [`${passage.kind}：${passage.text}`] : [];
  });
  const single = body.flatMap((passage) => {
    const counts = Object.values(countBy(linesOf(passage), (line) => line[0]?.page ?? 0));
    const parted = passage.kind === 'paragraph' && counts.length > 1;
    return parted && (counts[0] === 1 || counts.at(-1) === 1) ? [`line：${passage.text}`] : [];
  });
  return [...alone, ...single];
}
