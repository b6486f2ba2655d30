/** The texts and tables of a Word document as those of a package are listed, to be put beside them. */

import { isContents } from '../../review/open/word/open-word.js';
import { textsAndTables } from '../../review/open/word/word-tables.js';
import type { WordDocument } from '../../word/document.js';

export interface DraftTable {
  /** Id of the table that it was; empty where the document does not say. */
  readonly id: string;
  /** The lines above it, of which one is its title. */
  readonly above: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DraftTexts {
  readonly texts: readonly string[];
  readonly tables: readonly DraftTable[];
}

export function draftTexts({ blocks }: WordDocument): DraftTexts {
  const texts: string[] = [];
  const tables: DraftTable[] = [];
  for (const one of textsAndTables(blocks.filter((block) => !isContents(block)))) {
    if (one.kind === 'text') {
      texts.push(one.paragraph.text);
      continue;
    }
    const { above, grids, notes } = one;
    for (const { text } of above) texts.push(text);
    const id = /^\S+/.exec(grids[0]?.caption ?? '')?.[0] ?? '';
    const rows = grids.flatMap((grid) =>
      grid.rows.map(({ cells }) =>
        cells.filter(({ merged }) => merged !== 'on').map(({ text }) => text),
      ),
    );
    tables.push({ id, above: above.map(({ text }) => text), rows });
    for (const { text } of notes) texts.push(text);
  }
  return { texts: texts.filter((text) => text.trim() !== ''), tables };
}
