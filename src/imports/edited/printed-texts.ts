/**
 * Every text that a package prints, in order, with where in it a figure stands that is computed, and where a text of
 * the input. The latter is found by compiling a copy of the input in which each text has a mark of its own in its midst:
 * whatever the sentences make of a text, its mark goes along.
 */
import { type Compiled, type CompileResult, compileInput } from '../../compile.js';
import { hasErrors } from '../../diagnostics.js';
import { passagesOf } from '../../input/passages.js';
import type { Source } from '../../input/source.js';
import { Numeral, type Path, pathKey, type Tree } from '../../input/tree.js';
import { loadedFrom } from '../../kinds/load.js';
import type { Passage } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import type { Block, Document, Run } from '../../narrative/document.js';
import { gridsOf } from '../../render/table-grids.js';
import { cellText, type Table } from '../../tables/table.js';
import { cellText as cellName } from '../../where.js';
import type { InputWorld } from '../../world.js';

/** A stretch of a text, by its offsets there. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A text of the input where it is printed. */
export interface PassageStretch extends Stretch {
  readonly passage: Passage;
}

export interface FigureStretch extends Stretch {
  readonly figure: Figure;
}

/** A paragraph, heading, caption or cell as it is printed. */
export interface PrintedText {
  readonly text: string;
  /** Where it stands, in words: 第三部分 › 一、…. */
  readonly place: string;
  readonly figures: readonly FigureStretch[];
  readonly passages: readonly PassageStretch[];
}

/** A table as it is printed: its cells row by row. */
export interface PrintedTable {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly (readonly PrintedText[])[];
}

export interface PrintedPackage {
  /** Cover, headings, paragraphs, captions, and the lines around tables. */
  readonly texts: readonly PrintedText[];
  readonly tables: readonly PrintedTable[];
  /** Whether it is known where the texts of the input are printed. */
  readonly placed: boolean;
}

/**
 * @param result an input that was compiled without errors
 * @param source that input
 */
export function printedPackage(
  { compiled }: CompileResult & { readonly compiled: Compiled },
  source: Source,
  world: InputWorld,
): PrintedPackage {
  const marked = compileMarked(source, world);
  const plain = textsOf(compiled.document);
  const other = marked && textsOf(marked.document);
  const passages = passagesOf(source);
  const isSame = other !== undefined && other.texts.length === plain.texts.length;
  return {
    texts: plain.texts.map((one, i) => placed(one, isSame ? other.texts[i] : undefined, passages)),
    tables: plain.tables.map(({ rows, ...table }, t) => ({
      ...table,
      rows: rows.map((cells, r) =>
        cells.map((cell, c) => placed(cell, other?.tables[t]?.rows[r]?.[c], passages)),
      ),
    })),
    placed: isSame,
  };
}

// ---- marks

/** Characters that nothing prints: of the private planes, one for each text. */
const FIRST_MARK = 0xf0000;
const MOST_MARKS = 0xfffd;
const MARKS = /[\u{F0000}-\u{FFFFD}]/gu;
/** How often texts that have to be what they are, names that others refer to, are taken out. */
const MOST_TURNS = 12;

/** The input with marks, compiled; undefined where nothing comes of it. */
function compileMarked(source: Source, world: InputWorld): Compiled | undefined {
  const passages = passagesOf(source);
  const left = new Set<string>();
  if (passages.length > MOST_MARKS) return undefined;
  const marks = new Map(
    passages.map(({ path }, i) => [pathKey(path), String.fromCodePoint(FIRST_MARK + i)]),
  );
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const markOf = (text: string, path: Path) =>
      left.has(text) ? '' : (marks.get(pathKey(path)) ?? '');
    const tree = withMarks(source.tree, [], markOf);
    const result = compileInput(loadedFrom({ ...source, tree }), world, { anyCharacters: true });
    if (result.compiled && !hasErrors(result.diagnostics)) return result.compiled;
    // what may not be another word stays as it is, wherever it is written
    const before = left.size;
    for (const { severity, span, others = [] } of result.diagnostics) {
      if (severity !== '错误' || !span) continue;
      for (const place of [span, ...others])
        for (const { path, text } of passages) {
          const { start, end, cell } = source.valueSpan(path);
          const within =
            cell && place.cell
              ? cellName(cell) === cellName(place.cell)
              : start <= place.start && place.start <= end;
          if (within) left.add(text);
        }
    }
    if (left.size === before) return undefined;
  }
  return undefined;
}

function withMarks(tree: Tree, path: Path, markOf: (text: string, path: Path) => string): Tree {
  if (typeof tree === 'string') {
    const at = middleOf(tree);
    return `${tree.slice(0, at)}${markOf(tree, path)}${tree.slice(at)}`;
  }
  if (tree === null || typeof tree !== 'object' || tree instanceof Numeral) return tree;
  if (Array.isArray(tree)) return tree.map((one, i) => withMarks(one, [...path, i], markOf));
  return Object.fromEntries(
    Object.entries(tree).map(([key, one]) => [key, withMarks(one, [...path, key], markOf)]),
  );
}

/** A text with what the same text with marks tells of it. */
function placed(
  { text, place, figures }: PlainText,
  marked: PlainText | undefined,
  passages: readonly Passage[],
): PrintedText {
  const same = marked?.text.replace(MARKS, '') === text;
  return { text, place, figures, passages: same ? passageStretches(marked.text, passages) : [] };
}

function passageStretches(marked: string, passages: readonly Passage[]): PassageStretch[] {
  const plain = marked.replace(MARKS, '');
  let marks = 0;
  return [...marked.matchAll(MARKS)].flatMap((found) => {
    const at = found.index - marks;
    marks += found[0].length;
    const passage = passages[(found[0].codePointAt(0) ?? 0) - FIRST_MARK];
    if (!passage) return [];
    const around = printedAround(plain, at, passage.text);
    return around.to > around.from ? [{ ...around, passage }] : [];
  });
}

/** Where a mark stands in a text: what sentences leave out at its ends does not concern it. */
function middleOf(text: string): number {
  let at = Math.ceil(text.length / 2);
  while (at > 0 && /[\s\ud800-\udfff]/.test(text.slice(at - 1, at + 1))) at -= 1;
  return at;
}

/**
 * How much of a text of the input stands around its mark: words at its ends may be left out, lines joined.
 * @param at where its mark was
 */
function printedAround(printed: string, at: number, text: string): Stretch {
  const middle = middleOf(text);
  return {
    from:
      at - sharedLength([...text.slice(0, middle)].reverse(), [...printed.slice(0, at)].reverse()),
    to: at + sharedLength([...text.slice(middle)], [...printed.slice(at)]),
  };
}

/** How many code units of what is printed agree with what is written, whose white space may be less there. */
function sharedLength(written: readonly string[], printed: readonly string[]): number {
  let length = 0;
  let next = 0;
  let spaces = 0;
  for (const char of written) {
    const letter = printed[next];
    if (letter === char) {
      length += spaces + char.length;
      spaces = 0;
      next += 1;
    } else if (/\s/.test(char)) {
      if (letter === ' ') {
        spaces += 1;
        next += 1;
      }
    } else break;
  }
  return length;
}

// ---- what is printed

type PlainText = Omit<PrintedText, 'passages'>;

interface PlainPackage {
  readonly texts: readonly PlainText[];
  readonly tables: readonly (Omit<PrintedTable, 'rows'> & {
    readonly rows: readonly (readonly PlainText[])[];
  })[];
}

function textsOf({ cover, parts, closing }: Document): PlainPackage {
  const texts: PlainText[] = [];
  const tables: PlainPackage['tables'][number][] = [];
  const line = (text: string, place: string) => {
    if (text.trim() !== '') texts.push({ text, place, figures: [] });
  };
  for (const text of [...(cover.above ?? []), ...cover.title, ...cover.lines]) line(text, '封面');
  for (const { label, title, blocks } of parts) {
    const part = label === '' ? title : `${label} ${title}`;
    line(label === '' ? title : `${label}\n${title}`, part);
    const trail: string[] = [];
    for (const block of blocks) {
      if (block.kind === 'heading') {
        trail.length = Math.min(trail.length, block.level - 1);
        trail[block.level - 1] = block.text;
      }
      const place = [part, ...trail.filter(Boolean)].join(' › ');
      if (block.kind === 'table') {
        const { table } = block;
        const { number, title, lead, middle, unit } = table;
        const name = title || table.name;
        const above = [lead, ...(middle ? [middle] : []), unit];
        const isAbove = table.numberPlace === 'above';
        for (const text of isAbove ? [number, title] : [title, number]) line(text, name);
        line(above.join('\t'), name);
        tables.push({ id: table.id, title: name, rows: rowsOf(table, name) });
        for (const text of table.notes) line(text, name);
      } else texts.push(blockText(block, place));
    }
  }
  for (const text of closing) line(text, '文末');
  return { texts, tables };
}

function blockText(block: Exclude<Block, { kind: 'table' }>, place: string): PlainText {
  if (block.kind === 'heading') return { text: block.text, place, figures: [] };
  if (block.kind === 'figure') return { text: block.caption, place, figures: [] };
  return {
    text: block.runs.map(({ text }) => text).join(''),
    place,
    figures: figuresIn(block.runs),
  };
}

function figuresIn(runs: readonly Run[]): FigureStretch[] {
  let at = 0;
  return runs.flatMap(({ text, figure }) => {
    const from = at;
    at += text.length;
    return figure ? [{ from, to: at, figure }] : [];
  });
}

function rowsOf(table: Table, name: string): PlainText[][] {
  return gridsOf(table).flatMap(({ head, body }) =>
    [...head, ...body].map(({ row, cells }) =>
      cells.map(({ cell }): PlainText => {
        const text = cell ? cellText(cell.content) : '';
        const figure = cell?.content.figure;
        const place = `${name} 第 ${row + 1} 行第 ${(cell?.col ?? 0) + 1} 列`;
        return { text, place, figures: figure ? [{ from: 0, to: text.length, figure }] : [] };
      }),
    ),
  );
}
