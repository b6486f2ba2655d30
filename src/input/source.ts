/**
 * YAML text → plain tree with positions.
 *
 * Scalars keep their exact characters: a number never becomes a float, it becomes a Numeral with
 * its text and place. Everything else is a string, a list or a map; nothing in YAML can run.
 */
import { parseDocument } from 'yaml';
import { about, at, type Diagnostic } from '../diagnostics.js';
import type { Span } from '../model/money.js';
import { binaryProblem, encodingProblem, TO_UTF8 } from './encoding.js';
import { type Slip, slipsIn } from './mistyped.js';
import { remarksIn, type SourceRemark } from './remarks.js';
import { spanner } from './spans.js';
import { type SyntaxProblem, syntaxProblems } from './syntax.js';
import { convertTree, LIMITS, Numeral, type Path, pathKey, type Tree } from './tree.js';

export { LIMITS, Numeral, type Path, type Tree };

export interface Source {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
  /** What it says is still to be confirmed or filled in, in its order. */
  readonly remarks: readonly SourceRemark[];
  /** Place of the value at a path; of the nearest existing parent when the path ends in nothing. */
  valueSpan(path: Path): Span;
  /** Place of the characters from one offset to another. */
  spanOf(start: number, end: number): Span;
  /** Place of the key that a path ends in, or of the value in a list. */
  keySpan(path: Path): Span;
}

export interface SourceResult {
  readonly source: Source | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const NOT_YAML = '请写 .yaml 文本文件的名字';
/** How files that people take for an input begin. */
const SIGNATURES: readonly { start: readonly number[]; message: string; hint: string }[] = [
  {
    start: [0x50, 0x4b, 3, 4],
    message: '这是 Excel、Word 或压缩文件，不是 YAML 文本',
    hint: NOT_YAML,
  },
  {
    start: [0xd0, 0xcf, 0x11, 0xe0],
    message: '这是旧版 Excel 或 Word 文件，不是 YAML 文本',
    hint: NOT_YAML,
  },
  { start: [0x25, 0x50, 0x44, 0x46], message: '这是 PDF 文件，不是 YAML 文本', hint: NOT_YAML },
  { start: [0xff, 0xfe], message: '文件是 UTF-16 编码（记事本里叫 Unicode）', hint: TO_UTF8 },
  { start: [0xfe, 0xff], message: '文件是 UTF-16 编码（记事本里叫 Unicode）', hint: TO_UTF8 },
];

/** What to say of a file of more bytes than an input may have. */
export function tooLarge(file: string, bytes: number): Diagnostic {
  const size = `${(Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)} MB`;
  const most = LIMITS.bytes / 1024 / 1024;
  return about(file, 'file-too-large', `文件有 ${size}，超过 ${most} MB 的上限`);
}

/**
 * Decodes the bytes of an input file.
 * @returns the text, or what is wrong with the file, and what of it can be shown
 */
export function decode(
  bytes: Uint8Array,
  file: string,
): { text?: string; problem?: Diagnostic; shown?: string } {
  if (bytes.byteLength > LIMITS.bytes) return { problem: tooLarge(file, bytes.byteLength) };
  const kind = SIGNATURES.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (kind) return { problem: about(file, 'file-not-text', kind.message, kind.hint) };
  const notText = binaryProblem(bytes, file);
  if (notText) return notText;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return encodingProblem(bytes, file);
  }
}

/** Parses YAML text into a tree with positions, with every error of the text. */
export function parseSource(text: string, file: string): SourceResult {
  const whole = wholeProblem(text, file);
  if (whole) return { source: undefined, diagnostics: [whole] };
  const span = spanner(text, file);
  const failed = (problems: readonly SyntaxProblem[]): SourceResult => ({
    source: undefined,
    diagnostics: problems.map(({ start, end, code, message, hint }) =>
      at(span(start, end), code, message, hint),
    ),
  });
  const { slips, tooMuch } = slipsIn(text);
  if (tooMuch) return failed([tooMuch]);
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false, // checked below: the parser's own check compares each key with all others
    resolveKnownTags: false,
    strict: true,
    logLevel: 'error',
  });
  const problems = withSlips(syntaxProblems(document, text), slips);
  if (problems.length > 0) return failed(problems);
  const { tree, spans, diagnostics, stopped } = convertTree(document.contents, text, span);
  if (stopped) return { source: undefined, diagnostics };
  if (tree === null) {
    const empty = about(file, 'file-empty', '文件里没有内容，只有注释或空行');
    return { source: undefined, diagnostics: [empty] };
  }
  const nearest = (path: Path): { key: Span; value: Span } => {
    for (let n = path.length; n > 0; n--) {
      const found = spans.get(pathKey(path.slice(0, n)));
      if (found) return found;
    }
    const first = span(0, 1);
    return { key: first, value: first };
  };
  return {
    source: {
      file,
      text,
      tree,
      remarks: remarksIn(text, span),
      valueSpan: (path) => nearest(path).value,
      keySpan: (path) => nearest(path).key,
      spanOf: span,
    },
    diagnostics,
  };
}

/** What the parser found, and in place of what follows from a slip the slip itself. */
function withSlips(problems: readonly SyntaxProblem[], slips: readonly Slip[]): SyntaxProblem[] {
  const isOf = (problem: SyntaxProblem, { lineStart, until }: Slip) =>
    problem.start >= lineStart && problem.start <= until;
  const real = slips.filter((slip) => !slip.harmless || problems.some((one) => isOf(one, slip)));
  const others = problems.filter((one) => !real.some((slip) => isOf(one, slip)));
  return [...others, ...real].sort((a, b) => a.start - b.start);
}

function wholeProblem(text: string, file: string): Diagnostic | undefined {
  if (text.trim() === '') return about(file, 'file-empty', '文件是空的');
  if (!/\r(?!\n)/.test(text) || text.includes('\n')) return undefined;
  const hint = '请在编辑器里把换行符改为 LF 或 CRLF';
  return about(file, 'yaml-syntax', '文件的换行符只有 CR，不能识别', hint);
}
