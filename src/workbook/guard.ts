/** What a file has to be before its cells are read: an .xlsx, and no larger than disclosure forms ever are. */
import { FlateErrorCode, strFromU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import type { Code } from '../diagnostics.js';

const MB = 1024 * 1024;
const MOST = {
  file: 20 * MB,
  // of the parts that are read; `packed` bounds the work for one that unpacks to more than it declares
  packed: MB,
  unpacked: 16 * MB,
  parts: 10_000,
  tags: 500_000,
} as const;

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

/** Cells, texts, styles and the title; no pictures, comments or links. */
const READ =
  /^(?:xl\/(?:workbook|styles|sharedStrings|worksheets\/sheet\d+)\.xml|xl\/_rels\/workbook\.xml\.rels|docProps\/core\.xml)$/;
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['word/document.xml', '这是 Word 文件，不是 Excel 工作簿'],
  ['ppt/presentation.xml', '这是 PowerPoint 文件，不是 Excel 工作簿'],
  ['content.xml', '这是 OpenDocument 文件，不是 Excel 工作簿'],
  ['xl/workbook.bin', '这是 .xlsb 二进制工作簿，不能读'],
]);

export interface Parts {
  /** What tables are read from, packed anew: another reader would unpack the file without end. */
  readonly zip: Uint8Array;
  /** The XML of a worksheet by its number. */
  worksheet(number: string): string;
  /** The XML of a part by its path in the package; undefined where there is none. */
  part(path: string): string | undefined;
}

/**
 * Unpacks what tables are read from.
 * @throws Unreadable that says in Chinese what the file is instead, or what is wrong with it
 */
export function unpack(bytes: Uint8Array): Parts {
  if (bytes.byteLength === 0) throw new Unreadable('file-empty', '文件是空的');
  if (bytes.byteLength > MOST.file) throw tooLarge(`文件超过 ${MOST.file / MB} MB 的上限`);
  const kind = kindOf(bytes);
  if (kind) throw kind;
  const parts = unzip(bytes);
  if (!parts['xl/workbook.xml']) throw not('这是压缩文件，里面没有 Excel 工作簿');
  const worksheet = (number: string) =>
    strFromU8(parts[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
  const part = (path: string) => parts[path] && strFromU8(parts[path]);
  return {
    // only one of the readers needs it, and packing takes longer than unpacking
    get zip() {
      return zipSync(parts, { level: 0 });
    },
    worksheet,
    part,
  };
}

/** What a file is that is no zip. */
function kindOf(bytes: Uint8Array): Unreadable | undefined {
  const start = strFromU8(bytes.subarray(0, 1024), true);
  if (start.startsWith('PK')) return undefined;
  if (start.startsWith('%PDF')) return not('这是 PDF 文件，不是 Excel 工作簿', '');
  if (/<(!doctype|html|table|\?xml|meta)/i.test(start))
    return not('这是网页或 XML 表格，不是 .xlsx 工作簿');
  if (!start.startsWith('\xd0\xcf\x11\xe0')) return not('这不是 Excel 工作簿（.xlsx）', '');
  // an encrypted workbook is stored in the old container, under this name
  return Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? not('工作簿设了打开密码，不能读', '请先去掉密码再试')
    : not('这是旧版 Excel 文件（.xls）或 WPS 文件（.et），不能读');
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  const left: Record<'parts' | 'packed' | 'unpacked' | 'tags', number> = { ...MOST };
  const spend = (what: keyof typeof left, amount: number) => {
    left[what] -= amount;
    if (left[what] < 0) throw tooLarge('工作簿的内容过多，不像部门预算、决算的表格');
  };
  const filter = ({ name, compression, size, originalSize }: UnzipFileInfo) => {
    spend('parts', 1);
    const other = OTHER_KINDS.get(name);
    if (other) throw not(other);
    if (!READ.test(name)) return false;
    spend('packed', compression === 0 ? 0 : size);
    spend('unpacked', Math.max(size, originalSize));
    return true;
  };
  try {
    const parts = unzipSync(bytes, { filter });
    // the reader keeps an object for each tag, and goes through a number's format with each number
    for (const part of Object.values(parts)) spend('tags', part.reduce(countTag, 0));
    if (ENDLESS.test(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array()))) throw damaged();
    return parts;
  } catch (error) {
    const cut = (error as { code?: unknown }).code === FlateErrorCode.InvalidZipData;
    throw cut ? not('工作簿不完整，可能没有下载完') : error;
  }
}

const countTag = (tags: number, byte: number): number => (byte === 0x3c ? tags + 1 : tags);
/** A number format that is longer than any, or has a bracket that nothing closes. */
const ENDLESS = /formatCode\s*=\s*(?:"[^"]{250}|'[^']{250})|\[[^\]]{60}/;
