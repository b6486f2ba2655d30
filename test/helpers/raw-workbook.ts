/** Workbooks written by hand, as no library would write them. */
import { strToU8, zipSync } from 'fflate';

/** One sheet, 表. */
export const BOOK = '<workbook><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>';

export interface RawBook {
  /** XML of the sheet. */
  readonly sheet: string;
  /** Other parts by their paths, or in place of the usual ones. */
  readonly more?: Readonly<Record<string, string>>;
  readonly level?: 0 | 6;
}

/** The bytes of a workbook with one sheet. */
export function bookOf({ sheet, more = {}, level = 6 }: RawBook): Uint8Array {
  const files = {
    ...{ 'xl/workbook.xml': BOOK, 'xl/_rels/workbook.xml.rels': RELATIONS },
    ...{ 'xl/worksheets/sheet1.xml': sheet, ...more },
  };
  const bytes = Object.entries(files).map(([path, file]) => [path, strToU8(file)]);
  return zipSync(Object.fromEntries(bytes), { level });
}

/** @param tail what stands behind the rows */
export const sheetXml = (rows: string, tail = '') =>
  `<worksheet><sheetData>${rows}</sheetData>${tail}</worksheet>`;
