/** Workbooks written by hand, as no library would write them. */
import { crc32, deflateRawSync } from 'node:zlib';

/** One sheet, 表. */
export const BOOK = '<workbook><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>';

export interface RawBook {
  /** XML of the sheet. */
  readonly sheet: string;
  /** Other parts by their paths, or in place of the usual ones. */
  readonly more?: Readonly<Record<string, string>>;
  /** Whether it is compressed. */
  readonly level?: 0 | 1;
}

/** The bytes of a workbook with one sheet. */
export function bookOf({ sheet, more = {}, level = 1 }: RawBook): Uint8Array {
  return zipOf(
    {
      ...{ 'xl/workbook.xml': BOOK, 'xl/_rels/workbook.xml.rels': RELATIONS },
      ...{ 'xl/worksheets/sheet1.xml': sheet, ...more },
    },
    level,
  );
}

const DEFLATED = 8;
const UTF8_NAMES = 0x800;

/** A zip; some books are of 100 MB, for which a library in JavaScript takes many times as long. */
function zipOf(files: Readonly<Record<string, string>>, level: 0 | 1): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const packed = level === 0 ? content : deflateRawSync(content, { level });
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(UTF8_NAMES, 2);
    about.writeUInt16LE(level === 0 ? 0 : DEFLATED, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, where, name);
    const written = [Buffer.from('PK\x03\x04', 'latin1'), about, name, packed];
    parts.push(...written);
    offset += written.reduce((sum, { length }) => sum + length, 0);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, list, end]));
}

/** @param tail what stands behind the rows */
export const sheetXml = (rows: string, tail = '') =>
  `<worksheet><sheetData>${rows}</sheetData>${tail}</worksheet>`;
