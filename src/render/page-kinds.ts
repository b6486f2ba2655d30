/** What kind of page each block of a part is printed on. */
import { sumBy } from 'es-toolkit/math/sumBy';
import type { Block, Part } from '../narrative/document.js';
import type { Table } from '../tables/table.js';
import { depthOf, type PageKind, roomOf } from './paper.js';
import { fitsUnbroken, type PageRoom } from './table-layout.js';
import { partTitleHeight } from './title-size.js';

/** A table of so many rows beside text stays on the text's page if its columns are wide enough there. */
const SMALL_ROWS = 16;
/** A remark of this length stays on the page of the table before it. */
const SHORT_REMARK = 120;

/** Blocks that are printed on pages of one kind, one below the other. */
export interface SheetOfBlocks {
  readonly kind: PageKind;
  readonly blocks: readonly PlacedBlock[];
}

export interface PlacedBlock {
  readonly block: Block;
  /** Position in its part. */
  readonly index: number;
  /** What a table has to itself on its page: the part's title may stand above it. */
  readonly page: PageRoom;
}

/** The blocks of a part in sheets: neighbours on the same kind of page flow on, another kind begins a new page. */
export function sheetsByKind({ title, blocks }: Part): SheetOfBlocks[] {
  const kinds = pageKinds(blocks);
  const firstContent = blocks.findIndex(({ kind }) => kind !== 'heading');
  const sheets: { kind: PageKind; blocks: PlacedBlock[] }[] = [
    { kind: kinds[0] ?? 'text', blocks: [] },
  ];
  blocks.forEach((block, index) => {
    const kind = kinds[index] ?? 'text';
    if (sheets.at(-1)?.kind !== kind) sheets.push({ kind, blocks: [] });
    const above = block.kind === 'table' && index === firstContent ? partTitleHeight(title) : 0;
    const page = { room: roomOf(kind), depth: depthOf(kind) - above };
    sheets.at(-1)?.blocks.push({ block, index, page });
  });
  return sheets;
}

/** A kind for each block. A heading goes with what follows it. */
export function pageKinds(blocks: readonly Block[]): PageKind[] {
  const kinds: PageKind[] = [];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    const previous = kinds[index - 1];
    if (block.kind === 'table') kinds.push(tableKind(block.table, besideText(blocks, index)));
    else if (block.kind === 'paragraph' && before?.kind === 'table' && previous && isShort(block)) {
      kinds.push(previous);
    } else kinds.push('text');
  });
  for (let index = blocks.length - 2; index >= 0; index -= 1) {
    if (blocks[index]?.kind === 'heading') kinds[index] = kinds[index + 1] ?? 'text';
  }
  return kinds;
}

function tableKind(table: Table, besideText: boolean): PageKind {
  if (table.orientation === 'landscape') return 'wide';
  const small = besideText && !table.form && table.rows <= SMALL_ROWS;
  return small && fitsUnbroken(table, roomOf('text')) ? 'text' : 'table';
}

function besideText(blocks: readonly Block[], index: number): boolean {
  const isText = (block: Block | undefined): boolean =>
    block?.kind === 'figure' || (block?.kind === 'paragraph' && !isShort(block));
  const before = blocks.slice(0, index).findLast((block) => block.kind !== 'heading');
  return isText(before) || isText(blocks[index + 1]);
}

function isShort(block: Block & { kind: 'paragraph' }): boolean {
  return sumBy(block.runs, ({ text }) => text.length) <= SHORT_REMARK;
}

/** Whether a paragraph leads to what stands below it, and so does not end a page. */
export function isLead(text: string): boolean {
  return /[:：]\s*$/.test(text);
}
