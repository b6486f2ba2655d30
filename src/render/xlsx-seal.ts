/** The last touch to a workbook's parts: what the library does not write, and bytes that are always the same. */
import { unzipSync, zipSync } from 'fflate';
import { escapeXml } from './xlsx-text.js';

/** A cell that leads to another sheet. */
export interface SheetLink {
  readonly cell: string;
  /** Name of the sheet. */
  readonly sheet: string;
}

/** What a sheet is told besides. */
export interface SheetExtras {
  /** Range of its grid, in which codes are meant to be text. */
  readonly grid: string;
  readonly links?: readonly SheetLink[];
}

/**
 * Packs the workbook again, because exceljs stamps the clock on every entry: all of 1980-01-01, as Excel's
 * own. Dates in a zip have no time zone, and fflate reads local time, which is how it is made here. On the
 * way each sheet is told that codes are meant to be text, or Excel marks every one with a green corner, and
 * gets its links: the library would make those within the workbook links to a file.
 * @param extras of each sheet, in the order of the sheets
 */
export function seal(packed: Uint8Array, extras: readonly SheetExtras[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [path, bytes] of Object.entries(unzipSync(packed))) {
    if (!path.endsWith('/')) files[path] = bytes;
  }
  const change = (path: string, edit: (xml: string) => string) => {
    files[path] = new TextEncoder().encode(edit(new TextDecoder().decode(files[path])));
  };
  extras.forEach((own, index) => {
    change(`xl/worksheets/sheet${index + 1}.xml`, (xml) => linked(inText(xml, own), own));
  });
  change('xl/styles.xml', (xml) => xml.replace(/<fonts\b[^>]*><font>.*?<\/font>/, inSong));
  // what Excel, and readers of screens, take the words of the workbook for
  change('docProps/core.xml', (xml) =>
    xml.replace('</cp:coreProperties>', '<dc:language>zh-CN</dc:language>$&'),
  );
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

/** The font of the style Normal, in whose digits columns are measured. */
const SONG =
  '<font><sz val="10"/><color theme="1"/><name val="宋体"/><family val="3"/><charset val="134"/></font>';

/** The library's own is Calibri, whose digits are as wide as the machine has it or not. */
const inSong = (fonts: string): string => fonts.replace(/<font>.*/, SONG);

/** Its place is behind the footer and the breaks, before what there is of drawings. */
function inText(xml: string, { grid }: SheetExtras): string {
  const ignored = `<ignoredErrors><ignoredError sqref="${grid}" numberStoredAsText="1"/></ignoredErrors>`;
  const behind = /<(?:drawing|legacyDrawing|tableParts)\b|<\/worksheet>$/;
  return xml.replace(behind, `${ignored}$&`);
}

/** Their place is behind the cells and what is merged of them, before the print set-up. */
function linked(xml: string, { links = [] }: SheetExtras): string {
  if (links.length === 0) return xml;
  const each = links.map(({ cell, sheet }) => {
    const location = escapeXml(`'${sheet}'!A1`);
    return `<hyperlink ref="${cell}" location="${location}" display="${escapeXml(sheet)}"/>`;
  });
  const behind = /<(?:printOptions|pageMargins)\b/;
  return xml.replace(behind, (found) => `<hyperlinks>${each.join('')}</hyperlinks>${found}`);
}
