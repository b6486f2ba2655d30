/** Of which format the sheets are that are none of the one that was asked for. */
import type { Profile } from '../forms/library.js';
import { readWorkbookByFormat } from '../reading/read-workbook.js';
import type { Book } from './books.js';

/** Fewer tables than these are alike by chance. */
const FEWEST = 3;

/** @returns the format by which the most sheets are read, if that is most of them */
export function likelyFormat(
  books: readonly Book[],
  profiles: Iterable<Profile>,
): { readonly id: string; readonly tables: number; readonly sheets: number } | undefined {
  const sheets = books.flatMap((book) => book.sheets);
  let best: { id: string; tables: number; sheets: number } | undefined;
  for (const profile of profiles) {
    const { tables } = readWorkbookByFormat(sheets, profile);
    if (tables.length > (best?.tables ?? 0))
      best = { id: profile.id, tables: tables.length, sheets: sheets.length };
  }
  return best && best.tables >= FEWEST && 2 * best.tables >= best.sheets ? best : undefined;
}
