/** A sentence file → the pieces that it defines, as syntax trees with places. */
import type Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import type { TextFile } from '../forms/library.js';
import { lineStarts, spanner } from '../input/spans.js';
import type { Span } from '../model/money.js';

/** A piece as it was written. */
export interface Located {
  readonly name: string;
  readonly file: TextFile;
  /** Of its name. */
  readonly place: Span;
  readonly program: hbs.AST.Program;
}

/** What stands where a name belongs, whatever it is: people also write numbers, `true` and brackets there. */
export function wordOf(node: hbs.AST.Expression): string {
  if (node.type === 'SubExpression') return '(…)';
  if (node.type === 'NullLiteral') return 'null';
  const { original } = node as hbs.AST.Expression & { readonly original?: unknown };
  return String(original);
}

/** Place of a node of the syntax tree. */
export function spanOf(file: TextFile, { start, end }: hbs.AST.SourceLocation): Span {
  const { starts } = linesOf(file);
  const offset = starts[start.line - 1] ?? file.text.length;
  const text = file.text.slice(offset, (starts[start.line] ?? file.text.length + 1) - 1);
  const to = end.line === start.line ? end.column : text.trimEnd().length;
  return placeOf(file, offset + start.column, offset + to);
}

/** Place of a passage of the text. */
export function placeOf(file: TextFile, start: number, end: number): Span {
  return linesOf(file).span(start, Math.max(start + 1, end));
}

interface Lines {
  /** Offset of each line. */
  readonly starts: readonly number[];
  readonly span: (start: number, end: number) => Span;
}

/** Lines of a file, found once: a file may have as many problems as lines. */
function linesOf(file: TextFile): Lines {
  const known = found.get(file);
  if (known) return known;
  const lines = { starts: lineStarts(file.text), span: spanner(file.text, file.path) };
  found.set(file, lines);
  return lines;
}

const found = new WeakMap<TextFile, Lines>();

/** Everything but pieces, comments and white space is a problem, and a piece that is there twice. */
export function parseFile(
  engine: typeof Handlebars,
  file: TextFile,
  problems: Diagnostic[],
): Located[] {
  let program: hbs.AST.Program;
  try {
    // a helper is told where it stands by this name
    program = engine.parse(file.text, { srcName: file.path });
  } catch (error) {
    problems.push(syntaxProblem(file, error as Error));
    return [];
  }
  const lines = new Map<string, number>();
  return program.body.flatMap((node): Located[] => {
    if (node.type === 'DecoratorBlock') {
      const block = node as hbs.AST.DecoratorBlock;
      const first = block.params[0];
      if (
        (block.path as hbs.AST.PathExpression).original === 'inline' &&
        first?.type === 'StringLiteral'
      ) {
        const name = (first as hbs.AST.StringLiteral).value;
        const place = spanOf(file, first.loc);
        const line = lines.get(name);
        if (line !== undefined) {
          const hint = `第 ${line} 行已经有这一节，请删去一处，或换一个名字`;
          problems.push(at(place, 'template-invalid', `“${name}”这一节写了两次`, hint));
        }
        lines.set(name, line ?? place.line);
        return [{ name, file, place, program: block.program }];
      }
    }
    const blank =
      node.type === 'CommentStatement' ||
      (node.type === 'ContentStatement' && (node as hbs.AST.ContentStatement).value.trim() === '');
    if (!blank) {
      const message = '语句要写在 {{#*inline "节名"}} 和 {{/inline}} 之间';
      problems.push(at(firstText(file, node), 'template-invalid', message));
    }
    return [];
  });
}

/** Place of a node, behind the white space that it begins with. */
function firstText(file: TextFile, node: hbs.AST.Statement): Span {
  const { start, end } = spanOf(file, node.loc);
  const blank = /^\s*/.exec(file.text.slice(start))?.[0].length ?? 0;
  return placeOf(file, node.type === 'ContentStatement' ? start + blank : start, end);
}

/** Handlebars' complaint in Chinese, at its place. */
function syntaxProblem(file: TextFile, error: Error & { lineNumber?: number; column?: number }) {
  const mismatch = /^(\S+) doesn't match (\S+)/.exec(error.message);
  const line = error.lineNumber ?? Number(/line (\d+)/.exec(error.message)?.[1] ?? 1);
  const start = { line, column: error.column ?? 0 };
  const place = spanOf(file, { source: '', start, end: { line: line + 1, column: 0 } });
  if (mismatch) {
    const [, open, close] = mismatch;
    const opened = open === 'inline' ? '{{#*inline}}' : `{{#${open}}}`;
    const message = `“${opened}”要用“{{/${open}}}”结束，却遇到“{{/${close}}}”`;
    return at(place, 'template-invalid', message, '成对的写法一对套一对，不能交叉，也不能漏写');
  }
  if (/got 'EOF'/.test(error.message)) {
    const hint = '请从文件末尾往上找没有 {{/…}} 的 {{#…}}，或没有写完的 {{';
    return at(place, 'template-invalid', '到文件末尾还有没有结束的 {{#…}} 或 {{', hint);
  }
  const hint = '请检查这一行前后的 {{ }} 和 {{#…}} {{/…}} 是否成对，花括号和引号是否用了半角的';
  return at(place, 'template-invalid', '语句文件的写法有误', hint);
}
