/** What the sentences of a format ask of an input, by name. */
import Handlebars from 'handlebars';
import type { Diagnostic } from '../diagnostics.js';
import { sentencesAhead } from '../forms/ahead.js';
import { type Asked, askedByTables, askNothing } from '../forms/asked.js';
import type { Profile } from '../forms/library.js';
import { HELPERS, type HelperSpec } from './helper-specs.js';
import { parseFile } from './parse.js';

const known = new WeakMap<Profile, Asked | undefined>();

/**
 * All that the tables, the charts and the sentences of a format ask for.
 * @returns undefined where its sentences cannot be read, which is told elsewhere
 */
export function askedBy(profile: Profile): Asked | undefined {
  if (!known.has(profile)) known.set(profile, sentencesAhead(profile)?.asked ?? readAsked(profile));
  return known.get(profile);
}

function readAsked(profile: Profile): Asked | undefined {
  const engine = Handlebars.create();
  const problems: Diagnostic[] = [];
  const written = profile.sentences.flatMap((file) => parseFile(engine, file, problems));
  if (problems.length > 0) return undefined;
  const asked = askNothing();
  askedByTables(profile, asked);
  const asking = new Asking(new Map(written.map(({ name, program }) => [name, program])), asked);
  for (const { sections } of profile.parts) for (const { name } of sections) asking.piece(name);
  return asked;
}

/** What stands behind 对 where nothing does. */
const YEAR_BEFORE = '上年';
const COMPARING = new Set(['变动', '差额', '增减', '幅度', '相差', '同向']);

type Call = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>;

/** Walks pieces, and those that they name, each once. */
class Asking extends Handlebars.Visitor {
  private readonly reached = new Set<string>();

  constructor(
    private readonly pieces: ReadonlyMap<string, hbs.AST.Program>,
    private readonly asked: Asked,
  ) {
    super();
  }

  piece(name: string): void {
    const program = this.pieces.get(name);
    if (!program || this.reached.has(name)) return;
    this.reached.add(name);
    this.accept(program);
  }

  private call({ path, params, hash }: Call): void {
    const name = (path as hbs.AST.PathExpression).original;
    const [first] = params;
    const pairs = hash?.pairs ?? [];
    for (const { key, value } of pairs) {
      if (value.type === 'SubExpression') this.call(value as hbs.AST.SubExpression);
      const word = literal(value);
      if (word === undefined) continue;
      if (key === '对' || key === '口径') this.asked.bases.add(word);
      if (key === '字段') this.asked.fields.add(word);
    }
    if (first?.type === 'SubExpression') this.call(first as hbs.AST.SubExpression);
    if (first?.type === 'PathExpression')
      this.asked.fields.add((first as hbs.AST.PathExpression).original);
    if (!Object.hasOwn(HELPERS, name)) {
      if (params.length === 0) this.asked.fields.add(name);
      return;
    }
    if (COMPARING.has(name) && !pairs.some(({ key }) => key === '对'))
      this.asked.bases.add(YEAR_BEFORE);
    const word = first && literal(first);
    const { first: names }: HelperSpec = HELPERS[name as keyof typeof HELPERS];
    const set = {
      量: 'quantities',
      行源: 'rows',
      字段: 'fields',
      原因: 'reasons',
      段: 'paragraphs',
    };
    const into = (set as Partial<Record<string, keyof Asked>>)[names];
    if (into && word !== undefined) this.asked[into].add(word);
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    this.call(node);
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    this.call(node);
    if (node.program) this.accept(node.program);
    if (node.inverse) this.accept(node.inverse);
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    this.piece((node.name as hbs.AST.PathExpression).original);
  }
}

function literal(value: hbs.AST.Expression): string | undefined {
  return value.type === 'StringLiteral' ? (value as hbs.AST.StringLiteral).value : undefined;
}
