/** What a reader for the blind is told (ISO 14289-1): the browser's tags as the document means them. */
import { isMark, isTag, type Kid, newTag, type Tag } from './pdf-tags.js';

/**
 * The tree with the right types and nothing twice: no wrappers around text, rules of tables and heads
 * that a page repeats left out (they are artifacts then), one Figure a figure, captions inside of their
 * tables, the contents as such.
 */
export function meaningful(top: Tag): Tag {
  const kids = top.kids.flatMap((kid) => (isTag(kid) ? meaningfulKids(kid, false) : kid));
  return { ...top, kids };
}

/** The browser's type for whatever means nothing to it. */
const WRAPPER = 'NonStruct';
/** They stay when they are empty, as the grid of a table has to be whole. */
const GRID = new Set(['Table', 'TR', 'TH', 'TD']);
const HEADING = /^H\d$/;

/** @param inText the element around it holds text itself, or is part of a grid */
function meaningfulKids(tag: Tag, inText: boolean): readonly Kid[] {
  const wrapper = tag.type === WRAPPER;
  const group = wrapper && tag.kids.some(isTag);
  // of most text wrappers nothing but their marks is left
  const kids = tag.kids.some(isTag)
    ? tag.kids.flatMap((kid) => (isTag(kid) ? meaningfulKids(kid, inText || !group) : kid))
    : tag.kids;
  if (wrapper && inText) return kids;
  if (kids.length === 0 && !GRID.has(tag.type)) return [];
  if (wrapper) return [{ ...tag, type: group ? 'Div' : 'P', kids: group ? captioned(kids) : kids }];
  switch (tag.type) {
    case 'Table':
      return [{ ...tag, kids: kids.filter(isTag) }];
    case 'TR':
      return [{ ...tag, kids: printedOnce(kids) }];
    case 'Figure':
      return [wholeFigure({ ...tag, kids })];
    case 'L':
      return [asContents({ ...tag, kids })];
    default:
      return [{ ...tag, kids }];
  }
}

/** The lines between a table's heading and its grid are its caption: whose it is, and in which unit. */
function captioned(kids: readonly Kid[]): readonly Kid[] {
  const grid = kids.findIndex((kid) => isTag(kid) && kid.type === 'Table');
  const lines = kids.slice(1, Math.max(grid, 1));
  const [heading] = kids;
  const table = kids[grid];
  if (!heading || !isTag(heading) || !HEADING.test(heading.type)) return kids;
  if (!table || !isTag(table) || lines.length === 0) return kids;
  if (!lines.every((line) => isTag(line) && line.type === 'P')) return kids;
  const caption = newTag('Caption', lines);
  return [heading, { ...table, kids: [caption, ...table.kids] }, ...kids.slice(grid + 1)];
}

/** The cells of a row of column headers as its first page prints them: on later ones it is repeated. */
function printedOnce(cells: readonly Kid[]): readonly Kid[] {
  if (!cells.every((cell) => isTag(cell) && cell.type === 'TH' && cell.scope === 'Column')) {
    return cells;
  }
  return cells.filter(isTag).map((cell) => {
    const page = cell.kids.find(isMark)?.page;
    return { ...cell, kids: cell.kids.filter((kid) => !isMark(kid) || kid.page === page) };
  });
}

/** A figure and the drawing in it are one: what it shows is said of the whole. */
function wholeFigure(figure: Tag): Tag {
  const drawing = figure.kids.find((kid) => isTag(kid) && kid.type === 'Figure');
  if (!drawing || !isTag(drawing)) return figure;
  const kids = figure.kids.flatMap((kid) => (kid === drawing ? drawing.kids : kid));
  return { ...figure, kids, alt: figure.alt ?? drawing.alt };
}

/** A list of nothing but links is a table of contents. */
function asContents(list: Tag): Tag {
  const items = list.kids.filter(isTag);
  const leads = (item: Tag) => item.kids.every((kid) => isTag(kid) && kid.type === 'Link');
  if (items.length < list.kids.length || !items.every(leads)) return list;
  return {
    ...list,
    type: 'TOC',
    kids: items.map((item) => ({ ...item, type: 'TOCI', kids: [newTag('Reference', item.kids)] })),
  };
}
