/**
 * YAML text → plain tree with positions.
 *
 * Scalars keep their exact characters: a number never becomes a float, it becomes a Numeral with
 * its text and place. Everything else is a string, a list or a map; nothing in YAML can run.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { about, at, type Diagnostic } from '../diagnostics.js';
import type { Span } from '../model/money.js';

/** A number as it was written. */
export class Numeral {
  constructor(
    readonly text: string,
    readonly span: Span,
  ) {}
}

export type Tree = string | boolean | null | Numeral | Tree[] | { [key: string]: Tree };
export type Path = readonly (string | number)[];

export interface Source {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
  /** Place of the value at a path; of the nearest existing parent when the path ends in nothing. */
  valueSpan(path: Path): Span;
  /** Place of the key that a path ends in, or of the value in a list. */
  keySpan(path: Path): Span;
}

export interface SourceResult {
  readonly source: Source | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Bounds on what an input may be. */
export const LIMITS = {
  bytes: 4 * 1024 * 1024,
  nodes: 200_000,
  depth: 40,
  textLength: 20_000,
} as const;

/** `4,335.95` as pasted from a workbook. */
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * Decodes the bytes of an input file.
 * @returns the text, or what is wrong with the file as a whole
 */
export function decode(bytes: Uint8Array, file: string): { text?: string; problem?: Diagnostic } {
  if (bytes.byteLength > LIMITS.bytes) {
    const size = `${(bytes.byteLength / 1024 / 1024).toFixed(1)} MB`;
    return {
      problem: about(
        file,
        'file-too-large',
        `文件有 ${size}，超过 ${LIMITS.bytes / 1024 / 1024} MB 的上限`,
      ),
    };
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return { problem: about(file, 'file-not-text', '这是 Excel、Word 或压缩文件，不是 YAML 文本') };
  }
  if (bytes.includes(0)) {
    return {
      problem: about(
        file,
        'file-not-text',
        '这不是文本文件',
        '请用记事本或代码编辑器另存为 UTF-8 文本',
      ),
    };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text };
  } catch {
    return {
      problem: about(
        file,
        'file-not-text',
        '文件不是 UTF-8 编码',
        '可能是 GBK 编码；请在编辑器里“另存为”，编码选 UTF-8',
      ),
    };
  }
}

/** Parses YAML text into a tree with positions, with every error of the text. */
export function parseSource(text: string, file: string): SourceResult {
  if (text.trim() === '')
    return { source: undefined, diagnostics: [about(file, 'file-empty', '文件是空的')] };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: true,
    strict: true,
    logLevel: 'silent',
  });
  const span = (start: number, end: number): Span => {
    const { line, col } = counter.linePos(start);
    const lineStart = counter.lineStarts[line - 1] ?? 0;
    // columns count characters, not UTF-16 units
    const column = [...text.slice(lineStart, lineStart + Math.max(0, col - 1))].length + 1;
    return { file, line: Math.max(1, line), column, start, end };
  };
  const diagnostics: Diagnostic[] = document.errors.map((error) => {
    const [start, end] = error.pos;
    if (error.code === 'DUPLICATE_KEY') {
      const key = /^[^:\n]*/.exec(text.slice(start))?.[0].trim() ?? '';
      return at(
        span(start, start + key.length),
        'yaml-duplicate-key',
        `键“${key}”重复了`,
        '同一层里一个键只能写一次，请合并或删去一处',
      );
    }
    const [message, hint] = syntaxMessage(error.code, text.slice(start, end));
    return at(span(start, Math.min(end, start + 40)), 'yaml-syntax', message, hint);
  });
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) {
    return { source: undefined, diagnostics };
  }

  const spans = new Map<string, { key: Span; value: Span }>();
  let count = 0;
  let stopped = false;
  const stop = (diagnostic: Diagnostic): null => {
    if (!stopped) diagnostics.push(diagnostic);
    stopped = true;
    return null;
  };
  const convert = (node: unknown, path: Path, key: Span | undefined): Tree => {
    if (stopped) return null;
    const range = (node as Node | null)?.range;
    const place = range ? span(range[0], range[1]) : (key ?? span(0, 0));
    spans.set(pathKey(path), { key: key ?? place, value: place });
    if (++count > LIMITS.nodes)
      return stop(
        at(
          place,
          'yaml-alias',
          `内容过多：展开后超过 ${LIMITS.nodes} 项`,
          '请检查别名（*）是否层层嵌套',
        ),
      );
    if (path.length > LIMITS.depth)
      return stop(at(place, 'yaml-depth', `层次超过 ${LIMITS.depth} 层`));
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) return stop(at(place, 'yaml-alias', `别名“*${node.source}”没有对应的锚点`));
      return convert(target, path, key ?? place);
    }
    if (isMap(node)) {
      const out: { [key: string]: Tree } = Object.create(null);
      for (const pair of node.items) {
        const keyNode = pair.key as Node | null;
        const keyPlace = keyNode?.range ? span(keyNode.range[0], keyNode.range[1]) : place;
        if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === 'boolean') {
          diagnostics.push(at(keyPlace, 'yaml-syntax', '键必须是文字'));
          continue;
        }
        const name = String(
          typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? keyNode.value),
        );
        out[name] = convert(pair.value, [...path, name], keyPlace);
      }
      return out;
    }
    if (isSeq(node)) return node.items.map((item, i) => convert(item, [...path, i], undefined));
    if (isScalar(node)) {
      const { value } = node;
      if (typeof value === 'number' || typeof value === 'bigint') {
        return new Numeral(node.source ?? String(value), place);
      }
      if (typeof value === 'string') {
        if (node.type === 'PLAIN' && GROUPED.test(value))
          return new Numeral(value.replaceAll(',', ''), place);
        if (value.length > LIMITS.textLength) {
          diagnostics.push(
            at(
              place,
              'type-wrong',
              `文字有 ${value.length} 字，超过 ${LIMITS.textLength} 字的上限`,
            ),
          );
        }
        return value;
      }
      if (typeof value === 'boolean') return value;
    }
    return null;
  };
  const tree = convert(document.contents, [], undefined);
  if (stopped) return { source: undefined, diagnostics };
  if (tree === null)
    return {
      source: undefined,
      diagnostics: [about(file, 'file-empty', '文件里没有内容，只有注释或空行')],
    };

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
      valueSpan: (path) => nearest(path).value,
      keySpan: (path) => nearest(path).key,
    },
    diagnostics,
  };
}

function pathKey(path: Path): string {
  return path.join('\u0000');
}

function syntaxMessage(code: string, excerpt: string): [string, string?] {
  switch (code) {
    case 'TAB_AS_INDENT':
      return ['缩进用了制表符（Tab）', '请改用空格缩进'];
    case 'BAD_INDENT':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return ['缩进不对', '同一层的各行要左对齐，下一层多缩进两个空格'];
    case 'MULTIPLE_DOCS':
      return ['一个文件里只能有一份内容（多了一行 ---）'];
    case 'MISSING_CHAR':
      return [
        '缺少引号、括号或冒号',
        '请检查引号和括号是否成对，冒号是否用了半角“:”并在后面空一格',
      ];
    case 'MULTILINE_IMPLICIT_KEY':
      return [
        '这一行缺少冒号',
        '键和值之间要用半角冒号加一个空格，例如“年度: 2026”；不要用全角“：”',
      ];
    case 'TAG_RESOLVE_FAILED':
      return [`不能使用标签“${excerpt.slice(0, 30)}”`, '请删去感叹号开头的标签'];
    case 'BAD_ALIAS':
      return ['别名（*）的写法不对', '文字以 * 开头时请加引号'];
    default:
      return [`YAML 写法有误（${code}）`, '请检查这一行的缩进、引号、括号和冒号'];
  }
}
