/** Sheets that are lists of details → what they say of an input. */
import type { Profile } from '../../forms/library.js';
import { type Remark, TO_CONFIRM } from '../../input/draft.js';
import { type Book, type Sheet, sheetName } from '../books.js';
import type { Imported } from '../imported.js';
import { Catalogue } from './catalogue.js';
import { type Asked, draftOfLines } from './draft-of-lines.js';
import { type ListLayout, layoutOf } from './layout.js';
import { type ReadList, readList } from './lines.js';
import type { ListMapping } from './mapping.js';

/**
 * Finds the lists among sheets.
 * @param given the mapping that a person names: it comes before all others
 */
export function findLists(
  sheets: readonly Sheet[],
  { given, known }: { given: ListMapping | undefined; known: readonly ListMapping[] },
  { subjects }: Pick<Profile, 'subjects'>,
): readonly ListLayout[] {
  const catalogue = new Catalogue(subjects);
  return sheets.flatMap((sheet) => {
    const own = given && layoutOf(sheet, [given], catalogue);
    return own ?? layoutOf(sheet, known, catalogue) ?? [];
  });
}

/** What the command line says, but for what follows from the format and the lists. */
export type ListsAsked = Omit<Asked, 'kind' | 'format' | 'unit'>;

export function importLists(
  layouts: readonly ListLayout[],
  asked: ListsAsked,
  { kind, id, subjects }: Pick<Profile, 'kind' | 'id' | 'subjects'>,
): Imported {
  const catalogue = new Catalogue(subjects);
  const lists = layouts.map((layout) => readList(layout, catalogue));
  const lines = lists.flatMap((list) => list.lines);
  const unit = layouts.every((layout) => layout.unit === '万元') ? '万元' : '元';
  const made = draftOfLines(lines, { ...asked, kind, format: id, unit }, catalogue);
  const unsaid = lists.filter(({ layout, lines: own }) => !layout.unitBy && own.length > 0);
  return {
    draft: {
      ...made.draft,
      remarks: [...made.draft.remarks, ...unsaid.slice(0, 1).map(unitUnsaid)],
    },
    taken: [...lists.map(listTold), ...made.taken],
    left: [...lists.flatMap(leftOf), ...made.left],
    problems: [...lists.flatMap((list) => list.problems), ...made.problems],
    sheets: new Set(layouts.map(({ sheet }) => sheet)),
  };
}

/** Amounts of another unit look as right as those of the right one. */
const unitUnsaid = ({ layout: { sheet } }: ReadList): Remark => ({
  path: ['金额单位'],
  text: `${TO_CONFIRM}：${sheetName(sheet)} 里没有写金额的单位，按元`,
  where: 'behind',
});

const listTold = ({ layout, lines, zeros, hidden, totals }: ReadList) => ({
  where: sheetName(layout.sheet),
  what: [
    `${lines.length} 个金额`,
    ...(totals.length > 0 ? [`${totals.length} 行合计不取，已同明细核对`] : []),
    ...(hidden > 0 ? [`${hidden} 行是隐藏的，也取了`] : []),
    ...(zeros > 0 ? [`${zeros} 行没有金额或是零`] : []),
  ].join('；'),
});

/** Columns with figures that nothing is made of. */
const leftOf = ({ layout }: ReadList) =>
  layout.columns.flatMap(({ left, heading }) =>
    left === undefined
      ? []
      : [{ where: `${sheetName(layout.sheet)} “${heading}”一列`, what: left }],
  );

/** Sheets with something in them that no way of reading took. */
export const sheetsLeft = (books: readonly Book[], taken: ReadonlySet<Sheet>): readonly Sheet[] =>
  books.flatMap(({ sheets }) =>
    sheets.filter(
      (sheet) =>
        !taken.has(sheet) &&
        sheet.grid.rows.some((row) => row.some(({ text }) => text.trim() !== '')),
    ),
  );
