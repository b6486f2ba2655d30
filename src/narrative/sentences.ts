/**
 * Sentence files (templates/**\/*.hbs): parsed, checked, compiled.
 *
 * A file defines named pieces, `{{#*inline "名"}}…{{/inline}}`; a profile's file redefines pieces of
 * its base. Every figure in a piece is asked of a helper. What is wrong is found when the files are
 * loaded, with its place, never while a package is printed.
 */
import Handlebars from 'handlebars';
import { at, type Diagnostic, DiagnosticError } from '../diagnostics.js';
import type { TextFile } from '../forms/library.js';
import { suggestion } from '../input/issues.js';
import type { Span } from '../model/money.js';
import { referenceProblem } from '../model/quantities.js';
import { ROW_SOURCE_NAMES, ROW_SOURCES } from '../model/rows.js';
import { BASE_FIELDS, OVERALL_FIELDS, type RowSource } from '../model/scope.js';
import { HELPER_NAMES, HELPERS, type HelperSpec, registerHelpers } from './helpers.js';

export type Piece = Handlebars.TemplateDelegate;

interface Located {
  readonly file: TextFile;
  readonly program: hbs.AST.Program;
  readonly place: Span;
}

const ALL_FIELDS = new Set<string>([
  ...BASE_FIELDS,
  ...OVERALL_FIELDS,
  ...Object.values(ROW_SOURCES as Record<string, RowSource>).flatMap((source) => source.fields),
]);

/**
 * @param files sentence files, base first
 * @param needed names of pieces that the profile's parts ask for
 * @throws DiagnosticError with every problem of all files
 */
export function loadSentences(
  files: readonly TextFile[],
  needed: readonly { readonly name: string; readonly place: Span | undefined }[],
): ReadonlyMap<string, Piece> {
  const engine = Handlebars.create();
  registerHelpers(engine);
  const problems: Diagnostic[] = [];
  const pieces = new Map<string, Located>();
  for (const file of files)
    for (const [name, piece] of parseFile(engine, file, problems)) pieces.set(name, piece);
  for (const piece of pieces.values())
    new Checker(piece.file, [...pieces.keys()], problems).accept(piece.program);
  for (const { name, place } of needed) {
    const where = place ?? { file: files.at(-1)?.path ?? '', line: 0, column: 0, start: 0, end: 0 };
    if (!pieces.has(name))
      problems.push(
        at(
          where,
          'template-invalid',
          `语句文件里没有“${name}”这一节`,
          suggestion(name, [...pieces.keys()], '节'),
        ),
      );
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
  const options = {
    knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
    knownHelpersOnly: true,
    noEscape: true,
  };
  const out = new Map<string, Piece>();
  for (const [name, piece] of pieces) {
    const compiled = engine.compile(piece.program, options);
    out.set(name, compiled);
    engine.registerPartial(name, compiled);
  }
  return out;
}

function spanOf(file: TextFile, loc: hbs.AST.SourceLocation): Span {
  const { line, column } = loc.start;
  const before = file.text.split('\n').slice(0, line - 1);
  const start = before.reduce((n, text) => n + text.length + 1, 0) + column;
  const lineText = file.text.split('\n')[line - 1] ?? '';
  const end =
    loc.end.line === line ? start + loc.end.column - column : start + lineText.length - column;
  return { file: file.path, line, column: [...lineText.slice(0, column)].length + 1, start, end };
}

function parseFile(
  engine: typeof Handlebars,
  file: TextFile,
  problems: Diagnostic[],
): [string, Located][] {
  let program: hbs.AST.Program;
  try {
    program = engine.parse(file.text);
  } catch (error) {
    const message = String((error as Error).message);
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
    const place: Span = { file: file.path, line, column: 1, start: 0, end: 1 };
    problems.push(
      at(
        place,
        'template-invalid',
        '语句文件的写法有误',
        '请检查这一行前后的 {{ }} 和 {{#…}} {{/…}} 是否成对',
      ),
    );
    return [];
  }
  return program.body.flatMap((node): [string, Located][] => {
    if (node.type === 'DecoratorBlock') {
      const block = node as hbs.AST.DecoratorBlock;
      const name = block.params[0];
      if (
        (block.path as hbs.AST.PathExpression).original === 'inline' &&
        name?.type === 'StringLiteral'
      ) {
        return [
          [
            (name as hbs.AST.StringLiteral).value,
            { file, program: block.program, place: spanOf(file, block.loc) },
          ],
        ];
      }
    }
    const blank =
      node.type === 'CommentStatement' ||
      (node.type === 'ContentStatement' && (node as hbs.AST.ContentStatement).value.trim() === '');
    if (!blank)
      problems.push(
        at(
          spanOf(file, node.loc),
          'template-invalid',
          '语句要写在 {{#*inline "节名"}} 和 {{/inline}} 之间',
        ),
      );
    return [];
  });
}

/** Walks one piece and reports helpers, quantities, rows, fields and pieces that do not exist. */
class Checker extends Handlebars.Visitor {
  constructor(
    private readonly file: TextFile,
    private readonly pieces: readonly string[],
    private readonly problems: Diagnostic[],
  ) {
    super();
  }

  private report(node: hbs.AST.Node, message: string, hint?: string): void {
    this.problems.push(at(spanOf(this.file, node.loc), 'template-invalid', message, hint));
  }

  private call(
    node: {
      path: hbs.AST.Expression;
      params: hbs.AST.Expression[];
      hash?: hbs.AST.Hash;
    } & hbs.AST.Node,
    isCall: boolean,
  ): void {
    const name = (node.path as hbs.AST.PathExpression).original;
    const spec = (HELPERS as Record<string, HelperSpec>)[name];
    if (!spec && name !== 'if' && name !== 'unless') {
      if (isCall)
        this.report(node.path, `没有“${name}”这个写法`, suggestion(name, HELPER_NAMES, '写法'));
      else if (!name.startsWith('@') && !ALL_FIELDS.has(name))
        this.report(
          node.path,
          `没有“${name}”这个字段或写法`,
          suggestion(name, [...ALL_FIELDS, ...HELPER_NAMES], '词'),
        );
      return;
    }
    if (!spec) return;
    const first = node.params[0];
    const pairs = node.hash?.pairs ?? [];
    const own = pairs.filter((pair) => !spec.options.includes(pair.key));
    if (spec.first === undefined) {
      for (const pair of own)
        this.report(
          pair,
          `“${name}”没有“${pair.key}”这一项`,
          suggestion(pair.key, spec.options, '项'),
        );
      return;
    }
    if (first?.type !== 'StringLiteral') {
      this.report(node, `“${name}”后面要写加引号的名称`);
      return;
    }
    const word = (first as hbs.AST.StringLiteral).value;
    if (spec.first === '量') {
      const params = Object.fromEntries(own.map((pair) => [pair.key, literal(pair.value)]));
      const problem = referenceProblem(word, params);
      if (problem) {
        const written = problem.key === '量' ? word : String(params[problem.key] ?? problem.key);
        this.report(first, problem.message, suggestion(written, problem.known, '词'));
      }
    }
    if (spec.first === '行源' && !(ROW_SOURCE_NAMES as readonly string[]).includes(word)) {
      this.report(first, `没有“${word}”这个行源`, suggestion(word, ROW_SOURCE_NAMES, '行源'));
    }
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    this.call(node, node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0);
    super.MustacheStatement(node);
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    this.call(node, true);
    super.BlockStatement(node);
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.call(node as hbs.AST.SubExpression & { path: hbs.AST.Expression }, true);
    super.SubExpression(node);
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    const name = (node.name as hbs.AST.PathExpression).original;
    if (!this.pieces.includes(name))
      this.report(node, `没有“${name}”这一节`, suggestion(name, this.pieces, '节'));
    super.PartialStatement(node);
  }
}

function literal(node: hbs.AST.Expression): string {
  return node.type === 'StringLiteral' || node.type === 'NumberLiteral'
    ? String((node as hbs.AST.StringLiteral).value)
    : '';
}
