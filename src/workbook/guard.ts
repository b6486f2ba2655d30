/** What a file has to be before its cells are read: an .xlsx, and no larger than its bounds. */
import { FlateErrorCode, strFromU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import type { Code } from '../diagnostics.js';
import { type Bounds, FORMS } from './bounds.js';

/** What keeps a workbook from being read, told before it is known how the file is called. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly code: Code,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const RESAVE = '请用 Excel 或 WPS 打开，另存为 .xlsx 再试';
export const not = (message: string, hint = RESAVE) =>
  new Unreadable('workbook-invalid', message, hint);
export const damaged = () => not('工作簿不能读，可能已经损坏');
const SPARE = '请删去用不着的工作表、空行和空列再试';
export const tooLarge = (message: string) => new Unreadable('file-too-large', message, SPARE);

/** Cells, texts, styles and the title; no pictures, comments, links or macros. */
const READ =
  /^(?:xl\/(?:workbook|styles|sharedStrings|worksheets\/sheet\d+)\.xml|xl\/_rels\/workbook\.xml\.rels|docProps\/core\.xml)$/;
const WORKSHEET = /^xl\/worksheets\//;
const MACROS = 'xl/vbaProject.bin';
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['word/document.xml', '这是 Word 文件，不是 Excel 工作簿'],
  ['ppt/presentation.xml', '这是 PowerPoint 文件，不是 Excel 工作簿'],
  ['content.xml', '这是 OpenDocument 文件，不是 Excel 工作簿'],
  ['xl/workbook.bin', '这是 .xlsb 二进制工作簿，不能读'],
]);

export interface Parts {
  /** What tables are read from, packed anew: another reader would unpack the file without end. */
  readonly zip: Uint8Array;
  /** Whether it has macros: they are not read. */
  readonly macros: boolean;
  /** The XML of a worksheet by its number. */
  worksheet(number: string): string;
  /** The XML of a part by its path in the package; undefined where there is none. */
  part(path: string): string | undefined;
}

/**
 * Unpacks what tables are read from.
 * @throws Unreadable that says in Chinese what the file is instead, or what is wrong with it
 */
export function unpack(bytes: Uint8Array, bounds: Bounds = FORMS): Parts {
  if (bytes.byteLength === 0) throw new Unreadable('file-empty', '文件是空的');
  if (bytes.byteLength > bounds.file)
    throw tooLarge(`文件超过 ${bounds.file / 1024 / 1024} MB 的上限`);
  const kind = kindOf(bytes);
  if (kind) throw kind;
  const { parts, macros } = unzip(bytes, bounds);
  if (!parts['xl/workbook.xml']) throw not('这是压缩文件，里面没有 Excel 工作簿');
  const worksheet = (number: string) =>
    strFromU8(parts[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
  const part = (path: string) => parts[path] && strFromU8(parts[path]);
  return {
    // only one of the readers needs it, and packing takes longer than unpacking
    get zip() {
      return zipSync(parts, { level: 0 });
    },
    macros,
    worksheet,
    part,
  };
}

/**
 * Every part of a workbook by its path, for whoever writes it back with a few of them changed.
 * @param bytes that `unpack` has taken: it tells what else a file may be
 * @throws Unreadable where there is more than its bounds allow
 */
export function unpackAll(bytes: Uint8Array, bounds: Bounds = FORMS): Record<string, Uint8Array> {
  let [parts, inflated] = [bounds.parts, bounds.inflated];
  const filter = ({ name, size, originalSize }: UnzipFileInfo) => {
    parts -= 1;
    inflated -= Math.max(size, originalSize);
    if (parts < 0 || inflated < 0) throw tooLarge('工作簿的内容过多，不像部门预算、决算的表格');
    return !name.endsWith('/');
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged();
  }
}

/** Flag of a zip's first part that says that it is encrypted. */
const isLocked = (bytes: Uint8Array): boolean => ((bytes[6] ?? 0) & 1) === 1;

/** What a file is that is no zip, or one that nobody can unpack. */
function kindOf(bytes: Uint8Array): Unreadable | undefined {
  const start = strFromU8(bytes.subarray(0, 1024), true);
  const locked = not('工作簿设了打开密码，不能读', '请先去掉密码再试');
  if (start.startsWith('PK')) return isLocked(bytes) ? locked : undefined;
  if (start.startsWith('%PDF'))
    return not('这是 PDF 文件，不是 Excel 工作簿', '请用同一份材料的工作簿（.xlsx）或 CSV');
  if (/<(!doctype|html|table|\?xml|meta)/i.test(start))
    return not('这是网页或 XML 表格，不是 .xlsx 工作簿');
  if (!start.startsWith('\xd0\xcf\x11\xe0')) return not('这不是 Excel 工作簿（.xlsx）', '');
  const holds = (name: string) => Buffer.from(bytes).includes(Buffer.from(name, 'utf16le'));
  // an encrypted workbook is stored in the old container, under this name
  if (holds('EncryptedPackage')) return locked;
  return holds('WordDocument')
    ? not('这是旧版 Word 文件（.doc），不是 Excel 工作簿')
    : not('这是旧版 Excel 文件（.xls）或 WPS 文件（.et），不能读');
}

function unzip(
  bytes: Uint8Array,
  bounds: Bounds,
): { parts: Record<string, Uint8Array>; macros: boolean } {
  const left = { ...bounds };
  const spend = (what: 'parts' | 'packed' | 'inflated' | 'unpacked' | 'tags', amount: number) => {
    left[what] -= amount;
    if (left[what] < 0) throw tooLarge('工作簿的内容过多，不像部门预算、决算的表格');
  };
  let macros = false;
  const filter = ({ name, compression, size, originalSize }: UnzipFileInfo) => {
    spend('parts', 1);
    const other = OTHER_KINDS.get(name);
    if (other) throw not(other);
    if (name === MACROS) macros = true;
    if (!READ.test(name)) return false;
    spend('packed', compression === 0 ? 0 : size);
    spend('inflated', Math.max(size, originalSize));
    return true;
  };
  try {
    const parts: Record<string, Uint8Array> = unzipSync(bytes, { filter });
    for (const [name, part] of Object.entries(parts)) {
      const needed = WORKSHEET.test(name) ? withoutEmptyRows(part, bounds.rows) : part;
      spend('unpacked', needed.byteLength);
      // the reader keeps an object for each tag, and goes through a number's format with each number
      spend('tags', needed.reduce(countTag, 0));
      if (declares(needed)) throw not('工作簿里有 DOCTYPE 声明，Excel 和 WPS 不写这个，没有读取');
      parts[name] = needed;
    }
    if (ENDLESS.test(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array()))) throw damaged();
    return { parts, macros };
  } catch (error) {
    const cut = (error as { code?: unknown }).code === FlateErrorCode.InvalidZipData;
    throw cut ? not('工作簿不完整，可能没有下载完') : error;
  }
}

const countTag = (tags: number, byte: number): number => (byte === 0x3c ? tags + 1 : tags);
/** A number format that is longer than any, or has a bracket that nothing closes. */
const ENDLESS = /formatCode\s*=\s*(?:"[^"]{250}|'[^']{250})|\[[^\]]{60}/;

/** The same bytes, to be searched. */
const searched = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Whether an XML declares a type: with entities of its own, and perhaps of other files. */
const declares = (part: Uint8Array): boolean => searched(part).includes('<!DOCTYPE');

/** A worksheet of fewer bytes is read as it is. */
const LONG = 1024 * 1024;

/**
 * A worksheet's XML without the rows beyond a bound that have nothing but formats: somebody formatted whole
 * columns, and the program wrote a million rows.
 */
function withoutEmptyRows(xml: Uint8Array, bound: number): Uint8Array {
  if (xml.byteLength < LONG) return xml;
  const bytes = searched(xml);
  const kept: Uint8Array[] = [];
  let from = 0;
  // where the next of these begins, from any place on
  const next = ['<v', '<is', '<f'].map((tag) => ({ tag, at: -1 }));
  const holds = (start: number, end: number) =>
    next.some((one) => {
      if (one.at < start) {
        const found = bytes.indexOf(one.tag, start);
        one.at = found < 0 ? bytes.length : found;
      }
      return one.at < end;
    });
  for (let start = bytes.indexOf('<row '); start >= 0; ) {
    const tagEnd = bytes.indexOf('>', start);
    if (tagEnd < 0) break;
    const alone = bytes[tagEnd - 1] === SLASH;
    const close = alone ? tagEnd : bytes.indexOf('</row>', tagEnd);
    if (close < 0) break;
    const end = alone ? tagEnd + 1 : close + '</row>'.length;
    const [, number] = /\sr="(\d+)"/.exec(bytes.toString('latin1', start, tagEnd)) ?? [];
    if (Number(number ?? 0) > bound && !holds(start, end)) {
      if (start > from) kept.push(xml.subarray(from, start));
      from = end;
    }
    start = bytes.indexOf('<row ', end);
  }
  return Buffer.concat([...kept, xml.subarray(from)]);
}
const SLASH = 0x2f;
