/** Profile + Budget + tables → Document. */
import type { Profile, ProfilePart } from '../forms/library.js';
import { interpolate } from '../forms/style.js';
import type { Figure } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import type { Scope } from '../model/scope.js';
import type { Table } from '../tables/table.js';
import { toBlocks } from './blocks.js';
import { FigureCounter } from './charts.js';
import type { Block, ContentsEntry, Document, Part } from './document.js';
import { contextOf, inline, PLAIN, type Telling } from './helpers.js';
import type { Piece } from './sentences.js';

/** @param tables all tables by the id of the template that made them, in order */
export function buildDocument(
  profile: Profile,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  tables: ReadonlyMap<string, readonly Table[]>,
): Document {
  const say = (text: string) => interpolate(text, root.fields);
  const figures = new FigureCounter(profile, root);
  // a part that has nothing to say is not printed
  const parts = profile.parts
    .map((part, i) => {
      const id = `p${i + 1}`;
      const blocks = partBlocks(part, tables, pieces, root, id, profile, figures);
      return { id, title: say(part.title), blocks };
    })
    .filter(({ blocks }) => blocks.length > 0)
    .map((part, i): Part => ({ ...part, label: `第${numeral(i + 1)}部分` }));
  return {
    title: say(profile.packageName),
    author: root.budget.department.name,
    language: 'zh-CN',
    date: root.budget.date,
    cover: { title: profile.cover.title.map(say), lines: profile.cover.lines.map(say) },
    contents: parts.flatMap(contents),
    parts,
    closing: profile.closing.map(say),
  };
}

/** Sections first, then tables; the numbers of headings go on from one to the other. */
function partBlocks(
  part: ProfilePart,
  tables: ReadonlyMap<string, readonly Table[]>,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  id: string,
  profile: Profile,
  figures: FigureCounter,
): Block[] {
  const text = textBlocks(part, pieces, root, id, profile, figures);
  const numbered = text.filter((block) => block.kind === 'heading' && block.level === 1).length;
  return [...text, ...tableBlocks(part, tables, root, id, profile, numbered)];
}

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

function textBlocks(
  part: ProfilePart,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  id: string,
  profile: Profile,
  counter: FigureCounter,
): Block[] {
  const figures: Figure[] = [];
  const telling: Telling = {
    scope: root,
    numbers: profile.numbers,
    wording: profile.wording,
    figures,
  };
  const text = part.sections
    .map(({ name }) => pieces.get(name)?.(contextOf(root), { data: { telling } }) ?? '')
    .join('\n');
  const numbering = { style: part.numbering, shortTwenties: profile.rows.shortTwenties };
  return toBlocks(text, figures, numbering, id, (name) => counter.draw(name));
}

function contents(part: Part): ContentsEntry[] {
  return [
    { level: 0, text: `${part.label}　${part.title}`, target: part.id },
    ...part.blocks.flatMap((block): ContentsEntry[] =>
      block.kind === 'heading' && block.level === 1
        ? [{ level: 1, text: block.text, target: block.id }]
        : [],
    ),
  ];
}
