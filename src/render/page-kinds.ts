/** What kind of page each block of a part is printed on. */
import { sumBy } from 'es-toolkit/math/sumBy';
import type { Block } from '../narrative/document.js';
import type { Table } from '../tables/table.js';
import { type PageKind, roomOf } from './paper.js';
import { fitsUnbroken } from './table-layout.js';

/** A table of so many rows beside text stays on the text's page if its columns are wide enough there. */
const SMALL_ROWS = 16;
/** A remark of this length stays on the page of the table before it. */
const SHORT_REMARK = 120;

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
