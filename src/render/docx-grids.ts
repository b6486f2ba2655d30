/**
 * The tables of a Word document, written a few at a time: the library keeps a tree of objects for all that it writes,
 * and a department with a thousand projects has several hundred thousand cells.
 */
import { Packer, Paragraph, Document as WordDocument, type Table as WordTable } from 'docx';
import { strFromU8, unzipSync } from 'fflate';
import { escapeXml } from './xlsx-text.js';

/** A table that is made when its turn comes. */
export interface LateGrid {
  /** What it is called, for those who hear the document, and for who reads it back. */
  readonly name: string;
  readonly rows: number;
  readonly make: () => WordTable;
}

const PLACE = 'GridPlace';
const PLACES = new RegExp(`<w:p><w:pPr><w:pStyle w:val="${PLACE}"/></w:pPr></w:p>`, 'g');

/** Stands in the text where a table goes. */
export const gridPlace = (): Paragraph => new Paragraph({ style: PLACE });

/** Rows that are written at a time. */
const MOST_ROWS = 1000;

/** The text of a document with its tables at their places. */
export async function withGrids(xml: string, grids: readonly LateGrid[]): Promise<string> {
  const written: string[] = [];
  for (let from = 0; from < grids.length; ) {
    let to = from;
    for (let rows = 0; to < grids.length && (to === from || rows < MOST_ROWS); to += 1)
      rows += grids[to]?.rows ?? 0;
    written.push(...(await gridsXml(grids.slice(from, to))));
    from = to;
  }
  let next = 0;
  return xml.replace(PLACES, () => written[next++] ?? '');
}

async function gridsXml(grids: readonly LateGrid[]): Promise<string[]> {
  const word = new WordDocument({ sections: [{ children: grids.map(({ make }) => make()) }] });
  const packed = new Uint8Array(await Packer.toBuffer(word));
  const parts = unzipSync(packed, { filter: ({ name }) => name === TEXT_PART });
  const xml = strFromU8(parts[TEXT_PART] ?? new Uint8Array());
  const tables = xml.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? [];
  return tables.map((table, i) =>
    table.replace(
      '</w:tblPr>',
      (end) => `<w:tblCaption w:val="${escapeXml(grids[i]?.name ?? '')}"/>${end}`,
    ),
  );
}

/** The part of a document that its text stands in. */
export const TEXT_PART = 'word/document.xml';
