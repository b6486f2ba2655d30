/**
 * The last touch to a Word document's parts: what the library does not write, and bytes that are always the same.
 */
import { unzipSync, zipSync } from 'fflate';
import type { Document } from '../narrative/document.js';
import { type LateGrid, TEXT_PART, withGrids } from './docx-grids.js';
import { FONTS } from './docx-styles.js';
import { escapeXml } from './xlsx-text.js';

/**
 * Packs a document again: the library stamps the clock on every entry and on the properties. All entries are of
 * 1980-01-01, as Office's own are. Dates in a zip have no time zone, and fflate reads local time.
 * @param grids the tables that go into its text
 */
export async function sealDocx(
  packed: Uint8Array,
  { date, language }: Pick<Document, 'date' | 'language'>,
  grids: readonly LateGrid[],
): Promise<Uint8Array> {
  const files = unzipSync(packed);
  const change = (path: string, edit: (xml: string) => string) => {
    files[path] = new TextEncoder().encode(edit(new TextDecoder().decode(files[path])));
  };
  const text = new TextDecoder().decode(files[TEXT_PART]);
  files[TEXT_PART] = new TextEncoder().encode(await withGrids(text, grids));
  change('docProps/core.xml', (xml) =>
    xml
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`)
      .replace('</cp:coreProperties>', `<dc:language>${language}</dc:language>$&`),
  );
  // characters keep the widths of the grid beside letters and digits, lines the heights that they state
  change('word/styles.xml', (xml) =>
    xml.replace('<w:pPrDefault/>', `<w:pPrDefault><w:pPr>${OFF_THE_GRID}</w:pPr></w:pPrDefault>`),
  );
  change('word/fontTable.xml', (xml) => xml.replace(/\/>$/, `>${FONT_TABLE}</w:fonts>`));
  change('word/settings.xml', (xml) =>
    xml
      .replace('<w:displayBackgroundShape/>', '')
      .replace('<w:compat>', `<w:characterSpacingControl w:val="compressPunctuation"/>$&`)
      .replace('</w:settings>', `<w:themeFontLang w:val="en-US" w:eastAsia="${language}"/>$&`),
  );
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

const OFF_THE_GRID = ['autoSpaceDE', 'autoSpaceDN', 'snapToGrid']
  .map((name) => `<w:${name} w:val="0"/>`)
  .join('');

/** Each typeface with what stands in for it where a machine lacks it. */
const FONT_TABLE = Object.values(FONTS)
  .map(
    ({ name, others }) =>
      `<w:font w:name="${escapeXml(name)}"><w:altName w:val="${escapeXml(others.join(','))}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
  )
  .join('');
