/**
 * The page that everything begins on, counted by the heights of lines and rows: Word lays out the same, as lines have
 * exact heights and characters the width of the grid. Faster by a hundred times than laying out what the library writes.
 */
import type { Box, BoxPart } from './docx-pieces.js';

/** What begins a page of its own kind. */
export interface BoxSection {
  /** Height of its pages between the margins, in pt. */
  readonly depth: number;
  readonly boxes: readonly Box[];
}

/** Heights are whole twentieths of a point. */
const ROUNDING = 0.5;

/**
 * The page of each place, from 1.
 * @param sections each begins a page
 */
export function pagesOfPlaces(sections: readonly BoxSection[]): Map<string, number> {
  const pages = new Map<string, number>();
  let page = 0;
  for (const { depth, boxes } of sections) {
    page += 1;
    let filled = 0;
    let fresh = true;
    const turn = () => {
      page += 1;
      filled = 0;
      fresh = true;
    };
    const held = heldTogether(boxes);
    boxes.forEach((box, i) => {
      if (box.beginsPage && !fresh) turn();
      box.parts.forEach((part, k) => {
        const above = k === 0 && !fresh ? box.before : 0;
        const needed = held.get(part) ?? part.height;
        const isWhole = needed <= depth + ROUNDING;
        if (!fresh && filled + above + (isWhole ? needed : part.height) > depth + ROUNDING) {
          turn();
          if (k > 0) filled += box.header;
        } else filled += above;
        if (k === 0) for (const id of box.places) pages.set(id, page);
        filled += part.height;
        fresh = false;
        // a row that no page holds goes on on the next
        for (; filled > depth + ROUNDING; filled -= depth) page += 1;
      });
      if (boxes[i + 1]) filled += box.after;
    });
  }
  return pages;
}

/** Of each part that is kept with what follows: the height of all that stands on its page. */
function heldTogether(boxes: readonly Box[]): Map<BoxPart, number> {
  const heights = new Map<BoxPart, number>();
  let below = 0;
  for (const box of boxes.toReversed()) {
    for (const [k, part] of [...box.parts.entries()].reverse()) {
      const isLast = k === box.parts.length - 1;
      const apart = isLast && part.kept ? box.after : 0;
      const all = part.kept ? part.height + apart + below : part.height;
      heights.set(part, all);
      below = all + (k === 0 ? box.before : 0);
    }
    if (box.beginsPage) below = 0;
  }
  return heights;
}
