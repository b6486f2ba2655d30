/**
 * Sentence files (templates/**\/*.hbs): parsed, checked, compiled.
 *
 * A file defines named pieces, `{{#*inline "名"}}…{{/inline}}`; a profile's file redefines pieces of
 * its base. Every figure in a piece is asked of a helper. What is wrong is found when the files are
 * loaded, with its place, never while a package is printed.
 */
import Handlebars from 'handlebars';
import { at, type Diagnostic, DiagnosticError } from '../diagnostics.js';
import { sentencesAhead } from '../forms/ahead.js';
import type { Profile } from '../forms/library.js';
import { suggestion } from '../input/issues.js';
import { braceProblems } from './braces.js';
import { checkPieces } from './check.js';
import { HELPER_NAMES } from './helper-specs.js';
import { registerHelpers } from './helpers.js';
import { type Located, parseFile } from './parse.js';
import { unusedPieces } from './unused.js';

export type Piece = Handlebars.TemplateDelegate;

type Source = Pick<
  Profile,
  'sentences' | 'sections' | 'parts' | 'wording' | 'charts' | 'schedules' | 'cover' | 'kind'
>;
const loaded = new WeakMap<Source, ReadonlyMap<string, Piece>>();

/**
 * @returns the pieces of a profile by their names, ready to print; read once for each profile
 * @throws DiagnosticError with every problem of all files
 */
export function loadSentences(profile: Source): ReadonlyMap<string, Piece> {
  const pieces = loaded.get(profile) ?? readSentences(profile);
  loaded.set(profile, pieces);
  return pieces;
}

function readSentences(profile: Source): ReadonlyMap<string, Piece> {
  const engine = Handlebars.create();
  registerHelpers(engine);
  const ahead = sentencesAhead(profile)?.pieces;
  const pieces = ahead
    ? [...ahead].map(([name, code]): [string, Piece] => [name, pieceOf(code, engine)])
    : [...checkedPieces(profile, engine)].map(([name, { program }]): [string, Piece] => [
        name,
        engine.compile(program, OPTIONS),
      ]);
  for (const [name, piece] of pieces) engine.registerPartial(name, piece);
  return new Map(pieces);
}

const OPTIONS = {
  knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
  knownHelpersOnly: true,
  noEscape: true,
};

/** A piece that the build has compiled; its code is read when it is first printed. */
function pieceOf(code: string, engine: typeof Handlebars): Piece {
  let piece: Piece | undefined;
  return (context, options) => {
    // written by Handlebars out of templates of this program: what is read from elsewhere is compiled here
    piece ??= engine.template(new Function(`return ${code}`)());
    return piece(context, options);
  };
}

/**
 * The pieces of a profile as code, for the build.
 * @throws DiagnosticError with every problem of all files
 */
export function writtenPieces(profile: Source): ReadonlyMap<string, string> {
  const engine = Handlebars.create();
  return new Map(
    [...checkedPieces(profile, engine)].map(([name, { program }]) => [
      name,
      String(engine.precompile(program, OPTIONS)),
    ]),
  );
}

function checkedPieces(profile: Source, engine: typeof Handlebars): ReadonlyMap<string, Located> {
  const problems: Diagnostic[] = [];
  const written = profile.sentences.flatMap((file) => parseFile(engine, file, problems));
  const pieces = new Map(written.map((piece) => [piece.name, piece]));
  // a file that can't be parsed defines nothing: what else is missing would only confuse
  if (problems.length > 0) throw new DiagnosticError(problems);

  const needed = profile.parts.flatMap((part) => part.sections);
  for (const { name, place } of needed) {
    if (pieces.has(name)) continue;
    const hint = suggestion(name, [...pieces.keys()], '节');
    problems.push(at(place, 'template-invalid', `语句文件里没有“${name}”这一节`, hint));
  }
  const roots = needed.map(({ name }) => name);
  problems.push(...written.flatMap(braceProblems), ...unusedPieces(written, profile.sections));
  const named = {
    schedules: profile.schedules,
    cover: profile.cover.fields.map(({ name }) => name),
  };
  const { kind, wording, charts } = profile;
  const format = { kind, wording, charts: [...charts.keys()] };
  problems.push(...checkPieces(pieces, roots, format, named));
  if (problems.length > 0) throw new DiagnosticError(problems);
  return pieces;
}
