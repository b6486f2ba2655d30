/**
 * Where a print would put what the document links to, without one.
 *
 * A browser breaks columns by the rules that it breaks pages by. Each sheet stands in columns that are its
 * pages (正文.css and 文件.hbs, `paged`), so an anchor's column is its page.
 */

/** What of the browser's world the function below uses; it runs in there. */
interface Rect {
  readonly left: number;
  readonly top: number;
}
interface Sheet {
  readonly id: string;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  getBoundingClientRect(): Rect;
  getClientRects(): ArrayLike<Rect>;
  querySelectorAll(selector: string): Iterable<Sheet>;
}
declare const document: { querySelectorAll(selector: string): Iterable<Sheet> };
declare function getComputedStyle(element: unknown): {
  readonly paddingLeft: string;
  readonly columnGap: string;
};

/** An anchor, its page from 1 and its height on the page in pixels. */
export type MeasuredPlace = readonly [id: string, page: number, top: number];

/**
 * Looks up the anchors of sheets that are in columns. It runs in the browser and uses nothing from outside
 * itself.
 * @param selector of the sheets; what stands before them takes one page
 * @returns the places, and how many pages there are
 */
export function measurePlaces(selector: string): [MeasuredPlace[], number] {
  const places: MeasuredPlace[] = [];
  let before = 1;
  for (const sheet of document.querySelectorAll(selector)) {
    const { left, top } = sheet.getBoundingClientRect();
    const style = getComputedStyle(sheet);
    const gap = Number.parseFloat(style.columnGap);
    const padding = Number.parseFloat(style.paddingLeft);
    const width = sheet.clientWidth - 2 * padding;
    /** Columns to the left of a place; what reaches a little out of its column is in it. */
    const columns = (x: number) => Math.floor((x - left - padding + gap / 2) / (width + gap));
    if (sheet.id) places.push([sheet.id, before + 1, 0]);
    for (const element of sheet.querySelectorAll('[id]')) {
      const rect = element.getClientRects()[0];
      // a print has whole pixels
      if (rect)
        places.push([element.id, before + 1 + columns(rect.left), Math.floor(rect.top - top)]);
    }
    before += Math.max(Math.round((sheet.scrollWidth - sheet.clientWidth) / (width + gap)), 0) + 1;
  }
  return [places, before];
}
