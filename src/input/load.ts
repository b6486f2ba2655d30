/** One file, read and parsed: bytes → text → tree with places. */
import { about, type Diagnostic } from '../diagnostics.js';
import { decode, parseSource, type Source } from './source.js';

/** The outside world: how a file is read. Throws as node:fs does. */
export type ReadFile = (file: string) => Uint8Array;

export interface LoadedSource {
  readonly file: string;
  /** The tree with its places, even where it is not a valid input. */
  readonly source: Source | undefined;
  /** Text of the file as far as it could be read, for showing source lines. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws for what the file holds. */
export function loadSource(file: string, read: ReadFile): LoadedSource {
  const failed = (problem: Diagnostic | undefined, bytes?: Uint8Array): LoadedSource => {
    const diagnostics = problem ? [problem] : [];
    return { file, source: undefined, text: undefined, bytes, diagnostics };
  };
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    return failed(unreadable(file, error));
  }
  const { text, problem } = decode(bytes, file);
  if (text === undefined) return failed(problem, bytes);
  return { file, text, bytes, ...parseSource(text, file) };
}

function unreadable(file: string, error: unknown): Diagnostic {
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === 'ENOENT')
    return about(file, 'file-missing', '找不到这个文件', '请检查文件名和所在的文件夹');
  if (reason === 'EISDIR')
    return about(file, 'file-missing', '这是一个文件夹，不是文件', '请写到具体的 .yaml 文件');
  if (reason === 'EACCES') return about(file, 'file-missing', '没有权限读取这个文件');
  return about(file, 'file-missing', '文件不能读取');
}
