/** Profile + Budget + tables → Document. */
import type { Profile, ProfilePart } from '../forms/library.js';
import { interpolate } from '../forms/style.js';
import type { Figure } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import type { Scope } from '../model/scope.js';
import type { Table } from '../tables/table.js';
import { toBlocks } from './blocks.js';
import type { Block, ContentsEntry, Document, Part } from './document.js';
import { contextOf, type Telling } from './helpers.js';
import type { Piece } from './sentences.js';

/** @param tables all tables by the id of the template that made them, in order */
export function buildDocument(
  profile: Profile,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  tables: ReadonlyMap<string, readonly Table[]>,
): Document {
  const say = (text: string) => interpolate(text, root.fields);
  const parts = profile.parts.map((part, i): Part => {
    const id = `p${i + 1}`;
    return {
      id,
      label: `第${numeral(i + 1)}部分`,
      title: say(part.title),
      blocks: [
        ...tableBlocks(part, tables, id, profile, say),
        ...textBlocks(part, pieces, root, id, profile),
      ],
    };
  });
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

function tableBlocks(
  part: ProfilePart,
  tables: ReadonlyMap<string, readonly Table[]>,
  id: string,
  profile: Profile,
  say: (text: string) => string,
): Block[] {
  const groups = part.tables
    .map(({ heading, ids }) => ({ heading, found: ids.flatMap((one) => tables.get(one) ?? []) }))
    .filter(({ found }) => found.length > 0);
  return groups.flatMap(({ heading, found }, i): Block[] => {
    const blocks = found.map((table): Block => ({ kind: 'table', id: table.id, table }));
    const text = `${numeral(i + 1, profile.rows.shortTwenties)}、${say(heading)}`;
    return [{ kind: 'heading', level: 1, id: `${id}-t${i + 1}`, text }, ...blocks];
  });
}

function textBlocks(
  part: ProfilePart,
  pieces: ReadonlyMap<string, Piece>,
  root: Scope,
  id: string,
  profile: Profile,
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
  return toBlocks(
    text,
    figures,
    { style: part.numbering, shortTwenties: profile.rows.shortTwenties },
    id,
  );
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
