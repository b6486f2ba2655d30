/** Tables of a tagged PDF as whole grids: the browser leaves out the tags of cells without text. */
import { isTag, newTag, type Spans, type Tag } from './pdf-tags.js';

/** A cell as it was printed. */
interface PrintedCell extends Spans {
  readonly empty: boolean;
}

/**
 * The tree with an empty cell for each cell that was printed empty. Rows whose cells are not those
 * that were printed stay as they are.
 * @param body HTML that was printed
 */
export function wholeGrids(top: Tag, body: string): Tag {
  const grids = printedGrids(body);
  let next = 0;
  const whole = (tag: Tag): Tag => {
    if (tag.type !== 'Table') {
      return { ...tag, kids: tag.kids.map((kid) => (isTag(kid) ? whole(kid) : kid)) };
    }
    next += 1;
    return { ...tag, kids: wholeRows(tag, grids[next - 1] ?? []) };
  };
  return whole(top);
}

const MARKUP = /<(\/?)(table|tr|t[hd])\b([^>]*)>/g;
/** Of a cell that shows nothing. */
const EMPTY = /^(?:\s|<[^>]*>)*$/;
const ROW_SPAN = /rowspan="(\d+)"/;
const COL_SPAN = /colspan="(\d+)"/;

/** Rows of cells of each grid. */
function printedGrids(body: string): PrintedCell[][][] {
  const grids: PrintedCell[][][] = [];
  let given = '';
  let start = 0;
  for (const { 0: markup, 1: end, 2: element, 3: attributes = '', index } of body.matchAll(
    MARKUP,
  )) {
    if (element === 'table') {
      if (!end) grids.push([]);
    } else if (element === 'tr') {
      if (!end) grids.at(-1)?.push([]);
    } else if (!end) {
      given = attributes;
      start = index + markup.length;
    } else {
      const empty = EMPTY.test(body.slice(start, index));
      const spans = { rowSpan: spanOf(ROW_SPAN, given), colSpan: spanOf(COL_SPAN, given) };
      grids
        .at(-1)
        ?.at(-1)
        ?.push({ empty, ...spans });
    }
  }
  return grids;
}

function spanOf(direction: RegExp, attributes: string): number {
  return Number(direction.exec(attributes)?.[1] ?? 1);
}

function wholeRows(table: Tag, printed: readonly (readonly PrintedCell[])[]): readonly Tag[] {
  const given = table.kids.filter(isTag);
  const rows = given.filter(({ type }) => type === 'TR');
  const others = given.filter(({ type }) => type !== 'TR');
  let next = 0;
  const whole = printed.map((cells) => {
    const row = rows[next];
    const blank = cells.every(({ empty }) => empty);
    // of a row without any text there may be no tag either
    if (!row || (blank && row.kids.filter(isTag).some(hasContent))) {
      return newTag(
        'TR',
        cells.map((cell) => newTag('TD', [], cell)),
      );
    }
    next += 1;
    return { ...row, kids: wholeRow(row, cells) };
  });
  return next === rows.length ? [...others, ...whole] : given;
}

function wholeRow(row: Tag, printed: readonly PrintedCell[]): readonly Tag[] {
  const tags = row.kids.filter(isTag);
  let next = 0;
  const cells = printed.map(({ empty, rowSpan, colSpan }) => {
    const tag = tags[next];
    if (empty && (!tag || hasContent(tag))) return newTag('TD', [], { rowSpan, colSpan });
    next += 1;
    return tag;
  });
  const known = cells.filter((cell) => cell !== undefined);
  return next === tags.length && known.length === printed.length ? known : tags;
}

const hasContent = ({ kids }: Tag): boolean => kids.some((kid) => !isTag(kid) || hasContent(kid));
