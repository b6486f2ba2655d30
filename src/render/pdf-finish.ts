/** What the browser leaves to do on a printed PDF: dates and author, and text that copies as written. */

import { deflateSync, inflateSync } from 'node:zlib';
import { chunk } from 'es-toolkit/array/chunk';
import type { Document } from '../narrative/document.js';
import {
  appendObjects,
  openPdf,
  type PdfFile,
  PdfFormatError,
  readObject,
  readStream,
} from './pdf-update.js';

const CREATOR = 'gongkai';

/**
 * Sets author and dates from the document, never from the clock, and makes copied and searched text
 * the text that was written.
 * @param source the body of the page that was printed: every character of the text stands in it
 */
export function finishPdf(pdf: Uint8Array, doc: Document, source: string): Uint8Array {
  const file = openPdf(pdf);
  renumberElements(file.bytes);
  return appendObjects(file, new Map([stampInfo(file, doc), ...repairText(file, new Set(source))]));
}

/**
 * Names of structure elements count from 1: the browser numbers them by what else it has loaded since
 * it started. Their order, which the name tree needs, and their length stay.
 */
function renumberElements(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(/\(node(\d{8})\)/g)];
  const ranks = new Map(
    [...new Set(found.map(([, id]) => id))].sort().map((id, rank) => [id, rank + 1]),
  );
  for (const { index, 1: id } of found) {
    bytes.write(String(ranks.get(id)).padStart(8, '0'), index + '(node'.length, 'latin1');
  }
}

/** The new information dictionary; in the old one, which stays in the file, dates are overwritten. */
function stampInfo(file: PdfFile, doc: Document): readonly [number, Buffer] {
  const number = Number(/\/Info (\d+) 0 R/.exec(file.trailer)?.[1]);
  if (Number.isNaN(number)) throw new PdfFormatError('没有文档信息');
  const { dictionary } = readObject(file, number);
  const date = `D:${doc.date.slice(0, 10).replaceAll('-', '')}000000+00'00'`;
  const dated = dictionary.replace(/D:\d{14}[+-]\d\d'\d\d'/g, date);
  if (!dated.includes(date) || dated.length !== dictionary.length) {
    throw new PdfFormatError('没有日期');
  }
  file.bytes.write(dated, file.offsets.get(number) ?? 0, 'latin1');
  const entries = [
    `/Title ${textString(doc.title)}`,
    `/Author ${textString(doc.author)}`,
    `/Creator ${textString(CREATOR)}`,
    /\/Producer \([^()]*\)/.exec(dictionary)?.[0] ?? '',
    `/CreationDate (${date})`,
    `/ModDate (${date})`,
  ];
  return [number, Buffer.from(`<<${entries.filter(Boolean).join('\n')}>>`, 'latin1')];
}

/** A PDF text string: UTF-16 with its mark, in hexadecimal. */
function textString(text: string): string {
  return `<${utf16(`\ufeff${text}`)}>`;
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

/**
 * Characters that share a glyph. A font does not say which of them was written, and the browser takes
 * the one with the lowest code: 部门 would be found and copied as 部⻔, with a radical for 门.
 */
const SHARED_GLYPHS: readonly string[] = [
  ...`⺂乛 ⺃乚 ⺅亻 ⺉刂 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺫罒
⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺹耂 ⺺肀 ⺾艹 ⻁虎 ⻂衤 ⻃覀 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻘青
⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
⼾户戶 㫚曶 㬵胶 㬺幐 㮣槩 〜～ ·•‧・ …⋯`.split(/\s+/),
  '\u2003\u3000',
  '\u2012\u2013',
  '\u2215\uff0f',
  '\u2329\u3008',
  '\u232a\u3009',
];
const OTHERS = new Map(SHARED_GLYPHS.map((group) => [[...group][0] ?? '', [...group].slice(1)]));

/** The character that was written where the browser says `char`. */
function written(char: string, source: ReadonlySet<string>): string {
  if (source.has(char)) return char;
  const candidates = [...(OTHERS.get(char) ?? []), char.normalize('NFKC')];
  return candidates.find((candidate) => source.has(candidate)) ?? char;
}

/** New ToUnicode streams for the fonts whose old ones name characters that nobody wrote. */
function repairText(file: PdfFile, source: ReadonlySet<string>): [number, Buffer][] {
  const maps = new Set<number>();
  for (const number of file.offsets.keys()) {
    const found = /^\d+ 0 obj\s*<<\/Type \/Font\n.*\/ToUnicode (\d+) 0 R/s.exec(
      readObject(file, number).dictionary,
    );
    if (found) maps.add(Number(found[1]));
  }
  return [...maps].flatMap((number): [number, Buffer][] => {
    const old = inflateSync(readStream(file, number)).toString('latin1');
    const repaired = repairMap(old, source);
    if (repaired === old) return [];
    const data = deflateSync(Buffer.from(repaired, 'latin1'));
    const head = `<</Filter /FlateDecode\n/Length ${data.length}>> stream\n`;
    return [[number, Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')])]];
  });
}

const BLOCKS = /\d+ beginbf(char|range)\n(.*?)endbf\1/gs;
const BLOCK_SIZE = 100;

/** A CMap with the characters that were written, each glyph on its own. */
function repairMap(map: string, source: ReadonlySet<string>): string {
  const glyphs: (readonly [glyph: number, char: string])[] = [];
  let wrong = false;
  const add = (glyph: number, char: string): void => {
    const right = written(char, source);
    wrong ||= right !== char;
    glyphs.push([glyph, right]);
  };
  for (const [, kind, body = ''] of map.matchAll(BLOCKS)) {
    const values = [...body.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, hex = '']) => hex);
    for (let at = 0; at < values.length; at += kind === 'char' ? 2 : 3) {
      const first = Number.parseInt(values[at] ?? '', 16);
      const last = kind === 'char' ? first : Number.parseInt(values[at + 1] ?? '', 16);
      const code = decode(values[at + (kind === 'char' ? 1 : 2)] ?? '');
      for (let glyph = first; glyph <= last; glyph += 1) add(glyph, following(code, glyph - first));
    }
  }
  if (!wrong) return map;
  const lines = glyphs.map(
    ([glyph, char]) => `<${glyph.toString(16).toUpperCase().padStart(4, '0')}> <${utf16(char)}>\n`,
  );
  const blocks = chunk(lines, BLOCK_SIZE).map(
    (some) => `${some.length} beginbfchar\n${some.join('')}endbfchar`,
  );
  const start = map.search(/\d+ beginbf/);
  const end = map.lastIndexOf('endcmap');
  return `${map.slice(0, start)}${blocks.join('\n')}\n${map.slice(end)}`;
}

function decode(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function following(text: string, steps: number): string {
  if (steps === 0) return text;
  const code = text.codePointAt(text.length - 1) ?? 0;
  return text.slice(0, -1) + String.fromCodePoint(code + steps);
}
