/** Reads a workbook part by part, with nothing of the library that wrote it. */
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';

export interface ReadCell {
  readonly ref: string;
  /** `s` for a shared string, empty for a number or a blank. */
  readonly type: string;
  /** What <v> holds, as written. */
  readonly raw: string;
  /** Text of a shared string with Excel's _xHHHH_ escapes resolved, else `raw`. */
  readonly text: string;
  readonly style: ReadStyle;
}

export interface ReadStyle {
  readonly format: string;
  readonly font: string;
  readonly size: number;
  readonly bold: boolean;
  readonly alignment: Readonly<Record<string, string>>;
  /** Styles of left, right, top, bottom. */
  readonly borders: readonly string[];
}

export interface ReadSheet {
  readonly name: string;
  readonly xml: Document;
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly merges: readonly string[];
  readonly widths: readonly number[];
  /** Heights by row number; index 0 is not used. */
  readonly heights: readonly number[];
}

export interface ReadWorkbook {
  readonly parts: ReadonlyMap<string, string>;
  readonly sheets: readonly ReadSheet[];
  /** `name!sheet index` → range. */
  readonly definedNames: ReadonlyMap<string, string>;
}

const BUILT_IN: Readonly<Record<string, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  49: '@',
};

export function readXlsx(bytes: Uint8Array): ReadWorkbook {
  const parts = new Map<string, string>();
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    parts.set(path, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  }
  const strings = parts.has('xl/sharedStrings.xml')
    ? all(parse(parts, 'xl/sharedStrings.xml'), 'si').map((si) =>
        unescapeText(
          all(si, 't')
            .map((t) => t.textContent ?? '')
            .join(''),
        ),
      )
    : [];
  const styles = readStyles(parse(parts, 'xl/styles.xml'));
  const book = parse(parts, 'xl/workbook.xml');
  const targets = new Map(
    all(parse(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map((rel) => [
      rel.getAttribute('Id'),
      rel.getAttribute('Target'),
    ]),
  );
  const sheets = all(book, 'sheet').map((sheet) => {
    const xml = parse(parts, `xl/${targets.get(sheet.getAttribute('r:id'))}`);
    return readSheet(sheet.getAttribute('name') ?? '', xml, strings, styles);
  });
  const definedNames = new Map(
    all(book, 'definedName').map((name) => [
      `${name.getAttribute('name')}!${name.getAttribute('localSheetId')}`,
      name.textContent ?? '',
    ]),
  );
  return { parts, sheets, definedNames };
}

export function all(node: Document | Element, tag: string): Element[] {
  return Array.from(node.getElementsByTagName(tag));
}

export function attributes(element: Element | undefined): Record<string, string> {
  return Object.fromEntries(
    Array.from(element?.attributes ?? []).map(({ name, value }) => [name, value]),
  );
}

/** The cell at `ref`; a place that the sheet does not write is an error. */
export function at(sheet: ReadSheet, ref: string): ReadCell {
  const found = sheet.cells.get(ref);
  if (found === undefined) throw new Error(`no cell ${ref}`);
  return found;
}

/** Attributes of the sheet's first element of that name. */
export function pageOf(sheet: ReadSheet, tag: string): Record<string, string> {
  return attributes(all(sheet.xml, tag)[0]);
}

/** `A4:B5` → A4, B4, A5, B5; columns A to Z. */
export function refsOf(range: string): string[] {
  const [, left = 'A', top = '1', right = 'A', bottom = '1'] =
    /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range) ?? [];
  const refs: string[] = [];
  for (let row = Number(top); row <= Number(bottom); row += 1) {
    for (let col = left.charCodeAt(0); col <= right.charCodeAt(0); col += 1) {
      refs.push(`${String.fromCharCode(col)}${row}`);
    }
  }
  return refs;
}

function parse(parts: ReadonlyMap<string, string>, path: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      // U+FFFD is a character like any other here: the text held half a surrogate pair
      if (!message.startsWith('Unicode replacement character'))
        throw new Error(`${path}: ${level}: ${message}`);
    },
    // as XML 1.0 has it; the library's own rule is that of XML 1.1
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
  });
  return parser.parseFromString(parts.get(path) ?? '', 'text/xml');
}

function unescapeText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

function readSheet(
  name: string,
  xml: Document,
  strings: readonly string[],
  styles: readonly ReadStyle[],
): ReadSheet {
  const cells = new Map<string, ReadCell>();
  for (const c of all(xml, 'c')) {
    const ref = c.getAttribute('r') ?? '';
    const type = c.getAttribute('t') ?? '';
    const raw = all(c, 'v')[0]?.textContent ?? '';
    const style = styles[Number(c.getAttribute('s') ?? 0)];
    if (style === undefined || cells.has(ref)) throw new Error(`bad cell ${ref}`);
    cells.set(ref, {
      ref,
      type,
      raw,
      text: type === 's' ? (strings[Number(raw)] ?? '') : raw,
      style,
    });
  }
  const widths = all(xml, 'col').flatMap((col) => {
    const { min, max, width } = attributes(col);
    return Array.from({ length: Number(max) - Number(min) + 1 }, () => Number(width));
  });
  const heights: number[] = [];
  for (const row of all(xml, 'row'))
    heights[Number(row.getAttribute('r'))] = Number(row.getAttribute('ht'));
  const merges = all(xml, 'mergeCell').map((merge) => merge.getAttribute('ref') ?? '');
  return { name, xml, cells, merges, widths, heights };
}

function readStyles(xml: Document): ReadStyle[] {
  const custom = new Map(
    all(xml, 'numFmt').map((f) => [f.getAttribute('numFmtId'), f.getAttribute('formatCode')]),
  );
  const children = (tag: string, child: string): Element[] =>
    all(xml, tag)
      .flatMap((parent) => Array.from(parent.childNodes) as Element[])
      .filter((node) => node.nodeName === child);
  const fonts = children('fonts', 'font');
  const borders = children('borders', 'border');
  return children('cellXfs', 'xf').map((xf) => {
    const { numFmtId = '0', fontId, borderId } = attributes(xf);
    const font = fonts[Number(fontId)] as Element;
    const border = borders[Number(borderId)] as Element;
    return {
      format: custom.get(numFmtId) ?? BUILT_IN[numFmtId] ?? `#${numFmtId}`,
      font: attributes(all(font, 'name')[0]).val ?? '',
      size: Number(attributes(all(font, 'sz')[0]).val),
      bold: all(font, 'b').length > 0,
      alignment: attributes(all(xf, 'alignment')[0]),
      borders: ['left', 'right', 'top', 'bottom'].map(
        (side) => attributes(all(border, side)[0]).style ?? '',
      ),
    };
  });
}
