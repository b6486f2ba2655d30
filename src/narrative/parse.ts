/** A sentence file → the pieces that it defines, as syntax trees with places. */
import type Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import type { TextFile } from '../forms/library.js';
import type { Span } from '../model/money.js';

/** A piece as it was written. */
export interface Located {
  readonly file: TextFile;
  readonly program: hbs.AST.Program;
}

/** Place of a node of the syntax tree. */
export function spanOf(file: TextFile, loc: hbs.AST.SourceLocation): Span {
  const lines = file.text.split('\n');
  const { line, column } = loc.start;
  const text = lines[line - 1] ?? '';
  const offset = lines.slice(0, line - 1).reduce((n, before) => n + before.length + 1, 0);
  const to = loc.end.line === line ? loc.end.column : text.trimEnd().length;
  return {
    file: file.path,
    line,
    column: [...text.slice(0, column)].length + 1,
    start: offset + column,
    end: offset + Math.max(column + 1, to),
  };
}

/** Everything but pieces, comments and white space is a problem. */
export function parseFile(
  engine: typeof Handlebars,
  file: TextFile,
  problems: Diagnostic[],
): [string, Located][] {
  let program: hbs.AST.Program;
  try {
    program = engine.parse(file.text);
  } catch (error) {
    problems.push(syntaxProblem(file, error as Error));
    return [];
  }
  return program.body.flatMap((node): [string, Located][] => {
    if (node.type === 'DecoratorBlock') {
      const block = node as hbs.AST.DecoratorBlock;
      const name = block.params[0];
      if (
        (block.path as hbs.AST.PathExpression).original === 'inline' &&
        name?.type === 'StringLiteral'
      )
        return [[(name as hbs.AST.StringLiteral).value, { file, program: block.program }]];
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
  const span = spanOf(file, node.loc);
  const blank = /^\s*/.exec(file.text.slice(span.start))?.[0].length ?? 0;
  const start = node.type === 'ContentStatement' ? span.start + blank : span.start;
  const before = file.text.slice(0, start).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  return { ...span, line: before.length, column, start, end: Math.max(start + 1, span.end) };
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
  const hint = '请检查这一行前后的 {{ }} 和 {{#…}} {{/…}} 是否成对，引号是否用了半角的';
  return at(place, 'template-invalid', '语句文件的写法有误', hint);
}
