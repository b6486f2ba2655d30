/**
 * What a section prints, as far as a person wrote it: its headings, the paragraphs and reasons below them and
 * the lines with reasons, in their order. So a text that was printed, or written into the form, is read back.
 */
import Handlebars from 'handlebars';
import type { Profile } from '../forms/library.js';
import { ROW_SOURCES, type RowSourceName } from '../model/rows.js';
import { type Located, parseFile, wordOf } from './parse.js';

/** A line of a section. */
export type OutlineItem =
  /** With the fields that it shows as {字段}. */
  | { readonly kind: 'heading'; readonly text: string }
  /** Paragraphs that the input has, by their name. */
  | { readonly kind: 'texts'; readonly name: string }
  /**
   * A sentence as a pattern: fields as {字段}, reasons as {原因1}, what is computed as {算1}.
   * @property reasons by their places in the pattern, each by its key below 变动原因, or 主要用途.{编码}
   */
  | {
      readonly kind: 'sentence';
      readonly pattern: string;
      readonly reasons: Readonly<Record<string, string>>;
      /** Whether its number is counted: 1. 2. 3. */
      readonly counted: boolean;
    }
  | {
      readonly kind: 'rows';
      readonly source: RowSourceName;
      readonly items: readonly OutlineItem[];
    };

/** Pieces include others no deeper than this. */
const DEEPEST = 12;
const COMPUTED = Symbol('computed');

type Part =
  | string
  | typeof COMPUTED
  | { readonly field: string }
  | { readonly texts: string }
  | { readonly reason: string; readonly lead: string };

const known = new WeakMap<Profile['sentences'], ReadonlyMap<string, Located>>();

/** The pieces of a format whose sentences have been checked. */
function piecesOf({ sentences }: Pick<Profile, 'sentences'>): ReadonlyMap<string, Located> {
  const found = known.get(sentences);
  if (found) return found;
  const engine = Handlebars.create();
  const all = sentences.flatMap((file) => parseFile(engine, file, []));
  const pieces = new Map(all.map((piece) => [piece.name, piece]));
  known.set(sentences, pieces);
  return pieces;
}

/** @param section by its name in the sentence files */
export function outlineOf(profile: Pick<Profile, 'sentences'>, section: string): OutlineItem[] {
  const pieces = piecesOf(profile);
  const piece = pieces.get(section);
  return piece ? new Outline(pieces).of(piece.program, 0) : [];
}

class Outline {
  constructor(private readonly pieces: ReadonlyMap<string, Located>) {}

  of(program: hbs.AST.Program, depth: number): OutlineItem[] {
    const items: OutlineItem[] = [];
    let line: Part[] = [];
    const endLine = () => {
      const item = itemOf(line);
      if (item) items.push(item);
      line = [];
    };
    for (const node of program.body) {
      if (node.type === 'ContentStatement') {
        const [first = '', ...others] = (node as hbs.AST.ContentStatement).value.split('\n');
        line.push(first);
        for (const one of others) {
          endLine();
          line.push(one);
        }
      } else if (isBlock(node) && isBlank(line) && spansLines(node)) {
        endLine();
        items.push(...this.block(node, depth));
      } else if (isPartial(node) && isBlank(line) && this.isOfLines(node)) {
        endLine();
        items.push(...this.partial(node, depth));
      } else line.push(...this.inLine(node, depth));
    }
    endLine();
    return items;
  }

  private block(node: hbs.AST.BlockStatement, depth: number): OutlineItem[] {
    const inside = this.of(node.program, depth + 1);
    const otherwise = node.inverse ? this.of(node.inverse, depth + 1) : [];
    const [first] = node.params;
    const source = first ? wordOf(first) : '';
    if (wordOf(node.path) !== '逐' || !(source in ROW_SOURCES)) return [...inside, ...otherwise];
    return [{ kind: 'rows', source: source as RowSourceName, items: inside }, ...otherwise];
  }

  private isOfLines(node: hbs.AST.PartialStatement): boolean {
    const { program } = this.pieces.get(nameOf(node)) ?? {};
    return program?.body.some(hasLineEnd) === true;
  }

  private partial(node: hbs.AST.PartialStatement, depth: number): OutlineItem[] {
    const piece = this.pieces.get(nameOf(node));
    return piece && depth < DEEPEST ? this.of(piece.program, depth + 1) : [];
  }

  /** What a node prints within a line. */
  private inLine(node: hbs.AST.Statement, depth: number): Part[] {
    if (depth > DEEPEST) return [COMPUTED];
    if (node.type === 'ContentStatement') return [(node as hbs.AST.ContentStatement).value];
    if (node.type === 'MustacheStatement') return [printed(node as hbs.AST.MustacheStatement)];
    if (isPartial(node)) {
      const program = this.pieces.get(nameOf(node))?.program;
      return program ? this.partsOf(program, depth) : [COMPUTED];
    }
    if (!isBlock(node)) return [];
    // of what is said in one of two ways, the one that a person wrote
    const { program, inverse } = node;
    const ways = [program, inverse].map((one) => (one ? this.partsOf(one, depth) : []));
    return ways.find((parts) => parts.some(isReason)) ?? [COMPUTED];
  }

  private partsOf(program: hbs.AST.Program, depth: number): Part[] {
    return program.body.flatMap((node) => this.inLine(node, depth + 1));
  }
}

const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement';
const isPartial = (node: hbs.AST.Statement): node is hbs.AST.PartialStatement =>
  node.type === 'PartialStatement';
const nameOf = ({ name }: hbs.AST.PartialStatement): string =>
  name.type === 'SubExpression' ? '' : wordOf(name as hbs.AST.PathExpression);

const isReason = (part: Part): boolean => typeof part === 'object' && 'reason' in part;
const isBlank = (line: readonly Part[]): boolean =>
  line.every((part) => typeof part === 'string' && part.trim() === '');

const hasLineEnd = (node: hbs.AST.Statement): boolean =>
  node.type === 'ContentStatement'
    ? (node as hbs.AST.ContentStatement).value.includes('\n')
    : isBlock(node) && spansLines(node);
/** Whether a block was written over several lines; those of its own tags print nothing, and are no more in `value`. */
const spansLines = ({ program }: hbs.AST.BlockStatement): boolean =>
  program.body.some((node) =>
    node.type === 'ContentStatement'
      ? (node as unknown as { readonly original: string }).original.includes('\n')
      : isBlock(node) && spansLines(node),
  );

/** What a helper or a field prints. */
function printed({ path, params, hash }: hbs.AST.MustacheStatement): Part {
  const helper = wordOf(path as hbs.AST.Expression);
  const [first] = params;
  if (!first) return helper.startsWith('@') ? COMPUTED : { field: helper };
  const option = (name: string): string | undefined => {
    const pair = (hash as hbs.AST.Hash | undefined)?.pairs.find(({ key }) => key === name);
    return pair ? wordOf(pair.value) : undefined;
  };
  if (helper === '段') return { texts: wordOf(first) };
  if (helper !== '原因') return COMPUTED;
  const { 前 = '主要原因是', 点 = '，' } = { 前: option('前'), 点: option('点') };
  const key = wordOf(first);
  // a purpose has no words before it
  return { reason: key, lead: key.startsWith('主要用途') ? 点 : 点 + 前 };
}

const HEADING = /^#{1,2}\s+/;
/** 1. and （一） in front of a line are counted, and people count in their own way. */
const COUNTED = /^(?:\{算\d+\}\s*[.．、]\s*|[*:]\s+)/;

function itemOf(line: readonly Part[]): OutlineItem | undefined {
  if (isBlank(line)) return undefined;
  const said = line.filter((part) => typeof part !== 'string' || part.trim() !== '');
  const [only] = said;
  if (said.length === 1 && typeof only === 'object' && 'texts' in only)
    return { kind: 'texts', name: only.texts };
  const reasons: Record<string, string> = {};
  let computed = 0;
  let pattern = '';
  let before: Part = '';
  for (const part of line) {
    if (typeof part === 'string') pattern += part;
    else if (part === COMPUTED || 'texts' in part) {
      // nothing parts two of them
      if (before !== COMPUTED) pattern += `{算${++computed}}`;
    } else if ('field' in part) pattern += `{${part.field}}`;
    else {
      const place = `原因${Object.keys(reasons).length + 1}`;
      reasons[place] = part.reason;
      pattern += `${part.lead}{${place}}`;
    }
    if (part !== '') before = part;
  }
  const text = pattern.trim();
  if (HEADING.test(text)) return { kind: 'heading', text: text.replace(HEADING, '').trim() };
  return {
    kind: 'sentence',
    pattern: text.replace(COUNTED, ''),
    reasons,
    counted: COUNTED.test(text),
  };
}
