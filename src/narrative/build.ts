/** Profile + Budget + tables → Document. */
import { at, type Diagnostic, DiagnosticError } from '../diagnostics.js';
import type { Profile, ProfilePart } from '../forms/library.js';
import { fieldsNamed, interpolate } from '../forms/style.js';
import type { Figure } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import type { Scope } from '../model/scope.js';
import type { Table } from '../tables/table.js';
import { toBlocks } from './blocks.js';
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
      const text = textBlocks(part, pieces, root, id, profile, figures);
      const blocks = [
        ...text.blocks,
        ...tableBlocks(part, tables, root, id, profile, text.headings),
      ];
      return { id, title: say(part.title), blocks, listed: text.listed };
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

/** Tables stand behind the sections; the numbers of headings go on from one to the other. */
function tableBlocks(
  part: ProfilePart,
  tables: ReadonlyMap<string, readonly Table[]>,
  root: Scope,
  id: string,
  profile: Profile,
  numbered: number,
): Block[] {
  let n = numbered;
  const numberedHeading = (text: string): Block[] => {
    n++;
    const label = numeral(n, profile.rows.shortTwenties);
    return [{ kind: 'heading', level: 1, id: `${id}-t${n}`, text: `${label}、${text}` }];
  };
  return part.tables.flatMap(({ heading, ids, each }): Block[] => {
    const found = ids.flatMap((one) => tables.get(one) ?? []);
    if (found.length === 0) return [];
    const title = heading === undefined ? [] : numberedHeading(interpolate(heading, root.fields));
    return [...title, ...found.flatMap((table) => (each ? headed(table) : tableBlocksOf(table)))];
  });
}

/** A table behind the paragraphs that belong before it. */
function tableBlocksOf(table: Table): Block[] {
  const preface = table.preface.map(
    (text): Block => ({ kind: 'paragraph', runs: [{ text: inline(text).replace(PLAIN, '') }] }),
  );
  return [...preface, { kind: 'table', id: table.id, table }];
}

/** A table under a heading of its own, which is its printed number. */
function headed(table: Table): Block[] {
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

interface PartText {
  readonly blocks: Block[];
  /** How many headings of the first level there are. */
  readonly headings: number;
  /** Those headings of the second level that the contents list. */
  readonly listed: ReadonlySet<string>;
}

function textBlocks(
  part: ProfilePart,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  id: string,
  profile: Profile,
  counter: FigureCounter,
): PartText {
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
  const texts = part.sections.map(
    ({ name }) => pieces.get(name)?.(contextOf(root), { data: { context } }) ?? '',
  );
  if (problems.size > 0) throw new DiagnosticError([...problems.values()]);
  const numbering = { style: part.numbering, shortTwenties: profile.rows.shortTwenties };
  const blocks = toBlocks(texts.join('\n'), figures, numbering, id, (name) => counter.draw(name));
  return {
    blocks,
    headings: headingsOf(blocks, 1).length,
    listed: new Set(listedHeadings(part, texts, headingsOf(blocks, 2), id)),
  };
}

const headingsOf = (blocks: readonly Block[], level: 1 | 2) =>
  blocks.flatMap((block) => (block.kind === 'heading' && block.level === level ? [block.id] : []));

/** The second-level headings below the first-level ones of the sections that the contents list. */
function listedHeadings(
  { sections, listed }: ProfilePart,
  texts: readonly string[],
  headings: readonly string[],
  id: string,
): string[] {
  let first = 0;
  return sections.flatMap(({ name }, i) => {
    const own = texts[i]?.match(/^[ \t]*# /gm)?.length ?? 0;
    const above = Array.from({ length: own }, () => `${id}-${++first}-`);
    const below = headings.filter((heading) => above.some((one) => heading.startsWith(one)));
    return listed.includes(name) ? below : [];
  });
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
