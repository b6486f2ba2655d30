/** The parts of a Word document that text is read from: a .docx, and no larger than its bounds. */
import { FlateErrorCode, strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { Unreadable } from '../workbook/guard.js';

const MB = 1024 * 1024;

/** How much a document may hold: beyond these it is no department's package. */
export const WORD_BOUNDS = {
  /** Bytes of the file. */
  file: 20 * MB,
  /** Bytes of the parts that are read, packed and unpacked. */
  packed: 6 * MB,
  unpacked: 48 * MB,
  /** Parts of all kinds. */
  parts: 10_000,
  /** Of the text. */
  tags: 3_000_000,
  depth: 200,
  paragraphs: 60_000,
  cells: 200_000,
  /** Rows times columns of all tables. */
  places: 1_000_000,
  characters: 5_000_000,
} as const;

const RESAVE = '请用 Word 或 WPS 打开，另存为 .docx 再试';
export const notWord = (message: string, hint = RESAVE) =>
  new Unreadable('document-invalid', message, hint);
export const damagedWord = () => notWord('Word 文件不能读，可能已经损坏');
export const tooMuch = (message = 'Word 文件的内容过多，不像一份部门预算、决算的材料') =>
  new Unreadable('file-too-large', message, '请删去用不着的内容再试');

export interface WordParts {
  readonly text: string;
  readonly styles: string;
  readonly comments: string;
  readonly properties: string;
  /** Whether it has macros: they are not read. */
  readonly macros: boolean;
}

const TEXT = /^word\/document\d*\.xml$/;
const STYLES = /^word\/styles\d*\.xml$/;
const COMMENTS = /^word\/comments\d*\.xml$/;
const PROPERTIES = /^docProps\/core\.xml$/;
const READ = [TEXT, STYLES, COMMENTS, PROPERTIES];
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['xl/workbook.xml', '这是 Excel 工作簿，不是 Word 文件'],
  ['ppt/presentation.xml', '这是 PowerPoint 文件，不是 Word 文件'],
  ['content.xml', '这是 OpenDocument 文件，不是 Word 文件'],
]);

/**
 * Unpacks what text is read from.
 * @throws Unreadable that says in Chinese what the file is instead, or what is wrong with it
 */
export function wordParts(bytes: Uint8Array): WordParts {
  if (bytes.byteLength === 0) throw new Unreadable('file-empty', '文件是空的');
  if (bytes.byteLength > WORD_BOUNDS.file)
    throw tooMuch(`文件超过 ${WORD_BOUNDS.file / MB} MB 的上限`);
  refuseOther(bytes);
  const left = { ...WORD_BOUNDS };
  const spend = (what: 'parts' | 'packed' | 'unpacked', amount: number) => {
    (left as Record<typeof what, number>)[what] -= amount;
    if (left[what] < 0) throw tooMuch();
  };
  let macros = false;
  const filter = ({ name, size, originalSize }: UnzipFileInfo) => {
    spend('parts', 1);
    const other = OTHER_KINDS.get(name);
    if (other) throw notWord(other);
    if (name === 'word/vbaProject.bin') macros = true;
    if (!READ.some((pattern) => pattern.test(name))) return false;
    spend('packed', size);
    spend('unpacked', Math.max(size, originalSize));
    return true;
  };
  const parts = unzip(bytes, filter);
  const part = (pattern: RegExp): string => {
    const found = Object.keys(parts).find((name) => pattern.test(name));
    return found === undefined ? '' : textOf(parts[found] as Uint8Array);
  };
  const text = part(TEXT);
  if (text === '') throw notWord('这是压缩文件，里面没有 Word 的文字');
  return {
    text,
    styles: part(STYLES),
    comments: part(COMMENTS),
    properties: part(PROPERTIES),
    macros,
  };
}

function unzip(bytes: Uint8Array, filter: (info: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const cut = (error as { code?: unknown }).code === FlateErrorCode.InvalidZipData;
    throw cut ? notWord('Word 文件不完整，可能没有下载完') : damagedWord();
  }
}

function textOf(part: Uint8Array): string {
  const xml = strFromU8(part);
  // with entities of its own, and perhaps of other files
  if (xml.includes('<!DOCTYPE'))
    throw notWord('文件里有 DOCTYPE 声明，Word 和 WPS 不写这个，没有读取');
  return xml;
}

function refuseOther(bytes: Uint8Array): void {
  const start = strFromU8(bytes.subarray(0, 1024), true);
  const locked = notWord('Word 文件设了打开密码，不能读', '请先去掉密码再试');
  // a zip's first part says whether it is encrypted
  if (start.startsWith('PK')) {
    if (((bytes[6] ?? 0) & 1) === 1) throw locked;
    return;
  }
  if (start.startsWith('%PDF'))
    throw notWord('这是 PDF 文件，不是 Word 文件', '请用它的 .docx 原稿');
  if (start.startsWith('{\\rtf')) throw notWord('这是 RTF 文件，不是 .docx');
  if (/<(!doctype|html|\?xml|w:wordDocument)/i.test(start))
    throw notWord('这是网页或 XML 文件，不是 .docx');
  if (!start.startsWith('\xd0\xcf\x11\xe0')) throw notWord('这不是 Word 文件（.docx）');
  // an encrypted document is stored in the old container, under this name
  const isLocked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  throw isLocked ? locked : notWord('这是旧版 Word 文件（.doc）或 WPS 文件（.wps），不能读');
}
