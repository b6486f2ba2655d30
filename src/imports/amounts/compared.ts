/** Tables that are made of an import beside the sheets that it was read from. */
import type { Profile } from '../../forms/library.js';
import { type Decimal, inYuan, ZERO } from '../../model/money.js';
import type { ReadCell, ReadTable } from '../../reading/read-table.js';
import { type Content, cellText, type Table } from '../../tables/table.js';
import { pairsOf } from './pairs.js';

/** A figure that comes out otherwise than it was printed. */
export interface Difference {
  readonly cell: ReadCell;
  /** As it is shown now. */
  readonly made: string;
}

/** @param made tables of the input that was made */
export function compared(
  made: readonly Table[],
  read: readonly ReadTable[],
  profile: Pick<Profile, 'tables'>,
): { same: number; others: Difference[] } {
  let same = 0;
  const others: Difference[] = [];
  for (const { cell, found } of pairsOf(made, read, profile)) {
    if (!found) continue;
    if (isSame(cell.content, found)) same++;
    else others.push({ cell: found, made: cellText(cell.content) });
  }
  return { same, others };
}

/** Whether a cell shows what was read: the amount, however it is written, or the text. */
function isSame(content: Content, { text, value, money }: ReadCell): boolean {
  const shown = cellText(content);
  if (plain(shown) === plain(text)) return true;
  const amount = amountOf(content);
  if (amount === undefined) return false;
  if (money) return amount.eq(value ?? ZERO);
  // a dash, a blank
  return value === undefined && amount.isZero();
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s,]/g, '');

/** In 元; undefined of what is no amount. */
function amountOf(content: Content): Decimal | undefined {
  if (content.kind === 'number') return content.money && inYuan(content.value, content.money.unit);
  return content.kind === 'blank' && content.unknown === undefined ? ZERO : undefined;
}
