/** Profile + Budget + tables → Document. */
import { at, type Diagnostic, DiagnosticError } from '../diagnostics.js';
import type { Profile, ProfilePart, TableGroup } from '../forms/library.js';
import { fieldsNamed, interpolate } from '../forms/style.js';
import type { Figure } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import type { Scope } from '../model/scope.js';
import type { Table } from '../tables/table.js';
import { Numbers, toBlocks } from './blocks.js';
import { FigureCounter } from './charts.js';
import type { Block, ContentsEntry, Document, Part } from './document.js';
import { contextOf, inline, PLAIN, type SentenceContext } from './helpers.js';
import { spanOf } from './parse.js';
import type { Piece } from './sentences.js';

/**
 * @param tables all tables by the id of the template that made them, in order
 * @throws DiagnosticError with every place of a sentence that needs a figure which is not known
 */
export function buildDocument(
  profile: Profile,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  tables: ReadonlyMap<string, readonly Table[]>,
): Document {
  const say = (text: string) => interpolate(text, root.fields);
  const figures = new FigureCounter(profile, root);
  // a part that has nothing to say is not printed
  const made = profile.parts
    .map((part, i) => {
      const id = `p${i + 1}`;
      const printed = printPart(part, { pieces, root, id, profile, tables, figures });
      return { id, title: say(part.title), ...printed };
    })
    .filter(({ blocks }) => blocks.length > 0)
    .map((part, i) => ({ ...part, label: `第${numeral(i + 1)}部分` }));
  const parts = made.map(({ listed: _, ...part }): Part => part);
  return {
    title: say(profile.packageName),
    author: root.budget.department.name,
    language: 'zh-CN',
    date: root.budget.date,
    cover: coverOf(profile, root),
    contents: made.flatMap(contents),
    parts,
    closing: profile.closing.map(say),
  };
}

/** A line that only shows what the input does not write for the cover is left out. */
function coverOf({ cover }: Profile, { fields }: Scope): Document['cover'] {
  const own = new Set(cover.fields.map(({ name }) => name));
  const isShown = (text: string) => {
    const named = fieldsNamed(text);
    return named.length === 0 || named.some((name) => !own.has(name) || fields[name] !== '');
  };
  const say = (lines: readonly string[]) =>
    lines.filter(isShown).map((text) => interpolate(text, fields));
  const above = say(cover.above);
  const shown = { title: say(cover.title), lines: say(cover.lines) };
  return above.length > 0 ? { above, ...shown } : shown;
}

/** What a part is printed with. */
interface Printing {
  readonly pieces: ReadonlyMap<string, Piece>;
  readonly root: Scope;
  /** Id of the part. */
  readonly id: string;
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, readonly Table[]>;
  readonly figures: FigureCounter;
}

interface PrintedPart {
  readonly blocks: Block[];
  /** Headings of the second level that the contents list. */
  readonly listed: ReadonlySet<string>;
}

/** The sections and tables of a part in their order; the numbers of headings go on through both. */
function printPart(part: ProfilePart, printing: Printing): PrintedPart {
  const numbers = new Numbers();
  const print = sectionPrinter(part, printing, numbers);
  const listed = new Set<string>();
  const blocks = part.entries.flatMap((entry): Block[] => {
    if (entry.kind === '表') return groupBlocks(entry.group, printing, numbers);
    const { name } = entry.section;
    const made = print.section(name);
    if (part.listed.includes(name)) for (const id of headingsBelowOwn(made)) listed.add(id);
    return made;
  });
  print.throwIfUnknown();
  return { blocks, listed };
}

function groupBlocks(
  { heading, ids, each }: TableGroup,
  { tables, root, id, profile }: Printing,
  numbers: Numbers,
): Block[] {
  const found = ids.flatMap((one) => tables.get(one) ?? []);
  if (found.length === 0) return [];
  const headed = (text: string): Block => {
    const n = numbers.nextFirst();
    const label = numeral(n, profile.rows.shortTwenties);
    return { kind: 'heading', level: 1, id: `${id}-t${n}`, text: `${label}、${text}` };
  };
  const title = heading === undefined ? [] : [headed(interpolate(heading, root.fields))];
  return [
    ...title,
    ...found.flatMap((table) => (each ? underNumber(table) : tableBlocksOf(table))),
  ];
}

/** A table behind the paragraphs that belong before it. */
function tableBlocksOf(table: Table): Block[] {
  const preface = table.preface.map(
    (text): Block => ({ kind: 'paragraph', runs: [{ text: inline(text).replace(PLAIN, '') }] }),
  );
  return [...preface, { kind: 'table', id: table.id, table }];
}

/** A table under a heading of its own, which is its printed number. */
function underNumber(table: Table): Block[] {
  const text = table.number || table.title;
  return [
    { kind: 'heading', level: 1, id: `h-${table.id}`, text },
    ...tableBlocksOf({ ...table, number: '' }),
  ];
}

/** A sentence that needs a figure which the input does not write so finely: it should ask first. */
function unknownFigure(profile: Profile, loc: hbs.AST.SourceLocation, why: string): Diagnostic {
  const file = profile.sentences.find(({ path }) => path === loc.source);
  if (!file) throw new Error(`no sentence file ${loc.source}`);
  const hint =
    '请在语句里先用 {{#if (有 "…" …)}} 问有没有这个数，参数同这里一样；或在输入里写得更细';
  return at(spanOf(file, loc), 'template-invalid', `这里要的数不知道：${why}`, hint);
}

/** Prints the sections of a part; figures that they ask for and that are not known are told together. */
function sectionPrinter(
  part: ProfilePart,
  { pieces, root, id, profile, figures: counter }: Printing,
  numbers: Numbers,
) {
  const figures: Figure[] = [];
  const problems = new Map<string, Diagnostic>();
  const context: SentenceContext = {
    unknown: (loc, why) => {
      const problem = unknownFigure(profile, loc, why);
      problems.set(`${problem.file}:${problem.span?.start}`, problem);
    },
    scope: root,
    numbers: profile.numbers,
    wording: profile.wording,
    figures,
  };
  const numbering = { style: part.numbering, shortTwenties: profile.rows.shortTwenties };
  const draw = (name: string) => counter.draw(name);
  return {
    section: (name: string): Block[] => {
      const text = pieces.get(name)?.(contextOf(root), { data: { context } }) ?? '';
      return toBlocks(text, figures, numbering, id, draw, numbers);
    },
    throwIfUnknown: () => {
      if (problems.size > 0) throw new DiagnosticError([...problems.values()]);
    },
  };
}

/** The second-level headings of a section that stand below first-level ones of its own. */
function headingsBelowOwn(blocks: readonly Block[]): string[] {
  const first = blocks.findIndex((block) => block.kind === 'heading' && block.level === 1);
  return blocks
    .slice(first < 0 ? blocks.length : first)
    .flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.id] : []));
}

function contents(part: Part & { readonly listed: ReadonlySet<string> }): ContentsEntry[] {
  return [
    { level: 0, text: `${part.label}　${part.title}`, target: part.id },
    ...part.blocks.flatMap((block): ContentsEntry[] =>
      block.kind === 'heading' && (block.level === 1 || part.listed.has(block.id))
        ? [{ level: block.level as 1 | 2, text: block.text, target: block.id }]
        : [],
    ),
  ];
}
