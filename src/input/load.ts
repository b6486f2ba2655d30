/** One file, read and parsed: bytes → text → tree with places. */
import { about, type Diagnostic } from '../diagnostics.js';
import { decodeInput, parseSource, type Source, tooLarge } from './source.js';
import { isMissing, UnreadError } from './unread.js';

export { isMissing, UnreadError };

/**
 * The outside world: how a file is read. Throws as node:fs does, or an UnreadError.
 * @param from the file that names it, where no person did
 */
export type ReadFile = (file: string, from?: string) => Uint8Array;

export interface LoadedSource {
  readonly file: string;
  /** The tree with its places, even where it is not a valid input. */
  readonly source: Source | undefined;
  /** Text of the file as far as it could be read, for showing source lines. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the workbook that stands for an input. Never throws for what it holds. */
export type ReadWorkbook = (
  bytes: Uint8Array,
  file: string,
) => Pick<LoadedSource, 'source' | 'text' | 'diagnostics'>;

/** Names of files that people write in Excel or WPS. */
const WORKBOOK = /\.(xls[xmb]?|et)$/i;

/**
 * Never throws for what the file holds.
 * @param from the file that names it, if one does
 * @param readWorkbook for a file that is a workbook, be it by its name
 */
export function loadSource(
  file: string,
  read: ReadFile,
  from?: string,
  readWorkbook?: ReadWorkbook,
): LoadedSource {
  const failed = (problem: Diagnostic | undefined, bytes?: Uint8Array, text?: string) => {
    const diagnostics = problem ? [problem] : [];
    return { file, source: undefined, text, bytes, diagnostics };
  };
  let bytes: Uint8Array;
  try {
    bytes = read(file, from);
  } catch (error) {
    return failed(unreadable(file, error));
  }
  if (readWorkbook && (WORKBOOK.test(file) || isZip(bytes)))
    return { file, bytes, ...readWorkbook(bytes, file) };
  const { text, problem, shown, remark } = decodeInput(bytes, file);
  if (text === undefined) return failed(problem, bytes, shown);
  const { source, diagnostics } = parseSource(text, file);
  return {
    file,
    text,
    bytes,
    source,
    diagnostics: remark ? [remark, ...diagnostics] : diagnostics,
  };
}

/** The bytes of a file, or why it is not read. */
export function readBytes(
  file: string,
  read: ReadFile,
): { bytes: Uint8Array } | { problem: Diagnostic } {
  try {
    return { bytes: read(file) };
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

const isZip = (bytes: Uint8Array): boolean =>
  [0x50, 0x4b, 3, 4].every((byte, i) => bytes[i] === byte);

/** Why a file was not read, as an error about it. */
export function unreadable(file: string, error: unknown): Diagnostic {
  if (error instanceof UnreadError && error.reason === 'large')
    return tooLarge(file, error.size, error.most);
  const reason =
    error instanceof UnreadError ? error.reason : (error as NodeJS.ErrnoException).code;
  const [message, hint] = UNREADABLE[String(reason)] ?? [
    `文件不能读取（${String(reason ?? '原因不明')}）`,
    '请检查这个文件能不能打开；在网络盘或移动盘上的，请先复制到本机',
  ];
  return about(file, 'file-missing', message, hint);
}

const A_FOLDER = ['这是一个文件夹，不是文件', '请写到具体的 .yaml 文件'] as const;
/** Why a file is not read and what to do about it, by the reason or the code of node:fs. */
const UNREADABLE: Readonly<Record<string, readonly [message: string, hint?: string]>> = {
  ENOENT: ['找不到这个文件', '请检查文件名和所在的文件夹'],
  ENOTDIR: ['找不到这个文件', '请检查文件名和所在的文件夹'],
  ENAMETOOLONG: ['文件名过长', '请检查文件名和所在的文件夹'],
  EISDIR: A_FOLDER,
  folder: A_FOLDER,
  EACCES: ['没有权限读取这个文件'],
  EPERM: ['没有权限读取这个文件'],
  ELOOP: ['这个文件是链接，链接绕成了圈，没有指到任何文件', '请写文件本身的名字，或重做链接'],
  special: ['这不是普通文件，是管道、设备之类', '请写 .yaml 文本文件的名字'],
  link: [
    '这个文件是链接，指到了本文件所在的文件夹外面，没有读取',
    '请把文件复制过来；确要用那里的，请写它实际所在的路径，例如 ../2025/2025.yaml',
  ],
  outside: [
    '这个文件是链接（或在链接的文件夹里），指到了放格式的文件夹外面，没有读取',
    '请把文件复制过来，或用 --formats 写明它实际所在的文件夹',
  ],
  many: ['这个文件夹里的文件过多，没有读取', '请只放格式和它们的表、语句，其余的移到别处'],
};
